"""The mesh engine: one call turns a tracked face and a template into a patch."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, fields

import cv2
import numpy as np

from app.frame import N_MESH, Box, Face, Floats, Frame, Image, Patch
from app.pipeline.complaints import Complaints
from app.pipeline.swap.camera import Camera
from app.pipeline.swap.mesh.complexion import Complexion
from app.pipeline.swap.mesh.light import FLATTEN, Light
from app.pipeline.swap.mesh.mirror import Mirror, Sight
from app.pipeline.swap.mesh.neutral import Neutral, NeutralFit, Reader
from app.pipeline.swap.mesh.placement import (
    Head,
    Placement,
    Wearer,
    place,
    with_irises,
)
from app.pipeline.swap.mesh.raster import draw
from app.pipeline.swap.mesh.relief import Relief
from app.pipeline.swap.mesh.skin import (
    LEVELS_PER_OCTAVE,
    N_LEVELS,
    TONE_FLOOR,
    PreparedTemplate,
    prepare,
    smooth_basis,
    vertex_tone,
)
from app.pipeline.swap.mesh.topology import (
    CLOSED,
    EYES,
    LOWER_LID,
    LOWER_LIP,
    MOUTH,
    N_EYE,
    OPENED,
    OVER,
    RIM,
    SKIN,
    UPPER_LID,
    UPPER_LIP,
    topology,
)
from app.pipeline.swap.options import SwapOptions, Tone
from app.pipeline.swap.sharpen import sharpened
from app.templates.template import IRIS_SHARE, Template

log = logging.getLogger(__name__)

MAX_HEIGHT = 420
"""Pixels of face above which the patch is drawn smaller and enlarged: the template's own face has
no more than 600, and a 4K close-up would cost four times as much."""
KEPT_TEMPLATES = 4
"""Templates that stay ready; each takes some 10 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class _Prepared:
    """A template, ready."""

    template: PreparedTemplate
    neutral: Neutral


@dataclass(slots=True)
class _Memory:
    """What is kept of one track from frame to frame."""

    template_id: str
    neutral: NeutralFit
    wearer: Wearer
    complexion: Complexion
    light: Light = field(default_factory=Light)
    relief: Relief = field(default_factory=Relief)
    camera: Camera = field(default_factory=Camera)
    last: float | None = None


