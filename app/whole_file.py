"""Files that are there whole or not at all, whatever ends the app while it writes them."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")

_PART: Final = ".part"
_STALE_S: Final = 86400.0
"""Age in seconds from which a half-written file is nobody's any more."""
_TRIES, _PAUSE_S = 5, 0.02
_OWN: Final = 0o600
"""What temporary files are made with."""


def write_whole(path: Path, content: bytes, mode: int = _OWN) -> None:
    """Writes `content` beside `path`, and puts it in its place in one step, on the disk.

    Whoever reads `path` meanwhile, or after a crash or a power cut, finds the old content or the
    new. Its folder is made if need be.

    Args:
        mode: Of the file, where systems have one; the user's alone unless said otherwise.

    Raises:
        OSError: It cannot be written; `path` is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(_PART, f".{path.name}.", path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode != _OWN:
            part.chmod(mode)
        patiently(lambda: part.replace(path))
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    settle(path.parent)


def sweep(path: Path) -> None:
    """Removes what an app left beside `path` that was killed while it wrote."""
    with contextlib.suppress(OSError):  # litter, and no more
        for other in path.parent.iterdir():
            ours = other.name.startswith(f".{path.name}.") and other.suffix == _PART
            if ours and time.time() - other.stat().st_mtime > _STALE_S:
                other.unlink()


def patiently(action: Callable[[], T]) -> T:
    """Tries again where it may not: on Windows nobody may, for as long as a virus scanner or a
    second window of ours has the file open.

    Raises:
        OSError: What the last try raised.
    """
    for _ in range(_TRIES - 1):
        try:
            return action()
        except PermissionError:
            time.sleep(_PAUSE_S)
    return action()


def settle(folder: Path) -> None:
    """Sees to it that a power cut does not undo a renaming, where the system can be asked to."""
    with contextlib.suppress(OSError):  # the file itself is written either way
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
