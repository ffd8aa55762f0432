"""The strip under the preview: am I covered, who is seen, how fast is it."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.pipeline.stats import Snapshot
from app.ui import icons
from app.ui.command_button import CommandButton
from app.ui.meter_row import MeterRow
from app.ui.theme import Theme
from app.ui.trust import Told, stopped

_ICON = 30


class TrustStrip(QFrame):
    """Shows what it is told; decides nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._theme: Theme | None = None
        self._told = stopped()

        self._state = QFrame()
        self._state.setObjectName("state")
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON, _ICON)
        self._headline = QLabel()
        font = self._headline.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self._headline.setFont(font)
        self._headline.setWordWrap(True)
        self._detail = QLabel()
        self._detail.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(self._headline)
        words.addWidget(self._detail)
        words.addStretch(1)
        state = QHBoxLayout(self._state)
        state.setContentsMargins(14, 8, 14, 8)
        state.setSpacing(12)
        state.addWidget(self._icon)
        state.addLayout(words, 1)

        self.shield_button = CommandButton()
        self.shield_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.shield_button.setMinimumWidth(148)

        self._figures = QLabel()
        self._figures.setProperty("role", "muted")
        self._figures.setWordWrap(True)
        self._figures.setToolTip(
            self.tr(
                "Latency: from the camera's picture to the covered one, half of all frames are "
                "faster. Dropped: overtaken by a newer picture, so that you are never late."
            )
        )

        self.meter = MeterRow()
        self.meter.hide()

        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._state, 1)
        top.addWidget(self.shield_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 8)
        layout.setSpacing(7)
        layout.addLayout(top)
        layout.addWidget(self.meter)
        layout.addWidget(self._figures)
        self.clear_figures()

    @property
    def told(self) -> Told:
        """What it shows."""
        return self._told

    @property
    def figures(self) -> str:
        return self._figures.text()

    def tell(self, told: Told) -> None:
        """Shows a state; cheap when it is the one that is shown."""
        if told == self._told and self._headline.text():
            return
        changed = told.headline != self._told.headline
        self._told = told
        self._headline.setText(told.headline)
        self._detail.setText(told.detail)
        self._detail.setVisible(bool(told.detail))
        self._state.setAccessibleName(f"{told.headline}. {told.detail}")
        if self._state.property("tone") != told.trust.tone:
            self._state.setProperty("tone", told.trust.tone)
            for widget in (self._state, self._headline, self._detail):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
        self._paint_icon()
        if changed:
            event = QAccessibleEvent(self._state, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(event)

    def show_figures(self, snapshot: Snapshot) -> None:
        """Frames per second, latency, dropped."""
        parts = [
            self.tr("{fps:.0f} frames per second").format(fps=snapshot.recent_fps),
            self.tr("{ms:.0f} ms latency").format(ms=snapshot.latency_ms.p50),
            self.tr("{n} dropped").format(n=QLocale().toString(snapshot.dropped)),
        ]
        self._figures.setText("   ·   ".join(parts))

    def clear_figures(self) -> None:
        self._figures.setText(self.tr("No figures yet"))

    def paint(self, theme: Theme) -> None:
        """Draws its icons."""
        self._theme = theme
        self._paint_icon()
        self.shield_button.paint(theme)
        self.meter.paint(theme)

    def _paint_icon(self) -> None:
        if self._theme is None:
            return
        tone = getattr(self._theme, self._told.trust.tone)
        name = self._told.trust.value
        self._icon.setPixmap(icons.pixmap(name, tone.text, _ICON, self.devicePixelRatioF()))
