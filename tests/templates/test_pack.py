"""A template is what the manifest says, or it does not load."""

from __future__ import annotations

import hashlib
import shutil
import struct
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.errors import TemplateError
from app.paths import assets_dir
from app.pipeline.track.detector import FaceDetector
from app.templates import pins
from app.templates.library import TemplateLibrary
from app.templates.pack import FILES, open_pack, png_size, write_template


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "builtin"
    shutil.copytree(assets_dir() / "templates" / "builtin", folder)
    return folder


def first(folder: Path) -> Path:
    return next(p for p in sorted(folder.iterdir()) if p.is_dir())


def rehash(folder: Path) -> str:
    return hashlib.sha256((folder / "pack.toml").read_bytes()).hexdigest()


def replace_file(folder: Path, name: str, content: bytes) -> None:
    """Swaps a file and gives the manifest its hash, as a careful forger of one file would."""
    target = first(folder) / name
    manifest = folder / "pack.toml"
    old = hashlib.sha256(target.read_bytes()).hexdigest()
    new = hashlib.sha256(content).hexdigest()
    manifest.write_text(manifest.read_text("utf-8").replace(old, new), "utf-8")
    target.write_bytes(content)


def test_every_builtin_template_loads_and_shows_a_face() -> None:
    library = TemplateLibrary()
    kinds = [item.entry.kind for item in library.list()]
    assert len(kinds) >= 12
    assert kinds.count("human") >= 8
    assert kinds.count("character") >= 4
    detector = FaceDetector()
    for item in library.list():
        template = library.load(item.id)
        assert template.texture.shape == (1024, 1024, 3)
        assert detector.detect(template.texture)[0].score > 0.5, item.id
        assert item.entry.provenance
        assert item.entry.licence == "CC0-1.0"
        assert not template.texture.flags.writeable


def test_names_work_with_and_without_the_pack() -> None:
    library = TemplateLibrary()
    name = library.default
    assert library.load(name).id == library.load(name.partition("/")[2]).id == name


def test_unknown_name_tells_the_nearest() -> None:
    library = TemplateLibrary()
    name = library.default.partition("/")[2]
    with pytest.raises(TemplateError, match=f"did you mean '{name}'"):
        library.load(name[:-1] + "x")


def test_altered_manifest(pack: Path) -> None:
    manifest = pack / "pack.toml"
    manifest.write_text(manifest.read_text("utf-8") + "\n", "utf-8")
    with pytest.raises(TemplateError, match=r"pack\.toml was altered"):
        open_pack(pack, pins.BUILTIN)


def test_missing_manifest(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="cannot be read"):
        open_pack(tmp_path, pins.BUILTIN)


@pytest.mark.parametrize("name", FILES)
def test_altered_file(pack: Path, name: str) -> None:
    path = first(pack) / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(TemplateError, match=f"{path.parent.name}/{name} was altered"):
        open_pack(pack, pins.BUILTIN).load(first(pack).name)


def test_missing_file(pack: Path) -> None:
    (first(pack) / "eye.png").unlink()
    with pytest.raises(TemplateError, match=r"eye\.png cannot be read"):
        open_pack(pack, pins.BUILTIN).load(first(pack).name)


def test_link_out_of_the_pack(pack: Path, tmp_path: Path) -> None:
    path = first(pack) / "eye.png"
    outside = tmp_path / "eye.png"
    path.rename(outside)
    path.symlink_to(outside)
    with pytest.raises(TemplateError, match="is a link"):
        open_pack(pack, pins.BUILTIN).load(first(pack).name)


@pytest.mark.parametrize("name", ["../evil", "a/b", "..", "C:x", "a\\\\b"])
def test_manifest_that_leads_outside(pack: Path, name: str) -> None:
    manifest = pack / "pack.toml"
    text = manifest.read_text("utf-8").replace(f'id = "{first(pack).name}"', f'id = "{name}"', 1)
    manifest.write_text(text, "utf-8")
    with pytest.raises(TemplateError, match="outside the pack"):
        open_pack(pack, rehash(pack))


def test_wrong_topology(pack: Path, tmp_path: Path) -> None:
    np.save(tmp_path / "few.npy", np.zeros((468, 3), np.float32))
    replace_file(pack, "landmarks.npy", (tmp_path / "few.npy").read_bytes())
    with pytest.raises(TemplateError, match="wrong topology"):
        open_pack(pack, rehash(pack)).load(first(pack).name)


