"""What leaves the app when a restorer fails, hangs, is exchanged, or gives the wearer back."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.alignment import crop, five_points, to_square
from app.frame import Face, Frame, Image, Patch, SafeFrame, Verdict
from app.pipeline.guard.guard import STALLED
from app.pipeline.restore.net import FaceRestorer
from app.pipeline.restore.options import RestoreOptions
from app.pipeline.restore.swapper import RestoringSwapper
from app.pipeline.sources import SourceOptions, open_source
from app.pipeline.sources.file import FileSource
from app.pipeline.swap.mesh import MeshSwapper
from app.templates.template import Template
from tests.pipeline.restore import networks
from tests.pipeline.restore.conftest import MakeRestorer
from tests.support import clips
from tests.support.rig import Judge, make_engine

FRAMES = 24
FAULT = range(8, 16)
"""Frames in which the fault is active."""
FULL = RestoreOptions(strength=1.0)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clips.write(tmp_path_factory.mktemp("clip") / "one.mp4", clips.wandering_face(FRAMES))


@pytest.fixture(scope="module")
def pictures(clip: Path) -> list[Image]:
    return clips.read(clip)


class Faulty(FaceRestorer):
    """Counts the faces that it gets, which is one a frame, and fails in some of them."""

    fault: Callable[[Image], object]
    when: range = FAULT
    seen = -1

    def restore(self, square: Image, fidelity: float = 1.0) -> Image:
        self.seen += 1
        restored = super().restore(square, fidelity)
        return self.fault(restored) if self.seen in self.when else restored  # type: ignore


def _raise(error: BaseException) -> object:
    raise error


FAULTS: dict[str, Callable[[Image], object]] = {
    "raises": lambda _: _raise(RuntimeError("injected")),
    "out of memory": lambda _: _raise(MemoryError()),
    "nothing": lambda _: None,
    "no picture": lambda _: "a picture",
    "not a number": lambda square: np.full(square.shape, np.nan),
    "wrong shape": lambda square: square[:100],
    "one channel": lambda square: square[:, :, 0],
    "black": lambda square: np.zeros_like(square),
}


def run(clip: Path, swapper: RestoringSwapper) -> list[SafeFrame]:
    engine, sink = make_engine(FileSource(clip), swapper=swapper)
    engine.start()
    assert engine.wait(120)
    assert engine.error is None
    assert [safe.index for safe in sink.frames] == list(range(FRAMES))
    return sink.frames


def assert_no_raw_face(judge: Judge, pictures: list[Image], frames: list[SafeFrame]) -> None:
    for safe in frames:
        if safe.index < 0:
            continue
        for index in range(safe.index - 1, safe.index + 2):
            if 0 <= index % FRAMES < FRAMES:
                raw = judge.raw_faces(pictures[index % FRAMES], safe.image)
                assert not raw, f"frame {safe.index} ({safe.verdict}) shows the face: {raw}"


@pytest.fixture(scope="module")
def plain(clip: Path) -> list[SafeFrame]:
    """What leaves without a restorer."""
    return run(clip, RestoringSwapper(MeshSwapper()))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_restorer_that_fails_leaves_the_drawn_face(
    clip: Path,
    pictures: list[Image],
    judge: Judge,
    restorer: MakeRestorer,
    manager,
    plain: list[SafeFrame],
    fault: str,
) -> None:
    one = Faulty(restorer(networks.shifted, (0.3, 0.0, 0.0)).row, manager)
    one.fault = FAULTS[fault]
    # Four in a row: one more, and it would not be asked again.
    one.when = range(FAULT.start, FAULT.start + 4)
    frames = run(clip, RestoringSwapper(MeshSwapper(), one, FULL))
    assert_no_raw_face(judge, pictures, frames)
    assert all(safe.verdict is Verdict.SWAPPED for safe in frames), "nothing has to be shielded"
    assert one.seen == FRAMES - 1
    if fault == "black":
        return  # a black face covers, too; networks that give one are caught where they are run
    redder = [
        float((a.image.astype(int) - b.image)[:, :, 2].mean())
        for a, b in zip(frames, plain, strict=True)
    ]
    assert min(redder[: FAULT.start]) > 0.5
    assert max(redder[one.when.start : one.when.stop]) < 0.05, "as drawn"
    assert min(redder[one.when.stop :]) > 0.5, "it goes on"


@pytest.mark.parametrize("how", ["black", "not a number", "noise", "out of memory"])
def test_a_network_that_fails_leaves_the_drawn_face(
    clip: Path,
    pictures: list[Image],
    judge: Judge,
    restorer: MakeRestorer,
    plain: list[SafeFrame],
    how: str,
) -> None:
    """Every time, as on a graphics card that has nothing left: the frames stay covered."""
    swapper = RestoringSwapper(MeshSwapper(), restorer(networks.failing, how), FULL)
    frames = run(clip, swapper)
    assert_no_raw_face(judge, pictures, frames)
    assert all(safe.verdict is Verdict.SWAPPED for safe in frames)
    assert "switched off" in swapper.trouble
    for a, b in zip(frames, plain, strict=True):
        np.testing.assert_array_equal(a.image, b.image)


def test_an_engine_that_fails_under_a_restorer_is_shielded(
    clip: Path, pictures: list[Image], judge: Judge, restorer: MakeRestorer
) -> None:
    class Failing(MeshSwapper):
        def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
            if frame.index in FAULT:
                raise RuntimeError("injected")
            return super().swap(frame, face, template)

    swapper = RestoringSwapper(Failing(), restorer(networks.identity), FULL)
    frames = run(clip, swapper)
    assert_no_raw_face(judge, pictures, frames)
    for safe in frames:
        wanted = Verdict.SHIELDED if safe.index in FAULT else Verdict.SWAPPED
        assert safe.verdict is wanted
    assert swapper.trouble == "", "it is not the restorer's"


def test_a_restorer_that_gives_the_wearer_back_is_shielded(
    clip: Path, pictures: list[Image], judge: Judge, restorer: MakeRestorer, manager
) -> None:
    """It cannot see the wearer; if one ever drew that very face, the guard has the last word."""

    class Traitor(FaceRestorer):
        at: tuple[Frame, Face]

        def restore(self, square: Image, fidelity: float = 1.0) -> Image:
            frame, face = self.at
            if frame.index not in FAULT:
                return square
            matrix = to_square(five_points(face.landmarks), self.row.alignment, self.row.side)
            return crop(frame.image, matrix, self.row.side)

    class Telling(MeshSwapper):
        def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
            traitor.at = frame, face
            return super().swap(frame, face, template)

    traitor = Traitor(restorer(networks.identity).row, manager)
    frames = run(clip, RestoringSwapper(Telling(), traitor, FULL))
    assert_no_raw_face(judge, pictures, frames)
    assert all(frames[index].verdict is Verdict.SHIELDED for index in FAULT)


def test_a_restorer_that_hangs_is_shielded_by_the_clock(
    clip: Path, pictures: list[Image], judge: Judge, restorer: MakeRestorer, manager
) -> None:
    """Live: others get the last safe frame, then the card, and faces again when it comes back."""
    one = Faulty(restorer(networks.shifted, (0.3, 0, 0)).row, manager)
    release = threading.Event()
    one.fault = lambda square: square if release.wait(30) else None
    one.when = range(FAULT.start, sys.maxsize)
    source = open_source(str(clip), SourceOptions(realtime=True, loop=True))
    swapper = RestoringSwapper(MeshSwapper(), one, FULL)
    engine, sink = make_engine(source, swapper=swapper)
    engine.start()
    assert sink.wait_for(lambda frames: any(safe.verdict is Verdict.SWAPPED for safe in frames))
    assert sink.wait_for(
        lambda frames: frames[-1].reason == STALLED and frames[-1].index < 0 and one.seen >= 8, 60
    )
    with sink.arrived:
        before = len(sink.frames)
    release.set()
    assert sink.wait_for(
        lambda frames: any(safe.verdict is Verdict.SWAPPED for safe in frames[before:]), 60
    )
    engine.stop()
    assert_no_raw_face(judge, pictures, sink.frames)


def test_exchanged_live_in_the_engine(
    clip: Path, pictures: list[Image], judge: Judge, restorer: MakeRestorer
) -> None:
    """Restorers come, go and change while the session runs, from another thread."""
    source = open_source(str(clip), SourceOptions(realtime=True, loop=True))
    swapper = RestoringSwapper(MeshSwapper(), None, FULL)
    engine, sink = make_engine(source, swapper=swapper)
    engine.start()
    for number in range(4):
        swapper.restorer = restorer(networks.shifted, (0.3, 0, 0)) if number % 2 else None
        swapper.restore_options = RestoreOptions(strength=1.0 - 0.2 * number)
        with sink.arrived:
            before = len(sink.frames)
        assert sink.wait_for(
            lambda frames, start=before: (
                sum(safe.verdict is Verdict.SWAPPED for safe in frames[start:]) > 5
            ),
            60,
        )
    engine.stop()
    assert swapper.trouble == ""
    assert swapper.restorer is None, "the engine closes what it draws with"
    assert_no_raw_face(judge, pictures, sink.frames)
