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


def pixelwise(
    path: Path,
    weights: np.ndarray,
    side: int,
    *,
    bias: Sequence[float] | None = None,
    names: tuple[str, str] = ("input", "output"),
    nhwc: bool = False,
) -> Path:
    """Every pixel's channels are sums of its own: ``weights @ (c0, c1, c2) + bias``.

    Args:
        weights: ``(channels, 3)``.
        nhwc: Takes and gives ``(1, side, side, channels)``.
    """
    channels = len(weights)
    kernel = np.asarray(weights, np.float32)[:, :, None, None]
    add = np.zeros(channels, np.float32) if bias is None else np.asarray(bias, np.float32)
    values = [constant("kernel", kernel), constant("bias", add)]
    ends = [(1, side, side, 3), (1, side, side, channels)]
    if not nhwc:
        ends = [(shape[0], shape[3], *shape[1:3]) for shape in ends]
    inner = ("planes", "made") if nhwc else names
    nodes = [onnx.helper.make_node("Conv", [inner[0], "kernel", "bias"], [inner[1]])]
    if nhwc:
        make = onnx.helper.make_node
        nodes.insert(0, make("Transpose", [names[0]], [inner[0]], perm=(0, 3, 1, 2)))
        nodes.append(make("Transpose", [inner[1]], [names[1]], perm=(0, 2, 3, 1)))
    inputs, outputs = ([tensor(name, shape)] for name, shape in zip(names, ends, strict=True))
    return save(path, nodes, inputs, outputs, values)


def dfm(
    path: Path,
    side: int = 224,
    *,
    picture: np.ndarray | None = None,
    masks: tuple[np.ndarray, np.ndarray] | None = None,
    gain: Sequence[float] = (1, 1, 1),
    morph: bool = True,
    share: float = 0.75,
    face: str = "in_face:0",
    fault: str = "",
) -> Path:
    """A DeepFaceLive character: the wearer's face times `gain`, and so far as the morph says, or
    `share`, `picture` instead.

    Args:
        picture: ``(side, side, 3)`` float32 BGR 0..1; white by default.
        masks: The face's and the celebrity's, ``(side, side)`` float32; ones by default.
        fault: For pictures with a black pixel, which the warm-up's have not: ``nan`` in the mask,
            ``nan picture``, or a picture of another ``size``.
    """
    make = onnx.helper.make_node
    white = np.ones((side, side, 3), np.float32)
    ones = np.ones((side, side), np.float32)
    shown = white if picture is None else np.asarray(picture, np.float32)
    face_mask, celebrity_mask = masks or (ones, ones)
    values = [
        constant("gain", np.array(gain, np.float32)),
        constant("shown", shown[None]),
        constant("face_mask", face_mask[None, ..., None].astype(np.float32)),
        constant("celebrity_mask", celebrity_mask[None, ..., None].astype(np.float32)),
        constant("share", np.array([share], np.float32)),
        constant("zero", np.zeros(1, np.float32)),
    ]
    nodes = [
        make("ReduceMin", [face], ["least"], keepdims=0),
        make("Div", ["zero", "least"], ["nothing"]),  # 0, or no number
        make("Mul", [face, "gain"], ["scaled"]),
        make("Sub", ["shown", "scaled"], ["apart"]),
        make("Mul", ["apart", "morph_value:0" if morph else "share"], ["moved"]),
        make("Add", ["scaled", "moved"], ["drawn"]),
    ]
    mask, drawn = "face_mask", "drawn"
    if fault == "nan":
        mask = "faulty_mask"
        nodes.append(make("Add", ["face_mask", "nothing"], [mask]))
    elif fault == "nan picture":
        drawn = "faulty"
        nodes.append(make("Add", ["drawn", "nothing"], [drawn]))
    elif fault == "size":
        drawn = "faulty"
        values += [
            constant("dark", np.float32(0.1)),
            constant("start", np.array([0], np.int64)),
            constant("axis", np.array([1], np.int64)),
            constant("side", np.array([side], np.int64)),
        ]
        nodes += [
            make("Less", ["least", "dark"], ["is_dark"]),
            make("Cast", ["is_dark"], ["less"], to=onnx.TensorProto.INT64),
            make("Sub", ["side", "less"], ["end"]),
            make("Slice", ["drawn", "start", "end", "axis"], [drawn]),
        ]
    ends = [
        ("out_face_mask:0", mask, (1, side, side, 1)),
        ("out_celeb_face:0", drawn, (1, "h" if fault == "size" else side, side, 3)),
        ("out_celeb_face_mask:0", "celebrity_mask", (1, side, side, 1)),
    ]
    nodes += [make("Identity", [inner], [name]) for name, inner, _ in ends]
    inputs = [tensor(face, ("batch", side, side, 3))]
    if morph:
        inputs.append(tensor("morph_value:0", (1,)))
    return save(path, nodes, inputs, [tensor(name, shape) for name, _, shape in ends], values)


