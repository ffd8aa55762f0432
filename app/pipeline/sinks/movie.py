"""Encoding pictures and putting them into a container, with sound beside them."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from fractions import Fraction
from typing import cast

import av
from av.audio.stream import AudioStream
from av.codec.context import Flags
from av.packet import Packet
from av.stream import Stream
from av.video.reformatter import ColorRange
from av.video.stream import VideoStream

from app.frame import Image
from app.media import TAG_BT601, TAG_BT709
from app.pipeline.sinks.boxes import cut_to_whole_fragments
from app.pipeline.sinks.encoders import Encoder, configure
from app.pipeline.sinks.partial import PartialFile
from app.pipeline.sinks.picture import PictureMaker
from app.pipeline.sinks.sound import Sound
from app.yuv import Matrix, usual_matrix

_log = logging.getLogger(__name__)

# Written in fragments, so that whatever is on the disk plays, also after a crash or on a full disk;
# closing turns them into an ordinary file with one index. They begin at key frames alone: libav
# takes the last fragment's end for the film's, and it must hold the last picture shown.
# delay_moov: without it the first picture's time would be lost.
_FRAGMENTS = {"movflags": "+hybrid_fragmented+frag_keyframe+delay_moov"}
_MOVIE_TIMESCALE = 90000
"""Parts of a second, at least."""


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of file.

    Attributes:
        format, options: libav's.
        time_base: The unit of time, where the kind has only one.
        from_zero: The kind knows no times below 0. libav would move the pictures along with the
            sound, which as a rule starts a little earlier, with what a decoder throws away.
        fragmented: An MP4 in fragments, see `_FRAGMENTS`.
    """

    format: str
    options: dict[str, str]
    time_base: Fraction | None = None
    from_zero: bool = False
    fragmented: bool = False


CONTAINERS = {
    ".mp4": Container("mp4", _FRAGMENTS, fragmented=True),
    ".mov": Container("mov", _FRAGMENTS, fragmented=True),
    ".mkv": Container(
        "matroska", {"cluster_time_limit": "1000"}, Fraction(1, 1000), from_zero=True
    ),
}


@dataclass(frozen=True, slots=True)
class ColourTags:
    """The matrix that pictures are encoded with, and what the file says (libav's ``AVCOL_*``)."""

    matrix: Matrix
    space: int
    primaries: int = TAG_BT709
    transfer: int = TAG_BT709

    @classmethod
    def usual(cls, width: int, height: int) -> ColourTags:
        """For pictures that come from no file: BT.709, with BT.601's matrix below 720p, so that
        players that look at the size alone are right as well."""
        matrix = usual_matrix(width, height)
        return cls(matrix, TAG_BT709 if matrix is Matrix.BT709 else TAG_BT601)


@dataclass(frozen=True, slots=True)
class MovieFormat:
    """What is to be written. Sides in pixels; `time_base` is the unit of presentation times.

    Attributes:
        key_frames_s: Seconds from one key frame to the next. In a fragmented file a crash costs
            what came since the last one.
        metadata: What the file says of itself, by libav's names.
    """

    container: Container
    width: int
    height: int
    fps: Fraction
    time_base: Fraction
    colours: ColourTags
    encoder: Encoder
    key_frames_s: float
    metadata: dict[str, str] = field(default_factory=dict)


