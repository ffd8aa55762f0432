"""Faces drawn as well as the computer can at the camera's rate: less where it cannot keep up."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from app.frame import Face, Frame, Patch
from app.pipeline.restore.options import RestoreOptions
from app.pipeline.restore.swapper import RestoringSwapper
from app.pipeline.swap.base import ManySwapper, Swapper
from app.pipeline.swap.options import SwapOptions
from app.templates.template import Template

log = logging.getLogger(__name__)

SHARE = 0.85
"""Of the time between two frames, what drawing may take: pasting and judging want the rest."""
SLOW = 2.0
"""Seconds of too slow frames until a level is given up: a hiccup is none."""
PROBE_SLOW = 1.0
"""The same on a level that was given up before and is tried again."""
FEWEST = 5
"""Frames from which their median says something."""
CALM = 15.0
"""Seconds on a level until the better one is tried again; twice as long after each try in vain."""
LONGEST_CALM = 300.0


class Pace:
    """Decides on which level to draw: 0 is the best. For one thread.

    Args:
        levels: How many there are.
        period: Seconds between two frames of the source.
        clock: Seconds that only grow.
    """

    def __init__(
        self, levels: int, period: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.level = 0
        self._levels = levels
        self._budget = SHARE * period
        self._clock = clock
        self._calm = [CALM] * levels
        self._probing = False
        self._endless = 0
        """Frames in a row that were slower than the window."""
        self._enter(0)

    def note(self, seconds: float) -> bool:
        """Takes in what one frame cost.

        Args:
            seconds: For all its faces, on the present level.

        Returns:
            Whether `level` is another now.
        """
        now = self._clock()
        self._costs.append((now, seconds))
        window = PROBE_SLOW if self._probing else SLOW
        while self._costs and now - self._costs[0][0] > window:
            self._costs.popleft()
        # Frames slower than the window never come in fives; but one alone is a hiccup.
        self._endless = self._endless + 1 if seconds >= window else 0
        too_early = now - self._since < window or len(self._costs) < FEWEST
        if too_early and self._endless < 2:
            return False
        if median(cost for _, cost in self._costs) > self._budget:
            if self.level + 1 == self._levels:
                return False
            if self._probing:
                self._calm[self.level] = min(LONGEST_CALM, 2 * self._calm[self.level])
            self._enter(self.level + 1)
            return True
        self._probing = False
        if self.level and now - self._since >= self._calm[self.level - 1]:
            self._enter(self.level - 1, probing=True)
            return True
        return False

    def _enter(self, level: int, *, probing: bool = False) -> None:
        self.level = level
        self._probing = probing
        self._since = self._clock()
        self._costs: deque[tuple[float, float]] = deque()
        self._endless = 0


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """One way of drawing.

    Attributes:
        swapper: Draws.
        without: What is left out against level 0: ``enhancer``, ``boost``, ``engine``; the last
            one that was let go of. Empty for level 0.
    """

    swapper: Swapper
    without: str = ""


class AdaptiveSwapper:
    """A `Swapper` of several: the best that keeps up. Swap from one thread.

    Args:
        levels: The best first; at least one. Owned: closed with this one.
        period: Seconds between two frames of the source.
        notice: Told `Level.without` whenever it is another, on the thread that draws.
        clock: Seconds that only grow; both what a frame took and when.
    """

    def __init__(
        self,
        levels: Sequence[Level],
        period: float,
        notice: Callable[[str], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._levels = tuple(levels)
        self._pace = Pace(len(self._levels), period, clock)
        self._notice = notice
        self._clock = clock
        self._frame: int | None = None
        self._spent = 0.0

    @property
    def options(self) -> SwapOptions:
        """See `Swapper.options`."""
        return self._levels[0].swapper.options

    @options.setter
    def options(self, options: SwapOptions) -> None:
        for level in self._levels:
            level.swapper.options = options

    @property
    def restore_options(self) -> RestoreOptions | None:
        """How the enhancer is used; None where there is none. Replaced by any thread."""
        return next((one.restore_options for one in self._restoring()), None)

    @restore_options.setter
    def restore_options(self, options: RestoreOptions) -> None:
        for one in self._restoring():
            one.restore_options = options

    @property
    def trouble(self) -> str:
        """Why faces are not enhanced though they should be, in a line; empty where all is well."""
        return next((one.trouble for one in self._restoring()), "")

    @property
    def level(self) -> Level:
        """The present one."""
        return self._levels[self._pace.level]

    @property
    def swappers(self) -> tuple[Swapper, ...]:
        """Of all levels, the best first."""
        return tuple(level.swapper for level in self._levels)

    @property
    def honours(self) -> frozenset[str]:
        """See `Swapper.honours`."""
        return self.level.swapper.honours

    @property
    def name(self) -> str:
        return self.level.swapper.name

    @property
    def provider(self) -> str:
        return self.level.swapper.provider

    def prepare(self, template: Template) -> None:
        """See `Swapper.prepare`: on all levels, so that none begins with a slow frame."""
        for level in self._levels:
            level.swapper.prepare(template)

    def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
        """See `Swapper.swap`."""
        (made,) = self.swap_all(frame, (face,), template)
        if isinstance(made, Exception):
            raise made
        return made

    def swap_all(
        self, frame: Frame, faces: Sequence[Face], template: Template
    ) -> list[Patch | Exception]:
        """See `ManySwapper.swap_all`. What the present level cannot draw is not drawn on another:
        an engine that fails is to be seen to fail, and a frame without a patch is shielded."""
        self._begin(frame.index)
        swapper = self.level.swapper
        start = self._clock()
        try:
            if len(faces) > 1 and isinstance(swapper, ManySwapper):
                return swapper.swap_all(frame, faces, template)
            return [_one(swapper, frame, face, template) for face in faces]
        finally:
            self._spent += self._clock() - start

    def forget(self, track_id: int) -> None:
        """See `Swapper.forget`."""
        for level in self._levels:
            level.swapper.forget(track_id)

    def close(self) -> None:
        """See `Swapper.close`. One that raises does not keep the others open."""
        errors = []
        for level in self._levels:
            try:
                level.swapper.close()
            except Exception as error:
                errors.append(error)
        if errors:
            raise errors[0]

    def _restoring(self) -> list[RestoringSwapper]:
        return [one for one in self.swappers if isinstance(one, RestoringSwapper)]

    def _begin(self, index: int) -> None:
        """Between two frames: what the last one took decides how this one is drawn."""
        if index == self._frame:
            return
        before, self._frame = self._frame, index
        spent, self._spent = self._spent, 0.0
        if before is None or not self._pace.note(spent):
            return
        level = self.level
        log.info("faces are drawn %s", f"without {level.without}" if level.without else "in full")
        if self._notice is not None:
            self._notice(level.without)


def _one(swapper: Swapper, frame: Frame, face: Face, template: Template) -> Patch | Exception:
    try:
        return swapper.swap(frame, face, template)
    except Exception as error:
        return error
