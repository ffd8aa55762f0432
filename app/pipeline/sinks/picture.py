"""From BGR to what video encoders take."""

from __future__ import annotations

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from app.frame import Image
from app.media import plane_rows
from app.yuv import I420, Matrix


class PictureMaker:
    """Makes libav's frames of pictures of one size, in limited range.

    4:2:0 cannot have odd sides: pictures with an odd one become 4:4:4, in exactly their size.

    Attributes:
        pix_fmt: libav's name of what `make` gives.
    """

    def __init__(self, width: int, height: int, matrix: Matrix, *, semi_planar: bool) -> None:
        """
        Args:
            width, height: Of every picture, in pixels.
            matrix: To encode with.
            semi_planar: 4:2:0 as NV12, which some hardware wants, and not as I420.
        """
        self._size = width, height
        self._matrix = matrix
        self._planar = width % 2 == 0 and height % 2 == 0
        self._semi_planar = semi_planar
        self._planes = I420(width, height) if self._planar else I420(2, 2)
        self._reformatter = VideoReformatter()
        self.pix_fmt = ("nv12" if semi_planar else "yuv420p") if self._planar else "yuv444p"

    def make(self, image: Image) -> VideoFrame:
        """A new frame of ``(height, width, 3)`` uint8 BGR."""
        if not self._planar:
            return self._full_chroma(image)
        self._planes.from_bgr(image, self._matrix)
        frame = VideoFrame(*self._size, self.pix_fmt)
        luma, *chroma = frame.planes
        y, u, v = self._planes.planes
        np.copyto(plane_rows(luma), y)
        if self._semi_planar:
            np.copyto(plane_rows(chroma[0], 2), cv2.merge((u, v)).reshape(u.shape[0], -1))
        else:
            for plane, samples in zip(chroma, (u, v), strict=True):
                np.copyto(plane_rows(plane), samples)
        return frame

    def _full_chroma(self, image: Image) -> VideoFrame:
        return self._reformatter.reformat(
            VideoFrame.from_ndarray(np.ascontiguousarray(image), "bgr24"),
            format="yuv444p",
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            dst_colorspace=Colorspace.ITU709 if self._matrix is Matrix.BT709 else Colorspace.ITU601,
            interpolation=Interpolation.BICUBIC | Interpolation.ACCURATE_RND,
            threads=1,
        )


def even(image: Image) -> Image:
    """With even sides, by repeating the last row or column."""
    down, right = image.shape[0] % 2, image.shape[1] % 2
    if not down and not right:
        return image
    return np.asarray(cv2.copyMakeBorder(image, 0, down, 0, right, cv2.BORDER_REPLICATE), np.uint8)
