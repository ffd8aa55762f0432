"""Linux's v4l2loopback devices: what state they are in, writing to one, and bringing one back that
another program left stuck.

The requests are those of ``linux/videodev2.h``. What drivers do with them differs: 0.12 (Debian 12,
Ubuntu 22.04 and 24.04) keeps a format for as long as anybody has the device open, 0.13 and later
know who writes.
"""

from __future__ import annotations

import logging
import mmap
import os
import struct
import sys
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from pathlib import Path

from app.frame import Image

if sys.platform != "win32":
    import fcntl

log = logging.getLogger(__name__)

_SYSFS = Path("/sys/class/video4linux")

_VIDIOC_QUERYCAP = 0x80685600
_VIDIOC_S_FMT = 0xC0D05605
_VIDIOC_S_PARM = 0xC0CC5616
_VIDIOC_STREAMON = 0x40045612
_VIDIOC_QUERYBUF = 0xC0585609
_VIDIOC_S_CTRL = 0xC008561C
_BUF_TYPE_VIDEO_OUTPUT = 2
_FIELD_NONE = 1
_CAP_CAPTURE, _CAP_OUTPUT = 0x1, 0x2
_CAPABILITY_SIZE, _DRIVER_SIZE, _DEVICE_CAPS_AT = 104, 16, 88
_FORMAT = struct.Struct("=I4x12I152x")
"""Type; width, height, pixel format, field, bytes a line, bytes in all, and what is of no use."""
_PARM = struct.Struct("=3I2I184x")
"""Type, capability, mode; seconds per frame as numerator and denominator."""
_BUFFER = struct.Struct("=2I56xI4xI12x")
"""Index, type; offset for mmap, length."""
_CONTROL = struct.Struct("=Ii")
# The driver's own controls, v4l2loopback.c.
_TIMEOUT, _TIMEOUT_IMAGE_IO = 0x0098F902, 0x0098F903
SILENCE_MS = 400
"""Without a picture for so long the driver itself shows the stand-by picture. Chromium gives a
camera up after two seconds of silence, and readers share what the driver shows."""


class PixelFormat(Enum):
    """How pictures are stored; the values are the kernel's codes."""

    I420 = int.from_bytes(b"YU12", "little")
    YUYV = int.from_bytes(b"YUYV", "little")


class State(Enum):
    """What a loopback device is at the moment."""

    FREE = "free"
    BUSY = "busy"
    STUCK = "stuck"


def find_by_label(label: str) -> str | None:
    """The device, like ``/dev/video10``, that was given this ``card_label``."""
    for entry in sorted(_SYSFS.glob("video*/name")):
        if entry.read_text(encoding="utf-8", errors="replace").strip() == label:
            return f"/dev/{entry.parent.name}"
    return None


def label_of(device: str) -> str:
    """Its ``card_label``, which is what other programs list; the device itself where there is
    none."""
    try:
        path = _SYSFS / Path(device).name / "name"
        return path.read_text(encoding="utf-8", errors="replace").strip() or device
    except OSError:
        return device


def devices() -> dict[str, State]:
    """The loopback devices of this computer, like ``/dev/video10``."""
    names = [f"/dev/{entry.name}" for entry in sorted(_SYSFS.glob("video*"))]
    states = {name: _state(name) for name in names}
    return {name: state for name, state in states.items() if state is not None}


def is_listed(device: str) -> bool:
    """Whether browsers list a device that is being written to: not without ``exclusive_caps=1``."""
    return _state(device) is State.BUSY


def revive(device: str) -> bool:
    """Makes a stuck loopback device writable again; True if it was stuck.

    v4l2loopback 0.12 with ``exclusive_caps=1`` stays "not a video output device" once a program has
    written to it without VIDIOC_STREAMON (letmaik/pyvirtualcam#61, v4l2loopback#470). It is then
    neither an input nor an output, and comes back when somebody who did start streaming closes it.
    """
    if _state(device) is not State.STUCK:
        return False
    # The driver may well refuse to stream; what counts is that it was asked.
    _ask(device, _VIDIOC_STREAMON, bytearray(struct.pack("=i", _BUF_TYPE_VIDEO_OUTPUT)))
    return _state(device) is State.FREE


@dataclass(frozen=True, slots=True)
class Held:
    """The format that a device takes now: what was asked for, or what a client holds it to."""

    width: int
    height: int
    pixels: PixelFormat


