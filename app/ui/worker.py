"""The one way in which the window runs something on another thread.

Only plain values cross over: the work is a call without arguments that knows nothing of Qt, and its
outcome comes back as a queued signal, on the thread of the window.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.errors import Kind, UnderstudyError

T = TypeVar("T")

log = logging.getLogger(__name__)

_alive: set[_Job] = set()


class Runner(Protocol):
    """Something like `run_job` that may know what to do with an error by itself."""

    def __call__(
        self,
        name: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[UnderstudyError], None] | None = None,
    ) -> None: ...


class _Job(QObject):
    """One call on a thread of its own."""

    _ended = Signal(object, object)

    def __init__(
        self,
        name: str,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[UnderstudyError], None],
    ) -> None:
        super().__init__()
        self._work, self._done, self._failed = work, done, failed
        self._ended.connect(self._relay, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name=f"understudy-ui-{name}", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        result, error = None, None
        try:
            result = self._work()
        except UnderstudyError as known:
            error = known
        except Exception as unknown:
            log.exception("%s failed", self._thread.name)
            error = UnderstudyError(
                f"something went wrong inside the app: {unknown!r}", kind=Kind.DEFECT
            )
        self._ended.emit(result, error)

    @Slot(object, object)
    def _relay(self, result: Any, error: UnderstudyError | None) -> None:
        self._thread.join()  # its last act was to send this
        _alive.discard(self)
        if error is not None:
            self._failed(error)
        else:
            self._done(result)


def run_job(
    name: str,
    work: Callable[[], T],
    done: Callable[[T], None],
    failed: Callable[[UnderstudyError], None],
) -> None:
    """Calls `work` on a new thread, then `done` or `failed` on the thread that called this, which
    needs a running event loop.

    Args:
        name: Of the thread.
        work: Touches no object of Qt's.
        done: Gets what `work` returned.
        failed: Gets what it raised; a defect of ours becomes one line too, with its trace logged.
    """
    _alive.add(_Job(name, work, done, failed))


class Jobs:
    """A `Runner` that knows whether any of its jobs is still under way.

    Args:
        failed: Gets the errors of jobs that do not take them themselves.
        after: Called after each job, once its outcome was taken.

    Attributes:
        running: How many have not ended.
    """

    def __init__(
        self, failed: Callable[[UnderstudyError], None], after: Callable[[], None]
    ) -> None:
        self._failed = failed
        self._after = after
        self.running = 0

    def __call__(
        self,
        name: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[UnderstudyError], None] | None = None,
    ) -> None:
        """See `run_job`."""
        self.running += 1

        def on_done(result: T) -> None:
            self.running -= 1
            try:
                done(result)
            finally:
                self._after()

        def on_failed(error: UnderstudyError) -> None:
            self.running -= 1
            try:
                (failed or self._failed)(error)
            finally:
                self._after()

        run_job(name, work, on_done, on_failed)
