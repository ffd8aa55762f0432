"""A video file as a sink."""

from __future__ import annotations

import errno
import logging
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from app.disclosure import container_tags
from app.errors import SinkError, UsageError, disk_full
from app.frame import SafeFrame, Verdict
from app.media import (
    TAG_BT601,
    TAG_BT709,
    UNSPECIFIED,
    colours_of,
    is_wide_gamut,
    open_media,
    picture_stream,
)
from app.pipeline.sinks.base import OutputFormat, SinkStatus
from app.pipeline.sinks.encoders import SOFTWARE, Encoder
from app.pipeline.sinks.movie import CONTAINERS, ColourTags, MovieFormat, MovieWriter
from app.pipeline.sinks.partial import PartialFile
from app.pipeline.sinks.seal import bring_index_to_front, mark
from app.pipeline.sinks.sound import Sound
from app.yuv import Matrix, usual_matrix

_log = logging.getLogger(__name__)

_LIVE_TIME_BASE = Fraction(1, 60000)
"""Finer than cameras are; MPEG-4 part 2 knows none beyond 1/65535."""

_RESERVED_TAGS = (0, 3)


class FileSink:
    """Writes H.264 into .mp4, .mov or .mkv.

    Offline, pictures keep the input's presentation times to the tick (.mkv: to the millisecond),
    its colour tags, and its sound, which is copied as it is. Live, the time is that of the capture,
    from 0, a frame that is sent again only lasts longer, and there is no sound.

    The file says by itself that there is something synthetic in it, see `app.disclosure`.

    The file is written beside its target and takes the target's name in `close`. When writing fails
    (full disk) what was written is kept, and plays: under the target's name, or, where a file of
    that name was there before, under the partial one.
    """

    def __init__(
        self,
        path: Path,
        *,
        encoder: Encoder = SOFTWARE[0],
        key_frames_s: float = 2.0,
        replace: bool = True,
    ) -> None:
        """
        Args:
            path: Where to write. The ending chooses the container, see `CONTAINERS`.
            encoder: By default x264 at a quality at which no difference is seen.
            key_frames_s: Seconds from one key frame to the next; a crash costs no more than these.
            replace: Take the place of a file of that name; otherwise a number is added to it.

        Raises:
            UsageError: The ending is not a known one.
        """
        container = CONTAINERS.get(path.suffix.lower())
        if container is None:
            raise UsageError(
                f"'{path}': the name of a video to write ends in {', '.join(CONTAINERS)}"
            )
        self._path = path
        self._container = container
        self._encoder = encoder
        self._key_frames_s = key_frames_s
        self._replace = replace
        self._partial: PartialFile | None = None
        self._writer: MovieWriter | None = None
        self._sound: Sound | None = None
        self._format: OutputFormat | None = None
        self._frames = 0
        self._first_captured: float | None = None
        self._shown: tuple[int, float, Verdict] | None = None
        self._bytes = 0
        self._last_pts = 0
        self._time_base = _LIVE_TIME_BASE

    @property
    def name(self) -> str:
        return self._path.name

    @property
    def path(self) -> Path:
        """Where the file lies: while it is written under its partial name, then its own."""
        partial = self._partial
        return partial.path if partial is not None else self._path

    def status(self) -> SinkStatus:
        """See `Telling.status`."""
        partial = self._partial
        size = partial.size if partial is not None else self._bytes
        return SinkStatus(path=self.path, frames=self._frames, bytes=size)

    def open(self, fmt: OutputFormat) -> None:
        """See `Sink.open`. An existing file of that name is not touched yet.

        Raises:
            UsageError: It is the input itself.
            SinkError: The folder is missing, read-only or full.
        """
        self._refuse_input(fmt)
        try:
            self._partial = PartialFile(self._path, replace=self._replace)
        except OSError as error:
            raise SinkError(self._why_not_created(error), kind=disk_full(error)) from error
        self._format = fmt
        try:
            self._writer = self._start(fmt, self._partial)
        except (av.FFmpegError, OSError, ValueError) as error:
            self._discard()
            raise SinkError(
                f"'{self._path}' cannot be written: {_reason(error)}", kind=disk_full(error)
            ) from error
        except BaseException:
            self._discard()
            raise

    def _refuse_input(self, fmt: OutputFormat) -> None:
        if fmt.media is None or not self._path.exists() or not fmt.media.exists():
            return
        if self._path.samefile(fmt.media):
            raise UsageError(f"'{self._path}' is the input itself; give the output another name")

    def _why_not_created(self, error: OSError) -> str:
        folder = self._path.parent
        if not folder.exists():
            return f"the folder '{folder}' does not exist; make it first"
        if not folder.is_dir():
            return f"'{folder}' is not a folder"
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return f"the folder '{folder}' is read-only for you; choose another"
        if disk_full(error):
            return f"the disk of '{folder}' is full; free some space"
        return f"'{self._path}' cannot be written: {error.strerror or error}"

    def _start(self, fmt: OutputFormat, file: PartialFile) -> MovieWriter:
        if self._path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "there is a folder of that name")
        media, picture = _open_input(fmt)
        colours = ColourTags.usual(fmt.width, fmt.height)
        self._time_base = self._container.time_base or _LIVE_TIME_BASE
        if media is not None and picture is not None:
            self._sound = Sound(media, picture)
            colours = _tags_like(picture)
            # The input's own unit holds its times exactly.
            if picture.time_base is not None and self._container.time_base is None:
                self._time_base = picture.time_base
        movie = MovieFormat(
            self._container,
            fmt.width,
            fmt.height,
            Fraction(fmt.fps).limit_denominator(1001),
            self._time_base,
            colours,
            self._encoder,
            self._key_frames_s,
            container_tags(self._container.format),
        )
        try:
            return MovieWriter(file, movie, self._sound)
        except (av.FFmpegError, ValueError):
            if self._sound is None or not self._sound.streams:
                raise
        _log.warning("sound is left out: %s cannot hold it", self._path.suffix)
        self._drop_sound()
        file.discard()
        self._partial = PartialFile(self._path, replace=self._replace)
        return MovieWriter(self._partial, movie, None)

    def write(self, frame: SafeFrame) -> None:
        """See `Sink.write`.

        Raises:
            SinkError: The disk is full or gone; says what was kept.
        """
        if self._writer is None or self._format is None:
            raise SinkError(f"'{self._path}' is not open for writing")
        if frame.image.shape != (self._format.height, self._format.width, 3):
            raise ValueError(f"frame of shape {frame.image.shape} in a file of {self._format}")
        shown = frame.index, frame.captured_at, frame.verdict
        if self._format.live and shown == self._shown:
            return  # sent again because none came; the one before lasts longer
        self._shown = shown
        pts = round(self._seconds(frame, self._format) / self._time_base)
        if self._frames:
            # No container takes the same time twice (rounding, or a clock that stood still).
            pts = max(pts, self._last_pts + 1)
        try:
            self._writer.write(frame.image, pts)
        except (av.FFmpegError, OSError) as error:
            raise self._give_up(error) from error
        self._last_pts = pts
        self._frames += 1

    def _seconds(self, frame: SafeFrame, fmt: OutputFormat) -> Fraction:
        if frame.pts is not None and not fmt.live:
            return frame.pts
        if self._first_captured is None:
            self._first_captured = frame.captured_at
        return Fraction(frame.captured_at - self._first_captured)

    def close(self) -> None:
        """See `Sink.close`. Without a single frame, no file is left and an old one stays.

        Raises:
            SinkError: The disk is full, or the old file of that name cannot be replaced.
        """
        writer, partial = self._writer, self._partial
        if writer is None or partial is None:
            return
        if self._frames == 0:
            self._discard()
            return
        try:
            writer.finish(self._last_pts)
            self._writer = None
        except (av.FFmpegError, OSError) as error:
            raise self._give_up(error) from error
        self._drop_sound()
        self._partial, self._bytes = None, partial.size
        try:
            mark(partial, self._container)
            partial.commit()
        except OSError as error:
            raise SinkError(self._why_not_named(partial.path, error)) from error
        self._follow(partial)
        bring_index_to_front(partial, self._container)

    def _why_not_named(self, partial: Path, error: OSError) -> str:
        if partial.exists():
            why = f"'{self._path}' cannot be replaced ({_reason(error)})"
            return f"{why}; the video is in '{partial}'"
        return f"'{partial}' was moved or deleted while it was written; if it was moved, it plays"

    def _follow(self, partial: PartialFile) -> None:
        """Knows the file by the name that it got, when that is not the one that was wanted."""
        if partial.path != partial.target:
            self._path = self._path.with_name(partial.path.name)

    def _give_up(self, error: av.FFmpegError | OSError) -> SinkError:
        """Keeps what plays, gives the rest back, and says so."""
        writer, partial = self._writer, self._partial
        assert writer is not None
        assert partial is not None
        writer.abandon()
        self._writer = self._partial = None
        self._drop_sound()
        kept = "nothing could be kept"
        if _plays(partial.path):
            mark(partial, self._container)
            # A whole file from before is worth more than the first part of a new one.
            if not partial.target.exists():
                partial.commit()
                self._follow(partial)
            kept = f"the part written so far is in '{partial.path}'"
        else:
            partial.discard()
        return SinkError(
            f"'{self._path}' cannot be written to its end: {_reason(error)}; {kept}",
            kind=disk_full(error),
            remedy=f"free some space; {kept}" if disk_full(error) else "",
        )

    def _discard(self) -> None:
        if self._writer is not None:
            self._writer.abandon()
        if self._partial is not None:
            self._partial.discard()
        self._writer = self._partial = None
        self._drop_sound()

    def _drop_sound(self) -> None:
        sound, self._sound = self._sound, None
        if sound is not None:
            sound.close()


