"""All templates that may be used, found by name."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from app.errors import TemplateError
from app.paths import assets_dir
from app.templates import pins
from app.templates.pack import Entry, Pack, open_pack
from app.templates.template import Template

BUILTIN = "builtin"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list: ``pack/name`` and what the manifest says."""

    id: str
    pack: Pack
    entry: Entry


class TemplateLibrary:
    """The verified packs. Only manifests are read here; templates load when they are asked for.

    Raises:
        TemplateError: A pack's manifest is missing or altered.
    """

    def __init__(self, packs: list[Pack] | None = None) -> None:
        if packs is None:
            packs = [open_pack(assets_dir() / "templates" / BUILTIN, pins.BUILTIN)]
        self._listed = [
            Listed(f"{pack.id}/{entry.id}", pack, entry)
            for pack in packs
            for entry in pack.entries.values()
        ]

    def list(self) -> list[Listed]:
        """Every template, pack by pack, in the manifest's order."""
        return list(self._listed)

    @property
    def default(self) -> str:
        """The id of the first template."""
        return self._listed[0].id

    def find(self, template_id: str) -> Listed:
        """Looks one up by ``pack/name``, or by its name where only one pack has it.

        Raises:
            TemplateError: There is none; names the nearest.
        """
        matches = [item for item in self._listed if template_id in (item.id, item.entry.id)]
        if len(matches) == 1:
            return matches[0]
        names = [item.entry.id for item in self._listed]
        if matches:
            raise TemplateError(
                f"'{template_id}' is in several packs; write {', '.join(m.id for m in matches)}"
            )
        near = difflib.get_close_matches(template_id, names, 1, 0.5)
        hint = f"; did you mean '{near[0]}'?" if near else f"; there are {', '.join(names)}"
        raise TemplateError(f"there is no template '{template_id}'{hint}")

    def load(self, template_id: str) -> Template:
        """Finds, reads and verifies a template.

        Raises:
            TemplateError: See `find` and `Pack.load`.
        """
        item = self.find(template_id)
        return item.pack.load(item.entry.id)