class MovieWriter:
    """An encoder and a muxer.

    H.264 can crop 4:2:0 by even numbers only. Pictures with an odd side are written as 4:4:4, in
    exactly their size: VLC, mpv, Chrome and ffmpeg play that; QuickTime and some hardware do not.
    Videos with odd sides are rare, pictures are not.
    """

    def __init__(self, file: PartialFile, fmt: MovieFormat, sound: Sound | None) -> None:
        """Writes the header.

        Raises:
            av.FFmpegError, OSError: libav refuses the format, or the disk is full.
        """
        self._fmt = fmt
        self._file = file
        self._sound = sound
        self._maker = PictureMaker(
            fmt.width, fmt.height, fmt.colours.matrix, semi_planar=fmt.encoder.semi_planar
        )
        self._copies: dict[int, _Copy] = {}
        options = dict(fmt.container.options)
        if fmt.container.fragmented:
            # The unit of the first picture's delay and of all durations: in milliseconds, as usual,
            # the pictures would move by up to half of one.
            unit = fmt.time_base.denominator
            options["movie_timescale"] = str(unit * -(-_MOVIE_TIMESCALE // unit))
        self._output = av.open(file, "w", format=fmt.container.format, container_options=options)
        self._output.metadata.update(fmt.metadata)
        try:
            self._stream = self._add_picture()
            self._add_sound()
            self._output.start_encoding()
        except BaseException:
            self.abandon()
            raise

    def _add_picture(self) -> VideoStream:
        fmt = self._fmt
        stream = cast(
            VideoStream,
            self._output.add_stream(
                fmt.encoder.codec,
                fmt.fps,
                width=fmt.width,
                height=fmt.height,
                time_base=fmt.time_base,
            ),
        )
        stream.time_base = fmt.time_base
        context = stream.codec_context
        context.pix_fmt = self._maker.pix_fmt
        configure(context, fmt.encoder, float(fmt.fps), key_frames_s=fmt.key_frames_s)
        # Without it packets have no duration, and the film ends before its last picture is over.
        context.flags |= Flags.frame_duration
        context.color_range = ColorRange.MPEG
        context.colorspace = fmt.colours.space
        context.color_primaries = fmt.colours.primaries
        context.color_trc = fmt.colours.transfer
        return stream

    def _add_sound(self) -> None:
        if self._sound is None:
            return
        copied: list[AudioStream] = []
        for stream in self._sound.streams:
            try:
                copy = self._output.add_stream_from_template(stream)
            except (ValueError, av.FFmpegError) as error:
                _log.warning(
                    "sound is left out: %s cannot hold %s (%s)",
                    self._fmt.container.format,
                    stream.codec_context.name if stream.codec_context else "an unknown codec",
                    error,
                )
                continue
            if stream.language:
                copy.metadata["language"] = stream.language
            self._copies[stream.index] = _Copy(copy)
            copied.append(stream)
        self._sound.start(copied)

    def write(self, image: Image, pts: int) -> None:
        """Encodes a picture ``(height, width, 3)`` uint8 BGR, shown from `pts` (in time bases,
        greater than the last one), and copies the sound up to it.

        Raises:
            av.FFmpegError, OSError: The disk is full or gone.
        """
        frame = self._maker.make(image)
        frame.pts = pts
        frame.time_base = self._fmt.time_base
        # How long a picture is shown is told by the next one; this is for the last.
        frame.duration = self._ticks_per_frame()
        self._output.mux(self._stream.encode(frame))
        if self._sound is not None:
            for packet in self._sound.until(pts * self._fmt.time_base):
                self._mux_sound(packet)

    def _ticks_per_frame(self) -> int:
        return max(1, round(1 / self._fmt.fps / self._fmt.time_base))

    def _mux_sound(self, packet: Packet[Stream]) -> None:
        copy = self._copies[packet.stream_index]
        if packet.dts is None or (copy.last is not None and packet.dts <= copy.last):
            return  # a damaged input's times go backwards, which no container takes
        copy.last = packet.dts
        if self._fmt.container.from_zero and packet.dts < 0:
            return
        packet.stream = copy.stream
        self._output.mux(packet)

    def finish(self, last_pts: int) -> None:
        """Empties the encoder, copies the rest of the sound and writes the index.

        Raises:
            av.FFmpegError, OSError: The disk is full or gone; then call `abandon`.
        """
        self._output.mux(self._stream.encode(None))
        if self._sound is not None:
            last = last_pts * self._fmt.time_base
            shown = self._ticks_per_frame() * self._fmt.time_base
            for packet in self._sound.rest(last, shown):
                self._mux_sound(packet)
        self._output.close()

    def abandon(self) -> None:
        """Gives everything back and leaves what was written, without an index, but playable."""
        self._file.close()  # first: libav then does not try to write one
        self._output.close()
        if self._fmt.container.fragmented:
            cut_to_whole_fragments(self._file.path)


@dataclass(slots=True)
class _Copy:
    """A sound stream of the output, and the decoding time of its last packet."""

    stream: AudioStream
    last: int | None = None
