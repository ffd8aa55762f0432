"""The last step before the sinks: pictures that may leave get background, size and badge.

It never sees the camera's picture: what it changes are `SafeFrame`s, so that nothing it does, and
no fault of its own, can bring the wearer back. Where it fails, the card leaves.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace

from app.frame import Image, SafeFrame, Verdict
from app.pipeline.finish.backdrop import Backdrop
from app.pipeline.finish.badge import Badge
from app.pipeline.finish.options import Background, FinishOptions, Fit
from app.pipeline.framing import Framing
from app.pipeline.guard.card import card
from app.pipeline.sources.stills import read_picture

KEPT = 6
"""Finished pictures that are kept: every sink asks for the same one, and not at the same time."""


class Finisher:
    """For any thread.

    Args:
        width, height: Of the pictures that come, in pixels.
        plain_card: The guard's card, of that size; in its place goes one of the output's size.
        options: See `FinishOptions`. Size and rate hold for good, the rest can be exchanged.

    Raises:
        SourceError: The background's picture cannot be read.
        ModelError: The segmentation's net, or the badge's file, is missing.
    """

    def __init__(
        self, width: int, height: int, plain_card: Image, options: FinishOptions | None = None
    ) -> None:
        options = options or FinishOptions()
        self._source = width, height
        self._plain_card = plain_card
        size = options.size
        self.size = self._source if size is None else (size.width, size.height)
        self._card = plain_card if self.size == self._source else card(*self.size)
        self._lock = threading.Lock()
        self._done: OrderedDict[int, tuple[Image, Image]] = OrderedDict()
        """Identity of what came → it, so that its identity stays its own, and what left for it."""
        self.options = options

    @property
    def options(self) -> FinishOptions:
        return self._options

    @options.setter
    def options(self, options: FinishOptions) -> None:
        """Takes effect with the next picture. May take as long as reading a picture takes.

        Raises:
            SourceError, ModelError: As the constructor; then all stays as it was.
        """
        framing = Framing(self._source, self.size, options.fit)
        backdrop = self._backdrop(options)
        badge = Badge(*self.size) if options.badge else None
        with self._lock:
            self._options, self._framing = options, framing
            self._behind, self._badge = backdrop, badge
            self._done.clear()

    def _backdrop(self, options: FinishOptions) -> Backdrop | None:
        if options.background is Background.AS_IS:
            return None
        if options.background is Background.BLUR or options.picture is None:
            return Backdrop()
        picture = read_picture(options.picture)
        shown = Framing((picture.shape[1], picture.shape[0]), self._source, Fit.CROP)
        return Backdrop(shown.apply(picture))

    def framed(self, image: Image) -> Image:
        """A picture of the source's size in the output's, without anything else: for the wearer's
        own eyes, beside what leaves."""
        with self._lock:
            framing = self._framing
        return framing.apply(image)

    def finish(self, safe: SafeFrame) -> SafeFrame:
        """What leaves in the place of `safe`.

        Raises:
            Exception: Whatever the net or the picture raises; then nothing of `safe` may leave.
        """
        if safe.image is self._plain_card:
            return self.card(safe)
        with self._lock:
            known = self._done.get(id(safe.image))
            image = known[1] if known is not None else self._finished(safe)
            self._done[id(safe.image)] = safe.image, image
            self._done.move_to_end(id(safe.image))
            while len(self._done) > KEPT:
                self._done.popitem(last=False)
        return safe if image is safe.image else replace(safe, image=image)

    def card(self, safe: SafeFrame) -> SafeFrame:
        """The card of the output's size in the place of `safe`. Does not fail."""
        return replace(safe, image=self._card, verdict=Verdict.SHIELDED)

    def _finished(self, safe: SafeFrame) -> Image:
        image = safe.image
        if self._behind is not None:
            # Over a mosaic the net is not to be believed. A picture that is held is known here:
            # it left before.
            shielded = safe.verdict is Verdict.SHIELDED
            image = self._behind.nobody(image) if shielded else self._behind.behind(image)
        image = self._framing.apply(image)
        if self._badge is not None:
            image = self._badge.put(image)
        if image is not safe.image:
            image.setflags(write=False)
        return image
