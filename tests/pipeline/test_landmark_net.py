"""The landmark net on real people, and the door that newcomers pass: two nets must be convinced."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from app.frame import N_LANDMARKS, N_MESH, Floats, Frame, Image, Verdict
from app.pipeline.sources.file import FileSource
from app.pipeline.swap.mesh.placement import Head, gaze_of
from app.pipeline.swap.mesh.skin import eye_openness
from app.pipeline.swap.mesh.topology import LOWER_LID, UPPER_LID
from app.pipeline.track.landmark_net import LandmarkNet
from app.pipeline.track.mesh import MeshNet, Roi
from app.pipeline.track.tracker import Tracker
from tests.support import clips
from tests.support.rig import Judge, make_engine

FRAMES = 8


class Counted:
    """A net whose looks are counted.

    Attributes:
        presence: Put in the place of what the net says; None: what it says.
    """

    def __init__(self, presence: float | None = None) -> None:
        self.presence = presence
        self.asked = 0

    def word(self, presence: float) -> float:
        self.asked += 1
        return presence if self.presence is None else self.presence


class Doorkeeper(Counted, MeshNet):
    def __init__(self, presence: float | None = None) -> None:
        Counted.__init__(self, presence)
        MeshNet.__init__(self)

    def fit(self, image: Image, roi: Roi) -> tuple[Floats, float]:
        landmarks, presence = super().fit(image, roi)
        return landmarks, self.word(presence)


class Landmarks(Counted, LandmarkNet):
    def __init__(self, presence: float | None = None) -> None:
        Counted.__init__(self, presence)
        LandmarkNet.__init__(self)

    def fit(self, image: Image, roi: Roi) -> tuple[Floats, float]:
        landmarks, presence = super().fit(image, roi)
        return landmarks, self.word(presence)


def guarded_by(doorkeeper: MeshNet, landmarks: LandmarkNet | None = None) -> Tracker:
    tracker = Tracker(landmarks=landmarks)
    tracker._doorkeeper = doorkeeper
    return tracker


def follow(tracker: Tracker, pictures: list[Image]) -> list[Frame]:
    frames = [tracker.update(Frame(p, i, i / clips.FPS)) for i, p in enumerate(pictures)]
    tracker.close()
    return frames


# -- newcomers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("doubter", ["doorkeeper", "landmarks"])
@pytest.mark.parametrize("presence", [0.0, 0.3, 0.89])
def test_whoever_does_not_convince_both_nets_is_no_face(doubter: str, presence: float) -> None:
    doorkeeper = Doorkeeper(presence if doubter == "doorkeeper" else None)
    landmarks = Landmarks(presence if doubter == "landmarks" else None)
    frames = follow(guarded_by(doorkeeper, landmarks), clips.wandering_face(FRAMES))
    assert doorkeeper.asked >= FRAMES
    assert not any(frame.faces for frame in frames)
    assert all(frame.detections for frame in frames), "the guard is told where to put a mosaic"


def test_the_doorkeeper_is_asked_at_the_door_only() -> None:
    doorkeeper, landmarks = Doorkeeper(), Landmarks()
    frames = follow(guarded_by(doorkeeper, landmarks), clips.wandering_face(FRAMES))
    assert [len(frame.faces) for frame in frames] == [1] * FRAMES
    assert doorkeeper.asked <= 4
    assert landmarks.asked >= FRAMES


class ChoosyDoorkeeper(MeshNet):
    """Lets nobody in whose face lies right of a line."""

    def __init__(self, line: float) -> None:
        super().__init__()
        self.line = line

    def fit(self, image: Image, roi: Roi) -> tuple[Floats, float]:
        landmarks, presence = super().fit(image, roi)
        return landmarks, presence if roi.cx < self.line else 0.0


@pytest.mark.parametrize(
    ("line", "verdict"), [(480.0, Verdict.SWAPPED), (0.0, Verdict.SHIELDED)], ids=["one", "none"]
)
def test_who_is_not_let_in_is_covered(tmp_path: Path, line: float, verdict: Verdict) -> None:
    """By a mosaic beside someone who is; alone, there is nobody to show and the shield goes out."""
    pictures = clips.two_faces(FRAMES)
    source = FileSource(clips.write(tmp_path / "clip.mp4", pictures))
    engine, sink = make_engine(source, tracker=guarded_by(ChoosyDoorkeeper(line)))
    engine.start()
    assert engine.wait(60)
    assert [safe.verdict for safe in sink.frames] == [verdict] * FRAMES
    judge = Judge()
    for picture, safe in zip(pictures, sink.frames, strict=True):
        assert judge.faces(picture)
        assert not judge.raw_faces(picture, safe.image)


@pytest.mark.parametrize("rubbish", [np.nan, np.inf])
@pytest.mark.parametrize("where", ["landmarks", "certainty"])
def test_what_is_not_a_number_is_no_face_and_the_next_frame_has_one(
    rubbish: float, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    landmarks = LandmarkNet()
    run, bad = landmarks._net.run, False

    def spoilt(tensor: Floats) -> list[Any]:
        points, logit = run(tensor)
        if bad:
            (points if where == "landmarks" else logit).reshape(-1)[0] = rubbish
        return [points, logit]

    monkeypatch.setattr(landmarks._net, "run", spoilt)
    tracker = Tracker(landmarks=landmarks)
    numbers = []
    for i, picture in enumerate(clips.wandering_face(FRAMES)):
        bad = i in (3, 4)
        frame = tracker.update(Frame(picture, i, i / clips.FPS))
        numbers.append(len(frame.faces))
        assert all(np.isfinite(face.landmarks).all() for face in frame.faces)
        assert all(np.isfinite(face.score) for face in frame.faces)
    tracker.close()
    assert numbers == [1, 1, 1, 0, 0, 1, 1, 1]


# -- threads -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("low_latency", "threads"), [(True, 2), (False, 1)])
def test_low_latency_gives_the_landmarks_two_threads(
    low_latency: bool, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ai_edge_litert.interpreter as litert

    made: list[tuple[int, int]] = []

    class Spy(litert.Interpreter):  # type: ignore[misc]
        def __init__(self, *, model_content: bytes, num_threads: int) -> None:
            made.append((len(model_content), num_threads))
            super().__init__(model_content=model_content, num_threads=num_threads)

    monkeypatch.setattr(litert, "Interpreter", Spy)
    LandmarkNet()
    (size, _), *_ = made
    made.clear()
    Tracker(low_latency=low_latency).close()
    assert [count for length, count in made if length == size] == [threads]
    assert all(count == 1 for length, count in made if length != size)


def test_two_threads_see_what_one_sees() -> None:
    picture = clips.place(clips.room(), 320, 240, 1.8)
    tracker = Tracker(smoothing=False)
    (face,) = tracker.update(Frame(picture, 0, 0.0)).faces
    tracker.close()
    roi = Roi.from_landmarks(face.landmarks)
    (one, sure), (two, as_sure) = (LandmarkNet(threads=n).fit(picture, roi) for n in (1, 2))
    np.testing.assert_allclose(one, two, atol=0.05)
    assert sure == pytest.approx(as_sure, abs=1e-3)


# -- what it sees --------------------------------------------------------------------------------


def opening(landmarks: Floats, side: int) -> Floats:
    """The lids' outline as a polygon."""
    loop = [*UPPER_LID[side], *reversed(LOWER_LID[side][1:-1])]
    return np.ascontiguousarray(landmarks[loop, :2])


