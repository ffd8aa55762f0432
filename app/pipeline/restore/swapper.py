"""Any engine, and a restorer over what it draws.

The restorer sees the frame with the drawn face in it, never the wearer's under it, and what it
changes is laid over the drawn face as a difference: where it changes nothing, no pixel moves. The
patch keeps its mask and place, so what is covered stays covered, and the guard judges it as any
other. A restorer that fails leaves the drawn face.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import cv2
import numba
import numpy as np

from app.alignment import crop, five_points, scale_of, to_square
from app.errors import ModelError
from app.frame import Face, Floats, Frame, Image, Patch
from app.pipeline.composite.paste import blend, fits
from app.pipeline.restore.enhance import denoised, detailed
from app.pipeline.restore.net import FaceRestorer
from app.pipeline.restore.options import RestoreOptions
from app.pipeline.swap.base import ManySwapper, Swapper
from app.pipeline.swap.options import SwapOptions
from app.pipeline.swap.sharpen import sharpened
from app.templates.template import Template

log = logging.getLogger(__name__)

RIM = 0.04
"""Width of the soft edge inside the mask, in heights of the face: what the network makes of hair
and background around the face stays out."""
BORDER = 0.06
"""Width of the soft edge inside the square, in sides: there networks draw worst."""
FINE = 1.6
"""Pixels of the square for one of the frame above which it is made smaller before it goes back:
larger steps skip pixels, which flickers."""
GIVE_UP = 5
"""Failures in a row after which a restorer is not asked again."""


class RestoringSwapper:
    """The `ManySwapper` that has another draw, and restores that. Draw from one thread.

    Args:
        inner: Draws. Belongs to this one now.
        restorer: Restores; None: nobody does. Belongs to this one now.
        options: See `RestoreOptions`.

    Attributes:
        restore_options: Replaced by any thread at any time; read once a face.
        trouble: Why faces are not restored though they should be, in a line; empty where all is
            well. Faces go on as the engine draws them.
    """

    def __init__(
        self,
        inner: Swapper,
        restorer: FaceRestorer | None = None,
        options: RestoreOptions | None = None,
    ) -> None:
        self.restore_options = options or RestoreOptions()
        self.trouble = ""
        self._inner = inner
        self._restorer = restorer
        self._busy: FaceRestorer | None = None
        self._retired: list[FaceRestorer] = []
        self._failures = 0
        self._lock = threading.Lock()
        _compile()

    # -- the engine inside ---------------------------------------------------------------------

    @property
    def inner(self) -> Swapper:
        return self._inner

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def provider(self) -> str:
        return self._inner.provider

    @property
    def honours(self) -> frozenset[str]:
        return self._inner.honours

    @property
    def options(self) -> SwapOptions:
        return self._inner.options

    @options.setter
    def options(self, options: SwapOptions) -> None:
        self._inner.options = options

    def prepare(self, template: Template) -> object:
        """See `Swapper.prepare`."""
        return self._inner.prepare(template)

    def forget(self, track_id: int) -> None:
        """See `Swapper.forget`."""
        self._inner.forget(track_id)

    def close(self) -> None:
        """See `Swapper.close`; the restorer with it. `trouble` stays to be read."""
        self._take(None)
        self._inner.close()

    # -- the restorer --------------------------------------------------------------------------

    @property
    def restorer(self) -> FaceRestorer | None:
        """Who restores. Exchanged by any thread; the next face gets the new one, and the old one
        is closed here: at once, or as soon as the face is done that it is working on."""
        return self._restorer

    @restorer.setter
    def restorer(self, restorer: FaceRestorer | None) -> None:
        with self._lock:
            self._failures, self.trouble = 0, ""
        self._take(restorer)

    def _take(self, restorer: FaceRestorer | None) -> None:
        with self._lock:
            old, self._restorer = self._restorer, restorer
            if old is None or old is restorer:
                return
            if old is self._busy:
                self._retired.append(old)
                return
        old.close()

    def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
        """See `Swapper.swap`."""
        return self._improved(frame, face, self._inner.swap(frame, face, template))

    def swap_all(
        self, frame: Frame, faces: Sequence[Face], template: Template
    ) -> list[Patch | Exception]:
        """See `ManySwapper.swap_all`; restorers take one face at a time."""
        made = self._drawn(frame, faces, template)
        return [
            one if isinstance(one, Exception) else self._improved(frame, face, one)
            for face, one in zip(faces, made, strict=True)
        ]

    def _drawn(
        self, frame: Frame, faces: Sequence[Face], template: Template
    ) -> list[Patch | Exception]:
        if isinstance(self._inner, ManySwapper):
            return self._inner.swap_all(frame, faces, template)
        made: list[Patch | Exception] = []
        for face in faces:
            try:
                made.append(self._inner.swap(frame, face, template))
            except Exception as error:
                made.append(error)
        return made

    def _improved(self, frame: Frame, face: Face, patch: Patch) -> Patch:
        """A face restored; as it was drawn where that is not wanted, or fails."""
        options = self.restore_options  # once: another thread may exchange it
        if options.strength == 0 or not isinstance(patch, Patch):
            return patch  # whatever it is, the guard judges it
        with self._lock:
            restorer = self._restorer if self._failures < GIVE_UP else None
            self._busy = restorer
        if restorer is None:
            return patch
        try:
            restored = _restored(frame, face, patch, restorer, options)
        except Exception as error:
            self._failed(restorer, error)
            return patch
        else:
            self._worked(restorer)
            return restored
        finally:
            self._done()

    def _done(self) -> None:
        with self._lock:
            self._busy = None
            retired, self._retired = self._retired, []
        for one in retired:
            if one is not self._restorer:  # it was put back meanwhile
                one.close()

    def _worked(self, restorer: FaceRestorer) -> None:
        with self._lock:
            if restorer is self._restorer and self._failures:
                self._failures, self.trouble = 0, ""

    def _failed(self, restorer: FaceRestorer, error: Exception) -> None:
        """Tells it the first time, and when it is given up."""
        with self._lock:
            if restorer is not self._restorer:
                return  # it has been taken away meanwhile
            self._failures += 1
            count = self._failures
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            self.trouble = f"faces are not restored: {reason}"
            if count == GIVE_UP:
                self.trouble += "; it is switched off until you choose it again"
        if count == 1:
            log.error("%s; they stay as drawn", self.trouble, exc_info=error)
        elif count == GIVE_UP:
            log.error("%s", self.trouble)


@lru_cache(maxsize=1)
def _compile() -> None:
    """Has the kernels ready before the first frame: compiling takes seconds, once a machine."""
    small = np.zeros((8, 8, 3), np.uint8)
    four = np.zeros((8, 8, 4), np.uint8)
    mask = np.zeros((8, 8), np.uint8)
    blend(four, _changed(small, four, four), mask, 0, 0)
    _laid(small, four, four, mask, mask, np.eye(2, 3, dtype=np.float32), 8, np.float32(1))


def _restored(
    frame: Frame, face: Face, patch: Patch, restorer: FaceRestorer, options: RestoreOptions
) -> Patch:
    """The patch with other pixels, of which those that count lie under its mask.

    Raises:
        Exception: Whatever fails.
    """
    if not fits(frame, patch) or not patch.mask.size:
        return patch  # the guard will say so
    side = restorer.row.side
    matrix = to_square(five_points(face.landmarks), restorer.row.alignment, side)
    covered = _covered(frame, patch, matrix, side)
    before = np.asarray(cv2.cvtColor(covered, cv2.COLOR_BGRA2BGR), np.uint8)
    after = restorer.restore(before, options.fidelity)
    if np.shape(after) != before.shape or after.dtype != np.uint8:
        raise ModelError(f"{restorer.row.name} gave something that is no picture")
    if options.enhance_details > 0:
        after = detailed(after, options.enhance_details)
    local = _from(matrix, patch.x, patch.y)
    after = np.asarray(cv2.cvtColor(after, cv2.COLOR_BGR2BGRA), np.uint8)
    was, now = (_back(square, local, patch.mask.shape) for square in (covered, after))
    if options.denoise_level > 0 or options.sharpen_amount > 0:
        was, now = patch.pixels, _changed(patch.pixels, was, now)
        if options.denoise_level > 0:
            now = denoised(now, options.denoise_level)
        if options.sharpen_amount > 0:
            now = sharpened(now, options.sharpen_amount, face.box.height)
    rim = 2 * max(1, round(RIM * face.box.height)) + 1
    soft = np.asarray(cv2.blur(patch.mask, (rim, rim)), np.uint8)
    strength = np.float32(options.strength)
    pixels = _laid(patch.pixels, was, now, patch.mask, soft, local, side, strength)
    return replace(patch, pixels=pixels)


def _covered(frame: Frame, patch: Patch, matrix: Floats, side: int) -> Image:
    """The square ``(side, side, 4)`` of the frame with the patch over it. Four channels: OpenCV
    warps them twice as fast as three."""
    height, width = patch.mask.shape
    ends = np.array([[0, 0], [side, 0], [0, side], [side, side]], np.float32)
    back = cv2.invertAffineTransform(matrix)
    corners = ends @ back[:, :2].T + back[:, 2]
    low, high = np.floor(corners.min(axis=0)) - 1, np.ceil(corners.max(axis=0)) + 2
    x0, y0 = max(0, min(int(low[0]), patch.x)), max(0, min(int(low[1]), patch.y))
    x1 = min(frame.width, max(int(high[0]), patch.x + width))
    y1 = min(frame.height, max(int(high[1]), patch.y + height))
    part = np.asarray(cv2.cvtColor(frame.image[y0:y1, x0:x1], cv2.COLOR_BGR2BGRA), np.uint8)
    blend(part, patch.pixels, patch.mask, patch.x - x0, patch.y - y0)
    return crop(part, _from(matrix, x0, y0), side, cv2.BORDER_REPLICATE)


def _from(matrix: Floats, x: int, y: int) -> Floats:
    """To the square from a part of the frame that begins at ``(x, y)``."""
    moved = matrix.copy()
    moved[:, 2] += matrix[:, :2] @ np.array([x, y], np.float32)
    return moved


def _back(square: Image, matrix: Floats, shape: tuple[int, ...]) -> Image:
    """A square ``(side, side, 4)`` as it lies in a patch of `shape`; beyond it, zero."""
    scale = scale_of(matrix)
    if scale > FINE:
        side = max(8, round(square.shape[0] / scale))
        step = side / square.shape[0]
        square = np.asarray(cv2.resize(square, (side, side), interpolation=cv2.INTER_AREA))
        # Pixel centres: what is at x lies at (x + 0.5) * step - 0.5 now.
        matrix = matrix * np.float32(step)
        matrix[:, 2] += np.float32((step - 1) / 2)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(square, matrix, (shape[1], shape[0]), flags=flags), np.uint8)


@numba.njit(nogil=True, cache=True, boundscheck=False)
def _changed(pixels: Image, was: Image, now: Image) -> Image:
    """``pixels + now - was``, cut to 0..255; `was` and `now` have a fourth channel."""
    height, width = pixels.shape[:2]
    result = np.empty_like(pixels)
    for y in range(height):
        for x in range(width):
            for channel in range(3):
                change = np.int32(now[y, x, channel]) - np.int32(was[y, x, channel])
                level = np.int32(pixels[y, x, channel]) + change
                result[y, x, channel] = np.uint8(min(max(level, np.int32(0)), np.int32(255)))
    return result


@numba.njit(nogil=True, cache=True, boundscheck=False, error_model="numpy")
def _laid(
    pixels: Image,
    was: Image,
    now: Image,
    mask: Image,
    soft: Image,
    matrix: Floats,
    side: int,
    strength: np.float32,
) -> Image:
    """``pixels + share * (now - was)``: nothing outside the mask, all from the soft edges inwards.

    Args:
        pixels: ``(h, w, 3)`` of the patch.
        was, now: ``(h, w, ≥3)``.
        mask: Of the patch.
        soft: The same, blurred over twice the width of the edge.
        matrix: From the patch to the square.
        side: Of the square.
        strength: 0..1.
    """
    height, width = mask.shape
    result = np.empty_like(pixels)
    shares = np.empty(width, np.int32)
    inverse = np.float32(1.0 / (BORDER * side))
    end = np.float32(side - 1)
    scale = strength * np.float32(256 / 255)
    for y in range(height):
        u0 = matrix[0, 1] * np.float32(y) + matrix[0, 2]
        v0 = matrix[1, 1] * np.float32(y) + matrix[1, 2]
        for x in range(width):  # without branches, so that it is done eight at a time
            within = np.int32(2) * np.int32(soft[y, x]) - np.int32(255)
            within = max(min(within, np.int32(mask[y, x])), np.int32(0))
            u = matrix[0, 0] * np.float32(x) + u0
            v = matrix[1, 0] * np.float32(x) + v0
            near = min(min(u, end - u), min(v, end - v)) * inverse
            near = min(max(near, np.float32(0)), np.float32(1))
            shares[x] = np.int32(np.float32(within) * scale * near + np.float32(0.5))
        for x in range(width):
            for channel in range(3):
                change = np.int32(now[y, x, channel]) - np.int32(was[y, x, channel])
                change = (shares[x] * change + np.int32(128)) >> np.int32(8)
                level = np.int32(pixels[y, x, channel]) + change
                result[y, x, channel] = np.uint8(min(max(level, np.int32(0)), np.int32(255)))
    return result
