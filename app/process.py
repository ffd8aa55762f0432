"""What is set once for the whole process: how Python's threads and the C library share it."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

SWITCH_INTERVAL = 0.0005
"""Seconds for which a busy Python thread may hold up the others (the default is ten times that:
every native call of the pipeline would come back up to 5 ms late)."""
_ARENAS = 2
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""From glibc's malloc.h."""
_LARGE, _LARGEST = 1 << 20, 32 << 20


def prepare() -> None:
    """To be called before the first thread is made."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    glibc = _glibc()
    if glibc is not None:
        # Every session has new threads, and glibc gives each an arena of its own, up to eight a
        # core, which keep what was freed: 1.4 GB after twenty sessions, against 0.6 with two.
        glibc.mallopt(_M_ARENA_MAX, _ARENAS)


def give_back_memory() -> None:
    """Hands what was freed back to the system: after a session, when nothing waits for us."""
    glibc = _glibc()
    if glibc is not None:
        glibc.malloc_trim(0)


@contextmanager
def in_good_time() -> Iterator[None]:
    """While a session is live: Python's search for cycles passes over all that was there before.

    It holds up every thread: 70 ms for the 130,000 objects of an open app, two frames of a camera,
    and 0.7 ms for those that a session makes. So it also can be asked to search (see `tidy`): a
    pipeline makes so few objects that Python by itself does so every few minutes, and a video that
    starts over leaves 1.5 MB each time.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def tidy() -> None:
    """Finds what nothing leads to any more, and hands all that was freed back to the system.

    Where Python's own search is off, the search is somebody else's: a window does it on its thread.
    """
    if gc.isenabled():
        gc.collect()
    give_back_memory()


def look_through_all() -> None:
    """Finds what nothing leads to any more, among what was there before the session, too."""
    live = gc.get_freeze_count() > 0
    gc.unfreeze()
    gc.collect()
    if live:
        gc.freeze()


@contextmanager
def loading_weights() -> Iterator[None]:
    """While a network is loaded, which takes its weights from one layout to the next: what is freed
    goes back to the system at once.

    glibc keeps freed blocks of up to 32 MB for later, and hardly a piece of a network's weights is
    larger: a network of 500 MB took 830, and 530 this way.
    """
    glibc = _glibc()
    if glibc is None:
        yield
        return
    glibc.mallopt(_M_MMAP_THRESHOLD, _LARGE)
    try:
        yield
    finally:
        # Set by hand they grow no more; these are the values that they grow to.
        glibc.mallopt(_M_MMAP_THRESHOLD, _LARGEST)
        glibc.mallopt(_M_TRIM_THRESHOLD, 2 * _LARGEST)
        glibc.malloc_trim(0)


@lru_cache(maxsize=1)
def _glibc() -> ctypes.CDLL | None:
    """None elsewhere: other systems' allocators need no such care."""
    if sys.platform != "linux":
        return None
    try:
        library = ctypes.CDLL("libc.so.6")
        library.mallopt.argtypes = [ctypes.c_int, ctypes.c_int]
        library.malloc_trim.argtypes = [ctypes.c_size_t]
    except (OSError, AttributeError):  # musl
        return None
    return library
