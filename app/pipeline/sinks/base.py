"""What a sink is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.frame import SafeFrame


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """What a sink is about to get.

    Attributes:
        width, height: Of every frame, in pixels.
        fps: Nominal frames per second.
        live: True when frames come from a camera and may be late or missing.
        media: The source's file, whose sound is copied where the container allows.
    """

    width: int
    height: int
    fps: float
    live: bool
    media: Path | None = None


class Sink(Protocol):
    """Takes frames out of the app. Every sink has a thread of its own and is used from it alone."""

    @property
    def name(self) -> str:
        """For people, as in error messages: the file's name, the device's."""
        ...

    def open(self, fmt: OutputFormat) -> None:
        """Gets the device or file ready.

        Raises:
            SinkError: It cannot be had; says what to do.
        """
        ...

    def write(self, frame: SafeFrame) -> None:
        """Sends one frame out.

        Raises:
            SinkError: The device vanished, the disk is full.
        """
        ...

    def close(self) -> None:
        """Finishes what was written so far, so that it plays, and gives everything back.
        May be called twice, and also when `open` failed."""
        ...
