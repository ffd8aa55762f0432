"""What each restorer takes: one row a network, and no code of its own for any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RestorerRow:
    """A network that takes an aligned face and gives a better one, in RGB -1..1.

    Attributes:
        name: Of the registry; ``models/registry.toml`` says which contract its file has to meet.
        alignment: Key of `app.alignment.ALIGNMENTS`.
        side: Of the square that it takes and gives, in pixels.
        weighted: It takes a second input, how true to stay to what it gets, 0..1.
    """

    name: str
    alignment: str = "ffhq_512"
    side: int = 512
    weighted: bool = False


RESTORERS: Mapping[str, RestorerRow] = {
    row.name: row
    for row in (
        RestorerRow("gfpgan_1.4"),
        RestorerRow("codeformer", weighted=True),
        # As facefusion aligns them. Another template for GPEN goes round, that of ArcFace for
        # 96 × 112 pixels on a square: it stretches faces by a sixth.
        RestorerRow("gpen_256", "arcface_128", 256),
        RestorerRow("gpen_512"),
        RestorerRow("gpen_1024", side=1024),
        # Converted once, when first loaded.
        RestorerRow("gfpgan_1.4.pth"),
        RestorerRow("codeformer.pth", weighted=True),
    )
}
"""Registry name → row."""
