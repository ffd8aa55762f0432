"""The guard: every output frame is swapped, shielded, or (where allowed) an empty room.

It trusts no stage. Tracker, swapper and compositor may raise, stall, return nothing or return
rubbish; the guard looks at the pixels that would leave and at what the detector saw in this very
frame, and when anything is in doubt it sends the shield. Whatever happens, it never sends the
camera's picture instead.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.frame import Box, Detection, Face, Frame, Image, Patch, SafeFrame, Shield, Verdict
from app.pipeline.composite.paste import fits
from app.pipeline.guard import checks
from app.pipeline.guard.card import card
from app.pipeline.guard.mosaic import COVER_SCALE, cover, pixelate

log = logging.getLogger(__name__)

COVER_SCORE = 0.3
"""Detector score from which something must be covered. Motion-blurred faces in profile score as
little as this; posters and letters do too, and are covered with them."""
COVER_TIME = 0.4
"""Seconds for which a covered place stays covered, seen again or not: no gap at the threshold."""
UNCONFIRMED_TIME = 1.0
"""Seconds for which a followed face may go without the detector's word, where it stays in place."""
UNCONFIRMED_OVERLAP = 0.35
"""What "in place" means: intersection over union with where the detector last saw it."""
MAX_YAW = 72.0
"""Degrees; beyond, the mesh's far side is a guess and its edge shows the wearer."""
MIN_SCORE = 0.2
"""Tracker's confidence below which a face counts as lost."""
WHOLE_FRAME_CELLS = 8
"""Blocks along the frame's shorter side where no box is trusted: no face is larger than that."""

NO_FACE = "no face found"
STARTING = "starting"
STALLED = "no new picture"
PANIC = "panic key"


@dataclass(frozen=True, slots=True)
class GuardOptions:
    """What the user chose.

    Attributes:
        shield: What goes out instead of a frame that is not safe.
        hold_seconds: How long the last safe frame is held before the card.
        show_empty_room: True lets a frame without any face out once none was seen for
            `empty_after` seconds.
        empty_after: See there.
    """

    shield: Shield = Shield.HOLD
    hold_seconds: float = 1.0
    show_empty_room: bool = False
    empty_after: float = 2.0


@dataclass(frozen=True, slots=True)
class _Confirmed:
    box: Box
    at: float


