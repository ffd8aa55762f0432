"""The settings while the window is open: changed here, written a moment later on another thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UnderstudyError
from app.settings import Settings
from app.ui.worker import run_job

SOON_MS = 500
"""After a change until it is written: a slider that is dragged is one change."""


class Preferences(QObject):
    """Use from the window's thread.

    Args:
        settings: As loaded.
        save: Writes them, on another thread; None keeps them for this window only.

    Signals:
        changed: `settings` are others.
        failed: An `UnderstudyError`: why they could not be written; once for each reason.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        settings: Settings | None = None,
        save: Callable[[Settings], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings or Settings()
        self._save = save
        self._saving = self._again = False
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON_MS)
        self._timer.timeout.connect(self._write)

    @property
    def settings(self) -> Settings:
        return self._settings

    def change(self, **values: Any) -> None:
        """Sets fields of `Settings`.

        Raises:
            UsageError: A value is out of its range.
        """
        self.take(replace(self._settings, **values))

    def take(self, settings: Settings) -> None:
        """Takes other settings as a whole."""
        if settings == self._settings:
            return
        self._settings = settings
        self.changed.emit()
        if self._save is not None:
            self._timer.start()

    def stop(self) -> None:
        """Nothing is written from here on; whoever ends the app writes `settings` themselves."""
        self._save = None
        self._timer.stop()

    def _write(self) -> None:
        if self._saving:
            self._again = True
            return
        save, settings = self._save, self._settings
        if save is None:
            return
        self._saving, self._again = True, False
        run_job("settings", lambda: save(settings), self._written, self._not_written)

    def _written(self, _: None) -> None:
        self._told = ""
        self._go_on()

    def _not_written(self, error: UnderstudyError) -> None:
        if str(error) != self._told:
            self._told = str(error)
            self.failed.emit(error)
        self._go_on()

    def _go_on(self) -> None:
        self._saving = False
        if self._again:
            self._write()
