"""Parameters and GFLOPs, against graphs that are counted by hand."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from app.errors import ModelError
from app.evaluation.graph import count
from tests.support import nets

make = nets.onnx.helper.make_node


def weights(name: str, *shape: int, dtype: type = np.float32):
    return nets.constant(name, np.full(shape, 0.5, dtype))


def test_a_convolution(tmp_path: Path) -> None:
    """3 to 16 channels, 3 × 3, every second pixel of 32 × 32: 16·16·16 values of 27 products."""
    path = nets.save(
        tmp_path / "a.onnx",
        [make("Conv", ["x", "w", "b"], ["y"], strides=[2, 2], pads=[1, 1, 1, 1])],
        [nets.tensor("x", (1, 3, 32, 32))],
        [nets.tensor("y", (1, 16, 16, 16))],
        [weights("w", 16, 3, 3, 3), weights("b", 16)],
    )
    cost = count(path)
    assert cost.parameters == 16 * 27 + 16
    assert cost.gflops == pytest.approx(2 * 16 * 16 * 16 * 27 / 1e9)


def test_groups_divide(tmp_path: Path) -> None:
    """Depthwise: each of 8 channels for itself."""
    path = nets.save(
        tmp_path / "a.onnx",
        [make("Conv", ["x", "w"], ["y"], group=8, pads=[1, 1, 1, 1])],
        [nets.tensor("x", (1, 8, 10, 10))],
        [nets.tensor("y", (1, 8, 10, 10))],
        [weights("w", 8, 1, 3, 3)],
    )
    assert count(path).gflops == pytest.approx(2 * 8 * 100 * 9 / 1e9)


def test_a_transposed_convolution(tmp_path: Path) -> None:
    """Each of 4·5·5 inputs is spread over 2 channels of 4 × 4."""
    path = nets.save(
        tmp_path / "a.onnx",
        [make("ConvTranspose", ["x", "w"], ["y"], strides=[2, 2], pads=[1, 1, 1, 1])],
        [nets.tensor("x", (1, 4, 5, 5))],
        [nets.tensor("y", (1, 2, 10, 10))],
        [weights("w", 4, 2, 4, 4)],
    )
    cost = count(path)
    assert cost.parameters == 4 * 2 * 16
    assert cost.gflops == pytest.approx(2 * (4 * 5 * 5) * (2 * 16) / 1e9)


@pytest.mark.parametrize("turned", [0, 1])
def test_gemm_and_products_of_matrices(tmp_path: Path, turned: int) -> None:
    """1 × 512 by 512 × 64; then two heads of 8 × 16 by 16 × 4; the sum does not count."""
    first = (512, 1) if turned else (1, 512)
    path = nets.save(
        tmp_path / "a.onnx",
        [
            make("Gemm", ["x", "w", "b"], ["y"], transA=turned),
            make("MatMul", ["q", "k"], ["s"]),
            make("Relu", ["s"], ["t"]),
            make("Add", ["t", "t"], ["u"]),
        ],
        [nets.tensor("x", first), nets.tensor("q", (1, 2, 8, 16)), nets.tensor("k", (1, 2, 16, 4))],
        [nets.tensor("y", (1, 64)), nets.tensor("u", (1, 2, 8, 4))],
        [weights("w", 512, 64), weights("b", 64)],
    )
    cost = count(path)
    assert cost.parameters == 512 * 64 + 64
    assert cost.gflops == pytest.approx(2 * (512 * 64 + 2 * 8 * 4 * 16) / 1e9)


def test_open_sizes_and_shapes_that_follow(tmp_path: Path) -> None:
    """The picture's size is open, and resized by a constant before the second convolution."""
    path = nets.save(
        tmp_path / "a.onnx",
        [
            make("Conv", ["x", "w"], ["y"], pads=[1, 1, 1, 1]),
            make("Resize", ["y", "", "scales"], ["z"]),
            make("Conv", ["z", "v"], ["out"], pads=[1, 1, 1, 1]),
        ],
        [nets.tensor("x", ("n", 3, "h", "w"))],
        [nets.tensor("out", ("n", 5, "a", "b"))],
        [
            weights("w", 4, 3, 3, 3, dtype=np.float32),
            weights("v", 5, 4, 3, 3),
            nets.constant("scales", np.array([1, 1, 2, 2], np.float32)),
        ],
    )
    cost = count(path, {"x": (1, 3, 20, 10)})
    assert cost.gflops == pytest.approx(2 * (4 * 200 * 27 + 5 * 800 * 36) / 1e9)
    assert cost.parameters == 4 * 27 + 5 * 36 + 4  # the scales are numbers, too
    larger = count(path, {"x": (1, 3, 40, 20)})
    assert larger.gflops == pytest.approx(4 * cost.gflops)


def test_weights_in_half_precision_and_in_constants(tmp_path: Path) -> None:
    held = nets.onnx.numpy_helper.from_array(np.ones((600, 4), np.float16))
    path = nets.save(
        tmp_path / "a.onnx",
        [make("Constant", [], ["w"], value=held), make("MatMul", ["x", "w"], ["y"])],
        [nets.tensor("x", (2, 600), "float16")],
        [nets.tensor("y", (2, 4), "float16")],
        [nets.constant("sizes", np.arange(3))],
    )
    cost = count(path)
    assert cost.parameters == 2400  # of which the index list is none
    assert cost.gflops == pytest.approx(2 * 2 * 4 * 600 / 1e9)


def test_what_cannot_be_known_is_no_number(tmp_path: Path) -> None:
    """A shape that comes from the data."""
    path = nets.save(
        tmp_path / "a.onnx",
        [
            make("NonZero", ["x"], ["where"]),
            make("Cast", ["where"], ["floats"], to=nets.onnx.TensorProto.FLOAT),
            make("MatMul", ["w", "floats"], ["y"]),
        ],
        [nets.tensor("x", (4, 4))],
        [nets.tensor("y", (3, "n"))],
        [weights("w", 3, 2)],
    )
    cost = count(path)
    assert cost.parameters == 6
    assert math.isnan(cost.gflops)


def test_files_that_are_no_networks(tmp_path: Path) -> None:
    path = tmp_path / "a.onnx"
    path.write_bytes(b"<!doctype html>")
    with pytest.raises(ModelError, match=r"cannot be counted[^\n]*$"):
        count(path)
