"""From libav's decoded frames to upright BGR pictures in the shown size."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from fractions import Fraction
from typing import cast

import av
import cv2
import numpy as np
from av.buffer import Buffer
from av.video.frame import VideoFrame
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    Interpolation,
    VideoReformatter,
)

from app.frame import Image
from app.media import colours_of, is_wide_gamut, plane_rows
from app.pipeline.framing import letterboxed
from app.pipeline.sources.upright import UPRIGHT, Turn, sealed, turn_from_display_matrix
from app.yuv import I420, Colours, Matrix

_log = logging.getLogger(__name__)

_SWS_MATRIX = {
    Matrix.BT601: Colorspace.ITU601,
    Matrix.BT709: Colorspace.ITU709,
    Matrix.BT2020: Colorspace.BT2020,
}
# Without these swscale's results are up to 1.5 levels too dark.
_EXACT = Interpolation.BICUBIC | Interpolation.FULL_CHR_H_INT | Interpolation.ACCURATE_RND
_REDUCE = Interpolation.BILINEAR | Interpolation.ACCURATE_RND

_PLANAR_420 = ("yuv420p", "yuvj420p")
_WIDEST_PIXEL = 10
"""A sample aspect ratio beyond this, either way, is a mistake in the file and is not followed."""


class FrameConverter:
    """Makes every frame of one stream upright BGR of one size. Keeps buffers: for one thread.

    Colour: matrix and range as tagged, guessed by size where they are not; BT.2020 and HDR (PQ,
    HLG) are brought to BT.709. Three ways lead to BGR, the first that fits is taken:

    1. 8-bit planar 4:2:0, by far the commonest: OpenCV, see `app.yuv`.
    2. Other 4:2:0 and 4:2:2 (10 bits, NV12): reduced to 1 by swscale first, in the same colours.
    3. The rest (4:4:4, RGB, palettes, odd sides, wide gamut): swscale, in exact mode.
    """

    def __init__(self, first: VideoFrame, pixel_aspect: Fraction | None) -> None:
        """
        Args:
            first: The stream's first frame, which fixes the size.
            pixel_aspect: Width over height of one stored pixel; None or 0 where not known.
        """
        self._aspect = Fraction(1)
        if pixel_aspect and Fraction(1, _WIDEST_PIXEL) <= pixel_aspect <= _WIDEST_PIXEL:
            self._aspect = Fraction(pixel_aspect)
        self._reformatter = VideoReformatter()
        self._planes: I420 | None = None
        self._warned = False
        self._turns: dict[int, Turn] = {}
        self.size: tuple[int, int] = self._turn(first).size(*self._stored_size(first))
        """Width and height of every picture given."""

    def _turn(self, frame: VideoFrame) -> Turn:
        """How the frame is to be turned.

        Looked up once for each angle: `frame.side_data` makes a reference cycle, so that every
        frame that is asked for it stays in memory until the garbage collector runs.
        """
        turn = self._turns.get(frame.rotation)
        if turn is None:
            matrix = cast(Mapping[str, Buffer], frame.side_data).get("DISPLAYMATRIX")
            turn = turn_from_display_matrix(bytes(matrix)) if matrix is not None else UPRIGHT
            self._turns[frame.rotation] = turn
        return turn

    def _stored_size(self, frame: VideoFrame) -> tuple[int, int]:
        """The size with square pixels, before turning. The stored height is kept; the width, which
        is ours to round then, is made even (H.264 in 4:2:0 has no odd sizes)."""
        if self._aspect == 1:
            return frame.width, frame.height
        return max(2, round(frame.width * self._aspect / 2) * 2), frame.height

    def __call__(self, frame: VideoFrame) -> Image:
        """The frame as ``(height, width, 3)`` uint8 BGR, C-contiguous, read-only."""
        turn = self._turn(frame)
        size = self._stored_size(frame)
        if size == (frame.width, frame.height):
            image = self._to_bgr(frame, turn)
        else:
            image = self._to_bgr(frame, UPRIGHT)
            image = turn.apply(np.asarray(cv2.resize(image, size), np.uint8))
        return sealed(letterboxed(image, *self.size))  # a stream may change its size

    def _to_bgr(self, frame: VideoFrame, turn: Turn) -> Image:
        colours = colours_of(
            frame.colorspace, frame.color_range, frame.format.name, (frame.width, frame.height)
        )
        wide = is_wide_gamut(frame.color_primaries, frame.color_trc)
        if not wide and _is_subsampled_yuv(frame):
            planes = [turn.apply(plane) for plane in self._planes_of(frame, colours)]
            height, width = planes[0].shape
            if self._planes is None or self._planes.buffer.shape != (height * 3 // 2, width):
                self._planes = I420(width, height)
            return self._planes.to_bgr(planes[0], planes[1], planes[2], colours)
        converted = self._by_swscale(frame, colours, wide)
        return turn.apply(_packed(converted))

    def _planes_of(self, frame: VideoFrame, colours: Colours) -> list[Image]:
        """The planes Y, U, V as views into an 8-bit 4:2:0 frame, which they keep alive."""
        if frame.format.name not in _PLANAR_420:
            span = ColorRange.JPEG if colours.full_range else ColorRange.MPEG
            matrix = _SWS_MATRIX[colours.matrix]
            frame = self._reformatter.reformat(
                frame,
                format="yuv420p",
                src_colorspace=matrix,
                dst_colorspace=matrix,
                src_color_range=span,
                dst_color_range=span,
                interpolation=_REDUCE,
                threads=1,
            )
        return [plane_rows(plane) for plane in frame.planes]

    def _by_swscale(self, frame: VideoFrame, colours: Colours, wide: bool) -> VideoFrame:
        if wide:
            try:
                # Slow (1080p: 50 ms), but a phone's HDR video would look washed out without it.
                return self._reformat(frame, colours, ColorTrc.BT709, ColorPrimaries.BT709)
            except (av.FFmpegError, NotImplementedError) as error:
                if not self._warned:
                    self._warned = True
                    _log.warning("wide-gamut colours are shown as they are: %s", error)
        return self._reformat(frame, colours, None, None)

    def _reformat(
        self,
        frame: VideoFrame,
        colours: Colours,
        transfer: ColorTrc | None,
        primaries: ColorPrimaries | None,
    ) -> VideoFrame:
        full = colours.full_range or frame.format.is_rgb or frame.format.has_palette
        return self._reformatter.reformat(
            frame,
            format="bgr24",
            src_colorspace=_SWS_MATRIX[colours.matrix],
            src_color_range=ColorRange.JPEG if full else ColorRange.MPEG,
            dst_color_range=ColorRange.JPEG,
            dst_color_trc=transfer,
            dst_color_primaries=primaries,
            interpolation=_EXACT if transfer is None else _REDUCE,
            threads=1,
        )


def _is_subsampled_yuv(frame: VideoFrame) -> bool:
    """True for Y'CbCr with half the columns of chroma (4:2:0, 4:2:2) and even sides."""
    pixels = frame.format
    if frame.width % 2 or frame.height % 2 or pixels.is_rgb or len(pixels.components) < 3:
        return False
    return pixels.components[1].width * 2 == frame.width and not pixels.has_palette


def _packed(frame: VideoFrame) -> Image:
    """A BGR frame's pixels as ``(height, width, 3)``; a view where its rows are not padded."""
    rows = plane_rows(frame.planes[0], 3)
    return np.ascontiguousarray(rows).reshape(frame.height, frame.width, 3)
