"""A picture of all that a template can do, for people to look at."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from app.errors import SinkError
from app.frame import Image
from app.templates.mix import whole_view
from app.templates.template import Template


def sheet(template: Template) -> Image:
    """``(1024, 3072, 3)`` uint8 BGR: at rest, with shut eyes, with an open mouth."""
    views = (template.closed, template.opened)
    return np.hstack([template.texture, *(whole_view(template, view).picture for view in views)])


def write_sheet(path: Path, template: Template) -> None:
    """Writes `sheet` as a PNG.

    Raises:
        SinkError: It cannot be written.
    """
    try:
        path.write_bytes(cv2.imencode(".png", sheet(template))[1].tobytes())
    except OSError as error:
        raise SinkError(f"{path} cannot be written ({error.strerror})") from error
