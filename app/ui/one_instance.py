"""One window per person: a second start brings the first one's window to the front.

A lock that the system takes back from a dead process decides who is first, so that neither a kill
nor two starts in the same moment leave none or two. The first listens on a socket of the user's
own; what comes in is untrusted, and can do one thing only: raise the window.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import time
from pathlib import Path
from typing import IO

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.paths import data_dir

logger = logging.getLogger(__name__)

RAISE = b"raise\n"
"""All that is ever said to the first instance."""
HEARD = b"ok\n"
"""Its answer."""
MAX_CALLERS = 8
"""So many may be connected at once; further ones are hung up on."""
CALLER_MS = 2000
"""So long may one take to say its word."""
ANSWER_MS = 3000
"""So long a second start waits for the first to answer; it may be starting itself."""
_MAX_SOCKET_PATH = 80
"""Bytes. The system allows about 104, and Qt adds some of its own while it sets access."""


class Instance(QObject):
    """This start of the app among those of the same user.

    Args:
        folder: The user's own, for the lock and the socket; created. None for the session's
            folder, or where there is none, the app's data folder.

    Signals:
        raised: The app was started again: show the window.
    """

    raised = Signal()

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or _own_folder()
        self._lock: IO[bytes] | None = None
        self._server: QLocalServer | None = None
        self._callers: dict[QLocalSocket, QDeadlineTimer] = {}
        """Who is connected, and until when each may speak."""
        self._timer = QTimer(self, interval=CALLER_MS // 4)
        self._timer.timeout.connect(self._look_at_callers)
        self._answered = False

    @property
    def answered(self) -> bool:
        """After `claim` said False: whether the first instance heard us."""
        return self._answered

    @property
    def server_name(self) -> str:
        """Of the local server: a path, or on Windows a pipe's name; both hold the user."""
        digest = hashlib.sha256(os.fsencode(self._folder)).hexdigest()[:16]
        if sys.platform == "win32":  # the folder lies in the user's profile
            return f"understudy-{digest}"
        path = self._folder / "understudy.socket"
        if len(os.fsencode(path)) > _MAX_SOCKET_PATH:
            path = Path("/tmp") / f"understudy-{os.getuid()}-{digest}.socket"
        return str(path)

    def claim(self) -> bool:
        """Becomes the first instance, or asks the one that is to raise its window.

        Returns:
            True to go on. False to end now, with exit code 0; `answered` says whether the other
            one heard. That takes three seconds at most.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self._folder / "understudy.lock")
        except OSError as error:
            # A window too many is better than none.
            logger.warning("cannot tell whether Understudy is open already: %s", error)
            return True
        if self._lock is None:
            self._answered = self._ask()
            if not self._answered:
                logger.warning("Understudy is open already, but does not answer")
            return False
        self._listen()
        return True

    def close(self) -> None:
        """Stops listening, and lets another start be the first."""
        for caller in list(self._callers):
            self._drop(caller)
        self._timer.stop()
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    # -- the first ----------------------------------------------------------------------------

    def _listen(self) -> None:
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(MAX_CALLERS)
        server.newConnection.connect(self._on_caller)
        QLocalServer.removeServer(self.server_name)  # a killed one's; with the lock it is ours
        if not server.listen(self.server_name):
            logger.warning("a second start cannot raise this window: %s", server.errorString())
        self._server = server

    def _on_caller(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            if len(self._callers) >= MAX_CALLERS:
                caller.abort()
                caller.deleteLater()
                continue
            caller.setReadBufferSize(len(RAISE) + 1)  # whatever is sent, no more is kept
            self._callers[caller] = QDeadlineTimer(CALLER_MS)
            # No slot here knows its caller: one that held it would outlive it, and PySide ends
            # the process over that. There are never many to look through.
            caller.readyRead.connect(self._look_at_callers)
            caller.disconnected.connect(self._look_at_callers)
        self._look_at_callers()  # one may have spoken before we listened

    def _look_at_callers(self) -> None:
        for caller in list(self._callers):
            self._look_at(caller)
        if self._callers and not self._timer.isActive():
            self._timer.start()
        elif not self._callers:
            self._timer.stop()

    def _look_at(self, caller: QLocalSocket) -> None:
        if caller not in self._callers:
            return  # gone while we looked at another
        word = caller.peek(len(RAISE) + 1).data()
        if word == RAISE:
            self._drop(caller, HEARD)
            self.raised.emit()
        elif not RAISE.startswith(word):
            logger.info("something that is no second start spoke to the window's socket")
            self._drop(caller)
        elif (
            self._callers[caller].hasExpired()
            or caller.state() is QLocalSocket.LocalSocketState.UnconnectedState
        ):
            self._drop(caller)

    def _drop(self, caller: QLocalSocket, answer: bytes = b"") -> None:
        del self._callers[caller]  # first: what follows may call us again
        if answer:
            caller.write(answer)
            caller.flush()  # before the window keeps us busy
        caller.disconnectFromServer()
        caller.deleteLater()

    # -- the second ---------------------------------------------------------------------------

    def _ask(self) -> bool:
        """Whether the first instance heard that it is to raise its window."""
        if sys.platform == "win32":  # only who was started last may give the focus away
            import ctypes

            ctypes.windll.user32.AllowSetForegroundWindow(-1)
        deadline = time.monotonic() + ANSWER_MS / 1000
        while (left := int((deadline - time.monotonic()) * 1000)) > 0:
            if self._was_heard(left):
                return True
            time.sleep(0.05)  # it has the lock, and will listen, or have room, in a moment
        return False

    def _was_heard(self, patience_ms: int) -> bool:
        """Says the word once."""
        deadline = QDeadlineTimer(patience_ms)
        socket = QLocalSocket()
        socket.connectToServer(self.server_name)
        if not socket.waitForConnected(patience_ms):
            return False
        socket.write(RAISE)
        while socket.bytesAvailable() < len(HEARD):
            if not socket.waitForReadyRead(max(1, deadline.remainingTime())):
                break
        return socket.readAll().data() == HEARD


def _own_folder() -> Path:
    """A folder that only this user can write to."""
    session = os.environ.get("XDG_RUNTIME_DIR")
    if sys.platform == "linux" and session and Path(session).is_dir():
        return Path(session) / "understudy"
    return data_dir()


def _locked(path: Path) -> IO[bytes] | None:
    """The open file while this process holds it alone; None where another does.

    Raises:
        OSError: The file cannot be opened or locked.
    """
    file = path.open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        if isinstance(error, BlockingIOError | PermissionError):
            return None
        raise
    return file
