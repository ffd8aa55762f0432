"""Networks of buffalo_l's shapes that read painted marks: a small bright red square, and a blue one
below it as the head stands. What comes out depends on where they are, which way up, and in which
channel, so a wrong turn, crop, scale or order of colours is a wrong answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from app.frame import Image
from app.models.manager import ModelManager
from app.models.registry import Registry
from app.models.store import ModelStore
from app.pipeline.track.analysis import turns
from tests.support.nets import constant, onnx, save, tensor

CELL = 8
"""Side of a mark: one cell of the detector's finest grid."""
DOWN = 4
"""Cells from the red mark to the blue one."""
RED, BLUE = (0, 0, 255), (255, 0, 0)
BOX = (40.0, 16.0, 56.0, 104.0)
"""Pixels from the red mark's corner to the left, upper, right and lower edge of the face."""
POINTS = ((-16.0, 24.0), (32.0, 24.0), (8.0, 48.0), (-10.0, 72.0), (26.0, 72.0))
"""Pixels from the same corner to the five points."""
ANGLES = (8.0, -20.0, 5.0)
"""Pitch, yaw, roll that the stand-in of 1k3d68 reads, as InsightFace says them."""
AGE = 31
make = onnx.helper.make_node


def paint(image: Image, x: int, y: int, quarters: int = 0) -> Image:
    """A copy with the marks of one face.

    Args:
        image: ``(h, w, 3)``; sides are multiples of 8.
        x, y: Upper left corner of the red mark, multiples of 8, in the picture turned by
            `quarters`: the face stands upright there.
        quarters: By which the picture has to be turned counter-clockwise for the face to stand.
    """
    up = np.ascontiguousarray(turns.turned(image, quarters)).copy()
    up[y : y + CELL, x : x + CELL] = RED
    up[y + DOWN * CELL : y + (DOWN + 1) * CELL, x : x + CELL] = BLUE
    return turns.turned(up, -quarters).copy()


def scrfd(
    path: Path,
    box: Sequence[float] = BOX,
    points: Sequence[tuple[float, float]] = POINTS,
    gain: float = 1.0,
    fault: str = "",
) -> Path:
    """SCRFD with nine outputs, which sees painted marks.

    Args:
        box, points: Of the face, see `BOX` and `POINTS`.
        gain: Score of a perfect mark.
        fault: Where there is a mark: ``nan`` in the boxes, ``fails`` at the run, ``huge`` boxes.
            Always: ``rows`` (too few anchors), ``everywhere`` (all scores 0.9), ``stuck`` (one
            face in the middle whatever the picture shows), ``blind`` (all scores 0).
    """
    nodes = [
        make("Mul", ["image", "levels"], ["scaled"]),
        make("Add", ["scaled", "middle"], ["shown"]),  # 0..1, RGB
    ]
    values = [
        constant("levels", np.float32(128 / 255)),
        constant("middle", np.float32(0.5)),
        constant("one", np.float32(1)),
        constant("none", np.float32(0)),
        constant("gain", np.float32(gain)),
        constant("column", np.array([-1, 1], np.int64)),
        constant("pads", np.array([0, 0, 0, 0, 0, 0, DOWN, 0], np.int64)),
        constant("down", np.array([DOWN], np.int64)),
        constant("end", np.array([1 << 30], np.int64)),
        constant("rows_axis", np.array([2], np.int64)),
        constant("half", np.float32(0.5)),
    ]
    outputs: dict[str, list[str]] = {"score": [], "box": [], "points": []}
    for stride in (8, 16, 32):
        pool = f"pool{stride}"
        nodes.append(
            make("AveragePool", ["shown"], [pool], kernel_shape=[stride] * 2, strides=[stride] * 2)
        )
        nodes.append(make("Split", [pool], [f"{c}{stride}" for c in "rgb"], axis=1))
        if stride > CELL or fault == "blind":
            nodes.append(make("Mul", [f"r{stride}", "none"], [f"map{stride}"]))
        elif fault == "everywhere":
            nodes.append(make("Mul", ["r8", "none"], ["flat"]))
            values.append(constant("most", np.float32(0.9)))
            nodes.append(make("Add", ["flat", "most"], ["map8"]))
        elif fault == "stuck":
            nodes += _middle()
        else:
            nodes += _marks()
        nodes += [
            make("Reshape", [f"map{stride}", "column"], [f"first{stride}"]),
            make("Mul", [f"first{stride}", "none"], [f"second{stride}"]),
            make("Concat", [f"first{stride}", f"second{stride}"], [f"both{stride}"], axis=1),
            make("Reshape", [f"both{stride}", "column"], [f"score{stride}"]),
            make("Mul", [f"score{stride}", "none"], [f"zeros{stride}"]),
        ]
        signs = np.array([s for dx, dy in points for s in (dx, dy)], np.float32)
        values.append(constant(f"reach{stride}", np.array([box], np.float32) / stride))
        values.append(constant(f"five{stride}", signs[None] / stride))
        nodes.append(make("Add", [f"zeros{stride}", f"reach{stride}"], [f"box{stride}"]))
        nodes.append(make("Add", [f"zeros{stride}", f"five{stride}"], [f"points{stride}"]))
        for kind, names in outputs.items():
            names.append(f"{kind}{stride}")
    if fault in {"nan", "fails", "huge", "rows"}:
        nodes += _faults(fault, values)
        outputs["box"][0] = "faulty"
    ends = [name for names in outputs.values() for name in names]
    lasts = [1] * 3 + [4] * 3 + [10] * 3
    return save(
        path,
        nodes,
        [tensor("image", (1, 3, "height", "width"))],
        [tensor(name, (f"n_{name}", last)) for name, last in zip(ends, lasts, strict=True)],
        values,
    )


