"""Masks of the visible face: what networks are fed, how they are read, and what they may not do."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

from app.alignment import five_points, to_square
from app.errors import ModelError, UsageError
from app.frame import Floats, Frame, Image, Patch, Verdict
from app.inference.onnx import CPU
from app.models.manager import ModelManager
from app.models.registry import Licence, Model, Registry
from app.models.store import ModelStore
from app.pipeline.guard import checks
from app.pipeline.sources.file import FileSource
from app.pipeline.swap.learned import masks as module
from app.pipeline.swap.learned.base import Made
from app.pipeline.swap.learned.engine import LearnedSwapper
from app.pipeline.swap.learned.masks import SIDE, FaceMask, NetMask, outside_only
from app.templates.template import Template
from tests.support import clips, nets
from tests.support.rig import Judge, default_template, make_engine

FREE = Licence("free", "Free", "", "Any.")
SKIN_COLOUR, HAND_COLOUR = (60, 90, 200), (200, 90, 60)
"""BGR of the painted face: what is red counts as face, what is blue does not."""


def manager_of(home: Path, name: str, contract: str) -> ModelManager:
    """A manager of the one model ``name.onnx`` in `home`."""
    model = Model(name, name, "mask", f"{name}.onnx", FREE, contract=contract, manual="x")
    store = ModelStore(Registry({name: model}), home=home, others=())
    return ModelManager(store, providers=[CPU], threads=1)


def network(home: Path, contract: str) -> NetMask:
    """One that takes the red of a picture for face, in its own way."""
    path = home / "net.onnx"
    # Red over what both colours have in the middle: 130 of 255.
    if contract == "xseg/1":  # blue, green, red
        nets.pixelwise(path, np.array([[0, 0, 4]]), 256, bias=[-4 * 130 / 255], nhwc=True)
    elif contract == "xseg/2":
        names = "in_face:0", "out_mask:0"
        nets.pixelwise(path, np.array([[4, 0, 0]]), 256, bias=[-4 * 130 / 255], names=names)
    elif contract == "occluder/1":
        nets.pixelwise(path, np.array([[1, 0, 0]]), 256, bias=[-130 / 255], names=("img", "output"))
    else:
        weights = np.zeros((19, 3))
        weights[10] = (1, 0, 0)  # a nose where it is red
        weights[17] = (0, 0, 1)  # hair where it is blue
        nets.pixelwise(path, weights, 512, bias=[-9 * (i not in (10, 17)) for i in range(19)])
    return NetMask("net", manager_of(home, "net", contract))


def painted(frame: Frame) -> tuple[Image, Floats]:
    """The demo's picture with a hand over all that is left of the nose's tip."""
    landmarks = frame.faces[0].landmarks
    image = np.full_like(frame.image, SKIN_COLOUR, np.uint8)
    image[:, : round(float(landmarks[4, 0]))] = HAND_COLOUR
    return image, landmarks


CONTRACTS = ("xseg/1", "xseg/2", "occluder/1", "parse512/1")


@pytest.fixture
def tracked(demo: list[Frame]) -> Frame:
    return demo[20]


# -- networks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("contract", CONTRACTS)
def test_what_is_face_is_where_it_is_in_the_frame(
    tmp_path: Path, tracked: Frame, contract: str
) -> None:
    image, landmarks = painted(tracked)
    net = network(tmp_path, contract)
    square, matrix = net.mask(image, landmarks)
    net.close()
    assert square.shape == (SIDE, SIDE)
    assert square.dtype == np.uint8
    back = cv2.warpAffine(square, matrix, image.shape[1::-1], flags=cv2.WARP_INVERSE_MAP)
    x, y = np.round(landmarks[4, :2]).astype(int)
    # The mask's edge is drawn in to where its soft step has its middle.
    reach = round(3 * module.BLUR / float(np.hypot(*matrix[0, :2])))
    assert back[y, x + reach : x + 2 * reach].min() > 250
    assert back[y, x - 2 * reach : x - 2].max() < 5
    # In the middle of the step, to half a pixel: crop, orientation and pixel centres are right.
    row = back[y].astype(int)
    first = np.flatnonzero(row[x - reach : x + reach] > 4)[0] + x - reach
    assert x - 1 <= first <= x + 2


@pytest.mark.parametrize(
    ("contract", "alignment"),
    [
        ("xseg/1", "dfl_whole_face"),
        ("xseg/2", "dfl_whole_face"),
        ("occluder/1", "arcface_128"),
        ("parse512/1", "ffhq_512"),
    ],
)
def test_each_sees_faces_as_it_was_taught(
    tmp_path: Path, tracked: Frame, contract: str, alignment: str
) -> None:
    net = network(tmp_path, contract)
    _, matrix = net.mask(tracked.image, tracked.faces[0].landmarks)
    net.close()
    expected = to_square(five_points(tracked.faces[0].landmarks), alignment, SIDE)
    np.testing.assert_allclose(matrix, expected, atol=0.3)


def test_the_parser_gets_normalised_colours(tmp_path: Path, tracked: Frame) -> None:
    """Redder than blue, but not after each channel's own mean and deviation are taken out."""
    net = network(tmp_path, "parse512/1")
    landmarks = tracked.faces[0].landmarks
    for bgr, face in (((115, 9, 127), False), ((100, 9, 127), True)):
        square, _ = net.mask(np.full_like(tracked.image, bgr, np.uint8), landmarks)
        assert (square[SIDE // 2, SIDE // 2] > 127) == face
    net.close()


def test_classes_of_the_face(tmp_path: Path, tracked: Frame) -> None:
    """Each of the 19 classes alone: skin, brows, eyes, glasses, nose, mouth and lips."""
    seen = []
    for chosen in range(19):
        path = tmp_path / f"{chosen}.onnx"
        bias = [float(i == chosen) for i in range(19)]
        nets.pixelwise(path, np.zeros((19, 3)), 512, bias=bias)
        net = NetMask(str(chosen), manager_of(tmp_path, str(chosen), "parse512/1"))
        if net.mask(tracked.image, tracked.faces[0].landmarks)[0].min() > 250:
            seen.append(chosen)
        net.close()
    assert seen == [1, 2, 3, 4, 5, 6, 10, 11, 12, 13]


def test_every_mask_of_the_registry_can_be_run() -> None:
    names = {model.name for model in Registry.load() if model.task == "mask"}
    assert {"xseg", "occluder", "faceparser"} <= names
    for name in names:
        assert Registry.load()[name].contract in CONTRACTS


def test_a_model_that_makes_no_masks(tmp_path: Path) -> None:
    nets.inswapper(tmp_path / "net.onnx")
    with pytest.raises(UsageError, match="makes no masks"):
        NetMask("net", manager_of(tmp_path, "net", "inswapper/1"))


def test_the_network_is_given_back(tmp_path: Path, tracked: Frame) -> None:
    net = network(tmp_path, "xseg/1")
    assert net._manager.cleanup() == 0
    net.close()
    net.close()
    assert net._manager.cleanup() > 0
    with pytest.raises(ModelError, match="released"):
        net.mask(tracked.image, tracked.faces[0].landmarks)


@pytest.mark.parametrize("shape", [(1, 1, 128, 128), (1, 2, 256, 256), ()])
def test_what_is_no_mask(
    tmp_path: Path, tracked: Frame, monkeypatch: pytest.MonkeyPatch, shape: tuple[int, ...]
) -> None:
    net = network(tmp_path, "xseg/1")
    values = np.ones(shape or (1, 1, 256, 256), np.float32)
    if not shape:
        values[0, 0, 9, 9] = np.nan
    assert net._net is not None
    monkeypatch.setattr(net._net, "run", lambda **_: [values])
    with pytest.raises(ModelError, match="gave no mask"):
        net.mask(tracked.image, tracked.faces[0].landmarks)


# -- patches ---------------------------------------------------------------------------------------


class Says:
    """A `FaceMask` that says one thing."""

    name = "says"

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.asked = 0

    def mask(self, image: Image, landmarks: Floats) -> tuple[Image, Floats]:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        if isinstance(self.answer, int):
            matrix = to_square(five_points(landmarks), "dfl_whole_face", SIDE)
            return np.full((SIDE, SIDE), self.answer, np.uint8), matrix
        return self.answer  # type: ignore[return-value]

    def close(self) -> None: ...


class Turns:
    """A `Drawer` that gives what it gets upside down, another face by the guard's standards."""

    name, provider, alignment, side, notes = "turns", "cpu", "dfl_whole_face", 256, ()

    def prepare(self, template: Template) -> None: ...

    def draw(self, square: Image, template: Template) -> Made:
        return Made(np.ascontiguousarray(square[::-1]))

    def draw_all(self, squares: list[Image], template: Template) -> list[Made]:
        return [self.draw(square, template) for square in squares]

    def close(self) -> None: ...


def patch_of(frame: Frame, mask: FaceMask | None) -> Patch:
    swapper = LearnedSwapper(Turns(), mask=mask)
    return swapper.swap(frame, frame.faces[0], default_template())


def covers(frame: Frame, patch: Patch) -> bool:
    """What the guard says of it."""
    return checks.is_covered(checks.sampling(frame, frame.faces[0]), patch)


def within(polygon: Floats, mask: Image) -> np.ndarray:
    """Which of the mask's pixels lie in the polygon."""
    points = np.round(polygon).astype(np.int32)
    return cv2.fillPoly(np.zeros_like(mask), [points], 1) > 0


def test_nothing_is_face_uncovers_nothing_of_the_inner_face(demo: list[Frame]) -> None:
    """Over the whole clip, turned heads too: what the guard asks for stays covered in full."""
    for frame in demo[::5]:
        plain, trimmed = patch_of(frame, None), patch_of(frame, Says(0))
        taken = plain.mask.astype(int) - trimmed.mask
        assert (taken > 100).mean() > 0.05, "nothing was taken away outside"
        inner = checks.inner_polygon(frame.faces[0]) - (trimmed.x, trimmed.y)
        assert trimmed.mask[within(inner, trimmed.mask)].min() == 255
        assert covers(frame, trimmed)
        assert not covers(frame, replace(trimmed, mask=np.zeros_like(trimmed.mask)))


def test_all_is_face_takes_nothing_away(tracked: Frame) -> None:
    np.testing.assert_array_equal(patch_of(tracked, Says(255)).mask, patch_of(tracked, None).mask)


def test_a_hand_before_the_edge_is_in_front(tmp_path: Path, tracked: Frame) -> None:
    image, landmarks = painted(tracked)
    net = network(tmp_path, "xseg/2")
    # Two even colours are no face to swap: the mask alone sees them.
    patch = patch_of(tracked, Says(net.mask(image, landmarks)))
    net.close()
    whole = patch_of(tracked, None).mask
    inner = checks.inner_polygon(tracked.faces[0]) - (patch.x, patch.y)
    assert patch.mask[within(inner, patch.mask)].min() == 255
    y = round(float(landmarks[4, 1])) - patch.y
    x = round(float(landmarks[4, 0])) - patch.x
    left = np.flatnonzero(whole[y] > 250)[0]
    assert patch.mask[y, left : left + 2].max() < 50, "the hand is covered"
    np.testing.assert_array_equal(patch.mask[y, x:], whole[y, x:])


FAULTS = {
    "raises": RuntimeError("injected"),
    "one line": ModelError("out of memory"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_mask_that_fails_takes_nothing_away_and_says_so_once(
    tracked: Frame, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    plain = patch_of(tracked, None)
    says = Says(FAULTS[fault])
    swapper = LearnedSwapper(Turns(), mask=says)
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            patch = swapper.swap(tracked, tracked.faces[0], default_template())
            np.testing.assert_array_equal(patch.mask, plain.mask)
    assert says.asked == 3
    assert len(caplog.records) == 1


RUBBISH = {
    "nothing": None,
    "text": "a mask",
    "three channels": (np.zeros((9, 9, 3), np.uint8), np.eye(2, 3, dtype=np.float32)),
    "empty": (np.zeros((0, 0), np.uint8), np.eye(2, 3, dtype=np.float32)),
    "no place": (np.zeros((9, 9), np.uint8), np.full((2, 3), np.nan, np.float32)),
    "zero": (np.zeros((9, 9), np.float32), np.eye(2, 3, dtype=np.float32)),
}


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_rubbish_uncovers_nothing(tracked: Frame, rubbish: str) -> None:
    """Whatever comes of it: a patch that covers the inner face, or none."""
    try:
        patch = patch_of(tracked, Says(RUBBISH[rubbish]))
    except Exception:
        return  # the guard shields
    assert covers(tracked, patch)


# -- the function itself ---------------------------------------------------------------------------


def inner(frame: Frame, scale: float = 1.0) -> Floats:
    return checks.inner_polygon(frame.faces[0]) * np.float32(scale)


@pytest.mark.parametrize("scale", [0.02, 0.3, 1.0, 4.0])
def test_the_inner_face_is_closed_at_every_size(tracked: Frame, scale: float) -> None:
    """A face of some pixels in the distance, and one that is larger than the picture."""
    empty = np.zeros((240, 320), np.uint8)
    closed = outside_only(empty, inner(tracked, scale))
    np.testing.assert_array_equal(closed[within(inner(tracked, scale), empty)], 255)


def test_it_adds_nothing_elsewhere_and_takes_nothing_away(tracked: Frame) -> None:
    size = tracked.height, tracked.width
    noise = np.random.default_rng(5).integers(0, 256, size).astype(np.uint8)
    closed = outside_only(noise, inner(tracked))
    assert (closed >= noise).all()
    middle = inner(tracked).mean(axis=0)
    around = within(middle + 1.2 * (inner(tracked) - middle), noise)
    np.testing.assert_array_equal(closed[~around], noise[~around])


def test_a_folded_outline_leaves_no_gap() -> None:
    """A crescent, as an oval that is seen from the side: its hull is closed."""
    angle = np.linspace(0, np.pi, 18)
    outer = np.stack([80 * np.cos(angle), 80 * np.sin(angle)], axis=1)
    folded = np.concatenate([outer, (outer * 0.7)[::-1]]).astype(np.float32) + 100
    closed = outside_only(np.zeros((200, 200), np.uint8), folded)
    assert closed[110, 100] == 255


def test_an_outline_that_is_no_numbers(tracked: Frame) -> None:
    with pytest.raises(ValueError, match="not numbers"):
        outside_only(np.zeros((9, 9), np.uint8), inner(tracked) * np.float32(np.nan))


# -- what leaves the app ---------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [0, 255, RuntimeError("injected"), None], ids=str)
def test_no_mask_lets_a_raw_face_out(tmp_path: Path, answer: object) -> None:
    path = clips.write(tmp_path / "one.mp4", clips.wandering_face(8))
    swapper = LearnedSwapper(Turns(), mask=Says(answer))
    engine, sink = make_engine(FileSource(path), swapper=swapper)
    engine.start()
    assert engine.wait(120)
    engine.stop()
    assert len(sink.frames) == 8
    if answer is not None:
        assert sum(safe.verdict is Verdict.SWAPPED for safe in sink.frames) >= 6
    judge, source = Judge(), FileSource(path)
    for safe in sink.frames:
        frame = source.read()
        assert frame is not None
        assert not judge.raw_faces(frame.image, safe.image), f"frame {safe.index} {safe.verdict}"
    source.close()
