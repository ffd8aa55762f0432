"""How long InsightFace's own face swapper takes beside the network: what the bench compares with.

Run by the bench in the environment of ``scripts/compare.py``, where InsightFace is, and nothing of
the app's: ``python app/evaluation/compare_insightface.py MODEL PICTURE POINTS``, with a file of
inswapper's shape whose last initializer is the ``(512, 512)`` emap, a picture, and ten numbers: x
and y of the two eyes, the nose and the corners of the mouth in it. Prints one line of JSON. Reads
these two files and writes nothing; the network is not reached.

    from app.evaluation.compare_insightface import outside_run
    outside_run(model, picture, points)["outside_ms"]
"""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

TIMES, FIRST = 60, 5
"""Faces that are timed, after so many that are not."""


class _Clocked:
    """A session of ONNX Runtime that keeps the seconds its runs take."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self.seconds = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def run(self, names: Any, feeds: Any) -> Any:
        start = time.perf_counter()
        result = self._session.run(names, feeds)
        self.seconds += time.perf_counter() - start
        return result


def outside_run(model: Path, picture: Path, points: Sequence[float]) -> dict[str, Any]:
    """Times ``INSwapper.get(paste_back=True)`` on one face: all of it but ``session.run``.

    Args:
        model: Of inswapper's shape.
        picture: Read with OpenCV.
        points: Ten numbers in pixels of the picture: x, y of five points.

    Returns:
        ``version`` of InsightFace, ``size`` of the picture, and medians in milliseconds:
        ``outside_ms`` of what is not the network's run, and ``run_ms`` of that.
    """
    import cv2
    import numpy as np
    import onnxruntime

    with contextlib.redirect_stdout(sys.stderr), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scikit-image's, of a method that InsightFace still calls
        library = importlib.import_module("insightface")
        swapper_class = importlib.import_module("insightface.model_zoo.inswapper").INSwapper
        face_class = importlib.import_module("insightface.app.common").Face
        session = _Clocked(
            onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
        )
        swapper = swapper_class(model_file=str(model), session=session)
        image = cv2.imread(str(picture))
        if image is None:
            raise OSError(f"{picture} is no picture")
        target = face_class(kps=np.array(points, np.float32).reshape(5, 2))
        embedding = np.random.default_rng(0).normal(size=512).astype(np.float32)
        source = face_class(embedding=embedding)
        whole, inside = [], []
        for _ in range(FIRST + TIMES):
            session.seconds = 0.0
            start = time.perf_counter()
            swapper.get(image, target, source, paste_back=True)
            whole.append(time.perf_counter() - start)
            inside.append(session.seconds)
    run = np.array(inside[FIRST:])
    outside = np.array(whole[FIRST:]) - run
    return {
        "version": library.__version__,
        "size": f"{image.shape[1]}x{image.shape[0]}",
        "outside_ms": round(float(np.median(outside)) * 1000, 3),
        "run_ms": round(float(np.median(run)) * 1000, 3),
    }


if __name__ == "__main__":
    print(json.dumps(outside_run(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]))))
