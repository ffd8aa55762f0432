"""What is measured while the pipeline runs."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from app.frame import SafeFrame, Verdict
from app.pipeline.stats import Percentiles, Stats


def frame(index: int, ago: float) -> SafeFrame:
    image = np.zeros((2, 2, 3), np.uint8)
    return SafeFrame(image, Verdict.SWAPPED, "", 1, index, time.monotonic() - ago)


@pytest.mark.parametrize("count", [1, 2, 3, 10, 511, 512])
def test_percentiles_are_numpys(count: int) -> None:
    values = np.random.default_rng(count).normal(20, 5, count)
    told = Percentiles.of(list(values))
    due = np.percentile(values, [50, 95, 99])
    assert (told.p50, told.p95, told.p99) == pytest.approx(tuple(due), abs=6e-4)


def test_no_values_are_zero() -> None:
    assert Percentiles.of([]) == Percentiles(0, 0, 0)


def test_the_slowest_sink_is_the_latency() -> None:
    stats = Stats()
    for index in range(5):
        stats.delivered(frame(index, 0.01), "preview")
        stats.delivered(frame(index, 5.0), "camera")
    snapshot = stats.snapshot()
    assert set(snapshot.latencies_ms) == {"preview", "camera"}
    assert snapshot.latency_ms == snapshot.latencies_ms["camera"]
    assert snapshot.latency_ms.p50 >= 5000


def test_a_frame_that_is_sent_again_is_no_later() -> None:
    stats = Stats()
    stats.delivered(frame(7, 0.0), "camera")
    for _ in range(9):
        stats.delivered(frame(7, 5.0), "camera")
    assert stats.snapshot().latency_ms.p99 < 5000


def test_how_late_the_sound_has_to_be() -> None:
    stats = Stats()
    assert stats.snapshot().microphone_delay(["camera"], 0.2) is None
    camera, preview = Percentiles.of([31.0]), Percentiles.of([52.0])
    snapshot = replace(
        stats.snapshot(), latencies_ms={"camera": camera, "preview": preview}, latency_ms=preview
    )
    assert snapshot.microphone_delay(["camera"], 0) == 30
    assert snapshot.microphone_delay(["camera"], 0.2) == 230
    assert snapshot.microphone_delay(["camera", "preview"], 0) == 50
    assert snapshot.microphone_delay(["another"], 0) == 50
