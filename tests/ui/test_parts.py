"""The parts of the window, each by itself."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from pytestqt.qtbot import QtBot

from app.errors import SourceError, UnderstudyError
from app.frame import SafeFrame, Verdict
from app.paths import assets_dir
from app.pipeline.sources.camera import Camera
from app.ui import theme, trust
from app.ui.actions import COMMANDS, Status
from app.ui.controller import Phase
from app.ui.main_window import MainWindow
from app.ui.source_picker import SourcePicker
from app.ui.theme import DARK, LIGHT, Theme, Tone
from app.ui.trust import Trust
from app.ui.worker import run_job
from tests.ui.conftest import Opener


def test_qt_does_not_use_up_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 takes a reference to None with every call that returns nothing; before
    Python 3.12, where None became immortal, that ends the process within minutes."""
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(1000):
        widget.update()
    assert sys.getrefcount(None) - before > -500


# -- colours ---------------------------------------------------------------------------------------


def _luminance(colour: str) -> float:
    """WCAG 2.2's relative luminance."""
    rgb = [c / 255 for c in QColor(colour).getRgb()[:3]]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_text_can_be_read(look: Theme) -> None:
    tones = [look.accent, look.covered, look.shielding, look.idle, look.error, look.stage]
    tones += [
        Tone(text, ground)
        for text in (look.text, look.muted)
        for ground in (look.window, look.panel, look.field)
    ]
    tones.append(Tone(look.accent.text, look.accent_hover))
    tones.append(Tone(look.accent.ground, look.panel))  # the quiet button
    tones.append(Tone(look.shielding.text, look.window))  # a share that is too large
    for tone in tones:
        assert _contrast(tone.text, tone.ground) >= 4.5, tone
    for line in (look.outline, look.accent.ground):
        assert _contrast(line, look.panel) >= 3


# -- commands --------------------------------------------------------------------------------------


def test_the_button_keeps_the_focus_of_the_keyboard(open_session: Opener, qtbot: QtBot) -> None:
    """Though it is another command's now, and was disabled in between."""
    session = open_session()
    session.wait_for_gallery()
    button = session.window.start_button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    session.wait_until_told(Trust.COVERED)
    assert button.hasFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    session.wait_for(Phase.STOPPED)
    assert button.hasFocus()


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("panic", [False, True])
def test_a_key_means_one_thing_at_a_time(phase: Phase, panic: bool) -> None:
    status = Status(phase, panic)
    keys = [
        QKeySequence(command.key).toString()
        for command in COMMANDS
        if command.key and command.enabled_when(status)
    ]
    assert len(keys) == len(set(keys))
    assert all(keys)


def test_commands_are_there_once() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))
    for command in COMMANDS:
        if command.icon:
            assert (assets_dir() / "icons" / f"{command.icon}.svg").is_file()


@pytest.mark.parametrize("state", list(Trust))
def test_every_state_has_an_icon(state: Trust) -> None:
    assert (assets_dir() / "icons" / f"{state.value}.svg").is_file()


# -- what is told ----------------------------------------------------------------------------------


def _frame(verdict: Verdict, reason: str = "", faces: int = 1) -> SafeFrame:
    return SafeFrame(np.zeros((2, 2, 3), np.uint8), verdict, reason, faces, 0, 0.0)


def test_shielding_is_told_at_once_and_covered_after_a_whole_interval() -> None:
    watch = trust.Watch()
    assert watch.interval_over() is None
    told = watch.saw(_frame(Verdict.SHIELDED, "the head is turned too far"))
    assert told is not None
    assert told.headline == "Shielding: the head is turned too far"
    assert watch.saw(_frame(Verdict.SWAPPED)) is None
    told = watch.interval_over()
    assert told is not None
    assert told.trust is Trust.SHIELDING
    assert watch.saw(_frame(Verdict.SWAPPED, faces=2)) is None
    told = watch.interval_over()
    assert told is not None
    assert (told.trust, told.detail) == (Trust.COVERED, "2 people seen")


