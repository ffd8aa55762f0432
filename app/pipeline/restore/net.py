"""One restorer: an aligned face in, a better one out."""

from __future__ import annotations

import numpy as np

from app.errors import ModelError, UsageError
from app.frame import Floats, Image
from app.inference.tensors import picture, planes
from app.models.manager import ModelManager
from app.pipeline.restore.table import RESTORERS, RestorerRow

MEAN = STD = 0.5
"""They all work in -1..1."""
SAMPLE = 16
"""Pixels between those that are looked at to tell a face from rubbish."""
LEAST_ALIKE = 0.5
"""Correlation of green between what goes in and what comes out: blur, sharpening and another colour
leave it above 0.9, noise or another picture does not."""
LEAST_CONTRAST = 0.25
"""Contrast of what comes out, over that of what goes in: less is a fog."""
FLAT = 2.0
"""Levels of contrast below which nothing can be told: there is hardly a picture."""


def restorer_for(name: str, manager: ModelManager) -> FaceRestorer:
    """Loads a restorer; seconds for a large one, so not between two frames.

    Args:
        name: A key of `RESTORERS`.
        manager: Has the network, or loads it.

    Raises:
        UsageError: There is no restorer of that name.
        ModelError: As `ModelManager.get`.
    """
    row = RESTORERS.get(name)
    if row is None:
        raise UsageError(f"there is no restorer '{name}'; there are {', '.join(RESTORERS)}")
    return FaceRestorer(row, manager)


class FaceRestorer:
    """A network of `RESTORERS`, loaded. For one thread.

    >>> restorer = restorer_for("gfpgan_1.4", manager)  # doctest: +SKIP
    >>> better = restorer.restore(square)  # doctest: +SKIP

    Attributes:
        row: What it takes.
        provider: What it really runs on: ONNX Runtime's name of an execution provider.
        notes: What went otherwise than asked for; a line each.

    Raises:
        UsageError, ModelError: As `restorer_for`.
    """

    def __init__(self, row: RestorerRow, manager: ModelManager) -> None:
        self.row = row
        self._manager = manager
        self._net = manager.get(row.name)
        self._closed = False
        self._planes = np.zeros((1, 3, row.side, row.side), np.float32)
        picture(self._planes)  # compiles both ways, which takes seconds, once a machine
        planes(np.zeros((row.side, row.side, 3), np.uint8), out=self._planes)

    @property
    def provider(self) -> str:
        return self._net.provider

    @property
    def notes(self) -> tuple[str, ...]:
        return self._net.notes

    def restore(self, square: Image, fidelity: float = 1.0) -> Image:
        """A better face in the same place.

        Args:
            square: ``(side, side, 3)`` uint8 BGR, the face as `RestorerRow.alignment` says.
            fidelity: See `RestoreOptions`.

        Returns:
            ``(side, side, 3)`` uint8 BGR, the caller's own.

        Raises:
            ModelError: The network failed, or gave something that is no picture of that face.
        """
        if self._closed:
            raise ModelError(f"{self.row.name} was closed and restores nothing; load it again")
        inputs = {"face": planes(square, MEAN, STD, out=self._planes)}
        if self.row.weighted:
            inputs["weight"] = np.array([fidelity])
        (tensor,) = self._net.run(**inputs)
        try:
            restored = picture(tensor, MEAN, STD)
        except ModelError as error:
            raise ModelError(f"{self.row.name}: {error}") from error
        if restored.shape != square.shape or not _alike(square, restored):
            raise ModelError(f"{self.row.name} gave a picture that is not of the face that it got")
        return restored

    def close(self) -> None:
        """Gives the network back to the manager. May be called twice."""
        if not self._closed:
            self._closed = True
            self._manager.release(self.row.name)


def _alike(before: Image, after: Image) -> bool:
    """True when two squares can be of one face. Not for safety, which is the guard's: half a
    network's failures are a picture of noise, or of one colour."""
    a, b = (_samples(square) for square in (before, after))
    contrast = float(a.std())
    if contrast < FLAT:
        return True
    other = float(b.std())
    if other < LEAST_CONTRAST * contrast:
        return False
    return float((a * b).mean()) >= LEAST_ALIKE * contrast * other


def _samples(square: Image) -> Floats:
    """Green at some pixels, less its mean: nearest to grey of the three."""
    half = SAMPLE // 2
    green = square[half::SAMPLE, half::SAMPLE, 1].astype(np.float32)
    return np.asarray(green - green.mean(), np.float32)
