"""Between set-ups kept under names and what shows, or is, one of them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.ui.banner import Banner
from app.ui.controller import Controller
from app.ui.dialogs import Dialogs
from app.ui.engine_link import EngineLink
from app.ui.output_link import OutputLink
from app.ui.preferences import Preferences
from app.ui.profiles import ProfileDialog, ProfileMenu
from app.ui.side import Side
from app.ui.tray import Tray


class ProfileLink(QObject):
    """Lists the profiles in the menu and the tray, and applies, keeps and removes them.

    Args:
        outputs, engines: Take their part of a profile.
        window: Of the dialog, and this one's parent.
    """

    def __init__(
        self,
        controller: Controller,
        preferences: Preferences,
        menu: ProfileMenu,
        tray: Tray,
        side: Side,
        outputs: OutputLink,
        engines: EngineLink,
        banner: Banner,
        dialogs: Dialogs,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._controller = controller
        self._preferences = preferences
        self._menu = menu
        self._tray = tray
        self._side = side
        self._outputs = outputs
        self._engines = engines
        self._banner = banner
        self._dialogs = dialogs
        self._window = window
        preferences.changed.connect(self._show)
        # Queued: the menu is filled anew, and must not lose the entry that is just speaking.
        queued = Qt.ConnectionType.QueuedConnection
        menu.chosen.connect(self.apply, queued)
        tray.profile_chosen.connect(self.apply, queued)
        menu.keep_wanted.connect(self.ask_for_name)
        menu.removal_wanted.connect(self.remove, queued)
        self._show()

    def _show(self) -> None:
        settings = self._preferences.settings
        self._menu.show_settings(settings)
        names = [profile.name for profile in settings.profiles]
        self._tray.show_profiles(names, settings.active_profile)

    def apply(self, name: str) -> None:
        """Everything is as it was when that profile was kept."""
        preferences, controller = self._preferences, self._controller
        preferences.take(preferences.settings.apply(name))
        settings = preferences.settings
        controller.set_swap_options(settings.swap)
        empty = controller.guard_options.show_empty_room
        controller.set_guard_options(replace(settings.guard, show_empty_room=empty))
        self._outputs.apply(settings.finish)
        self._engines.apply(settings.drawing)
        self._side.controls.show_swap(settings.swap)
        self._side.controls.show_shield(settings.guard.shield)
        self._side.mirror.setChecked(settings.mirror)
        if settings.template is not None:
            controller.choose_template(settings.template)

    def ask_for_name(self) -> None:
        """Of the present set-up, which is then kept."""
        dialog = self._dialogs.open(
            "profile", lambda: ProfileDialog(self._preferences.settings, self._window)
        )
        if isinstance(dialog, ProfileDialog):
            dialog.named.connect(self._keep)

    def _keep(self, name: str) -> None:
        settings = self._preferences.settings
        settings = settings.with_profile(settings.as_profile(name))
        self._preferences.take(replace(settings, active_profile=settings.profile(name).name))
        self._banner.note(self.tr("Kept as “{name}”.").format(name=name))

    def remove(self, name: str) -> None:
        """The profile, not what is on now."""
        self._preferences.take(self._preferences.settings.without_profile(name))
        self._banner.note(self.tr("Removed: {what}.").format(what=name))
