"""The icon beside the clock."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QAction, QColor, QImage, QPixmap
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.ui import trust
from app.ui.actions import COMMANDS, Actions, Status
from app.ui.controller import Phase
from app.ui.theme import DARK, LIGHT
from app.ui.tray import _BADGES, SIZES, Tray, badged, bring_up, state_icon
from app.ui.trust import Told, Trust
from tests.ui.test_parts import _contrast

PATIENCE = 60


class Desk:
    """A window with every command, and its tray."""

    def __init__(self, qtbot: QtBot) -> None:
        self.given: list[str] = []
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.actions = Actions(
            self.window,
            {command.id: lambda *_on, id=command.id: self.given.append(id) for command in COMMANDS},
        )
        self.actions.fill(self.window.menuBar())
        self.tray = Tray(self.actions, self.window)
        self.window.show()

    def entry(self, text: str) -> QAction:
        """What the menu shows under that name."""
        actions = [*self.tray.menu.actions(), *self.tray.profiles_menu.actions()]
        return next(a for a in actions if a.text().replace("&", "") == text)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qtbot)
    yield made
    made.tray.hide()


def test_the_commands_are_the_window_s_own(desk: Desk) -> None:
    ids = ["start", "stop", "shield", "resume", "virtual_camera"]
    shown = desk.tray.menu.actions()
    for command in [*(f"session.{id_}" for id_ in ids), "file.quit"]:
        assert desk.actions[command] in shown
    desk.actions.update(Status(Phase.STOPPED, panic=False))
    assert desk.entry("Start").isEnabled()
    assert not desk.entry("Shield now").isEnabled()
    desk.actions.update(Status(Phase.RUNNING, panic=False))
    assert desk.entry("Shield now").isEnabled()
    desk.entry("Shield now").trigger()
    desk.entry("Quit").trigger()
    assert desk.given == ["session.shield", "file.quit"]


def test_every_entry_has_a_letter_of_its_own(desk: Desk) -> None:
    desk.tray.show_profiles(["Work"])
    for up in (True, False):
        desk.window.setVisible(up)
        texts = [action.text() for action in desk.tray.menu.actions() if action.text()]
        letters = [text[text.index("&") + 1].lower() for text in texts]
        assert len(set(letters)) == len(texts), texts


def test_profiles(desk: Desk, qtbot: QtBot) -> None:
    submenu = desk.tray.profiles_menu.menuAction()
    assert not submenu.isVisible()
    desk.tray.show_profiles(["Work & play", "Friends"], "Friends")
    assert submenu.isVisible()
    shown = desk.tray.profiles_menu.actions()
    assert [action.text() for action in shown] == ["Work && play", "Friends"]
    assert [action.isChecked() for action in shown] == [False, True]
    with qtbot.waitSignal(desk.tray.profile_chosen) as chosen:
        shown[0].trigger()
    assert chosen.args == ["Work & play"]
    assert [action.isChecked() for action in shown] == [True, False]
    desk.tray.show_profiles(["Only"])
    assert [action.text() for action in desk.tray.profiles_menu.actions()] == ["Only"]
    desk.tray.show_profiles([])
    assert not submenu.isVisible()


def test_the_state_is_told_in_words(desk: Desk) -> None:
    assert "Stopped" in desk.tray.icon.toolTip()
    desk.tray.tell(Told(Trust.COVERED, "Covered", "2 people seen"))
    assert desk.tray.icon.toolTip() == "Understudy – Covered\n2 people seen"
    desk.tray.tell(trust.panicked())
    assert "Shielding" in desk.tray.icon.toolTip()


# -- without a tray --------------------------------------------------------------------------------


def test_without_a_tray_nothing_hides(desk: Desk) -> None:
    desk.tray.show()
    assert not desk.tray.available
    desk.tray.toggle_window()
    assert desk.window.isVisible()
    assert desk.tray.toggle_action.text() == "&Hide window"


def test_a_hidden_or_minimized_window_comes_back(desk: Desk) -> None:
    desk.window.showMinimized()
    assert desk.tray.toggle_action.text() == "Sho&w window"
    desk.tray.toggle_window()
    assert desk.window.isVisible()
    assert not desk.window.isMinimized()
    desk.window.hide()
    assert desk.tray.toggle_action.text() == "Sho&w window"
    bring_up(desk.window)
    assert desk.window.isVisible()


def test_a_maximized_window_comes_back_maximized(desk: Desk) -> None:
    desk.window.showMaximized()
    desk.window.hide()
    bring_up(desk.window)
    assert desk.window.isMaximized()


# -- the icon --------------------------------------------------------------------------------------


def _alpha(pixmap: QPixmap) -> NDArray[np.uint8]:
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = np.frombuffer(image.constBits(), np.uint8)
    return pixels.reshape(image.height(), image.width(), 4)[..., 3].copy()


@pytest.mark.parametrize("size", SIZES)
def test_states_differ_in_shape_alone(qtbot: QtBot, size: int) -> None:
    """By what is there and what is not, whatever the colours."""
    shapes = {state: _alpha(badged(state, size)) > 90 for state in Trust}
    for one, other in combinations(Trust, 2):
        differ = np.count_nonzero(shapes[one] != shapes[other])
        assert differ >= 0.02 * size * size, (one, other, differ)


@pytest.mark.parametrize("state", Trust)
def test_badges_stand_out_on_any_panel(state: Trust) -> None:
    badge = _BADGES[state]
    for panel in (LIGHT.window, DARK.window):
        assert _contrast(badge.ground, panel) >= 3
    assert _contrast(badge.sign, badge.ground) >= 3
    assert QColor(badge.ground).isValid()


@pytest.mark.parametrize("state", Trust)
def test_every_usual_size_is_drawn(qtbot: QtBot, state: Trust) -> None:
    assert sorted(size.width() for size in state_icon(state).availableSizes()) == sorted(SIZES)


# -- a real tray -----------------------------------------------------------------------------------

_PANEL = """
from PySide6.QtCore import ClassInfo, Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

