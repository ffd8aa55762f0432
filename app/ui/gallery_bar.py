"""The search field above the gallery."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.ui import icons
from app.ui.dialog import Line
from app.ui.gallery import Gallery
from app.ui.theme import Theme

_LONGEST = 60


class GalleryBar(QWidget):
    """Searches the gallery for what is typed, and says so where nothing is found.

    Args:
        gallery: Which shows only what was found.

    Attributes:
        field: Return puts the first face on that was found; the down key goes to the faces; Esc,
            where it shields nothing, ends the search.
        message: What is said when nothing was found.
        clear_button: Ends the search; beside the message.
    """

    def __init__(self, gallery: Gallery, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gallery = gallery
        self.field = _Field()
        self.field.setPlaceholderText(self.tr("Search faces"))
        self.field.setAccessibleName(self.tr("Search faces"))
        self.field.setToolTip(self.tr("By name, or by what is said about a face."))
        self.field.setMaxLength(_LONGEST)
        self._glass = QAction(self)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._cross = QAction(self.tr("Show all faces"), self)
        self._cross.triggered.connect(self.clear)
        self.field.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self.message = Line("muted")
        self.clear_button = QPushButton(self.tr("Show all"))
        self.clear_button.setProperty("kind", "quiet")
        self.clear_button.setToolTip(self.tr("End the search and show all faces."))
        self.clear_button.setAccessibleDescription(self.clear_button.toolTip())
        self.clear_button.clicked.connect(self.clear)
        self.clear_button.setIconSize(QSize(16, 16))
        nothing = QHBoxLayout()
        nothing.setSpacing(6)
        nothing.addWidget(self.message, 1)
        nothing.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.field)
        layout.addLayout(nothing)
        self.field.textChanged.connect(gallery.search)
        self.field.returnPressed.connect(gallery.choose_found)
        self.field.left.connect(self._to_gallery)
        self.field.given_up.connect(self.clear)
        gallery.searched.connect(self._on_searched)
        self._on_searched(gallery.query, len(gallery.found()))

    @Slot()
    def begin(self) -> None:
        """The key's: goes to the field; what is typed replaces what was there."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @Slot()
    def clear(self) -> None:
        """Shows all faces again; the field has the focus."""
        self.field.clear()
        self.field.setFocus()

    def paint(self, theme: Theme) -> None:
        """Draws its icons."""
        self._glass.setIcon(icons.icon("search", theme.muted))
        self._cross.setIcon(icons.icon("close", theme.text))

    def _to_gallery(self) -> None:
        if self._gallery.found():
            self._gallery.choose_found()
            self._gallery.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_searched(self, query: str, count: int) -> None:
        if query != self.field.text().strip():
            self.field.setText(query)  # the gallery has ended the search
        nothing = bool(query) and count == 0
        text = self.tr("No face is called “{query}”.").format(query=query) if nothing else ""
        had_focus = self.clear_button.hasFocus()
        self.message.tell(text)
        self.clear_button.setVisible(nothing)
        if had_focus and not nothing:
            self.field.setFocus()
        self._cross.setVisible(bool(self.field.text()))
        told = self.tr("%n found", "", count) if query else ""
        self.field.setAccessibleDescription(told)


class _Field(QLineEdit):
    """
    Signals:
        left: The user wants to go on to the faces.
        given_up: The user wants to see all of them again.
    """

    left = Signal()
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
