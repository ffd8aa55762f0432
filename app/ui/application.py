"""Starts the window. Nothing of Qt is imported before it is known that there is a display."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from app.diagnostics import RecentLog
from app.errors import PlatformError, UsageError
from app.pipeline.engine import EngineOptions
from app.pipeline.sinks import make_sink
from app.run import WINDOW, RunOptions
from app.settings import Loaded, Settings, SettingsFile

if TYPE_CHECKING:
    from app.ui.controller import Choice
    from app.ui.shell import Shell

QT_PACKAGES = (
    "libegl1 libgl1 libfontconfig1 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0 libx11-xcb1 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-randr0 libxcb-render-util0 "
    "libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1"
)
"""Debian's, for Qt's X11 plugin."""
log = logging.getLogger(__name__)
_HEADLESS = "use `understudy run`, which needs none"


def run_window(options: RunOptions | None = None, *, at_login: bool = False) -> int:
    """Opens the window and returns when it is closed.

    Args:
        options: Of ``understudy run --sink window``, which starts at once; further sinks are
            written beside the window. None waits for the start button.
        at_login: The system starts the app, and nobody is waiting for it.

    Returns:
        The exit code: 130 after Ctrl-C, else 0.

    Raises:
        PlatformError: There is no display, or Qt lacks a library.
        SettingsError: All went well, but the settings could not be written.
        UsageError: The options do not go together.
    """
    _check_display()
    try:
        from PySide6 import QtSvg, QtWidgets  # noqa: F401
    except ImportError as error:
        raise PlatformError(_lacks_library(error)) from error
    from app.ui import icons, theme
    from app.ui.controller import Controller
    from app.ui.faults import fault_of_settings
    from app.ui.garbage import Garbage
    from app.ui.language import Translations
    from app.ui.one_instance import Instance
    from app.ui.preferences import Preferences
    from app.ui.shell import Shell

    file = SettingsFile()
    loaded = file.load()
    choice = _choice(options, loaded.settings)
    recent = RecentLog()
    detach = recent.attach()
    app = QtWidgets.QApplication.instance() or QtWidgets.QApplication(["understudy"])
    assert isinstance(app, QtWidgets.QApplication)
    app.setApplicationName("Understudy")
    app.setDesktopFileName("understudy")
    app.setWindowIcon(icons.app_icon())
    theme.follow_system(app)
    # What was asked for on the command line is never turned away.
    instance = Instance(parent=app) if options is None else None
    if instance is not None and not instance.claim():
        log.info("Understudy is open already: its window is shown")
        return 0
    garbage = Garbage(app)
    app.setQuitOnLastWindowClosed(False)  # the window may be in the tray
    translations = Translations(app)
    translations.speak(loaded.settings.language)
    controller = Controller(choice)
    # What the command line says is for this time only.
    settings = loaded.settings
    if options is not None:
        settings = replace(settings, delay=options.delay)
    preferences = Preferences(settings, file.save if options is None else None)
    shell = Shell(controller, preferences, recent, translations)
    shell.closed.connect(app.quit)
    if instance is not None:
        instance.raised.connect(shell.bring_up)
    if loaded.notice:
        shell.window.banner.tell_fault(fault_of_settings(loaded.notice))
    with _signals(shell) as received:
        if options is not None:
            controller.start()
        if at_login and _starts_unasked(loaded):
            controller.start()
            if not shell.window.tray.available:
                shell.window.showMinimized()
        else:
            shell.window.show()
        if options is None and not loaded.settings.seen_first_steps:
            shell.window.show_first_steps()
        app.exec()
        controller.stop_now()  # the loop ends without us when the display dies
        preferences.stop()
        if instance is not None:
            instance.close()
        if options is None:
            file.save(preferences.settings)
        detach()
    garbage.close()
    return 130 if received else 0


def _starts_unasked(loaded: Loaded) -> bool:
    """Whether a session begins at login: only with a camera that was chosen before, and only where
    all settings are the user's. Their background may be among what was lost."""
    settings = loaded.settings
    camera = settings.source is not None and settings.source.startswith("camera:")
    return settings.live_at_login and camera and loaded.notice is None


