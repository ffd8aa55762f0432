"""Where faults are told, and good news: some lines in the window, never a box that must be clicked
away."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui import icons
from app.ui.faults import Fault
from app.ui.theme import Theme

_WIDE = 560
"""From this width on the button stands beside the words, else below them; logical pixels."""
_LONG = 24
"""Letters of a word that may be broken."""


class Banner(QFrame):
    """Hidden until there is something to say.

    Signals:
        wanted: Id of the command that the user asked for with the banner's button.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._theme: Theme | None = None
        self._fault = Fault("")
        self._can: Callable[[str], bool] = lambda _command: True
        self._icon = QLabel()
        self._icon.setContentsMargins(0, 3, 0, 3)
        self._sentence = _Lines()
        self._remedy = _Lines()
        font = self._sentence.font()
        font.setBold(True)
        self._sentence.setFont(font)
        self.button = QPushButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self._on_button)
        self.close_button = QToolButton()
        self.close_button.setIconSize(QSize(16, 16))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.close_button.setAccessibleName(self.tr("Dismiss"))
        self.close_button.setToolTip(self.tr("Dismiss"))
        self.close_button.clicked.connect(self.hide)
        self._words = words = QVBoxLayout()
        words.setContentsMargins(0, 4, 0, 3)  # its first line is level with icon and cross
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._remedy)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(8)
        self._body.addLayout(words, 1)
        self._body.addWidget(self.button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(10)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._body, 1)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, in one line; empty when it is hidden."""
        return "" if self.isHidden() else self._fault.text

    @property
    def fault(self) -> Fault | None:
        """What it tells; None when it is hidden."""
        return None if self.isHidden() else self._fault

    def tell(self, line: str) -> None:
        """Shows an error in place of the last one, and has it read aloud."""
        self._show(Fault("", line[:1].upper() + line[1:]), "error")

    def note(self, line: str) -> None:
        """The same for what is no error."""
        self._show(Fault("", line[:1].upper() + line[1:]), "note")

    def tell_fault(self, fault: Fault) -> None:
        """The same for an error of which more is known."""
        self._show(fault, "note" if fault.goes_on else "error")

    def offer(self, can: Callable[[str], bool]) -> None:
        """Shows the button only while its command can be given.

        Args:
            can: Whether the command of this id can be given now. Asked at once, and whenever a
                fault is told.
        """
        self._can = can
        self._show_button()

    def _show(self, fault: Fault, tone: str) -> None:
        self._fault = fault
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            for widget in (self, self._sentence, self._remedy, self.close_button):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
            if self._theme is not None:
                self.paint(self._theme)
        self._sentence.tell(fault.sentence)
        self._remedy.tell(fault.remedy)
        details = fault.details if fault.details != fault.text else ""
        for words in (self._sentence, self._remedy):
            words.setToolTip(_rich(details) if details else "")
        self.setAccessibleName(fault.text)
        self.setAccessibleDescription(details)
        self._show_button()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _show_button(self) -> None:
        helps = self._fault.button
        if helps is not None:
            self.button.setText(helps.title)
            self.button.setAccessibleName(helps.title)
            self.button.setAccessibleDescription(self._fault.sentence)
            self.button.setToolTip(self._fault.remedy)
        self.button.setVisible(helps is not None and self._can(helps.command))

    def _on_button(self) -> None:
        helps = self._fault.button
        self.hide()  # what comes of it may be told here at once
        if helps is not None:
            self.wanted.emit(helps.command)

    def minimumSizeHint(self) -> QSize:
        """As if the button stood below: there it goes before the room gets scarce."""
        least = super().minimumSizeHint()
        beside = self._body.direction() is QBoxLayout.Direction.LeftToRight
        if beside and not self.button.isHidden():
            both = self._words.minimumSize().width(), self.button.minimumSizeHint().width()
            least.setWidth(least.width() - self._body.spacing() - min(both))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE
        way = QBoxLayout.Direction
        self._body.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def paint(self, theme: Theme) -> None:
        """Draws its icons."""
        self._theme = theme
        ratio = self.devicePixelRatioF()
        noted = self.property("tone") == "note"
        name, tone = ("face", theme.covered) if noted else ("error", theme.error)
        self._icon.setPixmap(icons.pixmap(name, tone.text, 20, ratio))
        self.close_button.setIcon(icons.icon("close", tone.text))


class _Lines(QLabel):
    """Lines that break anywhere they must, and can be copied."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def tell(self, text: str) -> None:
        self.setText(_rich(text))
        self.setAccessibleName(text)
        self.setVisible(bool(text))


def _rich(text: str) -> str:
    """Plain words, with what stands between backticks as code, which is there to be copied. Any
    other long word, such as a path, may break where it is divided, or it would widen the window.
    """
    parts = text.split("`")
    plain = [" ".join(map(_breakable, part.split(" "))) for part in parts[::2]]
    parts[::2] = [html.escape(part, quote=False) for part in plain]
    if len(parts) % 2 == 0:
        return html.escape(text, quote=False)  # a backtick of its own
    parts[1::2] = [f"<code>{html.escape(part, quote=False)}</code>" for part in parts[1::2]]
    return "".join(parts)


def _breakable(word: str) -> str:
    return re.sub(r"([/\\_.-])", "\\1\u200b", word) if len(word) > _LONG else word
