"""InsightFace's w600k_r50 (ArcFace, 50 layers, WebFace600K), where the user has it.

Its weights are for non-commercial research, so nothing here fetches them: the file is looked for
where InsightFace keeps it, and in the user's data folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from app.errors import ModelError
from app.evaluation.judges.base import aligned, unit
from app.evaluation.judges.weights import digest, folder
from app.frame import Floats, Image

FILE = "w600k_r50.onnx"
SHA256 = "4c06341c33c2ca1f86781dab0e829f88ad5b64be9fba56e56bc9ebdefc619e43"
VALUES = 512


def find() -> Path | None:
    """Where the file is; None when the user does not have it."""
    places = (folder(), Path.home() / ".insightface" / "models" / "buffalo_l")
    return next((place / FILE for place in places if (place / FILE).is_file()), None)


class W600kR50:
    """See `app.evaluation.judges.base.Recogniser`.

    Raises:
        ModelError: The file is not there or is another one, or ONNX Runtime is not installed.
    """

    name = "w600k_r50"

    def __init__(self) -> None:
        path = find()
        if path is None:
            raise ModelError(f"{FILE} is not installed; put InsightFace's into '{folder()}'")
        try:
            import onnxruntime
        except ImportError as error:
            raise ModelError(
                f"the judge {self.name} needs ONNX Runtime: pip install onnxruntime"
            ) from error
        content = path.read_bytes()
        if digest(content) != SHA256:
            raise ModelError(f"{path} is not InsightFace's {FILE} (its sha256 is wrong)")
        self._net: Any = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
        self._input = self._net.get_inputs()[0].name

    def embed(self, image: Image, landmarks: Floats) -> Floats:
        """The face's vector, ``(512,)``."""
        rgb = (aligned(image, landmarks)[:, :, ::-1].astype(np.float32) - 127.5) / 127.5
        (vectors,) = self._net.run(None, {self._input: rgb.transpose(2, 0, 1)[None]})
        if vectors.shape != (1, VALUES):
            raise ModelError(f"{FILE} gives {vectors.shape}, expected (1, {VALUES})")
        return unit(np.asarray(vectors[0], np.float32))
