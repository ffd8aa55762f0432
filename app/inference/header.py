"""What an ONNX file says that it takes and gives, without loading it."""

from __future__ import annotations

import mmap
from pathlib import Path

from app.inference.contract import Node, Size
from app.inference.files import check_kind, damaged
from app.inference.protobuf import Field, fields, opened, text

_GRAPH = 7
_INITIALIZER, _INPUT, _OUTPUT = 5, 11, 12
_TENSOR_NAME = 8
_DTYPES = {1: "float32", 7: "int64", 10: "float16", 11: "float64"}
"""TensorProto.DataType → numpy's name, of those that our networks have."""


def read_header(path: Path) -> tuple[list[Node], list[Node]]:
    """Inputs and outputs, as `app.inference.contract.bind` takes them.

    Raises:
        ModelError: The file cannot be read, is cut off, or is no ONNX.
    """
    check_kind(path)
    inputs: list[Node] = []
    outputs: list[Node] = []
    weights: set[str] = set()
    with opened(path) as data:
        for graph in fields(data, 0, len(data), _GRAPH):
            for part in fields(data, graph.start, graph.end, _INITIALIZER, _INPUT, _OUTPUT):
                if part.number == _INITIALIZER:
                    names = fields(data, part.start, part.end, _TENSOR_NAME)
                    weights.update(text(data, name) for name in names)
                else:
                    (inputs if part.number == _INPUT else outputs).append(_node(data, part))
    if not outputs:
        raise damaged(path, "holds no network")
    # Files of older versions name their weights among the inputs.
    return [node for node in inputs if node.name not in weights], outputs


def _node(data: mmap.mmap, value_info: Field) -> Node:
    name, dtype = "", ""
    shape: list[Size] = []
    for part in fields(data, value_info.start, value_info.end, 1, 2):
        if part.number == 1:
            name = text(data, part)
            continue
        for tensor in fields(data, part.start, part.end, 1):
            for field in fields(data, tensor.start, tensor.end, 1, 2):
                if field.number == 1:
                    dtype = _DTYPES.get(field.value, f"type {field.value}")
                else:
                    shape = [_size(data, dim) for dim in fields(data, field.start, field.end, 1)]
    return Node(name, tuple(shape), dtype)


def _size(data: mmap.mmap, dimension: Field) -> Size:
    """None where the file has a name for it, or nothing."""
    known = fields(data, dimension.start, dimension.end, 1)
    return next((field.value for field in known), None)
