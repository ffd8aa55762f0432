"""Blends: faces mixed from verified templates, kept as recipes.

A recipe names its parents, their shares and a seed; the face is made from them whenever it is
loaded. No picture is stored, so none can be slipped in. A parent is named with the hash of its
files: a parent that has changed would make another face, and that is said rather than shown.
"""

from __future__ import annotations

import logging
import re
import secrets
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.errors import TemplateError, UsageError, disk_full
from app.frame import Image
from app.templates.mix import mix
from app.templates.pack import Entry, quoted
from app.templates.template import Template
from app.whole_file import write_whole

log = logging.getLogger(__name__)

SCHEMA = 1
BLENDS = "blends"
MAX_SHARE = 0.4
"""No parent may give more: recognisers would still see that parent. Of mixes with this share, four
of five are less like their strongest parent than two photos of one person are like each other
(dlib's and MobileFaceNet's recognisers, 30 mixes each); with a half it is three of five."""
MIN_PARENTS = 3
MAX_PARENTS = 6
MAX_RECIPE_BYTES = 64 << 10
INVENTED_PARENTS = 4
# fmt: off
NAMES = (
    "Adair", "Alva", "Amari", "Arden", "Ariel", "Aubrey", "Blair", "Briar", "Cameo", "Casey",
    "Darcy", "Eden", "Ellis", "Emery", "Finley", "Harper", "Indigo", "Jules", "Kai", "Keir",
    "Lane", "Lior", "Marlow", "Milan", "Nico", "Noor", "Onyx", "Paz", "Quinn", "Remy", "Robin",
    "Rowan", "Sasha", "Shay", "Sol", "Tamsin", "Teal", "Wren", "Yael", "Zion",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Parent:
    """One of a recipe's templates: ``pack/name``, its share 0..1 and `Entry.digest`."""

    id: str
    share: float
    digest: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a blend is made of. `id` is the file's name without its ending."""

    id: str
    name: str
    seed: int
    parents: tuple[Parent, ...]

    def text(self) -> str:
        """The recipe as TOML."""
        lines = [
            "# A face mixed from verified templates by `understudy templates`.",
            f"schema = {SCHEMA}",
            f"name = {quoted(self.name)}",
            f"seed = {self.seed}",
        ]
        for parent in self.parents:
            lines += [
                "",
                "[[parent]]",
                f"id = {quoted(parent.id)}",
                f"share = {parent.share:.6f}",
                f"sha256 = {quoted(parent.digest)}",
            ]
        return "\n".join(lines) + "\n"


class Origins:
    """The packs that parents may come from.

    Args:
        entries: ``pack/name`` → what its manifest says.
        load: Reads and verifies one of them.
    """

    def __init__(self, entries: Mapping[str, Entry], load: Callable[[str], Template]) -> None:
        self.entries = entries
        self.load = load


class BlendPack:
    """The user's blends, as a pack.

    Args:
        folder: Where the recipes lie; need not be there.
        origins: Where parents come from.
    """

    id = BLENDS
    name = "Blends"

    def __init__(self, folder: Path, origins: Origins) -> None:
        self.folder = folder
        self._origins = origins
        self._recipes: dict[str, Recipe] = {}
        self.entries: dict[str, Entry] = {}
        self.problems: list[str] = []
        """One line for each recipe that cannot be used."""
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            try:
                self._take(read_recipe(path))
            except TemplateError as error:
                self.problems.append(str(error))

    def load(self, template_id: str) -> Template:
        """Mixes one blend; half a second a parent.

        Raises:
            TemplateError: A parent is missing, was altered, or is another face than it was.
        """
        recipe, entry = self._recipes[template_id], self.entries[template_id]
        for parent in recipe.parents:
            known = self._origins.entries.get(parent.id)
            if known is None:
                pack = parent.id.partition("/")[0]
                raise TemplateError(
                    f"the blend '{recipe.name}' needs {parent.id}, which is not installed: run "
                    f"'understudy templates install {pack}'"
                )
            if known.digest != parent.digest:
                raise TemplateError(
                    f"the blend '{recipe.name}' would be another face now, because {parent.id} has "
                    f"changed: remove it with 'understudy templates remove {BLENDS}/{recipe.id}' "
                    "and mix it again"
                )
        parents = [self._origins.load(parent.id) for parent in recipe.parents]
        shares = [parent.share for parent in recipe.parents]
        full_id = f"{BLENDS}/{recipe.id}"
        return mix(parents, shares, recipe.seed, full_id, recipe.name, entry.description)

    def thumbnail(self, template_id: str) -> Image:
        """The small picture; has to mix the whole face for it."""
        return self.load(template_id).thumbnail

    def add(self, name: str, shares: Mapping[str, float], seed: int) -> str:
        """Checks and stores a recipe.

        Args:
            name: For people; the id is made from it.
            shares: ``pack/name`` → weight, in any unit.
            seed: Decides which parent gives which details.

        Returns:
            The new template's id within this pack.

        Raises:
            UsageError: The recipe is not a blend of approved templates, or the name is taken.
            TemplateError: It cannot be stored.
        """
        blend_id = _plain_id(name)
        if not blend_id:
            raise UsageError(f"'{name}' is not a name for a face: give it some letters")
        path = self.folder / f"{blend_id}.toml"
        if blend_id in self._recipes or path.exists():
            raise UsageError(
                f"there is a blend '{blend_id}' already: choose another name, or remove it with "
                f"'understudy templates remove {BLENDS}/{blend_id}'"
            )
        total = sum(shares.values())
        for template_id, weight in shares.items():
            if not (np.isfinite(weight) and weight > 0):
                raise UsageError(f"the weight of '{template_id}' must be a number above 0")
            if template_id not in self._origins.entries:
                raise UsageError(f"'{template_id}' cannot be mixed: it is in no verified pack")
        parents = tuple(
            Parent(template_id, weight / total, self._origins.entries[template_id].digest)
            for template_id, weight in shares.items()
        )
        recipe = Recipe(blend_id, " ".join(name.split()), seed, parents)
        if reason := _refusal(recipe):
            raise UsageError(reason)
        kinds = {self._origins.entries[parent.id].kind for parent in parents}
        if len(kinds) > 1:
            raise UsageError("people and characters do not mix: choose either")
        try:
            write_whole(path, recipe.text().encode())
        except OSError as error:
            raise TemplateError(
                f"{path} cannot be written ({error.strerror})", kind=disk_full(error)
            ) from error
        self._take(recipe)
        return blend_id

    def remove(self, template_id: str) -> None:
        """Deletes a recipe.

        Raises:
            TemplateError: It cannot be deleted.
        """
        path = self.folder / f"{template_id}.toml"
        try:
            path.unlink()
        except OSError as error:
            raise TemplateError(f"{path} cannot be removed ({error.strerror})") from error
        del self._recipes[template_id], self.entries[template_id]

    def _take(self, recipe: Recipe) -> None:
        known = [self._origins.entries.get(parent.id) for parent in recipe.parents]
        names = [
            entry.name if entry else parent.id
            for entry, parent in zip(known, recipe.parents, strict=True)
        ]
        mixed = ", ".join(
            f"{name} {parent.share:.0%}" for name, parent in zip(names, recipe.parents, strict=True)
        )
        licences = sorted({entry.licence for entry in known if entry})
        self._recipes[recipe.id] = recipe
        self.entries[recipe.id] = Entry(
            id=recipe.id,
            name=recipe.name,
            description=f"A blend: {mixed}.",
            kind=next((entry.kind for entry in known if entry), "human"),
            licence=" AND ".join(licences),
            provenance=f"Mixed on this computer from verified templates, seed {recipe.seed}.",
        )


def read_recipe(path: Path) -> Recipe:
    """Reads and checks one recipe; does not look for its parents.

    Raises:
        TemplateError: Not a recipe, or not one that this app would have made.
    """
    try:
        if path.is_symlink() or path.stat().st_size > MAX_RECIPE_BYTES:
            raise TemplateError(f"{path} is not a recipe of a blend: remove it")
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA:
            raise TemplateError(f"{path} has schema {data['schema']}, this app reads {SCHEMA}")
        parents = tuple(
            Parent(str(raw["id"]), float(raw["share"]), str(raw["sha256"]))
            for raw in data["parent"]
        )
        recipe = Recipe(path.stem, str(data["name"]), int(data["seed"]), parents)
    except OSError as error:
        raise TemplateError(f"{path} cannot be read ({error.strerror})") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TemplateError(f"{path} is not a recipe of a blend ({error}): remove it") from error
    if reason := _refusal(recipe):
        raise TemplateError(f"{path}: {reason}")
    return recipe


def _refusal(recipe: Recipe) -> str | None:
    """Why this is no blend; None if it is one."""
    shares = [parent.share for parent in recipe.parents]
    if not MIN_PARENTS <= len(shares) <= MAX_PARENTS:
        return f"a blend has {MIN_PARENTS} to {MAX_PARENTS} parents, not {len(shares)}"
    if len({parent.id for parent in recipe.parents}) < len(shares):
        return "a blend names each parent once"
    if not all(np.isfinite(share) and share > 0 for share in shares) or recipe.seed < 0:
        return "a blend's weights are numbers above 0, its seed is not negative"
    strongest = max(recipe.parents, key=lambda parent: parent.share)
    if strongest.share / sum(shares) > MAX_SHARE + 1e-4:
        return (
            f"{strongest.id} would make up {strongest.share / sum(shares):.0%} of the blend and "
            f"still be recognised in it: give no parent more than {MAX_SHARE:.0%}"
        )
    return None


def invent(entries: Mapping[str, Entry], seed: int) -> tuple[str, dict[str, float]]:
    """Thinks up a blend of people: a name, and ``pack/name`` → share. The same for the same seed
    and the same templates.

    Raises:
        TemplateError: There are too few people to mix.
    """
    people = sorted(key for key, entry in entries.items() if entry.kind == "human")
    if len(people) < INVENTED_PARENTS:
        raise TemplateError("there are too few verified people to invent a face from")
    rng = np.random.default_rng(seed)
    chosen = rng.choice(len(people), INVENTED_PARENTS, replace=False)
    while True:
        shares = rng.dirichlet(np.full(INVENTED_PARENTS, 4.0))
        if shares.min() >= 0.1 and shares.max() <= MAX_SHARE - 0.02:
            break
    name = str(rng.choice(NAMES))
    return name, {people[i]: float(s) for i, s in zip(chosen, shares, strict=True)}


def free_name(name: str, taken: Sequence[str]) -> str:
    """The name, with a number behind it where a blend has it already."""
    candidate, number = name, 2
    while _plain_id(candidate) in taken:
        candidate, number = f"{name} {number}", number + 1
    return candidate


def new_seed() -> int:
    """For whoever names none."""
    return secrets.randbelow(1_000_000)


def _plain_id(name: str) -> str:
    """Lower case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]
