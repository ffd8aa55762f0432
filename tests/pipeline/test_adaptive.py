"""What is let go of where the computer is too slow, and how it comes back."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app.frame import Box, Face, Frame, Patch, Pose, Verdict
from app.pipeline.swap.adaptive import (
    CALM,
    LONGEST_CALM,
    PROBE_SLOW,
    SLOW,
    AdaptiveSwapper,
    Level,
    Pace,
)
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.swap.options import SwapOptions
from app.templates.template import Template
from tests.support import clips
from tests.support.rig import Judge, default_template, frame_of, make_engine

PERIOD = 1 / 30


class Clock:
    """Time as the test has it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def draw(pace: Pace, clock: Clock, seconds: float, *costs: float) -> list[int]:
    """The levels on which frames were drawn for so long; `costs` by level."""
    levels = []
    end = clock.now + seconds
    while clock.now < end:
        cost = costs[pace.level]
        clock.now += max(PERIOD, cost)
        levels.append(pace.level)
        pace.note(cost)
    return levels


def test_what_keeps_up_stays() -> None:
    clock = Clock()
    pace = Pace(3, PERIOD, clock)
    assert set(draw(pace, clock, 600, 0.02, 0.0, 0.0)) == {0}


def test_a_hiccup_is_none() -> None:
    clock = Clock()
    pace = Pace(2, PERIOD, clock)
    for _ in range(20):
        draw(pace, clock, SLOW, 0.01, 0.0)
        assert not pace.note(1.0)
        draw(pace, clock, 0.2, 0.1, 0.0)
    assert pace.level == 0


def test_one_thing_after_the_other_is_let_go_of() -> None:
    clock = Clock()
    pace = Pace(4, PERIOD, clock)
    levels = draw(pace, clock, 4 * SLOW, 0.3, 0.2, 0.1, 0.005)
    assert list(dict.fromkeys(levels)) == [0, 1, 2, 3]
    # Each was given its time: nothing is given up for its first slow frame.
    assert all(levels.count(level) >= SLOW / cost - 1 for level, cost in enumerate((0.3, 0.2, 0.1)))


def test_frames_slower_than_the_window_do_not_wait_for_five() -> None:
    clock = Clock()
    pace = Pace(2, PERIOD, clock)
    clock.now += 3
    assert not pace.note(3.0)  # one alone is a hiccup, as of a laptop that slept
    clock.now += 3
    assert pace.note(3.0)
    assert pace.level == 1


def test_one_endless_frame_now_and_then_is_a_hiccup() -> None:
    clock = Clock()
    pace = Pace(2, PERIOD, clock)
    for _ in range(20):
        assert set(draw(pace, clock, SLOW / 2, 0.01, 0.0)) == {0}
        clock.now += 2 * SLOW
        assert not pace.note(2 * SLOW)
    assert pace.level == 0


def test_the_last_level_stays_however_slow_it_is() -> None:
    clock = Clock()
    pace = Pace(2, PERIOD, clock)
    draw(pace, clock, 60, 0.5, 0.5)
    assert pace.level in (0, 1)  # it tries the other now and then
    assert draw(Pace(1, PERIOD, clock), clock, 60, 0.5) == [0] * 120


def test_it_comes_back_once_there_is_time() -> None:
    clock = Clock()
    pace = Pace(2, PERIOD, clock)
    draw(pace, clock, SLOW + 1, 0.1, 0.01)
    assert pace.level == 1
    draw(pace, clock, CALM + SLOW + 1, 0.01, 0.01)  # what was slow is fast now
    assert pace.level == 0
    assert set(draw(pace, clock, 60, 0.01, 0.01)) == {0}


def test_tries_in_vain_become_rare() -> None:
    clock = Clock()
    pace = Pace(2, PERIOD, clock)
    draw(pace, clock, 3600, 0.1, 0.01)
    last = draw(pace, clock, 3600, 0.1, 0.01)
    slow = last.count(0) * 0.1
    assert 0 < slow < 3600 / LONGEST_CALM * (PROBE_SLOW + 0.5) + 1


# -- in an engine ----------------------------------------------------------------------------------


class Counting(MeshSwapper):
    """Draws, and takes as long as the test says."""

    def __init__(self, clock: Clock, cost: float) -> None:
        super().__init__()
        self.clock, self.cost = clock, cost
        self.drawn = self.closed = 0
        self.forgotten: list[int] = []

    def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
        self.drawn += 1
        self.clock.now += self.cost
        return super().swap(frame, face, template)

    def forget(self, track_id: int) -> None:
        self.forgotten.append(track_id)
        super().forget(track_id)

    def close(self) -> None:
        self.closed += 1


def face_of(image: np.ndarray) -> Face:
    template = default_template()
    points = template.landmarks.copy()
    points[:, :2] = points[:, :2] * 0.35 + (80, 20)
    points[:, 2] *= 0.35
    low, high = points[:468, :2].min(axis=0), points[:468, :2].max(axis=0)
    return Face(1, Box(*low, *high), 1.0, points.astype(np.float32), Pose(0, 0, 0))


def test_it_draws_tells_and_hands_on() -> None:
    clock, told = Clock(), []
    slow, fast = Counting(clock, 0.2), Counting(clock, 0.001)
    swapper = AdaptiveSwapper([Level(slow), Level(fast, "enhancer")], PERIOD, told.append, clock)
    template = default_template()
    image = np.full((400, 500, 3), 120, np.uint8)
    face = face_of(image)
    for index in range(30):
        clock.now += PERIOD
        patch = swapper.swap(frame_of(image, index), face, template)
        assert (patch.frame_index, patch.track_id) == (index, 1)
    assert told == ["enhancer"]
    assert slow.drawn + fast.drawn == 30
    assert slow.drawn > 5
    assert fast.drawn > 5
    swapper.options = SwapOptions(shape=0.3)
    assert slow.options.shape == fast.options.shape == 0.3
    swapper.forget(7)
    swapper.close()
    assert slow.forgotten == fast.forgotten == [7]
    assert (slow.closed, fast.closed) == (1, 1)


