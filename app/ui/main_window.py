"""The window: arranges the views and connects them to the controller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.diagnostics import RecentLog, Situation
from app.errors import UnderstudyError
from app.frame import Shield
from app.media import VIDEO_SUFFIXES
from app.pipeline.sources.stills import PICTURE_SUFFIXES
from app.pipeline.stats import Snapshot
from app.pipeline.swap.options import SwapOptions
from app.settings import WhenClosing
from app.ui import capture, icons, trust
from app.ui.actions import FACES, VIEW, Actions, Status
from app.ui.awake import Awake
from app.ui.banner import Banner
from app.ui.closing import ClosingQuestion
from app.ui.command_button import CommandButton
from app.ui.controller import Controller, Phase
from app.ui.dialogs import Dialogs
from app.ui.engine_link import EngineLink
from app.ui.faces_link import FacesLink
from app.ui.faults import Fault, fault_of
from app.ui.first_steps import FirstSteps
from app.ui.global_key import GlobalKey
from app.ui.language import LanguageMenu
from app.ui.models_dialog import ModelsDialog
from app.ui.numbers import NumbersPanel
from app.ui.output_link import OutputLink
from app.ui.outputs import Output
from app.ui.preferences import Preferences
from app.ui.preview import Preview
from app.ui.preview_sink import Compare, View
from app.ui.profile_link import ProfileLink
from app.ui.profiles import ProfileMenu
from app.ui.segments import Segments
from app.ui.side import NUMBERS, Side
from app.ui.snapshot import pictures_folder, save
from app.ui.start_at_login import note, start_at_login
from app.ui.theme import current
from app.ui.tray import Tray
from app.ui.trust_strip import TrustStrip

_COMPOSED_MS = 250
"""Until a repainted window is on the screen for certain."""
_PATIENCE_MS = 12_000
"""So long closing waits for what is still running."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What a window passes on to the one that takes its place; all else is the controller's, or
    remembered.

    Attributes:
        tab: Of the side.
        view: What the preview showed last, without the camera's own picture.
        error: What the banner told; None where it told something else.
        dialogs: Those to open again.
    """

    tab: int
    view: View | None
    error: UnderstudyError | None
    dialogs: tuple[str, ...]


class MainWindow(QMainWindow):
    """What the user sees and presses; everything else is the controller's.

    Args:
        controller: Running or not. Closing the window shuts it down first.
        preferences: What is remembered; None forgets all with the window.
        log: What the diagnostics tell of the log.

    Signals:
        closed: For good; into the tray it is only hidden.
    """

    closed = Signal()

    def __init__(
        self,
        controller: Controller,
        preferences: Preferences | None = None,
        log: RecentLog | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.controller = controller
        self.preferences = preferences or Preferences(parent=self)
        self._log = log or RecentLog()
        self._snapshot: Snapshot | None = None
        self.numbers: NumbersPanel | None = None
        """Made when it is first looked at: it takes 10 ms, and most people never do."""
        self._watch = trust.Watch()
        self._may_close = self._quitting = False
        self._lent_focus: tuple[CommandButton, QWidget | None] | None = None
        self.dialogs = Dialogs()
        self._reopeners: dict[str, Callable[[], None]] = {
            "first steps": self.show_first_steps,
            "photoreal": lambda: self.faces_link.add_photoreal(),
            "models": self.show_models,
        }
        """Those that lose nothing when they are opened anew."""
        self._failure: tuple[UnderstudyError, Fault] | None = None
        """The last one, and how it was told."""
        self.setWindowTitle("Understudy")
        self.setWindowIcon(icons.app_icon())

        self.actions_ = Actions(
            self,
            {
                "file.open": self._open_file,
                "file.cameras": controller.cameras.read,
                "models.manage": self.show_models,
                "file.first_steps": self.show_first_steps,
                "file.at_login": self._start_at_login,
                "file.live_at_login": lambda on: self.preferences.change(live_at_login=on),
                "file.quit": self.quit,
                "session.start": self._start,
                "session.stop": controller.stop,
                "session.shield": lambda: controller.shield(True),
                "session.resume": lambda: controller.shield(False),
                "session.virtual_camera": lambda on: controller.outputs.switch(Output.CAMERA, on),
                "session.meter": controller.switch_meter,
                "faces.photoreal": lambda: self.faces_link.add_photoreal(),
                "faces.mix": lambda: self.faces_link.mix(),
                "faces.invent": controller.faces.invent,
                "faces.search": lambda: self.faces_link.search(),
                "view.mirror": self._mirror,
                "view.snapshot": self._keep_picture,
                "view.output": lambda on: self._compare(Compare.OUTPUT, on),
                "view.split": lambda on: self._compare(Compare.SPLIT, on),
                "view.side": lambda on: self._compare(Compare.SIDE, on),
            },
        )
        self.awake = Awake(self)
        self.tray = Tray(self.actions_, self)
        self.tray.show()
        self.panic_key = GlobalKey(parent=self)
        self.panic_key.pressed.connect(self._panic)
        self.panic_key.grab()
        shield = self.actions_["session.shield"]
        shield.setToolTip(f"{shield.toolTip()}\n{self.panic_key.note}")
        self._at_login = start_at_login()
        self.actions_["file.at_login"].setChecked(self._at_login.enabled())
        self.actions_["file.at_login"].setToolTip(note())
        menus = self.actions_.fill(self.menuBar())
        self.profiles = ProfileMenu(self.tr("&Profiles"), self)
        self.menuBar().insertMenu(self.menuBar().actions()[-1], self.profiles)
        self.languages = LanguageMenu(self.preferences.settings.language, self)
        menus[VIEW].addSeparator()
        menus[VIEW].addMenu(self.languages)

        self.banner = Banner()
        self.preview = Preview(controller.preview)
        self.compare = Segments(
            [self.actions_[f"view.{compare.value}"] for compare in Compare],
            [self.tr("Others see"), self.tr("Halves"), self.tr("Side by side")],
            self.tr("Show"),
        )
        self.strip = TrustStrip()
        self.side = side = Side()
        side.more_button.setMenu(menus[FACES])
        self.source_picker, self.mode_picker = side.source_picker, side.mode_picker
        self.mirror, self.tabs = side.mirror, side.tabs
        self.gallery, self.gallery_bar = side.gallery, side.gallery_bar
        self.controls, self.more_button = side.controls, side.more_button
        self.virtual_camera, self.start_button = side.virtual_camera, side.start_button
        self.controls.show_swap(controller.swap_options)
        self.controls.show_shield(controller.guard_options.shield)
        self.setCentralWidget(self._arranged())
        self.setMinimumSize(760, 540)
        self.resize(1180, 760)

        self.actions_.bind_check("view.mirror", self.mirror)
        self.actions_["view.output"].setChecked(True)
        self.actions_.bind_check("session.virtual_camera", self.virtual_camera)
        self.output_link = OutputLink(controller, self.preferences, side, self.banner, self)
        self.engine_link = EngineLink(controller, self.preferences, side, self)
        self.faces_link = FacesLink(
            controller, self.preferences, side, self.banner, self.dialogs, self
        )
        menus[FACES].addSeparator()
        menus[FACES].addMenu(self.faces_link.remove_menu)
        self.profile_link = ProfileLink(
            controller,
            self.preferences,
            self.profiles,
            self.tray,
            side,
            self.output_link,
            self.engine_link,
            self.banner,
            self.dialogs,
            self,
        )
        side.engine.more_wanted.connect(self.show_models)
        self._restore()
        self._connect()
        self._on_meter()
        self._on_phase()
        self._paint()
        self.start_button.setFocus()
        self._show_what_is_known()
        controller.cameras.watch(True)

    def _show_what_is_known(self) -> None:
        """Another window may have been here before: what it found out needs no second look, and a
        session may be running."""
        controller = self.controller
        self.source_picker.show_cameras(controller.cameras.found)
        self.source_picker.mark(controller.source)
        self._on_modes()
        if controller.faces.library is None:
            QTimer.singleShot(0, lambda: controller.faces.read())
            QTimer.singleShot(0, controller.cameras.read)
            QTimer.singleShot(0, controller.engines.look)
        if controller.phase is Phase.RUNNING:
            self._show_starting()  # until a frame tells more
        # One that nobody took would be the last: see `PreviewSink`.
        self._on_frame()
        if controller.panic:
            self._on_panic()

    def _restore(self) -> None:
        """What was so when the app was last closed. The camera's own picture never is shown
        unasked."""
        settings = self.preferences.settings
        if settings.window_geometry:
            self.restoreGeometry(QByteArray(settings.window_geometry))
        self.actions_["view.mirror"].setChecked(settings.mirror)
        self.actions_["session.meter"].setChecked(settings.meter_on)
        self.actions_["file.live_at_login"].setChecked(settings.live_at_login)

    # -- arrangement --------------------------------------------------------------------------

    def _arranged(self) -> QWidget:
        stage = QVBoxLayout()
        stage.setContentsMargins(14, 6, 14, 14)
        stage.setSpacing(10)
        stage.addWidget(self.banner)
        stage.addWidget(self.preview, 1)
        stage.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignHCenter)
        stage.addWidget(self.strip)
        whole = QWidget()
        layout = QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(stage, 100)
        layout.addWidget(self.side, 52)
        return whole

    # -- listening ----------------------------------------------------------------------------

    def _connect(self) -> None:
        controller = self.controller
        controller.phase_changed.connect(self._on_phase)
        controller.panic_changed.connect(self._on_panic)
        faces = controller.faces
        faces.listed.connect(self._update_commands)
        faces.busy_changed.connect(self._update_commands)
        self.preferences.failed.connect(self._on_failed)
        controller.cameras.changed.connect(self.source_picker.show_cameras)
        controller.cameras.modes_changed.connect(self._on_modes)
        controller.source_changed.connect(self._on_source)
        controller.meter_changed.connect(self._on_meter)
        controller.frame_ready.connect(self._on_frame, Qt.ConnectionType.QueuedConnection)
        controller.polled.connect(self._on_poll)
        controller.failed.connect(self._on_failed)
        self.banner.wanted.connect(lambda command: self.actions_[command].trigger())
        controller.all_ended.connect(self._on_all_ended)
        self.tabs.currentChanged.connect(self._on_tab)
        self.mode_picker.chosen.connect(controller.choose_mode)
        self.controls.swap_changed.connect(self._on_look)
        self.controls.shield_changed.connect(self._on_shield)
        self.source_picker.chosen.connect(controller.choose_source)
        self.source_picker.file_wanted.connect(self._open_file)
        self.languages.chosen.connect(lambda code: self.preferences.change(language=code))

    def _on_phase(self) -> None:
        phase = self.controller.phase
        if phase in (Phase.STARTING, Phase.RUNNING):
            self.awake.hold(self.tr("Your stand-in face is on"))
        else:
            self.awake.release()
        if phase is Phase.STOPPED:
            self._snapshot = None
            if self.numbers is not None:
                self.numbers.clear()
            self._watch = trust.Watch()
            self._say(trust.stopped())
            self.strip.clear_figures()
            self.preview.clear(
                self.tr("Ready when you are"),
                self.tr("Pick a face and press Start. Here you see what others will see."),
            )
        elif phase is Phase.STARTING:
            self._watch = trust.Watch()
            self._show_starting()
        elif phase is Phase.STOPPING:
            self._say(trust.stopping())
            self.preview.clear(self.tr("Stopping…"), "")
        self._update_commands()

    def _show_starting(self) -> None:
        self._say(trust.starting())
        self.preview.clear(self.tr("Starting…"), self.tr("Your own face is never shown."))

    def _on_panic(self) -> None:
        self.preview.blank_raw(self.controller.panic)
        if self.controller.panic:
            self._say(trust.panicked())
        self._update_commands()

    def _on_source(self) -> None:
        controller = self.controller
        self.source_picker.mark(controller.source)
        if controller.source == "demo" or (controller.source or "").startswith("camera:"):
            # A clip is for this time only.
            self.preferences.change(camera_modes=dict(controller.modes))
            if controller.source_chosen:
                self.preferences.change(source=controller.cameras.lasting(controller.source))
        self.mode_picker.mark(self.controller.mode)

    def _on_modes(self) -> None:
        self.mode_picker.show_modes(self.controller.cameras.modes)
        self.mode_picker.mark(self.controller.mode)

    def _on_look(self, options: SwapOptions) -> None:
        self.controller.set_swap_options(options)
        self.preferences.change(swap=options)

    def _on_shield(self, shield: Shield) -> None:
        guard = replace(self.controller.guard_options, shield=shield)
        self.controller.set_guard_options(guard)
        self.preferences.change(guard=guard)

    def _on_tab(self, index: int) -> None:
        if index != NUMBERS or self.numbers is not None:
            return
        self.numbers = NumbersPanel(self.controller.run, self._situation, self._log)
        self.numbers.copied.connect(self.banner.note)
        self.numbers.failed.connect(self.banner.tell)
        self.side.hold_numbers(self.numbers)
        self._paint()

    def _situation(self) -> Situation:
        controller = self.controller
        engine, outputs = controller.engine, controller.outputs
        return Situation(
            controller.phase.name.lower(),
            controller.source,
            engine.source_info if engine is not None else None,
            asked=controller.mode,
            engine="mesh" if engine is None else " on ".join(engine.drawn_by),
            template=controller.template_id,
            outputs=tuple(output.value for output in Output if outputs.place(output) is not None),
            snapshot=self._snapshot,
            settings=self.preferences.settings,
        )

    def _on_meter(self) -> None:
        controller = self.controller
        self.actions_["session.meter"].setChecked(controller.meter_on)
        self.strip.meter.setVisible(controller.meter_on)
        self.strip.meter.show_likeness(controller.likeness)
        self.preferences.change(meter_on=controller.meter_on)

    def _on_frame(self) -> None:
        view = self.controller.preview.take()
        if view is None or self.controller.phase not in (Phase.STARTING, Phase.RUNNING):
            return
        self.preview.show_view(view)
        told = self._watch.saw(view.frame)
        if told is not None:
            self._tell(told)

    def _on_poll(self, snapshot: Snapshot) -> None:
        told = self._watch.interval_over()
        if told is not None:
            self._tell(told)
        self.strip.show_figures(snapshot)
        self._snapshot = snapshot
        if self.numbers is not None:
            self.numbers.show_snapshot(snapshot)
            engine = self.controller.engine
            if engine is not None:
                self.numbers.show_engine(*engine.drawn_by)

    def _tell(self, told: trust.Told) -> None:
        # With the panic key down nothing but the card leaves, whatever is still underway here.
        self._say(trust.panicked() if self.controller.panic else told)

    def _say(self, told: trust.Told) -> None:
        self.strip.tell(told)
        self.tray.tell(told)

    def _panic(self) -> None:
        self.controller.shield(True)

    def _update_commands(self) -> None:
        had_focus = self.focusWidget()
        status = Status(
            self.controller.phase,
            self.controller.panic,
            restarting=self.controller.restarting,
            changing=self.controller.faces.busy,
            at_login=self.actions_["file.at_login"].isChecked(),
            photoreal=self.faces_link.photoreal,
        )
        actions = self.actions_
        actions.update(status)
        self.banner.offer(lambda command: actions[command].isEnabled())
        if status.phase in (Phase.STOPPED, Phase.STOPPING):
            self.start_button.give(actions["session.start"], kind="main", icon="start")
        else:
            self.start_button.give(actions["session.stop"], kind="stop", icon="stop")
        if status.panic:
            resume = actions["session.resume"]
            self.strip.shield_button.give(resume, kind="main", icon="start")
        else:
            shield = actions["session.shield"]
            self.strip.shield_button.give(shield, kind="shield", icon="shield")
        self._give_focus_back(had_focus)

    def _give_focus_back(self, had_focus: QWidget | None) -> None:
        """Qt hands the focus of a button that is disabled to another widget; whoever works by
        keyboard gets it back together with the button, unless they have moved on."""
        if isinstance(had_focus, CommandButton) and self.focusWidget() is not had_focus:
            self._lent_focus = had_focus, self.focusWidget()
        if self._lent_focus is None:
            return
        owner, holder = self._lent_focus
        if self.focusWidget() is not holder:
            self._lent_focus = None
        elif owner.isEnabled():
            owner.setFocus()
            self._lent_focus = None

    # -- commands -----------------------------------------------------------------------------

    def _start(self) -> None:
        self.banner.hide()
        self.controller.start()

    def show_first_steps(self) -> None:
        """Beside the window."""
        controller = self.controller
        made = self.dialogs.open(
            "first steps",
            lambda: FirstSteps(
                controller.cameras, controller.faces, controller.template_id, controller.run, self
            ),
        )
        if isinstance(made, FirstSteps):
            made.face_chosen.connect(controller.choose_template)
            made.start_wanted.connect(self._start)
            made.finished_reading.connect(self._on_first_steps)
            controller.template_changed.connect(made.gallery.mark)

    def _on_first_steps(self) -> None:
        self.preferences.change(seen_first_steps=True)

    def show_models(self) -> None:
        """What can be downloaded besides, beside the window."""
        controller = self.controller
        there = controller.faces.photoreal_there
        made = self.dialogs.open("models", lambda: ModelsDialog(controller.models, there, self))
        if isinstance(made, ModelsDialog):
            made.photoreal_wanted.connect(self.faces_link.add_photoreal)
            controller.installation.succeeded.connect(made.photoreal.hide)

    def _on_failed(self, error: UnderstudyError) -> None:
        fault = fault_of(error)
        self._failure = error, fault
        self.banner.tell_fault(fault)

    def _mirror(self, mirrored: bool) -> None:
        self.preview.set_mirrored(mirrored)
        self.preferences.change(mirror=mirrored)

    def _keep_picture(self) -> None:
        view = self.preview.view
        if view is None:
            self.banner.note(self.tr("There is no picture yet."))
            return
        image = view.frame.image

        def done(path: Path) -> None:
            if not isValid(self):  # another language was chosen meanwhile
                return
            text = self.tr("Kept in your folder for pictures: {file}.")
            self.banner.note(text.format(file=f"{path.parent.name}/{path.name}"))

        self.controller.run("snapshot", lambda: save(image, pictures_folder()), done)

    def _let_in_again(self) -> None:
        if self.preview.compare is Compare.OUTPUT:
            capture.keep_out(self, False)

    def _compare(self, compare: Compare, on: bool) -> None:
        """Shows the camera's own picture, or no longer. The window is kept out of recordings from
        before it is there until after it has gone."""
        if not on:
            return
        raw = compare is not Compare.OUTPUT
        hidden = capture.keep_out(self, True) if raw else True
        self.controller.show_raw(raw)
        self.preview.set_compare(compare)
        if not raw:
            self.preview.repaint()  # now: the old picture must not outlast the protection
            QTimer.singleShot(_COMPOSED_MS, self._let_in_again)
        if not hidden:
            self.banner.note(
                self.tr(
                    "Others cannot see your camera's picture in the call. But programs that record "
                    "or share your screen can: do not share this window."
                )
            )

    def _open_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Open a video or a picture"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*{suffix}" for suffix in (*VIDEO_SUFFIXES, *sorted(PICTURE_SUFFIXES)))
        dialog.setNameFilters(
            [
                self.tr("Videos and pictures ({endings})").format(endings=endings),
                self.tr("All files (*)"),
            ]
        )
        dialog.fileSelected.connect(self.open_path)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()  # not exec: the preview goes on behind it

    def open_path(self, path: str) -> None:
        """Takes a file as the source."""
        self.controller.choose_source(str(Path(path)))

    # -- events -------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "start_button"):
            self._paint()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._paint()
        return super().event(event)

    def _paint(self) -> None:
        """Draws every icon in the colours of the theme."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme = current(app)
        for part in (self.actions_, self.banner, self.strip, self.side):
            part.paint(theme)
        if self.numbers is not None:
            self.numbers.paint(theme)
        self.dialogs.paint(theme)
        self.preview.update()

    def quit(self) -> None:
        """Stops and closes without a question."""
        self._quitting = True
        self.close()

    def _stays_open(self) -> bool:
        """Whether the window must not just go: a call must not lose its picture because a window
        was in the way."""
        if self._quitting or self.controller.phase not in (Phase.STARTING, Phase.RUNNING):
            return False
        wanted = self.preferences.settings.when_closing_live
        if wanted is WhenClosing.STOP:
            return False
        if wanted is WhenClosing.TRAY and self.tray.available:
            self.hide()
            return True
        made = self.dialogs.open("closing", lambda: ClosingQuestion(self, tray=self.tray.available))
        if isinstance(made, ClosingQuestion):
            made.chosen.connect(self._on_closing)
        return True

    def _on_closing(self, choice: WhenClosing, always: bool) -> None:
        if always:
            self.preferences.change(when_closing_live=choice)
        if choice is WhenClosing.STOP:
            self.quit()
        elif self.tray.available:
            self.hide()

    def _start_at_login(self, on: bool) -> None:
        try:
            self._at_login.set(on)
        except UnderstudyError as error:
            self._on_failed(error)
            action = self.actions_["file.at_login"]
            action.blockSignals(True)
            action.setChecked(not on)
            action.blockSignals(False)
        self._update_commands()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Goes when nothing runs any more; asks the controller to see to that."""
        if self._stays_open():
            event.ignore()
            return
        self.controller.cameras.watch(False)
        self.preferences.change(window_geometry=self.saveGeometry().data())
        if self._may_close or self.controller.idle:
            self.dialogs.close()
            self._let_go()
            event.accept()
            self.closed.emit()
            return
        event.ignore()
        self.dialogs.close()
        self.setEnabled(False)
        # Foreign code that hangs (a driver, a dead share) must not keep the app for ever; its
        # threads end with the process.
        QTimer.singleShot(_PATIENCE_MS, self._on_all_ended)
        self.controller.shut_down()

    # -- another window in this one's place ---------------------------------------------------

    def leave(self) -> Stand:
        """Makes room for another window on the same controller, where everything goes on. What only
        one window can have is free afterwards; this one hears nothing more, and is to be hidden
        and deleted."""
        controller = self.controller
        self.preferences.change(window_geometry=self.saveGeometry().data())
        self.actions_["view.output"].setChecked(True)
        error, fault = self._failure or (None, None)
        stand = Stand(
            self.tabs.currentIndex(),
            self.preview.view,
            error if fault is not None and fault is self.banner.fault else None,
            tuple(name for name in self.dialogs if name in self._reopeners),
        )
        known = controller, controller.faces, controller.cameras, controller.installation
        for sender in (*known, self.preferences):
            QObject.disconnect(sender, None, self, None)  # type: ignore[call-overload]
        self.dialogs.put_away(stand.dialogs)
        self._let_go()
        return stand

    def take_over(self, stand: Stand) -> None:
        """Shows what the window before this one did."""
        self.tabs.setCurrentIndex(stand.tab)
        running = self.controller.phase is Phase.RUNNING
        if stand.view is not None and running and self.preview.view is None:
            self.preview.show_view(stand.view)
            self._watch.saw(stand.view.frame)
            self._tell(trust.told(stand.view.frame))
        if stand.error is not None:
            self._on_failed(stand.error)
        for name in stand.dialogs:
            self._reopeners[name]()

    def _let_go(self) -> None:
        self.panic_key.release()
        self.awake.release()
        self.tray.hide()

    def _on_all_ended(self) -> None:
        if self._may_close:
            return
        self._may_close = True
        self.close()
