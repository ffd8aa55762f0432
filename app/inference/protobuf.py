"""Messages of Protocol Buffers, which ONNX files are, walked through as they lie on the disk.

A file of half a gigabyte is not loaded to learn a name from it. Numbers of fields are those of
ONNX's ``onnx.proto``.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.errors import ModelError
from app.inference.files import damaged

_FIXED = {1: 8, 5: 4}
"""Wire type → bytes, of numbers of a fixed size."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message: its number, and its value or where its bytes lie."""

    number: int
    value: int
    start: int
    end: int


@contextmanager
def opened(path: Path) -> Iterator[mmap.mmap]:
    """A file to walk through.

    Raises:
        ModelError: It cannot be read, or what was walked through is no message.
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield data
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror})") from error
    except (IndexError, ValueError) as error:
        raise damaged(path, "is damaged or cut off", str(error)) from error


def fields(data: mmap.mmap, at: int, end: int, *numbers: int) -> Iterator[Field]:
    """The fields of the message between two offsets; only those of these numbers, if any is given.

    Raises:
        ValueError, IndexError: There is no message.
    """
    while at < end:
        key, at = _varint(data, at)
        kind, value, start = key & 7, 0, 0
        if kind == 0:
            value, at = _varint(data, at)
            start = at
        elif kind == 2 or kind in _FIXED:
            size, start = _varint(data, at) if kind == 2 else (_FIXED[kind], at)
            at = start + size
        else:
            raise ValueError("not a protobuf message")
        if at > end:
            raise ValueError("a field reaches beyond its message")
        if not numbers or key >> 3 in numbers:
            yield Field(key >> 3, value, start, at)


def packed(data: mmap.mmap, field: Field) -> Iterator[int]:
    """A repeated field's integers: packed or one by one, as writers differ."""
    if field.start == field.end:
        yield field.value
    at = field.start
    while at < field.end:
        value, at = _varint(data, at)
        yield value


def text(data: mmap.mmap, field: Field) -> str:
    """A field's bytes as a name."""
    return data[field.start : field.end].decode("utf-8", "replace")


def _varint(data: mmap.mmap, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise ValueError("not a protobuf message")
