"""The faces that there are, and the ways to have more of them or fewer.

A `TemplateLibrary` that views and engines use is never changed: a change is made by another one, on
a worker's thread; then one is read anew and takes its place. Changes wait for each other, so none
is lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.errors import TemplateError, UnderstudyError
from app.frame import Image
from app.templates.blend import BLENDS, Recipe, read_recipe
from app.templates.library import TemplateLibrary
from app.templates.photoreal import PHOTOREAL
from app.ui.below import described
from app.ui.faults import fault_of
from app.ui.worker import Runner


class Section(Enum):
    """Where the gallery shows a face."""

    PEOPLE = auto()
    PHOTOREAL = auto()
    CHARACTERS = auto()
    BLENDS = auto()


@dataclass(frozen=True, slots=True)
class Card:
    """One face of the gallery.

    Attributes:
        id: Of the template, ``pack/name``.
        name, description: For people; views show `about`.
        kind: ``human`` or ``character``; only those of one kind mix.
        thumbnail: None while it is being made, and where `error` says why there is none.
        error: One line.
        recipe: Of a blend.
    """

    id: str
    name: str
    description: str
    kind: str
    thumbnail: Image | None
    error: str = ""
    recipe: Recipe | None = None

    @property
    def pack(self) -> str:
        return self.id.partition("/")[0]

    @property
    def section(self) -> Section:
        own = {PHOTOREAL: Section.PHOTOREAL, BLENDS: Section.BLENDS}
        usual = Section.CHARACTERS if self.kind == "character" else Section.PEOPLE
        return own.get(self.pack, usual)

    @property
    def about(self) -> str:
        """What is said about it, in the user's language; or the error."""
        return self.error or described(self.description)

    def needs(self, what: str) -> bool:
        """True for a face that is `what` (a template, or a pack), or is of it, or made from it."""
        parents = [parent.id for parent in self.recipe.parents] if self.recipe else []
        return any(what in (name, name.partition("/")[0]) for name in (self.id, *parents))


@dataclass(frozen=True, slots=True)
class _Change:
    """One that waits for its turn.

    Attributes:
        name: Of the thread.
        work: Called with a fresh library, on a worker's thread; None to read only.
        done, failed: What to do afterwards.
    """

    name: str
    work: Callable[[TemplateLibrary], Any] | None
    done: Callable[[Any], None]
    failed: Callable[[UnderstudyError], None]


