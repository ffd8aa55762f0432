"""Cameras: choosing one, and what is said when there is none.

Reading is tested on a real `cv2.VideoCapture`, of a file: its end is what an unplugged camera looks
like. A kernel with real video devices is needed for the rest.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

import cv2
import pytest

from app.errors import SourceError
from app.frame import Frame
from app.pipeline.sources import open_source
from app.pipeline.sources.camera import (
    Camera,
    CameraMode,
    CameraSource,
    find_camera,
    list_cameras,
)
from tests.support.movies import Movie, error, patches

CAMERAS = [
    Camera(0, "Integrated Camera", 200, 0),
    Camera(2, "Logitech BRIO", 200, 2),
    Camera(3, "Logitech C920", 200, 3),
    Camera(4, "Camera 2", 200, 4),
]


@pytest.mark.parametrize(
    ("which", "index"),
    [("0", 0), ("2", 2), ("logitech brio", 2), ("C920", 3), ("brio", 2), ("camera 2", 4)],
)
def test_by_index_and_by_name(which: str, index: int) -> None:
    assert find_camera(which, CAMERAS).index == index


@pytest.mark.parametrize(
    ("which", "words"),
    [
        ("1", ["no camera '1'", "0 'Integrated Camera'", "4 'Camera 2'"]),
        ("kinect", ["no camera 'kinect'", "2 'Logitech BRIO'"]),
        ("logi", ["several", "2 'Logitech BRIO', 3 'Logitech C920'"]),
        ("", ["0 'Integrated Camera'"]),
    ],
)
def test_what_does_not_fit_lists_the_cameras(which: str, words: list[str]) -> None:
    with pytest.raises(SourceError) as caught:
        find_camera(which, CAMERAS)
    assert all(word in str(caught.value) for word in words)
    assert "\n" not in str(caught.value)


def test_without_a_camera(capfd: pytest.CaptureFixture[str]) -> None:
    if list_cameras():
        pytest.skip("this computer has a camera")
    for spec in ("camera:0", "camera:Logitech"):
        with pytest.raises(SourceError, match="no camera was found"):
            open_source(spec)
    assert capfd.readouterr() == ("", "")


def test_an_index_that_is_not_there() -> None:
    with pytest.raises(SourceError, match="no camera"):
        open_source("camera:73")


def captured(path: Path, count: int = 6) -> CameraSource:
    Movie([patches(seed=i) for i in range(count)]).write(path)
    return CameraSource.from_capture("cam", cv2.VideoCapture(str(path)), CameraMode(fps=25))


def test_reading(tmp_path: Path) -> None:
    source = captured(tmp_path / "a.mp4")
    info = source.info
    assert (info.name, info.width, info.height, info.live) == ("cam", 64, 48, True)
    assert info.fps == 25  # nothing measured yet
    for i in range(6):
        frame = source.read()
        assert frame is not None
        assert (frame.index, frame.pts) == (i, None)
        assert error(frame.image, patches(seed=i)) < 4
        assert frame.image.flags.c_contiguous
        assert not frame.image.flags.writeable
    source.close()


def test_a_camera_that_stops_is_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = captured(tmp_path / "a.mp4", 2)
    assert source.read() is not None
    assert source.read() is not None
    with pytest.raises(SourceError, match="'cam' stopped giving pictures: plug it in"):
        source.read()
    source.close()
    source.close()
    assert source.read() is None
    assert capfd.readouterr() == ("", "")


def test_a_camera_that_gives_nothing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="gives no picture"):
        CameraSource.from_capture("cam", cv2.VideoCapture(str(tmp_path / "none.mp4")), CameraMode())


def test_close_from_another_thread_while_reading(tmp_path: Path) -> None:
    source = captured(tmp_path / "a.mp4", 400)
    got: list[Frame | None] = []
    some = threading.Event()

    def reader() -> None:
        while not got or got[-1] is not None:
            got.append(source.read())
            some.set()

    thread = threading.Thread(target=reader, daemon=True)
    thread.start()
    assert some.wait(30)
    source.close()
    thread.join(30)
    assert got[-1] is None


def test_the_rate_is_measured(tmp_path: Path) -> None:
    """What counts is when pictures come, not what was asked for or is in a header."""
    source = captured(tmp_path / "a.mp4", 16)
    times = []
    while source.info.fps == 25:
        frame = source.read()
        assert frame is not None
        times.append(frame.captured_at)
        time.sleep(0.05)
    assert times[-1] - times[0] > 0.5
    assert source.info.fps == pytest.approx((len(times) - 1) / (times[-1] - times[0]))
    source.close()
