"""Does the window hold out? Starts, changes the face and stops, again and again, and counts what is
left over: ``python -m app.evaluation.endurance 1000``. Needs Qt; without a display it draws
offscreen."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from app import process
from app.evaluation.process import open_handles, resident_mb

WARM_UP = 5
"""Rounds after which caches, compilers and allocators have what they want."""
PATIENCE_S = 120.0
FACES = ("builtin/ruth", "builtin/mei", "builtin/kofi", "builtin/vesper")


@dataclass(frozen=True, slots=True)
class Held:
    """What the process holds at one moment."""

    threads: int
    timers: int
    widgets: int
    handles: int
    memory_mb: float


def endure(rounds: int, tell: Callable[[int], None] = lambda _round: None) -> tuple[Held, Held]:
    """Opens the window on the demo clip and goes round: start, wait until the face is covered,
    another face, stop.

    Args:
        rounds: How often, beside `WARM_UP` rounds that do not count.
        tell: Called after each round with its number.

    Returns:
        What was held after the warm-up, and at the end; both while it is stopped.

    Raises:
        TimeoutError: A round did not come to its end: the window hangs.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.ui.controller import Choice, Controller, Phase
    from app.ui.main_window import MainWindow
    from app.ui.trust import Trust

    process.prepare()
    app = QApplication.instance() or QApplication(["understudy"])
    controller = Controller(Choice(source="demo"))
    window = MainWindow(controller)
    window.show()

    def wait(condition: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"{what} did not come; the window says: {window.banner.text}")
            app.processEvents()
            time.sleep(0.005)

    def once(number: int) -> None:
        controller.start()
        wait(lambda: window.strip.told.trust is Trust.COVERED, "the covered face")
        face = FACES[number % len(FACES)]
        controller.choose_template(face)
        wait(lambda: controller.template_id == face, face)
        window.tabs.setCurrentIndex(number % window.tabs.count())
        controller.stop()
        wait(lambda: controller.phase is Phase.STOPPED, "the end")

    wait(lambda: window.gallery.count() > 0, "the gallery")
    for number in range(WARM_UP):
        once(number)
    before = _held(app)
    for number in range(rounds):
        once(number)
        tell(number + 1)
    after = _held(app)
    window.quit()
    wait(lambda: controller.idle and not window.isVisible(), "the end of the window")
    return before, after


def _held(app: object) -> Held:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    assert isinstance(app, QApplication)
    for _ in range(3):
        app.processEvents()
        gc.collect()
    return Held(
        threads=threading.active_count(),
        timers=sum(isinstance(thing, QTimer) for thing in gc.get_objects()),
        widgets=len(app.allWidgets()),
        handles=open_handles(),
        memory_mb=resident_mb(),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rounds", type=int)
    options = parser.parse_args()
    start = time.monotonic()

    def tell(number: int) -> None:
        if number % 50 == 0:
            print(f"{number} rounds, {time.monotonic() - start:.0f} s", file=sys.stderr)

    before, after = endure(options.rounds, tell)
    print(json.dumps({"before": asdict(before), "after": asdict(after)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
