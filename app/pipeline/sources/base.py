"""What a source is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.frame import Frame


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What is known of a source once it is open.

    Attributes:
        name: For people: the camera's name, the file's name.
        width, height: Of the upright picture as it is shown, in pixels.
        fps: Nominal frames per second.
        live: True for a camera: newest frame wins. False for a file: no frame is dropped.
        frame_count: Frames in all where that is known, for a progress bar.
        media: The file whose sound may be copied to the output, if there is one.
        waiting: Why no picture comes just now; empty while they come.
    """

    name: str
    width: int
    height: int
    fps: float
    live: bool
    frame_count: int | None = None
    media: Path | None = None
    waiting: str = ""


class Source(Protocol):
    """Gives upright BGR frames, one after another. Used from one thread."""

    @property
    def info(self) -> SourceInfo: ...

    def read(self) -> Frame | None:
        """The next frame, or None at the end. Blocks until there is one.

        Raises:
            SourceError: The device vanished or the file is damaged beyond this point.
        """
        ...

    def close(self) -> None:
        """Gives the device or file back. May be called twice, and from another thread: a `read`
        that is waiting then returns None soon."""
        ...
