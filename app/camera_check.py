"""`understudy doctor --check-camera`: do other programs see the virtual camera, and what do they
see? Sends the card for some seconds and reads it back as a call would."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import cv2
import numpy as np

from app.doctor import Finding
from app.errors import UnderstudyError
from app.frame import Image
from app.pipeline.clock import OutputClock
from app.pipeline.guard.guard import Guard
from app.pipeline.sinks import virtual_camera_setup as setup
from app.pipeline.sinks.base import OutputFormat
from app.pipeline.sinks.v4l2loopback import is_listed
from app.pipeline.sinks.virtual_camera import VirtualCameraSink

FORMAT = OutputFormat(1280, 720, 30.0, live=True)
SECONDS = 3.0
ALIKE = 6.0
"""Mean absolute difference in levels, 0..255, up to which a picture counts as the one sent: drivers
convert and compress."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a client got.

    Attributes:
        frames: How many pictures within `seconds`.
        width, height: Of them, in pixels.
        kind: Their kind, as ``YU12``.
        difference: From what was sent, in levels; infinite where the shape is another.
    """

    frames: int
    seconds: float
    width: int
    height: int
    kind: str
    difference: float


def check_camera(device: str | None = None) -> Finding:
    """Opens the virtual camera, sends, and reads back.

    Args:
        device: See `VirtualCameraSink`.
    """
    sink = VirtualCameraSink(device)
    guard = Guard(FORMAT.width, FORMAT.height)
    try:
        sink.open(FORMAT)
        with _sending(sink, guard):
            return _looked_at(sink, guard)
    except UnderstudyError as error:
        text = str(error)
        return Finding(
            "virtual camera", False, text, needed=False, error=error, steps=setup.steps()
        )
    finally:
        sink.close()


def _looked_at(sink: VirtualCameraSink, guard: Guard) -> Finding:
    def trouble(text: str, *steps: str) -> Finding:
        return Finding("virtual camera", False, f"{sink.name}: {text}", needed=False, steps=steps)

    path = sink.name.removeprefix("virtual camera ")
    if sys.platform == "linux" and not is_listed(path):
        return trouble("browsers do not list it: it lacks exclusive_caps=1", setup.reload())
    where = _listed(sink.label)
    if where is None:
        return trouble(
            f"no camera called '{sink.label}' is listed",
            "restart the programs that should see it",
            *setup.steps(),
        )
    read = _read_back(where, guard.idle(0.0).image)
    if problem := sink.status().trouble:
        return trouble(problem)
    if read is None or read.frames < 2:
        return trouble("it is listed, but gives no picture", "close what uses it, and check again")
    told = (
        f"listed as '{sink.label}', {read.width}×{read.height} {read.kind}, "
        f"{(read.frames - 1) / read.seconds:.1f} pictures per second"
    )
    if not read.difference < ALIKE:
        return trouble(f"{told}, but not the picture that was sent", "close what else writes to it")
    return Finding("virtual camera", True, f"{sink.name}: {told}, as they were sent")


@contextmanager
def _sending(sink: VirtualCameraSink, guard: Guard) -> Iterator[None]:
    """The card, thirty times a second, from a thread, as long as the block lasts."""
    stop = threading.Event()
    begun = threading.Event()

    def send() -> None:
        clock = OutputClock(FORMAT.fps, time.monotonic())
        while not stop.is_set():
            time.sleep(max(0.0, clock.due - time.monotonic()))
            sink.write(guard.idle(time.monotonic()))
            begun.set()
            clock.ticked(time.monotonic())

    thread = threading.Thread(target=send, name="understudy-check", daemon=True)
    thread.start()
    begun.wait(5)
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _listed(label: str) -> tuple[int, int] | None:
    """Number and OpenCV's backend of the camera of that name."""
    from app.pipeline.sources.camera import list_cameras

    for camera in list_cameras():
        if camera.name == label:
            return camera.device, camera.backend
    return None


def _read_back(where: tuple[int, int], sent: Image) -> Read | None:
    """None where it cannot be opened."""
    capture = cv2.VideoCapture(*where)
    try:
        if not capture.isOpened():
            return None
        frames, picture = 0, None
        first = last = time.monotonic()
        deadline = first + SECONDS
        while time.monotonic() < deadline:
            good, image = capture.read()
            if good:
                frames, picture, last = frames + 1, np.asarray(image, np.uint8), time.monotonic()
                first = last if frames == 1 else first
        if picture is None:
            return None
        difference = (
            float(np.abs(picture.astype(np.int16) - sent).mean())
            if picture.shape == sent.shape
            else float("inf")
        )
        code = int(capture.get(cv2.CAP_PROP_FOURCC))
        kind = code.to_bytes(4, "little").decode("ascii", "replace") if code > 0 else ""
        height, width = picture.shape[:2]
        return Read(frames, max(last - first, 1e-6), width, height, kind.strip(), difference)
    finally:
        capture.release()
