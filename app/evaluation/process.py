"""What this process holds."""

from __future__ import annotations

import sys
from pathlib import Path

from app.diagnostics import memory_mb
from app.pipeline.stats import peak_memory_mb


def resident_mb() -> float:
    """Memory that it has in megabytes (10^6 bytes); the most it ever had where the system does not
    tell."""
    return memory_mb() or peak_memory_mb()


def open_handles() -> int:
    """Files, sockets and devices that it has open; on Windows every kind of handle."""
    if sys.platform == "win32":
        import ctypes

        count = ctypes.c_ulong()
        kernel32 = ctypes.WinDLL("kernel32")
        kernel32.GetProcessHandleCount(ctypes.c_void_p(-1), ctypes.byref(count))
        return count.value
    return sum(1 for _ in Path("/dev/fd").iterdir())
