"""The key that works everywhere: on a real X server, while another program has the focus."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.ui.global_key import PANIC_KEY, GlobalKey
from tests.support.desktop import Desktop, x_server

PATIENCE = 60

linux = pytest.mark.skipif(sys.platform != "linux", reason="X11 is Linux's")

_APP = """
import sys
from PySide6.QtWidgets import QApplication
from app.ui.global_key import GlobalKey

app = QApplication([])
assert app.platformName() == "xcb", app.platformName()
key = GlobalKey(*sys.argv[1:])
key.pressed.connect(lambda: print("pressed", flush=True))
print(f"{key.grab()}: {key.note}", flush=True)
app.exec()
"""

_OTHER = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

app = QApplication([])

class Window(QWidget):
    def focusInEvent(self, event):
        print("focus", flush=True)
    def keyPressEvent(self, event):
        if event.text().strip() and event.text().isprintable():
            print("key", event.text(), flush=True)

window = Window()
window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
window.setWindowTitle("another program")
window.show()
print("shown", int(window.winId()), flush=True)
app.exec()
"""


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with x_server() as opened:
        yield opened


def _focused_other(desktop: Desktop) -> Callable[[], str]:
    """Another program that has the focus, and gets what is typed."""
    other = desktop.program(_OTHER)
    word, window = other().split()
    assert word == "shown"
    deadline = time.monotonic() + PATIENCE
    while True:  # a window has no focus to take before the server shows it
        done = subprocess.run(
            ["xdotool", "windowfocus", window], env=desktop.environment, check=False
        )
        if done.returncode == 0:
            break
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert other() == "focus"
    desktop.type("q")
    assert other() == "key q"
    return other


@linux
def test_it_is_heard_while_another_program_has_the_focus(desktop: Desktop) -> None:
    app = desktop.program(_APP)
    assert app() == f"True: {PANIC_KEY} shields at once, whichever program you are in."
    other = _focused_other(desktop)
    for locks in ([], ["Num_Lock"], ["Caps_Lock"], ["Num_Lock"]):  # none, one, both, one
        if locks:
            desktop.type(*locks)
        desktop.type("ctrl+alt+shift+p")
        assert app() == "pressed"
    desktop.type("Caps_Lock")
    # Fewer modifiers are another key, and the other program's own.
    desktop.type("ctrl+alt+p", "p", "ctrl+alt+shift+o", "z")
    assert other() == "key p"
    assert other() == "key z"
    desktop.type("ctrl+alt+shift+p")
    assert app() == "pressed"


@linux
@pytest.mark.parametrize(("key", "typed"), [("Ctrl+F9", "ctrl+F9"), ("Meta+1", "super+1")])
def test_other_keys(desktop: Desktop, key: str, typed: str) -> None:
    app = desktop.program(_APP, key)
    assert app().startswith("True: ")
    _focused_other(desktop)
    desktop.type(typed)
    assert app() == "pressed"


@linux
def test_a_key_that_another_program_has_is_told(desktop: Desktop) -> None:
    first = desktop.program(_APP)
    assert first().startswith("True: ")
    assert desktop.program(_APP)() == (
        "False: Another program has taken this key: the shield key works while Understudy's "
        "window or its icon beside the clock is used."
    )
    desktop.type("ctrl+alt+shift+p")
    assert first() == "pressed"
    desktop.end_program(0)  # the server takes it back from the dead
    assert desktop.program(_APP)().startswith("True: ")


_AGAIN = """
from PySide6.QtWidgets import QApplication
from app.ui.global_key import GlobalKey

app = QApplication([])
keys = [GlobalKey() for _ in range(100)]
for one in keys:
    if not one.grab():
        print(one.note, flush=True)
    one.release()
print("all", flush=True)
"""


@linux
def test_a_key_that_is_given_back_can_be_had_at_once(desktop: Desktop) -> None:
    """A window in another language takes it from the one before."""
    assert desktop.program(_AGAIN)() == "all"


@linux
def test_the_key_moves_with_the_layout(desktop: Desktop) -> None:
    """On a Dvorak keyboard P lies elsewhere."""
    if shutil.which("setxkbmap") is None:
        pytest.skip("setxkbmap is not installed: no layout was changed")
    app = desktop.program(_APP)
    assert app().startswith("True: ")
    desktop.run("setxkbmap", "dvorak")
    _focused_other(desktop)  # by then the app had the news: it came before this one's own
    desktop.type("ctrl+alt+shift+p")
    assert app() == "pressed"


# -- where there is none ---------------------------------------------------------------------------


def test_without_x11_it_says_where_the_key_works(qtbot: QtBot) -> None:
    key = GlobalKey()
    assert not key.supported
    assert not key.grab()
    assert "works while Understudy's window or its icon beside the clock is used" in key.note
    key.release()


@linux
@pytest.mark.parametrize(
    "wayland", [{"WAYLAND_DISPLAY": "wayland-0"}, {"XDG_SESSION_TYPE": "wayland"}]
)
def test_an_x_window_on_wayland_promises_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, wayland: dict[str, str]
) -> None:
    for name, value in wayland.items():
        monkeypatch.setenv(name, value)
    key = GlobalKey()
    assert not key.grab()
    assert "Wayland gives no program a key everywhere" in key.note


@pytest.mark.parametrize("key", ["", "P", "Ctrl", "Ctrl+A, Ctrl+B", "Ctrl+Ä", "Ctrl+Left"])
def test_keys_that_cannot_be(qtbot: QtBot, key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        GlobalKey(key)
