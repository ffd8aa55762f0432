"""What went wrong, in words for the window: a plain sentence, what to do about it, and a button
that does it, where a command of ours can.

What the system has to say about a remedy (a setting's path, a line to type) comes with the error;
it is written once, where the error is raised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import (
    DownloadError,
    Kind,
    ModelError,
    SettingsError,
    SinkError,
    SourceError,
    TemplateError,
    UnderstudyError,
    UsageError,
)
from app.ui.below import said
from app.ui.translation import QT_TRANSLATE_NOOP, translate


@dataclass(frozen=True, slots=True)
class Help:
    """A button that may mend it.

    Attributes:
        title: On the button.
        command: Id of the command that it gives.
    """

    title: str
    command: str


@dataclass(frozen=True, slots=True)
class Fault:
    """
    Attributes:
        sentence: What is wrong. Begins with a capital letter and ends with a full stop.
        remedy: What to do, in one or more such sentences; `code` stands between backticks. Empty
            where there is nothing to add.
        button: None where no command helps.
        details: The error's own line, for those who ask for it.
        goes_on: Nothing has stopped; it is only not as it should be.
    """

    sentence: str
    remedy: str = ""
    button: Help | None = None
    details: str = ""
    goes_on: bool = False

    @property
    def text(self) -> str:
        """All that is to be read, in one line."""
        return f"{self.sentence} {self.remedy}".strip()


@dataclass(frozen=True, slots=True)
class _Words:
    """How one kind is told; literals to be translated.

    Attributes:
        sentence: Where nothing has a name; `named` where ``{what}`` has one.
        remedy: Where the error brings none.
        button: Title and command id.
    """

    sentence: str
    named: str = ""
    remedy: str = ""
    button: tuple[str, str] | None = None
    goes_on: bool = False


_AGAIN = QT_TRANSLATE_NOOP("Faults", "Try again"), "session.start"
_LOOK = QT_TRANSLATE_NOOP("Faults", "Look for cameras"), "file.cameras"
_MODELS = QT_TRANSLATE_NOOP("Faults", "Models…"), "models.manage"
_SWITCH_ON = QT_TRANSLATE_NOOP("Faults", "Switch it on again"), "session.virtual_camera"

_KINDS: Mapping[Kind, _Words] = {
    Kind.CAMERA_ABSENT: _Words(
        QT_TRANSLATE_NOOP("Faults", "No camera was found."),
        QT_TRANSLATE_NOOP("Faults", "The camera “{what}” was not found."),
        QT_TRANSLATE_NOOP("Faults", "Plug it in and look again, or choose another picture."),
        _LOOK,
    ),
    Kind.CAMERA_BUSY: _Words(
        QT_TRANSLATE_NOOP("Faults", "Another program may be using the camera."),
        QT_TRANSLATE_NOOP("Faults", "Another program may be using the camera “{what}”."),
        button=_AGAIN,
    ),
    Kind.CAMERA_DENIED: _Words(
        QT_TRANSLATE_NOOP("Faults", "Understudy is not allowed to use the camera."),
        QT_TRANSLATE_NOOP("Faults", "Understudy is not allowed to use the camera “{what}”."),
        button=_AGAIN,
    ),
    Kind.CAMERA_GONE: _Words(
        QT_TRANSLATE_NOOP("Faults", "The camera stopped giving pictures."),
        QT_TRANSLATE_NOOP("Faults", "The camera “{what}” stopped giving pictures."),
        button=_AGAIN,
    ),
    Kind.MODEL_MISSING: _Words(
        QT_TRANSLATE_NOOP("Faults", "A file that Understudy needs is missing."),
        QT_TRANSLATE_NOOP("Faults", "A file that Understudy needs is missing: “{what}”."),
    ),
    Kind.MODEL_DAMAGED: _Words(
        QT_TRANSLATE_NOOP("Faults", "A file that Understudy needs was altered or is damaged."),
        QT_TRANSLATE_NOOP(
            "Faults", "A file that Understudy needs was altered or is damaged: “{what}”."
        ),
    ),
    Kind.MODEL_ON_CPU: _Words(
        QT_TRANSLATE_NOOP("Faults", "The graphics card cannot be used."),
        remedy=QT_TRANSLATE_NOOP(
            "Faults",
            "The processor does its work: you stay covered, but the picture may be slower. "
            "A newer driver of the graphics card may help.",
        ),
        goes_on=True,
    ),
    Kind.MODEL_NOT_INSTALLED: _Words(
        QT_TRANSLATE_NOOP("Faults", "A file of weights is not installed."),
        QT_TRANSLATE_NOOP("Faults", "The weights “{what}” are not installed."),
        QT_TRANSLATE_NOOP("Faults", "They can be downloaded, if you wish."),
        _MODELS,
    ),
    Kind.MODEL_UNUSABLE: _Words(
        QT_TRANSLATE_NOOP("Faults", "A file of weights is damaged, or another file."),
        QT_TRANSLATE_NOOP("Faults", "The weights “{what}” are damaged, or another file."),
        QT_TRANSLATE_NOOP("Faults", "Remove the file, and get it again."),
        _MODELS,
    ),
    Kind.TEMPLATE_DAMAGED: _Words(
        QT_TRANSLATE_NOOP(
            "Faults", "A pack of faces was altered or is damaged, so it is not used."
        ),
        QT_TRANSLATE_NOOP(
            "Faults", "The face “{what}” was altered or is damaged, so it is not put on."
        ),
    ),
    Kind.VIRTUAL_CAMERA_ABSENT: _Words(
        QT_TRANSLATE_NOOP("Faults", "This computer has no virtual camera."),
        QT_TRANSLATE_NOOP("Faults", "This computer has no virtual camera “{what}”."),
        QT_TRANSLATE_NOOP(
            "Faults", "Understudy goes on without; only you see the preview on this system."
        ),
        _SWITCH_ON,
    ),
    Kind.VIRTUAL_CAMERA_BUSY: _Words(
        QT_TRANSLATE_NOOP("Faults", "Another program is using the virtual camera."),
        QT_TRANSLATE_NOOP("Faults", "Another program is using the virtual camera “{what}”."),
        button=_SWITCH_ON,
    ),
    Kind.VIRTUAL_CAMERA_DENIED: _Words(
        QT_TRANSLATE_NOOP("Faults", "Understudy is not allowed to use the virtual camera."),
        button=_SWITCH_ON,
    ),
    Kind.VIRTUAL_CAMERA_GONE: _Words(
        QT_TRANSLATE_NOOP("Faults", "The virtual camera stopped taking pictures."),
        remedy=QT_TRANSLATE_NOOP(
            "Faults", "Calls see nothing of you now. Once it is back, so is your picture."
        ),
    ),
    Kind.DISK_FULL: _Words(
        QT_TRANSLATE_NOOP("Faults", "The disk is full."),
        remedy=QT_TRANSLATE_NOOP("Faults", "Free some space, then try again."),
    ),
    Kind.DEFECT: _Words(
        QT_TRANSLATE_NOOP("Faults", "Something went wrong inside Understudy."),
        remedy=QT_TRANSLATE_NOOP(
            "Faults",
            "Your own face was not shown. Try again; if it happens again, close Understudy and "
            "open it anew.",
        ),
        button=_AGAIN,
    ),
}

_CLASSES: Mapping[type[UnderstudyError], str] = {
    SourceError: QT_TRANSLATE_NOOP("Faults", "This picture cannot be used."),
    SinkError: QT_TRANSLATE_NOOP("Faults", "Something cannot be written."),
    TemplateError: QT_TRANSLATE_NOOP("Faults", "This face cannot be used."),
    ModelError: QT_TRANSLATE_NOOP("Faults", "A part of Understudy does not work."),
    DownloadError: QT_TRANSLATE_NOOP("Faults", "The download did not work."),
    SettingsError: QT_TRANSLATE_NOOP("Faults", "Your settings could not be kept."),
    UsageError: QT_TRANSLATE_NOOP("Faults", "This does not make sense to Understudy."),
}
"""What is said above the error's own line where it has no kind."""


