"""The demo clip: what it is, and that the tracker sees in it what was put there."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from app.frame import Frame
from app.paths import assets_dir
from app.pipeline.swap.mesh.skin import eye_openness
from app.pipeline.track.tracker import Tracker

CLIP = assets_dir() / "demo" / "demo.mp4"

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Seen:
    """One row a frame."""

    sizes: set[tuple[int, int]]
    faces: list[int]
    ids: set[int]
    heights: NDArray[np.float64]
    yaws: NDArray[np.float64]
    eyes: NDArray[np.float64]
    lips: NDArray[np.float64]


@pytest.fixture(scope="module")
def seen() -> Seen:
    tracker = Tracker()
    sizes, faces, ids, rows = set(), [], set(), []
    try:
        with av.open(str(CLIP)) as container:
            for index, picture in enumerate(container.decode(video=0)):
                sizes.add((picture.width, picture.height))
                image = picture.to_ndarray(format="bgr24")
                at = Fraction(index, 30)
                frame = tracker.update(Frame(image, index, float(at), at))
                faces.append(len(frame.faces))
                if not frame.faces:
                    continue
                face = frame.faces[0]
                ids.add(face.track_id)
                points = face.landmarks
                gap = np.linalg.norm(points[13, :2] - points[14, :2])
                width = np.linalg.norm(points[78, :2] - points[308, :2])
                eyes = (eye_openness(points, 0) + eye_openness(points, 1)) / 2
                rows.append((face.box.height, face.pose.yaw, eyes, gap / width))
    finally:
        tracker.close()
    heights, yaws, eyes, lips = np.array(rows, np.float64).T
    return Seen(sizes, faces, ids, heights, yaws, eyes, lips)


def runs(marked: NDArray[np.bool_]) -> int:
    """How many stretches of True there are."""
    return int(np.count_nonzero(np.diff(np.concatenate([[False], marked]).astype(int)) == 1))


def test_is_a_small_silent_clip_of_eight_seconds() -> None:
    with av.open(str(CLIP)) as container:
        assert len(container.streams) == 1
        stream = container.streams.video[0]
        assert (stream.width, stream.height, stream.average_rate) == (1280, 720, 30)
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
    assert CLIP.stat().st_size <= 2_000_000


def test_has_one_face_in_every_frame(seen: Seen) -> None:
    assert seen.sizes == {(1280, 720)}
    assert seen.faces == [1] * 240
    assert len(seen.ids) == 1


def test_face_is_of_a_webcams_size(seen: Seen) -> None:
    assert seen.heights.min() >= 230
    assert seen.heights.max() <= 310


def test_head_turns_both_ways(seen: Seen) -> None:
    assert np.ptp(seen.yaws) >= 20
    assert seen.yaws.min() < -8
    assert seen.yaws.max() > 8


def test_blinks(seen: Seen) -> None:
    assert runs(seen.eyes < 0.5 * np.median(seen.eyes)) >= 2


def test_speaks(seen: Seen) -> None:
    shut, wide = np.percentile(seen.lips, (5, 95))
    assert wide > shut + 0.1
    assert runs(seen.lips > (shut + wide) / 2) >= 4
