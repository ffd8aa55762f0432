"""What leaves the app when a network raises, stalls, gives rubbish or gives the wearer back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

from app.errors import ModelError
from app.frame import Image, SafeFrame, Verdict
from app.pipeline.engine import EngineOptions
from app.pipeline.guard.guard import STALLED
from app.pipeline.sources import SourceOptions, open_source
from app.pipeline.sources.file import FileSource
from app.pipeline.swap.learned.base import Made
from app.pipeline.swap.learned.engine import LearnedSwapper
from app.pipeline.swap.learned.net import drawer_for
from app.pipeline.swap.options import SwapOptions
from app.templates.template import Template
from tests.support import clips, learned
from tests.support.learned import Painter
from tests.support.rig import Judge, make_engine

FRAMES = 16
FAULT = range(6, 11)
"""Squares for which the fault is active: one a frame."""


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clips.write(tmp_path_factory.mktemp("clip") / "one.mp4", clips.wandering_face(FRAMES))


@pytest.fixture(scope="session")
def pair_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clips.write(tmp_path_factory.mktemp("clip") / "two.mp4", clips.two_faces(FRAMES))


def assert_no_raw_face(judge: Judge, path: Path, frames: Sequence[SafeFrame]) -> None:
    pictures = clips.read(path)
    for safe in frames:
        if safe.index >= 0:
            raw = judge.raw_faces(pictures[safe.index % len(pictures)], safe.image)
            assert not raw, f"frame {safe.index} ({safe.verdict}) shows the face: {raw}"


def stranger(square: Image) -> Image:
    """Somebody else, as far as the guard can tell."""
    side = square.shape[0]
    face = np.full((side, side, 3), (90, 120, 180), np.uint8)
    for x, y in ((0.3, 0.3), (0.7, 0.3), (0.5, 0.85)):
        cv2.circle(face, (round(x * side), round(y * side)), side // 9, (30, 30, 40), -1)
    return face


def _partly(square: Image, part: tuple[slice, ...] | slice) -> Image:
    """The wearer's own face in a part of the square."""
    face = stranger(square)
    face[part] = square[part]
    return face


class Faulty(Painter):
    """Sound but for the squares of `FAULT`."""

    def __init__(self, fault: Callable[[Image], object], when: range = FAULT) -> None:
        super().__init__(stranger)
        self.fault, self.when, self.count = fault, when, -1

    def draw(self, square: Image, template: Template) -> Made:
        self.count += 1
        self.paint = self.fault if self.count in self.when else stranger
        return super().draw(square, template)


def _raise(_: Image) -> object:
    raise RuntimeError("injected")


def _model_error(_: Image) -> object:
    raise ModelError("injected.onnx failed on CUDA (out of memory)")


FAULTS: dict[str, Callable[[Image], object]] = {
    "raises": _raise,
    "fails": _model_error,
    "nothing": lambda _: None,
    "the wearer's face": lambda square: square.copy(),
    "the wearer's square itself": lambda square: square,
    "the wearer's face, brighter": lambda square: cv2.add(square, np.array([12.0, 12, 12, 0])),
    "the wearer's face, of another colour": lambda square: np.clip(
        square * np.array([0.6, 1.0, 1.2]), 0, 255
    ).astype(np.uint8),
    "the wearer's face, noisy": lambda square: np.clip(
        square + np.random.default_rng(0).normal(0, 3, square.shape), 0, 255
    ).astype(np.uint8),
    "half the wearer's face": lambda square: _partly(square, np.s_[:, :64]),
    "the other half, brighter": lambda square: cv2.add(
        _partly(square, np.s_[:, 64:]), np.array([9.0, 9, 9, 0])
    ),
    "the wearer's eyes": lambda square: _partly(square, np.s_[:58]),
    "the wearer's mouth": lambda square: _partly(square, np.s_[70:]),
    "black": lambda square: np.zeros_like(square),
    "white": lambda square: np.full_like(square, 255),
    "noise": lambda square: np.random.default_rng(0).integers(0, 256, square.shape).astype("u1"),
    "wrong size": lambda square: square[::2, ::2],
    "wrong type": lambda square: square.astype(np.float32),
    "wrong channels": lambda square: square[:, :, :1],
    "a clear mask": lambda square: Made(stranger(square), np.zeros(square.shape[:2], np.uint8)),
    "half a mask": lambda square: Made(
        stranger(square), np.where(np.arange(128) < 64, 255, 0).astype("u1")[None].repeat(128, 0)
    ),
    "a mask of another size": lambda square: Made(stranger(square), np.zeros((9, 9), np.uint8)),
}
COVERS = {"black", "white", "noise", "a clear mask", "half a mask"}
"""What hides the face, and may go out."""


