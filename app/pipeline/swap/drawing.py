"""What draws the faces: the user's choice of engine, provider and enhancer."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.errors import UsageError
from app.pipeline.restore.options import RestoreOptions

MESH = "mesh"
"""The engine that needs nothing but the app."""
AUTO = "auto"
"""The provider that a short trial finds fastest."""
BOOSTS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Drawing:
    """
    Attributes:
        engine: `MESH`, or a name that `app.engines.offers` gives.
        provider: `AUTO`, or a short name of an execution provider, for all networks in ONNX.
        boost: Pixel boost: a network of 128 pixels draws a square of so many times its side, in
            ``boost ** 2`` runs. Others take no notice.
        morph: How far a DFM character is itself, 0..1; only some listen.
        mask: Name of a mask network that takes what is no face (hair, hands at the rim) out of the
            patch, for learned engines; None for none. The inner face stays covered.
        enhancer: Name of a face restorer; None for none.
        restore: How it is used.
        adaptive: Live, let go of enhancer, then boost, then engine where they are too slow for the
            camera's rate, and come back.

    Raises:
        UsageError: A value is out of its range.
    """

    engine: str = MESH
    provider: str = AUTO
    boost: int = 1
    morph: float = 0.75
    mask: str | None = None
    enhancer: str | None = None
    restore: RestoreOptions = field(default_factory=RestoreOptions)
    adaptive: bool = True

    def __post_init__(self) -> None:
        if self.boost not in BOOSTS:
            raise UsageError(f"boost is {self.boost}: it is one of {', '.join(map(str, BOOSTS))}")
        if not 0 <= self.morph <= 1:  # refuses what is not a number, too
            raise UsageError(f"morph is {self.morph}: it goes from 0 to 1")

    @property
    def needs_networks(self) -> bool:
        """False for the built-in engine alone."""
        return self.engine != MESH or self.enhancer is not None

    def is_made_alike(self, other: Drawing) -> bool:
        """Whether the same networks serve: `morph` and `restore` are changed on what runs."""
        own, its = (
            (one.engine, one.provider, one.boost, one.mask, one.enhancer, one.adaptive)
            for one in (self, other)
        )
        return own == its
