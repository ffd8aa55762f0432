"""A picture of what others see now, as a file."""

from __future__ import annotations

import time
from pathlib import Path

import cv2
import platformdirs

from app.disclosure import mark_png
from app.errors import SinkError, disk_full
from app.frame import Image


def pictures_folder() -> Path:
    """Where they go: a folder of ours in the user's own for pictures."""
    return Path(platformdirs.user_pictures_dir()) / "Understudy"


def save(image: Image, folder: Path) -> Path:
    """Writes a PNG that carries the mark of a synthetic picture, under a name of its own.

    Args:
        image: ``(h, w, 3)`` uint8 BGR that has left the engine.
        folder: Made where it is missing.

    Returns:
        The file.

    Raises:
        SinkError: It cannot be written.
    """
    content = mark_png(cv2.imencode(".png", image)[1].tobytes())
    name = time.strftime("Understudy %Y-%m-%d %H.%M.%S")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number = 1
        while True:
            path = folder / (f"{name}.png" if number == 1 else f"{name} ({number}).png")
            try:
                with path.open("xb") as file:
                    file.write(content)
                return path
            except FileExistsError:
                number += 1
    except OSError as error:
        raise SinkError(
            f"the picture cannot be written into '{folder}': {error.strerror or error}",
            kind=disk_full(error),
        ) from error
