"""What leaves the app when a stage raises, stalls, returns nothing or returns rubbish."""

from __future__ import annotations

import gc
import sys
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.frame import (
    Box,
    Detection,
    Face,
    Frame,
    Image,
    Patch,
    SafeFrame,
    Shield,
    Tint,
    Verdict,
)
from app.pipeline.clock import OutputClock
from app.pipeline.composite.paste import Compositor
from app.pipeline.engine import EngineOptions
from app.pipeline.finish.finisher import Finisher
from app.pipeline.finish.options import Background, FinishOptions, Size
from app.pipeline.framing import Framing
from app.pipeline.guard import GuardOptions
from app.pipeline.guard.card import card
from app.pipeline.guard.guard import STALLED, STARTING
from app.pipeline.raw_view import RawView
from app.pipeline.sources.base import Source, SourceInfo
from app.pipeline.sources.file import FileSource
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.swap.options import SwapOptions, Tone
from app.pipeline.track.tracker import Scouted, Tracker
from app.templates.template import Template
from tests.support import clips
from tests.support.rig import Judge, KeepingSink, frame_of, make_engine

FRAMES = 24
FAULT = range(8, 16)
"""Frames in which the fault is active."""


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clips.write(tmp_path_factory.mktemp("clip") / "one.mp4", clips.wandering_face(FRAMES))


@pytest.fixture(scope="session")
def pair_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clips.write(tmp_path_factory.mktemp("clip") / "two.mp4", clips.two_faces(FRAMES))


def assert_no_raw_face(judge: Judge, path: Path, frames: list[SafeFrame]) -> None:
    """No output frame shows a face of the input, of its own frame or of the ones around it."""
    pictures = clips.read(path)
    for safe in frames:
        for index in {max(0, safe.index - 1), safe.index, min(len(pictures) - 1, safe.index + 1)}:
            raw = judge.raw_faces(pictures[index], safe.image)
            assert not raw, f"frame {safe.index} ({safe.verdict}) shows the face: {raw}"


# -- faults --------------------------------------------------------------------------------------


class FaultySwapper(MeshSwapper):
    def __init__(self, fault: Callable[[Frame, Face, Patch], object], when: range = FAULT) -> None:
        super().__init__()
        self.fault = fault
        self.when = when

    def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
        patch = super().swap(frame, face, template)
        return self.fault(frame, face, patch) if frame.index in self.when else patch  # type: ignore


class FaultyTracker(Tracker):
    def __init__(self, fault: Callable[[Frame], object], when: range = FAULT) -> None:
        super().__init__()
        self.fault = fault
        self.when = when

    def update(self, frame: Frame, scouted: Future[Scouted] | None = None) -> Frame:
        tracked = super().update(frame, scouted)
        return self.fault(tracked) if frame.index in self.when else tracked  # type: ignore


class FaultyDetector(Tracker):
    """Counts the pictures it gets, which come in order."""

    def __init__(self, fault: Callable[[tuple[Detection, ...]], object]) -> None:
        super().__init__()
        self.fault = fault
        self.seen = -1

    def _look(self, image: Image) -> Scouted:
        self.seen += 1
        found = super()._look(image)
        if self.seen not in FAULT:
            return found
        return replace(found, detections=self.fault(found.detections))  # type: ignore


class FaultyCompositor(Compositor):
    def __init__(self, fault: Callable[[Frame, Image], object], when: range = FAULT) -> None:
        self.fault = fault
        self.when = when

    def compose(self, frame: Frame, patches) -> Image:
        output = super().compose(frame, patches)
        return self.fault(frame, output) if frame.index in self.when else output  # type: ignore


def _raise(*_: object) -> object:
    raise RuntimeError("injected")


def _nothing(*_: object) -> None:
    return None


def _moved(face: Face, dx: float) -> Face:
    points = face.landmarks.copy()
    points[:, 0] += dx
    box = Box(face.box.x0 + dx, face.box.y0, face.box.x1 + dx, face.box.y1)
    return replace(face, landmarks=points, box=box)


def _nan(face: Face) -> Face:
    return replace(face, landmarks=np.full_like(face.landmarks, np.nan))