def test_several_faces_are_one_frame() -> None:
    clock, told = Clock(), []
    slow, fast = Counting(clock, PERIOD / 2), Counting(clock, 0.001)
    swapper = AdaptiveSwapper([Level(slow), Level(fast, "engine")], PERIOD, told.append, clock)
    template, image = default_template(), np.full((400, 500, 3), 120, np.uint8)
    faces = [face_of(image)] * 2  # each alone would keep up
    for index in range(150):
        clock.now += PERIOD / 3
        made = swapper.swap_all(frame_of(image, index), faces, template)
        assert all(isinstance(one, Patch) for one in made)
    assert told == ["engine"]


def test_a_level_that_fails_is_seen_to_fail(tmp_path: Path) -> None:
    """No level jumps in for another: frames without a patch are shielded, nothing raw leaves."""

    class Broken(MeshSwapper):
        def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
            if frame.index > 4:
                raise RuntimeError("injected")
            return super().swap(frame, face, template)

    path = clips.write(tmp_path / "one.mp4", clips.wandering_face(10))
    from app.pipeline.sources.file import FileSource

    swapper = AdaptiveSwapper([Level(Broken()), Level(MeshSwapper(), "engine")], PERIOD)
    engine, sink = make_engine(FileSource(path), swapper=swapper)
    engine.start()
    assert engine.wait(60)
    verdicts = [frame.verdict for frame in sink.frames]
    assert set(verdicts[5:]) == {Verdict.SHIELDED}
    assert Verdict.SWAPPED in verdicts[:5]
    source = FileSource(path)
    pictures = [source.read() for _ in range(10)]
    source.close()
    judge = Judge()
    for safe, picture in zip(sink.frames, pictures, strict=True):
        assert picture is not None
        assert not judge.raw_faces(picture.image, safe.image)


def test_what_fails_is_told_until_all_faces_are_drawn(tmp_path: Path) -> None:
    from app.pipeline.sources.file import FileSource

    class Broken(MeshSwapper):
        def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
            told.append(engine.trouble)
            if frame.index in (3, 4):
                raise RuntimeError("injected\nand more")
            return super().swap(frame, face, template)

    told: list[str] = []
    path = clips.write(tmp_path / "one.mp4", clips.wandering_face(10))
    engine, _ = make_engine(FileSource(path), swapper=Broken())
    engine.start()
    assert engine.wait(60)
    # Each as it was before the frame: the first bad one is the fourth.
    assert told == ["", "", "", "", "injected", "injected", "", "", "", ""]


# -- another engine while frames go by -------------------------------------------------------------


def test_engines_are_exchanged_while_frames_go_by(tmp_path: Path) -> None:
    from app.pipeline.sources import SourceOptions, open_source

    path = clips.write(tmp_path / "one.mp4", clips.wandering_face(24))
    clock = Clock()
    first, second, third = (Counting(clock, 0) for _ in range(3))
    source = open_source(str(path), SourceOptions(realtime=True, loop=True))
    engine, sink = make_engine(source, swapper=first)
    engine.start()
    engine.swap_options = SwapOptions(shape=0.4)

    def swapped(frames: list) -> bool:
        return sum(frame.verdict is Verdict.SWAPPED for frame in frames) > 5

    assert sink.wait_for(swapped, 60)
    for new in (second, third):
        engine.exchange(new)
        assert new.options.shape == 0.4
        with sink.arrived:
            assert sink.arrived.wait_for(lambda new=new: new.drawn > 3, 60)
    assert engine.swapper is third
    assert (first.closed, second.closed, third.closed) == (1, 1, 0)
    engine.stop()
    assert third.closed == 1
    late = Counting(clock, 0)
    engine.exchange(late)  # nobody draws with it any more
    assert late.closed == 1


def test_an_engine_that_cannot_be_let_go_of_keeps_nothing_open(tmp_path: Path) -> None:
    from app.pipeline.sources.file import FileSource

    class Clinging(MeshSwapper):
        def close(self) -> None:
            raise RuntimeError("injected")

    path = clips.write(tmp_path / "one.mp4", clips.wandering_face(8))
    engine, sink = make_engine(FileSource(path), swapper=Clinging())
    engine.start()
    assert engine.wait(60)
    assert sink.closed == 1
    assert not engine.running


def test_template_and_engine_are_exchanged_only_if_ready_for_each_other(tmp_path: Path) -> None:
    from app.pipeline.sources.file import FileSource
    from app.templates.library import TemplateLibrary

    library = TemplateLibrary()
    path = clips.write(tmp_path / "one.mp4", clips.wandering_face(2))
    first, second = MeshSwapper(), MeshSwapper()
    engine, _ = make_engine(FileSource(path), swapper=first)
    before, other = engine.template, library.load(library.list()[1].id)
    ready = engine.prepare(other)
    assert ready is first
    released: list[str] = []
    assert engine.exchange(second, before, lambda: released.append("first"))
    assert not engine.put_on(other, ready), "another draws by now"
    assert engine.template is before
    assert engine.put_on(other, engine.prepare(other))
    assert not engine.exchange(first, before), "another template is on by now"
    assert (engine.swapper, engine.template) == (second, other)
    assert not released, "it may still be drawing"
    engine.start()
    assert engine.wait(60)
    assert released == ["first"]
