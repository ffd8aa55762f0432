"""Pictures brought to another size."""

from __future__ import annotations

import numpy as np
import pytest

from app.frame import Image
from app.pipeline.finish.options import Fit
from app.pipeline.framing import Framing, letterboxed

RED, GREEN, BLUE = (0, 0, 255), (0, 255, 0), (255, 0, 0)


def thirds(width: int, height: int) -> Image:
    """Red, green and blue from left to right."""
    image = np.zeros((height, width, 3), np.uint8)
    for number, colour in enumerate((RED, GREEN, BLUE)):
        image[:, number * width // 3 : (number + 1) * width // 3] = colour
    return image


def test_the_same_size_is_the_same_picture() -> None:
    image = thirds(96, 54)
    assert Framing((96, 54), (96, 54), Fit.CROP).apply(image) is image


def test_cropping_keeps_the_middle() -> None:
    result = Framing((180, 60), (60, 60), Fit.CROP).apply(thirds(180, 60))
    assert result.shape == (60, 60, 3)
    assert (result == GREEN).all()
    assert result.flags.c_contiguous


def test_bars_keep_all_of_it() -> None:
    result = Framing((180, 60), (60, 60), Fit.BARS).apply(thirds(180, 60))
    assert result.shape == (60, 60, 3)
    assert not result[:19].any()
    assert not result[41:].any()
    assert (result[30, 5] == RED).all()
    assert (result[30, 30] == GREEN).all()
    assert (result[30, 55] == BLUE).all()


@pytest.mark.parametrize("fit", Fit)
@pytest.mark.parametrize("target", [(1280, 720), (720, 1280), (640, 640), (16, 16), (854, 480)])
@pytest.mark.parametrize("source", [(640, 480), (1920, 1080), (101, 333), (16, 900)])
def test_nothing_is_stretched(source: tuple[int, int], target: tuple[int, int], fit: Fit) -> None:
    """A disc stays as wide as high, whatever goes into whatever."""
    image = np.zeros((source[1], source[0], 3), np.uint8)
    y, x = np.mgrid[: source[1], : source[0]]
    radius = min(source) * 0.35
    middle = (source[0] - 1) / 2, (source[1] - 1) / 2
    image[(x - middle[0]) ** 2 + (y - middle[1]) ** 2 < radius**2] = 255
    result = Framing(source, target, fit).apply(image)
    assert result.shape == (target[1], target[0], 3)
    white = result[:, :, 0] > 127
    wide, high = white.any(0).sum(), white.any(1).sum()
    if wide < target[0] and high < target[1] and high > 12:
        assert abs(wide - high) <= max(2, 0.05 * high)


def test_letterboxed() -> None:
    result = letterboxed(thirds(90, 30), 90, 90)
    assert not result[:29].any()
    assert (result[45, 5] == RED).all()
