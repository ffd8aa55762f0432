"""The window: arranges the views and connects them to the controller."""

from __future__ import annotations

from collections.abc import Callable
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
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.media import VIDEO_SUFFIXES
from app.pipeline.sources.stills import PICTURE_SUFFIXES
from app.pipeline.stats import Snapshot
from app.templates.blend import BLENDS
from app.templates.photoreal import PHOTOREAL
from app.ui import icons, trust
from app.ui.actions import FACES, Actions, Status
from app.ui.banner import Banner
from app.ui.command_button import CommandButton
from app.ui.controller import Controller, Phase
from app.ui.dialog import Dialog, Question
from app.ui.gallery import Gallery
from app.ui.mix_dialog import MixDialog
from app.ui.photoreal_dialog import PhotorealDialog
from app.ui.preview import Preview
from app.ui.source_picker import SourcePicker
from app.ui.switch import Switch
from app.ui.theme import current
from app.ui.trust_strip import TrustStrip

_SIDE_WIDTH = 286, 524
"""At least two faces of the gallery side by side, at most four."""


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
        self._dialogs: dict[str, Dialog] = {}
        """Those that are open; one of each."""
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
                "faces.photoreal": self._add_photoreal,
                "faces.mix": self._mix,
                "faces.invent": controller.faces.invent,
                "view.mirror": self._mirror,
            },
        )
        faces_menu = self.actions_.fill(self.menuBar())[FACES]
        faces_menu.addSeparator()
        self.remove_menu: QMenu = faces_menu.addMenu(self.tr("&Remove"))

        self.banner = Banner()
        self.preview = Preview(controller.preview)
        self.strip = TrustStrip()
        self.source_picker = SourcePicker()
        self.mirror = QCheckBox(self.tr("Mirror preview"))
        self.more_button = QPushButton(self.tr("&More faces"))
        self.more_button.setProperty("kind", "quiet")
        self.more_button.setMenu(faces_menu)
        self.gallery = Gallery()
        self.virtual_camera = Switch()
        self.virtual_camera_state = QLabel()
        self.start_button = CommandButton()
        self.setCentralWidget(self._arranged())
        self.setMinimumSize(680, 540)
        self.resize(1180, 760)

        self.actions_.bind_check("view.mirror", self.mirror)
        self.actions_.bind_check("session.virtual_camera", self.virtual_camera)
        self._connect()
        self._on_output()
        self._on_phase()
        self._paint()
        self.source_picker.mark(controller.source)
        self.start_button.setFocus()
        QTimer.singleShot(0, lambda: controller.faces.read())
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
        layout.addLayout(stage, 100)
        layout.addWidget(self._side(), 52)
        return whole

    def _side(self) -> QWidget:
        side = QFrame()
        side.setObjectName("side")
        side.setMinimumWidth(_SIDE_WIDTH[0])
        side.setMaximumWidth(_SIDE_WIDTH[1])
        self.gallery.setMinimumHeight(130)
        source = self._caption(self.tr("P&icture from"), self.source_picker)
        face = self._caption(self.tr("Stan&d-in face"), self.gallery)
        output = self._caption(self.tr("Vi&rtual camera"), self.virtual_camera)
        self.virtual_camera.setAccessibleName(self.tr("Virtual camera"))
        self.virtual_camera_state.setProperty("role", "muted")
        self.virtual_camera_state.setWordWrap(True)
        self.start_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        switch = QHBoxLayout()
        switch.addWidget(output, 1)
        switch.addWidget(self.virtual_camera)
        faces = QHBoxLayout()
        faces.addWidget(face, 1)
        faces.addWidget(self.more_button)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(16, 10, 16, 14)
        layout.setSpacing(6)
        layout.addWidget(source)
        layout.addWidget(self.source_picker)
        layout.addWidget(self.mirror)
        layout.addSpacing(10)
        layout.addLayout(faces)
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
        faces = controller.faces
        faces.listed.connect(self.gallery.show_cards)
        faces.listed.connect(self._on_listed)
        faces.card_changed.connect(self.gallery.show_card)
        faces.busy_changed.connect(self._update_commands)
        faces.added.connect(self.gallery.reveal)
        faces.invented.connect(self._on_invented)
        faces.removed.connect(self._on_removed)
        controller.installation.succeeded.connect(self._on_installed)
        self.gallery.removal_wanted.connect(self._ask_to_remove)
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

    def _on_listed(self) -> None:
        faces = self.controller.faces
        self.remove_menu.clear()
        for card in faces.of_pack(BLENDS):
            self._add_removal(self.tr("“{name}”…").format(name=card.name), card.id)
        if faces.photoreal_there:
            self._add_removal(self.tr("Photoreal faces…"), PHOTOREAL)
        self.remove_menu.setEnabled(not self.remove_menu.isEmpty())
        self._update_commands()

    def _add_removal(self, title: str, what: str) -> None:
        action = self.remove_menu.addAction(title.replace("&", "&&"))
        action.triggered.connect(lambda: self._ask_to_remove(what))

    def _on_invented(self, template_id: str) -> None:
        self.gallery.reveal(template_id)
        card = self.controller.faces.card(template_id)
        if card is not None:
            text = self.tr("This is {name}. {description}")
            self.banner.note(text.format(name=card.name, description=card.description))

    def _on_removed(self, what: str) -> None:
        self.banner.note(self.tr("Removed: {what}.").format(what=what))

    def _on_installed(self) -> None:
        self.banner.note(self.tr("The photoreal faces are there. Pick one."))
        for card in self.controller.faces.of_pack(PHOTOREAL)[:1]:
            self.gallery.reveal(card.id)

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
        faces = self.controller.faces
        photoreal = faces.of_pack(PHOTOREAL)
        status = Status(
            self.controller.phase,
            self.controller.panic,
            changing=faces.busy,
            photoreal=bool(photoreal) and not any(card.error for card in photoreal),
        )
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

    def _add_photoreal(self) -> None:
        self._open("photoreal", lambda: PhotorealDialog(self.controller.installation, self))

    def _mix(self) -> None:
        controller = self.controller
        self._open("mix", lambda: MixDialog(controller.new_mixer(), controller.faces, self))

    def _ask_to_remove(self, what: str) -> None:
        """Opens the question; `what` is a blend's id or a pack's."""
        card = self.controller.faces.card(what)
        if what == PHOTOREAL:
            title = self.tr("Remove the photoreal faces?")
            text = self.tr(
                "They are deleted from this computer; adding them again downloads them again. "
                "Faces that you mixed from them cannot be put on until then."
            )
        elif card is not None:
            title = self.tr("Remove “{name}”?").format(name=card.name)
            text = self.tr("{description} You can mix it again.").format(
                description=card.description
            )
        else:
            return
        yes, then = self.tr("&Remove"), lambda: self.controller.remove_faces(what)
        self._open(f"remove {what}", lambda: Question(title, text, yes, then, self))

    def _open(self, name: str, make: Callable[[], Dialog]) -> None:
        """Shows a dialog beside the window, which stays usable; one of each."""
        if name not in self._dialogs:
            dialog = make()
            self._dialogs[name] = dialog
            dialog.finished.connect(lambda _result: self._dialogs.pop(name, None))
            dialog.show()
        self._dialogs[name].raise_()
        self._dialogs[name].activateWindow()

    def _mirror(self, mirrored: bool) -> None:
        self.preview.set_mirrored(mirrored)

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
        for part in (
            self.actions_,
            self.banner,
            self.strip,
            self.source_picker,
            self.gallery,
            self.start_button,
        ):
            part.paint(theme)
        for dialog in self._dialogs.values():
            dialog.paint(theme)
        self.more_button.setIcon(icons.icon("more", theme.accent.ground))
        self.preview.update()
        self.virtual_camera.update()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Goes when nothing runs any more; asks the controller to see to that."""
        if self._may_close or self.controller.idle:
            self._close_dialogs()
            event.accept()
            return
        event.ignore()
        self._close_dialogs()
        self.setEnabled(False)
        self.controller.shut_down()

    def _close_dialogs(self) -> None:
        for dialog in list(self._dialogs.values()):
            dialog.close()

    def _on_all_ended(self) -> None:
        self._may_close = True
        self.close()
