"""Writing a pack: pictures, landmarks and the manifest that vouches for them."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

FILES = ("texture.png", "landmarks.npy", "eye.png", "mouth.png", "thumbnail.jpg")
SCHEMA = 1


def write_picture(path: Path, picture: NDArray[np.uint8]) -> None:
    """PNG as small as it gets, or JPEG at quality 92."""
    options = (
        [cv2.IMWRITE_JPEG_QUALITY, 92]
        if path.suffix == ".jpg"
        else [cv2.IMWRITE_PNG_COMPRESSION, 9]
    )
    if not cv2.imwrite(str(path), picture, options):
        raise SystemExit(f"cannot write {path}")


def quoted(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(text, ensure_ascii=False)


def manifest(pack: dict[str, str], characters: list[dict[str, Any]], folder: Path) -> str:
    """``pack.toml``: every character whose folder is complete, with the hashes of its files."""
    lines = ["# Made by scripts/templates/build.py; do not edit.", f"schema = {SCHEMA}"]
    lines += [f"{key} = {quoted(pack[key])}" for key in ("id", "name", "version", "licence")]
    for character in characters:
        place = folder / character["id"]
        if not all((place / name).exists() for name in FILES):
            continue
        lines += ["", "[[template]]"]
        for key in ("id", "name", "description", "kind", "provenance"):
            lines.append(f"{key} = {quoted(character[key])}")
        lines += ["", "[template.files]"]
        for name in FILES:
            digest = hashlib.sha256((place / name).read_bytes()).hexdigest()
            lines.append(f"{quoted(name)} = {quoted(digest)}")
    return "\n".join(lines) + "\n"


def pin(path: Path, text: str) -> str:
    """Make the app trust this manifest: put its sha256 into ``app/templates/pins.py``."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = path.read_text(encoding="utf-8")
    pinned, count = re.subn(r'(?m)^BUILTIN = "[0-9a-f]*"', f'BUILTIN = "{digest}"', source)
    if count != 1:
        raise SystemExit(f"{path} has no line that begins with BUILTIN =")
    path.write_text(pinned, encoding="utf-8", newline="\n")
    return digest
