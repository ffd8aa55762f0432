"""What an upscaler is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.frame import Image

Alive = Callable[[], None]
"""Told between two tiles that the work goes on."""


def silent() -> None:
    """For those who do not ask."""


class Upscaler(Protocol):
    """Makes pictures larger, and finer where its network knows how.

    Attributes:
        name: Registry name, or the name of a model of ncnn's.
        provider: What it really runs on: ONNX Runtime's name of an execution provider, ``ncnn CPU``
            or ``ncnn Vulkan``.
        scale: How many times as wide and high its pictures are.
    """

    @property
    def name(self) -> str: ...
    @property
    def provider(self) -> str: ...
    @property
    def scale(self) -> int: ...

    def upscale(self, image: Image, alive: Alive = silent) -> Image:
        """
        Args:
            image: ``(h, w, 3)`` uint8 BGR of any size; it is not changed.
            alive: Called between two tiles, on this thread.

        Returns:
            ``(scale h, scale w, 3)`` uint8 BGR, a new array.

        Raises:
            ModelError: The network failed, gave something that is no picture, or was closed.
        """
        ...

    def close(self) -> None:
        """Gives back what it holds; a call of `upscale` that goes on in another thread fails, or
        ends with its tile. May be called twice."""
        ...
