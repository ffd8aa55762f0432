"""The output's clock, on a clock of the test's own: nothing here waits."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pytest

from app.pipeline.channel import Channel
from app.pipeline.clock import BREAK, MARGIN, SLEW, OutputClock, take_until

START = 1000.0


@dataclass
class Played:
    """What a run sent.

    Attributes:
        ticks: When each was.
        shown: The index of the frame that each sent; -1 before the first.
        ages: How long before its first tick each sent frame was captured.
    """

    ticks: list[float] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)
    ages: list[float] = field(default_factory=list)

    @property
    def intervals(self) -> np.ndarray:
        return np.diff(self.ticks)

    def after(self, seconds: float) -> Played:
        """Without the beginning, in which the clock finds its phase."""
        first = next(i for i, tick in enumerate(self.ticks) if tick > START + seconds)
        seen = len(set(self.shown[:first]) - {-1})
        return Played(self.ticks[first:], self.shown[first:], self.ages[seen:])

    @property
    def repeated(self) -> float:
        """Share of ticks that sent the frame before once more."""
        return float(np.mean(np.diff(self.shown) == 0))


def arrivals(
    fps: float,
    seconds: float,
    *,
    latency: float = 0.022,
    jitter: float = 0.0,
    seed: int = 3,
) -> list[tuple[int, float, float]]:
    """Index, capture and arrival of a camera's frames; `jitter` is the spread of both times."""
    chance = random.Random(seed)
    frames = []
    for i in range(int(seconds * fps)):
        captured = START + 0.0113 + i / fps + chance.gauss(0, jitter / 3)
        frames.append((i, captured, captured + latency + abs(chance.gauss(0, jitter))))
    return frames


def play(clock: OutputClock, frames: Iterable[tuple[int, float, float]], until: float) -> Played:
    """Runs the clock as the engine does, each tick served `0.2 ms` after it was due."""
    waiting = sorted(frames, key=lambda frame: frame[2])
    result = Played()
    newest, sent = (-1, 0.0), -1
    while clock.due < until:
        while waiting and waiting[0][2] <= clock.due:
            index, captured, now = waiting.pop(0)
            newest = index, captured
            clock.arrived(index, captured, now)
        now = clock.due + 0.0002
        result.ticks.append(now)
        result.shown.append(newest[0])
        if newest[0] != sent:
            sent = newest[0]
            result.ages.append(now - newest[1])
        clock.ticked(now)
    return result


def test_ticks_from_the_first_moment_on() -> None:
    played = play(OutputClock(30, START), [], START + 2)
    assert played.ticks[0] - START < 0.001
    assert np.allclose(played.intervals, 1 / 30, atol=0.001)


def test_goes_out_soon_after_a_frame_usually_comes() -> None:
    clock = OutputClock(30, START)
    played = play(clock, arrivals(30, 20), START + 20).after(3)
    # 22 ms in the pipeline, and a millisecond of grace; half a period more without a phase.
    assert max(played.ages) < 0.022 + 2 * MARGIN
    assert played.repeated == 0
    assert np.abs(played.intervals - 1 / 30).max() < 0.0002


@pytest.mark.parametrize("jitter", [0.002, 0.006])
def test_jitter_of_the_pipeline_does_not_reach_the_output(jitter: float) -> None:
    clock = OutputClock(30, START)
    played = play(clock, arrivals(30, 30, latency=0.018, jitter=jitter), START + 30).after(3)
    assert np.abs(played.intervals - 1 / 30).max() <= SLEW + 0.0002
    assert played.repeated < 0.12
    assert np.median(played.ages) < 1 / 30
    assert max(played.ages) < 2.2 / 30


def test_slow_pipeline_is_not_waited_for_longer_than_need_be() -> None:
    """Where no frame is young enough anyway, three quarters of them are waited for, not all."""
    clock = OutputClock(30, START)
    played = play(clock, arrivals(30, 30, latency=0.050, jitter=0.008), START + 30).after(3)
    assert np.median(played.ages) < 0.050 + 0.013  # with all of them: 0.068


@pytest.mark.parametrize("drift", [-0.004, -0.0002, 0.0002, 0.004])
def test_follows_a_camera_whose_clock_runs_apart(drift: float) -> None:
    """No frame is repeated or left out, and latency does not grow, minute after minute."""
    clock = OutputClock(30, START)
    frames = arrivals(30 * (1 + drift), 120, jitter=0.001)
    played = play(clock, frames, START + 119).after(5)
    assert played.repeated < 0.04
    assert max(played.ages[-200:]) < 0.022 + 0.008
    assert np.median(played.ages[-200:]) == pytest.approx(np.median(played.ages[:200]), abs=0.002)
    assert np.mean(played.intervals) == pytest.approx(1 / 30 / (1 + drift), rel=1e-4)


