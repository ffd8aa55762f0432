"""The panel that changes how the face is drawn: by hand, by keys, and by nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt, QTranslator
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.frame import Shield
from app.pipeline.guard.guard import GuardOptions
from app.pipeline.swap.options import SwapOptions, Tone
from app.ui import theme
from app.ui.choice_list import ChoiceButton
from app.ui.controls import ControlsPanel
from app.ui.paced import PACE_MS
from app.ui.slider_row import Ends, SliderRow

NUMBERS = ("blend_strength", "color_correction", "face_scale", "shape", "sharpen")
OTHER = SwapOptions(0.3, 0.4, 0.25, 0.6, 0.7, Tone.ME)
"""No number as by default, and each another."""
LEFT = Qt.MouseButton.LeftButton


class Heard:
    """A panel on the screen, and what it emitted."""

    def __init__(self, qtbot: QtBot) -> None:
        self.panel = ControlsPanel()
        qtbot.addWidget(self.panel)
        self.swaps: list[SwapOptions] = []
        self.shields: list[Shield] = []
        self.panel.swap_changed.connect(self.swaps.append)
        self.panel.shield_changed.connect(self.shields.append)
        self.panel.resize(340, 900)
        self.panel.show()
        self.panel.activateWindow()
        qtbot.waitActive(self.panel)
        self._qtbot = qtbot

    def wait_for(self, options: SwapOptions) -> None:
        """Until the last word is `options`."""
        self._qtbot.waitUntil(lambda: bool(self.swaps) and self.swaps[-1] == options)
        assert self.panel.options == options

    def pause(self) -> None:
        """Longer than anything is held back."""
        self._qtbot.wait(3 * PACE_MS)


@pytest.fixture
def heard(qtbot: QtBot) -> Heard:
    return Heard(qtbot)


def _handle(slider: QSlider) -> QPoint:
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    control, part = QStyle.ComplexControl.CC_Slider, QStyle.SubControl.SC_SliderHandle
    return slider.style().subControlRect(control, option, part, slider).center()


def _wheel(widget: QWidget, notches: int) -> None:
    """Turns the wheel over a widget, as the window system tells it."""
    window = widget.window()
    middle = widget.mapTo(window, widget.rect().center())
    QTest.wheelEvent(window.windowHandle(), QPointF(middle), QPoint(0, 120 * notches))


# -- each value ------------------------------------------------------------------------------------


def test_it_begins_with_the_defaults(heard: Heard) -> None:
    panel = heard.panel
    assert panel.options == SwapOptions()
    assert set(panel.rows) == set(NUMBERS)
    for name, row in panel.rows.items():
        assert row.amount == getattr(SwapOptions(), name)
        assert row.reset.isHidden()
    assert panel.tone.value is Tone.ME
    assert panel.shield.value is GuardOptions().shield
    assert not panel.reset_button.isEnabled()


@pytest.mark.parametrize("name", NUMBERS)
def test_keys_step_the_slider(heard: Heard, name: str) -> None:
    heard.panel.show_swap(replace(OTHER, **{name: 0.5}))
    row = heard.panel.rows[name]
    row.slider.setFocus()
    before = row.slider.value()
    steps = row.slider.maximum() - row.slider.minimum()
    tenth = 10 if steps == 100 else steps // 10
    for key, value in (
        (Qt.Key.Key_Right, before + 1),
        (Qt.Key.Key_Left, before),
        (Qt.Key.Key_PageUp, before + tenth),
        (Qt.Key.Key_PageDown, before),
        (Qt.Key.Key_End, row.slider.maximum()),
        (Qt.Key.Key_Home, row.slider.minimum()),
    ):
        QTest.keyClick(row.slider, key)
        amount = (value - row.slider.minimum()) / steps
        heard.wait_for(replace(OTHER, **{name: amount}))
        assert row.spin.value() == row.slider.value() == value


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_can_be_typed(heard: Heard, name: str) -> None:
    heard.panel.show_swap(OTHER)
    row = heard.panel.rows[name]
    row.spin.setFocus()
    row.spin.selectAll()
    wanted = 97 if name == "face_scale" else 57
    QTest.keyClicks(row.spin, str(wanted))
    heard.pause()
    assert not heard.swaps  # not the first digit alone
    QTest.keyClick(row.spin, Qt.Key.Key_Return)
    heard.wait_for(replace(OTHER, **{name: 0.375 if name == "face_scale" else 0.57}))
    assert row.slider.value() == wanted
    QTest.keyClick(row.spin, Qt.Key.Key_Up)
    heard.wait_for(replace(OTHER, **{name: (10 / 24) if name == "face_scale" else 0.58}))


def test_what_cannot_be_is_put_right(heard: Heard) -> None:
    row = heard.panel.rows["face_scale"]
    row.spin.setFocus()
    row.spin.selectAll()
    QTest.keyClicks(row.spin, "9")
    QTest.keyClick(row.spin, Qt.Key.Key_Return)
    heard.wait_for(replace(SwapOptions(), face_scale=0.0))
    assert row.spin.value() == 88


@pytest.mark.parametrize("name", NUMBERS)
def test_a_click_brings_the_handle_there(heard: Heard, name: str) -> None:
    heard.panel.show_swap(OTHER)
    slider = heard.panel.rows[name].slider
    for share, least, most in ((0.02, 0.0, 0.05), (0.75, 0.7, 0.8), (0.98, 0.95, 1.0)):
        place = QPoint(round(share * slider.width()), 3)  # at its upper border
        QTest.mouseClick(slider, LEFT, pos=place)
        heard.pause()
        amount = getattr(heard.panel.options, name)
        assert least <= amount <= most
        assert heard.swaps[-1] == replace(OTHER, **{name: amount})


@pytest.mark.parametrize("name", NUMBERS)
def test_the_handle_can_be_dragged(heard: Heard, name: str) -> None:
    heard.panel.show_swap(OTHER)
    slider = heard.panel.rows[name].slider
    QTest.mousePress(slider, LEFT, pos=_handle(slider))
    QTest.mouseMove(slider, QPoint(slider.width() // 2, 4))
    QTest.mouseMove(slider, QPoint(slider.width() + 40, 4))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(slider.width() + 40, 4))
    assert heard.swaps[-1] == replace(OTHER, **{name: 1.0})  # at once, when it is let go


def test_tones_are_chosen_by_mouse_and_keys(heard: Heard) -> None:
    tone = heard.panel.tone
    theirs, mine = tone.button_of(Tone.TEMPLATE), tone.button_of(Tone.ME)
    QTest.mouseClick(theirs, LEFT, pos=theirs.rect().bottomRight() - QPoint(3, 3))
    heard.wait_for(SwapOptions(tone=Tone.TEMPLATE))
    QTest.keyClick(theirs, Qt.Key.Key_Up)
    QTest.keyClick(mine, Qt.Key.Key_Space)
    heard.wait_for(SwapOptions())
    assert mine.isChecked()
    assert not theirs.isChecked()


def test_shields_are_chosen_by_mouse_and_keys(heard: Heard) -> None:
    shield = heard.panel.shield
    for choice in (Shield.CARD, Shield.MOSAIC, Shield.HOLD):
        button = shield.button_of(choice)
        QTest.mouseClick(button, LEFT)
        assert heard.shields[-1] is choice
        assert shield.value is choice
    QTest.keyClick(shield.button_of(Shield.HOLD), Qt.Key.Key_Down)
    QTest.keyClick(shield.button_of(Shield.MOSAIC), Qt.Key.Key_Space)
    assert heard.shields == [Shield.CARD, Shield.MOSAIC, Shield.HOLD, Shield.MOSAIC]
    assert not heard.swaps


def test_every_choice_is_offered(heard: Heard) -> None:
    for tone in Tone:
        assert heard.panel.tone.button_of(tone).text()
    for shield in Shield:
        assert heard.panel.shield.button_of(shield).text()
    with pytest.raises(KeyError):
        heard.panel.tone.button_of(Shield.CARD)


def test_numbers_between_the_steps_are_kept(heard: Heard) -> None:
    fine = SwapOptions(shape=0.3333, sharpen=0.1234)
    heard.panel.show_swap(fine)
    assert heard.panel.rows["shape"].slider.value() == 33
    QTest.keyClick(heard.panel.rows["sharpen"].slider, Qt.Key.Key_Home)
    heard.wait_for(SwapOptions(shape=0.3333, sharpen=0.0))


def test_a_row_without_effect_is_off_and_says_why(heard: Heard) -> None:
    row = heard.panel.rows["color_correction"]
    told = row.slider.toolTip()
    heard.panel.show_swap(replace(OTHER, tone=Tone.TEMPLATE))
    assert not row.slider.isEnabled()
    assert not row.spin.isEnabled()
    assert row.slider.toolTip() not in ("", told)
    QTest.mouseClick(heard.panel.tone.button_of(Tone.ME), LEFT)
    assert row.slider.isEnabled()
    assert row.slider.toolTip() == told
    assert heard.panel.options == OTHER  # its number was not lost


def test_less_shape_is_warned_of(heard: Heard) -> None:
    note = heard.panel.rows["shape"].note
    assert note.isHidden()
    QTest.keyClick(heard.panel.rows["shape"].slider, Qt.Key.Key_Left)
    assert note.isVisible()
    assert note.text()
    QTest.keyClick(heard.panel.rows["shape"].slider, Qt.Key.Key_End)
    assert note.isHidden()


# -- the way back ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NUMBERS)
def test_a_row_is_reset(heard: Heard, name: str) -> None:
    heard.panel.show_swap(OTHER)
    row = heard.panel.rows[name]
    assert row.reset.isVisible()
    row.reset.setFocus()
    QTest.keyClick(row.reset, Qt.Key.Key_Space)
    heard.wait_for(replace(OTHER, **{name: getattr(SwapOptions(), name)}))
    assert row.reset.isHidden()
    assert row.slider.hasFocus()  # not lost with the button
    assert row.slider.value() == row.spin.value()
    QTest.keyClick(row.slider, Qt.Key.Key_Home)
    QTest.keyClick(row.slider, Qt.Key.Key_Right)
    assert row.reset.isVisible()


def test_all_is_reset(heard: Heard) -> None:
    panel = heard.panel
    panel.show_swap(replace(OTHER, tone=Tone.TEMPLATE))
    panel.show_shield(Shield.CARD)
    assert panel.reset_button.isEnabled()
    panel.reset_button.setFocus()
    QTest.keyClick(panel.reset_button, Qt.Key.Key_Space)
    assert heard.swaps == [SwapOptions()]
    assert heard.shields == [GuardOptions().shield]
    assert panel.options == SwapOptions()
    assert panel.tone.value is Tone.ME
    assert all(row.reset.isHidden() for row in panel.rows.values())
    assert not panel.reset_button.isEnabled()
    assert panel.rows["shape"].slider.hasFocus()
    panel.reset_all()
    heard.pause()
    assert len(heard.swaps) == len(heard.shields) == 1  # there was nothing left to change


# -- what is emitted, and when ---------------------------------------------------------------------


def test_showing_emits_nothing(heard: Heard) -> None:
    shown = replace(OTHER, tone=Tone.TEMPLATE)
    heard.panel.show_swap(shown)
    heard.panel.show_shield(Shield.MOSAIC)
    heard.pause()
    assert not heard.swaps
    assert not heard.shields
    assert heard.panel.options == shown
    assert heard.panel.shield.value is Shield.MOSAIC
    for name, row in heard.panel.rows.items():
        assert row.amount == getattr(shown, name)
        assert row.reset.isVisible()
    assert heard.panel.reset_button.isEnabled()


def test_a_drag_is_thinned_out_and_its_last_value_comes(heard: Heard) -> None:
    slider = heard.panel.rows["sharpen"].slider
    for percent in range(1, 51):  # without the event loop: faster than any pace
        slider.setValue(percent)
    assert heard.swaps == [SwapOptions(sharpen=0.01)]  # the first at once
    heard.wait_for(SwapOptions(sharpen=0.5))
    assert len(heard.swaps) == 2


def test_the_last_value_comes_without_the_mouse_being_let_go(heard: Heard) -> None:
    slider = heard.panel.rows["shape"].slider
    start = _handle(slider)
    QTest.mousePress(slider, LEFT, pos=start)
    for x in range(start.x(), 20, -4):
        QTest.mouseMove(slider, QPoint(x, start.y()))
    heard.pause()
    assert heard.swaps[-1] == heard.panel.options
    assert heard.swaps[-1].shape == slider.value() / 100 < 0.2
    QTest.mouseRelease(slider, LEFT, pos=QPoint(20, start.y()))


def test_the_last_value_comes_though_the_panel_goes(heard: Heard) -> None:
    slider = heard.panel.rows["shape"].slider
    slider.setValue(50)
    slider.setValue(40)
    assert heard.swaps == [SwapOptions(shape=0.5)]
    heard.panel.hide()
    assert heard.swaps == [SwapOptions(shape=0.5), SwapOptions(shape=0.4)]


def test_an_echo_does_not_disturb_a_drag(heard: Heard) -> None:
    heard.panel.swap_changed.connect(heard.panel.show_swap)
    slider = heard.panel.rows["shape"].slider
    slider.setValue(50)
    slider.setValue(40)
    slider.setValue(30)
    heard.wait_for(SwapOptions(shape=0.3))
    assert heard.swaps == [SwapOptions(shape=0.5), SwapOptions(shape=0.3)]


def test_what_is_shown_ends_what_was_waiting(heard: Heard) -> None:
    slider = heard.panel.rows["shape"].slider
    slider.setValue(50)
    slider.setValue(40)
    heard.panel.show_swap(OTHER)  # a profile was loaded
    heard.pause()
    assert heard.swaps == [SwapOptions(shape=0.5)]
    assert heard.panel.options == OTHER


# -- the wheel -------------------------------------------------------------------------------------


def test_the_wheel_scrolls_unless_a_value_has_the_focus(qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    panel = ControlsPanel()
    area.setWidgetResizable(True)
    area.setWidget(panel)
    area.resize(360, 260)
    area.show()
    area.activateWindow()
    qtbot.waitActive(area)
    panel.rows["sharpen"].slider.setFocus()
    area.verticalScrollBar().setValue(0)
    row = panel.rows["shape"]
    for part in (row.slider, row.spin):
        area.verticalScrollBar().setValue(0)
        _wheel(part, -1)
        assert area.verticalScrollBar().value() > 0
        assert not part.hasFocus()
        assert panel.options == SwapOptions()
    area.verticalScrollBar().setValue(0)
    for part in (row.slider, row.spin):
        part.setFocus()
        before = panel.options.shape
        _wheel(part, -1)
        assert panel.options.shape < before
        assert area.verticalScrollBar().value() == 0


# -- for those who hear it, and for those who read it ----------------------------------------------


def test_every_control_has_a_name_a_tip_and_the_focus(heard: Heard) -> None:
    panel = heard.panel
    panel.show_swap(OTHER)
    controls = [
        widget
        for kind in (QAbstractButton, QSlider, QSpinBox)
        for widget in panel.findChildren(kind)
    ]
    assert len(controls) == 3 * len(NUMBERS) + len(Tone) + len(Shield) + 1
    names = [c.accessibleName() or getattr(c, "text", str)() for c in controls]
    assert all(names)
    assert len(set(names)) == len(names)
    for control in controls:
        assert control.toolTip()
        assert control.focusPolicy() == Qt.FocusPolicy.StrongFocus
    for name, row in panel.rows.items():
        assert row.slider.toolTip().endswith(f"({name})")
        assert row.ends.left in row.slider.accessibleDescription()
        assert row.ends.right in row.slider.accessibleDescription()
        assert row.name.buddy() is row.slider
    for choice in panel.findChildren(ChoiceButton):
        assert choice.accessibleDescription() == choice.meaning


def test_tab_goes_from_top_to_bottom(heard: Heard) -> None:
    panel = heard.panel
    panel.show_swap(OTHER)
    panel.rows["shape"].slider.setFocus()
    tops = []
    for _ in range(3 * len(NUMBERS) + 2):
        holder = panel.focusWidget()
        row = holder.parentWidget() if isinstance(holder.parentWidget(), SliderRow) else holder
        tops.append(row.mapTo(panel, QPoint()).y())
        QTest.keyClick(holder, Qt.Key.Key_Tab)
    assert tops == sorted(tops)
    assert panel.reset_button.hasFocus()


class _Longer(QTranslator):
    """Every word two fifths longer: as German, but without mercy."""

    def translate(self, _context: str, text: str, *_more: object) -> str:
        def stretch(word: re.Match[str]) -> str:
            return word[0] + word[0][-1] * max(1, round(0.4 * len(word[0])))

        return re.sub(r"(?<!\{)\b[A-Za-z]{2,}\b(?!\})", stretch, text)

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's own name
        return False


@pytest.fixture
def restored(qapp: QApplication) -> Iterator[QApplication]:
    font = qapp.font()
    yield qapp
    qapp.setFont(font)
    theme.apply(qapp, theme.LIGHT)


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [300, 340, 420])
@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
def test_no_text_is_cut_off(
    restored: QApplication, qtbot: QtBot, look: theme.Theme, width: int, scale: float, long: bool
) -> None:
    theme.apply(restored, look)
    font = restored.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    restored.setFont(font)
    translator = _Longer()
    if long:
        restored.installTranslator(translator)
    try:
        side = QFrame()
        side.setObjectName("side")
        panel = ControlsPanel(side)
        qtbot.addWidget(side)
    finally:
        restored.removeTranslator(translator)
    panel.show_swap(OTHER)
    panel.paint(look)
    assert panel.minimumSizeHint().width() <= width
    height = panel.layout().totalHeightForWidth(width)
    side.resize(width, height)
    panel.setGeometry(0, 0, width, height)
    side.show()
    qtbot.waitExposed(side)
    for part in panel.findChildren(QWidget):
        if part.isHidden():
            continue
        assert part.parentWidget().rect().contains(part.geometry()), part
        if isinstance(part, QLabel | ChoiceButton | Ends):
            _assert_readable(part)
        elif isinstance(part, QPushButton):
            words = part.fontMetrics().horizontalAdvance(part.text())
            assert part.width() >= (words if part.text() else part.iconSize().width()) + 16
            assert part.height() >= (part.fontMetrics().height() if part.text() else 16) + 6
        elif isinstance(part, QSpinBox):
            field = part.lineEdit()
            margins = field.textMargins()
            room = field.width() - margins.left() - margins.right()
            assert room >= field.fontMetrics().horizontalAdvance(f"{part.maximum()} %")
            assert field.height() >= field.fontMetrics().height()


def _assert_readable(part: QWidget) -> None:
    """The part draws all of its text: with more room below not one pixel more has ink, and each
    word is narrower than the part."""
    texts = {
        QLabel: lambda p: [p.text()],
        ChoiceButton: lambda p: [p.text(), p.meaning],
        Ends: lambda p: [p.left, p.right],
    }[next(kind for kind in (QLabel, ChoiceButton, Ends) if isinstance(part, kind))](part)
    for word in " ".join(texts).split():
        assert part.fontMetrics().horizontalAdvance(word) <= part.width(), word
    text = " ".join(texts)
    across, down = (22, 14) if part.property("role") == "warning" else (0, 0)  # its padding
    box = QRect(0, 0, part.width() - across, 10_000)
    needed = part.fontMetrics().boundingRect(box, Qt.TextFlag.TextWordWrap, text).height()
    if not isinstance(part, Ends):
        assert part.height() >= needed + down, text
    if isinstance(part, QLabel):
        part.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        if part.property("role") == "warning":
            return  # its ground grows with it
    before = _ink(part)
    assert before
    part.resize(part.width(), part.height() + 200)
    assert _ink(part) == before, text


def _ink(part: QWidget) -> int:
    """Pixels that are not of the ground."""
    image = part.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(image.constBits()).cast("I")
    ground = pixels[len(pixels) - 1]
    return sum(pixel != ground for pixel in pixels)
