"""The first three steps, and what the app does not hide: shown once, and when asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.doctor import Finding, virtual_camera
from app.pipeline.sources.camera import ALLOW, Camera
from app.ui.below import said
from app.ui.cameras import Cameras
from app.ui.dialog import Dialog, Line, button, heading
from app.ui.faces import Faces
from app.ui.faults import fault_of
from app.ui.gallery import Gallery
from app.ui.theme import Theme
from app.ui.worker import Runner

CAMERA, FACE, CALL, LIMITS = range(4)
"""The pages."""


class FirstSteps(Dialog):
    """Beside the window, which stays usable; each page can be left at once.

    Args:
        cameras, faces: The window's.
        template_id: The face that is on.
        run: How to run something on another thread.

    Signals:
        face_chosen: Id of a template.
        start_wanted: The last page's button: start a session.
        finished_reading: It was closed, whichever way.
    """

    face_chosen = Signal(str)
    start_wanted = Signal()
    finished_reading = Signal()

    def __init__(
        self,
        cameras: Cameras,
        faces: Faces,
        template_id: str | None,
        run: Runner,
        parent: QWidget,
    ) -> None:
        super().__init__(self.tr("First steps"), parent)
        self._cameras, self._run = cameras, run
        self._checked = self._checking = False
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.pages = QStackedWidget()
        self.back = button(self.tr("&Back"), self._back)
        self.later = button(self.tr("Skip"), self.reject)
        self.next = button("", self._next, "main")
        self.next.setDefault(True)
        self.camera_line, self.call_line = Line("muted"), Line("muted")
        for line in (self.camera_line, self.call_line):
            line.setMargin(8)
            line.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.gallery = Gallery()
        self.gallery.setMinimumHeight(230)
        self.gallery.chosen.connect(self.face_chosen)
        self._fill(self.gallery)
        buttons = QHBoxLayout()
        buttons.addWidget(self.count, 1)
        for one in (self.later, self.back, self.next):
            buttons.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 16)
        layout.setSpacing(16)
        layout.addWidget(self.pages, 1)
        layout.addLayout(buttons)
        self.resize(560, 480)
        cameras.changed.connect(self._show_cameras)
        faces.listed.connect(self.gallery.show_cards)
        faces.card_changed.connect(self.gallery.show_card)
        self.gallery.show_cards(faces.cards)
        if template_id is not None:
            self.gallery.mark(template_id)
        cameras.read()
        self._turn_to(CAMERA)
        self.painted()
        self.next.setFocus()

    def paint(self, theme: Theme) -> None:
        self.gallery.paint(theme)

    def closing(self) -> None:
        self.finished_reading.emit()

    def _fill(self, gallery: Gallery) -> None:
        self._page(
            self.tr("1. Your camera"),
            self.tr(
                "Understudy looks at your camera and puts another face over yours. The picture "
                "stays on this computer until you switch an output on, and only the covered one "
                "ever leaves."
            ),
            self.camera_line,
            button(self.tr("&Look again"), self._cameras.read),
        )
        self._page(
            self.tr("2. A face"),
            self.tr(
                "Pick one that is unlike you: look-alikes give you away. You can change it at any "
                "time, also in a call."
            ),
            gallery,
        )
        self._page(
            self.tr("3. Into the call"),
            self.tr(
                "Zoom, Meet and the others take the covered picture from a virtual camera. Switch "
                "it on in the window, and choose it in the call as your camera."
            ),
            self.call_line,
            button(self.tr("&Check again"), self._check),
        )
        limits = (
            self.tr("Your hair, ears, neck and the outline of your head stay visible."),
            self.tr("So do body, hands, clothes and your room."),
            self.tr("Your voice is not changed."),
            self.tr("The way you move and speak stays yours: people who know you may know you."),
            self.tr(
                "Faces far behind you, lower than about a tenth of the picture, may stay uncovered."
            ),
        )
        words = QLabel("\n\n".join(f"•  {line}" for line in limits))
        words.setWordWrap(True)
        self._page(
            self.tr("What it does not hide"),
            self.tr(
                "Your face is covered, or a card is shown: never your own picture. But a face is "
                "not all that you are."
            ),
            words,
        )

    def _page(self, title: str, text: str, *parts: QWidget) -> None:
        page = QFrame()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        about = QLabel(text)
        about.setWordWrap(True)
        layout.addWidget(heading(title))
        layout.addWidget(about)
        for part in parts:
            grows = isinstance(part, Gallery)
            side = Qt.AlignmentFlag(0) if grows or isinstance(part, QLabel) else _LEFT
            layout.addWidget(part, 1 if grows else 0, side)
        if not any(isinstance(part, Gallery) for part in parts):
            layout.addStretch(1)
        self.pages.addWidget(page)

    def _turn_to(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        last = page == LIMITS
        number = self.tr("{page} of {pages}").format(page=page + 1, pages=LIMITS + 1)
        self.count.setText(number)
        self.back.setEnabled(page > CAMERA)
        self.next.setText(self.tr("&Start") if last else self.tr("&Next"))
        self.later.setText(self.tr("Close") if last else self.tr("Skip"))
        if page == CALL and not self._checked:
            self._check()

    def _back(self) -> None:
        self._turn_to(self.pages.currentIndex() - 1)

    def _next(self) -> None:
        if self.pages.currentIndex() == LIMITS:
            self.start_wanted.emit()
            self.accept()
            return
        self._turn_to(self.pages.currentIndex() + 1)

    def _show_cameras(self, cameras: Sequence[Camera]) -> None:
        allow = said(ALLOW)
        if not cameras:
            text = self.tr(
                "No camera was found. Plug one in; if there is one, {allow}. Until then you can "
                "try everything with the demo clip."
            ).format(allow=allow)
        else:
            text = self.tr("Found: {names}. Should it stay dark, {allow}.").format(
                names=", ".join(camera.name for camera in cameras), allow=allow
            )
        self.camera_line.tell(text, "info" if cameras else "warning")

    def _check(self) -> None:
        if self._checking:
            return
        self._checking = True
        self.call_line.tell(self.tr("Looking for a virtual camera…"), "muted")
        self._run("virtual camera", virtual_camera, self._on_checked)

    def _on_checked(self, finding: Finding) -> None:
        self._checking, self._checked = False, True
        if not isValid(self):
            return
        if finding.ok:
            self.call_line.tell(self.tr("Ready: “{name}”.").format(name=finding.text), "info")
        else:
            text = finding.text if finding.error is None else fault_of(finding.error).text
            self.call_line.tell(text, "warning")


_LEFT = Qt.AlignmentFlag.AlignLeft
