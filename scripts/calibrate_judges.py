"""Measure the judges' thresholds on photos, and write app/evaluation/judges/thresholds.toml.

::

    python scripts/calibrate_judges.py IDENTITIES [--singles PHOTO …] [--about TEXT] [--dry-run]

IDENTITIES is a folder with a ``MANIFEST.tsv`` whose column ``file`` names ``PERSON/PHOTO``.
``--singles`` are further photos, each of another person who is nowhere else in the data: look at
them first. Only the figures below leave this script; no picture and no vector is kept. All
recognisers that open are measured: w600k_r50 too, where it is installed.

The threshold is the cosine above which one in a thousand pairs of photos of *different* people
lies (FAR 1e-3). Every pair of people counts once, however many photos they have. Where there are
too few pairs to count one in a thousand, the tail has to be drawn on: the pairs above the 95th
percentile are fitted with a generalised Pareto distribution (peaks over threshold; probability
weighted moments, Hosking and Wallis, Technometrics 29(3), 1987). How far the answer depends on who
was in the data is said by a bootstrap over people.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.errors import UnderstudyError, UsageError
from app.evaluation.faces import StillReader, read_picture
from app.evaluation.judges import NoFaceError, Recogniser, open_further, open_recognisers
from app.evaluation.judges.thresholds import FILE

Values = NDArray[np.float64]

FAR = 1e-3
TAIL = 0.05
"""Share of the impostor pairs that the tail is fitted to."""
RESAMPLES = 500
METHOD = """\
The cosine above which 1 in 1000 pairs of photos of different people lies; every pair of people
counts once. 1 in 1000 is {pairs:.1f} pairs here, too few to count: the value is read from a
generalised Pareto distribution that was fitted to the highest 5 % of the pairs. The people are
few, well known, and mixed in sex and age: strangers of one sex, age and descent are mistaken for
one another more often than one time in a thousand."""
HEAD = """\
# Made by scripts/calibrate_judges.py: figures only, no picture and no vector of anyone.
"""


@dataclass
class Photo:
    person: str
    path: Path


def photos_of(folder: Path, singles: list[Path]) -> list[Photo]:
    manifest = folder / "MANIFEST.tsv"
    try:
        with manifest.open(encoding="utf-8", newline="") as text:
            files = [row["file"] for row in csv.DictReader(text, delimiter="\t")]
    except (OSError, KeyError) as error:
        raise UsageError(f"{manifest} cannot be read, or has no column 'file' ({error})") from error
    photos = [Photo(file.partition("/")[0], folder / file) for file in files]
    return photos + [Photo(f"single {path.name}", path) for path in singles]


def embed(
    photos: list[Photo], recognisers: list[Recogniser]
) -> tuple[list[str], list[Values], list[Path]]:
    """The person of each usable photo, every recogniser's vectors, and the photos left out."""
    reader = StillReader()
    people: list[str] = []
    vectors: list[list[Values]] = [[] for _ in recognisers]
    left_out = []
    for photo in photos:
        try:
            image = read_picture(photo.path)
            landmarks = reader.face(image, str(photo.path))
            found = [recogniser.embed(image, landmarks) for recogniser in recognisers]
        except NoFaceError as error:
            print(f"left out: {error}", file=sys.stderr)
            left_out.append(photo.path)
            continue
        people.append(photo.person)
        for kept, vector in zip(vectors, found, strict=True):
            kept.append(vector)
    return people, [np.array(kept) for kept in vectors], left_out


@dataclass
class Pairs:
    """Cosines of pairs of photos, and how much each counts: every two people once in all."""

    cosines: Values
    weights: Values

    def mean(self) -> float:
        return float(np.average(self.cosines, weights=self.weights))

    def spread(self) -> float:
        return float(np.average((self.cosines - self.mean()) ** 2, weights=self.weights) ** 0.5)

    def above(self, limit: float) -> float:
        return float(self.weights[self.cosines > limit].sum() / self.weights.sum())

    def quantile(self, upper: float) -> float:
        """The cosine above which the share `upper` lies."""
        order = np.argsort(-self.cosines)
        reached = np.cumsum(self.weights[order]) / self.weights.sum()
        return float(self.cosines[order[np.searchsorted(reached, upper)]])


def pairs_of(people: list[str], vectors: Values, draws: Counter[str] | None = None) -> list[Pairs]:
    """Genuine and impostor pairs; `draws` says how often each person was drawn in a resample."""
    names, number, photos = np.unique(people, return_inverse=True, return_counts=True)
    drawn = np.array([1 if draws is None else draws[name] for name in names], float)
    i, j = np.triu_indices(len(people), 1)
    cosines = (vectors @ vectors.T)[i, j].astype(float)
    a, b = number[i], number[j]
    same = a == b
    weights = drawn[a] * np.where(same, 1, drawn[b])
    weights /= np.where(same, photos[a] * (photos[a] - 1) / 2, photos[a] * photos[b])
    counts = weights > 0
    return [Pairs(cosines[which & counts], weights[which & counts]) for which in (same, ~same)]


