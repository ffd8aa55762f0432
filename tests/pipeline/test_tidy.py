"""What a live session does about memory while it goes on."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from app.pipeline import engine as module
from app.pipeline.sources.file import FileSource
from app.pipeline.sources.realtime import RealTimeSource
from app.process import in_good_time, look_through_all
from tests.support import clips
from tests.support.rig import make_engine


class Ring:
    """Leads to itself: nothing but a search for cycles finds it."""

    def __init__(self) -> None:
        self.own = self


def test_a_live_session_looks_for_cycles_among_what_is_new_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TIDY", 0.05)
    clip = clips.write(tmp_path / "clip.mp4", clips.wandering_face(8))
    engine, sink = make_engine(RealTimeSource(FileSource(clip), loop=True))
    old = Ring()
    gc.collect()
    thresholds = gc.get_threshold()
    gc.set_threshold(10**9)  # Python does not search by itself meanwhile
    try:
        assert gc.get_freeze_count() == 0
        engine.start()
        assert sink.wait_for(lambda frames: len(frames) > 2)
        assert gc.get_freeze_count() > 0
        new = Ring()
        new_is_there, old_is_there = weakref.ref(new), weakref.ref(old)
        del new, old
        assert sink.wait_for(lambda _: new_is_there() is None)
        assert old_is_there() is not None, "what was there before is looked through, too"
        engine.stop()
        assert gc.get_freeze_count() == 0
        gc.collect()
        assert old_is_there() is None
    finally:
        gc.set_threshold(*thresholds)


def test_all_is_looked_through_when_asked() -> None:
    old = weakref.ref(Ring())
    with in_good_time():
        gc.collect()
        assert old() is not None
        look_through_all()
        assert old() is None
        assert gc.get_freeze_count() > 0, "and what is there is passed over as before"
    look_through_all()
    assert gc.get_freeze_count() == 0


def test_a_file_is_not_looked_after(tmp_path: Path) -> None:
    """It takes what it takes, as fast as it can."""
    clip = clips.write(tmp_path / "clip.mp4", clips.wandering_face(8))
    engine, _ = make_engine(FileSource(clip))
    engine.start()
    assert gc.get_freeze_count() == 0
    assert engine.wait(60)
