"""Find how far to bend each character so that recognisers see as many people as there are.

    python scripts/templates/set_apart.py [--pack FOLDER] [--minutes 6]

Takes the pack as it was rendered, before any bending, and looks for the smallest changes of
measures (`sculpt.LIMITS`) with which no two faces are alike for the judges of
``app/evaluation/judges``, from those in ``sculpt.toml`` on. Writes that file; the next build
applies it.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from sculpt import AMOUNTS, LIMITS, bounds, displaced, read_amounts

from app.evaluation.judges import Recogniser, open_recognisers, threshold
from app.frame import Floats, Image
from app.templates.mix import warp

SIDE = 1024
MARGIN = 0.12
"""How far below the threshold is far enough: share of the way from it to the strangers' mean, about
as much as two pictures of one face differ."""
PRICE = 1.0
"""Of bending everything to its limits, over that of a pair which is just alike."""


class Search:
    """The characters as they are bent so far, and who looks like whom."""

    def __init__(self, faces: dict[str, tuple[Image, Floats]], judges: list[Recogniser]) -> None:
        self._judges = judges
        self.names = list(faces)
        self._faces = [faces[name] for name in self.names]
        self._limits = np.array(list(LIMITS.values()))
        before = read_amounts()
        self.amounts = np.array(
            [[before.get(name, {}).get(key, 0.0) for key in LIMITS] for name in self.names]
        )
        self._bounds = [bounds(name) for name in self.names]
        for number, (low, high) in enumerate(self._bounds):
            self.amounts[number] = np.clip(self.amounts[number], low, high)
        seen = [self._look(i, self.amounts[i]) for i in range(len(faces))]
        self._seen = [np.array([s[k] for s in seen]) for k in range(len(judges))]

    def _look(self, number: int, amounts: NDArray[np.float64]) -> list[Floats]:
        picture, landmarks = self._faces[number]
        wanted = dict(zip(LIMITS, amounts.tolist(), strict=True))
        points = displaced(landmarks, wanted)
        bent = warp(picture, landmarks, points)
        return [judge.embed(bent, points) for judge in self._judges]

    def _cost(self, number: int, seen: list[Floats], amounts: NDArray[np.float64]) -> float:
        total = PRICE * float(np.mean((amounts / self._limits) ** 2))
        for k, judge in enumerate(self._judges):
            limit, strangers = threshold(judge.name).cosine, threshold(judge.name).impostor_mean
            others = np.delete(self._seen[k] @ seen[k], number)
            width = MARGIN * (limit - strangers)
            over = (others - limit + width) / (width / 2)
            total += float((np.maximum(over, 0) ** 2).sum())
        return total

    def try_one(self, number: int, rng: np.random.Generator) -> None:
        """Bends one face another way, and keeps it if that is better on the whole."""
        before = self._cost(number, [s[number] for s in self._seen], self.amounts[number])
        size = rng.choice([0.15, 0.4, 0.8])
        change = rng.normal(0, size, len(LIMITS)) * (rng.random(len(LIMITS)) < 0.5)
        low, high = self._bounds[number]
        amounts = np.clip(self.amounts[number] + change * self._limits, low, high)
        seen = self._look(number, amounts)
        if self._cost(number, seen, amounts) < before:
            self.amounts[number] = amounts
            for k, vector in enumerate(seen):
                self._seen[k][number] = vector

    def worst(self) -> tuple[int, int]:
        """The two who are most alike to any judge."""
        most, pair = -np.inf, (0, 0)
        for k, judge in enumerate(self._judges):
            limit, strangers = threshold(judge.name).cosine, threshold(judge.name).impostor_mean
            over = (self._seen[k] @ self._seen[k].T - limit) / (limit - strangers)
            np.fill_diagonal(over, -np.inf)
            if over.max() > most:
                most, flat = over.max(), int(over.argmax())
                pair = flat // len(over), flat % len(over)
        return pair

    def report(self) -> str:
        """One line."""
        parts = [f"bent {np.abs(self.amounts / self._limits).mean():.2f}"]
        for k, judge in enumerate(self._judges):
            pairs = (self._seen[k] @ self._seen[k].T)[np.triu_indices(len(self.names), 1)]
            alike = int((pairs > threshold(judge.name).cosine).sum())
            parts.append(f"{judge.name} {alike} alike, highest {pairs.max():.3f}")
        return ", ".join(parts)


def read_faces(pack: Path) -> dict[str, tuple[Image, Floats]]:
    """Textures and landmarks of a pack's folders, at `SIDE` pixels."""
    faces = {}
    for folder in sorted(path.parent for path in pack.glob("*/texture.png")):
        picture = cv2.imread(str(folder / "texture.png"))
        assert picture is not None
        factor = SIDE / picture.shape[0]
        small = cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
        landmarks = np.load(folder / "landmarks.npy").astype(np.float32)
        landmarks[:, :2] = (landmarks[:, :2] + 0.5) * factor - 0.5
        landmarks[:, 2] *= factor
        faces[folder.name] = np.asarray(small, np.uint8), landmarks
    return faces


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pack", type=Path, help="the pack as rendered: build.py --raw FOLDER")
    parser.add_argument("--minutes", type=float, default=6.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    search = Search(read_faces(options.pack), list(open_recognisers()))
    print(search.report(), flush=True)
    rng = np.random.default_rng(options.seed)
    end = time.monotonic() + 60 * options.minutes
    tries = 0
    while time.monotonic() < end:
        # Every other try goes to one of the two who look most alike.
        number = int(rng.choice(search.worst())) if tries % 2 else tries // 2 % len(search.names)
        search.try_one(number, rng)
        tries += 1
        if tries % 200 == 0:
            print(f"{tries}: {search.report()}", flush=True)
    found = read_amounts()
    for name, amounts in zip(search.names, search.amounts, strict=True):
        found[name] = dict(zip(LIMITS, amounts.tolist(), strict=True))
    lines = ["# Written by set_apart.py: how far each character is bent; see sculpt.py."]
    for name, measures in sorted(found.items()):
        lines += ["", f"[{name}]"]
        lines += [f"{key} = {value:.3f}" for key, value in measures.items()]
    AMOUNTS.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(search.report())


if __name__ == "__main__":
    main()
