"""The icon beside the clock: how the cover stands, and the commands that a call may need."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QColor,
    QIcon,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from app.ui import icons
from app.ui.actions import Actions
from app.ui.trust import Told, Trust, stopped

SIZES = (16, 22, 24, 32, 44, 48, 64)
"""Pixels in which trays ask for icons."""
_BADGE = 0.62
"""Side of the badge, of the icon's."""


class Tray(QObject):
    """Shows the window's own commands; registers none.

    Args:
        actions: The window's.
        window: Shown and hidden from here.

    Signals:
        profile_chosen: Name of the profile that was picked.
    """

    profile_chosen = Signal(str)

    def __init__(self, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._told = stopped()
        self._icons: dict[Trust, QIcon] = {}
        """Drawn when first needed."""
        self.toggle_action = QAction(self)
        self.toggle_action.setObjectName("tray.window")
        self.toggle_action.triggered.connect(self.toggle_window)
        self.menu = QMenu(window)
        self.menu.setAccessibleName(self.tr("Understudy"))
        self.menu.addAction(self.toggle_action)
        self.menu.addSeparator()
        for command in ("start", "stop", "shield", "resume", "virtual_camera"):
            self.menu.addAction(actions[f"session.{command}"])
        self.profiles_menu: QMenu = self.menu.addMenu(self.tr("&Profiles"))
        self.profiles_menu.menuAction().setVisible(False)
        self.menu.addSeparator()
        self.menu.addAction(actions["file.quit"])
        self._profiles = QActionGroup(self)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        window.installEventFilter(self)
        self._name_toggle()
        self.tell(self._told)

    @property
    def available(self) -> bool:
        """Whether the icon can be seen: without it, hide nothing that only it brings back."""
        return QSystemTrayIcon.isSystemTrayAvailable() and self.icon.isVisible()

    def show(self) -> None:
        """Puts the icon there. A desktop whose tray comes later shows it then."""
        self.icon.show()

    def hide(self) -> None:
        """Takes it away."""
        self.icon.hide()

    def tell(self, told: Told) -> None:
        """Shows how the cover stands, by the icon's shape and in words."""
        self._told = told
        if told.trust not in self._icons:
            self._icons[told.trust] = state_icon(told.trust)
        self.icon.setIcon(self._icons[told.trust])
        lines = [f"Understudy – {told.headline}", told.detail]
        self.icon.setToolTip("\n".join(line for line in lines if line))

    def show_profiles(self, names: Sequence[str], chosen: str | None = None) -> None:
        """Fills the submenu; without names it is not there.

        Args:
            names: In the order in which they are listed.
            chosen: The one that is on.
        """
        for action in self._profiles.actions():
            self._profiles.removeAction(action)
        self.profiles_menu.clear()
        for name in names:
            action = self.profiles_menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.triggered.connect(lambda _on, name=name: self.profile_chosen.emit(name))
            self._profiles.addAction(action)
        self.profiles_menu.menuAction().setVisible(bool(names))

    # -- the window ---------------------------------------------------------------------------

    def toggle_window(self) -> None:
        """Brings the window up, or hides it; hides nothing while the icon cannot be seen."""
        if not self._up():
            bring_up(self._window)
        elif self.available:
            self._window.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.WindowStateChange)
        if watched is self._window and event.type() in kinds:
            self._name_toggle()
        return super().eventFilter(watched, event)

    def _up(self) -> bool:
        return self._window.isVisible() and not self._window.isMinimized()

    def _name_toggle(self) -> None:
        # Not the mnemonics of the commands below.
        up = self._up()
        self.toggle_action.setText(self.tr("&Hide window") if up else self.tr("Sho&w window"))

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # A click on macOS opens the menu by itself.
        if reason is QSystemTrayIcon.ActivationReason.Trigger and sys.platform != "darwin":
            self.toggle_window()


def bring_up(window: QWidget) -> None:
    """Shows a window that may be hidden, minimized or behind others."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


# -- the icon --------------------------------------------------------------------------------------


def state_icon(trust: Trust) -> QIcon:
    """The app's icon with a badge whose outline alone tells the state."""
    result = QIcon()
    for size in SIZES:
        result.addPixmap(badged(trust, size))
    return result


def badged(trust: Trust, size: int) -> QPixmap:
    """One size of it, in pixels; `size` ≥ 16."""
    result = icons.pixmap("understudy", "#000000", size)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if trust is Trust.STOPPED:  # pale, besides: nothing goes out
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.fillRect(result.rect(), QColor(0, 0, 0, 130))
    side = round(size * _BADGE)
    place = QRectF(size - side, size - side, side, side)
    badge = _BADGES[trust]
    outline = _path(badge.outline, place)
    # A gap around it: the outline is to be seen on the icon and on any panel.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setPen(QPen(Qt.GlobalColor.black, size / 8, j=Qt.PenJoinStyle.MiterJoin))
    painter.drawPath(outline)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.fillPath(outline, QColor(badge.ground))
    painter.setPen(QPen(QColor(badge.sign), max(1.5, side * 0.13), c=Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in badge.lines:
        painter.drawPolyline(QPolygonF([_at(point, place) for point in line]))
    painter.end()
    return result


_Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Badge:
    """
    Attributes:
        outline: Corners, of a square from 0 to 1; empty for a disc. Every state has its own.
        ground, sign: ``#rrggbb``, at a contrast of 3 or more, and so the ground to light and dark
            panels: which it will be on nobody knows.
        lines: The sign's, in the same square.
    """

    outline: _Points
    ground: str
    sign: str
    lines: tuple[_Points, ...] = ()


_BADGES = {
    Trust.COVERED: _Badge((), "#168a45", "#ffffff", (((0.27, 0.53), (0.44, 0.69), (0.73, 0.34)),)),
    Trust.SHIELDING: _Badge(
        ((0.5, 0.02), (1.0, 0.98), (0.0, 0.98)),
        "#c96a00",
        "#1f1300",
        (((0.5, 0.4), (0.5, 0.62)), ((0.5, 0.83), (0.5, 0.831))),
    ),
    Trust.STOPPED: _Badge(
        ((0.06, 0.06), (0.94, 0.06), (0.94, 0.94), (0.06, 0.94)),
        "#6f7a87",
        "#ffffff",
        (((0.3, 0.5), (0.7, 0.5)),),
    ),
    Trust.WAITING: _Badge(
        ((0.04, 0.02), (0.96, 0.02), (0.6, 0.5), (0.96, 0.98), (0.04, 0.98), (0.4, 0.5)),
        "#2a76d8",
        "#ffffff",
    ),
    Trust.EMPTY: _Badge(
        (
            (0.5, 0.02),
            (1.0, 0.48),
            (0.86, 0.48),
            (0.86, 0.98),
            (0.14, 0.98),
            (0.14, 0.48),
            (0, 0.48),
        ),
        "#2a76d8",
        "#ffffff",
        (((0.5, 0.6), (0.5, 0.92)),),
    ),
}


def _path(corners: _Points, place: QRectF) -> QPainterPath:
    path = QPainterPath()
    if corners:
        path.addPolygon(QPolygonF([_at(corner, place) for corner in corners]))
        path.closeSubpath()
    else:
        path.addEllipse(place)
    return path


def _at(point: tuple[float, float], place: QRectF) -> QPointF:
    return QPointF(place.x() + point[0] * place.width(), place.y() + point[1] * place.height())
