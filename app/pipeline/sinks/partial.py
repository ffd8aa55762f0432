"""A file that takes its name only when it is complete."""

from __future__ import annotations

import io
import os
from pathlib import Path

from app.whole_file import settle

_MAX_NAMES = 1000


class PartialFile:
    """Written beside the target as ``NAME.partial.EXT``; an existing target stays as it is until
    `commit`. Left behind by a crash, it can be found and, being fragmented, played.

    Has the methods that libav's writers need (`write`, `seek`, `tell`, `closed`).
    """

    def __init__(self, target: Path, *, replace: bool = True) -> None:
        """Creates the file.

        Args:
            target: The name that it gets in the end. A link is followed.
            replace: Take the place of what has that name then; otherwise a number is added.

        Raises:
            OSError: The folder is missing, read-only or full.
        """
        self.target = target.resolve()
        self._replace = replace
        self._file = self._create()
        self._size = 0
        self.path = Path(self._file.name)
        """Where it lies until `commit`."""

    def _create(self) -> io.FileIO:
        for i in range(1, _MAX_NAMES):
            number = "" if i == 1 else f"-{i}"
            name = f"{self.target.stem}.partial{number}{self.target.suffix}"
            try:
                return io.FileIO(self.target.with_name(name), "x")
            except FileExistsError:
                continue  # left behind by a crash, or of a second program that is running
        raise FileExistsError(f"too many partial files of {self.target}")

    @property
    def closed(self) -> bool:
        return self._file.closed

    @property
    def size(self) -> int:
        """How many bytes lie in it. From any thread."""
        return self._size

    def write(self, data: bytes) -> int:
        """Writes all of `data`.

        Raises:
            OSError: The disk is full or gone. libav writes nothing more then, so that what is there
                stays as it is.
        """
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]
        self._size = max(self._size, self._file.tell())
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()

    def commit(self) -> None:
        """Closes the file and gives it the target's name, in place of what had it, or the next free
        one. A power cut afterwards takes nothing away.

        Raises:
            OSError: The target cannot be replaced; the file stays where it is.
        """
        self.close()
        self.sync()
        target = self.target if self._replace else self._free()
        self.path.replace(target)
        self.path = target
        settle(target.parent)

    def sync(self) -> None:
        """Waits until what was written is on the disk.

        Raises:
            OSError: It cannot be.
        """
        with self.path.open("r+b") as file:  # another may have written at its end
            os.fsync(file.fileno())

    def _free(self) -> Path:
        names = [self.target.name]
        names += [f"{self.target.stem} ({i}){self.target.suffix}" for i in range(2, _MAX_NAMES)]
        for name in names:
            path = self.target.with_name(name)
            if not path.exists():
                return path
        raise FileExistsError(f"too many files like {self.target}")

    def discard(self) -> None:
        """Closes and deletes the file."""
        self.close()
        self.path.unlink(missing_ok=True)
