"""Starting at login: files as desktops read them, in a configuration folder of the test's own."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.errors import UnderstudyError
from app.ui.start_at_login import (
    AutostartEntry,
    LaunchAgent,
    exec_line,
    note,
    own_command,
    start_at_login,
)

AWKWARD = [
    "/opt/Under study/bin/py",
    "-m",
    'quo"te',
    "back\\slash",
    "$HOME `id`",
    "100%u",
    "a;b|c&d",
    "'single'",
    "",
    "ünïcode",
]
linux = pytest.mark.skipif(sys.platform != "linux", reason="autostart entries are Linux's")


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


def _values(entry: Path) -> dict[str, str]:
    lines = entry.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "[Desktop Entry]"
    return dict(line.split("=", 1) for line in lines[1:])


def _as_a_desktop_reads(value: str) -> list[str]:
    """Exec back into arguments, by the Desktop Entry Specification: first the escapes of every
    string value, then the quotes and the escapes inside them, then the percents."""
    plain = value.replace("\\\\", "\\")
    tokens = re.findall(r'"((?:\\.|[^"\\])*)"|([^ ]+)', plain)
    arguments = [re.sub(r"\\(.)", r"\1", quoted) or bare for quoted, bare in tokens]
    return [argument.replace("%%", "%") for argument in arguments]


@linux
def test_on_and_off(config: Path) -> None:
    login = start_at_login()
    entry = config / "autostart" / "understudy.desktop"
    assert not login.enabled()
    login.set(False)
    assert not config.exists(), "switching off made a folder"
    for _ in range(2):
        login.set(True)
        assert login.enabled()
        assert start_at_login().enabled()
    assert [path.name for path in entry.parent.iterdir()] == ["understudy.desktop"]
    assert entry.stat().st_mode & 0o777 == 0o644
    values = _values(entry)
    assert values["Type"] == "Application"
    assert _as_a_desktop_reads(values["Exec"]) == [*own_command(), "--at-login"]
    login.set(False)
    assert not login.enabled()
    assert not entry.exists()


def test_what_it_starts_is_this_app(tmp_path: Path) -> None:
    """From a folder with another `app` in it, as a home may have."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__main__.py").write_text("print('another app')")
    said = subprocess.run(
        [*own_command(), "--version"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("understudy ")


def test_a_bundle_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/understudy/understudy")
    assert own_command() == ["/opt/understudy/understudy"]


def test_any_argument_survives_the_quotes() -> None:
    assert _as_a_desktop_reads(exec_line(AWKWARD)) == AWKWARD


@linux
def test_glib_starts_the_same(tmp_path: Path) -> None:
    """A desktop's own parser."""
    gio = shutil.which("gio")
    if gio is None:
        pytest.skip("gio is not installed: no desktop's own parser was asked")
    told = tmp_path / "told"
    script = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(repr(sys.argv[2:]))"
    entry = tmp_path / "understudy.desktop"
    AutostartEntry([sys.executable, "-c", script, str(told), *AWKWARD], entry).set(True)
    subprocess.run([gio, "launch", str(entry)], check=True, timeout=60)
    deadline = time.monotonic() + 60
    while not told.exists() or not told.read_text():
        assert time.monotonic() < deadline, "it was not started"
        time.sleep(0.05)
    assert told.read_text() == repr(AWKWARD)


def test_a_line_break_is_refused(tmp_path: Path) -> None:
    entry = AutostartEntry(["/opt/a\nHidden=false\nb"], tmp_path / "understudy.desktop")
    with pytest.raises(UnderstudyError, match="line break"):
        entry.set(True)
    assert not entry.enabled()


@pytest.mark.parametrize("switch", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_switched_off_is_off(tmp_path: Path, switch: str) -> None:
    path = tmp_path / "understudy.desktop"
    entry = AutostartEntry(own_command(), path)
    entry.set(True)
    path.write_text(path.read_text() + switch + "\n")
    assert not entry.enabled()
    entry.set(True)
    assert entry.enabled()


def test_a_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    """The place of the entry is taken by a folder: nothing can be put there."""
    path = tmp_path / "autostart" / "understudy.desktop"
    (path / "inside").mkdir(parents=True)
    entry = AutostartEntry(own_command(), path)
    for on in (True, False):
        with pytest.raises(UnderstudyError, match="cannot be changed"):
            entry.set(on)
    assert list(path.parent.iterdir()) == [path], "half an entry is left"
    assert (path / "inside").is_dir()


def test_a_launch_agent(tmp_path: Path) -> None:
    """What macOS reads; whether it obeys was not tried here."""
    path = tmp_path / "Library" / "LaunchAgents" / "app.understudy.plist"
    agent = LaunchAgent(AWKWARD, path)
    assert not agent.enabled()
    agent.set(True)
    assert agent.enabled()
    read = plistlib.loads(path.read_bytes())
    assert read["ProgramArguments"] == AWKWARD
    assert read["RunAtLoad"] is True
    agent.set(False)
    assert not path.exists()


def test_the_note_speaks_of_the_camera(qtbot: QtBot) -> None:
    assert "camera stays off" in note()
