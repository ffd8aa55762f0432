"""Second starts, killed firsts and strangers at the socket: real processes, real sockets."""

from __future__ import annotations

import logging
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.one_instance import MAX_CALLERS, RAISE, Instance

PATIENCE = 60

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="speaks to a Unix socket")

_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.ui.one_instance import Instance

app = QCoreApplication([])
instance = Instance(Path(sys.argv[1]))
first = instance.claim()
print("first" if first else f"second, heard: {instance.answered}", flush=True)
if first:
    instance.raised.connect(lambda: print("raised", flush=True))
    app.exec()
"""


class Start:
    """The app's start, as a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, str(folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def says(self) -> str:
        """Its next line; empty at its end."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def ends(self) -> int:
        return self.process.wait(PATIENCE)


@pytest.fixture
def folder() -> Iterator[Path]:
    """As short as a session's own: a socket fits in, and goes with it."""
    with tempfile.TemporaryDirectory(prefix="us-") as short:
        yield Path(short) / "session"


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[], Start]]:
    starts: list[Start] = []

    def begin() -> Start:
        starts.append(Start(folder))
        return starts[-1]

    yield begin
    for each in starts:
        each.process.kill()
        each.process.communicate()


@pytest.fixture
def first(folder: Path, qtbot: QtBot) -> Iterator[Instance]:
    """The first instance, in this process."""
    instance = Instance(folder)
    assert instance.claim()
    yield instance
    instance.close()


def test_a_second_start_raises_the_first_and_ends(start: Callable[[], Start]) -> None:
    one = start()
    assert one.says() == "first"
    for _ in range(2):
        other = start()
        assert other.says() == "second, heard: True"
        assert other.ends() == 0
        assert one.says() == "raised"


def test_a_killed_first_leaves_room(start: Callable[[], Start], folder: Path) -> None:
    one = start()
    assert one.says() == "first"
    one.process.kill()
    one.ends()
    assert Path(Instance(folder).server_name).exists(), "nothing stale to survive"
    after = start()
    assert after.says() == "first"
    assert start().says() == "second, heard: True"
    assert after.says() == "raised"


def test_one_of_many_at_once_is_the_first(start: Callable[[], Start]) -> None:
    killed = start()
    assert killed.says() == "first"
    killed.process.kill()
    killed.ends()
    said = [each.says() for each in [start() for _ in range(5)]]
    assert sorted(said) == ["first"] + ["second, heard: True"] * 4


def test_a_frozen_first_does_not_hold_up_the_second(start: Callable[[], Start]) -> None:
    one = start()
    assert one.says() == "first"
    one.process.send_signal(signal.SIGSTOP)
    other = start()
    assert other.says() == "second, heard: False"
    assert other.ends() == 0


def test_closing_lets_the_next_be_first(folder: Path, qtbot: QtBot) -> None:
    one = Instance(folder)
    assert one.claim()
    one.close()
    other = Instance(folder)
    assert other.claim()
    other.close()


def test_only_the_user_may_speak(first: Instance) -> None:
    mode = stat.S_IMODE(Path(first.server_name).stat().st_mode)
    assert mode & 0o077 == 0


# -- strangers -------------------------------------------------------------------------------------


def _caller(instance: Instance) -> socket.socket:
    caller = socket.socket(socket.AF_UNIX)
    caller.connect(instance.server_name)
    caller.setblocking(False)
    return caller


def _hung_up(caller: socket.socket) -> bool:
    try:
        return caller.recv(64) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


@pytest.mark.parametrize(
    "words",
    [b"quit\n", b"\x00" * 7, b"GET / HTTP/1.1\r\n\r\n", b"raised", RAISE + b"more", RAISE * 2],
)
def test_garbage_is_hung_up_on(first: Instance, qtbot: QtBot, words: bytes) -> None:
    raised: list[None] = []
    first.raised.connect(lambda: raised.append(None))
    with _caller(first) as caller:
        caller.send(words)
        qtbot.waitUntil(lambda: _hung_up(caller), timeout=PATIENCE * 1000)
    assert not raised
    _is_well(first, qtbot)


def test_a_flood_is_hung_up_on_and_not_kept(first: Instance, qtbot: QtBot) -> None:
    flood = memoryview(b"raise" * 4_000_000)
    with _caller(first) as caller:
        sent = 0

        def pour() -> bool:
            nonlocal sent
            try:
                sent += caller.send(flood[sent:])
            except BlockingIOError:
                return False
            except ConnectionError:
                return True
            return False

        qtbot.waitUntil(pour, timeout=PATIENCE * 1000)
    assert sent < len(flood) / 10, "it was read to its end"
    _is_well(first, qtbot)


@pytest.mark.parametrize("words", [b"", b"rai"])
def test_who_says_nothing_is_hung_up_on(first: Instance, qtbot: QtBot, words: bytes) -> None:
    with _caller(first) as caller:
        caller.send(words)
        qtbot.waitUntil(lambda: _hung_up(caller), timeout=PATIENCE * 1000)
    _is_well(first, qtbot)


def test_a_word_in_pieces_is_heard(first: Instance, qtbot: QtBot) -> None:
    with _caller(first) as caller:
        with qtbot.assertNotEmitted(first.raised, wait=100):
            caller.send(RAISE[:3])
        with qtbot.waitSignal(first.raised, timeout=PATIENCE * 1000):
            caller.send(RAISE[3:])


def test_a_second_start_gets_through_a_crowd(first: Instance, qtbot: QtBot, folder: Path) -> None:
    crowd = [_caller(first) for _ in range(MAX_CALLERS)]
    qtbot.wait(50)
    other = Start(folder)
    try:
        with qtbot.waitSignal(first.raised, timeout=PATIENCE * 1000):
            pass
        assert other.says() == "second, heard: True"
    finally:
        other.process.kill()
        other.process.communicate()
        for caller in crowd:
            caller.close()


def _is_well(instance: Instance, qtbot: QtBot) -> None:
    """A true word still raises the window."""
    with (
        _caller(instance) as caller,
        qtbot.waitSignal(instance.raised, timeout=PATIENCE * 1000),
    ):
        caller.send(RAISE)


# -- folders ---------------------------------------------------------------------------------------


def test_a_folder_too_deep_for_a_socket(tmp_path: Path, qtbot: QtBot) -> None:
    deep = tmp_path / ("d" * 100)
    one, other = Instance(deep), Instance(tmp_path / ("e" * 100))
    try:
        assert one.claim()
        assert other.claim(), "two folders, one name"
        assert not Instance(deep).claim()
        _is_well(one, qtbot)
    finally:
        one.close()
        other.close()


def test_without_a_folder_the_app_starts(
    tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    with caplog.at_level(logging.WARNING):
        assert Instance(tmp_path / "file" / "session").claim()
    assert "open already" in caplog.text


def test_the_session_folder_is_preferred(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, data = tmp_path / "session", tmp_path / "data"
    session.mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    in_session = Instance()
    assert in_session.claim()
    in_session.close()
    assert [path.name for path in session.rglob("*.lock")] == ["understudy.lock"]
    assert not data.exists()
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    without = Instance()
    assert without.claim()
    without.close()
    assert list(data.rglob("*.lock"))
