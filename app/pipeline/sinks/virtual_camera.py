"""A virtual camera, which other programs list beside the real ones."""

from __future__ import annotations

import logging
import time

from app.errors import Kind, SinkError
from app.frame import SafeFrame
from app.pipeline.sinks import virtual_camera_setup as setup
from app.pipeline.sinks.base import OutputFormat, SinkStatus
from app.pipeline.sinks.picture import even
from app.pipeline.sinks.v4l2loopback import State, devices, label_of
from app.pipeline.sinks.virtual_camera_device import Device, open_device

log = logging.getLogger(__name__)

RETRY_S = 0.7
"""Between two tries to open a device again that has vanished."""


class VirtualCameraSink:
    """Sends frames to v4l2loopback (Linux), OBS's virtual camera or Unity Capture.

    A device that vanishes in the middle is waited for, and written to again once it is back; what
    is the matter stands in `status` meanwhile. Sides are made even by repeating the last row or
    column.
    """

    paced = True
    """See `Sink`: programs that watch a camera take a late frame for a broken one."""

    def __init__(self, device: str | None = None) -> None:
        """
        Args:
            device: On Linux a path, or the card's label; elsewhere the camera's name. None takes
                the first one.
        """
        self._wanted = device
        self._device: Device | None = None
        self._format: OutputFormat | None = None
        self._trouble = ""
        self._frames = 0
        self._next_try = 0.0

    @property
    def name(self) -> str:
        device = self._device.name if self._device is not None else self._wanted
        return f"virtual camera {device}" if device else "virtual camera"

    @property
    def label(self) -> str:
        """What other programs list; empty while there is no device."""
        return "" if self._device is None else label_of(self._device.name)

    def status(self) -> SinkStatus:
        """See `Telling.status`."""
        return SinkStatus(frames=self._frames, trouble=self._trouble)

    def open(self, fmt: OutputFormat) -> None:
        """See `Sink.open`.

        Raises:
            SinkError: There is no device; says what to install or type on this system.
        """
        self._format = fmt
        self._device = self._opened(fmt)
        self._trouble, self._frames = "", 0

    def _opened(self, fmt: OutputFormat) -> Device:
        width, height = fmt.width + fmt.width % 2, fmt.height + fmt.height % 2
        try:
            device = open_device(self._wanted, width, height, fmt.fps)
        except ImportError as error:
            raise SinkError(
                f"there is no virtual camera for this system ({error})",
                kind=Kind.VIRTUAL_CAMERA_ABSENT,
            ) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise self._not_opened(error) from error
        if device.size != (width, height):
            log.warning(
                "virtual camera %s: a program that watches it holds it to %d×%d; the picture is "
                "fitted into that until it lets go",
                device.name,
                *device.size,
            )
        return device

    def _not_opened(self, error: Exception) -> SinkError:
        """What to do. The drivers' own words do not tell a missing device from a busy one."""
        busy = [name for name, state in devices().items() if state is State.BUSY]
        wanted = self._wanted
        if wanted is not None and wanted.startswith("/"):
            busy = [name for name in busy if name == wanted]
        if busy or "busy" in str(error).lower():
            return SinkError(
                f"the virtual camera {' or '.join(busy)} is in use: {setup.BUSY}",
                kind=Kind.VIRTUAL_CAMERA_BUSY,
                what=", ".join(busy),
                remedy=setup.BUSY,
            )
        if isinstance(error, PermissionError) or "ermission" in str(error):
            return SinkError(
                f"the virtual camera may not be used: {setup.DENIED}",
                kind=Kind.VIRTUAL_CAMERA_DENIED,
                remedy=setup.DENIED,
            )
        problem, remedy = "there is no virtual camera", setup.remedy()
        if wanted is not None:
            problem += f" '{wanted}'"
            remedy = f"{setup.CHOOSE[setup.system()]}; if this computer has none, {remedy}"
        return SinkError(
            f"{problem}: {remedy}",
            kind=Kind.VIRTUAL_CAMERA_ABSENT,
            what=wanted or "",
            remedy=remedy,
        )

    def write(self, frame: SafeFrame) -> None:
        """See `Sink.write`. Does not wait: the engine keeps the rate. While the device is away the
        frame is dropped.

        Raises:
            SinkError: It was never opened.
        """
        if self._format is None:
            raise SinkError("the virtual camera is not open")
        if self._device is None:
            self._try_again(self._format)
        if self._device is None:
            return
        try:
            self._device.write(even(frame.image))
            self._frames += 1
        except (RuntimeError, OSError) as error:
            self._lose(self._device, error)

    def _lose(self, device: Device, error: Exception) -> None:
        self._trouble = (
            f"{self.name} has gone ({error}): {setup.back()}; it goes on by itself once it is back"
        )
        log.warning("%s", self._trouble)
        self._device = None
        self._next_try = time.monotonic() + RETRY_S
        try:
            device.close()
        except (OSError, RuntimeError) as problem:
            log.debug("closing what has gone: %s", problem)

    def _try_again(self, fmt: OutputFormat) -> None:
        if time.monotonic() < self._next_try:
            return
        self._next_try = time.monotonic() + RETRY_S
        try:
            self._device = self._opened(fmt)
        except SinkError as error:
            log.debug("still not there: %s", error)
            return
        self._trouble = ""
        log.warning("%s is back", self.name)

    def close(self) -> None:
        """See `Sink.close`."""
        device, self._device, self._format = self._device, None, None
        if device is not None:
            device.close()
