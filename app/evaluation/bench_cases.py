"""What `understudy bench` measures. Each case runs in a process of its own:

``python -m app.evaluation.bench_cases CASE JSON`` prints its result as one line of JSON.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from app import process
from app.errors import SourceError
from app.frame import Detection, Image
from app.paths import assets_dir, root_dir

RECALL_HEIGHTS = (24, 32, 48, 64, 96, 128)
PROMISED_RECALL = 0.99
FRAMES = 240
_LIKE_THE_DEMO = {"preset": "fast", "crf": "20", "tune": "fastdecode"}
COMPARE = ".venv-compare"


def processor_name() -> str:
    """The processor's name as far as the system tells it."""
    path = Path("/proc/cpuinfo")
    if path.exists():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def demo_clip() -> Path:
    return assets_dir() / "demo" / "demo.mp4"


def demo_frames() -> Iterator[Image]:
    """The demo clip's pictures, 1280x720."""
    from app.pipeline.sources import open_source

    source = open_source("demo")
    try:
        while (frame := source.read()) is not None:
            yield frame.image
    finally:
        source.close()


def make_clip(folder: Path, width: int, height: int, faces: int) -> Path:
    """The demo clip, or a copy at another size or with its person side by side `faces` times."""
    if (width, height, faces) == (1280, 720, 1):
        return demo_clip()
    path = folder / f"{width}x{height}-{faces}.mp4"
    if path.exists():
        return path
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options=_LIKE_THE_DEMO)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for picture in demo_frames():
            frame = av.VideoFrame.from_ndarray(_arrange(picture, width, height, faces), "bgr24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _arrange(picture: Image, width: int, height: int, faces: int) -> Image:
    if faces == 1:
        scale = max(width / picture.shape[1], height / picture.shape[0])
        if height > 1440:  # the face stays within 600 px: the room grows instead
            scale = min(scale, 2.1)
        big = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
        if big.shape[1] >= width and big.shape[0] >= height:
            x, y = (big.shape[1] - width) // 2, (big.shape[0] - height) // 2
            return np.ascontiguousarray(big[y : y + height, x : x + width])
        canvas = cv2.resize(picture[:8], (width, height), interpolation=cv2.INTER_LINEAR)
        x, y = (width - big.shape[1]) // 2, height - big.shape[0]
        canvas[y : y + big.shape[0], x : x + big.shape[1]] = big
        return np.asarray(canvas, np.uint8)
    part = width // faces
    crop_width = picture.shape[0] * part // height
    left = (picture.shape[1] - min(crop_width, picture.shape[1])) // 2
    crop = picture[:, left : left + crop_width]
    tile = cv2.resize(crop, (part, height), interpolation=cv2.INTER_AREA)
    canvas = np.zeros((height, width, 3), np.uint8)
    for i in range(faces):
        canvas[:, i * part : i * part + tile.shape[1]] = tile if i % 2 == 0 else tile[:, ::-1]
    return np.asarray(canvas, np.uint8)


def pipeline(clip: str, busy: bool = False, live: bool = False) -> dict[str, Any]:
    """One clip to null, as fast as it goes or at a camera's pace; medians of the stages."""
    from app.pipeline.engine import EngineOptions
    from app.pipeline.sinks import make_sink
    from app.session import SessionOptions, build_engine

    process.prepare()
    done = threading.Event()
    if busy:
        threading.Thread(target=_window_like_work, args=(done,), daemon=True).start()
    options = EngineOptions(max_frames=FRAMES)
    engine = build_engine(
        SessionOptions(clip, realtime=live, engine_options=options), [make_sink("null")]
    )
    engine.start()
    engine.wait()
    done.set()
    if engine.error is not None:
        raise engine.error
    snapshot = engine.stats.snapshot()
    stages = {name: value.p50 for name, value in snapshot.stages_ms.items()}
    return {
        "fps": snapshot.fps,
        "track": stages["track"],
        "swap+paste": stages["swap"] + stages["paste"],
        "stages_ms": stages,
        "latency_ms": snapshot.latency_ms.p50,
        "peak_memory_mb": snapshot.peak_memory_mb,
        "verdicts": {k: v for k, v in snapshot.verdicts.items() if v},
        "latency_p99_ms": snapshot.latency_ms.p99,
        "dropped": snapshot.dropped,
        "frames": snapshot.frames,
    }


def _window_like_work(done: threading.Event) -> None:
    """Ten milliseconds of pure Python sixty times a second: a window that is being used."""
    while not done.is_set():
        until = time.perf_counter() + 0.010
        total = 0
        while time.perf_counter() < until:
            total += sum(range(50))
        time.sleep(0.0067)


def recall() -> dict[str, Any]:
    """Share of faces found in 1280x720, by height from chin to forehead."""
    from app.pipeline.guard.guard import COVER_SCORE
    from app.pipeline.track.detector import FaceDetector, closer_look
    from app.pipeline.track.tracker import Tracker, mesh_box

    picture = next(iter(demo_frames()))
    from app.frame import Frame

    tracker = Tracker(smoothing=False)
    faces = tracker.update(Frame(picture, 0, 0.0)).faces
    tracker.close()
    if not faces:
        raise SourceError("the demo clip's first frame shows no face")
    box = mesh_box(faces[0].landmarks)
    cx, cy = box.centre
    detector = FaceDetector()
    shares, closer = {}, {}
    for height in RECALL_HEIGHTS:
        hits = near = total = 0
        for x, y, gain, blur in _places(height):
            scale = height / box.height
            wall = cv2.resize(picture[:8], (1280, 720), interpolation=cv2.INTER_LINEAR)
            matrix = np.array([[scale, 0, x - scale * cx], [0, scale, y - scale * cy]])
            keep = np.zeros(picture.shape[:2], np.uint8)
            # Head and shoulders: nobody comes as a cut-out head.
            axes = (int(box.width * 1.5), int(box.height * 1.9))
            middle = (int(cx), int(cy + 0.6 * box.height))
            cv2.ellipse(keep, middle, axes, 0, 0, 360, 255, -1)
            small = cv2.GaussianBlur(picture, (0, 0), 0.45 / scale) if scale < 1 else picture
            face = cv2.warpAffine(small, matrix, (1280, 720))
            mask = cv2.warpAffine(keep, matrix, (1280, 720))[:, :, None] > 127
            frame = np.where(mask, face, wall)
            if blur:
                frame = cv2.GaussianBlur(frame, (0, 0), blur)
            frame = np.clip(frame * gain, 0, 255).astype(np.uint8)
            total += 1
            found = [d for d in detector.detect(frame) if _is_at(d, x, y, height, COVER_SCORE)]
            halves = (*closer_look(detector, frame, 0), *closer_look(detector, frame, 1))
            hits += bool(found)
            near += bool(found) or any(_is_at(d, x, y, height, COVER_SCORE) for d in halves)
        shares[height], closer[height] = hits / total, near / total
    return {
        "recall": shares,
        "recall_live": closer,
        "promised_px": _promised(shares),
        "promised_live_px": _promised(closer),
    }


def _is_at(detection: Detection, x: float, y: float, height: int, score: float) -> bool:
    cx, cy = detection.box.centre
    return detection.score >= score and max(abs(cx - x), abs(cy - y)) < 0.6 * height


def _promised(shares: dict[int, float]) -> int | None:
    """The smallest height from which on the detector finds nearly everyone."""
    promised = None
    for height in sorted(shares, reverse=True):
        if shares[height] < PROMISED_RECALL:
            break
        promised = height
    return promised


def _places(height: int) -> Iterator[tuple[float, float, float, float]]:
    """Where the face stands, how bright the picture is, and how soft."""
    for gain in (0.5, 1.0):
        for blur in (0.0, 1.0):
            for x in np.linspace(height + 10, 1270 - height, 7):
                for y in np.linspace(height + 10, 710 - height, 4):
                    yield float(x) + 0.37 * height / 10, float(y), gain, blur


def runtimes() -> dict[str, dict[str, float | None]]:
    """Each net in LiteRT and, where ONNX Runtime and a converted copy are there, in that."""
    from app.inference.litert import LiteRtNet

    nets: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
        "face_detection_full_range_sparse": ((1, 192, 192, 3), (48 * 48 * 16, 48 * 48)),
        "face_landmark": ((1, 192, 192, 3), (1404, 1)),
        "iris_landmark": ((1, 64, 64, 3), (213, 15)),
    }
    onnx = _onnx_times()
    result: dict[str, dict[str, float | None]] = {}
    for name, (shape, sizes) in nets.items():
        net = LiteRtNet(f"{name}.tflite", input_shape=shape, output_sizes=sizes)
        tensor = np.random.default_rng(0).random(shape, np.float32)
        result[name] = {
            "litert_ms": _median_ms(partial(net.run, tensor)),
            "onnxruntime_ms": onnx.get(name),
        }
    return result