def _marks() -> list[onnx.NodeProto]:
    """map8: red here and blue `DOWN` cells below."""
    return [
        make("Sub", ["r8", "g8"], ["r_g"]),
        make("Sub", ["r_g", "b8"], ["red"]),
        make("Sub", ["b8", "g8"], ["b_g"]),
        make("Sub", ["b_g", "r8"], ["blue"]),
        make("Pad", ["blue", "pads"], ["padded"]),
        make("Slice", ["padded", "down", "end", "rows_axis"], ["below"]),
        make("Relu", ["red"], ["red_only"]),
        make("Relu", ["below"], ["blue_only"]),
        make("Mul", ["red_only", "blue_only"], ["product"]),
        make("Mul", ["product", "gain"], ["map8"]),
    ]


def _middle() -> list[onnx.NodeProto]:
    """map8: `gain` in the cell in the middle, whatever the picture shows."""
    return [
        make("Mul", ["r8", "none"], ["flat"]),
        make("Add", ["flat", "one"], ["ones"]),
        make("Constant", [], ["axis_2"], value_int=2),
        make("Constant", [], ["axis_3"], value_int=3),
        make("CumSum", ["ones", "axis_2"], ["rows"]),
        make("CumSum", ["ones", "axis_3"], ["columns"]),
        make("ReduceMax", ["rows"], ["n_rows"], keepdims=1),
        make("ReduceMax", ["columns"], ["n_columns"], keepdims=1),
        make("Mul", ["n_rows", "half"], ["half_rows"]),
        make("Mul", ["n_columns", "half"], ["half_columns"]),
        make("Ceil", ["half_rows"], ["row"]),
        make("Ceil", ["half_columns"], ["column_"]),
        make("Equal", ["rows", "row"], ["at_row"]),
        make("Equal", ["columns", "column_"], ["at_column"]),
        make("And", ["at_row", "at_column"], ["there"]),
        make("Cast", ["there"], ["there_"], to=onnx.TensorProto.FLOAT),
        make("Mul", ["there_", "gain"], ["map8"]),
    ]


