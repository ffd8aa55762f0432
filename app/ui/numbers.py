"""The panel of numbers: how fast, how late, where the time goes, what it costs.

For whoever wonders why the picture stutters; nobody needs it to be safe.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from types import ModuleType

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QHideEvent,
    QIcon,
    QPainter,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.diagnostics import ProcessLoad, RecentLog, Situation, memory_mb
from app.diagnostics import text as report
from app.errors import UnderstudyError
from app.frame import Verdict
from app.pipeline.stats import Percentiles, Snapshot
from app.ui.below import said
from app.ui.dialog import Line, button
from app.ui.stage_plot import StagePlot, line_pen, load_pyqtgraph
from app.ui.theme import Theme
from app.ui.translation import QT_TRANSLATE_NOOP, translate
from app.ui.words import decimal
from app.ui.worker import Runner

_PLOT_HEIGHT = 168
_SAMPLE = QSize(28, 14)
"""Of a piece of line in the table, logical pixels."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_STAGES = {
    "decode": QT_TRANSLATE_NOOP("Numbers", "Read the file"),
    "detect": QT_TRANSLATE_NOOP("Numbers", "Look for faces"),
    "track": QT_TRANSLATE_NOOP("Numbers", "Follow your face"),
    "await detector": QT_TRANSLATE_NOOP("Numbers", "Wait for the look"),
    "swap": QT_TRANSLATE_NOOP("Numbers", "Draw the stand-in"),
    "paste": QT_TRANSLATE_NOOP("Numbers", "Put it in place"),
    "guard": QT_TRANSLATE_NOOP("Numbers", "Check the cover"),
    "finish": QT_TRANSLATE_NOOP("Numbers", "Background and size"),
    "write preview": QT_TRANSLATE_NOOP("Numbers", "Show it here"),
    "write camera": QT_TRANSLATE_NOOP("Numbers", "Send it to calls"),
    "write recording": QT_TRANSLATE_NOOP("Numbers", "Record it"),
    "write stream": QT_TRANSLATE_NOOP("Numbers", "Stream it"),
    "write page": QT_TRANSLATE_NOOP("Numbers", "Show it to OBS"),
}
"""The stages that the engine times, in the order in which a frame goes through them."""


