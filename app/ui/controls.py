"""The panel "Look": how the face is drawn, and what goes out where it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.frame import Shield
from app.pipeline.guard.guard import GuardOptions
from app.pipeline.swap.options import SwapOptions, Tone
from app.ui.choice_list import ChoiceList, Offer
from app.ui.paced import Paced
from app.ui.slider_row import PERCENT, SliderRow
from app.ui.theme import Theme

_SIZES = range(88, 113)
"""Per cent of the stand-in's own size that `SwapOptions.face_scale` means by 0..1."""
_PART = 8
"""Between parts of the panel, in pixels, more than between rows."""


class ControlsPanel(QWidget):
    """Shows `SwapOptions` and `Shield`, and lets users change them while frames go by.

    It scrolls nothing: put it into a scroll area.

    Signals:
        swap_changed: The user wants other `SwapOptions`. While a slider is dragged, at most every
            `paced.PACE_MS`; the last always comes.
        shield_changed: The user wants another `Shield`.

    Attributes:
        rows: By the field of `SwapOptions`.
        tone, shield: The choices.
        reset_button: Puts everything here back.
    """

    swap_changed = Signal(object)
    shield_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = self._standard = SwapOptions()
        self._honoured: frozenset[str] | None = None
        self._paced = Paced(self)
        self.rows = self._make_rows()
        self.tone = ChoiceList(self.tr("Skin"), self._tones())
        self.shield = ChoiceList(self.tr("If your face cannot be covered"), self._shields())
        self.reset_button = QPushButton(self.tr("Reset all"))
        self.reset_button.setToolTip(
            self.tr("Everything in this panel as it was at first, the last choice too.")
        )
        self._arrange()
        self.show_shield(GuardOptions().shield)
        self._show()

        self._paced.came.connect(self.swap_changed)
        for name, row in self.rows.items():
            row.moved.connect(self._changer(name))
            row.settled.connect(self._paced.settle)
        self.tone.chosen.connect(self._changer("tone"))
        self.shield.chosen.connect(self._on_shield)
        self.reset_button.clicked.connect(self.reset_all)

    # -- what is so ---------------------------------------------------------------------------

    @property
    def options(self) -> SwapOptions:
        """What it shows; numbers as they were given, not rounded to the sliders' steps."""
        return self._options

    def show_swap(self, options: SwapOptions) -> None:
        """Shows options without emitting them; what the user had set before counts no more."""
        if options == self._options:
            return  # an echo of what was just emitted: leave the slider under the hand alone
        self._options = options
        self._paced.forget()
        self._show()

    def show_shield(self, choice: Shield) -> None:
        """Shows a choice without emitting it."""
        self.shield.mark(choice)
        self._offer_reset()

    def show_honoured(self, names: frozenset[str] | None) -> None:
        """What the engine that draws acts on, as `Swapper.honours`; None: all. The rest waits."""
        if names != self._honoured:
            self._honoured = names
            self._show_rest()

    def reset_all(self) -> None:
        """As `SwapOptions` and `GuardOptions` are by default; emits what changes by that."""
        if self._options != self._standard:
            self._options = self._standard
            self._show()
            self._paced.send(self._options)
        if self.shield.value is not GuardOptions().shield:
            self.shield.mark(GuardOptions().shield)
            self._on_shield(self.shield.value)

    def paint(self, theme: Theme) -> None:
        """Draws its icons in the theme's colours."""
        for row in self.rows.values():
            row.paint(theme)
        self.update()

    # -- what there is ------------------------------------------------------------------------

    def _make_rows(self) -> dict[str, SliderRow]:
        return {
            "shape": self._row(
                "shape",
                self.tr("Shape"),
                self.tr("How far the stand-in's proportions replace yours. More hides you better."),
                (self.tr("my proportions"), self.tr("the stand-in's")),
                low=self.tr("Like this it is easier to recognise you."),
            ),
            "face_scale": self._row(
                "face_scale",
                self.tr("Size of the features"),
                self.tr("Makes eyes, nose and mouth smaller or larger. As much stays covered."),
                (self.tr("smaller"), self.tr("larger")),
                percents=_SIZES,
            ),
            "blend_strength": self._row(
                "blend_strength",
                self.tr("Clear features"),
                self.tr("Less makes a smooth face of the stand-in, never your own."),
                (self.tr("smooth face"), self.tr("the stand-in's")),
            ),
            "sharpen": self._row(
                "sharpen",
                self.tr("Sharpness"),
                self.tr("Makes the drawn face crisper than your camera is."),
                (self.tr("as my camera"), self.tr("crisper")),
            ),
            "color_correction": self._row(
                "color_correction",
                self.tr("Colour match"),
                self.tr("How much of your skin's tone the stand-in takes on."),
                (self.tr("only my light"), self.tr("my skin")),
            ),
        }

    def _row(
        self,
        name: str,
        title: str,
        tip: str,
        ends: tuple[str, str],
        percents: range = PERCENT,
        low: str = "",
    ) -> SliderRow:
        standard: float = getattr(self._standard, name)
        return SliderRow(title, _with_name(tip, name), ends, standard, percents, low)

    def _tones(self) -> list[Offer]:
        return [
            Offer(
                Tone.ME,
                self.tr("Match my skin"),
                self.tr("Nothing around the face is touched."),
                _with_name(self.tr("The stand-in takes on the tone of your skin."), "tone"),
            ),
            Offer(
                Tone.TEMPLATE,
                self.tr("Match the stand-in's skin"),
                self.tr("Your ears, neck and hairline are tinted; your hands are not."),
                _with_name(
                    self.tr("A wall of the colour of your skin may be tinted near the neck."),
                    "tone",
                ),
            ),
        ]

    def _shields(self) -> list[Offer]:
        return [
            Offer(
                Shield.HOLD,
                self.tr("Hold the last picture"),
                self.tr("The last covered one stays for a second, then a plain card."),
                _with_name(self.tr("Others hardly notice when it is short."), "shield: hold"),
            ),
            Offer(
                Shield.MOSAIC,
                self.tr("Coarse blocks"),
                self.tr("Over every face; over the whole picture if in doubt."),
                _with_name(self.tr("The rest of the picture goes on moving."), "shield: mosaic"),
            ),
            Offer(
                Shield.CARD,
                self.tr("A plain card"),
                self.tr("At once: it says that the camera is covered."),
                _with_name(self.tr("Nothing of the camera's picture is seen."), "shield: card"),
            ),
        ]

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for name in ("shape", "face_scale", "blend_strength", "sharpen"):
            layout.addWidget(self.rows[name])
        layout.addSpacing(_PART)
        layout.addWidget(_caption(self.tone.accessibleName()))
        layout.addWidget(self.tone)
        layout.addWidget(self.rows["color_correction"])
        layout.addSpacing(_PART)
        layout.addWidget(_caption(self.tr("If your face cannot be covered, others see")))
        layout.addWidget(self.shield)
        layout.addSpacing(_PART)
        layout.addWidget(self.reset_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    # -- the user -----------------------------------------------------------------------------

    def _changer(self, name: str) -> Callable[[Any], None]:
        def change(value: float | Tone) -> None:
            changed: dict[str, Any] = {name: value}
            self._options = replace(self._options, **changed)
            self._show_rest()
            self._paced.offer(self._options)

        return change

    def _on_shield(self, choice: object) -> None:
        self._offer_reset()
        self.shield_changed.emit(choice)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._paced.settle()  # the window may be going: nothing waits in here

    # -- showing ------------------------------------------------------------------------------

    def _show(self) -> None:
        for name, row in self.rows.items():
            row.show_amount(getattr(self._options, name))
        self.tone.mark(self._options.tone)
        self._show_rest()

    def _show_rest(self) -> None:
        """What follows from the options, and from what draws."""
        honoured = self._honoured
        for name, row in self.rows.items():
            if name != "color_correction":
                row.setEnabled(honoured is None or name in honoured)
        self.tone.setEnabled(honoured is None or "tone" in honoured)
        row = self.rows["color_correction"]
        mine = self._options.tone is Tone.ME or not self.tone.isEnabledTo(self)
        if row.isEnabledTo(self) != mine:
            row.setEnabled(mine)
            tip = self.tr("How much of your skin's tone the stand-in takes on.")
            if not mine:
                tip = self.tr("Off while your skin is matched to the stand-in's.")
            row.set_tip(_with_name(tip, "color_correction"))
        self._offer_reset()

    def _offer_reset(self) -> None:
        other = self._options != self._standard or self.shield.value is not GuardOptions().shield
        if not other and self.reset_button.hasFocus():
            self.rows["shape"].slider.setFocus()
        self.reset_button.setEnabled(other)


def _with_name(tip: str, name: str) -> str:
    """A tip that tells the command line's name, too: people help each other with it."""
    return f"{tip} ({name})"


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "caption")
    label.setWordWrap(True)
    return label
