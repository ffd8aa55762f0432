"""What the file source and the file sink both need to know about a video file."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import av
import numpy as np
from av.container import InputContainer
from av.stream import Disposition
from av.video.plane import VideoPlane
from av.video.stream import VideoStream

from app.frame import Image
from app.yuv import Colours, Matrix, usual_matrix

# ISO/IEC 23091-2 (H.273), as libav's AVCOL_* count them.
UNSPECIFIED = 2
TAG_BT709 = 1
TAG_BT601 = 6
_RANGE_FULL = 2
_PRIMARIES_BT2020 = 9
_TRANSFERS_HDR = (16, 18)
"""SMPTE ST 2084 (PQ) and ARIB STD-B67 (HLG)."""
_MATRICES = {
    1: Matrix.BT709,
    4: Matrix.BT601,
    5: Matrix.BT601,
    6: Matrix.BT601,
    7: Matrix.BT709,  # SMPTE 240M, whose coefficients lie within 0.015 of BT.709's
    9: Matrix.BT2020,
    10: Matrix.BT2020,
}

VIDEO_SUFFIXES = (".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v", ".mpg", ".ts")
"""What video files are called, for choosing among files; any other name may be opened too."""
MAX_CODEC_THREADS = 4
"""More threads save no work and keep one more picture each, which counts at 4K."""


def open_media(path: Path) -> InputContainer:
    """Opens a media file for reading.

    ``file:`` keeps a name with a colon from being taken for a protocol; the whitelist keeps a
    playlist from fetching anything over the network.

    Raises:
        av.FFmpegError: It cannot be opened or is not media.
    """
    return av.open(
        f"file:{path}", "r", metadata_errors="replace", options={"protocol_whitelist": "file"}
    )


def picture_stream(container: InputContainer) -> VideoStream | None:
    """The stream to show: the best video stream that is not a cover picture; None without one."""
    shown = [
        stream
        for stream in container.streams.video
        if not stream.disposition & Disposition.attached_pic
    ]
    best = container.streams.best("video")
    return next((stream for stream in shown if stream is best), shown[0] if shown else None)


def colours_of(colorspace: int, color_range: int, pix_fmt: str, size: tuple[int, int]) -> Colours:
    """How the samples of a stream or frame are to be read.

    Args:
        colorspace, color_range: libav's ``AVCOL_SPC_*`` and ``AVCOL_RANGE_*``.
        pix_fmt: libav's name of the pixel format.
        size: Coded width and height, to guess by where the matrix is not tagged.
    """
    full = color_range == _RANGE_FULL or pix_fmt.startswith("yuvj")
    # Untagged full range comes from JPEG, and JFIF says BT.601 at any size.
    default = Matrix.BT601 if full else usual_matrix(*size)
    return Colours(_MATRICES.get(colorspace, default), full)


def is_wide_gamut(primaries: int, transfer: int) -> bool:
    """True when BT.709 cannot hold the colours as they are: BT.2020 primaries, HDR curves."""
    return primaries == _PRIMARIES_BT2020 or transfer in _TRANSFERS_HDR


def plane_rows(plane: VideoPlane, samples: int = 1) -> Image:
    """An 8-bit plane as ``(height, width * samples)``: a view, without the rows' padding.

    It keeps the frame alive, and can be written to.

    Args:
        plane: Of a decoded frame, or of one that is to be encoded.
        samples: How many lie in a pixel: 3 for packed BGR.
    """
    # The cast is for the type checker alone, which does not know that a plane is a buffer.
    flat = np.frombuffer(cast(memoryview, plane), np.uint8)
    return flat.reshape(plane.height, plane.line_size)[:, : plane.width * samples]
