"""Text outside of widgets. `pyside6-lupdate` finds the calls by these names, literals inside."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def translate(context: str, text: str) -> str:
    """`text` in the user's language."""
    return QCoreApplication.translate(context, text)


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Marks `text`, which is translated where it is used. Qt's own returns ``object``."""
    return text
