"""Staying awake: against a real session bus with a desktop's part played by another process, and
against a helper program."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.awake import Awake

PATIENCE_MS = 60_000

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus and systemd are Linux's")

_DESKTOP = """
import sys
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Slot
from PySide6.QtDBus import QDBusConnection

app = QCoreApplication([])

@ClassInfo({"D-Bus Interface": sys.argv[3]})
class Desktop(QObject):
    @Slot(str, str, result="uint")
    def Inhibit(self, program, reason):
        print(f"{program}: {reason}", flush=True)
        return 7

desktop = Desktop()
bus = QDBusConnection.sessionBus()
assert bus.registerObject(sys.argv[2], desktop, QDBusConnection.RegisterOption.ExportAllSlots)
assert bus.registerService(sys.argv[1])
print("ready", flush=True)
app.exec()
"""

_APP = """
import logging, sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection
from app.ui.awake import Awake

logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")
app = QCoreApplication([])
bus = QDBusConnection.sessionBus().interface()

def connections():
    return sum(name.startswith(":") for name in bus.registeredServiceNames().value())

def turn():
    QTimer.singleShot(700, app.quit)
    app.exec()

awake = Awake()
before = connections()
with awake.hold("A call is on"):
    turn()
    print("held:", connections() - before)
turn()
print("released:", connections() - before)
"""
SCREEN_SAVER = (
    "org.freedesktop.ScreenSaver",
    "/org/freedesktop/ScreenSaver",
    "org.freedesktop.ScreenSaver",
)
POWER = (
    "org.freedesktop.PowerManagement",
    "/org/freedesktop/PowerManagement/Inhibit",
    "org.freedesktop.PowerManagement.Inhibit",
)


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment with a session bus of its own, on which nobody is yet."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("dbus-daemon is not installed: no desktop was asked to stay awake")
    process = subprocess.Popen(
        [daemon, "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    yield {**os.environ, "DBUS_SESSION_BUS_ADDRESS": process.stdout.readline().strip()}
    process.terminate()
    process.communicate()


@pytest.mark.parametrize("service", [SCREEN_SAVER, POWER])
def test_the_desktop_is_asked_and_let_go(bus: dict[str, str], service: tuple[str, ...]) -> None:
    desktop = subprocess.Popen(
        [sys.executable, "-c", _DESKTOP, *service], env=bus, stdout=subprocess.PIPE, text=True
    )
    try:
        assert desktop.stdout is not None
        assert desktop.stdout.readline().strip() == "ready"
        app = subprocess.run(
            [sys.executable, "-c", _APP],
            env=bus,
            capture_output=True,
            text=True,
            timeout=PATIENCE_MS / 1000,
            check=True,
        )
        assert desktop.stdout.readline().strip() == "Understudy: A call is on"
    finally:
        desktop.kill()
        desktop.communicate()
    # Desktops let go when the connection that asked is gone.
    assert app.stdout.splitlines() == [
        f"{service[0]} keeps the computer awake",
        "held: 1",
        "released: 0",
    ]


# -- without a desktop -----------------------------------------------------------------------------


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of programs; there is no bus."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    return folder


_HELPER = """#!/bin/sh
echo "$$ $*" > {told}.part
{mv} {told}.part {told}
{cat}
echo ended > {told}.ended
"""


@pytest.fixture
def helper(programs: Path, tmp_path: Path) -> Path:
    """A `systemd-inhibit` that runs until its input ends, as the true one with `cat` does; gives
    the file in which it notes its process and arguments."""
    told = tmp_path / "told"
    script = _HELPER.format(told=told, mv=_program("mv"), cat=_program("cat"))
    (programs / "systemd-inhibit").write_text(script)
    (programs / "systemd-inhibit").chmod(0o755)
    return told


def _program(name: str) -> str:
    path = shutil.which(name, path="/usr/bin:/bin")
    assert path is not None
    return path


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_systemd_is_asked_where_there_is_no_desktop(qtbot: QtBot, helper: Path) -> None:
    awake = Awake()
    awake.hold("A call is on")
    awake.hold("Another")
    qtbot.waitUntil(helper.exists, timeout=PATIENCE_MS)
    pid, _, arguments = helper.read_text().strip().partition(" ")
    assert "--what=idle" in arguments
    assert "--why=A call is on" in arguments
    assert _alive(int(pid))
    awake.release()
    awake.release()
    assert not awake.held
    qtbot.waitUntil(lambda: not _alive(int(pid)), timeout=PATIENCE_MS)


def test_a_killed_app_keeps_nothing_awake(
    helper: Path, qtbot: QtBot, until: Callable[[Callable[[], bool]], None]
) -> None:
    app = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from PySide6.QtCore import QCoreApplication\n"
            "from app.ui.awake import Awake\n"
            "app = QCoreApplication([])\nawake = Awake()\nawake.hold('x')\napp.exec()",
        ]
    )
    try:
        until(helper.exists)
    finally:
        app.send_signal(signal.SIGKILL)
        app.wait()
    until(lambda: Path(f"{helper}.ended").exists())


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    return lambda condition: qtbot.waitUntil(condition, timeout=PATIENCE_MS)


def test_a_failure_is_told_once(
    programs: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    awake = Awake()
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            awake.hold("A call is on")
            awake.release()
    assert [record.message for record in caplog.records] == [
        "cannot keep the computer awake: there is no systemd-inhibit"
    ]


def test_a_helper_that_fails_is_told_once_in_its_words(
    programs: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    (programs / "systemd-inhibit").write_text("#!/bin/sh\necho Access denied >&2\nexit 1\n")
    (programs / "systemd-inhibit").chmod(0o755)
    awake = Awake()
    with caplog.at_level(logging.WARNING):
        awake.hold("A call is on")
        qtbot.waitUntil(lambda: bool(caplog.records), timeout=PATIENCE_MS)
        awake.release()
        awake.hold("A call is on")
        qtbot.wait(200)
        awake.release()
    assert [record.message for record in caplog.records] == [
        "cannot keep the computer awake: Access denied"
    ]