@pytest.mark.parametrize(
    ("source", "output", "repeated"),
    [(25, 30, 1 / 6), (15, 30, 1 / 2), (60, 30, 0), (30, 60, 1 / 2), (30, 24, 0), (27.3, 30, 0.09)],
)
def test_other_rates(source: float, output: float, repeated: float) -> None:
    """The output keeps its own rate; frames are repeated as often as need be, and not more."""
    clock = OutputClock(output, START)
    played = play(clock, arrivals(source, 30, jitter=0.001), START + 30).after(3)
    assert np.mean(played.intervals) == pytest.approx(1 / output, rel=1e-3)
    assert np.abs(played.intervals - 1 / output).max() <= SLEW + 0.0002
    assert played.repeated == pytest.approx(repeated, abs=0.02)
    assert max(played.ages) < 0.022 + 1 / min(source, output) + 0.006


def test_sixty_to_thirty_takes_the_newer_of_two() -> None:
    played = play(OutputClock(30, START), arrivals(60, 20), START + 20).after(3)
    assert max(played.ages) < 0.022 + 0.004
    assert set(np.diff(played.shown)) == {2}


def test_frames_that_a_driver_loses_do_not_shift_the_phase() -> None:
    chance = random.Random(5)
    kept = [frame for frame in arrivals(30, 30) if chance.random() > 0.05]
    # A driver does not count what it loses.
    frames = [(number, captured, came) for number, (_, captured, came) in enumerate(kept)]
    played = play(OutputClock(30, START), frames, START + 30).after(3)
    assert max(played.ages) < 0.022 + 0.004
    assert np.abs(played.intervals - 1 / 30).max() < 0.0005


def test_frames_that_the_pipeline_overtakes_do_not_either() -> None:
    chance = random.Random(5)
    frames = [frame for frame in arrivals(30, 30) if chance.random() > 0.3]
    played = play(OutputClock(30, START), frames, START + 30).after(3)
    assert max(played.ages) < 0.022 + 0.004


def test_stall_and_resume() -> None:
    """Ticks go on at their rate while nothing comes, and find the new phase after."""
    before = [frame for frame in arrivals(30, 10) if frame[1] < START + 5]
    later = [
        (index + 400, captured + 3.019, came + 3.019)
        for index, captured, came in arrivals(30, 10)
        if captured > START + 5
    ]
    clock = OutputClock(30, START)
    played = play(clock, before + later, START + 13)
    assert np.abs(played.intervals - 1 / 30).max() <= SLEW + 0.0002
    assert max(played.after(11).ages) < 0.022 + 0.004
    stalled = [i for t, i in zip(played.ticks, played.shown, strict=True) if 5.2 < t - START < 7.9]
    assert set(stalled) == {before[-1][0]}


def test_sleep_of_the_computer_makes_no_burst() -> None:
    clock = OutputClock(30, START)
    play(clock, arrivals(30, 2), START + 2)
    slept = START + 3600.0
    clock.ticked(slept)
    assert clock.due == pytest.approx(slept + 1 / 30, abs=SLEW)
    after = [(i, t + 3600, came + 3600) for i, t, came in arrivals(30, 10)]
    played = play(clock, after, slept + 8)
    assert np.abs(played.intervals - 1 / 30).max() <= SLEW + 0.0002


def test_device_that_blocks_makes_no_burst() -> None:
    clock = OutputClock(30, START)
    clock.ticked(START + 0.5)
    assert clock.due == pytest.approx(START + 0.5 + 1 / 30)


def test_source_that_starts_over() -> None:
    """Numbers or times that go back belong to another stream."""
    clock = OutputClock(30, START)
    play(clock, arrivals(30, 3), START + 3)
    clock.arrived(0, START + 3 + BREAK / 2, START + 3.3)
    assert clock.gap == clock.period


def test_usual_gap_is_measured() -> None:
    """That of what comes: a slow pipeline overtakes frames of a fast camera."""
    clock = OutputClock(30, START)
    assert clock.gap == 1 / 30
    play(clock, arrivals(5, 6), START + 6)
    assert clock.gap == pytest.approx(0.2, rel=0.01)
    clock = OutputClock(30, START)
    play(clock, arrivals(30, 6)[::4], START + 6)
    assert clock.gap == pytest.approx(4 / 30, rel=0.01)


def test_taking_from_a_channel_until_a_time() -> None:
    channel: Channel[int] = Channel(1, drop_oldest=True)
    deadline = time.monotonic() + 0.05
    assert take_until(channel, deadline) is None
    assert time.monotonic() >= deadline
    threading.Timer(0.02, channel.put, (7,)).start()
    assert take_until(channel, time.monotonic() + 30) == 7
    channel.put(8)
    assert take_until(channel, 0.0) == 8  # in the past: what waits is taken
    threading.Timer(0.02, channel.close).start()
    assert take_until(channel, time.monotonic() + 30) is None
