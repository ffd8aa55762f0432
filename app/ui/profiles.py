"""Set-ups under names: their menu, and the question for a name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from app.errors import UsageError
from app.settings import MAX_NAME, Profile, Settings
from app.ui.dialog import Dialog, Line, button, heading

KEYS = 9
"""Profiles that have a key."""


class ProfileMenu(QMenu):
    """The profiles, to switch between, keep and remove.

    Signals:
        chosen: Name of a profile to switch to.
        keep_wanted: The present set-up is to be kept under a name.
        removal_wanted: Name of a profile to remove.
    """

    chosen = Signal(str)
    keep_wanted = Signal()
    removal_wanted = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._shown: list[tuple[str, bool]] | None = None
        self.setToolTipsVisible(True)

    def show_settings(self, settings: Settings) -> None:
        """Lists the profiles; the active one is marked, with a word where it was changed since."""
        lines = [
            (
                profile.name,
                profile.name == settings.active_profile
                and profile != settings.as_profile(profile.name),
            )
            for profile in settings.profiles
        ]
        shown = [*lines, (settings.active_profile or "", True)]
        if shown == self._shown:
            return  # settings change with every step of a slider
        self._shown = shown
        for old in (*self.findChildren(QActionGroup), *self.findChildren(QMenu)):
            old.deleteLater()
        self.clear()
        group = QActionGroup(self)
        for number, profile in enumerate(settings.profiles, 1):
            active = profile.name == settings.active_profile
            name = profile.name.replace("&", "&&")
            if active and profile != settings.as_profile(profile.name):
                name = self.tr("{name} (changed)").format(name=name)
            action = self.addAction(name)
            action.setCheckable(True)
            action.setChecked(active)
            action.setActionGroup(group)
            if number <= KEYS:
                action.setShortcut(QKeySequence(f"Ctrl+Alt+{number}"))
            action.triggered.connect(lambda _on, name=profile.name: self.chosen.emit(name))
        if settings.profiles:
            self.addSeparator()
        keep = self.addAction(self.tr("&Keep this set-up as a profile…"))
        keep.setToolTip(self.tr("Face, look and shield under a name, to come back to."))
        keep.triggered.connect(lambda: self.keep_wanted.emit())
        remove = self.addMenu(self.tr("&Remove"))
        remove.setEnabled(bool(settings.profiles))
        for profile in settings.profiles:
            action = remove.addAction(profile.name.replace("&", "&&"))
            action.triggered.connect(lambda _on, name=profile.name: self.removal_wanted.emit(name))


class ProfileDialog(Dialog):
    """Asks for a profile's name.

    Signals:
        named: A good one.
    """

    named = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        title = self.tr("Keep this set-up")
        super().__init__(title, parent, snug=True)
        self._settings = settings
        label = QLabel(self.tr("&Name of the profile"))
        self.field = QLineEdit(settings.active_profile or "")
        self.field.setMaxLength(MAX_NAME)
        self.field.setPlaceholderText(self.tr("Work, for example"))
        self.field.selectAll()
        label.setBuddy(self.field)
        self.note = Line("muted")
        self.keep = button(self.tr("&Keep"), self._accept, "main")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for part in (heading(title), label, self.field, self.note):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self.setMinimumWidth(400)
        self.keep.setDefault(True)
        self.field.textChanged.connect(self._check)
        self.field.setFocus()
        self._check()

    def _profile(self) -> Profile | None:
        try:
            return self._settings.as_profile(self.field.text())
        except UsageError:
            return None

    def _check(self) -> None:
        profile = self._profile()
        self.keep.setEnabled(profile is not None)
        there = profile is not None and any(
            other.is_called(profile.name) for other in self._settings.profiles
        )
        self.note.tell(self.tr("It takes the place of the one with this name.") if there else "")

    def _accept(self) -> None:
        profile = self._profile()
        if profile is not None:
            self.named.emit(profile.name)
            self.accept()
