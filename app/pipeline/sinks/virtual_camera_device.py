"""What stands behind a virtual camera: a loopback device on Linux, OBS or Unity elsewhere."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from app.frame import Image
from app.pipeline.finish.options import Fit
from app.pipeline.framing import Framing
from app.pipeline.guard.card import card
from app.pipeline.sinks import v4l2loopback
from app.pipeline.sinks.v4l2loopback import LoopbackWriter, PixelFormat, State
from app.pipeline.sinks.virtual_camera_setup import LABEL
from app.yuv import I420, Matrix


class Device(Protocol):
    """An open one."""

    @property
    def name(self) -> str:
        """As other programs list it."""
        ...

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what it takes, even."""
        ...

    def write(self, image: Image) -> None:
        """Sends ``(h, w, 3)`` uint8 BGR of its `size`, at once.

        Raises:
            OSError, RuntimeError: It has gone.
        """
        ...

    def close(self) -> None: ...


def open_device(which: str | None, width: int, height: int, fps: float) -> Device:
    """Opens the one that `which` means: on Linux a path or a label, elsewhere the camera's name;
    None takes the first.

    Raises:
        ImportError, OSError, RuntimeError, ValueError: There is none, or it cannot be had.
    """
    make: Callable[..., Device] = _loopback if sys.platform == "linux" else PyVirtualCam
    return make(which, width, height, fps)


def _loopback(which: str | None, width: int, height: int, fps: float) -> Device:
    return Loopback(_chosen(which), width, height, fps)


def _chosen(which: str | None) -> str:
    """The path of the device to write to."""
    if which is not None:
        return which if which.startswith("/") else v4l2loopback.find_by_label(which) or which
    states = v4l2loopback.devices()
    usable = {name: state for name, state in states.items() if state is not State.BUSY}
    if not usable:
        raise RuntimeError("all are busy" if states else "there is none")
    ours = [name for name in usable if v4l2loopback.label_of(name) == LABEL]
    # One that was left stuck is as good: it is revived.
    free = [name for name, state in usable.items() if state is State.FREE]
    return (ours or free or list(usable))[0]


class Loopback:
    """v4l2loopback, written to directly.

    Pictures go as I420 in BT.601, limited range, which is what programs take a camera's planes for;
    as YUYV where somebody who watches holds the device to that. Who watches holds it to a size as
    well: others are fitted into it, so that a call goes on when the camera's size has changed.
    While nothing is written, even by an app that was killed, the driver shows the card.
    """

    def __init__(self, path: str, width: int, height: int, fps: float) -> None:
        """
        Raises:
            OSError, ValueError: See `LoopbackWriter`.
        """
        v4l2loopback.revive(path)
        state = v4l2loopback.devices().get(path)
        if state is None and Path(path).exists():
            raise ValueError(f"{path} is not a v4l2loopback device")
        if state is State.BUSY:
            raise RuntimeError("busy")
        self.name = path
        self._writer = LoopbackWriter(path, width, height, fps)
        held = self._writer.held
        self.size = held.width, held.height
        try:
            self._planes = I420(*self.size) if held.pixels is PixelFormat.I420 else None
            self._framing = Framing((width, height), self.size, Fit.BARS)
            self._card = self._stored(card(*self.size)).copy()
            self._writer.stand_by(self._card)
        except BaseException:
            self._writer.close()
            raise

    def write(self, image: Image) -> None:
        """See `Device.write`, but for pictures of the size that was asked for."""
        self._writer.write(self._stored(self._framing.apply(image)))

    def _stored(self, image: Image) -> Image:
        """As the device takes it."""
        if self._planes is not None:
            return self._planes.from_bgr(image, Matrix.BT601)
        return np.ascontiguousarray(cv2.cvtColor(image, cv2.COLOR_BGR2YUV_YUY2), np.uint8)

    def close(self) -> None:
        """Who still watches is left with the card."""
        with contextlib.suppress(OSError):
            self._writer.write(self._card)
        self._writer.close()


class PyVirtualCam:
    """Whatever pyvirtualcam finds: OBS's virtual camera, Unity Capture.

    It takes I420 too: every backend stores YUV, and OpenCV's conversion is the cheapest way there.
    """

    def __init__(self, which: str | None, width: int, height: int, fps: float) -> None:
        """
        Raises:
            ImportError, OSError, RuntimeError, ValueError: pyvirtualcam's.
        """
        # Here and not above: it loads a driver's library, and fails on systems without one.
        from pyvirtualcam import Camera, PixelFormat

        self._camera = Camera(width, height, fps, fmt=PixelFormat.I420, device=which)
        self.name = str(self._camera.device)
        self.size = width, height
        self._planes = I420(width, height)

    def write(self, image: Image) -> None:
        """See `Device.write`."""
        self._camera.send(self._planes.from_bgr(image, Matrix.BT601))

    def close(self) -> None:
        self._camera.close()
