"""Pictures as a source: one, or a folder of them."""

from __future__ import annotations

import re
import threading
import time
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from app.errors import SourceError
from app.frame import Frame, Image
from app.pipeline.framing import letterboxed
from app.pipeline.sources.base import SourceInfo
from app.pipeline.sources.upright import sealed, turn_from_exif

STILLS_FPS = 25
"""Pictures of a folder are shown at this rate (ffmpeg's own for numbered pictures)."""

_COMMON = (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".tif", ".tiff", ".webp")
PICTURE_SUFFIXES = frozenset((*_COMMON, ".avif", ".jp2", ".pgm", ".ppm", ".pbm", ".pnm"))
_SIGNATURES = re.compile(
    rb"""\xff\xd8\xff | \x89PNG\r\n\x1a\n | BM | II\*\x00 | MM\x00\* | RIFF....WEBP
    | ....ftypavi[fs] | \x00\x00\x00\x0cjP\x20\x20\r\n | P[1-6]\s""",
    re.VERBOSE | re.DOTALL,
)
_HEIC = re.compile(rb"....ftyp(heic|heix|hevc|mif1|msf1)", re.DOTALL)


def is_picture(path: Path) -> bool:
    """True when the file begins like a picture that can be read here.

    Raises:
        SourceError: It is a picture of a kind that cannot (HEIC, which is patented).
    """
    with path.open("rb") as file:
        head = file.read(16)
    if _HEIC.match(head) and path.suffix.lower() in (".heic", ".heif", ".hif"):
        raise SourceError(f"'{path.name}' is a HEIC picture; save it as JPEG or PNG first")
    return bool(_SIGNATURES.match(head)) and path.suffix.lower() not in (".mjpeg", ".mjpg")


def natural_key(path: Path) -> list[tuple[int, int | str]]:
    """Sorts ``2.png`` before ``10.png``, and capitals among small letters."""
    parts = re.split(r"(\d+)", path.name.casefold())
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in parts if part]


def read_picture(path: Path) -> Image:
    """Reads a picture file.

    Grey becomes BGR, 16 bits become 8, a transparent picture is laid over black, and the
    orientation tag is honoured.

    Returns:
        ``(height, width, 3)`` uint8 BGR, C-contiguous, read-only.

    Raises:
        SourceError: The file cannot be read, or is not a picture.
    """
    try:
        # Not cv2.imread: on Windows it cannot open names outside the system's code page.
        data = np.fromfile(path, np.uint8)
        pixels, kinds, blocks = cv2.imdecodeWithMetadata(data, flags=cv2.IMREAD_UNCHANGED)
    except OSError as error:
        raise SourceError(f"'{path}' cannot be read: {error.strerror}") from error
    except cv2.error as error:
        raise SourceError(f"'{path}' is not a picture, or is damaged or too large") from error
    if pixels is None or pixels.size == 0:
        raise SourceError(f"'{path}' is not a picture, or is damaged")
    image = _to_bgr8(np.asarray(pixels))
    for kind, block in zip(kinds, blocks, strict=True):
        if kind == cv2.IMAGE_METADATA_EXIF:
            image = turn_from_exif(np.asarray(block).tobytes()).apply(image)
    return sealed(image)


def _to_bgr8(pixels: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> Image:
    """Any depth and number of channels as ``(height, width, 3)`` uint8; transparency is black."""
    if pixels.dtype == np.uint16:
        image: Image = np.rint(pixels.astype(np.float32) * (255 / 65535)).astype(np.uint8)
    elif pixels.dtype == np.uint8:
        image = np.asarray(pixels, np.uint8)
    else:  # floats span 0..1; clipped before the cast, which would wrap
        image = np.rint(np.clip(pixels.astype(np.float32), 0, 1) * 255).astype(np.uint8)
    channels = 1 if image.ndim == 2 else image.shape[2]
    if channels == 4:
        opacity = cv2.cvtColor(np.ascontiguousarray(image[..., 3]), cv2.COLOR_GRAY2BGR)
        colours = np.ascontiguousarray(image[..., :3])
        return np.asarray(cv2.multiply(colours, opacity, scale=1 / 255), np.uint8)
    if channels == 3:
        return image
    grey = np.ascontiguousarray(image.reshape(image.shape[0], image.shape[1], -1)[..., 0])
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8)


class StillsSource:
    """One picture, or a folder's pictures in natural order, `STILLS_FPS` a second.

    Pictures of another size than the first are scaled to fit into it, on black.
    """

    def __init__(self, path: Path) -> None:
        """
        Args:
            path: A picture file or a folder.

        Raises:
            SourceError: The first picture cannot be read, or the folder holds none.
        """
        self._paths = self._pictures(path) if path.is_dir() else [path]
        # Kept when it is the only one: a still that is shown for long is decoded once.
        self._first: Image | None = read_picture(self._paths[0])
        height, width = self._first.shape[:2]
        self._info = SourceInfo(
            path.name or str(path), width, height, STILLS_FPS, False, len(self._paths), None
        )
        self._next = 0
        self._closed = threading.Event()

    @staticmethod
    def _pictures(folder: Path) -> list[Path]:
        try:
            entries = list(folder.iterdir())
        except OSError as error:
            raise SourceError(f"folder '{folder}' cannot be read: {error.strerror}") from error
        pictures = [
            path
            for path in entries
            if path.suffix.lower() in PICTURE_SUFFIXES and path.name[0] != "." and path.is_file()
        ]
        if not pictures:
            raise SourceError(f"folder '{folder}' holds no pictures (jpg, png, bmp, tif, webp)")
        return sorted(pictures, key=natural_key)

    @property
    def info(self) -> SourceInfo:
        return self._info

    def read(self) -> Frame | None:
        """The next picture; its ``pts`` counts `STILLS_FPS` a second.

        Raises:
            SourceError: A picture cannot be read; names it.
        """
        index = self._next
        if self._closed.is_set() or index >= len(self._paths):
            return None
        self._next += 1
        if index == 0 and self._first is not None:
            image = self._first
            if len(self._paths) > 1:
                self._first = None
        else:
            image = read_picture(self._paths[index])
            image = sealed(letterboxed(image, self._info.width, self._info.height))
        return Frame(image, index, time.monotonic(), Fraction(index, STILLS_FPS))

    def rewind(self) -> None:
        """The next `read` gives the first picture again."""
        self._next = 0

    def close(self) -> None:
        self._closed.set()
