"""The contract table: what each swap network wants to see, and what its numbers mean.

From the code of the programs that run them: InsightFace (inswapper) and facefusion (the others).
Shapes, types and names of inputs are in `app.models.contracts`; this is the rest. A network that
keeps to these terms is one more row and no code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.errors import ModelError
from app.frame import Floats, Image
from app.inference.contract import Contract

Channels = float | tuple[float, float, float]
"""One number for all channels, or three for red, green and blue."""
_IMAGENET = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


@dataclass(frozen=True, slots=True)
class Range:
    """A pixel's value, of which 0..1 is black to white, as a number: ``(pixel - mean) / std``."""

    mean: Channels = 0.0
    std: Channels = 1.0


UNIT = Range()
"""0..1."""
SIGNED = Range(0.5, 0.5)
"""-1..1."""
IMAGENET = Range(*_IMAGENET)


@dataclass(frozen=True, slots=True)
class Latent:
    """The embedding, of length 1, through the 512 × 512 matrix that the file carries, and of
    length 1 again."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """The recogniser's vector.

    Attributes:
        converter: Registry name of a network that it goes through as it comes; None: none.
        unit: Made of length 1 after that.
    """

    converter: str | None = None
    unit: bool = True


@dataclass(frozen=True, slots=True)
class Portrait:
    """The template's picture itself.

    Attributes:
        alignment: Key of `app.alignment.ALIGNMENTS`.
        side: In pixels.
        values: What its pixels become.
    """

    alignment: str
    side: int
    values: Range = UNIT


Source = Latent | Embedding | Portrait


@dataclass(frozen=True, slots=True)
class Own:
    """A file that is in no registry, as its descriptor tells (`.descriptor`).

    Attributes:
        path: The weights.
        contract: What they take, ``target`` and ``source``, and give: ``face``, perhaps ``mask``.
        rows: A pixel's channels lie side by side (NHWC); else in planes (NCHW).
        bgr: Blue comes first; else red.
        mask: Of the ``mask``, of which 0..1 is wearer to stand-in; None: there is none.
    """

    path: Path
    contract: Contract
    rows: bool = False
    bgr: bool = False
    mask: Range | None = None

    def laid(self, values: Floats) -> Floats:
        """Planes of RGB ``(n, 3, h, w)`` as the network takes them."""
        if self.bgr:
            values = values[:, ::-1]
        return values.transpose(0, 2, 3, 1) if self.rows else values

    def planes(self, values: Floats) -> Floats:
        """The inverse of `laid`.

        Raises:
            ModelError: It is no picture.
        """
        if values.ndim != 4:
            raise ModelError(f"{self.path.stem} gave {values.shape} where pictures were expected")
        if self.rows:
            values = values.transpose(0, 3, 1, 2)
        return values[:, ::-1] if self.bgr else values

    def masks(self, outputs: Sequence[Floats], side: int) -> Image | None:
        """``(n, side, side)`` uint8 of what the network gave; None where it gives no mask.

        Raises:
            ModelError: It is no mask.
        """
        if self.mask is None:
            return None
        values = outputs[1]
        if values.size != len(outputs[0]) * side**2 or not np.isfinite(values).all():
            raise ModelError(f"{self.path.stem} gave no mask but {values.shape}, or no numbers")
        shares = values.reshape(-1, side, side) * self.mask.std + self.mask.mean
        return np.asarray(shares.clip(0, 1) * 255 + 0.5, np.uint8)


@dataclass(frozen=True, slots=True)
class Row:
    """One network's terms.

    Attributes:
        name: In the registry, or a file's stem.
        alignment: Key of `app.alignment.ALIGNMENTS`: how the wearer's face lies in the square.
        side: Of the square, in pixels.
        source: Who is to be drawn.
        takes, gives: What pixels are as numbers, going in and coming out.
        own: Where it is in no registry.
    """

    name: str
    alignment: str
    side: int
    source: Source
    takes: Range = UNIT
    gives: Range = UNIT
    own: Own | None = None


def _hyperswap(letter: str) -> Row:
    return Row(f"hyperswap_1{letter}_256", "arcface_128", 256, Embedding(), SIGNED, SIGNED)


def _ghost(number: int) -> Row:
    # The only one whose converted vector keeps the length that it has.
    source = Embedding("crossface_ghost", unit=False)
    return Row(f"ghost_{number}_256", "arcface_112_v1", 256, source, SIGNED, SIGNED)


_SIMSWAP = Embedding("crossface_simswap")
_HIFIFACE = Embedding("crossface_hififace")

TABLE: Mapping[str, Row] = {
    row.name: row
    for row in (
        Row("inswapper_128", "arcface_128", 128, Latent()),
        Row("inswapper_128.fp16", "arcface_128", 128, Latent()),
        *map(_hyperswap, "abc"),
        *map(_ghost, (1, 2, 3)),
        Row("simswap_256", "arcface_112_v1", 256, _SIMSWAP, IMAGENET),
        Row("simswap_unofficial_512", "arcface_112_v1", 512, _SIMSWAP),
        Row("hififace_unofficial_256", "mtcnn_512", 256, _HIFIFACE, SIGNED, SIGNED),
        Row("blendswap_256", "ffhq_512", 256, Portrait("arcface_112_v2", 112)),
        Row("uniface_256", "ffhq_512", 256, Portrait("ffhq_512", 256), SIGNED, SIGNED),
    )
}
"""By registry name."""
