"""The panic key that works while another program has the keyboard.

X11 and Windows let a program have one key for itself, whoever has the focus. Wayland and macOS do
not without further rights: there the keys of the window and the tray have to do, and `note` says
so.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
from collections.abc import Iterator
from itertools import combinations
from typing import Protocol

from PySide6.QtCore import (
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QKeyCombination,
    QObject,
    QSocketNotifier,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeySequence

from app.ui.translation import translate

logger = logging.getLogger(__name__)

PANIC_KEY = "Ctrl+Alt+Shift+P"
_F1 = Qt.Key.Key_F1.value


class _Way(Protocol):
    """How a platform hands the key out."""

    def close(self) -> None:
        """Gives it back."""


class _RefusedError(Exception):
    """One sentence for the user: why the key cannot be had."""


class GlobalKey(QObject):
    """One key for the whole desktop, from `grab` to `release`. Use from the window's thread.

    Args:
        key: Of `QKeySequence`: one of A to Z, 0 to 9, F1 to F12, with one modifier or more.

    Signals:
        pressed: It was, wherever the focus is; again and again while it is held down.

    Raises:
        ValueError: `key` is another.
    """

    pressed = Signal()

    def __init__(self, key: str = PANIC_KEY, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sequence = QKeySequence(key)
        if self._sequence.count() != 1:
            raise ValueError(f"“{key}” is not one key")
        combination: QKeyCombination = self._sequence[0]  # type: ignore[index]  # the stub lacks it
        self._modifiers = combination.keyboardModifiers()
        self._code = combination.key().value
        named = chr(self._code).isalnum() if self._code < 128 else _F1 <= self._code < _F1 + 12
        if not named or self._modifiers is Qt.KeyboardModifier.NoModifier:
            raise ValueError(f"“{key}” cannot be a key for the whole desktop")
        self._way: _Way | None = None
        self._why_not = _why_never()

    @property
    def supported(self) -> bool:
        """Whether it works wherever the focus is; before `grab`, whether it can here at all."""
        return not self._why_not

    @property
    def name(self) -> str:
        """As the platform writes it."""
        return self._sequence.toString(QKeySequence.SequenceFormat.NativeText)

    @property
    def note(self) -> str:
        """For the user: where the key works, and if not everywhere, why."""
        if self.supported:
            return self.tr("{key} shields at once, whichever program you are in.").format(
                key=self.name
            )
        return self._why_not

    def grab(self) -> bool:
        """Takes the key; True when it is ours. `note` says why it is not."""
        if self._way is not None:
            return True
        why_never = _why_never()
        if why_never:
            self._why_not = why_never
            return False
        try:
            self._way = self._taken()
            self._why_not = ""
        except _RefusedError as refused:
            self._why_not = str(refused)
            logger.info("no key for the whole desktop: %s", refused)
        return self._way is not None

    def release(self) -> None:
        """Gives the key back; may be called at any time."""
        way, self._way = self._way, None
        if way is not None:
            way.close()

    def _taken(self) -> _Way:
        if sys.platform == "win32":
            return _Windows(self._code, self._modifiers, self)
        return _X11(self._code, self._modifiers, self)


def _why_never() -> str:
    """Why no program here can have such a key; empty where one can."""
    only_here = translate(
        "GlobalKey",
        "The shield key works while Understudy's window or its icon beside the clock is used; "
        "{system} gives no program a key everywhere.",
    )
    if sys.platform == "win32":
        return ""
    if sys.platform == "darwin":
        return only_here.format(system="macOS")
    # A window of the X kind on a Wayland desktop hears keys only while such a window has the focus.
    if os.environ.get("WAYLAND_DISPLAY") or os.environ.get("XDG_SESSION_TYPE") == "wayland":
        return only_here.format(system="Wayland")
    if QGuiApplication.platformName() != "xcb":
        return only_here.format(system=QGuiApplication.platformName())
    return ""


def _taken_by_another() -> _RefusedError:
    return _RefusedError(
        translate(
            "GlobalKey",
            "Another program has taken this key: the shield key works while Understudy's window "
            "or its icon beside the clock is used.",
        )
    )


# -- X11 -------------------------------------------------------------------------------------------

_SHIFT, _LOCK, _CONTROL, _MOD1, _MOD2, _MOD3, _MOD4, _MOD5 = 1, 2, 4, 8, 16, 32, 64, 128
_IGNORED = (_LOCK, _MOD2, _MOD3, _MOD5)
"""CapsLock, and where keyboards have NumLock, ScrollLock and the third level: on or off, the key
is the same."""
_KEY_PRESS, _MAPPING_NOTIFY = 2, 34
_GRAB_ASYNC = 1


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (
        ("data", ctypes.POINTER(ctypes.c_uint32)),
        ("rem", ctypes.c_int),
        ("index", ctypes.c_int),
    )


class _X11:
    """A connection of its own to the X server: a key that another program has is an answer there,
    while Xlib would end the process, and Qt's connection stays as Qt expects it."""

    def __init__(self, code: int, modifiers: Qt.KeyboardModifier, key: GlobalKey) -> None:
        self._key = key
        self._keysym = _keysym(code)
        self._modifiers = _x11_modifiers(modifiers)
        self._grabbed: list[tuple[int, int]] = []
        """Root window and key code."""
        try:
            self._xcb, self._symbols = _libraries()
        except (OSError, AttributeError) as error:
            raise _RefusedError(_missing()) from error
        self._connection: int | None = self._xcb.xcb_connect(None, None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self.close()
            raise _RefusedError(_missing())
        try:
            self._grab()
        except _RefusedError:
            self.close()
            raise
        descriptor = self._xcb.xcb_get_file_descriptor(self._connection)
        self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, key)
        self._notifier.activated.connect(self._read)
        QTimer.singleShot(0, self._notifier, self._read)  # what came with the answers above

    def close(self) -> None:
        notifier = getattr(self, "_notifier", None)
        if notifier is not None:
            notifier.setEnabled(False)
            notifier.deleteLater()
        connection, self._connection = self._connection, None
        if connection is not None:
            self._xcb.xcb_disconnect(connection)  # the server ends its grabs

    def _grab(self) -> None:
        """
        Raises:
            _RefusedError: Another program has the key, or the keyboard lacks it.
        """
        codes = list(self._key_codes())
        if not codes:
            raise _RefusedError(translate("GlobalKey", "This keyboard has no such key."))
        self._grabbed = [(root, code) for root in self._roots() for code in codes]
        cookies = [
            self._xcb.xcb_grab_key_checked(
                self._connection, 1, root, self._modifiers | more, code, _GRAB_ASYNC, _GRAB_ASYNC
            )
            for root, code in self._grabbed
            for more in _any_of(_IGNORED)
        ]
        # All are asked before the first answer is waited for: one way there and back for all.
        errors = [self._xcb.xcb_request_check(self._connection, cookie) for cookie in cookies]
        for error in filter(None, errors):
            _free(error)
        if any(errors):
            raise _taken_by_another()

    def _grab_again(self) -> None:
        """After the keyboard's layout changed."""
        for root, code in self._grabbed:
            for more in _any_of(_IGNORED):
                self._xcb.xcb_ungrab_key(self._connection, code, root, self._modifiers | more)
        try:
            self._grab()
        except _RefusedError as refused:
            logger.warning("the shield key is lost with the new keyboard layout: %s", refused)

    def _key_codes(self) -> Iterator[int]:
        symbols = self._symbols.xcb_key_symbols_alloc(self._connection)
        codes = self._symbols.xcb_key_symbols_get_keycode(symbols, self._keysym)
        try:
            index = 0
            while codes and codes[index]:
                yield codes[index]
                index += 1
        finally:
            _free(codes)
            self._symbols.xcb_key_symbols_free(symbols)

    def _roots(self) -> Iterator[int]:
        screens = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection))
        while screens.rem:
            yield screens.data[0]  # a screen's first field is its root window
            self._xcb.xcb_screen_next(ctypes.byref(screens))

    def _read(self) -> None:
        pressed = changed = False
        while self._connection is not None:
            event = self._xcb.xcb_poll_for_event(self._connection)
            if not event:
                break
            kind = event[0] & 0x7F  # the highest bit: another program made it up
            pressed |= event[0] == _KEY_PRESS
            changed |= kind == _MAPPING_NOTIFY
            _free(event)
        if self._connection is not None and self._xcb.xcb_connection_has_error(self._connection):
            logger.warning("the X server is gone, and the shield key with it")
            self.close()
            return
        if changed:
            self._grab_again()
        if pressed:
            self._key.pressed.emit()


