"""Colours and style sheet, light and dark. The font stays the system's."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.paths import assets_dir


@dataclass(frozen=True, slots=True)
class Tone:
    """Text on a ground, at a contrast of 4.5 or more."""

    text: str
    ground: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour that the window uses, ``#rrggbb``.

    Attributes:
        window, panel, field: Grounds, from the back to the front.
        text, muted: On any of the three.
        border: Lines that only part; `outline` those that show where a control is (contrast 3).
        accent: The main button, the selection, the focus.
        covered, shielding, idle, error: States.
        stage: Around the preview's picture, in both themes dark.
    """

    name: str
    window: str
    panel: str
    field: str
    text: str
    muted: str
    border: str
    outline: str
    accent: Tone
    accent_hover: str
    covered: Tone
    shielding: Tone
    idle: Tone
    error: Tone
    stage: Tone


LIGHT = Theme(
    name="light",
    window="#f3f5f8",
    panel="#ffffff",
    field="#ffffff",
    text="#1a1f26",
    muted="#56606c",
    border="#d9dee5",
    outline="#87919d",
    accent=Tone("#ffffff", "#0b5bd3"),
    accent_hover="#0a4fb8",
    covered=Tone("#0f5a2b", "#dcf3e4"),
    shielding=Tone("#7a4100", "#fff0d4"),
    idle=Tone("#424b56", "#e6eaef"),
    error=Tone("#9b1127", "#ffe9e9"),
    stage=Tone("#c6d0dc", "#11151b"),
)
DARK = Theme(
    name="dark",
    window="#14181d",
    panel="#1c2128",
    field="#242a33",
    text="#e9edf2",
    muted="#a5b0bc",
    border="#323a45",
    outline="#6f7a87",
    accent=Tone("#071427", "#6aa6ff"),
    accent_hover="#8dbbff",
    covered=Tone("#86e5a8", "#12321f"),
    shielding=Tone("#ffd083", "#3b2a09"),
    idle=Tone("#c4ccd6", "#29303a"),
    error=Tone("#ffb6b2", "#47181c"),
    stage=Tone("#c6d0dc", "#0b0e12"),
)

