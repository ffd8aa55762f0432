"""inswapper's matrix, read out of its file.

InsightFace keeps the matrix that turns an embedding into a latent among the graph's initializers,
and reads the last one. Tools that convert files move it, so it is found by its shape here.
"""

from __future__ import annotations

import mmap
from pathlib import Path

import numpy as np

from app.frame import Floats
from app.inference.files import damaged
from app.inference.protobuf import Field, fields, opened, packed, text

SHAPE = 512, 512
_GRAPH, _NODE, _INITIALIZER, _NODE_INPUT = 7, 1, 5, 1
_DIMS, _TYPE, _FLOATS, _INT32S, _NAME, _RAW = 1, 2, 4, 5, 8, 9
_FLOAT, _FLOAT16, _DOUBLE = 1, 10, 11
_DTYPES = {_FLOAT: "<f4", _FLOAT16: "<f2", _DOUBLE: "<f8"}


def read_emap(path: Path) -> Floats:
    """``(512, 512)`` float32, whatever precision the file has.

    Raises:
        ModelError: The file cannot be read, is no ONNX file, or has no such matrix.
    """
    with opened(path) as data:
        graph = next(fields(data, 0, len(data), _GRAPH), None)
        if graph is None:
            raise damaged(path, "holds no network")
        found: dict[str, list[Field]] = {}
        used: set[str] = set()
        for part in fields(data, graph.start, graph.end, _NODE, _INITIALIZER):
            if part.number == _NODE:
                inputs = fields(data, part.start, part.end, _NODE_INPUT)
                used |= {text(data, one) for one in inputs}
                continue
            tensor = list(fields(data, part.start, part.end))
            if _shape(data, tensor) == SHAPE:
                found[next((text(data, f) for f in tensor if f.number == _NAME), "")] = tensor
        if not found:
            raise damaged(path, "has no matrix of 512 by 512", "faces go through it")
        # No node uses it: what a node uses is a layer that happens to have this shape.
        spare = [name for name in found if name not in used] or list(found)
        return _values(data, found[spare[-1]], path)


def _values(data: mmap.mmap, tensor: list[Field], path: Path) -> Floats:
    kind = next((f.value for f in tensor if f.number == _TYPE), _FLOAT)
    raw = b"".join(data[f.start : f.end] for f in tensor if f.number == _RAW)
    if raw and kind in _DTYPES:
        values = np.frombuffer(raw, _DTYPES[kind])
    elif kind == _FLOAT:
        floats = [data[f.start : f.end] for f in tensor if f.number == _FLOATS]
        values = np.frombuffer(b"".join(floats), "<f4")
    elif kind == _FLOAT16:
        bits = [v for f in tensor if f.number == _INT32S for v in packed(data, f)]
        values = np.array(bits, np.uint16).view(np.float16)
    else:
        raise damaged(path, "keeps its matrix in a type that is not known", str(kind))
    emap = values.astype(np.float32).reshape(SHAPE)
    if not np.isfinite(emap).all():
        raise damaged(path, "has a matrix of values that are no numbers")
    return np.asarray(emap, np.float32)


def _shape(data: mmap.mmap, tensor: list[Field]) -> tuple[int, ...]:
    return tuple(v for f in tensor if f.number == _DIMS for v in packed(data, f))
