"""Which models there are for what the app can do today, and the way to get them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.models.registry import Licence
from app.ui.dialog import Dialog, Line, Question, button, heading
from app.ui.model_row import ModelRow
from app.ui.model_shelf import ModelShelf, Place
from app.ui.theme import Theme


class ModelsDialog(Dialog):
    """Closing it pauses what is being downloaded.

    Signals:
        photoreal_wanted: The photoreal faces are to be added.

    Args:
        shelf: What there is.
        photoreal_there: Whether the pack of photoreal faces is installed.
    """

    photoreal_wanted = Signal()

    def __init__(self, shelf: ModelShelf, photoreal_there: bool, parent: QWidget) -> None:
        super().__init__(self.tr("Models"), parent)
        self._shelf = shelf
        self._theme: Theme | None = None
        self._asked: list[Dialog] = []
        self.rows: dict[str, ModelRow] = {}
        about = QLabel(
            self.tr(
                "Understudy works without any of these. They are downloaded only when you press "
                "the button, checked, and kept on this computer."
            )
        )
        about.setWordWrap(True)
        about.setProperty("role", "muted")
        self.line = Line("muted")
        self.total = QLabel()
        self.total.setProperty("role", "muted")
        self.photoreal = button(self.tr("Photoreal &faces…"), self.photoreal_wanted.emit)
        self.photoreal.setToolTip(self.tr("Nine faces of no real person, downloaded once."))
        self.photoreal.setVisible(not photoreal_there)
        self.file_button = button(self.tr("&Choose a file…"), self._ask_for_file)
        self.file_button.setToolTip(
            self.tr("One of these models, or a package that holds it, that you have already.")
        )
        self.folder_button = button(self.tr("&Open folder"), self.open_folder)
        self.close_button = button(self.tr("Close"), self.reject)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 6, 0)
        self._rows.setSpacing(10)
        self._rows.addStretch(1)
        self._arrange(about)

        shelf.listed.connect(self._on_listed)
        shelf.changed.connect(self._on_changed)
        shelf.progressed.connect(self._on_progress)
        shelf.said.connect(self._on_said)
        shelf.failed.connect(self._on_failed)
        shelf.terms_wanted.connect(self._ask_for_terms)
        self.line.tell(self.tr("Looking what is there…"))
        self.painted()
        self.close_button.setFocus()
        if shelf.cards:
            self._on_listed()
        shelf.read()

    def _arrange(self, about: QLabel) -> None:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._list)
        # The dialog's ground shows through; setWidget turns it on.
        self._list.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        self._area = area
        buttons = QHBoxLayout()
        for one in (self.folder_button, self.file_button, self.photoreal):
            buttons.addWidget(one)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 18)
        layout.setSpacing(12)
        layout.addWidget(heading(self.tr("Models")))
        layout.addWidget(about)
        layout.addWidget(self.line)
        layout.addWidget(area, 1)
        layout.addWidget(self.total)
        layout.addLayout(buttons)
        self.setMinimumHeight(420)
        self.resize(640, 680)

    def paint(self, theme: Theme) -> None:
        self._theme = theme
        for row in self.rows.values():
            row.paint(theme)

    def closing(self) -> None:
        self._shelf.stop()

    # -- commands -----------------------------------------------------------------------------

    def open_folder(self) -> None:
        """Shows the folder for downloads in the system's file manager."""
        home = self._shelf.home
        if home is None:
            return
        # The nearest that there is: it is made with the first download.
        there = next(folder for folder in (home, *home.parents) if folder.is_dir())
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(there)))

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, self.tr("A file with a model"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_file)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def take_file(self, path: str) -> None:
        """Takes a model from a file of the user's."""
        self.line.tell(self.tr("Checking the file…"), "muted")
        self._shelf.add(Path(path))

    def _ask_to_remove(self, name: str) -> None:
        title = self.rows[name].title.text()
        text = self.tr("Its files are deleted from this computer. You can download them again.")
        self._show(
            Question(
                self.tr("Remove “{name}”?").format(name=title),
                text,
                self.tr("&Remove"),
                lambda: self._shelf.remove(name),
                self,
            )
        )

    def _ask_for_terms(self, licences: Sequence[Licence], then: Callable[[], None]) -> None:
        self.line.tell("")
        self._show(TermsDialog(licences, lambda: self._shelf.agree(licences, then), self))

    def _show(self, dialog: Dialog) -> None:
        self._asked.append(dialog)
        dialog.finished.connect(lambda _result: self._asked.remove(dialog))
        dialog.show()

    @property
    def asked(self) -> tuple[Dialog, ...]:
        """Questions that are open."""
        return tuple(self._asked)

    # -- listening ----------------------------------------------------------------------------

    def _on_listed(self) -> None:
        cards = {card.name: card for card in self._shelf.cards}
        for name in [name for name in self.rows if name not in cards]:
            self.rows.pop(name).deleteLater()
        for name in cards:
            row = self.rows.get(name)
            if row is None:
                row = ModelRow(self._shelf, name, self._ask_to_remove, self._ask_for_file)
                self.rows[name] = row
                self._rows.insertWidget(self._rows.count() - 1, row)
                if self._theme is not None:
                    row.paint(self._theme)
            else:
                row.refresh()
        if self.line.property("role") == "muted":
            self.line.tell("")
        self._sum_up()

    def _on_changed(self, name: str) -> None:
        if name in self.rows:
            self.rows[name].refresh()
        self._sum_up()

    def _on_progress(self, name: str, done: int, total: int | None) -> None:
        if name in self.rows:
            self.rows[name].show_progress(done, total)

    def _on_said(self, name: str, text: str) -> None:
        if name in self.rows:
            self.rows[name].tell(text, "info")

    def _on_failed(self, name: str, text: str) -> None:
        if name in self.rows:
            self.rows[name].tell(text, "error")
            self._area.ensureWidgetVisible(self.rows[name])
        else:
            self.line.tell(text, "error")

    def _sum_up(self) -> None:
        cards = self._shelf.cards
        here = [card for card in cards if card.place in (Place.HERE, Place.ELSEWHERE)]
        text = self.tr("{n} of {total} installed, {size} MB on this computer.")
        size = sum(card.bytes for card in cards) / 1e6
        self.total.setText(
            text.format(n=len(here), total=len(cards), size=QLocale().toString(size, "f", 1))
        )


class TermsDialog(Dialog):
    """Shows what has to be agreed to before something is downloaded.

    Args:
        licences: Whose terms.
        then: Called when the user agrees.
    """

    def __init__(
        self, licences: Sequence[Licence], then: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(self.tr("Terms of use"), parent, snug=True)
        self._then = then
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 18)
        layout.setSpacing(12)
        for licence in licences:
            layout.addWidget(heading(licence.title))
            terms = QLabel(licence.terms)
            terms.setWordWrap(True)
            layout.addWidget(terms)
            if licence.url:
                link = QLabel(f'<a href="{licence.url}">{licence.url}</a>')
                link.setOpenExternalLinks(True)
                link.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
                link.setAccessibleName(self.tr("The whole licence"))
                layout.addWidget(link)
        note = QLabel(
            self.tr("That you agree is written down on this computer, with the date, and not sent.")
        )
        note.setWordWrap(True)
        note.setProperty("role", "muted")
        layout.addWidget(note)
        self.yes = button(self.tr("I &agree"), self._on_yes, "main")
        self.no = button(self.tr("Cancel"), self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        layout.addLayout(buttons)
        self.setMinimumWidth(480)
        self.no.setDefault(True)
        self.no.setFocus()

    def _on_yes(self) -> None:
        self.accept()
        self._then()