_QSS = Template("""
QMainWindow, QDialog { background: $window; }
QMenuBar { background: $window; color: $text; }
QMenuBar::item { padding: 5px 10px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $border; }
QMenu { background: $panel; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 26px 6px 14px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $muted; }
QMenu::indicator { width: 16px; height: 16px; left: 5px; }
QMenu::indicator:checked { image: url("$tick"); }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QToolTip { background: $panel; color: $text; border: 1px solid $outline; padding: 4px; }

QDialog QLabel { color: $text; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="caption"] { font-weight: 600; }
QLabel[role="strong"] { color: $on_shielding; font-weight: 600; }
QLabel[role="info"], QLabel[role="warning"], QLabel[role="error"] { border-radius: 8px;
  padding: 7px 11px; }
QLabel[role="info"] { color: $on_idle; background: $idle; }
QLabel[role="warning"] { color: $on_shielding; background: $shielding; }
QLabel[role="error"] { color: $on_error; background: $error; }

#side { background: $panel; border: none; border-left: 1px solid $border; }
#side QLabel, #strip QLabel { color: $text; }
#side QLabel[role="caption"] { font-weight: 600; }
#side QLabel[role="muted"], #strip QLabel[role="muted"] { color: $muted; }

QComboBox { background: $field; color: $text; border: 1px solid $outline; border-radius: 7px;
  padding: 6px 10px; min-height: 20px; }
QComboBox:focus { border: 2px solid $accent; padding: 5px 9px; }
QComboBox:disabled { color: $muted; border-color: $border; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url("$down"); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $panel; color: $text; border: 1px solid $outline;
  selection-background-color: $accent; selection-color: $on_accent; outline: none; padding: 4px; }

QListWidget { background: transparent; color: $text; border: 2px solid transparent;
  border-radius: 9px; outline: none; }
QListWidget:focus { border-color: $accent; }
QListWidget::item { background: transparent; color: $text; border: none; }
QListWidget::item:selected { background: transparent; color: $text; }

QCheckBox { color: $text; spacing: 8px; padding: 3px; border: 1px solid transparent;
  border-radius: 5px; }
QCheckBox:focus { border-color: $accent; }
QCheckBox:disabled { color: $muted; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid $outline; border-radius: 4px;
  background: $field; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
  image: url("$check"); }

QPushButton { background: $field; color: $text; border: 1px solid $outline; border-radius: 8px;
  padding: 8px 16px; font-weight: 600; }
QPushButton:hover { background: $window; }
QPushButton:pressed { background: $border; }
QPushButton:focus { border: 2px solid $accent; padding: 7px 15px; }
QPushButton:disabled { color: $muted; border-color: $border; background: $panel; }
QPushButton[kind="main"] { background: $accent; color: $on_accent; border-color: $accent;
  padding: 12px 16px; }
QPushButton[kind="main"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="main"]:focus { border: 2px solid $text; padding: 11px 15px; }
QPushButton[kind="main"]:disabled { background: $idle; color: $on_idle; border-color: $idle; }
QDialog QPushButton[kind="main"] { padding: 8px 16px; }
QDialog QPushButton[kind="main"]:focus { padding: 7px 15px; }
QPushButton[kind="stop"] { padding: 12px 16px; }
QPushButton[kind="stop"]:focus { padding: 11px 15px; }
QPushButton[kind="shield"] { background: $shielding; color: $on_shielding;
  border-color: $on_shielding; padding: 10px 18px; }
QPushButton[kind="shield"]:hover { border: 2px solid $on_shielding; padding: 9px 17px; }
QPushButton[kind="shield"]:focus { border: 2px solid $accent; padding: 9px 17px; }
QPushButton[kind="shield"]:disabled { background: $panel; color: $muted; border-color: $border; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $accent;
  padding: 3px 8px; }
QPushButton[kind="quiet"]:hover { border-color: $outline; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; padding: 2px 7px; }
QPushButton[kind="quiet"]::menu-indicator { image: none; width: 0; }
QPushButton[kind="danger"] { background: $error; color: $on_error; border-color: $on_error; }
QPushButton[kind="danger"]:hover { border: 2px solid $on_error; padding: 7px 15px; }
QPushButton[kind="danger"]:focus { border: 2px solid $accent; padding: 7px 15px; }

QLineEdit { background: $field; color: $text; border: 1px solid $outline; border-radius: 7px;
  padding: 6px 10px; min-height: 20px; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit:focus { border: 2px solid $accent; padding: 5px 9px; }
QSpinBox { background: $field; color: $text; border: 1px solid $outline; border-radius: 7px;
  padding: 3px 6px; min-height: 18px; selection-background-color: $accent;
  selection-color: $on_accent; }
QSpinBox:focus { border: 2px solid $accent; padding: 2px 5px; }
QSpinBox:disabled { color: $muted; border-color: $border; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QProgressBar { background: $idle; border: none; border-radius: 6px;
  min-height: 12px; max-height: 12px; }
QProgressBar::chunk { background: $accent; border-radius: 6px; }
QSlider { min-height: 24px; border: 1px solid transparent; border-radius: 6px; }
QSlider:focus { border-color: $accent; }
QSlider::groove:horizontal { background: $outline; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal { background: $accent; width: 16px; height: 16px; margin: -6px 0;
  border-radius: 8px; }
QSlider::sub-page:horizontal:disabled, QSlider::groove:horizontal:disabled,
QSlider::handle:horizontal:disabled { background: $border; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 8px;
  padding: 4px; }
QToolButton:hover, QToolButton:focus { border-color: $on_error; }
#banner[tone="note"] QToolButton:hover, #banner[tone="note"] QToolButton:focus {
  border-color: $on_covered; }

QTabWidget::pane { border: none; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: 6px 8px; margin-right: 2px;
  font-weight: 600; border: 2px solid transparent; border-bottom: 3px solid $border; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected:focus { border: 2px solid $accent; border-radius: 6px; }
QScrollArea { background: transparent; }
QFrame[role="card"] { background: $panel; border: 1px solid $border; border-radius: 10px; }

#segments { background: $idle; border: none; border-radius: 9px; }
#segments QToolButton { color: $text; padding: 5px 10px; font-weight: 600; border-radius: 7px; }
#segments QToolButton:checked { background: $panel; border-color: $outline; }
#segments QToolButton:hover { border-color: $outline; }
#segments QToolButton:focus { border: 2px solid $accent; padding: 4px 9px; }

#banner { background: $error; border: 1px solid $on_error; border-radius: 9px; }
#banner QLabel { color: $on_error; background: transparent; }
#banner[tone="note"] { background: $covered; border-color: $on_covered; }
#banner[tone="note"] QLabel { color: $on_covered; }

#strip { background: $panel; border: 1px solid $border; border-radius: 11px; }
#state { border-radius: 9px; }
#state[tone="covered"] { background: $covered; }
#state[tone="covered"] QLabel { color: $on_covered; }
#state[tone="shielding"] { background: $shielding; }
#state[tone="shielding"] QLabel { color: $on_shielding; }
#state[tone="idle"] { background: $idle; } #state[tone="idle"] QLabel { color: $on_idle; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $outline; border-radius: 4px; min-height: 28px;
  margin: 1px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def current(app: QApplication) -> Theme:
    """The one that was applied; light before any was."""
    return DARK if app.property("understudyTheme") == DARK.name else LIGHT


def follow_system(app: QApplication) -> None:
    """Applies the theme that the desktop asks for, now and whenever it changes its mind."""
    hints = app.styleHints()

    def adopt() -> None:
        dark = hints.colorScheme() is Qt.ColorScheme.Dark
        apply(app, DARK if dark else LIGHT)

    hints.colorSchemeChanged.connect(adopt)
    adopt()


def apply(app: QApplication, theme: Theme) -> None:
    """Gives every window `theme`. Widgets that draw by themselves get a `PaletteChange` event."""
    app.setProperty("understudyTheme", theme.name)
    app.setStyle("Fusion")
    app.setStyleSheet(_sheet(theme))
    app.setPalette(_palette(theme))


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.field,
        role.AlternateBase: theme.panel,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.field,
        role.ButtonText: theme.text,
        role.ToolTipBase: theme.panel,
        role.ToolTipText: theme.text,
        role.Highlight: theme.accent.ground,
        role.HighlightedText: theme.accent.text,
        role.Link: theme.accent.ground,
        role.Mid: theme.outline,
    }
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.muted))
    return palette


def _other(theme: Theme) -> Theme:
    return LIGHT if theme is DARK else DARK


def _sheet(theme: Theme) -> str:
    icons = assets_dir() / "icons"
    values = {
        "window": theme.window,
        "panel": theme.panel,
        "field": theme.field,
        "text": theme.text,
        "muted": theme.muted,
        "border": theme.border,
        "outline": theme.outline,
        "accent": theme.accent.ground,
        "on_accent": theme.accent.text,
        "accent_hover": theme.accent_hover,
        # A style sheet cannot colour a picture: two files, one for each theme.
        "down": (icons / f"down-{theme.name}.svg").as_posix(),
        "check": (icons / f"check-{theme.name}.svg").as_posix(),
        "tick": (icons / f"check-{_other(theme).name}.svg").as_posix(),
    }
    for state in ("covered", "shielding", "idle", "error"):
        tone: Tone = getattr(theme, state)
        values[state], values[f"on_{state}"] = tone.ground, tone.text
    return _QSS.substitute(values)
