"""What the parts below the window say, in the user's language.

Those parts know nothing of Qt and speak English. Whatever fixed words of theirs the window shows
are written here once more, for pyside6-lupdate to find; `tests/ui/test_language.py` compares.
Anything else, such as what a driver answers, stays as it is.
"""

from __future__ import annotations

from typing import Final

from app.ui.translation import QT_TRANSLATE_NOOP, translate

REASONS: Final = (
    QT_TRANSLATE_NOOP("Below", "starting"),
    QT_TRANSLATE_NOOP("Below", "no new picture"),
    QT_TRANSLATE_NOOP("Below", "no face found"),
    QT_TRANSLATE_NOOP("Below", "panic key"),
    QT_TRANSLATE_NOOP("Below", "the guard failed"),
    QT_TRANSLATE_NOOP("Below", "the picture could not be finished"),
    QT_TRANSLATE_NOOP("Below", "the picture could not be put together"),
    QT_TRANSLATE_NOOP("Below", "the picture's size changed"),
    QT_TRANSLATE_NOOP("Below", "the tracker gave nonsense"),
    QT_TRANSLATE_NOOP("Below", "the face could not be drawn"),
    QT_TRANSLATE_NOOP("Below", "a face is not covered"),
    QT_TRANSLATE_NOOP("Below", "the face is hardly seen"),
    QT_TRANSLATE_NOOP("Below", "the head is turned too far"),
    QT_TRANSLATE_NOOP("Below", "the detector sees no face there"),
    QT_TRANSLATE_NOOP("Below", "the face is not covered"),
    QT_TRANSLATE_NOOP("Below", "the face looks like the wearer's"),
)
"""Why the guard shields."""

REMEDIES: Final = (
    QT_TRANSLATE_NOOP("Below", "type `sudo usermod -aG video $USER`, then log out and in again"),
    QT_TRANSLATE_NOOP(
        "Below",
        "allow it in Settings > Privacy & security > Camera > Let desktop apps access your camera",
    ),
    QT_TRANSLATE_NOOP(
        "Below", "allow it in System Settings > Privacy & Security > Camera, then start again"
    ),
    QT_TRANSLATE_NOOP(
        "Below",
        "close the program that is using it (a call, OBS, a browser tab), then try again; "
        "`fuser /dev/video*` names it",
    ),
    QT_TRANSLATE_NOOP(
        "Below",
        "close the program that is using it (a call, OBS, a browser tab), then try again, or "
        "allow it in Settings > Privacy & security > Camera",
    ),
    QT_TRANSLATE_NOOP(
        "Below",
        "close the program that is using it (a call, OBS, a browser tab), then try again, or "
        "allow it in System Settings > Privacy & Security > Camera",
    ),
    QT_TRANSLATE_NOOP("Below", "plug it in again, or close the program that took it"),
    QT_TRANSLATE_NOOP(
        "Below",
        "type `sudo apt install v4l2loopback-dkms` and `sudo modprobe v4l2loopback "
        "exclusive_caps=1 card_label=Understudy`, then start again",
    ),
    QT_TRANSLATE_NOOP(
        "Below",
        "install OBS Studio 26 or later (obsproject.com), which brings one, then start again",
    ),
    QT_TRANSLATE_NOOP(
        "Below",
        "install OBS Studio 30 or later (obsproject.com), press Start Virtual Camera in it once, "
        "then Stop, and start again",
    ),
    QT_TRANSLATE_NOOP(
        "Below",
        "type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`, then start "
        "again",
    ),
    QT_TRANSLATE_NOOP(
        "Below",
        "type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`; if that says "
        "'Key was rejected', Secure Boot wants the module's key: `sudo mokutil --import "
        "/var/lib/dkms/mok.pub`, restart, choose Enroll MOK",
    ),
    QT_TRANSLATE_NOOP(
        "Below", "type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`"
    ),
    QT_TRANSLATE_NOOP("Below", "start OBS's virtual camera once and stop it"),
    QT_TRANSLATE_NOOP(
        "Below",
        "close the program that writes to it (OBS, another Understudy), or, where that has "
        "crashed, the call that watches, then try again",
    ),
    QT_TRANSLATE_NOOP(
        "Below",
        "delete it and get it again ('understudy models download', or 'models add FILE')",
    ),
    QT_TRANSLATE_NOOP("Below", "install Understudy again"),
    QT_TRANSLATE_NOOP("Below", "install the pack again"),
)
"""What errors bring with them to be done, on whichever system."""

_MIXED: Final = QT_TRANSLATE_NOOP("Below", "A blend: {mixed}.")


def said(text: str) -> str:
    """Fixed words of a part below the window."""
    return translate("Below", text)


def described(description: str) -> str:
    """What a template's manifest, or a blend, says about a face."""
    before, after = _MIXED.split("{mixed}")
    if description.startswith(before) and description.endswith(after):
        mixed = description[len(before) : len(description) - len(after)]
        return said(_MIXED).format(mixed=mixed)
    # The texts are taken from the packs by scripts/build_translations.py.
    return translate("Templates", description)
