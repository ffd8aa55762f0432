"""A video file as a source."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from app.errors import SourceError
from app.frame import Frame
from app.media import MAX_CODEC_THREADS, open_media, picture_stream
from app.pipeline.sources.base import SourceInfo
from app.pipeline.sources.convert import FrameConverter

_log = logging.getLogger(__name__)

_DEFAULT_FPS = 25.0
_TEXT_ART = ("tty", "bin", "xbin", "adf", "idf")
"""libav's formats that take any text file for a film of a terminal."""


ONE_THREAD_PIXELS = 1280 * 720
"""Pictures up to this size are decoded on the source's own thread alone."""


class FileSource:
    """Every frame of a video file that can be decoded, in order, upright, in its shown size.

    Presentation times are the file's own (not moved to start at 0), so that an output made with
    them stays in step with the file's sound. A packet that cannot be decoded is skipped with a
    warning.
    """

    def __init__(self, path: Path) -> None:
        """
        Args:
            path: A file in any container and codec that libav knows.

        Raises:
            SourceError: It is not a video, has no picture, or none that can be decoded.
        """
        self._path = path
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._open()

    def _open(self) -> None:
        name = self._path.name
        self._damaged = 0
        self._index = 0
        self._last_pts: Fraction | None = None
        try:
            self._container = open_media(self._path)
        except av.FFmpegError as error:
            raise SourceError(_why_not_opened(self._path, error)) from error
        try:
            if self._container.format.name in _TEXT_ART:
                raise SourceError(f"'{name}' is not a picture or video, but text")
            stream = picture_stream(self._container)
            if stream is None:
                raise SourceError(f"'{name}' holds no moving picture")
            if stream.codec_context is None:
                raise SourceError(f"'{name}' is coded in a way that cannot be decoded here")
            # The source has a thread of its own, and threads over frames cost a fifth more work:
            # only pictures that one thread cannot decode in time get them.
            large = stream.codec_context.width * stream.codec_context.height > ONE_THREAD_PIXELS
            stream.thread_type = "AUTO"
            stream.thread_count = min(MAX_CODEC_THREADS, os.cpu_count() or 1) if large else 1
            self._frames = self._decode(stream)
            self._pending = next(self._frames, None)
            if self._pending is None:
                raise SourceError(f"'{name}' holds no frame that can be decoded; it is damaged")
            self._convert = FrameConverter(self._pending, stream.sample_aspect_ratio)
            self._info = self._describe(stream)
        except BaseException:
            self._container.close()
            raise

    def _describe(self, stream: VideoStream) -> SourceInfo:
        rate = stream.average_rate or stream.guessed_rate
        fps = float(rate) if rate else _DEFAULT_FPS
        width, height = self._convert.size
        return SourceInfo(
            name=self._path.name,
            width=width,
            height=height,
            fps=fps,
            live=False,
            frame_count=_frame_count(self._container, stream, fps),
            media=self._path,
        )

    @property
    def info(self) -> SourceInfo:
        """`SourceInfo.frame_count` is what the file's index says, or duration times rate."""
        return self._info

    def _decode(self, stream: VideoStream) -> Iterator[VideoFrame]:
        """All frames; raises SourceError after the last one where reading on is not possible."""
        broken: av.FFmpegError | None = None
        packets = self._container.demux(stream)
        while True:
            try:
                packet = next(packets, None)
            except av.FFmpegError as error:
                # Reading failed, not decoding. What is in the decoder still comes out first.
                packet, broken = None, error
            try:
                yield from stream.decode(packet) if packet is not None else stream.decode(None)
            except EOFError:
                pass  # it was flushed already, by the demuxer's own last packet
            except av.FFmpegError as error:
                self._damaged += 1
                if self._damaged == 1:
                    _log.warning("%s: a damaged part is skipped (%s)", self._path, error.strerror)
            if packet is None:
                break
        if self._damaged > 1:
            _log.warning("%s: %d damaged packets were skipped", self._path, self._damaged)
        if broken is not None:
            raise SourceError(
                f"'{self._path.name}' cannot be read to its end: {broken.strerror}"
            ) from broken

    def read(self) -> Frame | None:
        """The next frame. See `Source.read`.

        Raises:
            SourceError: The file cannot be read beyond this point.
        """
        with self._lock:
            if self._closing.is_set():
                return None
            decoded, self._pending = self._pending, None
            if decoded is None:
                decoded = next(self._frames, None)
            if decoded is None:
                self._warn_if_cut_short()
                return None
            frame = Frame(
                self._convert(decoded), self._index, time.monotonic(), self._presented(decoded)
            )
            self._index += 1
            return frame

    def _presented(self, frame: VideoFrame) -> Fraction:
        """The frame's time in seconds; where the file has none, one frame after the last."""
        if frame.pts is not None and frame.time_base is not None:
            pts = frame.pts * frame.time_base
        elif self._last_pts is not None:
            pts = self._last_pts + 1 / Fraction(self._info.fps).limit_denominator(1001)
        else:
            pts = Fraction(0)
        self._last_pts = pts
        return pts

    def _warn_if_cut_short(self) -> None:
        count = self._info.frame_count
        # Half of it: counts in headers are often a few off, and some are estimates.
        if count and self._index < count / 2:
            _log.warning(
                "%s: only %d of about %d frames could be read; it is cut short or damaged",
                self._path,
                self._index,
                count,
            )

    def rewind(self) -> None:
        """The next `read` gives the first frame again.

        Raises:
            SourceError: The file is gone.
        """
        with self._lock:
            if not self._closing.is_set():
                self._release()
                self._open()

    def _release(self) -> None:
        self._pending = None
        self._frames = iter(())
        self._container.close()

    def close(self) -> None:
        self._closing.set()
        with self._lock:  # closing the file under a decoder that is at work would crash
            self._release()


def _frame_count(container: InputContainer, stream: VideoStream, fps: float) -> int | None:
    if stream.frames:
        return stream.frames
    if stream.duration is not None and stream.time_base is not None:
        return max(1, round(float(stream.duration * stream.time_base) * fps))
    if container.duration is not None:
        return max(1, round(container.duration / 1e6 * fps))
    return None


def _why_not_opened(path: Path, error: av.FFmpegError) -> str:
    if isinstance(error, PermissionError):
        return f"'{path}' may not be read: you lack the permission"
    if isinstance(error, av.InvalidDataError):
        return f"'{path}' is not a picture or video, or is damaged"
    return f"'{path}' cannot be opened: {error.strerror}"
