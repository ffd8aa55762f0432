"""The tracker on real faces: found at once, followed under one id, lost when gone."""

from __future__ import annotations

import threading
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.frame import Face, Frame, Image
from app.geometry import fit_similarity
from app.pipeline.track.detector import FaceDetector
from app.pipeline.track.one_euro import OneEuro
from app.pipeline.track.pose import canonical, estimate_pose
from app.pipeline.track.tracker import Tracker
from tests.support import clips


def follow(pictures: list[Image], tracker: Tracker | None = None) -> list[Frame]:
    tracker = tracker or Tracker()
    try:
        return [
            tracker.update(Frame(picture, i, i / clips.FPS, Fraction(i, clips.FPS)))
            for i, picture in enumerate(pictures)
        ]
    finally:
        tracker.close()


def test_wandering_face_keeps_its_id_and_place() -> None:
    frames = follow(clips.wandering_face(30))
    assert [len(frame.faces) for frame in frames] == [1] * 30
    assert {frame.faces[0].track_id for frame in frames} == {1}
    for i, frame in enumerate(frames):
        nose = frame.faces[0].landmarks[4, :2]
        x, y = 320 + 60 * np.sin(i / 7), 220 + 15 * np.cos(i / 5)
        assert np.hypot(nose[0] - x, nose[1] - y) < 45
        assert frame.faces[0].score > 0.8


def test_roll_follows_the_turn_of_the_picture() -> None:
    wall = clips.room()
    for angle in (-25, -10, 10, 25):
        # OpenCV's angle is counterclockwise, ours clockwise; she holds her head at about 3 degrees.
        (frame,) = follow([clips.place(wall, 320, 230, 1.7, angle)])
        assert frame.faces[0].pose.roll == pytest.approx(3 - angle, abs=4)


def test_yaw_sign() -> None:
    """A mesh whose nose is moved to the right edge looks right; the canonical one straight on."""
    points = np.zeros((478, 3), np.float32)
    points[:468] = canonical() * 100 + 300
    assert abs(estimate_pose(points)[0].yaw) < 1
    c, s = np.cos(np.radians(30)), np.sin(np.radians(30))
    turned = points.copy()
    turned[:468] = (canonical() @ np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]], np.float32)) * 100
    pose, misfit = estimate_pose(turned)
    nose_right = turned[4, 0] > turned[[33, 263], 0].mean()
    assert pose.yaw == pytest.approx(30 if nose_right else -30, abs=0.5)
    assert misfit < 1e-3


def test_face_that_leaves_is_gone_at_once_and_comes_back_under_its_id() -> None:
    faces = clips.wandering_face(8)
    frames = follow([*faces, *[clips.room()] * 6, *faces])
    assert [len(frame.faces) for frame in frames] == [1] * 8 + [0] * 6 + [1] * 8
    assert {frame.faces[0].track_id for frame in frames if frame.faces} == {1}


def test_newcomer_is_found_in_the_frame_in_which_they_come() -> None:
    frames = follow(clips.two_faces(18))
    assert [len(frame.faces) for frame in frames] == [1] * 6 + [2] * 12
    assert {face.track_id for face in frames[-1].faces} == {1, 2}


def test_confidence_falls_when_the_face_is_covered() -> None:
    """Something skin-coloured and flat moves up before the lower half, then nearly all of it."""
    pictures = clips.wandering_face(1) * 30
    covered = []
    for i, picture in enumerate(pictures):
        picture = picture.copy()
        top = int(330 - 6 * i)
        cv2.ellipse(picture, (320, max(top, 150) + 130), (110, 130), 0, 0, 360, (130, 160, 200), -1)
        covered.append(picture)
    frames = follow(covered)
    scores = [frame.faces[0].score if frame.faces else 0.0 for frame in frames]
    assert scores[0] > 0.8
    assert min(scores) < 0.5
    assert scores[-1] < scores[0] - 0.4


def test_detector_gives_nothing_on_a_wall() -> None:
    assert FaceDetector().detect(clips.room(1280, 720)) == ()


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (97, 101), (2000, 30)])
def test_detector_takes_any_size(size: tuple[int, int]) -> None:
    FaceDetector().detect(np.full((size[1], size[0], 3), 128, np.uint8))


def test_an_answer_to_a_frame_uses_only_that_frame(shared_media: Path) -> None:
    """A hard cut to another person: the mesh jumps there in the very frame of the cut."""
    first = cv2.imread(str(shared_media / "photo" / "dfl_000025.jpg"))
    assert first is not None
    second = clips.place(clips.room(first.shape[1], first.shape[0]), 180, 700, 1.2)
    frames = follow([first] * 4 + [second] * 2)
    for frame in frames[4:]:
        assert all(
            abs(f.box.centre[0] - 180) < 60 and abs(f.box.centre[1] - 700) < 60 for f in frame.faces
        )
        assert frame.faces


def test_smoothing_stills_noise_and_keeps_up() -> None:
    rng = np.random.default_rng(3)
    still = [np.array([[100.0, 100.0]], np.float32) + rng.normal(0, 1, (1, 2)) for _ in range(90)]
    smooth = OneEuro()
    out = np.array([smooth(p.astype(np.float32), 1 / 30, 200) for p in still])
    assert out[30:].std() < 0.7 * np.array(still)[30:].std()
    smooth = OneEuro()
    for i in range(60):  # two face sizes a second
        value = smooth(np.array([[i * 400 / 30, 0]], np.float32), 1 / 30, 200)
    assert abs(value[0, 0] - 59 * 400 / 30) < 3


def test_similarity_is_exact_on_an_exact_similarity() -> None:
    rng = np.random.default_rng(1)
    source = rng.normal(0, 1, (40, 3)).astype(np.float32)
    turn, _ = np.linalg.qr(rng.normal(0, 1, (3, 3)))
    turn *= np.sign(np.linalg.det(turn))
    target = (2.5 * source @ turn.T + [1, 2, 3]).astype(np.float32)
    scale, rotation, shift = fit_similarity(source, target)
    assert scale == pytest.approx(2.5, rel=1e-4)
    np.testing.assert_allclose(rotation, turn, atol=1e-4)
    np.testing.assert_allclose(shift, [1, 2, 3], atol=1e-3)


def eye_openness(face: Face) -> float:
    from app.pipeline.swap.mesh.skin import eye_openness as openness

    return min(openness(face.landmarks, 0), openness(face.landmarks, 1))


def test_blinks_reach_the_landmarks(shared_media: Path) -> None:
    """A real clip of long blinks: the lids' landmarks nearly meet."""
    from app.pipeline.sources.file import FileSource

    source = FileSource(shared_media / "video" / "Closed_eyes_detector_me.mp4")
    pictures = []
    while len(pictures) < 260 and (frame := source.read()) is not None:
        pictures.append(frame.image)
    source.close()
    openness = [eye_openness(f.faces[0]) for f in follow(pictures[::4])]
    assert np.percentile(openness, 5) < 0.45 * np.percentile(openness, 90)


def test_closing_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    tracker = Tracker(low_latency=True, closer=True)
    tracker.update(Frame(clips.wandering_face(1)[0], 0, 0.0))
    assert set(threading.enumerate()) > before
    tracker.close()
    tracker.close()
    assert set(threading.enumerate()) == before
