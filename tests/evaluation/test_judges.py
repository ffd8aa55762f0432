"""The judges know people again, tell them apart, and say in one line what they lack."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.errors import ModelError
from app.evaluation.faces import StillReader, read_picture
from app.evaluation.judges import (
    RECOGNISERS,
    NoFaceError,
    open_further,
    open_recognisers,
    similarity,
    threshold,
    w600k_r50,
)
from app.evaluation.judges.base import aligned
from app.frame import N_LANDMARKS
from app.models import store
from app.models.registry import Registry
from tests.support.clips import place, portrait, room


@pytest.fixture
def no_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder with nothing in it."""
    monkeypatch.setenv("UNDERSTUDY_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(store, "_others", lambda: ())
    return tmp_path / "models"


def test_every_judge_has_a_threshold_between_strangers_and_one_person() -> None:
    for name in RECOGNISERS:
        scale = threshold(name)
        assert 0 < scale.cosine < scale.genuine_mean < 1


def test_vectors_are_of_unit_length_and_the_same_each_time(recogniser, reader) -> None:
    image = portrait()
    landmarks = reader.face(image)
    first, second = (recogniser.embed(image, landmarks) for _ in range(2))
    assert first.dtype == np.float32
    assert similarity(first, first) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(first, second)


def test_one_person_in_another_place_size_and_light(recogniser, reader) -> None:
    wall = room(960, 720)
    pictures = [place(wall, 300, 330, 1.5, -12), place(wall, 620, 380, 2.4, 9)]
    pictures[1] = np.clip(pictures[1] * 0.7 + 10, 0, 255).astype(np.uint8)
    a, b = (recogniser.embed(image, reader.face(image)) for image in pictures)
    assert similarity(a, b) > threshold(recogniser.name).genuine_mean


def test_people_are_known_again_and_told_apart(recogniser, people) -> None:
    vectors = {
        name: [recogniser.embed(image, landmarks) for image, landmarks in photos]
        for name, photos in people.items()
    }
    limit = threshold(recogniser.name).cosine
    same = [similarity(a, b) > limit for v in vectors.values() for a, b in combinations(v, 2)]
    other = [
        similarity(a, b) > limit
        for v, w in combinations(vectors.values(), 2)
        for a, b in product(v, w)
    ]
    assert len(same) > 40
    assert len(other) > 1500
    assert np.mean(same) > 0.93
    assert np.mean(other) < 0.005


def test_a_flat_picture_is_refused(recogniser, reader) -> None:
    landmarks = reader.face(portrait())
    grey = np.full((512, 512, 3), 128, np.uint8)
    with pytest.raises(NoFaceError, match="flat"):
        recogniser.embed(grey, landmarks)
    with pytest.raises(NoFaceError, match=r"no face was found in wall\.png"):
        reader.face(grey, "wall.png")


@pytest.mark.parametrize("value", [0, np.nan])
def test_landmarks_that_are_no_face_are_refused(recogniser, value: float) -> None:
    with pytest.raises(NoFaceError, match="not those of a face"):
        recogniser.embed(portrait(), np.full((N_LANDMARKS, 3), value, np.float32))


def test_a_face_beside_the_picture_is_refused(recogniser, reader) -> None:
    landmarks = reader.face(portrait())
    landmarks[:, :2] += 5000
    with pytest.raises(NoFaceError, match="flat"):
        recogniser.embed(portrait(), landmarks)
    large = cv2.resize(portrait(), (2048, 2048))
    with pytest.raises(NoFaceError, match="flat"):
        recogniser.embed(large, landmarks * 4)


def test_a_face_that_fills_the_picture_is_found(reader: StillReader) -> None:
    image = portrait()
    landmarks = reader.face(image)[:468, :2]
    (x0, y0), (x1, y1) = landmarks.min(0).astype(int) - 8, landmarks.max(0).astype(int) + 8
    close = np.ascontiguousarray(image[y0:y1, x0:x1])
    again = reader.face(close)[:468, :2] + (x0, y0)
    assert np.abs(again - landmarks).mean() < 3


def test_the_person_in_the_middle_is_meant(reader: StillReader) -> None:
    image = place(place(room(1280, 720), 640, 360, 2.0), 1150, 120, 1.6)
    assert len(reader.faces(image)) == 2
    assert reader.face(image)[4, 0] == pytest.approx(640, abs=60)


@pytest.mark.parametrize("content", [None, b"", b"not a picture"])
def test_files_that_are_no_pictures(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "me.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NoFaceError, match=r"me\.png (cannot be read|is not a picture)"):
        read_picture(path)


@pytest.mark.parametrize("name", list(RECOGNISERS))
def test_missing_weights(no_weights: Path, name: str) -> None:
    with pytest.raises(ModelError, match=r"^[^\n]*(download judges|pip install)[^\n]*$"):
        open_recognisers([name])


@pytest.mark.parametrize("name", ["mobilefacenet", "dlib"])
def test_altered_weights(no_weights: Path, name: str) -> None:
    no_weights.mkdir()
    for model in Registry.load().chosen(["judges"]):
        assert model.size is not None
        (no_weights / model.file).write_bytes(b"\0" * model.size)
    with pytest.raises(ModelError, match=r"(was altered|pip install)[^\n]*$"):
        open_recognisers([name])


def test_the_threshold_of_a_judge_that_does_not_exist() -> None:
    with pytest.raises(ModelError, match="gut feeling has no threshold"):
        threshold("gut feeling")


# --- What the user may have besides ---------------------------------------------------------------


@pytest.fixture
def w600k(no_weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In its place a small network of its shape: means of squares of 7 pixels, the first 512 of
    them; and a registry that says so."""
    nets = pytest.importorskip("tests.support.nets", reason="pip install onnx")
    node = nets.onnx.helper.make_node
    no_weights.mkdir()
    path = nets.save(
        no_weights / "w600k_r50.onnx",
        [
            node("AveragePool", ["x"], ["means"], kernel_shape=[7, 7], strides=[7, 7]),
            node("Flatten", ["means"], ["flat"]),
            node("Slice", ["flat", "starts", "ends", "axes"], ["y"]),
        ],
        [nets.tensor("x", (1, 3, 112, 112))],
        [nets.tensor("y", (1, 512))],
        [
            nets.constant(name, np.array([value], np.int64))
            for name, value in (("starts", 0), ("ends", 512), ("axes", 1))
        ],
    )
    known = Registry.load()
    model = known["w600k_r50"]
    pinned = replace(model, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    changed = Registry({**known.models, model.name: pinned})
    monkeypatch.setattr(Registry, "load", classmethod(lambda cls, path=None: changed))
    return path


def test_w600k_reads_an_aligned_face_in_rgb(w600k: Path, reader: StillReader) -> None:
    try:
        import onnxruntime  # noqa: F401
    except ImportError as error:
        warnings.warn(f"the judge w600k_r50 is not tried: {error}", stacklevel=1)
        pytest.skip(str(error))
    image = portrait()
    landmarks = reader.face(image)
    rgb = aligned(image, landmarks)[:, :, ::-1].astype(np.float64).transpose(2, 0, 1)
    means = ((rgb - 127.5) / 127.5).reshape(3, 16, 7, 16, 7).mean(axis=(2, 4)).reshape(-1)[:512]
    vector = w600k_r50.W600kR50().embed(image, landmarks)
    assert np.abs(vector - means / np.linalg.norm(means)).max() < 1e-4
    (judge,), notes = open_further(uncalibrated=True)
    assert (judge.name, notes) == ("w600k_r50", [])


def test_w600k_does_not_judge_without_a_threshold(w600k: Path) -> None:
    found, (note,) = open_further()
    assert found == []
    assert "scripts/calibrate_judges.py" in note


def test_w600k_that_is_not_the_published_file(w600k: Path) -> None:
    w600k.write_bytes(b"something else")
    found, (note,) = open_further(uncalibrated=True)
    assert found == []
    assert "sha256" in note or "onnxruntime" in note


def test_w600k_that_is_not_there(no_weights: Path) -> None:
    assert open_further() == ([], [])


def test_w600k_where_insightface_keeps_it(
    w600k: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / ".insightface" / "models" / "buffalo_l" / w600k.name
    kept.parent.mkdir(parents=True)
    w600k.rename(kept)
    assert not w600k_r50.is_there()
    monkeypatch.setattr(store, "_others", lambda: (kept.parent,))
    assert w600k_r50.is_there()
