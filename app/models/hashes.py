"""sha256 of files that lie on this computer, each read once."""

from __future__ import annotations

import json
import logging
import os
import tempfile
import threading
from pathlib import Path

from app.download import digest

log = logging.getLogger(__name__)

FILE = "hashes.json"


class HashCache:
    """Remembers a file's hash for as long as its size and its time of change stay.

    Thread-safe. Several processes may use one file: the last to write wins, and what is lost is
    only read again.

    Args:
        file: Where it is kept; in a folder that need not exist. Where it cannot be written, hashes
            are remembered for this process only.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._known: dict[str, list[object]] | None = None

    def sha256(self, path: Path, *, anew: bool = False) -> str:
        """
        Args:
            path: Of a file.
            anew: Read it whatever is remembered.

        Raises:
            OSError: It cannot be read.
        """
        key, stat = str(path.absolute()), path.stat()
        mark = [stat.st_size, stat.st_mtime_ns]
        with self._lock:
            known = self._read().get(key)
        if not anew and known is not None and known[:2] == mark and isinstance(known[2], str):
            return known[2]
        value = digest(path)
        with self._lock:
            self._read()[key] = [*mark, value]
            self._write()
        return value

    def forget(self, path: Path) -> None:
        """For a file that is gone."""
        with self._lock:
            if self._read().pop(str(path.absolute()), None) is not None:
                self._write()

    def _read(self) -> dict[str, list[object]]:
        if self._known is None:
            try:
                content = json.loads(self._file.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                content = {}  # there is none yet, or it was damaged: files are read again
            items = content.items() if isinstance(content, dict) else ()
            self._known = {k: v for k, v in items if isinstance(v, list) and len(v) == 3}
        return self._known

    def _write(self) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=FILE)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(self._known, file, indent=1)
            Path(name).replace(self._file)
        except OSError as error:
            log.info("hashes are not remembered: %s", error)
