"""Template packs: what is in them, and the proof that it is what was made.

A pack is a folder with a manifest ``pack.toml`` and a folder per template. The manifest holds the
sha256 of every file. A file that is not in the manifest, or is not what the manifest says, does not
load. What vouches for the manifest itself differs: see `app.templates.library`. The format is told
in ``docs/templates.md``.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.errors import Kind, TemplateError
from app.frame import N_LANDMARKS, N_MESH, Floats, Image
from app.pipeline.swap.mesh.topology import SKIN, topology
from app.templates.template import (
    EYE_SIDE,
    KINDS,
    MOUTH_SIZE,
    TEXTURE_SIDE,
    THUMBNAIL_SIDE,
    Region,
    Template,
    View,
)

SCHEMA = 2
MANIFEST = "pack.toml"
MAX_SIDE = 4096
"""Pixels; a larger picture is refused before it is unpacked into memory."""
MAX_BYTES = 32 << 20
"""A larger file is refused before it is read."""
MIN_WOUND = 0.9
"""Share of the mesh's triangles that face the camera on a frontal portrait; with another order of
the vertices it is about a half."""

FILES = (
    "texture.png",
    "landmarks.npy",
    "geometry.npy",
    "regions.png",
    "closed.png",
    "closed.npy",
    "open.png",
    "open.npy",
    "eye.png",
    "mouth.png",
    "thumbnail.png",
)
"""What a template's folder holds; all of it is needed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One template as the manifest describes it.

    Attributes:
        id: Within the pack.
        name, description: For people.
        kind: ``human`` or ``character``.
        licence: SPDX identifier.
        provenance: What it was made from, and how.
        files: File name → sha256, hexadecimal.
    """

    id: str
    name: str
    description: str
    kind: str
    licence: str
    provenance: str
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """sha256 over the hashes of all its files: another one is another face."""
        lines = "".join(f"{name} {digest}\n" for name, digest in sorted(self.files.items()))
        return hashlib.sha256(lines.encode()).hexdigest()


def _nothing(_entry: Entry, _template: Template) -> None:
    """For packs whose manifest is pinned: there is nothing else to ask."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack whose manifest was read; its files are verified as they are read.

    Attributes:
        id, name: As in the manifest.
        folder: Where ``pack.toml`` lies.
        entries: Template id → what the manifest says.
        sources: What it was made from: file name → sha256.
        vouch: Asked about each template once its files are verified; raises `TemplateError`.
    """

    id: str
    name: str
    folder: Path
    entries: dict[str, Entry]
    sources: Mapping[str, str] = field(default_factory=dict)
    vouch: Callable[[Entry, Template], None] = _nothing

    def load(self, template_id: str) -> Template:
        """Reads and verifies one template.

        Raises:
            TemplateError: Not in the manifest, missing, altered, or not well formed.
        """
        entry = self.entries[template_id]

        def picture(name: str, size: tuple[int, int] | None) -> Image:
            return _picture(self._read(entry, name), f"{template_id}/{name}", size)

        def array(name: str, rows: int) -> Floats:
            return _array(self._read(entry, name), f"{template_id}/{name}", rows)

        texture = picture("texture.png", (TEXTURE_SIDE, TEXTURE_SIDE))
        landmarks = array("landmarks.npy", N_LANDMARKS)
        _check_mesh(landmarks, f"{template_id}/landmarks.npy")
        template = Template(
            id=f"{self.id}/{entry.id}",
            name=entry.name,
            description=entry.description,
            kind=entry.kind,
            texture=texture,
            landmarks=landmarks,
            geometry=array("geometry.npy", N_MESH),
            regions=_regions(self._read(entry, "regions.png"), f"{template_id}/regions.png"),
            closed=View(picture("closed.png", None), array("closed.npy", N_LANDMARKS)),
            opened=View(picture("open.png", None), array("open.npy", N_LANDMARKS)),
            eye=picture("eye.png", (EYE_SIDE, EYE_SIDE)),
            mouth=picture("mouth.png", MOUTH_SIZE),
            thumbnail=picture("thumbnail.png", (THUMBNAIL_SIDE, THUMBNAIL_SIDE)),
        )
        self.vouch(entry, template)
        return template

    def thumbnail(self, template_id: str) -> Image:
        """Only the small picture, verified too."""
        content = self._read(self.entries[template_id], "thumbnail.png")
        size = (THUMBNAIL_SIDE, THUMBNAIL_SIDE)
        return _picture(content, f"{template_id}/thumbnail.png", size)

    def _read(self, entry: Entry, name: str) -> bytes:
        label = f"{entry.id}/{name}"
        if name not in entry.files:
            raise TemplateError(f"template file {label} is not in the pack's manifest")
        path = self.folder / entry.id / name
        if path.is_symlink() or path.parent.is_symlink():
            raise _damaged(f"template file {label} is a link", entry.name)
        try:
            if path.stat().st_size > MAX_BYTES:
                raise _damaged(f"template file {label} is too large", entry.name)
            content = path.read_bytes()
        except OSError as error:
            problem = f"template file {label} cannot be read ({error.strerror})"
            raise _damaged(problem, entry.name) from error
        if hashlib.sha256(content).hexdigest() != entry.files[name]:
            problem = f"template file {label} was altered (its sha256 is wrong)"
            raise _damaged(problem, entry.name)
        return content


_AGAIN = "install the pack again"


def _damaged(problem: str, name: str = "", remedy: str = _AGAIN) -> TemplateError:
    return TemplateError(
        f"{problem}; {remedy}", kind=Kind.TEMPLATE_DAMAGED, what=name, remedy=remedy
    )


def open_pack(folder: Path, manifest_sha256: str | None = None) -> Pack:
    """Reads a pack's manifest.

    Args:
        folder: Holds ``pack.toml``.
        manifest_sha256: What the manifest must hash to; None where something else vouches for what
            the pack holds.

    Raises:
        TemplateError: The manifest is missing, altered or not well formed.
    """
    path = folder / MANIFEST
    again = "install Understudy again" if manifest_sha256 else _AGAIN
    try:
        if path.is_symlink() or path.stat().st_size > MAX_BYTES:
            raise TemplateError(f"{path} is not a pack's manifest; {again}")
        content = path.read_bytes()
    except OSError as error:
        raise TemplateError(f"{path} cannot be read ({error.strerror}); {again}") from error
    if manifest_sha256 is not None and hashlib.sha256(content).hexdigest() != manifest_sha256:
        raise _damaged(f"{path} was altered (its sha256 is wrong)", remedy=again)
    try:
        data = tomllib.loads(content.decode("utf-8"))
        if data["schema"] != SCHEMA:
            raise TemplateError(
                f"{path} has schema {data['schema']}, this app reads {SCHEMA}; {again}"
            )
        entries = {raw["id"]: _entry(raw, path) for raw in data["template"]}
        sources = {str(name): str(digest) for name, digest in data.get("sources", {}).items()}
        return Pack(_plain(data["id"], path), str(data["name"]), folder, entries, sources)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise TemplateError(f"{path} is not a pack's manifest: {error}; {again}") from error


def _entry(raw: dict[str, Any], path: Path) -> Entry:
    if raw["kind"] not in KINDS:
        raise ValueError(f"kind '{raw['kind']}' is neither {' nor '.join(KINDS)}")
    texts = {key: str(raw[key]) for key in ("name", "description", "kind", "licence", "provenance")}
    files = {_plain(name, path): str(digest) for name, digest in raw["files"].items()}
    return Entry(id=_plain(raw["id"], path), files=files, **texts)


def _plain(name: str, path: Path) -> str:
    """A file or folder name and nothing else: no way out of the pack."""
    if not name or name in {".", ".."} or any(c in name for c in "/\\:\0"):
        raise TemplateError(f"{path} names '{name}', which lies outside the pack")
    return name


# -- reading files ---------------------------------------------------------------------------------


def png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height from a PNG's first chunk, without unpacking it; None if it is no PNG."""
    if len(content) < 24 or content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _decode(content: bytes, label: str, flags: int) -> NDArray[np.uint8]:
    size = png_size(content)
    if size is None:
        raise TemplateError(f"template file {label} is not a PNG picture")
    if max(size) > MAX_SIDE or min(size) < 16:
        raise TemplateError(f"template file {label} is {size[0]}x{size[1]}: not a usable size")
    image = cv2.imdecode(np.frombuffer(content, np.uint8), flags)
    if image is None or image.dtype != np.uint8:
        raise TemplateError(f"template file {label} is not a picture of 8 bits")
    image.setflags(write=False)
    return np.asarray(image, np.uint8)


