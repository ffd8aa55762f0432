"""How large a network is and how much it computes, counted from its graph.

A multiply and an add are two floating-point operations, so GFLOPs are twice the multiply-adds in
10^9. Counted are convolutions and products of matrices; all that works element by element
(activations, normalisations, sums, resizing) is left out, as the field's tables do: below one
percent in networks of this kind. What lies in the branches of ``If`` and ``Loop`` is not counted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import ModelError

KEPT = 1024
"""Values of a constant that shapes may be computed from; larger ones are weights."""

Shapes = Mapping[str, tuple[int | None, ...]]


@dataclass(frozen=True, slots=True)
class Cost:
    """
    Attributes:
        parameters: Numbers in floating point that the file brings along, each once.
        gflops: Of one run; NaN where a shape that it depends on is not known.
    """

    parameters: int
    gflops: float


def count(path: Path, inputs: Mapping[str, Sequence[int]] | None = None) -> Cost:
    """
    Args:
        path: An ONNX file.
        inputs: Sizes of inputs that the file leaves open, by its own names; sizes that are open and
            not named are 1.

    Raises:
        ModelError: The package onnx is missing, or the file is no network.
    """
    try:
        import onnx
        import onnx.shape_inference
    except ImportError as error:
        raise ModelError('counting needs the package onnx: pip install "onnx"') from error
    try:
        model = onnx.load(str(path), load_external_data=False)
        _fix_sizes(model, inputs or {})
        parameters = sum(_floats(model, onnx))
        _drop_weights(model)
        model = onnx.shape_inference.infer_shapes(model, data_prop=True)
    except Exception as error:  # protobuf's and onnx's errors share no base but this
        what = str(error).splitlines() or [type(error).__name__]
        raise ModelError(f"{path} cannot be counted ({what[0][:120]})") from error
    shapes = dict(_shapes(model))
    macs = sum(
        COUNTED[node.op_type](node, shapes) for node in model.graph.node if node.op_type in COUNTED
    )
    return Cost(parameters, 2e-9 * macs)


def _fix_sizes(model: Any, inputs: Mapping[str, Sequence[int]]) -> None:
    """One run of known size; the outputs' declared sizes may say otherwise, and go."""
    for value in model.graph.input:
        known = inputs.get(value.name, ())
        for at, size in enumerate(value.type.tensor_type.shape.dim):
            if at < len(known):
                size.dim_value = known[at]
            elif not size.dim_value:
                size.dim_value = 1
    for value in model.graph.output:
        value.type.tensor_type.ClearField("shape")
    del model.graph.value_info[:]


def _constants(model: Any) -> Iterator[Any]:
    yield from model.graph.initializer
    for node in model.graph.node:
        if node.op_type == "Constant":
            yield from (each.t for each in node.attribute if each.name == "value")


def _floats(model: Any, onnx: Any) -> Iterator[int]:
    kinds = onnx.TensorProto
    floating = {kinds.FLOAT, kinds.FLOAT16, kinds.BFLOAT16, kinds.DOUBLE}
    for tensor in _constants(model):
        if tensor.data_type in floating:
            yield math.prod(tensor.dims)


def _drop_weights(model: Any) -> None:
    """Shape inference copies the model twice, and needs only the constants that are sizes."""
    for tensor in _constants(model):
        if math.prod(tensor.dims) > KEPT:
            for field in ("raw_data", "float_data", "int32_data", "double_data", "int64_data"):
                tensor.ClearField(field)


def _shapes(model: Any) -> Iterator[tuple[str, tuple[int | None, ...]]]:
    graph = model.graph
    for tensor in graph.initializer:
        yield tensor.name, tuple(tensor.dims)
    for value in (*graph.input, *graph.output, *graph.value_info):
        kind = value.type.tensor_type
        if kind.HasField("shape"):
            yield (
                value.name,
                tuple(d.dim_value if d.HasField("dim_value") else None for d in kind.shape.dim),
            )


def _size(shapes: Shapes, name: str) -> float:
    """How many values; NaN where that is not known."""
    shape = shapes.get(name)
    if shape is None or None in shape:
        return math.nan
    return float(math.prod(size for size in shape if size is not None))


def _along(shapes: Shapes, name: str, axis: int) -> float:
    """One size of a tensor."""
    shape = shapes.get(name, ())
    size = shape[axis] if -len(shape) <= axis < len(shape) else None
    return math.nan if size is None else float(size)


def _convolution(node: Any, shapes: Shapes) -> float:
    """Each value of the output is a sum over a kernel: weights are (out, in / groups, kernel…)."""
    weights = _size(shapes, node.input[1]) / _along(shapes, node.input[1], 0)
    return _size(shapes, node.output[0]) * weights


def _transposed(node: Any, shapes: Shapes) -> float:
    """Each value of the input is spread by a kernel: weights are (in, out / groups, kernel…)."""
    weights = _size(shapes, node.input[1]) / _along(shapes, node.input[1], 0)
    return _size(shapes, node.input[0]) * weights


def _gemm(node: Any, shapes: Shapes) -> float:
    turned = any(each.name == "transA" and each.i for each in node.attribute)
    return _size(shapes, node.output[0]) * _along(shapes, node.input[0], 0 if turned else 1)


def _product(node: Any, shapes: Shapes) -> float:
    """Of matrices, one or a batch of them."""
    return _size(shapes, node.output[0]) * _along(shapes, node.input[0], -1)


COUNTED: Mapping[str, Callable[[Any, Shapes], float]] = {
    "Conv": _convolution,
    "ConvTranspose": _transposed,
    "Gemm": _gemm,
    "MatMul": _product,
}
