"""Finding a face: the search above the gallery, and favourites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAction, QContextMenuEvent, QImage, QMouseEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.templates.library import TemplateLibrary
from app.ui import theme
from app.ui.faces import Card
from app.ui.gallery import Gallery, fits
from app.ui.gallery_bar import GalleryBar
from app.ui.theme import DARK, LIGHT, Theme


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> list[Card]:
    """The built-in faces, and one that somebody mixed."""
    items = TemplateLibrary(home=tmp_path_factory.mktemp("home")).list()
    cards = [
        Card(
            item.id,
            item.entry.name,
            item.entry.description,
            item.entry.kind,
            item.pack.thumbnail(item.entry.id),
        )
        for item in items
    ]
    return [*cards, replace(cards[0], id="blends/soren", name="Søren Łukasz", description="Mixed.")]


class Side(QWidget):
    """The gallery with its bar, as in the window."""

    def __init__(self, cards: list[Card]) -> None:
        super().__init__()
        self.gallery = Gallery()
        self.bar = GalleryBar(self.gallery)
        self.bar.paint(LIGHT)
        layout = QVBoxLayout(self)
        layout.addWidget(self.bar)
        layout.addWidget(self.gallery)
        self.gallery.show_cards(cards)
        self.resize(330, 600)

    def titles(self) -> list[str]:
        """Those of the sections that are shown."""
        items = [self.gallery.item(row) for row in range(self.gallery.count())]
        return [i.text() for i in items if self.gallery.id_of(i) is None and not i.isHidden()]

    def names(self) -> list[str]:
        """Of the faces that are shown."""
        found = [self.gallery.item_of(template_id) for template_id in self.gallery.found()]
        return [item.text() for item in found if item is not None]

    def star(self, template_id: str) -> QPoint:
        """Where it can be clicked."""
        item = self.gallery.item_of(template_id)
        assert item is not None
        self.gallery.scrollToItem(item)
        return self.gallery.star_of(item).center().toPoint()


@pytest.fixture
def side(qtbot: QtBot, cards: list[Card]) -> Side:
    side = Side(cards)
    qtbot.addWidget(side)
    side.show()
    side.activateWindow()
    return side


def _by_name(cards: list[Card], name: str) -> str:
    return next(card.id for card in cards if card.name == name)


# -- searching -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "name", "description", "found"),
    [
        ("ines", "Inés", "", True),
        ("INÉS", "Inés", "", True),
        ("Ine\u0301s", "Inés", "", True),
        ("nes", "Inés", "", True),
        ("soren luk", "Søren Łukasz", "", True),
        ("strasse", "Straße", "", True),
        ("脸", "我的脸", "", True),
        ("grey beard", "Henrik", "A man with a grey beard.", True),
        ("haired", "Mei", "Dark-haired.", True),
        ("man", "Mei", "A woman.", False),  # or every woman is found with every man
        ("grey mei", "Henrik", "A man with a grey beard.", False),
        ("", "Mei", "", True),
        ("[", "Mei", "", False),
    ],
)
def test_what_fits(query: str, name: str, description: str, found: bool) -> None:
    assert fits(query, name, description) is found


def test_typing_finds_and_the_button_shows_all_again(side: Side, qtbot: QtBot) -> None:
    everyone, titles = side.names(), side.titles()
    assert len(titles) >= 3
    side.bar.begin()
    qtbot.keyClicks(side.bar.field, "ines")
    assert side.names() == ["Inés"]
    assert side.titles() == ["People"]
    assert not side.bar.message.isVisible()
    qtbot.keyClicks(side.bar.field, "x")
    assert side.names() == side.titles() == []
    assert side.bar.message.text() == "No face is called “inesx”."
    side.bar.clear_button.setFocus()
    qtbot.keyClick(side.bar.clear_button, Qt.Key.Key_Space)
    assert side.names() == everyone
    assert side.titles() == titles
    assert side.bar.field.text() == ""
    assert side.bar.field.hasFocus()
    assert not side.bar.message.isVisible()
    assert not side.bar.clear_button.isVisible()


def test_the_key_goes_to_the_field_and_replaces_what_was_there(side: Side, qtbot: QtBot) -> None:
    side.bar.field.setText("ines")
    side.gallery.setFocus()
    side.bar.begin()
    qtbot.keyClicks(side.bar.field, "mei")
    assert side.names() == ["Mei"]


def test_a_search_chooses_nothing_and_the_mark_stays(side: Side, cards: list[Card]) -> None:
    chosen = QSignalSpy(side.gallery.chosen)
    on = _by_name(cards, "Mei")
    side.gallery.mark(on)
    side.bar.field.setText("ines")
    side.bar.field.setText("nobody at all")
    side.bar.clear()
    assert chosen.count() == 0
    assert side.gallery.id_of(side.gallery.currentItem()) == on


def test_return_puts_on_who_is_called_so(side: Side, qtbot: QtBot, cards: list[Card]) -> None:
    """Though somebody else, who comes first, is only described so."""
    told = [replace(cards[0], description="Looks like Ravi."), *cards[1:]]
    side.gallery.show_cards(told)
    chosen = QSignalSpy(side.gallery.chosen)
    side.bar.begin()
    qtbot.keyClicks(side.bar.field, "ravi")
    assert side.names() == [cards[0].name, "Ravi"]
    qtbot.keyClick(side.bar.field, Qt.Key.Key_Return)
    assert [chosen.at(i)[0] for i in range(chosen.count())] == [_by_name(cards, "Ravi")]
    qtbot.keyClick(side.bar.field, Qt.Key.Key_Return)
    assert chosen.count() == 1
    assert side.bar.field.hasFocus()


def test_the_keyboard_walks_only_over_what_was_found(
    side: Side, qtbot: QtBot, cards: list[Card]
) -> None:
    side.gallery.mark(_by_name(cards, "Mei"))
    side.bar.begin()
    qtbot.keyClicks(side.bar.field, "ra")  # Ravi, Amara, Carrara and more
    found = side.gallery.found()
    assert 3 <= len(found) < len(cards)
    qtbot.keyClick(side.bar.field, Qt.Key.Key_Down)
    assert side.gallery.hasFocus()
    walked = []
    for _ in range(len(found)):
        walked.append(side.gallery.id_of(side.gallery.currentItem()))
        qtbot.keyClick(side.gallery, Qt.Key.Key_Right)
    start = found.index(str(walked[0]))
    expected = found[start:] + [found[-1]] * start
    assert walked == expected
    qtbot.keyClick(side.gallery, Qt.Key.Key_End)
    assert side.gallery.id_of(side.gallery.currentItem()) == found[-1]
    qtbot.keyClick(side.gallery, Qt.Key.Key_Up)
    assert side.gallery.id_of(side.gallery.currentItem()) in found
    qtbot.keyClicks(side.gallery, "m")  # goes to no name that is hidden
    assert side.gallery.id_of(side.gallery.currentItem()) in found


def test_what_is_hidden_cannot_be_removed_by_its_key(side: Side, qtbot: QtBot) -> None:
    wanted = QSignalSpy(side.gallery.removal_wanted)
    side.gallery.mark("blends/soren")
    side.gallery.setFocus()
    side.gallery.search("ines")
    qtbot.keyClick(side.gallery, Qt.Key.Key_Delete)
    assert wanted.count() == 0
    side.gallery.search("soren")
    qtbot.keyClick(side.gallery, Qt.Key.Key_Delete)
    assert wanted.count() == 1


def test_a_new_face_is_seen_though_it_was_not_searched_for(side: Side, cards: list[Card]) -> None:
    side.bar.field.setText("ines")
    side.gallery.reveal("blends/soren")
    assert side.bar.field.text() == ""
    assert len(side.names()) == len(cards)
    item = side.gallery.item_of("blends/soren")
    assert item is not None
    place = side.gallery.visualItemRect(item)
    assert side.gallery.viewport().rect().contains(place)


def test_a_search_outlives_a_new_list(side: Side, cards: list[Card]) -> None:
    side.bar.field.setText("soren")
    assert side.names() == ["Søren Łukasz"]
    side.gallery.show_cards(cards[:-1])
    assert side.names() == []
    assert side.bar.message.isVisible()
    side.gallery.show_cards(cards)
    assert side.names() == ["Søren Łukasz"]
    assert not side.bar.message.isVisible()


@pytest.fixture
def shield(side: Side) -> Iterator[QAction]:
    """The window's Esc."""
    action = QAction(side)
    action.setShortcut(Qt.Key.Key_Escape)
    action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
    side.addAction(action)
    yield action
    side.removeAction(action)


