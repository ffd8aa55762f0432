"""What runs in the guest: a webcam, the app, and programs that watch its virtual camera.

``python -m tests.vm.call SCENE FOLDER`` plays one scene and writes what was seen into FOLDER:
``seen.json``, and pictures as PNG.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from app.errors import SinkError
from app.frame import Image, SafeFrame, Verdict
from app.paths import assets_dir
from app.pipeline.guard.card import card
from app.pipeline.sinks.base import OutputFormat
from app.pipeline.sinks.v4l2loopback import devices, is_listed, revive
from app.pipeline.sinks.virtual_camera import RETRY_S, VirtualCameraSink
from app.pipeline.sinks.virtual_camera_device import Loopback, PyVirtualCam

VIRTUAL, WEBCAM = "/dev/video10", "/dev/video20"
WIDTH, HEIGHT = 640, 360
FPS, SLOW = 10, 5
"""Of the webcam and the output; beside a browser, which one processor has hardly time for."""
PICTURES = {"covered": 4, "pulled": 3, "killed": 0, "again": 3}
"""Of each phase; a browser takes four seconds for one."""
CLIP = assets_dir() / "demo" / "demo.mp4"


def webcam(fps: int = FPS) -> subprocess.Popen[bytes]:
    """A person before a camera: the demo clip, over and over."""
    revive(WEBCAM)  # ffmpeg leaves it stuck, as pyvirtualcam does
    shape = f"fps={fps},scale={WIDTH}:{HEIGHT}"
    command = ["ffmpeg", "-loglevel", "error", "-re", "-stream_loop", "-1", "-i", str(CLIP)]
    command += ["-an", "-vf", shape, "-pix_fmt", "yuv420p", "-f", "v4l2", WEBCAM]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)


def understudy(fps: int = FPS) -> subprocess.Popen[bytes]:
    """The app, as somebody would start it."""
    command = [sys.executable, "-m", "app", "run", "--source", "camera:Webcam", "--headless"]
    command += ["--sink", "virtual-camera:Understudy", "--fps", str(fps)]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)


def is_card(image: Image) -> bool:
    """Whether it is the card, as far as 4:2:0 lets that be told."""
    plain = card(image.shape[1], image.shape[0])
    return float(np.abs(image.astype(np.int16) - plain).mean()) < 2.0


def until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """
    Raises:
        TimeoutError: `what` did not come true.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds:g} s")
        time.sleep(0.02)


@dataclass
class Seen:
    """What a watcher saw while a scene was in one phase.

    Attributes:
        frames: How many pictures.
        cards: How many of them were the card.
        changes: How often a picture was another than the one before.
        longest: Seconds without any.
        pictures: Files with some of them.
    """

    frames: int = 0
    cards: int = 0
    changes: int = 0
    longest: float = 0.0
    pictures: list[str] = field(default_factory=list)


class Watcher:
    """A program that opens the virtual camera as soon as it is listed, and stays."""

    def __init__(self, folder: Path, name: str, keep_every: int = 10) -> None:
        self.phases: dict[str, Seen] = {}
        self.failed = 0
        """Reads that gave no picture: the app was not there."""
        self._folder, self._name, self._keep_every = folder, name, keep_every
        self._phase = Seen()
        self._newest: Image | None = None
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.phase("start")
        self._thread.start()

    def phase(self, name: str) -> Seen:
        """What is seen from now on is counted there."""
        with self._lock:
            self._label, self._phase = name, Seen()
            self.phases[name] = self._phase
            self._last_at, self._newest = time.monotonic(), None
            return self._phase

    def newest(self) -> Image | None:
        with self._lock:
            return self._newest

    def close(self) -> None:
        self._stop.set()
        self._thread.join(15)

    def _watch(self) -> None:
        while not self._stop.is_set() and not is_listed(VIRTUAL):
            time.sleep(0.005)
        capture = cv2.VideoCapture(int(VIRTUAL.removeprefix("/dev/video")), cv2.CAP_V4L2)
        while not self._stop.is_set():
            good, image = capture.read()
            if not good or image is None:
                self.failed += 1
                time.sleep(0.05)
                continue
            self._see(np.asarray(image, np.uint8))
        capture.release()

    def _see(self, image: Image) -> None:
        with self._lock:
            now, seen = time.monotonic(), self._phase
            seen.longest = max(seen.longest, now - self._last_at)
            self._last_at = now
            seen.cards += is_card(image)
            if self._newest is None or (image != self._newest).any():
                seen.changes += 1
            self._newest = image
            # The first ones of each phase count most.
            if seen.frames % self._keep_every == 0 or seen.frames < 3:
                path = self._folder / f"{self._name}-{self._label}-{seen.frames:04}.png"
                cv2.imwrite(str(path), image, [cv2.IMWRITE_PNG_COMPRESSION, 1])
                seen.pictures.append(path.name)
            seen.frames += 1

    def report(self) -> dict[str, Any]:
        phases = {name: asdict(seen) for name, seen in self.phases.items()}
        return {"phases": phases, "failed": self.failed}


