"""Boxes in which one of several is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox


def choice_box(name: str) -> QComboBox:
    """An empty one that a long entry does not widen.

    Args:
        name: What is chosen, for those who hear the window.
    """
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
    return box


def fill(box: QComboBox, entries: Sequence[tuple[str, object]], chosen: object) -> None:
    """Lists entries, title and value, and marks one, without choosing it."""
    box.clear()
    for title, value in entries:
        box.addItem(title, value)
    values = [value for _, value in entries]
    box.setCurrentIndex(values.index(chosen) if chosen in values else -1)
