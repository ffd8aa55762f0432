"""Pictures as networks take them, and back."""

from __future__ import annotations

import numpy as np
import pytest

from app.errors import ModelError
from app.inference.tensors import picture, planes

IMAGENET = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
RANGES = [(0.0, 1.0), (0.5, 0.5), IMAGENET]


@pytest.fixture
def square() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (96, 64, 3), np.uint8)


@pytest.mark.parametrize(("mean", "std"), RANGES)
@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_planes_are_red_green_blue_in_their_range(square, mean, std, dtype) -> None:
    values = planes(square, mean, std, dtype)
    expected = ((square[:, :, ::-1] / 255 - mean) / std).transpose(2, 0, 1)[None]
    assert values.dtype == dtype
    np.testing.assert_allclose(values, expected, atol=1e-6 if dtype is np.float32 else 2e-3)


@pytest.mark.parametrize(("mean", "std"), RANGES)
@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_there_and_back_is_the_same_picture(square, mean, std, dtype) -> None:
    values = planes(square, mean, std, dtype)
    np.testing.assert_array_equal(picture(values, mean, std), square)
    np.testing.assert_array_equal(picture(values[0], mean, std), square)


def test_a_part_of_a_picture_is_as_good(square) -> None:
    part = square[3:40, 5:50]
    np.testing.assert_array_equal(picture(planes(part)), part)


def test_buffers_are_used(square) -> None:
    values, result = np.empty((1, 3, 96, 64), np.float32), np.empty_like(square)
    assert planes(square, out=values) is values
    picture(values, out=result)
    np.testing.assert_array_equal(result, square)
    with pytest.raises(ValueError, match="buffer"):
        planes(square, out=np.empty((1, 3, 64, 96), np.float32))
    with pytest.raises(ValueError, match="buffer"):
        planes(square, dtype=np.float16, out=values)


def test_levels_are_rounded_and_cut() -> None:
    values = np.zeros((1, 3, 1, 4), np.float32)
    values[0, 0, 0] = [-5, 0.5 / 255, 0.49 / 255, 9]
    assert picture(values)[0, :, 2].tolist() == [0, 1, 0, 255]


@pytest.mark.parametrize("strange", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("where", [(0, 0, 0, 0), (0, 2, 95, 63), (0, 1, 40, 7)])
def test_what_is_no_number_is_refused(square, strange, where) -> None:
    values = planes(square)
    values[where] = strange
    with pytest.raises(ModelError, match="no numbers"):
        picture(values)


@pytest.mark.parametrize("shape", [(2, 3, 8, 8), (1, 1, 8, 8), (8, 8), (1, 8, 8, 3)])
def test_another_shape_is_refused(shape) -> None:
    with pytest.raises(ModelError, match="where a picture was expected"):
        picture(np.zeros(shape, np.float32))