def fault_of(error: UnderstudyError) -> Fault:
    """How the window tells an error."""
    line = str(error)
    if error.kind is None:
        general = next((_CLASSES[kind] for kind in type(error).__mro__ if kind in _CLASSES), "")
        if not general:
            return Fault(_whole(line), details=line)
        return Fault(_translated(general), _whole(line), details=line)
    words = _KINDS[error.kind]
    sentence = _translated(words.sentence)
    if error.what and words.named:
        sentence = _translated(words.named).format(what=error.what)
    remedy = _whole(said(error.remedy)) if error.remedy else _translated(words.remedy)
    button = None
    if words.button is not None:
        title, command = words.button
        button = Help(_translated(title), command)
    return Fault(sentence, remedy, button, line, words.goes_on)


def fault_of_settings(notice: str) -> Fault:
    """How the window tells what `SettingsFile.load` has to say."""
    sentence = translate("Faults", "Your settings could not be read as they were.")
    return Fault(sentence, _whole(notice), details=notice)


def _whole(words: str) -> str:
    """A sentence of its own."""
    words = words.strip()
    stop = "" if words.endswith((".", "!", "?", "…", "。")) else translate("Faults", ".")
    return words[:1].upper() + words[1:] + stop if words else ""


def _translated(text: str) -> str:
    return translate("Faults", text) if text else ""