def _open_input(fmt: OutputFormat) -> tuple[InputContainer | None, VideoStream | None]:
    """The source's file, opened once more, for its sound and to write what it says of itself."""
    if fmt.media is None or fmt.live:
        return None, None
    try:
        media = open_media(fmt.media)
    except av.FFmpegError as error:
        _log.warning("sound is left out: '%s' cannot be opened: %s", fmt.media, error.strerror)
        return None, None
    picture = picture_stream(media)
    if picture is None:
        media.close()
        return None, None
    return media, picture


def _tags_like(picture: VideoStream) -> ColourTags:
    """The input's tags, so that a player shows what nobody changed as it showed it before."""
    context = picture.codec_context
    size = (context.width, context.height)
    if is_wide_gamut(context.color_primaries, context.color_trc):
        return ColourTags(Matrix.BT709, TAG_BT709)  # the source brings these to BT.709
    colours = colours_of(context.colorspace, context.color_range, context.pix_fmt or "", size)
    matrix = Matrix.BT601 if colours.matrix is Matrix.BT601 else Matrix.BT709
    space = TAG_BT601 if matrix is Matrix.BT601 else TAG_BT709
    if context.colorspace == UNSPECIFIED and matrix is usual_matrix(*size):
        space = UNSPECIFIED
    return ColourTags(matrix, space, _known(context.color_primaries), _known(context.color_trc))


def _known(tag: int) -> int:
    """A tag of primaries or transfer; encoders refuse the reserved ones that some files have."""
    return UNSPECIFIED if tag in _RESERVED_TAGS else tag


def _plays(path: Path) -> bool:
    try:
        with open_media(path) as media:
            return next(media.decode(video=0), None) is not None
    except (av.FFmpegError, IndexError):
        return False


def _reason(error: Exception) -> str:
    if isinstance(error, OSError | av.FFmpegError):
        if disk_full(error):
            return "the disk is full"
        return error.strerror or str(error)
    return str(error)
