"""What a picture of a face is worth falls with each of its lacks, and with nothing else."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from app.alignment import five_points
from app.frame import Floats, Frame, Image, Pose
from app.pipeline.track.analysis.quality import quality
from app.pipeline.track.tracker import Tracker
from tests.support import clips

FRONTAL = Pose(0, 0, 0)


@pytest.fixture(scope="module")
def face() -> tuple[Image, Floats]:
    """A sharp, well lit portrait at 2.5 times its size, and its five points."""
    picture = cv2.resize(clips.portrait(), None, fx=2.5, fy=2.5, interpolation=cv2.INTER_CUBIC)
    tracker = Tracker(smoothing=False)
    (found,) = tracker.update(Frame(picture, 0, 0.0)).faces
    tracker.close()
    return picture, five_points(found.landmarks)


def test_a_good_picture_is_worth_nearly_everything(face: tuple[Image, Floats]) -> None:
    assert 0.8 < quality(*face, FRONTAL, 1.0) <= 1.0


@pytest.mark.parametrize(
    ("spoil", "most"),
    [
        (lambda image: cv2.GaussianBlur(image, (0, 0), 8), 0.5),
        (lambda image: np.clip(image.astype(np.float32) * 3, 0, 255).astype(np.uint8), 0.7),
        (lambda image: image // 12, 0.3),
        (lambda image: np.full_like(image, 128), 0.0),
    ],
    ids=["blurred", "burnt out", "dark", "flat"],
)
def test_what_is_wrong_with_the_picture_counts(
    face: tuple[Image, Floats], spoil, most: float
) -> None:
    image, points = face
    assert quality(spoil(image), points, FRONTAL, 1.0) <= most


def test_size_pose_and_the_detectors_doubt_count_and_roll_does_not(
    face: tuple[Image, Floats],
) -> None:
    image, points = face
    whole = quality(image, points, FRONTAL, 1.0)
    assert quality(image, points, FRONTAL, 0.5) == pytest.approx(whole / 2)
    assert quality(image, points, Pose(60, 0, 0), 1.0) == pytest.approx(whole / 4)
    assert quality(image, points, Pose(0, -45, 0), 1.0) == pytest.approx(whole / 2)
    assert quality(image, points, Pose(0, 0, 170), 1.0) == pytest.approx(whole)
    small = cv2.resize(image, None, fx=0.1, fy=0.1, interpolation=cv2.INTER_AREA)
    assert quality(small, points * 0.1, FRONTAL, 1.0) < 0.5 * whole


def test_noise_is_no_detail(face: tuple[Image, Floats]) -> None:
    """Of a blurred face that is noisy, too."""
    image, points = face
    blurred = cv2.GaussianBlur(image, (0, 0), 8).astype(np.float32)
    noise = np.random.default_rng(0).normal(0, 6, image.shape)
    noisy = np.clip(blurred + noise, 0, 255).astype(np.uint8)
    assert quality(noisy, points, FRONTAL, 1.0) < 0.6
