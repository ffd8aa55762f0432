"""Where the people are in a picture."""

from __future__ import annotations

import cv2
import numpy as np

from app.frame import Floats, Image
from app.inference.litert import LiteRtNet

WIDTH, HEIGHT = 256, 144
"""Of the net's input and of its mask."""
FOLLOW = 0.65
"""Weight of the newest mask against those before it: edges that flicker are calmed, and a hand
that moves is still followed within two frames."""
RADIUS = 5
"""Of the guided filter's window, in pixels of the mask."""
EPSILON = 2e-3
"""Variance of the grey values (of 0..1) below which a window counts as flat."""


class People:
    """MediaPipe's selfie segmentation (landscape), calmed over time. Not thread-safe.

    The mask is bent to the picture's own edges by a fast guided filter (He and Sun, "Fast guided
    filter", arXiv 1505.00996): coefficients on the net's small grid, used at full size.
    """

    def __init__(self) -> None:
        self._net = LiteRtNet(
            "selfie_segmentation_landscape.tflite",
            input_shape=(1, HEIGHT, WIDTH, 3),
            output_sizes=(HEIGHT * WIDTH,),
        )
        self._calm: Floats | None = None
        self._small: Image = np.empty((HEIGHT, WIDTH, 3), np.uint8)
        self._tensor: Floats = np.empty((1, HEIGHT, WIDTH, 3), np.float32)

    def find(self, image: Image) -> tuple[Floats, Floats, Floats]:
        """Looks at a picture that may leave.

        Args:
            image: ``(h, w, 3)`` uint8 BGR.

        Returns:
            The mask ``(144, 256)`` float32, 1 where there are people, and the coefficients ``a``
            and ``b`` of that shape: ``a * grey + b`` is the mask at the picture's edges, with grey
            0..1.
        """
        small, tensor = self._small, self._tensor
        cv2.resize(image, (WIDTH, HEIGHT), dst=small, interpolation=cv2.INTER_AREA)
        np.multiply(small[:, :, ::-1], np.float32(1 / 255), out=tensor[0])
        (found,) = self._net.run(tensor)
        mask = found.reshape(HEIGHT, WIDTH)
        if not np.isfinite(mask).all():
            raise ValueError("the segmentation gave nonsense")
        if self._calm is not None:
            mask = FOLLOW * mask + (1 - FOLLOW) * self._calm
        self._calm = mask
        grey = np.asarray(cv2.cvtColor(tensor[0], cv2.COLOR_RGB2GRAY), np.float32)
        return mask, *_guided(grey, mask)

    def forget(self) -> None:
        """The next picture has nothing to do with the last."""
        self._calm = None


def _guided(grey: Floats, mask: Floats) -> tuple[Floats, Floats]:
    size = (2 * RADIUS + 1, 2 * RADIUS + 1)

    def mean(values: Floats) -> Floats:
        return np.asarray(cv2.blur(values, size, borderType=cv2.BORDER_REFLECT), np.float32)

    mean_grey, mean_mask = mean(grey), mean(mask)
    variance = mean(grey * grey) - mean_grey * mean_grey
    covariance = mean(grey * mask) - mean_grey * mean_mask
    a = np.asarray(covariance / (np.maximum(variance, 0) + EPSILON), np.float32)
    return mean(a), mean(mean_mask - a * mean_grey)
