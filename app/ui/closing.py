"""What closing the window means while the session is live: the app goes on in the tray, or ends."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.settings import WhenClosing
from app.ui import icons
from app.ui.dialog import Dialog, button, heading
from app.ui.theme import Theme


class ClosingQuestion(Dialog):
    """Asks; whoever closes it, or cancels, leaves everything as it is.

    Args:
        tray: There is a tray in which the app can be seen to go on. Without one it is not offered.

    Signals:
        chosen: `WhenClosing.TRAY` or `STOP`, and whether to do that from now on without asking.
    """

    chosen = Signal(object, bool)

    def __init__(self, parent: QWidget, *, tray: bool) -> None:
        super().__init__(self.tr("Understudy is on"), parent, snug=True)
        self._icon = QLabel()
        title = self.tr("Understudy is still on") if tray else self.tr("Stop and close?")
        words = QLabel(
            self.tr(
                "Calls may be using your stand-in face. It can stay on without this window: "
                "Understudy's icon beside the clock brings the window back."
            )
            if tray
            else self.tr(
                "Calls may be using your stand-in face. When you close this window, it stops, and "
                "they get no more picture from Understudy."
            )
        )
        words.setWordWrap(True)
        words.setProperty("role", "muted")
        self.remember = QCheckBox(self.tr("&Do not ask again, always do what I choose now"))
        self.remember.setToolTip(self.tr("You can change this in the settings."))
        self.remember.setVisible(tray)
        self.cancel = button(self.tr("&Cancel"), self.reject)
        self.cancel.setToolTip(self.tr("Leave the window open and everything on."))
        self.stop = button(
            self.tr("&Stop and close"), lambda: self._choose(WhenClosing.STOP), "danger"
        )
        self.stop.setToolTip(self.tr("Give the camera back and end Understudy."))
        self.keep = button(
            self.tr("&Keep running in the tray"),
            lambda: self._choose(WhenClosing.TRAY),
            "main",
        )
        self.keep.setToolTip(self.tr("Close only the window; your face stays covered."))
        self.keep.setVisible(tray)
        said = QVBoxLayout()
        said.setSpacing(6)
        said.addWidget(heading(title))
        said.addWidget(words)
        if tray:
            said.addSpacing(6)
            said.addWidget(self.remember)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(said, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        buttons.addWidget(self.stop)
        if tray:
            buttons.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(18)
        layout.addLayout(top)
        layout.addLayout(buttons)
        self.setMinimumWidth(520 if tray else 430)
        first = self.keep if tray else self.cancel
        first.setDefault(True)
        first.setFocus()
        self.painted()

    def paint(self, theme: Theme) -> None:
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap("covered", theme.accent.ground, 28, ratio))

    def _choose(self, choice: WhenClosing) -> None:
        remember = self.remember.isChecked()
        self.accept()
        self.chosen.emit(choice, remember)
