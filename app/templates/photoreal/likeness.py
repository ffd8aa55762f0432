"""What each of the nine looks like, so that nothing else passes for one of them.

The pack is built on the user's machine, so its files cannot be pinned to the bit. Its sources are;
and of every picture the app knows how light it is in 24 by 24 places. Another processor's rounding
moves those by a level, another person's face by dozens. `app.templates.photoreal.pin` writes them.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.errors import TemplateError
from app.frame import Image
from app.templates.template import Template

FILE = "likeness.json"
SIDE = 24
FACE = slice(144, 880)
"""The part of the texture that counts, across and down."""
MEAN_LIMIT, SQUARE_LIMIT, PEAK_LIMIT = 3.0, 4.5, 26.0
"""Levels by which a picture may differ: in the mean, the root of the mean square, and anywhere."""

Signature = NDArray[np.uint8]


def signatures(template: Template) -> dict[str, Signature]:
    """File name → ``(24, 24)``."""
    return {
        "texture.png": signature(template.texture[FACE, FACE]),
        "closed.png": signature(template.closed.picture),
        "open.png": signature(template.opened.picture),
        "eye.png": signature(template.eye),
        "thumbnail.png": signature(template.thumbnail),
    }


def signature(picture: Image) -> Signature:
    """How light a picture is in each of `SIDE` × `SIDE` places."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)


def difference(one: Signature, other: Signature) -> tuple[float, float, float]:
    """Mean, root of the mean square, and greatest difference in levels."""
    away = np.abs(one.astype(np.float64) - other.astype(np.float64))
    return float(away.mean()), float(np.sqrt((away**2).mean())), float(away.max())


def check(face_id: str, name: str, seen: Signature) -> None:
    """Whether a picture is that face's.

    Raises:
        TemplateError: It is not; names the file.
    """
    pinned = _pinned().get(face_id, {}).get(name)
    if pinned is not None:
        mean, square, peak = difference(seen, pinned)
        if mean <= MEAN_LIMIT and square <= SQUARE_LIMIT and peak <= PEAK_LIMIT:
            return
    raise TemplateError(
        f"template file {face_id}/{name} does not show the face it must; install the pack again "
        "(understudy templates install photoreal)"
    )


@lru_cache(maxsize=1)
def _pinned() -> Mapping[str, Mapping[str, Signature]]:
    try:
        text = resources.files(__package__ or "").joinpath(FILE).read_text(encoding="utf-8")
        return {
            face: {name: _unpack(grid) for name, grid in pictures.items()}
            for face, pictures in json.loads(text).items()
        }
    except (OSError, ValueError, AttributeError) as error:
        raise TemplateError(
            f"{FILE} of the photoreal pack cannot be read ({error}); install Understudy again"
        ) from error


def _unpack(grid: str) -> Signature:
    return np.frombuffer(base64.b64decode(grid), np.uint8).reshape(SIDE, SIDE)


def write(templates: Mapping[str, Template], path: Path) -> None:
    """Writes the file that `check` compares with."""
    lines = {
        face: {
            name: base64.b64encode(grid.tobytes()).decode()
            for name, grid in signatures(template).items()
        }
        for face, template in templates.items()
    }
    path.write_text(json.dumps(lines, indent=1) + "\n", encoding="utf-8")
