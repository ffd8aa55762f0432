"""Stand-ins for the learned swappers' networks, and for the weights that nobody here has.

What each network takes and gives is written down here once more, from the published code and not
from the app's table: one must be able to find the other's mistakes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from app.frame import Image
from app.inference.onnx import CPU
from app.models.manager import ModelManager
from app.models.registry import Registry
from app.models.store import ModelStore
from app.pipeline.swap.learned.base import Made
from app.templates.template import Template
from tests.support import nets

ZERO, HALF, ONE = (0.0,) * 3, (0.5,) * 3, (1.0,) * 3
IMAGENET = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
TERMS = {
    # name: side, mean and std of what it takes, mean and std of what it gives
    "inswapper_128": (128, ZERO, ONE, ZERO, ONE),
    "inswapper_128.fp16": (128, ZERO, ONE, ZERO, ONE),
    "hyperswap_1a_256": (256, HALF, HALF, HALF, HALF),
    "hyperswap_1b_256": (256, HALF, HALF, HALF, HALF),
    "hyperswap_1c_256": (256, HALF, HALF, HALF, HALF),
    "ghost_1_256": (256, HALF, HALF, HALF, HALF),
    "ghost_2_256": (256, HALF, HALF, HALF, HALF),
    "ghost_3_256": (256, HALF, HALF, HALF, HALF),
    "simswap_256": (256, *IMAGENET, ZERO, ONE),
    "simswap_unofficial_512": (512, ZERO, ONE, ZERO, ONE),
    "hififace_unofficial_256": (256, HALF, HALF, HALF, HALF),
    "blendswap_256": (256, ZERO, ONE, ZERO, ONE),
    "uniface_256": (256, HALF, HALF, HALF, HALF),
}
CROPS = {
    "inswapper": "arcface_128",
    "hyperswap": "arcface_128",
    "ghost": "arcface_112_v1",
    "simswap": "arcface_112_v1",
    "hififace": "mtcnn_512",
    "blendswap": "ffhq_512",
    "uniface": "ffhq_512",
}
"""How the wearer's face lies in the square, by how names begin."""
PICTURES = {"blendswap_256": 112, "uniface_256": 256}
"""Whose source is a picture, and its side."""
CONVERTERS = {
    "ghost": "crossface_ghost",
    "simswap": "crossface_simswap",
    "hifi": "crossface_hififace",
}


def converter_of(name: str) -> str | None:
    return next((c for start, c in CONVERTERS.items() if name.startswith(start)), None)


def manager(folder: Path) -> ModelManager:
    """Of networks in `folder`, under their real names; the registry knows no sha256 of them, as
    the published ones would refuse stand-ins."""
    folder.mkdir(parents=True, exist_ok=True)
    real = Registry.load()
    lines = ['[licence.free]\ntitle = "Free"\nurl = ""\nterms = "For tests."\n']
    for name in (*TERMS, "w600k_r50", *CONVERTERS.values()):
        model = real[name]
        lines.append(
            f'[[model]]\nname = "{name}"\ntitle = "{model.title}"\ntask = "{model.task}"\n'
            f'file = "{model.file}"\nlicence = "free"\ncontract = "{model.contract}"\n'
            'manual = "Tests build it."\n'
        )
    path = folder / "registry.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    store = ModelStore(Registry.load(path), home=folder, others=())
    return ModelManager(store, providers=[CPU], threads=1)


