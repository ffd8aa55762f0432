"""What the window shows and changes while it runs: comparing, the look, the meter, cameras."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.errors import ModelError
from app.evaluation.meter import open_present
from app.frame import Image, Shield
from app.pipeline.engine import EngineOptions
from app.pipeline.guard import GuardOptions
from app.pipeline.sources import camera as camera_module
from app.pipeline.sources.camera import Camera, CameraMode
from app.pipeline.swap.options import SwapOptions
from app.settings import Profile, Settings, SettingsFile, WhenClosing
from app.ui import cameras as cameras_module
from app.ui import capture as capture_module
from app.ui.application import _choice as choice_of
from app.ui.closing import ClosingQuestion
from app.ui.controller import Choice, Phase
from app.ui.mode_picker import ModePicker
from app.ui.preferences import Preferences
from app.ui.preview_sink import Compare
from app.ui.profiles import ProfileDialog
from app.ui.side import NUMBERS
from app.ui.start_at_login import start_at_login
from app.ui.trust import Trust
from tests.ui.conftest import Opener, Session


def _is(session: Session, compare: Compare) -> bool:
    view = session.window.preview.view
    return view is not None and (view.raw is not None) == (compare is not Compare.OUTPUT)


def test_comparing_by_key_and_by_button(open_session: Opener, qtbot: QtBot) -> None:
    session = open_session()
    window = session.window
    session.start()
    assert window.preview.view is not None
    assert window.preview.view.raw is None
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.preview.compare is Compare.SPLIT
    session.wait(lambda: _is(session, Compare.SPLIT))
    view = window.preview.view
    assert view is not None
    assert view.raw is not None
    assert view.raw.shape == view.pixels.shape
    assert float(np.abs(view.raw.astype(int) - view.pixels).max()) > 20  # the face is another
    assert window.banner.isVisible()  # offscreen nothing can be kept out of recordings
    window.compare.buttons[2].click()
    assert window.preview.compare is Compare.SIDE
    session.wait(lambda: _is(session, Compare.SIDE))
    window.compare.buttons[0].click()
    assert window.preview.view is None or window.preview.view.raw is None
    assert [button.isChecked() for button in window.compare.buttons] == [True, False, False]


def test_the_panic_key_blanks_the_camera_s_picture(open_session: Opener, qtbot: QtBot) -> None:
    session = open_session()
    window = session.window
    session.start()
    window.actions_["view.side"].trigger()
    session.wait(lambda: _is(session, Compare.SIDE))
    seen: list[Image] = []
    show = window.preview.show_view
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert session.controller.panic
    assert window.preview.view is not None
    assert window.preview.view.raw is None

    def watched(view) -> None:
        show(view)
        shown = window.preview.view
        assert shown is not None
        if shown.raw is not None:
            seen.append(shown.raw)

    window.preview.show_view = watched  # type: ignore[method-assign]
    session.wait_until_told(Trust.SHIELDING)
    frames = session.controller.engine.stats.snapshot().frames  # type: ignore[union-attr]
    session.wait(lambda: session.controller.engine.stats.snapshot().frames > frames + 20)  # type: ignore[union-attr]
    assert not seen
    window.actions_["session.resume"].trigger()
    session.wait(lambda: seen)  # it comes back by itself, because it was asked for


def test_the_look_changes_what_leaves(open_session: Opener, qtbot: QtBot) -> None:
    session = open_session()
    controller, window = session.controller, session.window
    session.start()
    engine = controller.engine
    assert engine is not None
    window.tabs.setCurrentIndex(1)
    row = window.controls.rows["blend_strength"]
    row.slider.setFocus()
    qtbot.keyClick(row.slider, Qt.Key.Key_Home)
    session.wait(lambda: engine.swap_options.blend_strength == 0)
    assert controller.swap_options == engine.swap_options
    window.controls.reset_all()
    session.wait(lambda: engine.swap_options == SwapOptions())


def test_choices_outlive_a_stop(open_session: Opener) -> None:
    options = SwapOptions(shape=0.4)
    guard = GuardOptions(shield=Shield.CARD, hold_seconds=0.3)
    choice = Choice(source="demo", swap_options=options, engine_options=EngineOptions(guard=guard))
    session = open_session(choice)
    controller = session.controller
    assert session.window.controls.options == options
    session.start()
    controller.set_swap_options(SwapOptions(shape=0.7))
    controller.set_guard_options(replace(guard, shield=Shield.MOSAIC))
    controller.stop()
    session.wait(lambda: controller.phase is Phase.STOPPED)
    session.start()
    engine = controller.engine
    assert engine is not None
    assert engine.swap_options.shape == 0.7
    assert engine.guard.options.shield is Shield.MOSAIC
    assert engine.guard.options.hold_seconds == 0.3


def test_the_meter_tells_how_like_the_wearer_it_is(
    open_session: Opener, judges_weights: None
) -> None:
    try:
        open_present()
    except ModelError as error:
        pytest.skip(str(error))
    session = open_session()
    window, controller = session.window, session.controller
    assert not window.strip.meter.isVisible()
    window.actions_["session.meter"].trigger()
    assert window.strip.meter.isVisible()
    waiting = window.strip.meter.words
    session.start()
    session.wait(lambda: controller.likeness is not None)
    assert controller.likeness is not None
    assert controller.likeness.value < 1.2
    assert window.strip.meter.words != waiting
    controller.stop()
    session.wait(lambda: controller.phase is Phase.STOPPED)
    assert controller.likeness is None
    window.actions_["session.meter"].trigger()
    assert not window.strip.meter.isVisible()


def test_cameras_come_and_go(open_session: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    plugged = [Camera(0, "Integrated", 200, 0)]
    monkeypatch.setattr(cameras_module, "list_cameras", lambda: list(plugged))
    monkeypatch.setattr(camera_module, "list_cameras", lambda: list(plugged))
    monkeypatch.setattr(cameras_module, "WATCH_MS", 20)
    modes = {0: [CameraMode(640, 480, 30.0), CameraMode(640, 480, 5.0)], 2: []}
    monkeypatch.setattr(cameras_module, "camera_modes", lambda camera: modes[camera.device])
    session = open_session(Choice(source="demo"))
    window, controller = session.window, session.controller
    controller.cameras._timer.setInterval(20)
    picker = window.source_picker
    session.wait(lambda: picker.findData("camera:0") >= 0)
    plugged.append(Camera(2, "USB", 200, 2))
    session.wait(lambda: picker.findData("camera:2") >= 0)
    assert not window.mode_picker.isVisible()
    controller.choose_source("camera:0")
    session.wait(window.mode_picker.isVisible)
    assert window.mode_picker.count() == 2  # the usual, and none that is too slow for a call
    del plugged[1]
    session.wait(lambda: picker.findData("camera:2") < 0)


def test_a_mode_is_chosen(qtbot: QtBot) -> None:
    picker = ModePicker()
    qtbot.addWidget(picker)
    modes = [CameraMode(640, 480, 30.0), CameraMode(1920, 1080, 60.0)]
    picker.show_modes(modes)
    picker.mark(modes[1])
    assert "1920" in picker.currentText()
    chosen: list[CameraMode | None] = []
    picker.chosen.connect(chosen.append)
    picker.setFocus()
    for _ in range(3):
        qtbot.keyClick(picker, Qt.Key.Key_Up)
    assert chosen[-1] is None
    assert modes[0] in chosen


def test_a_mode_starts_a_camera_over_and_no_clip(open_session: Opener, clip: Path) -> None:
    session = open_session(Choice(source=str(clip)))
    session.start()
    controller = session.controller
    engine = controller.engine
    controller.choose_mode(CameraMode(640, 480, 15.0))
    assert controller.engine is engine
    assert controller.phase is Phase.RUNNING


# -- what is remembered ----------------------------------------------------------------------------


def test_settings_come_back_with_the_next_window(
    open_session: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    preferences = Preferences(Settings(source="demo"), file.save)
    session = open_session(Choice(source="demo"), preferences=preferences)
    window, controller = session.window, session.controller
    session.wait_for_gallery()
    session.choose("builtin/mei")
    session.wait_until_on("builtin/mei")
    window.mirror.click()
    window.virtual_camera.click()
    window.controls.rows["shape"].spin.setValue(35)
    session.wait(lambda: controller.swap_options.shape == 0.35)
    window.gallery.set_favourites(["builtin/kofi"])
    window.gallery.favourites_changed.emit(["builtin/kofi"])
    session.wait(lambda: file.load().settings == preferences.settings)
    session.close()
    file.save(preferences.settings)

    loaded = file.load()
    assert loaded.notice is None
    again = loaded.settings
    assert (again.template, again.mirror, again.virtual_camera_on) == ("builtin/mei", True, True)
    assert again.swap == SwapOptions(shape=0.35)
    choice = Choice(again.source, again.template, swap_options=again.swap)
    second = open_session(choice, preferences=Preferences(again, file.save))
    second.wait_for_gallery()
    second.wait_until_on("builtin/mei")
    assert second.window.mirror.isChecked()
    assert second.window.gallery.favourites == ["builtin/kofi"]
    assert second.window.controls.options == again.swap
    assert second.window.preview.compare is Compare.OUTPUT


def test_profiles(open_session: Opener, qtbot: QtBot) -> None:
    session = open_session()
    window, controller = session.window, session.controller
    session.wait_for_gallery()
    session.choose("builtin/kofi")
    session.wait_until_on("builtin/kofi")
    window.controls.rows["sharpen"].spin.setValue(60)
    session.wait(lambda: controller.swap_options.sharpen == 0.6)
    window.profile_link.ask_for_name()
    dialog = window.dialogs["profile"]
    assert isinstance(dialog, ProfileDialog)
    assert not dialog.keep.isEnabled()
    qtbot.keyClicks(dialog.field, "Work")
    dialog.keep.click()
    assert window.profiles.actions()[0].text() == "Work"
    session.choose("builtin/mei")
    session.wait_until_on("builtin/mei")
    window.controls.reset_all()
    session.wait(lambda: controller.swap_options == SwapOptions())
    assert window.profiles.actions()[0].text() != "Work"  # changed since
    window.profiles.actions()[0].trigger()
    session.wait_until_on("builtin/kofi")
    assert controller.swap_options == SwapOptions(sharpen=0.6)
    assert window.controls.options == SwapOptions(sharpen=0.6)
    assert window.profiles.actions()[0].text() == "Work"
    window.profile_link.remove("Work")
    assert not window.preferences.settings.profiles
    assert controller.template_id == "builtin/kofi"


def test_settings_that_cannot_be_written_are_told_once(
    open_session: Opener, tmp_path: Path
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    file = SettingsFile(blocked / "settings.json")
    preferences = Preferences(Settings(), file.save)
    told: list[str] = []
    preferences.failed.connect(told.append)
    session = open_session(preferences=preferences)
    session.wait(lambda: told)
    assert session.window.banner.text
    session.window.mirror.click()
    session.window.mirror.click()
    preferences.change(meter_on=not preferences.settings.meter_on)
    session.wait(lambda: not preferences._timer.isActive() and not preferences._saving)
    assert len(told) == 1


def test_the_numbers_are_made_when_looked_at(open_session: Opener) -> None:
    session = open_session()
    window = session.window
    session.start()
    assert window.numbers is None
    window.tabs.setCurrentIndex(NUMBERS)
    assert window.numbers is not None
    numbers = window.numbers
    session.wait(lambda: any(character.isdigit() for character in str(numbers.figures)))


def test_a_camera_is_remembered_by_name(
    open_session: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugged = [Camera(3, "USB", 200, 3)]
    monkeypatch.setattr(cameras_module, "list_cameras", lambda: list(plugged))
    monkeypatch.setattr(cameras_module, "camera_modes", lambda camera: [CameraMode(640, 480, 30)])
    session = open_session(Choice())
    window, controller = session.window, session.controller
    session.wait(lambda: controller.source == "camera:3")
    session.wait(lambda: window.mode_picker.isVisible())
    controller.choose_source("camera:3")
    controller.choose_mode(CameraMode(640, 480, 30))
    settings = window.preferences.settings
    assert settings.source == "camera:USB"
    assert dict(settings.camera_modes) == {"USB": CameraMode(640, 480, 30)}
    controller.choose_source("camera:USB")
    assert window.source_picker.currentData() == "camera:3"


def test_a_remembered_mode_counts_before_cameras_are_listed(
    open_session: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cameras_module, "list_cameras", list)
    mode = CameraMode(640, 480, 15)
    session = open_session(Choice(source="camera:USB", camera_modes={"USB": mode}))
    assert session.controller.mode == mode


# -- habits of an app that stays open --------------------------------------------------------------


def test_closing_while_live_asks_first(open_session: Opener) -> None:
    preferences = Preferences()
    session = open_session(preferences=preferences)
    window, controller = session.window, session.controller
    session.start()
    window.close()
    assert window.isVisible()
    assert controller.phase is Phase.RUNNING
    question = window.dialogs["closing"]
    assert isinstance(question, ClosingQuestion)
    question.reject()
    session.wait(lambda: "closing" not in window.dialogs)
    assert controller.phase is Phase.RUNNING
    assert window.awake.held
    preferences.change(when_closing_live=WhenClosing.STOP)
    window.close()
    session.wait(lambda: controller.idle and not window.isVisible())
    assert not window.awake.held


def test_search_by_key(open_session: Opener, qtbot: QtBot) -> None:
    session = open_session()
    window = session.window
    session.wait_for_gallery()
    window.tabs.setCurrentIndex(1)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.tabs.currentIndex() == 0
    assert window.gallery_bar.field.hasFocus()
    qtbot.keyClicks(window.gallery_bar.field, "ines")
    assert window.gallery.found() == ["builtin/ines"]
    qtbot.keyClick(window.gallery_bar.field, Qt.Key.Key_Return)
    session.wait_until_on("builtin/ines")


def test_a_fault_has_a_remedy_and_a_button(open_session: Opener) -> None:
    session = open_session(Choice(source="camera:73"))
    window = session.window
    session.wait_for_gallery()
    window.start_button.click()
    session.wait(lambda: window.banner.fault is not None)
    fault = window.banner.fault
    assert fault is not None
    assert fault.remedy
    assert fault.button is not None
    assert window.banner.button.isEnabled()
    assert session.controller.phase is Phase.STOPPED
    window.banner.button.click()  # looks again, and fails in no other way
    assert window.isEnabled()


def test_opening_at_login_is_switched(open_session: Opener) -> None:
    session = open_session()
    action = session.window.actions_["file.at_login"]
    entry = start_at_login()
    assert not entry.enabled()
    action.trigger()
    assert entry.enabled()
    action.trigger()
    assert not entry.enabled()


# -- what must not come undone ---------------------------------------------------------------------


def test_who_shielded_stays_shielded_with_another_source(
    open_session: Opener, clip: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.mp4"
    shutil.copy(clip, other)
    session = open_session()
    controller = session.controller
    session.start()
    controller.shield(True)
    controller.choose_source(str(other))
    session.wait(lambda: controller.phase is Phase.STOPPING)
    session.wait_for(Phase.RUNNING)
    engine = controller.engine
    assert engine is not None
    assert controller.panic
    assert engine.guard.panic
    session.wait_until_told(Trust.SHIELDING)
    controller.stop()
    session.wait_for(Phase.STOPPED)
    assert not controller.panic  # a session that was begun anew is another matter


def test_another_source_chosen_while_one_starts_is_started(
    open_session: Opener, clip: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.mp4"
    shutil.copy(clip, other)
    session = open_session()
    controller = session.controller
    controller.start()
    assert controller.phase is Phase.STARTING
    controller.choose_source(str(other))

    def other_runs() -> bool:
        engine = controller.engine
        running = engine is not None and controller.phase is Phase.RUNNING
        return running and engine.source_info.name == "other.mp4"

    session.wait(other_runs)


def test_the_panic_key_counts_between_two_sources(
    open_session: Opener, clip: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.mp4"
    shutil.copy(clip, other)
    session = open_session()
    controller = session.controller
    session.start()
    controller.choose_source(str(other))
    assert controller.restarting
    assert session.window.actions_["session.shield"].isEnabled()
    session.window.actions_["session.shield"].trigger()
    session.wait_for(Phase.RUNNING)
    engine = controller.engine
    assert engine is not None
    assert engine.guard.panic


def test_quitting_in_a_session_remembers_the_meter(
    open_session: Opener, judges_weights: None
) -> None:
    preferences = Preferences(Settings(meter_on=True))
    session = open_session(preferences=preferences)
    assert session.window.strip.meter.isVisible()
    session.start()
    session.close()
    assert preferences.settings.meter_on


def test_what_was_taken_for_want_of_a_choice_is_not_remembered(open_session: Opener) -> None:
    session = open_session(Choice())
    session.wait(lambda: session.controller.source is not None)
    assert session.window.preferences.settings.source is None
    other = "camera:1" if session.controller.source == "demo" else "demo"
    session.controller.choose_source(other)
    assert session.window.preferences.settings.source == other


def test_no_file_lets_the_empty_room_out() -> None:
    settings = Settings(guard=GuardOptions(shield=Shield.CARD, show_empty_room=True))
    guard = choice_of(None, settings).engine_options.guard
    assert guard.shield is Shield.CARD
    assert not guard.show_empty_room


def test_no_profile_lets_the_empty_room_out(open_session: Opener) -> None:
    profile = Profile("Odd", guard=GuardOptions(show_empty_room=True))
    session = open_session(preferences=Preferences(Settings(profiles=(profile,))))
    session.window.profile_link.apply("Odd")
    assert not session.controller.guard_options.show_empty_room


def test_recordings_are_kept_out_before_and_after(
    open_session: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session()
    window = session.window
    said: list[tuple[bool, bool]] = []

    def keep_out(_window: object, out: bool) -> bool:
        said.append((out, window.preview.compare is Compare.OUTPUT))
        return True

    monkeypatch.setattr(capture_module, "keep_out", keep_out)
    window.actions_["view.side"].trigger()
    assert said == [(True, True)]  # before anything is shown
    window.actions_["view.output"].trigger()
    assert len(said) == 1
    session.wait(lambda: len(said) == 2)
    assert said[1] == (False, True)
