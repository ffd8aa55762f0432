"""The judge w600k_r50 sees a face as InsightFace's own ArcFaceONNX does, on real faces."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from app.alignment import ALIGNMENTS, five_points, scale_of, to_square
from app.evaluation.judges import w600k_r50
from app.evaluation.judges.base import aligned
from app.frame import Floats, Frame, Image
from app.pipeline.track.tracker import Tracker

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')
pytest.importorskip("insightface", reason='compared with it: pip install "understudy[insightface]"')

from insightface.model_zoo.arcface_onnx import ArcFaceONNX
from insightface.utils import face_align

from tests.support import buffalo

SOFTENED = 0.6
"""Scale below which our crop blurs first, so as not to skip pixels; InsightFace's skips them."""
PHOTOS = 40

pytestmark = [
    pytest.mark.media,
    pytest.mark.filterwarnings("ignore:`estimate` is deprecated:FutureWarning"),
]
RealFace = tuple[Image, Floats]


@pytest.fixture(scope="module")
def faces(shared_media: Path) -> list[RealFace]:
    """Pictures of people, and the landmarks of one of them each."""
    tracker = Tracker(smoothing=False)
    found: list[RealFace] = []
    for path in sorted((shared_media / "photo").iterdir()):
        image = cv2.imread(str(path))
        if image is None or len(found) == PHOTOS:
            continue
        tracker.reset()
        tracked = tracker.update(Frame(image, 0, 0.0)).faces
        if tracked:
            found.append((image, tracked[0].landmarks))
    tracker.close()
    assert len(found) > 20
    return found


def ours_and_theirs(face: RealFace) -> tuple[Image, Image, float]:
    """The crops, and pixels of the crop for one of the picture."""
    image, landmarks = face
    points = five_points(landmarks)
    theirs = face_align.norm_crop(image, points)
    return aligned(image, landmarks), theirs, scale_of(to_square(points, "arcface_112_v2", 112))


def test_the_template_is_the_same() -> None:
    np.testing.assert_allclose(
        ALIGNMENTS["arcface_112_v2"] * 112, face_align.arcface_dst, atol=1e-4
    )


@pytest.mark.parametrize("side", [112, 128, 256])
def test_the_similarity_is_the_same(faces: list[RealFace], side: int) -> None:
    """Our least squares against scikit-image's, for squares of both of InsightFace's families."""
    name = "arcface_112_v2" if side == 112 else "arcface_128"
    for _, landmarks in faces:
        points = five_points(landmarks)
        expected = face_align.estimate_norm(points, side)
        np.testing.assert_allclose(to_square(points, name, side), expected, rtol=1e-3, atol=0.02)


def test_the_crop_is_the_same_where_the_face_is_not_made_much_smaller(
    faces: list[RealFace],
) -> None:
    near = [crops for face in faces if (crops := ours_and_theirs(face))[2] >= SOFTENED]
    assert len(near) > 5
    for ours, theirs, _ in near:
        assert np.abs(ours.astype(int) - theirs).mean() < 0.5


def test_a_large_face_is_softened_and_stays_in_place(faces: list[RealFace]) -> None:
    """Ours is theirs without the noise of skipped pixels: blurred alike, they are one."""
    far = [crops for face in faces if (crops := ours_and_theirs(face))[2] < SOFTENED]
    assert len(far) > 5
    for ours, theirs, _ in far:
        a, b = (cv2.GaussianBlur(c, (0, 0), 1.5).astype(int) for c in (ours, theirs))
        assert np.abs(a - b).mean() < 2.0


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_vector_is_the_same(
    faces: list[RealFace],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    mirrored: bool,
) -> None:
    """With weights by chance, which tell apart channels, ranges and places; a mirrored or
    blue-for-red crop is another face to them."""
    path = buffalo.recogniser(tmp_path / "w600k_r50.onnx")
    store = buffalo.manager(tmp_path / "store", {"w600k_r50": path}).store
    monkeypatch.setattr(w600k_r50, "ModelStore", lambda: store)
    judge, arcface = w600k_r50.W600kR50(), ArcFaceONNX(model_file=str(path))
    for image, landmarks in faces:
        points = five_points(landmarks)
        crop = face_align.norm_crop(image, points)
        theirs = arcface.get_feat(crop[:, ::-1].copy() if mirrored else crop).ravel()
        cosine = float(judge.embed(image, landmarks) @ theirs) / float(np.linalg.norm(theirs))
        if mirrored:
            assert cosine < 0.999
            continue
        small = scale_of(to_square(points, "arcface_112_v2", 112)) < SOFTENED
        assert cosine > (0.999 if small else 0.9999)
