"""The virtual camera's sink where there is no device: what it does when one goes, and what it says.
With real devices and programs that watch: tests/vm."""

from __future__ import annotations

import logging

import numpy as np
import pytest

from app.errors import Kind, SinkError
from app.frame import Image, SafeFrame, Verdict
from app.pipeline.sinks import virtual_camera, virtual_camera_setup
from app.pipeline.sinks.base import OutputFormat, is_paced
from app.pipeline.sinks.virtual_camera import VirtualCameraSink

FORMAT = OutputFormat(65, 48, 30.0, live=True)


class Backend:
    """Stands for the driver: there or not, and with what it was opened."""

    def __init__(self) -> None:
        self.there = True
        self.opened: list[tuple[str | None, int, int, float]] = []
        self.written: list[Image] = []
        self.closed = 0

    def open(self, which: str | None, width: int, height: int, fps: float) -> Backend:
        if not self.there:
            raise RuntimeError("there is none")
        self.opened.append((which, width, height, fps))
        return self

    name = "OBS Virtual Camera"

    @property
    def size(self) -> tuple[int, int]:
        return self.opened[-1][1:3]

    def write(self, image: Image) -> None:
        if not self.there:
            raise RuntimeError("the driver is away")
        self.written.append(image)

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> Backend:
    result = Backend()
    monkeypatch.setattr(virtual_camera, "open_device", result.open)
    return result


def picture() -> SafeFrame:
    return SafeFrame(np.full((48, 65, 3), 90, np.uint8), Verdict.SWAPPED, "", 1, 0, 0.0)


def test_frames_come_on_a_steady_clock_with_even_sides(backend: Backend) -> None:
    sink = VirtualCameraSink()
    assert is_paced(sink)
    sink.open(FORMAT)
    sink.write(picture())
    assert backend.opened == [(None, 66, 48, 30.0)]
    assert backend.written[0].shape == (48, 66, 3)
    assert sink.status().frames == 1
    sink.close()
    sink.close()
    assert backend.closed == 1


def test_a_device_that_goes_is_waited_for(
    backend: Backend, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now = 100.0
    monkeypatch.setattr(virtual_camera.time, "monotonic", lambda: now)
    sink = VirtualCameraSink()
    sink.open(FORMAT)
    backend.there = False
    with caplog.at_level(logging.WARNING):
        for _ in range(100):  # three seconds
            sink.write(picture())
            now += 1 / 30
    assert backend.closed == 1
    assert len(caplog.records) == 1, "told once"
    trouble = sink.status().trouble
    assert "OBS Virtual Camera has gone" in trouble
    assert virtual_camera_setup.back() in trouble
    backend.there = True
    for _ in range(30):
        sink.write(picture())
        now += 1 / 30
    assert len(backend.opened) == 2
    assert len(backend.written) > 5
    assert sink.status().trouble == ""
    assert "is back" in caplog.text


def test_a_device_that_is_not_there_at_the_start_is_an_error(backend: Backend) -> None:
    backend.there = False
    with pytest.raises(SinkError) as caught:
        VirtualCameraSink("No such").open(FORMAT)
    assert caught.value.kind in (Kind.VIRTUAL_CAMERA_ABSENT, Kind.VIRTUAL_CAMERA_BUSY)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("system", "words"),
    [
        ("linux", ["exclusive_caps=1", "card_label=Understudy", "modprobe.d", "modules-load.d"]),
        ("win32", ["OBS Studio 26", "Unity Capture"]),
        ("darwin", ["OBS Studio 30", "Start Virtual Camera", "Camera Extensions"]),
    ],
)
def test_what_to_do_on_each_system(
    system: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(virtual_camera_setup.sys, "platform", system)
    text = "\n".join(virtual_camera_setup.steps())
    for word in words:
        assert word in text
    assert "\n" not in virtual_camera_setup.remedy()
    assert virtual_camera_setup.system() == system


def test_secure_boot_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(virtual_camera_setup.sys, "platform", "linux")
    monkeypatch.setattr(virtual_camera_setup, "secure_boot", lambda: True)
    assert "mokutil" in "\n".join(virtual_camera_setup.steps())