def _choice(options: RunOptions | None, settings: Settings) -> Choice:
    """What is begun with: what the command line says, or without one what was remembered."""
    from app.templates.library import TemplateLibrary
    from app.ui.controller import Choice
    from app.ui.outputs import VIRTUAL_CAMERA, Output, remembered_outputs, remembered_specs

    if options is None:
        return Choice(
            source=settings.source,
            template=settings.template,
            outputs=remembered_specs(settings),
            outputs_on=remembered_outputs(settings),
            swap_options=settings.swap,
            drawing=settings.drawing,
            # To let an empty room out is for the command line only: no file, and nobody who can
            # write it, may switch it on unseen.
            engine_options=EngineOptions(
                guard=replace(settings.guard, show_empty_room=False), finish=settings.finish
            ),
            camera_modes=settings.camera_modes,
        )
    if options.json is not None:
        raise UsageError("--json FILE is for runs without a window: leave --sink window out")
    if options.template is not None:
        TemplateLibrary().find(options.template)
    further = [spec for spec in options.sinks if spec != WINDOW]
    for spec in further:
        make_sink(spec)  # says now what is wrong with it; nothing is opened yet
    cameras = [spec for spec in further if spec.partition(":")[0] == VIRTUAL_CAMERA]
    return Choice(
        source=options.source,
        template=options.template,
        outputs={
            **remembered_specs(settings),
            Output.CAMERA: cameras[0] if cameras else VIRTUAL_CAMERA,
        },
        outputs_on=(Output.CAMERA,) if cameras else (),
        sinks=tuple(spec for spec in further if spec not in cameras[:1]),
        swap_options=options.swap_options,
        drawing=options.drawing,
        detector=options.detector,
        engine_options=options.engine_options(),
    )


# -- before Qt -------------------------------------------------------------------------------------


def _check_display() -> None:
    """Qt ends the process where it finds no display or misses a library; this says so instead."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return
    wayland, x11 = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("DISPLAY")
    if not wayland and not x11:
        raise PlatformError(f"there is no display for a window: {_HEADLESS}")
    if wayland:
        return
    missing = _missing_library()
    if missing is not None:
        raise PlatformError(_lacks_library(missing))
    if not _x11_answers():
        raise PlatformError(f"the display {x11} does not answer: check DISPLAY, or {_HEADLESS}")


def _missing_library() -> Exception | None:
    """What keeps Qt's X11 plugin from loading."""
    import importlib.util

    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        return ImportError("PySide6 is not installed")
    plugin = Path(spec.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if not plugin.is_file():  # a system's own Qt keeps its plugins elsewhere
        return None
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return error
    return None


def _x11_answers() -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt may bring its own
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def _lacks_library(error: Exception) -> str:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    if sys.platform == "linux" and ".so" in reason:
        library = next((word for word in reason.split() if ".so" in word), reason).strip(":")
        return (
            f"Qt cannot start, {library} is missing: type `sudo apt install {QT_PACKAGES}` "
            f"(names on Debian and Ubuntu), or {_HEADLESS}"
        )
    return f"Qt cannot start ({reason}): install the app anew, or {_HEADLESS}"


# -- signals ---------------------------------------------------------------------------------------


@contextmanager
def _signals(shell: Shell) -> Iterator[list[int]]:
    """While inside, Ctrl-C and a polite kill close the window, which stops the engine cleanly; a
    second one ends the process as usual. Gives the list of those that came.

    Qt's loop runs no Python while nothing happens, and with it no signal handler: Python writes
    the signal's number to a socket at once, and that wakes the loop.
    """
    from PySide6.QtCore import QSocketNotifier

    received: list[int] = []
    reader, writer = socket.socketpair()
    reader.setblocking(False)
    writer.setblocking(False)

    def on_signal(number: int, _frame: FrameType | None) -> None:
        received.append(number)
        signal.signal(number, signal.SIG_DFL)

    def on_wake() -> None:
        reader.recv(64)
        if received:
            shell.quit()

    numbers = [signal.SIGINT, signal.SIGTERM]
    before = {number: signal.signal(number, on_signal) for number in numbers}
    before_fd = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(on_wake)
    try:
        yield received
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(before_fd)
        for number, handler in before.items():
            signal.signal(number, handler)
        reader.close()
        writer.close()
