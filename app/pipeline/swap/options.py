"""What users may turn while a face is being swapped: one set of parameters for every engine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.errors import UsageError


class Tone(StrEnum):
    """Whose skin tone the face and the skin around it have."""

    ME = "me"
    """The wearer's: the face is matched to it, and nothing around the face is touched."""
    TEMPLATE = "template"
    """The template's: the wearer's skin around the face is matched to it."""


@dataclass(frozen=True, slots=True)
class SwapOptions:
    """A setting of the parameters, each number 0..1.

    To change them while frames go by, replace the whole: `Engine.swap_options`. Whatever they
    say, the wearer's features stay covered: no value mixes the camera's own face in.

    Attributes:
        blend_strength: How far the stand-in's features stand out. 1: in full; less fades them into
            plain skin lit as the wearer is, a smooth colour field in which nobody's features are;
            0: a smooth face without features. Never the wearer's face.
        color_correction: 1 gives the template the wearer's tone, 0 only the light around them.
            Characters that are plainly no people keep their own tone whatever it says. With
            `tone` at `Tone.TEMPLATE` it does nothing.
        face_scale: Size of the template's features about the face's middle: 0.5 as they are, 0 is
            12 % smaller, 1 is 12 % larger, in a straight line. What is covered stays the same.
        shape: 0 keeps where the wearer's features lie, 1 puts the template's there.
        sharpen: Strength of the unsharp mask over the drawn face; 0: as sharp as the camera is.
        tone: See `Tone`. Characters that are plainly no people are drawn as with `Tone.ME`.

    Raises:
        UsageError: A number is not within 0..1.
    """

    blend_strength: float = 1.0
    color_correction: float = 1.0
    face_scale: float = 0.5
    shape: float = 0.9
    sharpen: float = 0.0
    tone: Tone = Tone.ME

    def __post_init__(self) -> None:
        for name in ("blend_strength", "color_correction", "face_scale", "shape", "sharpen"):
            value = getattr(self, name)
            if not 0 <= value <= 1:  # refuses what is not a number, too
                raise UsageError(f"{name} is {value}: it goes from 0 to 1")
