"""Vectors kept on the disk from one start to the next."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

import numpy as np

from app.frame import Floats
from app.whole_file import write_whole

log = logging.getLogger(__name__)

_SUM = hashlib.sha256().digest_size


def load(path: Path, length: int) -> Floats | None:
    """``(length,)`` float32 as `store` wrote it; None where it is not there, or damaged."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    values = content[_SUM:]
    if len(values) != 4 * length or hashlib.sha256(values).digest() != content[:_SUM]:
        log.warning("%s is damaged and is made anew", path.name)
        return None
    found = np.frombuffer(values, "<f4").astype(np.float32)
    return found if np.isfinite(found).all() else None


def store(path: Path, values: Floats) -> None:
    """Writes float32 values, behind their sha256; the file takes its name when it is whole. A disk
    that takes nothing costs the next start some time, and nothing else."""
    content = np.ascontiguousarray(values, "<f4").tobytes()
    try:
        write_whole(path, hashlib.sha256(content).digest() + content)
    except OSError as error:
        log.warning("%s cannot be kept (%s)", path.name, error.strerror)
