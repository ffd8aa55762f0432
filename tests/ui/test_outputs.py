"""Where the covered picture goes, switched and set in the window: real files, pages, pictures."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.disclosure import SOURCE_TYPE
from app.errors import Kind, SinkError, UnderstudyError
from app.frame import SafeFrame, Verdict
from app.pipeline.finish.options import Background, FinishOptions, Fit, Size
from app.pipeline.sinks import OutputFormat, SinkStatus
from app.settings import Loaded, Profile, Settings
from app.ui import main_window as main_window_module
from app.ui.application import _starts_unasked as starts_unasked
from app.ui.controller import Phase
from app.ui.finish_panel import FinishPanel
from app.ui.outputs import Output, Outputs, remembered_outputs
from app.ui.preferences import Preferences
from app.ui.snapshot import save
from tests.ui.conftest import Opener

FORMAT = OutputFormat(8, 6, 30, True)


def black() -> SafeFrame:
    return SafeFrame(np.zeros((6, 8, 3), np.uint8), Verdict.SHIELDED, "", 0, 0, 0.0)


class Fake:
    """A sink that tells of itself what the test wants."""

    def __init__(self, spec: str) -> None:
        self.name = spec
        self.told = SinkStatus()
        self.frames = 0
        self.fails = False
        self.open_ = False

    def status(self) -> SinkStatus:
        return self.told

    def open(self, _fmt: OutputFormat) -> None:
        self.open_ = True

    def write(self, _frame: SafeFrame) -> None:
        if self.fails:
            raise SinkError("the server hung up")
        self.frames += 1

    def close(self) -> None:
        self.open_ = False


class Bench:
    """Outputs whose sinks are fakes, written to as the engine does."""

    def __init__(self, on: tuple[Output, ...] = ()) -> None:
        self.made: list[Fake] = []
        self.failed: list[UnderstudyError] = []
        self.changed: list[Output] = []
        specs = {Output.CAMERA: "cam", Output.RECORDING: "rec", Output.STREAM: "str"}
        self.outputs = Outputs(specs, on, self._make)
        self.outputs.failed.connect(self.failed.append)
        self.outputs.changed.connect(self.changed.append)
        self.sinks = self.outputs.open()
        for sink in self.sinks:
            sink.open(FORMAT)

    def _make(self, spec: str) -> Fake:
        self.made.append(Fake(spec))
        return self.made[-1]

    def frame(self) -> None:
        for sink in self.sinks:
            sink.write(black())
        self.outputs.poll()


# -- the outputs themselves ------------------------------------------------------------------------


def test_each_is_switched_by_itself(qtbot: QtBot) -> None:
    bench = Bench(on=(Output.CAMERA,))
    bench.frame()
    assert [fake.name for fake in bench.made] == ["cam"]
    assert bench.outputs.place(Output.CAMERA) == "cam"
    bench.outputs.switch(Output.RECORDING, True)
    bench.frame()
    assert bench.outputs.wanted == (Output.CAMERA, Output.RECORDING)
    bench.outputs.switch(Output.CAMERA, False)
    bench.frame()
    camera, recording = bench.made
    assert (camera.frames, recording.frames) == (2, 2)
    assert not camera.open_
    assert bench.outputs.place(Output.CAMERA) is None


def test_one_that_fails_costs_no_other(qtbot: QtBot) -> None:
    bench = Bench(on=(Output.CAMERA, Output.STREAM))
    bench.frame()
    camera, stream = bench.made
    stream.fails = True
    bench.frame()
    bench.frame()
    assert [str(error) for error in bench.failed] == ["the server hung up"]
    assert camera.frames == 3
    assert bench.outputs.wanted == (Output.CAMERA,)
    assert not stream.open_


def test_another_address_opens_it_anew(qtbot: QtBot) -> None:
    bench = Bench(on=(Output.STREAM,))
    bench.frame()
    bench.outputs.set_spec(Output.STREAM, "str")  # the same: nothing happens
    bench.frame()
    assert len(bench.made) == 1
    bench.outputs.set_spec(Output.STREAM, "other")
    bench.frame()
    assert [fake.name for fake in bench.made] == ["str", "other"]
    assert [fake.open_ for fake in bench.made] == [False, True]
    assert bench.outputs.place(Output.STREAM) == "other"


def test_what_it_tells_is_passed_on_once(qtbot: QtBot) -> None:
    bench = Bench(on=(Output.STREAM,))
    bench.frame()
    bench.changed.clear()
    bench.made[0].told = SinkStatus(connected=True, frames=1)
    bench.frame()
    bench.made[0].told = SinkStatus(connected=True, frames=2)  # a counter is no news
    bench.frame()
    assert bench.changed == [Output.STREAM]
    assert bench.outputs.status(Output.STREAM).connected


def test_a_virtual_camera_that_vanishes_is_told_once(qtbot: QtBot) -> None:
    bench = Bench(on=(Output.CAMERA,))
    bench.frame()
    for trouble in ("gone", "gone", "", "gone"):
        bench.made[0].told = SinkStatus(trouble=trouble)
        bench.frame()
    assert [error.kind for error in bench.failed] == [Kind.VIRTUAL_CAMERA_GONE] * 2
    assert bench.outputs.on(Output.CAMERA)


def test_the_end_of_a_session_keeps_what_is_wanted(qtbot: QtBot) -> None:
    bench = Bench(on=(Output.CAMERA,))
    bench.frame()
    for sink in bench.sinks:
        sink.close()
    bench.outputs.close()
    assert bench.outputs.place(Output.CAMERA) is None
    assert bench.outputs.on(Output.CAMERA)


def test_a_recording_and_a_stream_end_with_the_session(qtbot: QtBot) -> None:
    bench = Bench(on=(Output.CAMERA, Output.RECORDING, Output.STREAM))
    bench.outputs.close(again=True)  # another camera was chosen
    assert bench.outputs.wanted == (Output.CAMERA, Output.RECORDING, Output.STREAM)
    bench.outputs.open()
    bench.outputs.close()
    assert bench.outputs.wanted == (Output.CAMERA,)
    assert bench.changed[-4:] == list(Output)


def test_one_that_failed_last_of_all_is_off(qtbot: QtBot) -> None:
    bench = Bench(on=(Output.CAMERA,))
    bench.frame()
    bench.made[0].fails = True
    for sink in bench.sinks:
        sink.write(black())
    bench.outputs.close()
    assert len(bench.failed) == 1
    assert not bench.outputs.on(Output.CAMERA)


def test_no_recording_and_no_stream_begins_unasked() -> None:
    settings = Settings(virtual_camera_on=True, outputs=("recording", "stream", "page", "odd"))
    assert remembered_outputs(settings) == (Output.CAMERA, Output.PAGE)


# -- in the window ---------------------------------------------------------------------------------


def test_a_recording_from_the_window_plays(open_session: Opener, tmp_path: Path) -> None:
    folder = tmp_path / "films"
    session = open_session(preferences=Preferences(Settings(recordings=folder)))
    window, outputs = session.window, session.controller.outputs
    row = window.side.output.rows[Output.RECORDING]
    assert "films" in row.state
    session.start()
    row.switch.click()
    session.wait(lambda: outputs.place(Output.RECORDING) is not None)
    assert "without sound" in row.state
    session.wait(lambda: outputs.status(Output.RECORDING).path is not None)
    frames = session.controller.engine
    assert frames is not None
    begun = frames.stats.snapshot().frames
    session.wait(lambda: frames.stats.snapshot().frames > begun + 30)
    row.switch.click()
    session.wait(lambda: outputs.place(Output.RECORDING) is None)
    session.wait(lambda: not any("partial" in path.name for path in folder.iterdir()))
    (film,) = folder.iterdir()
    with av.open(str(film)) as container:
        pictures = sum(1 for _ in container.decode(video=0))
        assert not container.streams.audio
    assert pictures > 10
    assert window.preferences.settings.outputs == ()


def test_a_folder_that_cannot_be_is_told(open_session: Opener, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(recordings=tmp_path / "file" / "films")
    session = open_session(preferences=Preferences(settings))
    row = session.window.side.output.rows[Output.RECORDING]
    row.switch.click()
    assert not row.switch.isChecked()
    assert "cannot be made" in session.window.banner.text


def test_a_stream_without_an_address_asks_for_one(open_session: Opener) -> None:
    session = open_session()
    panel = session.window.side.output
    panel.rows[Output.STREAM].switch.click()
    assert not panel.rows[Output.STREAM].switch.isChecked()
    assert "address" in session.window.banner.text
    panel.stream.setText("udp://127.0.0.1:9")
    panel.stream.editingFinished.emit()
    panel.rows[Output.STREAM].switch.click()
    assert panel.rows[Output.STREAM].switch.isChecked()
    assert session.window.preferences.settings.stream == "udp://127.0.0.1:9"
    panel.stream.setText("")
    panel.stream.editingFinished.emit()
    assert not panel.rows[Output.STREAM].switch.isChecked()


def test_the_page_is_where_its_address_says(open_session: Opener) -> None:
    session = open_session()
    panel, outputs = session.window.side.output, session.controller.outputs
    assert not panel.copy_button.isEnabled()
    session.start()
    panel.rows[Output.PAGE].switch.click()
    session.wait(panel.copy_button.isEnabled)
    panel.copy_button.click()
    address = QGuiApplication.clipboard().text()
    assert address == outputs.status(Output.PAGE).address
    assert session.window.preferences.settings.page_token in address
    with urllib.request.urlopen(address, timeout=30) as answer:
        assert b"stream" in answer.read()
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(address[:-4] + "/", timeout=30)
    panel.rows[Output.PAGE].switch.click()
    session.wait(lambda: not panel.copy_button.isEnabled())
    with pytest.raises(OSError, match=r"refused|reset"):
        urllib.request.urlopen(address, timeout=30)


def test_another_size_starts_over_and_others_see_it(open_session: Opener) -> None:
    session = open_session()
    session.start()
    panel = session.window.side.output.finish
    box = panel.size_box
    assert not panel.fit.isEnabled()
    row = box.findText("640 × 480")
    box.setCurrentIndex(row)
    box.activated.emit(row)
    session.wait(lambda: session.controller.phase is Phase.STOPPING)
    session.wait_for(Phase.RUNNING)

    def shape() -> tuple[int, ...] | None:
        view = session.window.preview.view
        return None if view is None else view.frame.image.shape

    session.wait(lambda: shape() == (480, 640, 3))
    assert panel.fit.isEnabled()
    assert session.window.preferences.settings.finish.size == Size(640, 480)


def test_background_and_badge_change_while_it_runs(open_session: Opener, tmp_path: Path) -> None:
    picture = tmp_path / "wall.png"
    cv2.imwrite(str(picture), np.full((90, 160, 3), (10, 200, 30), np.uint8))
    session = open_session()
    session.start()
    engine = session.controller.engine
    panel = session.window.side.output.finish

    def corner() -> tuple[int, ...]:
        view = session.window.preview.view
        return () if view is None else tuple(int(c) for c in view.frame.image[5, 5])

    panel.take_picture(str(picture))
    session.wait(lambda: corner() == (10, 200, 30))
    assert panel.background.currentText() == "wall.png"
    panel.badge.click()
    session.wait(lambda: engine is not None and engine.finish_options.badge)
    assert session.controller.engine is engine, "it started over"
    panel.take_picture(str(tmp_path / "none.png"))
    session.wait(lambda: session.window.banner.text)
    assert panel.options.picture == picture
    assert session.window.preferences.settings.finish.picture == picture
    session.wait(lambda: corner() == (10, 200, 30))


def test_a_background_that_cannot_be_had_is_never_shown_as_if(
    open_session: Opener, tmp_path: Path
) -> None:
    """Chosen while it runs, twice in a row, another change behind it."""
    session = open_session()
    session.start()
    controller = session.controller
    panel = session.window.side.output.finish
    panel.take_picture(str(tmp_path / "none.png"))
    panel.badge.click()
    panel.take_picture(str(tmp_path / "neither.png"))
    session.wait(lambda: session.window.banner.text)
    engine = controller.engine
    assert engine is not None
    session.wait(lambda: controller.finish_options == engine.finish_options)
    session.wait(lambda: not controller._settling_finish)
    assert controller.finish_options.background is Background.AS_IS
    assert panel.options == controller.finish_options
    assert session.window.preferences.settings.finish == controller.finish_options


def test_what_is_chosen_while_it_starts_is_there_from_the_first_frame(
    open_session: Opener, tmp_path: Path
) -> None:
    session = open_session()
    session.wait_for_gallery()
    seen: list[FinishOptions] = []
    controller = session.controller
    controller.start()
    controller.set_finish_options(FinishOptions(background=Background.BLUR))
    controller.frame_ready.connect(
        lambda: seen.append(controller.engine.finish_options) if controller.engine else None
    )
    session.wait(lambda: seen)
    assert seen[0].background is Background.BLUR


def test_one_that_cannot_be_had_while_it_starts_starts_nothing(
    open_session: Opener, tmp_path: Path
) -> None:
    session = open_session()
    session.wait_for_gallery()
    controller = session.controller
    controller.start()
    missing = FinishOptions(picture=tmp_path / "none.png", background=Background.PICTURE)
    controller.set_finish_options(missing)
    session.wait(lambda: session.window.banner.text)
    engine = controller.engine
    assert engine is None or engine.finish_options == controller.finish_options


def test_a_key_is_not_taken_for_an_address(open_session: Opener) -> None:
    session = open_session()
    panel = session.window.side.output
    panel.stream.setText("live_123_SECRET")
    panel.stream.editingFinished.emit()
    assert "rtmp://" in session.window.banner.text
    assert "SECRET" not in session.window.banner.text
    assert session.window.preferences.settings.stream == ""


def test_a_refused_address_does_not_stream_to_the_one_before(open_session: Opener) -> None:
    session = open_session()
    panel = session.window.side.output
    panel.stream.setText("udp://127.0.0.1:9")
    panel.stream.editingFinished.emit()
    panel.stream.setText("https://other.example/live/SECRET")
    panel.stream.editingFinished.emit()
    session.window.banner.hide()
    panel.rows[Output.STREAM].switch.click()
    assert not panel.rows[Output.STREAM].switch.isChecked()
    assert not session.controller.outputs.on(Output.STREAM)
    assert "rtmp://" in session.window.banner.text
    panel.stream.setText("udp://127.0.0.1:10")
    panel.stream.editingFinished.emit()
    panel.rows[Output.STREAM].switch.click()
    assert session.controller.outputs.on(Output.STREAM)


def test_a_token_that_is_none_is_made_anew(open_session: Opener) -> None:
    session = open_session(preferences=Preferences(Settings(page_token="../x")))
    token = session.window.preferences.settings.page_token
    assert len(token) >= 16
    assert session.controller.outputs.page_token == token


def test_login_starts_only_what_is_whole() -> None:
    settings = Settings(live_at_login=True, source="camera:USB")
    assert starts_unasked(Loaded(settings))
    assert not starts_unasked(Loaded(settings, "one value was lost"))
    assert not starts_unasked(Loaded(Settings(live_at_login=True, source="demo")))
    assert not starts_unasked(Loaded(Settings(source="camera:USB")))


def test_a_profile_keeps_background_and_badge(open_session: Opener) -> None:
    finish = FinishOptions(background=Background.BLUR, badge=True)
    settings = Settings(profiles=(Profile("Work", finish=finish),))
    session = open_session(preferences=Preferences(settings))
    session.window.profile_link.apply("Work")
    assert session.controller.finish_options == finish
    assert session.window.side.output.finish.options == finish
    assert session.window.preferences.settings.finish == finish


def test_what_others_see_is_kept_as_a_picture(
    open_session: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window_module, "pictures_folder", lambda: tmp_path / "pictures")
    session = open_session()
    action = session.window.actions_["view.snapshot"]
    assert not action.isEnabled()
    session.start()
    action.trigger()
    session.wait(lambda: "Kept" in session.window.banner.text)
    (kept,) = (tmp_path / "pictures").iterdir()
    picture = cv2.imread(str(kept))
    assert picture is not None
    assert picture.shape == (720, 1280, 3)
    assert SOURCE_TYPE.encode() in kept.read_bytes()


def test_two_pictures_of_one_second_are_two_files(tmp_path: Path) -> None:
    image = np.zeros((4, 4, 3), np.uint8)
    assert save(image, tmp_path) != save(image, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_picture_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SinkError, match="cannot be written"):
        save(np.zeros((4, 4, 3), np.uint8), tmp_path / "file")


# -- the panel -------------------------------------------------------------------------------------


def test_the_panel_shows_what_it_is_given(qtbot: QtBot) -> None:
    panel = FinishPanel()
    qtbot.addWidget(panel)
    told: list[FinishOptions] = []
    panel.changed.connect(told.append)
    odd = FinishOptions(Size(1234, 568), 12.5, Fit.BARS, Path("x/beach.png"), Background.PICTURE)
    panel.show_options(odd)
    assert not told
    assert panel.size_box.currentText() == "1234 × 568"
    assert panel.rate.currentText() == "12.5"
    assert panel.background.currentText() == "beach.png"
    assert Fit(panel.fit.currentData()) is Fit.BARS
    assert panel.options == odd


def test_the_panel_is_worked_by_keyboard(qtbot: QtBot) -> None:
    panel = FinishPanel()
    qtbot.addWidget(panel)
    panel.show()
    told: list[FinishOptions] = []
    panel.changed.connect(told.append)
    panel.background.setFocus()
    qtbot.keyClick(panel.background, Qt.Key.Key_Down)
    assert told[-1].background is Background.BLUR
    qtbot.keyClick(panel.badge, Qt.Key.Key_Space)
    assert told[-1].badge
    assert len(told) == 2
