"""What a person is told about their cover: one state, in words, with an icon and a colour.

Shielding is told at once; that all is well again only when a whole interval was: a flicker must
not look like safety.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject

from app.frame import SafeFrame, Verdict
from app.pipeline.guard.guard import PANIC
from app.ui.below import said
from app.ui.translation import translate


class Trust(Enum):
    """The states; the value is the name of the icon."""

    STOPPED = "stopped"
    WAITING = "waiting"
    COVERED = "covered"
    SHIELDING = "shielding"
    EMPTY = "room"

    @property
    def tone(self) -> str:
        """Which of the theme's tones goes with it."""
        if self is Trust.SHIELDING:
            return "shielding"
        return "covered" if self is Trust.COVERED else "idle"


@dataclass(frozen=True, slots=True)
class Told:
    """What the strip shows.

    Attributes:
        trust: The state.
        headline: It in words.
        detail: How many people are seen, or what others see; may be empty.
    """

    trust: Trust
    headline: str
    detail: str


def stopped() -> Told:
    return Told(
        Trust.STOPPED,
        translate("Trust", "Stopped"),
        translate("Trust", "Nothing is sent to anyone."),
    )


def starting() -> Told:
    return Told(
        Trust.WAITING,
        translate("Trust", "Starting…"),
        translate("Trust", "Others see a plain card until your face is covered."),
    )


def stopping() -> Told:
    return Told(Trust.WAITING, translate("Trust", "Stopping…"), "")


def panicked() -> Told:
    return Told(
        Trust.SHIELDING,
        translate("Trust", "Shielding: you asked for it"),
        translate("Trust", "Others see a plain card until you resume."),
    )


def told(frame: SafeFrame) -> Told:
    """What a frame that left the engine means for the person in front of it."""
    if frame.verdict is Verdict.SHIELDED and frame.reason == PANIC:
        return panicked()
    people = _people(frame.faces)
    if frame.verdict is Verdict.SWAPPED:
        return Told(Trust.COVERED, translate("Trust", "Covered"), people)
    if frame.verdict is Verdict.EMPTY:
        return Told(
            Trust.EMPTY,
            translate("Trust", "Empty room"),
            translate("Trust", "Nobody is seen; the room is shown."),
        )
    headline = translate("Trust", "Shielding: {why}").format(why=said(frame.reason))
    return Told(Trust.SHIELDING, headline, people)


class Watch:
    """Turns frames into what is told. Feed it every frame; ask once per interval."""

    def __init__(self) -> None:
        self._newest: SafeFrame | None = None
        self._worst: SafeFrame | None = None

    def saw(self, frame: SafeFrame) -> Told | None:
        """Notes a frame; what to tell now, or None when that can wait for `interval_over`."""
        self._newest = frame
        if frame.verdict is not Verdict.SHIELDED:
            return None
        self._worst = frame
        return told(frame)

    def interval_over(self) -> Told | None:
        """What to tell of the interval that ends now; None when there was no frame at all."""
        frame, self._worst = self._worst or self._newest, None
        return told(frame) if frame is not None else None


class _People(QObject):
    """Counts them: pyside6-lupdate finds plural forms in `tr` only."""

    def told(self, n: int) -> str:
        return self.tr("%n people seen", "", n) if n else translate("Trust", "Nobody seen")


def _people(count: int) -> str:
    return _People().told(count)