def test_pickled_landmarks_are_refused(pack: Path, tmp_path: Path) -> None:
    np.save(tmp_path / "evil.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    replace_file(pack, "landmarks.npy", (tmp_path / "evil.npy").read_bytes())
    with pytest.raises(TemplateError, match="is not an array"):
        open_pack(pack, rehash(pack)).load(first(pack).name)


def test_vertices_in_another_order(pack: Path, tmp_path: Path) -> None:
    points = np.load(first(pack) / "landmarks.npy")
    np.save(tmp_path / "mixed.npy", np.random.default_rng(1).permutation(points))
    replace_file(pack, "landmarks.npy", (tmp_path / "mixed.npy").read_bytes())
    with pytest.raises(TemplateError, match=r"landmarks\.npy has the wrong topology"):
        open_pack(pack, rehash(pack)).load(first(pack).name)


def test_region_that_does_not_exist(pack: Path) -> None:
    content = cv2.imencode(".png", np.full((1024, 1024), 99, np.uint8))[1].tobytes()
    replace_file(pack, "regions.png", content)
    with pytest.raises(TemplateError, match=r"regions\.png is not a map of regions"):
        open_pack(pack, rehash(pack)).load(first(pack).name)


def test_picture_that_claims_to_be_huge_is_not_unpacked(pack: Path) -> None:
    content = bytearray((first(pack) / "closed.png").read_bytes())
    content[16:24] = struct.pack(">II", 60000, 60000)
    assert png_size(bytes(content)) == (60000, 60000)
    replace_file(pack, "closed.png", bytes(content))
    with pytest.raises(TemplateError, match="60000x60000: not a usable size"):
        open_pack(pack, rehash(pack)).load(first(pack).name)


def test_file_too_large_to_read(pack: Path) -> None:
    with (first(pack) / "texture.png").open("ab") as file:
        file.truncate(33 << 20)
    with pytest.raises(TemplateError, match=r"texture\.png is too large"):
        open_pack(pack, pins.BUILTIN).load(first(pack).name)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("schema = 2", "schema = 1", "has schema 1"),
        ('kind = "human"', 'kind = "celebrity"', "celebrity"),
        ('licence = "CC0-1.0"', "", "licence"),
        ("[[template]]", "[[template", "not a pack's manifest"),
    ],
)
def test_manifest_that_is_none(pack: Path, old: str, new: str, reason: str) -> None:
    manifest = pack / "pack.toml"
    text = manifest.read_text("utf-8")
    assert old in text
    manifest.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(TemplateError, match=reason):
        open_pack(pack, rehash(pack))


def test_what_is_written_is_what_is_read(pack: Path, tmp_path: Path) -> None:
    entry = next(iter(open_pack(pack, pins.BUILTIN).entries.values()))
    template = open_pack(pack, pins.BUILTIN).load(entry.id)
    assert write_template(tmp_path / "copy", template).keys() == set(FILES)
    for name in ("texture.png", "regions.png", "closed.png", "open.png"):
        ours, theirs = tmp_path / "copy" / name, pack / entry.id / name
        np.testing.assert_array_equal(
            cv2.imread(str(ours), cv2.IMREAD_UNCHANGED), cv2.imread(str(theirs), -1)
        )
    np.testing.assert_array_equal(
        np.load(tmp_path / "copy" / "open.npy"), template.opened.landmarks
    )


def test_huge_picture(pack: Path) -> None:
    content = cv2.imencode(".png", np.zeros((10, 5000, 3), np.uint8))[1].tobytes()
    replace_file(pack, "texture.png", content)
    with pytest.raises(TemplateError, match="not a usable size"):
        open_pack(pack, rehash(pack)).load(first(pack).name)


def test_not_a_picture(pack: Path) -> None:
    replace_file(pack, "mouth.png", b"<html>")
    with pytest.raises(TemplateError, match="is not a PNG picture"):
        open_pack(pack, rehash(pack)).load(first(pack).name)


def test_file_that_the_manifest_does_not_name_is_not_used(pack: Path) -> None:
    manifest = pack / "pack.toml"
    lines = [line for line in manifest.read_text("utf-8").splitlines() if "eye.png" not in line]
    manifest.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(TemplateError, match="not in the pack's manifest"):
        open_pack(pack, rehash(pack)).load(first(pack).name)
