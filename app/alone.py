"""One at a time among all processes of this machine."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from app.errors import UnderstudyError


@contextlib.contextmanager
def alone(path: Path, busy: UnderstudyError) -> Iterator[None]:
    """Holds a lock that the system frees when this process ends, however it ends.

    Args:
        path: Of the lock's file; its folder must exist. It is deleted in the end.
        busy: Raised where another process, or another call in this one, holds it.

    Raises:
        OSError: The file cannot be written.
    """
    with path.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError as error:
                raise busy from error
        else:
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise busy from error
            # Whoever held it before may have deleted it in between.
            if not path.exists() or not os.path.samestat(path.stat(), os.fstat(file.fileno())):
                raise busy
        try:
            yield
        finally:
            if sys.platform != "win32":
                path.unlink(missing_ok=True)
    if sys.platform == "win32":
        with contextlib.suppress(OSError):  # someone else has it open by now, and will delete it
            path.unlink()
