"""Keeps a window out of what other programs record of the screen, where the system can."""

from __future__ import annotations

import ctypes
import logging
import sys

from PySide6.QtWidgets import QWidget

log = logging.getLogger(__name__)

_WDA_NONE, _WDA_EXCLUDEFROMCAPTURE = 0x00, 0x11
"""Of SetWindowDisplayAffinity (winuser.h); the second since Windows 10 2004."""
_SHARING_NONE, _SHARING_READ_ONLY = 0, 1
"""NSWindowSharingType."""


def keep_out(window: QWidget, out: bool) -> bool:
    """Keeps a window that is shown out of screen shots and shared screens, or lets it in again.

    Returns:
        True where that can be relied on. False where the system does not offer it (X11, Wayland),
        refuses, or may ignore it (macOS since 15, for whoever records through ScreenCaptureKit):
        then others can see the window when the screen is shared.
    """
    try:
        if sys.platform == "win32":
            affinity = _WDA_EXCLUDEFROMCAPTURE if out else _WDA_NONE
            user32 = ctypes.windll.user32
            return bool(user32.SetWindowDisplayAffinity(int(window.winId()), affinity))
        if sys.platform == "darwin":
            _set_sharing(int(window.winId()), _SHARING_NONE if out else _SHARING_READ_ONLY)
    except Exception as error:  # foreign code, and whoever asked must warn in any case
        log.warning("the window cannot be kept out of recordings: %s", error)
    return False


def _set_sharing(view: int, sharing: int) -> None:
    """``[[view window] setSharingType:sharing]``, through the Objective-C runtime."""
    objc = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
    objc.sel_registerName.restype = ctypes.c_void_p
    objc.sel_registerName.argtypes = [ctypes.c_char_p]
    address = ctypes.cast(objc.objc_msgSend, ctypes.c_void_p).value
    assert address is not None
    get = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(address)
    put = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(address)
    window = get(view, objc.sel_registerName(b"window"))
    if not window:
        raise OSError("the view has no window yet")
    put(window, objc.sel_registerName(b"setSharingType:"), sharing)
