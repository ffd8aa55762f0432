"""A picture that is late on purpose, and what the panic key does to what waits."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from app.errors import UsageError
from app.frame import SafeFrame, Verdict
from app.pipeline.guard.card import card as plain_card
from app.pipeline.guard.guard import PANIC
from app.pipeline.sinks import DelayedSink
from app.pipeline.sinks.base import OutputFormat
from app.pipeline.sources import SourceOptions, open_source
from tests.support.live import FORMAT, FPS, frame, number_in
from tests.support.rig import KeepingSink, make_engine


class Clock:
    """`time.monotonic`, by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr("app.pipeline.sinks.delayed.time.monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def card(number: int) -> SafeFrame:
    return replace(frame(number, verdict=Verdict.SHIELDED), reason=PANIC)


def swapped(kept: KeepingSink) -> list[SafeFrame]:
    """What left, without the cards of the beginning."""
    return [one for one in kept.frames if one.verdict is Verdict.SWAPPED]


def run(sink: DelayedSink, clock: Clock, numbers: range) -> None:
    for number in numbers:
        sink.write(frame(number))
        clock.now += 1 / FPS


def test_frames_come_later_by_the_delay_and_as_they_were(clock: Clock) -> None:
    kept = KeepingSink()
    sink = DelayedSink(kept, 0.49, lambda: False)
    sink.open(FORMAT)
    run(sink, clock, range(40))
    came = swapped(kept)
    assert [one.index for one in came] == list(range(25))
    assert [number_in(one.image) for one in came] == list(range(25))
    worst = max(np.abs(one.image.astype(int) - frame(one.index).image).max() for one in came)
    assert worst <= 4
    assert not came[0].image.flags.writeable
    sink.close()
    assert len(swapped(kept)) == 25, "what waited left at the end"
    assert kept.closed == 1


def test_uneven_steps_repeat_and_skip_nothing(clock: Clock) -> None:
    kept = KeepingSink()
    sink = DelayedSink(kept, 15 / FPS, lambda: False)  # a whole number: the worst case
    sink.open(FORMAT)
    for number in range(90):
        sink.write(frame(number))
        clock.now += 1 / FPS + (0.004 if number % 2 else -0.004)
    indices = [one.index for one in swapped(kept)]
    assert indices[2:] == list(range(indices[2], indices[2] + len(indices) - 2))
    assert len(indices) >= 70


def test_odd_sides(clock: Clock) -> None:
    kept = KeepingSink()
    sink = DelayedSink(kept, 0.1, lambda: False)
    sink.open(OutputFormat(63, 47, FPS, True))
    image = np.full((47, 63, 3), 99, np.uint8)
    for number in range(10):
        sink.write(SafeFrame(image, Verdict.SWAPPED, "", 1, number, 0.0))
        clock.now += 0.05
    assert {one.image.shape for one in kept.frames} == {(47, 63, 3)}
    assert swapped(kept)


def test_a_gap_shows_the_last_frame_again(clock: Clock) -> None:
    kept = KeepingSink()
    sink = DelayedSink(kept, 0.5, lambda: False)
    sink.open(FORMAT)
    sink.write(frame(1))
    clock.now += 0.6
    for _ in range(4):  # the engine sends the same one again while none comes
        sink.write(frame(2))
        clock.now += 0.1
    assert [one.index for one in swapped(kept)] == [1, 1, 1, 1]


def test_in_the_middle_of_a_session_the_card_comes_at_once(clock: Clock) -> None:
    """Switched on again, or with another delay: whoever watches sees a picture from the first."""
    kept = KeepingSink()
    sink = DelayedSink(kept, 0.5, lambda: False)
    sink.open(FORMAT)
    run(sink, clock, range(20, 45))
    first, last = kept.frames[0], kept.frames[-1]
    assert len(kept.frames) == 25
    assert first.verdict is Verdict.SHIELDED
    np.testing.assert_array_equal(first.image, plain_card(FORMAT.width, FORMAT.height))
    assert last.verdict is Verdict.SWAPPED
    assert last.index > 20


def test_at_the_start_the_card_is_not_waited_for(clock: Clock) -> None:
    kept = KeepingSink()
    sink = DelayedSink(kept, 0.5, lambda: False)
    sink.open(FORMAT)
    sink.write(replace(card(0), reason="starting"))
    sink.write(frame(1))
    assert [one.index for one in kept.frames] == [0, 0]


def test_nothing_that_waits_leaves_once_the_panic_key_is_down(clock: Clock) -> None:
    kept, down = KeepingSink(), [False]
    sink = DelayedSink(kept, 0.5, lambda: down[0])
    sink.open(FORMAT)
    run(sink, clock, range(30))
    before = len(kept.frames)
    down[0] = True
    # One that the engine judged just before: it must not leave either.
    sink.write(frame(30))
    assert len(kept.frames) == before
    for number in range(31, 60):
        sink.write(card(number))
        clock.now += 1 / FPS
    assert {one.verdict for one in kept.frames[before:]} == {Verdict.SHIELDED}
    assert len(kept.frames) == before + 29, "the card waits for nothing"
    down[0] = False
    run(sink, clock, range(60, 100))
    after = kept.frames[before + 29 :]
    assert all(one.index >= 31 for one in after), "something of before came back"
    assert after[-1].verdict is Verdict.SWAPPED


def test_a_key_that_was_down_between_two_frames_counts_too(clock: Clock) -> None:
    """Pressed and let go before this sink looked: the engine's card tells of it."""
    kept = KeepingSink()
    sink = DelayedSink(kept, 0.5, lambda: False)
    sink.open(FORMAT)
    run(sink, clock, range(30))
    before = len(kept.frames)
    sink.write(card(30))
    run(sink, clock, range(31, 60))
    assert all(one.index >= 30 for one in kept.frames[before:])


def test_a_key_that_goes_down_while_a_frame_is_being_made(clock: Clock) -> None:
    kept = KeepingSink()
    answers = iter([False] * 31 + [True] + [False] * 100)
    sink = DelayedSink(kept, 0.1, lambda: next(answers))
    sink.open(FORMAT)
    run(sink, clock, range(15))
    before = len(kept.frames)
    sink.write(frame(15))  # the second question, right before it leaves, is answered yes
    assert len(kept.frames) == before
    assert not sink._waiting


def test_memory_is_bounded(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    size = FORMAT.width * FORMAT.height * 3 // 2
    monkeypatch.setattr("app.pipeline.sinks.delayed.MAX_BYTES", 7 * size)
    kept = KeepingSink()
    sink = DelayedSink(kept, 1.0, lambda: False)
    sink.open(FORMAT)
    for number in range(120):
        sink.write(frame(number))
        assert sum(len(one.planes) for one in sink._waiting) <= 7 * size
        clock.now += 1 / FPS
    indices = sorted({one.index for one in kept.frames})
    assert 15 <= len(indices) < 40
    assert sink.status().dropped > 60


def test_a_file_is_not_delayed(clock: Clock) -> None:
    kept = KeepingSink()
    sink = DelayedSink(kept, 1.0, lambda: False)
    sink.open(replace(FORMAT, live=False))
    run(sink, clock, range(3))
    assert [one.index for one in kept.frames] == [0, 1, 2]


@pytest.mark.parametrize("seconds", [-0.1, 2.5, float("nan")])
def test_delays_that_are_none(seconds: float) -> None:
    with pytest.raises(UsageError, match="give 0 to 2"):
        DelayedSink(KeepingSink(), seconds, lambda: False)


def test_the_engines_panic_key_empties_the_queue() -> None:
    late = KeepingSink()
    engine, _ = make_engine(
        open_source("demo", SourceOptions(realtime=True, loop=True)),
        sinks=[DelayedSink(late, 1.0, lambda: engine.guard.panic)],
    )
    engine.start()
    assert late.wait_for(lambda all_: any(one.verdict is Verdict.SWAPPED for one in all_), 60)
    engine.guard.panic = True
    pressed = time.monotonic()
    with late.arrived:
        before = len(late.frames)
    assert late.wait_for(lambda all_: len(all_) > before + 45, 60)
    engine.guard.panic = False
    assert late.wait_for(lambda all_: all_[-1].verdict is Verdict.SWAPPED, 60)
    engine.stop()
    # One may have been on its way into the sink when the key went down.
    after = late.frames[before + 1 :]
    shown = [one for one in after if one.verdict is not Verdict.SHIELDED]
    assert shown, "nothing came back"
    assert min(one.captured_at for one in shown) > pressed
    assert all(one.reason == PANIC for one in after[:40])


def test_a_held_picture_does_not_pass_the_panic_key(clock: Clock) -> None:
    """One that was shielded for another reason shows the room, and the stand-in."""
    kept = KeepingSink()
    shielded = False
    sink = DelayedSink(kept, 0.49, lambda: shielded)
    sink.open(FORMAT)
    run(sink, clock, range(30))
    before = len(kept.frames)
    shielded = True
    held = replace(frame(30, verdict=Verdict.SHIELDED), reason="no new picture")
    sink.write(held)
    assert len(kept.frames) == before
    sink.write(card(31))
    assert [one.index for one in kept.frames[before:]] == [31]


def test_what_waits_is_dropped_when_it_is_finished_otherwise(clock: Clock) -> None:
    """A room that is to be hidden from now on does not come once more, half a second later."""
    kept = KeepingSink()
    sink = DelayedSink(kept, 0.49, lambda: False)
    sink.open(FORMAT)
    run(sink, clock, range(40))
    before = len(kept.frames)
    sink.drop_waiting()
    run(sink, clock, range(40, 80))
    after = [one.index for one in kept.frames[before:]]
    assert min(after) == 40
    assert after == sorted(after)
    assert after[-1] > 60
