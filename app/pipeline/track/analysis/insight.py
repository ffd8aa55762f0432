"""InsightFace's classes round networks of ours.

The package ``insightface`` (the extra ``[insightface]``) knows how buffalo_l's networks are fed and
read. It gets them loaded: the store found the file and verified its sha256, the contract was
checked, and it runs where the manager put it. Nothing here gives InsightFace a name that it could
download.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

from app.errors import ModelError, UnderstudyError
from app.frame import Floats, Image
from app.inference.buffers import Tensor
from app.inference.files import damaged
from app.inference.onnx import OnnxNet

OLDEST = (2, 1)
"""The first version whose detector takes the threshold with the picture."""
INSTALL = 'pip install "understudy[insightface]"'
CELL = 32
"""The detector's sides are multiples of its coarsest stride."""
LONG_SIDE = 640
"""Of what the detector looks at: what it was trained at."""
MOST = 64
"""Faces that one look gives at most; the most certain ones."""
_FAR = 4.0
"""What lies further out, in longer sides of the picture, is nonsense; the guard says the same."""
_CLASSES: Mapping[str, tuple[str, str]] = {
    "scrfd/1": ("scrfd", "SCRFD"),
    "landmark106/1": ("landmark", "Landmark"),
    "landmark68/1": ("landmark", "Landmark"),
    "arcface/1": ("arcface_onnx", "ArcFaceONNX"),
    "genderage/1": ("attribute", "Attribute"),
}
"""Contract → module below ``insightface.model_zoo`` and class."""


def check() -> str:
    """InsightFace's version.

    Raises:
        ModelError: It is not installed, too old or does not import; says what to install.
    """
    try:
        found = str(importlib.import_module("insightface").__version__)
    except ModuleNotFoundError as error:
        raise ModelError(f"face analysis needs InsightFace: {INSTALL}") from error
    except Exception as error:  # whatever a package of others raises when it is imported
        reason = (str(error).splitlines() or [type(error).__name__])[0][:160]
        raise ModelError(f"InsightFace cannot be imported ({reason}); {INSTALL}") from error
    if tuple(int(part) for part in re.findall(r"\d+", found)[:2]) < OLDEST:
        oldest = ".".join(str(part) for part in OLDEST)
        raise ModelError(f"InsightFace {found} is too old, {oldest} is needed; {INSTALL}")
    return found


class _Node(NamedTuple):
    name: str
    shape: list[int | str]
    type: str = "tensor(float)"


class NetSession:
    """One of our networks as InsightFace asks a session of ONNX Runtime: by the names that the
    contract has for what goes in and comes out. Every output is given as ``(n, last size)``."""

    def __init__(self, net: OnnxNet) -> None:
        self._net = net
        (entry,) = net.contract.inputs
        sizes = zip(net.shape(entry.role), entry.shape, strict=True)
        self._inputs = [_Node(entry.role, [a or b or "any" for a, b in sizes])]
        self._outputs = [
            _Node(port.role, ["any", port.shape[-1] or "any"]) for port in net.contract.outputs
        ]

    def get_inputs(self) -> list[_Node]:
        return self._inputs

    def get_outputs(self) -> list[_Node]:
        return self._outputs

    def get_providers(self) -> list[str]:
        return [self._net.provider]

    def run(self, names: list[str], feeds: Mapping[str, Tensor]) -> list[Tensor]:
        results = zip(self._outputs, self._net.run(**feeds), strict=True)
        by_name = {node.name: value.reshape(-1, value.shape[-1]) for node, value in results}
        return [by_name[name] for name in names]


def model(net: OnnxNet) -> Any:
    """InsightFace's own object for one of buffalo_l's networks.

    Raises:
        ModelError: InsightFace is missing, or does not take the file.
    """
    check()
    module, name = _CLASSES[net.contract.id]
    session = NetSession(net)
    with blamed(net):
        make = getattr(importlib.import_module(f"insightface.model_zoo.{module}"), name)
        if name == "SCRFD":  # given no file, it makes no sessions of its own
            return make(session=session, static_shape_sessions=False)
        return make(model_file=str(net.path), session=session)


def face(box: Floats) -> Any:
    """InsightFace's record of a face, to be filled by its readers.

    Args:
        box: ``(4,)``: x0, y0, x1, y1 in pixels.
    """
    return importlib.import_module("insightface.app.common").Face(bbox=box)


def no_numbers(net: OnnxNet) -> ModelError:
    """What is raised when a network gives values that are no numbers."""
    return ModelError(
        f"{net.path.name} gives values that are no numbers on {net.provider}; try another one"
    )


@contextmanager
def blamed(net: OnnxNet) -> Iterator[None]:
    """What InsightFace raises while it reads a network's outputs is one line about that file."""
    try:
        yield
    except UnderstudyError:
        raise
    except Exception as error:  # theirs: whatever numpy, OpenCV and onnx raise
        reason = (str(error).splitlines() or [""])[0][:120] or type(error).__name__
        what = f"is not the network that {net.contract.id} asks for"
        raise damaged(net.path, what, reason) from error


class Look(NamedTuple):
    """What the detector sees in one picture, the most certain first.

    Attributes:
        boxes: ``(n, 4)`` float32: x0, y0, x1, y1 in pixels.
        scores: ``(n,)`` float32, 0..1.
        points: ``(n, 5, 2)`` float32: the eyes, the nose, the mouth's corners; image-left first.
    """

    boxes: Floats
    scores: Floats
    points: Floats


def look(net: OnnxNet, scrfd: Any, image: Image, threshold: float, *, near: bool = False) -> Look:
    """Faces that stand upright in a picture, give or take 45 degrees.

    Args:
        net: SCRFD's network.
        scrfd: What `model` made of it.
        image: ``(h, w, 3)`` uint8 BGR.
        threshold: Score from which a face counts.
        near: Look a second time at a small copy, as InsightFace does, for faces that fill the
            picture.

    Raises:
        ModelError: The network failed, or gives what no detector gives.
    """
    height, width = image.shape[:2]
    size = net.shape("image")
    if size[2] is None or size[3] is None:
        sizes = [_size(width, height, LONG_SIDE)]
        sizes += [_size(width, height, LONG_SIDE // 5)] if near else []
    else:
        sizes = [(size[3], size[2])]
    if min(width, height) * LONG_SIDE // 5 < max(width, height):
        none = np.zeros((0, 4), np.float32)
        return Look(none, none[:, 0], np.zeros((0, 5, 2), np.float32))  # a line has no faces
    with blamed(net):
        found, points = scrfd.detect(image, input_size=sizes, det_thresh=threshold)
        found, points = np.asarray(found, np.float32), np.asarray(points, np.float32)
        found, points = found.reshape(-1, 5), points.reshape(-1, 5, 2)
    if not (np.isfinite(found).all() and np.isfinite(points).all()):
        raise no_numbers(net)
    wide, high = found[:, 2] - found[:, 0], found[:, 3] - found[:, 1]
    reach = _FAR * max(width, height)
    sane = (wide > 0) & (high > 0) & (np.abs(found[:, :4]).max(axis=1, initial=0) < reach)
    if not sane.all():
        raise ModelError(
            f"{net.path.name} gives boxes that no picture has on {net.provider}; try another one"
        )
    found, points = found[:MOST], points[:MOST]
    return Look(found[:, :4], np.clip(found[:, 4], 0, 1), points)


def _size(width: int, height: int, side: int) -> tuple[int, int]:
    """Width and height of the detector's input for a picture: its shape, without the black bars
    that a square would have."""
    whole = max(width, height) * CELL
    return -(-width * side // whole) * CELL, -(-height * side // whole) * CELL
