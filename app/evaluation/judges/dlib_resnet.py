"""dlib's face recogniser: 29 layers, 128 values, 99.4 % on LFW as its author reports it.

Its pipeline is the published one, from dlib's five-point landmarks on: a chip of 150 pixels, padded
by a quarter. Only where to look for the five points comes from our landmarks, so that a face that
dlib's own detector misses is judged all the same.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from app.errors import ModelError
from app.evaluation.judges.base import aligned, unit
from app.frame import N_MESH, Floats, Image
from app.models.store import ModelStore

RECT_SIDE = 0.98
"""Side of the square that dlib's detector puts around a face, over the geometric mean of the mesh's
width and height; their middles are the same. Median of 177 photos, 7 % spread."""
PADDING = 0.25
"""Share of a chip around the face that dlib's network was trained with."""


class DlibResNet:
    """See `app.evaluation.judges.base.Recogniser`.

    Strangers have a cosine of 0.83 on average here: all vectors share a direction. Compare a
    cosine with the threshold or the genuine mean, never with another recogniser's.

    Raises:
        ModelError: dlib or its weights are not installed.
    """

    name = "dlib"

    def __init__(self) -> None:
        try:
            import dlib
        except ImportError as error:
            raise ModelError(
                'the judge dlib is not installed; to get it: pip install "understudy[evaluate]"'
            ) from error
        store = ModelStore()
        shape, net = str(store.find("dlib_shape")), str(store.find("dlib_resnet"))
        self._rectangle: Any = dlib.rectangle
        self._shape: Any = dlib.shape_predictor(shape)
        self._net: Any = dlib.face_recognition_model_v1(net)

    def embed(self, image: Image, landmarks: Floats) -> Floats:
        """The face's vector, ``(128,)``. About 80 ms of one core."""
        aligned(image, landmarks)  # refuses what is no face
        mesh = landmarks[:N_MESH, :2]
        low, high = mesh.min(axis=0), mesh.max(axis=0)
        half = RECT_SIDE * float(np.sqrt(np.prod(high - low))) / 2
        x, y = (float(v) for v in (low + high) / 2)
        corners = (round(v) for v in (x - half, y - half, x + half, y + half))
        rgb = np.ascontiguousarray(image[:, :, ::-1])
        points = self._shape(rgb, self._rectangle(*corners))
        vector = self._net.compute_face_descriptor(rgb, points, 0, PADDING)
        return unit(np.array(vector, np.float32))
