"""Recording what leaves, live."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app.errors import SinkError, UsageError
from app.frame import SafeFrame
from app.pipeline.sinks.base import OutputFormat, SinkStatus
from app.pipeline.sinks.encoders import choose
from app.pipeline.sinks.file import FileSink
from app.pipeline.sinks.movie import CONTAINERS

_KEY_FRAMES_S = 1.0
"""Seconds that a crash of the app costs at most."""


class RecordingSink:
    """Writes .mp4, .mov or .mkv with the graphics hardware's encoder if there is one.

    **A recording is silent**: the app hears nothing. Frames keep the times of their capture, so
    gaps and uneven rates come out as they were. What the encoder is too slow for is dropped before
    it comes here. An older file is never replaced.

    While it is recorded the file is called ``NAME.partial.mp4`` and lies there in pieces of a
    second each, so that what a crash of the app leaves plays; a power cut also takes what the
    system had not written yet. `close` gives it its name and makes an ordinary MP4 of it.
    """

    def __init__(self, path: Path, folder: bool = False) -> None:
        """
        Args:
            path: A file whose ending chooses the container, or a folder, in which the file is
                called ``Understudy 2026-11-22 10.31.05.mp4``, after its beginning. What has no
                ending and does not exist is a folder, and is made.
            folder: It is a folder, whatever its name.

        Raises:
            UsageError: It is neither.
        """
        self._path = path
        self._folder = folder or path.is_dir() or not path.suffix
        if not self._folder and path.suffix.lower() not in CONTAINERS:
            raise UsageError(
                f"'{path}' is neither a folder nor a video to write: give a folder, or a name that "
                f"ends in {', '.join(CONTAINERS)}"
            )
        self._file: FileSink | None = None
        self._encoder = ""

    @property
    def name(self) -> str:
        return self._file.name if self._file is not None else self._path.name

    @property
    def encoder(self) -> str:
        """libav's name of the encoder; empty before `open`."""
        return self._encoder

    def status(self) -> SinkStatus:
        """See `Telling.status`; after `close`, of the finished file."""
        return self._file.status() if self._file is not None else SinkStatus()

    def open(self, fmt: OutputFormat) -> None:
        """See `Sink.open`. Waking the hardware's driver may take up to a second, in which PyAV
        holds Python's lock, so that every output pauses.

        Raises:
            SinkError: The folder is missing, read-only or full.
        """
        try:
            encoder = choose(fmt.width, fmt.height, fmt.fps)
        except ValueError as error:
            raise SinkError(f"nothing can be recorded here: {error}") from error
        self._encoder = encoder.codec
        self._file = FileSink(
            self._target(), encoder=encoder, key_frames_s=_KEY_FRAMES_S, replace=False
        )
        self._file.open(fmt)

    def _target(self) -> Path:
        if not self._folder:
            return self._path
        try:
            self._path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SinkError(
                f"the folder '{self._path}' cannot be made ({error.strerror}): choose another"
            ) from error
        return self._path / f"Understudy {datetime.now():%Y-%m-%d %H.%M.%S}.mp4"

    def write(self, frame: SafeFrame) -> None:
        """See `Sink.write`.

        Raises:
            SinkError: The disk is full or gone; says what was kept.
        """
        if self._file is None:
            raise SinkError("the recording is not open")
        self._file.write(frame)

    def close(self) -> None:
        """See `Sink.close`. Without a single frame, no file is left.

        Raises:
            SinkError: The disk is full; says what was kept.
        """
        if self._file is not None:
            self._file.close()
