"""Which H.264 encoder a recording gets: the graphics hardware's if there is one that works."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import cast

import av
import numpy as np
from av.codec.codec import UnknownCodecError
from av.codec.context import CodecContext
from av.video.codeccontext import VideoCodecContext

from app.media import MAX_CODEC_THREADS
from app.pipeline.sinks.picture import PictureMaker
from app.yuv import usual_matrix

_log = logging.getLogger(__name__)

_PROBED = 3
"""Pictures that an encoder must encode before it is trusted."""
_BITS_PER_PIXEL = 0.2
"""Of encoders that know no constant quality: 5.5 Mbit/s at 1280x720 and 30 frames per second."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """An encoder of libav's.

    Attributes:
        codec: Its name.
        options: Its own.
        semi_planar: It wants NV12.
        by_rate: It must be told a bit rate.
    """

    codec: str
    options: dict[str, str] = field(default_factory=dict)
    semi_planar: bool = False
    by_rate: bool = False

    def bit_rate(self, width: int, height: int, fps: float) -> int | None:
        """In bits per second; None for constant quality."""
        return round(_BITS_PER_PIXEL * width * height * max(fps, 1)) if self.by_rate else None


def x264(preset: str, crf: int) -> Encoder:
    """The usual software encoder; see its manual for both."""
    return Encoder("libx264", {"preset": preset, "crf": str(crf)})


# VA-API's is not among them: it takes pictures that are in the graphics memory already.
HARDWARE = (
    Encoder("h264_videotoolbox", {"realtime": "1"}, by_rate=True),
    Encoder("h264_nvenc", {"preset": "p4", "rc": "vbr", "cq": "21"}),
    Encoder("h264_qsv", {"preset": "veryfast"}, semi_planar=True, by_rate=True),
    Encoder("h264_amf", {"usage": "transcoding"}, semi_planar=True, by_rate=True),
    Encoder("h264_mf", {"hw_encoding": "1"}, semi_planar=True, by_rate=True),
)
"""In the order in which they are tried: macOS, NVIDIA, Intel, AMD, any on Windows."""
SOFTWARE = (x264("veryfast", 18), Encoder("mpeg4", by_rate=True))
"""MPEG-4 part 2 is for builds of libav without x264."""


def choose(
    width: int, height: int, fps: float, among: Iterable[Encoder] = (*HARDWARE, *SOFTWARE)
) -> Encoder:
    """The first that really encodes pictures of that size. Takes up to a second where there is a
    driver to be woken.

    Raises:
        ValueError: None does.
    """
    tried = []
    for encoder in among:
        try:
            _probe(encoder, width, height, fps)
        except (UnknownCodecError, av.FFmpegError, ValueError) as error:
            _log.debug("%s does not work: %s", encoder.codec, error)
            tried.append(encoder.codec)
            continue
        return encoder
    raise ValueError(f"no encoder takes pictures of {width}x{height} (tried {', '.join(tried)})")


def _probe(encoder: Encoder, width: int, height: int, fps: float) -> None:
    """Opens the encoder and encodes a few pictures, which must come back.

    Raises:
        UnknownCodecError, av.FFmpegError, ValueError: It does not work.
    """
    maker = PictureMaker(
        width, height, usual_matrix(width, height), semi_planar=encoder.semi_planar
    )
    context = cast(VideoCodecContext, CodecContext.create(encoder.codec, "w"))
    context.width, context.height, context.pix_fmt = width, height, maker.pix_fmt
    context.framerate = Fraction(fps).limit_denominator(1001)
    context.time_base = 1 / context.framerate
    configure(context, encoder, fps, key_frames_s=1)
    packets = []
    for number in range(_PROBED):
        frame = maker.make(np.full((height, width, 3), 60 * number, np.uint8))
        frame.pts, frame.time_base = number, context.time_base
        packets += context.encode(frame)
    packets += context.encode(None)
    kind = "mpeg4" if encoder.codec == "mpeg4" else "h264"
    decoder = cast(VideoCodecContext, CodecContext.create(kind, "r"))
    decoder.extradata = context.extradata
    decoded = [frame for packet in (*packets, None) for frame in decoder.decode(packet)]
    sizes = {(frame.width, frame.height) for frame in decoded}
    if len(decoded) != _PROBED or sizes != {(width, height)}:
        raise ValueError(f"{len(decoded)} pictures of {_PROBED} came back")


def configure(
    context: VideoCodecContext, encoder: Encoder, fps: float, *, key_frames_s: float
) -> None:
    """What is set on an encoder whose size and pixel format are set, before it is opened.

    Args:
        key_frames_s: Seconds from one key frame to the next.
    """
    context.options = dict(encoder.options)
    context.gop_size = max(1, round(key_frames_s * fps))
    context.thread_count = min(MAX_CODEC_THREADS, os.cpu_count() or 1)
    bit_rate = encoder.bit_rate(context.width, context.height, fps)
    if bit_rate is not None:
        context.bit_rate = bit_rate
        context.max_b_frames = 0
