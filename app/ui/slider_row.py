"""One number from 0 to 1: its name, a slider, a field to type it into, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)

from app.ui import icons
from app.ui.dialog import Line
from app.ui.theme import Theme, current
from app.ui.words import widest

PERCENT = range(0, 101)
_GAP = 10
_INSET = 6
"""Between a field's border and what is typed into it."""


class SliderRow(QWidget):
    """An amount, 0..1, shown in whole per cent.

    Signals:
        moved: The user made it another: its amount, a float.
        settled: The user let go of the slider.

    Args:
        title: What the number is, in a word or two.
        tip: One plain sentence.
        ends: What the left end means, and the right one.
        standard: The amount that the button leads back to.
        percents: What is shown for 0 and for 1, and the steps between.
        low: Told below while the amount is less than `standard`; empty for nothing.
    """

    moved = Signal(float)
    settled = Signal()

    def __init__(
        self,
        title: str,
        tip: str,
        ends: tuple[str, str],
        standard: float,
        percents: range = PERCENT,
        low: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tip, self._standard, self._low = tip, standard, low
        self._first, self._last = percents.start, percents.stop - 1
        self._amount = standard
        self.name = QLabel(title)
        self.name.setWordWrap(True)
        self.reset = QPushButton()
        self.reset.setProperty("kind", "quiet")
        self.reset.setIconSize(QSize(16, 16))
        # Its place is kept: names do not wrap anew while somebody drags.
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self.slider = FocusedSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(self._first, self._last)
        self.slider.setPageStep(max(1, len(percents) // 10))
        self.slider.setMinimumWidth(80)
        self.name.setBuddy(self.slider)
        self.spin = FocusedSpinBox()
        self.spin.setRange(self._first, self._last)
        self.spin.setSuffix(self.tr(" %"))
        self.ends = Ends(*ends, self.slider)
        self.note = Line("warning")
        self._name_parts(title, ends)
        self.set_tip(tip)
        self._arrange()
        self.show_amount(standard)

        self.slider.valueChanged.connect(self._on_moved)
        self.slider.sliderReleased.connect(self.settled)
        self.spin.valueChanged.connect(self.slider.setValue)
        self.reset.clicked.connect(self._on_reset)

    def _name_parts(self, title: str, ends: tuple[str, str]) -> None:
        self.slider.setAccessibleName(title)
        self.spin.setAccessibleName(self.tr("{name}, in per cent").format(name=title))
        self.reset.setAccessibleName(self.tr("Reset: {name}").format(name=title))
        back = self.tr("Back to {n} %").format(n=self._percent(self._standard))
        self.reset.setToolTip(back)
        said = self.tr("From “{left}” to “{right}”.").format(left=ends[0], right=ends[1])
        self.slider.setAccessibleDescription(f"{self._tip} {said}")

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(_GAP)
        top.addWidget(self.name, 1)
        top.addWidget(self.reset)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(_GAP)
        layout.setVerticalSpacing(3)
        layout.setColumnStretch(0, 1)
        layout.addLayout(top, 0, 0, 1, 2)
        layout.addWidget(self.slider, 1, 0)
        layout.addWidget(self.spin, 1, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.ends, 2, 0, 1, 2)
        layout.addWidget(self.note, 3, 0, 1, 2)
        # By keyboard the way back comes after what it undoes.
        QWidget.setTabOrder(self.slider, self.spin)
        QWidget.setTabOrder(self.spin, self.reset)

    @property
    def amount(self) -> float:
        """0..1, as it was given: what is shown is rounded to steps."""
        return self._amount

    def show_amount(self, amount: float) -> None:
        """Shows an amount, 0..1, without emitting anything."""
        percent = self._percent(amount)
        for part in (self.slider, self.spin):
            blocked = part.blockSignals(True)
            part.setValue(percent)
            part.blockSignals(blocked)
        self._take(amount)

    def set_tip(self, tip: str) -> None:
        """Explains the row, or why it is off."""
        for part in (self, self.name, self.slider, self.spin):
            part.setToolTip(tip)

    def paint(self, theme: Theme) -> None:
        """Draws its icon in the theme's colour."""
        self.reset.setIcon(icons.icon("reset", theme.accent.ground))
        self.ends.update()

    def _percent(self, amount: float) -> int:
        return round(self._first + amount * (self._last - self._first))

    def _take(self, amount: float) -> None:
        self._amount = amount
        if self.reset.hasFocus() and amount == self._standard:
            self.slider.setFocus()  # the button goes
        self.reset.setVisible(amount != self._standard)
        self.note.tell(self._low if amount < self._standard else "")

    def _on_moved(self, percent: int) -> None:
        blocked = self.spin.blockSignals(True)
        self.spin.setValue(percent)
        self.spin.blockSignals(blocked)
        self._take((percent - self._first) / (self._last - self._first))
        self.moved.emit(self._amount)

    def _on_reset(self) -> None:
        self.show_amount(self._standard)
        self.moved.emit(self._amount)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            role = "" if self.isEnabled() else "muted"
            self.name.setProperty("role", role)
            self.name.style().unpolish(self.name)
            self.name.style().polish(self.name)
            self.ends.update()


class FocusedSlider(QSlider):
    """A click brings the handle there. The wheel turns it only while it has the focus: else it
    scrolls what the slider is in."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        handle = self._part(QStyle.SubControl.SC_SliderHandle)
        if not handle.contains(event.position().toPoint()):
            groove = self._part(QStyle.SubControl.SC_SliderGroove)
            x = round(event.position().x()) - groove.x() - handle.width() // 2
            room = groove.width() - handle.width()
            turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            value = QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), x, room, turned)
            self.setValue(value)
            handle = self._part(QStyle.SubControl.SC_SliderHandle)
        # As if on the handle: above and below it a press counts as one on it, too.
        x_on = min(max(event.position().x(), handle.left()), handle.right())
        press = QMouseEvent(
            event.type(),
            QPointF(x_on, handle.center().y()),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
        )
        super().mousePressEvent(press)
        event.setAccepted(press.isAccepted())

    def _part(self, part: QStyle.SubControl) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control = QStyle.ComplexControl.CC_Slider
        return self.style().subControlRect(control, option, part, self)


class FocusedSpinBox(QSpinBox):
    """To type into, without buttons; the wheel as with `FocusedSlider`. What is typed counts once
    Return is pressed or the focus goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The style sheet makes the buttons nothing wide: with `NoButtons` Qt gives a styled box a
        # field one pixel wide. It forgets the padding, too.
        self.lineEdit().setTextMargins(_INSET, 0, _INSET, 0)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setKeyboardTracking(False)  # "70" is not first 7
        self.setCorrectionMode(QSpinBox.CorrectionMode.CorrectToNearestValue)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # its own would be given by the wheel
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        widest = self.fontMetrics().horizontalAdvance(f"{self.maximum()}{self.suffix()}")
        return QSize(widest + 4 * _INSET, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Ends(QWidget):
    """What a slider's ends mean: side by side, one below the other where there is no room.

    Args:
        left, right: In a word or two.
        slider: Which: it begins where this does. Where it ends, the right text ends, too, if
            there is room.
    """

    def __init__(
        self, left: str, right: str, slider: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.left, self.right = left, right
        self._slider = slider
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        least = widest(self.fontMetrics(), self.left, self.right)
        return QSize(least + 1, self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        return QSize(self._beside(), self.fontMetrics().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._beside() <= width:
            return self.fontMetrics().height()
        return sum(self._height(text, width) for text in (self.left, self.right))

    def paintEvent(self, _event: QPaintEvent) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        painter = QPainter(self)
        painter.setPen(QColor(current(app).muted))
        flag = Qt.AlignmentFlag
        wrap = Qt.TextFlag.TextWordWrap
        area = self.rect()
        if self._beside() <= area.width():
            area.setWidth(min(max(self._beside(), self._slider.width()), area.width()))
            area = QStyle.visualRect(self.layoutDirection(), self.rect(), area)
            painter.drawText(area, flag.AlignLeft | flag.AlignVCenter, self.left)
            painter.drawText(area, flag.AlignRight | flag.AlignVCenter, self.right)
            return
        height = self._height(self.left, area.width())
        painter.drawText(area, flag.AlignLeft | flag.AlignTop | wrap, self.left)
        area.setTop(height)
        painter.drawText(area, flag.AlignRight | flag.AlignTop | wrap, self.right)

    def _beside(self) -> int:
        metrics = self.fontMetrics()
        widths = [metrics.horizontalAdvance(text) for text in (self.left, self.right)]
        return sum(widths) + 3 * metrics.averageCharWidth()

    def _height(self, text: str, width: int) -> int:
        room = QRect(0, 0, width, 10_000)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
