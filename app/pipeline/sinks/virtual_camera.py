"""A virtual camera, which other programs list beside the real ones."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import cv2
import numpy as np

from app.errors import Kind, SinkError
from app.frame import Image, SafeFrame
from app.pipeline.sinks.base import OutputFormat
from app.pipeline.sinks.v4l2loopback import State, devices, find_by_label, revive
from app.yuv import I420, Matrix

if TYPE_CHECKING:
    import pyvirtualcam

# What to do when there is no device, by `sys.platform`.
_INSTALL = {
    "linux": "type `sudo apt install v4l2loopback-dkms` and `sudo modprobe v4l2loopback "
    "exclusive_caps=1 card_label=Understudy`, then start again",
    "win32": "install OBS Studio 26 or later (obsproject.com), which brings one, then start again",
    "darwin": "install OBS Studio 30 or later (obsproject.com), press Start Virtual Camera in it "
    "once, then Stop, and start again",
}
_CHOOSE = {
    "linux": "give a device like virtual-camera:/dev/video10, or leave the name out",
    "win32": "give 'OBS Virtual Camera' or 'Unity Video Capture', or leave the name out",
    "darwin": "give 'OBS Virtual Camera', or leave the name out",
}
_BUSY = "close the program that writes to it (OBS, another Understudy), then try again"
_DENIED = "type `sudo usermod -aG video $USER`, then log out and in again"


class VirtualCameraSink:
    """Sends frames to v4l2loopback (Linux) or OBS's virtual camera (Windows, macOS).

    The frames go as I420 in BT.601, limited range, which is what programs take a camera's planes
    for: every backend stores YUV, and OpenCV's conversion is the cheapest way there. Sides are made
    even by repeating the last row or column.
    """

    def __init__(self, device: str | None = None) -> None:
        """
        Args:
            device: On Linux a path, or the card's label; elsewhere the camera's name. None takes
                the first one.
        """
        self._device = device
        self._camera: pyvirtualcam.Camera | None = None
        self._planes = I420(2, 2)

    @property
    def name(self) -> str:
        if self._camera is not None:
            return f"virtual camera {self._camera.device}"
        return f"virtual camera {self._device}" if self._device else "virtual camera"

    def open(self, fmt: OutputFormat) -> None:
        """See `Sink.open`.

        Raises:
            SinkError: There is no device; says what to install or type on this system.
        """
        width, height = fmt.width + fmt.width % 2, fmt.height + fmt.height % 2
        try:
            self._camera = self._take(width, height, fmt.fps)
        except (ImportError, OSError) as error:
            raise SinkError(
                f"there is no virtual camera for this system ({error})",
                kind=Kind.VIRTUAL_CAMERA_ABSENT,
            ) from error
        except (RuntimeError, ValueError) as error:
            raise self._not_opened(error) from error
        self._planes = I420(width, height)

    def _take(self, width: int, height: int, fps: float) -> pyvirtualcam.Camera:
        # Here and not above: it loads a driver's library, and fails on systems without one.
        from pyvirtualcam import Camera, PixelFormat

        device = self._device
        if device is not None and sys.platform == "linux" and not device.startswith("/"):
            device = find_by_label(device) or device
        try:
            return Camera(width, height, fps, fmt=PixelFormat.I420, device=device)
        except RuntimeError:
            # A program that crashed may have left the device stuck.
            if not [name for name in devices() if revive(name)]:
                raise
            return Camera(width, height, fps, fmt=PixelFormat.I420, device=device)

    def _not_opened(self, error: Exception) -> SinkError:
        """What to do. pyvirtualcam's own words do not tell a missing device from a busy one."""
        system = sys.platform if sys.platform in _INSTALL else "linux"
        busy = [name for name, state in devices().items() if state is State.BUSY]
        if busy or "busy" in str(error).lower():
            return SinkError(
                f"the virtual camera {' or '.join(busy)} is in use: {_BUSY}",
                kind=Kind.VIRTUAL_CAMERA_BUSY,
                what=", ".join(busy),
                remedy=_BUSY,
            )
        if "ermission" in str(error):
            return SinkError(
                f"the virtual camera may not be used: {_DENIED}",
                kind=Kind.VIRTUAL_CAMERA_DENIED,
                remedy=_DENIED,
            )
        problem, remedy = "there is no virtual camera", _INSTALL[system]
        if self._device is not None:
            problem += f" '{self._device}'"
            remedy = f"{_CHOOSE[system]}; if this computer has none, {remedy}"
        return SinkError(
            f"{problem}: {remedy}",
            kind=Kind.VIRTUAL_CAMERA_ABSENT,
            what=self._device or "",
            remedy=remedy,
        )

    def write(self, frame: SafeFrame) -> None:
        """See `Sink.write`. Does not wait: the engine keeps the rate.

        Raises:
            SinkError: The device vanished.
        """
        if self._camera is None:
            raise SinkError("the virtual camera is not open")
        planes = self._planes.from_bgr(_even(frame.image), Matrix.BT601)
        try:
            self._camera.send(planes)
        except (RuntimeError, OSError) as error:
            raise SinkError(
                f"{self.name} stopped taking frames: {error}", kind=Kind.VIRTUAL_CAMERA_GONE
            ) from error

    def close(self) -> None:
        camera, self._camera = self._camera, None
        if camera is not None:
            device = camera.device
            camera.close()
            revive(device)


def _even(image: Image) -> Image:
    down, right = image.shape[0] % 2, image.shape[1] % 2
    if not down and not right:
        return image
    return np.asarray(cv2.copyMakeBorder(image, 0, down, 0, right, cv2.BORDER_REPLICATE), np.uint8)
