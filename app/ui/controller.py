"""The window's model: what runs, what was chosen, and the way to change either.

It owns the engine and starts, stops and loads on other threads; views call it and listen. Nothing
in here draws.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.errors import Kind, SourceError, TemplateError, UnderstudyError
from app.evaluation.meter import Likeness, Meter
from app.pipeline.engine import Engine, EngineOptions
from app.pipeline.finish.options import FinishOptions
from app.pipeline.guard import GuardOptions
from app.pipeline.raw_view import RawView
from app.pipeline.sinks import is_live, keeps_file, make_sink
from app.pipeline.sinks.base import Sink
from app.pipeline.sources.camera import Camera, CameraMode
from app.pipeline.swap.base import Swapper
from app.pipeline.swap.drawing import Drawing
from app.pipeline.swap.options import SwapOptions
from app.pipeline.track.options import BUILT_IN
from app.process import give_back_memory
from app.session import Draw, SessionOptions, build_engine
from app.templates.library import TemplateLibrary
from app.templates.template import Template
from app.ui.cameras import Cameras
from app.ui.engines import Engines
from app.ui.faces import Faces
from app.ui.installation import Installation
from app.ui.mixer import Mixer
from app.ui.model_shelf import ModelShelf
from app.ui.outputs import VIRTUAL_CAMERA, Output, Outputs
from app.ui.preview_sink import PreviewSink
from app.ui.worker import Jobs, Runner

POLL_MS = 250


class Phase(Enum):
    """Where the engine's life stands."""

    STOPPED = auto()
    STARTING = auto()
    RUNNING = auto()
    STOPPING = auto()


@dataclass(frozen=True, slots=True)
class Choice:
    """What a session begins with.

    Attributes:
        source: SRC of the command line; None for the first camera, or the demo where there is none.
        template: Template id; None for the first of the pack.
        outputs: SINK of each output that can be made already.
        outputs_on: Those that open with the session.
        sinks: Further sinks beside the window; each is written by the first run only.
        swap_options: See there.
        drawing: What draws the faces.
        detector: One of `DETECTORS`: what looks for them.
        engine_options: See `EngineOptions`.
        camera_modes: Camera's name → what it is asked for.
    """

    source: str | None = None
    template: str | None = None
    outputs: Mapping[Output, str] = field(default_factory=lambda: {Output.CAMERA: VIRTUAL_CAMERA})
    outputs_on: tuple[Output, ...] = ()
    sinks: tuple[str, ...] = ()
    swap_options: SwapOptions = field(default_factory=SwapOptions)
    drawing: Drawing = field(default_factory=Drawing)
    detector: str = BUILT_IN
    engine_options: EngineOptions = field(default_factory=EngineOptions)
    camera_modes: Mapping[str, CameraMode] = field(default_factory=dict)


