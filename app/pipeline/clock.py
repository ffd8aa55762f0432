"""When an output's next frame is due: a steady clock whose phase follows the frames that arrive.

A camera's frames come out of the pipeline at its rate, some sooner, some later. A clock that knew
nothing of that would pick each up half a period late on average, and now and then repeat one and
skip the next. This one looks at the last two seconds of arrivals: a line through the capture times
gives the source's rate, and how far the arrivals lie behind that line tells when nearly all of them
have come. Its ticks are moved there, by little each time, so that intervals stay even.

Where neither rate is a multiple of the other (25 to 30) there is no phase to follow: the clock
keeps its own rate, and the newest frame goes out at each tick.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from app.pipeline.channel import Channel

T = TypeVar("T")

WINDOW = 64
"""Arrivals that are looked at: some two seconds."""
ENOUGH = 8
"""Arrivals from which on the clock follows them."""
SLEW = 0.001
"""Seconds by which an interval may differ from the nominal one, to get to the phase."""
PULL = 0.01
"""How far, relatively, the rates may differ for the clock to take on the source's. Beyond, a frame
is repeated or skipped now and then, as must be."""
MARGIN = 0.001
"""Seconds from the arrival that is waited for to the tick: a thread's wake-up."""
PATIENT, HASTY = 0.97, 0.75
"""Share of the frames that is waited for: the first where that makes them no older than one period
when they are out, the second in any case."""
WRITING = 0.004
"""Seconds between a tick and the picture being out, for the line above."""
BREAK = 0.5
"""Seconds between two captures after which what was known of the source is forgotten."""

# Windows wakes threads that wait for an event on a timer of 15.6 ms; those that sleep, exactly.
_COARSE = 0.016 if sys.platform == "win32" else 0.0
_NAP = 0.002


def take_until(channel: Channel[T], deadline: float) -> T | None:
    """The channel's next item; None when there is none by `deadline` (`time.monotonic()` seconds),
    or when it is closed and empty."""
    while (left := deadline - time.monotonic()) > 0 and not channel.closed:
        if left > _COARSE:
            item = channel.take(timeout=left - _COARSE)
        else:
            item = channel.take(timeout=0)
            if item is None:
                time.sleep(min(left, _NAP))
        if item is not None:
            return item
    return channel.take(timeout=0)


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """How frames come.

    Attributes:
        period: Seconds between two of the source's.
        gap: Seconds between two that came, overtaken ones left out.
        ready: A moment, in `time.monotonic()` seconds, at which nearly all that were captured a
            whole number of periods before the newest had come.
    """

    period: float
    gap: float
    ready: float


class OutputClock:
    """Ticks at an output's rate. For one thread."""

    def __init__(self, fps: float, now: float) -> None:
        """
        Args:
            fps: Ticks per second.
            now: When the first is due, in `time.monotonic()` seconds.
        """
        self.period = 1.0 / fps
        self.due = now
        """When the next tick is due."""
        self._arrivals: deque[tuple[int, float, float]] = deque(maxlen=WINDOW)
        self._rhythm: _Rhythm | None = None

    @property
    def gap(self) -> float:
        """Seconds that usually pass between two frames, of a slow pipeline too; the clock's own
        period before that is known."""
        return self.period if self._rhythm is None else self._rhythm.gap

    def arrived(self, index: int, captured_at: float, now: float) -> None:
        """Notes a frame that came out of the pipeline.

        Args:
            index: The source's number for it.
            captured_at: When it was captured, in `time.monotonic()` seconds.
            now: When it came.
        """
        if self._arrivals:
            last_index, last_capture, _ = self._arrivals[-1]
            if index <= last_index or not 0 < captured_at - last_capture < BREAK:
                self._arrivals.clear()
        self._arrivals.append((index, captured_at, now))
        self._rhythm = self._measured() if len(self._arrivals) >= ENOUGH else None

    def ticked(self, now: float) -> None:
        """Sets `due` after a tick has been served.

        Ticks that were missed meanwhile, because a device held the thread up or the computer slept,
        are left out: no burst makes up for them.
        """
        self.due += self.period
        if self.due <= now:
            self.due = now + self.period
        self.due += self._correction()

    def _measured(self) -> _Rhythm:
        index, captured, came = np.array(self._arrivals).T
        gaps = np.diff(captured)
        usual = float(np.median(gaps / np.diff(index)))
        # Not by their numbers: what a driver loses is not counted.
        steps = np.concatenate(([0.0], np.cumsum(np.maximum(1.0, np.round(gaps / usual)))))
        x, y = steps - steps.mean(), captured - captured.mean()
        period = float(x @ y / (x @ x))
        line = captured.mean() + period * x
        patient, hasty = np.quantile(came - line, (PATIENT, HASTY))
        wait = min(patient, max(hasty, period - MARGIN - WRITING))
        gap = float(np.median(np.diff(came)))
        return _Rhythm(period, gap, float(line[-1] + wait + MARGIN))

    def _correction(self) -> float:
        """Seconds by which the next tick moves towards the moment when frames are ready."""
        if self._rhythm is None:
            return 0.0
        unit = min(self.period, self._rhythm.period)
        ratio = max(self.period, self._rhythm.period) / unit
        if abs(ratio / round(ratio) - 1.0) > PULL:
            return 0.0
        error = (self._rhythm.ready - self.due + unit / 2) % unit - unit / 2
        return min(max(error, -SLEW), SLEW)
