"""A camera that is pulled out and comes back. It is a real `cv2.VideoCapture`, of a file: its end
is what an unplugged camera looks like."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.errors import SourceError
from app.frame import Frame, SafeFrame, Verdict
from app.pipeline.engine import EngineOptions
from app.pipeline.guard.guard import STALLED
from app.pipeline.sources import camera as camera_module
from app.pipeline.sources import patient
from app.pipeline.sources.base import Source
from app.pipeline.sources.camera import Camera, CameraMode, CameraSource
from app.pipeline.sources.patient import PatientSource
from tests.support import clips
from tests.support.movies import Movie, error, patches
from tests.support.rig import Judge, make_engine


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient, "RETRY_S", 0.02)


def captured(path: Path) -> CameraSource:
    return CameraSource.from_capture("cam", cv2.VideoCapture(str(path)), CameraMode(fps=25))


def plugged(*paths: Path, missing: int = 2) -> tuple[Callable[[], Source], list[str]]:
    """Opens one path after another; before each the camera is missing for some tries."""
    told: list[str] = []
    left = list(paths)

    def reopen() -> Source:
        if len(told) % (missing + 1) < missing or not left:
            told.append("missing")
            raise SourceError("not plugged in")
        told.append("there")
        return captured(left.pop(0))

    return reopen, told


def test_it_goes_on_when_the_camera_is_back(tmp_path: Path) -> None:
    pictures = [patches(seed=i) for i in range(6)]
    Movie(pictures[:3]).write(tmp_path / "a.mp4")
    Movie(pictures[3:]).write(tmp_path / "b.mp4")
    reopen, told = plugged(tmp_path / "b.mp4")
    source = PatientSource(captured(tmp_path / "a.mp4"), reopen)
    frames = [source.read() for _ in range(6)]
    assert told == ["missing", "missing", "there"]
    for number, (frame, picture) in enumerate(zip(frames, pictures, strict=True)):
        assert frame is not None
        assert frame.index == number
        assert error(frame.image, picture) < 12
    source.close()
    assert source.read() is None


def test_another_size_is_letterboxed(tmp_path: Path) -> None:
    Movie([patches(64, 48)] * 2).write(tmp_path / "a.mp4")
    Movie([patches(128, 48, seed=3)] * 2).write(tmp_path / "b.mp4")
    reopen, _ = plugged(tmp_path / "b.mp4")
    source = PatientSource(captured(tmp_path / "a.mp4"), reopen)
    source.read()
    source.read()
    frame = source.read()
    assert frame is not None
    assert (source.info.width, source.info.height) == (64, 48)
    assert frame.image.shape == (48, 64, 3)
    assert not frame.image[:12].any()
    assert not frame.image[36:].any()
    assert frame.image[14:34].mean() > 20
    with pytest.raises(ValueError, match="read-only"):
        frame.image[0, 0] = 1
    source.close()


def test_it_says_why_nothing_comes_and_closes_while_it_waits(tmp_path: Path) -> None:
    Movie([patches()] * 2).write(tmp_path / "a.mp4")
    reopen, told = plugged(missing=1)
    source = PatientSource(captured(tmp_path / "a.mp4"), reopen)
    assert source.info.waiting == ""
    came: list[object] = []
    reader = threading.Thread(target=lambda: came.extend(source.read() for _ in range(3)))
    reader.start()
    while len(told) < 3:
        assert reader.is_alive()
    assert "stopped giving pictures" in source.info.waiting
    source.close()
    reader.join(10)
    assert not reader.is_alive()
    assert len(came) == 3
    assert came[2] is None


def test_the_shield_goes_out_while_the_camera_is_away(tmp_path: Path) -> None:
    wearer = clips.wandering_face(12)
    first, again = (clips.write(tmp_path / name, wearer) for name in ("a.mp4", "b.mp4"))
    back = threading.Event()

    def reopen() -> Source:
        if not back.is_set():
            raise SourceError("not plugged in")
        return captured(again)

    source = PatientSource(captured(first), reopen)
    engine, sink = make_engine(source, options=EngineOptions())

    def stalled(frames: list[SafeFrame]) -> bool:
        return any(frame.reason == STALLED and frame.index == -1 for frame in frames)

    engine.start()
    assert sink.wait_for(stalled)  # held first, then the card
    gone = len(sink.frames)
    back.set()
    assert sink.wait_for(
        lambda frames: any(frame.verdict is Verdict.SWAPPED for frame in frames[gone:])
    )
    engine.stop()
    assert sink.format is not None
    judge = Judge()
    known = dict(enumerate([*wearer, *wearer]))
    for frame in sink.frames:
        if frame.index in known:
            assert not judge.raw_faces(known[frame.index], np.asarray(frame.image))


def test_of_two_cameras_with_one_name_no_other_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    left = [Camera(2, "HD Webcam", 200, 97)]
    monkeypatch.setattr(camera_module, "list_cameras", lambda: list(left))
    gone = Camera(0, "HD Webcam", 200, 96)
    with pytest.raises(SourceError, match="not plugged in"):
        CameraSource.same(gone, False, CameraMode())
    # The only one of its name is the same one wherever it is: it is tried, and cannot be opened.
    with pytest.raises(SourceError, match="cannot be opened"):
        CameraSource.same(gone, True, CameraMode())


def test_whatever_a_driver_raises_is_waited_for(tmp_path: Path) -> None:
    Movie([patches()] * 2).write(tmp_path / "b.mp4")

    class Vanishing(CameraSource):
        def read(self) -> Frame | None:
            raise cv2.error("the device is gone")

    first = captured(tmp_path / "b.mp4")
    first.__class__ = Vanishing
    tries = [ValueError("no name"), SourceError("not there")]

    def reopen() -> Source:
        if tries:
            raise tries.pop()
        return captured(tmp_path / "b.mp4")

    source = PatientSource(first, reopen)
    assert source.read() is not None
    assert not tries
    source.close()
