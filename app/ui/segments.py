"""A row of buttons of which one is down: a choice of few, all seen at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget


class Segments(QFrame):
    """One button for each action of an exclusive group; arrow keys walk along them.

    Args:
        actions: Checkable; what they do is theirs.
        titles: Short ones, in the same order: the actions' own are for menus.
        name: For screen readers.
    """

    def __init__(
        self,
        actions: Sequence[QAction],
        titles: Sequence[str],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setAccessibleName(name)
        self.buttons: list[QToolButton] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        for action, title in zip(actions, titles, strict=True):
            button = QToolButton()
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setText(title)
            button.setToolTip(action.toolTip())
            button.setAccessibleName(f"{name}: {title}")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setChecked(action.isChecked())
            button.clicked.connect(action.trigger)
            action.toggled.connect(button.setChecked)
            layout.addWidget(button)
            self.buttons.append(button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        focused = [i for i, button in enumerate(self.buttons) if button.hasFocus()]
        if step is None or not focused:
            super().keyPressEvent(event)
            return
        button = self.buttons[(focused[0] + step) % len(self.buttons)]
        button.setFocus()
        button.click()
