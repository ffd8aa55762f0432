"""SCRFD beside the built-in detector: it adds, and takes nothing away."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from app.alignment import five_points
from app.errors import ModelError
from app.frame import Box, Detection, Frame, Image
from app.pipeline.track.analysis import ScrfdDetector, insight, scrfd
from app.pipeline.track.detector import Detector, FaceDetector
from app.pipeline.track.tracker import Tracker
from tests.pipeline.track_analysis.conftest import MakeManager
from tests.support import clips

MARK = (240, 160)


@pytest.fixture
def room() -> Image:
    return clips.room(640, 480)


Open = Callable[..., "contextmanager[ScrfdDetector]"]


@pytest.fixture
def opened(make_manager: MakeManager, tmp_path: Path) -> Open:
    """Opens a detector over a stand-in; what it tells is in `said`."""

    @contextmanager
    def make(said: list[str] | None = None, **options: object) -> Iterator[ScrfdDetector]:
        from tests.support import buffalo

        path = buffalo.scrfd(tmp_path / "det_10g.onnx", **options)  # type: ignore[arg-type]
        notice = (said if said is not None else []).append
        detector = ScrfdDetector(
            make_manager({"det_10g": path}), notice=lambda error: notice(str(error))
        )
        try:
            yield detector
        finally:
            detector.close()

    return make


def at(x: float, y: float, score: float, size: float = 100, roll: float = 0) -> Detection:
    box = Box(x - size / 2, y - size / 2, x + size / 2, y + size / 2)
    keypoints = np.zeros((6, 2), np.float32)
    keypoints[1] = np.cos(np.radians(roll)), np.sin(np.radians(roll))
    return Detection(box, score, keypoints)


# -- the union -------------------------------------------------------------------------------------


def test_what_the_built_in_one_sees_stays_where_it_is() -> None:
    first = (at(100, 100, 0.9), at(400, 100, 0.25))
    for more in ((), (at(110, 105, 0.8),), (at(400, 110, 0.1), at(700, 100, 0.9))):
        result = scrfd.joined(first, more)
        for one in first:
            (same,) = [d for d in result if d.box is one.box]
            assert same.score >= one.score
            assert same.keypoints is one.keypoints


def test_a_face_that_it_hardly_sees_becomes_certain_enough_to_cover_not_to_trust() -> None:
    (face,) = scrfd.joined((at(100, 100, 0.25),), (at(105, 100, 0.95),))
    assert face.score == scrfd.CONFIDENT
    (face,) = scrfd.joined((at(100, 100, 0.9),), (at(105, 100, 0.95),))
    assert face.score == 0.9


def test_who_is_seen_another_way_up_is_added_and_comes_first() -> None:
    """The mesh would be fitted upright to a head that hangs, and find a face there."""
    hanging = at(105, 100, 0.95, roll=170)
    result = scrfd.joined((at(100, 100, 0.4),), (hanging,))
    assert [(d.score, d.keypoints is hanging.keypoints) for d in result] == [
        (scrfd.CONFIDENT, True),
        (0.4, False),
    ]
    assert len(scrfd.joined((at(100, 100, 0.4, roll=-170),), (hanging,))) == 1


def test_a_newcomer_is_added_and_the_most_certain_is_first() -> None:
    result = scrfd.joined((at(100, 100, 0.3),), (at(500, 100, 0.95),))
    assert [(d.box.centre[0], d.score) for d in result] == [(500, scrfd.CONFIDENT), (100, 0.3)]


def test_five_points_become_six_and_ears_lie_at_the_head() -> None:
    """Of a real face: against the mesh's own tragions."""
    tracker = Tracker(smoothing=False)
    (face,) = tracker.update(Frame(clips.portrait(), 0, 0.0)).faces
    tracker.close()
    points = scrfd.six_keypoints(five_points(face.landmarks))
    np.testing.assert_array_equal(points[:3], five_points(face.landmarks)[:3])
    middle = face.landmarks[[61, 291], :2].mean(axis=0)
    np.testing.assert_allclose(points[3], middle, atol=0.01)
    off = np.linalg.norm(points[4:] - face.landmarks[list(scrfd.TRAGIONS), :2], axis=1)
    assert off.max() < 0.15 * face.box.width


# -- with networks ---------------------------------------------------------------------------------


def test_it_is_a_detector_that_the_tracker_takes(opened: Open, room: Image) -> None:
    with opened() as detector:
        as_detector: Detector = detector
        tracker = Tracker(detector=as_detector, closer=True)
        frame = tracker.update(Frame(clips.place(room, 320, 240, 1.6), 0, 0.0))
        tracker.close()
        assert len(frame.faces) == 1
        assert frame.faces[0].landmarks.shape == (478, 3)
        assert detector._manager is None  # the tracker closed it


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_mark_is_found_whichever_way_it_is_up_within_three_frames(
    opened: Open, room: Image, quarters: int
) -> None:
    from tests.support import buffalo

    picture = buffalo.paint(room, *MARK, quarters)
    with opened() as detector:
        looks = [detector.detect(picture) for _ in range(3 if quarters else 1)]
        again = detector.detect(picture)
    seen = [d for d in looks[-1] if d.score == scrfd.CONFIDENT]
    assert len(seen) == 1
    left, right = seen[0].keypoints[:2]
    turn = np.degrees(np.arctan2(*(right - left)[::-1]))
    assert round(turn / 90) % 4 == quarters
    assert seen[0].box in [d.box for d in again]  # it goes on looking where it found somebody