def test_esc_shields_before_it_ends_a_search(side: Side, shield: QAction, qtbot: QtBot) -> None:
    shielded = QSignalSpy(shield.triggered)
    side.bar.begin()
    qtbot.keyClicks(side.bar.field, "ines")
    qtbot.keyClick(side.bar.field, Qt.Key.Key_Escape)
    assert shielded.count() == 1
    assert side.bar.field.text() == "ines"
    shield.setEnabled(False)  # nothing runs
    qtbot.keyClick(side.bar.field, Qt.Key.Key_Escape)
    assert shielded.count() == 1
    assert side.bar.field.text() == ""


def test_all_of_the_bar_is_named(side: Side) -> None:
    side.bar.field.setText("nobody at all")
    for widget in (side.bar.field, side.bar.clear_button):
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name)
        assert widget.toolTip()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    side.bar.field.setText("ines")
    interface = QAccessible.queryAccessibleInterface(side.bar.field)
    assert interface.text(QAccessible.Text.Description) == "1 found"


# -- favourites ------------------------------------------------------------------------------------


def test_favourites_stand_on_top_and_once(side: Side, cards: list[Card]) -> None:
    gallery = side.gallery
    changed, chosen = QSignalSpy(gallery.favourites_changed), QSignalSpy(gallery.chosen)
    mei, ravi = _by_name(cards, "Mei"), _by_name(cards, "Ravi")
    gallery.mark(ravi)
    gallery.set_favourites([ravi, "photoreal/gone", mei, ravi])
    assert side.titles()[0] == "Favourites"
    ids = gallery.found()
    assert ids[:2] == [ravi, mei]
    assert sorted(ids) == sorted(card.id for card in cards)
    assert gallery.favourites == [ravi, "photoreal/gone", mei]
    assert gallery.id_of(gallery.currentItem()) == ravi
    gallery.show_cards([*cards, replace(cards[0], id="photoreal/gone", name="Back")])
    assert gallery.found()[:3] == [ravi, "photoreal/gone", mei]
    gallery.set_favourites([])
    assert "Favourites" not in side.titles()
    assert changed.count() == chosen.count() == 0


