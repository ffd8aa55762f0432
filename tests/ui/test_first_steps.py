"""The first start: three steps to a running session, by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.doctor import Finding
from app.pipeline.sources.camera import Camera
from app.ui import cameras as cameras_module
from app.ui import first_steps as first_steps_module
from app.ui.controller import Choice
from app.ui.first_steps import CALL, CAMERA, LIMITS, FirstSteps
from app.ui.preferences import Preferences
from app.ui.trust import Trust
from tests.ui.conftest import Opener, Session


def opened(session: Session) -> FirstSteps:
    session.wait_for_gallery()
    session.window.show_first_steps()
    dialog = session.window.dialogs["first steps"]
    assert isinstance(dialog, FirstSteps)
    return dialog


def test_from_the_first_start_to_a_covered_face(open_session: Opener, qtbot: QtBot) -> None:
    preferences = Preferences()
    session = open_session(Choice(source="demo"), preferences=preferences)
    dialog = opened(session)
    seen = []
    for _ in range(LIMITS):
        seen.append(dialog.pages.currentIndex())
        if dialog.pages.currentIndex() == 1:
            item = dialog.gallery.item_of("builtin/kofi")
            assert item is not None
            dialog.gallery.setCurrentItem(item)
            session.wait_until_on("builtin/kofi")
            assert session.marked == "builtin/kofi"
        qtbot.keyClick(dialog.next, Qt.Key.Key_Space)
    assert seen == [CAMERA, 1, CALL]
    assert dialog.pages.currentIndex() == LIMITS
    qtbot.keyClick(dialog.next, Qt.Key.Key_Space)
    session.wait(lambda: "first steps" not in session.window.dialogs)
    session.wait_until_told(Trust.COVERED)
    assert preferences.settings.seen_first_steps


def test_it_can_be_left_at_once_and_read_again(open_session: Opener, qtbot: QtBot) -> None:
    preferences = Preferences()
    session = open_session(Choice(source="demo"), preferences=preferences)
    dialog = opened(session)
    dialog.later.click()
    session.wait(lambda: "first steps" not in session.window.dialogs)
    assert preferences.settings.seen_first_steps
    qtbot.keyClick(session.window, Qt.Key.Key_F1)
    again = session.window.dialogs["first steps"]
    assert isinstance(again, FirstSteps)
    assert not again.back.isEnabled()
    again.next.click()
    assert again.back.isEnabled()
    again.back.click()
    assert again.pages.currentIndex() == CAMERA


def test_cameras_are_told_as_they_come(
    open_session: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugged: list[Camera] = []
    monkeypatch.setattr(cameras_module, "list_cameras", lambda: list(plugged))
    monkeypatch.setattr(cameras_module, "camera_modes", lambda camera: [])
    session = open_session(Choice(source="demo"))
    dialog = opened(session)
    session.wait(lambda: "No camera" in dialog.camera_line.text())
    plugged.append(Camera(0, "Built-in", 200, 0))
    session.controller.cameras.read()
    session.wait(lambda: "Built-in" in dialog.camera_line.text())


@pytest.mark.parametrize("there", [True, False])
def test_the_virtual_camera_is_looked_for(
    open_session: Opener, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    text = "Understudy" if there else "there is none: type `this`"
    monkeypatch.setattr(
        first_steps_module, "virtual_camera", lambda: Finding("virtual camera", there, text)
    )
    session = open_session(Choice(source="demo"))
    dialog = opened(session)
    dialog._turn_to(CALL)
    session.wait(lambda: text.lower() in dialog.call_line.text().lower())
    assert dialog.call_line.property("role") == ("info" if there else "warning")


def test_what_is_found_after_it_was_closed_does_no_harm(
    open_session: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(Choice(source="demo"))
    dialog = opened(session)
    dialog._turn_to(CALL)
    dialog.reject()
    session.wait(lambda: session.controller.idle)
    assert session.window.isVisible()