def test_a_small_picture_and_a_large_one_give_the_same_place(opened: Open, room: Image) -> None:
    """Boxes and points are in pixels of the picture, whatever the net's input is."""
    from tests.support import buffalo

    small = buffalo.paint(room, *MARK)
    large = np.ascontiguousarray(small.repeat(2, axis=0).repeat(2, axis=1))
    with opened() as detector:
        (a,) = [d for d in detector.detect(small) if d.score == scrfd.CONFIDENT]
        (b,) = [d for d in detector.detect(large) if d.score == scrfd.CONFIDENT]
    assert b.box.centre == pytest.approx([2 * v for v in a.box.centre], abs=2)
    assert b.box.height == pytest.approx(2 * a.box.height, rel=0.02)
    np.testing.assert_allclose(b.keypoints, 2 * a.keypoints, atol=2)


def test_what_is_not_sure_enough_is_left_out(opened: Open, room: Image) -> None:
    from tests.support import buffalo

    picture = buffalo.paint(room, *MARK)
    for gain, count in ((scrfd.SENSITIVE + 0.05, 1), (scrfd.SENSITIVE - 0.05, 0)):
        with opened(gain=gain) as detector:
            seen = [d for d in detector.detect(picture) if d.box.height == 120]
        assert len(seen) == count


@pytest.mark.parametrize("fault", ["fails", "nan", "huge", "blind"])
def test_when_it_fails_the_built_in_one_goes_on_and_it_is_told_once(
    opened: Open, room: Image, fault: str
) -> None:
    from tests.support import buffalo

    picture = buffalo.paint(clips.place(room, 320, 240, 1.6), 16, 16)
    expected = FaceDetector().detect(picture)
    assert expected
    said: list[str] = []
    with opened(said, fault=fault) as detector:
        for _ in range(3):
            found = detector.detect(picture)
            assert [d.box for d in found] == [d.box for d in expected]
            assert [d.score for d in found] == [d.score for d in expected]
    if fault == "blind":
        assert said == []
    else:
        assert len(said) == 1
        assert "\n" not in said[0]
        assert "built-in detector" in said[0]


def test_it_is_told_again_after_it_worked(opened: Open, room: Image) -> None:
    from tests.support import buffalo

    said: list[str] = []
    with opened(said, fault="fails") as detector:
        for picture in (buffalo.paint(room, 16, 16), room, buffalo.paint(room, 24, 16)):
            detector.detect(picture)
    assert len(said) == 2


def test_an_answer_that_never_changes_is_not_believed(opened: Open, room: Image) -> None:
    said: list[str] = []
    others = [clips.room(640, 480) // (1 + i) for i in range(3)]
    with opened(said, fault="stuck") as detector:
        assert detector.detect(others[0])
        assert not detector.detect(others[1])
        assert not detector.detect(others[2])
    assert len(said) == 1
    assert "the same for every picture" in said[0]


def test_a_picture_that_never_changes_is_believed(opened: Open, room: Image) -> None:
    from tests.support import buffalo

    said: list[str] = []
    with opened(said) as detector:
        for _ in range(3):
            assert detector.detect(buffalo.paint(room, *MARK))
    assert said == []


def test_one_that_hangs_costs_three_frames_at_most(
    opened: Open, room: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = clips.place(room, 320, 240, 1.6)
    expected = [d.box for d in FaceDetector().detect(picture)]
    said: list[str] = []
    looks: list[int] = []
    go = threading.Event()
    monkeypatch.setattr(scrfd, "PATIENCE", 0.05)

    def slow(*_: object, **__: object) -> insight.Look:
        looks.append(1)
        go.wait(30)
        raise RuntimeError("too late")

    with opened(said) as detector:
        monkeypatch.setattr(insight, "look", slow)
        for _ in range(4):
            assert [d.box for d in detector.detect(picture)] == expected
        assert len(looks) == 1  # it is not asked again while it hangs
        for _ in range(2 * scrfd.CHANCES):
            go.set()
            assert detector._running is not None
            assert detector._running.exception(30) is not None
            go.clear()
            assert [d.box for d in detector.detect(picture)] == expected
        go.set()
    assert len(looks) == scrfd.CHANCES
    assert len(said) == 1
    assert "longer than" in said[0]


def test_any_other_error_is_no_reason_to_stop(
    opened: Open, room: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = clips.place(room, 320, 240, 1.6)
    said: list[str] = []
    with opened(said) as detector:

        def broken(*_: object, **__: object) -> insight.Look:
            raise RuntimeError("injected")

        monkeypatch.setattr(insight, "look", broken)
        assert [d.box for d in detector.detect(picture)] == [
            d.box for d in FaceDetector().detect(picture)
        ]
    assert "RuntimeError" in said[0]


def test_the_network_is_given_back(make_manager: MakeManager, tmp_path: Path) -> None:
    from tests.support import buffalo

    manager = make_manager({"det_10g": buffalo.scrfd(tmp_path / "det_10g.onnx")})
    detector = ScrfdDetector(manager)
    assert detector.provider == "CPUExecutionProvider"
    assert manager.cleanup() == 0
    detector.close()
    detector.close()
    assert manager.cleanup() > 0
    wrong = make_manager({"det_10g": buffalo.scrfd(tmp_path / "det_10g.onnx", fault="rows")})
    with pytest.raises(ModelError, match=r"det_10g.onnx is not the network"):
        ScrfdDetector(wrong)
    wrong.cleanup()
    assert wrong.memory == {}