class MeshSwapper:
    """The `Swapper` that needs nothing but the tracker. Use from one thread."""

    def __init__(self, options: SwapOptions | None = None) -> None:
        self.options = options or SwapOptions()
        self._prepared: dict[str, _Prepared] = {}
        self._memory: dict[int, _Memory] = {}
        self._reader = Reader()
        self._mirror = Mirror()
        self._complain = Complaints(log)
        opacity = np.ones(OVER, np.float32)
        opacity[RIM:EYES] = 0
        self._opacity = opacity

    @property
    def honours(self) -> frozenset[str]:
        return frozenset(one.name for one in fields(SwapOptions))

    @property
    def name(self) -> str:
        return "mesh"

    @property
    def provider(self) -> str:
        return "cpu"

    def prepare(self, template: Template) -> _Prepared:
        """See `Swapper.prepare`."""
        ready = self._prepared.get(template.id)
        if ready is None:
            prepared = prepare(template)
            # A reader of its own: this may be another thread than the one that draws.
            ready = _Prepared(prepared, Neutral.of(prepared.target, Reader()))
            self._prepared[template.id] = ready
            while len(self._prepared) > KEPT_TEMPLATES:
                self._prepared.pop(next(iter(self._prepared)), None)
        return ready

    def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
        """See `Swapper.swap`."""
        if not np.isfinite(face.landmarks).all():
            # Raised before anything is learnt from it: what is kept of the track must stay sound.
            raise ValueError(f"the landmarks of track {face.track_id} are not numbers")
        ready = self.prepare(template)
        prepared = ready.template
        memory = self._memory.get(face.track_id)
        if memory is None or memory.template_id != template.id:
            fit = NeutralFit(ready.neutral, self._reader)
            kept = (memory.wearer, memory.complexion) if memory else (Wearer(), Complexion())
            memory = _Memory(template.id, fit, *kept)
            self._memory[face.track_id] = memory
        now = frame.time
        dt = max(0.0, now - memory.last) if memory.last is not None else 0.0
        memory.last = now

        options = self.options  # once: another thread may exchange it
        shape = options.shape
        head = Head.of(face)
        resting = memory.wearer.learn(head.points, head.yaw, dt)
        target = memory.neutral.follow(resting, shape)
        sight = memory.neutral.sight
        placed = place(head, resting, prepared, target, shape, sight, options.face_scale)
        human = template.kind == "human"
        recolour = human and options.tone is Tone.TEMPLATE
        tone = 1.0 if recolour else options.color_correction if human else 0.0
        wearer = vertex_tone(frame.image, face.landmarks)
        gains = memory.light.update(frame.image, wearer, face.landmarks, prepared, dt, tone)
        tint = None
        if recolour:
            # Matched to the wearer first, then changed with them: both sides of the edge alike.
            tint = memory.complexion.towards(prepared, frame.image, wearer, face.landmarks, dt)
            gains[:EYES] *= tint.gain
        relief = memory.relief.shade(wearer, face.landmarks, placed.points, prepared, dt)
        shaded = gains.copy()
        # Features with the wearer's own proportions would be shaded into their face again.
        shaded[:N_MESH] *= np.exp(shape * relief)[:, None]
        x0, y0, x1, y1 = _bounds(placed.points).clipped(frame.width, frame.height)
        if x1 - x0 < 2 or y1 - y0 < 2:
            raise ValueError(f"the face of track {face.track_id} lies outside the picture")
        shrink = min(1.0, MAX_HEIGHT / max(1.0, face.box.height))
        level = _level(prepared, placed.scale * shrink)
        drawn, mask = self._draw(placed, shaded, prepared, (x0, y0, x1, y1), shrink, level)
        pixels = memory.camera.develop(frame.image, drawn, mask, face.box, (x0, y0))
        if sight.due():
            patch = Patch(pixels, mask, x0, y0, face.track_id, frame.index)
            self._look(frame, face, patch, head, placed, sight)
        # Users' wishes last: neither camera nor mirror is to work against them.
        if options.sharpen > 0:
            pixels = sharpened(pixels, options.sharpen, face.box.height)
        if options.blend_strength < 1:
            bare = self._bare(placed, gains, prepared, (x0, y0, x1, y1), shrink)
            share = options.blend_strength
            faded = np.asarray(cv2.addWeighted(pixels, share, bare, 1 - share, 0), np.uint8)
            pixels = pixels.copy()
            cv2.copyTo(faded, mask, pixels)
        # A turned cheek ends where its last triangle does: without this, in steps. Beyond the drawn
        # pixels lie the frame's own (see `Camera.develop`), so the edge has no rim of black.
        mask = np.asarray(cv2.blur(mask, (5, 5)), np.uint8)
        return Patch(pixels, mask, x0, y0, face.track_id, frame.index, tint)

    def forget(self, track_id: int) -> None:
        """See `Swapper.forget`."""
        self._memory.pop(track_id, None)

    def close(self) -> None:
        """See `Swapper.close`: there is nothing to give back."""

    def _look(
        self, frame: Frame, face: Face, patch: Patch, head: Head, placed: Placement, sight: Sight
    ) -> None:
        """Takes in how the drawn face is seen. A look that fails costs the next frames some
        exactness, and this one, which is drawn already, nothing."""
        at = patch.x, patch.y
        try:
            seen = self._mirror.look(frame.image, patch.pixels, patch.mask, at, face.landmarks)
            if seen is not None:
                sight.learn(head, with_irises(placed.mesh, placed.gaze), head.take(seen))
        except Exception as error:
            self._complain("the drawn face could not be looked at", error, so="it stays drawn")

    def _draw(
        self,
        placed: Placement,
        gains: Floats,
        prepared: PreparedTemplate,
        bounds: tuple[int, int, int, int],
        shrink: float,
        level: int,
    ) -> tuple[Image, Image]:
        """Patch pixels ``(h, w, 3)`` and mask ``(h, w)`` for `bounds` of the frame."""
        local, (h, w) = _in_patch(placed.points, bounds, shrink)
        topo = topology()
        texture, closed, opened = (
            levels[level] for levels in (prepared.levels, prepared.closed, prepared.opened)
        )
        # Texels per pixel of the patch decide the level; both pictures are fixed to the head.
        per_unit = placed.scale * w / (bounds[2] - bounds[0])
        eye_texels = IRIS_SHARE * prepared.eyeball[0].shape[0] / 2 / prepared.iris / per_unit
        mouth_texels = prepared.inside[0].shape[1] / prepared.mouth_width / per_unit
        eyeball = _halved(prepared.eyeball, eye_texels)
        inside = _halved(prepared.inside, mouth_texels)
        at, over = placed.texcoords, prepared.view_texcoords
        shut = topo.view < 2
        texcoords = np.concatenate(
            (
                _on_level(at[:EYES], texture, prepared.levels[0]),
                _on_level(at[EYES:MOUTH], eyeball, prepared.eyeball[0]),
                _on_level(at[MOUTH:], inside, prepared.inside[0]),
                _on_level(over[shut], closed, prepared.closed[0]),
                _on_level(over[~shut], opened, prepared.opened[0]),
            )
        )
        cover = topo.share * placed.doing[topo.view]
        opacity = np.concatenate((self._opacity, cover))
        # A slit thinner than a pixel shows as much less of what lies behind it.
        for side in (0, 1):
            start = EYES + side * N_EYE
            opacity[start : start + N_EYE] = _gap(local, UPPER_LID[side], LOWER_LID[side])
        opacity[MOUTH:OVER] = _gap(local, UPPER_LIP, LOWER_LIP)
        depth = placed.points[:, 2]
        depth = np.concatenate((depth, depth[topo.twins]))[topo.triangles].sum(axis=1)
        # A view lies on its twin, which has the same depth and a lower number: the sort is stable.
        order = np.lexsort((-depth, topo.rank)).astype(np.int32)
        for layer, doing in ((CLOSED, placed.doing[:2]), (OPENED, placed.doing[2:])):
            if not doing.any():
                order = order[topo.layer[order] != layer]
        pixels, mask = draw(
            (h, w),
            np.concatenate((local, local[topo.twins])).astype(np.float32),
            texcoords,
            np.concatenate((gains, gains[topo.twins])),
            prepared.tinted,
            opacity,
            topo.triangles,
            topo.layer,
            topo.edge,
            order,
            (texture, eyeball, inside, closed, opened),
        )
        return _sized(pixels, bounds), _sized(mask, bounds)

    def _bare(
        self,
        placed: Placement,
        gains: Floats,
        prepared: PreparedTemplate,
        bounds: tuple[int, int, int, int],
        shrink: float,
    ) -> Image:
        """Skin ``(h, w, 3)`` in the wearer's light, without any feature: all that is in it is the
        smooth field of `Light`, on a smooth field of the template's tone."""
        local, (h, w) = _in_patch(placed.points, bounds, shrink)
        topo = topology()
        # `Light` has taken the template's own shading out, and here there is none.
        smooth = smooth_basis() @ (prepared.flatten @ prepared.tone) + FLATTEN * prepared.shading
        colours = np.empty((EYES, 3), np.float32)
        colours[:N_MESH] = (np.exp(smooth) - TONE_FLOOR) / 255
        colours[RIM:] = colours[topo.oval]
        skin = topo.triangles[topo.layer == SKIN]
        white = np.full((2, 2, 3), 255, np.uint8)
        pixels, _ = draw(
            (h, w),
            local,
            np.zeros((EYES, 2), np.float32),
            colours * gains[:EYES],
            np.full((EYES, 3), 1 / 255, np.float32),
            self._opacity[:EYES],
            skin,
            np.zeros(len(skin), np.int32),
            np.full(len(skin), -1, np.int32),
            np.arange(len(skin), dtype=np.int32),
            (white, white, white, white, white),
        )
        return _sized(pixels, bounds)


