"""The models that the app can use: which are here, and what is being done with each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.errors import ModelError, UnderstudyError
from app.models.fetch import LicenceError, Progress, add, fetch
from app.models.licences import Acceptance
from app.models.registry import Licence, Model
from app.models.store import ModelStore
from app.ui.faults import fault_of
from app.ui.worker import Runner


class Place(Enum):
    """Where a model is."""

    NOWHERE = "nowhere"
    BEGUN = "begun"
    """A download was interrupted, and can go on."""
    HERE = "here"
    ELSEWHERE = "elsewhere"
    """Another program's file is used."""
    ALTERED = "altered"


class Doing(Enum):
    """What is being done with a model."""

    NOTHING = "nothing"
    FETCHING = "fetching"
    PAUSING = "pausing"
    CHECKING = "checking"
    REMOVING = "removing"


@dataclass(frozen=True, slots=True)
class Card:
    """One model, with those that nobody needs without it.

    Attributes:
        parts: The models; the last one is what the others are required by.
        place: Of all of them: the worst.
        path: Of the last one; None where it is not there.
        kept: Bytes of an interrupted download.
        bytes: That they take here; what other programs' files take is not counted.
        doing: Now.
        needed_by: Titles of the models that require it, where they do not share its card.
        extras: Of ours, which have to be installed yet before it can be used.
    """

    parts: tuple[Model, ...]
    place: Place
    path: Path | None
    kept: int = 0
    bytes: int = 0
    doing: Doing = Doing.NOTHING
    needed_by: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()

    @property
    def model(self) -> Model:
        return self.parts[-1]

    @property
    def name(self) -> str:
        return self.model.name

    @property
    def download(self) -> int | None:
        """Bytes of the whole download; None where nobody published them."""
        return _download_size(self.parts)

    @property
    def goes_on(self) -> bool:
        """Whether an interrupted download can go on from where it was; packages start anew."""
        return _from_web(self.parts)


class _StopError(UnderstudyError):
    """The user wants the download to end, for now or for good."""


