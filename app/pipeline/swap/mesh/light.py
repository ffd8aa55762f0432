"""Relighting: the template takes over the light, and the skin's tone, of the picture it goes into.

Only a smooth field of factors is taken from the wearer: a quadratic over the whole face, and at the
oval what is needed for the patch to meet its surroundings, spread inwards like a soap film. Neither
can carry a feature of theirs. What the light makes of nose and cheeks is `relief`.
"""

from __future__ import annotations

import numpy as np

from app.frame import N_MESH, Floats, Image
from app.pipeline.swap.mesh.skin import (
    TONE_FLOOR,
    PreparedTemplate,
    eye_openness,
    sample_points,
    smile,
    smooth_basis,
)
from app.pipeline.swap.mesh.topology import (
    EYES,
    LOWER_LID,
    LOWER_LIP,
    MOUTH,
    N_EYE,
    N_MOUTH,
    OVER,
    RIM,
    UPPER_LID,
    UPPER_LIP,
    topology,
)

SETTLE = 0.12
"""Seconds in which the light follows a change by two thirds."""
OPEN_EYE = 0.2
"""Opening over width from which an eye shows enough of its sclera."""
NARROW_EYE = 0.35
"""Light on the eyeball behind lids that nearly meet."""
OUTLIER = 0.25
"""Log ratio beyond which a vertex (beard, spectacles, hair) pulls no harder at the quadratic."""
BORDER = 0.32
"""Log ratio by which the border may differ from the quadratic: hair stays out of the skin."""
EYE_SETTLE = 0.4
"""The same for the eyeballs, whose light is read off few pixels."""
EYE_WHITE = 222.0
"""Brightness of the sclera in `Template.eye`."""
WHITE_RANK = 75
"""Percentile of the brightness between the wearer's lids that is taken for the sclera's."""
SCLERA_RANGE = (0.75, 1.9)
"""Brightness of the sclera over that of the cheeks, from fair to dark skin."""
CHEEKS = (50, 280, 101, 330, 118, 347)
MOUTH_SHARE = 1.0, 1.3
"""Light on the teeth over that on the eyeballs, in a mouth that is wide open, and in a smile."""
LIT_MOUTH, MOUTH_FLOOR = 0.12, 0.2
"""Opening over width at which the mouth's inside is fully lit, and its light when barely open."""
LID_SHADE, CORNER_SHADE, LOWER_SHADE = 0.60, 0.72, 0.9
"""The lids' shadow on the eyeball (seen in photographs: the sclera under the upper lid has about
six tenths of the brightness of its middle)."""
FLATTEN = 0.5
"""Share of the template's own uneven light on plain skin that is taken out."""