@pytest.mark.parametrize("name", FAULTS)
def test_no_fault_of_a_network_shows_the_wearer(name: str, clip: Path, judge: Judge) -> None:
    painter = Faulty(FAULTS[name])
    engine, sink = make_engine(FileSource(clip), swapper=LearnedSwapper(painter))
    engine.start()
    assert engine.wait(120)
    assert engine.error is None
    assert len(sink.frames) == FRAMES
    assert painter.closed
    verdicts = [frame.verdict for frame in sink.frames]
    assert set(verdicts[: FAULT.start]) == {Verdict.SWAPPED}, "it is sound before"
    assert verdicts[-1] is Verdict.SWAPPED, "and after"
    if name not in COVERS:
        shielded = [safe.index for safe in sink.frames if safe.verdict is Verdict.SHIELDED]
        assert shielded == list(FAULT)
    assert_no_raw_face(judge, clip, sink.frames)


OPTIONS = {
    "as they come": SwapOptions(),
    "larger": SwapOptions(face_scale=1.0),
    "smaller": SwapOptions(face_scale=0.0),
    "sharpened": SwapOptions(sharpen=1.0),
    "faded": SwapOptions(blend_strength=0.3),
    "everything": SwapOptions(0.6, 0.2, 0.9, 0.5, 1.0),
}


