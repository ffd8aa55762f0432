"""Action Message Format 0, in which RTMP's commands are written (Adobe, amf0-file-format)."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import TypeAlias

Value: TypeAlias = "float | bool | str | dict[str, Value] | list[Value] | None"


class _Kind(IntEnum):
    NUMBER = 0
    BOOLEAN = 1
    STRING = 2
    OBJECT = 3
    NULL = 5
    UNDEFINED = 6
    MAP = 8
    END = 9
    ARRAY = 10
    DATE = 11
    LONG_STRING = 12


def encode(*values: float | bool | str | dict[str, str] | None) -> bytes:
    """Values one after another; dictionaries hold strings."""
    return b"".join(_encoded(value) for value in values)


def _encoded(value: float | bool | str | dict[str, str] | None) -> bytes:
    if value is None:
        return bytes([_Kind.NULL])
    if isinstance(value, bool):
        return bytes([_Kind.BOOLEAN, value])
    if isinstance(value, str):
        return bytes([_Kind.STRING]) + _text(value)
    if isinstance(value, dict):
        pairs = b"".join(_text(key) + _encoded(item) for key, item in value.items())
        return bytes([_Kind.OBJECT]) + pairs + b"\0\0" + bytes([_Kind.END])
    return bytes([_Kind.NUMBER]) + struct.pack(">d", value)


def _text(text: str) -> bytes:
    data = text.encode()
    return struct.pack(">H", len(data)) + data


def decode(data: bytes) -> list[Value]:
    """All values in `data`.

    Raises:
        ValueError: It is damaged, or holds what no server sends.
    """
    reader = _Reader(data)
    values = []
    try:
        while reader.at < len(data):
            values.append(reader.value())
    except (struct.error, IndexError, RecursionError) as error:
        raise ValueError("a damaged message") from error
    return values


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def _unpack(self, layout: str) -> int | float:
        (value,) = struct.unpack_from(layout, self._data, self.at)
        self.at += struct.calcsize(layout)
        assert isinstance(value, int | float)
        return value

    def _text(self, layout: str = ">H") -> str:
        size = int(self._unpack(layout))
        if self.at + size > len(self._data):
            raise ValueError("a damaged message")
        self.at += size
        return self._data[self.at - size : self.at].decode("utf-8", "replace")

    def _pairs(self) -> dict[str, Value]:
        pairs: dict[str, Value] = {}
        while True:
            key = self._text()
            if not key and self._data[self.at] == _Kind.END:
                self.at += 1
                return pairs
            pairs[key] = self.value()

    def value(self) -> Value:
        kind = int(self._unpack(">B"))
        match kind:
            case _Kind.NUMBER:
                return float(self._unpack(">d"))
            case _Kind.BOOLEAN:
                return bool(self._unpack(">B"))
            case _Kind.STRING:
                return self._text()
            case _Kind.OBJECT:
                return self._pairs()
            case _Kind.NULL | _Kind.UNDEFINED:
                return None
            case _Kind.MAP:
                self._unpack(">I")  # how many, approximately
                return self._pairs()
            case _Kind.ARRAY:
                return [self.value() for _ in range(int(self._unpack(">I")))]
            case _Kind.DATE:
                date = float(self._unpack(">d"))
                self._unpack(">h")
                return date
            case _Kind.LONG_STRING:
                return self._text(">I")
        raise ValueError("a damaged message")
