"""All templates that may be used, found by name.

Three things vouch for a face, and nothing else loads: the built-in pack's manifest is pinned in
`app.templates.pins`; the photoreal pack is checked against what its pinned sources must look like
(`app.templates.photoreal`); a blend is a recipe over templates of the two (`app.templates.blend`).
"""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.errors import TemplateError, UsageError
from app.frame import Image
from app.paths import assets_dir, templates_dir
from app.templates import pins
from app.templates.blend import BLENDS, BlendPack, Origins, free_name, invent, new_seed
from app.templates.pack import Entry, open_pack
from app.templates.photoreal import PHOTOREAL, open_photoreal
from app.templates.template import Template

BUILTIN = "builtin"
DEFAULT = "builtin/ruth"
"""Of the built-in people the one whom recognisers least take for the wearers of our clips (always
below both thresholds, where others come near), and who keeps their expressions among the best."""


class TemplatePack(Protocol):
    """Some templates that something vouches for."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str:
        """For people."""
        ...

    @property
    def entries(self) -> Mapping[str, Entry]:
        """By id within the pack, in the order to show them in."""
        ...

    def load(self, template_id: str) -> Template:
        """Raises `TemplateError` where the template is not what it must be."""
        ...

    def thumbnail(self, template_id: str) -> Image:
        """``(256, 256, 3)`` uint8 BGR; raises as `load` does."""
        ...


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list: ``pack/name`` and what the manifest says."""

    id: str
    pack: TemplatePack
    entry: Entry


def _list(packs: Sequence[TemplatePack]) -> list[Listed]:
    return [
        Listed(f"{pack.id}/{entry.id}", pack, entry)
        for pack in packs
        for entry in pack.entries.values()
    ]


class TemplateLibrary:
    """The verified packs. Only manifests are read here; templates load when they are asked for.

    Args:
        packs: The packs to use; None for the built-in one and the user's own.
        home: The folder of the user's own packs and blends; None for the platform's place.

    Attributes:
        problems: One line for each of the user's packs and blends that cannot be used.

    Raises:
        TemplateError: The built-in pack's manifest is missing or altered.
    """

    def __init__(
        self, packs: Sequence[TemplatePack] | None = None, home: Path | None = None
    ) -> None:
        self.home = home or templates_dir()
        self.problems: list[str] = []
        if packs is None:
            packs = [open_pack(assets_dir() / "templates" / BUILTIN, pins.BUILTIN)]
            packs += self._installed()
        self._packs = list(packs)
        self.blends = self._open_blends()
        self.problems += self.blends.problems

    def _open_blends(self) -> BlendPack:
        origins = {item.id: item.entry for item in _list(self._packs)}
        return BlendPack(self.home / BLENDS, Origins(origins, self._load_origin))

    def _installed(self) -> list[TemplatePack]:
        """The photoreal pack, where it is installed and whole enough to be read."""
        folder = self.home / PHOTOREAL
        if not folder.exists():
            return []
        try:
            return [open_photoreal(folder)]
        except TemplateError as error:
            # The app goes on with what it can trust, and says what it left out.
            self.problems.append(str(error))
            return []

    def list(self) -> list[Listed]:
        """Every template, pack by pack, in the manifest's order."""
        return _list([*self._packs, self.blends])

    @property
    def default(self) -> str:
        """The id of the template for who has not chosen: `DEFAULT`, or the first there is."""
        listed = [item.id for item in self.list()]
        return DEFAULT if DEFAULT in listed else listed[0]

    def find(self, template_id: str) -> Listed:
        """Looks one up by ``pack/name``, or by its name where only one pack has it.

        Raises:
            TemplateError: There is none; names the nearest.
        """
        listed = self.list()
        matches = [item for item in listed if template_id in (item.id, item.entry.id)]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise TemplateError(
                f"'{template_id}' is in several packs; write {' or '.join(m.id for m in matches)}"
            )
        names = [item.entry.id for item in listed]
        near = difflib.get_close_matches(template_id, names, 1, 0.5)
        hint = f"; did you mean '{near[0]}'?" if near else f"; there are {', '.join(names)}"
        raise TemplateError(f"there is no template '{template_id}'{hint}")

    def load(self, template_id: str) -> Template:
        """Finds, reads and verifies a template.

        Raises:
            TemplateError: See `find` and `TemplatePack.load`.
        """
        item = self.find(template_id)
        return item.pack.load(item.entry.id)

    def _load_origin(self, template_id: str) -> Template:
        pack, _, name = template_id.partition("/")
        return next(p for p in self._packs if p.id == pack).load(name)

    # -- the user's own -----------------------------------------------------------------------

    def blend(self, shares: Mapping[str, float], name: str, seed: int = 0) -> str:
        """Stores a blend; returns its full id.

        Args:
            shares: Template, by any name that `find` takes → weight.
            name: For people.
            seed: Decides which parent gives which details.

        Raises:
            TemplateError, UsageError: See `find` and `BlendPack.add`.
        """
        found: dict[str, float] = {}
        for template_id, weight in shares.items():
            item = self.find(template_id)
            if item.pack is self.blends:
                raise UsageError(f"'{template_id}' is a blend itself: mix its parents instead")
            if item.id in found:
                raise UsageError(f"'{template_id}' is named twice")
            found[item.id] = weight
        return f"{BLENDS}/{self.blends.add(name, found, seed)}"

    def invent(self, seed: int | None = None, name: str | None = None) -> str:
        """Stores a blend that nobody chose; returns its full id.

        Raises:
            TemplateError, UsageError: See `invent` and `BlendPack.add`.
        """
        seed = new_seed() if seed is None else seed
        origins = {item.id: item.entry for item in _list(self._packs)}
        invented, shares = invent(origins, seed)
        name = name or free_name(invented, list(self.blends.entries))
        return f"{BLENDS}/{self.blends.add(name, shares, seed)}"

    def remove(self, what: str) -> str:
        """Deletes a blend, or an installed pack; returns what was removed, for people.

        Raises:
            TemplateError, UsageError: There is no such thing, or it is a part of the app.
        """
        if what == PHOTOREAL and (self.home / PHOTOREAL).exists():
            try:
                shutil.rmtree(self.home / PHOTOREAL)
            except OSError as error:
                raise TemplateError(
                    f"{error.filename} cannot be removed ({error.strerror})"
                ) from error
            self._packs = [pack for pack in self._packs if pack.id != PHOTOREAL]
            self.blends = self._open_blends()  # some have lost their parents
            return f"the pack '{PHOTOREAL}'"
        if what == PHOTOREAL:
            raise UsageError(f"the pack '{PHOTOREAL}' is not installed")
        if what == BUILTIN:
            raise UsageError("the built-in pack is a part of Understudy and stays")
        item = self.find(what)
        if item.pack is not self.blends:
            raise UsageError(
                f"'{item.id}' is a part of the pack '{item.pack.id}': only blends and whole packs "
                "can be removed"
            )
        self.blends.remove(item.entry.id)
        return f"the blend '{item.entry.name}'"
