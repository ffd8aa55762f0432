"""A face in the making: parents, their shares, a seed, and the picture of what comes of it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UnderstudyError
from app.templates.blend import MAX_PARENTS, MAX_SHARE, MIN_PARENTS, NAMES, free_name
from app.templates.library import TemplateLibrary
from app.templates.mix import mix
from app.templates.template import Template
from app.ui.faces import Faces
from app.ui.faults import fault_of
from app.ui.worker import Runner

WEIGHTS = range(5, 101)
"""What a parent can weigh; its share is what that is of all weights."""
_USUAL = 50
_DEBOUNCE_MS = 200
_KEPT = 8
"""Parents that stay in memory: some ten megabytes each."""


class Mixer(QObject):
    """One mix. Use from the window's thread; the work is done on others, the newest wish wins.

    Signals:
        changed: Anything but the picture is another.
        mixed: The `Template` that the wish of now gives.
        failed: A parent cannot be loaded; one line.
    """

    changed = Signal()
    mixed = Signal(object)
    failed = Signal(str)

    def __init__(self, run: Runner, faces: Faces, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._faces = faces
        self._weights: dict[str, int] = {}
        self._seed = 0
        self._loaded: dict[str, Template] = {}
        self._working = False
        self._closed = False
        self._shown: _Wish | None = None
        self._timer = QTimer(self, interval=_DEBOUNCE_MS, singleShot=True)
        self._timer.timeout.connect(self._begin)
        faces.listed.connect(self._on_listed)

    # -- what is so ---------------------------------------------------------------------------

    @property
    def parents(self) -> list[str]:
        """Ids, in the order in which they were chosen."""
        return list(self._weights)

    @property
    def weights(self) -> dict[str, int]:
        return dict(self._weights)

    @property
    def seed(self) -> int:
        return self._seed

    @property
    def shares(self) -> dict[str, int]:
        """Whole percent, together 100."""
        return percentages(self._weights)

    @property
    def too_strong(self) -> str | None:
        """Id of the parent that gives more than `MAX_SHARE`, once there are enough of them."""
        shares = self.shares
        if len(shares) < MIN_PARENTS:
            return None
        strongest = max(shares, key=lambda parent: shares[parent])
        return strongest if shares[strongest] > 100 * MAX_SHARE else None

    @property
    def can_mix(self) -> bool:
        """True for as many parents as a blend has, none of them too strong."""
        return MIN_PARENTS <= len(self._weights) <= MAX_PARENTS and self.too_strong is None

    @property
    def working(self) -> bool:
        """True while the picture is not that of the wish of now."""
        return self.can_mix and self._shown != self._wish()

    def kind(self) -> str | None:
        """Of the parents; None while there is none."""
        cards = (self._faces.card(parent) for parent in self._weights)
        return next((card.kind for card in cards if card is not None), None)

    def suggested_name(self) -> str:
        """One that no blend has."""
        library = self._faces.library
        taken = list(library.blends.entries) if library is not None else []
        free = [name for name in NAMES if free_name(name, taken) == name]
        return free_name(random.choice(free or NAMES), taken)

    def is_taken(self, name: str) -> bool:
        """True if a blend has that name."""
        library = self._faces.library
        return library is not None and free_name(name, list(library.blends.entries)) != name

    # -- changing -----------------------------------------------------------------------------

    def choose(self, parents: Sequence[str]) -> None:
        """Those that stay keep their weight and their place."""
        kept = {p: weight for p, weight in self._weights.items() if p in parents}
        self._weights = {**kept, **{p: _USUAL for p in parents if p not in kept}}
        self._touch()

    def weigh(self, parent: str, weight: int) -> None:
        """Gives a parent more or less; see `WEIGHTS`."""
        self._weights[parent] = min(max(weight, WEIGHTS.start), WEIGHTS.stop - 1)
        self._touch()

    def vary(self) -> None:
        """Takes the next seed: the same parents, details from others of them."""
        self._seed += 1
        self._touch()

    def save(self, name: str) -> None:
        """Stores the blend; ends in `Faces.added` or `Faces.not_added`."""
        self._faces.blend(self.shares, " ".join(name.split()), self._seed)

    def close(self) -> None:
        """Nothing more is wanted."""
        self._closed = True
        self._timer.stop()
        self._loaded.clear()

    def _touch(self) -> None:
        self._timer.start()
        self.changed.emit()

    def _on_listed(self) -> None:
        """A parent may be gone, or be another face under the same name."""
        self._loaded.clear()
        self.choose([parent for parent in self._weights if self._faces.card(parent) is not None])

    # -- the picture --------------------------------------------------------------------------

    def _wish(self) -> _Wish:
        return tuple(self.shares.items()), self._seed

    def _begin(self) -> None:
        library = self._faces.library
        if self._working or not self.working or library is None or self._closed:
            return
        wish, known = self._wish(), dict(self._loaded)
        self._working = True

        def done(result: tuple[dict[str, Template], Template]) -> None:
            loaded, template = result
            self._working = False
            if self._closed:
                return
            if self._faces.library is library:
                others = {p: t for p, t in self._loaded.items() if p not in loaded}
                room = _KEPT - len(loaded)
                self._loaded = {**dict(list(others.items())[:room]), **loaded}
            if wish == self._wish():
                self._shown = wish
                self.mixed.emit(template)
                self.changed.emit()
            else:
                self._begin()

        def failed(error: UnderstudyError) -> None:
            self._working = False
            if self._closed:
                return
            if wish == self._wish():
                self.failed.emit(fault_of(error).text)
            else:
                self._begin()

        self._run("mix", lambda: _mixed(library, known, wish), done, failed)


_Wish = tuple[tuple[tuple[str, int], ...], int]
"""Parents with their percent, and the seed."""


def _mixed(
    library: TemplateLibrary, known: Mapping[str, Template], wish: _Wish
) -> tuple[dict[str, Template], Template]:
    """The parents, loaded, and the face. On a worker's thread."""
    shares, seed = wish
    loaded = {parent: known.get(parent) or library.load(parent) for parent, _ in shares}
    weights = [percent for _, percent in shares]
    return loaded, mix(list(loaded.values()), weights, seed, "preview", "", "")


def percentages(weights: Mapping[str, int]) -> dict[str, int]:
    """Whole percent of the sum, together 100: what is shown is what is stored."""
    total = sum(weights.values())
    exact = {key: 100 * weight / total for key, weight in weights.items()}
    whole = {key: int(value) for key, value in exact.items()}
    missing = 100 - sum(whole.values()) if whole else 0
    for key in sorted(exact, key=lambda key: whole[key] - exact[key])[:missing]:
        whole[key] += 1
    return whole
