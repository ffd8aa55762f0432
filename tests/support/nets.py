"""Small real networks in ONNX, with the inputs and outputs of the large ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="the tests' networks need it: pip install onnx")

Shape = Sequence[int | str]


def tensor(name: str, shape: Shape, dtype: str = "float32") -> onnx.ValueInfoProto:
    kind = onnx.helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    return onnx.helper.make_tensor_value_info(name, kind, list(shape))


def save(path: Path, nodes: list[onnx.NodeProto], inputs, outputs, initializers=()) -> Path:
    graph = onnx.helper.make_graph(nodes, "test", inputs, outputs, list(initializers))
    model = onnx.helper.make_model(
        graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8
    )
    onnx.save(model, str(path))
    return path


def constant(name: str, value: np.ndarray) -> onnx.TensorProto:
    return onnx.numpy_helper.from_array(value, name)


def restorer(
    path: Path,
    side: int = 512,
    names: tuple[str, str] = ("input", "output"),
    dtype: str = "float32",
    batch: int | str = 1,
) -> Path:
    """GFPGAN's shape; gives back what it gets."""
    node = onnx.helper.make_node("Identity", [names[0]], [names[1]])
    ends = [tensor(name, (batch, 3, side, side), dtype) for name in names]
    return save(path, [node], ends[:1], ends[1:])


def inswapper(
    path: Path, side: int = 128, latent: int = 512, megabytes: float = 0, output: str = "output"
) -> Path:
    """inswapper's shape: the target, lighter by the mean of the source.

    Args:
        megabytes: Of weights that it carries along and uses, for tests of memory.
    """
    nodes = [
        onnx.helper.make_node("ReduceMean", ["source"], ["mean"], keepdims=1),
        onnx.helper.make_node("MatMul", ["source", "ballast"], ["product"]),
        onnx.helper.make_node("ReduceMean", ["product"], ["nothing"], keepdims=1),
        onnx.helper.make_node("Add", ["mean", "nothing"], ["lighter"]),
        onnx.helper.make_node("Reshape", ["lighter", "one"], ["scalar"]),
        onnx.helper.make_node("Add", ["target", "scalar"], [output]),
    ]
    width = max(int(megabytes * 1e6 / 4 / latent), 1)
    ballast = np.random.default_rng(0).uniform(-1, 1, (latent, width)).astype(np.float32)
    ballast -= ballast.mean(axis=1, keepdims=True)
    return save(
        path,
        nodes,
        [tensor("target", (1, 3, side, side)), tensor("source", (1, latent))],
        [tensor(output, (1, 3, side, side))],
        [constant("one", np.array([1], np.int64)), constant("ballast", ballast)],
    )
