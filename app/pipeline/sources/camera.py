"""A camera as a source."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

# Read by OpenCV when it first opens a camera. V4L2: seconds until a silent camera counts as gone
# (10 otherwise). Media Foundation: with its own conversion chain a camera takes 10 s to open.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "3")
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")

import cv2
import numpy as np
from cv2_enumerate_cameras import enumerate_cameras

from app.errors import Kind, SourceError
from app.frame import Frame, Image
from app.pipeline.sources.base import SourceInfo
from app.pipeline.sources.upright import sealed

_FPS_WINDOW_S = 1.0
_TRIES = 10
"""Pictures in a row that may fail (a damaged MJPEG picture now and then is normal)."""
_RETRY_S = 0.02
_SILENCE_S = 2.5
"""A camera that gives no good picture for this long is gone."""

_Params = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class CameraMode:
    """What a camera is asked for; it may give something else."""

    width: int = 1280
    height: int = 720
    fps: float = 30.0


@dataclass(frozen=True, slots=True)
class _System:
    """What differs between operating systems.

    Attributes:
        backends: OpenCV's, the preferred one first; a later one serves cameras that are only there.
        mjpeg: Whether the camera's own compression can be asked for. Without it USB 2 carries 720p
            at 10 frames per second.
        at_open: Whether the backend takes its settings when it opens; else they are set after.
        denied, busy: What to do about it.
    """

    backends: tuple[int, ...]
    mjpeg: bool
    at_open: bool
    denied: str
    busy: str


_BUSY = "close the program that is using it (a call, OBS, a browser tab), then try again"
_GONE = "plug it in again, or close the program that took it"
_LINUX = _System(
    (cv2.CAP_V4L2,),
    mjpeg=True,
    at_open=False,
    denied="type `sudo usermod -aG video $USER`, then log out and in again",
    busy=_BUSY + "; `fuser /dev/video*` names it",
)
_SYSTEMS = {
    "linux": _LINUX,
    "win32": _System(
        (cv2.CAP_MSMF, cv2.CAP_DSHOW),
        mjpeg=True,
        at_open=True,
        denied="allow it in Settings > Privacy & security > Camera > Let desktop apps access your "
        "camera",
        busy=_BUSY + ", or allow it in Settings > Privacy & security > Camera",
    ),
    "darwin": _System(
        (cv2.CAP_AVFOUNDATION,),
        mjpeg=False,
        at_open=False,
        denied="allow it in System Settings > Privacy & Security > Camera, then start again",
        busy=_BUSY + ", or allow it in System Settings > Privacy & Security > Camera",
    ),
}
_SYSTEM = _SYSTEMS.get(sys.platform, _LINUX)
ALLOW = _SYSTEM.denied
"""What to do on this system where it refuses the camera, without a full stop."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera that is plugged in.

    Attributes:
        index: As in ``camera:0``. On Linux the number of its device.
        name: As the system calls it.
        backend, device: OpenCV's backend, and the camera's number there.
    """

    index: int
    name: str
    backend: int
    device: int

    def __str__(self) -> str:
        return f"{self.index} '{self.name}'"


def list_cameras() -> list[Camera]:
    """The cameras of this computer, by index."""
    found: list[Camera] = []
    for backend in _SYSTEM.backends:
        names = {camera.name for camera in found}
        for info in sorted(enumerate_cameras(backend), key=lambda info: info.index):
            if info.name not in names:  # two of one name in one backend are two cameras
                index = info.index if sys.platform == "linux" else len(found)
                found.append(Camera(index, info.name, backend, info.index))
    return found


def find_camera(which: str, cameras: list[Camera]) -> Camera:
    """The camera that `which` means: an index, a name, or a part of one name; case is ignored.

    Raises:
        SourceError: None or several fit; lists the cameras.
    """
    if not cameras:
        raise SourceError(
            "no camera was found; plug one in, or use a video file or 'demo' instead",
            kind=Kind.CAMERA_ABSENT,
        )
    wanted = which.strip().casefold()
    if wanted.isdecimal():
        fits = [camera for camera in cameras if camera.index == int(wanted)]
    else:
        fits = [camera for camera in cameras if camera.name.casefold() == wanted]
        fits = fits or [c for c in cameras if wanted and wanted in c.name.casefold()]
    if len(fits) == 1:
        return fits[0]
    problem = f"'{which}' fits several cameras" if fits else f"there is no camera '{which}'"
    listing = ", ".join(str(camera) for camera in fits or cameras)
    raise SourceError(
        f"{problem}; {'they are' if fits else 'found'}: {listing}",
        kind=None if fits else Kind.CAMERA_ABSENT,
        what=which,
    )


class CameraSource:
    """A camera through OpenCV. `read` waits for its next picture, in the caller's thread."""

    def __init__(self, which: str, mode: CameraMode | None = None) -> None:
        """
        Args:
            which: See `find_camera`.
            mode: What to ask the camera for.

        Raises:
            SourceError: There is no such camera, it is in use, or may not be used.
        """
        cameras = list_cameras()
        self.camera = find_camera(which, cameras)
        self.unique = [camera.name for camera in cameras].count(self.camera.name) == 1
        """Whether no other camera had its name when it was opened."""
        mode = mode or CameraMode()
        self._start(self.camera.name, _open(self.camera, mode), mode)

    @classmethod
    def same(cls, camera: Camera, unique: bool, mode: CameraMode) -> CameraSource:
        """The same camera once more; a `unique` one wherever it is plugged in now.

        Raises:
            SourceError: It is not there, in use, or may not be used. Of several with its name only
                the one with its number counts.
        """
        named = [other for other in list_cameras() if other.name == camera.name]
        if not unique or len(named) != 1:
            named = [other for other in named if other.index == camera.index]
        if not named:
            raise SourceError(
                f"camera {camera} is not plugged in", kind=Kind.CAMERA_GONE, what=camera.name
            )
        source = cls.__new__(cls)
        source.camera, source.unique = named[0], unique
        source._start(camera.name, _open(named[0], mode), mode)
        return source

    @classmethod
    def from_capture(cls, name: str, capture: cv2.VideoCapture, mode: CameraMode) -> CameraSource:
        """A source that reads an open capture, whatever that is (a network stream, say).

        Raises:
            SourceError: It gives no picture.
        """
        source = cls.__new__(cls)
        source._start(name, capture, mode)
        return source

    def _start(self, name: str, capture: cv2.VideoCapture, mode: CameraMode) -> None:
        self._name = name
        self._capture = capture
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._index = 0
        self._times: deque[float] = deque()
        self._nominal_fps = mode.fps
        # The first picture tells the true size, and that the camera is not in use elsewhere.
        self._pending = self._grab()
        if self._pending is None:
            self._release()
            raise SourceError(
                f"camera '{name}' gives no picture: {_SYSTEM.busy}",
                kind=Kind.CAMERA_BUSY,
                what=name,
                remedy=_SYSTEM.busy,
            )
        self._height, self._width = self._pending[0].shape[:2]

    @property
    def info(self) -> SourceInfo:
        """`SourceInfo.fps` is measured over the last second; before that, what was asked for."""
        return SourceInfo(self._name, self._width, self._height, self._fps(), live=True)

    def _fps(self) -> float:
        times = list(self._times)
        span = times[-1] - times[0] if times else 0.0
        # Half a second of pictures at least: drivers hand the first ones over in a burst.
        return (len(times) - 1) / span if span > _FPS_WINDOW_S / 2 else self._nominal_fps

    def read(self) -> Frame | None:
        """The next picture. See `Source.read`.

        Raises:
            SourceError: The camera was unplugged or another program took it.
        """
        with self._lock:
            if self._closing.is_set():
                self._release()
                return None
            taken, self._pending = self._pending or self._grab(), None
            if self._closing.is_set():
                self._release()
                return None
            if taken is None:
                raise SourceError(
                    f"camera '{self._name}' stopped giving pictures: {_GONE}",
                    kind=Kind.CAMERA_GONE,
                    what=self._name,
                    remedy=_GONE,
                )
            image, captured_at = taken
            self._times.append(captured_at)
            while captured_at - self._times[0] > _FPS_WINDOW_S:
                self._times.popleft()
            frame = Frame(image, self._index, captured_at)
            self._index += 1
            return frame

    def _grab(self) -> tuple[Image, float] | None:
        """A picture and when it arrived (before it is decoded), or None when none comes."""
        start = time.monotonic()
        with _quiet():
            for _ in range(_TRIES):
                if self._capture.grab():
                    captured_at = time.monotonic()
                    good, image = self._capture.retrieve()
                    if good and image is not None and image.size:
                        return sealed(_bgr(np.asarray(image, np.uint8))), captured_at
                if time.monotonic() - start > _SILENCE_S or self._closing.wait(_RETRY_S):
                    return None
        return None

    def _release(self) -> None:
        with _quiet():
            self._capture.release()

    def close(self) -> None:
        """See `Source.close`. A `read` that hangs in a silent driver gives the camera back itself
        when the driver returns, at the latest after three seconds on Linux."""
        self._closing.set()
        if self._lock.acquire(timeout=0.5):
            try:
                self._release()
            finally:
                self._lock.release()