@pytest.mark.parametrize(
    ("name", "options"),
    [
        *(("inswapper_128", options) for options in OPTIONS),
        ("hyperswap_1a_256", "as they come"),
        ("simswap_unofficial_512", "everything"),
    ],
)
def test_a_network_that_gives_back_what_it_gets(
    name: str, options: str, clip: Path, judge: Judge, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """Nothing that users turn lets the wearer's face through."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    manager = learned.manager(tmp_path / "models")
    emap = np.eye(512, dtype=np.float32)
    for one in (name, "w600k_r50", learned.converter_of(name)):
        if one is None:
            continue
        path = manager.store.home / manager.store.registry[one].file
        if one == name:
            learned.swap_net(path, name, emap=emap if name == "inswapper_128" else None)
        elif one == "w600k_r50":
            learned.recogniser(path)
        else:
            learned.converter(path)
    swapper = LearnedSwapper(drawer_for(name, manager), OPTIONS[options])
    engine, sink = make_engine(FileSource(clip), swapper=swapper)
    engine.start()
    assert engine.wait(120)
    assert {frame.verdict for frame in sink.frames} == {Verdict.SHIELDED}
    assert "gives the face back as it was" in caplog.text
    assert_no_raw_face(judge, clip, sink.frames)


def test_a_second_faces_fault_covers_the_second_only(pair_clip: Path, judge: Judge) -> None:
    """The frame is shielded: not a pixel of the second face leaves with the first one's patch."""

    class Second(Painter):
        def draw_all(self, squares: Sequence[Image], template: Template) -> list[Made]:
            raise RuntimeError("the batch")

        def draw(self, square: Image, template: Template) -> Made:
            self.number = getattr(self, "number", -1) + 1
            if len(self.seen) and self.number % 2:
                raise RuntimeError("the second")
            return super().draw(square, template)

    engine, sink = make_engine(FileSource(pair_clip), swapper=LearnedSwapper(Second(stranger)))
    engine.start()
    assert engine.wait(120)
    assert engine.error is None
    assert len(sink.frames) == FRAMES
    assert_no_raw_face(judge, pair_clip, sink.frames)


def test_two_faces_are_drawn_in_one_batch(pair_clip: Path, judge: Judge) -> None:
    painter = Painter(stranger)
    engine, sink = make_engine(FileSource(pair_clip), swapper=LearnedSwapper(painter))
    engine.start()
    assert engine.wait(120)
    assert 2 in painter.batches
    assert sink.frames[-1].verdict is Verdict.SWAPPED
    assert sink.frames[-1].faces == 2
    assert_no_raw_face(judge, pair_clip, sink.frames)


@pytest.mark.parametrize("answer", [None, [], [None, None], "patches", RuntimeError("all")])
def test_a_swapper_that_answers_rubbish_for_several(
    answer: object, pair_clip: Path, judge: Judge
) -> None:
    class Rubbish(LearnedSwapper):
        def swap_all(self, *_: object) -> object:  # type: ignore[override]
            if isinstance(answer, Exception):
                raise answer
            return answer

    engine, sink = make_engine(FileSource(pair_clip), swapper=Rubbish(Painter(stranger)))
    engine.start()
    assert engine.wait(120)
    assert engine.error is None
    assert len(sink.frames) == FRAMES
    assert any(frame.verdict is Verdict.SHIELDED for frame in sink.frames)
    assert_no_raw_face(judge, pair_clip, sink.frames)


def test_a_network_that_hangs(clip: Path, judge: Judge) -> None:
    """Live: the card goes out, and the app ends when it is told to."""
    hung = threading.Event()

    def hang(_: Image) -> object:
        hung.wait(60)
        raise RuntimeError("late")

    source = open_source(str(clip), SourceOptions(realtime=True, loop=True))
    painter = Faulty(hang, range(6, 10_000))
    engine, sink = make_engine(source, swapper=LearnedSwapper(painter))
    engine.start()
    assert sink.wait_for(lambda frames: any(f.reason == STALLED for f in frames), 60)
    start = time.monotonic()
    hung.set()
    engine.stop()
    assert time.monotonic() - start < 30
    assert painter.closed
    assert_no_raw_face(judge, clip, [frame for frame in sink.frames if frame.reason != STALLED])
    card = engine.guard.card
    stalled = [frame.image for frame in sink.frames if frame.reason == STALLED]
    pictures = clips.read(clip)
    for image in stalled[:4]:
        if image is not card:
            assert not any(judge.raw_faces(picture, image) for picture in pictures[::4])


def test_closing_that_fails_keeps_nothing_open(
    clip: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Stuck(Painter):
        def close(self) -> None:
            raise RuntimeError("cannot")

    engine, sink = make_engine(FileSource(clip), swapper=LearnedSwapper(Stuck(stranger)))
    engine.start()
    assert engine.wait(120)
    assert sink.closed == 1
    assert engine.error is None
    assert "closing the swapper failed" in caplog.text


REAL = ("LivePortrait_d3.mp4", "DeepFaceLive_Ava_de_Addario_0.mp4", "LivePortrait_d18.mp4")
"""Grimaces and turns; two people; a mouth that opens wide."""


@pytest.mark.parametrize("name", REAL)
def test_real_people_are_covered(name: str, shared_media: Path, judge: Judge) -> None:
    path = shared_media / "video" / name
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    engine, sink = make_engine(
        FileSource(path),
        swapper=LearnedSwapper(Painter(stranger)),
        options=EngineOptions(max_frames=60),
    )
    engine.start()
    assert engine.wait(240)
    swapped = [safe for safe in sink.frames if safe.verdict is Verdict.SWAPPED]
    assert len(swapped) > 50
    assert_no_raw_face(judge, path, sink.frames[::4])
