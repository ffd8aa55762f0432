"""What an engine is."""

from __future__ import annotations

from typing import Protocol

from app.frame import Face, Frame, Patch
from app.pipeline.swap.options import SwapOptions
from app.templates.template import Template


class Swapper(Protocol):
    """Turns one tracked face into a patch that covers it. Shared tracker, compositor and guard
    do the rest, so that a new engine is one class.

    Attributes:
        options: Replaced by any thread at any time. Whoever draws reads it once a face.
    """

    options: SwapOptions

    @property
    def name(self) -> str:
        """A key of `app.session.SWAPPERS`."""
        ...

    @property
    def provider(self) -> str:
        """What it really runs on: ``cpu``, or ONNX Runtime's name of an execution provider."""
        ...

    def prepare(self, template: Template) -> object:
        """Gets a template ready ahead of its first frame. From any thread; may be called twice."""
        ...

    def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
        """Covers `face` with `template`. Whatever it raises, the guard shields the frame."""
        ...

    def forget(self, track_id: int) -> None:
        """The face has left: drops what was kept for it."""
        ...