@contextlib.contextmanager
def ended(*processes: Callable[[], subprocess.Popen[bytes]]) -> Iterator[None]:
    """Nothing outlives the scene."""
    try:
        yield
    finally:
        for process in processes:
            with contextlib.suppress(Exception):
                process().kill()


# -- scenes ----------------------------------------------------------------------------------------


def clients(folder: Path) -> dict[str, Any]:
    """Programs of three kinds watch one after another and at the same time; the app sleeps, as
    with the computer; the webcam is pulled and comes back; the app is killed and started again
    while they watch."""
    camera = webcam()
    until(lambda: is_listed(WEBCAM), 20, "the webcam gives pictures")
    raw = cv2.VideoCapture(int(WEBCAM.removeprefix("/dev/video")), cv2.CAP_V4L2)
    cv2.imwrite(str(folder / "raw.png"), raw.read()[1])
    raw.release()
    app = understudy()
    told: dict[str, Any] = {}
    with ended(lambda: camera, lambda: app):
        watcher = Watcher(folder, "opencv", keep_every=5)
        second = Watcher(folder, "second", keep_every=1000)
        until(lambda: _swapped(watcher), 120, "a swapped picture")
        for phase in ("covered", "asleep", "awake", "pulled", "back", "killed", "again"):
            if phase == "asleep":
                app.send_signal(signal.SIGSTOP)
            elif phase == "awake":
                app.send_signal(signal.SIGCONT)
                watcher.phase("waking")
                until(lambda: _swapped(watcher), 60, "the app has woken up")
            elif phase == "pulled":
                camera.terminate()
                camera.wait()
            elif phase == "back":
                camera = webcam()
                until(lambda: _swapped(watcher), 60, "the webcam is back")
            elif phase == "killed":
                app.send_signal(signal.SIGKILL)
                app.wait()
            elif phase == "again":
                app = understudy()
                watcher.phase("restarting")
                until(lambda: _swapped(watcher), 150, "the app is back")
            for each in (watcher, second):
                each.phase(phase)
            time.sleep({"covered": 3.0, "pulled": 8.0, "killed": 1.0}.get(phase, 3.0))
        watcher.close()
        second.close()
        told |= _other_programs(folder)
        app.terminate()
        told["status"] = app.wait(30)
        told["after"] = devices()[VIRTUAL].value
    return told | {"opencv": watcher.report(), "second": second.report()}


def _swapped(watcher: Watcher) -> bool:
    image = watcher.newest()
    return image is not None and not is_card(image)


def _other_programs(folder: Path) -> dict[str, Any]:
    """What v4l2-ctl and ffmpeg say of the same device."""

    def said(*command: str) -> str:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout + done.stderr

    picture = str(folder / "ffmpeg.png")
    return {
        "formats": said("v4l2-ctl", "-d", VIRTUAL, "--list-formats-ext"),
        "all": said("v4l2-ctl", "-d", VIRTUAL, "--all"),
        "streamed": said("v4l2-ctl", "-d", VIRTUAL, "--stream-mmap", "--stream-count=30"),
        "ffmpeg": said(
            *("ffmpeg", "-hide_banner", "-y", "-f", "v4l2", "-i", VIRTUAL),
            *("-frames:v", "20", "-update", "1", picture),
        ),
    }


def browser(folder: Path) -> dict[str, Any]:
    """Chromium takes the virtual camera by its label, as a call does, and stays with it while the
    app is killed and started again. Another program watches too, to compare pixels."""
    from tests.vm.chromium import Call

    camera = webcam(SLOW)
    until(lambda: is_listed(WEBCAM), 20, "the webcam gives pictures")
    # There is one processor: nothing else runs meanwhile.
    camera.send_signal(signal.SIGSTOP)
    call = Call(folder)
    camera.send_signal(signal.SIGCONT)
    app = understudy(SLOW)
    told: dict[str, Any] = {}
    with ended(lambda: camera, lambda: app), call:
        watcher = Watcher(folder, "opencv", keep_every=1)
        until(lambda: watcher.newest() is not None, 120, "the app sends")
        told["joined"] = call.join("Understudy", 30)
        until(lambda: _swapped(watcher), 120, "a swapped picture")
        for phase in ("covered", "pulled", "killed", "again"):
            if phase == "pulled":
                camera.terminate()
                camera.wait()
                until(lambda: not _swapped(watcher), 30, "the card")
            elif phase == "killed":
                app.send_signal(signal.SIGKILL)
                app.wait()
            elif phase == "again":
                camera = webcam(SLOW)
                app = understudy(SLOW)
                watcher.phase("restarting")
                until(lambda: _swapped(watcher), 150, "the app is back")
            watcher.phase(phase)
            call.phase(phase, pictures=PICTURES[phase])
        watcher.close()
        app.terminate()
        app.wait(30)
    return told | {"chromium": call.report(), "opencv": watcher.report()}


