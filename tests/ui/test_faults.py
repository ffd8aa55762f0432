"""What goes wrong, as a person reads it: a sentence, a remedy, a button."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app import errors
from app.download import check_room
from app.errors import Kind, SourceError, UnderstudyError, UsageError
from app.inference import litert
from app.pipeline.sinks.base import OutputFormat
from app.pipeline.sinks.virtual_camera import VirtualCameraSink
from app.pipeline.sources import camera
from app.pipeline.sources.camera import Camera, CameraMode, CameraSource, find_camera
from app.templates.library import TemplateLibrary
from app.templates.pack import Pack, open_pack
from app.ui import theme
from app.ui.actions import COMMANDS
from app.ui.banner import Banner
from app.ui.faults import Fault, Help, fault_of
from app.ui.theme import DARK, LIGHT, Theme
from app.ui.worker import run_job

REMEDY = "close the program that is using it, then type `sudo fuser /dev/video*`; it names it"


# -- every kind has its words ----------------------------------------------------------------------


@pytest.mark.parametrize("what", ["", "HD Webcam {0}"])
@pytest.mark.parametrize("remedy", ["", REMEDY])
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_told_in_whole_sentences(kind: Kind, remedy: str, what: str) -> None:
    fault = fault_of(UnderstudyError("the line", kind=kind, what=what, remedy=remedy))
    said = [fault.sentence]
    comes_with_it = (Kind.CAMERA_BUSY, Kind.CAMERA_DENIED, Kind.CAMERA_GONE)
    comes_with_it += (Kind.MODEL_MISSING, Kind.MODEL_DAMAGED, Kind.TEMPLATE_DAMAGED)
    comes_with_it += (Kind.VIRTUAL_CAMERA_BUSY, Kind.VIRTUAL_CAMERA_DENIED)
    if remedy or kind not in comes_with_it:
        said.append(fault.remedy)
    for sentence in said:
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert "{what}" not in sentence
    assert "what" not in fault.sentence.split()
    assert (REMEDY[1:] in fault.remedy) == bool(remedy)
    assert fault.details == "the line"
    assert fault.goes_on == (kind is Kind.MODEL_ON_CPU)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_button_gives_a_command_that_there_is(kind: Kind) -> None:
    button = fault_of(UnderstudyError("the line", kind=kind)).button
    if button is not None:
        assert button.title
        assert button.command in {command.id for command in COMMANDS}


def test_without_a_kind_the_line_is_the_remedy() -> None:
    fault = fault_of(SourceError("'/a/b.mp4' does not exist; give another file"))
    assert fault.sentence == "This picture cannot be used."
    assert fault.remedy == "'/a/b.mp4' does not exist; give another file."
    assert fault_of(UnderstudyError("something. Else!")) == Fault(
        "Something. Else!", details="something. Else!"
    )


def test_every_error_has_a_sentence_or_is_one() -> None:
    for kind in UnderstudyError.__subclasses__():
        fault = fault_of(kind("a line of its own"))
        assert "A line of its own." in fault.text


# -- the places where errors arise say which kind --------------------------------------------------


def _raised_by(call: object) -> UnderstudyError:
    with pytest.raises(UnderstudyError) as caught:
        call()  # type: ignore[operator]
    return caught.value


def test_no_camera() -> None:
    error = _raised_by(lambda: find_camera("0", []))
    assert error.kind is Kind.CAMERA_ABSENT
    assert fault_of(error).button == Help("Look for cameras", "file.cameras")
    laptop = Camera(0, "Laptop", 0, 0)
    error = _raised_by(lambda: find_camera("Studio", [laptop]))
    assert fault_of(error).sentence == "The camera “Studio” was not found."


def test_two_cameras_fit() -> None:
    """Nothing to look for or to plug in: the line says which there are."""
    both = [Camera(0, "Webcam A", 0, 0), Camera(1, "Webcam B", 0, 1)]
    error = _raised_by(lambda: find_camera("webcam", both))
    assert error.kind is None
    assert "'Webcam B'" in fault_of(error).text


class _Silent:
    """A camera that another program has: it opens, and gives no picture."""

    def grab(self) -> bool:
        return False

    def release(self) -> None:
        pass


class _Short(_Silent):
    """One that is pulled after its first picture."""

    left = 1

    def grab(self) -> bool:
        self.left -= 1
        return self.left >= 0

    def retrieve(self) -> tuple[bool, object]:
        import numpy as np

        return True, np.zeros((8, 8, 3), np.uint8)


def test_a_camera_that_gives_no_picture() -> None:
    error = _raised_by(lambda: CameraSource.from_capture("Webcam", _Silent(), CameraMode()))
    assert error.kind is Kind.CAMERA_BUSY
    assert error.remedy in str(error)
    fault = fault_of(error)
    assert "“Webcam”" in fault.sentence
    assert fault.button == Help("Try again", "session.start")


def test_a_camera_that_is_pulled() -> None:
    source = CameraSource.from_capture("Webcam", _Short(), CameraMode())
    assert source.read() is not None
    error = _raised_by(source.read)
    assert error.kind is Kind.CAMERA_GONE
    assert fault_of(error).text == (
        "The camera “Webcam” stopped giving pictures. "
        "Plug it in again, or close the program that took it."
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell why")
def test_a_camera_that_may_not_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may use every camera: the system's refusal is played."""

    def refuse(*_args: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    laptop = Camera(99, "Laptop", 0, 99)
    with monkeypatch.context() as system:
        system.setattr(os, "open", refuse)
        error = _raised_by(lambda: camera._open(laptop, CameraMode()))
    assert error.kind is Kind.CAMERA_DENIED
    assert "“Laptop”" in fault_of(error).sentence
    assert "`sudo usermod -aG video $USER`" in fault_of(error).remedy
    error = _raised_by(lambda: camera._open(laptop, CameraMode()))  # there is no such device
    assert error.kind is Kind.CAMERA_BUSY


def test_no_virtual_camera() -> None:
    """The remedy is this system's, word for word the command line's."""
    sink = VirtualCameraSink("/dev/video-none")
    error = _raised_by(lambda: sink.open(OutputFormat(64, 64, 30.0, live=True)))
    assert error.kind is Kind.VIRTUAL_CAMERA_ABSENT
    fault = fault_of(error)
    assert "/dev/video-none" in fault.sentence
    assert fault.button == Help("Switch it on again", "session.virtual_camera")
    if error.remedy:
        assert str(error).endswith(error.remedy)
        assert fault.remedy.removesuffix(".").endswith(error.remedy[1:])


def test_a_model_that_is_missing_or_altered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = tmp_path / "models"
    shutil.copytree(litert.models_dir() / "mediapipe", models / "mediapipe")
    monkeypatch.setattr(litert, "models_dir", lambda: models)
    name = next(path.name for path in (models / "mediapipe").glob("*.tflite"))
    assert litert.read_verified(name)
    with (models / "mediapipe" / name).open("ab") as file:
        file.write(b"\0")
    error = _raised_by(lambda: litert.read_verified(name))
    assert error.kind is Kind.MODEL_DAMAGED
    assert fault_of(error).text.endswith(f"damaged: “{name}”. Install Understudy again.")
    (models / "mediapipe" / name).unlink()
    error = _raised_by(lambda: litert.read_verified(name))
    assert error.kind is Kind.MODEL_MISSING
    assert fault_of(error).text.endswith(f"missing: “{name}”. Install Understudy again.")


def test_a_face_that_was_altered(tmp_path: Path) -> None:
    item = TemplateLibrary(home=tmp_path / "home").list()[0]
    assert isinstance(item.pack, Pack)
    copy = tmp_path / "pack"
    shutil.copytree(item.pack.folder, copy)
    pack = open_pack(copy, hashlib.sha256((copy / "pack.toml").read_bytes()).hexdigest())
    texture = copy / item.entry.id / "texture.png"
    texture.write_bytes(texture.read_bytes() + b"\0")
    error = _raised_by(lambda: pack.load(item.entry.id))
    assert error.kind is Kind.TEMPLATE_DAMAGED
    assert f"“{item.entry.name}” was altered" in fault_of(error).sentence
    with (copy / "pack.toml").open("a") as file:
        file.write("\n")
    error = _raised_by(lambda: open_pack(copy, "0" * 64))
    assert error.kind is Kind.TEMPLATE_DAMAGED
    assert "pack of faces" in fault_of(error).sentence
    assert "Install Understudy again" in fault_of(error).remedy


def test_a_full_disk(tmp_path: Path) -> None:
    error = _raised_by(lambda: check_room(tmp_path, 1 << 60))
    assert error.kind is Kind.DISK_FULL
    assert fault_of(error).sentence == "The disk is full."
    assert errors.disk_full(OSError(errno.ENOSPC, "full")) is Kind.DISK_FULL
    assert errors.disk_full(OSError(errno.EACCES, "no")) is None
    assert errors.disk_full(ValueError("no")) is None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk here is always full")
def test_a_video_on_a_full_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import numpy as np

    from app.frame import SafeFrame, Verdict
    from app.pipeline.sinks.file import FileSink

    target = tmp_path / "out.mp4"
    sink = FileSink(target)
    sink.open(OutputFormat(320, 240, 30.0, live=True))
    assert sink._partial is not None
    full = os.open("/dev/full", os.O_WRONLY)
    os.dup2(full, sink._partial._file.fileno())  # from now on, its disk has no room
    os.close(full)
    rng = np.random.default_rng(0)

    def write() -> None:
        for index in range(120):
            image = rng.integers(0, 256, (240, 320, 3), np.uint8)
            sink.write(SafeFrame(image, Verdict.SWAPPED, "", 1, index, index / 30))
        sink.close()

    error = _raised_by(write)
    assert error.kind is Kind.DISK_FULL
    assert fault_of(error).sentence == "The disk is full."
    assert fault_of(error).remedy.startswith("Free some space; ")


def test_a_defect_of_ours(qtbot: QtBot) -> None:
    told: list[UnderstudyError] = []
    run_job("broken", lambda: [][0], lambda _nothing: None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].kind is Kind.DEFECT
    fault = fault_of(told[0])
    assert "IndexError" in fault.details
    assert "IndexError" not in fault.text


# -- the banner ------------------------------------------------------------------------------------

FAULT = fault_of(UsageError("x", kind=Kind.CAMERA_BUSY, what="Webcam", remedy=REMEDY))


class Stage(QWidget):
    """The banner above something else, as in the window."""

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self.banner.paint(LIGHT)
        layout = QVBoxLayout(self)
        layout.addWidget(self.banner)
        layout.addStretch(1)
        self.resize(760, 500)


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    stage = Stage()
    qtbot.addWidget(stage)
    stage.show()
    stage.activateWindow()
    return stage


def test_it_is_read_aloud_whole(stage: Stage) -> None:
    banner = stage.banner
    assert banner.text == ""
    assert banner.fault is None
    banner.tell_fault(FAULT)
    assert banner.isVisible()
    assert banner.fault == FAULT
    assert banner.text == f"{FAULT.sentence} {FAULT.remedy}"
    interface = QAccessible.queryAccessibleInterface(banner)
    assert interface.text(QAccessible.Text.Name) == banner.text
    for widget in (banner.button, banner.close_button):
        named = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert named
        assert widget.toolTip()
    banner.tell("another line")
    assert banner.text == "Another line"
    assert interface.text(QAccessible.Text.Name) == "Another line"
    assert not banner.button.isVisible()


def test_the_button_gives_its_command_by_keyboard(stage: Stage, qtbot: QtBot) -> None:
    banner = stage.banner
    wanted = QSignalSpy(banner.wanted)
    banner.tell_fault(FAULT)
    banner.button.setFocus()
    qtbot.keyClick(banner.button, Qt.Key.Key_Space)
    assert wanted.count() == 1
    assert wanted.at(0) == ["session.start"]
    assert not banner.isVisible()


def test_what_the_command_leads_to_is_told_in_its_place(stage: Stage, qtbot: QtBot) -> None:
    stage.banner.wanted.connect(lambda _command: stage.banner.tell("it failed again"))
    stage.banner.tell_fault(FAULT)
    qtbot.mouseClick(stage.banner.button, Qt.MouseButton.LeftButton)
    assert stage.banner.text == "It failed again"


def test_the_cross_closes_it_by_keyboard(stage: Stage, qtbot: QtBot) -> None:
    banner = stage.banner
    wanted = QSignalSpy(banner.wanted)
    banner.tell_fault(FAULT)
    banner.button.setFocus()
    qtbot.keyClick(banner.button, Qt.Key.Key_Tab)
    assert banner.close_button.hasFocus()
    qtbot.keyClick(banner.close_button, Qt.Key.Key_Space)
    assert not banner.isVisible()
    assert wanted.count() == 0


def test_the_button_is_there_only_while_its_command_can_be_given(stage: Stage) -> None:
    allowed: set[str] = set()
    stage.banner.offer(allowed.__contains__)
    stage.banner.tell_fault(FAULT)
    assert not stage.banner.button.isVisible()
    allowed.add("session.start")
    stage.banner.offer(allowed.__contains__)
    assert stage.banner.button.isVisible()
    stage.banner.tell("another line")
    stage.banner.offer(allowed.__contains__)
    assert not stage.banner.button.isVisible()


def test_what_goes_on_is_no_error(stage: Stage) -> None:
    stage.banner.tell_fault(fault_of(UnderstudyError("x", kind=Kind.MODEL_ON_CPU)))
    assert stage.banner.property("tone") == "note"
    stage.banner.tell_fault(FAULT)
    assert stage.banner.property("tone") == "error"


@pytest.mark.parametrize("width", [300, 400, 760])
@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_is_cut_off(stage: Stage, qapp: QApplication, kind: Kind, width: int) -> None:
    path = "/home/someone/Videos/a-very-long-folder-name/another/recording-2024-11-22.part.mp4"
    remedy = f"free some space; what was written is in '{path}', `sudo {'x' * 12}` removes it"
    banner = stage.banner
    banner.tell_fault(fault_of(UnderstudyError("x", kind=kind, what="Webcam " * 4, remedy=remedy)))
    stage.resize(width, 500)
    for _ in range(3):
        qapp.processEvents()
    assert stage.width() == width
    for label in banner.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width())
            assert banner.rect().contains(label.geometry())
    for button in (banner.button, banner.close_button):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width()
            assert banner.rect().contains(button.geometry())


def test_a_command_is_copied_as_it_must_be_typed(stage: Stage, qtbot: QtBot) -> None:
    """Without what lets long words break."""
    line = "sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy/of/my/own-making"
    stage.banner.tell(f"type `{line}`, then start again <b>")
    label = next(label for label in stage.banner.findChildren(QLabel) if "sudo" in label.text())
    label.setFocus()
    qtbot.keyClick(label, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert label.selectedText() == f"Type {line}, then start again <b>"


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_it_is_painted_in_both_themes(stage: Stage, qapp: QApplication, look: Theme) -> None:
    theme.apply(qapp, look)
    try:
        stage.banner.paint(look)
        for fault, tone in ((FAULT, look.error), (Fault("Well.", goes_on=True), look.covered)):
            stage.banner.tell_fault(fault)
            qapp.processEvents()
            image = stage.banner.grab().toImage()
            ground = image.pixelColor(image.width() // 2, 4).name()
            assert ground == tone.ground
            across = range(10, 34)  # the icon
            drawn = {image.pixelColor(x, y).name() for x in across for y in range(8, 34)}
            assert tone.text in drawn
    finally:
        theme.apply(qapp, LIGHT)