class Controller(QObject):
    """One session at a time. Use from the window's thread.

    Signals:
        phase_changed: `phase` is another.
        panic_changed: `panic` is another.
        template_changed: Id of the template that is on, also after a choice that failed.
        source_changed: `source` or `mode` is another.
        frame_ready: There is something to take from `preview`.
        polled: A `Snapshot` of the engine's figures, four times a second while it runs.
        failed: An `UnderstudyError`, for the user.
        all_ended: After `shut_down`: no engine and no thread is left.
        meter_changed: `meter_on` or `likeness` is another.
        finish_changed: `finish_options` are others again: those that were wanted cannot be.

    Attributes:
        faces: What there is to put on.
        installation: The way to the photoreal pack.
        models: What can be downloaded besides.
        engines: What draws the faces.
        cameras: What is plugged in.
        outputs: Where the covered picture goes.
        preview: Where the window's picture comes from.
    """

    phase_changed = Signal()
    panic_changed = Signal()
    template_changed = Signal(str)
    source_changed = Signal()
    frame_ready = Signal()
    polled = Signal(object)
    failed = Signal(object)
    all_ended = Signal()
    meter_changed = Signal()
    finish_changed = Signal()
    _metered = Signal(object)

    def __init__(
        self,
        choice: Choice | None = None,
        open_library: Callable[[], TemplateLibrary] = TemplateLibrary,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._choice = choice or Choice()
        self._open_library = open_library
        self._phase = Phase.STOPPED
        self._engine: Engine | None = None
        self._panic = threading.Event()
        self._swap_options = self._choice.swap_options
        self._guard_options = self._choice.engine_options.guard
        self._source = self._choice.source
        self._source_chosen = True
        self._told_waiting = ""
        self._modes = dict(self._choice.camera_modes)
        self._template_id: str | None = self._choice.template
        self._template: Template | None = None
        self._wanted_template: str | None = None
        self._loading_template = False
        self._going: list[str] = []
        """What is to be removed once nothing of it is on any more."""
        self._sinks = list(self._choice.sinks)
        self._told_error: UnderstudyError | None = None
        self._finish_options = self._choice.engine_options.finish
        self._settling_finish = False
        self._run = Jobs(self.failed.emit, self._tell_if_all_ended)
        self._likeness: Likeness | None = None
        self._stop_when_started = False
        self._start_when_stopped = False
        self._shutting_down = False
        self._raw_view = RawView()
        self._meter = Meter(self._metered.emit)
        self._metered.connect(self._on_metered, Qt.ConnectionType.QueuedConnection)
        self.preview = PreviewSink(self.frame_ready.emit, self._raw_view)
        self.faces = Faces(self._run, open_library, self)
        self.faces.failed.connect(lambda line: self.failed.emit(TemplateError(line)))
        self.faces.listed.connect(self._on_listed)
        self.faces.added.connect(self.choose_template)
        self.faces.invented.connect(self.choose_template)
        self.installation = Installation(self._run, self.faces, self)
        self.models = ModelShelf(self._run, parent=self)
        self.engines = Engines(self._run, self._choice.drawing, self)
        self.engines.failed.connect(self.failed)
        self.outputs = Outputs(
            dict(self._choice.outputs),
            self._choice.outputs_on,
            shielded=self._panic.is_set,
            parent=self,
        )
        self.outputs.failed.connect(self.failed)
        self.cameras = Cameras(self._run, self)
        self.cameras.changed.connect(self._on_cameras)
        self.cameras.failed.connect(self.failed)
        self.cameras.ask(self._source)
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)

    # -- what is so ---------------------------------------------------------------------------

    @property
    def phase(self) -> Phase:
        return self._phase

    @property
    def source(self) -> str | None:
        """SRC of the command line; None until `cameras` found a first one."""
        return self._source

    @property
    def source_chosen(self) -> bool:
        """False for the one that was taken because there was none."""
        return self._source_chosen and self._source is not None

    @property
    def mode(self) -> CameraMode | None:
        """What the camera that is the source is asked for; None for the usual."""
        source = self._source or ""
        # By its name where the cameras were not listed yet.
        return self._modes.get(self.cameras.name(source) or source.removeprefix("camera:"))

    @property
    def modes(self) -> Mapping[str, CameraMode]:
        """Camera's name → what it is asked for, where that is not the usual."""
        return self._modes

    @property
    def template_id(self) -> str | None:
        """The template that is on; None until the gallery was read."""
        return self._template_id

    @property
    def run(self) -> Runner:
        """For what takes long; counts in `idle`."""
        return self._run

    @property
    def engine(self) -> Engine | None:
        """While it runs. To look at."""
        return self._engine

    @property
    def restarting(self) -> bool:
        """It stops, and starts over by itself."""
        return self._phase is Phase.STOPPING and self._start_when_stopped

    @property
    def panic(self) -> bool:
        return self._panic.is_set()

    # -- what to choose from ------------------------------------------------------------------

    def _on_listed(self) -> None:
        """What is on, or is to be, may have gone; or its whole name is known only now."""
        library = self.faces.library
        assert library is not None
        if self._wanted_template is not None and self.faces.card(self._wanted_template) is None:
            self._wanted_template = library.default
        try:
            self._template_id = library.find(self._template_id or library.default).id
        except TemplateError as error:
            if self._template is not None:  # it stays on until the other is there
                self.choose_template(library.default)
                return
            self._template_id = library.default
            self.failed.emit(error)
        self.template_changed.emit(self._template_id)

    def _on_cameras(self, cameras: list[Camera]) -> None:
        """The first one is the source where none was chosen yet, the demo where there is none."""
        if self._source is None:
            self._take_source(_default_source(cameras), chosen=False)

    # -- choosing -----------------------------------------------------------------------------

    def choose_source(self, source: str) -> None:
        """Takes another source; a running session starts over with it."""
        if source != self._source:
            self._take_source(source, chosen=True)
        elif not self._source_chosen:
            self._source_chosen = True
            self.source_changed.emit()

    def _take_source(self, source: str, *, chosen: bool) -> None:
        self._source = source
        self._source_chosen = chosen
        self.cameras.ask(source)
        self.source_changed.emit()
        self._start_over()

    def choose_mode(self, mode: CameraMode | None) -> None:
        """What the camera is asked for, None for the usual; a running session starts over."""
        name = self.cameras.name(self._source)
        if name is None or mode == self.mode:
            return
        if mode is None:
            del self._modes[name]
        else:
            self._modes[name] = mode
        self.source_changed.emit()
        self._start_over()

    def _start_over(self) -> None:
        if self._phase in (Phase.RUNNING, Phase.STARTING):
            self._start_when_stopped = True
            self._end_session()

    def choose_template(self, template_id: str) -> None:
        """Loads and verifies a template, then puts it on; ends in `template_changed`, and in
        `failed` where it is not what it must be."""
        if template_id == (self._wanted_template or self._template_id):
            return
        self._wanted_template = template_id
        if not self._loading_template:
            self._load_template()

    def _load_template(self) -> None:
        wanted, library = self._wanted_template, self.faces.library
        if wanted is None or library is None:
            return
        self._loading_template = True
        engine = self._engine

        def load() -> tuple[Template, Swapper | None]:
            template = library.load(wanted)
            return template, engine.prepare(template) if engine is not None else None

        def done(loaded: tuple[Template, Swapper | None]) -> None:
            self._loading_template = False
            template, ready = loaded
            # Another was chosen meanwhile, or something else draws now, which is not ready for it.
            if self._wanted_template != wanted or not self._put_on(template, ready):
                self._load_template()
                return
            self._wanted_template = None
            self._template, self._template_id = template, template.id
            self.template_changed.emit(template.id)
            self._remove_going()
            self._going.clear()  # what is on again was asked for again

        def failed(error: UnderstudyError) -> None:
            self._loading_template = False
            if self._wanted_template != wanted:
                self._load_template()
                return
            self._wanted_template = None
            self._going.clear()
            self.template_changed.emit(self._template_id or "")
            self.failed.emit(error)

        self._run("template", load, done, failed)

    def _put_on(self, template: Template, ready: Swapper | None) -> bool:
        engine = self._engine
        return engine is None or (ready is not None and engine.put_on(template, ready))

    def remove_faces(self, what: str) -> None:
        """Deletes a blend or a pack. What needs it makes way for the first template before, if it
        is on or about to be; if that one cannot be loaded, nothing is removed."""
        self._going.append(what)
        library = self.faces.library
        on = (self._template_id, self._wanted_template)
        if library is not None and any(self._needs(template_id, what) for template_id in on):
            self.choose_template(library.default)
        else:
            self._remove_going()

    def _needs(self, template_id: str | None, what: str) -> bool:
        card = self.faces.card(template_id) if template_id is not None else None
        return card is not None and card.needs(what)

    def _remove_going(self) -> None:
        on = [what for what in self._going if self._needs(self._template_id, what)]
        for what in self._going:
            if what not in on:
                self.faces.remove(what)
        self._going = on

    def new_mixer(self) -> Mixer:
        """For one face in the making."""
        return Mixer(self._run, self.faces)

    @property
    def swap_options(self) -> SwapOptions:
        return self._swap_options

    def set_swap_options(self, options: SwapOptions) -> None:
        """How faces are drawn, from the next frame on."""
        self._swap_options = options
        if self._engine is not None:
            self._engine.swap_options = options

    @property
    def guard_options(self) -> GuardOptions:
        return self._guard_options

    def set_guard_options(self, options: GuardOptions) -> None:
        """What goes out where a face cannot be covered, from the next frame on."""
        self._guard_options = options
        if self._engine is not None:
            self._engine.guard.options = options

    @property
    def finish_options(self) -> FinishOptions:
        return self._finish_options

    def set_finish_options(self, options: FinishOptions) -> None:
        """Background, size, rate and badge of what leaves. Another size or rate starts a running
        session over. Ends in `finish_changed` where they cannot be had, with what is so, and in
        `failed`."""
        before, self._finish_options = self._finish_options, options
        if (options.size, options.fps) != (before.size, before.fps):
            self._start_over()
        self._settle_finish()

    def _settle_finish(self) -> None:
        """Brings the running engine to what is wanted, one change after the other: a picture is
        read, a net loaded, and the last wish must win."""
        engine, wanted = self._engine, self._finish_options
        if engine is None or self._phase is not Phase.RUNNING or self._settling_finish:
            return
        if engine.finish_options == wanted:
            return
        self._settling_finish = True

        def work() -> None:
            engine.finish_options = wanted

        def done(_: None) -> None:
            self._settling_finish = False
            self.outputs.drop_waiting()
            self._settle_finish()

        def failed(error: UnderstudyError) -> None:
            self._settling_finish = False
            if self._finish_options is wanted:
                # What leaves is as it was: nobody must believe otherwise.
                self._finish_options = engine.finish_options
                self.finish_changed.emit()
            self.failed.emit(error)
            self._settle_finish()

        self._run("finish", work, done, failed)

    @property
    def meter_on(self) -> bool:
        return self._meter.on

    @property
    def likeness(self) -> Likeness | None:
        """What the meter says; None while it has not seen enough."""
        return self._likeness

    def switch_meter(self, on: bool) -> None:
        """Measures whether recognisers know the wearer in what leaves, or no longer."""
        if on == self._meter.on:
            return
        self._likeness = None
        self._meter.switch(on)
        if not on:
            self._run("meter", self._meter.wait, lambda _: None)
        self.meter_changed.emit()

    def _on_metered(self, told: Likeness | UnderstudyError) -> None:
        if self._shutting_down:
            return
        if isinstance(told, UnderstudyError):
            self._likeness = None
            self.failed.emit(told)
        elif self._meter.on:
            self._likeness = told
        self.meter_changed.emit()

    def show_raw(self, on: bool) -> None:
        """Whether the preview gets the camera's own pictures beside the covered ones."""
        self._raw_view.switch(on)

    def shield(self, on: bool) -> None:
        """The panic key: down, nothing but the card leaves."""
        live = self._phase in (Phase.STARTING, Phase.RUNNING) or self.restarting
        if on == self._panic.is_set() or not live:
            return
        if on:
            self._panic.set()
        else:
            self._panic.clear()
        if self._engine is not None:
            self._engine.guard.panic = on
        self._raw_view.blank(on)
        if on:
            self._meter.forget()
        self.panic_changed.emit()

    # -- start and stop -----------------------------------------------------------------------

    def start(self) -> None:
        """Builds and starts an engine; ends in `phase_changed`, and in `failed` if it cannot."""
        if self._phase is not Phase.STOPPED or self._shutting_down:
            return
        self._stop_when_started = False
        self._told_error = None
        self._enter(Phase.STARTING)
        options = SessionOptions(
            self._source or "demo",
            self._template_id,
            detector=self._choice.detector,
            swap_options=self._swap_options,
            realtime=True,
            # A file beside the window gets the clip once, not again and again.
            loop=not any(keeps_file(make_sink(name)) for name in self._sinks),
            engine_options=replace(
                self._choice.engine_options,
                guard=self._guard_options,
                finish=self._finish_options,
            ),
            camera=self.mode or CameraMode(),
        )
        further = [
            self.outputs.late(make_sink(name)) if is_live(name) else make_sink(name)
            for name in self._sinks
        ]
        sinks: list[Sink] = [self.preview, *self.outputs.open(), *further]
        panic, raw_view, meter = self._panic, self._raw_view, self._meter
        known, open_library = self.faces.library, self._open_library
        engines = self.engines

        def work() -> Engine:
            library = known or open_library()

            def build(draw: Draw) -> Engine:
                manager = None
                if options.detector != BUILT_IN:
                    manager = engines.networks.manager(engines.drawing, needed=True)
                return build_engine(options, sinks, library, raw_view, meter, manager, draw=draw)

            engine = engines.begin(build)
            _start(engine, panic, lambda: self._finish_options, lambda: self._template)
            return engine

        self._run("start", work, self._on_started, self._on_not_started)

    def _on_started(self, engine: Engine) -> None:
        self._engine = engine
        # A second start must not write over what this one writes.
        self._sinks = [name for name in self._sinks if not keeps_file(make_sink(name))]
        engine.guard.panic = self._panic.is_set()
        # Both may have been changed while the engine was being built.
        engine.swap_options, engine.guard.options = self._swap_options, self._guard_options
        if self._template is None or self._template.id == engine.template.id:
            self._template = engine.template
        elif not self._loading_template:  # chosen when the engine was all but running
            self._wanted_template = self._wanted_template or self._template.id
            self._load_template()
        self._timer.start()
        self._enter(Phase.RUNNING)
        self._settle_finish()
        self.engines.attach(engine)
        if self._stop_when_started or self._shutting_down:
            self._end_session()

    def _on_not_started(self, error: UnderstudyError) -> None:
        self.engines.tidy()
        self._ended(error)

    def stop(self) -> None:
        """Stops the engine; ends in `phase_changed`."""
        self._start_when_stopped = False
        self._end_session()

    def _end_session(self) -> None:
        if self._phase is Phase.STARTING:
            self._stop_when_started = True
        if self._phase is not Phase.RUNNING or self._engine is None:
            return
        self._timer.stop()
        self._enter(Phase.STOPPING)
        engine = self._engine

        def work() -> UnderstudyError | None:
            engine.stop()
            error = engine.error
            give_back_memory()
            return error

        self._run("stop", work, self._on_stopped, self._on_stopped)

    def _on_stopped(self, error: UnderstudyError | None) -> None:
        self._engine = None
        self.engines.detach()
        self._ended(error if error is not self._told_error else None)

    def _ended(self, error: UnderstudyError | None) -> None:
        self.preview.take()
        self._raw_view.forget()
        self._meter.forget()
        self._likeness = None
        if not self._shutting_down:  # that the meter was on is to be remembered
            self.meter_changed.emit()
        if not self._start_when_stopped:  # who shielded goes on shielded, with another source too
            self._release_panic()
        self.outputs.close(again=self._start_when_stopped)
        self._enter(Phase.STOPPED)
        if error is not None:
            self.failed.emit(error)
        again, self._start_when_stopped = self._start_when_stopped, False
        if again:
            self.start()

    def shut_down(self) -> None:
        """Stops everything for good; ends in `all_ended`."""
        self._shutting_down = True
        self.faces.end()
        self.installation.cancel()
        self.models.stop()
        self.cameras.watch(False)
        # Without a word: that it was on is to be remembered.
        self._meter.switch(False)
        self._run("meter", self._meter.wait, lambda _: None)
        self.stop()
        self._tell_if_all_ended()

    def stop_now(self) -> None:
        """For when there is no event loop any more: stops the engine and waits for it."""
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.stop()

    @property
    def idle(self) -> bool:
        """True when no engine and no thread of ours is left."""
        return self._phase is Phase.STOPPED and self._run.running == 0

    # -- inside -------------------------------------------------------------------------------

    def _poll(self) -> None:
        engine = self._engine
        if engine is None:
            return
        self.polled.emit(engine.stats.snapshot())
        self.outputs.poll()
        waiting = engine.source_info.waiting
        if waiting != self._told_waiting:
            self._told_waiting = waiting
            if waiting:
                kind = Kind.CAMERA_GONE
                self.failed.emit(SourceError(waiting, kind=kind, what=engine.source_info.name))
        if engine.error is not None and engine.error is not self._told_error:
            self._told_error = engine.error
            self.failed.emit(engine.error)
        if not engine.running:
            self.stop()  # the source came to its end, or failed

    def _release_panic(self) -> None:
        if self._panic.is_set():
            self._panic.clear()
            self._raw_view.blank(False)
            self.panic_changed.emit()

    def _enter(self, phase: Phase) -> None:
        self._phase = phase
        self.phase_changed.emit()

    def _tell_if_all_ended(self) -> None:
        if self._shutting_down and self.idle:
            self.all_ended.emit()


def _start(
    engine: Engine,
    panic: threading.Event,
    finish: Callable[[], FinishOptions],
    worn: Callable[[], Template | None],
) -> None:
    """On a worker's thread: lets an engine run, with the panic key, and the background and the
    template that the user wants, as they are at that moment."""
    try:
        template = worn()
        if template is not None and template.id != engine.template.id:
            engine.put_on(template, engine.prepare(template))
        engine.guard.panic = panic.is_set()
        if engine.finish_options != finish():
            engine.finish_options = finish()
    except BaseException:
        engine.stop()
        raise
    engine.start()


def _default_source(cameras: list[Camera]) -> str:
    """The first real camera; another program's virtual one is no place to begin."""
    for camera in cameras:
        name = camera.name.casefold()
        if not any(word in name for word in ("understudy", "virtual", "dummy", "loopback")):
            return f"camera:{camera.index}"
    return "demo"
