"""The photoreal pack's way onto this computer, from GitHub or from a folder."""

from __future__ import annotations

import contextlib
import shutil
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.download import PART
from app.errors import UnderstudyError
from app.templates.photoreal import PHOTOREAL, Progress, install
from app.templates.photoreal.faces import FIGURES, LICENCE_SOURCE
from app.ui.faces import Faces
from app.ui.faults import fault_of
from app.ui.words import decimal
from app.ui.worker import Runner

MEGABYTES = (sum(source.size for source in FIGURES.values()) + LICENCE_SOURCE.size) / 1e6
"""What is downloaded."""
_FETCHING = 0.25
"""Share of the whole that is fetching; the rest is building."""


class _CancelledError(UnderstudyError):
    """The user does not want it any more."""


class Installation(QObject):
    """One at a time. Use from the window's thread.

    Signals:
        running_changed: `running` is another.
        progressed: What is being done, and how much of the whole is behind us, 0..1.
        succeeded: The pack is there, and the gallery was read anew.
        cancelled: As `cancel` asked for; nothing is left of it.
        failed: One line; nothing is left of it.
    """

    running_changed = Signal()
    progressed = Signal(str, float)
    succeeded = Signal()
    cancelled = Signal()
    failed = Signal(str)
    _told = Signal(object)

    def __init__(self, run: Runner, faces: Faces, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._faces = faces
        self._running = False
        self._cancel = threading.Event()
        self._told.connect(self._relay, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        return self._running

    @property
    def cancelling(self) -> bool:
        """True from `cancel` until it is over."""
        return self._running and self._cancel.is_set()

    def start(self, mirror: Path | None = None) -> None:
        """Downloads, checks and builds.

        Args:
            mirror: A folder that holds the source pictures; None for GitHub.
        """
        library = self._faces.library
        if self._running:
            return
        if library is None:
            self.failed.emit(self.tr("the faces that are there already cannot be read"))
            return
        self._cancel = cancel = threading.Event()
        target = library.home / PHOTOREAL
        self._set_running(True)

        def tell(progress: Progress) -> None:
            if cancel.is_set():
                raise _CancelledError("cancelled")
            self._told.emit(progress)

        def work() -> None:
            try:
                install(target, mirror=mirror, progress=tell)
            except _CancelledError:
                # What could be gone on with later is not wanted any more.
                shutil.rmtree(target.with_name(target.name + PART), ignore_errors=True)
                with contextlib.suppress(OSError):
                    target.parent.rmdir()  # if it is empty
                raise

        self._run("install", work, self._done, self._failed)

    def cancel(self) -> None:
        """Ends in `cancelled`, or in `succeeded` where it was too late."""
        self._cancel.set()

    def _done(self, _none: None) -> None:
        def listed() -> None:
            self._set_running(False)
            self.succeeded.emit()

        self._faces.read(listed)

    def _failed(self, error: UnderstudyError) -> None:
        self._set_running(False)
        if isinstance(error, _CancelledError):
            self.cancelled.emit()
        else:
            self.failed.emit(fault_of(error).text)

    def _set_running(self, running: bool) -> None:
        self._running = running
        self.running_changed.emit()

    @Slot(object)
    def _relay(self, progress: Progress) -> None:
        if not self._running:
            return
        share = progress.done / progress.total
        if progress.stage == "download":
            text = self.tr("Fetching the pictures: {done} of {total} MB")
            text = text.format(
                done=decimal(progress.done / 1e6), total=decimal(progress.total / 1e6)
            )
            self.progressed.emit(text, _FETCHING * share)
        else:
            text = self.tr("Making {name}: {number} of {total}").format(
                name=progress.name,
                number=min(progress.done + 1, progress.total),
                total=progress.total,
            )
            self.progressed.emit(text, _FETCHING + (1 - _FETCHING) * share)