def device(folder: Path) -> dict[str, Any]:
    """The sink alone: what the driver does with it."""
    told: dict[str, Any] = {"free": devices()[VIRTUAL].value}
    red = np.full((480, 640, 3), (30, 60, 200), np.uint8)
    safe = SafeFrame(red, Verdict.SWAPPED, "", 1, 0, 0.0)

    # Another program left it stuck.
    other = PyVirtualCam(VIRTUAL, 640, 480, 30.0)
    other.write(red)
    other.close()
    told["left by another"] = devices()[VIRTUAL].value

    sink = VirtualCameraSink()
    sink.open(OutputFormat(640, 480, 15.0, live=True))
    told["name"], told["label"] = sink.name, sink.label
    sink.write(safe)
    told["busy"] = devices()[VIRTUAL].value
    with contextlib.suppress(SinkError):
        second = VirtualCameraSink(VIRTUAL)
        second.open(OutputFormat(640, 480, 15.0, live=True))
        told["second"] = "was let in"
        second.close()
    capture = cv2.VideoCapture(VIRTUAL, cv2.CAP_V4L2)
    told["colour"] = _read_while(sink, safe, capture)[240, 320].tolist()

    # The app comes back with another size while somebody watches.
    sink.close()
    sink = VirtualCameraSink("Understudy")
    sink.open(OutputFormat(1280, 720, 30.0, live=True))
    wide = SafeFrame(cv2.resize(red, (1280, 720)), Verdict.SWAPPED, "", 1, 0, 0.0)
    picture = _read_while(sink, wide, capture)
    told["fitted"] = [list(picture.shape), picture[240, 320].tolist(), picture[10, 320].tolist()]
    capture.release()

    # The driver is unloaded and loaded again in the middle; nobody can do that to an open device,
    # so the handle goes bad first.
    device = sink._device
    assert isinstance(device, Loopback)
    full = os.open("/dev/full", os.O_RDWR)
    os.dup2(full, device._writer._handle)
    os.close(full)
    sink.write(wide)
    told["trouble"] = sink.status().trouble
    _module("-r", "v4l2loopback")
    time.sleep(RETRY_S + 0.1)
    sink.write(wide)
    told["away"] = [sink.status().trouble, sorted(devices())]
    _module("v4l2loopback", "video_nr=11", "card_label=Understudy", "exclusive_caps=1")
    time.sleep(RETRY_S + 0.1)
    sink.write(wide)
    told["back"] = [sink.status().trouble, sink.name, {k: v.value for k, v in devices().items()}]
    sink.close()
    _module("-r", "v4l2loopback")

    # One that somebody holds to YUYV.
    _module("v4l2loopback", "video_nr=10", "card_label=Understudy", "exclusive_caps=1")
    shape = "--set-fmt-video-out=width=640,height=480,pixelformat=YUYV"
    writer = subprocess.Popen(
        ["v4l2-ctl", "-d", VIRTUAL, shape, "--stream-out-mmap", "--stream-count=0"],
        stderr=subprocess.DEVNULL,
    )
    until(lambda: is_listed(VIRTUAL), 20, "v4l2-ctl writes")
    capture = cv2.VideoCapture(VIRTUAL, cv2.CAP_V4L2)
    capture.read()
    writer.kill()
    writer.wait()
    sink = VirtualCameraSink()
    sink.open(OutputFormat(640, 480, 15.0, live=True))
    told["yuyv"] = _read_while(sink, safe, capture)[240, 320].tolist()
    capture.release()
    sink.close()

    # Without exclusive_caps browsers see nothing, and the doctor says so.
    told["doctor"] = _doctor()
    _module("-r", "v4l2loopback")
    _module("v4l2loopback", "video_nr=10", "card_label=Understudy")
    told["doctor unlisted"] = _doctor()
    _module("-r", "v4l2loopback")
    told["doctor absent"] = _doctor()
    return told


def _module(*arguments: str) -> None:
    subprocess.run(["modprobe", "-d", os.environ["MODULES"], *arguments], check=True)


def _doctor() -> list[str]:
    command = [sys.executable, "-m", "app", "doctor", "--check-camera"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    first = next(i for i, line in enumerate(lines) if "virtual camera:" in line)
    steps = [line for line in lines[first + 1 : first + 6] if line.startswith("          ")]
    return [lines[first], *steps]


def _read_while(sink: VirtualCameraSink, safe: SafeFrame, capture: cv2.VideoCapture) -> Image:
    """What a client gets once it has what the sink sends."""
    for _ in range(4):
        sink.write(safe)
        good, image = capture.read()
        assert good
    return np.asarray(image, np.uint8)


SCENES = {"clients": clients, "browser": browser, "device": device}

if __name__ == "__main__":
    target = Path(sys.argv[2])
    report = SCENES[sys.argv[1]](target)
    (target / "seen.json").write_text(json.dumps(report))
