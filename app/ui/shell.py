"""Holds the window, and exchanges it for one in another language while everything goes on."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.diagnostics import RecentLog
from app.process import look_through_all
from app.ui.controller import Controller
from app.ui.language import Translations
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.tray import bring_up

_GONE_MS = 200
"""Until a window that was put away is deleted for certain."""


class Shell(QObject):
    """A window keeps the words that it was made with. So another language is another window on the
    same controller, and the session does not notice.

    Signals:
        closed: The window is, for good.

    Args:
        controller, preferences, log: As for `MainWindow`.
        translations: Speak the language of `preferences` already.

    Attributes:
        window: The one of now; keep it in no variable across events.
    """

    closed = Signal()

    def __init__(
        self,
        controller: Controller,
        preferences: Preferences,
        log: RecentLog,
        translations: Translations,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._preferences, self._log = controller, preferences, log
        self._translations = translations
        self._language = preferences.settings.language
        self.window = self._made()
        preferences.changed.connect(self._on_preferences)

    def bring_up(self) -> None:
        """Shows the window, wherever it is."""
        bring_up(self.window)

    def quit(self) -> None:
        """See `MainWindow.quit`."""
        self.window.quit()

    def _made(self) -> MainWindow:
        window = MainWindow(self._controller, self._preferences, self._log)
        window.closed.connect(self.closed)
        return window

    def _on_preferences(self) -> None:
        language = self._preferences.settings.language
        if language != self._language:
            self._language = language
            # Later: it is the old window's menu that is speaking.
            QTimer.singleShot(0, self._exchange)

    def _exchange(self) -> None:
        old = self.window
        if not old.isEnabled():
            return  # it is closing
        self._translations.speak(self._language)
        shown, small = old.isVisible(), old.isMinimized()
        stand = old.leave()
        self.window = new = self._made()
        if small:
            new.showMinimized()
        elif shown:
            new.show()
        new.take_over(stand)
        old.hide()
        old.deleteLater()
        # Python's side of it hangs together in circles. They are taken apart here, and not on
        # whichever thread runs Python next: none of Qt's objects may end on another's.
        QTimer.singleShot(_GONE_MS, self._collect)

    def _collect(self) -> None:
        look_through_all()
