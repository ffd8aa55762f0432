"""Attributes, stability, realism and chance on figures whose answer is known."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.evaluation import anonymity, attributes, realism, stability
from app.evaluation.anonymity import Person
from app.evaluation.attributes import Attributes
from app.evaluation.faces import StillReader
from app.evaluation.judges import threshold
from app.evaluation.judges.face_landmarker import Expression, FaceLandmarker
from app.evaluation.readings import IRIS_OF, LIDS, FaceReader, Reading, nearest, same
from app.evaluation.subject import read_subject
from app.evaluation.unswapped import likeness
from app.frame import N_LANDMARKS, Floats, Image
from app.pipeline.sources import open_source
from app.pipeline.swap.mesh.topology import topology
from app.pipeline.track.blendshapes import BLENDSHAPES, BlendshapeNet
from app.pipeline.track.pose import canonical
from tests.support.clips import place, portrait, room, two_faces

FRAMES = 120
TIME = np.arange(FRAMES) / 25
REFERENCE = Path(__file__).with_name("face_landmarker.json")


def face() -> Floats:
    """A frontal mesh, 200 pixels high, with open eyes that look straight ahead."""
    points = np.zeros((N_LANDMARKS, 3), np.float32)
    mesh = canonical()
    points[:468] = mesh * (200 / np.ptp(mesh[:, 1])) + (300, 200, 0)
    for (outer, inner, iris), (up, down) in zip(IRIS_OF, LIDS, strict=True):
        middle = (points[outer] + points[inner]) / 2
        width = np.linalg.norm(points[outer] - points[inner])
        points[iris : iris + 5] = middle
        points[up], points[down] = middle, middle
        points[[up, down], 1] += np.array([-0.15, 0.15]) * width
    return points


def reading(
    *,
    move: tuple[float, float] = (0, 0),
    shift: Floats | None = None,
    look: tuple[float, float] = (0, 0),
    shapes: dict[str, float] | None = None,
    pose: tuple[float, float, float] = (0, 0, 0),
    shut: bool = False,
) -> Reading:
    """A face moved by pixels, its irises by eye widths."""
    points = face()
    for (outer, inner, iris), (up, down) in zip(IRIS_OF, LIDS, strict=True):
        width = np.linalg.norm(points[outer] - points[inner])
        points[iris, :2] += np.array(look) * width
        if shut:
            points[up] = points[down]
    points[:, :2] += move
    if shift is not None:
        points += shift
    values = np.zeros(len(BLENDSHAPES), np.float32)
    for name, value in (shapes or {}).items():
        values[BLENDSHAPES.index(name)] = value
    return Reading(Expression(points, values), np.array([pose, pose], np.float32), 0.9)


def wave(at: float, rate: float = 3.0) -> float:
    return float(np.sin(rate * at))


def lively(
    look: Callable[[float], float] = wave,
    jaw: Callable[[float], float] = wave,
    yaw_error: float = 0.0,
    *,
    shut: bool = False,
) -> list[Reading]:
    """A face that speaks, looks about and turns."""
    return [
        reading(
            look=(0.06 * look(t), 0.0),
            shapes={"jawOpen": 0.3 + 0.2 * jaw(t)},
            pose=(10 * wave(t, 2.0) + yaw_error, 0, 0),
            shut=shut,
        )
        for t in TIME
    ]


def measured(after: list[Reading | None]) -> Attributes:
    return attributes.measure(lively(), after)


def test_all_is_kept_where_nothing_changes() -> None:
    found = measured([*lively()])
    assert found.score == pytest.approx(100)
    assert found.parts.keys() == {"jaw"}
    assert found.moving.keys() == {"jawOpen"}


def test_a_static_stare_loses_the_gaze() -> None:
    """A third of the gaze's error limit, and nothing that follows."""
    found = measured([*lively(look=lambda t: 0.0)])
    assert found.gaze_follow == 0
    assert found.gaze == pytest.approx(0.06 * 2 / np.pi, rel=0.05)
    assert found.score == pytest.approx(75 + 25 * (1 - found.gaze / 0.15) / 2, abs=0.1)


def test_shut_eyes_are_no_gaze_that_was_kept() -> None:
    found = measured([*lively(look=lambda t: 0.0, shut=True)])
    assert found.gaze > 0.03
    assert found.gaze_follow == 0


