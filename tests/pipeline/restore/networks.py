"""Restorers to try: real networks in ONNX whose work can be told from the picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.support import nets

make_node = nets.onnx.helper.make_node


def save(
    path: Path,
    nodes: list,
    constants: dict[str, np.ndarray] | None = None,
    *,
    side: int = 512,
    dtype: str = "float32",
    weight: str | None = None,
    names: tuple[str, str, str] = ("input", "weight", "output"),
    batch: int | str = 1,
) -> Path:
    """A network of `nodes` from ``in``, and ``share`` where it has a weight, to ``out``."""
    face, second, result = names
    inputs = [nets.tensor(face, (batch, 3, side, side), dtype)]
    begin = [make_node("Cast", [face], ["in"], to=1)]
    if weight is not None:
        inputs.append(nets.tensor(second, (1,), weight))
        begin.append(make_node("Cast", [second], ["share"], to=1))
    to = nets.onnx.helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    end = [make_node("Cast", ["out"], [result], to=to)]
    given = [nets.constant(name, value) for name, value in (constants or {}).items()]
    outputs = [nets.tensor(result, (batch, 3, side, side), dtype)]
    return nets.save(path, [*begin, *nodes, *end], inputs, outputs, given)


def identity(path: Path, **how) -> Path:
    return save(path, [make_node("Identity", ["in"], ["out"])], **how)


def shifted(path: Path, rgb: tuple[float, float, float], **how) -> Path:
    """Adds to red, green and blue, of a range from -1 to 1."""
    by = np.array(rgb, np.float32).reshape(1, 3, 1, 1)
    return save(path, [make_node("Add", ["in", "by"], ["out"])], {"by": by}, **how)


def patterned(path: Path, pattern: np.ndarray, **how) -> Path:
    """Adds a picture of its own, ``(3, side, side)`` in a range from -1 to 1."""
    return save(
        path, [make_node("Add", ["in", "by"], ["out"])], {"by": pattern[None].astype("f4")}, **how
    )


def filtered(path: Path, kernel: np.ndarray, **how) -> Path:
    """Every channel under `kernel`, with the edges' pixels going on."""
    side = kernel.shape[0] // 2
    pads = np.array([0, 0, side, side, 0, 0, side, side], np.int64)
    kernels = np.broadcast_to(kernel, (3, 1, *kernel.shape)).astype(np.float32).copy()
    return save(
        path,
        [
            make_node("Pad", ["in", "pads"], ["padded"], mode="edge"),
            make_node("Conv", ["padded", "kernels"], ["out"], group=3),
        ],
        {"pads": pads, "kernels": kernels},
        **how,
    )


def blurred(path: Path, **how) -> Path:
    return filtered(path, np.full((9, 9), 1 / 81, np.float32), **how)


def sharpening(path: Path, amount: float = 1.5, **how) -> Path:
    kernel = -np.full((5, 5), amount / 25, np.float32)
    kernel[2, 2] += 1 + amount
    return filtered(path, kernel, **how)


def weighted(path: Path, weight: str = "float64", **how) -> Path:
    """CodeFormer's shape: darker by a half where the weight is 0, untouched where it is 1."""
    return save(
        path,
        [
            make_node("Sub", ["share", "one"], ["less"]),
            make_node("Mul", ["less", "half"], ["by"]),
            make_node("Add", ["in", "by"], ["out"]),
        ],
        {"one": np.array([1], np.float32), "half": np.array([0.5], np.float32)},
        weight=weight,
        **how,
    )


def failing(path: Path, how: str) -> Path:
    """Does well in the warm-up, which has no dark pixels, and fails on a picture that has some."""
    black = [
        make_node("ReduceMin", ["in"], ["least"], keepdims=0),
        make_node("Less", ["least", "limit"], ["dark"]),
    ]
    bad = {
        "black": [make_node("Mul", ["in", "zero"], ["z"]), make_node("Sub", ["z", "one"], ["bad"])],
        "constant": [make_node("Mul", ["in", "zero"], ["bad"])],
        "not a number": [
            make_node("Div", ["in", "zero"], ["z"]),
            make_node("Sub", ["z", "z"], ["bad"]),
        ],
        "noise": [make_node("RandomUniformLike", ["in"], ["bad"], low=-1.0, high=1.0)],
        "inverted": [make_node("Neg", ["in"], ["bad"])],
        "another place": [
            make_node("Slice", ["in", "from", "to", "axes"], ["right"]),
            make_node("Slice", ["in", "start", "from", "axes"], ["left"]),
            make_node("Concat", ["right", "left"], ["bad"], axis=3),
        ],
    }
    constants = {
        "limit": np.array(-0.2, np.float32),
        "zero": np.array(0, np.float32),
        "one": np.array(1, np.float32),
    }
    if how == "out of memory":
        # 40 terabytes, where it is dark.
        constants |= {"much": np.array(10**13, np.int64), "few": np.array([1], np.int64)}
        nodes = [
            *black,
            make_node("Cast", ["dark"], ["count"], to=7),
            make_node("Mul", ["count", "much"], ["more"]),
            make_node("Add", ["more", "few"], ["size"]),
            make_node("ConstantOfShape", ["size"], ["heap"]),
            make_node("ReduceMax", ["heap"], ["nothing"], keepdims=0),
            make_node("Add", ["in", "nothing"], ["out"]),
        ]
        del constants["zero"], constants["one"]
    else:
        nodes = [*black, *bad[how], make_node("Where", ["dark", "bad", "in"], ["out"])]
        if how == "another place":
            ends = {"start": 0, "from": 200, "to": 512, "axes": 3}
            constants |= {name: np.array([value], np.int64) for name, value in ends.items()}
    used = {name for node in nodes for name in node.input}
    return save(path, nodes, {name: v for name, v in constants.items() if name in used})
