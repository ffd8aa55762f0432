"""Linux's v4l2loopback devices: what state they are in, and bringing one back that got stuck."""

from __future__ import annotations

import os
import struct
import sys
from enum import Enum
from pathlib import Path

_SYSFS = Path("/sys/class/video4linux")

# linux/videodev2.h
_VIDIOC_QUERYCAP = 0x80685600
_VIDIOC_STREAMON = 0x40045612
_BUF_TYPE_VIDEO_OUTPUT = 2
_CAP_CAPTURE, _CAP_OUTPUT = 0x1, 0x2
_CAPABILITY_SIZE, _DRIVER_SIZE, _DEVICE_CAPS_AT = 104, 16, 88


class State(Enum):
    """What a loopback device with ``exclusive_caps=1`` is at the moment."""

    FREE = "free"
    BUSY = "busy"
    STUCK = "stuck"


def find_by_label(label: str) -> str | None:
    """The device, like ``/dev/video10``, that was given this ``card_label``."""
    for entry in sorted(_SYSFS.glob("video*/name")):
        if entry.read_text(encoding="utf-8", errors="replace").strip() == label:
            return f"/dev/{entry.parent.name}"
    return None


def devices() -> dict[str, State]:
    """The loopback devices of this computer, like ``/dev/video10``."""
    names = [f"/dev/{entry.name}" for entry in sorted(_SYSFS.glob("video*"))]
    states = {name: _state(name) for name in names}
    return {name: state for name, state in states.items() if state is not None}


def revive(device: str) -> bool:
    """Makes a stuck loopback device writable again; True if it was stuck.

    v4l2loopback 0.12 (Debian 12, Ubuntu 22.04) with ``exclusive_caps=1`` stays "not a video output
    device" once a program has written to it without VIDIOC_STREAMON, as pyvirtualcam does
    (letmaik/pyvirtualcam#61, v4l2loopback#470). It is then neither an input nor an output, and
    comes back when somebody who did start streaming closes it.
    """
    if _state(device) is not State.STUCK:
        return False
    # The driver may well refuse to stream; what counts is that it was asked.
    _ioctl(device, _VIDIOC_STREAMON, bytearray(struct.pack("=i", _BUF_TYPE_VIDEO_OUTPUT)))
    return _state(device) is State.FREE


def _state(device: str) -> State | None:
    """None when it is not a loopback device, or cannot be asked."""
    capability = bytearray(_CAPABILITY_SIZE)
    if not _ioctl(device, _VIDIOC_QUERYCAP, capability):
        return None
    if capability[:_DRIVER_SIZE].rstrip(b"\0") != b"v4l2 loopback":
        return None
    (caps,) = struct.unpack_from("=I", capability, _DEVICE_CAPS_AT)
    if caps & _CAP_OUTPUT:
        return State.FREE
    return State.BUSY if caps & _CAP_CAPTURE else State.STUCK


def _ioctl(device: str, request: int, data: bytearray) -> bool:
    """Opens, asks, closes; `data` is filled in. False when the device refuses."""
    if sys.platform != "linux":
        return False
    import fcntl

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
