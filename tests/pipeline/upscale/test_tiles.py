"""Tiles: no seam where the network sees no further than they overlap."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from app.frame import Image
from app.pipeline.upscale.tiles import Tiling, upscale_tiled

REACH = 4


def picture(height: int, width: int) -> Image:
    return np.random.default_rng(height * width).integers(0, 256, (height, width, 3), np.uint8)


def network(tiles: Image, scale: int = 2) -> Image:
    """Sees `REACH` pixels around, and black beyond a tile's edges, as networks do."""
    made = []
    for tile in tiles:
        size = 2 * REACH + 1
        seen = cv2.blur(tile.astype(np.float32), (size, size), borderType=cv2.BORDER_CONSTANT)
        seen = np.roll(seen, 1, 2) + 0.25 * tile  # neither its colours' order nor its place is free
        made.append(np.clip(seen, 0, 255).astype(np.uint8).repeat(scale, 0).repeat(scale, 1))
    return np.stack(made)


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (32, 32), (33, 31), (100, 75), (64, 201)])
@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.parametrize("scale", [2, 3])
def test_tiles_are_the_whole_picture(size: tuple[int, int], batch: int, scale: int) -> None:
    image = picture(*size)
    shapes: list[tuple[int, ...]] = []

    def run(tiles: Image) -> Image:
        shapes.append(tiles.shape)
        return network(tiles, scale)

    result = upscale_tiled(image, scale, Tiling(32, REACH, batch=batch), run)
    np.testing.assert_array_equal(result, network(image[None], scale)[0])
    assert len({shape[1:] for shape in shapes}) == 1
    assert max(shape[0] for shape in shapes) <= batch
    assert max(max(shape[1:3]) for shape in shapes) <= 32


def test_too_little_overlap_is_seen() -> None:
    """So the test above sees seams."""
    image = picture(100, 75)
    result = upscale_tiled(image, 2, Tiling(32, REACH - 1), network)
    assert (result != network(image[None])[0]).any()


def test_sides_are_multiples_and_what_was_added_is_cut_off() -> None:
    sides: set[int] = set()

    def run(tiles: Image) -> Image:
        sides.update(tiles.shape[1:3])
        return tiles.repeat(2, 1).repeat(2, 2)

    image = picture(35, 61)
    result = upscale_tiled(image, 2, Tiling(32, 8, multiple=4), run)
    np.testing.assert_array_equal(result, image.repeat(2, 0).repeat(2, 1))
    assert all(side % 4 == 0 for side in sides)


@pytest.mark.parametrize("size", [(1, 1), (31, 200), (64, 64), (65, 64)])
def test_networks_of_one_size(size: tuple[int, int]) -> None:
    image = picture(*size)

    def run(tiles: Image) -> Image:
        assert tiles.shape[1:3] == (64, 64)
        return tiles.repeat(2, 1).repeat(2, 2)

    result = upscale_tiled(image, 2, Tiling(64, 16, fixed=True), run)
    np.testing.assert_array_equal(result, image.repeat(2, 0).repeat(2, 1))


def test_the_smallest_tile() -> None:
    seen = []

    def run(tiles: Image) -> Image:
        seen.append(tiles.shape[1:3])
        return tiles.repeat(2, 1).repeat(2, 2)

    assert upscale_tiled(picture(3, 40), 2, Tiling(32, 4, least=16), run).shape == (6, 80, 3)
    assert {height for height, _ in seen} == {16}


def test_every_batch_is_told() -> None:
    tiling = Tiling(32, 4, batch=2)
    events: list[str] = []

    def run(tiles: Image) -> Image:
        events.append("run")
        return network(tiles)

    upscale_tiled(picture(100, 75), 2, tiling, run, lambda: events.append("told"))
    assert events == ["run", "told"] * 6  # 4 rows of 3 tiles


def test_a_read_only_picture_is_left_as_it_is() -> None:
    image = picture(40, 50)
    before = image.copy()
    image.setflags(write=False)
    result = upscale_tiled(image, 2, Tiling(32, 4), network)
    assert result.flags.writeable
    np.testing.assert_array_equal(image, before)


@pytest.mark.parametrize("made", [np.zeros((1, 64, 63, 3), np.uint8), np.zeros((1, 64, 64, 3))])
def test_something_else_than_a_picture_is_refused(made: np.ndarray) -> None:
    with pytest.raises(ValueError, match="came back"):
        upscale_tiled(picture(32, 32), 2, Tiling(32, 4), lambda tiles: made)


@pytest.mark.parametrize("bad", [(32, 16), (32, 8, 3), (30, 8, 4), (32, 8, 1, 0)])
def test_tilings_that_cannot_be(bad: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"left|by|tile"):
        Tiling(*bad)