class LoopbackWriter:
    """Writes pictures to a loopback device. `held` tells in which format."""

    def __init__(self, device: str, width: int, height: int, fps: float) -> None:
        """
        Args:
            device: Like ``/dev/video10``.
            width, height: Even, in pixels.
            fps: What clients are told.

        Raises:
            OSError: It cannot be had.
            ValueError: A client holds it to a format that is neither I420 nor YUYV.
        """
        self.device = device
        self._handle = os.open(device, os.O_RDWR)
        try:
            self.held = self._set_format(width, height)
            rate = Fraction(fps).limit_denominator(1001)
            parm = _PARM.pack(_BUF_TYPE_VIDEO_OUTPUT, 0, 0, rate.denominator, rate.numerator)
            self._ask(_VIDIOC_S_PARM, bytearray(parm))
            # 0.12 takes note of who writes by this, and gives the device free when they are gone,
            # killed or not. Later drivers need it not, and refuse it.
            self._ask(
                _VIDIOC_STREAMON, bytearray(struct.pack("=i", _BUF_TYPE_VIDEO_OUTPUT)), needed=False
            )
        except BaseException:
            self.close()
            raise

    def _set_format(self, width: int, height: int) -> Held:
        asked = (width, height, PixelFormat.I420.value, _FIELD_NONE, width, width * height * 3 // 2)
        data = bytearray(_FORMAT.pack(_BUF_TYPE_VIDEO_OUTPUT, *asked, *[0] * 6))
        self._ask(_VIDIOC_S_FMT, data)
        _, width, height, code, *_ = _FORMAT.unpack(data)
        try:
            return Held(width, height, PixelFormat(code))
        except ValueError:
            name = int(code).to_bytes(4, "little").decode("ascii", "replace")
            raise ValueError(f"a program holds it to pictures of kind {name}") from None

    def stand_by(self, data: Image) -> bool:
        """Hands the driver a picture, in the format `held`, that it shows by itself while nothing
        is written, even when this process has been killed. False where the driver cannot."""
        try:
            # Off first: it is used up by an open, but the kernel believes that it is still on.
            for on in (0, 1):
                self._ask(_VIDIOC_S_CTRL, bytearray(_CONTROL.pack(_TIMEOUT_IMAGE_IO, on)))
            # Whoever opens it next has that picture before them.
            handle = os.open(self.device, os.O_RDWR)
            try:
                buffer = bytearray(_BUFFER.pack(0, _BUF_TYPE_VIDEO_OUTPUT, 0, 0))
                fcntl.ioctl(handle, _VIDIOC_QUERYBUF, buffer)
                *_, offset, _length = _BUFFER.unpack(buffer)
                with mmap.mmap(handle, data.nbytes, offset=offset) as picture:
                    picture[:] = data.tobytes()
            finally:
                os.close(handle)
            self._ask(_VIDIOC_S_CTRL, bytearray(_CONTROL.pack(_TIMEOUT, SILENCE_MS)))
        except (OSError, ValueError) as error:
            log.debug("%s takes no stand-by picture: %s", self.device, error)
            return False
        return True

    def write(self, data: Image) -> None:
        """One picture, in the format `held`.

        Raises:
            OSError: The device has gone.
        """
        os.write(self._handle, data.data)

    def close(self) -> None:
        """May be called twice."""
        if self._handle < 0:
            return
        # The next program's pauses are its own.
        off = bytearray(_CONTROL.pack(_TIMEOUT, 0))
        self._ask(_VIDIOC_S_CTRL, off, needed=False)
        handle, self._handle = self._handle, -1
        os.close(handle)

    def _ask(self, request: int, data: bytearray, *, needed: bool = True) -> None:
        try:
            fcntl.ioctl(self._handle, request, data)
        except OSError:
            if needed:
                raise


def _state(device: str) -> State | None:
    """None when it is not a loopback device, or cannot be asked."""
    capability = bytearray(_CAPABILITY_SIZE)
    if not _ask(device, _VIDIOC_QUERYCAP, capability):
        return None
    if capability[:_DRIVER_SIZE].rstrip(b"\0") != b"v4l2 loopback":
        return None
    (caps,) = struct.unpack_from("=I", capability, _DEVICE_CAPS_AT)
    if caps & _CAP_OUTPUT:
        return State.FREE  # a capture device too, while somebody watches who is left from before
    return State.BUSY if caps & _CAP_CAPTURE else State.STUCK


def _ask(device: str, request: int, data: bytearray) -> bool:
    """Opens, asks, closes; `data` is filled in. False when the device refuses."""
    if sys.platform != "linux":
        return False
    try:
        handle = os.open(device, os.O_RDWR | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.ioctl(handle, request, data)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True
