"""`understudy run`: one source into one or more sinks, without a window unless one is asked for."""

from __future__ import annotations

import json
import logging
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from tqdm import tqdm

from app import __version__
from app.disclosure import mark_png
from app.errors import SinkError, UsageError
from app.frame import Shield
from app.pipeline.engine import Engine, EngineOptions
from app.pipeline.finish.options import FinishOptions
from app.pipeline.guard import GuardOptions
from app.pipeline.sinks import (
    DelayedSink,
    FileSink,
    Sink,
    is_live,
    keeps_file,
    make_sink,
    status_of,
)
from app.pipeline.stats import Snapshot
from app.pipeline.swap.drawing import AUTO, Drawing
from app.pipeline.swap.options import SwapOptions
from app.pipeline.track.options import BUILT_IN
from app.session import SessionOptions, build_engine

log = logging.getLogger(__name__)

OUTPUT = Path("out")
WINDOW = "window"
SETTLED_S = 3.0
"""Of a session: the first frames are later than those that follow."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The options of `understudy run`; see its ``--help``."""

    source: str = "demo"
    template: str | None = None
    drawing: Drawing = field(default_factory=Drawing)
    detector: str = BUILT_IN
    swap_options: SwapOptions = field(default_factory=SwapOptions)
    sinks: tuple[str, ...] = ()
    headless: bool = False
    max_frames: int | None = None
    json: Path | None = None
    shield: Shield = Shield.HOLD
    show_empty_room: bool = False
    finish: FinishOptions = field(default_factory=FinishOptions)
    delay: float = 0.0
    upscale: str | None = None

    def engine_options(self) -> EngineOptions:
        guard = GuardOptions(shield=self.shield, show_empty_room=self.show_empty_room)
        return EngineOptions(self.max_frames, self.json is not None, guard, self.finish)


def run(options: RunOptions) -> int:
    """Runs to the end of the source, or until interrupted; returns the exit code.

    Raises:
        UnderstudyError: Something cannot be had; nothing was written over.
    """
    if (options.drawing.provider, options.drawing.mask) != (AUTO, None):
        from app.engines import check  # only now: the mesh engine starts without all of it

        check(options.drawing)
    if WINDOW in options.sinks:
        if options.headless:
            raise UsageError("--headless and --sink window contradict each other: leave one out")
        if options.upscale is not None:
            raise UsageError("--upscale is for files: leave out --sink window")
        from app.ui.application import run_window

        return run_window(options)
    specs = options.sinks or (str(_default_output(options)),)
    if not options.sinks:
        OUTPUT.mkdir(exist_ok=True)
    if options.json is not None and not options.json.absolute().parent.is_dir():
        raise UsageError(f"the folder of {options.json} does not exist: make it first")
    panic = _Panic()
    sinks = [_delayed(make_sink(spec), options.delay, panic) for spec in specs]
    realtime = any(is_live(spec) for spec in specs)
    _check_pace(specs, sinks, options.source)
    engine = build_engine(
        SessionOptions(
            options.source,
            options.template,
            options.drawing,
            options.detector,
            options.swap_options,
            realtime=realtime,
            loop=realtime and not any(keeps_file(sink) for sink in sinks),
            engine_options=options.engine_options(),
            upscale=options.upscale,
        ),
        sinks,
        notice=_lowered,
    )
    panic.engine = engine
    total = options.max_frames or _frame_count(engine)
    engine.start()
    for sink in sinks:
        address = status_of(sink).address
        if address.startswith("http:"):
            print(f"the picture is at {address}", flush=True)
    interrupted = _wait(engine, total, _Hint(sinks, options.delay) if realtime else None)
    if options.json is not None:
        _write_report(options.json, options, engine)
    _print_summary(engine, sinks, interrupted)
    if engine.error is not None:
        raise engine.error
    for sink in sinks:
        status = status_of(sink)
        if status.trouble and not status.frames:
            raise SinkError(f"nothing has left: {status.trouble}")
    if options.source == "demo" and not options.sinks and not interrupted:
        _before_and_after(Path(specs[0]))
    return 130 if interrupted else 0


def _check_pace(specs: Sequence[str], sinks: Sequence[Sink], source: str) -> None:
    """
    Raises:
        UsageError: A clip is to become a file frame by frame, and to be shown at its own pace.
    """
    live = [spec.partition(":")[0] for spec in specs if is_live(spec)]
    if not live or source.partition(":")[0] == "camera":
        return
    for sink in sinks:
        if isinstance(sink, FileSink):
            raise UsageError(
                f"'{sink.name}' gets every frame of a clip and its sound, '{live[0]}' the frames "
                f"that are ready in time: write the file in a run of its own, or give "
                f"record:{sink.name} for what is shown"
            )


def _lowered(without: str) -> None:
    """Says what the computer is too slow for; from the thread that draws."""
    log.warning(
        "this computer is too slow for it: faces are drawn without the %s, until there is time"
        if without
        else "faces are drawn in full again",
        *([without] if without else []),
    )


class _Panic:
    """The panic key of an engine that is yet to be built with the sinks that ask for it."""

    engine: Engine | None = None

    def __call__(self) -> bool:
        return self.engine is not None and self.engine.guard.panic


