"""Networks that say where the wearer's face can be seen: hair, hands and glasses' frames before its
edge stay in front of the stand-in.

Such a mask only ever takes away from a patch, and only outside the inner face: within it the
wearer's features lie, and a network that is wrong about a hand there would show them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from app.alignment import crop, five_points, to_square
from app.errors import ModelError, UsageError
from app.frame import Floats, Image
from app.inference.onnx import OnnxNet
from app.inference.tensors import planes, rows
from app.models.manager import ModelManager

SIDE = 256
"""Of the square that masks are given in, in pixels."""
SOFT = 0.03
"""Half of the way, over the inner face's size, from it to where a mask is followed in full."""
BLUR = 5.0
"""Sigma of the mask's edge in pixels of `SIDE`; it then counts from its middle on (facefusion)."""
IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
"""Mean and standard deviation of red, green and blue over 0..1, as the face parser was taught."""
FACE_CLASSES = (1, 2, 3, 4, 5, 6, 10, 11, 12, 13)
"""Of CelebAMask-HQ's 19 classes: skin, brows, eyes, glasses, nose, mouth and lips; not ears, neck,
hair, hats and clothes."""
_SHIFT = 4
"""Bits of a pixel's fraction in which polygons are drawn."""


class FaceMask(Protocol):
    """Says which pixels show the wearer's face, and nothing before it."""

    @property
    def name(self) -> str:
        """For people: of the model."""
        ...

    def mask(self, image: Image, landmarks: Floats) -> tuple[Image, Floats]:
        """
        Args:
            image: ``(h, w, 3)`` uint8 BGR; the whole frame.
            landmarks: ``(≥468, ≥2)`` float32 of one face in it.

        Returns:
            A mask ``(side, side)`` uint8, 255 where the face is seen, 0 where something else is;
            and the ``(2, 3)`` float32 that takes pixels of the frame to pixels of the mask.

        Raises:
            ModelError: The network failed, or gave no mask.
        """
        ...

    def close(self) -> None:
        """Gives back what it got from the `ModelManager`. May be called twice."""
        ...


# -- networks --------------------------------------------------------------------------------------


def _shares(values: NDArray[Any]) -> Floats:
    """A mask as it is, 0..1."""
    return np.asarray(values[0], np.float32).clip(0, 1)


def _logits(values: NDArray[Any]) -> Floats:
    return np.asarray(values[0] > 0, np.float32)


def _classes(values: NDArray[Any]) -> Floats:
    """1 where the likeliest of the 19 classes is one of the face's."""
    face = np.zeros(len(values), bool)
    face[list(FACE_CLASSES)] = True
    return np.asarray(values[face].max(axis=0) >= values[~face].max(axis=0), np.float32)


@dataclass(frozen=True, slots=True)
class _Row:
    """How one contract's networks are fed and read.

    Attributes:
        alignment, side: Of the square they look at; `SIDE` or a multiple of it.
        feed: A square ``(side, side, 3)`` uint8 BGR to the network's input.
        channels: Of the output, ``(channels, side, side)`` in whatever order of axes.
        read: ``(channels, SIDE, SIDE)`` of it to ``(SIDE, SIDE)`` float32 0..1.
    """

    alignment: str
    side: int
    feed: Callable[[Image], NDArray[Any]]
    channels: int
    read: Callable[[NDArray[Any]], Floats]


_ROWS: Mapping[str, _Row] = {
    # DeepFaceLab's alignment, on which XSeg was trained; facefusion's files, and VisoMaster's.
    "xseg/1": _Row("dfl_whole_face", 256, rows, 1, _shares),
    "xseg/2": _Row("dfl_whole_face", 256, planes, 1, _shares),
    "occluder/1": _Row("arcface_128", 256, planes, 1, _logits),
    "parse512/1": _Row(
        "ffhq_512", 512, lambda square: planes(square, *IMAGENET), len(FACE_CLASSES) + 9, _classes
    ),
}
"""Contract → how it is run."""


class NetMask:
    """The `FaceMask` of a network.

    Args:
        name: Of a model in the registry whose task is ``mask``.
        manager: Loads it.

    Raises:
        UsageError: There is no such model, or it makes no masks.
        ModelError: It is not installed, or not what it must be.
    """

    def __init__(self, name: str, manager: ModelManager) -> None:
        contract = manager.store.registry[name].contract or ""
        row = _ROWS.get(contract)
        if row is None:
            raise UsageError(f"'{name}' makes no masks of faces; these do: xseg, faceparser")
        self._row = row
        self._name = name
        self._manager = manager
        self._net: OnnxNet | None = manager.get(name)
        self.provider = self._net.provider

    @property
    def name(self) -> str:
        return self._name

    def mask(self, image: Image, landmarks: Floats) -> tuple[Image, Floats]:
        """See `FaceMask.mask`."""
        net, row = self._net, self._row
        if net is None:
            raise ModelError(f"{self._name} was released; switch the mask on again")
        matrix = to_square(five_points(landmarks), row.alignment, row.side)
        square = crop(image, matrix, row.side)
        values = net.run(face=row.feed(square))[0]
        if values.size == row.channels * row.side**2:
            step = row.side // SIDE
            values = values.reshape(row.channels, row.side, row.side)[:, ::step, ::step]
            if np.isfinite(values).all():
                return _softened(row.read(values)), matrix / np.float32(step)
        raise ModelError(f"{self._name} gave no mask but {values.shape}, or no numbers")

    def close(self) -> None:
        """See `FaceMask.close`."""
        if self._net is not None:
            self._net = None
            self._manager.release(self._name)


def _softened(seen: Floats) -> Image:
    """``(SIDE, SIDE)`` uint8: the mask drawn in by half of its soft edge, which keeps the wearer's
    skin from shining through beside a hand."""
    soft = cv2.GaussianBlur(seen, (0, 0), BLUR)
    return np.asarray((soft.clip(0.5, 1) - 0.5) * 510 + 0.5, np.uint8)


# -- patches ---------------------------------------------------------------------------------------


def outside_only(mask: Image, inner: Floats) -> Image:
    """A mask that takes nothing away from the inner face: 255 in it, whatever the mask says, and
    from there in a soft step to what it says.

    Args:
        mask: ``(h, w)`` uint8.
        inner: ``(n, 2)`` float32: its outline in the mask's pixels; may reach beyond the mask.

    Returns:
        ``(h, w)`` uint8, nowhere below `mask`.

    Raises:
        ValueError: The outline's points are not numbers.
    """
    if not np.isfinite(inner).all():
        raise ValueError("the inner face's outline is not numbers")
    # The whole hull: an oval that is folded in a profile must not open a gap.
    hull = np.asarray(cv2.convexHull(np.asarray(inner, np.float32))[:, 0], np.float32)
    closed = np.zeros(mask.shape, np.uint8)
    points = np.round(hull.clip(-30000, 30000) * (1 << _SHIFT)).astype(np.int32)
    cv2.fillConvexPoly(closed, points, 255, cv2.LINE_8, _SHIFT)
    # Grown by as much as two means of this width can take from it, and by a pixel more, for all who
    # draw the outline in their own way.
    half = round(SOFT / 2 * float(np.ptp(hull, axis=0).max()))
    closed = np.asarray(cv2.dilate(closed, np.ones((4 * half + 3,) * 2, np.uint8)), np.uint8)
    size = (2 * half + 1,) * 2
    for _ in range(2):
        closed = np.asarray(cv2.blur(closed, size, borderType=cv2.BORDER_REPLICATE), np.uint8)
    return np.maximum(mask, closed)
