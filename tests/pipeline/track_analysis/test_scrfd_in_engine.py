"""What leaves the app when the tracker looks with SCRFD too, right or wrong."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app.alignment import five_points
from app.frame import Frame, Image, SafeFrame, Verdict
from app.pipeline.sources.file import FileSource
from app.pipeline.track.analysis import ScrfdDetector, insight, scrfd
from app.pipeline.track.tracker import Tracker
from tests.pipeline.test_guard_faults import assert_no_raw_face
from tests.pipeline.track_analysis.conftest import MakeManager
from tests.support import clips
from tests.support.rig import Judge, make_engine

FRAMES = 24


@pytest.fixture(scope="module")
def clip(insightface: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A face that drifts, and painted marks on the wall that set off the stand-ins' faults in the
    second third."""
    from tests.support import buffalo

    pictures = clips.wandering_face(FRAMES)
    third = FRAMES // 3
    pictures[third : 2 * third] = [
        buffalo.paint(picture, 16, 16) for picture in pictures[third : 2 * third]
    ]
    return clips.write(tmp_path_factory.mktemp("clip") / "one.mp4", pictures, crf=4)


def run(path: Path, tracker: Tracker) -> list[SafeFrame]:
    engine, sink = make_engine(FileSource(path), tracker=tracker)
    engine.start()
    assert engine.wait(120)
    engine.stop()
    assert engine.error is None
    return sink.frames


def verdicts(frames: list[SafeFrame]) -> list[tuple[int, Verdict, str]]:
    return [(frame.index, frame.verdict, frame.reason) for frame in frames]


@pytest.fixture(scope="module")
def today(clip: Path) -> list[tuple[int, Verdict, str]]:
    """What leaves with the built-in detector alone."""
    frames = run(clip, Tracker())
    assert sum(frame.verdict is Verdict.SWAPPED for frame in frames) > FRAMES / 2
    return verdicts(frames)


@pytest.mark.parametrize("fault", ["fails", "nan", "huge", "blind"])
def test_a_detector_that_fails_changes_nothing(
    clip: Path,
    today: list[tuple[int, Verdict, str]],
    judge: Judge,
    make_manager: MakeManager,
    tmp_path: Path,
    fault: str,
) -> None:
    from tests.support import buffalo

    said: list[str] = []
    path = buffalo.scrfd(tmp_path / "det_10g.onnx", fault=fault, gain=1.5)
    detector = ScrfdDetector(
        make_manager({"det_10g": path}), notice=lambda error: said.append(str(error))
    )
    frames = run(clip, Tracker(detector=detector))
    assert verdicts(frames) == today
    assert_no_raw_face(judge, clip, frames)
    assert len(said) == (0 if fault == "blind" else 1)


@pytest.mark.parametrize("fault", ["everywhere", "stuck", ""])
def test_a_detector_that_sees_what_is_not_there_covers_more_and_shows_nothing(
    clip: Path, judge: Judge, make_manager: MakeManager, tmp_path: Path, fault: str
) -> None:
    """Faces everywhere, one that never moves, and one where a mark is painted on the wall."""
    from tests.support import buffalo

    path = buffalo.scrfd(tmp_path / "det_10g.onnx", fault=fault, gain=1.5 if not fault else 0.9)
    said: list[str] = []
    detector = ScrfdDetector(
        make_manager({"det_10g": path}), notice=lambda error: said.append(str(error))
    )
    frames = run(clip, Tracker(detector=detector))
    assert len(frames) == FRAMES
    assert_no_raw_face(judge, clip, frames)
    if fault == "stuck":
        assert any("same for every picture" in line for line in said)


def test_a_detector_that_hangs_costs_a_moment(
    clip: Path,
    today: list[tuple[int, Verdict, str]],
    judge: Judge,
    make_manager: MakeManager,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tests.support import buffalo

    said: list[str] = []
    path = buffalo.scrfd(tmp_path / "det_10g.onnx")
    detector = ScrfdDetector(
        make_manager({"det_10g": path}), notice=lambda error: said.append(str(error))
    )
    monkeypatch.setattr(scrfd, "PATIENCE", 0.1)
    go = threading.Event()

    def hang(*_: object, **__: object) -> insight.Look:
        go.wait(60)
        raise RuntimeError("too late")

    monkeypatch.setattr(insight, "look", hang)
    frames = run(clip, Tracker(detector=detector))
    go.set()
    assert verdicts(frames) == today
    assert_no_raw_face(judge, clip, frames)
    assert len(said) == 1


# -- somebody whom the built-in detector does not see ----------------------------------------------


def hanging(frames: int) -> list[Image]:
    """A face upside down, which drifts; the mark lies above it as it stands."""
    from tests.support import buffalo

    wall = clips.room(640, 480)
    pictures = []
    for i in range(frames):
        shift = 8 * ((i // 3) % 4)
        picture = clips.place(wall, 320 - shift, 240, 1.6, 180)
        # Turned by two quarters the face's middle is at (319 + shift, 239).
        pictures.append(buffalo.paint(picture, 320 + shift, 32, 2))
    return pictures


def test_a_head_that_hangs_is_swapped_and_not_only_shielded(
    judge: Judge, make_manager: MakeManager, tmp_path: Path
) -> None:
    from tests.support import buffalo

    upright = clips.place(clips.room(640, 480), 319, 239, 1.6)
    reader = Tracker(smoothing=False)
    (face,) = reader.update(Frame(upright, 0, 0.0)).faces
    reader.close()
    mark = (320, 32)
    reach = (mark[0] - face.box.x0, mark[1] - face.box.y0, face.box.x1 - mark[0])
    points = [(x - mark[0], y - mark[1]) for x, y in five_points(face.landmarks)]
    path = buffalo.scrfd(
        tmp_path / "det_10g.onnx", (*reach, face.box.y1 - mark[1]), points, gain=1.5
    )
    clip = clips.write(tmp_path / "hanging.mp4", hanging(FRAMES), crf=4)
    manager = make_manager({"det_10g": path})

    alone = run(clip, Tracker())
    assert not any(frame.verdict is Verdict.SWAPPED for frame in alone)
    tracker = Tracker(detector=ScrfdDetector(manager))
    rolls = [
        face.pose.roll
        for index, picture in enumerate(clips.read(clip))
        for face in tracker.update(Frame(picture, index, index / 25)).faces
    ]
    tracker.close()
    assert len(rolls) > FRAMES / 2
    assert min(abs(roll) for roll in rolls) > 165
    frames = run(clip, Tracker(detector=ScrfdDetector(manager)))
    assert sum(frame.verdict is Verdict.SWAPPED for frame in frames) > FRAMES / 2
    turned = [picture[::-1, ::-1].copy() for picture in clips.read(clip)]
    for safe in frames:
        assert not judge.raw_faces(turned[safe.index], safe.image[::-1, ::-1].copy())