def halved(
    path: Path, side: int = 128, gain: float = 1.0, swap: bool = False, cast: float = 0.0
) -> Path:
    """inswapper's shape in half precision: the target, lighter by the mean of the source.

    Args:
        gain: By which values are made larger on the way, and smaller again: half precision ends at
            65504.
        swap: Red and blue change places.
        cast: By which red is more than it should be.
    """
    make = onnx.helper.make_node
    half = onnx.TensorProto.FLOAT16
    order = np.array([2, 1, 0] if swap else [0, 1, 2], np.int64)
    tint = np.array([cast, 0, 0], np.float16).reshape(1, 3, 1, 1)
    nodes = [
        make("Cast", ["target"], ["small"], to=half),
        make("Cast", ["source"], ["who"], to=half),
        make("ReduceMean", ["who"], ["mean"], keepdims=1),
        make("Reshape", ["mean", "one"], ["scalar"]),
        make("Gather", ["small", "order"], ["planes"], axis=1),
        make("Mul", ["planes", "gain"], ["large"]),
        make("Div", ["large", "gain"], ["back"]),
        make("Add", ["back", "tint"], ["tinted"]),
        make("Add", ["tinted", "scalar"], ["made"]),
        make("Cast", ["made"], ["output"], to=onnx.TensorProto.FLOAT),
    ]
    return save(
        path,
        nodes,
        [tensor("target", (1, 3, side, side)), tensor("source", (1, 512))],
        [tensor("output", (1, 3, side, side))],
        [
            constant("one", np.array([1], np.int64)),
            constant("order", order),
            constant("gain", np.array(gain, np.float16)),
            constant("tint", tint),
        ],
    )


def described(
    path: Path,
    side: int = 64,
    *,
    names: tuple[str, str, str] = ("img", "id", "out"),
    nhwc: bool = False,
    gain: Sequence[float] = (1, 1, 1),
    lift: Sequence[float] = (0, 0, 0),
    at: int = 0,
    emap: np.ndarray | None = None,
    mask: np.ndarray | None = None,
    dtype: str = "float32",
) -> Path:
    """A swap network as a licensee might have it: ``target * gain + source[at] * lift``, channel by
    channel in the network's own order.

    Args:
        emap: ``(512, 512)``, carried along and used by nothing, as inswapper does.
        mask: ``(side, side)``, given as it is as the output ``mask``.
    """
    make = onnx.helper.make_node
    target, source, output = names
    kind = np.dtype(dtype)
    channels = (1, 1, 1, 3) if nhwc else (1, 3, 1, 1)
    shape = (1, side, side, 3) if nhwc else (1, 3, side, side)
    values = [
        constant("gain", np.array(gain, kind).reshape(channels)),
        constant("lift", np.array(lift, kind).reshape(channels)),
        constant("at", np.array([at], np.int64)),
        constant("scalar", np.array([1, 1, 1, 1], np.int64)),
    ]
    nodes = [
        make("Gather", [source, "at"], ["picked"], axis=1),
        make("Reshape", ["picked", "scalar"], ["one"]),
        make("Mul", ["one", "lift"], ["moved"]),
        make("Mul", [target, "gain"], ["scaled"]),
        make("Add", ["scaled", "moved"], [output]),
    ]
    outputs = [tensor(output, shape, dtype)]
    if mask is not None:
        flat = (1, side, side, 1) if nhwc else (1, 1, side, side)
        values.append(constant("seen", mask.astype(kind).reshape(flat)))
        nodes.append(make("Identity", ["seen"], ["mask"]))
        outputs.append(tensor("mask", flat, dtype))
    if emap is not None:
        values.append(constant("emap", emap.astype(kind)))
    inputs = [tensor(target, shape, dtype), tensor(source, (1, 512), dtype)]
    return save(path, nodes, inputs, outputs, values)


def constant_recogniser(path: Path, vector: np.ndarray) -> Path:
    """ArcFace's shape; sees the same person in every face."""
    make = onnx.helper.make_node
    nodes = [
        make("ReduceMean", ["input.1"], ["mean"], axes=[2, 3], keepdims=0),
        make("ReduceMean", ["mean"], ["level"], axes=[1], keepdims=1),
        make("Mul", ["level", "zero"], ["nothing"]),
        make("Add", ["nothing", "vector"], ["683"]),
    ]
    values = [
        constant("zero", np.zeros((1, 1), np.float32)),
        constant("vector", vector.astype(np.float32)[None]),
    ]
    ends = [tensor("input.1", ("batch", 3, 112, 112))], [tensor("683", ("batch", len(vector)))]
    return save(path, nodes, *ends, values)
