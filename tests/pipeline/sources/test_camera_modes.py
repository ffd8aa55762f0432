"""What a camera says it can do: asked of a real driver, in a kernel that has one."""

from __future__ import annotations

import json
import sys

import pytest

from app.pipeline.sources.camera import Camera
from app.pipeline.sources.camera_modes import camera_modes
from tests.vm.machine import needed, run

ASK = """
import json, sys
from app.pipeline.sources.camera import CameraMode, CameraSource, list_cameras
from app.pipeline.sources.camera_modes import camera_modes
[camera] = list_cameras()
modes = [(m.width, m.height, m.fps) for m in camera_modes(camera)]
source = CameraSource(camera.name, CameraMode(640, 360, 25.0))
again = [(m.width, m.height, m.fps) for m in camera_modes(camera)]
info = source.info
print(json.dumps({"modes": modes, "open": again, "size": [info.width, info.height]}))
source.close()
"""


def test_the_driver_is_asked() -> None:
    needed()
    done = run(
        [sys.executable, "-c", ASK], modules=["vivid n_devs=1 node_types=0x1 no_error_inj=1"]
    )
    assert done.status == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    modes = [tuple(mode) for mode in told["modes"]]
    # vivid's webcam: 720p at 12.5 frames per second at most.
    assert (640, 360, 25.0) in modes
    assert (1280, 720, 12.5) in modes
    assert not [mode for mode in modes if mode[:2] == (1280, 720) and mode[2] > 12.5]
    assert modes == sorted(set(modes), key=lambda mode: (mode[0] * mode[1], mode[0], mode[2]))
    assert told["open"] == told["modes"]
    assert told["size"] == [640, 360]


def test_a_camera_that_is_not_there_says_nothing() -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux asks the driver")
    assert camera_modes(Camera(97, "gone", 200, 97)) == []
