"""Opens the app when the user logs in, where they want that.

Linux: an entry in ``autostart`` of the user's configuration. macOS: a launch agent. Windows: a
value under the user's ``Run`` key. Nothing is written for other users, and nothing needs rights.
"""

from __future__ import annotations

import contextlib
import os
import plistlib
import subprocess
import sys
from pathlib import Path
from typing import Protocol

from app.errors import UnderstudyError
from app.ui.translation import translate
from app.whole_file import write_whole

AT_LOGIN = "--at-login"
"""Option of the command line."""
_LABEL = "app.understudy"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
"""Characters for which the Desktop Entry Specification wants an argument in quotes."""


class StartAtLogin(Protocol):
    """Whether the app opens at login, and the way to change that."""

    def enabled(self) -> bool:
        """Whether there is an entry, and it is not switched off."""

    def set(self, on: bool) -> None:
        """Writes the entry anew or takes it away; neither ever leaves half of one.

        Raises:
            UnderstudyError: It cannot be written or removed.
        """


def start_at_login(command: list[str] | None = None) -> StartAtLogin:
    """This platform's.

    Args:
        command: Program and arguments; None for this app as it runs now.
    """
    command = command or login_command()
    if sys.platform == "win32":
        return RunKey(command)
    if sys.platform == "darwin":
        return LaunchAgent(command, Path.home() / "Library/LaunchAgents" / f"{_LABEL}.plist")
    config = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config").expanduser()
    return AutostartEntry(command, config / "autostart" / "understudy.desktop")


def note() -> str:
    """What it does, for the user."""
    return translate(
        "StartAtLogin",
        "Opens Understudy's window when you log in to this computer. "
        "The camera stays off until you press Start, unless you choose the next line, too.",
    )


def own_command() -> list[str]:
    """What starts this very installation: the bundle, or the interpreter with the module."""
    program = Path(sys.executable)
    if getattr(sys, "frozen", False):
        return [str(program)]
    windowed = program.with_name("pythonw.exe")  # Windows: the other one opens a console
    if windowed.is_file():
        program = windowed
    # -P: at login the current folder is the user's home, and an `app` in there is not ours.
    return [str(program), "-P", "-m", "app"]


def login_command() -> list[str]:
    """The same, told that the system starts it, and not a person."""
    return [*own_command(), AT_LOGIN]


class AutostartEntry:
    """Linux, and every desktop that keeps the Desktop Application Autostart Specification.

    Args:
        command: Program and arguments.
        path: Of the entry.
    """

    def __init__(self, command: list[str], path: Path) -> None:
        self._command = command
        self._path = path

    def enabled(self) -> bool:
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return False
        # Desktops switch an entry off in their own settings by these two.
        parted = (line.partition("=") for line in lines)
        values = {key.strip(): value.strip() for key, _, value in parted}
        return (
            values.get("Hidden", "false") != "true"
            and values.get("X-GNOME-Autostart-enabled", "true") != "false"
        )

    def set(self, on: bool) -> None:
        _write(self._path, self._entry().encode() if on else None)

    def _entry(self) -> str:
        lines = [
            "[Desktop Entry]",
            "Type=Application",
            "Name=Understudy",
            "Comment=A stand-in face on your webcam",
            f"Exec={exec_line(self._command)}",
            f"TryExec={_escaped(self._command[0])}",  # once uninstalled, it is passed over
            "Icon=understudy",
            "Terminal=false",
            "StartupNotify=false",
        ]
        return "\n".join(lines) + "\n"


class LaunchAgent:
    """macOS.

    Args:
        command: Program and arguments.
        path: Of the property list.
    """

    def __init__(self, command: list[str], path: Path) -> None:
        self._command = command
        self._path = path

    def enabled(self) -> bool:
        return self._path.is_file()

    def set(self, on: bool) -> None:
        agent = {
            "Label": _LABEL,
            "ProgramArguments": self._command,
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        _write(self._path, plistlib.dumps(agent) if on else None)


class RunKey:
    """Windows.

    Args:
        command: Program and arguments.
    """

    def __init__(self, command: list[str]) -> None:
        self._command = command

    def enabled(self) -> bool:
        if sys.platform == "win32":
            import winreg

            with (
                contextlib.suppress(OSError),
                winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key,
            ):
                return bool(winreg.QueryValueEx(key, "Understudy")[0])
        return False

    def set(self, on: bool) -> None:
        if sys.platform == "win32":
            import winreg

            try:
                with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                    if on:
                        line = subprocess.list2cmdline(self._command)
                        winreg.SetValueEx(key, "Understudy", 0, winreg.REG_SZ, line)
                    else:
                        with contextlib.suppress(FileNotFoundError):
                            winreg.DeleteValue(key, "Understudy")
            except OSError as error:
                raise _cannot(error) from error


def exec_line(command: list[str]) -> str:
    """The value of ``Exec``: arguments quoted, and then escaped as every string value is.

    Raises:
        UnderstudyError: An argument holds a line's end, which no entry can.
    """
    if any("\n" in argument or "\r" in argument for argument in command):
        raise UnderstudyError(
            translate(
                "StartAtLogin",
                "Understudy lies in a folder whose name has a line break: rename it.",
            )
        )
    return _escaped(" ".join(_quoted(argument) for argument in command))


def _quoted(argument: str) -> str:
    argument = argument.replace("%", "%%")
    if argument and not _RESERVED & set(argument):
        return argument
    for character in '\\"`$':
        argument = argument.replace(character, "\\" + character)
    return f'"{argument}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


def _write(path: Path, content: bytes | None) -> None:
    """Puts `content` in place at once, or removes the file for None."""
    try:
        if content is None:
            path.unlink(missing_ok=True)
            return
        write_whole(path, content, 0o644)
    except OSError as error:
        raise _cannot(error) from error


def _cannot(error: OSError) -> UnderstudyError:
    reason = error.strerror or str(error)
    text = translate("StartAtLogin", "Starting at login cannot be changed: {why}.")
    return UnderstudyError(text.format(why=reason))
