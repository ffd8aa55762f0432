"""What draws the faces: what there is, what the user wants, and how a running session gets it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from app.errors import ModelError, UnderstudyError
from app.pipeline.engine import Engine
from app.pipeline.swap.drawing import AUTO, MESH, Drawing
from app.process import give_back_memory
from app.session import SessionOptions, make_swapper, period
from app.ui.worker import Runner

if TYPE_CHECKING:
    from app.engines import Offer
    from app.models.manager import ModelManager


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

    def manager(self, drawing: Drawing) -> ModelManager | None:
        """None where `drawing` needs no network. Not between two frames: it imports much.

        Raises:
            UsageError: There is no such provider.
        """
        if drawing.engine == MESH and drawing.enhancer is None:
            return None
        from app.engines import manager_for

        with self._lock:
            if self._manager is None or self._provider != drawing.provider:
                before, self._manager = self._manager, manager_for(drawing, self._notice)
                self._provider = drawing.provider
                if before is not None:
                    before.cleanup()
            return self._manager

    def cleanup(self) -> None:
        """Drops what nobody draws with any more."""
        with self._lock:
            if self._manager is not None:
                self._manager.cleanup()
        give_back_memory()


class Engines(QObject):
    """The user's choice of engine, provider and enhancer. Use from the window's thread.

    Signals:
        changed: `drawing` is another again: what was wanted cannot be had.
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

    changed = Signal()
    settled = Signal()
    listed = Signal()
    lowered = Signal(str)
    failed = Signal(object)
    _lowered = Signal(str)
    _noticed = Signal(object)

    def __init__(self, run: Runner, drawing: Drawing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._wanted = drawing
        self._on: Drawing | None = None
        self._begun: tuple[Drawing, UnderstudyError | None] = drawing, None
        self._engine: Engine | None = None
        self._settling = False
        self._without = ""
        self.offers: list[Offer] = []
        self.providers: tuple[str, ...] = (AUTO,)
        self.problems: tuple[str, ...] = ()
        # From the threads that draw and load.
        queued = Qt.ConnectionType.QueuedConnection
        self._lowered.connect(self._on_lowered, queued)
        self._noticed.connect(self.failed, queued)
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

    def begin(self, build: Callable[[Drawing, Callable[[str], None]], Engine]) -> Engine:
        """Builds a session's engine, on a worker's thread. Where what the user wants cannot be had
        the mesh engine draws, and `attach` tells it.

        Args:
            build: Gets what is to draw, and whom to tell what is too slow.
        """
        wanted = self._wanted
        try:
            engine = build(wanted, self._lowered.emit)
            self._begun = wanted, None
        except UnderstudyError as error:
            if wanted.engine == MESH and wanted.enhancer is None:
                raise
            # Whatever it was, it comes again here if it had nothing to do with the networks.
            plain = _without_networks(wanted)
            engine = build(plain, self._lowered.emit)
            self._begun = plain, error
        return engine

    def attach(self, engine: Engine) -> None:
        """The session of `begin` runs."""
        self._engine = engine
        self._on, error = self._begun
        if error is not None:
            self._wanted = self._on
            self.changed.emit()
            self.failed.emit(error)
        self._settle()

    def detach(self) -> None:
        """It does not any more."""
        self._engine = self._on = None
        if self._without:
            self._on_lowered("")
        self._run("networks", self.networks.cleanup, lambda _: None)

    def choose(self, drawing: Drawing) -> None:
        """What is to draw from now on; ends in `settled`, or in `changed` and `failed` where it
        cannot be had."""
        self._wanted = drawing
        self._settle()

    def _settle(self) -> None:
        """Brings the running engine to what is wanted, one change after the other: the last wish
        wins."""
        engine, wanted, on = self._engine, self._wanted, self._on
        if engine is None or on is None or self._settling:
            return
        if wanted == on:
            self.settled.emit()
            return
        if wanted.is_made_alike(on):
            self._turn(engine, wanted)
            self._on = wanted
            self.settled.emit()
            return
        self._settling = True

        def work() -> None:
            options = SessionOptions(drawing=wanted, swap_options=engine.swap_options)
            manager = self.networks.manager(wanted)
            seconds = period(engine.source_info)
            swapper = make_swapper(options, seconds, manager, self._lowered.emit)
            try:
                swapper.prepare(engine.template)
            except BaseException:
                swapper.close()
                raise
            engine.exchange(swapper)

        def done(_: None) -> None:
            self._settling = False
            self._on = wanted if self._engine is engine else self._on
            self._on_lowered("")
            self._settle()

        def failed(error: UnderstudyError) -> None:
            self._settling = False
            if self._wanted is wanted and self._on is not None:
                self._wanted = self._on
                self.changed.emit()
            self.failed.emit(error)
            self._settle()

        self._run("drawing", work, done, failed)

    @staticmethod
    def _turn(engine: Engine, drawing: Drawing) -> None:
        """What needs no other network."""
        if drawing.engine == MESH and drawing.enhancer is None:
            return
        from app.engines import turn

        turn(engine.swapper, drawing)

    def _on_lowered(self, without: str) -> None:
        if without != self._without:
            self._without = without
            self.lowered.emit(without)


def _without_networks(drawing: Drawing) -> Drawing:
    return replace(drawing, engine=MESH, enhancer=None)