def assert_sound(frame: Frame) -> int:
    """Numbers, in the frame's size; irises in open eyes. Returns how many eyes were open."""
    eyes = 0
    for face in frame.faces:
        points = face.landmarks
        assert points.shape == (N_LANDMARKS, 3)
        assert np.isfinite(points).all()
        assert np.ptp(points[:N_MESH, 2]) < 2 * face.box.height
        for side in (0, 1):
            if eye_openness(points, side) < 0.15 or abs(face.pose.yaw) > 35:
                continue
            eyes += 1
            outline, start = opening(points, side), N_MESH + 5 * side
            width = float(np.linalg.norm(outline[0] - outline[8]))
            centre = tuple(map(float, points[start, :2]))
            assert cv2.pointPolygonTest(outline, centre, True) > -0.03 * width
            radii = np.linalg.norm(points[start + 1 : start + 5, :2] - points[start, :2], axis=1)
            assert radii.min() > 0.08 * width
            assert radii.max() < 0.42 * width
    return eyes


def test_irises_lie_in_the_eyes_of_a_portrait() -> None:
    tracker = Tracker(smoothing=False)
    for zoom in (0.6, 1.8):
        frame = tracker.update(Frame(clips.place(clips.room(), 320, 240, zoom), 0, 0.0))
        assert assert_sound(frame) == 2
        tracker.reset()
    tracker.close()


def test_irises_lie_in_the_eyes_of_many_people(shared_media: Path) -> None:
    paths = sorted((shared_media / "photo").iterdir())[::3][:24]
    assert paths
    eyes = found = 0
    for path in paths:
        picture = cv2.imread(str(path))
        assert picture is not None
        tracker = Tracker(smoothing=False)
        frame = tracker.update(Frame(np.asarray(picture, np.uint8), 0, 0.0))
        tracker.close()
        found += bool(frame.faces)
        eyes += assert_sound(frame)
    assert found > 0.7 * len(paths)
    assert eyes > len(paths)


def test_a_turned_head_does_not_squint(demo: list[Frame]) -> None:
    """Turned straight again, both irises stand between their corners where the picture has them."""
    turned = [f.faces[0] for f in demo if abs(f.faces[0].pose.yaw) > 12]
    assert len(turned) > 20
    for face in turned:
        head = Head.of(face)
        for side in (0, 1):
            off = gaze_of(head.points, side) - gaze_of(face.landmarks, side)
            assert np.abs(off).max() < 0.05
