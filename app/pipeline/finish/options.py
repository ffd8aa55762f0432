"""What the user chose for pictures that leave, whoever's face is on them.

The command line reads this before anything else: nothing heavy is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.errors import UsageError

MIN_SIDE, MAX_SIDE = 16, 7680
MIN_FPS, MAX_FPS = 1.0, 240.0


class Fit(StrEnum):
    """How a picture goes into an output of another shape."""

    CROP = "crop"
    """Fills it; what reaches over its edges is cut off on both sides alike."""
    BARS = "bars"
    """All of it is seen, between bars."""


class Background(StrEnum):
    """What is seen behind the people."""

    AS_IS = "as-is"
    BLUR = "blur"
    PICTURE = "picture"
    """One of the user's own files."""


@dataclass(frozen=True, slots=True)
class Size:
    """Of a picture, in pixels: even numbers, because cameras and films halve their colours.

    Raises:
        UsageError: A side is odd, or out of its range.
    """

    width: int = 1280
    height: int = 720

    def __post_init__(self) -> None:
        for side in (self.width, self.height):
            if not (MIN_SIDE <= side <= MAX_SIDE and side % 2 == 0):
                raise UsageError(
                    f"{side} is no side of a picture here: give even numbers from {MIN_SIDE} to "
                    f"{MAX_SIDE}"
                )


@dataclass(frozen=True, slots=True)
class FinishOptions:
    """
    Attributes:
        size: Of the pictures that leave; None: as the source has them.
        fps: Frames per second of outputs with a clock of their own; None: the source's.
        fit: See `Fit`.
        picture: The file of `Background.PICTURE`.
        background: See `Background`. A courtesy, no promise: the net that tells people from
            background errs at edges, and with chairs and cushions.
        badge: Whether a small mark says that the face is made by a computer.

    Raises:
        UsageError: The rate is out of its range, or the picture is not named.
    """

    size: Size | None = None
    fps: float | None = None
    fit: Fit = Fit.CROP
    picture: Path | None = None
    background: Background = Background.AS_IS
    badge: bool = False

    def __post_init__(self) -> None:
        if self.fps is not None and not MIN_FPS <= self.fps <= MAX_FPS:
            raise UsageError(
                f"{self.fps:g} frames per second cannot be: give {MIN_FPS:g} to {MAX_FPS:g}"
            )
        if self.background is Background.PICTURE and self.picture is None:
            raise UsageError("which picture is to be the background? Name its file")
