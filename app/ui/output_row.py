"""An output with its switch, and what has become of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.switch import Switch


class OutputRow(QWidget):
    """A title, a switch at its right, a line below that says what is so.

    Args:
        title: With a mnemonic for the switch.
        name: The same without, for those who hear the window.
        tip: What it is for.
    """

    def __init__(self, title: str, name: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = Switch()
        self.switch.setAccessibleName(name)
        self.switch.setToolTip(tip)
        caption = QLabel(title)
        caption.setProperty("role", "caption")
        caption.setBuddy(self.switch)
        caption.setToolTip(tip)
        self._state = QLabel()
        self._state.setProperty("role", "muted")
        self._state.setWordWrap(True)
        self._state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._state.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QHBoxLayout()
        head.addWidget(caption, 1)
        head.addWidget(self.switch)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addLayout(head)
        self._layout.addWidget(self._state)

    @property
    def state(self) -> str:
        """The line."""
        return self._state.text()

    def add(self, widget: QWidget) -> None:
        """Something to set, below the line."""
        self._layout.addWidget(widget)

    def show_on(self, on: bool) -> None:
        """Shows the switch as it is, without switching."""
        blocked = self.switch.blockSignals(True)
        self.switch.setChecked(on)
        self.switch.blockSignals(blocked)
        self.switch.update()

    def tell(self, state: str) -> None:
        """Shows the line."""
        self._state.setText(state)
        self._state.setVisible(bool(state))
        self.switch.setAccessibleDescription(state)

    def paint(self) -> None:
        """In the theme's colours."""
        self.switch.update()
