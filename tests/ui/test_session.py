"""The window around the real engine, from start to stop."""

from __future__ import annotations

import shutil
from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.frame import Verdict
from app.pipeline.guard.card import card
from app.pipeline.guard.guard import PANIC
from app.templates.library import TemplateLibrary
from app.templates.pack import Pack, open_pack
from app.ui.controller import Choice, Phase
from app.ui.outputs import Output
from app.ui.trust import Trust
from tests.ui.conftest import Opener, Session


def test_from_start_to_stop(open_session: Opener, qtbot: QtBot) -> None:
    session = open_session()
    window, controller = session.window, session.controller
    assert window.strip.told.trust is Trust.STOPPED
    assert not window.strip.shield_button.isEnabled()
    session.start()
    assert controller.phase is Phase.RUNNING
    assert window.strip.told.detail == "1 person seen"
    assert "frames per second" in window.strip.figures
    assert window.start_button.text() == "Stop"

    # Another face, by keyboard.
    assert controller.engine is not None
    first = controller.engine.template.id
    window.gallery.setFocus()
    qtbot.keyClick(window.gallery, Qt.Key.Key_Right)
    session.wait(lambda: controller.engine is not None and controller.engine.template.id != first)
    assert controller.template_id == controller.engine.template.id
    session.wait_until_told(Trust.COVERED)

    # The panic key: at once in words, and nothing but the card from then on.
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert controller.engine.guard.panic
    assert window.strip.told.trust is Trust.SHIELDING
    session.wait(lambda: window.preview.view is not None and _shows(session, PANIC))
    assert window.preview.view is not None
    frame = window.preview.view.frame
    assert np.array_equal(frame.image, card(frame.image.shape[1], frame.image.shape[0]))
    # Pressed in haste again and again, it stays down; the button lifts it.
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert controller.engine.guard.panic
    assert window.strip.shield_button.text() == "Resume"
    window.strip.shield_button.click()
    assert not controller.engine.guard.panic
    session.wait_until_told(Trust.COVERED)

    window.start_button.click()
    session.wait_for(Phase.STOPPED)
    assert window.strip.told.trust is Trust.STOPPED
    assert window.preview.view is None
    assert window.banner.text == ""


def _shows(session: Session, reason: str) -> bool:
    view = session.window.preview.view
    return view is not None and view.frame.reason == reason


def test_shield_button(open_session: Opener) -> None:
    session = open_session()
    session.start()
    session.window.strip.shield_button.click()
    assert session.controller.panic
    session.wait(lambda: _shows(session, PANIC))
    assert session.window.strip.told.headline.startswith("Shielding")


def test_panic_while_starting_holds(open_session: Opener) -> None:
    session = open_session()
    session.wait_for_gallery()
    session.window.start_button.click()
    assert session.controller.phase is Phase.STARTING
    session.window.strip.shield_button.click()
    session.wait_for(Phase.RUNNING)
    session.wait(lambda: session.window.preview.view is not None)
    assert session.controller.engine is not None
    assert session.controller.engine.guard.panic
    session.wait(lambda: _shows(session, PANIC))
    assert session.window.strip.told.trust is Trust.SHIELDING


def test_start_and_stop_again_and_again(open_session: Opener) -> None:
    session = open_session()
    for _ in range(3):
        session.start()
        session.window.start_button.click()
        session.wait_for(Phase.STOPPED)


def test_stopped_while_starting(open_session: Opener) -> None:
    session = open_session()
    session.wait_for_gallery()
    session.window.start_button.click()
    session.window.start_button.click()  # now it says Stop
    session.wait_for(Phase.STOPPED)
    assert session.controller.engine is None


@pytest.mark.parametrize("when", ["running", "starting", "loading"])
def test_closed_while_busy(open_session: Opener, when: str) -> None:
    session = open_session()
    if when == "running":
        session.start()
    elif when == "starting":
        session.wait_for_gallery()
        session.window.start_button.click()
    session.close()
    assert session.controller.engine is None


def test_another_source_while_running(open_session: Opener, tmp_path: Path, clip: Path) -> None:
    other = tmp_path / "other.mp4"
    shutil.copy(clip, other)
    session = open_session()
    session.start()
    engine = session.controller.engine
    session.window.open_path(str(other))
    session.wait(lambda: session.controller.engine not in (None, engine))
    session.wait_until_told(Trust.COVERED)
    assert session.controller.engine is not None
    assert session.controller.engine.source_info.name == "other.mp4"
    assert session.window.source_picker.currentText() == "other.mp4"


def test_a_missing_file_is_told_in_the_banner(open_session: Opener) -> None:
    session = open_session(Choice(source="/nowhere/at/all.mp4"))
    session.wait_for_gallery()
    session.window.start_button.click()
    session.wait(lambda: session.window.banner.text != "")
    assert "/nowhere/at/all.mp4" in session.window.banner.text
    assert "\n" not in session.window.banner.text
    session.wait_for(Phase.STOPPED)
    assert session.window.start_button.isEnabled()