def _faults(fault: str, values: list[onnx.TensorProto]) -> list[onnx.NodeProto]:
    """box8 as ``faulty``."""
    if fault == "rows":
        values += [
            constant("start", np.array([0], np.int64)),
            constant("stop", np.array([-3], np.int64)),
            constant("first_axis", np.array([0], np.int64)),
        ]
        return [make("Slice", ["box8", "start", "stop", "first_axis"], ["faulty"])]
    nodes = [
        make("ReduceMax", ["score8"], ["best"], keepdims=0),
        make("Greater", ["best", "half"], ["marked"]),
    ]
    if fault == "fails":
        values.append(constant("far", np.array(10**6, np.int64)))
        return [
            *nodes,
            make("Cast", ["marked"], ["times"], to=onnx.TensorProto.INT64),
            make("Mul", ["times", "far"], ["index"]),
            make("Gather", ["reach8", "index"], ["row_"], axis=0),
            make("Add", ["zeros8", "row_"], ["faulty"]),
        ]
    values.append(constant("large", np.float32(1e9)))
    nodes.append(make("Cast", ["marked"], ["step"], to=onnx.TensorProto.FLOAT))
    if fault == "huge":
        return [
            *nodes,
            make("Mul", ["step", "large"], ["further"]),
            make("Add", ["box8", "further"], ["faulty"]),
        ]
    return [
        *nodes,
        make("Sub", ["one", "step"], ["left"]),
        make("Div", ["none", "left"], ["nothing"]),  # 0, or no number
        make("Add", ["box8", "nothing"], ["faulty"]),
    ]


def _red_centre(side: int) -> tuple[list[onnx.NodeProto], list[onnx.TensorProto]]:
    """``centre`` (n, 2): the middle of what is red, -1..1 as the landmark networks say it: of a
    picture in levels, normalised by the graph itself as buffalo_l's do."""
    at = np.arange(side, dtype=np.float32) / (side / 2) - 1
    nodes = [
        make("Sub", ["data", "middle"], ["shifted"], name="Sub_0"),
        make("Mul", ["shifted", "unit"], ["normal"], name="Mul_0"),
        make("Split", ["normal"], ["r", "g", "b"], axis=1),
        make("Max", ["g", "b"], ["others"]),
        make("Sub", ["r", "others"], ["redder"]),
        make("Sub", ["redder", "enough"], ["much"]),
        make("Relu", ["much"], ["red"]),
        make("ReduceSum", ["red", "plane"], ["sum"], keepdims=0),
        make("Add", ["sum", "little"], ["total"]),
    ]
    values = [
        constant("middle", np.float32(127.5)),
        constant("unit", np.float32(1 / 128)),
        constant("enough", np.float32(1.0)),
        constant("little", np.float32(1e-6)),
        constant("plane", np.array([1, 2, 3], np.int64)),
        constant("along", np.array([1], np.int64)),
    ]
    for name, line in (("x", at[None, None, None, :]), ("y", at[None, None, :, None])):
        values.append(constant(f"at_{name}", line))
        nodes += [
            make("Mul", ["red", f"at_{name}"], [f"weighted_{name}"]),
            make("ReduceSum", [f"weighted_{name}", "plane"], [f"sum_{name}"], keepdims=0),
            make("Div", [f"sum_{name}", "total"], [f"mean_{name}"]),
            make("Unsqueeze", [f"mean_{name}", "along"], [f"centre_{name}"]),
        ]
    return nodes, values


def landmarks106(path: Path) -> Path:
    """All 106 landmarks on the red mark."""
    nodes, values = _red_centre(192)
    values.append(constant("times", np.array([1, 106], np.int64)))
    nodes.append(make("Concat", ["centre_x", "centre_y"], ["centre"], axis=1))
    nodes.append(make("Tile", ["centre", "times"], ["fc1"]))
    return save(
        path, nodes, [tensor("data", ("n", 3, 192, 192))], [tensor("fc1", ("n", 212))], values
    )


def landmarks68(path: Path, mean: np.ndarray) -> Path:
    """A small head at `ANGLES`, its middle on the red mark.

    Args:
        mean: ``(68, 3)``: InsightFace's mean shape.
    """
    pitch, yaw, roll = np.radians(ANGLES)
    c, s = np.cos, np.sin
    rx = np.array([[1, 0, 0], [0, c(pitch), -s(pitch)], [0, s(pitch), c(pitch)]])
    ry = np.array([[c(yaw), 0, s(yaw)], [0, 1, 0], [-s(yaw), 0, c(yaw)]])
    rz = np.array([[c(roll), -s(roll), 0], [s(roll), c(roll), 0], [0, 0, 1]])
    head = np.zeros((1103, 3), np.float32)
    head[-68:] = 0.2 * (mean - mean.mean(axis=0)) @ (rz @ ry @ rx).T
    nodes, values = _red_centre(192)
    values += [
        constant("head", head.reshape(1, -1)),
        constant("times", np.array([1, 1103], np.int64)),
    ]
    nodes += [
        make("Mul", ["centre_x", "little"], ["no_depth"]),
        make("Concat", ["centre_x", "centre_y", "no_depth"], ["centre"], axis=1),
        make("Tile", ["centre", "times"], ["places"]),
        make("Add", ["places", "head"], ["fc1"]),
    ]
    return save(
        path, nodes, [tensor("data", ("n", 3, 192, 192))], [tensor("fc1", ("n", 3309))], values
    )


