"""Where files are found, by what they hold and not by what they are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.download import PART
from app.errors import Kind, ModelError
from app.models import hashes
from app.models.store import ModelStore
from app.paths import downloads_dir
from tests.models.conftest import EYES, FACE


def put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files whose hash was really computed."""
    read: list[Path] = []
    real = hashes.digest

    def digest(path: Path) -> str:
        read.append(path)
        return real(path)

    monkeypatch.setattr(hashes, "digest", digest)
    return read


def test_nothing_is_there(store: ModelStore) -> None:
    with pytest.raises(ModelError, match=r"^face\.onnx is not installed; .*download all$") as error:
        store.find("face")
    assert error.value.kind is Kind.MODEL_NOT_INSTALLED
    with pytest.raises(ModelError, match=r"put it into .*download hand"):
        store.find("hand")
    assert not store.home.exists()


def test_a_file_placed_by_hand_is_read_once(store: ModelStore, reads: list[Path]) -> None:
    path = put(store.home / "face.onnx", FACE)
    assert store.find("face") == path
    assert store.find("face") == path
    assert ModelStore(store.registry).find("face") == path  # another start of the app
    assert reads == [path]
    os.utime(path, (1, 1))
    assert store.find("face") == path
    assert reads == [path, path]
    assert store.look(store.registry["face"], anew=True) is not None
    assert len(reads) == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (FACE[:-1] + b"x", "sha256 is wrong"),
        (FACE[:100], "has 100 bytes"),
        (b"", "is empty"),
        (b"<!DOCTYPE html><html>log in", "web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00", "Git LFS"),
        (b"PK\x03\x04archive/data.pkl", "pickled"),
        (b"\x80\x02}q\x00.", "pickled"),
    ],
)
def test_another_file_under_its_name(store: ModelStore, content: bytes, said: str) -> None:
    path = put(store.home / "face.onnx", content)
    with pytest.raises(ModelError, match=said) as caught:
        store.find("face")
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.kind is Kind.MODEL_UNUSABLE
    assert not store.is_there(store.registry["face"])


def test_an_altered_file_does_not_hide_a_whole_one_elsewhere(store: ModelStore, home: Path) -> None:
    put(store.home / "face.onnx", FACE[:-1] + b"x")
    other = put(home / ".insightface" / "models" / "face.onnx", FACE)
    assert store.find("face") == other


@pytest.mark.parametrize(
    "place",
    [
        ".insightface/models/buffalo_l/face.onnx",
        "Deep-Live-Cam/models/any name.onnx",
        "Documents/facefusion/.assets/models/another_name.onnx",
        "VisoMaster/model_assets/face.onnx",
    ],
)
def test_other_programs_files_are_used_where_they_lie(
    registry, home: Path, place: str, reads: list[Path]
) -> None:
    put((home / place).with_name("longer.onnx"), FACE + b"x")
    put((home / place).with_name("as long.onnx"), FACE[::-1])
    path = put(home / place, FACE)
    store = ModelStore(registry)
    found = store.look(registry["face"])
    assert found is not None
    assert (found.path, found.own, found.verified) == (path, False, True)
    assert not (store.home / "face.onnx").exists()
    assert path.with_name("longer.onnx") not in reads  # its size tells
    with pytest.raises(ModelError, match="not Understudy's to delete"):
        store.remove("face")
    assert path.exists()


def test_without_a_published_size_the_name_counts(registry, home: Path) -> None:
    put(home / "Deep-Live-Cam" / "models" / "other.onnx", EYES)
    assert not ModelStore(registry).is_there(registry["eyes"])
    path = put(home / "Deep-Live-Cam" / "models" / "eyes.onnx", EYES)
    assert ModelStore(registry).find("eyes") == path


def test_without_a_hash_the_name_is_all(store: ModelStore) -> None:
    put(store.home / "unpinned.onnx", b"whatever")
    found = store.look(store.registry["unpinned"])
    assert found is not None
    assert not found.verified


def test_a_folder_of_ones_own(
    registry, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = downloads_dir()
    old = put(before / "eyes.onnx", EYES)
    monkeypatch.setenv("UNDERSTUDY_MODELS", str(tmp_path / "large disk"))
    store = ModelStore(registry)
    assert store.home == tmp_path / "large disk"
    assert store.find("eyes") == old  # what was fetched before is still found
    path = put(store.home / "face.onnx", FACE)
    assert store.find("face") == path


def test_removing(store: ModelStore) -> None:
    path = put(store.home / "face.onnx", FACE)
    put(store.home / f"face.onnx{PART}", b"some")
    assert store.find("face") == path
    assert store.remove("face") == path
    assert [p.name for p in store.home.iterdir()] == [hashes.FILE]
    with pytest.raises(ModelError, match="not installed"):
        store.remove("face")


def test_under_another_name_in_ones_own_folder(store: ModelStore) -> None:
    path = put(store.home / "face (1).onnx", FACE)
    put(store.home / f"other.onnx{PART}", FACE)
    assert store.find("face") == path
    assert store.remove("face") == path
    assert not store.is_there(store.registry["face"])


def test_a_damaged_memory_of_hashes_is_no_harm(store: ModelStore) -> None:
    put(store.home / hashes.FILE, b'{"a": 3, "b": [1')
    path = put(store.home / "face.onnx", FACE)
    assert store.find("face") == path
    put(store.home / hashes.FILE, b'["list"]')
    assert ModelStore(store.registry).find("face") == path
