"""What users may turn while faces are being restored."""

from __future__ import annotations

from dataclasses import dataclass, fields

from app.errors import UsageError


@dataclass(frozen=True, slots=True)
class RestoreOptions:
    """A setting of the parameters, each 0..1. Replaced as a whole, by any thread.

    Attributes:
        strength: Share of the restored face, and of all that follows; the rest is the face as the
            engine drew it. 0 switches restoring off, and costs nothing. facefusion's default.
        fidelity: How true to the drawn face to stay; less lets the network invent more. Only
            CodeFormer listens: its authors take 0.5 for pictures, 1 for films.
        denoise_level: Smooths grain and pores, and leaves edges.
        sharpen_amount: Strength of the unsharp mask, as `SwapOptions.sharpen`.
        enhance_details: Local contrast of the lightness (CLAHE). Shading and tone stay.

    Raises:
        UsageError: A number is not within 0..1.
    """

    strength: float = 0.8
    fidelity: float = 0.7
    denoise_level: float = 0.0
    sharpen_amount: float = 0.0
    enhance_details: float = 0.0

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if not 0 <= value <= 1:  # refuses what is not a number, too
                raise UsageError(f"{one.name} is {value}: it goes from 0 to 1")
