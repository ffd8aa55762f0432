"""What draws the faces: what there is, what the user wants, and how a running session gets it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from app.errors import Kind, ModelError, UnderstudyError
from app.pipeline.engine import Engine
from app.pipeline.swap.base import Swapper
from app.pipeline.swap.drawing import AUTO, MESH, Drawing
from app.process import give_back_memory
from app.session import Draw, SessionOptions, period, ready_swapper
from app.templates.template import Template
from app.ui.worker import Runner

if TYPE_CHECKING:
    from app.engines import Offer
    from app.models.manager import ModelManager

log = logging.getLogger(__name__)


class Networks:
    """The one `ModelManager` of the app, for the provider that was chosen last. Thread-safe.

    Args:
        notice: Told what went otherwise than asked for, on whatever thread.
    """

    def __init__(self, notice: Callable[[ModelError], None]) -> None:
        self._notice = notice
        self._lock = threading.Lock()
        self._manager: ModelManager | None = None
        self._provider = ""
        self._former: list[ModelManager] = []
        """Those of other providers, until nobody draws with their networks any more."""

    def manager(self, drawing: Drawing, *, needed: bool = False) -> ModelManager | None:
        """None where `drawing` needs no network. Not between two frames: it imports much.

        Args:
            drawing: What is to draw.
            needed: For something else than drawing.

        Raises:
            UsageError: There is no such provider.
        """
        if not (needed or drawing.needs_networks):
            return None
        from app.engines import manager_for

        with self._lock:
            if self._manager is None or self._provider != drawing.provider:
                manager = manager_for(drawing, self._notice)
                self._put_away()
                self._manager, self._provider = manager, drawing.provider
            return self._manager

    def load_anew(self) -> None:
        """What is loaded from here on is not what was loaded before: its provider failed."""
        with self._lock:
            self._put_away()

    def cleanup(self) -> None:
        """Drops what nobody draws with any more."""
        with self._lock:
            if self._manager is not None:
                self._manager.cleanup()
            for manager in self._former:
                manager.cleanup()
            self._former = [manager for manager in self._former if manager.memory]
        give_back_memory()

    def _put_away(self) -> None:
        if self._manager is not None:
            self._manager.cleanup()
            self._former.append(self._manager)
        self._manager = None


class Engines(QObject):
    """The user's choice of engine, provider and enhancer. Use from the window's thread.

    Signals:
        changed: `drawing` is another again: what was wanted cannot be had. True where that is for
            good; False where a file is not there now, and may be another day.
        settled: What draws is what was wanted.
        listed: `offers` and `providers` are known.
        lowered: What the computer is too slow for now (`AdaptiveSwapper`); empty: nothing.
        failed: An `UnderstudyError`, for the user.

    Attributes:
        offers: What there is to draw with; empty before `look`.
        providers: Short names of the execution providers that are installed.
        problems: Files of the user's that cannot be used, a line each.
        networks: Loads.
    """

    changed = Signal(bool)
    settled = Signal()
    listed = Signal()
    lowered = Signal(str)
    failed = Signal(object)
    _lowered = Signal(str)
    _noticed = Signal(object)
    _released = Signal()

    def __init__(self, run: Runner, drawing: Drawing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._wanted = drawing
        self._on: Drawing | None = None
        self._begun: tuple[Drawing, Drawing, list[UnderstudyError]] = drawing, drawing, []
        self._engine: Engine | None = None
        self._settling = False
        self._again = False
        self._fell_back = False
        self._without = ""
        self.offers: list[Offer] = []
        self.providers: tuple[str, ...] = (AUTO,)
        self.problems: tuple[str, ...] = ()
        # From the threads that draw and load.
        queued = Qt.ConnectionType.QueuedConnection
        self._lowered.connect(self._on_lowered, queued)
        self._noticed.connect(self._on_noticed, queued)
        self._released.connect(self.tidy, queued)
        self.networks = Networks(self._noticed.emit)

    # -- what is so ---------------------------------------------------------------------------

    @property
    def drawing(self) -> Drawing:
        """What the user wants."""
        return self._wanted

    @property
    def settling(self) -> bool:
        """Whether networks are being loaded for a session that runs."""
        return self._settling

    @property
    def fell_back(self) -> bool:
        """Whether what draws runs on another provider than was asked for."""
        return self._fell_back

    @property
    def without(self) -> str:
        """What the computer is too slow for now; see `lowered`."""
        return self._without

    def look(self) -> None:
        """Finds out what there is; ends in `listed`."""

        def work() -> tuple[list[Offer], list[ModelError], tuple[str, ...]]:
            from app.engines import offers, providers
            from app.models.store import ModelStore

            return (*offers(ModelStore()), providers())

        def done(found: tuple[list[Offer], list[ModelError], tuple[str, ...]]) -> None:
            self.offers, self.providers = found[0], found[2]
            self.problems = tuple(str(problem) for problem in found[1])
            self.listed.emit()

        self._run("engines", work, done, self.failed.emit)

    # -- a session ----------------------------------------------------------------------------

    def begin(self, build: Callable[[Draw], Engine]) -> Engine:
        """Builds a session's engine, on a worker's thread. What of the user's wish cannot be had is
        left out, down to the built-in engine alone, and `attach` tells it.

        Args:
            build: Gets what makes the swapper.
        """
        wanted = self._wanted
        self._begun = wanted, wanted, []

        def draw(options: SessionOptions, template: Template, seconds: float) -> Swapper:
            errors: dict[str, UnderstudyError] = {}
            lesser = iter(_lesser(wanted))
            while True:
                on = next(lesser)
                try:
                    swapper = self._ready(replace(options, drawing=on), template, seconds)
                except Exception as error:
                    if not on.needs_networks:
                        raise  # it has nothing to do with networks
                    # The last to fail for the same reason says best what it was.
                    errors[str(error)] = _told(on, error)
                else:
                    self._begun = wanted, on, list(errors.values())
                    return swapper

        return build(draw)

    def attach(self, engine: Engine) -> None:
        """The session of `begin` runs."""
        self._engine = engine
        wanted, self._on, errors = self._begun
        if errors:
            self.tidy()
        if errors and self._wanted == wanted:  # no other was chosen while it was built
            self._wanted = self._on
            self.changed.emit(any(e.kind is not Kind.MODEL_NOT_INSTALLED for e in errors))
            for error in errors:
                self.failed.emit(error)
        self._settle()

    def detach(self) -> None:
        """It does not any more."""
        self._engine = self._on = None
        self._fell_back = False
        if self._without:
            self._on_lowered("")
        self.tidy()

    def tidy(self) -> None:
        """Drops networks that nobody draws with, on a worker's thread."""
        self._run("networks", self.networks.cleanup, lambda _: None)

    def choose(self, drawing: Drawing) -> None:
        """What is to draw from now on; ends in `settled`, or in `changed` and `failed` where it
        cannot be had."""
        self._wanted = drawing
        self._settle()

    def choose_again(self) -> None:
        """Loads what draws once more: something of it failed. Ends as `choose` does."""
        self._again = self._engine is not None
        self._settle()

    def _settle(self) -> None:
        """Brings the running engine to what is wanted, one change after the other: the last wish
        wins."""
        engine, wanted, on = self._engine, self._wanted, self._on
        if engine is None or on is None or self._settling:
            return
        again, self._again = self._again, False
        if wanted == on and not again:
            self.settled.emit()
            return
        if wanted.is_made_alike(on) and not again:
            self._turn(engine, wanted)
            self._on = wanted
            self.settled.emit()
            return
        self._settling = True
        anew, self._fell_back = again and self._fell_back, False

        def work() -> None:
            if anew:
                self.networks.load_anew()
            options = SessionOptions(drawing=wanted, swap_options=engine.swap_options)
            template, released = engine.template, self._released.emit
            try:
                swapper = self._ready(options, template, period(engine.source_info))
            except Exception as error:
                raise _told(wanted, error) from error
            try:
                # Until no other template was put on meanwhile.
                while not engine.exchange(swapper, template, released):
                    template = engine.template
                    swapper.prepare(template)
            except BaseException:
                swapper.close()
                raise

        def done(_: None) -> None:
            self._settling = False
            self._on = wanted if self._engine is engine else self._on
            self._on_lowered("")
            self._settle()

        def failed(error: UnderstudyError) -> None:
            self._settling = False
            self.tidy()
            if self._wanted == wanted and self._on is not None:
                self._wanted = self._on
                self.changed.emit(True)
            self.failed.emit(error)
            self._settle()

        self._run("drawing", work, done, failed)

    def _ready(self, options: SessionOptions, template: Template, seconds: float) -> Swapper:
        manager = self.networks.manager(options.drawing)
        return ready_swapper(options, template, seconds, manager, self._lowered.emit)

    @staticmethod
    def _turn(engine: Engine, drawing: Drawing) -> None:
        """What needs no other network."""
        if not drawing.needs_networks:
            return
        from app.engines import turn

        turn(engine.swapper, drawing)

    def _on_lowered(self, without: str) -> None:
        if without != self._without:
            self._without = without
            self.lowered.emit(without)

    def _on_noticed(self, error: ModelError) -> None:
        self._fell_back = True
        self.failed.emit(error)


def _lesser(drawing: Drawing) -> list[Drawing]:
    """A choice, then with one of its networks less, then with several; the built-in engine alone,
    which always can be had, last."""
    nothing: dict[str, Any] = {"enhancer": None, "mask": None, "engine": MESH}
    names = [name for name, value in nothing.items() if getattr(drawing, name) != value]
    if drawing.engine == MESH and "mask" in names:
        names.remove("mask")  # it has no use for one
    found = []
    for count in range(len(names) + 1):
        for gone in combinations(names, count):
            if not {"engine", "mask"} <= set(gone):
                found.append(replace(drawing, **{name: nothing[name] for name in gone}))
    return found


def _told(drawing: Drawing, error: Exception) -> UnderstudyError:
    """What a user reads of what was raised while networks were loaded."""
    if isinstance(error, UnderstudyError):
        return error
    names = [drawing.engine if drawing.engine != MESH else None, drawing.enhancer, drawing.mask]
    what = ", ".join(name for name in names if name is not None)
    log.error("%s cannot be loaded", what, exc_info=error)
    reason = (str(error).splitlines() or [""])[0] or type(error).__name__
    return ModelError(f"{what} cannot be loaded ({reason})")
