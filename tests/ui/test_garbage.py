"""Qt's objects end on their own thread, whatever hangs together in circles."""

from __future__ import annotations

import gc
import threading
import weakref
from contextlib import nullcontext

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from app import process
from app.ui.garbage import ALL, ALL_LIVE, Garbage

MANY = 20 * gc.get_threshold()[0]


def _ring(ended: list[str], ring: QObject | None = None) -> weakref.ref[QObject]:
    """One of Qt's objects that leads to itself; `ended` gets the thread that it ends on."""
    ring = ring or QObject()
    ring.me = ring  # type: ignore[attr-defined]
    ring.destroyed.connect(
        lambda: ended.append(threading.current_thread().name),
        Qt.ConnectionType.DirectConnection,
    )
    return weakref.ref(ring)


def _on_a_busy_thread(name: str) -> None:
    """Makes objects until Python would have searched."""

    def work() -> None:
        kept = [[number] for number in range(MANY)]
        process.tidy()
        del kept

    thread = threading.Thread(target=work, name=name)
    thread.start()
    thread.join()


def test_the_windows_thread_takes_circles_apart(qtbot: QtBot, garbage: Garbage) -> None:
    ended: list[str] = []
    there = _ring(ended)
    _on_a_busy_thread("camera")
    assert (there() is None, ended) == (False, []), "another thread ended one of Qt's objects"
    qtbot.waitUntil(lambda: there() is None, timeout=60_000)
    assert ended == [threading.main_thread().name]


def test_without_it_any_thread_does(garbage: Garbage) -> None:
    """What it is for. If this fails, Python or Qt have learned it."""
    ended: list[str] = []
    garbage.close()
    _ring(ended)
    _on_a_busy_thread("camera")
    assert ended == ["camera"]


@pytest.mark.parametrize("live", [True, False])
def test_what_is_old_is_looked_through_in_time(garbage: Garbage, live: bool) -> None:
    ended: list[str] = []
    with process.in_good_time() if live else nullcontext():
        one = QObject()
        there = _ring(ended, one)
        for _ in range(2):
            gc.collect()  # it is as old as can be
        del one
        for _ in range((ALL_LIVE if live else ALL) - 1):
            garbage.look()
        assert there() is not None
        garbage.look()
        assert there() is None


def test_python_searches_by_itself_again_afterwards(garbage: Garbage) -> None:
    assert not gc.isenabled()
    garbage.close()
    assert gc.isenabled()
