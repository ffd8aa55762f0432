"""What the app's dialogs share. None is modal: nothing ever stands before the shield button, and
Esc shields before it closes anything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui import icons
from app.ui.theme import Theme, current


class Line(QLabel):
    """One line that comes and goes, and is read aloud when it comes.

    Args:
        role: How the style sheet paints it: ``error``, ``warning``, ``info`` or ``muted``.
    """

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def tell(self, text: str, role: str | None = None) -> None:
        """Shows a line; nothing hides it.

        Args:
            text: Begins with a capital letter when shown.
            role: Another than before.
        """
        if role is not None and role != self.property("role"):
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)
        text = text[:1].upper() + text[1:]
        if text != self.text():
            self.setText(text)
            if text:
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.setVisible(bool(text))


class Dialog(QDialog):
    """Deletes itself when it is closed.

    Args:
        snug: Always as high as what is in it.
    """

    def __init__(self, title: str, parent: QWidget, *, snug: bool = False) -> None:
        super().__init__(parent)
        self._snug = snug
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def paint(self, theme: Theme) -> None:
        """Draws its icons in the theme's colours."""

    def painted(self) -> None:
        """Calls `paint` with the theme of now."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.paint(current(app))

    def event(self, event: QEvent) -> bool:
        kinds = (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Resize)
        arranged = event.type() in kinds
        taken = super().event(event)
        layout = self.layout() if self._snug and arranged else None
        if layout is not None:
            # A least width that was set by hand hides that of the words, which languages differ in.
            least = layout.totalMinimumSize().width()
            if least > self.minimumWidth():
                self.setMinimumWidth(least)
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))
        return taken

    def done(self, result: int) -> None:
        """However it is closed, this is called."""
        self.closing()
        super().done(result)

    def closing(self) -> None:
        """The last moment to stop what was begun."""

    def put_away(self) -> None:
        """Goes because its window does; what was begun goes on, for a dialog like this one."""
        self.hide()
        self.deleteLater()


def heading(text: str) -> QLabel:
    """A dialog's first line."""
    label = QLabel(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.3)
    font.setBold(True)
    label.setFont(font)
    label.setWordWrap(True)
    return label


def button(text: str, then: Callable[[], object], kind: str = "plain") -> QPushButton:
    """A dialog's button; with the focus, Return presses it too."""
    result = QPushButton(text)
    result.setProperty("kind", kind)
    result.setIconSize(QSize(18, 18))
    result.clicked.connect(lambda _checked: then())
    return result


class Question(Dialog):
    """Asks before something is deleted.

    Args:
        title: What it is about.
        text: What will happen.
        yes: On the button that does it.
        then: Called when that is pressed.
    """

    def __init__(
        self, title: str, text: str, yes: str, then: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(title, parent, snug=True)
        self._then = then
        self._icon = QLabel()
        words = QLabel(text)
        words.setWordWrap(True)
        words.setProperty("role", "muted")
        self.yes = button(yes, self._on_yes, "danger")
        self.no = button(self.tr("Keep"), self.reject)
        said = QVBoxLayout()
        said.setSpacing(6)
        said.addWidget(heading(title))
        said.addWidget(words)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(said, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(18)
        layout.addLayout(top)
        layout.addLayout(buttons)
        self.setMinimumWidth(430)
        self.no.setDefault(True)
        self.no.setFocus()
        self.painted()

    def paint(self, theme: Theme) -> None:
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap("remove", theme.error.text, 28, ratio))

    def _on_yes(self) -> None:
        self.accept()
        self._then()
