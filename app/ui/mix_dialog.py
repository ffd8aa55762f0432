"""Mixing a face of one's own from others."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app.frame import Image
from app.templates.blend import BLENDS, MAX_PARENTS, MAX_SHARE, MIN_PARENTS
from app.templates.template import Template
from app.ui.dialog import Dialog, Line, button, heading
from app.ui.face_list import FaceList, draw_thumbnail, scaled
from app.ui.faces import Card, Faces
from app.ui.icons import icon
from app.ui.mixer import WEIGHTS, Mixer
from app.ui.theme import Theme, current

_PICTURE = 320
_EDGE = 0.08
"""Share of a texture's side that is not shown, on each of its edges: no face is there."""
_SMALL = 34


class MixDialog(Dialog):
    """Parents on the left with their shares below, the mixed face on the right."""

    def __init__(self, mixer: Mixer, faces: Faces, parent: QWidget) -> None:
        super().__init__(self.tr("Mix faces"), parent)
        self._mixer = mixer
        mixer.setParent(self)  # it has a timer, which must end on this thread
        self._faces = faces
        self._saving = False
        self._trouble = ""
        self.parents = ParentList()
        self.rows: dict[str, ShareRow] = {}
        self._shares = QGridLayout()
        self._shares.setHorizontalSpacing(22)
        self._shares.setVerticalSpacing(4)
        self._shares.setColumnStretch(0, 1)
        self._shares.setColumnStretch(1, 1)
        self.rule = Line("info")
        self.picture = MixedPicture()
        self.vary_button = button(self.tr("&Another variation"), mixer.vary)
        self.vary_button.setToolTip(
            self.tr("The same faces, but brows, eyes, lips and skin are others' of them.")
        )
        self.name = QLineEdit(mixer.suggested_name())
        self.name.setMaxLength(40)
        self.name.setAccessibleName(self.tr("Name"))
        self.error = Line("error")
        self.cancel_button = button(self.tr("Cancel"), self.reject)
        self.save_button = button(self.tr("&Save and put on"), self._save, "main")
        self.save_button.setDefault(True)
        self._arrange()
        self.resize(940, 640)

        self.parents.itemSelectionChanged.connect(self._on_chosen)
        self.name.textEdited.connect(self._on_name)
        mixer.changed.connect(self._on_changed)
        mixer.mixed.connect(self._on_mixed)
        mixer.failed.connect(self._on_trouble)
        faces.listed.connect(self._on_listed)
        faces.card_changed.connect(self.parents.show_card)
        faces.added.connect(self._on_added)
        faces.not_added.connect(self._on_not_added)
        self.error.tell("")
        self._on_listed()
        self.painted()
        self.parents.setFocus()

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(heading(self.tr("Which faces?")))
        left.addWidget(self.parents, 1)
        left.addWidget(self.rule)
        left.addLayout(self._shares)
        name = QLabel(self.tr("&Name"))
        name.setProperty("role", "caption")
        name.setBuddy(self.name)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(heading(self.tr("What comes of it")))
        right.addWidget(self.picture)
        right.addWidget(self.vary_button)
        right.addSpacing(10)
        right.addWidget(name)
        right.addWidget(self.name)
        right.addWidget(self.error)
        right.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button, 1)
        right.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 18)
        layout.setSpacing(24)
        layout.addLayout(left, 1)
        layout.addLayout(right)

    def paint(self, theme: Theme) -> None:
        self.vary_button.setIcon(icon("again", theme.text))
        self.parents.paint(theme)
        self.picture.update()

    def closing(self) -> None:
        self._mixer.close()

    # -- the user -----------------------------------------------------------------------------

    def _on_chosen(self) -> None:
        chosen = [self.parents.id_of(item) for item in self.parents.selectedItems()]
        self._mixer.choose([template_id for template_id in chosen if template_id is not None])

    def _on_name(self) -> None:
        self.error.tell("")
        self._update_commands()

    def _save(self) -> None:
        self._saving = True
        self.error.tell("")
        self._mixer.save(self.name.text())
        self._update_commands()

    # -- listening ----------------------------------------------------------------------------

    def _on_listed(self) -> None:
        chosen = self._mixer.parents
        self.parents.show_cards([c for c in self._faces.cards if c.pack != BLENDS and not c.error])
        self.parents.choose(chosen)
        self._on_changed()

    def _on_changed(self) -> None:
        mixer = self._mixer
        self._trouble = ""
        full = len(mixer.parents) >= MAX_PARENTS
        self.parents.offer(None if full else mixer.kind(), closed=full)
        self._show_shares()
        self._tell_rule()
        self.picture.set_state(
            self.tr("Choose {n} faces or more").format(n=MIN_PARENTS)
            if len(mixer.parents) < MIN_PARENTS
            else (self.tr("Mixing…") if mixer.working else ""),
            stale=mixer.working or not mixer.can_mix,
        )
        self._update_commands()

    def _on_mixed(self, template: Template) -> None:
        self.picture.show_face(template.texture)

    def _on_trouble(self, line: str) -> None:
        self._trouble = line
        self.rule.tell(line, "error")
        self.picture.set_state(self.tr("This cannot be mixed"), stale=True)
        self._update_commands()

    def _on_added(self) -> None:
        if self._saving:
            self.accept()

    def _on_not_added(self, line: str) -> None:
        self._saving = False
        self.error.tell(line)
        self._update_commands()

    def _show_shares(self) -> None:
        mixer = self._mixer
        for gone in [parent for parent in self.rows if parent not in mixer.parents]:
            row = self.rows.pop(gone)
            self._shares.removeWidget(row)
            row.hide()
            row.deleteLater()
        weights, shares, strong = mixer.weights, mixer.shares, mixer.too_strong
        for place, parent in enumerate(mixer.parents):
            card = self._faces.card(parent)
            if card is None:
                continue
            if parent not in self.rows:
                self.rows[parent] = ShareRow(card)
                self.rows[parent].slider.valueChanged.connect(self._weigher(parent))
            row = self.rows[parent]
            self._shares.addWidget(row, place // 2, place % 2)
            row.show_share(
                weights[parent],
                shares[parent],
                free=len(shares) >= MIN_PARENTS,
                strong=parent == strong,
            )
        self._order_focus()

    def _order_focus(self) -> None:
        """Tab goes from the faces to their shares, then to the right."""
        sliders = [
            self.rows[parent].slider for parent in self._mixer.parents if parent in self.rows
        ]
        chain = [self.parents, *sliders, self.vary_button, self.name]
        chain += [self.cancel_button, self.save_button]
        for one, next_ in pairwise(chain):
            self.setTabOrder(one, next_)

    def _weigher(self, parent: str) -> Callable[[int], None]:
        return lambda weight: self._mixer.weigh(parent, weight)

    def _tell_rule(self) -> None:
        mixer = self._mixer
        count, strong = len(mixer.parents), mixer.too_strong
        most = f"{100 * MAX_SHARE:.0f}"
        if count < MIN_PARENTS:
            text = self.tr("Choose {least} to {most} faces: people or characters, not both.")
            self.rule.tell(text.format(least=MIN_PARENTS, most=MAX_PARENTS), "info")
        elif strong is not None:
            card = self._faces.card(strong)
            text = self.tr(
                "{name} gives {share} %. With more than {most} % one would still recognise {name}: "
                "take some away, or give the others more."
            )
            name = card.name if card is not None else strong
            told = text.format(name=name, share=mixer.shares[strong], most=most)
            self.rule.tell(told, "warning")
        else:
            text = self.tr("None may give more than {most} %: nobody is to be recognised in it.")
            if count >= MAX_PARENTS:
                text = self.tr("That is as many as can be mixed. None may give more than {most} %.")
            self.rule.tell(text.format(most=most), "info")

    def _update_commands(self) -> None:
        mixer, name = self._mixer, self.name.text()
        ready = mixer.can_mix and not self._trouble and not self._saving
        self.vary_button.setEnabled(ready)
        taken = bool(name.strip()) and not self._saving and mixer.is_taken(name)
        if taken:
            self.error.tell(self.tr("You have a face of that name already."))
        self.save_button.setEnabled(ready and bool(name.strip()) and not taken)


class ParentList(FaceList):
    """Faces of which several can be chosen: by a click, or by the space bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, thumbnail=88)
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.setAccessibleName(self.tr("Faces to mix"))
        self.setMinimumSize(420, 220)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return does what the space bar does, not what the dialog's button does."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            item.setSelected(not item.isSelected())
            return
        super().keyPressEvent(event)

    def choose(self, template_ids: list[str]) -> None:
        """Shows what is chosen, without choosing it."""
        self.blockSignals(True)
        for item in self.items_():
            item.setSelected(self.id_of(item) in template_ids)
        self.blockSignals(False)

    def offer(self, kind: str | None, *, closed: bool) -> None:
        """Lets only those be added that go with the ones that are chosen.

        Args:
            kind: Which; None for all.
            closed: Nothing more can be added.
        """
        self.blockSignals(True)
        for item in self.items_():
            card = self.card_at(self.indexFromItem(item))
            fits = card is not None and not closed and kind in (None, card.kind)
            self._enable(item, fits or item.isSelected())
        self.blockSignals(False)
        self.viewport().update()

    @staticmethod
    def _enable(item: QListWidgetItem, on: bool) -> None:
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        item.setFlags(usual if on else Qt.ItemFlag.NoItemFlags)


class ShareRow(QWidget):
    """One parent: who, how much."""

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = card
        self._small = _Small(card)
        name = QLabel(card.name)
        name.setFixedWidth(74)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(WEIGHTS.start, WEIGHTS.stop - 1)
        self.slider.setPageStep(10)
        self.slider.setMinimumWidth(80)
        self.slider.setAccessibleName(self.tr("Share of {name}").format(name=card.name))
        self.percent = QLabel()
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.percent.setFixedWidth(self.percent.fontMetrics().horizontalAdvance("100 %") + 8)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._small)
        layout.addWidget(name)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.percent)

    def show_share(self, weight: int, percent: int, *, free: bool, strong: bool) -> None:
        """Shows what it gives.

        Args:
            weight: Place of the slider.
            percent: In words.
            free: Whether it can be changed.
            strong: It is too much.
        """
        self.slider.blockSignals(True)
        self.slider.setValue(weight)
        self.slider.blockSignals(False)
        self.slider.setEnabled(free)
        self.percent.setText(self.tr("{n} %").format(n=percent))
        self.slider.setAccessibleDescription(self.percent.text())
        role = "strong" if strong else "caption"
        if self.percent.property("role") != role:
            self.percent.setProperty("role", role)
            self.percent.style().unpolish(self.percent)
            self.percent.style().polish(self.percent)


class _Small(QWidget):
    """A small thumbnail."""

    def __init__(self, card: Card) -> None:
        super().__init__()
        self._card = card
        self.setFixedSize(_SMALL, _SMALL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        image = self._card.thumbnail
        side = round(_SMALL * self.devicePixelRatioF())
        picture = scaled(image, side) if image is not None else None
        place = QRectF(0, 0, _SMALL, _SMALL)
        draw_thumbnail(painter, place, picture, self._card, current(_app()), rounded=_SMALL / 2)


class MixedPicture(QWidget):
    """The mixed face, large, and what is being done about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: Image | None = None
        self._pixmap: QPixmap | None = None
        self._words = ""
        self._stale = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The mixed face"))

    def sizeHint(self) -> QSize:
        return QSize(_PICTURE, _PICTURE)

    @property
    def image(self) -> Image | None:
        """``(h, w, 3)`` uint8 BGR: what is shown; None before the first."""
        return self._image

    def show_face(self, image: Image) -> None:
        self._image, self._pixmap = image, None
        self.update()

    def set_state(self, words: str, *, stale: bool) -> None:
        """Says what is being done.

        Args:
            words: Over the picture; empty for none.
            stale: What is shown is not what was asked for.
        """
        self._words, self._stale = words, stale
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current(_app())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(area, 14, 14)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(theme.stage.ground))
        side = round(self.width() * self.devicePixelRatioF())
        if self._image is not None:
            if self._pixmap is None or self._pixmap.width() != side:
                edge = round(_EDGE * self._image.shape[0])
                self._pixmap = scaled(self._image[edge:-edge, edge:-edge], side)
            painter.setOpacity(0.45 if self._stale else 1.0)
            painter.drawPixmap(QRectF(self.rect()), self._pixmap, QRectF(self._pixmap.rect()))
            painter.setOpacity(1.0)
        painter.setClipping(False)
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawPath(shape)
        if self._words:
            self._draw_words(painter, theme)

    def _draw_words(self, painter: QPainter, theme: Theme) -> None:
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(self._words) + 32
        chip = QRectF((self.width() - width) / 2, self.height() / 2 - 16, width, 32)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.stage.ground))
        painter.drawRoundedRect(chip, 16, 16)
        painter.setPen(QColor(theme.stage.text))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self._words)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
