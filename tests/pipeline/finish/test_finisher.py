"""Background, size and badge of what may leave."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from app.errors import SourceError, UsageError
from app.frame import Image, SafeFrame, Verdict
from app.pipeline.finish import backdrop
from app.pipeline.finish.finisher import KEPT, Finisher
from app.pipeline.finish.options import Background, FinishOptions, Fit, Size
from app.pipeline.guard.card import card
from tests.support import clips

ROOM = (60, 160, 90)
"""BGR; nothing of the portrait has it."""


def scene() -> Image:
    """1280×720: the portrait before a wall with letters of high contrast."""
    image = np.full((720, 1280, 3), ROOM, np.uint8)
    image[::4] = 0
    image[::4, 1] = 255
    return clips.place(image, 640, 330, 2.0)


def safe(image: Image, verdict: Verdict = Verdict.SWAPPED, index: int = 0) -> SafeFrame:
    return SafeFrame(image, verdict, "", 1, index, float(index))


def finisher(image: Image, options: FinishOptions) -> Finisher:
    height, width = image.shape[:2]
    return Finisher(width, height, card(width, height), options)


def contrast(image: Image) -> float:
    """Of neighbouring lines: what stripes have, and what is blurred has not."""
    return float(np.abs(np.diff(image.astype(np.int16), axis=0)).mean())


FACE = (slice(250, 420), slice(590, 690))
WALL = (slice(60, 660), slice(60, 300))


@pytest.mark.parametrize("kind", [Background.BLUR, Background.PICTURE])
def test_nothing_is_compiled_in_a_frame(kind: Background, tmp_path: Path) -> None:
    """The first test here: later ones find all of it compiled."""
    image = scene()
    image.setflags(write=False)  # as the guard hands them on
    path = tmp_path / "beach.png"
    cv2.imwrite(str(path), np.full((300, 300, 3), 99, np.uint8))
    one = finisher(image, FinishOptions(background=kind, picture=path))
    compiled = len(backdrop._blend.signatures)
    one.finish(safe(image))
    one.finish(safe(image.copy(), Verdict.SHIELDED))
    other = image.copy()
    other.setflags(write=False)
    one.finish(safe(other))
    assert len(backdrop._blend.signatures) == compiled


def test_as_it_is_nothing_is_touched() -> None:
    image = scene()
    one = safe(image)
    assert finisher(image, FinishOptions()).finish(one) is one


def test_the_room_is_blurred_and_the_person_is_not() -> None:
    image = scene()
    result = finisher(image, FinishOptions(background=Background.BLUR)).finish(safe(image)).image
    assert contrast(image[WALL]) > 50
    assert contrast(result[WALL]) < 4
    face = np.abs(result[FACE].astype(np.int16) - image[FACE]).mean()
    assert face < 2
    assert not np.shares_memory(result, image)


def test_a_picture_takes_the_rooms_place(tmp_path: Path) -> None:
    image = scene()
    path = tmp_path / "beach.png"
    cv2.imwrite(str(path), np.full((300, 300, 3), (200, 30, 220), np.uint8))
    options = FinishOptions(background=Background.PICTURE, picture=path)
    result = finisher(image, options).finish(safe(image)).image
    assert (np.abs(result[WALL].astype(np.int16) - (200, 30, 220)) <= 1).mean() > 0.97
    assert np.abs(result[FACE].astype(np.int16) - image[FACE]).mean() < 2


def test_a_picture_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "beach.png"
    path.write_text("<html>")
    with pytest.raises(SourceError, match="not a picture"):
        finisher(scene(), FinishOptions(background=Background.PICTURE, picture=path))


def test_a_bad_change_leaves_all_as_it_was(tmp_path: Path) -> None:
    image = scene()
    one = finisher(image, FinishOptions(background=Background.BLUR))
    with pytest.raises(SourceError):
        one.options = FinishOptions(background=Background.PICTURE, picture=tmp_path / "no.png")
    assert one.options.background is Background.BLUR
    assert contrast(one.finish(safe(image)).image[WALL]) < 4


def test_a_shielded_picture_shows_nothing_of_the_room() -> None:
    """Over a mosaic the net cannot tell a person from a room."""
    image = scene()
    one = finisher(image, FinishOptions(background=Background.BLUR))
    result = one.finish(safe(image, Verdict.SHIELDED)).image
    assert contrast(result) < 4


def test_what_is_held_is_what_left_before() -> None:
    image = scene()
    one = finisher(image, FinishOptions(background=Background.BLUR))
    left = one.finish(safe(image)).image
    for index in range(3 * KEPT):
        held = one.finish(safe(image, Verdict.SHIELDED, index))
        assert held.image is left
        assert held.verdict is Verdict.SHIELDED
        assert held.index == index


def test_the_card_is_whole_at_any_size() -> None:
    plain = card(640, 480)
    one = Finisher(640, 480, plain, FinishOptions(Size(720, 1280), background=Background.BLUR))
    result = one.finish(safe(plain, Verdict.SHIELDED)).image
    assert np.array_equal(result, card(720, 1280))


def test_size_and_fit() -> None:
    image = scene()
    assert finisher(image, FinishOptions(Size(640, 640))).finish(safe(image)).image.shape == (
        640,
        640,
        3,
    )
    bars = finisher(image, FinishOptions(Size(640, 640), fit=Fit.BARS)).finish(safe(image)).image
    assert not bars[:100].any()
    assert bars[200:440].any()


def test_the_badge_is_seen_at_the_lower_left() -> None:
    image = scene()
    result = finisher(image, FinishOptions(badge=True)).finish(safe(image)).image
    changed = (result != image).any(2)
    rows, columns = np.nonzero(changed)
    assert rows.min() > 720 * 0.9
    assert rows.max() < 720
    assert columns.min() < 1280 * 0.05
    assert columns.max() < 1280 * 0.3
    assert (result[changed] > 230).all(1).mean() > 0.02  # its letters
    assert (scene() == image).all()


@pytest.mark.parametrize("size", [(16, 16), (64, 480), (320, 24), (7680, 4320)])
def test_the_badge_fits_into_anything(size: tuple[int, int]) -> None:
    image = np.full((90, 160, 3), 128, np.uint8)
    one = finisher(image, FinishOptions(Size(*size), badge=True))
    assert one.finish(safe(image)).image.shape == (size[1], size[0], 3)


def test_every_sink_gets_the_same_picture() -> None:
    image = scene()
    one = finisher(image, FinishOptions(background=Background.BLUR, badge=True))
    first = one.finish(safe(image))
    assert one.finish(safe(image)).image is first.image
    with pytest.raises(ValueError, match="read-only"):
        first.image[0, 0] = 0


@pytest.mark.parametrize(
    "bad",
    [
        {"fps": 0},
        {"fps": float("nan")},
        {"fps": 1000},
        {"background": Background.PICTURE},
    ],
)
def test_options_that_cannot_be(bad: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        FinishOptions(**bad)


@pytest.mark.parametrize("size", [(1281, 720), (1280, 719), (8, 720), (1280, 0), (9000, 720)])
def test_sizes_that_cannot_be(size: tuple[int, int]) -> None:
    with pytest.raises(UsageError, match="even numbers"):
        Size(*size)
