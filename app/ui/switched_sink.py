"""A sink that can be switched on and off while the engine runs. No Qt in here."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from app.errors import SinkError, UnderstudyError
from app.frame import SafeFrame
from app.pipeline.sinks.base import OutputFormat, Sink

log = logging.getLogger(__name__)


class SwitchedSink:
    """Opens and closes another sink on demand. When that one fails it switches itself off, says
    why, and the engine goes on."""

    def __init__(self, name: str, make: Callable[[], Sink], *, on: bool = False) -> None:
        """
        Args:
            name: For people.
            make: Makes the inner sink, each time that it is switched on.
            on: Whether it is to be opened at the start.
        """
        self._name = name
        self._make = make
        self._wanted = threading.Event()
        self._format: OutputFormat | None = None
        self._inner: Sink | None = None
        self._device: str | None = None
        self._error: UnderstudyError | None = None
        if on:
            self._wanted.set()

    @property
    def name(self) -> str:
        return self._name

    @property
    def device(self) -> str | None:
        """Name of the device while it is open, else None. From any thread."""
        return self._device

    @property
    def on(self) -> bool:
        """True when it is, or is about to be, open. From any thread."""
        return self._wanted.is_set()

    def switch(self, on: bool) -> None:
        """Takes effect with the next frame. From any thread."""
        if on:
            self._wanted.set()
        else:
            self._wanted.clear()

    def take_error(self) -> UnderstudyError | None:
        """Why it switched itself off; once. From any thread."""
        error, self._error = self._error, None
        return error

    def open(self, fmt: OutputFormat) -> None:
        """See `Sink.open`; does not raise: a missing device costs this output only."""
        self._format = fmt
        self._settle()

    def write(self, frame: SafeFrame) -> None:
        """See `Sink.write`; does not raise either."""
        self._settle()
        if self._inner is not None:
            self._guarded(self._inner.write, frame)

    def close(self) -> None:
        """See `Sink.close`."""
        inner, self._inner, self._device = self._inner, None, None
        if inner is not None:
            inner.close()

    def _settle(self) -> None:
        """Opens or closes the inner sink, as wanted."""
        if self._wanted.is_set() and self._inner is None and self._format is not None:
            self._inner = self._make()
            self._guarded(self._inner.open, self._format)
            if self._inner is not None:
                self._device = self._inner.name
        elif not self._wanted.is_set() and self._inner is not None:
            self._guarded(self.close)

    def _guarded(self, call: Callable[..., None], *args: object) -> None:
        try:
            call(*args)
        except Exception as error:
            if not isinstance(error, UnderstudyError):
                log.exception("%s failed", self._name)
                error = SinkError(f"{self._name} failed: {error}")
            self._wanted.clear()
            self._error = error
            inner, self._inner, self._device = self._inner, None, None
            if inner is not None:
                try:
                    inner.close()
                except Exception:
                    log.exception("closing %s failed", self._name)