class Guard:
    """Makes `SafeFrame`; nothing else does.

    `judge` and `covers` are for one thread, the rest for any.

    Args:
        width, height: Of every frame that leaves, in pixels.
        options: May be exchanged while running.
    """

    def __init__(self, width: int, height: int, options: GuardOptions | None = None) -> None:
        self.options = options or GuardOptions()
        self._card = card(width, height)
        self._panic = threading.Event()
        self._lock = threading.Lock()
        self._last_safe: SafeFrame | None = None
        self._confirmed: dict[int, _Confirmed] = {}
        self._covered: list[tuple[Box, float]] = []
        self._empty_since: float | None = None

    @property
    def card(self) -> Image:
        """The card as it leaves, of the frames' size; always this very array."""
        return self._card

    # -- the panic key -----------------------------------------------------------------------

    @property
    def panic(self) -> bool:
        """True while the panic key is down: nothing but the card leaves."""
        return self._panic.is_set()

    @panic.setter
    def panic(self, on: bool) -> None:
        if on:
            self._panic.set()
            with self._lock:
                # What was safe before is not shown again: the user wanted the picture gone.
                self._last_safe = None
        else:
            self._panic.clear()

    # -- verdicts ----------------------------------------------------------------------------

    def covers(self, frame: Frame, patches: Sequence[Patch]) -> list[Patch]:
        """Mosaics for whatever the detector saw in this frame, or had seen a moment before, and no
        patch covers: the detector may miss in one frame whom it saw in the last."""
        now = frame.time
        self._covered = [
            (box, until) for box, until in self._covered if now <= until <= now + COVER_TIME
        ]
        result = []
        for detection in frame.detections:
            known = any(box.iou(detection.box) > 0.2 for box, _ in self._covered)
            if detection.score < COVER_SCORE and not known:
                continue
            if not checks.uncovered(frame, detection.box, patches):
                continue
            # The place moves with its owner: the newest box replaces those that it overlaps.
            self._covered = [c for c in self._covered if c[0].iou(detection.box) <= 0.2]
            self._covered.append((detection.box, now + COVER_TIME))
            result.append(cover(frame, detection.box))
        seen = [detection.box for detection in frame.detections]
        for box, _ in self._covered:
            gone = all(box.iou(other) <= 0.2 for other in seen)
            if gone and checks.uncovered(frame, box, patches):
                result.append(cover(frame, box))
        return [patch for patch in result if patch is not None]

    def judge(
        self, frame: Frame, output: Image, patches: Sequence[Patch], covers: Sequence[Patch] = ()
    ) -> SafeFrame:
        """Lets `output` out, or shields it.

        Args:
            frame: What the camera saw, with what the tracker found in it.
            output: What would leave.
            patches: Of the faces, as composed into `output`.
            covers: What `covers` gave, composed below `patches`.
        """
        reason = self._doubt(frame, output, patches, covers)
        if reason is None:
            return self._let_out(frame, output, Verdict.SWAPPED)
        if reason == NO_FACE and self._room_is_empty(frame):
            return self._let_out(frame, frame.image, Verdict.EMPTY)
        return self.shield(frame, reason)

    def shield(self, frame: Frame, reason: str) -> SafeFrame:
        """The shield that the user chose, in place of `frame`. Does not raise."""
        try:
            image = self._shield_image(frame)
        except Exception:
            log.exception("the shield failed; the card goes out")
            image = self._card
        faces = max(len(frame.faces), len(frame.detections))
        return _safe(frame, image, Verdict.SHIELDED, reason, faces)

    def card_instead(self, of: Frame | SafeFrame, reason: str) -> SafeFrame:
        """The card in place of `of`. Asks nothing: for when everything else has failed, and for
        what was judged before the panic key went down."""
        return _safe(of, self._card, Verdict.SHIELDED, reason, 0)

    def idle(self, now: float, reason: str = STALLED) -> SafeFrame:
        """What goes out while no frame comes: the last safe one for a while, then the card.

        Args:
            now: `time.monotonic()` seconds.
            reason: Why none comes.
        """
        with self._lock:
            last = self._last_safe
        held = (
            last is not None
            and not self.panic
            and self.options.shield is not Shield.CARD
            and now - last.captured_at <= self.options.hold_seconds
        )
        if held and last is not None:
            return replace(last, verdict=Verdict.SHIELDED, reason=reason)
        return SafeFrame(
            image=self._card,
            verdict=Verdict.SHIELDED,
            reason=PANIC if self.panic else reason,
            faces=0,
            index=-1,
            captured_at=now,
        )

    # -- how it decides ----------------------------------------------------------------------

    def _doubt(
        self, frame: Frame, output: Image, patches: Sequence[Patch], covers: Sequence[Patch]
    ) -> str | None:
        """Why `output` may not leave, or None."""
        if self.panic:
            return PANIC
        if not isinstance(output, np.ndarray) or output.shape != frame.image.shape:
            return "the picture could not be put together"
        if output.shape != self._card.shape or output.dtype != np.uint8:
            return "the picture's size changed"
        if np.may_share_memory(output, frame.image):
            return "the picture could not be put together"
        if not checks.sane(frame):
            return "the tracker gave nonsense"
        if any(not fits(frame, patch) for patch in (*patches, *covers)):
            return "the face could not be drawn"
        if not frame.faces:
            return NO_FACE if not frame.detections else "a face that cannot be followed"
        by_track = {p.track_id: p for p in patches if p.frame_index == frame.index}
        for face in frame.faces:
            patch = by_track.get(face.track_id)
            if patch is None:
                return "the face could not be drawn"
            if reason := self._face_doubt(frame, output, face, patch):
                return reason
        drawn = (*patches, *covers)
        for detection in frame.detections:
            if detection.score >= COVER_SCORE and checks.uncovered(frame, detection.box, drawn):
                return "a face is not covered"
        for number, patch in enumerate(covers):
            if not _shown(output, patch, [*covers[number + 1 :], *patches]):
                return "a face is not covered"
        return None

    def _face_doubt(self, frame: Frame, output: Image, face: Face, patch: Patch) -> str | None:
        if face.score < MIN_SCORE:
            return "the face is hardly seen"
        if abs(face.pose.yaw) > MAX_YAW:
            return "the head is turned too far"
        if not self._is_confirmed(frame, face):
            return "the detector sees no face there"
        where = checks.sampling(frame, face)
        if not checks.is_covered(where, patch):
            return "the face is not covered"
        if not checks.differs(where, frame, output):
            return "the face looks like the wearer's"
        return None

    def _is_confirmed(self, frame: Frame, face: Face) -> bool:
        """True when the detector saw the face in this frame, or a moment ago in this place."""
        now = frame.time
        if any(checks.confirms(detection, face) for detection in frame.detections):
            self._confirmed[face.track_id] = _Confirmed(face.box, now)
            return True
        last = self._confirmed.get(face.track_id)
        return (
            last is not None
            and 0 <= now - last.at <= UNCONFIRMED_TIME
            and last.box.iou(face.box) > UNCONFIRMED_OVERLAP
        )

    def _room_is_empty(self, frame: Frame) -> bool:
        now = frame.time
        if not self.options.show_empty_room or self._empty_since is None:
            self._empty_since = now
            return False
        return now - self._empty_since >= self.options.empty_after

    def _let_out(self, frame: Frame, image: Image, verdict: Verdict) -> SafeFrame:
        image.setflags(write=False)
        safe = _safe(frame, image, verdict, "", len(frame.faces))
        if verdict is Verdict.SWAPPED:
            self._empty_since = None
            alive = {face.track_id for face in frame.faces}
            self._confirmed = {k: v for k, v in self._confirmed.items() if k in alive}
        with self._lock:
            self._last_safe = safe
        return safe

    def _shield_image(self, frame: Frame) -> Image:
        if frame.faces or frame.detections:
            self._empty_since = None
        if self.panic:
            return self._card
        choice = self.options.shield
        if choice is Shield.HOLD:
            with self._lock:
                last = self._last_safe
            if last is not None and 0 <= frame.time - last.time <= self.options.hold_seconds:
                return last.image
            return self._card
        if choice is Shield.MOSAIC:
            return _mosaic(frame, self._card.shape)
        return self._card