def _sized(picture: Image, bounds: tuple[int, int, int, int]) -> Image:
    """A picture as large as the place it belongs to."""
    x0, y0, x1, y1 = bounds
    if picture.shape[:2] == (y1 - y0, x1 - x0):
        return picture
    return np.asarray(cv2.resize(picture, (x1 - x0, y1 - y0)), np.uint8)


def _in_patch(
    points: Floats, bounds: tuple[int, int, int, int], shrink: float
) -> tuple[Floats, tuple[int, int]]:
    """Points of the frame in the pixels that are drawn, and height and width of these."""
    x0, y0, x1, y1 = bounds
    width, height = x1 - x0, y1 - y0
    w, h = max(2, round(width * shrink)), max(2, round(height * shrink))
    # Pixel centres: frame pixel x is patch pixel (x - x0 + 0.5) * w / width - 0.5.
    local = (points[:, :2] - (x0 - 0.5, y0 - 0.5)) * (w / width, h / height) - 0.5
    return np.asarray(local, np.float32), (h, w)


def _gap(points: Floats, upper: tuple[int, ...], lower: tuple[int, ...]) -> float:
    """Widest opening between two rows of vertices in pixels, at most 1."""
    apart = points[list(lower)] - points[list(upper)]
    return float(min(np.sqrt((apart**2).sum(axis=1).max()), 1.0))


def _on_level(at: Floats, level: Image, base: Image) -> Floats:
    """Texture coordinates of the base level as those of a smaller one."""
    factor = level.shape[1] / base.shape[1], level.shape[0] / base.shape[0]
    return np.asarray((at + 0.5) * factor - 0.5, np.float32)


def _halved(levels: tuple[Image, ...], texels: float) -> Image:
    """The level that has about one texel to a pixel."""
    return levels[int(np.clip(round(np.log2(max(texels, 1e-3))), 0, len(levels) - 1))]


def _bounds(points: Floats) -> Box:
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    return Box(float(low[0]), float(low[1]), float(high[0]) + 1, float(high[1]) + 1)


def _level(prepared: PreparedTemplate, scale: float) -> int:
    """The pyramid's level whose texels are as large as the frame's pixels."""
    fitting = LEVELS_PER_OCTAVE * np.log2(max(prepared.size / max(scale, 1e-3), 1e-3))
    return int(np.clip(round(fitting), 0, N_LEVELS - 1))
