"""Says what adding the photoreal faces means, and shows how far it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.ui import icons
from app.ui.dialog import Dialog, Line, button, heading
from app.ui.installation import MEGABYTES, Installation
from app.ui.theme import Theme

_STEPS = 1000


class PhotorealDialog(Dialog):
    """Closing it while it works cancels."""

    def __init__(self, installation: Installation, parent: QWidget) -> None:
        super().__init__(self.tr("Add photoreal faces"), parent, snug=True)
        self._installation = installation
        about = QLabel(
            self.tr(
                "A computer drew them from words: they look like photographs, and nobody looks "
                "like them. They were published as SFHQ-T2I under the MIT licence."
            )
        )
        about.setWordWrap(True)
        self._icons: list[tuple[str, QLabel]] = []
        facts = QGridLayout()
        facts.setHorizontalSpacing(12)
        facts.setVerticalSpacing(10)
        facts.setColumnStretch(1, 1)
        size = f"{MEGABYTES:.0f}"
        for name, text in (
            (
                "download",
                self.tr("{size} MB are downloaded from GitHub, this once.").format(size=size),
            ),
            (
                "shield",
                self.tr(
                    "Nothing of yours is sent. GitHub sees your network address, as every website "
                    "does."
                ),
            ),
            (
                "waiting",
                self.tr(
                    "The faces are then made from that on this computer, which takes a while. "
                    "You can go on as before."
                ),
            ),
        ):
            self._add_fact(facts, name, text)

        self.stage = Line("muted")
        self.percent = QLabel()
        self.percent.setProperty("role", "caption")
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.error = Line("error")
        self.folder_button = button(self.tr("Choose a &folder…"), self._ask_for_folder)
        self.folder_button.setToolTip(
            self.tr(
                "Where a copy of the dataset's files lies (LICENSE, figures): then nothing is "
                "downloaded."
            )
        )
        self.cancel_button = button(self.tr("Cancel"), self._cancel)
        self.download_button = button(self.tr("&Download"), self._download, "main")
        self.download_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.folder_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.download_button)

        said = QHBoxLayout()
        said.addWidget(self.stage, 1)
        said.addWidget(self.percent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 18)
        layout.setSpacing(12)
        layout.addWidget(heading(self.tr("Nine faces of no real person")))
        layout.addWidget(about)
        layout.addSpacing(2)
        layout.addLayout(facts)
        layout.addLayout(said)
        layout.addWidget(self.bar)
        layout.addWidget(self.error)
        layout.addSpacing(4)
        layout.addLayout(buttons)
        self.setMinimumWidth(500)

        installation.running_changed.connect(self._on_running)
        installation.progressed.connect(self._on_progress)
        installation.succeeded.connect(self.accept)
        installation.failed.connect(self.error.tell)
        self.error.tell("")
        self._on_running()
        self.painted()
        self.download_button.setFocus()

    def _add_fact(self, facts: QGridLayout, name: str, text: str) -> None:
        icon, words = QLabel(), QLabel(text)
        words.setWordWrap(True)
        row = facts.rowCount()
        facts.addWidget(icon, row, 0, Qt.AlignmentFlag.AlignTop)
        facts.addWidget(words, row, 1)
        self._icons.append((name, icon))

    def paint(self, theme: Theme) -> None:
        ratio = self.devicePixelRatioF()
        for name, label in self._icons:
            label.setPixmap(icons.pixmap(name, theme.accent.ground, 22, ratio))
        self.download_button.setIcon(icons.icon("download", theme.accent.text))
        self.folder_button.setIcon(icons.icon("folder", theme.text))

    def closing(self) -> None:
        self._installation.cancel()

    # -- commands -----------------------------------------------------------------------------

    def _download(self) -> None:
        self.error.tell("")
        self._installation.start()

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("The folder with the pictures"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, False)
        dialog.fileSelected.connect(self.take_folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def take_folder(self, folder: str) -> None:
        """Builds from the pictures in a folder."""
        self.error.tell("")
        self._installation.start(Path(folder))

    def _cancel(self) -> None:
        if self._installation.running:
            self._installation.cancel()
            self.stage.tell(self.tr("Cancelling…"))
            self.cancel_button.setEnabled(False)
        else:
            self.reject()

    # -- listening ----------------------------------------------------------------------------

    def _on_running(self) -> None:
        running = self._installation.running
        had_focus = self.focusWidget()
        self.bar.setVisible(running)
        self.percent.setVisible(running)
        self.stage.tell(self.tr("Starting…") if running else "")
        self._show_share(0.0)
        for one in (self.download_button, self.folder_button):
            one.setVisible(not running)
        self.cancel_button.setEnabled(True)
        if running:
            self.cancel_button.setFocus()
        elif had_focus is self.cancel_button:
            self.download_button.setFocus()

    def _on_progress(self, stage: str, share: float) -> None:
        if not self._installation.cancelling:
            self.stage.tell(stage)
            self._show_share(share)

    def _show_share(self, share: float) -> None:
        self.bar.setValue(round(share * _STEPS))
        self.percent.setText(self.tr("{n} %").format(n=int(100 * share)))
