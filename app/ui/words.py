"""Texts in whatever language: where they may be broken, what they are without their keys, and how
numbers stand in them."""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontMetrics

UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""Kana and Han characters, which no spaces part: a line may end after any of them."""
_PIECE = re.compile(rf"{UNPARTED.pattern}[^\s\w]*|(?:(?!{UNPARTED.pattern})\S)+")
"""Signs stay with the character before them."""


def widest(metrics: QFontMetrics, *texts: str) -> int:
    """Width in pixels of the widest piece of the texts that wrapping leaves whole."""
    pieces = (piece for text in texts for piece in _PIECE.findall(text))
    return max((metrics.horizontalAdvance(piece) for piece in pieces), default=0)


def decimal(value: float) -> str:
    """A number with one digit after the point, as the user's language writes it."""
    return QLocale().toString(round(float(value), 1), "f", 1)


def without_key(text: str) -> str:
    """A menu's title for where its key does nothing.

    >>> without_key("S&top"), without_key("開始(&S)"), without_key("Salt && pepper")
    ('Stop', '開始', 'Salt & pepper')
    """
    return re.sub(r"\(&\w\)|&(.)", lambda mark: mark[1] or "", text)
