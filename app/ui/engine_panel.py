"""The part of the panel "Look" that says what draws the face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from app.pipeline.restore.options import RestoreOptions
from app.pipeline.swap.drawing import AUTO, BOOSTS, MESH, Drawing
from app.ui.boxes import choice_box, fill
from app.ui.dialog import Line
from app.ui.paced import Paced
from app.ui.slider_row import SliderRow
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.engines import Offer

_PROVIDERS = {
    "cpu": "CPU",
    "cuda": "NVIDIA CUDA",
    "tensorrt": "NVIDIA TensorRT",
    "coreml": "Apple Core ML",
    "directml": "DirectML",
    "openvino": "Intel OpenVINO",
}
"""Names that nobody translates."""


class EnginePanel(QWidget):
    """Shows a `Drawing`, and lets users change it.

    Signals:
        changed: The user wants another `Drawing`. While a slider is dragged, at most every
            `paced.PACE_MS`; the last always comes.
        again: The user chose what is chosen already: it may have failed.
        more_wanted: The user wants to see what can be downloaded.

    Attributes:
        boxes: The choices, by the field of `Drawing`.
        rows: Sliders, by the field of `Drawing` or `RestoreOptions`.
        adaptive: Whether to let go of what is too slow.
        state: What runs now, or why not.
    """

    changed = Signal(object)
    again = Signal()
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = Drawing()
        self._offers: list[Offer] = []
        self._providers: tuple[str, ...] = (AUTO,)
        self._paced = Paced(self)
        self._paced.came.connect(self.changed)
        self.boxes = {
            "engine": choice_box(self.tr("What draws the face")),
            "provider": choice_box(self.tr("What networks run on")),
            "boost": choice_box(self.tr("Pixel boost")),
            "mask": choice_box(self.tr("In front of the face")),
            "enhancer": choice_box(self.tr("Enhancer")),
        }
        self._captions: dict[QComboBox, QLabel] = {}
        self.rows = self._make_rows()
        self.adaptive = QCheckBox(self.tr("Keep up with the camera"))
        self.adaptive.setToolTip(
            self.tr(
                "Where your computer is too slow, the enhancer goes first, then pixel boost, then "
                "the engine. They come back by themselves."
            )
        )
        self.state = Line("muted")
        self.problems = Line("warning")
        self.more_button = QPushButton(self.tr("Get networks…"))
        self.more_button.setProperty("kind", "quiet")
        self._arrange()
        self._show()
        self.more_button.clicked.connect(self.more_wanted)
        self.adaptive.toggled.connect(lambda on: self._change(adaptive=on))
        for box in self.boxes.values():
            box.activated.connect(self._on_activated)

    # -- what is so ---------------------------------------------------------------------------

    @property
    def drawing(self) -> Drawing:
        """What it shows."""
        return self._drawing

    def show_drawing(self, drawing: Drawing) -> None:
        """Shows a choice without emitting it; what the user had set before counts no more."""
        if drawing == self._drawing:
            return  # an echo: leave the slider under the hand alone
        self._drawing = drawing
        self._paced.forget()
        self._show()

    def show_offers(
        self, offers: Sequence[Offer], providers: Sequence[str], problems: Sequence[str]
    ) -> None:
        """What there is to choose from; what is not installed is not offered."""
        self._offers = [offer for offer in offers if not offer.missing]
        self._providers = tuple(providers)
        self.problems.tell("\n".join(problems))
        self._show()

    def tell(self, text: str, role: str = "muted") -> None:
        """A line about what runs now; empty for none."""
        self.state.tell(text, role)

    def paint(self, theme: Theme) -> None:
        """Draws its icons in the theme's colours."""
        for row in self.rows.values():
            row.paint(theme)

    # -- what there is ------------------------------------------------------------------------

    def _make_rows(self) -> dict[str, SliderRow]:
        restore = RestoreOptions()
        rows = {
            "morph": (
                self.tr("Character"),
                self.tr("How far the character's face is its own."),
                (self.tr("more of you"), self.tr("all its own")),
                Drawing().morph,
            ),
            "strength": (
                self.tr("Enhancer's strength"),
                self.tr("How much of the enhanced face is seen."),
                (self.tr("as drawn"), self.tr("enhanced")),
                restore.strength,
            ),
            "fidelity": (
                self.tr("Fidelity"),
                self.tr("Less lets CodeFormer invent more."),
                (self.tr("invents"), self.tr("true to the drawn")),
                restore.fidelity,
            ),
            "denoise_level": (
                self.tr("Less noise"),
                self.tr("Smooths grain and pores, and leaves edges."),
                (self.tr("as it is"), self.tr("smooth")),
                restore.denoise_level,
            ),
            "sharpen_amount": (
                self.tr("Crispness"),
                self.tr("Makes the enhanced face crisper."),
                (self.tr("as it is"), self.tr("crisper")),
                restore.sharpen_amount,
            ),
            "enhance_details": (
                self.tr("Details"),
                self.tr("More contrast in small things; tone and shading stay."),
                (self.tr("as it is"), self.tr("more")),
                restore.enhance_details,
            ),
        }
        made = {}
        for name, (title, tip, ends, standard) in rows.items():
            row = SliderRow(title, f"{tip} ({name})", ends, standard)
            row.moved.connect(self._mover(name))
            row.settled.connect(self._paced.settle)
            made[name] = row
        return made

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 14, 0, 0)
        layout.setSpacing(6)

        def add(box: QComboBox, tip: str) -> None:
            caption = QLabel(box.accessibleName())
            caption.setProperty("role", "caption")
            caption.setWordWrap(True)
            caption.setContentsMargins(0, 6, 0, 0)
            caption.setBuddy(box)
            self._captions[box] = caption
            box.setToolTip(tip)
            layout.addWidget(caption)
            layout.addWidget(box)

        add(
            self.boxes["engine"],
            self.tr("The built-in one needs nothing more. Swap networks need a graphics card."),
        )
        layout.addWidget(self.state)
        layout.addWidget(self.rows["morph"])
        add(
            self.boxes["boost"],
            self.tr("A network of 128 pixels draws more of them, in 4 or 16 runs."),
        )
        add(
            self.boxes["mask"],
            self.tr("What a mask network sees before the face's rim stays in front of it."),
        )
        add(self.boxes["enhancer"], self.tr("A further network makes the drawn face crisp."))
        for name in ("strength", "fidelity", "denoise_level", "sharpen_amount", "enhance_details"):
            layout.addWidget(self.rows[name])
        add(self.boxes["provider"], self.tr("Automatic: a short trial finds the fastest."))
        layout.addWidget(self.adaptive)
        layout.addWidget(self.problems)
        layout.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)

    # -- the user -----------------------------------------------------------------------------

    def _on_activated(self, row: int) -> None:
        box = self.sender()
        for name, one in self.boxes.items():
            if one is not box:
                continue
            if one.itemData(row) == getattr(self._drawing, name):
                self.again.emit()
            else:
                self._change(**{name: one.itemData(row)})

    def _mover(self, name: str) -> Any:
        def move(value: float) -> None:
            if name == "morph":
                self._drawing = replace(self._drawing, morph=value)
            else:
                changed: dict[str, Any] = {name: value}
                restore = replace(self._drawing.restore, **changed)
                self._drawing = replace(self._drawing, restore=restore)
            self._paced.offer(self._drawing)

        return move

    def _change(self, **changed: Any) -> None:
        drawing = replace(self._drawing, **changed)
        if drawing != self._drawing:
            self._drawing = drawing
            self._show()
            self._paced.send(self._drawing)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._paced.settle()  # the window may be going: nothing waits in here

    # -- showing ------------------------------------------------------------------------------

    def _show(self) -> None:
        drawing = self._drawing
        fill(self.boxes["engine"], self._choices("engine", drawing.engine), drawing.engine)
        masks = [(self.tr("Nothing"), None), *self._choices("mask", drawing.mask)]
        fill(self.boxes["mask"], masks, drawing.mask)
        enhancers = [(self.tr("None"), None), *self._choices("enhancer", drawing.enhancer)]
        fill(self.boxes["enhancer"], enhancers, drawing.enhancer)
        providers = dict.fromkeys((*self._providers, drawing.provider))
        fill(
            self.boxes["provider"],
            [
                (self.tr("Automatic") if name == AUTO else _PROVIDERS.get(name, name), name)
                for name in providers
            ],
            drawing.provider,
        )
        boosts = [(self.tr("Off") if boost == 1 else f"× {boost}", boost) for boost in BOOSTS]
        fill(self.boxes["boost"], boosts, drawing.boost)
        for name, row in self.rows.items():
            amount = drawing.morph if name == "morph" else getattr(drawing.restore, name)
            row.show_amount(amount)
        blocked = self.adaptive.blockSignals(True)
        self.adaptive.setChecked(drawing.adaptive)
        self.adaptive.blockSignals(blocked)
        self._show_what_counts()

    def _show_what_counts(self) -> None:
        """Only what does something with this choice is seen."""
        drawing = self._drawing
        offer = next((one for one in self._offers if one.name == drawing.engine), None)
        learned = drawing.engine != MESH
        enhanced = drawing.enhancer is not None
        roles = {one.role for one in self._offers}
        self._set_seen(self.boxes["boost"], offer is not None and offer.boosts)
        self._set_seen(
            self.boxes["mask"], learned and ("mask" in roles or drawing.mask is not None)
        )
        self._set_seen(self.boxes["enhancer"], enhanced or "enhancer" in roles)
        self._set_seen(self.boxes["provider"], learned or enhanced)
        self.rows["morph"].setVisible(offer is not None and offer.morphs)
        for name in ("strength", "denoise_level", "sharpen_amount", "enhance_details"):
            self.rows[name].setVisible(enhanced)
        self.rows["fidelity"].setVisible(drawing.enhancer == "codeformer")
        self.adaptive.setVisible(learned or enhanced)

    def _set_seen(self, box: QComboBox, seen: bool) -> None:
        box.setVisible(seen)
        self._captions[box].setVisible(seen)

    def _choices(self, role: str, chosen: str | None) -> list[tuple[str, str | None]]:
        """What can be used, and what was chosen even if it cannot."""
        found: list[tuple[str, str | None]] = [
            (self.tr("Built in (mesh)") if one.name == MESH else one.title, one.name)
            for one in self._offers
            if one.role == role
        ]
        if role == "engine" and not found:
            found = [(self.tr("Built in (mesh)"), MESH)]
        if chosen is not None and chosen not in [name for _, name in found]:
            found.append((self.tr("{name} (not installed)").format(name=chosen), chosen))
        return found
