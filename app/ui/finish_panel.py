"""The parts of the panel "Output" that change the picture: background, size, rate, badge."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QVBoxLayout, QWidget

from app.pipeline.finish.options import Background, FinishOptions, Fit, Size
from app.pipeline.sources.stills import PICTURE_SUFFIXES
from app.ui.boxes import choice_box, fill

SIZES = (
    Size(1920, 1080),
    Size(1280, 720),
    Size(960, 540),
    Size(640, 480),
    Size(720, 1280),
    Size(1080, 1080),
)
RATES = (60.0, 30.0, 25.0, 24.0, 15.0)


class FinishPanel(QWidget):
    """Shows `FinishOptions`, and lets users change them.

    Signals:
        changed: The user wants other `FinishOptions`.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = FinishOptions()
        self.background = choice_box(self.tr("Background"))
        self.background.setToolTip(
            self.tr("A courtesy: at your edges something of the room may shine through.")
        )
        self.size_box = choice_box(self.tr("Size of the picture"))
        self.size_box.setToolTip(self.tr("Changing it starts the session over; others see a card."))
        self.rate = choice_box(self.tr("Pictures per second"))
        self.rate.setToolTip(self.size_box.toolTip())
        self.fit = choice_box(self.tr("Where the shapes differ"))
        self.badge = QCheckBox(self.tr("&Badge “Computer-made face”"))
        self.badge.setToolTip(
            self.tr("A small mark at the lower left. In some places the law asks for it.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for title, box in (
            (self.tr("Back&ground"), self.background),
            (self.tr("Si&ze"), self.size_box),
            (self.tr("Pi&ctures per second"), self.rate),
            (self.tr("Where the s&hapes differ"), self.fit),
        ):
            caption = QLabel(title)
            caption.setProperty("role", "caption")
            caption.setBuddy(box)
            layout.addWidget(caption)
            layout.addWidget(box)
            layout.addSpacing(4)
            box.activated.connect(self._on_activated)
        layout.addWidget(self.badge)
        self.badge.toggled.connect(lambda on: self._change(badge=on))
        self._fill()

    @property
    def options(self) -> FinishOptions:
        """What it shows."""
        return self._options

    def show_options(self, options: FinishOptions) -> None:
        """Shows options without emitting them."""
        if options != self._options:
            self._options = options
            self._fill()

    def _fill(self) -> None:
        options = self._options
        fill(
            self.background,
            [
                (self.tr("My room as it is"), Background.AS_IS),
                (self.tr("My room, blurred"), Background.BLUR),
                *([(options.picture.name, options.picture)] if options.picture else []),
                (self.tr("A picture…"), None),
            ],
            options.picture if options.background is Background.PICTURE else options.background,
        )
        sizes = list(SIZES)
        if options.size is not None and options.size not in sizes:
            sizes.insert(0, options.size)
        fill(
            self.size_box,
            [
                (self.tr("As the camera"), None),
                *((f"{size.width} × {size.height}", size) for size in sizes),
            ],
            options.size,
        )
        rates = list(RATES)
        if options.fps is not None and options.fps not in rates:
            rates.insert(0, options.fps)
        fill(
            self.rate,
            [(self.tr("As the camera"), None), *((f"{rate:g}", rate) for rate in rates)],
            options.fps,
        )
        fill(
            self.fit,
            [
                (self.tr("Fill the picture, cut off the rest"), Fit.CROP),
                (self.tr("Show all, with bars"), Fit.BARS),
            ],
            options.fit,
        )
        self.fit.setEnabled(options.size is not None)
        blocked = self.badge.blockSignals(True)
        self.badge.setChecked(options.badge)
        self.badge.blockSignals(blocked)

    def _on_activated(self, row: int) -> None:
        box = self.sender()
        if box is self.size_box:
            self._change(size=self.size_box.itemData(row))
        elif box is self.rate:
            self._change(fps=self.rate.itemData(row))
        elif box is self.fit:
            self._change(fit=Fit(self.fit.itemData(row)))  # Qt hands back a plain string
        elif box is self.background:
            self._on_background(self.background.itemData(row))

    def _on_background(self, chosen: str | Path | None) -> None:
        if isinstance(chosen, Path):
            self._change(picture=chosen, background=Background.PICTURE)
        elif chosen is not None:
            self._change(background=Background(chosen))
        else:
            self._fill()  # back to what is so, until one is picked
            self._ask_for_picture()

    def _ask_for_picture(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("A picture for the background"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))
        dialog.setNameFilters([self.tr("Pictures ({endings})").format(endings=endings)])
        dialog.fileSelected.connect(self.take_picture)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()  # not exec: the preview goes on behind it

    def take_picture(self, path: str) -> None:
        """Puts a picture behind the wearer."""
        self._change(picture=Path(path), background=Background.PICTURE)

    def _change(self, **values: Any) -> None:
        options = replace(self._options, **values)
        if options == self._options:
            return
        self._options = options
        self._fill()
        self.changed.emit(options)
