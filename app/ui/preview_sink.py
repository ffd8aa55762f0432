"""The preview's end of the pipeline: keeps the newest safe frame, scaled for the screen, and beside
it the camera's own picture while the wearer compares.

No Qt in here. Scaling is done on the sink's own thread, so that the window only has to copy pixels
to the screen.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np

from app.frame import Image, SafeFrame
from app.pipeline.raw_view import RawView
from app.pipeline.sinks.base import OutputFormat


class Compare(Enum):
    """How the window shows what others see."""

    OUTPUT = "output"
    """Alone."""
    SPLIT = "split"
    """The left half of the picture is the camera's own."""
    SIDE = "side"
    """The camera's own picture to the left of it."""


GAP = 8
"""Device pixels between two pictures side by side."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A safe frame, and its picture as the screen takes it.

    Attributes:
        frame: What left the engine.
        pixels: ``(h, w, 4)`` uint8 BGRX in device pixels: the frame's picture, fitted into the
            preview, and mirrored where that was asked for.
        raw: The same of the camera's own picture, for the wearer's eyes only; None unless they
            compare, and where it is not to be had.
    """

    frame: SafeFrame
    pixels: Image
    raw: Image | None = None


@dataclass(frozen=True, slots=True)
class _Wish:
    """How the window wants its pictures; see `PreviewSink.fit`."""

    width: int
    height: int
    mirrored: bool
    compare: Compare


class PreviewSink:
    """A `Sink` that never blocks: the newest frame wins."""

    name = "preview"

    def __init__(
        self, on_view: Callable[[], None] | None = None, raw: RawView | None = None
    ) -> None:
        """
        Args:
            on_view: Called on the sink's thread when there is a view to `take`, and not again
                until it was taken: a slow window is not flooded.
            raw: Where the camera's own pictures are while the wearer compares.
        """
        self._on_view = on_view or (lambda: None)
        self._raw = raw
        self._lock = threading.Lock()
        self._wish = _Wish(0, 0, False, Compare.OUTPUT)
        self._newest: View | None = None
        self._told = False
        self._last: tuple[View, _Wish] | None = None

    def fit(
        self, width: int, height: int, *, mirrored: bool, compare: Compare = Compare.OUTPUT
    ) -> None:
        """Sets the size in device pixels into which pictures are fitted from now on, at their own
        aspect ratio; 0 keeps them as they are. Two side by side share it. From any thread."""
        if compare is Compare.SIDE:
            width = max(0, width - GAP) // 2
        with self._lock:
            self._wish = _Wish(width, height, mirrored, compare)

    def take(self) -> View | None:
        """The newest view; None when there is none since the last call. From any thread."""
        with self._lock:
            view, self._newest, self._told = self._newest, None, False
            return view

    def open(self, fmt: OutputFormat) -> None:
        """See `Sink.open`. Takes any format."""

    def write(self, frame: SafeFrame) -> None:
        """See `Sink.write`."""
        with self._lock:
            wish = self._wish
        view = self._viewed(frame, wish)
        if view is None:
            return
        with self._lock:
            self._newest = view
            tell, self._told = not self._told, True
        if tell:
            self._on_view()

    def close(self) -> None:
        """See `Sink.close`. What was not taken is dropped."""
        self._last = None
        self.take()

    def _viewed(self, frame: SafeFrame, wish: _Wish) -> View | None:
        """The frame's view; None where it is the one before once more."""
        pixels = raw = None
        if self._last is not None:
            last, last_wish = self._last
            if last_wish == wish and last.frame.image is frame.image:
                if last.frame is frame:
                    return None
                pixels = last.pixels  # a held picture, or the card
        if self._raw is not None and wish.compare is not Compare.OUTPUT:
            picture = self._raw.picture(frame.index)
            raw = None if picture is None else scaled(picture, wish)
        view = View(frame, scaled(frame.image, wish) if pixels is None else pixels, raw)
        self._last = (view, wish)
        return view


def fitted(width: int, height: int, max_width: int, max_height: int) -> tuple[int, int]:
    """The largest size of the same aspect ratio within the given one; never 0."""
    scale = min(max_width / width, max_height / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def scaled(image: Image, wish: _Wish) -> Image:
    """`image` ``(h, w, 3)`` BGR as the screen takes it; see `View.pixels`."""
    height, width = image.shape[:2]
    if wish.width > 0 and wish.height > 0:
        size = fitted(width, height, wish.width, wish.height)
        # OpenCV's area filter is fast for whole factors only (25 ms against 3 for 1080p to 720p):
        # a whole factor first, and the rest, which is less than two, linearly.
        factor = min(width // size[0], height // size[1])
        if factor >= 2:
            whole = (width // factor, height // factor)
            image = np.asarray(cv2.resize(image, whole, interpolation=cv2.INTER_AREA), np.uint8)
        if image.shape[1::-1] != size:
            image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    if wish.mirrored:
        image = np.asarray(cv2.flip(image, 1), np.uint8)
    # Four bytes a pixel is what screens have: Qt copies these lines (0.25 ms for 1080p) where it
    # would have to unpack three (1.5 ms).
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2BGRA), np.uint8)
