"""Networks with the inputs and outputs of published ones and weights that say nothing, for figures
of what is around them: the real ones may not be passed on.

They are made with the package onnx, which the app itself does not need.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.errors import ModelError
from app.models.registry import Registry
from app.models.store import ModelStore

SWAPPER, RECOGNISER, RESTORER = "inswapper_128", "w600k_r50", "gfpgan_1.4"
_OPSET, _IR = 17, 8
PIECES = 20
"""Of the weights: in the real network none is larger than a few percent of all."""

Array = NDArray[Any]
Sizes = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Node:
    """One operator of a graph: its name, what it takes (words), what it gives."""

    kind: str
    takes: str
    gives: str
    attributes: Mapping[str, Any] = field(default_factory=dict)


def write_store(folder: Path, megabytes: int = 0) -> None:
    """Writes stand-ins for inswapper, its recogniser and a restorer, and a registry of these.

    Args:
        folder: That is there.
        megabytes: Of weights that the swapper carries along and uses.

    Raises:
        ModelError: The package onnx is missing.
    """
    files = {
        SWAPPER: (_swapper(folder / f"{SWAPPER}.onnx", megabytes), "swapper", "inswapper/1"),
        RECOGNISER: (_recogniser(folder / f"{RECOGNISER}.onnx"), "recogniser", "arcface/1"),
        RESTORER: (_restorer(folder / f"{RESTORER}.onnx"), "restorer", "restore512/1"),
    }
    text = '[licence.own]\ntitle = "Made here"\nurl = ""\nterms = "Any."\n'
    for name, (path, task, contract) in files.items():
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        text += (
            f'[[model]]\nname = "{name}"\ntitle = "{name}"\ntask = "{task}"\nlicence = "own"\n'
            f'file = "{path.name}"\nsha256 = "{digest}"\ncontract = "{contract}"\n'
            'manual = "It is made by the bench."\n'
        )
    (folder / "registry.toml").write_text(text, encoding="utf-8")


def open_store(folder: Path) -> ModelStore:
    """What `write_store` wrote, and nothing else of this computer."""
    return ModelStore(Registry.load(folder / "registry.toml"), home=folder, others=())


def _swapper(path: Path, megabytes: int) -> Path:
    """The target through two convolutions, in the colours that the source says."""
    random = np.random.default_rng(0)
    width = max(megabytes * 10**6 // (PIECES * 4 * 512), 16)
    nodes = [
        Node("Reshape", "style shape", "tint"),
        Node("Conv", "target first", "some", {"pads": [2, 2, 2, 2]}),
        Node("Relu", "some", "lit"),
        Node("Conv", "lit second", "other", {"pads": [2, 2, 2, 2]}),
        Node("Add", "other tint", "sum"),
        Node("Sigmoid", "sum", "output"),
    ]
    weights: dict[str, Array] = {
        "small": np.full((width, 3), 0.5 / width, np.float32),
        "shape": np.array([1, 3, 1, 1], np.int64),
        "first": random.normal(0, 0.2, (16, 3, 5, 5)).astype(np.float32),
        "second": random.normal(0, 0.2, (3, 16, 5, 5)).astype(np.float32),
    }
    styles = []
    for piece in range(PIECES):
        weights[f"ballast{piece}"] = random.normal(0, 1, (512, width)).astype(np.float32)
        nodes.insert(0, Node("MatMul", f"wide{piece} small", f"style{piece}"))
        nodes.insert(0, Node("MatMul", f"source ballast{piece}", f"wide{piece}"))
        styles.append(f"style{piece}")
    nodes.insert(2 * PIECES, Node("Sum", " ".join(styles), "style"))
    weights["emap"] = np.eye(512, dtype=np.float32)  # the last: InsightFace looks for it there
    ends = {"target": (1, 3, 128, 128), "source": (1, 512)}
    return _save(path, nodes, ends, {"output": (1, 3, 128, 128)}, weights)


def _recogniser(path: Path) -> Path:
    """Means of a grid of the face, mixed."""
    weights: dict[str, Array] = {
        "mix": np.random.default_rng(1).normal(0, 1, (147, 512)).astype(np.float32),
    }
    nodes = [
        Node("AveragePool", "face", "grid", {"kernel_shape": [16, 16], "strides": [16, 16]}),
        Node("Flatten", "grid", "flat"),
        Node("MatMul", "flat mix", "values"),
    ]
    return _save(path, nodes, {"face": (1, 3, 112, 112)}, {"values": (1, 512)}, weights)


def _restorer(path: Path) -> Path:
    """The face, a little darker."""
    weights: dict[str, Array] = {"less": np.array([0.9], np.float32)}
    shape = (1, 3, 512, 512)
    return _save(
        path, [Node("Mul", "input less", "output")], {"input": shape}, {"output": shape}, weights
    )


def _save(
    path: Path, nodes: Sequence[Node], inputs: Sizes, outputs: Sizes, weights: Mapping[str, Array]
) -> Path:
    try:
        from onnx import TensorProto, helper, numpy_helper, save
    except ImportError as error:
        raise ModelError('stand-ins are made with the package onnx: pip install "onnx"') from error

    def ends(sizes: Sizes) -> list[Any]:
        kind = TensorProto.FLOAT
        return [helper.make_tensor_value_info(name, kind, size) for name, size in sizes.items()]

    made = [
        helper.make_node(node.kind, node.takes.split(), [node.gives], **node.attributes)
        for node in nodes
    ]
    constants = [numpy_helper.from_array(value, name) for name, value in weights.items()]
    graph = helper.make_graph(made, "stand-in", ends(inputs), ends(outputs), constants)
    opset = helper.make_opsetid("", _OPSET)
    save(helper.make_model(graph, opset_imports=[opset], ir_version=_IR), str(path))
    return path
