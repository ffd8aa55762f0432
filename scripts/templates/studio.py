"""From a character's table to a rendered portrait: geometry, probe, paint, hair, Cycles."""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from brushes import blur, to_linear, to_srgb
from eyeball import draw_eye
from features import Features, Surface, measure
from geometry import BaseMesh, Camera, Head, frame_head, make_head
from hair import Locks, grow_beard, grow_head, rooted
from numpy.typing import NDArray
from paint import Painter, paint
from strands import Strands, brow_shadow, grow

from app.templates.template import IRIS_SHARE

FACE_SHARE = 0.57
"""Of the picture's height, from the chin to the top of the forehead."""
HEADROOM = 0.29
"""Of the picture's height, over the top of the forehead: room for hair."""
MIDDLE_GREY = 119
"""sRGB of the background."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How well, and with how much of the machine, to render."""

    size: int = 1024
    samples: int = 16
    paint: int = 2048
    levels: int = 3
    threads: int = 2


@dataclass(frozen=True, slots=True)
class Blender:
    """An interpreter that has `bpy`."""

    python: Path

    def run(self, step: str, scene: Path) -> None:
        """Run a step of ``render.py`` at low priority; its output is shown only if it fails."""
        script = Path(__file__).with_name("render.py")
        command = ["nice", "-n", "15", str(self.python), str(script), step, str(scene)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            said = done.stdout[-2000:] + done.stderr[-4000:]
            raise SystemExit(f"render.py {step} failed:\n{said}")


@dataclass(frozen=True, slots=True)
class Portrait:
    """A rendered character, and what it was rendered from."""

    picture: NDArray[np.uint8]
    head: Head
    camera: Camera
    surface: Surface
    features: Features
    scene: dict[str, Any]
    shadow: NDArray[np.float32]
    roots: NDArray[np.float32]
    strands: Strands
    locks: Locks


def fingerprint(*parts: Any) -> str:
    """Of anything that JSON can hold, to know whether a stage is up to date."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def code_hash(*names: str) -> str:
    """Of some of these scripts."""
    folder = Path(__file__).parent
    return fingerprint([(folder / name).read_text() for name in names])


def eye_scene(head: Head, look: dict[str, Any]) -> list[dict[str, Any]]:
    """The eyeballs for ``scene.json``."""
    diameter = look["iris_mm"] * 0.01
    return [
        {
            "centre": eye.centre.tolist(),
            "radius": eye.radius,
            "iris_radius": diameter / 2,
            "picture_side": diameter / IRIS_SHARE,
            "metallic": look.get("metallic", 0.0),
            "roughness": look.get("roughness", 0.25),
            "specular": look.get("specular", 0.25),
            "subsurface": look.get("subsurface", 0.0),
        }
        for eye in head.eyes
    ]


def probe(blender: Blender, folder: Path, scene: dict[str, Any]) -> Surface:
    """The smooth surface as the camera sees it; kept from an earlier run if nothing changed."""
    kept = {k: scene.get(k) for k in ("camera", "eyes", "levels", "probe_size", "probe_box")}
    mesh = hashlib.sha256((folder / "mesh.npz").read_bytes()).hexdigest()
    mark = fingerprint(kept, mesh, code_hash("render.py"))
    stamp = folder / "probe.mark"
    if not stamp.exists() or stamp.read_text() != mark:
        blender.run("probe", folder / "scene.json")
        stamp.write_text(mark)
    return Surface.load(folder / "probe.npz")


def render(blender: Blender, folder: Path, scene: dict[str, Any]) -> None:
    """Render ``beauty.png``; kept from an earlier run if nothing that it shows changed."""
    inputs = ["mesh.npz", "colour.png", "rough.png", "height.png", "eye.png"]
    inputs += ["hair.npz", "locks.npz"]
    if (folder / "inside.npz").exists():
        inputs.append("inside.npz")
    hashes = [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in inputs]
    kept = {k: v for k, v in scene.items() if k != "threads"}
    mark = fingerprint(kept, hashes, code_hash("render.py"))
    stamp = folder / "beauty.mark"
    if not stamp.exists() or stamp.read_text() != mark:
        blender.run("beauty", folder / "scene.json")
        stamp.write_text(mark)


def shoot(
    blender: Blender,
    root: Path,
    base: BaseMesh,
    character: dict[str, Any],
    folder: Path,
    quality: Quality,
) -> Portrait:
    """Render one character; `folder` is its own place for intermediate files."""
    folder.mkdir(parents=True, exist_ok=True)
    seed = int(character["seed"])
    head = make_head(root, base, character["shape"], seed)
    camera = frame_head(head, FACE_SHARE, HEADROOM)
    np.savez(folder / "mesh.npz", vertices=head.vertices, faces=head.faces, face_uvs=head.face_uvs)
    skin = character["skin"]
    shades = [*character["brows"]["colours"], character["lashes"]["colour"]]
    scene = {
        "camera": asdict(camera),
        "eyes": eye_scene(head, character["eye"]),
        "levels": quality.levels,
        "probe_size": 1024,
        "size": quality.size,
        "samples": quality.samples,
        "threads": quality.threads,
        "seed": seed,
        "skin": skin,
        "hair_shades": [to_linear(np.array(s, float) / 255).tolist() for s in shades],
        "hair_metallic": character["brows"].get("metallic", 0.0),
        "light": character["light"],
        "hair_rough": character["hair"]["rough"],
    }
    (folder / "scene.json").write_text(json.dumps(scene))
    surface = probe(blender, folder, scene)
    features = measure(root, head, camera, surface, character["eye"]["iris_mm"] * 0.01)

    for eye in scene["eyes"]:
        eye["gaze"] = features.gaze
    (folder / "scene.json").write_text(json.dumps(scene))

    shadow = brow_shadow(features, character["brows"], quality.paint)
    roots = rooted(root, head, surface, character["hair"], quality.paint)
    painter = Painter(surface, features, shadow, roots, quality.paint, seed + 1)
    maps = paint(painter, skin)
    for name in ("colour", "rough", "height"):
        cv2.imwrite(str(folder / f"{name}.png"), getattr(maps, name))
    cv2.imwrite(str(folder / "eye.png"), draw_eye(character["eye"], 1024, seed + 2))
    strands = grow(head, surface, features, character["brows"], character["lashes"], seed + 3)
    np.savez(folder / "hair.npz", points=strands.points, radii=strands.radii, shade=strands.shade)
    hair = [grow_head(root, head, camera, character["hair"], seed + 4)]
    if character["beard"]["count"]:
        area = painter.beard_area(surface.size)
        hair.append(grow_beard(surface, features, area, character["beard"], seed + 5))
    locks = Locks.joined(hair)
    locks.save(folder / "locks.npz")
    render(blender, folder, scene)
    return Portrait(
        flatten(folder / "beauty.png"),
        head,
        camera,
        surface,
        features,
        scene,
        shadow,
        roots,
        strands,
        locks,
    )


def opacity(path: Path) -> NDArray[np.float32]:
    """How much of each pixel a render covers. The denoiser leaves this alone: it is smoothed."""
    raw = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if raw is None:
        raise SystemExit(f"cannot read {path}")
    alpha = np.asarray(raw[..., 3] / 65535, np.float32)
    return blur(alpha, raw.shape[0] / 900)


def flatten(path: Path) -> NDArray[np.uint8]:
    """A 16-bit render with alpha, on middle grey."""
    raw = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if raw is None:
        raise SystemExit(f"cannot read {path}")
    render = raw.astype(np.float32) / 65535
    light = to_linear(render[..., :3]) * render[..., 3:]
    ground = to_linear(np.array(MIDDLE_GREY / 255))
    light += (1 - opacity(path))[..., None] * ground
    return np.asarray(np.round(to_srgb(light) * 255), np.uint8)
