"""From which cosine on two pictures are one person, measured by ``scripts/calibrate_judges.py``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.errors import ModelError

FILE = Path(__file__).with_name("thresholds.toml")


@dataclass(frozen=True, slots=True)
class Threshold:
    """One recogniser's scale.

    Attributes:
        cosine: Of two different people's photos one pair in a thousand lies above it.
        genuine_mean: Mean cosine of two photos of one person.
        impostor_mean: Mean cosine of photos of two people.
    """

    cosine: float
    genuine_mean: float
    impostor_mean: float


@lru_cache(maxsize=1)
def _all() -> dict[str, Threshold]:
    try:
        tables = tomllib.loads(FILE.read_text(encoding="utf-8"))["recogniser"]
        return {
            name: Threshold(
                float(table["threshold"]),
                float(table["genuine_mean"]),
                float(table["impostor_mean"]),
            )
            for name, table in tables.items()
        }
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{FILE} cannot be read ({error}); install Understudy again") from error


def calibrated() -> frozenset[str]:
    """Names of the recognisers that have a threshold."""
    return frozenset(_all())


def threshold(recogniser: str) -> Threshold:
    """The scale of a recogniser, by its name.

    Raises:
        ModelError: It was not calibrated.
    """
    try:
        return _all()[recogniser]
    except KeyError:
        raise ModelError(f"the judge {recogniser} has no threshold in {FILE.name}") from None