def fitted_tail(pairs: Pairs) -> tuple[float, float, float]:
    """Start, shape and scale of the generalised Pareto distribution of the upper tail."""
    start = pairs.quantile(TAIL)
    inside = pairs.cosines > start
    order = np.argsort(pairs.cosines[inside])
    excess = pairs.cosines[inside][order] - start
    weights = pairs.weights[inside][order] / pairs.weights[inside].sum()
    exceeded = 1 - (np.cumsum(weights) - weights / 2)
    first, second = float(weights @ excess), float(weights @ (excess * exceeded))
    shape = 2 - first / (first - 2 * second)
    return start, shape, 2 * first * second / (first - 2 * second)


def tail_quantile(tail: tuple[float, float, float], upper: float) -> float:
    start, shape, scale = tail
    ratio = upper / TAIL
    grown = -np.log(ratio) if abs(shape) < 1e-6 else (ratio**-shape - 1) / shape
    return start + scale * float(grown)


def normal_quantile(pairs: Pairs) -> float:
    """What a bell curve with the pairs' mean and spread would give: for comparison."""
    from statistics import NormalDist

    return NormalDist(pairs.mean(), pairs.spread()).inv_cdf(1 - FAR)


def resampled(people: list[str], vectors: Values) -> tuple[float, float]:
    """5th and 95th percentile of the threshold when people are drawn anew, with replacement."""
    rng = np.random.default_rng(20261122)
    names = sorted(set(people))
    found = []
    for _ in range(RESAMPLES):
        draws = Counter(rng.choice(names, len(names)).tolist())
        _, impostors = pairs_of(people, vectors, draws)
        found.append(tail_quantile(fitted_tail(impostors), FAR))
    low, high = np.percentile(found, [5, 95])
    return float(low), float(high)


def table(recogniser: Recogniser, people: list[str], vectors: Values) -> list[str]:
    """One recogniser's part of the file."""
    genuine, impostors = pairs_of(people, vectors)
    tail = fitted_tail(impostors)
    threshold = tail_quantile(tail, FAR)
    low, high = resampled(people, vectors)
    return [
        "",
        f"[recogniser.{recogniser.name}]",
        f"threshold = {threshold:.4f} # FAR 1e-3, from the fitted tail",
        f"threshold_90_percent = [{low:.4f}, {high:.4f}] # bootstrap over people",
        f"threshold_counted = {impostors.quantile(FAR):.4f} # where one in a thousand really lies",
        f"threshold_normal = {normal_quantile(impostors):.4f} # what a bell curve would give",
        f"tail = {{ start = {tail[0]:.4f}, shape = {tail[1]:.3f}, scale = {tail[2]:.4f} }}",
        f"genuine_mean = {genuine.mean():.4f}",
        f"genuine_accepted = {genuine.above(threshold):.4f} # of one person's pairs, above",
        f"impostor_mean = {impostors.mean():.4f}",
        f"impostor_spread = {impostors.spread():.4f}",
        f"impostor_highest = {impostors.cosines.max():.4f}",
    ]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("identities", metavar="IDENTITIES", type=Path)
    parser.add_argument("--singles", metavar="PHOTO", nargs="+", type=Path, default=[])
    parser.add_argument("--about", metavar="TEXT", default="photos of people", help="the data")
    parser.add_argument("--dry-run", action="store_true", help="print, do not write")
    arguments = parser.parse_args()
    try:
        further, notes = open_further(uncalibrated=True)
        recognisers = [*open_recognisers(), *further]
        photos = photos_of(arguments.identities, arguments.singles)
    except UnderstudyError as error:
        print(f"calibrate_judges.py: {error}", file=sys.stderr)
        return error.exit_code
    for note in notes:
        print(f"calibrate_judges.py: {note}", file=sys.stderr)
    people, vectors, left_out = embed(photos, recognisers)
    names, counts = np.unique(people, return_counts=True)
    n, m = len(people), len(names)
    of_one = int((counts * (counts - 1) // 2).sum())
    about = arguments.about.replace("\\", "/").replace('"', "'")
    lines = [
        "",
        "[data]",
        f"date = {datetime.datetime.now(datetime.UTC).date()}",
        f'about = "{about}"',
        f"people = {m}",
        f"people_with_several_photos = {int((counts > 1).sum())}",
        f"photos = {n}",
        f"photos_without_a_face = {len(left_out)}",
        f"pairs_of_one_person = {of_one}",
        f"pairs_of_two_people = {n * (n - 1) // 2 - of_one} # of photos",
        f"pairs_of_people = {m * (m - 1) // 2}",
        f'method = """\n{METHOD.format(pairs=m * (m - 1) / 2 * FAR)}"""',
    ]
    for recogniser, values in zip(recognisers, vectors, strict=True):
        lines += table(recogniser, people, values)
    text = HEAD + "\n".join(lines) + "\n"
    print(text)
    if not arguments.dry_run:
        FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
