"""The whole program on a real X server, worked by keyboard and mouse, from the first start on."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.frame import Image
from app.ui import theme
from tests.support.desktop import Desktop, x_server

PATIENCE = 120
WIDTH, HEIGHT = 1280, 860

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="X11 is Linux's")

_SCREENSHOT = """
import sys
from PySide6.QtGui import QGuiApplication

app = QGuiApplication([])
app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""


class Program:
    """The app as a person meets it: nothing of it is reached but by keys, clicks and looking."""

    def __init__(self, desktop: Desktop, home: Path) -> None:
        self._desktop, self._home = desktop, home
        folders = {
            f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE")
        }
        self.process = desktop.start(
            [sys.executable, "-m", "app"],
            {**folders, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "LC_ALL": "C.UTF-8"},
        )

    def window(self, title: str) -> str:
        """Number of the visible window of that title, once it is there and has the focus."""

        def found() -> str:
            said = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"],
                env=self._desktop.environment,
                capture_output=True,
                text=True,
                check=False,
            )
            return said.stdout.split()[0] if said.stdout.split() else ""

        wait(found, f"the window “{title}”")
        number = found()
        self._desktop.run("xdotool", "windowfocus", "--sync", number)
        return number

    def looks(self) -> Image:
        """The screen, BGR."""
        path = self._home / "screen.png"
        self._desktop.run(sys.executable, "-c", _SCREENSHOT, str(path))
        picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
        assert picture is not None
        return np.asarray(picture, np.uint8)

    def shows(self, tone: theme.Tone) -> bool:
        """Whether the strip has the colour of a state: more of it than any icon has."""
        red, green, blue = (int(tone.ground[i : i + 2], 16) for i in (1, 3, 5))
        near = np.abs(self.looks().astype(int) - (blue, green, red)).max(2) <= 2
        return int(near.sum()) > 12_000

    def settings(self) -> dict[str, object]:
        path = self._home / "config" / "Understudy" / "settings.json"
        read: dict[str, object] = json.loads(path.read_text())
        return read


def wait(condition: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"{what} did not come"
        time.sleep(0.2)


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with x_server(f"{WIDTH}x{HEIGHT}x24") as opened:
        yield opened


def test_from_the_first_start_to_a_covered_face_and_back(desktop: Desktop, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    program = Program(desktop, home)
    light = theme.LIGHT
    program.window("First steps")
    for _ in range(3):  # camera, face, call
        desktop.type("Return")
        time.sleep(0.5)
    assert not program.shows(light.covered)
    desktop.type("Return")  # "Start now"
    wait(lambda: program.shows(light.covered), "the covered face")
    screen = program.looks()
    assert screen[80:500, 60:700].std() > 20, "the preview shows nothing"

    main = program.window("Understudy")
    desktop.type("Escape")
    wait(lambda: program.shows(light.shielding), "the shield")
    assert not program.shows(light.covered)
    desktop.type("shift+Escape")
    wait(lambda: program.shows(light.covered), "the covered face again")

    desktop.type("ctrl+Return")
    wait(lambda: not program.shows(light.covered), "the end of the session")
    # Once more with the mouse: the large button at the lower right of the window.
    said = subprocess.run(
        ["xdotool", "getwindowgeometry", "--shell", main],
        env=desktop.environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    place = dict(line.split("=") for line in said.split() if "=" in line)
    x = int(place["X"]) + int(place["WIDTH"]) - 160
    y = int(place["Y"]) + int(place["HEIGHT"]) - 36
    desktop.run("xdotool", "mousemove", str(x), str(y), "click", "1")
    wait(lambda: program.shows(light.covered), "the face that a click put on")

    desktop.type("ctrl+q")
    assert program.process.wait(PATIENCE) == 0
    assert program.settings()["seen_first_steps"] is True