def _bgr(image: Image) -> Image:
    """Infrared cameras give one channel."""
    if image.ndim == 2 or image.shape[2] == 1:
        return cast(Image, cv2.cvtColor(image, cv2.COLOR_GRAY2BGR))
    return image


def _open(camera: Camera, mode: CameraMode) -> cv2.VideoCapture:
    _check_access(camera)
    params: _Params = [
        (cv2.CAP_PROP_FRAME_WIDTH, mode.width),
        (cv2.CAP_PROP_FRAME_HEIGHT, mode.height),
        (cv2.CAP_PROP_FPS, mode.fps),
    ]
    if _SYSTEM.mjpeg:
        # First: it decides which sizes and rates there are.
        params.insert(0, (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")))
    with _quiet():
        capture = None
        if _SYSTEM.at_open:
            flat = [int(value) for pair in params for value in pair]
            capture = cv2.VideoCapture(camera.device, camera.backend, flat)
        if capture is None or not capture.isOpened():  # or it refused one of the settings
            capture = cv2.VideoCapture(camera.device, camera.backend)
            for prop, value in params:
                capture.set(prop, value)
    if not capture.isOpened():
        raise _not_opened(camera)
    return capture


def _check_access(camera: Camera) -> None:
    """On Linux the device itself tells why it cannot be had; OpenCV does not."""
    if sys.platform != "linux":
        return
    try:
        os.close(os.open(f"/dev/video{camera.device}", os.O_RDWR | os.O_NONBLOCK))
    except PermissionError as error:
        raise SourceError(
            f"camera {camera} may not be used: {_SYSTEM.denied}",
            kind=Kind.CAMERA_DENIED,
            what=camera.name,
            remedy=_SYSTEM.denied,
        ) from error
    except OSError as error:
        raise _not_opened(camera) from error


def _not_opened(camera: Camera) -> SourceError:
    return SourceError(
        f"camera {camera} cannot be opened: {_SYSTEM.busy}",
        kind=Kind.CAMERA_BUSY,
        what=camera.name,
        remedy=_SYSTEM.busy,
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps OpenCV from writing its own warnings over our one line."""
    logging = cv2.utils.logging
    level = logging.getLogLevel()
    logging.setLogLevel(logging.LOG_LEVEL_SILENT)
    try:
        yield
    finally:
        logging.setLogLevel(level)