class Light:
    """The factors of one track, followed over time."""

    def __init__(self) -> None:
        self._log: Floats | None = None
        self._eyes: Floats | None = None

    def update(
        self,
        image: Image,
        wearer: Floats,
        landmarks: Floats,
        template: PreparedTemplate,
        dt: float,
        color_correction: float,
    ) -> Floats:
        """Factors per drawn vertex and channel.

        Args:
            image: The camera's picture.
            wearer: ``(468, 3)`` log colour at each of the wearer's vertices; see `vertex_tone`.
            landmarks: ``(478, 3)`` the wearer's, in `image`.
            template: What is drawn.
            dt: Seconds since this track's last frame.
            color_correction: 1: the template takes on the wearer's tone; 0: only how bright the
                light is and where it comes from.

        Returns:
            ``(OVER, 3)`` float32.
        """
        basis, inverse = smooth_basis(), template.flatten
        ratio = wearer - template.tone
        if color_correction < 1:
            grey = ratio.mean(axis=1, keepdims=True)
            ratio = grey + color_correction * (ratio - grey)
        field = basis @ (inverse @ ratio)
        for _ in range(2):
            field = basis @ (inverse @ (field + np.clip(ratio - field, -OUTLIER, OUTLIER)))
        oval = topology().oval
        border = np.clip(ratio[oval] - field[oval], -BORDER, BORDER)
        # A beard that ends at the jaw is no reason to brighten it to the neck's skin.
        border *= np.minimum(template.plain[oval] / 0.5, 1)[:, None]
        border = (
            0.4 * border
            + 0.2 * (np.roll(border, 1, axis=0) + np.roll(border, -1, axis=0))
            + 0.1 * (np.roll(border, 2, axis=0) + np.roll(border, -2, axis=0))
        )
        log = field + topology().from_oval @ border - FLATTEN * template.shading
        if self._log is None:
            self._log = log
        else:
            self._log = self._log + np.float32(1 - np.exp(-dt / SETTLE)) * (log - self._log)
        openness = min(eye_openness(landmarks, 0), eye_openness(landmarks, 1))
        # Lids that nearly meet keep the light out: no white slit in a blink.
        lit = float(np.clip(openness / OPEN_EYE, NARROW_EYE, 1.0))
        eyes = self._follow_eyes(image, landmarks, wearer, openness, dt)
        return _gains(self._log, eyes, lit, _mouth_depth(landmarks))

    def _follow_eyes(
        self, image: Image, landmarks: Floats, wearer: Floats, openness: float, dt: float
    ) -> Floats:
        """``(3,)`` factors of the eyeballs: what light falls on the wearer's own, whatever the
        colour of their skin. Closed eyes say nothing."""
        cheeks = np.exp(wearer[list(CHEEKS)].mean()) - TONE_FLOOR
        white = _sclera(image, landmarks)
        grey = float(white.mean())
        # Half the cast only, and a brightness that goes with the cheeks': glasses mirror screens.
        bright = float(np.clip(grey, SCLERA_RANGE[0] * cheeks, SCLERA_RANGE[1] * cheeks))
        seen = bright * (0.5 + 0.5 * white / max(grey, 1.0)) / EYE_WHITE
        if self._eyes is None:
            self._eyes = seen
        elif openness > OPEN_EYE:
            self._eyes = self._eyes + np.float32(1 - np.exp(-dt / EYE_SETTLE)) * (seen - self._eyes)
        return np.asarray(self._eyes, np.float32)


def _sclera(image: Image, landmarks: Floats) -> Floats:
    """``(3,)`` BGR of the brighter part of both eyes' openings."""
    rows = []
    for side in (0, 1):
        upper, lower = (landmarks[list(lid[side]), :2] for lid in (UPPER_LID, LOWER_LID))
        rows += [upper + (lower - upper) * share for share in (0.45, 0.6, 0.75)]
    points = np.concatenate([row[1:-1] for row in rows]).astype(np.float32)
    colours = sample_points(image, points)
    brightness = colours.sum(axis=1)
    bright = colours[brightness >= np.percentile(brightness, WHITE_RANK)]
    return np.asarray(bright.mean(axis=0), np.float32)


def _mouth_depth(landmarks: Floats) -> Floats:
    """``(20,)`` how much light reaches the mouth's inside: a slit is dark."""
    upper, lower = landmarks[list(UPPER_LIP), :2], landmarks[list(LOWER_LIP), :2]
    gap = float(np.linalg.norm(upper - lower, axis=1).max())
    width = max(float(np.linalg.norm(upper[-1] - upper[0])), 1e-3)
    share = np.clip(gap / width / LIT_MOUTH, 0, 1)
    depth = np.full(N_MOUTH, MOUTH_FLOOR + (1 - MOUTH_FLOOR) * share, np.float32)
    depth *= MOUTH_SHARE[0] + smile(landmarks) * (MOUTH_SHARE[1] - MOUTH_SHARE[0])
    depth[11:] *= 0.92  # the lower lip lies deeper in the upper one's shadow
    depth[[0, 10]] *= 0.75
    return depth


def _gains(log: Floats, eyes: Floats, lit: float, depth: Floats) -> Floats:
    """From the mesh's 468 log factors and the light on eyes and mouth to every vertex' factors.

    `lit` is what the lids leave of the light on the eyes."""
    shape = topology()
    gains = np.empty((OVER, 3), np.float32)
    gains[:N_MESH] = np.exp(log)
    gains[RIM:EYES] = gains[shape.oval]
    for side in (0, 1):
        start = EYES + side * N_EYE
        shade = np.full(N_EYE, LID_SHADE, np.float32)
        shade[[0, 8]] = CORNER_SHADE
        shade[9:16] = LOWER_SHADE
        shade[16] = 1.0
        gains[start : start + N_EYE] = eyes * lit * shade[:, None]
    gains[MOUTH:] = eyes * depth[:, None]
    return gains