class NumbersPanel(QWidget):
    """Shows the figures that it is given, and copies a report of them. Does nothing while hidden.

    Signals:
        copied: The report is on the clipboard; a line that says so.
        failed: It is not; a line that says why.

    Args:
        run: Runs what takes long.
        situation: Tells what the app is at; asked in the window's thread when the report is wanted.
        log: Whose lines go with the report.
        clock: Seconds; of the plot.
    """

    copied = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        run: Runner,
        situation: Callable[[], Situation],
        log: RecentLog,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("numbers")
        self._run, self._situation, self._log, self._clock = run, situation, log, clock
        self._theme: Theme | None = None
        self._load = ProcessLoad()
        self._locale = QLocale()
        self._titles: dict[str, str] = {}
        """Value label's object name → what stands before it."""

        self._fps = self._value(self.tr("Frames per second"))
        self._fps.setToolTip(self.tr("Covered pictures that leave the app, over the last second."))
        self._latency = self._value(self.tr("Latency"))
        self._latency.setToolTip(
            self.tr(
                "From the camera's picture to the covered one being handed over. Half of all "
                "frames are faster than the first number, 95 of 100 than the second, 99 than the "
                "third."
            )
        )
        self._frames = self._value(self.tr("Frames"))
        self._frames.setToolTip(
            self.tr("Shielded: others saw a plain card or a mosaic instead of the stand-in.")
        )
        self._dropped = self._value(self.tr("Dropped"))
        self._dropped.setToolTip(
            self.tr("Overtaken by a newer picture, so that you are never late.")
        )
        self._processor = self._value(self.tr("Processor"))
        self._processor.setToolTip(
            self.tr("How much of this computer's computing power the app takes.")
        )
        self._memory = self._value(self.tr("Memory"))
        self._memory.setToolTip(self.tr("What the app holds now, and the most it held so far."))
        self._reasons = self._value(self.tr("Shielded because"))
        self._reasons.setToolTip(self.tr("Why the stand-in was not shown, and in how many frames."))
        self._engine = self._value(self.tr("Drawn by"))
        self._engine.setToolTip(self.tr("What draws the face, and what it really runs on."))
        self._values = (
            self._engine,
            self._fps,
            self._latency,
            self._frames,
            self._dropped,
            self._reasons,
            self._processor,
            self._memory,
        )
        self.plot = StagePlot(clock)
        self._waiting = Line("muted")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stage = QStackedWidget()
        self._stage.setFixedHeight(_PLOT_HEIGHT)
        self._stage.addWidget(self._waiting)
        self._asked_for_plot = False
        self.table = self._made_table()
        self.copy_button = button(self.tr("&Copy diagnostics"), self.copy)
        self.copy_button.setAccessibleName(self.tr("Copy diagnostics"))
        self.copy_button.setToolTip(
            self.tr(
                "Puts versions, these figures and the last log lines on the clipboard, to paste "
                "into a report. No pictures, and no names of you, your computer or your files."
            )
        )
        self._arrange()
        self.clear()

    def _value(self, title: str) -> QLabel:
        label = QLabel()
        label.setObjectName(f"value{len(self._titles)}")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        # Wrapped text asks for as much width as looks good by itself; here it takes what is there.
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        self._titles[label.objectName()] = title
        return label

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setAccessibleName(self.tr("Milliseconds per stage"))
        table.setToolTip(self.tr("Choose a row to see its line stand out in the plot."))
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        titles = (
            (self.tr("Milliseconds to…"), self.tr("What is done with each frame."), left),
            (self.tr("Usual"), self.tr("Half of all frames take less (p50)."), _RIGHT),
            (self.tr("Slow"), self.tr("95 of 100 frames take less (p95)."), _RIGHT),
        )
        for column, (text, tip, alignment) in enumerate(titles):
            item = QTableWidgetItem(text)
            item.setToolTip(tip)
            item.setTextAlignment(alignment)
            table.setHorizontalHeaderItem(column, item)
            if column:
                # Not ResizeToContents, which measures all cells again whenever one changes.
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                widest = max((text, "0000.0"), key=QFontMetrics(header.font()).horizontalAdvance)
                width = QFontMetrics(header.font()).horizontalAdvance(widest)
                header.resizeSection(column, width + 14)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        table.verticalHeader().setDefaultSectionSize(QFontMetrics(table.font()).height() + 9)
        table.setIconSize(_SAMPLE)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setTabKeyNavigation(False)  # Tab leaves it; the arrows go through it
        table.itemSelectionChanged.connect(self._on_row)
        return table

    def _arrange(self) -> None:
        figures = QGridLayout()
        figures.setHorizontalSpacing(14)
        figures.setVerticalSpacing(4)
        figures.setColumnStretch(1, 1)
        for row, value in enumerate(self._values):
            title = QLabel(self._titles[value.objectName()])
            title.setProperty("role", "muted")
            title.setToolTip(value.toolTip())
            figures.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            figures.addWidget(value, row, 1)
        caption = QLabel(self.tr("Where the time goes, over the last minute"))
        caption.setProperty("role", "caption")
        caption.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(figures)
        layout.addSpacing(4)
        layout.addWidget(caption)
        layout.addWidget(self._stage)
        layout.addWidget(self.table)
        layout.addSpacing(2)
        layout.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    # -- figures ------------------------------------------------------------------------------

    def show_engine(self, name: str, provider: str) -> None:
        """What draws; see `Engine.drawn_by`."""
        engine = self.tr("the built-in engine") if name == "mesh" else name
        place = self.tr("the processor") if provider == "cpu" else provider
        self._tell(self._engine, self.tr("{engine}, on {place}").format(engine=engine, place=place))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Shows the figures of now; does nothing while the panel is hidden."""
        if not self.isVisible():
            return
        number = self._locale.toString
        self._tell(self._fps, f"{snapshot.recent_fps:.0f}")
        latency = snapshot.latency_ms
        self._tell(
            self._latency,
            self.tr("{p50:.0f} ms usually, {p95:.0f} slow, {p99:.0f} slowest").format(
                p50=latency.p50, p95=latency.p95, p99=latency.p99
            ),
        )
        verdicts = snapshot.verdicts
        frames = self.tr("{covered} covered, {shielded} shielded").format(
            covered=number(verdicts.get(Verdict.SWAPPED.value, 0)),
            shielded=number(verdicts.get(Verdict.SHIELDED.value, 0)),
        )
        empty = verdicts.get(Verdict.EMPTY.value, 0)
        if empty:
            frames += self.tr(", {empty} of an empty room").format(empty=number(empty))
        self._tell(self._frames, frames)
        self._tell(self._dropped, number(snapshot.dropped))
        reasons = [
            f"{said(reason)} ({number(count)})" for reason, count in snapshot.reasons.items()
        ]
        self._tell(self._reasons, ", ".join(reasons) or self.tr("never"))
        one, all_ = self._load.sample()
        self._tell(
            self._processor,
            self.tr("{one:.0f} % of one core, {all:.0f} % of all").format(one=one, all=all_),
        )
        self._tell(self._memory, self._memory_text(snapshot.peak_memory_mb))
        self._show_stages(snapshot.stages_ms)
        self.plot.add(snapshot.stages_ms)

    def clear(self) -> None:
        """For when nothing runs."""
        for value in self._values:
            self._tell(value, "–")
        self.table.setRowCount(0)
        self._fit_table()
        self.plot.clear()

    @property
    def figures(self) -> dict[str, str]:
        """What is shown, by its title."""
        return {self._titles[label.objectName()]: label.text() for label in self._values}

    def _tell(self, label: QLabel, text: str) -> None:
        if text == label.text():
            return
        label.setText(text)
        label.setAccessibleName(f"{self._titles[label.objectName()]}: {text}")

    def _memory_text(self, peak: float) -> str:
        now = memory_mb()
        if now is None:
            return self.tr("at most {peak:.0f} MB so far").format(peak=peak)
        return self.tr("{now:.0f} MB, at most {peak:.0f} MB so far").format(now=now, peak=peak)

    def _show_stages(self, stages: dict[str, Percentiles]) -> None:
        names = sorted(stages, key=_place)
        if names != [self._name_in(row) for row in range(self.table.rowCount())]:
            self._set_rows(names)
        for row, name in enumerate(names):
            for column, value in ((1, stages[name].p50), (2, stages[name].p95)):
                item, text = self._cell(row, column), decimal(value)
                if item.text() != text:
                    item.setText(text)

    def _set_rows(self, names: list[str]) -> None:
        """Another stage came, or one has gone: seldom."""
        table = self.table
        chosen = self._name_in(table.currentRow()) if table.selectedItems() else None
        table.setRowCount(len(names))
        for row, name in enumerate(names):
            title = QTableWidgetItem(stage_title(name))
            title.setToolTip(stage_title(name))  # narrow windows cut it off
            title.setData(Qt.ItemDataRole.UserRole, name)
            title.setIcon(self._sample(row))
            table.setItem(row, 0, title)
            for column in (1, 2):
                cell = QTableWidgetItem()
                cell.setTextAlignment(_RIGHT)
                table.setItem(row, column, cell)
        table.clearSelection()
        if chosen is not None and chosen in names:
            table.selectRow(names.index(chosen))
        self.plot.set_names(names)
        self._fit_table()

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        item = self.table.item(row, column)
        assert item is not None  # `_set_rows` fills every cell
        return item

    def _name_in(self, row: int) -> str | None:
        item = self.table.item(row, 0)
        return None if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def _fit_table(self) -> None:
        """As high as its rows: it never scrolls by itself."""
        table = self.table
        rows = table.verticalHeader().defaultSectionSize() * table.rowCount()
        height = table.horizontalHeader().sizeHint().height() + rows
        table.setFixedHeight(height + 2 * table.frameWidth())
        table.setVisible(table.rowCount() > 0)

    def _on_row(self) -> None:
        chosen = self.table.currentRow() if self.table.selectedItems() else None
        self.plot.emphasise(chosen)

    # -- report -------------------------------------------------------------------------------

    def copy(self) -> None:
        """Puts the report on the clipboard; ends in `copied`."""
        situation, lines = self._situation(), self._log.lines()
        self.copy_button.setEnabled(False)

        def done(text: str) -> None:
            if not isValid(self):
                return
            self.copy_button.setEnabled(True)
            QGuiApplication.clipboard().setText(text)
            self.copied.emit(self.tr("The diagnostics are on the clipboard. Paste them anywhere."))

        def failed(error: UnderstudyError) -> None:
            if not isValid(self):
                return
            self.copy_button.setEnabled(True)
            self.failed.emit(
                self.tr("The diagnostics could not be copied: {why}").format(why=error)
            )

        self._run("diagnostics", lambda: report(situation, lines), done, failed)

    # -- looks --------------------------------------------------------------------------------

    def paint(self, theme: Theme) -> None:
        """Draws plot and pieces of line in the theme's colours."""
        self._theme = theme
        self.plot.paint(theme)
        self.table.setStyleSheet(
            f"QTableWidget {{ background: {theme.panel}; color: {theme.text}; outline: none;"
            f" border: 2px solid transparent; border-radius: 7px; }}"
            f"QTableWidget:focus {{ border-color: {theme.accent.ground}; }}"
            f"QTableWidget::item:selected {{ background: {theme.idle.ground};"
            f" color: {theme.text}; }}"
            f"QHeaderView, QHeaderView::section {{ background: {theme.panel};"
            f" color: {theme.muted}; border: none; padding: 2px 3px; }}"
        )
        for row in range(self.table.rowCount()):
            self._cell(row, 0).setIcon(self._sample(row))

    def _sample(self, row: int) -> QIcon:
        """A piece of the line that stands for a row."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(_SAMPLE * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        if self._theme is not None:
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(line_pen(self._theme, row, 2.0))
            middle = _SAMPLE.height() // 2
            painter.drawLine(1, middle, _SAMPLE.width() - 1, middle)
            painter.end()
        icon = QIcon()
        # The same when chosen: Qt would tint it.
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            icon.addPixmap(pixmap, mode)
        return icon

    # -- events -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load.sample()  # from here on, not since it was last seen
        if not self._asked_for_plot:
            self._asked_for_plot = True
            self._waiting.tell(self.tr("The plot is coming…"))
            self._run("plot", load_pyqtgraph, self._on_plot, self._on_no_plot)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.plot.leave_gap()

    def _on_plot(self, pyqtgraph: ModuleType) -> None:
        if not isValid(self):
            return
        self._stage.addWidget(self.plot.made(pyqtgraph))
        self._stage.setCurrentIndex(1)
        if self._theme is not None:
            self.plot.paint(self._theme)

    def _on_no_plot(self, error: UnderstudyError) -> None:
        if isValid(self):
            self._waiting.tell(self.tr("There is no plot: {why}").format(why=error))


def stage_title(name: str) -> str:
    """A stage of `Snapshot.stages_ms` in plain words."""
    if name in _STAGES:
        return translate("Numbers", _STAGES[name])
    verb, _, rest = name.partition(" ")
    if verb == "write":
        return translate("Numbers", "Write to {name}").format(name=rest)
    return name


def _place(name: str) -> tuple[int, str]:
    """Where a stage stands among the others."""
    known = list(_STAGES)
    return (known.index(name) if name in known else len(known)), name
