"""Opens the photoreal pack and vouches for what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.errors import TemplateError
from app.frame import Image
from app.templates.pack import Entry, Pack, open_pack
from app.templates.photoreal import likeness
from app.templates.photoreal.faces import FACES, FIGURES, PACK, PACK_NAME
from app.templates.template import Template

AGAIN = "install the pack again (understudy templates install photoreal)"


@dataclass(frozen=True, slots=True)
class PhotorealPack(Pack):
    """A pack of which each picture must look like the face that was built from the sources."""

    def thumbnail(self, template_id: str) -> Image:
        picture = Pack.thumbnail(self, template_id)
        likeness.check(template_id, "thumbnail.png", likeness.signature(picture))
        return picture


def open_photoreal(folder: Path) -> Pack:
    """Reads the manifest of an installed pack; the faces are checked as they load.

    Raises:
        TemplateError: It is missing, or names other sources or other faces than the nine.
    """
    if folder.is_symlink():
        raise TemplateError(f"{folder} is a link; {AGAIN}")
    pack = open_pack(folder)
    figures = {name: source.sha256 for name, source in FIGURES.items()}
    if pack.id != PACK or pack.name != PACK_NAME or dict(pack.sources) != figures:
        raise TemplateError(f"{folder / 'pack.toml'} was not made from the known sources; {AGAIN}")
    known = {face.id: (face.name, face.description, "human") for face in FACES}
    found = {e.id: (e.name, e.description, e.kind) for e in pack.entries.values()}
    if found != known:
        raise TemplateError(f"{folder / 'pack.toml'} names other faces than the nine; {AGAIN}")
    return PhotorealPack(pack.id, pack.name, folder, pack.entries, pack.sources, vouch)


def vouch(entry: Entry, template: Template) -> None:
    """Whether all pictures of a template look as they must.

    Raises:
        TemplateError: One does not; names the file.
    """
    for name, seen in likeness.signatures(template).items():
        likeness.check(entry.id, name, seen)