def test_a_click_on_the_star_chooses_nothing(side: Side, qtbot: QtBot, cards: list[Card]) -> None:
    gallery = side.gallery
    changed, chosen = QSignalSpy(gallery.favourites_changed), QSignalSpy(gallery.chosen)
    mei, ravi = _by_name(cards, "Mei"), _by_name(cards, "Ravi")
    gallery.mark(mei)
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(gallery.viewport(), left, pos=side.star(ravi))
    assert changed.at(0) == [[ravi]]
    assert gallery.favourites == [ravi]
    assert gallery.id_of(gallery.currentItem()) == mei
    # A hasty second click reaches the widget as a double click.
    at = QPointF(side.star(ravi))
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        place = gallery.viewport().mapToGlobal(at)
        event = QMouseEvent(kind, at, place, left, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(gallery.viewport(), event)
    assert gallery.favourites == []
    assert changed.count() == 2
    assert chosen.count() == 0


def test_a_press_on_the_star_can_be_taken_back(side: Side, qtbot: QtBot, cards: list[Card]) -> None:
    """The pointer leaves the star before the button is let go, as on every button."""
    gallery = side.gallery
    chosen = QSignalSpy(gallery.chosen)
    on, first, second = (card.id for card in cards[:3])
    gallery.mark(on)
    left, view = Qt.MouseButton.LeftButton, gallery.viewport()
    qtbot.mousePress(view, left, pos=side.star(first))
    qtbot.mouseMove(view, side.star(second))
    qtbot.mouseRelease(view, left, pos=side.star(second))
    assert gallery.favourites == []
    assert chosen.count() == 0
    item = gallery.item_of(second)
    assert item is not None
    qtbot.mouseClick(view, left, pos=gallery.visualItemRect(item).center())
    assert chosen.at(0) == [second]


def test_the_key_stars_the_current_face_and_keeps_it_in_sight(
    side: Side, qtbot: QtBot, cards: list[Card]
) -> None:
    gallery = side.gallery
    chosen = QSignalSpy(gallery.chosen)
    gallery.mark("blends/soren")
    gallery.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(gallery, Qt.Key.Key_D, control)
    assert gallery.favourites == ["blends/soren"]
    assert gallery.found()[0] == "blends/soren"
    current = gallery.currentItem()
    assert gallery.id_of(current) == "blends/soren"
    assert gallery.viewport().rect().contains(gallery.visualItemRect(current))
    assert chosen.count() == 0
    qtbot.keyClick(gallery, Qt.Key.Key_Right)  # and on it goes from there
    assert chosen.at(0) == [gallery.found()[1]]
    gallery.search("soren")
    qtbot.keyClick(gallery, Qt.Key.Key_D, control)  # the current face is hidden
    assert gallery.favourites == ["blends/soren"]


@pytest.mark.parametrize(
    "reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard]
)
def test_the_menu_stars_too(
    side: Side, reason: QContextMenuEvent.Reason, cards: list[Card]
) -> None:
    gallery = side.gallery
    changed, chosen = QSignalSpy(gallery.favourites_changed), QSignalSpy(gallery.chosen)
    gallery.mark(cards[1].id)
    item = gallery.item_of(cards[1].id)
    assert item is not None
    for word in ("Add to favourites", "Remove from favourites"):
        at = gallery.visualItemRect(item).center()
        event = QContextMenuEvent(reason, at, gallery.viewport().mapToGlobal(at))
        QApplication.sendEvent(gallery.viewport(), event)
        menu = next(m for m in gallery.findChildren(QMenu) if m.isVisible())
        (action,) = menu.actions()
        assert action.text() == word
        action.trigger()
        menu.close()
        item = gallery.item_of(cards[1].id)
        assert item is not None
    assert changed.count() == 2
    assert gallery.favourites == []
    assert chosen.count() == 0


@pytest.fixture
def screen_reader() -> Iterator[None]:
    """Qt keeps what it tells one up to date only while there is one."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("screen_reader")
def test_a_favourite_is_told_to_screen_readers(side: Side, cards: list[Card]) -> None:
    card = cards[0]

    def spoken() -> list[str]:
        interface = QAccessible.queryAccessibleInterface(side.gallery)
        found = [interface.child(i) for i in range(interface.childCount())]
        return [child.text(QAccessible.Text.Name) for child in found if child is not None]

    assert f"{card.name}: {card.description}" in spoken()
    side.gallery.set_favourites([card.id])
    assert f"{card.name}, favourite: {card.description}" in spoken()
    assert f"{card.name}: {card.description}" not in spoken()
    side.gallery.show_card(replace(card, description="Changed."))
    assert f"{card.name}, favourite: Changed." in spoken()


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_a_star_is_full_only_on_a_favourite(
    side: Side, qapp: QApplication, cards: list[Card], look: Theme
) -> None:
    """By its shape, not by its colour alone."""
    theme.apply(qapp, look)
    side.gallery.paint(look)
    try:
        side.gallery.mark(cards[0].id)
        hollow = _disc(side, cards[0].id, look)
        side.gallery.set_favourites([cards[0].id])
        full = _disc(side, cards[0].id, look)
    finally:
        theme.apply(qapp, LIGHT)
    assert hollow.any()
    assert not hollow[6:9, 6:8].any()
    assert full[6:9, 6:8].all()


def _disc(side: Side, template_id: str, look: Theme) -> np.ndarray:
    """``(14, 14)`` bool: where the middle of a star's disc is not of the disc's own colour."""
    centre = side.star(template_id)
    image = side.gallery.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.array(image.bits(), np.uint8).reshape(image.height(), image.width(), 4)[..., 2::-1]
    inner = pixels[centre.y() - 7 : centre.y() + 7, centre.x() - 7 : centre.x() + 7]
    ground = np.array([int(look.field[i : i + 2], 16) for i in (1, 3, 5)])
    return np.asarray(np.abs(inner.astype(int) - ground).max(axis=2) > 60)


def test_arrow_keys_step_between_favourites_and_others(qtbot: QtBot, side: Side) -> None:
    """Over the title between the favourites and the others, both ways."""
    gallery = side.gallery
    gallery.set_favourites(["blends/soren"])
    gallery.setFocus()
    qtbot.keyClick(gallery, Qt.Key.Key_Home)
    assert gallery.id_of(gallery.currentItem()) == "blends/soren"
    qtbot.keyClick(gallery, Qt.Key.Key_Down)
    below = gallery.found()[1]
    assert gallery.id_of(gallery.currentItem()) == below
    qtbot.keyClick(gallery, Qt.Key.Key_Up)
    assert gallery.id_of(gallery.currentItem()) == "blends/soren"


def test_icons_are_there(tmp_path: Path) -> None:
    from app.ui import icons

    for name in ("star", "starred", "search"):
        drawn = icons.pixmap(name, "#000000", 16).toImage()
        assert any(drawn.pixelColor(x, y).alpha() > 128 for x in range(16) for y in range(16))
