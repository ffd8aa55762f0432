"""The demo clip, tracked once for all tests of what is drawn."""

from __future__ import annotations

import pytest

from app.frame import Frame
from app.paths import assets_dir
from app.pipeline.sources.file import FileSource
from app.pipeline.track.tracker import Tracker


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
