"""The way out: one sink, and the thread that gives it what the guard let through.

Live sinks run on a clock of their own: when the pipeline stalls they go on sending, first the last
safe frame, then the card.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

import numpy as np

from app.errors import SinkError, UnderstudyError, without_trace
from app.frame import SafeFrame
from app.pipeline.channel import Channel
from app.pipeline.clock import OutputClock, take_until
from app.pipeline.complaints import Complaints
from app.pipeline.finish.finisher import Finisher
from app.pipeline.guard.guard import PANIC, STALLED, STARTING, Guard
from app.pipeline.sinks.base import OutputFormat, Sink, is_paced
from app.pipeline.stats import Stats

log = logging.getLogger(__name__)

FILE_AHEAD = 3
"""Frames that may wait between two stages when nothing is dropped."""
LATE = 3
"""Periods of the output clock after which a missing frame counts as a stall."""
LOST = 30.0
"""Seconds until its next tick from which an output clock is taken to be out of its mind."""
UNFINISHED = "the picture could not be finished"


class Outlet:
    """A sink, its channel and its thread.

    Args:
        sink: Not yet open.
        live: Whether the newest frame wins; else every frame is written, in order.
        period: Seconds between two frames of the source.
        guard: Whose shields go out while no frame comes, and under the panic key.
        finisher: Gives frames their background, size and badge.
        stats: What took how long.
        complain: Told of what failed and was mended.

    Attributes:
        error: Why the sink could not be written to the end; None where it could.
    """

    def __init__(
        self,
        sink: Sink,
        live: bool,
        period: float,
        guard: Guard,
        finisher: Finisher,
        stats: Stats,
        complain: Complaints,
    ) -> None:
        self.sink = sink
        self.error: UnderstudyError | None = None
        self._live = live
        self._period = period
        self._guard = guard
        self._finisher = finisher
        self._stats = stats
        self._complain = complain
        self._fps = 1.0
        self._channel: Channel[SafeFrame] = Channel(1 if live else FILE_AHEAD, drop_oldest=live)
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def overtaken(self) -> int:
        """Frames that did not go to the sink, because a newer one came before it was ready."""
        return self._channel.dropped

    def open(self, fmt: OutputFormat) -> None:
        """
        Raises:
            SinkError: The sink cannot be had.
        """
        self._fps = max(1.0, fmt.fps)
        self.sink.open(fmt)

    def start(self, name: str, lost: Callable[[Outlet], None]) -> threading.Thread:
        """Starts its thread.

        Args:
            name: Of the thread.
            lost: Called on it where the sink fails.
        """
        thread = threading.Thread(target=self._send, args=(lost,), name=name, daemon=True)
        self._thread = thread
        thread.start()
        return thread

    def put(self, safe: SafeFrame) -> None:
        """The next frame; from a file, waits until there is room."""
        self._channel.put(safe)

    def end(self) -> None:
        """No frame comes any more; what waits is still written."""
        self._channel.close()

    def close(self) -> None:
        """Closes the sink unless its own thread is still in it. May be called twice."""
        inside = self._thread is not None and self._thread.is_alive()
        if self._closed or (inside and self._thread is not threading.current_thread()):
            return
        self._closed = True
        try:
            self.sink.close()
        except UnderstudyError as error:
            self.error = self.error or error
        except Exception as error:
            log.exception("closing %s failed", self.sink.name)
            self.error = self.error or SinkError(f"{self.sink.name}: {error}")

    # -- its thread ---------------------------------------------------------------------------

    def _send(self, lost: Callable[[Outlet], None]) -> None:
        """Feeds the sink to the end, and closes it whatever happens."""
        paced = self._feed_paced if is_paced(self.sink) else self._feed_live
        feed = paced if self._live else self._feed_all
        try:
            feed()
        except UnderstudyError as error:
            self._lose(error, lost)
        except Exception as error:
            log.exception("%s failed", self.sink.name)
            self._lose(SinkError(f"{self.sink.name} failed: {error}"), lost)
        finally:
            self._channel.close(discard=True)
            self.close()

    def _lose(self, error: UnderstudyError, lost: Callable[[Outlet], None]) -> None:
        self.error = error
        log.error("%s", error)
        without_trace(error)  # it is kept
        lost(self)

    def _feed_all(self) -> None:
        """A file's sink: every frame, in order."""
        for safe in self._channel:
            self.write(safe)

    def _feed_live(self) -> None:
        """A live sink: a frame whenever one comes, and one anyway when none does."""
        last: SafeFrame | None = None
        came = time.monotonic()
        while not self._channel.closed:
            safe = self._channel.take(timeout=self._period * 1.5)
            now = time.monotonic()
            if safe is not None:
                last, came = safe, now
            elif last is None:
                safe = self._guard.idle(now, STARTING)
            elif now - came > LATE * self._period:
                safe = self._guard.idle(now, STALLED)
            else:
                safe = last
            self.write(safe)

    def _feed_paced(self) -> None:
        """A live sink at its own steady rate: at each tick the newest frame, or what goes out while
        none comes."""
        clock = OutputClock(self._fps, time.monotonic())
        last: SafeFrame | None = None
        came, written = 0.0, True
        while not self._channel.closed:
            safe = take_until(self._channel, clock.due)
            if safe is not None:
                self._finished(safe)  # kept: at its tick it is only written
            now = time.monotonic()
            if safe is not None:
                last, came, written = safe, now, False
            due = not now < clock.due
            if due:
                late = LATE * max(clock.period, clock.gap)
                if last is None:
                    self.write(self._guard.idle(now, STARTING))
                elif now - came > late:
                    self.write(self._guard.idle(now, STALLED))
                else:
                    self.write(last)
                written = True
            try:
                if safe is not None:
                    clock.arrived(safe.index, safe.captured_at, now)
                if due:
                    clock.ticked(time.monotonic())
                    if not abs(clock.due - now) < LOST:
                        raise ValueError("it has lost the time")
            except Exception as error:
                self._complain("the output clock failed", error, so="it is set anew")
                clock = OutputClock(self._fps, time.monotonic() + 1.0 / self._fps)
        if last is not None and not written:
            self.write(last)  # the source has ended before its last frame was due

    # -- one frame ----------------------------------------------------------------------------

    def write(self, safe: SafeFrame) -> None:
        """Finishes a frame and gives it to the sink; the card while the panic key is down.

        Raises:
            SinkError: The sink cannot take it.
        """
        if self._guard.panic:
            # It was safe when it was queued, or a held picture; since then the key went down.
            safe = self._guard.card_instead(safe, PANIC)
        start = time.perf_counter()
        finished = self._finished(safe)
        if self._guard.panic and finished.reason != PANIC:
            # While it was finished: a net takes its time, and may wait for another sink's.
            finished = self._finisher.card(self._guard.card_instead(safe, PANIC))
        self._stats.add("finish", safe.index, time.perf_counter() - start)
        start = time.perf_counter()
        self.sink.write(finished)
        self._stats.add(f"write {self.sink.name}", safe.index, time.perf_counter() - start)
        self._stats.delivered(safe, self.sink.name)

    def _finished(self, safe: SafeFrame) -> SafeFrame:
        """With background, size and badge; the card where that fails."""
        width, height = self._finisher.size
        try:
            finished = self._finisher.finish(safe)
            if finished.image.shape == (height, width, 3) and finished.image.dtype == np.uint8:
                return finished
            raise ValueError("a picture of another kind")
        except Exception as error:
            self._complain("the picture could not be finished", error)
        return self._finisher.card(self._guard.card_instead(safe, UNFINISHED))
