"""Real-ESRGAN's models for ncnn: the compact ones, and x4plus."""

from __future__ import annotations

import cv2
import numpy as np

from app.errors import ModelError
from app.frame import Image
from app.inference.ncnn import NcnnNet
from app.pipeline.upscale.base import Alive, silent
from app.pipeline.upscale.tiles import Tiling, upscale_tiled

LEAST = 16
"""Side of the smallest tile: the library mirrors 10 pixels at each edge, and reads memory that is
not the picture's where there are fewer than 11."""


class NcnnUpscaler:
    """For any thread; one tile at a time.

    Args:
        net: Closed with it.
    """

    def __init__(self, net: NcnnNet) -> None:
        self.name = net.name
        self.scale = net.model.scale
        self._net = net
        self._tiling = Tiling(net.model.side, net.model.overlap, least=LEAST)

    @property
    def provider(self) -> str:
        return self._net.provider

    def upscale(self, image: Image, alive: Alive = silent) -> Image:
        try:
            return upscale_tiled(image, self.scale, self._tiling, self._run, alive)
        except ValueError as error:
            raise ModelError(f"{self.name} cannot make this picture larger: {error}") from error

    def close(self) -> None:
        self._net.close()

    def _run(self, tiles: Image) -> Image:
        made = [
            cv2.cvtColor(
                self._net.run(np.asarray(cv2.cvtColor(tile, cv2.COLOR_BGR2RGB), np.uint8)),
                cv2.COLOR_RGB2BGR,
            )
            for tile in tiles
        ]
        return np.asarray(np.stack(made), np.uint8)
