"""Between what draws the faces and what the window shows of it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.pipeline.swap.adaptive import AdaptiveSwapper
from app.pipeline.swap.drawing import Drawing
from app.ui.controller import Controller, Phase
from app.ui.preferences import Preferences
from app.ui.side import Side


class EngineLink(QObject):
    """Tells the panel what is so, and the controller and the settings what the user wants.

    Args:
        parent: The window; it must outlive this.
    """

    def __init__(
        self, controller: Controller, preferences: Preferences, side: Side, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._engines = engines = controller.engines
        self._preferences = preferences
        self._side = side
        self._troubled = False
        """Something of what draws does not do what it should."""
        self._panel = panel = side.engine
        panel.show_drawing(engines.drawing)
        self._on_listed()
        engines.listed.connect(self._on_listed)
        engines.changed.connect(self._on_changed)
        engines.settled.connect(self.show)
        engines.lowered.connect(self.show)
        panel.changed.connect(self._on_wanted)
        panel.again.connect(self._on_again)
        controller.models.listed.connect(engines.look)
        controller.phase_changed.connect(self.show)
        controller.polled.connect(self.show)
        self.show()

    def apply(self, drawing: Drawing) -> None:
        """Takes and shows what a profile keeps."""
        self._engines.choose(drawing)
        self._panel.show_drawing(drawing)
        self.show()

    def show(self) -> None:
        """What draws now, or is too slow to."""
        engine, engines = self._controller.engine, self._engines
        honours, failing, trouble = None, "", ""
        if engine is not None and self._controller.phase is Phase.RUNNING:
            swapper = engine.swapper
            honours = swapper.honours
            failing = engine.trouble
            trouble = swapper.trouble if isinstance(swapper, AdaptiveSwapper) else ""
        self._troubled = bool(failing or trouble or engines.fell_back)
        self._side.controls.show_honoured(honours)
        self._panel.state.setToolTip(failing or trouble)
        if engines.settling:
            self._panel.tell(self.tr("Loading…"))
        elif failing:
            self._panel.tell(self.tr("The engine fails: others see the shield."), "warning")
        elif engines.without == "enhancer":
            self._panel.tell(self.tr("Too slow with the enhancer: it is off for now."), "warning")
        elif engines.without == "boost":
            self._panel.tell(self.tr("Too slow with pixel boost: it is off for now."), "warning")
        elif engines.without == "engine":
            self._panel.tell(
                self.tr("Too slow for your camera: the built-in engine draws for now."), "warning"
            )
        elif trouble:
            self._panel.tell(self.tr("The enhancer fails: faces stay as drawn."), "warning")
        else:
            self._panel.tell("")

    def _on_listed(self) -> None:
        engines = self._engines
        self._panel.show_offers(engines.offers, engines.providers, engines.problems)

    def _on_changed(self, for_good: bool) -> None:
        """What was wanted cannot be had: nobody must believe otherwise, not even tomorrow; unless
        it is only a file that is not there today."""
        self._panel.show_drawing(self._engines.drawing)
        if for_good:
            self._preferences.change(drawing=self._engines.drawing)
        self.show()

    def _on_wanted(self, drawing: Drawing) -> None:
        self._preferences.change(drawing=drawing)
        self._engines.choose(drawing)
        self.show()

    def _on_again(self) -> None:
        self.show()  # what is so at this moment
        if self._troubled:
            self._engines.choose_again()
            self.show()
