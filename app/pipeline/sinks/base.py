"""What a sink is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

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


@dataclass(frozen=True, slots=True)
class SinkStatus:
    """What an output tells of itself while it is open, for people. Holds no secret but `address`.

    Attributes:
        address: Where others find it, empty where nowhere: a page's address with its token, which
            is for the user alone; a stream's without user name, key and passphrase.
        path: The file that is being written, under the name that it has now; None without one.
        connected: Whether the peer takes frames; None where there is none to wait for.
        clients: How many are looking.
        frames: How many left.
        dropped: How many the output was too slow for. What the engine drops before is not in it.
        bytes: How many left, or were written.
        trouble: Why frames do not get through at this moment, in one line; else empty.
    """

    address: str = ""
    path: Path | None = None
    connected: bool | None = None
    clients: int = 0
    frames: int = 0
    dropped: int = 0
    bytes: int = 0
    trouble: str = ""


@runtime_checkable
class Telling(Protocol):
    """A sink that has something to tell."""

    def status(self) -> SinkStatus:
        """From any thread, at any time, without waiting."""
        ...


def status_of(sink: object) -> SinkStatus:
    """What a sink tells; nothing of one that has nothing to tell."""
    return sink.status() if isinstance(sink, Telling) else SinkStatus()


class Sink(Protocol):
    """Takes frames out of the app. Every sink has a thread of its own and is used from it alone.

    A sink with an attribute `paced` that is True gets live frames on a steady clock, one each
    ``1 / fps`` seconds whether one comes from the pipeline or not. Others get each when it comes,
    and one now and then while none does.
    """

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


def is_paced(sink: Sink) -> bool:
    """Whether it wants its frames on a steady clock; see `Sink`."""
    return bool(getattr(sink, "paced", False))