def test_an_empty_room_is_not_called_covered() -> None:
    assert trust.told(_frame(Verdict.EMPTY, faces=0)).trust is Trust.EMPTY


# -- the worker ------------------------------------------------------------------------------------


def test_a_worker_relays_what_came_of_it(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    import threading

    came: list[object] = []
    threads: list[threading.Thread] = []

    def done(result: object) -> None:
        came.append(result)
        threads.append(threading.current_thread())

    def known() -> None:
        raise SourceError("the camera is busy")

    def unknown() -> None:
        raise ZeroDivisionError("oops")

    run_job("a", lambda: 42, done, done)
    qtbot.waitUntil(lambda: len(came) == 1)
    run_job("b", known, done, done)
    qtbot.waitUntil(lambda: len(came) == 2)
    run_job("c", unknown, done, done)
    qtbot.waitUntil(lambda: len(came) == 3)
    assert came[0] == 42
    assert isinstance(came[1], SourceError)
    assert isinstance(came[2], UnderstudyError)
    assert "oops" in str(came[2])
    assert set(threads) == {threading.main_thread()}
    assert "ZeroDivisionError" in caplog.text


# -- the source picker -----------------------------------------------------------------------------


def test_the_picker_lists_cameras_by_name(qtbot: QtBot) -> None:
    picker = SourcePicker()
    qtbot.addWidget(picker)
    picker.show_cameras([Camera(0, "FaceTime HD", 0, 0), Camera(2, "USB cam", 0, 2)])
    picker.mark("camera:2")
    titles = [picker.itemText(row) for row in range(picker.count())]
    assert titles == ["FaceTime HD", "USB cam", "Demo clip", "", "Open file…"]
    assert picker.currentText() == "USB cam"
    with qtbot.waitSignal(picker.chosen) as chosen:
        picker.activated.emit(2)
    assert chosen.args == ["demo"]
    with qtbot.waitSignal(picker.file_wanted):
        picker.activated.emit(4)
    assert picker.currentText() == "USB cam"  # nothing was chosen yet


def test_a_camera_that_went_stays_what_was_asked_for(qtbot: QtBot) -> None:
    picker = SourcePicker()
    qtbot.addWidget(picker)
    picker.mark("camera:7")
    picker.show_cameras([Camera(0, "FaceTime HD", 0, 0)])
    assert picker.itemData(picker.currentIndex(), Qt.ItemDataRole.UserRole) == "camera:7"


# -- looks ----------------------------------------------------------------------------------------


def test_the_theme_changes_while_the_window_is_open(
    open_session: Opener, qapp: QApplication
) -> None:
    session = open_session()
    session.wait_for_gallery()
    try:
        theme.apply(qapp, DARK)
        session.wait(lambda: _brightness(session.window.menuBar()) < 60)
        side = session.window.findChild(QFrame, "side")
        assert side is not None
        ground = side.grab().toImage().pixelColor(2, 2)
        assert ground == QColor(DARK.panel)
    finally:
        theme.apply(qapp, LIGHT)
    session.wait(lambda: _brightness(session.window.menuBar()) > 200)


def _brightness(widget: QWidget) -> float:
    return widget.grab().toImage().scaled(1, 1).pixelColor(0, 0).lightnessF() * 255


# -- for everyone ----------------------------------------------------------------------------------


def test_every_control_has_a_name_and_can_be_reached_by_tab(open_session: Opener) -> None:
    session = open_session()
    session.wait_for_gallery()
    window: MainWindow = session.window
    controls = [
        window.source_picker,
        *window.compare.buttons,
        window.tabs.tabBar(),
        window.mirror,
        window.more_button,
        window.gallery,
        window.virtual_camera,
        window.start_button,
        window.strip.shield_button,
    ]
    for control in controls:
        assert control.accessibleName() or control.text(), control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control
    for item in window.gallery.items_():
        assert ":" in item.data(Qt.ItemDataRole.AccessibleTextRole)
