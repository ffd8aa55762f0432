"""The panel of numbers, with figures as the pipeline makes them."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.diagnostics import RecentLog, Situation
from app.errors import UnderstudyError
from app.frame import SafeFrame, Verdict
from app.paths import root_dir
from app.pipeline.stats import Percentiles, Snapshot, Stats
from app.ui.numbers import NumbersPanel, stage_title
from app.ui.stage_plot import SPAN_S, STEP_S, line_pen
from app.ui.theme import DARK, LIGHT, Theme
from app.ui.worker import Jobs
from tests.ui.conftest import PATIENCE_MS


class Clock:
    """Goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Bench:
    """A panel in a window, with what it needs."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.clock = Clock()
        self.errors: list[UnderstudyError] = []
        self.jobs = Jobs(self.errors.append, lambda: None)
        self.log = RecentLog()
        self.situation = Situation(state="running", source="demo")
        self.panel = NumbersPanel(self.jobs, lambda: self.situation, self.log, clock=self.clock)
        self.panel.paint(LIGHT)
        self.panel.resize(400, 640)
        qtbot.addWidget(self.panel)

    def show(self) -> None:
        """Until the plot is there."""
        self.panel.show()
        self.wait()

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: self.jobs.running == 0, timeout=PATIENCE_MS)

    def rows(self) -> dict[str, tuple[str, str]]:
        table = self.panel.table
        texts = [[_text(self, r, c) for c in range(3)] for r in range(table.rowCount())]
        return {title: (usual, slow) for title, usual, slow in texts}


def _text(bench: Bench, row: int, column: int) -> str:
    item = bench.panel.table.item(row, column)
    assert item is not None
    return item.text()


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(qtbot)
    yield made
    made.wait()


@pytest.fixture
def stats() -> Stats:
    """Of a run in which some frames were shielded."""
    stats = Stats()
    image = np.zeros((2, 2, 3), np.uint8)
    reasons = [""] * 1200 + ["no face found"] * 2 + ["starting"]
    for index, reason in enumerate(reasons):
        verdict = Verdict.SHIELDED if reason else Verdict.SWAPPED
        safe = SafeFrame(image, verdict, reason, 1, index, time.monotonic() - 0.025)
        stats.judged(safe)
        stats.delivered(safe, "preview")
        for name, ms in (("swap", 6.5), ("detect", 4.25), ("write preview", 0.5)):
            stats.add(name, index, ms / 1000)
    stats.dropped = 17
    return stats


def _snapshot(**stages_ms: float) -> Snapshot:
    stages = {name: Percentiles(ms, 2 * ms, 3 * ms) for name, ms in stages_ms.items()}
    quiet = Percentiles(20, 30, 40)
    return Snapshot(9, 1.0, 30, 30, {"swapped": 9}, {}, stages, {}, quiet, 0, 0.5, 100.0)


# -- figures ---------------------------------------------------------------------------------------


def test_figures_are_those_of_the_pipeline(bench: Bench, stats: Stats) -> None:
    bench.show()
    snapshot = stats.snapshot()
    bench.panel.show_snapshot(snapshot)
    shown, latency = bench.panel.figures, snapshot.latency_ms
    assert shown["Frames per second"] == f"{snapshot.recent_fps:.0f}"
    assert shown["Latency"] == (
        f"{latency.p50:.0f} ms usually, {latency.p95:.0f} slow, {latency.p99:.0f} slowest"
    )
    assert latency.p50 >= 25
    assert shown["Frames"] == f"{QLocale().toString(1200)} covered, 3 shielded"
    assert shown["Dropped"] == "17"
    assert shown["Shielded because"] == "no face found (2), starting (1)"
    assert f"at most {snapshot.peak_memory_mb:.0f} MB" in shown["Memory"]
    assert int(shown["Memory"].split()[0]) > 20
    assert bench.rows() == {
        "Look for faces": ("4.2", "4.2"),
        "Draw the stand-in": ("6.5", "6.5"),
        "Show it here": ("0.5", "0.5"),
    }, "in the order of the pipeline"


def test_it_says_how_busy_the_processor_is(bench: Bench) -> None:
    bench.show()
    until = time.process_time() + 0.05
    while time.process_time() < until:
        pass
    bench.panel.show_snapshot(_snapshot(swap=5))
    one, all_ = (int(word) for word in bench.panel.figures["Processor"].split() if word.isdecimal())
    assert one > 0
    assert all_ == pytest.approx(one / (os.cpu_count() or 1), abs=1)


def test_empty_rooms_are_counted_where_there_are_any(bench: Bench) -> None:
    bench.show()
    bench.panel.show_snapshot(_snapshot())
    assert "empty" not in bench.panel.figures["Frames"]
    snapshot = Snapshot(5, 1, 30, 30, {"empty": 5}, {}, {}, {}, Percentiles(0, 0, 0), 0, None, 1.0)
    bench.panel.show_snapshot(snapshot)
    assert bench.panel.figures["Frames"].endswith("5 of an empty room")


def test_a_hidden_panel_does_nothing(bench: Bench, stats: Stats) -> None:
    before = bench.panel.figures
    bench.panel.show_snapshot(stats.snapshot())
    assert bench.panel.figures == before
    assert bench.panel.table.rowCount() == 0
    assert bench.panel.plot.times == []
    assert bench.jobs.running == 0, "the plot is not even loaded"
    bench.show()
    bench.panel.show_snapshot(_snapshot(swap=5))
    shown = bench.panel.figures
    bench.panel.hide()
    bench.panel.show_snapshot(stats.snapshot())
    assert bench.panel.figures == shown
    assert len(bench.panel.plot.times) <= 2, "one point, and the gap after it"


def test_clear_forgets_the_run(bench: Bench, stats: Stats) -> None:
    bench.show()
    bench.panel.show_snapshot(stats.snapshot())
    bench.panel.clear()
    assert set(bench.panel.figures.values()) == {"–"}
    assert bench.panel.table.rowCount() == 0
    assert bench.panel.plot.times == []
    bench.panel.show_snapshot(stats.snapshot())
    assert bench.panel.table.rowCount() == 3


def test_a_file_that_is_written_is_named_here() -> None:
    assert stage_title("write holiday.mp4") == "Write to holiday.mp4"
    assert stage_title("something new") == "something new"


# -- plot ------------------------------------------------------------------------------------------


def test_the_plot_keeps_a_minute(bench: Bench) -> None:
    bench.show()
    for second in range(100):
        bench.clock.now = 1000.0 + second
        bench.panel.show_snapshot(_snapshot(swap=float(second)))
    seconds, ms = bench.panel.plot.line("swap")
    assert len(seconds) == SPAN_S + 1
    assert seconds[0] == -SPAN_S
    assert seconds[-1] == 0
    assert list(ms) == [float(n) for n in range(39, 100)]


def test_a_point_a_second_is_enough(bench: Bench) -> None:
    bench.show()
    for _ in range(41):
        bench.panel.show_snapshot(_snapshot(swap=5))
        bench.clock.now += STEP_S / 4
    assert len(bench.panel.plot.times) == 11


def test_while_it_was_hidden_there_is_a_gap(bench: Bench) -> None:
    bench.show()
    bench.panel.show_snapshot(_snapshot(swap=5))
    bench.clock.now += 10
    bench.panel.hide()
    bench.clock.now += 10
    bench.panel.show()
    bench.panel.show_snapshot(_snapshot(swap=6))
    seconds, ms = bench.panel.plot.line("swap")
    assert list(seconds) == [-20, -10, 0]
    assert ms[0] == 5
    assert np.isnan(ms[1])
    assert ms[2] == 6


def test_a_stage_that_comes_later_has_a_line_from_then_on(bench: Bench) -> None:
    bench.show()
    bench.panel.show_snapshot(_snapshot(swap=5))
    bench.clock.now += 1
    bench.panel.show_snapshot(_snapshot(swap=5, paste=1))
    assert list(bench.rows()) == ["Draw the stand-in", "Put it in place"]
    ms = bench.panel.plot.line("paste")[1]
    assert np.isnan(ms[0])
    assert ms[1] == 1


def test_lines_are_really_drawn(bench: Bench) -> None:
    """Also those of the time before the plot was loaded."""
    bench.panel.show()
    bench.panel.show_snapshot(_snapshot(swap=5))
    bench.clock.now += 30
    bench.panel.show_snapshot(_snapshot(swap=5))
    bench.wait()
    plot = bench.panel.plot.widget
    assert plot is not None
    colour = line_pen(LIGHT, 0, 1).color()
    bench.qtbot.waitUntil(lambda: _pixels(plot, colour) > 100, timeout=PATIENCE_MS)
    few = _pixels(plot, colour)
    bench.panel.table.selectRow(0)
    bench.qtbot.waitUntil(lambda: _pixels(plot, colour) > 1.5 * few, timeout=PATIENCE_MS)
    bench.panel.clear()
    bench.qtbot.waitUntil(lambda: _pixels(plot, colour) == 0, timeout=PATIENCE_MS)


def _pixels(widget: QWidget, colour: QColor) -> int:
    """How many are about of a colour."""
    image = widget.grab().toImage()
    image = image.convertToFormat(image.Format.Format_RGB888)
    flat = np.frombuffer(image.constBits(), np.uint8)
    rows = flat.reshape(image.height(), image.bytesPerLine())[:, : 3 * image.width()]
    apart = rows.reshape(image.height(), image.width(), 3).astype(int) - colour.getRgb()[:3]
    return int((np.abs(apart).max(axis=2) < 90).sum())


def test_the_plot_takes_the_theme(bench: Bench, qapp: QApplication) -> None:
    bench.show()
    bench.panel.paint(DARK)
    plot = bench.panel.plot.widget
    assert plot is not None
    corner = QColor(plot.grab().toImage().pixel(plot.width() - 2, 2))
    assert corner.name() == DARK.panel


def test_loading_the_plot_leaves_the_handlers_of_failures_alone() -> None:
    """Its library makes itself the handler of every uncaught failure. In a process of its own:
    the tests' tools exchange these handlers, too."""
    code = (
        "import sys, threading; before = sys.excepthook, threading.excepthook\n"
        "from app.ui.stage_plot import load_pyqtgraph; load_pyqtgraph()\n"
        "assert 'pyqtgraph' in sys.modules\n"
        "assert (sys.excepthook, threading.excepthook) == before\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=root_dir(), check=False)
    assert ended.returncode == 0


def test_the_panel_alone_does_not_load_it() -> None:
    code = "import sys, app.ui.numbers; assert 'pyqtgraph' not in sys.modules"
    ended = subprocess.run([sys.executable, "-c", code], cwd=root_dir(), check=False)
    assert ended.returncode == 0


# -- for everybody ---------------------------------------------------------------------------------


def test_lines_differ_by_more_than_colour() -> None:
    pens = [line_pen(LIGHT, number, 2) for number in range(8)]
    assert len({tuple(pen.dashPattern()) for pen in pens}) == 8
    assert len({pen.color().name() for pen in pens}) == 8


def _luminance(colour: QColor) -> float:
    """WCAG 2.2's relative luminance."""
    rgb = [c / 255 for c in colour.getRgb()[:3]]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_lines_can_be_seen(look: Theme) -> None:
    for number in range(8):
        for ground in (look.panel, look.window, look.idle.ground):
            pair = _luminance(line_pen(look, number, 2).color()), _luminance(QColor(ground))
            assert (max(pair) + 0.05) / (min(pair) + 0.05) >= 4.5, (number, ground)


def test_it_can_be_read_aloud_and_worked_by_keyboard(bench: Bench) -> None:
    bench.show()
    bench.panel.show_snapshot(_snapshot(swap=5, paste=1))
    names = {label.accessibleName() for label in bench.panel.findChildren(QWidget)}
    assert "Dropped: 0" in names
    assert "Latency: 20 ms usually, 30 slow, 40 slowest" in names
    assert {"Milliseconds per stage", "Copy diagnostics"} <= names
    plot = bench.panel.plot.widget
    assert plot is not None
    assert plot.accessibleName()
    assert plot.accessibleDescription()
    assert plot.focusPolicy() == Qt.FocusPolicy.NoFocus
    table = bench.panel.table
    assert bench.panel.copy_button.toolTip()
    table.setFocus()
    table.selectRow(0)
    bench.qtbot.keyClick(table, Qt.Key.Key_Down)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1]
    bench.panel.show_snapshot(_snapshot(detect=4, swap=5, paste=1))
    assert [index.row() for index in table.selectionModel().selectedRows()] == [2], (
        "the same stage, in another row"
    )
    bench.qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert bench.panel.focusWidget() is not table