def test_gaze_while_the_wearer_blinks_does_not_count() -> None:
    before, after = lively(), lively()
    before[10] = reading(shut=True, look=(0.1, 0))
    found = attributes.measure(before, after)
    assert found.gaze < 1e-6


@pytest.mark.parametrize("jaw", [lambda t: 0.0, lambda t: wave(t - np.pi / 6), lambda t: -wave(t)])
def test_a_frozen_late_or_opposite_expression_is_lost(jaw: Callable[[float], float]) -> None:
    """`wave` has a period of 2π/3, so that a quarter of it is π/6."""
    found = measured([*lively(jaw=jaw)])
    assert found.expression < 0.05
    assert found.score == pytest.approx(60, abs=2)


def test_half_the_amplitude_is_half_the_expression() -> None:
    found = measured([*lively(jaw=lambda t: wave(t) / 2)])
    assert found.correlation == pytest.approx(1)
    assert found.parts["jaw"].amplitude == pytest.approx(0.5)
    assert found.expression == pytest.approx(0.5)
    assert measured([*lively(jaw=lambda t: wave(t) * 1.2)]).expression == pytest.approx(1)


def test_pose_error_is_the_mean_of_three_angles() -> None:
    found = measured([*lively(yaw_error=9)])
    assert found.pose == pytest.approx(3, abs=1e-4)
    assert found.score == pytest.approx(65 + 35 * (1 - 3 / 15), abs=0.1)
    turned = [reading(pose=(0, 0, 179))], [reading(pose=(0, 0, -179))]
    assert attributes.measure(*turned).pose == pytest.approx(2 / 3, abs=1e-3)


def test_frames_without_a_face_are_not_kept() -> None:
    half: list[Reading | None] = [r if i % 2 else None for i, r in enumerate(lively())]
    assert measured(half).kept == 0.5
    assert measured(half).score == pytest.approx(50, abs=1)
    nothing = measured([None] * FRAMES)
    assert (nothing.kept, nothing.score) == (0, 0)
    assert attributes.measure([None, *lively()], [*lively(), None]).kept < 1
    assert attributes.measure([None], [reading()]).score == 0


# --- Stability ------------------------------------------------------------------------------------


def stable(after: list[Reading], colours: Floats | None = None) -> stability.Stability:
    colour = np.stack([50 + wave(1.3 * t) * np.ones(3) for t in TIME]).astype(np.float32)
    before = [reading(move=(8 * wave(t), 0)) for t in TIME]
    return stability.measure(before, after, colour, colour if colours is None else colours)


def test_the_same_movement_is_as_stable() -> None:
    found = stable([reading(move=(8 * wave(t), 0)) for t in TIME])
    assert found.jitter == pytest.approx(1)
    assert found.jitter_added == pytest.approx(0, abs=1e-4)
    assert found.flicker == pytest.approx(1)


def test_trembling_shows() -> None:
    """A second difference of white noise of 1 pixel along two axes is √(6·2) pixels."""
    rng = np.random.default_rng(3)
    after = [reading(move=(8 * wave(t), 0), shift=np.append(rng.normal(0, 1, 2), 0)) for t in TIME]
    found = stable(after)
    size = reading().size
    assert found.jitter_added == pytest.approx(100 * np.sqrt(12) / size, rel=0.2)
    assert found.jitter > 3


def test_a_flicker_of_colour_shows() -> None:
    colour = np.stack([50 + wave(1.3 * t) * np.ones(3) for t in TIME]).astype(np.float32)
    colour[::2] += 1
    assert stable([reading(move=(8 * wave(t), 0)) for t in TIME], colour).flicker > 4


def test_stability_without_faces_or_with_gaps() -> None:
    nan = np.full((3, 3), np.nan, np.float32)
    nothing = stability.measure([None] * 3, [None] * 3, nan, nan)
    assert np.isnan([nothing.jitter, nothing.jitter_added, nothing.flicker]).all()
    assert np.isnan(stability.measure([reading()], [reading()], nan[:1], nan[:1]).jitter)
    before = [reading(move=(8 * wave(t), 0)) for t in TIME]
    after: list[Reading | None] = [*before]
    before[40] = reading(move=(500, 0))
    after[40] = None
    found = stability.measure(before, after, np.zeros((FRAMES, 3)), np.zeros((FRAMES, 3)))
    assert found.jitter == pytest.approx(1)


