"""The window: arranges the views and connects them to the controller."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.pipeline.sources.stills import PICTURE_SUFFIXES
from app.pipeline.stats import Snapshot
from app.ui import icons, trust
from app.ui.actions import Actions, Status
from app.ui.banner import Banner
from app.ui.command_button import CommandButton
from app.ui.controller import Controller, Phase
from app.ui.gallery import Gallery
from app.ui.preview import Preview
from app.ui.source_picker import SourcePicker
from app.ui.switch import Switch
from app.ui.theme import current
from app.ui.trust_strip import TrustStrip

_SIDE_WIDTH = 286
_VIDEO_SUFFIXES = (".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v", ".mpg", ".ts")


class MainWindow(QMainWindow):
    """What the user sees and presses; everything else is the controller's.

    Args:
        controller: Not yet started. Closing the window shuts it down first.
    """

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self._watch = trust.Watch()
        self._may_close = False
        self._lent_focus: tuple[CommandButton, QWidget | None] | None = None
        self.setWindowTitle("Understudy")
        self.setWindowIcon(icons.app_icon())

        self.actions_ = Actions(
            self,
            {
                "file.open": self._open_file,
                "file.cameras": controller.read_cameras,
                "file.quit": self.close,
                "session.start": self._start,
                "session.stop": controller.stop,
                "session.shield": lambda: controller.shield(True),
                "session.resume": lambda: controller.shield(False),
                "session.virtual_camera": controller.switch_virtual_camera,
                "view.mirror": self._mirror,
            },
        )
        self.actions_.fill(self.menuBar())

        self.banner = Banner()
        self.preview = Preview(controller.preview)
        self.strip = TrustStrip()
        self.source_picker = SourcePicker()
        self.mirror = QCheckBox(self.tr("Mirror preview"))
        self.gallery = Gallery()
        self.virtual_camera = Switch()
        self.virtual_camera_state = QLabel()
        self.start_button = CommandButton()
        self.setCentralWidget(self._arranged())
        self.setMinimumSize(680, 540)
        self.resize(1120, 720)

        self.actions_.bind_check("view.mirror", self.mirror)
        self.actions_.bind_check("session.virtual_camera", self.virtual_camera)
        self._connect()
        self._on_output()
        self._on_phase()
        self._paint()
        self.source_picker.mark(controller.source)
        self.start_button.setFocus()
        QTimer.singleShot(0, controller.read_gallery)
        QTimer.singleShot(0, controller.read_cameras)

    # -- arrangement --------------------------------------------------------------------------

    def _arranged(self) -> QWidget:
        stage = QVBoxLayout()
        stage.setContentsMargins(14, 6, 14, 14)
        stage.setSpacing(10)
        stage.addWidget(self.banner)
        stage.addWidget(self.preview, 1)
        stage.addWidget(self.strip)
        whole = QWidget()
        layout = QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(stage, 1)
        layout.addWidget(self._side())
        return whole

    def _side(self) -> QWidget:
        side = QFrame()
        side.setObjectName("side")
        side.setFixedWidth(_SIDE_WIDTH)
        self.gallery.setMinimumHeight(130)
        source = self._caption(self.tr("P&icture from"), self.source_picker)
        face = self._caption(self.tr("Stand-in &face"), self.gallery)
        output = self._caption(self.tr("Vi&rtual camera"), self.virtual_camera)
        self.virtual_camera.setAccessibleName(self.tr("Virtual camera"))
        self.virtual_camera_state.setProperty("role", "muted")
        self.virtual_camera_state.setWordWrap(True)
        self.start_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        switch = QHBoxLayout()
        switch.addWidget(output, 1)
        switch.addWidget(self.virtual_camera)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(16, 10, 16, 14)
        layout.setSpacing(6)
        layout.addWidget(source)
        layout.addWidget(self.source_picker)
        layout.addWidget(self.mirror)
        layout.addSpacing(10)
        layout.addWidget(face)
        layout.addWidget(self.gallery, 1)
        layout.addSpacing(6)
        layout.addLayout(switch)
        layout.addWidget(self.virtual_camera_state)
        layout.addSpacing(10)
        layout.addWidget(self.start_button)
        return side

    @staticmethod
    def _caption(text: str, buddy: QWidget) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "caption")
        label.setBuddy(buddy)
        return label

    # -- listening ----------------------------------------------------------------------------

    def _connect(self) -> None:
        controller = self.controller
        controller.phase_changed.connect(self._on_phase)
        controller.panic_changed.connect(self._on_panic)
        controller.gallery_read.connect(self.gallery.show_cards)
        controller.template_changed.connect(self.gallery.mark)
        controller.cameras_read.connect(self.source_picker.show_cameras)
        controller.source_changed.connect(self._on_source)
        controller.output_changed.connect(self._on_output)
        controller.frame_ready.connect(self._on_frame, Qt.ConnectionType.QueuedConnection)
        controller.polled.connect(self._on_poll)
        controller.failed.connect(self.banner.tell)
        controller.all_ended.connect(self._on_all_ended)
        self.gallery.chosen.connect(controller.choose_template)
        self.source_picker.chosen.connect(controller.choose_source)
        self.source_picker.file_wanted.connect(self._open_file)

    def _on_phase(self) -> None:
        phase = self.controller.phase
        if phase is Phase.STOPPED:
            self._watch = trust.Watch()
            self.strip.tell(trust.stopped())
            self.strip.clear_figures()
            self.preview.clear(
                self.tr("Ready when you are"),
                self.tr("Pick a face and press Start. Here you see what others will see."),
            )
        elif phase is Phase.STARTING:
            self._watch = trust.Watch()
            self.strip.tell(trust.starting())
            self.preview.clear(self.tr("Starting…"), self.tr("Your own face is never shown."))
        elif phase is Phase.STOPPING:
            self.strip.tell(trust.stopping())
            self.preview.clear(self.tr("Stopping…"), "")
        self._update_commands()
        self._on_output()

    def _on_panic(self) -> None:
        if self.controller.panic:
            self.strip.tell(trust.panicked())
        self._update_commands()

    def _on_source(self) -> None:
        self.source_picker.mark(self.controller.source)

    def _on_output(self) -> None:
        controller = self.controller
        self.virtual_camera.setChecked(controller.virtual_camera_on)
        if not controller.virtual_camera_on:
            text = self.tr("Off: only you see the preview.")
        elif controller.virtual_camera_device is not None:
            name = controller.virtual_camera_device
            text = self.tr("On: calls can choose “{name}”.").format(name=name)
        elif controller.phase is Phase.STOPPED:
            text = self.tr("Opens when you press Start.")
        else:
            text = self.tr("Opening…")
        self.virtual_camera_state.setText(text)

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

    def _tell(self, told: trust.Told) -> None:
        # With the panic key down nothing but the card leaves, whatever is still underway here.
        self.strip.tell(trust.panicked() if self.controller.panic else told)

    def _update_commands(self) -> None:
        had_focus = self.focusWidget()
        status = Status(self.controller.phase, self.controller.panic)
        actions = self.actions_
        actions.update(status)
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

    def _mirror(self, mirrored: bool) -> None:
        self.preview.set_mirrored(mirrored)

    def _open_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Open a video or a picture"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*{suffix}" for suffix in (*_VIDEO_SUFFIXES, *sorted(PICTURE_SUFFIXES)))
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
        for part in (
            self.actions_,
            self.banner,
            self.strip,
            self.source_picker,
            self.gallery,
            self.start_button,
        ):
            part.paint(theme)
        self.preview.update()
        self.virtual_camera.update()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Goes when nothing runs any more; asks the controller to see to that."""
        if self._may_close or self.controller.idle:
            event.accept()
            return
        event.ignore()
        self.setEnabled(False)
        self.controller.shut_down()

    def _on_all_ended(self) -> None:
        self._may_close = True
        self.close()
