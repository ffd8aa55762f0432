"""What is seen behind the people: their room, blurred, or a picture."""

from __future__ import annotations

import cv2
import numba
import numpy as np

from app.frame import Floats, Image
from app.pipeline.finish.people import HEIGHT, WIDTH, People

BLUR = 0.022
"""Standard deviation of the blur over the picture's width: of a room's things colours are left, of
posters no letters."""
_GRID = 160
"""Width in pixels on which is blurred; what is that soft loses nothing there."""
_NOBODY = 0.02
"""Weight of background below which a place takes the colours around it from the plain blur."""
_BACK, _FRONT = 0.35, 0.9
"""Values of the mask that count as surely room and surely person: the guided filter leaves a faint
halo of the room around people, and of a poster's letters where nobody is."""


class Backdrop:
    """Puts something else behind the people. Not thread-safe.

    Args:
        picture: ``(h, w, 3)`` uint8 BGR of the pictures' own size; None blurs.
    """

    def __init__(self, picture: Image | None = None) -> None:
        self._picture = picture
        self._people = People()
        # Kept from frame to frame: the system takes longer to find that memory than all the sums.
        self._grey: Image = np.empty((0, 0), np.uint8)
        self._a: Floats = np.empty((0, 0), np.float32)
        self._b: Floats = np.empty((0, 0), np.float32)
        self._back: Image = np.empty((0, 0, 3), np.uint8)
        # Compiled and planned now: not in a frame. Read-only, as all pictures are that come later:
        # numba compiles anew for each kind.
        blank = np.zeros((8, 8, 3), np.uint8) if picture is None else np.zeros_like(picture)
        for one in (blank, picture):
            if one is not None:
                one.setflags(write=False)
        self.behind(blank)
        self._people.forget()

    def behind(self, image: Image) -> Image:
        """A new picture of the same shape with the people of `image`.

        Args:
            image: ``(h, w, 3)`` uint8 BGR that may leave; it is not changed.
        """
        mask, a, b = self._people.find(image)
        back = self._blurred(image, mask) if self._picture is None else self._picture
        height, width = image.shape[:2]
        if self._grey.shape != (height, width):
            self._grey = np.empty((height, width), np.uint8)
            self._a, self._b = np.empty((2, height, width), np.float32)
        cv2.cvtColor(image, cv2.COLOR_BGR2GRAY, dst=self._grey)
        cv2.resize(a, (width, height), dst=self._a, interpolation=cv2.INTER_LINEAR)
        cv2.resize(b, (width, height), dst=self._b, interpolation=cv2.INTER_LINEAR)
        result = np.empty_like(image)
        rows = (height, 3 * width)
        _blend(
            image.reshape(rows),
            np.ascontiguousarray(back).reshape(rows),
            self._grey,
            self._a,
            self._b,
            result.reshape(rows),
        )
        return result

    def nobody(self, image: Image) -> Image:
        """For a picture in which nobody can be told from the room: all of it is background."""
        self._people.forget()
        if self._picture is not None:
            return self._picture
        return self._blurred(image, np.zeros((HEIGHT, WIDTH), np.float32)).copy()

    def _blurred(self, image: Image, mask: Floats) -> Image:
        """The room without its people, whose colours would shine around them; until the next
        call."""
        height, width = image.shape[:2]
        grid = (min(width, _GRID), max(1, round(height * min(width, _GRID) / width)))
        small = np.asarray(cv2.resize(image, grid, interpolation=cv2.INTER_AREA), np.float32)
        # Wider than the mask is: hair and shoulders' edges are theirs too.
        wider = cv2.dilate(cv2.resize(mask, grid), np.ones((5, 5), np.uint8))
        room = 1 - np.clip(np.asarray(wider, np.float32) * 1.5, 0, 1)
        sigma = max(0.8, BLUR * grid[0])
        weight = np.asarray(cv2.GaussianBlur(room, (0, 0), sigma), np.float32)[:, :, None]
        seen = np.asarray(cv2.GaussianBlur(small * room[:, :, None], (0, 0), sigma), np.float32)
        wide = np.asarray(cv2.GaussianBlur(small, (0, 0), 2 * sigma), np.float32)
        soft = np.clip((seen + _NOBODY * wide) / (weight + _NOBODY), 0, 255).astype(np.uint8)
        if self._back.shape != image.shape:
            self._back = np.empty_like(image)
        cv2.resize(soft, (width, height), dst=self._back, interpolation=cv2.INTER_LINEAR)
        return self._back


@numba.njit(nogil=True, cache=True)
def _blend(image: Image, back: Image, grey: Image, a: Floats, b: Floats, result: Image) -> None:
    """``result`` = people of `image` over `back`. The three are ``(h, 3 w)``, the rest ``(h, w)``.

    In lines that lie in one piece, first weights and then pixels: the compiler makes vectors of
    such loops, 3 times as fast as pixel by pixel."""
    height, width = grey.shape
    gain, offset = np.float32(256 / (_FRONT - _BACK) / 255), np.float32(256 / (_FRONT - _BACK))
    weights = np.empty(width, np.uint16)
    spread = np.empty(3 * width, np.uint16)
    for y in range(height):
        for x in range(width):
            m = a[y, x] * grey[y, x] * gain + (b[y, x] - np.float32(_BACK)) * offset
            weights[x] = np.uint16(min(max(m, np.float32(0)), np.float32(256)))
        for x in range(width):
            spread[3 * x] = weights[x]
            spread[3 * x + 1] = weights[x]
            spread[3 * x + 2] = weights[x]
        for i in range(3 * width):
            w = spread[i]
            over = np.uint16(image[y, i]) * w
            under = np.uint16(back[y, i]) * (np.uint16(256) - w)
            result[y, i] = np.uint8((over + under + np.uint16(128)) >> np.uint16(8))
