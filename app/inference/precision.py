"""Is a network still itself in half precision?

Half precision overflows above 65504 and keeps three digits. Where a network was not made for it,
faces come out blurred, banded, wrongly coloured, or not at all; so before one is shown it is asked.
"""

from __future__ import annotations

import cv2
import numpy as np

from app.inference.buffers import Tensor
from app.inference.onnx import OnnxNet

TOLERANCE = 0.02
"""Root mean square of the difference, over the range of values: five levels of 255. Rounding alone
makes less than one."""
SHIFT = 0.01
"""Mean difference of one colour, over the same: an eye sees a cast long before noise."""
FLAT = 1 / 255
"""Deviation of a picture below which nothing is drawn in it."""
LARGEST = 3.0
"""Of a picture's values; all contracts have them in 0..1 or -1..1."""
FACE = "a face"
"""Name of the drawn one among the inputs."""
_SKIN = (0.80, 0.58, 0.47)
"""RGB; in all human skin red is above blue."""
_CAST = 0.05
"""How far blue may be above red where skin went in."""


def doubt(net: OnnxNet, reference: OnnxNet) -> str:
    """What speaks against a network in half precision, in half a sentence; empty: nothing does.

    Fixed inputs go through both: a drawn face, black, white and noise.

    Args:
        net: On the provider on which it is to run.
        reference: The same network in full precision; where there is none, the same file on the
            processor, which computes with 32 bits whatever the file says. Then what overflows or
            drifts on the card shows, and of what is wrong in the file only `nonsense`.

    Raises:
        ModelError: A run failed.
    """
    for name, inputs in _inputs(net).items():
        pairs = zip(net.run(**inputs), reference.run(**inputs), strict=True)
        for mine, right in pairs:
            if not np.isfinite(mine).all():
                return f"{name} makes values that are no numbers"
            if mine.shape != right.shape:
                return f"{name} makes another shape"
            problem = _far(mine, right)
            if problem:
                return f"{name} comes out {problem}"
    return ""


def nonsense(net: OnnxNet) -> str:
    """What a picture must never be, whatever the network: the same as `doubt` without a reference.

    Raises:
        ModelError: A run failed.
    """
    for name, inputs in _inputs(net).items():
        for bound, made in zip(net.outputs, net.run(**inputs), strict=True):
            if not np.isfinite(made).all():
                return f"{name} makes values that are no numbers"
            if not _is_picture(bound.port.role, made):
                continue
            if float(np.abs(made).max()) > LARGEST:
                return f"{name} makes colours of up to {float(np.abs(made).max()):.0f}"
            if name != FACE:
                continue
            red, _, blue = made.mean(axis=(0, 2, 3))
            if float(made.std(axis=(2, 3)).max()) < FLAT:
                return f"{name} comes out as one flat colour"
            if blue - red > _CAST:
                return f"{name} comes out with red and blue exchanged"
    return ""


def _is_picture(role: str, made: Tensor) -> bool:
    """Planes of RGB."""
    return role in {"face", "image"} and made.ndim == 4 and made.shape[1] == 3


def _far(mine: Tensor, right: Tensor) -> str:
    """How two results differ; empty where it is rounding."""
    low, high = np.percentile(right, (0.5, 99.5))
    spread = max(float(high - low), 0.05)
    apart = mine.astype(np.float64) - right
    if float(np.sqrt(np.mean(apart**2))) > TOLERANCE * spread:
        return "otherwise than in full precision"
    if mine.ndim == 4 and 3 in (mine.shape[1], mine.shape[3]):
        over = (0, 2, 3) if mine.shape[1] == 3 else (0, 1, 2)
        if float(np.abs(apart.mean(axis=over)).max()) > SHIFT * spread:
            return "in other colours than in full precision"
    return ""


def _inputs(net: OnnxNet) -> dict[str, dict[str, Tensor]]:
    """Values for all inputs, by what they show."""
    shapes = net.samples()
    random = np.random.default_rng(7)
    shared = {role: _vector(shape, random) for role, shape in shapes.items()}
    return {
        name: {
            role: _picture(name, shape, random) if len(shape) == 4 else shared[role]
            for role, shape in shapes.items()
        }
        for name in (FACE, "black", "white", "noise")
    }


def _vector(shape: tuple[int, ...], random: np.random.Generator) -> Tensor:
    """An identity of length 1, or a weight of one half."""
    if int(np.prod(shape)) < 2:
        return np.full(shape, 0.5)
    values = random.normal(size=shape)
    return np.asarray(values / np.linalg.norm(values))


def _picture(name: str, shape: tuple[int, ...], random: np.random.Generator) -> Tensor:
    """``(1, 3, h, w)`` RGB, or ``(1, h, w, 3)`` BGR, 0..1."""
    planes = shape[1] == 3
    height, width = shape[2:] if planes else shape[1:3]
    if name == FACE:
        made = _face(height, width)
    elif name == "noise":
        made = random.uniform(0, 1, (height, width, 3)).astype(np.float32)
    else:
        made = np.full((height, width, 3), float(name == "white"), np.float32)
    return made.transpose(2, 0, 1)[None] if planes else made[None, ..., ::-1]


def _face(height: int, width: int) -> Tensor:
    """``(height, width, 3)`` float32 RGB 0..1: an oval of skin that light falls on from one side,
    with eyes, brows, nose and mouth, before grey."""
    made = np.full((height, width, 3), 0.45, np.float32)
    middle = (width // 2, height // 2)
    skin = np.zeros((height, width), np.float32)
    cv2.ellipse(skin, middle, (int(0.36 * width), int(0.46 * height)), 0, 0, 360, 1.0, -1)
    light = np.linspace(0.75, 1.15, width, dtype=np.float32)[None, :, None]
    made = np.where(skin[..., None] > 0, np.array(_SKIN, np.float32) * light, made)
    made = np.ascontiguousarray(np.clip(made, 0, 1), np.float32)
    for side in (-1, 1):
        at = (int(width * (0.5 + 0.15 * side)), int(0.42 * height))
        cv2.ellipse(made, at, (width // 14, height // 30), 0, 0, 360, (0.9, 0.9, 0.9), -1)
        cv2.circle(made, at, max(width // 36, 1), (0.15, 0.1, 0.08), -1)
        brow = (at[0], int(0.34 * height))
        cv2.ellipse(made, brow, (width // 11, height // 60), 0, 180, 360, (0.2, 0.14, 0.1), -1)
    mouth = (width // 2, int(0.72 * height))
    cv2.ellipse(made, mouth, (width // 8, height // 34), 0, 0, 360, (0.62, 0.28, 0.27), -1)
    nose = (width // 2, int(0.58 * height))
    cv2.ellipse(made, nose, (width // 22, height // 40), 0, 0, 180, (0.6, 0.4, 0.33), -1)
    return np.asarray(cv2.GaussianBlur(made, (0, 0), max(width / 128, 0.5)), np.float32)