def _altered_pack(folder: Path, name: str) -> tuple[TemplateLibrary, str]:
    """The built-in pack with one file of the second template altered, and the id of that."""
    import hashlib

    pack = TemplateLibrary(home=folder).list()[0].pack
    assert isinstance(pack, Pack)
    copy = folder / "pack"
    shutil.copytree(pack.folder, copy)
    second = list(pack.entries)[1]
    file = copy / second / name
    file.write_bytes(file.read_bytes() + b"\0")
    digest = hashlib.sha256((copy / "pack.toml").read_bytes()).hexdigest()
    library = TemplateLibrary([open_pack(copy, digest)], home=folder / "home")
    return library, f"{pack.id}/{second}"


def test_an_altered_template_is_not_put_on(open_session: Opener, tmp_path: Path) -> None:
    library, altered = _altered_pack(tmp_path, "texture.png")
    session = open_session(None, lambda: library)
    session.start()
    assert session.controller.engine is not None
    before = session.controller.engine.template.id
    session.choose(altered)
    session.wait(lambda: session.window.banner.text != "")
    assert "was altered" in session.window.banner.text
    assert session.controller.engine.template.id == before
    assert session.marked == before
    assert session.controller.phase is Phase.RUNNING


def test_an_altered_thumbnail_is_not_shown(open_session: Opener, tmp_path: Path) -> None:
    library, altered = _altered_pack(tmp_path, "thumbnail.png")
    session = open_session(None, lambda: library)
    session.wait_for_gallery()
    item = session.window.gallery.item_of(altered)
    assert item is not None
    assert "was altered" in item.toolTip()


def test_a_virtual_camera_that_is_not_there(open_session: Opener, clip: Path) -> None:
    outputs = {Output.CAMERA: "virtual-camera:/dev/video-none"}
    choice = Choice(source=str(clip), outputs=outputs)
    session = open_session(choice)
    session.start()
    session.window.virtual_camera.click()
    session.wait(lambda: session.window.banner.text != "")
    assert "virtual camera" in session.window.banner.text
    assert not session.window.virtual_camera.isChecked()
    assert session.controller.phase is Phase.RUNNING  # only this output is lost


def test_further_sinks_are_written_once(open_session: Opener, clip: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.mp4"
    session = open_session(Choice(source=str(clip), sinks=(str(target),)))
    session.start()
    session.window.start_button.click()
    session.wait_for(Phase.STOPPED)
    first = target.read_bytes()
    with av.open(str(target)) as file:
        assert sum(1 for _ in file.decode(video=0)) > 0
    session.start()
    session.window.start_button.click()
    session.wait_for(Phase.STOPPED)
    assert target.read_bytes() == first


def test_a_sink_that_cannot_be_written(open_session: Opener, clip: Path, tmp_path: Path) -> None:
    session = open_session(Choice(source=str(clip), sinks=(str(tmp_path / "no" / "out.mp4"),)))
    session.wait_for_gallery()
    session.window.start_button.click()
    session.wait(lambda: session.window.banner.text != "")
    session.wait_for(Phase.STOPPED)


def test_the_source_ends(open_session: Opener, clip: Path) -> None:
    from app.pipeline.engine import EngineOptions

    choice = Choice(source=str(clip), engine_options=EngineOptions(max_frames=10))
    session = open_session(choice)
    session.wait_for_gallery()
    session.window.start_button.click()
    session.wait_for(Phase.RUNNING)
    session.wait_for(Phase.STOPPED)
    assert session.window.banner.text == ""


def test_the_preview_shows_the_safe_frame(open_session: Opener) -> None:
    """What is on the widget is what left the engine, scaled; and that was let out by the guard."""
    import cv2

    session = open_session()
    session.start()
    preview = session.window.preview
    session.wait(
        lambda: (
            preview.view is not None
            and preview.view.frame.verdict is Verdict.SWAPPED
            and max(preview.view.pixels.shape[1::-1]) in preview.device_size()
        )
    )
    view = preview.view
    assert view is not None
    height, width = view.pixels.shape[:2]
    whole, inner = preview.device_size(), (width, height)
    x, y = (whole[0] - inner[0]) // 2, (whole[1] - inner[1]) // 2
    shown = _pixels(preview)[y : y + height, x : x + width]
    assert np.array_equal(shown, view.pixels[..., :3])
    expected = cv2.resize(view.frame.image, inner, interpolation=cv2.INTER_LINEAR)
    assert np.abs(shown.astype(int) - expected).mean() < 3


def _pixels(widget: object) -> np.ndarray:
    """``(h, w, 3)`` uint8 BGR of what a widget paints."""
    from PySide6.QtGui import QImage

    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)  # type: ignore[attr-defined]
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4)[..., :3].copy()