app = QCoreApplication([])

@ClassInfo({"D-Bus Interface": "org.kde.StatusNotifierWatcher"})
class Watcher(QObject):
    @Slot(str)
    def RegisterStatusNotifierItem(self, item):
        print("item", flush=True)
    @Property(bool, constant=True)
    def IsStatusNotifierHostRegistered(self):
        return True

watcher = Watcher()
bus = QDBusConnection.sessionBus()
option = QDBusConnection.RegisterOption
assert bus.registerObject(
    "/StatusNotifierWatcher", watcher, option.ExportAllSlots | option.ExportAllProperties
)
assert bus.registerService("org.kde.StatusNotifierWatcher")
print("ready", flush=True)
app.exec()
"""

_APP = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
from app.ui import theme
from app.ui.actions import COMMANDS, Actions
from app.ui.tray import Tray

app = QApplication([])
app.setQuitOnLastWindowClosed(False)
window = QMainWindow()
actions = Actions(window, {command.id: lambda *_: None for command in COMMANDS})
tray = Tray(actions, window)
window.show()
print(tray.available)
tray.show()
print(tray.available)
tray.toggle_window()
print(window.isVisible(), tray.toggle_action.text())
tray.toggle_window()
print(window.isVisible(), tray.toggle_action.text())
tray.hide()
print(tray.available)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="D-Bus trays are Linux's")
def test_a_desktop_with_a_tray() -> None:
    daemon, server = shutil.which("dbus-daemon"), shutil.which("xvfb-run")
    if daemon is None or server is None:
        pytest.skip("dbus-daemon or xvfb-run is not installed: no icon was put in a tray")
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE")
    kept = {name: value for name, value in os.environ.items() if name not in names}
    bus = subprocess.Popen(
        [daemon, "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert bus.stdout is not None
    environment = {**kept, "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
    panel = subprocess.Popen(
        [sys.executable, "-c", _PANEL], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert panel.stdout is not None
        assert panel.stdout.readline().strip() == "ready"
        app = subprocess.run(
            [server, "-a", sys.executable, "-c", _APP],
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
    finally:
        for process in (panel, bus):
            process.kill()
            process.communicate()
    assert app.stdout.splitlines() == [
        "False",
        "True",
        "False Sho&w window",
        "True &Hide window",
        "False",
    ], app.stderr
