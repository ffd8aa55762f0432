"""Do recognisers still find the wearer in the output?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from app.evaluation.judges import NoFaceError, Recogniser, similarity, threshold
from app.evaluation.readings import Reading, nearest, same
from app.frame import Floats, Image

AGREE = 2
"""Recognisers that must know the wearer for a leak."""
GALLERY = 15
"""Other frames of the input that a face is compared with."""
ONE_PERSON = 0.5
"""Share of leaks between two clips from which their wearers count as one person. Different people
have 0.01; the same person in another clip 0.9."""

Vectors = Mapping[str, Floats]
"""A face's vector, by the recogniser's name."""


def embed(image: Image, landmarks: Floats, recognisers: Sequence[Recogniser]) -> dict[str, Floats]:
    """A face's vectors; without those of recognisers that see nothing there."""
    vectors = {}
    for recogniser in recognisers:
        try:
            vectors[recogniser.name] = recogniser.embed(image, landmarks)
        except NoFaceError:
            continue
    return vectors


@dataclass(slots=True)
class Person:
    """One person of the input through the clip: vectors of their face, by the frame's index."""

    frames: dict[int, Vectors] = field(default_factory=dict)

    def gallery(self, index: int | None = None) -> list[Vectors]:
        """Up to `GALLERY` frames other than `index`, spread over the clip."""
        others = [vectors for at, vectors in self.frames.items() if at != index]
        if len(others) <= GALLERY:
            return others
        picked = np.linspace(0, len(others) - 1, GALLERY).round().astype(int)
        return [others[i] for i in picked]

    def mean(self, recogniser: str) -> Floats | None:
        """Unit vector of the person; None when the recogniser never saw them."""
        rows = [v[recogniser] for v in self.frames.values() if recogniser in v]
        if not rows:
            return None
        total = np.sum(rows, axis=0)
        return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)


def known_by(face: Vectors, person: Person, index: int | None) -> set[str]:
    """The recognisers that take a face of the output for a person.

    Args:
        face: The output's.
        person: Of the input.
        index: Of the frame, where the person is at the same place of the input; a recogniser then
            knows them by that face too. In any case it does when the median of the cosines to a
            gallery of other frames lies above its threshold.
    """
    here = person.frames.get(index, {}) if index is not None else {}
    gallery = person.gallery(index)
    found = set()
    for name, vector in face.items():
        limit = threshold(name).cosine
        rows = [row[name] for row in gallery if name in row]
        if _knows(vector, here.get(name), rows, limit):
            found.add(name)
    return found


def _knows(vector: Floats, here: Floats | None, gallery: Sequence[Floats], limit: float) -> bool:
    """Whether one recogniser takes a face for a person.

    Args:
        vector: The face's.
        here: The person's at the same place, where there is one.
        gallery: The person's in other frames.
        limit: The cosine above which two faces are one person's.
    """
    if here is not None and similarity(vector, here) > limit:
        return True
    return len(gallery) > 0 and float(np.median(np.array(gallery) @ vector)) > limit


def one_person(a: Person, b: Person) -> bool:
    """Whether enough recognisers take the means of two people for one."""
    names = {name for person in (a, b) for vectors in person.frames.values() for name in vectors}
    alike = 0
    for name in names:
        first, second = a.mean(name), b.mean(name)
        if first is not None and second is not None:
            alike += similarity(first, second) > threshold(name).cosine
    return alike >= AGREE


def output_landmarks(before: Floats, after: Sequence[Reading]) -> Floats:
    """Where to read a face of the input in the output: where a face is found there, else at the
    input's own landmarks: hiding from the detector is no anonymity."""
    reading = nearest(before, after)
    return before if reading is None else reading.landmarks


def strays(before: Sequence[Reading], after: Sequence[Reading]) -> list[Reading]:
    """Faces of the output where the input has none."""
    return [
        reading
        for reading in after
        if not any(same(reading.landmarks, other.landmarks) for other in before)
    ]


@dataclass(frozen=True, slots=True)
class Chance:
    """How often the rule of the leak finds somebody else.

    Attributes:
        leak: Share of frames; NaN with fewer than two people.
        matches: The same by each recogniser alone.
        one_person: Pairs of indices that were left out: their wearers seem to be one person.
    """

    leak: float
    matches: dict[str, float]
    one_person: tuple[tuple[int, int], ...]


def chance(people: Sequence[Person], recognisers: Sequence[str]) -> Chance:
    """Compares everybody's frames with everybody else's: with one frame of theirs, as if it were
    the same, and with their gallery."""
    hits = {
        (i, j): np.array([_hits(people[i], people[j], name) for name in recognisers])
        for i in range(len(people))
        for j in range(len(people))
        if i != j and people[i].frames and people[j].frames
    }
    leaks = {pair: rows.sum(axis=0) >= AGREE for pair, rows in hits.items()}
    alike = tuple(
        (i, j)
        for i, j in combinations(range(len(people)), 2)
        if (i, j) in leaks and (leaks[i, j].mean() + leaks[j, i].mean()) / 2 > ONE_PERSON
    )
    others = [pair for pair in hits if tuple(sorted(pair)) not in alike]
    if not others:
        return Chance(float("nan"), dict.fromkeys(recognisers, float("nan")), alike)
    rates = np.concatenate([hits[pair] for pair in others], axis=1).mean(axis=1)
    return Chance(
        float(np.concatenate([leaks[pair] for pair in others]).mean()),
        {name: float(rate) for name, rate in zip(recognisers, rates, strict=True)},
        alike,
    )


def _hits(person: Person, other: Person, recogniser: str) -> NDArray[np.bool_]:
    """Of each of the person's frames: does the recogniser take it for the other one?"""
    limit = threshold(recogniser).cosine
    theirs = [v[recogniser] for v in other.frames.values() if recogniser in v]
    gallery = [v[recogniser] for v in other.gallery() if recogniser in v]
    if not theirs:
        return np.zeros(len(person.frames), bool)
    return np.array(
        [
            recogniser in vectors
            and _knows(vectors[recogniser], theirs[number % len(theirs)], gallery, limit)
            for number, vectors in enumerate(person.frames.values())
        ]
    )