class Faces(QObject):
    """The gallery's model. Use from the window's thread.

    Signals:
        listed: The `Card`s of all faces, anew.
        card_changed: One `Card` that was listed has its thumbnail now, or its error.
        added: Id of a blend that was just stored, after it was listed.
        invented: The same, for one that nobody chose.
        removed: What was removed, for people; after the rest was listed.
        not_added: Why a blend was not stored.
        failed: One line for the user.
        busy_changed: `busy` is another.

    Args:
        run: How to run something on another thread.
        open_library: Reads the packs.
    """

    listed = Signal(list)
    card_changed = Signal(object)
    added = Signal(str)
    invented = Signal(str)
    removed = Signal(str)
    not_added = Signal(str)
    failed = Signal(str)
    busy_changed = Signal()

    def __init__(
        self,
        run: Runner,
        open_library: Callable[[], TemplateLibrary],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._run = run
        self._open_library = open_library
        self._library: TemplateLibrary | None = None
        self._cards: dict[str, Card] = {}
        self._waiting: deque[_Change] = deque()
        self._changing = False
        self._unpainted: deque[str] = deque()
        self._painting = False
        self._portraits: dict[Recipe, Image] = {}
        """Thumbnails of blends: a second's work each."""
        self._told_problems: list[str] = []
        self._over = False

    # -- what is so ---------------------------------------------------------------------------

    @property
    def library(self) -> TemplateLibrary | None:
        """To find and load from, on any thread; never to change. None until it was read."""
        return self._library

    @property
    def cards(self) -> list[Card]:
        """As they were listed, and changed since."""
        return list(self._cards.values())

    @property
    def busy(self) -> bool:
        """True while a change is underway."""
        return self._changing

    @property
    def photoreal_there(self) -> bool:
        """True if there is something to remove, be it broken."""
        return self._library is not None and (self._library.home / PHOTOREAL).exists()

    def card(self, template_id: str) -> Card | None:
        return self._cards.get(template_id)

    def of_pack(self, pack: str) -> list[Card]:
        """What the gallery holds of one pack."""
        return [card for card in self._cards.values() if card.pack == pack]

    # -- changing -----------------------------------------------------------------------------

    def read(self, then: Callable[[], None] = lambda: None) -> None:
        """Reads and verifies the packs; ends in `listed` or `failed`.

        Args:
            then: Called after either.
        """

        def failed(error: UnderstudyError) -> None:
            self.failed.emit(str(error))
            then()

        self._change("gallery", None, lambda _none: then(), failed)

    def blend(self, shares: Mapping[str, float], name: str, seed: int) -> None:
        """Stores a blend; ends in `added` or `not_added`. See `TemplateLibrary.blend`."""
        shares = dict(shares)
        self._change(
            "blend",
            lambda library: library.blend(shares, name, seed),
            self.added.emit,
            lambda error: self.not_added.emit(fault_of(error).text),
        )

    def invent(self) -> None:
        """Stores a blend that nobody chose; ends in `invented` or `failed`."""
        self._change("invent", lambda library: library.invent(), self.invented.emit)

    def remove(self, what: str) -> None:
        """Deletes a blend or a pack; ends in `removed`, or in `failed` and `listed`."""

        def failed(error: UnderstudyError) -> None:
            self.failed.emit(str(error))
            self.read()  # it may be half gone

        self._change("remove", lambda library: library.remove(what), self.removed.emit, failed)

    def end(self) -> None:
        """Begins nothing new."""
        self._over = True
        self._waiting.clear()
        self._unpainted.clear()

    def _change(
        self,
        name: str,
        work: Callable[[TemplateLibrary], Any] | None,
        done: Callable[[Any], None],
        failed: Callable[[UnderstudyError], None] | None = None,
    ) -> None:
        if self._over:
            return
        default = failed or (lambda error: self.failed.emit(str(error)))
        self._waiting.append(_Change(name, work, done, default))
        self._next_change()

    def _next_change(self) -> None:
        if self._changing or not self._waiting:
            return
        change = self._waiting.popleft()
        self._set_changing(True)
        open_library, portraits = self._open_library, dict(self._portraits)

        def work() -> tuple[TemplateLibrary, list[Card], Any]:
            outcome = change.work(open_library()) if change.work is not None else None
            library = open_library()
            return library, _all_cards(library, portraits), outcome

        def done(result: tuple[TemplateLibrary, list[Card], Any]) -> None:
            library, cards, outcome = result
            self._set_changing(False)
            self._publish(library, cards)
            change.done(outcome)
            self._next_change()

        def failed(error: UnderstudyError) -> None:
            self._set_changing(False)
            change.failed(error)
            self._next_change()

        self._run(change.name, work, done, failed)

    def _set_changing(self, changing: bool) -> None:
        self._changing = changing
        self.busy_changed.emit()

    def _publish(self, library: TemplateLibrary, cards: list[Card]) -> None:
        self._library = library
        self._cards = {card.id: card for card in cards}
        recipes = {card.recipe for card in cards}
        self._portraits = {r: image for r, image in self._portraits.items() if r in recipes}
        self.listed.emit(cards)
        if library.problems != self._told_problems:
            self._told_problems = list(library.problems)
            if library.problems:
                self.failed.emit(self._told(library.problems))
        waiting = [card.id for card in cards if card.thumbnail is None and not card.error]
        self._unpainted = deque(waiting)
        self._next_portrait()

    def _told(self, problems: list[str]) -> str:
        first, more = problems[0], len(problems) - 1
        if more == 0:
            return first
        rest = self.tr("and %n more", "", more)
        return f"{first} ({rest})"

    # -- thumbnails of blends ------------------------------------------------------------------

    def _next_portrait(self) -> None:
        """One at a time: the picture on air comes first."""
        library = self._library
        if self._painting or not self._unpainted or library is None or self._over:
            return
        card = self._cards[self._unpainted.popleft()]
        self._painting = True

        def done(image: Image) -> None:
            if card.recipe is not None:
                self._portraits[card.recipe] = image
            finish(replace(card, thumbnail=image))

        def failed(error: UnderstudyError) -> None:
            finish(replace(card, error=str(error)))

        def finish(painted: Card) -> None:
            self._painting = False
            shown = self._cards.get(card.id)
            if shown is not None and shown.recipe == card.recipe:  # else it is another by now
                self._cards[card.id] = painted
                if card.id in self._unpainted:
                    self._unpainted.remove(card.id)
                self.card_changed.emit(painted)
            self._next_portrait()

        self._run("thumbnail", lambda: library.load(card.id).thumbnail, done, failed)


def _all_cards(library: TemplateLibrary, portraits: Mapping[Recipe, Image]) -> list[Card]:
    """All but the thumbnails of blends that are not in `portraits`: those take a second each."""
    items = library.list()
    digests = {item.id: item.entry.digest for item in items}
    cards = []
    for item in items:
        entry = item.entry
        card = Card(item.id, entry.name, entry.description, entry.kind, None)
        try:
            if item.pack is library.blends:
                recipe = read_recipe(library.blends.folder / f"{entry.id}.toml")
                whole = all(digests.get(parent.id) == parent.digest for parent in recipe.parents)
                image = portraits.get(recipe) if whole else None
                cards.append(replace(card, recipe=recipe, thumbnail=image))
            else:
                cards.append(replace(card, thumbnail=item.pack.thumbnail(entry.id)))
        except TemplateError as error:
            cards.append(replace(card, error=str(error)))
    return cards
