"""One model in the models' dialog: what it is for, how it is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.ui import icons
from app.ui.dialog import Line, button
from app.ui.model_shelf import Card, Doing, ModelShelf, Place
from app.ui.theme import Theme

_STEPS = 1000
_ICON = 24


class ModelRow(QFrame):
    """Shows one card of a shelf and gives its commands.

    Args:
        shelf: Whose card it is.
        name: Of the model.
        remove: Called when the user wants it removed; asks first.
        choose: Called when the user wants to name a file of theirs.
    """

    def __init__(
        self,
        shelf: ModelShelf,
        name: str,
        remove: Callable[[str], object],
        choose: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._shelf, self._name = shelf, name
        self._theme: Theme | None = None
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON, _ICON)
        self.title = QLabel()
        self.title.setProperty("role", "caption")
        self.state = QLabel()
        self.use = _words()
        self.facts = _words("muted")
        self.manual = _words("muted")
        self.manual.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.needs = Line("warning")
        self.line = Line("error")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.download = button(self.tr("Download"), lambda: shelf.fetch(name))
        self.pause = button(self.tr("Pause"), lambda: shelf.pause(name))
        self.cancel = button(self.tr("Cancel"), lambda: shelf.cancel(name))
        self.choose = button(self.tr("Choose a file…"), choose)
        self.verify = button(self.tr("Verify"), lambda: shelf.verify(name))
        self.remove = button(self.tr("Remove…"), lambda: remove(name))
        self.buttons = (
            self.download, self.pause, self.cancel, self.choose, self.verify, self.remove
        )  # fmt: skip
        self._arrange()
        self.needs.tell("")
        self.line.tell("")
        self.refresh()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.state)
        progress = QHBoxLayout()
        progress.setSpacing(10)
        progress.addWidget(self.bar, 1)
        progress.addWidget(self.count)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        for one in self.buttons:
            actions.addWidget(one)
        actions.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(5)
        words.addLayout(top)
        for part in (self.use, self.facts, self.manual, self.needs):
            words.addWidget(part)
        words.addLayout(progress)
        words.addWidget(self.line)
        words.addSpacing(2)
        words.addLayout(actions)
        layout = QGridLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setHorizontalSpacing(12)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 0, 1)

    @property
    def _card(self) -> Card:
        card = self._shelf.card(self._name)
        assert card is not None  # rows are made of cards
        return card

    def paint(self, theme: Theme) -> None:
        """Draws its icon in the theme's colours."""
        self._theme = theme
        self._paint_icon()

    def _paint_icon(self) -> None:
        if self._theme is None:
            return
        names = {Place.HERE: "covered", Place.ELSEWHERE: "covered", Place.ALTERED: "error"}
        name = names.get(self._card.place, "download")
        if self._card.doing is not Doing.NOTHING:
            name = "waiting"
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(name, self._theme.text, _ICON, ratio))

    def tell(self, text: str, role: str = "error") -> None:
        """A line below the facts, until something else is done with the model."""
        self.line.tell(text, role)

    def refresh(self) -> None:
        """Shows the card as it is now."""
        card = self._card
        title = card.model.title
        self.title.setText(title)
        self.setAccessibleName(title)
        self.state.setText(self._state(card))
        self.use.setText(self._uses(card))
        self.facts.setText(self._facts(card))
        self.facts.setToolTip(card.model.licence.terms)
        by_hand = not card.model.fetchable and card.place in (Place.NOWHERE, Place.ALTERED)
        self.manual.setText(card.model.manual)
        self.manual.setVisible(by_hand)
        extras = " ".join(f'pip install "understudy[{extra}]"' for extra in card.extras)
        self.needs.tell(
            self.tr("It cannot be used yet: {command}").format(command=extras) if extras else ""
        )
        self._refresh_buttons(card, by_hand)
        working = card.doing in (Doing.FETCHING, Doing.PAUSING)
        if card.doing is not Doing.NOTHING:
            self.line.tell("")
        if not working or not self.bar.isVisibleTo(self):
            self.show_progress(card.kept, card.download)
        self.bar.setVisible(working or card.place is Place.BEGUN)
        self.count.setVisible(working or card.place is Place.BEGUN)
        for one in self.buttons:
            one.setAccessibleName(f"{one.text()} {title}")
        self.bar.setAccessibleName(self.tr("Progress of {name}").format(name=title))
        self._paint_icon()

    def _refresh_buttons(self, card: Card, by_hand: bool) -> None:
        had_focus = self.focusWidget()
        idle = card.doing is Doing.NOTHING
        fetching = card.doing is Doing.FETCHING
        there = card.place in (Place.HERE, Place.ELSEWHERE)
        begun = card.place is Place.BEGUN
        self.download.setText(self.tr("Resume") if begun else self.tr("Download"))
        if card.place is Place.ALTERED:
            self.download.setText(self.tr("Download again"))
        for one, shown in (
            (self.download, idle and not there and card.model.fetchable),
            (self.pause, fetching and card.goes_on),
            (self.cancel, fetching or card.doing is Doing.PAUSING or (idle and begun)),
            (self.choose, idle and by_hand),
            (self.verify, idle and there),
            (self.remove, idle and card.place in (Place.HERE, Place.ALTERED)),
        ):
            one.setVisible(shown)
        if had_focus in self.buttons and had_focus is not None and had_focus.isHidden():
            shown_ones = [one for one in self.buttons if not one.isHidden()]
            if shown_ones:
                shown_ones[0].setFocus()

    def show_progress(self, done: int, total: int | None) -> None:
        """How far a download is, in bytes."""
        if total is None:
            self.bar.setRange(0, 0)
            text = self.tr("{done} MB").format(done=_megabytes(done)) if done else ""
        else:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(min(round(done / total * _STEPS), _STEPS))
            text = self.tr("{done} of {total} MB").format(
                done=_megabytes(done), total=_megabytes(total)
            )
        self.count.setText(text)

    def _state(self, card: Card) -> str:
        doing = {
            Doing.FETCHING: self.tr("Downloading…"),
            Doing.PAUSING: self.tr("Stopping…"),
            Doing.CHECKING: self.tr("Verifying…"),
            Doing.REMOVING: self.tr("Removing…"),
        }
        place = {
            Place.HERE: self.tr("Installed"),
            Place.ELSEWHERE: self.tr("Installed by another program"),
            Place.BEGUN: self.tr("Paused"),
            Place.ALTERED: self.tr("Altered or damaged"),
            Place.NOWHERE: self.tr("Not installed"),
        }
        return doing.get(card.doing) or place[card.place]

    def _uses(self, card: Card) -> str:
        words = {
            "meter": self.tr("The anonymity meter asks it whether you are known."),
            "evaluate": self.tr("A judge of “understudy evaluate”."),
            "calibrated": self.tr(
                "A further judge of “understudy evaluate”, once scripts/calibrate_judges.py has "
                "measured its threshold on photos."
            ),
            "engine": self.tr("Draws the face: page “Look”."),
            "identity": self.tr("Tells swap networks who the stand-in is."),
            "enhancer": self.tr("Makes the drawn face crisp: page “Look”."),
            "mask": self.tr("Leaves hair and hands before the face's rim: page “Look”."),
            "upscale": self.tr("Enlarges films: “understudy run --upscale”."),
            "converted": self.tr("A file in ONNX is made of it once."),
            "analysis": self.tr("Looks for faces: “understudy run --detector scrfd”."),
        }
        said = [words[use] for use in card.model.used_by]
        if card.needed_by:
            said.append(self.tr("Needed by {names}.").format(names=", ".join(card.needed_by)))
        return " ".join(said)

    def _facts(self, card: Card) -> str:
        facts = []
        size = card.bytes or card.download
        if size is not None:
            facts.append(self.tr("{size} MB").format(size=_megabytes(size)))
        licences = dict.fromkeys(part.licence.title for part in card.parts)
        facts.append(self.tr("Licence: {names}").format(names=", ".join(licences)))
        if card.place is Place.ELSEWHERE and card.path is not None:
            facts.append(str(card.path.parent))
        return " · ".join(facts)


def _words(role: str = "") -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def _megabytes(count: int) -> str:
    return QLocale().toString(count / 1e6, "f", 1)
