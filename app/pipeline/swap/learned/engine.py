"""The learned engine: any `Drawer` between the camera's picture and a patch."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from app.errors import ModelError
from app.frame import Face, Floats, Frame, Image, Patch
from app.pipeline.complaints import Complaints
from app.pipeline.swap.camera import Camera
from app.pipeline.swap.learned.base import Drawer, Made
from app.pipeline.swap.learned.colour import Match, field_of, skin_of
from app.pipeline.swap.learned.masks import FaceMask
from app.pipeline.swap.learned.patch import (
    Cut,
    Roi,
    cover,
    margin_of,
    outline_of,
    place,
    rescaled,
    times,
)
from app.pipeline.swap.options import SwapOptions
from app.pipeline.swap.sharpen import sharpened
from app.templates.template import Template

log = logging.getLogger(__name__)

HONOURS = frozenset({"blend_strength", "color_correction", "face_scale", "sharpen"})


@dataclass(slots=True)
class _Memory:
    """What is kept of one track from frame to frame."""

    template_id: str
    match: Match = field(default_factory=Match)
    camera: Camera = field(default_factory=Camera)
    last: float | None = None


class LearnedSwapper:
    """A `ManySwapper`. Use from one thread, except where `Swapper` says otherwise.

    Args:
        drawer: The network. The swapper closes it.
        options: Replaced live.
        mask: What may stay in front of the stand-in outside the inner face; None: nothing.

    Attributes:
        options: See `Swapper`.
        mask: Replaced by any thread at any time; whoever replaces one closes it.
    """

    def __init__(
        self, drawer: Drawer, options: SwapOptions | None = None, mask: FaceMask | None = None
    ) -> None:
        self.options = options or SwapOptions()
        self.mask = mask
        self._drawer = drawer
        self._memory: dict[int, _Memory] = {}
        self._complain = Complaints(log)

    @property
    def honours(self) -> frozenset[str]:
        return HONOURS

    @property
    def name(self) -> str:
        return self._drawer.name

    @property
    def drawer(self) -> Drawer:
        """The network."""
        return self._drawer

    @property
    def provider(self) -> str:
        return self._drawer.provider

    @property
    def notes(self) -> tuple[str, ...]:
        """What went otherwise than asked for, each one sentence."""
        return self._drawer.notes

    def prepare(self, template: Template) -> None:
        """See `Swapper.prepare`."""
        self._drawer.prepare(template)

    def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
        """See `Swapper.swap`.

        Raises:
            ModelError: The network failed, or gave no picture, or the wearer's own face.
            ValueError: The face has no sound landmarks, or lies outside the picture.
        """
        cut = self._cut(frame, face)
        return self._patch(cut, self._drawer.draw(cut.square, template), template)

    def swap_all(
        self, frame: Frame, faces: Sequence[Face], template: Template
    ) -> list[Patch | Exception]:
        """See `ManySwapper.swap_all`: all squares go through the network at once, if it can."""
        results: list[Patch | Exception] = []
        cuts: dict[int, Cut] = {}
        for number, face in enumerate(faces):
            results.append(ModelError(f"{self.name} did not draw this face"))
            try:
                cuts[number] = self._cut(frame, face)
            except Exception as error:
                results[number] = error
        try:
            squares = [cut.square for cut in cuts.values()]
            drawn = self._drawer.draw_all(squares, template) if squares else []
            made: dict[int, Made] = dict(zip(cuts, drawn, strict=True))
        except Exception:
            made = {}  # one of them may have spoilt it for all: each alone
        for number, cut in cuts.items():
            try:
                one = made.get(number) or self._drawer.draw(cut.square, template)
                results[number] = self._patch(cut, one, template)
            except Exception as error:
                results[number] = error
        return results

    def forget(self, track_id: int) -> None:
        """See `Swapper.forget`."""
        self._memory.pop(track_id, None)

    def close(self) -> None:
        """See `Swapper.close`."""
        try:
            self._drawer.close()
        finally:
            if self.mask is not None:
                self.mask.close()

    def _cut(self, frame: Frame, face: Face) -> Cut:
        return Cut.of(frame, face, self._drawer.alignment, self._drawer.side)

    def _patch(self, cut: Cut, made: Made, template: Template) -> Patch:
        """What the network drew, as the camera would have seen it, in its place."""
        side = self._drawer.side
        _check(made, side, self.name)
        if cut.is_unchanged(made.pixels):
            raise ModelError(
                f"{self.name} gives the face back as it was; get its file again, or choose "
                "another model"
            )
        frame, face = cut.frame, cut.face
        memory = self._remembered(face.track_id, template)
        now = frame.time
        dt = max(0.0, now - memory.last) if memory.last is not None else 0.0
        memory.last = now

        options = self.options  # once: another thread may exchange it
        human = template.kind == "human"
        memory.match.update(skin_of(cut.square, cut.points), skin_of(made.pixels, cut.points), dt)
        pixels = memory.match.apply(made.pixels, options.color_correction if human else 0.0)
        bare = field_of(pixels, cut.points) if options.blend_strength < 1 else None
        if options.face_scale != 0.5:
            pixels = rescaled(pixels, cut.points, options.face_scale)

        outline = outline_of(face.landmarks)
        roi = Roi.of(frame, outline, margin_of(face))
        mask = cover(cut, roi, outline, made.mask, self._seen(frame, face))
        drawn = place(pixels, cut.matrix, roi)
        drawn = memory.camera.develop(frame.image, drawn, None, face.box, (roi.x, roi.y))
        # Users' wishes last: the camera is not to work against them.
        if options.sharpen > 0:
            drawn = sharpened(drawn, options.sharpen, face.box.height)
        if bare is not None:
            drawn = _faded(drawn, bare, cut, roi, options.blend_strength)
        return Patch(drawn, mask, roi.x, roi.y, face.track_id, frame.index)

    def _remembered(self, track_id: int, template: Template) -> _Memory:
        memory = self._memory.get(track_id)
        if memory is None or memory.template_id != template.id:
            memory = self._memory[track_id] = _Memory(template.id)
        return memory

    def _seen(self, frame: Frame, face: Face) -> tuple[Image, Floats] | None:
        """The mask of what is before the face. Where it fails more is covered, never less."""
        if self.mask is None:
            return None
        try:
            return self.mask.mask(frame.image, face.landmarks)
        except Exception as error:
            what = "the mask of what is before the face failed"
            self._complain(what, error, so="that is painted over")
            return None


def _faded(drawn: Image, bare: Image, cut: Cut, roi: Roi, share: float) -> Image:
    """The drawn face with its features faded into a field without any, which covers as much."""
    matrix = times(cut.matrix, bare.shape[0] / cut.square.shape[0])
    field = roi.warp(bare, matrix, cv2.INTER_LINEAR, cv2.BORDER_REPLICATE)
    return np.asarray(cv2.addWeighted(drawn, share, field, 1 - share, 0), np.uint8)


def _check(made: Made, side: int, name: str) -> None:
    """
    Raises:
        ModelError: It is no picture of this size.
    """
    for array, shape in ((made.pixels, (side, side, 3)), (made.mask, (side, side))):
        if array is not None and (array.shape != shape or array.dtype != np.uint8):
            raise ModelError(f"{name} drew {array.shape} {array.dtype}, not {shape} uint8")
