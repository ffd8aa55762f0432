"""Outputs that are switched while frames flow, and what one that fails or hangs does to others."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import av
import pytest

from app.errors import SinkError, UnderstudyError
from app.frame import SafeFrame, Verdict
from app.pipeline.sinks import (
    DelayedSink,
    FileSink,
    PageSink,
    RecordingSink,
    SwitchedSink,
    make_sink,
)
from app.pipeline.sinks.base import OutputFormat, Sink, is_paced
from app.pipeline.sources import SourceOptions, open_source
from tests.support.live import FORMAT, frame, wait_for
from tests.support.rig import make_engine

pytestmark = pytest.mark.usefixtures("nothing_left")


def count(path: Path) -> int:
    with av.open(str(path)) as file:
        return sum(1 for _ in file.decode(video=0))


def test_it_is_switched_on_and_off(tmp_path: Path) -> None:
    target = tmp_path / "out.mp4"
    sink = SwitchedSink("file", lambda: FileSink(target))
    sink.open(FORMAT)
    for number in range(9):
        sink.switch(3 <= number < 6)
        sink.write(frame(number, number / 30))
        assert (sink.device is not None) == (3 <= number < 6)
    sink.close()
    assert sink.take_error() is None
    assert count(target) == 3


def test_what_it_told_last_stays_to_be_read(tmp_path: Path) -> None:
    sink = SwitchedSink("recording", lambda: make_sink(f"record:{tmp_path}"), on=True)
    sink.open(FORMAT)
    assert sink.status().path is None
    for number in range(5):
        sink.write(frame(number, number / 30))
    under_way = sink.status().path
    assert under_way is not None
    assert ".partial" in under_way.name
    sink.switch(False)
    sink.write(frame(5))
    finished = sink.status()
    assert finished.path is not None
    assert count(finished.path) == finished.frames == 5
    assert finished.bytes > 0
    assert ".partial" not in finished.path.name
    sink.close()


def test_it_opens_anew(tmp_path: Path) -> None:
    targets = iter([tmp_path / "a.mp4", tmp_path / "b.mp4"])
    sink = SwitchedSink("recording", lambda: RecordingSink(next(targets)), on=True)
    sink.open(FORMAT)
    sink.write(frame(0))
    sink.reopen()
    sink.write(frame(1))
    assert sink.on
    sink.close()
    assert [count(tmp_path / name) for name in ("a.mp4", "b.mp4")] == [1, 1]


def test_one_that_fails_switches_itself_off(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    sink = SwitchedSink("recording", lambda: RecordingSink(tmp_path / "file" / "o.mp4"), on=True)
    sink.open(FORMAT)
    assert sink.on
    sink.write(frame(0))
    assert not sink.on
    assert sink.device is None
    assert isinstance(sink.take_error(), SinkError)
    assert sink.take_error() is None
    sink.write(frame(1))
    sink.close()


def test_who_wants_a_steady_clock_gets_it_through_the_switch_and_the_delay() -> None:
    camera = make_sink("virtual-camera")
    assert is_paced(camera)
    assert is_paced(DelayedSink(camera, 0.1, lambda: False))
    assert is_paced(SwitchedSink("camera", lambda: camera, paced=True))
    assert not is_paced(DelayedSink(make_sink("null"), 0.1, lambda: False))
    assert not is_paced(SwitchedSink("null", lambda: make_sink("null")))


@pytest.mark.parametrize("method", ["make", "open", "write", "close"])
def test_nothing_that_the_inner_one_raises_gets_out(method: str) -> None:
    class Stubborn:
        name = "stubborn"

        def __init__(self) -> None:
            self._fail("make")

        def _fail(self, where: str) -> None:
            if where == method:
                raise OSError("no")

        def open(self, fmt: OutputFormat) -> None:
            self._fail("open")

        def write(self, frame: SafeFrame) -> None:
            self._fail("write")

        def close(self) -> None:
            self._fail("close")

    def make() -> Sink:
        return Stubborn()

    sink = SwitchedSink("stubborn", make, on=True)
    sink.open(FORMAT)
    sink.write(frame(0))
    sink.switch(False)
    sink.write(frame(1))
    assert isinstance(sink.take_error(), UnderstudyError)
    sink.close()


class Hanging:
    """Opens, writes or closes only when it is let go."""

    name = "hanging"

    def __init__(self, where: str) -> None:
        self.where = where
        self.inside, self.gate = threading.Event(), threading.Event()

    def _hang(self, where: str) -> None:
        if where == self.where:
            self.inside.set()
            assert self.gate.wait(60)

    def open(self, fmt: OutputFormat) -> None:
        self._hang("open")

    def write(self, frame: SafeFrame) -> None:
        self._hang("write")

    def close(self) -> None:
        self._hang("close")


@pytest.mark.parametrize("where", ["open", "write"])
def test_one_that_hangs_holds_up_neither_start_nor_others_nor_the_end(where: str) -> None:
    hanging = Hanging(where)
    page = PageSink(port=0)
    engine, kept = make_engine(
        open_source("demo", SourceOptions(realtime=True, loop=True)),
        sinks=[SwitchedSink("hanging", lambda: hanging, on=True), page],
    )
    engine.start()
    try:
        assert hanging.inside.wait(30)
        frames = len(kept.frames)
        assert kept.wait_for(
            lambda all_: any(one.verdict is Verdict.SWAPPED for one in all_[frames:]), 60
        )
        assert page.address
    finally:
        begin = time.monotonic()
        engine.stop(timeout=2)
        spent = time.monotonic() - begin
        hanging.gate.set()
    assert spent < 10, "the end waits for it"
    assert kept.closed == 1
    assert wait_for(lambda: not engine.running)
    with pytest.raises(SinkError, match="not open"):
        page.write(frame(0))
