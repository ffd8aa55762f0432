"""What the window costs: how long it is busy with one event, with one frame, and what the pipeline
loses to it. A case of `understudy bench`, in a process of its own."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.pipeline.engine import EngineOptions
from app.pipeline.sinks import Sink, make_sink
from app.session import SessionOptions, build_engine
from app.ui.preview_sink import PreviewSink

FRAMES = 200
SLOW_MS = 16.0
"""One picture of a screen: an event that takes longer is seen as a stutter."""
_HOMES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")


class Watchdog(QApplication):
    """Times every event of the window's thread; those that are handled within another count with
    that one. It counts the thread's own work: what else the machine does is no fault of ours."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.took: list[tuple[float, str]] = []
        """Milliseconds, and what it was."""
        self._inside = False
        self.doing = ""

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        if self._inside:
            return super().notify(receiver, event)
        self._inside = True
        # Asked first: the event may be the end of its receiver.
        what = f"{self.doing}: {type(receiver).__name__} {event.type().name}"
        start = time.thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            self.took.append(((time.thread_time() - start) * 1000, what))
            self._inside = False


def window(clip: str) -> dict[str, Any]:
    """The case.

    Args:
        clip: 1920×1080, one face.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with _nobodys_home():
        app = Watchdog(["understudy"])
        return {**_throughput(app, clip), **_script(app, clip)}


@contextmanager
def _nobodys_home() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="understudy-bench-") as folder:
        for name in _HOMES:
            home = Path(folder) / name
            home.mkdir(mode=0o700)
            os.environ[name] = str(home)
        yield


# -- the preview -----------------------------------------------------------------------------------


class _Screen(QObject):
    """A preview and its sink, connected as the window does it."""

    ready = Signal()

    def __init__(self) -> None:
        super().__init__()
        from app.ui.preview import Preview

        self.sink = PreviewSink(self.ready.emit)
        self.busy_ms: list[float] = []
        self._preview = Preview(self.sink)
        self._preview.resize(1280, 720)
        self._preview.show()
        self.ready.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def _show(self) -> None:
        view = self.sink.take()
        if view is None:
            return
        start = time.perf_counter()
        self._preview.show_view(view)
        self._preview.repaint()
        self.busy_ms.append((time.perf_counter() - start) * 1000)

    def close(self) -> None:
        self._preview.close()


def _throughput(app: Watchdog, clip: str) -> dict[str, Any]:
    """The clip as fast as it goes, with and without a window that shows it; medians of three, in
    turns, because the machine's own pace changes."""
    busy: list[float] = []
    alone, shown = [], []
    for _ in range(3):
        alone.append(_run(app, clip, [make_sink("null")]))
        screen = _Screen()
        shown.append(_run(app, clip, [make_sink("null"), screen.sink]))
        screen.close()
        busy += screen.busy_ms
    return {
        "fps_alone": statistics.median(alone),
        "fps_shown": statistics.median(shown),
        "preview_ms": statistics.median(busy),
        "preview_frames": len(busy),
    }


def _run(app: Watchdog, clip: str, sinks: list[Sink]) -> float:
    options = EngineOptions(max_frames=FRAMES)
    engine = build_engine(SessionOptions(clip, engine_options=options), sinks)
    engine.start()
    timer = QTimer(interval=50)
    timer.timeout.connect(lambda: None if engine.running else app.quit())
    timer.start()
    app.exec()
    timer.stop()
    engine.wait()
    if engine.error is not None:
        raise engine.error
    return engine.stats.snapshot().fps


# -- a session -------------------------------------------------------------------------------------


def _script(app: Watchdog, clip: str) -> dict[str, Any]:
    """Opens the window, starts, changes faces and tabs, compares, shields, stops and closes, and
    looks how long each event took."""
    from app.ui.controller import Choice, Controller, Phase
    from app.ui.main_window import MainWindow

    app.doing = "open"
    start = time.perf_counter()
    controller = Controller(Choice(source=clip))
    main = MainWindow(controller)
    main.show()
    made_ms = (time.perf_counter() - start) * 1000
    app.took.clear()

    def wait(condition: Callable[[], bool], seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while not condition() and time.monotonic() < end:
            app.processEvents()
            time.sleep(0.002)

    def pause(milliseconds: int) -> None:
        over: list[bool] = []
        QTimer.singleShot(milliseconds, lambda: over.append(True))
        wait(lambda: bool(over))

    wait(lambda: main.gallery.count() > 0)
    pause(500)
    app.doing = "start"
    controller.start()
    wait(lambda: controller.phase is Phase.RUNNING)
    pause(1500)
    for template in ("builtin/mei", "builtin/kofi", "builtin/vesper"):
        app.doing = "face"
        controller.choose_template(template)
        pause(700)
    for tab in range(main.tabs.count()):
        app.doing = f"tab {tab}"
        main.tabs.setCurrentIndex(tab)
        pause(500)
    for command in ("view.side", "view.split", "view.output", "session.shield", "session.resume"):
        app.doing = command
        main.actions_[command].trigger()
        pause(400)
    app.doing = "stop"
    controller.stop()
    wait(lambda: controller.phase is Phase.STOPPED)
    app.doing = "close"
    main.quit()
    wait(lambda: controller.idle and not main.isVisible())
    slow = sorted((took for took in app.took if took[0] > SLOW_MS), reverse=True)
    times = sorted(took for took, _ in app.took)
    return {
        "made_ms": made_ms,
        "events": len(times),
        "event_p99_ms": times[int(len(times) * 0.99)],
        "slow": [f"{took:.0f} ms {what}" for took, what in slow[:8]],
        "slow_events": len(slow),
    }
