"""What to do on this system to have a virtual camera."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

LABEL = "Understudy"
_LOAD = f"sudo modprobe v4l2loopback exclusive_caps=1 card_label={LABEL}"
_INSTALL = "sudo apt install v4l2loopback-dkms"
_EFI_GLOBAL = "8be4df61-93ca-11d2-aa0d-00e098032b8c"

BUSY = (
    "close the program that writes to it (OBS, another Understudy), or, where that has crashed, "
    "the call that watches, then try again"
)
DENIED = "type `sudo usermod -aG video $USER`, then log out and in again"
CHOOSE = {
    "linux": "give a device like virtual-camera:/dev/video10 or its label, or leave the name out",
    "win32": "give 'OBS Virtual Camera' or 'Unity Video Capture', or leave the name out",
    "darwin": "give 'OBS Virtual Camera', or leave the name out",
}


def system() -> str:
    """A key of `CHOOSE`."""
    return sys.platform if sys.platform in CHOOSE else "linux"


def remedy() -> str:
    """The shortest way to a virtual camera here, without a full stop."""
    if system() == "win32":
        return "install OBS Studio 26 or later (obsproject.com), which brings one, then start again"
    if system() == "darwin":
        return (
            "install OBS Studio 30 or later (obsproject.com), press Start Virtual Camera in it "
            "once, then Stop, and start again"
        )
    if not _is_installed():
        return f"type `{_INSTALL}` and `{_LOAD}`, then start again"
    if secure_boot():
        return (
            f"type `{_LOAD}`; if that says 'Key was rejected', Secure Boot wants the module's key: "
            "`sudo mokutil --import /var/lib/dkms/mok.pub`, restart, choose Enroll MOK"
        )
    return f"type `{_LOAD}`, then start again"


def back() -> str:
    """What to do about one that vanished in the middle of a call."""
    if system() == "linux":
        return f"type `{_LOAD}`"
    return "start OBS's virtual camera once and stop it"


def steps() -> tuple[str, ...]:
    """All there is to do here, in order, for somebody who has nothing yet."""
    if system() == "win32":
        return (
            "install OBS Studio 26 or later (obsproject.com); its camera need not be started",
            "or Unity Capture (Install.bat as administrator); it is then 'Unity Video Capture'",
            "programs that were open meanwhile list it after a restart",
        )
    if system() == "darwin":
        return (
            "install OBS Studio 30 or later (obsproject.com)",
            "press Start Virtual Camera in it, allow the extension in System Settings > General > "
            "Login Items & Extensions > Camera Extensions, then press Stop",
            "programs that were open meanwhile list it after a restart",
        )
    hint = (
        "Secure Boot is on: if loading says 'Key was rejected', type `sudo mokutil --import "
        "/var/lib/dkms/mok.pub`, restart, choose Enroll MOK and give the password",
    )
    return (
        f"install: `{_INSTALL}` (Fedora: v4l2loopback from RPM Fusion; Arch: v4l2loopback-dkms)",
        f"load now: `{_LOAD}`",
        *(hint if secure_boot() else ()),
        "load at every start: `echo v4l2loopback | sudo tee /etc/modules-load.d/v4l2loopback.conf`"
        f" and `echo options v4l2loopback exclusive_caps=1 card_label={LABEL} | sudo tee "
        "/etc/modprobe.d/v4l2loopback.conf`",
    )


def reload() -> str:
    """What to do on Linux about a driver that was loaded without ``exclusive_caps=1``."""
    return f"close what uses it, then type `sudo modprobe -r v4l2loopback` and `{_LOAD}`"


def secure_boot() -> bool:
    """Whether this computer loads signed modules only. False where it does not tell."""
    variable = Path(f"/sys/firmware/efi/efivars/SecureBoot-{_EFI_GLOBAL}")
    try:
        return variable.read_bytes()[-1:] == b"\1"
    except OSError:
        return False


def _is_installed() -> bool:
    folder = Path("/lib/modules") / platform.release()
    try:
        listing = (folder / "modules.dep").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return "/v4l2loopback.ko" in listing or Path("/sys/module/v4l2loopback").exists()
