"""The engine looks at what it has drawn, with the eyes of the tracker.

A drawn face is not read as it was drawn. Low brows and a long nose look like a head that is bent; a
dark lash like a lid that is lower; and so on, a little different for each template on each wearer,
but hardly from frame to frame. Now and then the landmark net is shown the output; what it sees
apart from what was drawn is taken off the next frames.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from app.frame import N_LANDMARKS, Floats, Image
from app.geometry import fit_similarity
from app.pipeline.composite.paste import blend
from app.pipeline.swap.mesh.placement import Head, gaze_of
from app.pipeline.track.landmark_net import LandmarkNet
from app.pipeline.track.mesh import Roi
from app.pipeline.track.pose import RIGID, canonical

SEEN = 0.5
"""The net's certainty below which a look says nothing."""
FIRST_LOOKS = (0, 2, 4, 6, 9, 12, 16, 20, 25, 30, 36, 42, 50)
"""Frames of a track in which it looks, before it does so regularly."""
EVERY = 30
"""Frames between two looks after that: 6 ms of one core each."""
FIRST_GLIDE, GLIDE = 0.35, 0.08
"""See `glide`: quick while much is learnt, unseen after."""
MEMORY = 12
"""Looks whose mean counts."""
TURN_SHARE = 0.5
"""Share of an error of pose that is taken off at once."""
LARGEST_TURN = 0.12
"""Radians by which the features are turned at most."""
GAZE_SHARE = 0.4
"""The same for the gaze."""
LARGEST_GAZE = 0.08
"""Eye widths by which the irises are moved at most."""
FAR = 0.25
"""Canonical units, the root of the mean square over the landmarks, beyond which something else was
seen than what was drawn. Real looks differ by 0.02 to 0.09."""
NET_PIXELS = 512
"""Pixels of the output across the place looked at that are enough for the net, which takes 256."""


@dataclass(slots=True)
class Sight:
    """What was seen of one track with one template.

    Attributes:
        bias: ``(478, 3)`` float32 in the canonical frame: what the net sees − what was drawn.
        turn: ``(3, 3)`` float32: by which the features are turned to be seen in the wearer's pose.
        gaze: ``(2, 2)`` float32: eye widths by which either iris is moved, along the eye and down.
        shown_turn, shown_gaze: The same as they are drawn: they glide after what was learnt, for a
            face must not jump whenever the engine has looked.
    """

    bias: Floats = field(default_factory=lambda: np.zeros((N_LANDMARKS, 3), np.float32))
    turn: Floats = field(default_factory=lambda: np.eye(3, dtype=np.float32))
    gaze: Floats = field(default_factory=lambda: np.zeros((2, 2), np.float32))
    shown_turn: Floats = field(default_factory=lambda: np.eye(3, dtype=np.float32))
    shown_gaze: Floats = field(default_factory=lambda: np.zeros((2, 2), np.float32))
    _looks: int = 0
    _frames: int = 0

    def due(self) -> bool:
        """Whether to look at this frame; called once a frame."""
        frame = self._frames
        self._frames += 1
        share = np.float32(glide(frame))
        # Small angles: between two turns the straight way is as good as a turn.
        self.shown_turn = self.shown_turn + share * (self.turn - self.shown_turn)
        self.shown_gaze = self.shown_gaze + share * (self.gaze - self.shown_gaze)
        return frame in FIRST_LOOKS or (frame > FIRST_LOOKS[-1] and frame % EVERY == 0)

    def learn(self, head: Head, drawn: Floats, seen: Floats) -> None:
        """Takes one look in, unless it is of something else than the drawn face.

        Args:
            head: The wearer in that frame.
            drawn: ``(478, 3)`` the mesh and irises that were drawn, in the canonical frame.
            seen: ``(478, 3)`` what the net saw, in the canonical frame.
        """
        if not float(np.square(seen - drawn).mean()) < FAR**2:  # so neither what is not a number
            return
        self._looks += 1
        share = np.float32(1 / min(self._looks, MEMORY))
        self.bias += share * (seen - drawn - self.bias)
        _, off, _ = fit_similarity(canonical()[RIGID], (drawn + self.bias)[RIGID])
        turn, _ = cv2.Rodrigues(self.turn)
        error, _ = cv2.Rodrigues(off)
        # Only the features turn, the outline stays: what is seen follows by less.
        turn = turn - TURN_SHARE * error
        length = float(np.linalg.norm(turn))
        if length > LARGEST_TURN:
            turn = turn * (LARGEST_TURN / length)
        self.turn = np.asarray(cv2.Rodrigues(turn)[0], np.float32)
        off_gaze = np.stack([gaze_of(seen, s) - gaze_of(head.points, s) for s in (0, 1)])
        share = max(share, np.float32(0.1))
        self.gaze = np.clip(
            self.gaze - GAZE_SHARE * share * off_gaze, -LARGEST_GAZE, LARGEST_GAZE
        ).astype(np.float32)


def glide(frame: int) -> float:
    """Share of the way to what was learnt that is gone in a frame of a track."""
    return FIRST_GLIDE if frame <= FIRST_LOOKS[-1] else GLIDE


class Mirror:
    """Not thread-safe."""

    def __init__(self) -> None:
        self._net = LandmarkNet()

    def look(
        self, image: Image, pixels: Image, mask: Image, origin: tuple[int, int], wearer: Floats
    ) -> Floats | None:
        """Landmarks ``(478, 3)`` of the output in frame pixels; None when no face is seen.

        Args:
            image: The camera's picture.
            pixels, mask, origin: The patch and where it lies.
            wearer: ``(478, 3)`` the landmarks that were tracked.
        """
        x, y = origin
        h, w = mask.shape
        roi = Roi.from_landmarks(wearer)
        reach = roi.side * 0.75  # half the turned square's diagonal, and a little
        left, top = (max(int(v - reach), 0) for v in (roi.cx, roi.cy))
        right, bottom = int(roi.cx + reach) + 1, int(roi.cy + reach) + 1
        left, top = min(left, x), min(top, y)
        # Of a large face every second or third pixel does.
        step = max(1, round(roi.side / NET_PIXELS))
        output = image[top : max(bottom, y + h) : step, left : max(right, x + w) : step].copy()
        first = (top - y) % step, (left - x) % step
        drawn, mask = (
            np.ascontiguousarray(part[first[0] :: step, first[1] :: step])
            for part in (pixels, mask)
        )
        row, column = (y + first[0] - top) // step, (x + first[1] - left) // step
        blend(output, drawn, mask, column, row)
        here = Roi((roi.cx - left) / step, (roi.cy - top) / step, roi.side / step, roi.angle)
        landmarks, presence = self._net.fit(output, here)
        if presence < SEEN:
            return None
        landmarks *= step
        landmarks[:, :2] += (left, top)
        return landmarks