def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
    """xcb and its key symbols; Qt needs both itself.

    Raises:
        OSError: One is missing.
        AttributeError: One is not what its name says.
    """
    pointer, byte, short = ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16
    xcb, symbols = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL("libxcb-keysyms.so.1")
    window = ctypes.c_uint32
    xcb.xcb_connect.argtypes, xcb.xcb_connect.restype = [ctypes.c_char_p, pointer], pointer
    for name in (
        "xcb_connection_has_error",
        "xcb_get_file_descriptor",
        "xcb_disconnect",
        "xcb_get_setup",
        "xcb_setup_roots_iterator",
        "xcb_poll_for_event",
    ):
        getattr(xcb, name).argtypes = [pointer]
    xcb.xcb_get_setup.restype = pointer
    xcb.xcb_setup_roots_iterator.restype = _Screens
    xcb.xcb_screen_next.argtypes = [pointer]
    xcb.xcb_poll_for_event.restype = ctypes.POINTER(byte)
    xcb.xcb_grab_key_checked.argtypes = [pointer, byte, window, short, byte, byte, byte]
    xcb.xcb_grab_key_checked.restype = _Cookie
    xcb.xcb_ungrab_key.argtypes = [pointer, byte, window, short]
    xcb.xcb_ungrab_key.restype = _Cookie
    xcb.xcb_request_check.argtypes = [pointer, _Cookie]
    xcb.xcb_request_check.restype = pointer
    symbols.xcb_key_symbols_alloc.argtypes = [pointer]
    symbols.xcb_key_symbols_alloc.restype = pointer
    symbols.xcb_key_symbols_free.argtypes = [pointer]
    symbols.xcb_key_symbols_get_keycode.argtypes = [pointer, ctypes.c_uint32]
    symbols.xcb_key_symbols_get_keycode.restype = ctypes.POINTER(byte)
    return xcb, symbols


