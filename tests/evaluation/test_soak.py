"""A short session in which everything goes wrong: what `make soak` does for ten minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.evaluation import soak as soaking
from app.evaluation.device_probe import Delivery
from app.evaluation.soak import Judge, Soaked, soak
from app.frame import SafeFrame, Verdict
from app.pipeline.sources.file import FileSource
from tests.support import clips

SECONDS = 60.0


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_minute_leaves_nothing_raw_and_nothing_behind() -> None:
    """Times are not asserted: they are the machine's."""
    soaked = soak(SECONDS, seed=2)
    assert soaked.raw == 0
    assert soaked.judged > 50
    assert sum(soaked.events.values()) > 8
    assert soaked.threads == 0
    assert soaked.handles == 0
    assert soaked.error == ""
    assert soaked.delivery.frames > 100


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clips.write(tmp_path_factory.mktemp("clip") / "one.mp4", clips.wandering_face(12))


def test_the_judge_knows_a_raw_picture(clip: Path) -> None:
    """Also one that is held a frame too long; the swapped ones of the test above it does not."""
    judge = Judge(clip)
    source = FileSource(clip)
    frames = [frame for _ in range(12) if (frame := source.read()) is not None]
    for shown, of in ((4, 4), (4, 5), (7, 7)):
        frame = frames[of]
        image = frames[shown].image.copy()
        judge.show(SafeFrame(image, Verdict.SWAPPED, "", 1, of, 0.0, frame.pts))
    wall = clips.room()
    judge.show(SafeFrame(wall, Verdict.SHIELDED, "", 0, 8, 0.0, frames[8].pts))
    source.close()
    judge.close()
    assert (judge.judged, judge.raw) == (4, 3)


def test_goals() -> None:
    delivery = Delivery(100, 30.0, 33.3, 35.0, 2.0, 60.0, 0.8, 1.5, 0.01)
    good = Soaked(600, "none", {}, delivery, 100, 0, 0.001, 0, 0, "")
    assert good.missed() == []
    bad = Soaked(600, "none", {}, delivery, 100, 2, 0.03, 1, 3, "the camera was lost")
    assert [line.split()[0] for line in bad.missed()] == ["2", "memory", "1", "3", "the"]


def test_growth_is_told_only_of_long_runs() -> None:
    grows = [(float(t), 100.0 + t / 10) for t in range(600)]
    growth = soaking._growth(grows, 600)
    assert growth == pytest.approx(0.42, abs=0.05)
    assert soaking._growth(grows, 2 * soaking.WARM) is None
