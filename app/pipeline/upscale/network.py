"""Real-ESRGAN and networks like it, in ONNX."""

from __future__ import annotations

import numpy as np

from app.errors import ModelError
from app.frame import Image
from app.inference.onnx import CPU
from app.models.manager import ModelManager
from app.pipeline.upscale.base import Alive, silent
from app.pipeline.upscale.tiles import Tiling, upscale_tiled

SCALE = 2
"""Of the contract ``upscale2/1``."""
MULTIPLE = 2
"""x2plus begins with a pixel unshuffle by 2 (RRDBNet of Real-ESRGAN)."""
SIDE = 256
"""Of a tile. Smaller ones waste more on their overlap; a larger one takes longer than a wait for
its end may last on a slow processor (5 s for 16.7 M weights on 2 cores), and more of a graphics
card's memory (0.6 GB in full precision)."""
OVERLAP = 32
"""With 16 no cut is to be seen in x4plus' pictures, whose layers work on twice as many pixels for
each of the source's: docs/upscale.md."""
BATCH = 4
"""Tiles at once, on a graphics card and where the file takes several."""


class NetworkUpscaler:
    """A network of the contract ``upscale2/1``: planes of RGB 0..1. For any thread.

    Args:
        manager: Loads it; `close` gives it back.
        name: Registry name.

    Raises:
        UsageError: There is no model of that name.
        ModelError: It cannot be had, or is no upscaler that is known.
    """

    scale = SCALE

    def __init__(self, manager: ModelManager, name: str) -> None:
        self.name = name
        self._manager = manager
        self._net = manager.get(name)
        self._released = False
        try:
            self._tiling = self._plan()
        except BaseException:
            self.close()
            raise

    @property
    def provider(self) -> str:
        return self._net.provider

    def upscale(self, image: Image, alive: Alive = silent) -> Image:
        try:
            return upscale_tiled(image, self.scale, self._tiling, self._run, alive)
        except ValueError as error:
            raise ModelError(f"{self.name} cannot make this picture larger: {error}") from error

    def close(self) -> None:
        if not self._released:
            self._released = True
            self._manager.release(self.name)

    def _plan(self) -> Tiling:
        batch, _, height, width = self._net.shape("image")
        on_card = self._net.provider != CPU
        sides = {side for side in (height, width) if side is not None}
        if len(sides) > 1:
            raise ModelError(f"{self.name} takes {width}×{height} only, and tiles are squares")
        side = sides.pop() if sides else SIDE
        # A card's libraries plan anew for every size; the processor only has less to do.
        return Tiling(
            side,
            min(OVERLAP, side // 4 // MULTIPLE * MULTIPLE),
            MULTIPLE,
            BATCH if batch is None and on_card else 1,
            fixed=height is not None or width is not None or on_card,
        )

    def _run(self, tiles: Image) -> Image:
        planes = np.ascontiguousarray(tiles[..., ::-1].transpose(0, 3, 1, 2), np.float32)
        planes /= 255
        (made,) = self._net.run(image=planes)
        if not np.isfinite(made).all():
            raise ModelError(f"{self.name} gave values that are no numbers on {self.provider}")
        pixels = (np.clip(made, 0, 1) * 255 + 0.5).astype(np.uint8)
        return np.ascontiguousarray(pixels.transpose(0, 2, 3, 1)[..., ::-1])
