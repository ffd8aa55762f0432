"""Real windows, drawn offscreen, around the real engine."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.paths import assets_dir
from app.templates.library import TemplateLibrary
from app.ui import theme
from app.ui.controller import Choice, Controller, Phase
from app.ui.garbage import Garbage
from app.ui.language import Translations
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.trust import Trust

PATIENCE_MS = 60_000
"""A bound against waiting for ever, not a measure: the machine may be busy."""


@pytest.fixture(scope="session", autouse=True)
def translations(qapp: QApplication) -> Translations:
    """Whoever has another language spoken puts English back. Windows are light."""
    theme.apply(qapp, theme.LIGHT)
    translations = Translations(qapp)
    translations.speak("en")
    return translations


@pytest.fixture(autouse=True)
def garbage(qapp: QApplication) -> Iterator[Garbage]:
    """As in the app: no thread but this one takes apart what leads to itself."""
    one = Garbage(qapp)
    yield one
    one.close()


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few seconds of one face: the demo clip, or the astronaut wandering."""
    demo = assets_dir() / "demo" / "demo.mp4"
    if demo.is_file():
        return demo
    pytest.importorskip("skimage")
    from tests.support.clips import wandering_face, write

    return write(tmp_path_factory.mktemp("clip") / "face.mp4", wandering_face(60))


class Session:
    """A window and its controller, with what tests ask of them."""

    def __init__(
        self,
        qtbot: QtBot,
        choice: Choice,
        open_library: Callable[[], TemplateLibrary],
        preferences: Preferences | None,
    ) -> None:
        self.qtbot = qtbot
        self.controller = Controller(choice, open_library)
        self.window = MainWindow(self.controller, preferences)
        self.window.show()
        self.window.activateWindow()

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def wait_for_gallery(self) -> None:
        gallery, banner = self.window.gallery, self.window.banner
        self.wait(lambda: gallery.count() or banner.text)
        assert gallery.count(), banner.text

    def choose(self, template_id: str) -> None:
        """Picks a face in the gallery."""
        item = self.window.gallery.item_of(template_id)
        assert item is not None
        self.window.gallery.setCurrentItem(item)

    def wait_until_on(self, template_id: str) -> None:
        self.wait(lambda: self.controller.template_id == template_id)

    @property
    def marked(self) -> str | None:
        """Id of the face that the gallery shows as the one that is on."""
        item = self.window.gallery.currentItem()
        return None if item is None else self.window.gallery.id_of(item)

    def wait_for(self, phase: Phase) -> None:
        self.wait(lambda: self.controller.phase is phase)

    def wait_until_told(self, trust: Trust) -> None:
        self.wait(lambda: self.window.strip.told.trust is trust)

    def start(self) -> None:
        """Presses the button, and waits until the face is covered."""
        self.wait_for_gallery()
        self.window.start_button.click()
        self.wait_until_told(Trust.COVERED)

    def close(self) -> None:
        """Closes the window and waits until nothing of it is left."""
        self.window.quit()
        self.wait(lambda: self.controller.idle and not self.window.isVisible())


Opener = Callable[..., Session]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where this test's user keeps packs and blends; not there yet."""
    return tmp_path / "home" / "templates"


@pytest.fixture
def open_session(qtbot: QtBot, clip: Path, home: Path) -> Iterator[Opener]:
    """Opens windows on the clip; afterwards no thread and no open clip may be left."""
    before = set(threading.enumerate())
    sessions: list[Session] = []

    def opener(
        choice: Choice | None = None,
        open_library: Callable[[], TemplateLibrary] | None = None,
        preferences: Preferences | None = None,
    ) -> Session:
        opened = open_library or (lambda: TemplateLibrary(home=home))
        sessions.append(Session(qtbot, choice or Choice(source=str(clip)), opened, preferences))
        return sessions[-1]

    yield opener
    for session in sessions:
        session.close()
        session.window.deleteLater()
    left = set(threading.enumerate()) - before
    assert not left, f"threads are left: {left}"
    if sys.platform == "linux":
        held = [fd for fd in Path("/proc/self/fd").iterdir() if _points_to(fd, clip)]
        assert not held, "the clip is still open"


def _points_to(fd: Path, path: Path) -> bool:
    try:
        return fd.readlink() == path
    except OSError:
        return False
