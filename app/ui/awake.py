"""Keeps the computer from falling asleep, and its screen from going dark, during a session.

Every way here ends with the process, however that ends: no lock outlives the app.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
from types import TracebackType
from typing import Protocol, Self

from PySide6.QtCore import QObject, QProcess
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

logger = logging.getLogger(__name__)

_BUS_NAME = "understudy-awake"
_SERVICES = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    (
        "org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit",
        "org.freedesktop.PowerManagement.Inhibit",
    ),
)
"""Service, path and interface. KDE and GNOME have the first, Xfce and older desktops the second."""
_END_MS = 100
"""So long a killed helper may take to be gone; it takes a few."""


class _Way(Protocol):
    """One way of keeping awake; nothing of it raises."""

    def begin(self, reason: str) -> None: ...

    def end(self) -> None: ...


class Awake(QObject):
    """Use from the window's thread. That it cannot be done is logged once, never raised."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told = False
        self._held = False
        self._way = self._way_here()

    @property
    def held(self) -> bool:
        """Between `hold` and `release`."""
        return self._held

    def hold(self, reason: str) -> Self:
        """Keeps awake until `release`; a second call changes nothing. As a context, until its end.

        Args:
            reason: One line; desktops show it to the user beside the app's name.
        """
        if not self._held:
            self._held = True
            self._way.begin(reason)
        return self

    def release(self) -> None:
        """Lets the computer sleep again; may be called at any time."""
        if self._held:
            self._held = False
            self._way.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def _way_here(self) -> _Way:
        if sys.platform == "win32":
            return _Windows(self._failed)
        if sys.platform == "darwin":
            return _Helper(self._failed, self, _caffeinate)
        return _Desktop(self._failed, self)

    def _failed(self, why: str) -> None:
        if not self._told:
            self._told = True
            logger.warning("cannot keep the computer awake: %s", why)


class _Failed(Protocol):
    def __call__(self, why: str) -> None: ...


class _Command(Protocol):
    def __call__(self, reason: str) -> list[str]: ...


def _caffeinate(reason: str) -> list[str]:  # noqa: ARG001 - macOS shows none
    return ["caffeinate", "-d", "-i", "-w", str(os.getpid())]


def _systemd_inhibit(reason: str) -> list[str]:
    # `cat` ends when the pipe from us does, and the lock with it. Only falling asleep by itself is
    # held up: who closes the lid means it.
    lock = ["--what=idle", "--mode=block", "--who=Understudy", f"--why={reason}"]
    return ["systemd-inhibit", *lock, "cat"]


class _Helper:
    """A program of the system's that keeps awake while it runs."""

    def __init__(self, failed: _Failed, parent: QObject, command: _Command) -> None:
        self._failed = failed
        self._command = command
        self._wanted = False
        self._process = QProcess(parent)
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    def begin(self, reason: str) -> None:
        program, *arguments = self._command(reason)
        path = shutil.which(program)
        if path is None:
            self._failed(f"there is no {program}")
            return
        self._wanted = True
        self._process.start(path, arguments)

    def end(self) -> None:
        self._wanted = False
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.closeWriteChannel()
            self._process.kill()
            self._process.waitForFinished(_END_MS)

    def _on_finished(self, code: int) -> None:
        if self._wanted:  # nobody asked it to end
            self._wanted = False
            said = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
            lines = said.splitlines()
            self._failed(lines[-1] if lines else f"{self._process.program()} ended with {code}")

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if self._wanted and error is QProcess.ProcessError.FailedToStart:
            self._wanted = False
            self._failed(self._process.errorString())


class _Desktop:
    """Asks the desktop over D-Bus, one service after the other, and then systemd.

    It has a connection of its own: a desktop lets go of a lock as soon as the connection that
    asked for it ends, by our hand or with the process.
    """

    def __init__(self, failed: _Failed, parent: QObject) -> None:
        self._helper = _Helper(failed, parent, _systemd_inhibit)
        self._reason = ""
        self._bus: QDBusConnection | None = None
        self._asked: list[QDBusPendingCallWatcher] = []
        """One for every service so far; kept until `end`, whatever they answer."""

    def begin(self, reason: str) -> None:
        self._reason = reason
        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _BUS_NAME)
        self._bus = bus
        if bus.isConnected():
            self._ask(bus)
        else:
            self._ask_systemd()

    def end(self) -> None:
        self._asked.clear()
        self._hang_up()
        self._helper.end()

    def _ask(self, bus: QDBusConnection) -> None:
        call = QDBusMessage.createMethodCall(*_SERVICES[len(self._asked)], "Inhibit")
        call.setArguments(["Understudy", self._reason])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call))
        self._asked.append(watcher)
        watcher.finished.connect(self._on_answer)

    def _on_answer(self) -> None:
        if not self._asked or self._bus is None:
            return  # it came too late
        if not self._asked[-1].isError():
            logger.info("%s keeps the computer awake", _SERVICES[len(self._asked) - 1][0])
        elif len(self._asked) < len(_SERVICES):
            self._ask(self._bus)
        else:
            self._ask_systemd()

    def _ask_systemd(self) -> None:
        self._hang_up()
        self._helper.begin(self._reason)

    def _hang_up(self) -> None:
        if self._bus is not None:
            self._bus = None
            QDBusConnection.disconnectFromBus(_BUS_NAME)


class _Windows:
    """The thread's own request, which ends with it."""

    _CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x00000001, 0x00000002

    def __init__(self, failed: _Failed) -> None:
        self._failed = failed

    def begin(self, reason: str) -> None:  # noqa: ARG002 - Windows shows none
        self._set(self._CONTINUOUS | self._SYSTEM | self._DISPLAY)

    def end(self) -> None:
        self._set(self._CONTINUOUS)

    def _set(self, state: int) -> None:
        if sys.platform == "win32":
            import ctypes

            if not ctypes.windll.kernel32.SetThreadExecutionState(ctypes.c_uint32(state)):
                self._failed("Windows refused")
