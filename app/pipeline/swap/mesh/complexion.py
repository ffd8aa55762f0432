"""The wearer's skin apart from the light on it, and what turns it into the template's."""

from __future__ import annotations

import numpy as np

from app.frame import Floats, Image, Tint
from app.pipeline.swap.mesh.skin import TONE_FLOOR, PreparedTemplate, plain_skin
from app.pipeline.swap.mesh.topology import topology

LEARN = 4.0
"""Seconds over which the colour of a wearer's skin, which does not change, is averaged."""
WHITE_RANK, WHITE_EVERY = 96, 16
"""Percentile of the picture's brightness that is taken for white, and every how many pixels it is
looked at."""
MEAN_SKIN = np.array([89.0, 109.0, 147.0], np.float32)
"""BGR of the built-in people's skins on average, where white is `WHITE`."""
WHITE = 205.0
TRUST = 0.6
"""How much what is seen counts beside `MEAN_SKIN`: light may be coloured, and a room without
anything white. The rest of a difference stays."""
DARKER, BRIGHTER, OTHER_HUE = 0.42, 1.3, 0.14
"""Factors of brightness that are not exceeded (what is made brighter soon looks like chalk, and
shows its noise), and the log ratio by which a channel may leave their mean."""


class Complexion:
    """One wearer's skin, followed over time.

    How bright a face is in a picture says little of its skin, for the light may be dim: what is
    bright in the picture tells the light. Neither is certain, so the truth is sought between
    them and the mean of all people.
    """

    def __init__(self) -> None:
        self._own: Floats | None = None
        self._weight = 0.0

    def towards(
        self,
        template: PreparedTemplate,
        image: Image,
        wearer: Floats,
        landmarks: Floats,
        dt: float,
    ) -> Tint:
        """What makes the wearer's skin look like the template's in the same light.

        Args:
            template: What is drawn.
            image: The camera's picture.
            wearer: ``(468, 3)`` log colour at each vertex; see `vertex_tone`.
            landmarks: ``(478, 3)`` the wearer's, in `image`.
            dt: Seconds since this track's last frame.
        """
        sparse = image[::WHITE_EVERY, ::WHITE_EVERY].max(axis=2)
        white = float(np.percentile(sparse, WHITE_RANK)) + TONE_FLOOR
        own = np.median(wearer[plain_skin() > 0.5], axis=0) - np.log(white / (WHITE + TONE_FLOOR))
        if self._own is None:
            self._own, self._weight = own, 0.2
        else:
            self._weight = min(self._weight + dt, LEARN)
            self._own = self._own + min(1.0, dt / self._weight) * (own - self._own)
        mean = np.log(MEAN_SKIN + TONE_FLOOR)
        theirs = np.median(template.tone[template.plain > 0.5], axis=0)
        log = theirs - mean - TRUST * (self._own - mean)
        hue = log - log.mean()
        hue *= min(1.0, OTHER_HUE / max(float(np.abs(hue).max()), 1e-6))
        level = np.clip(log.mean(), np.log(DARKER), np.log(BRIGHTER))
        down = landmarks[152, :2] - landmarks[10, :2]
        return Tint(
            gain=np.exp(level + hue).astype(np.float32),
            outline=landmarks[topology().oval, :2].astype(np.float32),
            down=(down / max(float(np.linalg.norm(down)), 1e-6)).astype(np.float32),
        )
