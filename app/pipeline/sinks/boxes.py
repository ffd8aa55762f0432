"""What libav leaves to do on an MP4: its boxes (ISO/IEC 14496-12), read and moved as they are."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol


class Written(Protocol):
    """What can be written to."""

    def write(self, data: bytes) -> int: ...


_CONTAINERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
"""Boxes on the way from the index to the tables of chunk offsets."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a box lies: its kind, first byte, the first one inside, and the one after it."""

    kind: bytes
    start: int
    body: int
    end: int


def boxes(file: BinaryIO, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """The boxes from `start` on, up to the first one that is cut off or damaged."""
    at = start
    end = file.seek(0, os.SEEK_END) if end is None else end
    while at + 8 <= end:
        file.seek(at)
        size, kind = struct.unpack(">I4s", file.read(8))
        body = at + 8
        if size == 1:
            head = file.read(8)
            if len(head) < 8:
                return
            (size,) = struct.unpack(">Q", head)
            body += 8
        if size < body - at or at + size > end:
            return
        yield Box(kind, at, body, at + size)
        at += size


def cut_to_whole_fragments(path: Path) -> None:
    """Cuts a fragmented MP4 after its last complete fragment (4.2 and 8.8)."""
    with path.open("r+b") as file:
        whole = 0
        for box in boxes(file):
            if box.kind != b"moof":  # which is nothing without the data that follow it
                whole = box.end
        file.truncate(whole)


def append_box(path: Path, box: bytes) -> None:
    """Adds a box at the end of a file.

    Raises:
        OSError: The disk is full; the file is as it was.
    """
    with path.open("r+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        try:
            if file.write(box) != len(box):
                raise OSError(f"no room in '{path}'")
        except OSError:
            file.truncate(size)
            raise


def copy_with_index_first(source: Path, target: Written) -> bool:
    """Copies an MP4 so that it can be shown while it still arrives ("faststart"): what comes after
    the pictures' data moves before them.

    Returns:
        False when the file is not of that kind: then nothing was written.

    Raises:
        OSError: The disk is full.
    """
    with source.open("rb") as file:
        found = list(boxes(file))
        kinds = [box.kind for box in found]
        if kinds.count(b"moov") != 1 or kinds.count(b"mdat") != 1 or b"moof" in kinds:
            return False
        data = kinds.index(b"mdat")
        late = found[data + 1 :]
        if not any(box.kind == b"moov" for box in late):
            return False
        shift = sum(box.end - box.start for box in late)
        heads = []
        for box in late:
            file.seek(box.start)
            head = bytearray(file.read(box.end - box.start))
            if box.kind == b"moov" and not _shift_offsets(file, box, head, shift):
                return False
            heads.append(head)
        file.seek(0)
        _copy(file, target, found[data].start)
        for head in heads:
            target.write(bytes(head))
        _copy(file, target, found[data].end - found[data].start)
    return True


def _shift_offsets(file: BinaryIO, moov: Box, copy: bytearray, shift: int) -> bool:
    """Adds `shift` to every chunk offset (8.7.5) in `copy` of the box; False where one is too
    large for its table."""
    stack = [moov]
    while stack:
        box = stack.pop()
        if box.kind in _CONTAINERS:
            stack += boxes(file, box.body, box.end)
            continue
        wide = box.kind == b"co64"
        if not wide and box.kind != b"stco":
            continue
        at = box.body - moov.start + 4
        (count,) = struct.unpack_from(">I", copy, at)
        entry, width = (">Q", 8) if wide else (">I", 4)
        for i in range(count):
            place = at + 4 + i * width
            (offset,) = struct.unpack_from(entry, copy, place)
            if offset + shift >= 1 << (8 * width):
                return False
            struct.pack_into(entry, copy, place, offset + shift)
    return True


def _copy(source: BinaryIO, target: Written, size: int) -> None:
    left = size
    while left:
        chunk = source.read(min(left, 1 << 20))
        if not chunk:
            raise OSError("the file ended early")
        target.write(chunk)
        left -= len(chunk)