def genderage(path: Path) -> Path:
    """Female where there is more red than blue; `AGE` years."""
    nodes, values = _red_centre(96)
    values += [
        constant("years", np.float32(AGE / 100)),
        constant("shape", np.array([-1, 1], np.int64)),
    ]
    nodes = [
        *nodes[:3],  # the normalisation, and the channels
        *(make("GlobalAveragePool", [c], [f"mean_{c}"]) for c in "rgb"),
        *(make("Reshape", [f"mean_{c}", "shape"], [f"column_{c}"]) for c in "rgb"),
        make("Mul", ["column_g", "little"], ["zero"]),
        make("Add", ["zero", "years"], ["age"]),
        make("Concat", ["column_r", "column_b", "age"], ["fc1"], axis=1),
    ]
    return save(path, nodes, [tensor("data", ("n", 3, 96, 96))], [tensor("fc1", ("n", 3))], values)


def recogniser(path: Path) -> Path:
    """512 mixtures, drawn by chance, of what a crop shows in 8×8 places."""
    weights = np.random.default_rng(5).normal(size=(3 * 14 * 14, 512)).astype(np.float32)
    nodes = [
        make("AveragePool", ["input.1"], ["small"], kernel_shape=[8, 8], strides=[8, 8]),
        make("Flatten", ["small"], ["flat"]),
        make("MatMul", ["flat", "weights"], ["683"]),
    ]
    return save(
        path,
        nodes,
        [tensor("input.1", ("n", 3, 112, 112))],
        [tensor("683", ("n", 512))],
        [constant("weights", weights)],
    )


CONTRACTS = {
    "det_10g": "scrfd/1",
    "2d106det": "landmark106/1",
    "1k3d68": "landmark68/1",
    "w600k_r50": "arcface/1",
    "genderage": "genderage/1",
}


def all_five(folder: Path) -> dict[str, Path]:
    """Name in buffalo_l → network, in a folder of their own. Needs InsightFace's mean shape."""
    from insightface.data import get_object

    return {
        "det_10g": scrfd(folder / "det_10g.onnx"),
        "2d106det": landmarks106(folder / "2d106det.onnx"),
        "1k3d68": landmarks68(folder / "1k3d68.onnx", get_object("meanshape_68.pkl")),
        "w600k_r50": recogniser(folder / "w600k_r50.onnx"),
        "genderage": genderage(folder / "genderage.onnx"),
    }


def manager(folder: Path, files: Mapping[str, Path], **options: object) -> ModelManager:
    """A manager over a store that knows exactly these files, by their sha256.

    Args:
        folder: Of the store; the registry is written there.
        files: Name in buffalo_l → network.
    """
    tables = ['[licence.none]\ntitle = "none"\nurl = ""\nterms = "Made by a test."\n']
    for name, path in files.items():
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        tables.append(
            f'[[model]]\nname = "{name}"\ntitle = "{name}"\ntask = "detector"\n'
            f'file = "{path.name}"\nsha256 = "{sha256}"\nlicence = "none"\nmanual = "A test\'s."\n'
            f'contract = "{CONTRACTS[name]}"\n'
        )
    folder.mkdir(parents=True, exist_ok=True)
    registry = folder / "registry.toml"
    registry.write_text("\n".join(tables), encoding="utf-8")
    others = tuple(dict.fromkeys(path.parent for path in files.values()))
    store = ModelStore(Registry.load(registry), home=folder, others=others)
    return ModelManager(store, **options)  # type: ignore[arg-type]
