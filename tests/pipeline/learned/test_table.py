"""Every network of the contract table: channel order, range, crop and identity, as pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

from app.alignment import ALIGNMENTS
from app.errors import ModelError, UsageError
from app.frame import Image
from app.models.registry import Registry
from app.pipeline.swap.learned.net import NetDrawer, drawer_for
from app.pipeline.swap.learned.table import TABLE
from app.templates.template import Template
from tests.support import learned
from tests.support.learned import CROPS, PICTURES, TERMS, converter_of
from tests.support.rig import default_template

ARCFACE_112 = np.array(
    # InsightFace's own numbers, in pixels of 112.
    [
        [38.2946, 51.6963],
        [73.5318, 51.5014],
        [56.0252, 71.7366],
        [41.5493, 92.3655],
        [70.7299, 92.2041],
    ]
)


@pytest.fixture(scope="module")
def template() -> Template:
    return default_template()


@pytest.fixture(scope="module")
def emap() -> np.ndarray:
    return np.random.default_rng(3).normal(0, 1, (512, 512)).astype(np.float32)


Drawer = Callable[..., NetDrawer]


@pytest.fixture
def drawer(tmp_path: Path, emap: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> Drawer:
    """Builds a network on the terms of a row, and everything that it needs beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def make(name: str, boost: int = 1, **effects: object) -> NetDrawer:
        manager = learned.manager(tmp_path / "models")
        registry = manager.store.registry
        if name.startswith("inswapper"):
            effects.setdefault("emap", emap)
        learned.swap_net(manager.store.home / registry[name].file, name, **effects)  # type: ignore
        learned.recogniser(manager.store.home / registry["w600k_r50"].file)
        converter = converter_of(name)
        if converter:
            learned.converter(manager.store.home / registry[converter].file)
        return drawer_for(name, manager, boost)

    return make


def square(side: int) -> Image:
    """Every channel has a range of its own, away from black and white."""
    ramp = np.linspace(60, 160, side)
    blue, green = np.broadcast_to(ramp, (side, side)), np.broadcast_to(ramp[:, None], (side, side))
    red = np.broadcast_to(ramp[::-1], (side, side))
    return np.round(np.stack([blue, green, red], axis=2)).astype(np.uint8)


def test_the_table_and_the_registry_know_the_same_networks() -> None:
    registry = Registry.load()
    assert set(TABLE) == set(TERMS)
    swappers = {m.name for m in registry.chosen([*TABLE]) if m.task == "swapper"}
    assert swappers == set(TABLE)
    for name, row in TABLE.items():
        assert row.alignment == CROPS[name.split("_")[0]]
        needs = set(registry[name].requires)
        assert needs == (set() if name in PICTURES else {"w600k_r50", converter_of(name)} - {None})


@pytest.mark.parametrize("name", TERMS)
def test_channels_range_and_normalisation(name: str, drawer: Drawer, template: Template) -> None:
    """The network adds 51 levels of red and takes 26 of blue away: nothing else may change."""
    net = drawer(name, shift=(0.2, 0.0, -0.1))
    assert (net.side, net.name, net.provider) == (TERMS[name][0], name, "CPUExecutionProvider")
    wearer = square(net.side)
    made = net.draw(wearer, template)
    assert made.mask is None
    expected = wearer + np.array([-25.5, 0, 51])
    assert np.abs(made.pixels - expected).max() <= (1.5 if name.endswith("fp16") else 1.0)


def aligned(template: Template, points: np.ndarray) -> Image:
    """The template's picture brought to five points, without the app's own code."""
    marks = template.landmarks[:, :2]
    eyes = [marks[[33, 133]].mean(axis=0), marks[[263, 362]].mean(axis=0)]
    five = np.stack([*eyes, marks[4], marks[61], marks[291]])
    # A similarity by least squares, written as a linear system in a, b, x and y.
    rows = [[[x, -y, 1, 0], [y, x, 0, 1]] for x, y in five]
    a, b, x, y = np.linalg.lstsq(np.reshape(rows, (10, 4)), points.reshape(10), rcond=None)[0]
    matrix = np.array([[a, -b, x], [b, a, y]])
    side = 112 if points.max() < 112 else 256
    scale = float(np.hypot(a, b))
    soft = cv2.GaussianBlur(template.texture, (0, 0), 0.35 / scale)
    return np.asarray(cv2.warpAffine(soft, matrix, (side, side)), np.uint8)


def embedding(template: Template) -> np.ndarray:
    rgb = (aligned(template, ARCFACE_112)[:, :, ::-1].astype(np.float32) - 127.5) / 127.5
    means = rgb.reshape(8, 14, 8, 14, 3).mean(axis=(1, 3)).transpose(2, 0, 1).ravel()
    return means @ (3.0 * learned.eyes_of_recogniser())