def _onnx_times() -> dict[str, float]:
    """Milliseconds in ONNX Runtime, measured in the environment of ``scripts/compare.py``."""
    python = _compare_program("python")
    if python is None:
        return {}
    script = root_dir() / "scripts" / "compare.py"
    done = subprocess.run(
        [str(python), str(script), "time"], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        return {}
    times: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return times


def _compare_program(name: str) -> Path | None:
    """A program of the environment that ``scripts/compare.py`` makes; None without it."""
    folder = root_dir() / COMPARE
    paths = (folder / "bin" / name, folder / "Scripts" / f"{name}.exe")
    return next((path for path in paths if path.exists()), None)


def _median_ms(call: Callable[[], object], times: int = 100) -> float:
    for _ in range(5):
        call()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return round(float(np.median(taken)) * 1000, 3)


def run_deface() -> dict[str, Any]:
    """Frames per second of deface on the demo clip, in its own environment."""
    program = _compare_program("deface")
    if program is None:
        return {"error": "not measured: run 'python scripts/compare.py' first"}
    clip = demo_clip()
    output = root_dir() / COMPARE / "demo.mp4"
    frames = sum(1 for _ in demo_frames())
    start = time.perf_counter()
    done = subprocess.run(
        [str(program), str(clip), "-o", str(output), "--backend", "onnxrt"],
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode != 0 or not output.exists():
        return {"error": f"deface failed: {(done.stderr.strip().splitlines() or ['?'])[-1]}"}
    return {"fps": round(frames / seconds, 2), "seconds": round(seconds, 2)}


def device(clip: str, paced: bool = True, seconds: float = 15.0) -> dict[str, Any]:
    """How frames reach a virtual camera at a camera's pace, once the clock has found its phase."""
    from app.evaluation.device_probe import DeviceProbe
    from app.session import SessionOptions, build_engine

    process.prepare()
    probe = DeviceProbe(paced=paced)
    engine = build_engine(SessionOptions(clip, realtime=True, loop=True), [probe])
    engine.start()
    engine.wait(5.0)
    probe.reset()
    engine.wait(seconds)
    delivery = probe.delivery()
    engine.stop()
    if engine.error is not None:
        raise engine.error
    return asdict(delivery)


def window(clip: str) -> dict[str, Any]:
    """What the window costs; see `bench_window`."""
    from app.evaluation.bench_window import window

    process.prepare()
    return window(clip)


def standins(**arguments: Any) -> dict[str, Any]:
    """Writes networks; see `bench_swap`."""
    from app.evaluation.bench_swap import make

    return make(**arguments)


def around(folder: str) -> dict[str, Any]:
    """What a learned engine costs beside its network; see `bench_swap`."""
    from app.evaluation.bench_swap import around

    python = _compare_program("python")
    return around(folder, str(python) if python else None, str(root_dir() / "scripts/compare.py"))


def memory(folder: str) -> dict[str, Any]:
    """What a large network takes and gives back; see `bench_swap`."""
    from app.evaluation.bench_swap import memory

    return memory(folder)


CASES: dict[str, Callable[..., dict[str, Any]]] = {
    "around": around,
    "device": device,
    "memory": memory,
    "pipeline": pipeline,
    "recall": recall,
    "runtimes": runtimes,
    "standins": standins,
    "window": window,
}

if __name__ == "__main__":
    print(json.dumps(CASES[sys.argv[1]](**json.loads(sys.argv[2]))))
