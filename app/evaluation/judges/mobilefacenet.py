"""MobileFaceNet (arXiv:1804.07573): 192 values from a face aligned as ArcFace's are."""

from __future__ import annotations

import numpy as np

from app.errors import ModelError
from app.evaluation.judges.base import CROP, aligned, unit
from app.frame import Floats, Image
from app.inference.litert import LiteRtNet
from app.models.store import ModelStore

VALUES = 192


class MobileFaceNet:
    """See `app.evaluation.judges.base.Recogniser`.

    The network takes two pictures at a time: the face and its mirror image, of whose vectors the
    mean is taken, so that a mirrored picture is the same person to the last digit.

    Raises:
        ModelError: The weights are not installed.
    """

    name = "mobilefacenet"

    def __init__(self) -> None:
        path = ModelStore().find("mobilefacenet")
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ModelError(f"{path} cannot be read ({error.strerror})") from error
        self._net = LiteRtNet(
            path.name,
            input_shape=(2, CROP, CROP, 3),
            output_sizes=(2 * VALUES,),
            content=content,
        )

    def embed(self, image: Image, landmarks: Floats) -> Floats:
        """The face's vector, ``(192,)``. About 13 ms of one core."""
        rgb = (aligned(image, landmarks)[:, :, ::-1].astype(np.float32) - 127.5) / 128
        (vectors,) = self._net.run(np.stack([rgb, rgb[:, ::-1]]))
        face, mirrored = (unit(vector) for vector in vectors)
        return unit(face + mirrored)
