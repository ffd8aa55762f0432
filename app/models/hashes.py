"""sha256 of files that lie on this computer, each read once."""

from __future__ import annotations

from pathlib import Path

from app.download import digest
from app.remembered import Remembered

FILE = "hashes.json"


class HashCache:
    """Remembers a file's hash for as long as its size and its time of change stay. Thread-safe.

    Args:
        file: Where it is kept; see `Remembered`.
    """

    def __init__(self, file: Path) -> None:
        self._known = Remembered(file)

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
        known = None if anew else self._known.get(key)
        if isinstance(known, list) and len(known) == 3 and known[:2] == mark:
            value = known[2]
            if isinstance(value, str):
                return value
        value = digest(path)
        self._known.put(key, [*mark, value])
        return value

    def forget(self, path: Path) -> None:
        """For a file that is gone."""
        self._known.drop(str(path.absolute()))
