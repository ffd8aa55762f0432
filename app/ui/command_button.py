"""A button that gives a command."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui import icons
from app.ui.theme import Theme
from app.ui.words import without_key


class CommandButton(QPushButton):
    """Takes text, tip and state from a `QAction`, which can be exchanged.

    The icon is the button's own: the menu's is in the menu's colour.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action: QAction | None = None
        self._kind, self._icon = "", ""
        self._theme: Theme | None = None
        self.setIconSize(QSize(20, 20))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._trigger)

    def give(self, action: QAction, *, kind: str, icon: str) -> None:
        """Sets what the button does.

        Args:
            action: Triggered by a click.
            kind: ``main``, ``stop`` or ``shield``: how the style sheet paints it.
            icon: Name of a file in ``assets/icons``.
        """
        if action is self._action:
            return
        if self._action is not None:
            self._action.changed.disconnect(self._adopt)
        self._action, self._kind, self._icon = action, kind, icon
        action.changed.connect(self._adopt)
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)
        self._adopt()

    def paint(self, theme: Theme) -> None:
        """Draws the icon in the colour of the text."""
        self._theme = theme
        self._adopt()

    def _adopt(self) -> None:
        action, theme = self._action, self._theme
        if action is None:
            return
        title = without_key(action.text())
        self.setText(title)
        self.setAccessibleName(title)
        self.setToolTip(action.toolTip())
        self.setEnabled(action.isEnabled())
        if theme is None:
            return
        colour = theme.text
        if self._kind == "main":
            colour = theme.accent.text
        elif self._kind == "shield":
            colour = theme.shielding.text
        if not action.isEnabled():
            colour = theme.muted
        self.setIcon(icons.icon(self._icon, colour))

    def _trigger(self) -> None:
        if self._action is not None:
            self._action.trigger()
