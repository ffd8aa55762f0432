"""How failures that a session survives are told: once at length, then in a word."""

from __future__ import annotations

import logging

from app.errors import without_trace


class Complaints:
    """What has been complained of. For any thread.

    Args:
        log: Where to.
    """

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._told: set[str] = set()

    def __call__(self, what: str, error: Exception, so: str = "the frame is shielded") -> None:
        """Logs a failure with its trace the first time, and in one line after. The error has no
        trace any more then.

        Args:
            what: Failed.
            error: How.
            so: What follows from it.
        """
        key = f"{what}: {type(error).__name__}"
        if key in self._told:
            self._log.debug("%s: %s", what, error)
        else:
            self._told.add(key)
            self._log.error("%s; %s", what, so, exc_info=error)
        without_trace(error)
