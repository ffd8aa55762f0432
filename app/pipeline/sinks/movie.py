"""Encoding pictures as H.264 and putting them into a container, with sound beside them."""

from __future__ import annotations

import logging
import os
import struct
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.codec.context import Flags
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from av.video.stream import VideoStream

from app.frame import Image
from app.media import MAX_CODEC_THREADS, TAG_BT601, TAG_BT709, plane_rows
from app.pipeline.sinks.partial import PartialFile
from app.pipeline.sinks.sound import Sound
from app.yuv import I420, Matrix, usual_matrix

_log = logging.getLogger(__name__)

# Written in fragments, so that whatever is on the disk plays, also after a crash or on a full disk;
# closing turns them into an ordinary file with one index. They begin at key frames alone: libav
# takes the last fragment's end for the film's, and it must hold the last picture shown.
# delay_moov: without it the first picture's time would be lost.
_FRAGMENTS = {"movflags": "+hybrid_fragmented+frag_keyframe+delay_moov"}
_KEY_FRAMES_S = 2
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
    """What is to be written. Sides in pixels; `time_base` is the unit of presentation times."""

    container: Container
    width: int
    height: int
    fps: Fraction
    time_base: Fraction
    colours: ColourTags
    preset: str
    crf: int


class MovieWriter:
    """An H.264 encoder and a muxer.

    4:2:0 cannot have odd sides, and H.264 can crop it by even numbers only. Pictures with an odd
    side are written as 4:4:4, in exactly their size: VLC, mpv, Chrome and ffmpeg play that;
    QuickTime and some hardware do not. Videos with odd sides are rare, pictures are not.
    """

    def __init__(self, file: PartialFile, fmt: MovieFormat, sound: Sound | None) -> None:
        """Writes the header.

        Raises:
            av.FFmpegError, OSError: libav refuses the format, or the disk is full.
        """
        self._fmt = fmt
        self._file = file
        self._sound = sound
        self._planar = fmt.width % 2 == 0 and fmt.height % 2 == 0
        self._planes = I420(fmt.width, fmt.height) if self._planar else I420(2, 2)
        self._reformatter = VideoReformatter()
        self._copies: dict[int, _Copy] = {}
        options = dict(fmt.container.options)
        if fmt.container.fragmented:
            # The unit of the first picture's delay and of all durations: in milliseconds, as usual,
            # the pictures would move by up to half of one.
            unit = fmt.time_base.denominator
            options["movie_timescale"] = str(unit * -(-_MOVIE_TIMESCALE // unit))
        self._output = av.open(file, "w", format=fmt.container.format, container_options=options)
        try:
            self._stream = self._add_picture()
            self._add_sound()
            self._output.start_encoding()
        except BaseException:
            self.abandon()
            raise

    def _add_picture(self) -> VideoStream:
        fmt = self._fmt
        stream = self._output.add_stream(
            "libx264",
            fmt.fps,
            options={"preset": fmt.preset, "crf": str(fmt.crf)},
            width=fmt.width,
            height=fmt.height,
            time_base=fmt.time_base,
        )
        stream.time_base = fmt.time_base
        context = stream.codec_context
        context.pix_fmt = "yuv420p" if self._planar else "yuv444p"
        context.gop_size = max(1, round(_KEY_FRAMES_S * fmt.fps))
        # Without it packets have no duration, and the film ends before its last picture is over.
        context.flags |= Flags.frame_duration
        context.thread_count = min(MAX_CODEC_THREADS, os.cpu_count() or 1)
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
        frame = self._frame(image)
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

    def _frame(self, image: Image) -> VideoFrame:
        if self._planar:
            self._planes.from_bgr(image, self._fmt.colours.matrix)
            frame = VideoFrame(self._fmt.width, self._fmt.height, "yuv420p")
            for plane, samples in zip(frame.planes, self._planes.planes, strict=True):
                np.copyto(plane_rows(plane), samples)
            return frame
        return self._reformatter.reformat(
            VideoFrame.from_ndarray(np.ascontiguousarray(image), "bgr24"),
            format="yuv444p",
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            dst_colorspace=Colorspace.ITU709
            if self._fmt.colours.matrix is Matrix.BT709
            else Colorspace.ITU601,
            interpolation=Interpolation.BICUBIC | Interpolation.ACCURATE_RND,
            threads=1,
        )

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
            _cut_to_whole_fragments(self._file.path)


def _cut_to_whole_fragments(path: Path) -> None:
    """Cuts a fragmented MP4 after its last complete fragment (ISO/IEC 14496-12, 4.2 and 8.8)."""
    with path.open("r+b") as file:
        end = file.seek(0, os.SEEK_END)
        at = whole = 0
        while at + 16 <= end:
            file.seek(at)
            size, kind, long_size = struct.unpack(">I4sQ", file.read(16))
            at += long_size if size == 1 else size
            if size == 0 or at > end:
                break
            if kind != b"moof":  # which is nothing without the data that follow it
                whole = at
        file.truncate(whole)


@dataclass(slots=True)
class _Copy:
    """A sound stream of the output, and the decoding time of its last packet."""

    stream: AudioStream
    last: int | None = None
