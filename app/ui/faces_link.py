"""Between the faces that there are and what the window shows of them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from app.templates.blend import BLENDS
from app.templates.photoreal import PHOTOREAL
from app.ui.banner import Banner
from app.ui.controller import Controller
from app.ui.dialog import Question
from app.ui.dialogs import Dialogs
from app.ui.mix_dialog import MixDialog
from app.ui.photoreal_dialog import PhotorealDialog
from app.ui.preferences import Preferences
from app.ui.side import FACES, Side


class FacesLink(QObject):
    """Tells the gallery which faces there are, and the controller which the user wants, mixes,
    adds or removes.

    Args:
        window: Of the dialogs, and this one's parent.

    Attributes:
        remove_menu: What can be removed.
    """

    def __init__(
        self,
        controller: Controller,
        preferences: Preferences,
        side: Side,
        banner: Banner,
        dialogs: Dialogs,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._controller = controller
        self._preferences = preferences
        self._side = side
        self._gallery = side.gallery
        self._banner = banner
        self._dialogs = dialogs
        self._window = window
        self.remove_menu = QMenu(self.tr("&Remove"), window)
        gallery, faces = self._gallery, controller.faces
        gallery.set_favourites(preferences.settings.favourites)
        gallery.chosen.connect(controller.choose_template)
        gallery.removal_wanted.connect(self.ask_to_remove)
        gallery.favourites_changed.connect(self._on_favourites)
        faces.listed.connect(gallery.show_cards)
        faces.listed.connect(self._on_listed)
        faces.card_changed.connect(gallery.show_card)
        faces.added.connect(gallery.reveal)
        faces.invented.connect(self._on_invented)
        faces.removed.connect(self._on_removed)
        controller.installation.succeeded.connect(self._on_installed)
        controller.template_changed.connect(gallery.mark)
        controller.template_changed.connect(self._on_template)
        if faces.library is not None:  # another window was here before
            gallery.show_cards(faces.cards)
            self._on_listed()
        if controller.template_id is not None:
            gallery.mark(controller.template_id)

    @property
    def photoreal(self) -> bool:
        """Whether the photoreal faces are there, all of them sound."""
        cards = self._controller.faces.of_pack(PHOTOREAL)
        return bool(cards) and not any(card.error for card in cards)

    # -- what there is ------------------------------------------------------------------------

    def _on_listed(self) -> None:
        faces = self._controller.faces
        self.remove_menu.clear()
        for card in faces.of_pack(BLENDS):
            self._add_removal(self.tr("“{name}”…").format(name=card.name), card.id)
        if faces.photoreal_there:
            self._add_removal(self.tr("Photoreal faces…"), PHOTOREAL)
        self.remove_menu.setEnabled(not self.remove_menu.isEmpty())

    def _add_removal(self, title: str, what: str) -> None:
        action = self.remove_menu.addAction(title.replace("&", "&&"))
        action.triggered.connect(lambda: self.ask_to_remove(what))

    def _on_invented(self, template_id: str) -> None:
        self._gallery.reveal(template_id)
        card = self._controller.faces.card(template_id)
        if card is not None:
            text = self.tr("This is {name}. {description}")
            self._banner.note(text.format(name=card.name, description=card.about))

    def _on_removed(self, what: str) -> None:
        self._banner.note(self.tr("Removed: {what}.").format(what=what))

    def _on_installed(self) -> None:
        self._banner.note(self.tr("The photoreal faces are there. Pick one."))
        for card in self._controller.faces.of_pack(PHOTOREAL)[:1]:
            self._gallery.reveal(card.id)

    def _on_template(self, template_id: str) -> None:
        if template_id:
            self._preferences.change(template=template_id)

    def _on_favourites(self, ids: list[str]) -> None:
        self._preferences.change(favourites=tuple(ids))

    # -- what the user wants ------------------------------------------------------------------

    def search(self) -> None:
        """By name, in the gallery."""
        self._side.tabs.setCurrentIndex(FACES)
        self._side.gallery_bar.begin()

    def add_photoreal(self) -> None:
        """Asks, downloads, makes."""
        installation = self._controller.installation
        self._dialogs.open("photoreal", lambda: PhotorealDialog(installation, self._window))

    def mix(self) -> None:
        """Lets the user make a face of others."""
        controller = self._controller
        self._dialogs.open(
            "mix", lambda: MixDialog(controller.new_mixer(), controller.faces, self._window)
        )

    def ask_to_remove(self, what: str) -> None:
        """Opens the question; `what` is a blend's id or a pack's."""
        card = self._controller.faces.card(what)
        if what == PHOTOREAL:
            title = self.tr("Remove the photoreal faces?")
            text = self.tr(
                "They are deleted from this computer; adding them again downloads them again. "
                "Faces that you mixed from them cannot be put on until then."
            )
        elif card is not None:
            title = self.tr("Remove “{name}”?").format(name=card.name)
            text = self.tr("{description} You can mix it again.").format(description=card.about)
        else:
            return
        yes, then = self.tr("&Remove"), lambda: self._controller.remove_faces(what)
        self._dialogs.open(f"remove {what}", lambda: Question(title, text, yes, then, self._window))
