"""Ending a worker thread without hanging on it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

PATIENCE = 2.0
"""Seconds; a net takes milliseconds, and what takes longer hangs."""


def end(pool: ThreadPoolExecutor) -> None:
    """Drops what waits and waits for what runs, but not longer than `PATIENCE`: a thread that hangs
    in foreign code is left behind. May be called twice."""
    pool.shutdown(wait=False, cancel_futures=True)
    waiter = threading.Thread(target=pool.shutdown, name="understudy-end", daemon=True)
    waiter.start()
    waiter.join(PATIENCE)