def _delayed(sink: Sink, seconds: float, panic: _Panic) -> Sink:
    return DelayedSink(sink, seconds, panic) if seconds and not keeps_file(sink) else sink


def _default_output(options: RunOptions) -> Path:
    kind, _, name = options.source.partition(":")
    stem = f"camera-{name}" if kind == "camera" else Path(options.source).stem
    return OUTPUT / f"{stem or 'output'}.mp4"


def _frame_count(engine: Engine) -> int | None:
    return engine.source_info.frame_count


@contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    """While inside, Ctrl-C and a polite kill set `stop` instead of ending the process: the file
    written so far must be finished."""

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    # A closed terminal, too.
    last_words = (getattr(signal, name, None) for name in ("SIGHUP", "SIGBREAK"))
    # Not where it is ignored already: that is what nohup is for.
    heard = [one for one in last_words if one and signal.getsignal(one) != signal.SIG_IGN]
    numbers = [signal.SIGINT, signal.SIGTERM, *heard]
    before = {number: signal.signal(number, on_signal) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Hint:
    """Tells once, when the session has settled, how late the picture is.

    Args:
        sinks: Of the session; those that are seen at once count.
        delay: Seconds for which pictures wait on purpose.
    """

    def __init__(self, sinks: Sequence[Sink], delay: float) -> None:
        self._names = [sink.name for sink in sinks if not keeps_file(sink)]
        self._delay = delay
        self._told = not self._names

    def __call__(self, snapshot: Snapshot) -> None:
        if self._told or snapshot.seconds < SETTLED_S:
            return
        late = snapshot.microphone_delay(self._names, self._delay)
        if late is not None:
            self._told = True
            text = f"so that lips and sound match, delay your microphone by {late} ms"
            tqdm.write(text, file=sys.stdout)
            sys.stdout.flush()


def _wait(engine: Engine, total: int | None, hint: _Hint | None) -> bool:
    """Shows progress until the engine is done; True when the user interrupted it."""
    stop = threading.Event()
    with (
        _signals(stop),
        tqdm(
            total=total, unit=" frames", disable=not sys.stderr.isatty(), leave=False, ncols=80
        ) as bar,
    ):
        while not engine.wait(0.2):
            snapshot = engine.stats.snapshot()
            bar.update(snapshot.frames - bar.n)
            if hint is not None:
                hint(snapshot)
            if stop.is_set():
                engine.stop()
                return True
    return False


def _write_report(path: Path, options: RunOptions, engine: Engine) -> None:
    info = engine.source_info
    report: dict[str, Any] = {
        "understudy": __version__,
        "source": {
            "name": info.name,
            "width": info.width,
            "height": info.height,
            "fps": info.fps,
            "live": info.live,
        },
        "template": engine.template.id,
        "engine": engine.drawn_by[0],
        "provider": engine.drawn_by[1],
        "swap_options": asdict(options.swap_options),
        "shield": options.shield.value,
        "error": str(engine.error) if engine.error is not None else None,
        "summary": engine.stats.snapshot().as_dict(),
        "overtaken": engine.overtaken(),
        "frames": [asdict(record) for record in engine.stats.records],
    }
    temporary = path.with_name(path.name + ".part")
    try:
        temporary.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise SinkError(f"the report {path} cannot be written: {error.strerror}") from error


def _print_summary(engine: Engine, sinks: Sequence[Sink], interrupted: bool) -> None:
    snapshot = engine.stats.snapshot()
    verdicts = ", ".join(
        f"{count} {verdict}" for verdict, count in snapshot.verdicts.items() if count
    )
    print(f"{snapshot.frames} frames at {snapshot.fps:.1f} per second: {verdicts or 'none'}")
    for reason, count in snapshot.reasons.items():
        print(f"  shielded {count}: {reason}")
    if snapshot.dropped:
        print(f"  {snapshot.dropped} overtaken by newer ones")
    for name, count in engine.overtaken().items():
        if count:
            print(f"  {count} more overtaken before {name} could take them")
    failed = engine.failed_sinks()
    for sink in sinks:
        status = status_of(sink)
        if status.path is not None and status.frames and sink.name not in failed:
            where = status.path.resolve()
            print(f"{'so far in' if interrupted else 'written to'} {where}")


def _before_and_after(video: Path) -> None:
    """Writes a still of the demo beside its swap, so that the first run shows something."""
    import cv2
    import numpy as np

    from app.pipeline.sources import open_source

    def middle(spec: str) -> np.ndarray[Any, Any] | None:
        source = open_source(spec)
        try:
            wanted = (source.info.frame_count or 2) // 2
            picture = None
            while (frame := source.read()) is not None:
                picture = frame.image
                if frame.index >= wanted:
                    break
            return picture
        finally:
            source.close()

    pictures = [middle("demo"), middle(str(video))]
    target = video.with_suffix(".png")
    if all(picture is not None for picture in pictures):
        sheet = np.hstack([picture for picture in pictures if picture is not None])
        content = mark_png(cv2.imencode(".png", sheet)[1].tobytes())
        try:
            target.write_bytes(content)
        except OSError as error:
            raise SinkError(f"{target} cannot be written: {error.strerror}") from error
        print(f"before and after in {target}")
