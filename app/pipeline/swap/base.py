"""What an engine is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

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
    def honours(self) -> frozenset[str]:
        """Names of the fields of `SwapOptions` that it acts on; the others change nothing."""
        ...

    @property
    def name(self) -> str:
        """As `Drawing.engine` has it, or a file's own."""
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

    def close(self) -> None:
        """Gives its networks back. Not to be used after; may be called twice."""
        ...


@runtime_checkable
class ManySwapper(Swapper, Protocol):
    """A `Swapper` that covers several faces in less time than one after another."""

    def swap_all(
        self, frame: Frame, faces: Sequence[Face], template: Template
    ) -> list[Patch | Exception]:
        """As `swap` for each of `faces`: its patch, or what `swap` would have raised. One face's
        failure takes no other's patch."""
        ...
