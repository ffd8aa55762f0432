"""What a camera says it can do: asked of a real driver, in a kernel that has one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from app.pipeline.sources.camera import Camera
from app.pipeline.sources.camera_modes import camera_modes

ROOT = Path(__file__).resolve().parents[3]
RUN = ROOT.parent / "shared" / "vm" / "vm-run.sh"
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
    home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "video-vm"
    if not RUN.is_file() or not (home / "ready").is_file():
        warnings.warn("no kernel with cameras is built: camera modes are not tested", stacklevel=1)
        pytest.skip("the kernel with video devices is not built")
    environment = {**os.environ, "VM_MODULES": "vivid n_devs=1 node_types=0x1 no_error_inj=1"}
    done = subprocess.run(
        ["bash", str(RUN), sys.executable, "-c", ASK],
        cwd=ROOT,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
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
