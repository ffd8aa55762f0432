"""Every network of the contract table, as a `Drawer`."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np

from app.errors import ModelError, UsageError
from app.frame import Floats, Image
from app.inference.tensors import picture, planes
from app.models.manager import ModelManager
from app.pipeline.swap.learned.base import Made
from app.pipeline.swap.learned.boost import FACTORS, join, split
from app.pipeline.swap.learned.identity import Sources
from app.pipeline.swap.learned.table import TABLE, Row
from app.templates.template import Template

BOOSTED = 128
"""Side of the networks that pixel boost is for: larger ones draw more than they would gain."""
KEPT = 8
"""Templates whose source stays ready."""
FLAT = 8
"""Levels between the darkest and the brightest pixel below which a square shows nothing."""


class NetDrawer:
    """See `app.pipeline.swap.learned.base.Drawer`. `draw` is for one thread, `prepare` for any.

    Args:
        row: The network's terms.
        manager: Has it. It stays loaded until `close`.
        boost: 1, 2 or 4: side of the square over the network's, for networks of 128 pixels.

    Raises:
        UsageError: There is no such boost.
        ModelError: The network is missing, or is another than its name says.
    """

    def __init__(self, row: Row, manager: ModelManager, boost: int = 1) -> None:
        if boost not in FACTORS:
            raise UsageError(f"pixel boost {boost} does not exist: it is 1, 2 or 4")
        self.row = row
        self._boost = boost if row.side == BOOSTED and row.own is None else 1
        self._manager = manager
        self._sources = Sources(manager)
        self._ready: dict[str, tuple[Image, Floats]] = {}
        self._preparing = threading.Lock()
        self._buffer = np.empty((0, 3, row.side, row.side), np.float32)
        if row.own is None:
            self._key = row.name
            self._net = manager.get(row.name)
        else:
            self._key = str(row.own.path)
            self._net = manager.get_file(row.own.path, row.own.contract)
        self._open = True
        self._batches = self._net.batch is None
        self.notes: tuple[str, ...] = tuple(self._net.notes)
        if boost != self._boost:
            self.notes += (f"{row.name} draws {row.side} pixels as it is, without pixel boost",)

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def provider(self) -> str:
        return str(self._net.provider)

    @property
    def alignment(self) -> str:
        return self.row.alignment

    @property
    def side(self) -> int:
        return self.row.side * self._boost

    def prepare(self, template: Template) -> None:
        """See `Drawer.prepare`."""
        self._source(template)

    def draw(self, square: Image, template: Template) -> Made:
        """See `Drawer.draw`."""
        return self.draw_all([square], template)[0]

    def draw_all(self, squares: Sequence[Image], template: Template) -> list[Made]:
        """See `Drawer.draw_all`."""
        source = self._source(template)
        parts = [part for square in squares for part in split(square, self._boost)]
        drawn = self._run(parts, source)
        count = self._boost**2
        if count > 1:
            pixels = [part.pixels for part in drawn]
            groups = (pixels[i : i + count] for i in range(0, len(pixels), count))
            drawn = [Made(join(group, self._boost)) for group in groups]
        for made in drawn:
            if int(made.pixels.max()) - int(made.pixels.min()) < FLAT:
                raise ModelError(f"{self.name} drew nothing; try another provider or precision")
        return drawn

    def close(self) -> None:
        """See `Drawer.close`."""
        if self._open:
            self._open = False
            self._manager.release(self._key)

    def _run(self, squares: Sequence[Image], source: Floats) -> list[Made]:
        count, side = len(squares), self.row.side
        if len(self._buffer) < count:
            self._buffer = np.empty((count, 3, side, side), np.float32)
        target = self._buffer[:count]
        takes, gives = self.row.takes, self.row.gives
        for i, square in enumerate(squares):
            planes(square, takes.mean, takes.std, out=target[i : i + 1])
        at_once = count if self._batches else 1
        sources = np.repeat(source, at_once, axis=0)
        own = self.row.own
        result: list[Made] = []
        for i in range(0, count, at_once):
            part = target[i : i + at_once]
            outputs = self._net.run(target=own.laid(part) if own else part, source=sources)
            faces = own.planes(outputs[0]) if own else outputs[0]
            if faces.shape != (at_once, 3, side, side):
                raise ModelError(f"{self.name} gave {faces.shape} where pictures were expected")
            masks = own.masks(outputs, side) if own else None
            result += [
                Made(picture(face, gives.mean, gives.std), None if masks is None else masks[k])
                for k, face in enumerate(faces)
            ]
        return result

    def _source(self, template: Template) -> Floats:
        """What the network is told about the template: made once, then kept."""
        source = self._kept(template)  # without waiting for another that is being made
        if source is not None:
            return source
        with self._preparing:
            source = self._kept(template)
            if source is not None:
                return source
            source = self._sources.of(self.row, template)
            self._ready[template.id] = template.texture, source
            while len(self._ready) > KEPT:
                del self._ready[next(iter(self._ready))]
            return source

    def _kept(self, template: Template) -> Floats | None:
        known = self._ready.get(template.id)
        # A blend that was made anew has the same id and another picture.
        return known[1] if known is not None and known[0] is template.texture else None


def drawer_for(name: str, manager: ModelManager, boost: int = 1) -> NetDrawer:
    """The network of that registry name.

    Raises:
        UsageError: It is not in the contract table, or there is no such boost.
        ModelError: It is missing, or is another network than its name says.
    """
    row = TABLE.get(name)
    if row is None:
        raise UsageError(f"there is no swap network '{name}'; there are {', '.join(TABLE)}")
    return NetDrawer(row, manager, boost)
