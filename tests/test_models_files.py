"""The committed weights are the published ones, and the mesh's topology is that of a face."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
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


def test_extraction_refuses_another_wheel(tmp_path: Path) -> None:
    wheel = tmp_path / "mediapipe.whl"
    wheel.write_bytes(b"PK\x05\x06" + bytes(18))
    out = tmp_path / "out"
    command = [sys.executable, str(ROOT / "scripts" / "extract_mediapipe.py")]
    command += ["--wheel", str(wheel), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "sha256" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not out.exists()


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