class ModelShelf(QObject):
    """Use from the window's thread; all work is done on others.

    Signals:
        listed: `cards` were read anew.
        changed: Name of a model whose card is another.
        progressed: Name of a model, bytes that are there, and of how many (None: nobody knows).
        said: Name of a model, and a line about it that is no error.
        failed: Name of a model (empty: of none), and a line.
        terms_wanted: Licences to agree to, and what to call when they were.

    Args:
        run: Runs work on other threads.
        open_store: Called on another thread, once.
    """

    listed = Signal()
    changed = Signal(str)
    progressed = Signal(str, object, object)
    said = Signal(str, str)
    failed = Signal(str, str)
    terms_wanted = Signal(object, object)
    _told = Signal(str)

    def __init__(
        self,
        run: Runner,
        open_store: Callable[[], ModelStore] = ModelStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._run = run
        self._open_store = open_store
        self._store: ModelStore | None = None
        self._cards: dict[str, Card] = {}
        self._stops: dict[str, threading.Event] = {}
        self._discard: set[str] = set()
        self._done: dict[str, int] = {}
        """Bytes that have come and that the window was not told of yet."""
        self._totals: dict[str, int | None] = {}
        self._told.connect(self._relay, Qt.ConnectionType.QueuedConnection)

    @property
    def cards(self) -> list[Card]:
        """What there is; empty until `listed`."""
        return list(self._cards.values())

    @property
    def home(self) -> Path | None:
        """The folder for downloads; None until `listed`."""
        return None if self._store is None else self._store.home

    def card(self, name: str) -> Card | None:
        return self._cards.get(name)

    def read(self) -> None:
        """Looks what is there; ends in `listed`."""
        self._look(None, lambda: None)

    def _look(self, settled: str | None, then: Callable[[], object]) -> None:
        """Reads all cards anew, calls `then`, and emits `listed`.

        Args:
            settled: Name of a model with which nothing is done any more.
        """
        known, open_store = self._store, self._open_store

        def work() -> tuple[ModelStore, list[Card]]:
            store = known or open_store()
            return store, [_card(store, *row) for row in _rows(store)]

        def done(found: tuple[ModelStore, list[Card]]) -> None:
            self._store, cards = found
            doing = {name: card.doing for name, card in self._cards.items() if name != settled}
            self._cards = {
                card.name: replace(card, doing=doing.get(card.name, Doing.NOTHING))
                for card in cards
            }
            self.listed.emit()
            then()

        self._run("models", work, done, lambda error: self._fail("", error))

    def fetch(self, name: str) -> None:
        """Downloads; asks for terms by `terms_wanted` first. Goes on from what an earlier download
        left."""
        card, store = self._cards.get(name), self._store
        if card is None or store is None or card.doing is not Doing.NOTHING:
            return
        stop = self._stops[name] = threading.Event()
        models = store.registry.chosen([name])
        self._totals[name] = _download_size(models) if _from_web(models) else None
        counts: dict[str, int] = {}

        def tell(progress: Progress) -> None:
            if stop.is_set():
                raise _StopError("stopped")
            counts[progress.name] = progress.done
            known = name in self._done
            self._done[name] = sum(counts.values())
            if not known:  # else the window has not yet read what was told before
                self._told.emit(name)

        def work() -> None:
            if stop.is_set():
                raise _StopError("stopped")
            fetch(store, models, Acceptance(), tell)

        def done(_: None) -> None:
            self._discard.discard(name)  # it was too late
            self._settle(name, lambda: self.said.emit(name, whole))

        def failed(error: UnderstudyError) -> None:
            if name in self._discard:
                self._discard.discard(name)
                self._work(name, Doing.REMOVING, lambda: _discard(store, card.parts))
            elif isinstance(error, LicenceError):
                licences = error.licences
                self._settle(
                    name, lambda: self.terms_wanted.emit(licences, lambda: self.fetch(name))
                )
            elif isinstance(error, _StopError):
                self._settle(name)
            else:
                self._settle(name, lambda: self._fail(name, error))

        whole = self.tr("It is installed; every byte is as published.")
        self._mark(name, Doing.FETCHING)
        self._run(f"model-{name}", work, done, failed)

    def pause(self, name: str) -> None:
        """Ends a download; what came is kept, where that is of use."""
        stop, card = self._stops.get(name), self._cards.get(name)
        if stop is not None and card is not None and card.doing is Doing.FETCHING:
            stop.set()
            self._mark(name, Doing.PAUSING)

    def cancel(self, name: str) -> None:
        """Ends a download, or gives one up that was interrupted; nothing of it is kept."""
        card, store = self._cards.get(name), self._store
        if card is None or store is None:
            return
        if card.doing in (Doing.FETCHING, Doing.PAUSING):
            self._discard.add(name)
            self.pause(name)
        elif card.doing is Doing.NOTHING:
            self._work(name, Doing.REMOVING, lambda: _discard(store, card.parts))

    def stop(self) -> None:
        """Pauses everything."""
        for name in self._cards:
            self.pause(name)

    def verify(self, name: str) -> None:
        """Reads the files anew; ends in `said` or `failed`."""
        card, store = self._cards.get(name), self._store
        if card is None or store is None:
            return

        def work() -> None:
            for part in card.parts:
                if store.look(part, anew=True) is None:
                    raise ModelError(f"{part.file} is not there any more")

        whole = self.tr("Every byte is as published.")
        self._work(name, Doing.CHECKING, work, whole)

    def remove(self, name: str) -> None:
        """Deletes the files that are in the user's folder."""
        card, store = self._cards.get(name), self._store
        if card is None or store is None:
            return

        def work() -> None:
            for part in card.parts:
                if _is_own(store, part):
                    store.remove(part.name)

        self._work(name, Doing.REMOVING, work)

    def add(self, path: Path) -> None:
        """Takes models from a file or an archive; asks for terms by `terms_wanted` first."""
        store = self._store
        if store is None:
            return

        def done(models: Sequence[Model]) -> None:
            for model in models:
                self.said.emit(model.name, self.tr("It was taken from your file."))
            self.read()

        def failed(error: UnderstudyError) -> None:
            if isinstance(error, LicenceError):
                self.terms_wanted.emit(error.licences, lambda: self.add(path))
            else:
                self._fail("", error)

        self._run("model-add", lambda: add(store, path, Acceptance()), done, failed)

    def agree(self, licences: Sequence[Licence], then: Callable[[], None]) -> None:
        """Records that the user agrees, and calls `then`."""

        def work() -> None:
            acceptance = Acceptance()
            for licence in licences:
                acceptance.record(licence)

        self._run("licence", work, lambda _: then(), lambda error: self._fail("", error))

    # -- inside -------------------------------------------------------------------------------

    def _work(self, name: str, doing: Doing, work: Callable[[], None], said: str = "") -> None:
        card = self._cards[name]
        if card.doing is not Doing.NOTHING and name not in self._stops:
            return

        def done(_: None) -> None:
            self._settle(name, (lambda: self.said.emit(name, said)) if said else None)

        def failed(error: UnderstudyError) -> None:
            self._settle(name, lambda: self._fail(name, error))

        self._stops.pop(name, None)
        self._mark(name, doing)
        self._run(f"model-{name}", work, done, failed)

    def _settle(self, name: str, then: Callable[[], object] | None = None) -> None:
        """What was done with a model has ended: looks how it is now, then calls `then`."""
        self._stops.pop(name, None)
        self._look(name, then or (lambda: None))

    def _fail(self, name: str, error: UnderstudyError) -> None:
        self.failed.emit(name, fault_of(error).text)

    def _mark(self, name: str, doing: Doing) -> None:
        self._cards[name] = replace(self._cards[name], doing=doing)
        self.changed.emit(name)

    @Slot(str)
    def _relay(self, name: str) -> None:
        done = self._done.pop(name, None)
        card = self._cards.get(name)
        if done is not None and card is not None and card.doing is Doing.FETCHING:
            self.progressed.emit(name, done, self._totals[name])


def _rows(store: ModelStore) -> list[tuple[tuple[Model, ...], tuple[str, ...]]]:
    """What the app can use now, and what that requires: for each card its models, and the titles
    of those that require it. What one model alone needs, for what that one does, is on its card."""
    used = [model.name for model in store.registry if model.used_by]
    shown = store.registry.chosen(used)
    needed_by = {
        model.name: [other for other in shown if model.name in other.requires] for model in shown
    }

    def owner(model: Model) -> Model | None:
        others = needed_by[model.name]
        alone = len(others) == 1 and set(model.used_by) <= set(others[0].used_by)
        return others[0] if alone else None

    return [
        (
            (*(part for part in shown if owner(part) is model), model),
            tuple(other.title for other in needed_by[model.name]),
        )
        for model in store.registry
        if model in shown and owner(model) is None
    ]


def _from_web(models: Sequence[Model]) -> bool:
    """Whether none comes out of a package, of whose download nobody tells how far it is."""
    mirrors = (mirror for model in models for mirror in (model.archive or model).mirrors)
    return all(mirror.startswith("http") for mirror in mirrors)


def _download_size(models: Sequence[Model]) -> int | None:
    """Bytes of a download; None where nobody published them all."""
    sizes: dict[str, int | None] = {}
    for model in models:
        whole = model.archive if model.archive and model.archive.size else model
        sizes[whole.file] = whole.size
    known = [size for size in sizes.values() if size is not None]
    return sum(known) if len(known) == len(sizes) else None


def _card(store: ModelStore, parts: tuple[Model, ...], needed_by: tuple[str, ...]) -> Card:
    """How a model is. Reads files that were not read before."""
    order = list(Place)
    places, path, size = [], None, 0
    for part in parts:
        try:
            found = store.look(part)
        except ModelError:
            places.append(Place.ALTERED)
            continue
        if found is None:
            places.append(Place.NOWHERE)
        else:
            places.append(Place.HERE if found.own else Place.ELSEWHERE)
            path = found.path
            size += found.path.stat().st_size if found.own else 0
    place = Place.ALTERED if Place.ALTERED in places else min(places, key=order.index)
    kept = max(store.partial(part) for part in parts)
    if place is Place.NOWHERE and kept:
        place = Place.BEGUN
    extras = parts[-1].extras
    return Card(parts, place, path, kept, size, needed_by=needed_by, extras=extras)


def _is_own(store: ModelStore, model: Model) -> bool:
    """Whether there is something to delete, whole or not."""
    try:
        found = store.look(model)
    except ModelError:
        return True
    return found is not None and found.own


def _discard(store: ModelStore, parts: Sequence[Model]) -> None:
    for part in parts:
        store.discard(part)
