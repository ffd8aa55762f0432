"""The mesh engine: one call turns a tracked face and a template into a patch."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from app.frame import Box, Face, Floats, Frame, Image, Patch
from app.pipeline.swap.mesh.light import Light
from app.pipeline.swap.mesh.mirror import Mirror
from app.pipeline.swap.mesh.neutral import Neutral, NeutralFit, Reader
from app.pipeline.swap.mesh.placement import (
    Head,
    Placement,
    Wearer,
    gaze_of,
    place,
    with_irises,
)
from app.pipeline.swap.mesh.raster import draw
from app.pipeline.swap.mesh.skin import (
    LEVELS_PER_OCTAVE,
    N_LEVELS,
    PreparedTemplate,
    prepare,
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
    UPPER_LID,
    UPPER_LIP,
    topology,
)
from app.templates.template import IRIS_SHARE, Template

MAX_HEIGHT = 420
"""Pixels of face above which the patch is drawn smaller and enlarged: the template's own face has
no more than 600, and a 4K close-up would cost four times as much."""
KEPT_TEMPLATES = 4
"""Templates that stay ready; each takes some 10 MB."""
SHARPNESS_EVERY = 8
"""Frames between two looks at how sharp the camera is."""


@dataclass(frozen=True, slots=True)
class MeshOptions:
    """What users may turn, live. Each 0..1.

    Attributes:
        color_correction: 1 gives the template the wearer's tone, 0 only the light around them.
            Characters that are plainly no people keep their own tone whatever it says.
        shape: 0 keeps where the wearer's features lie, 1 puts the template's there.
    """

    color_correction: float = 1.0
    shape: float = 0.5


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
    wearer: Wearer = field(default_factory=Wearer)
    light: Light = field(default_factory=Light)
    softness: float = 2.0
    """Levels of the texture's pyramid beyond the one that fits: how soft the camera is."""
    last: float | None = None
    frames: int = 0


class MeshSwapper:
    """The `Swapper` that needs nothing but the tracker. Use from one thread."""

    def __init__(self, options: MeshOptions | None = None) -> None:
        self.options = options or MeshOptions()
        self._prepared: dict[str, _Prepared] = {}
        self._memory: dict[int, _Memory] = {}
        self._reader = Reader()
        self._mirror = Mirror()
        opacity = np.ones(OVER, np.float32)
        opacity[RIM:EYES] = 0
        self._opacity = opacity

    @property
    def name(self) -> str:
        return "mesh"

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
            memory = _Memory(template.id, fit, memory.wearer if memory else Wearer())
            self._memory[face.track_id] = memory
        now = frame.time
        dt = max(0.0, now - memory.last) if memory.last is not None else 0.0
        memory.last = now

        shape = self.options.shape
        head = Head.of(face)
        resting = memory.wearer.learn(head.points, head.yaw, dt)
        target = memory.neutral.follow(resting, shape)
        sight = memory.neutral.sight
        placed = place(head, resting, prepared, target, shape, sight)
        tone = self.options.color_correction if template.kind == "human" else 0.0
        gains = memory.light.update(frame.image, face.landmarks, prepared, dt, tone)
        x0, y0, x1, y1 = _bounds(placed.points).clipped(frame.width, frame.height)
        if x1 - x0 < 2 or y1 - y0 < 2:
            raise ValueError(f"the face of track {face.track_id} lies outside the picture")
        shrink = min(1.0, MAX_HEIGHT / max(1.0, face.box.height))
        pixels, mask = self._draw(
            placed,
            gains,
            prepared,
            (x0, y0, x1, y1),
            shrink,
            _level(prepared, placed.scale * shrink, memory.softness),
        )
        if memory.frames % SHARPNESS_EVERY == 0:
            memory.softness = _match_sharpness(
                memory.softness, frame.image, pixels, face.box, (x0, y0)
            )
        memory.frames += 1
        if sight.due():
            seen = self._mirror.look(frame.image, pixels, mask, (x0, y0), face.landmarks)
            if seen is not None:
                gaze = np.stack([gaze_of(head.points, s) + sight.gaze[s] for s in (0, 1)])
                sight.learn(head, with_irises(placed.mesh, gaze), head.take(seen))
        return Patch(pixels, mask, x0, y0, face.track_id, frame.index)

    def forget(self, track_id: int) -> None:
        """See `Swapper.forget`."""
        self._memory.pop(track_id, None)

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
        x0, y0, x1, y1 = bounds
        width, height = x1 - x0, y1 - y0
        w, h = max(2, round(width * shrink)), max(2, round(height * shrink))
        # Pixel centres: frame pixel x is patch pixel (x - x0 + 0.5) * w / width - 0.5.
        local = (placed.points[:, :2] - (x0 - 0.5, y0 - 0.5)) * (w / width, h / height) - 0.5
        topo = topology()
        texture, closed, opened = (
            levels[level] for levels in (prepared.levels, prepared.closed, prepared.opened)
        )
        # Texels per pixel of the patch decide the level; both pictures are fixed to the head.
        per_unit = placed.scale * w / width
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
        if (w, h) != (width, height):
            pixels = np.asarray(cv2.resize(pixels, (width, height)), np.uint8)
            mask = np.asarray(cv2.resize(mask, (width, height)), np.uint8)
        return pixels, mask


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


def _level(prepared: PreparedTemplate, scale: float, softness: float) -> int:
    """The pyramid's level whose texels are as large as the frame's pixels, made softer."""
    fitting = LEVELS_PER_OCTAVE * np.log2(max(prepared.size / max(scale, 1e-3), 1e-3))
    return int(np.clip(round(fitting + softness), 0, N_LEVELS - 1))


def _match_sharpness(
    softness: float, image: Image, pixels: Image, box: Box, origin: tuple[int, int]
) -> float:
    """Moves `softness` so that the patch is as sharp as what it covers."""
    x0, y0, x1, y1 = box.scaled(0.6).clipped(image.shape[1], image.shape[0])
    px, py = x0 - origin[0], y0 - origin[1]
    if x1 - x0 < 8 or y1 - y0 < 8 or px < 0 or py < 0:
        return softness
    theirs = _fine_detail(image[y0:y1, x0:x1])
    ours = _fine_detail(pixels[py : py + y1 - y0, px : px + x1 - x0])
    step = 0.5 * LEVELS_PER_OCTAVE * float(np.clip(np.log2(ours / theirs), -1, 1))
    return float(np.clip(softness + 0.5 * step, 0, 3 * LEVELS_PER_OCTAVE))


def _fine_detail(image: Image) -> float:
    """Mean absolute Laplacian of the green channel over its mean brightness."""
    green = np.ascontiguousarray(image[:, :, 1])
    detail = float(np.abs(cv2.Laplacian(green, cv2.CV_16S)).mean())
    return (detail + 0.2) / (float(green.mean()) + 10.0)
