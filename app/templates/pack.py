"""Template packs: what is in them, and the proof that it is what we made.

A pack is a folder with a manifest ``pack.toml`` and a folder per template. The manifest holds the
sha256 of every file; the manifest's own sha256 is pinned in `app.templates.pins`. A file that is
not in the manifest, or is not what the manifest says, does not load.
"""

from __future__ import annotations

import hashlib
import io
import tomllib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from app.errors import TemplateError
from app.frame import N_LANDMARKS, Floats, Image
from app.templates.template import Template

SCHEMA = 1
MAX_SIDE = 4096
"""Pixels; a larger picture is refused before it is unpacked into memory."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One template as the manifest describes it.

    Attributes:
        id: Within the pack.
        name, description: For people.
        kind: ``human`` or ``character``.
        provenance: What it was made from, and how.
        files: File name → sha256, hexadecimal.
    """

    id: str
    name: str
    description: str
    kind: str
    provenance: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack whose manifest was verified; its files are verified as they are read."""

    id: str
    name: str
    licence: str
    folder: Path
    entries: dict[str, Entry]

    def load(self, template_id: str) -> Template:
        """Reads and verifies one template.

        Raises:
            TemplateError: Not in the manifest, missing, altered, or not well formed.
        """
        entry = self.entries[template_id]

        def picture(stem: str, size: tuple[int, int] | None) -> Image:
            name = next((n for n in entry.files if n.rpartition(".")[0] == stem), f"{stem}.png")
            return _picture(self._read(entry, name), f"{template_id}/{name}", size)

        return Template(
            id=f"{self.id}/{entry.id}",
            name=entry.name,
            description=entry.description,
            kind=entry.kind,
            texture=picture("texture", None),
            landmarks=_landmarks(self._read(entry, "landmarks.npy"), template_id),
            eye=picture("eye", (256, 256)),
            mouth=picture("mouth", (512, 256)),
            thumbnail=picture("thumbnail", None),
        )

    def thumbnail(self, template_id: str) -> Image:
        """Only the small picture, verified too."""
        entry = self.entries[template_id]
        return _picture(self._read(entry, "thumbnail.jpg"), f"{template_id}/thumbnail.jpg", None)

    def _read(self, entry: Entry, name: str) -> bytes:
        label = f"{entry.id}/{name}"
        if name not in entry.files:
            raise TemplateError(f"template file {label} is not in the pack's manifest")
        path = self.folder / entry.id / name
        if path.is_symlink() or path.parent.is_symlink():
            raise TemplateError(f"template file {label} is a link; install the pack again")
        try:
            content = path.read_bytes()
        except OSError as error:
            raise TemplateError(
                f"template file {label} cannot be read ({error.strerror}); install the pack again"
            ) from error
        if hashlib.sha256(content).hexdigest() != entry.files[name]:
            raise TemplateError(
                f"template file {label} was altered (its sha256 is wrong); install the pack again"
            )
        return content


def open_pack(folder: Path, manifest_sha256: str) -> Pack:
    """Reads a pack's manifest.

    Args:
        folder: Holds ``pack.toml``.
        manifest_sha256: What the manifest must hash to.

    Raises:
        TemplateError: The manifest is missing, altered or not well formed.
    """
    path = folder / "pack.toml"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TemplateError(
            f"{path} cannot be read ({error.strerror}); install Understudy again"
        ) from error
    if hashlib.sha256(content).hexdigest() != manifest_sha256:
        raise TemplateError(f"{path} was altered (its sha256 is wrong); install Understudy again")
    try:
        data = tomllib.loads(content.decode("utf-8"))
        if data["schema"] != SCHEMA:
            raise TemplateError(f"{path} has schema {data['schema']}, this app reads {SCHEMA}")
        entries = {
            raw["id"]: Entry(
                id=_plain(raw["id"], path),
                name=raw["name"],
                description=raw["description"],
                kind=raw["kind"],
                provenance=raw["provenance"],
                files={_plain(name, path): digest for name, digest in raw["files"].items()},
            )
            for raw in data["template"]
        }
        return Pack(data["id"], data["name"], data["licence"], folder, entries)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise TemplateError(f"{path} is not a pack's manifest: {error}") from error


def _plain(name: str, path: Path) -> str:
    """A file or folder name and nothing else: no way out of the pack."""
    if not name or name in {".", ".."} or any(c in name for c in "/\\:\0"):
        raise TemplateError(f"{path} names '{name}', which lies outside the pack")
    return name


def _picture(content: bytes, label: str, size: tuple[int, int] | None) -> Image:
    image = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise TemplateError(f"template file {label} is not a picture")
    height, width = image.shape[:2]
    if max(height, width) > MAX_SIDE or min(height, width) < 16:
        raise TemplateError(f"template file {label} is {width}x{height}: not a usable size")
    if size is not None and (width, height) != size:
        raise TemplateError(
            f"template file {label} is {width}x{height}, it must be {size[0]}x{size[1]}"
        )
    image.setflags(write=False)
    return np.asarray(image, np.uint8)


def _landmarks(content: bytes, template_id: str) -> Floats:
    label = f"{template_id}/landmarks.npy"
    try:
        points = np.load(io.BytesIO(content), allow_pickle=False)
    except (ValueError, EOFError, OSError) as error:
        raise TemplateError(f"template file {label} is not an array: {error}") from error
    if points.shape != (N_LANDMARKS, 3) or not np.isfinite(points).all():
        raise TemplateError(f"template file {label} has the wrong topology: {points.shape}")
    result = np.asarray(points, np.float32)
    result.setflags(write=False)
    return result
