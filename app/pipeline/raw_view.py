"""The camera's own picture for the wearer's own eyes: what the window's compare view is made of."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from app.frame import Frame, Image

KEPT = 4
"""Pictures that are kept until the covered ones that belong to them arrive at the window."""


class RawView:
    """Off at first, and then it holds nothing. No `Sink`, and nothing that a sink is ever given:
    it takes a `Frame`, which no sink takes, and only the window asks it. Thread-safe.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._on = False
        self._blank = False
        self._pictures: OrderedDict[int, Image] = OrderedDict()
        self.framed: Callable[[Image], Image] = lambda image: image
        """Brings a picture to the size and the detail of what leaves; the engine says how."""

    @property
    def on(self) -> bool:
        return self._on

    def switch(self, on: bool) -> None:
        """Off, it forgets what it has."""
        with self._lock:
            self._on = on
            if not on:
                self._pictures.clear()

    def show(self, frame: Frame) -> None:
        """Takes the picture of a frame that is about to be judged; nothing while it is off."""
        with self._lock:
            if not self._on or self._blank:
                return
            self._pictures[frame.index] = frame.image
            while len(self._pictures) > KEPT:
                self._pictures.popitem(last=False)

    def blank(self, blank: bool) -> None:
        """The panic key: while it is down nothing is held, and nothing taken."""
        with self._lock:
            self._blank = blank
            if blank:
                self._pictures.clear()

    def forget(self) -> None:
        """Drops what it has, and what framed it: the session is over."""
        with self._lock:
            self._pictures.clear()
        self.framed = lambda image: image

    def picture(self, index: int) -> Image | None:
        """The picture ``(h, w, 3)`` uint8 BGR of the frame with this index, while it is kept, cut
        and scaled as what leaves is."""
        with self._lock:
            image = self._pictures.get(index)
        return None if image is None else self.framed(image)