def _picture(content: bytes, label: str, size: tuple[int, int] | None) -> Image:
    image = _decode(content, label, cv2.IMREAD_COLOR)
    height, width = image.shape[:2]
    if size is not None and (width, height) != size:
        raise TemplateError(
            f"template file {label} is {width}x{height}, it must be {size[0]}x{size[1]}"
        )
    return image


def _regions(content: bytes, label: str) -> NDArray[np.uint8]:
    image = _decode(content, label, cv2.IMREAD_UNCHANGED)
    if image.shape != (TEXTURE_SIDE, TEXTURE_SIDE) or int(image.max()) > max(Region):
        raise TemplateError(f"template file {label} is not a map of regions")
    return image


def _array(content: bytes, label: str, rows: int) -> Floats:
    try:
        points = np.load(io.BytesIO(content), allow_pickle=False)
    except (ValueError, EOFError, OSError) as error:
        raise TemplateError(f"template file {label} is not an array: {error}") from error
    if points.shape != (rows, 3) or points.dtype.kind != "f" or not np.isfinite(points).all():
        raise TemplateError(f"template file {label} has the wrong topology: {points.shape}")
    result = np.asarray(points, np.float32)
    result.setflags(write=False)
    return result


def _check_mesh(landmarks: Floats, label: str) -> None:
    """Refuses points that are not a frontal face in our order of vertices, on the texture."""
    points = landmarks[:, :2]
    topo = topology()
    drawn = (topo.layer == SKIN) & (topo.rank == 0) & (topo.triangles < N_MESH).all(axis=1)
    triangles = topo.triangles[drawn]
    a, b, c = (points[triangles[:, k]] for k in range(3))
    (ux, uy), (vx, vy) = (b - a).T, (c - a).T
    wound = float((ux * vy - uy * vx > 0).mean())
    outside = (points < 0).any() or (points > TEXTURE_SIDE - 1).any()
    if wound < MIN_WOUND or outside:
        raise TemplateError(
            f"template file {label} has the wrong topology: it is not a frontal face in the "
            "mesh's order"
        )


