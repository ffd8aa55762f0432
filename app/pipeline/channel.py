"""How frames get from one thread to the next."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Channel(Generic[T]):
    """A short queue between two threads that can be closed from either end.

    Args:
        capacity: Items that may wait.
        drop_oldest: True for live work: a full channel drops its oldest item, so that the newest
            frame wins and latency cannot grow. False for files: `put` waits, nothing is lost.
    """

    def __init__(self, capacity: int, *, drop_oldest: bool) -> None:
        self._items: deque[T] = deque()
        self._capacity = capacity
        self._drop_oldest = drop_oldest
        self._closed = False
        self._changed = threading.Condition()
        self.dropped = 0
        """Items that were dropped so far."""

    def put(self, item: T) -> T | None:
        """Hands an item on. Returns the one that was dropped for it, if any; after `close`, the
        item itself."""
        with self._changed:
            if self._drop_oldest:
                if self._closed:
                    return item
                lost = self._items.popleft() if len(self._items) >= self._capacity else None
                self.dropped += lost is not None
            else:
                while len(self._items) >= self._capacity and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return item
                lost = None
            self._items.append(item)
            self._changed.notify_all()
            return lost

    def take(self, timeout: float | None = None) -> T | None:
        """The oldest waiting item; None when there is none within `timeout` seconds, or when the
        channel is closed and empty."""
        with self._changed:
            if not self._items and not self._closed:
                self._changed.wait_for(lambda: bool(self._items) or self._closed, timeout)
            if not self._items:
                return None
            item = self._items.popleft()
            self._changed.notify_all()
            return item

    def __iter__(self) -> Iterator[T]:
        """Takes items until the channel is closed and empty."""
        while True:
            item = self.take()
            if item is None:
                return
            yield item

    @property
    def closed(self) -> bool:
        """True once nothing more can come: closed, and emptied."""
        with self._changed:
            return self._closed and not self._items

    def close(self, *, discard: bool = False) -> None:
        """No more items come; those that wait can still be taken, unless discarded."""
        with self._changed:
            self._closed = True
            if discard:
                self._items.clear()
            self._changed.notify_all()
