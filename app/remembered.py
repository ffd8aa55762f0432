"""What the app found out and would otherwise find out again: a small dictionary in a JSON file."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path

from app.whole_file import write_whole

log = logging.getLogger(__name__)


class Remembered:
    """Text → anything that JSON can hold.

    Thread-safe. Several processes may use one file: the last to write wins, and what is lost is
    only found out again; so is what a damaged file held.

    Args:
        file: Where it is kept; in a folder that need not exist. Where it cannot be written, things
            are remembered for this process only.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._known: dict[str, object] | None = None

    def get(self, key: str) -> object:
        """None where nothing is known."""
        with self._lock:
            return self._read().get(key)

    def put(self, key: str, value: object) -> None:
        """Writes the file anew, in one step."""
        with self._lock:
            self._read()[key] = value
            self._write()

    def drop(self, key: str) -> None:
        """Forgets it."""
        with self._lock:
            if self._read().pop(key, None) is not None:
                self._write()

    def _read(self) -> dict[str, object]:
        if self._known is None:
            try:
                content = json.loads(self._file.read_text(encoding="utf-8"))
            except (OSError, ValueError, RecursionError):
                content = {}
            self._known = content if isinstance(content, dict) else {}
        return self._known

    def _write(self) -> None:
        try:
            write_whole(self._file, json.dumps(self._known, indent=1).encode())
        except (OSError, RecursionError) as error:
            log.info("%s is not remembered: %s", self._file.stem, error)