# -- writing ---------------------------------------------------------------------------------------


def write_template(folder: Path, template: Template) -> dict[str, str]:
    """Writes a template's files.

    Args:
        folder: The template's own; made if it is not there.
        template: What to write; id and texts belong to the manifest.

    Returns:
        File name → sha256.

    Raises:
        OSError: No room, no right to write.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {
        "texture.png": template.texture,
        "regions.png": template.regions,
        "closed.png": template.closed.picture,
        "open.png": template.opened.picture,
        "eye.png": template.eye,
        "mouth.png": template.mouth,
        "thumbnail.png": template.thumbnail,
    }
    arrays = {
        "landmarks.npy": template.landmarks,
        "geometry.npy": template.geometry,
        "closed.npy": template.closed.landmarks,
        "open.npy": template.opened.landmarks,
    }
    files = {}
    for name in FILES:
        if name in pictures:
            options = [cv2.IMWRITE_PNG_COMPRESSION, 6]
            content = cv2.imencode(".png", pictures[name], options)[1].tobytes()
        else:
            buffer = io.BytesIO()
            np.save(buffer, arrays[name].astype("<f4"), allow_pickle=False)
            content = buffer.getvalue()
        (folder / name).write_bytes(content)
        files[name] = hashlib.sha256(content).hexdigest()
    return files


def hash_files(folder: Path) -> dict[str, str]:
    """File name → sha256 of a template's folder that is already written.

    Raises:
        OSError: One of the files is missing.
    """
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}


def manifest(
    pack_id: str,
    name: str,
    entries: Sequence[Entry],
    *,
    comment: str,
    sources: Mapping[str, str] | None = None,
) -> str:
    """The text of ``pack.toml``."""
    lines = [f"# {comment}", f"schema = {SCHEMA}", f"id = {quoted(pack_id)}"]
    lines.append(f"name = {quoted(name)}")
    if sources:
        lines += ["", "[sources]"]
        lines += [f"{quoted(key)} = {quoted(digest)}" for key, digest in sources.items()]
    for entry in entries:
        lines += ["", "[[template]]"]
        for key in ("id", "name", "description", "kind", "licence", "provenance"):
            lines.append(f"{key} = {quoted(getattr(entry, key))}")
        lines += ["", "[template.files]"]
        lines += [f"{quoted(file)} = {quoted(digest)}" for file, digest in entry.files.items()]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A TOML basic string (JSON's escapes are a part of TOML's)."""
    return json.dumps(text, ensure_ascii=False)
