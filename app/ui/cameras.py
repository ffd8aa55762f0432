"""The cameras that are plugged in, as they come and go, and what they can do."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import SourceError, UnderstudyError
from app.pipeline.sources.camera import Camera, CameraMode, find_camera, list_cameras
from app.pipeline.sources.camera_modes import camera_modes
from app.ui.worker import Runner

WATCH_MS = 3000
"""Between two looks: a millisecond of another thread on Linux, some 100 on Windows."""
SLOWEST = 10.0
"""Frames per second below which a mode is no good for a call."""


class Cameras(QObject):
    """Use from the window's thread.

    Signals:
        changed: The cameras that are plugged in are others, or were asked for by `read`.
        modes_changed: `modes` are others.
        failed: An `UnderstudyError`: why they could not be listed.
    """

    changed = Signal(list)
    modes_changed = Signal()
    failed = Signal(object)

    def __init__(self, run: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._cameras: list[Camera] = []
        self._modes: tuple[CameraMode, ...] = ()
        self._source: str | None = None
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(WATCH_MS)
        self._timer.timeout.connect(self._look)

    @property
    def modes(self) -> tuple[CameraMode, ...]:
        """What the source can be asked for; empty where it is no camera, or does not say."""
        return self._modes

    @property
    def found(self) -> list[Camera]:
        """Those that are plugged in, as of the last look."""
        return list(self._cameras)

    def name(self, source: str | None) -> str | None:
        """The name of the camera that a source means; None where it is none that is there."""
        camera = self._camera(source)
        return None if camera is None else camera.name

    def lasting(self, source: str | None) -> str | None:
        """The source as it can be found again another day: numbers change with what is plugged in,
        so by its name where no other camera has it."""
        name = self.name(source)
        if name is None or [camera.name for camera in self._cameras].count(name) > 1:
            return source
        return f"camera:{name}"

    def read(self) -> None:
        """Looks now, and tells in any case."""
        self._list(always=True)

    def watch(self, on: bool) -> None:
        """Looks every few seconds, and tells what has changed."""
        if on:
            self._timer.start()
        else:
            self._timer.stop()

    def ask(self, source: str | None) -> None:
        """Finds out what a source can do; ends in `modes_changed`."""
        self._source = source
        camera = self._camera(source)
        if camera is None:
            self._take(source, [])
            return

        def work() -> list[CameraMode]:
            return camera_modes(camera)

        self._run("camera modes", work, lambda modes: self._take(source, modes))

    def _camera(self, source: str | None) -> Camera | None:
        kind, _, which = (source or "").partition(":")
        if kind != "camera":
            return None
        try:
            return find_camera(which, self._cameras)
        except SourceError:
            return None

    def _take(self, source: str | None, modes: list[CameraMode]) -> None:
        if source != self._source:
            return  # another was chosen meanwhile
        usable = tuple(mode for mode in modes if mode.fps >= SLOWEST) or tuple(modes)
        if usable != self._modes:
            self._modes = usable
            self.modes_changed.emit()

    def _look(self) -> None:
        if not self._looking:
            self._list(always=False)

    def _list(self, *, always: bool) -> None:
        self._looking = True

        def done(cameras: list[Camera]) -> None:
            self._looking = False
            new = cameras != self._cameras
            self._cameras = cameras
            if new or always:
                self.changed.emit(cameras)
            if new:
                self.ask(self._source)

        def failed(error: UnderstudyError) -> None:
            done([])
            if always:
                self.failed.emit(error)

        self._run("cameras", list_cameras, done, failed)
