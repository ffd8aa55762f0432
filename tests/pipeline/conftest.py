"""What tests of the pipeline share: the demo clip, tracked once, and a judge of what leaves."""

from __future__ import annotations

import pytest

from app.frame import Frame
from app.paths import assets_dir
from app.pipeline.sources.file import FileSource
from app.pipeline.track.tracker import Tracker
from tests.support.rig import Judge


@pytest.fixture(scope="session")
def demo() -> list[Frame]:
    """A real person who looks around and talks, tracked."""
    source, tracker = FileSource(assets_dir() / "demo" / "demo.mp4"), Tracker()
    frames: list[Frame] = []
    while (frame := source.read()) is not None:
        frames.append(tracker.update(frame))
    source.close()
    tracker.close()
    assert all(len(frame.faces) == 1 for frame in frames)
    return frames


@pytest.fixture(scope="session")
def judge() -> Judge:
    """Finds faces of the input in the output with networks of its own."""
    return Judge()