def _safe(
    of: Frame | SafeFrame, image: Image, verdict: Verdict, reason: str, faces: int
) -> SafeFrame:
    """A picture that may leave in the place and at the time of another."""
    return SafeFrame(image, verdict, reason, faces, of.index, of.captured_at, of.pts)


def _shown(output: Image, patch: Patch, above: Sequence[Patch]) -> bool:
    """True when a cover's middle is what the output shows, but for patches that lie above it."""
    height, width = patch.mask.shape
    y0, y1 = patch.y + height // 4, patch.y + height - height // 4
    x0, x1 = patch.x + width // 4, patch.x + width - width // 4
    free = np.ones((y1 - y0, x1 - x0), bool)
    for other in above:
        oh, ow = other.mask.shape
        left, top = max(x0, other.x), max(y0, other.y)
        right, bottom = min(x1, other.x + ow), min(y1, other.y + oh)
        if left < right and top < bottom:
            free[top - y0 : bottom - y0, left - x0 : right - x0] = False
    if not free.any():
        return True
    seen = output[y0:y1, x0:x1][free].astype(np.int16)
    due = patch.pixels[y0 - patch.y : y1 - patch.y, x0 - patch.x : x1 - patch.x][free]
    return float(np.abs(seen - due).mean()) < 2.0


def _mosaic(frame: Frame, shape: tuple[int, ...]) -> Image:
    """Blocks over every face where all are known for certain, over the whole frame where not."""
    if frame.image.shape != shape:
        raise ValueError("the picture's size changed")
    boxes = [d.box for d in frame.detections if d.score >= COVER_SCORE]
    certain = checks.sane(frame) and any(_certain(d, frame) for d in frame.detections)
    if not certain:
        return pixelate(frame.image, WHOLE_FRAME_CELLS)
    image = frame.image.copy()
    for box in [*boxes, *(face.box for face in frame.faces)]:
        patch = cover(frame, box)
        if patch is not None:
            height, width = patch.mask.shape
            image[patch.y : patch.y + height, patch.x : patch.x + width] = patch.pixels
    return image


def _certain(detection: Detection, frame: Frame) -> bool:
    """True for a face about which the detector has no doubt, not cut by the frame's border."""
    box = detection.box.scaled(1 / COVER_SCALE)
    inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= frame.width and box.y1 <= frame.height
    return detection.score >= 0.6 and inside