SWAPPER_FAULTS: dict[str, Callable[[Frame, Face, Patch], object]] = {
    "raises": _raise,
    "nothing": _nothing,
    "rubbish type": lambda *_: "a patch",
    "the wearer's own pixels": lambda frame, face, p: replace(
        p,
        pixels=frame.image[p.y : p.y + p.mask.shape[0], p.x : p.x + p.mask.shape[1]].copy(),
    ),
    "almost the wearer's own pixels": lambda frame, face, p: replace(
        p,
        pixels=np.clip(
            frame.image[p.y : p.y + p.mask.shape[0], p.x : p.x + p.mask.shape[1]].astype(int) + 9,
            0,
            255,
        ).astype(np.uint8),
    ),
    "clear mask": lambda frame, face, p: replace(p, mask=np.zeros_like(p.mask)),
    "half a mask": lambda frame, face, p: replace(
        p, mask=np.where(np.arange(p.mask.shape[1]) < p.mask.shape[1] // 2, p.mask, 0).astype("u1")
    ),
    "thin mask": lambda frame, face, p: replace(p, mask=p.mask // 4),
    "in the wrong place": lambda frame, face, p: replace(p, x=0, y=0),
    "outside the frame": lambda frame, face, p: replace(p, x=frame.width - 3),
    "of another frame": lambda frame, face, p: replace(p, frame_index=frame.index - 1),
    "of another face": lambda frame, face, p: replace(p, track_id=999),
    "wrong shape": lambda frame, face, p: replace(p, pixels=p.pixels[:-2]),
    "wrong dtype": lambda frame, face, p: replace(p, pixels=p.pixels.astype(np.float32)),
}

TRACKER_FAULTS: dict[str, Callable[[Frame], object]] = {
    "raises": _raise,
    "nothing": _nothing,
    "rubbish type": lambda frame: 7,
    "no faces": lambda frame: replace(frame, faces=()),
    "no faces, no detections": lambda frame: replace(frame, faces=(), detections=()),
    "faces elsewhere": lambda frame: replace(
        frame, faces=tuple(_moved(face, 200) for face in frame.faces)
    ),
    "faces elsewhere, no detections": lambda frame: replace(
        frame, faces=tuple(_moved(face, 200) for face in frame.faces), detections=()
    ),
    "half a face beside": lambda frame: replace(
        frame, faces=tuple(_moved(face, 0.6 * face.box.width) for face in frame.faces)
    ),
    "not numbers": lambda frame: replace(frame, faces=tuple(map(_nan, frame.faces))),
    "detections that are not numbers": lambda frame: replace(
        frame,
        detections=tuple(replace(d, box=Box(np.nan, 0, 1, 1)) for d in frame.detections),
    ),
    "no confidence": lambda frame: replace(
        frame, faces=tuple(replace(face, score=0.0) for face in frame.faces)
    ),
    "another frame's answer": lambda frame: replace(frame, index=frame.index - 1),
    "another picture": lambda frame: replace(frame, image=frame.image.copy()),
    "the same face twice": lambda frame: replace(frame, faces=frame.faces * 2),
}

COMPOSITOR_FAULTS: dict[str, Callable[[Frame, Image], object]] = {
    "raises": _raise,
    "nothing": _nothing,
    "the camera's picture": lambda frame, output: frame.image,
    "a copy of the camera's picture": lambda frame, output: frame.image.copy(),
    "the camera's picture, brighter": lambda frame, output: np.clip(
        frame.image.astype(int) + 12, 0, 255
    ).astype(np.uint8),
    "half and half": lambda frame, output: (
        frame.image.astype(int) * 0.9 + output.astype(int) * 0.1
    ).astype(np.uint8),
    "smaller": lambda frame, output: output[::2, ::2],
    "of another type": lambda frame, output: output.astype(np.float32),
}

DETECTOR_FAULTS: dict[str, Callable[[tuple[Detection, ...]], object]] = {
    "raises": _raise,
    "nothing": _nothing,
    "boxes elsewhere": lambda found: tuple(
        replace(d, box=Box(0, 0, 40, 40), keypoints=d.keypoints - 150) for d in found
    ),
    "boxes without size": lambda found: tuple(replace(d, box=Box(9, 9, 9, 9)) for d in found),
}


@pytest.mark.parametrize("name", SWAPPER_FAULTS)
def test_faulty_swapper_is_shielded(clip: Path, judge: Judge, name: str) -> None:
    engine, sink = make_engine(FileSource(clip), swapper=FaultySwapper(SWAPPER_FAULTS[name]))
    run_and_check(engine, sink, clip, judge)


@pytest.mark.parametrize("name", TRACKER_FAULTS)
def test_faulty_tracker_is_shielded(clip: Path, judge: Judge, name: str) -> None:
    engine, sink = make_engine(FileSource(clip), tracker=FaultyTracker(TRACKER_FAULTS[name]))
    run_and_check(engine, sink, clip, judge)


@pytest.mark.parametrize("name", COMPOSITOR_FAULTS)
def test_faulty_compositor_is_shielded(clip: Path, judge: Judge, name: str) -> None:
    compositor = FaultyCompositor(COMPOSITOR_FAULTS[name])
    engine, sink = make_engine(FileSource(clip), compositor=compositor)
    run_and_check(engine, sink, clip, judge)


@pytest.mark.parametrize("name", DETECTOR_FAULTS)
def test_faulty_detector_leaks_nothing(clip: Path, judge: Judge, name: str) -> None:
    """The mesh may still hold the face, so the frame need not be shielded; it must be covered."""
    engine, sink = make_engine(FileSource(clip), tracker=FaultyDetector(DETECTOR_FAULTS[name]))
    engine.start()
    assert engine.wait(120)
    assert [safe.index for safe in sink.frames] == list(range(FRAMES))
    assert_no_raw_face(judge, clip, sink.frames)


class WatchedSource:
    """A source that knows which of its pictures are still held by anybody."""

    def __init__(self, path: Path) -> None:
        self._source = FileSource(path)
        self._given: list[weakref.ref[Image]] = []

    @property
    def info(self) -> SourceInfo:
        return self._source.info

    def read(self) -> Frame | None:
        frame = self._source.read()
        if frame is not None:
            self._given.append(weakref.ref(frame.image))
        return frame

    def held(self) -> int:
        return sum(picture() is not None for picture in self._given)

    def close(self) -> None:
        self._source.close()


@pytest.mark.parametrize("part", ["swapper", "tracker", "detector", "compositor"])
def test_a_part_that_keeps_failing_keeps_no_pictures(clip: Path, part: str) -> None:
    """Errors lead to the calls they went through and so to their pictures: none may be left for
    Python's search for cycles, which comes when it likes."""
    parts: dict[str, Any] = {
        "swapper": lambda: {"swapper": FaultySwapper(_raise, range(FRAMES))},
        "tracker": lambda: {"tracker": FaultyTracker(_raise, range(FRAMES))},
        "detector": lambda: {"tracker": FaultyDetector(_raise)},
        "compositor": lambda: {"compositor": FaultyCompositor(_raise, range(FRAMES))},
    }
    source = WatchedSource(clip)
    engine, sink = make_engine(source, **parts[part]())
    gc.collect()
    gc.disable()
    try:
        engine.start()
        assert engine.wait(120)
        assert len(sink.frames) == FRAMES
        # The tracker may still hold its last one, and the reader's thread as well.
        assert source.held() <= 2
    finally:
        gc.enable()


TINT_FAULTS: dict[str, Callable[[Tint], object]] = {
    "rubbish type": lambda tint: "a tint",
    "not numbers": lambda tint: replace(tint, gain=np.full(3, np.nan, np.float32)),
    "black": lambda tint: replace(tint, gain=np.zeros(3, np.float32)),
    "wrong shape": lambda tint: replace(tint, gain=np.ones((2, 2), np.float32)),
    "no outline": lambda tint: replace(tint, outline=tint.outline[:2]),
    "outline that is no numbers": lambda tint: replace(tint, outline=tint.outline * np.nan),
}


@pytest.mark.parametrize("name", TINT_FAULTS)
def test_faulty_tint_is_shielded(clip: Path, judge: Judge, name: str) -> None:
    def spoil(frame: Frame, face: Face, patch: Patch) -> object:
        assert patch.tint is not None
        return replace(patch, tint=TINT_FAULTS[name](patch.tint))

    engine, sink = make_engine(FileSource(clip), swapper=FaultySwapper(spoil))
    engine.swap_options = SwapOptions(tone=Tone.TEMPLATE)
    run_and_check(engine, sink, clip, judge)


@pytest.mark.parametrize("part", ["_likely", "_recolour", "_weigh"])
def test_tinting_that_fails_shields(
    clip: Path, judge: Judge, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(Compositor):
        def compose(self, frame: Frame, patches: Sequence[Patch]) -> Image:
            with monkeypatch.context() as patch:
                if frame.index in FAULT:
                    patch.setattr(f"app.pipeline.composite.tint.{part}", _raise)
                return super().compose(frame, patches)

    engine, sink = make_engine(FileSource(clip), compositor=Failing())
    engine.swap_options = SwapOptions(tone=Tone.TEMPLATE)
    run_and_check(engine, sink, clip, judge)


def test_tint_without_its_patch_does_not_pass_for_a_swap(clip: Path, judge: Judge) -> None:
    """The wearer's face in another colour is still the wearer's face."""
    engine, sink = make_engine(
        FileSource(clip),
        compositor=FaultyCompositor(
            lambda frame, output: np.clip(frame.image * np.array([0.5, 0.55, 0.6]), 0, 255).astype(
                np.uint8
            )
        ),
    )
    engine.swap_options = SwapOptions(tone=Tone.TEMPLATE)
    run_and_check(engine, sink, clip, judge)


def run_and_check(engine, sink: KeepingSink, clip: Path, judge: Judge) -> None:
    """The frames at fault are shielded, the others swapped, and none shows the face."""
    engine.start()
    assert engine.wait(120)
    assert engine.error is None
    verdicts = {safe.index: safe.verdict for safe in sink.frames}
    assert [safe.index for safe in sink.frames] == list(range(FRAMES)), "a frame went missing"
    assert all(verdicts[i] is Verdict.SHIELDED for i in FAULT)
    assert all(safe.reason for safe in sink.frames if safe.verdict is Verdict.SHIELDED)
    assert all(verdicts[i] is Verdict.SWAPPED for i in range(FAULT.start))
    assert verdicts[FRAMES - 1] is Verdict.SWAPPED
    assert_no_raw_face(judge, clip, sink.frames)


def test_faulty_guard_and_faulty_shield_send_the_card(
    clip: Path, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, sink = make_engine(FileSource(clip))
    monkeypatch.setattr(engine.guard, "judge", _raise)
    monkeypatch.setattr(engine.guard, "shield", _raise)
    engine.start()
    assert engine.wait(120)
    assert [safe.index for safe in sink.frames] == list(range(FRAMES))
    assert {safe.reason for safe in sink.frames} == {"the guard failed"}
    assert_no_raw_face(judge, clip, sink.frames)


def test_swapper_that_cannot_forget_shields_and_goes_on(
    clip: Path, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    swapper = MeshSwapper()
    monkeypatch.setattr(swapper, "forget", _raise)
    tracker = FaultyTracker(lambda frame: replace(frame, faces=()))
    engine, sink = make_engine(FileSource(clip), tracker=tracker, swapper=swapper)
    engine.start()
    assert engine.wait(120)
    assert [safe.index for safe in sink.frames] == list(range(FRAMES))
    assert all(sink.frames[i].verdict is Verdict.SHIELDED for i in FAULT)
    assert_no_raw_face(judge, clip, sink.frames)


@pytest.mark.parametrize("method", ["judge", "covers"])
def test_faulty_guard_sends_the_shield(
    clip: Path, judge: Judge, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, sink = make_engine(FileSource(clip))
    monkeypatch.setattr(engine.guard, method, _raise)
    engine.start()
    assert engine.wait(120)
    assert {safe.verdict for safe in sink.frames} == {Verdict.SHIELDED}
    assert_no_raw_face(judge, clip, sink.frames)


def test_face_that_nothing_covers_is_shielded(
    pair_clip: Path, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tracker loses the second face, and the mosaic that should cover it does not come."""
    tracker = FaultyTracker(lambda frame: replace(frame, faces=frame.faces[:1]))
    engine, sink = make_engine(FileSource(pair_clip), tracker=tracker)
    monkeypatch.setattr(engine.guard, "covers", lambda *_: [])
    engine.start()
    assert engine.wait(120)
    assert all(sink.frames[i].verdict is Verdict.SHIELDED for i in FAULT)
    assert_no_raw_face(judge, pair_clip, sink.frames)


def test_face_without_a_mesh_gets_a_mosaic(pair_clip: Path, judge: Judge) -> None:
    tracker = FaultyTracker(lambda frame: replace(frame, faces=frame.faces[:1]))
    engine, sink = make_engine(FileSource(pair_clip), tracker=tracker)
    engine.start()
    assert engine.wait(120)
    assert all(sink.frames[i].verdict is Verdict.SWAPPED for i in FAULT)
    assert_no_raw_face(judge, pair_clip, sink.frames)


def test_panic_key_takes_the_picture_away_at_once(clip: Path) -> None:
    """Frames that were already judged and queued do not get out either."""
    from app.pipeline.sources import SourceOptions, open_source

    engine, sink = make_engine(open_source(str(clip), SourceOptions(realtime=True, loop=True)))
    engine.start()
    assert sink.wait_for(lambda frames: any(f.verdict is Verdict.SWAPPED for f in frames), 60)
    engine.guard.panic = True
    with sink.arrived:
        before = len(sink.frames)
    assert sink.wait_for(lambda frames: len(frames) > before + 5, 60)
    engine.guard.panic = False
    assert sink.wait_for(lambda frames: frames[-1].verdict is Verdict.SWAPPED, 60)
    engine.stop()
    # One frame may have been on its way into the sink when the key was pressed.
    panicked = sink.frames[before + 1 : before + 5]
    assert all(f.verdict is Verdict.SHIELDED for f in panicked)
    card = panicked[0].image
    assert all((f.image == card).all() for f in panicked)


class GatedSink(KeepingSink):
    """Holds the pipeline at its first frame until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.gate = threading.Event(), threading.Event()

    def write(self, frame: SafeFrame) -> None:
        self.inside.set()
        assert self.gate.wait(60)
        super().write(frame)


def test_panic_key_reaches_frames_that_wait_before_a_sink(clip: Path) -> None:
    gated = GatedSink()
    engine, sink = make_engine(FileSource(clip), sinks=[gated])
    engine.start()
    assert gated.inside.wait(60)
    # The other sink shows how far the pipeline is: these were judged safe and wait at the gate.
    assert sink.wait_for(lambda frames: len(frames) >= 3, 60)
    assert {frame.verdict for frame in sink.frames} == {Verdict.SWAPPED}
    engine.guard.panic = True
    gated.gate.set()
    assert engine.wait(120)
    assert gated.frames[0].verdict is Verdict.SWAPPED  # was inside already
    assert {frame.verdict for frame in gated.frames[1:]} == {Verdict.SHIELDED}
    assert len(gated.frames) == FRAMES


@pytest.mark.parametrize("shield", list(Shield))
def test_every_shield_hides_both_faces(pair_clip: Path, judge: Judge, shield: Shield) -> None:
    """One of two faces cannot be drawn: the whole frame is shielded, by each kind of shield."""

    def second_only(frame: Frame, face: Face, patch: Patch) -> object:
        if face.box.centre[0] > frame.width / 2:
            raise RuntimeError("injected")
        return patch

    engine, sink = make_engine(
        FileSource(pair_clip),
        swapper=FaultySwapper(second_only),
        options=EngineOptions(guard=GuardOptions(shield=shield)),
    )
    engine.start()
    assert engine.wait(120)
    assert all(sink.frames[i].verdict is Verdict.SHIELDED for i in FAULT)
    assert_no_raw_face(judge, pair_clip, sink.frames)


def test_newcomer_is_covered_in_the_first_frame(pair_clip: Path, judge: Judge) -> None:
    engine, sink = make_engine(FileSource(pair_clip))
    engine.start()
    assert engine.wait(120)
    assert sink.frames[FRAMES // 3].faces == 2
    assert_no_raw_face(judge, pair_clip, sink.frames)


# -- stalls, live --------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["swapper", "tracker", "compositor"])
def test_stalled_stage_sends_safe_frames_on_the_clock(clip: Path, judge: Judge, stage: str) -> None:
    """Live: while a stage hangs, the sink goes on getting frames: the last safe one, then the
    card; and the stream comes back by itself."""
    from app.pipeline.sources import SourceOptions, open_source

    def hang(*arguments: object) -> object:
        if not getattr(hang, "done", False):
            hang.done = True  # type: ignore[attr-defined]
            time.sleep(2.5)
        return arguments[-1]

    # From a frame on, not in a few: a busy machine leaves out whichever it has no time for.
    when = range(FAULT.start, sys.maxsize)
    parts = {
        "swapper": {"swapper": FaultySwapper(hang, when)},
        "tracker": {"tracker": FaultyTracker(hang, when)},
        "compositor": {"compositor": FaultyCompositor(hang, when)},
    }[stage]
    source = open_source(str(clip), SourceOptions(realtime=True, loop=True))
    engine, sink = make_engine(source, **parts)
    engine.start()

    def came_back(frames: list[SafeFrame]) -> bool:
        # The card, too: a busy machine has short stalls of its own.
        cards = [i for i, safe in enumerate(frames) if safe.reason == STALLED and safe.index < 0]
        return bool(cards) and any(safe.verdict is Verdict.SWAPPED for safe in frames[cards[-1] :])

    assert sink.wait_for(came_back, 60)
    engine.stop()
    assert sink.frames[0].reason in (STARTING, "")
    assert any(safe.reason == STALLED and safe.index == -1 for safe in sink.frames), "no card"
    pictures = clips.read(clip)
    for safe in sink.frames:
        if safe.index >= 0:
            picture = pictures[safe.index % FRAMES]
            assert not judge.raw_faces(picture, safe.image)


# -- the wearer's own view -------------------------------------------------------------------------


class FaultyRawView(RawView):
    """Raises, or lays the camera's picture where the covered one should be."""

    def __init__(self, fault: str) -> None:
        super().__init__()
        self._fault = fault
        self.asked = 0

    def show(self, frame: Frame) -> None:
        super().show(frame)
        self.asked += 1
        if self.asked > 5 and self._fault == "raises":
            raise RuntimeError("injected")
        if self.asked > 5 and self._fault == "writes":
            frame.image[:] = 0


@pytest.mark.parametrize("fault", ["raises", "writes"])
def test_a_faulty_raw_view_is_shielded(clip: Path, judge: Judge, fault: str) -> None:
    raw_view = FaultyRawView(fault)
    raw_view.switch(True)
    engine, sink = make_engine(FileSource(clip), raw_view=raw_view)
    engine.start()
    assert engine.wait(60)
    assert raw_view.asked > 8
    assert_no_raw_face(judge, clip, sink.frames)
    assert [frame.verdict for frame in sink.frames[5:]] == [Verdict.SHIELDED] * (
        len(sink.frames) - 5
    )


def test_the_raw_view_keeps_nothing_while_it_is_off(clip: Path) -> None:
    raw_view = RawView()
    engine, sink = make_engine(FileSource(clip), raw_view=raw_view)
    engine.start()
    assert engine.wait(60)
    assert len(sink.frames) > 10
    assert all(raw_view.picture(frame.index) is None for frame in sink.frames)


def test_what_the_raw_view_shows_goes_to_no_sink(clip: Path, judge: Judge) -> None:
    raw_view = RawView()
    raw_view.switch(True)
    engine, sink = make_engine(FileSource(clip), raw_view=raw_view)
    engine.start()
    assert engine.wait(60)
    newest = sink.frames[-1]
    raw = raw_view.picture(newest.index)
    assert raw is not None
    assert raw_view.picture(sink.frames[0].index) is None  # long gone
    assert_no_raw_face(judge, clip, sink.frames)
    assert not np.shares_memory(raw, newest.image)
    raw_view.forget()
    assert raw_view.picture(newest.index) is None


def test_the_panic_key_stops_the_raw_view(clip: Path) -> None:
    raw_view = RawView()
    raw_view.switch(True)
    engine, sink = make_engine(FileSource(clip), raw_view=raw_view)
    engine.guard.panic = True
    engine.start()
    assert engine.wait(60)
    assert all(raw_view.picture(frame.index) is None for frame in sink.frames)


def test_a_blanked_raw_view_takes_nothing() -> None:
    raw_view = RawView()
    raw_view.switch(True)
    frame = frame_of(clips.portrait())
    raw_view.show(frame)
    assert raw_view.picture(frame.index) is not None
    raw_view.blank(True)
    assert raw_view.picture(frame.index) is None
    raw_view.show(frame)  # one that was underway when the key went down
    assert raw_view.picture(frame.index) is None
    raw_view.blank(False)
    raw_view.show(frame)
    assert raw_view.picture(frame.index) is not None


# -- the last step before the sinks ----------------------------------------------------------------


@pytest.mark.parametrize("fault", ["raises", "nothing", "shape", "kind"])
def test_a_faulty_finish_is_the_card(
    clip: Path, judge: Judge, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Finisher.finish
    asked = 0

    def finish(self: Finisher, safe: SafeFrame) -> SafeFrame | None:
        nonlocal asked
        asked += 1
        if asked <= 5:
            return real(self, safe)
        if fault == "raises":
            raise RuntimeError("injected")
        if fault == "nothing":
            return None
        shape, kind = ((9, 9, 3), np.uint8) if fault == "shape" else (safe.image.shape, np.float32)
        return replace(safe, image=np.zeros(shape, kind))

    monkeypatch.setattr(Finisher, "finish", finish)
    size = FinishOptions(Size(320, 320))
    engine, sink = make_engine(FileSource(clip), options=EngineOptions(finish=size))
    engine.start()
    assert engine.wait(60)
    assert asked > 8
    plain = card(320, 320)
    for safe in sink.frames[5:]:
        assert safe.verdict is Verdict.SHIELDED
        assert np.array_equal(safe.image, plain)


def test_an_output_of_another_size_holds_no_raw_face(clip: Path, judge: Judge) -> None:
    size = FinishOptions(Size(480, 480), background=Background.BLUR, badge=True)
    engine, sink = make_engine(FileSource(clip), options=EngineOptions(finish=size))
    engine.start()
    assert engine.wait(60)
    before = clips.read(clip)
    framing = Framing((before[0].shape[1], before[0].shape[0]), (480, 480), size.fit)
    assert any(safe.verdict is Verdict.SWAPPED for safe in sink.frames)
    for safe in sink.frames:
        assert safe.image.shape == (480, 480, 3)
        if safe.index >= 0:
            assert not judge.raw_faces(framing.apply(before[safe.index]), safe.image)


def test_the_panic_key_is_the_card_of_the_outputs_size(clip: Path) -> None:
    options = EngineOptions(finish=FinishOptions(Size(480, 320)))
    engine, sink = make_engine(FileSource(clip), options=options)
    engine.guard.panic = True
    engine.start()
    assert engine.wait(60)
    plain = card(480, 320)
    assert sink.frames
    assert all(np.array_equal(safe.image, plain) for safe in sink.frames)


# -- the output clock ------------------------------------------------------------------------------


class PacedSink(KeepingSink):
    """What a virtual camera is to the engine."""

    paced = True


class FaultyClock(OutputClock):
    """Fails in one way from its twentieth arrival on."""

    fault = ""
    count = 0

    def arrived(self, index: int, captured_at: float, now: float) -> None:
        type(self).count += 1
        if self.fault == "arrival raises" and self.count > 20:
            raise RuntimeError("injected")
        super().arrived(index, captured_at, now)

    def ticked(self, now: float) -> None:
        if self.count > 20:
            if self.fault == "tick raises":
                raise RuntimeError("injected")
            if self.fault == "ticks twice":
                super().ticked(now)
            if self.fault == "is late":
                self.due += 0.5
            if self.fault == "no number":
                self.due = float("nan")
                return
        super().ticked(now)


@pytest.mark.parametrize(
    "fault", ["arrival raises", "tick raises", "ticks twice", "is late", "no number"]
)
def test_faulty_clock_lets_nothing_raw_out_and_frames_go_on(
    clip: Path, judge: Judge, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty = type("Faulty", (FaultyClock,), {"fault": fault})
    monkeypatch.setattr("app.pipeline.outlet.OutputClock", faulty)
    sink = PacedSink()
    engine, _ = make_engine(live(clip), sinks=[sink])
    engine.start()
    assert sink.wait_for(lambda frames: faulty.count > 20, 60)
    so_far = len(sink.frames)
    assert sink.wait_for(lambda frames: len(frames) > so_far + 8, 20), "the stream ended"
    assert len(sink.frames) < so_far + 60, "a burst"
    engine.stop()
    assert engine.error is None
    assert_none_raw(judge, clip, sink.frames)


def live(clip: Path) -> Source:
    from app.pipeline.sources import SourceOptions, open_source

    return open_source(str(clip), SourceOptions(realtime=True, loop=True))


def assert_none_raw(judge: Judge, clip: Path, frames: list[SafeFrame]) -> None:
    """Of a clip that is shown over and over."""
    pictures = clips.read(clip)
    seen: set[int] = set()
    for safe in frames:
        if safe.index >= 0 and id(safe.image) not in seen:
            seen.add(id(safe.image))
            assert not judge.raw_faces(pictures[safe.index % FRAMES], safe.image)


class SilentSource:
    """Gives some frames of another source, and then none for ever."""

    def __init__(self, source: Source, frames: int) -> None:
        self._source, self._left = source, frames
        self._closed = threading.Event()

    @property
    def info(self) -> SourceInfo:
        return self._source.info

    def read(self) -> Frame | None:
        if self._left == 0:
            self._closed.wait()
            return None
        self._left -= 1
        return self._source.read()

    def close(self) -> None:
        self._closed.set()
        self._source.close()


@pytest.mark.parametrize("given", [0, FRAMES])
def test_source_that_stalls_for_ever_leaves_the_card(clip: Path, judge: Judge, given: int) -> None:
    sink = PacedSink()
    engine, _ = make_engine(SilentSource(live(clip), given), sinks=[sink])
    engine.start()

    def shows_the_card(frames: list[SafeFrame]) -> bool:
        cards = [f for f in frames if f.index < 0]
        return len(cards) > 20 and (not given or any(f.reason == STALLED for f in cards))

    assert sink.wait_for(shows_the_card, 60)
    engine.stop()
    first = sink.frames[0]
    assert first.reason == STARTING
    assert first.index == -1, "the first frame is the card"
    assert sink.frames[-1].image is first.image
    assert_none_raw(judge, clip, sink.frames)


def test_panic_key_reaches_a_paced_sink_with_its_next_frame(clip: Path) -> None:
    sink = PacedSink()
    engine, _ = make_engine(live(clip), sinks=[sink])
    engine.start()
    assert sink.wait_for(lambda frames: any(f.verdict is Verdict.SWAPPED for f in frames), 60)
    engine.guard.panic = True
    with sink.arrived:
        before = len(sink.frames)
    assert sink.wait_for(lambda frames: len(frames) > before + 5, 60)
    engine.stop()
    card = sink.frames[0].image
    # One may have been on its way into the sink when the key went down.
    assert all(frame.image is card for frame in sink.frames[before + 1 :])


def test_last_frame_of_a_source_is_written_before_the_end(clip: Path) -> None:
    from app.pipeline.sources import SourceOptions, open_source

    sink = PacedSink()
    source = open_source(str(clip), SourceOptions(realtime=True))
    engine, other = make_engine(source, sinks=[sink])
    engine.start()
    assert engine.wait(60)
    assert other.frames[-1].index == FRAMES - 1
    assert sink.frames[-1].index == FRAMES - 1
    assert sink.closed


# -- the outputs -----------------------------------------------------------------------------------


def test_no_output_shows_the_face_while_stages_fail(
    clip: Path, judge: Judge, tmp_path: Path
) -> None:
    """A recording, a stream and a late output, each decoded again: what the codecs, queues and
    buffers of the outputs hold came from the guard."""
    import socket

    import av

    from app.pipeline.sinks import DelayedSink, RecordingSink, make_sink

    # Again and again: a busy machine leaves out whichever frames it has no time for.
    when = range(FAULT.start, sys.maxsize, 3)
    late, stream = KeepingSink(), tmp_path / "udp.ts"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 24)
        peer.bind(("127.0.0.1", 0))
        peer.setblocking(False)
        engine, kept = make_engine(
            live(clip),
            swapper=FaultySwapper(_raise, when),
            compositor=FaultyCompositor(lambda frame, output: frame.image, when),
            options=EngineOptions(guard=GuardOptions(shield=Shield.CARD)),
            sinks=[
                RecordingSink(tmp_path / "o.mp4"),
                make_sink(f"udp://127.0.0.1:{peer.getsockname()[1]}"),
                DelayedSink(late, 0.3, lambda: engine.guard.panic),
            ],
        )
        engine.start()

        def seen(frames: list[SafeFrame]) -> bool:
            verdicts = {frame.verdict for frame in frames if frame.index >= 0}
            return len(frames) > 3 * FRAMES and len(verdicts) > 1

        assert kept.wait_for(seen, 60)
        engine.stop()
        with stream.open("wb") as file:
            while True:
                try:
                    file.write(peer.recv(65536))
                except BlockingIOError:
                    break
    assert engine.error is None
    assert any(frame.verdict is Verdict.SHIELDED for frame in kept.frames)
    assert any(frame.verdict is Verdict.SWAPPED for frame in kept.frames)
    shown = [frame.image for frame in late.frames[::4]]
    for path in (tmp_path / "o.mp4", stream):
        with av.open(str(path)) as file:
            decoded = [one.to_ndarray(format="bgr24") for one in file.decode(video=0)]
        assert len(decoded) > FRAMES
        shown += decoded[::4]
    pictures = clips.read(clip)
    for image in shown:
        for picture in pictures[::6]:
            assert not judge.raw_faces(picture, image)


def test_the_panic_key_counts_while_a_picture_is_finished(
    clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Finisher.finish
    engine, sink = make_engine(FileSource(clip))
    asked = 0

    def finish(self: Finisher, safe: SafeFrame) -> SafeFrame:
        nonlocal asked
        asked += 1
        if asked == 8:
            engine.guard.panic = True
        return real(self, safe)

    monkeypatch.setattr(Finisher, "finish", finish)
    engine.start()
    assert engine.wait(60)
    assert asked > 8
    plain = engine.guard.card
    assert not np.array_equal(sink.frames[6].image, plain)
    for safe in sink.frames[7:]:
        assert np.array_equal(safe.image, plain)


def test_the_panic_key_counts_for_a_held_picture(clip: Path) -> None:
    engine, sink = make_engine(FileSource(clip))
    held = SafeFrame(np.full((9, 9, 3), 7, np.uint8), Verdict.SHIELDED, STALLED, 1, 3, 0.0)
    (outlet,) = engine._outlets
    engine.guard.panic = True
    outlet.write(held)
    (left,) = sink.frames
    assert np.array_equal(left.image, engine.guard.card)
    engine.stop()
