"""What a learned swapper's network is to the rest: squares in, squares out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.frame import Image
from app.templates.template import Template


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """What a network drew in a square.

    Attributes:
        pixels: ``(side, side, 3)`` uint8 BGR.
        mask: ``(side, side)`` uint8, 255 where the network means its own pixels to be seen; None
            where the whole square is face.
    """

    pixels: Image
    mask: Image | None = None


class Drawer(Protocol):
    """One family of networks. It knows squares only, nothing of frames: crop, colour, masks and
    pasting back are the same for all and are `LearnedSwapper`'s.

    Attributes:
        name: Registry name, or a file's stem.
        provider: What it really runs on: ``cpu``, or ONNX Runtime's name of a provider.
        alignment: Key of `app.alignment.ALIGNMENTS`.
        side: Of the square it takes and gives, in pixels, after boosting.
        notes: What went otherwise than asked for, each one sentence.
    """

    @property
    def name(self) -> str: ...
    @property
    def provider(self) -> str: ...
    @property
    def alignment(self) -> str: ...
    @property
    def side(self) -> int: ...
    @property
    def notes(self) -> tuple[str, ...]: ...

    def prepare(self, template: Template) -> None:
        """Gets the template's identity ready. From any thread; may be called twice.

        Raises:
            UnderstudyError: A model is missing or damaged, or the template shows no face.
        """
        ...

    def draw(self, square: Image, template: Template) -> Made:
        """The template's face in the wearer's place.

        Args:
            square: ``(side, side, 3)`` uint8 BGR, the wearer's face as `alignment` says.
            template: Whose face to draw.

        Raises:
            ModelError: The network gave something that is no picture.
        """
        ...

    def draw_all(self, squares: Sequence[Image], template: Template) -> list[Made]:
        """As `draw` for each: in one batch where the file allows it, else one by one."""
        ...

    def close(self) -> None:
        """Gives back what it got from the `ModelManager`. May be called twice."""
        ...