# --- Realism --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shown() -> tuple[Image, Floats]:
    image = place(room(640, 480), 320, 230, 1.8)
    return image, StillReader().face(image)


def inside(image: Image, landmarks: Floats) -> Image:
    mask = np.zeros(image.shape[:2], np.uint8)
    oval = np.round(landmarks[topology().oval, :2]).astype(np.int32)
    cv2.fillConvexPoly(mask, cv2.convexHull(oval), 1)
    return mask[:, :, None]


def test_realism_of_the_same_picture(shown: tuple[Image, Floats]) -> None:
    image, landmarks = shown
    found = realism.measure(image, image, landmarks)
    assert (found.sharpness, found.seam) == (1, 0)
    assert np.array_equal(found.colour[0], found.colour[1])
    assert realism.background(image, image, [landmarks]) == 0


def test_blur_and_sharpening_show(shown: tuple[Image, Floats]) -> None:
    image, landmarks = shown
    soft = np.asarray(cv2.GaussianBlur(image, (0, 0), 2), np.uint8)
    hard = np.asarray(cv2.addWeighted(image, 2, soft, -1, 0), np.uint8)
    assert realism.measure(image, soft, landmarks).sharpness < 0.4
    assert realism.measure(image, hard, landmarks).sharpness > 1.6


def test_a_border_shows(shown: tuple[Image, Floats]) -> None:
    image, landmarks = shown
    darker = np.where(inside(image, landmarks) > 0, image // 2, image)
    soft = cv2.GaussianBlur(inside(image, landmarks).astype(np.float32), (0, 0), 30)[:, :, None]
    faded = np.asarray(image * (1 - soft / 2), np.uint8)
    hard_step, soft_step = (realism.measure(image, out, landmarks).seam for out in (darker, faded))
    assert hard_step > 6
    assert soft_step < hard_step / 2


def test_a_changed_wall_is_background_and_a_changed_face_is_not(
    shown: tuple[Image, Floats],
) -> None:
    image, landmarks = shown
    face_only = np.where(inside(image, landmarks) > 0, np.uint8(0), image)
    assert realism.background(image, face_only, [landmarks]) == 0
    wall = image.copy()
    wall[:60] += 10
    assert realism.background(image, wall, [landmarks]) > 1


def test_what_lies_outside_the_picture_is_no_number(shown: tuple[Image, Floats]) -> None:
    image, landmarks = shown
    found = realism.measure(image, image, landmarks + np.float32(5000))
    assert np.isnan(found.sharpness)


def test_unswapped_survives_compression_and_not_a_fill(shown: tuple[Image, Floats]) -> None:
    image, landmarks = shown
    packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 30])[1]
    again = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
    assert likeness(image, again, landmarks).unswapped
    filled = np.where(inside(image, landmarks) > 0, np.uint8(140), image)
    assert not likeness(image, filled, landmarks).unswapped


# --- Anonymity ------------------------------------------------------------------------------------

JUDGES = ("dlib", "mobilefacenet")


def somebody(direction: int, frames: int = 20, spread: float = 0.05, seed: int = 0) -> Person:
    """Vectors around one axis of eight dimensions."""
    rng = np.random.default_rng(seed)
    person = Person()
    for index in range(frames):
        vectors = {}
        for name in JUDGES:
            vector = rng.normal(0, spread, 8)
            vector[direction] += 1
            vectors[name] = (vector / np.linalg.norm(vector)).astype(np.float32)
        person.frames[5 * index] = vectors
    return person


def test_chance_between_different_people_is_none() -> None:
    found = anonymity.chance([somebody(0), somebody(1), somebody(2)], JUDGES)
    assert found.leak == 0
    assert found.matches == dict.fromkeys(JUDGES, 0)
    assert found.one_person == ()


def test_one_person_in_two_clips_is_no_chance() -> None:
    people = [somebody(0), somebody(1), somebody(0, seed=9)]
    found = anonymity.chance(people, JUDGES)
    assert found.one_person == ((0, 2),)
    assert found.leak == 0
    assert np.isnan(anonymity.chance(people[:1], JUDGES).leak)


