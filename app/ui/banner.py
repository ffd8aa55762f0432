"""Where errors are told, and good news: one line in the window, never a box that must be clicked
away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.ui import icons
from app.ui.theme import Theme


class Banner(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._theme: Theme | None = None
        self._icon = QLabel()
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._close = QToolButton()
        self._close.setIconSize(QSize(16, 16))
        self._close.setAccessibleName(self.tr("Dismiss"))
        self._close.setToolTip(self.tr("Dismiss"))
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 9, 8, 9)
        layout.setSpacing(10)
        layout.addWidget(self._icon)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty when it is hidden."""
        return "" if self.isHidden() else self._label.text()

    def tell(self, line: str) -> None:
        """Shows an error in place of the last line, and has it read aloud."""
        self._show(line, "error")

    def note(self, line: str) -> None:
        """The same for what is no error."""
        self._show(line, "note")

    def _show(self, line: str, tone: str) -> None:
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            for widget in (self, self._label, self._close):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
            if self._theme is not None:
                self.paint(self._theme)
        self._label.setText(line[:1].upper() + line[1:])
        self.setAccessibleName(line)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def paint(self, theme: Theme) -> None:
        """Draws its icons."""
        self._theme = theme
        ratio = self.devicePixelRatioF()
        noted = self.property("tone") == "note"
        name, tone = ("face", theme.covered) if noted else ("error", theme.error)
        self._icon.setPixmap(icons.pixmap(name, tone.text, 20, ratio))
        self._close.setIcon(icons.icon("close", tone.text))
