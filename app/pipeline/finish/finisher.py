"""The last step before the sinks: pictures that may leave get background, size and badge.

With an `Upscaler` they are made larger by a network, between background and size.

It never sees the camera's picture: what it changes are `SafeFrame`s, so that nothing it does, and
no fault of its own, can bring the wearer back. Where it fails, the card leaves.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace

import cv2
import numpy as np

from app.errors import UsageError
from app.frame import Image, SafeFrame, Verdict
from app.pipeline.finish.backdrop import Backdrop
from app.pipeline.finish.badge import Badge
from app.pipeline.finish.options import MAX_SIDE, Background, FinishOptions, Fit
from app.pipeline.framing import Framing
from app.pipeline.guard.card import card
from app.pipeline.sources.stills import read_picture
from app.pipeline.upscale.base import Alive, Upscaler, silent

KEPT = 6
"""Finished pictures that are kept: every sink asks for the same one, and not at the same time."""


class Finisher:
    """For any thread.

    Args:
        width, height: Of the pictures that come, in pixels.
        plain_card: The guard's card, of that size; in its place goes one of the output's size.
        options: See `FinishOptions`. Size and rate hold for good, the rest can be exchanged.
        upscaler: Makes them larger, for good; closed with it. None: they keep their size.
        alive: Called on the thread of `finish`, while a network is at work.

    Raises:
        UsageError: The upscaler would make pictures that are too large for any output.
        SourceError: The background's picture cannot be read.
        ModelError: The segmentation's net, or the badge's file, is missing.
    """

    def __init__(
        self,
        width: int,
        height: int,
        plain_card: Image,
        options: FinishOptions | None = None,
        upscaler: Upscaler | None = None,
        alive: Alive = silent,
    ) -> None:
        options = options or FinishOptions()
        self._source = width, height
        self._upscaler, self._alive = upscaler, alive
        self._closed = threading.Event()
        scale = 1 if upscaler is None else upscaler.scale
        self._large = scale * width, scale * height
        if max(self._large) > MAX_SIDE:
            raise UsageError(
                f"{width}×{height} would become {self._large[0]}×{self._large[1]}, and {MAX_SIDE} "
                "is the most; take a smaller source, or an upscaler of a smaller scale"
            )
        self._plain_card = plain_card
        size = options.size
        self.size = self._large if size is None else (size.width, size.height)
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
        framing = Framing(self._large, self.size, options.fit)
        own = Framing(self._source, self.size, options.fit)
        backdrop = self._backdrop(options)
        badge = Badge(*self.size) if options.badge else None
        with self._lock:
            self._options, self._framing, self._own = options, framing, own
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
        return self._own.apply(image)

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

    def close(self) -> None:
        """The run ends, or is to: what is yet to come is enlarged without the network, so that
        nobody waits for it. From any thread; may be called twice."""
        self._closed.set()
        # Or an engine and its finisher keep one another, and all that they hold, until Python
        # happens to look for such pairs.
        self._alive = silent
        if self._upscaler is not None:
            self._upscaler.close()

    def _finished(self, safe: SafeFrame) -> Image:
        image = safe.image
        # Over a mosaic no net is to be believed. A picture that is held is known here: it left
        # before.
        shielded = safe.verdict is Verdict.SHIELDED
        if self._behind is not None:
            image = self._behind.nobody(image) if shielded else self._behind.behind(image)
        if self._upscaler is not None:
            image = self._enlarged(image, self._upscaler, plain=shielded)
        image = self._framing.apply(image)
        if self._badge is not None:
            image = self._badge.put(image)
        if image is not safe.image:
            image.setflags(write=False)
        return image

    def _enlarged(self, image: Image, upscaler: Upscaler, *, plain: bool) -> Image:
        """
        Args:
            plain: By interpolation alone: a network would invent a face in a mosaic.

        Raises:
            Exception: Whatever the network raises, as long as the run goes on.
        """
        width, height = self._large
        if not plain and not self._closed.is_set():
            try:
                large = upscaler.upscale(image, self._alive)
                if large.shape != (height, width, 3) or large.dtype != np.uint8:
                    raise ValueError(f"{upscaler.name} gave a picture of another kind")
                return large
            except Exception:
                if not self._closed.is_set():
                    raise
        resized = cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR)
        return np.asarray(resized, np.uint8)