def unit(vector: np.ndarray) -> np.ndarray:
    return vector / np.linalg.norm(vector)


def source(name: str, template: Template, emap: np.ndarray) -> np.ndarray:
    """As the published code has it."""
    vector = embedding(template)
    if name.startswith("inswapper"):
        return unit(unit(vector) @ emap)
    if converter_of(name):
        vector = vector[::-1] + learned.converter_bias()
    return vector if name.startswith("ghost") else unit(vector)


@pytest.mark.parametrize("name", [name for name in TERMS if name not in PICTURES])
def test_the_template_reaches_the_network(
    name: str, drawer: Drawer, template: Template, emap: np.ndarray
) -> None:
    """The network writes its source into the picture's colour. A wrong matrix, crop or order of
    channels, a wrong length, or a vector that went round its converter is another colour."""
    expected = source(name, template, emap)
    probe = np.random.default_rng(8).normal(0, 1, (3, 512)) / np.linalg.norm(expected)
    net = drawer(name, gain=0.5, shift=(0.25,) * 3, probe=probe)
    wearer = square(net.side)
    made = net.draw(wearer, template)
    colour = 0.2 * np.tanh(probe @ expected)
    assert np.abs(colour).max() > 0.04, "a colour that would be seen"
    picture = 0.5 * wearer + 255 * (0.25 + colour[::-1])
    assert np.abs(made.pixels - picture).mean(axis=(0, 1)).max() < 1.5


@pytest.mark.parametrize("name", PICTURES)
def test_the_templates_picture_reaches_the_network(
    name: str, drawer: Drawer, template: Template
) -> None:
    side = PICTURES[name]
    net = drawer(name, gain=0.25, share=0.75)
    wearer = square(256)
    made = net.draw(wearer, template).pixels[:side, :side]
    points = ARCFACE_112 if side == 112 else 256 * np.asarray(ALIGNMENTS["ffhq_512"])
    expected = 0.25 * wearer[:side, :side] + 0.75 * aligned(template, points)
    assert np.abs(made - expected).mean() < 1.5


@pytest.mark.parametrize(("boost", "side"), [(1, 128), (2, 256), (4, 512)])
@pytest.mark.parametrize("batch", [1, "n"])
def test_pixel_boost_changes_nothing_but_the_size(
    boost: int, side: int, batch: int | str, drawer: Drawer, template: Template
) -> None:
    net = drawer("inswapper_128", boost, batch=batch)
    assert net.side == side
    wearer = np.random.default_rng(2).integers(0, 256, (side, side, 3)).astype(np.uint8)
    np.testing.assert_array_equal(net.draw(wearer, template).pixels, wearer)
    many = net.draw_all([wearer, wearer[::-1], wearer[:, ::-1]], template)
    for made, given in zip(many, (wearer, wearer[::-1], wearer[:, ::-1]), strict=True):
        np.testing.assert_array_equal(made.pixels, given)


@pytest.mark.parametrize(
    ("boost", "batch", "sizes"), [(1, "n", [3]), (2, "n", [12]), (1, 1, [1] * 3), (2, 1, [1] * 12)]
)
def test_an_open_batch_is_one_run(
    boost: int,
    batch: int | str,
    sizes: list[int],
    drawer: Drawer,
    template: Template,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    net = drawer("inswapper_128", boost, batch=batch)
    real, seen = net._net.run, []

    def run(**inputs: np.ndarray) -> list[np.ndarray]:
        seen.append(len(inputs["target"]))
        return real(**inputs)

    monkeypatch.setattr(net._net, "run", run)
    net.draw_all([square(net.side)] * 3, template)
    assert seen == sizes


def test_pixel_boost_is_for_small_networks(drawer: Drawer) -> None:
    net = drawer("hyperswap_1a_256", 2)
    assert net.side == 256
    assert any("without pixel boost" in note for note in net.notes)
    with pytest.raises(UsageError, match="1, 2 or 4"):
        drawer("inswapper_128", 3)


def test_a_network_that_is_not_in_the_table(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there are inswapper_128, "):
        drawer_for("inswapper_64", learned.manager(tmp_path))


def test_a_network_that_draws_nothing(drawer: Drawer, template: Template) -> None:
    net = drawer("inswapper_128", gain=0.0, shift=(0.4, 0.4, 0.4))
    with pytest.raises(ModelError, match="drew nothing"):
        net.draw(square(128), template)


def test_it_is_given_back(drawer: Drawer, template: Template) -> None:
    net = drawer("inswapper_128")
    manager = net._manager
    net.prepare(template)
    assert "inswapper_128" in manager.memory
    assert manager.cleanup() > 0, "the recogniser is not needed any more"
    assert list(manager.memory) == ["inswapper_128"]
    net.close()
    net.close()
    manager.cleanup()
    assert not manager.memory
    with pytest.raises(ModelError, match="released"):
        net.draw(square(128), template)