def swap_net(
    path: Path,
    name: str,
    *,
    gain: float = 1.0,
    shift: Sequence[float] = ZERO,
    probe: np.ndarray | None = None,
    share: float = 0.0,
    emap: np.ndarray | None = None,
    batch: int | str = 1,
) -> Path:
    """A network on the terms of `name`, which draws, with pixels as 0..1 of red, green and blue,
    ``gain * wearer + shift + 0.2 * tanh(probe @ source)``; or, from a source picture,
    ``gain * wearer + shift + share * picture``, the picture in the top left corner.

    Args:
        probe: ``(3, 512)``.
        emap: ``(512, 512)``, carried along beside another matrix of that shape that is a layer,
            and not the last of its weights.
    """
    make, values, nodes = nets.onnx.helper.make_node, [], []
    side, mean, std, out_mean, out_std = TERMS[name]
    dtype = np.float16 if name.endswith("fp16") else np.float32

    def add(label: str, value: object, kind: object = dtype) -> str:
        values.append(nets.constant(label, np.asarray(value, kind)))
        return label

    def column(label: str, value: Sequence[float]) -> str:
        return add(label, np.reshape(value, (1, 3, 1, 1)))

    if emap is not None:
        add("buff", emap)
    picture = PICTURES.get(name)
    nodes += [
        make("Mul", ["target", column("std", std)], ["scaled"]),
        make("Add", ["scaled", column("mean", mean)], ["pixels"]),
        make("Mul", ["pixels", add("gain", [gain])], ["darker"]),
        make("Add", ["darker", column("shift", shift)], ["shifted"]),
    ]
    if picture:
        room = side - picture
        pads = add("pads", [0, 0, 0, 0, 0, 0, room, room], np.int64)
        nodes += [
            make("Pad", ["source", pads], ["wide"]),
            make("Mul", ["wide", add("share", [share])], ["seen"]),
        ]
    else:
        layer = np.eye(512) if emap is not None else None
        weights = np.zeros((3, 512)) if probe is None else probe
        source = "source"
        if layer is not None:
            nodes.append(make("MatMul", ["source", add("layer", layer)], ["same"]))
            source = "same"
        nodes += [
            make("MatMul", [source, add("probe", weights.T)], ["heard"]),
            make("Tanh", ["heard"], ["bounded"]),
            make("Mul", ["bounded", add("fifth", [0.2])], ["small"]),
            make("Reshape", ["small", add("column", [-1, 3, 1, 1], np.int64)], ["seen"]),
        ]
    nodes += [
        make("Add", ["shifted", "seen"], ["drawn"]),
        make("Sub", ["drawn", column("out_mean", out_mean)], ["centred"]),
        make("Div", ["centred", column("out_std", out_std)], ["output"]),
    ]
    kind = np.dtype(dtype).name
    source_shape = (batch, 3, picture, picture) if picture else (batch, 512)
    return nets.save(
        path,
        nodes,
        [
            nets.tensor("target", (batch, 3, side, side), kind),
            nets.tensor("source", source_shape, kind),
        ],
        [nets.tensor("output", (batch, 3, side, side), kind)],
        values,
    )


POOL = 14
"""Pixels that the recogniser takes the mean of."""


def eyes_of_recogniser() -> np.ndarray:
    """``(192, 512)``: what the recogniser makes of the means of its picture."""
    return np.random.default_rng(5).normal(0, 1, (192, 512)).astype(np.float32)


def recogniser(path: Path, gain: float = 3.0) -> Path:
    """A linear one of w600k_r50's shape: means of squares of 14 pixels, times a matrix."""
    make = nets.onnx.helper.make_node
    return nets.save(
        path,
        [
            make(
                "AveragePool", ["input.1"], ["means"], kernel_shape=[POOL, POOL], strides=[POOL] * 2
            ),
            make("Reshape", ["means", "flat"], ["row"]),
            make("MatMul", ["row", "eyes"], ["vector"]),
        ],
        [nets.tensor("input.1", ("n", 3, 112, 112))],
        [nets.tensor("vector", ("n", 512))],
        [
            nets.constant("flat", np.array([-1, 192], np.int64)),
            nets.constant("eyes", gain * eyes_of_recogniser()),
        ],
    )


def converter_bias() -> np.ndarray:
    return np.linspace(-2, 2, 512, dtype=np.float32)


def converter(path: Path) -> Path:
    """Turns the vector round and adds to it: what comes depends on the length of what goes in."""
    make = nets.onnx.helper.make_node
    turn = np.eye(512, dtype=np.float32)[::-1]
    return nets.save(
        path,
        [
            make("MatMul", ["input", "turn"], ["turned"]),
            make("Add", ["turned", "bias"], ["output"]),
        ],
        [nets.tensor("input", (1, 512))],
        [nets.tensor("output", (1, 512))],
        [
            nets.constant("turn", np.ascontiguousarray(turn)),
            nets.constant("bias", converter_bias()),
        ],
    )


class Painter:
    """A `Drawer` that does what a function says, square by square."""

    notes: tuple[str, ...] = ()
    name = "painter"
    provider = CPU

    def __init__(
        self,
        paint: Callable[[Image], object],
        side: int = 128,
        alignment: str = "arcface_128",
    ) -> None:
        self.paint = paint
        self.side = side
        self.alignment = alignment
        self.seen: list[Image] = []
        self.batches: list[int] = []
        self.closed = 0

    def prepare(self, template: Template) -> None: ...

    def draw(self, square: Image, template: Template) -> Made:
        self.seen.append(square.copy())
        made = self.paint(square)
        return made if isinstance(made, Made) else Made(made)  # type: ignore[arg-type]

    def draw_all(self, squares: Sequence[Image], template: Template) -> list[Made]:
        self.batches.append(len(squares))
        return [self.draw(square, template) for square in squares]

    def close(self) -> None:
        self.closed += 1
