"""InsightFace's w600k_r50 (ArcFace, 50 layers, WebFace600K), where the user has it.

Its weights are for non-commercial research: they are fetched only by who agrees to that, and found
where InsightFace and others keep theirs.
"""

from __future__ import annotations

import numpy as np

from app.evaluation.judges.base import aligned, unit
from app.frame import Floats, Image
from app.inference.onnx import CPU
from app.models.manager import ModelManager
from app.models.store import ModelStore


def is_there() -> bool:
    """Whether the user has the file, or one under its name."""
    store = ModelStore()
    model = store.registry[W600kR50.name]
    return store.is_there(model) or (store.home / model.file).exists()


class W600kR50:
    """See `app.evaluation.judges.base.Recogniser`.

    Raises:
        ModelError: The file is not there or is another one, or ONNX Runtime is not installed.
    """

    name = "w600k_r50"

    def __init__(self) -> None:
        self._net = ModelManager(ModelStore(), providers=[CPU]).get(self.name)

    def embed(self, image: Image, landmarks: Floats) -> Floats:
        """The face's vector, ``(512,)``."""
        rgb = (aligned(image, landmarks)[:, :, ::-1].astype(np.float32) - 127.5) / 127.5
        (vectors,) = self._net.run(face=rgb.transpose(2, 0, 1)[None])
        return unit(vectors[0])
