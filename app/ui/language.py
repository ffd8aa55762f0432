"""Which language the window speaks: the translations, the system's wish, and the menu."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.languages import LANGUAGES, SOURCE
from app.paths import assets_dir

log = logging.getLogger(__name__)

_TRADITIONAL = frozenset({"Hant", "TW", "HK", "MO"})
"""Parts of a tag for Chinese that is not written as ours is."""


def system_language() -> str:
    """Code of the first language that the user wants of their system and that there is; English
    where there is none of them."""
    return _first_known(QLocale.system().uiLanguages())


def _first_known(tags: Sequence[str]) -> str:
    """See `system_language`.

    Args:
        tags: Such as ``de-AT`` or ``zh-Hans-CN``, what is wanted most first.
    """
    for tag in tags:
        parts = tag.replace("-", "_").split("_")
        code = parts[0]
        if code == "zh":
            code = "" if _TRADITIONAL.intersection(parts) else "zh_CN"
        if code in LANGUAGES:
            return code
    return SOURCE


class Translations:
    """Has the app speak one language at a time. Widgets that there are keep the words that they
    have. Use from the window's thread.

    Args:
        app: Whose; what is installed there goes with it.
    """

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []
        self._code = SOURCE

    @property
    def code(self) -> str:
        """Of the language that is spoken."""
        return self._code

    def speak(self, language: str | None) -> None:
        """Exchanges our texts, Qt's own, and how numbers are written.

        Args:
            language: A code of `LANGUAGES`; None for what the system wants.
        """
        for old in self._installed:
            self._app.removeTranslator(old)
        self._code = code = language or system_language()
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        ours = str(assets_dir() / "translations")
        found = [_loaded(f"qtbase_{code}", qt), _loaded(f"understudy_{code}", ours)]
        self._installed = [translator for translator in found if translator is not None]
        for translator in self._installed:
            self._app.installTranslator(translator)
        # With its own language the system's way of writing numbers is meant, too: de_AT, es_MX.
        same = code == system_language()
        QLocale.setDefault(QLocale.system() if same else QLocale(code))


def _loaded(name: str, folder: str) -> QTranslator | None:
    translator = QTranslator()
    if translator.load(name, folder):
        return translator
    log.warning("there is no translation %s", name)
    return None


class LanguageMenu(QMenu):
    """The languages, each by its own name, and what the system wants.

    Signals:
        chosen: A code of `LANGUAGES`, or None for the system's.

    Args:
        language: The one that is marked; None for the system's.
    """

    chosen = Signal(object)

    def __init__(self, language: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The English word is in every translation, for whoever came into one they cannot read.
        self.setTitle(self.tr("&Language"))
        group = QActionGroup(self)
        self._add(self.tr("As the &system"), None, language, group)
        self.addSeparator()
        for code, name in LANGUAGES.items():
            self._add(name, code, language, group)

    def _add(self, title: str, code: str | None, language: str | None, group: QActionGroup) -> None:
        action = self.addAction(title)
        action.setData(code)
        action.setCheckable(True)
        action.setChecked(code == language)
        group.addAction(action)
        action.triggered.connect(lambda _on: self.chosen.emit(code))
