"""Are stand-in faces different people to the judges?

A template that a recogniser takes for another one is no face of its own, and a wearer who changes
templates would be known again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from app.evaluation.judges import Recogniser, Threshold, threshold
from app.frame import Floats, Image
from app.templates.template import Template


@dataclass(frozen=True, slots=True, eq=False)
class Portrait:
    """A face to compare: a picture ``(h, w, 3)`` uint8 BGR and its landmarks in pixels."""

    name: str
    image: Image
    landmarks: Floats

    @staticmethod
    def of(template: Template) -> Portrait:
        name = template.id.rpartition("/")[2]
        return Portrait(name, template.texture, template.landmarks)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two portraits as one recogniser sees them; `alike` when above its threshold."""

    first: str
    second: str
    cosine: float
    alike: bool


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """All portraits against all, by one recogniser.

    Attributes:
        recogniser: Its name.
        names: Of the portraits.
        cosines: ``(n, n)`` float32, symmetric, 1 on the diagonal.
        threshold: The recogniser's scale.
    """

    recogniser: str
    names: tuple[str, ...]
    cosines: Floats
    threshold: Threshold

    @property
    def pairs(self) -> list[Pair]:
        """Every pair once, the most alike first."""
        every = (
            (float(self.cosines[i, j]), self.names[i], self.names[j])
            for i, j in combinations(range(len(self.names)), 2)
        )
        limit = self.threshold.cosine
        return [
            Pair(first, second, cosine, cosine > limit)
            for cosine, first, second in sorted(every, reverse=True)
        ]

    @property
    def alike(self) -> list[Pair]:
        """The pairs that the recogniser takes for one person."""
        return [pair for pair in self.pairs if pair.alike]


def compare(portraits: Sequence[Portrait], recognisers: Sequence[Recogniser]) -> list[Comparison]:
    """Compares all portraits with all, by each recogniser.

    Raises:
        NoFaceError: One of the portraits is flat.
    """
    names = tuple(portrait.name for portrait in portraits)
    comparisons = []
    for recogniser in recognisers:
        vectors = np.stack([recogniser.embed(p.image, p.landmarks) for p in portraits])
        cosines = np.asarray(vectors @ vectors.T, np.float32)
        scale = threshold(recogniser.name)
        comparisons.append(Comparison(recogniser.name, names, cosines, scale))
    return comparisons


def distinct(portraits: Sequence[Portrait], recognisers: Sequence[Recogniser]) -> bool:
    """Whether no recogniser takes two of the portraits for one person."""
    return not any(comparison.alike for comparison in compare(portraits, recognisers))


def describe(comparison: Comparison, worst: int = 10) -> str:
    """The comparison for people: the pairs that are most alike, and the verdict."""
    limit, pairs = comparison.threshold, comparison.pairs
    alike = comparison.alike
    lines = [
        f"{comparison.recogniser}: one person above {limit.cosine:.3f} "
        f"(one person's photos: {limit.genuine_mean:.3f} on average)"
    ]
    lines += [
        f"  {pair.cosine:7.3f}  {'ALIKE' if pair.alike else 'ok   '}  {pair.first} – {pair.second}"
        for pair in pairs[: max(worst, len(alike))]
    ]
    lines.append(f"  {len(alike)} of {len(pairs)} pairs are alike")
    return "\n".join(lines)


def matrix(comparison: Comparison) -> str:
    """All cosines as a table."""
    width = max(6, *(len(name) for name in comparison.names)) + 1
    rows = [" " * width + "".join(f"{name:>{width}}" for name in comparison.names)]
    rows += [
        f"{name:{width}}" + "".join(f"{value:{width}.3f}" for value in row)
        for name, row in zip(comparison.names, comparison.cosines, strict=True)
    ]
    return "\n".join(rows)
