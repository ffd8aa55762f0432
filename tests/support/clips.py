"""Clips of a real face, made from NASA's public-domain portrait in scikit-image."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from skimage.data import astronaut

from app.frame import Image
from app.pipeline.sources.file import FileSource

FPS = 25


def portrait() -> Image:
    """512×512 BGR, one face about 105 px high."""
    return np.ascontiguousarray(astronaut()[:, :, ::-1])


def place(canvas: Image, x: float, y: float, zoom: float = 1.0, angle: float = 0.0) -> Image:
    """The portrait's head and shoulders over `canvas`, its face's middle at ``(x, y)``."""
    matrix = cv2.getRotationMatrix2D((224, 122), angle, zoom)
    matrix[:, 2] += (x - 224, y - 122)
    size = canvas.shape[1], canvas.shape[0]
    inside = np.zeros((512, 512), np.uint8)
    cv2.ellipse(inside, (224, 150), (118, 165), 0, 0, 360, 255, -1)
    mask = cv2.warpAffine(inside, matrix, size)[:, :, None] > 127
    return np.where(mask, cv2.warpAffine(portrait(), matrix, size), canvas)


def room(width: int = 640, height: int = 480) -> Image:
    """A wall with a soft gradient, and nobody in it."""
    yy, xx = np.mgrid[:height, :width]
    shade = 120 + 50 * xx / width - 30 * yy / height
    noise = np.random.default_rng(7).normal(0, 3, (height, width))
    return np.clip(
        np.stack([shade + noise, shade + noise - 6, shade + noise - 12], 2), 0, 255
    ).astype(np.uint8)


def wandering_face(frames: int = 24, width: int = 640, height: int = 480) -> list[Image]:
    """One face that drifts, nods and comes nearer."""
    wall = room(width, height)
    return [
        place(
            wall,
            width / 2 + 60 * np.sin(i / 7),
            height / 2 - 20 + 15 * np.cos(i / 5),
            1.6 + 0.2 * np.sin(i / 11),
            6 * np.sin(i / 6),
        )
        for i in range(frames)
    ]


def two_faces(frames: int = 24, width: int = 960, height: int = 480) -> list[Image]:
    """Two faces side by side; the second walks in at a third of the clip."""
    wall = room(width, height)
    pictures = []
    for i in range(frames):
        picture = place(wall, 280 + 20 * np.sin(i / 6), 230, 1.5)
        if i >= frames // 3:
            picture = place(picture, 690, 240 + 10 * np.cos(i / 4), 1.5, -5)
        pictures.append(picture)
    return pictures


def write(path: Path, pictures: list[Image], fps: int = FPS, crf: int = 14) -> Path:
    """Encodes pictures as H.264."""
    height, width = pictures[0].shape[:2]
    with av.open(str(path), "w") as container:
        stream = container.add_stream(
            "libx264", rate=fps, options={"crf": str(crf), "preset": "veryfast"}
        )
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.time_base = Fraction(1, fps)
        for picture in pictures:
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, "bgr24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return path


def read(path: Path) -> list[Image]:
    """Every picture of a clip, as the app decodes it."""
    source = FileSource(path)
    pictures = []
    while (frame := source.read()) is not None:
        pictures.append(frame.image)
    source.close()
    return pictures
