"""Faces brought upright into a square, as networks were taught to see them."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from app.frame import Floats, Image

_EYES = ((33, 133), (263, 362))
"""Corners of the image-left and of the image-right eye: they stay where they are when it shuts."""
_NOSE, _MOUTH = 4, (61, 291)
_PICKED = [_EYES[0][0], _EYES[1][0], _EYES[0][1], _EYES[1][1], _NOSE, *_MOUTH]
_SOFTENED = 0.6
"""Scale below which a bilinear step would skip pixels, and the picture is blurred first."""


def _points(*rows: tuple[float, float]) -> Floats:
    values = np.array(rows, np.float32)
    values.setflags(write=False)
    return values


ALIGNMENTS: Mapping[str, Floats] = {
    "arcface_112_v1": _points(
        (0.35473214, 0.45658929),
        (0.64526786, 0.45658929),
        (0.50000000, 0.61154464),
        (0.37913393, 0.77687500),
        (0.62086607, 0.77687500),
    ),
    "arcface_112_v2": _points(
        (0.34191607, 0.46157411),
        (0.65653393, 0.45983393),
        (0.50022500, 0.64050536),
        (0.37097589, 0.82469196),
        (0.63151696, 0.82325089),
    ),
    "arcface_128": _points(
        (0.36167656, 0.40387734),
        (0.63696719, 0.40235469),
        (0.50019687, 0.56044219),
        (0.38710391, 0.72160547),
        (0.61507734, 0.72034453),
    ),
    "dfl_whole_face": _points(
        (0.35342266, 0.39285716),
        (0.62797622, 0.39285716),
        (0.48660713, 0.54017860),
        (0.38839287, 0.68750011),
        (0.59821427, 0.68750011),
    ),
    "ffhq_512": _points(
        (0.37691676, 0.46864664),
        (0.62285697, 0.46912813),
        (0.50123859, 0.61331904),
        (0.39308822, 0.72541100),
        (0.61150205, 0.72490465),
    ),
    "mtcnn_512": _points(
        (0.36562865, 0.46733799),
        (0.63305391, 0.46585885),
        (0.50019127, 0.61942959),
        (0.39032951, 0.77598822),
        (0.61178945, 0.77476328),
    ),
}
"""Name → ``(5, 2)`` float32: where a network expects the image-left eye, the image-right eye, the
nose's tip and the mouth's corners, as shares of the square's side. ``arcface_112_v2`` is the
template of ArcFace (arXiv:1801.07698) as InsightFace publishes it, ``arcface_128`` is it moved for
inswapper; the others are those of the projects that trained on them (facefusion lists them)."""


def five_points(landmarks: Floats) -> Floats:
    """``(5, 2)`` float32 in the order of `ALIGNMENTS`, of mesh landmarks ``(≥468, ≥2)``."""
    picked = landmarks[_PICKED, :2].astype(np.float32)
    picked[2:4] = (picked[:2] + picked[2:4]) / 2
    return picked[2:]


def to_square(points: Floats, alignment: str, side: int) -> Floats:
    """The similarity that brings five points into a square: least squares, the same answer every
    time and a smooth one, which estimators that leave out outliers do not give.

    Args:
        points: ``(5, 2)`` in pixels of the picture.
        alignment: A key of `ALIGNMENTS`.
        side: Of the square, in pixels.

    Returns:
        ``(2, 3)`` float32, from pixels of the picture to pixels of the square.
    """
    # The published templates speak of pixel centres: side 112 means the points' own pixels.
    return similarity_2d(points, ALIGNMENTS[alignment] * np.float32(side))


def similarity_2d(source: Floats, target: Floats) -> Floats:
    """``(2, 3)`` float32 of the least-squares rotation, scale and shift between two sets ``(n, 2)``
    of points (Umeyama, PAMI 13(4), 1991, without mirroring; points as complex numbers)."""
    s, t = (p[:, 0].astype(np.complex128) + 1j * p[:, 1] for p in (source, target))
    turn = np.vdot(s - s.mean(), t - t.mean()) / max((np.abs(s - s.mean()) ** 2).sum(), 1e-12)
    shift = t.mean() - turn * s.mean()
    return np.array(
        [[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]], np.float32
    )


def scale_of(matrix: Floats) -> float:
    """Pixels of the square for one of the picture."""
    return float(np.hypot(matrix[0, 0], matrix[1, 0]))


def crop(image: Image, matrix: Floats, side: int, border: int = cv2.BORDER_CONSTANT) -> Image:
    """The square ``(side, side, 3)`` uint8; where much is made small, without skipping pixels.

    Args:
        image: ``(h, w, 3)`` uint8.
        matrix: As of `to_square`.
        side: Of the square, in pixels.
        border: OpenCV's way of going on where the picture ends; black by default.
    """
    scale = scale_of(matrix)
    if scale < _SOFTENED:
        image, matrix = _shrunk(image, matrix, side, scale)
    flags = cv2.INTER_LINEAR
    return np.asarray(cv2.warpAffine(image, matrix, (side, side), flags=flags, borderMode=border))


def _shrunk(image: Image, matrix: Floats, side: int, scale: float) -> tuple[Image, Floats]:
    """The face's surroundings, blurred for a step of ``1 / scale`` pixels."""
    back = cv2.invertAffineTransform(matrix)
    middle = back[:, :2] @ np.full(2, side / 2) + back[:, 2]
    reach = side / scale
    low = np.maximum(np.floor(middle - reach), 0).astype(int)
    high = np.ceil(middle + reach).astype(int)
    part = image[low[1] : max(high[1], low[1] + 1), low[0] : max(high[0], low[0] + 1)]
    moved = matrix.copy()
    moved[:, 2] += matrix[:, :2] @ low
    if not part.size:
        return image, matrix
    return np.asarray(cv2.GaussianBlur(part, (0, 0), 0.35 / scale), np.uint8), moved