# -- report ----------------------------------------------------------------------------------------


def test_the_report_is_on_the_clipboard(bench: Bench, stats: Stats) -> None:
    bench.show()
    detach = bench.log.attach()
    try:
        logging.getLogger("app.test").warning("something odd")
    finally:
        detach()
    bench.situation = Situation("running", "demo", snapshot=stats.snapshot())
    QGuiApplication.clipboard().setText("before")
    with bench.qtbot.waitSignal(bench.panel.copied, timeout=PATIENCE_MS) as told:
        bench.panel.copy_button.click()
        assert not bench.panel.copy_button.isEnabled(), "once is enough"
    text = QGuiApplication.clipboard().text()
    assert "State: running" in text
    assert "swap: p50 6.5 ms" in text
    assert "something odd" in text
    assert told.args == ["The diagnostics are on the clipboard. Paste them anywhere."]
    assert bench.panel.copy_button.isEnabled()


def test_a_report_that_fails_is_told(qtbot: QtBot) -> None:
    def run(
        name: str,
        work: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[UnderstudyError], None] | None = None,
    ) -> None:
        assert failed is not None
        failed(UnderstudyError(f"no thread for {name}"))

    panel = NumbersPanel(run, Situation, RecentLog())
    qtbot.addWidget(panel)
    QGuiApplication.clipboard().setText("before")
    with qtbot.waitSignal(panel.failed) as told:
        panel.copy_button.click()
    assert told.args == ["The diagnostics could not be copied: no thread for diagnostics"]
    assert panel.copy_button.isEnabled()
    assert QGuiApplication.clipboard().text() == "before"
    panel.show()
    panel.show_snapshot(_snapshot(swap=5))
    assert panel.figures["Dropped"] == "0", "without a plot the figures are there all the same"


def test_closing_it_while_the_plot_loads_is_no_accident(qtbot: QtBot) -> None:
    errors: list[UnderstudyError] = []
    jobs = Jobs(errors.append, lambda: None)
    panel = NumbersPanel(jobs, Situation, RecentLog())
    panel.show()
    panel.copy_button.click()
    panel.deleteLater()
    qtbot.waitUntil(lambda: jobs.running == 0, timeout=PATIENCE_MS)
    assert not errors
