"""The faces to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidgetItem, QMenu, QWidget

from app.templates.blend import BLENDS
from app.ui.face_list import FaceList
from app.ui.faces import Card


class Gallery(FaceList):
    """All faces; one of them is on.

    Signals:
        chosen: Id of a template that the user picked.
        removal_wanted: Id of a blend that the user wants to be rid of.
    """

    chosen = Signal(str)
    removal_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on: str | None = None
        self.setAccessibleName(self.tr("Stand-in face"))
        self.currentItemChanged.connect(self._on_current)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Fills the list anew; chooses nothing, and stays where it was scrolled to."""
        place = self.verticalScrollBar().value()
        super().show_cards(cards)
        if self._on is not None:
            self._select(self._on)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(place)

    def mark(self, template_id: str) -> None:
        """Shows which one is on, without choosing it."""
        moved, self._on = template_id != self._on, template_id
        item = self._select(template_id)
        if item is not None and moved:
            self.scrollToItem(item)
        self.viewport().update()

    def reveal(self, template_id: str) -> None:
        """Scrolls to where it can be seen, without choosing it."""
        item = self.item_of(template_id)
        if item is not None:
            self.scrollToItem(item, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _select(self, template_id: str) -> QListWidgetItem | None:
        item = self.item_of(template_id)
        if item is not None:
            self.blockSignals(True)
            self.setCurrentItem(item)
            self.blockSignals(False)
        return item

    def _on_current(self, item: QListWidgetItem | None) -> None:
        template_id = self.id_of(item) if item is not None else None
        if template_id is not None:
            self.chosen.emit(template_id)

    # -- removing -----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        template_id = self._removable(item)
        if event.key() == Qt.Key.Key_Delete and template_id is not None:
            self.removal_wanted.emit(template_id)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.RightButton:
            return  # asks for the menu only; it must not put another face on
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item = self.itemAt(event.pos())
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            item = self.currentItem()
        template_id = self._removable(item)
        if item is None or template_id is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        remove = menu.addAction(self.tr("Remove “{name}”…").format(name=item.text()))
        remove.triggered.connect(lambda: self.removal_wanted.emit(template_id))
        menu.popup(self._menu_place(event, item))

    def _menu_place(self, event: QContextMenuEvent, item: QListWidgetItem) -> QPoint:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            return self.viewport().mapToGlobal(self.visualItemRect(item).center())
        return event.globalPos()

    def _removable(self, item: QListWidgetItem | None) -> str | None:
        """The id of a blend; None for what stays."""
        template_id = self.id_of(item) if item is not None else None
        blend = template_id is not None and template_id.startswith(f"{BLENDS}/")
        return template_id if blend else None
