"""A sink that can be switched on and off while the engine runs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from app.errors import Kind, SinkError, UnderstudyError
from app.frame import SafeFrame
from app.pipeline.sinks.base import OutputFormat, Sink, SinkStatus, status_of

log = logging.getLogger(__name__)


class SwitchedSink:
    """Opens and closes another sink on demand. When that one fails it switches itself off, says
    why, and the engine goes on.

    The other one is made, opened and closed in this sink's own thread of the engine, with its first
    frame and not at the engine's start: one that takes long to open keeps nobody waiting.
    """

    def __init__(
        self, name: str, make: Callable[[], Sink], *, on: bool = False, paced: bool = False
    ) -> None:
        """
        Args:
            name: For people.
            make: Makes the inner sink, each time that it is switched on.
            on: Whether it is to be opened at the start.
            paced: Whether what is made wants a steady clock, see `Sink`.
        """
        self.paced = paced
        self._name = name
        self._make = make
        self._wanted = threading.Event()
        self._anew = threading.Event()
        self._format: OutputFormat | None = None
        self._inner: Sink | None = None
        self._device: str | None = None
        self._told = SinkStatus()
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

    def reopen(self) -> None:
        """Closes what is open and makes it anew, with the next frame. From any thread."""
        self._anew.set()

    def status(self) -> SinkStatus:
        """See `Telling.status`: the inner sink's; after it was closed, the last that it told."""
        inner = self._inner
        if inner is not None and self._device is not None:
            self._told = status_of(inner)
        return self._told

    def take_error(self) -> UnderstudyError | None:
        """Why it switched itself off; once. From any thread."""
        error, self._error = self._error, None
        return error

    def open(self, fmt: OutputFormat) -> None:
        """See `Sink.open`; does nothing yet."""
        self._format = fmt

    def write(self, frame: SafeFrame) -> None:
        """See `Sink.write`; does not raise: a missing device costs this output only."""
        self._settle()
        if self._inner is not None:
            self._guarded(self._inner.write, frame)

    def close(self) -> None:
        """See `Sink.close`."""
        inner, self._device = self._inner, None
        if inner is None:
            return
        try:
            inner.close()
        finally:
            self._told = status_of(inner)
            self._inner = None

    def _settle(self) -> None:
        """Opens or closes the inner sink, as wanted."""
        anew = self._anew.is_set()
        self._anew.clear()
        if anew and self._inner is not None:
            self._guarded(self.close)
        if self._wanted.is_set() and self._inner is None and self._format is not None:
            self._guarded(self._begin, self._format)
        elif not self._wanted.is_set() and self._inner is not None:
            self._guarded(self.close)

    def _begin(self, fmt: OutputFormat) -> None:
        self._inner = self._make()
        self._inner.open(fmt)
        self._device = self._inner.name

    def _guarded(self, call: Callable[..., None], *args: object) -> None:
        try:
            call(*args)
        except Exception as error:
            if not isinstance(error, UnderstudyError):
                log.exception("%s failed", self._name)
                error = SinkError(f"{self._name} failed: {error}", kind=Kind.DEFECT)
            self._wanted.clear()
            self._error = error
            try:
                self.close()
            except Exception:
                log.exception("closing %s failed", self._name)
