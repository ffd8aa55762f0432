"""From a template to what a network is told about whom to draw.

>>> source = Sources(manager).of(TABLE["inswapper_128"], template)  # doctest: +SKIP
>>> source.shape  # doctest: +SKIP
(1, 512)
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from app.alignment import crop, five_points, to_square
from app.errors import ModelError
from app.frame import Floats
from app.inference.tensors import planes
from app.models.manager import ModelManager
from app.paths import cache_dir
from app.pipeline.swap.learned import cache
from app.pipeline.swap.learned.emap import read_emap
from app.pipeline.swap.learned.table import SIGNED, Latent, Portrait, Range, Row
from app.templates.template import Template

RECOGNISER = "w600k_r50"
ALIGNMENT, SIDE = "arcface_112_v2", 112
LENGTH = 512


class Sources:
    """What networks get as their ``source``. Thread-safe as far as the manager is.

    The recogniser's vector of each template is kept on the disk: without it the recogniser is
    loaded, run once and released.

    Args:
        manager: Has the recogniser and converters.
        folder: Where vectors are kept; the user's cache by default.
    """

    def __init__(self, manager: ModelManager, folder: Path | None = None) -> None:
        self._manager = manager
        self._folder = folder or cache_dir() / "identities"

    def of(self, row: Row, template: Template) -> Floats:
        """``(1, 512)``, or ``(1, 3, side, side)`` for a `Portrait`; float32.

        Raises:
            ModelError: The recogniser or the row's converter is missing, or gives nothing useful.
        """
        if isinstance(row.source, Portrait):
            return portrait(template, row.source.alignment, row.source.side, row.source.values)
        vector = self.embedding(template)
        if isinstance(row.source, Latent):
            path = self._manager.store.find(row.name) if row.own is None else row.own.path
            vector = unit(unit(vector) @ read_emap(path))
        else:
            if row.source.converter is not None:
                with self._manager.using(row.source.converter) as net:
                    vector = net.run(identity=vector[None])[0].reshape(-1)
            if row.source.unit:
                vector = unit(vector)
        if not np.isfinite(vector).all():
            raise ModelError(f"{row.name} cannot draw '{template.name}'; choose another face")
        return vector[None]

    def embedding(self, template: Template) -> Floats:
        """``(512,)`` float32 of the template's picture, as long as the recogniser makes it."""
        # Who it is, as what it is seen, and who looks: nothing else is in the vector.
        key = hashlib.sha256(f"{template.id}\n{self._recogniser()}\n".encode())
        key.update(template.texture.tobytes())
        key.update(template.landmarks.tobytes())
        path = self._folder / f"{key.hexdigest()}.f32"
        kept = cache.load(path, LENGTH)
        if kept is not None:
            return kept
        face = portrait(template, ALIGNMENT, SIDE, SIGNED)
        with self._manager.using(RECOGNISER) as net:
            vector = net.run(face=face)[0].reshape(-1)
        if vector.shape != (LENGTH,) or not 0 < float(np.linalg.norm(vector)) < np.inf:
            raise ModelError(
                f"{RECOGNISER} sees no face in the template '{template.name}'; choose another one"
            )
        cache.store(path, vector)
        return vector

    def _recogniser(self) -> str:
        """The recogniser's sha256: the published one, else that of the file."""
        published = self._manager.store.registry[RECOGNISER].sha256
        if published is not None:
            return published
        return self._manager.store.sha256(self._manager.store.find(RECOGNISER))


def portrait(template: Template, alignment: str, side: int, values: Range) -> Floats:
    """``(1, 3, side, side)`` float32: the template's face, planes of RGB."""
    matrix = to_square(five_points(template.landmarks), alignment, side)
    return np.asarray(
        planes(crop(template.texture, matrix, side), values.mean, values.std), np.float32
    )


def unit(vector: Floats) -> Floats:
    """Of length 1; not a number where it has none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(vector / np.linalg.norm(vector), np.float32)