def _free(pointer: object) -> None:
    free = ctypes.CDLL(None).free
    free.argtypes = [ctypes.c_void_p]
    free.restype = None
    free(pointer)


def _missing() -> str:
    return translate(
        "GlobalKey",
        "The shield key works while Understudy's window or its icon beside the clock is used: "
        "the display hands out no other.",
    )


def _any_of(masks: tuple[int, ...]) -> Iterator[int]:
    """Every sum of some of `masks`, none of them too."""
    for count in range(len(masks) + 1):
        yield from map(sum, combinations(masks, count))


def _keysym(code: int) -> int:
    """X's name for the key: letters are small there, F1 is 0xffbe."""
    return 0xFFBE + code - _F1 if code >= _F1 else ord(chr(code).lower())


def _x11_modifiers(modifiers: Qt.KeyboardModifier) -> int:
    pairs = (
        (Qt.KeyboardModifier.ShiftModifier, _SHIFT),
        (Qt.KeyboardModifier.ControlModifier, _CONTROL),
        (Qt.KeyboardModifier.AltModifier, _MOD1),
        (Qt.KeyboardModifier.MetaModifier, _MOD4),
    )
    return sum(mask for modifier, mask in pairs if modifiers & modifier)


# -- Windows ---------------------------------------------------------------------------------------

_WM_HOTKEY = 0x0312
_HOTKEY_ID = 1
_NO_REPEAT = 0x4000


class _Windows(QAbstractNativeEventFilter):
    """A hot key of this thread; Windows puts a message in the queue that Qt reads."""

    def __init__(self, code: int, modifiers: Qt.KeyboardModifier, key: GlobalKey) -> None:
        super().__init__()
        self._key = key
        if sys.platform == "win32":
            pairs = (
                (Qt.KeyboardModifier.AltModifier, 1),
                (Qt.KeyboardModifier.ControlModifier, 2),
                (Qt.KeyboardModifier.ShiftModifier, 4),
                (Qt.KeyboardModifier.MetaModifier, 8),
            )
            mask = _NO_REPEAT + sum(bit for modifier, bit in pairs if modifiers & modifier)
            virtual = 0x70 + code - _F1 if code >= _F1 else code
            if not ctypes.windll.user32.RegisterHotKey(None, _HOTKEY_ID, mask, virtual):
                raise _taken_by_another()
        self._app = QCoreApplication.instance()
        if self._app is not None:
            self._app.installNativeEventFilter(self)

    def close(self) -> None:
        if self._app is not None:
            self._app.removeNativeEventFilter(self)
        if sys.platform == "win32":
            ctypes.windll.user32.UnregisterHotKey(None, _HOTKEY_ID)

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        if sys.platform == "win32" and bytes(memoryview(kind)).startswith(b"windows_"):
            import ctypes.wintypes

            told = ctypes.wintypes.MSG.from_address(int(message))
            if told.message == _WM_HOTKEY and told.wParam == _HOTKEY_ID:
                self._key.pressed.emit()
                return True, 0
        return False, 0
