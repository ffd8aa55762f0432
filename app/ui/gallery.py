"""The faces to choose from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidgetItem,
    QMenu,
    QStyle,
    QToolTip,
    QWidget,
)

from app.templates.blend import BLENDS
from app.ui import icons
from app.ui.below import described
from app.ui.face_list import FaceList
from app.ui.faces import Card
from app.ui.theme import Theme
from app.ui.words import UNPARTED

STAR_KEY = "Ctrl+D"
"""Makes the current face a favourite, or no longer. Not a letter: typing one goes to a name."""
_STAR = 26.0
"""Side of what can be clicked, in logical pixels."""
_STAR_ICON = 16
_STAR_GAP = 3.0

# What Unicode does not take apart into a letter and a sign.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})


class Gallery(FaceList):
    """All faces; one of them is on. Favourites stand on top, in a section of their own.

    Signals:
        chosen: Id of a template that the user picked.
        removal_wanted: Id of a blend that the user wants to be rid of.
        favourites_changed: `favourites`, after the user changed them.
        searched: What is searched for, and how many faces that finds; whenever either is another.
    """

    chosen = Signal(str)
    removal_wanted = Signal(str)
    favourites_changed = Signal(list)
    searched = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on: str | None = None
        self._favourites: list[str] = []
        self._query = ""
        self._pressed_star: str | None = None
        self._star_under: str | None = None
        self.setAccessibleName(self.tr("Stand-in face"))
        self.currentItemChanged.connect(self._on_current)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Fills the list anew; chooses nothing, and stays where it was scrolled to."""
        place = self.verticalScrollBar().value()
        super().show_cards(cards)
        self._settle(self._on, place)

    def mark(self, template_id: str) -> None:
        """Shows which one is on, without choosing it."""
        moved, self._on = template_id != self._on, template_id
        item = self._select(template_id)
        if item is not None and moved:
            self.scrollToItem(item)
        self.viewport().update()

    def reveal(self, template_id: str) -> None:
        """Scrolls to where it can be seen, without choosing it; ends a search that hides it."""
        item = self.item_of(template_id)
        if item is None:
            return
        if item.isHidden():
            self.search("")
            self.doItemsLayout()
        self.scrollToItem(item, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _select(self, template_id: str) -> QListWidgetItem | None:
        item = self.item_of(template_id)
        if item is not None:
            self.blockSignals(True)
            self.setCurrentItem(item)
            self.blockSignals(False)
        return item

    def _settle(self, current: str | None, place: int) -> None:
        """After the list was filled: what was current, hidden and scrolled to is so again."""
        if current is not None:
            self._select(current)
        self._hide_others()
        self.doItemsLayout()
        self.verticalScrollBar().setValue(place)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        template_id = self.id_of(item) if item is not None else None
        if template_id is not None:
            self.chosen.emit(template_id)

    # -- searching ----------------------------------------------------------------------------

    @property
    def query(self) -> str:
        """What is searched for; empty for nothing."""
        return self._query

    def search(self, query: str) -> None:
        """Shows only the faces that fit, see `fits`; all of them where `query` is empty."""
        query = query.strip()
        if query != self._query:
            self._query = query
            self._hide_others()
            self.scrollToTop()

    def found(self) -> list[str]:
        """Ids of the faces that are shown, in their order."""
        return [str(self.id_of(item)) for item in self.items_() if not item.isHidden()]

    def choose_found(self) -> None:
        """Puts the first face on that fits by name, else the first that fits, unless the one that
        is on does."""
        items = [item for item in self.items_() if not item.isHidden()]
        if not items or not self._query or self.currentItem() in items:
            return
        named = [item for item in items if fits(self._query, item.text())]
        self.setCurrentItem((named or items)[0])

    def keyboardSearch(self, search: str) -> None:
        """Goes to a name that is typed; not where a search hides some, or it might go there."""
        if not self._query:
            super().keyboardSearch(search)

    def _hide_others(self) -> None:
        title: QListWidgetItem | None = None
        count = 0
        for row in range(self.count()):
            item = self.item(row)
            card = self._shown.get(self.id_of(item) or "")
            if card is None:
                title = item
                item.setHidden(True)  # until a face below it is shown
                continue
            shown = fits(self._query, card.name, described(card.description))
            item.setHidden(not shown)
            count += shown
            if shown and title is not None:
                title.setHidden(False)
        self.searched.emit(self._query, count)

    # -- favourites ---------------------------------------------------------------------------

    @property
    def favourites(self) -> list[str]:
        """Ids, in the order in which they are shown; also of faces that are not there now."""
        return list(self._favourites)

    def set_favourites(self, template_ids: Sequence[str]) -> None:
        """Takes what was kept from before; tells nobody."""
        self._favourites = list(dict.fromkeys(template_ids))
        self._regroup()

    def toggle_favourite(self) -> None:
        """Makes the current face a favourite, or no longer, and keeps it in sight."""
        item = self._at_hand()
        template_id = self.id_of(item) if item is not None else None
        if template_id is None:
            return
        self._toggle(template_id)
        item = self._at_hand()
        if item is not None:
            self.scrollToItem(item)

    def _at_hand(self) -> QListWidgetItem | None:
        """The current face, if it is shown."""
        item = self.currentItem()
        return None if item is None or item.isHidden() else item

    def _toggle(self, template_id: str) -> None:
        if template_id in self._favourites:
            self._favourites.remove(template_id)
        else:
            self._favourites.append(template_id)
        self._regroup()
        self.favourites_changed.emit(self.favourites)

    def _regroup(self) -> None:
        """Moves faces between the sections; what is current stays it."""
        item = self.currentItem()
        current = self.id_of(item) if item is not None else None
        place = self.verticalScrollBar().value()
        self._star_under = None
        self._fill()
        self._settle(current, place)

    def _grouped(self, cards: Sequence[Card]) -> list[tuple[str, list[Card]]]:
        by_id = {card.id: card for card in cards}
        starred = [by_id[name] for name in self._favourites if name in by_id]
        others = super()._grouped([card for card in cards if card.id not in self._favourites])
        return [(self.tr("Favourites"), starred), *others] if starred else others

    def _describe(self, item: QListWidgetItem, card: Card) -> None:
        super()._describe(item, card)
        if card.id in self._favourites:
            spoken = self.tr("{name}, favourite: {description}")
            spoken = spoken.format(name=card.name, description=card.about)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    # -- stars --------------------------------------------------------------------------------

    def star_of(self, item: QListWidgetItem) -> QRectF:
        """Where its star can be clicked, on the viewport."""
        return _star_in(self.place_of(item))

    def _star_at(self, at: QPoint) -> str | None:
        """Id of the face whose star is there."""
        item = self.itemAt(at)
        if item is None or not self.star_of(item).contains(QPointF(at)):
            return None
        return self.id_of(item)

    def draw_more(
        self, painter: QPainter, place: QRectF, card: Card, state: QStyle.StateFlag, theme: Theme
    ) -> None:
        """The star: full on a favourite; hollow on the face under the mouse or the keyboard."""
        starred = card.id in self._favourites
        looked_at = QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected
        if not starred and not state & looked_at:
            return
        spot = _star_in(place)
        under = card.id == self._star_under
        painter.save()
        painter.setPen(QPen(QColor(theme.accent.ground if under else theme.outline), 2 - starred))
        painter.setBrush(QColor(theme.field))
        painter.drawEllipse(spot.adjusted(1.5, 1.5, -1.5, -1.5))
        name, colour = ("starred", theme.accent.ground) if starred else ("star", theme.text)
        corner = spot.center() - QPointF(_STAR_ICON / 2, _STAR_ICON / 2)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(corner, icons.pixmap(name, colour, _STAR_ICON, ratio))
        painter.restore()

    def _star_words(self, template_id: str) -> str:
        if template_id in self._favourites:
            return self.tr("Remove from favourites")
        return self.tr("Add to favourites")

    def _hover_star(self, template_id: str | None) -> None:
        if template_id == self._star_under:
            return
        self._star_under = template_id
        shape = Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if template_id else shape)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._hover_star(None)
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            template_id = self._star_at(event.pos())
            if template_id is not None:
                key = QKeySequence(STAR_KEY).toString(QKeySequence.SequenceFormat.NativeText)
                tip = f"{self._star_words(template_id)} ({key})"
                QToolTip.showText(event.globalPos(), tip, self.viewport())
                return True
        return super().viewportEvent(event)

    # -- mouse and keys -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        template_id = self._removable(self._at_hand())
        if event.key() == Qt.Key.Key_Delete and template_id is not None:
            self.removal_wanted.emit(template_id)
        elif QKeySequence(event.keyCombination()) == QKeySequence(STAR_KEY):
            self.toggle_favourite()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.RightButton:
            return  # asks for the menu only; it must not put another face on
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_star = self._star_at(event.position().toPoint())
        if self._pressed_star is None:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._star_at(event.position().toPoint()) is not None:
            self.mousePressEvent(event)  # the second of two clicks
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover_star(self._star_at(event.position().toPoint()))
        if self._pressed_star is None:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_star = self._pressed_star, None
        if pressed is None:
            super().mouseReleaseEvent(event)
        elif self._star_at(event.position().toPoint()) == pressed:
            self._toggle(pressed)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item = self.itemAt(event.pos())
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            item = self._at_hand()
        template_id = self.id_of(item) if item is not None else None
        if item is None or template_id is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        star = menu.addAction(self._star_words(template_id))
        star.triggered.connect(lambda: self._toggle(template_id))
        if item is self._at_hand():
            star.setShortcut(QKeySequence(STAR_KEY))  # shown only: it is the key of this one
        if self._removable(item) is not None:
            menu.addSeparator()
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


def fits(query: str, name: str, description: str = "") -> bool:
    """Whether each word of `query` is a part of the name or begins a word of the description; case
    and accents make no difference. Chinese and Japanese do not part words: any piece will do."""
    name, description = plain(name), plain(description)
    words = set(re.findall(r"\w+", description))
    return all(
        word in name
        or any(other.startswith(word) for other in words)
        or (UNPARTED.search(word) is not None and word in description)
        for word in plain(query).split()
    )


def plain(text: str) -> str:
    """`text` without case and accents.

    >>> plain("Inés")
    'ines'
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_LETTERS)


def _star_in(place: QRectF) -> QRectF:
    """In the upper right corner of a thumbnail; the sign of what is on is in the lower one."""
    return QRectF(place.right() - _STAR - _STAR_GAP, place.top() + _STAR_GAP, _STAR, _STAR)
