"""Every page of the window in light and dark, in English and in German, as pictures in
``out/screens``: for people to look at. What can be checked without looking is checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import Kind, SourceError
from app.paths import root_dir
from app.settings import Settings
from app.ui import theme
from app.ui.closing import ClosingQuestion
from app.ui.first_steps import FirstSteps
from app.ui.language import Translations
from app.ui.mix_dialog import MixDialog
from app.ui.outputs import Output
from app.ui.photoreal_dialog import PhotorealDialog
from app.ui.preferences import Preferences
from app.ui.profiles import ProfileDialog
from app.ui.side import FACES, LOOK, NUMBERS, OUTPUT
from tests.ui.conftest import Opener, Session

FOLDER = root_dir() / "out" / "screens"
THEMES = {"light": theme.LIGHT, "dark": theme.DARK}


@pytest.fixture(params=["en", "de"])
def language(request: pytest.FixtureRequest, translations: Translations) -> Iterator[str]:
    translations.speak(request.param)
    yield request.param
    translations.speak("en")


@pytest.fixture(params=sorted(THEMES))
def colours(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[theme.Theme]:
    theme.apply(qapp, THEMES[request.param])
    yield THEMES[request.param]
    theme.apply(qapp, theme.LIGHT)


class Album:
    """A folder of numbered pictures."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()
        self.pages: dict[str, np.ndarray] = {}

    def take(self, widget: QWidget, name: str) -> None:
        picture: QPixmap = widget.grab()
        assert picture.save(str(self._folder / f"{len(self.pages) + 1:02d}-{name}.png"))
        image = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
        lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
        self.pages[name] = lines[:, : image.width() * 3].reshape(image.height(), -1, 3).copy()


def test_every_page(
    open_session: Opener, colours: theme.Theme, language: str, qtbot: object
) -> None:
    album = Album(FOLDER / f"{language}-{colours.name}")
    session = open_session(preferences=Preferences(Settings()))
    _window(session, album)
    _dialogs(session, album)
    for name, page in album.pages.items():
        assert page.std() > 5, f"{name} is empty"
    # Dark is dark, light is light; but for the stage, which is dark in both.
    faces = album.pages["faces"]
    panel = int(np.median(faces[:, -60:]))
    assert (panel > 128) == (colours is theme.LIGHT)
    assert len({page.tobytes() for page in album.pages.values()}) == len(album.pages)


def _window(session: Session, album: Album) -> None:
    window = session.window
    session.wait_for_gallery()
    album.take(window, "stopped")
    session.start()
    session.wait(lambda: window.numbers is None)
    for tab, name in ((FACES, "faces"), (LOOK, "look"), (OUTPUT, "output"), (NUMBERS, "numbers")):
        window.tabs.setCurrentIndex(tab)
        session.qtbot.wait(700)
        album.take(window, name)
    window.tabs.setCurrentIndex(FACES)
    window.actions_["view.side"].trigger()
    session.qtbot.wait(400)
    album.take(window, "side-by-side")
    window.actions_["view.output"].trigger()
    window.actions_["session.shield"].trigger()
    session.qtbot.wait(400)
    album.take(window, "shielded")
    error = SourceError("gone", kind=Kind.CAMERA_GONE, what="Webcam")
    session.controller.failed.emit(error)
    window.resize(window.minimumSize())
    session.qtbot.wait(300)
    album.take(window, "small-with-a-fault")
    assert not session.controller.outputs.on(Output.RECORDING)


def _dialogs(session: Session, album: Album) -> None:
    window, controller = session.window, session.controller
    steps = FirstSteps(
        controller.cameras, controller.faces, controller.template_id, controller.run, window
    )
    steps.show()
    for page in range(steps.pages.count()):
        steps._turn_to(page)
        session.qtbot.wait(300)
        album.take(steps, f"first-steps-{page + 1}")
    steps.close()
    window.show_models()
    dialogs = {
        "photoreal": PhotorealDialog(controller.installation, window),
        "mix": MixDialog(controller.new_mixer(), controller.faces, window),
        "closing": ClosingQuestion(window, tray=True),
        "profile": ProfileDialog(Settings(), window),
        "models": window.dialogs["models"],
    }
    for name, dialog in dialogs.items():
        dialog.show()
        session.qtbot.wait(300)
        album.take(dialog, name)
        dialog.close()
