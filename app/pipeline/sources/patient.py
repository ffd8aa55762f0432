"""A camera that may be unplugged in the middle of a call, and comes back by itself."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from app.errors import SourceError
from app.frame import Frame, Image
from app.pipeline.sources.base import Source, SourceInfo
from app.pipeline.sources.upright import sealed

log = logging.getLogger(__name__)

RETRY_S = 0.7
"""Between two tries to open it again: looking for cameras takes some 50 ms."""


class PatientSource:
    """Waits for a source that fails, instead of ending the session. Meanwhile no frame comes, and
    live sinks get the shield on their own clock.

    What comes back keeps the size of what there was at first, because sinks and calls cannot change
    theirs: a camera that gives another one now is letterboxed.
    """

    def __init__(self, source: Source, reopen: Callable[[], Source]) -> None:
        """
        Args:
            source: Open.
            reopen: Opens it again; raises `SourceError` while it is not there. It must never open
                another device: who pulls one camera does not mean to show themselves by the next.
        """
        self._source = source
        self._reopen = reopen
        self._info = source.info
        self._waiting = ""
        self._count = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()

    @property
    def info(self) -> SourceInfo:
        if self._waiting:
            return replace(self._info, waiting=self._waiting)
        return replace(self._info, fps=self._source.info.fps)

    def read(self) -> Frame | None:
        """The next picture, however long that takes. See `Source.read`."""
        while not self._closing.is_set():
            try:
                frame = self._source.read()
            except Exception as error:
                # Drivers and their wrappers raise what they like while a device vanishes.
                self._waiting = str(error)
                log.warning("%s; waiting for it", error)
                self._source.close()
                if not self._back():
                    return None
                continue
            if frame is None:
                return None
            frame = replace(frame, image=self._fitted(frame.image), index=self._count)
            self._count += 1
            return frame
        return None

    def _back(self) -> bool:
        """Waits until it can be opened again; False when it is closed meanwhile."""
        while not self._closing.wait(RETRY_S):
            try:
                source = self._reopen()
            except Exception as error:
                if not isinstance(error, SourceError):
                    log.warning("%s could not be opened again: %r", self._info.name, error)
                log.debug("still not there: %s", error)
                continue
            with self._lock:
                self._source = source
                if self._closing.is_set():
                    source.close()
                    return False
            self._waiting = ""
            log.warning("%s is back", self._info.name)
            return True
        return False

    def _fitted(self, image: Image) -> Image:
        height, width = image.shape[:2]
        if (width, height) == (self._info.width, self._info.height):
            return image
        scale = min(self._info.width / width, self._info.height / height)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        canvas = np.zeros((self._info.height, self._info.width, 3), np.uint8)
        x, y = (self._info.width - size[0]) // 2, (self._info.height - size[1]) // 2
        canvas[y : y + size[1], x : x + size[0]] = cv2.resize(
            image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        )
        return sealed(canvas)

    def close(self) -> None:
        """See `Source.close`."""
        self._closing.set()
        with self._lock:
            self._source.close()
