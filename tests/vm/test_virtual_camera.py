"""The virtual camera on a kernel that has video devices, with the programs that watch it: see
docs/testing-with-devices.md. What runs in there is `call.py`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from app.evaluation.unswapped import likeness
from app.frame import Floats, Image
from app.pipeline.sources.file import FileSource
from tests.support.rig import Judge
from tests.vm.call import CLIP, HEIGHT, PICTURES, WIDTH, is_card
from tests.vm.machine import needed, run

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


class Wearer:
    """The clip's own face, in every picture that the webcam may have shown."""

    def __init__(self) -> None:
        self._judge = Judge()
        self._known: list[tuple[Image, Floats]] = []
        source = FileSource(CLIP)
        while (frame := source.read()) is not None:
            if frame.index % 2 == 0:
                picture = cv2.resize(frame.image, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
                self._known += [(picture, points) for points in self._judge.faces(picture)]
        source.close()

    def is_in(self, picture: Image) -> bool:
        return any(likeness(before, picture, points).unswapped for before, points in self._known)

    def faces(self, picture: Image) -> int:
        return len(self._judge.faces(picture))


@pytest.fixture(scope="module")
def wearer() -> Wearer:
    return Wearer()


def play(scene: str, folder: Path, timeout: float) -> dict[str, Any]:
    """Plays a scene in the guest; what was seen."""
    ended = run(
        [sys.executable, "-m", "tests.vm.call", scene, str(folder)], output=folder, timeout=timeout
    )
    assert ended.status == 0, f"{ended.status}\n{ended.stderr}\n{ended.console[-2000:]}"
    seen: dict[str, Any] = json.loads((folder / "seen.json").read_text())
    return {**seen, "stderr": ended.stderr}


def pictures(folder: Path, names: list[str]) -> list[Image]:
    result = [cv2.imread(str(folder / name)) for name in names]
    assert all(picture is not None for picture in result)
    return [np.asarray(picture, np.uint8) for picture in result]


def assert_none_raw(wearer: Wearer, folder: Path, told: dict[str, Any]) -> int:
    """No picture that a program got shows the wearer; how many there were."""
    names = [name for phase in told["phases"].values() for name in phase["pictures"]]
    for name, picture in zip(names, pictures(folder, names), strict=True):
        assert picture.shape == (HEIGHT, WIDTH, 3)
        assert not wearer.is_in(picture), f"{name} shows the wearer"
    return len(names)


def test_device(tmp_path: Path) -> None:
    """Stuck, busy, watched in another size, unloaded and loaded again, held to YUYV; and what the
    doctor says."""
    needed("ffmpeg", "v4l2-ctl")
    told = play("device", tmp_path, 240)
    red = pytest.approx([30, 60, 200], abs=3)
    assert told["left by another"] == "stuck"
    assert told["name"] == "virtual camera /dev/video10"
    assert told["label"] == "Understudy"
    assert told["busy"] == "busy"
    assert "second" not in told
    assert told["colour"] == red
    shape, middle, bar = told["fitted"]
    assert shape == [480, 640, 3]
    assert middle == red
    assert bar == [0, 0, 0]
    assert "holds it to 640×480" in told["stderr"]
    assert "sudo modprobe v4l2loopback" in told["trouble"]
    assert told["stderr"].count("has gone") == 1, "told once"
    assert told["away"] == [told["trouble"], []]
    assert told["back"] == ["", "virtual camera /dev/video11", {"/dev/video11": "busy"}]
    assert told["yuyv"] == red
    [doctor] = told["doctor"]
    assert doctor.startswith("ok ")
    assert "listed as 'Understudy', 1280×720 YU12" in doctor
    assert "as they were sent" in doctor
    assert "exclusive_caps=1" in told["doctor unlisted"][0]
    assert "modprobe -r" in told["doctor unlisted"][1]
    assert any("/etc/modprobe.d/v4l2loopback.conf" in line for line in told["doctor absent"])


def test_programs_that_watch(tmp_path: Path, wearer: Wearer) -> None:
    """OpenCV twice, v4l2-ctl and ffmpeg see the stand-in; the card when the webcam is pulled or the
    app killed; and the stand-in again, after a sleep too, without having to open the camera
    anew."""
    needed("ffmpeg", "v4l2-ctl")
    told = play("clients", tmp_path, 400)
    [raw] = pictures(tmp_path, ["raw.png"])
    assert wearer.is_in(raw), "the judge does not know the wearer"
    assert assert_none_raw(wearer, tmp_path, told["opencv"]) > 24, "hardly any were kept"
    assert_none_raw(wearer, tmp_path, told["second"])

    phases = told["opencv"]["phases"]
    first = pictures(tmp_path, phases["start"]["pictures"])[0]
    assert is_card(first), "the first picture is not the card"
    for watcher in ("opencv", "second"):
        seen = told[watcher]["phases"]
        # The driver shows its stand-by picture to who asks first: another may wait in vain.
        frames = sum(phase["frames"] for phase in seen.values())
        assert told[watcher]["failed"] < frames / 4, "the camera was gone for one that watched"
        for phase in ("covered", "awake", "back", "again"):
            assert seen[phase]["changes"] > 2
            assert seen[phase]["cards"] < seen[phase]["frames"]
        assert seen["pulled"]["cards"] > seen["pulled"]["frames"] / 2
    killed = [told[watcher]["phases"]["killed"]["cards"] for watcher in ("opencv", "second")]
    assert sum(killed) >= 1, "the driver does not show the card"
    for phase in ("covered", "awake", "again"):
        last = pictures(tmp_path, phases[phase]["pictures"])[-1]
        assert wearer.faces(last) == 1, "there is a face, and it is not the wearer's"

    assert "'YU12'" in told["formats"]
    assert f"Size: Discrete {WIDTH}x{HEIGHT}" in told["formats"]
    assert told["streamed"].count("<") == 30
    [of_ffmpeg] = pictures(tmp_path, ["ffmpeg.png"])
    assert not wearer.is_in(of_ffmpeg)
    assert told["status"] == 130
    assert told["after"] == "free"


def test_chromium_in_a_call(tmp_path: Path, wearer: Wearer) -> None:
    """A browser takes the camera by its label, sees pixels as another program does, and keeps it
    while the app is killed and started again."""
    needed("ffmpeg", "chromium", "chromedriver")
    pytest.importorskip("selenium", reason="the test extras are not installed")
    told = play("browser", tmp_path, 700)
    joined = told["joined"]
    assert joined["label"].startswith("Understudy")
    assert (joined["width"], joined["height"]) == (WIDTH, HEIGHT)
    assert assert_none_raw(wearer, tmp_path, told["chromium"]) == sum(PICTURES.values())
    assert_none_raw(wearer, tmp_path, told["opencv"])

    phases = told["chromium"]["phases"]
    for phase, seen in phases.items():
        assert seen["state"] == "live", f"Chromium gave the camera up: {phase}"
        assert seen["frames"] > 3
    assert phases["covered"]["changes"] > 3
    assert phases["again"]["changes"] > 3
    assert all(is_card(p) for p in pictures(tmp_path, phases["pulled"]["pictures"]))
    others = told["opencv"]["phases"]["covered"]["pictures"]
    sent = pictures(tmp_path, others)
    nearest = [
        min(float(np.abs(picture.astype(np.int16) - other).mean()) for other in sent)
        for picture in pictures(tmp_path, phases["covered"]["pictures"])
    ]
    # The other program misses a frame now and then: those are some pixels of motion away.
    assert sum(difference < 1.0 for difference in nearest) >= 2, "other pixels than were sent"
    assert max(nearest) < 15.0
    for phase in ("covered", "again"):
        seen = pictures(tmp_path, phases[phase]["pictures"])
        assert any(wearer.faces(picture) == 1 for picture in seen), "the stand-in"
