"""Quarter turns: pixels, points, boxes and poses go there and come back."""

from __future__ import annotations

import numpy as np
import pytest

from app.frame import Box
from app.pipeline.track.analysis import turns

WIDTH, HEIGHT = 7, 4


@pytest.mark.parametrize("quarters", [0, 1, 2, 3, -1])
def test_a_point_of_a_turned_copy_comes_back_to_its_pixel(quarters: int) -> None:
    image = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    image[1, 5] = 255
    copy = turns.turned(image, quarters)
    (y, x), *_ = np.argwhere(copy[..., 0] == 255)
    back = turns.points_back(np.array([[x, y]], np.float32), quarters, WIDTH, HEIGHT)
    np.testing.assert_array_equal(back, [[5, 1]])


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_box_comes_back_with_its_corners_in_order(quarters: int) -> None:
    """There, into the turned copy, and back."""
    height, width = turns.turned(np.zeros((HEIGHT, WIDTH), np.uint8), quarters).shape
    there = turns.box_back(Box(1, 0, 5, 2), -quarters, width, height)
    back = turns.box_back(there, quarters, WIDTH, HEIGHT)
    assert back == Box(1, 0, 5, 2)
    assert 0 <= there.x0 < there.x1 < width
    assert 0 <= there.y0 < there.y1 < height


def test_depth_is_left_as_it_is() -> None:
    points = np.array([[1, 2, -9]], np.float32)
    np.testing.assert_array_equal(turns.points_back(points, 2, WIDTH, HEIGHT), [[5, 1, -9]])


@pytest.mark.parametrize(("roll", "quarters"), [(0, 0), (40, 0), (-40, 0), (80, 1), (-100, 3)])
def test_the_turn_that_sets_a_head_upright(roll: float, quarters: int) -> None:
    radians = np.radians(roll)
    eyes = np.array([[0, 0], [np.cos(radians), np.sin(radians)]], np.float32)
    assert turns.roll_of(eyes) == pytest.approx(roll, abs=1e-4)
    assert turns.upright(roll) == quarters
    back = turns.points_back(eyes, -turns.upright(roll), 1, 1)  # into the turned copy
    assert abs(turns.roll_of(back)) <= 45


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("angles", [(0, 0, 0), (10, 0, 0), (0, 25, 0), (-5, 30, 12)])
def test_the_nose_points_where_the_pose_says(
    angles: tuple[float, float, float], quarters: int
) -> None:
    """InsightFace's mean shape has its nose towards +z; rotated by its angles, then with the
    picture, the nose lies on the side that our yaw and pitch name."""
    x, y, z = np.radians(angles)
    rx = np.array([[1, 0, 0], [0, np.cos(x), -np.sin(x)], [0, np.sin(x), np.cos(x)]])
    ry = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    rz = np.array([[np.cos(z), -np.sin(z), 0], [np.sin(z), np.cos(z), 0], [0, 0, 1]])
    nose = rz @ ry @ rx @ (0, 0, 1)
    (px, py), *_ = turns.points_back(np.array([nose[:2]], np.float32), quarters, 1, 1)
    pose = turns.pose_back(np.array(angles), quarters)
    assert np.sin(np.radians(pose.yaw)) == pytest.approx(px, abs=1e-5)
    assert np.sin(np.radians(pose.pitch)) * np.cos(np.radians(pose.yaw)) == pytest.approx(
        -py, abs=1e-5
    )
    right = rz @ ry @ rx @ (1, 0, 0)
    (rx_, ry_), *_ = turns.points_back(np.array([right[:2]], np.float32), quarters, 1, 1)
    assert pose.roll == pytest.approx(np.degrees(np.arctan2(ry_, rx_)), abs=1e-3)
