"""The network between the guard and the sinks: what leaves, and what leaves when it fails."""

from __future__ import annotations

import threading
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.errors import ModelError, UsageError
from app.frame import Image, SafeFrame, Verdict
from app.pipeline.engine import Engine, EngineOptions
from app.pipeline.finish.finisher import Finisher
from app.pipeline.finish.options import FinishOptions, Fit, Size
from app.pipeline.guard.card import card
from app.pipeline.sources.file import FileSource
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.track.tracker import Tracker
from app.pipeline.upscale.base import Alive, silent
from tests.support import clips
from tests.support.live import wait_for
from tests.support.rig import Judge, KeepingSink, default_template


class Doubling:
    """Pixels twice, a little bluer: a network's picture can be told from plain enlarging.

    Args:
        fault: What happens from the third picture on.
    """

    name, provider, scale = "doubling", "cpu", 2

    def __init__(self, fault: str = "") -> None:
        self.fault, self.seen, self.closed = fault, 0, threading.Event()

    def upscale(self, image: Image, alive: Alive = silent) -> Image:
        self.seen += 1
        alive()
        if self.fault and self.seen > 2:
            if self.fault == "raises":
                raise ModelError("doubling failed")
            if self.fault == "waits":
                self.closed.wait(30)
                raise ModelError("doubling was closed")
            if self.fault == "shape":
                return image
            return image.repeat(2, 0).repeat(2, 1).astype(np.float32)
        return blue(image)

    def close(self) -> None:
        self.closed.set()


def blue(image: Image) -> Image:
    large = image.repeat(2, 0).repeat(2, 1)
    large[..., 0] = np.minimum(large[..., 0], 235) + 20
    return large


def plain(image: Image) -> Image:
    size = 2 * image.shape[1], 2 * image.shape[0]
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def safe(image: Image, verdict: Verdict = Verdict.SWAPPED, index: int = 0) -> SafeFrame:
    return SafeFrame(image, verdict, "", 1, index, float(index))


def finisher(options: FinishOptions | None = None, upscaler: object = None) -> Finisher:
    return Finisher(320, 240, card(320, 240), options, upscaler or Doubling())


def scene() -> Image:
    return np.ascontiguousarray(clips.room(320, 240))


def test_what_leaves_is_the_networks_picture() -> None:
    image, one = scene(), finisher()
    result = one.finish(safe(image)).image
    assert one.size == (640, 480)
    np.testing.assert_array_equal(result, blue(image))
    assert one.finish(safe(image)).image is result  # for every sink the same, made once


def test_a_size_of_the_users_own() -> None:
    one = finisher(FinishOptions(Size(400, 400), fit=Fit.CROP, badge=True))
    result = one.finish(safe(scene())).image
    assert result.shape == (400, 400, 3)
    assert np.array_equal(one.card(safe(scene())).image, card(400, 400))


def test_the_wearers_own_view_is_not_sent_through_it() -> None:
    upscaler = Doubling()
    one = finisher(upscaler=upscaler)
    assert one.framed(scene()).shape == (480, 640, 3)
    assert upscaler.seen == 0


def test_no_face_is_invented_in_a_mosaic() -> None:
    upscaler, image = Doubling(), scene()
    result = finisher(upscaler=upscaler).finish(safe(image, Verdict.SHIELDED)).image
    np.testing.assert_array_equal(result, plain(image))
    assert upscaler.seen == 0


def test_the_card_is_drawn_in_the_outputs_size() -> None:
    one = finisher()
    result = one.finish(safe(one._plain_card, Verdict.SHIELDED)).image
    assert np.array_equal(result, card(640, 480))


def test_after_the_end_nobody_waits_for_it() -> None:
    upscaler, image = Doubling(), scene()
    one = finisher(upscaler=upscaler)
    one.close()
    one.close()
    assert upscaler.closed.is_set()
    np.testing.assert_array_equal(one.finish(safe(image)).image, plain(image))


def test_pictures_that_no_output_takes_are_told() -> None:
    with pytest.raises(UsageError, match=r"4000×2000 would become 8000×4000, and 7680 is the most"):
        Finisher(4000, 2000, card(400, 200), None, Doubling())


# -- in the engine ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pictures = clips.wandering_face(10, 480, 360)
    return clips.write(tmp_path_factory.mktemp("clips") / "face.mp4", pictures)


def engine_of(clip: Path, upscaler: Doubling) -> tuple[Engine, KeepingSink]:
    sink = KeepingSink()
    engine = Engine(
        FileSource(clip),
        Tracker(),
        MeshSwapper(),
        default_template(),
        [sink],
        EngineOptions(keep_records=True),
        upscaler=upscaler,
    )
    return engine, sink


def test_a_file_becomes_larger_and_holds_no_raw_face(clip: Path) -> None:
    upscaler = Doubling()
    engine, sink = engine_of(clip, upscaler)
    engine.start()
    assert engine.wait(60)
    assert upscaler.closed.is_set()
    assert sink.format is not None
    assert (sink.format.width, sink.format.height) == (960, 720)
    assert sum(one.verdict is Verdict.SWAPPED for one in sink.frames) > 5
    judge, source = Judge(), FileSource(clip)
    try:
        for one in sink.frames:
            frame = source.read()
            assert frame is not None
            assert one.image.shape == (720, 960, 3)
            assert not judge.raw_faces(plain(frame.image), one.image)
    finally:
        source.close()


@pytest.mark.parametrize("fault", ["raises", "shape", "kind"])
def test_where_it_fails_the_card_leaves(clip: Path, fault: str) -> None:
    upscaler = Doubling(fault)
    engine, sink = engine_of(clip, upscaler)
    engine.start()
    assert engine.wait(60)
    assert len(sink.frames) == 10
    assert upscaler.seen > 3
    cards = [np.array_equal(one.image, card(960, 720)) for one in sink.frames]
    assert all(cards[-4:])
    for one, is_card in zip(sink.frames, cards, strict=True):
        assert is_card == (one.verdict is Verdict.SHIELDED)


def test_a_stop_waits_for_no_network(clip: Path) -> None:
    """What was queued still leaves, and the file is finished; the card is no part of it."""
    upscaler = Doubling("waits")
    engine, sink = engine_of(clip, upscaler)
    engine.start()
    assert wait_for(lambda: upscaler.seen > 2, 60), "the network has begun, and hangs"
    engine.stop()
    assert not engine.running
    assert sink.closed == 1
    assert len(sink.frames) >= 3
    assert all(one.image.shape == (720, 960, 3) for one in sink.frames)


def test_long_work_is_no_standstill(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture may take minutes, as long as its tiles go on."""
    from app.pipeline import engine as module

    class Slow(Doubling):
        def upscale(self, image: Image, alive: Alive = silent) -> Image:
            for _ in range(30 if not self.seen else 1):
                self.closed.wait(0.1)
                alive()
            return super().upscale(image, alive)

    engine, sink = engine_of(clip, Slow())
    monkeypatch.setattr(module, "STUCK", 1.5)
    engine.start()
    assert engine.wait(60)
    assert engine.error is None
    assert len(sink.frames) == 10
