"""Live frames for outputs: a pattern that moves, and what a receiver should see of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import cv2
import numpy as np

from app.errors import UnderstudyError
from app.frame import Image, SafeFrame, Verdict
from app.pipeline.sinks.base import OutputFormat, Sink

WIDTH, HEIGHT, FPS = 320, 240, 30
FORMAT = OutputFormat(WIDTH, HEIGHT, FPS, live=True)
_BITS = 8


def picture(number: int, width: int = WIDTH, height: int = HEIGHT) -> Image:
    """A picture that tells its number (modulo 256) in broad black and white bars, over a field
    whose shade changes."""
    image = np.full((height, width, 3), 40 + number % 60, np.uint8)
    bar = width // _BITS
    for bit in range(_BITS):
        shade = 235 if number >> bit & 1 else 20
        image[: height // 2, bit * bar : (bit + 1) * bar] = shade
    return image


def number_in(image: Image) -> int:
    """Which picture that is; for any size and after any codec."""
    height, width = image.shape[:2]
    bar = width / _BITS
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image
    value = 0
    for bit in range(_BITS):
        middle = grey[height // 8 : height // 4, int((bit + 0.3) * bar) : int((bit + 0.7) * bar)]
        value |= (middle.mean() > 128) << bit
    return value


def frame(number: int, at: float | None = None, verdict: Verdict = Verdict.SWAPPED) -> SafeFrame:
    at = time.monotonic() if at is None else at
    return SafeFrame(picture(number), verdict, "", 1, number, at)


@dataclass
class Feed:
    """A thread that writes to a sink as the engine does; see `feeding`."""

    sink: Sink
    noisy: bool = False
    written: int = 0
    slowest: float = 0.0
    error: UnderstudyError | None = None
    _stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self._stop.wait(1 / FPS):
            start = time.perf_counter()
            try:
                self.sink.write(self._frame())
            except UnderstudyError as error:
                self.error = error
                return
            self.slowest = max(self.slowest, time.perf_counter() - start)
            self.written += 1

    def _frame(self) -> SafeFrame:
        one = frame(self.written)
        if self.noisy:
            rng = np.random.default_rng(self.written)
            one.image[HEIGHT // 2 :] = rng.integers(0, 255, one.image[HEIGHT // 2 :].shape)
        return one


@contextmanager
def feeding(sink: Sink, *, noisy: bool = False) -> Iterator[Feed]:
    """An open sink that gets frames while the block runs, and is closed after; noisy ones are hard
    to encode."""
    feed = Feed(sink, noisy)
    sink.open(FORMAT)
    thread = threading.Thread(target=feed.run, name="feed")
    thread.start()
    try:
        yield feed
    finally:
        feed._stop.set()
        thread.join()
        sink.close()


def wait_for(condition, seconds: float = 20.0) -> bool:
    """Waits until `condition()` holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
