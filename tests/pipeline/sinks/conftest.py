"""Fixtures for what leaves the app."""

from __future__ import annotations

import subprocess
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 KiB; needs root and the right to mount."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        warnings.warn("no small disk can be mounted: full disks are not tested", stacklevel=1)
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def _handles() -> dict[str, str]:
    """This process's sockets and pipes: number of the handle -> what it is."""
    found = {}
    for entry in Path("/proc/self/fd").iterdir():
        try:
            target = str(entry.readlink())
        except OSError:
            continue
        if target.startswith(("socket:", "pipe:")):
            found[entry.name] = target
    return found


@pytest.fixture
def nothing_left() -> Iterator[None]:
    """Fails where a test leaves a thread, a socket, a pipe or a child process behind."""
    threads = set(threading.enumerate())
    handles = _handles() if Path("/proc/self/fd").is_dir() else {}
    yield
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        left = [t.name for t in threading.enumerate() if t not in threads]
        open_ = set(_handles().items()) - set(handles.items()) if handles else set()
        if not left and not open_:
            break
        time.sleep(0.05)
    assert not left, f"threads: {left}"
    assert not open_, f"handles: {open_}"
