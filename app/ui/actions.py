"""Every command of the app, once: its name, its key, and when it can be given.

Menu, buttons and keys are made from this table; a tray or a palette would be too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMenu, QMenuBar

from app.ui import icons
from app.ui.controller import Phase
from app.ui.theme import Theme
from app.ui.translation import QT_TRANSLATE_NOOP, translate


@dataclass(frozen=True, slots=True)
class Status:
    """What decides whether a command can be given."""

    phase: Phase
    panic: bool
    restarting: bool = False
    """The session stops, and starts over by itself."""
    changing: bool = False
    """The faces that there are: one is being added or removed."""
    photoreal: bool = False
    """The photoreal pack is installed, and whole."""
    at_login: bool = False
    """The app opens at login."""


@dataclass(frozen=True, slots=True)
class Command:
    """
    Attributes:
        id: Area, dot, verb.
        menu: Title of the menu that holds it.
        title: In the menu and on the button.
        tip: One plain sentence.
        key: Of `QKeySequence`; empty for none.
        icon: Name of a file in ``assets/icons``; empty for none.
        enabled_when: Whether it can be given.
        visible_when: Whether it is shown at all.
        checkable: It is on or off.
        everywhere: Its key works in dialogs too.
        group: Of checkable ones with the same group, one is on.
    """

    id: str
    menu: str
    title: str
    tip: str
    key: str = ""
    icon: str = ""
    enabled_when: Callable[[Status], bool] = lambda _status: True
    visible_when: Callable[[Status], bool] = lambda _status: True
    checkable: bool = False
    everywhere: bool = False
    group: str = ""


def _live(status: Status) -> bool:
    return status.phase in (Phase.STARTING, Phase.RUNNING)


_FILE, _SESSION, FACES, VIEW = (
    QT_TRANSLATE_NOOP("Commands", "&File"),
    QT_TRANSLATE_NOOP("Commands", "&Session"),
    QT_TRANSLATE_NOOP("Commands", "F&aces"),
    QT_TRANSLATE_NOOP("Commands", "&View"),
)
_MENUS = (_FILE, _SESSION, FACES, VIEW)

COMMANDS = (
    Command(
        "file.open",
        _FILE,
        QT_TRANSLATE_NOOP("Commands", "&Open file…"),
        QT_TRANSLATE_NOOP("Commands", "Use a video or a picture instead of the camera."),
        "Ctrl+O",
        "folder",
        lambda status: status.phase is not Phase.STOPPING,
    ),
    Command(
        "file.cameras",
        _FILE,
        QT_TRANSLATE_NOOP("Commands", "&Look for cameras again"),
        QT_TRANSLATE_NOOP("Commands", "After plugging one in or out."),
        "F5",
        "camera",
    ),
    Command(
        "models.manage",
        _FILE,
        QT_TRANSLATE_NOOP("Commands", "&Models…"),
        QT_TRANSLATE_NOOP("Commands", "What can be downloaded besides, and what of it is here."),
        icon="download",
    ),
    Command(
        "file.first_steps",
        _FILE,
        QT_TRANSLATE_NOOP("Commands", "&First steps…"),
        QT_TRANSLATE_NOOP("Commands", "Camera, face, virtual camera, and what stays visible."),
        "F1",
    ),
    Command(
        "file.at_login",
        _FILE,
        QT_TRANSLATE_NOOP("Commands", "Open when I lo&g in"),
        QT_TRANSLATE_NOOP("Commands", "Opens this window when you log in; it starts nothing."),
        checkable=True,
    ),
    Command(
        "file.live_at_login",
        _FILE,
        QT_TRANSLATE_NOOP("Commands", "…and s&tart at once"),
        QT_TRANSLATE_NOOP(
            "Commands", "Puts the face on as soon as you are logged in; the window is in the tray."
        ),
        enabled_when=lambda status: status.at_login,
        checkable=True,
    ),
    Command(
        "file.quit",
        _FILE,
        QT_TRANSLATE_NOOP("Commands", "&Quit"),
        QT_TRANSLATE_NOOP("Commands", "Stop and close the window."),
        "Ctrl+Q",
    ),
    Command(
        "session.start",
        _SESSION,
        QT_TRANSLATE_NOOP("Commands", "&Start"),
        QT_TRANSLATE_NOOP("Commands", "Put the stand-in face on."),
        "Ctrl+Return",
        "start",
        lambda status: status.phase is Phase.STOPPED,
    ),
    Command(
        "session.stop",
        _SESSION,
        QT_TRANSLATE_NOOP("Commands", "S&top"),
        QT_TRANSLATE_NOOP("Commands", "Stop, and give the camera back."),
        "Ctrl+Return",
        "stop",
        _live,
    ),
    Command(
        "session.shield",
        _SESSION,
        QT_TRANSLATE_NOOP("Commands", "Shield &now"),
        QT_TRANSLATE_NOOP("Commands", "Send nothing but a plain card, at once."),
        "Esc",
        "shield",
        lambda status: (_live(status) or status.restarting) and not status.panic,
        everywhere=True,
    ),
    Command(
        "session.resume",
        _SESSION,
        QT_TRANSLATE_NOOP("Commands", "&Resume"),
        QT_TRANSLATE_NOOP("Commands", "Lift the shield; your face stays covered."),
        "Shift+Esc",
        "start",
        lambda status: _live(status) and status.panic,
    ),
    Command(
        "session.virtual_camera",
        _SESSION,
        QT_TRANSLATE_NOOP("Commands", "&Virtual camera"),
        QT_TRANSLATE_NOOP(
            "Commands", "Offer the covered picture to calls and other programs as a camera."
        ),
        "Ctrl+K",
        checkable=True,
    ),
    Command(
        "session.meter",
        _SESSION,
        QT_TRANSLATE_NOOP("Commands", "Measure my &anonymity"),
        QT_TRANSLATE_NOOP(
            "Commands",
            "Once a second, on this computer and in memory only: would a recogniser know you in "
            "what others see?",
        ),
        "Ctrl+L",
        checkable=True,
    ),
    Command(
        "faces.photoreal",
        FACES,
        QT_TRANSLATE_NOOP("Commands", "&Add photoreal faces…"),
        QT_TRANSLATE_NOOP("Commands", "Nine faces of no real person, downloaded once."),
        icon="download",
        visible_when=lambda status: not status.photoreal,
    ),
    Command(
        "faces.mix",
        FACES,
        QT_TRANSLATE_NOOP("Commands", "&Mix faces…"),
        QT_TRANSLATE_NOOP("Commands", "Make a face of your own from others."),
        "Ctrl+B",
        "mix",
    ),
    Command(
        "faces.invent",
        FACES,
        QT_TRANSLATE_NOOP("Commands", "&Invent a face"),
        QT_TRANSLATE_NOOP("Commands", "Mix one that nobody chose, and put it on."),
        "Ctrl+I",
        "invent",
        lambda status: not status.changing,
    ),
    Command(
        "faces.search",
        FACES,
        QT_TRANSLATE_NOOP("Commands", "&Search faces"),
        QT_TRANSLATE_NOOP("Commands", "Find a face by its name or description."),
        "Ctrl+F",
        "search",
    ),
    Command(
        "view.mirror",
        VIEW,
        QT_TRANSLATE_NOOP("Commands", "&Mirror preview"),
        QT_TRANSLATE_NOOP("Commands", "Only here: others see you the right way round."),
        "Ctrl+M",
        checkable=True,
    ),
    Command(
        "view.snapshot",
        VIEW,
        QT_TRANSLATE_NOOP("Commands", "&Keep what others see now"),
        QT_TRANSLATE_NOOP("Commands", "As a picture in your own folder for pictures."),
        "Ctrl+Shift+S",
        "picture",
        _live,
    ),
    Command(
        "view.output",
        VIEW,
        QT_TRANSLATE_NOOP("Commands", "What &others see"),
        QT_TRANSLATE_NOOP("Commands", "Show only the covered picture."),
        "Ctrl+1",
        checkable=True,
        group="compare",
    ),
    Command(
        "view.split",
        VIEW,
        QT_TRANSLATE_NOOP("Commands", "Compare in &halves"),
        QT_TRANSLATE_NOOP("Commands", "On the left your camera's picture, for your eyes only."),
        "Ctrl+2",
        checkable=True,
        group="compare",
    ),
    Command(
        "view.side",
        VIEW,
        QT_TRANSLATE_NOOP("Commands", "Compare &side by side"),
        QT_TRANSLATE_NOOP("Commands", "Your camera's picture, for your eyes only, and theirs."),
        "Ctrl+3",
        checkable=True,
        group="compare",
    ),
)


class Actions:
    """One `QAction` per command.

    Args:
        parent: The window in which the keys work.
        handlers: Command id → what to call; a checkable one gets True or False.
    """

    def __init__(self, parent: QObject, handlers: Mapping[str, Callable[..., object]]) -> None:
        self._actions: dict[str, QAction] = {}
        groups: dict[str, QActionGroup] = {}
        for command in COMMANDS:
            action = QAction(_translated(command.title), parent)
            action.setObjectName(command.id)
            action.setToolTip(_tip(command))
            action.setStatusTip(_translated(command.tip))
            action.setCheckable(command.checkable)
            action.setAutoRepeat(False)
            if command.key:
                action.setShortcut(QKeySequence(command.key))
            if command.everywhere:
                action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
            if command.group:
                groups.setdefault(command.group, QActionGroup(parent)).addAction(action)
            handler = handlers[command.id]
            if command.checkable:
                action.toggled.connect(handler)
            else:
                action.triggered.connect(_without_argument(handler))
            self._actions[command.id] = action

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def update(self, status: Status) -> None:
        """Shows and enables what can be given now."""
        for command in COMMANDS:
            self._actions[command.id].setEnabled(command.enabled_when(status))
            self._actions[command.id].setVisible(command.visible_when(status))

    def paint(self, theme: Theme) -> None:
        """Draws the menu's icons in the theme's colour."""
        for command in COMMANDS:
            if command.icon:
                self._actions[command.id].setIcon(icons.icon(command.icon, theme.text))

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Makes the menus; returns them by the titles of the commands."""
        menus = {title: bar.addMenu(_translated(title)) for title in _MENUS}
        for command in COMMANDS:
            menus[command.menu].addAction(self._actions[command.id])
        return menus

    def bind_check(self, command_id: str, button: QAbstractButton) -> None:
        """Keeps a check box or a switch and a checkable command in step."""
        action = self._actions[command_id]
        button.setChecked(action.isChecked())
        button.setToolTip(action.toolTip())
        button.toggled.connect(action.setChecked)
        action.toggled.connect(button.setChecked)


def _without_argument(handler: Callable[..., object]) -> Callable[[bool], None]:
    def call(_checked: bool) -> None:
        handler()

    return call


def _tip(command: Command) -> str:
    tip = _translated(command.tip)
    if not command.key:
        return tip
    key = QKeySequence(command.key).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{tip} ({key})"


def _translated(text: str) -> str:
    return translate("Commands", text)
