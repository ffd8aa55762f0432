"""Which sizes and rates a camera has.

On Linux the driver says so (V4L2: VIDIOC_ENUM_FMT, VIDIOC_ENUM_FRAMESIZES and
VIDIOC_ENUM_FRAMEINTERVALS of linux/videodev2.h). OpenCV does not ask on other systems: there the
usual ones are offered, and the camera gives the nearest that it has.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator

from app.pipeline.sources.camera import Camera, CameraMode

USUAL = (
    CameraMode(640, 480, 30.0),
    CameraMode(1280, 720, 30.0),
    CameraMode(1280, 720, 60.0),
    CameraMode(1920, 1080, 30.0),
)
"""Where the camera cannot be asked."""
_SIZES = ((640, 360), (640, 480), (800, 600), (960, 540), (1280, 720), (1920, 1080), (2560, 1440))
_RATES = (15.0, 24.0, 25.0, 30.0, 50.0, 60.0)
"""Offered of a range."""
_READ = frozenset(b"MJPG YUYV UYVY YVYU NV12 NV21 YU12 YV12 RGB3 BGR3 JPEG GREY".split())
"""Pixel formats that OpenCV takes from V4L2."""
_MOST = 64
"""Answers after which a driver is not asked further."""

_CAPTURE = 1  # V4L2_BUF_TYPE_VIDEO_CAPTURE
_DISCRETE = 1  # V4L2_FRMSIZE_TYPE_DISCRETE, V4L2_FRMIVAL_TYPE_DISCRETE
_FMTDESC = struct.Struct("3I32s5I")
_FRMSIZEENUM = struct.Struct("3I6I2I")
_FRMIVALENUM = struct.Struct("5I6I2I")


def camera_modes(camera: Camera) -> list[CameraMode]:
    """What `camera` can be asked for, the smallest and slowest first. Does not start it, and may be
    called while it runs. Empty where its driver does not say."""
    if sys.platform != "linux":
        return list(USUAL)
    try:
        device = os.open(f"/dev/video{camera.device}", os.O_RDWR | os.O_NONBLOCK)
    except OSError:
        return []
    try:
        found = {mode for fourcc in _formats(device) for mode in _modes(device, fourcc)}
    finally:
        os.close(device)
    return sorted(found, key=lambda mode: (mode.width * mode.height, mode.width, mode.fps))


def _formats(device: int) -> Iterator[int]:
    for index in range(_MOST):
        answer = _asked(device, 2, _FMTDESC, index, _CAPTURE, 0, b"", 0, 0, 0, 0, 0)
        if answer is None:
            return
        fourcc = answer[4]
        if fourcc.to_bytes(4, "little") in _READ:
            yield fourcc


def _modes(device: int, fourcc: int) -> Iterator[CameraMode]:
    for width, height in _sizes(device, fourcc):
        for fps in _rates(device, fourcc, width, height):
            yield CameraMode(width, height, fps)


def _sizes(device: int, fourcc: int) -> Iterator[tuple[int, int]]:
    for index in range(_MOST):
        answer = _asked(device, 74, _FRMSIZEENUM, index, fourcc, *[0] * 9)
        if answer is None:
            return
        if answer[2] == _DISCRETE:
            yield answer[3], answer[4]
            continue
        low_w, high_w, step_w, low_h, high_h, step_h = answer[3:9]
        for width, height in _SIZES:
            across, down = width - low_w, height - low_h
            inside = 0 <= across <= high_w - low_w and 0 <= down <= high_h - low_h
            if inside and across % max(1, step_w) == 0 and down % max(1, step_h) == 0:
                yield width, height
        return


def _rates(device: int, fourcc: int, width: int, height: int) -> Iterator[float]:
    for index in range(_MOST):
        answer = _asked(device, 75, _FRMIVALENUM, index, fourcc, width, height, *[0] * 9)
        if answer is None:
            return
        if answer[4] == _DISCRETE:
            if answer[5]:
                yield round(answer[6] / answer[5], 2)
            continue
        # Intervals: the shortest is the fastest.
        slowest = answer[8] / answer[7] if answer[7] else 0.0
        fastest = answer[6] / answer[5] if answer[5] else max(_RATES)
        yield from (fps for fps in _RATES if slowest <= fps <= fastest)
        return


def _asked(
    device: int, number: int, layout: struct.Struct, *values: int | bytes
) -> tuple[int, ...] | None:
    """One ioctl of the V family that reads and writes a structure; None where it refuses."""
    import fcntl  # not on Windows

    request = 3 << 30 | layout.size << 16 | ord("V") << 8 | number
    buffer = bytearray(layout.pack(*values))
    try:
        fcntl.ioctl(device, request, buffer)
    except OSError:
        return None
    return layout.unpack(buffer)
