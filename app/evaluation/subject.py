"""Who is in a clip: every face of the input as the judges see it, and whose it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from app.evaluation import anonymity
from app.evaluation.anonymity import Person
from app.evaluation.judges import Recogniser
from app.evaluation.readings import FaceReader, Reading, apart, same
from app.frame import Image

GAP = 15
"""Frames for which somebody may be gone and is taken for the same person at the same place.
Whoever comes back later or elsewhere is known by their face."""
FEW = 5
SURE = 0.8
"""What the detector sees in fewer frames than `FEW`, and never with a score of `SURE`, is no person
but a pattern that looked like a face for a moment."""


@dataclass(slots=True)
class Subject:
    """A clip's input.

    Attributes:
        name: The clip's.
        readings: Of every frame, every face.
        owners: Of every frame, the number of the person to whom each of `readings` belongs.
        people: By number; those whom recognisers have looked at.
        main_number: The person that the clip is about: the one who is largest over time; None when
            there is nobody.
    """

    name: str
    readings: list[list[Reading]] = field(default_factory=list)
    owners: list[list[int]] = field(default_factory=list)
    people: dict[int, Person] = field(default_factory=dict)
    main_number: int | None = None

    def main(self, index: int) -> Reading | None:
        """The main person's face in one frame."""
        row = zip(self.readings[index], self.owners[index], strict=True)
        return next((reading for reading, owner in row if owner == self.main_number), None)

    @property
    def main_person(self) -> Person:
        """Not to be asked for where there is nobody."""
        assert self.main_number is not None
        return self.people[self.main_number]


def read_subject(
    name: str,
    pictures: Iterable[Image],
    reader: FaceReader,
    recognisers: Sequence[Recogniser],
    every: int,
) -> Subject:
    """Reads a clip's input once.

    Args:
        name: The clip's.
        pictures: ``(h, w, 3)`` uint8 BGR, in order.
        reader: Of landmarks, in all pictures.
        recognisers: They look at every so many pictures.
        every: How many.
    """
    subject = Subject(name)
    sizes: Counter[int] = Counter()
    seen: dict[int, tuple[int, Reading]] = {}
    for index, picture in enumerate(pictures):
        hints = [reading.landmarks for at, reading in seen.values() if at == index - 1]
        found = reader.read(picture, hints)
        recent = {n: old for n, (at, old) in seen.items() if at >= index - GAP}
        owners = _owners(found, recent, len(sizes))
        for number, reading in zip(owners, found, strict=True):
            seen[number] = index, reading
            sizes[number] += max(1, round(reading.size))
            if index % every == 0:
                vectors = anonymity.embed(picture, reading.landmarks, recognisers)
                subject.people.setdefault(number, Person()).frames[index] = vectors
        subject.readings.append(found)
        subject.owners.append(owners)
    _merge(subject, sizes)
    _drop_phantoms(subject)
    if subject.people:
        subject.main_number = max(subject.people, key=lambda number: sizes[number])
    return subject


def _owners(found: Sequence[Reading], recent: dict[int, Reading], unused: int) -> list[int]:
    """The number of each face's person: the nearest at that place, or a new one from `unused`."""
    pairs = sorted(
        (apart(reading.landmarks, old.landmarks), at, number)
        for at, reading in enumerate(found)
        for number, old in recent.items()
        if same(reading.landmarks, old.landmarks)
    )
    owners: dict[int, int] = {}
    for _, at, number in pairs:
        if at not in owners and number not in owners.values():
            owners[at] = number
    for at in range(len(found)):
        if at not in owners:
            owners[at], unused = unused, unused + 1
    return [owners[at] for at in range(len(found))]


def _merge(subject: Subject, sizes: Counter[int]) -> None:
    """Makes one of people who are never in a picture together and whom recognisers take for one."""
    together = {pair for row in subject.owners for pair in combinations(sorted(row), 2)}
    becomes = {number: number for number in sizes}
    for first, second in combinations(sorted(subject.people), 2):
        if second not in subject.people or first not in subject.people:
            continue
        group = [number for number, to in becomes.items() if to in (first, second)]
        if any(pair in together for pair in combinations(sorted(group), 2)):
            continue
        if anonymity.one_person(subject.people[first], subject.people[second]):
            subject.people[first].frames.update(subject.people.pop(second).frames)
            sizes[first] += sizes[second]
            becomes = {n: first if to == second else to for n, to in becomes.items()}
    subject.owners = [[becomes[number] for number in row] for row in subject.owners]


def _drop_phantoms(subject: Subject) -> None:
    """Forgets what is no person; see `FEW`."""
    scores: dict[int, list[float]] = defaultdict(list)
    for owners, readings in zip(subject.owners, subject.readings, strict=True):
        for owner, reading in zip(owners, readings, strict=True):
            scores[owner].append(reading.score)
    phantoms = {
        number
        for number, found in scores.items()
        if sum(score > 0 for score in found) < FEW and max(found) < SURE
    }
    subject.people = {n: p for n, p in subject.people.items() if n not in phantoms}
    for at, owners in enumerate(subject.owners):
        kept = [i for i, owner in enumerate(owners) if owner not in phantoms]
        subject.readings[at] = [subject.readings[at][i] for i in kept]
        subject.owners[at] = [owners[i] for i in kept]