def test_chance_counts_frames_that_look_like_somebody_else() -> None:
    first, second = somebody(0), somebody(1)
    at = next(iter(first.frames))
    first.frames[at] = next(iter(second.frames.values()))
    found = anonymity.chance([first, second], JUDGES)
    assert found.leak == 2 / 40  # that one, and the one that is met with it


def test_known_by_the_same_frame_or_by_the_median_of_the_gallery() -> None:
    person = somebody(0)
    odd = somebody(3).frames[0]
    person.frames[10] = odd
    assert anonymity.known_by(odd, person, 10) == set(JUDGES)
    assert anonymity.known_by(odd, person, 15) == set()
    assert anonymity.known_by(odd, person, None) == set()
    usual = person.frames[20]
    assert anonymity.known_by(usual, person, 999) == set(JUDGES)
    assert anonymity.known_by({}, person, 20) == set()
    assert len(person.gallery(20)) == anonymity.GALLERY
    assert threshold("dlib").cosine > 0


def test_faces_of_the_output_are_read_where_they_were_if_none_is_found() -> None:
    before, elsewhere = reading(), reading(move=(400, 0))
    near = reading(move=(10, 0))
    assert anonymity.output_landmarks(before.landmarks, [elsewhere]) is before.landmarks
    assert anonymity.output_landmarks(before.landmarks, [elsewhere, near]) is near.landmarks
    assert anonymity.strays([before], [near, elsewhere]) == [elsewhere]


def test_which_face_is_which() -> None:
    a, b = reading(), reading(move=(30, 0))
    assert same(a.landmarks, b.landmarks)
    assert not same(a.landmarks, reading(move=(180, 0)).landmarks)
    assert nearest(a.landmarks, [b, reading(move=(5, 0))]) is not b
    assert nearest(a.landmarks, []) is None


# --- Reading faces --------------------------------------------------------------------------------


def test_the_landmarker_reads_what_mediapipe_reads() -> None:
    """The reference is the mediapipe package's own answer on a frame of the demo clip."""
    reference = json.loads(REFERENCE.read_text("utf-8"))
    source = open_source("demo")
    for _ in range(reference["frame"] + 1):
        frame = source.read()
    source.close()
    assert frame is not None
    (found,) = FaceReader().read(frame.image)
    theirs = np.array(reference["landmarks"], np.float32)
    height = np.ptp(theirs[:468, 1])
    assert np.abs(found.landmarks[:, :2] - theirs).mean() < 0.005 * height
    assert tuple(reference["blendshapes"]) == BLENDSHAPES
    shapes = np.array(list(reference["blendshapes"].values()))
    assert np.abs(BlendshapeNet().read(theirs) - shapes).max() < 0.02
    off = np.abs(found.expression.blendshapes - shapes)  # at landmarks that were looked at twice
    assert off.max() < 0.2
    assert off.mean() < 0.03


def test_there_is_no_face_in_a_wall() -> None:
    assert FaceReader().read(room()) == []
    assert FaceLandmarker().read(room(), face()) is None


def test_people_are_told_apart_and_the_larger_one_is_meant(recogniser) -> None:
    pictures = [place(p, 690, 240, 2.0) if i > 7 else p for i, p in enumerate(two_faces(16))]
    subject = read_subject("two", pictures, FaceReader(), [recogniser], 4)
    assert len({owner for row in subject.owners for owner in row}) == 2
    assert [len(row) for row in subject.readings[-6:]] == [2] * 6
    assert [len(row) for row in subject.readings[:4]] == [1] * 4
    main = subject.main(0)
    assert main is not None  # the first is there for longer, and so larger over time
    assert main.landmarks[4, 0] < 480


def test_somebody_who_comes_back_elsewhere_is_the_same(recognisers) -> None:
    wall = room(960, 480)
    left, right = place(wall, 250, 230, 1.5), place(wall, 700, 240, 1.6)
    subject = read_subject(
        "back", [left] * 6 + [wall] * 20 + [right] * 6, FaceReader(), recognisers, 3
    )
    assert len(subject.people) == 1
    assert subject.main(0) is not None
    assert subject.main(31) is not None
    assert subject.main(15) is None


def test_a_portrait_is_one_face() -> None:
    (found,) = FaceReader().read(portrait())
    assert found.score > 0.7
    assert found.poses.shape == (2, 3)
    assert np.abs(found.gaze).max() < 0.2
    assert 0.15 < found.opening < 0.6
