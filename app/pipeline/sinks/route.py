"""How a stream gets out: what `stream.StreamSink` asks of each protocol."""

from __future__ import annotations

import threading
import urllib.parse
from typing import Protocol

from app.errors import UsageError

CONNECT_S = 2.5
"""Seconds that a connection may take until pictures can go through it."""
STALL_S = 3.0
"""Seconds after which a peer that takes nothing is given up."""


class RefusedError(OSError):
    """The peer answered, and says no: a wrong key, a name in use."""


class Pipe(Protocol):
    """One connection. `open` and `write` belong to one thread, `abort` to any."""

    closed: bool
    """Set once nothing can be written any more; libav then writes no more either."""

    def open(self) -> None:
        """Connects, in `CONNECT_S` seconds.

        Raises:
            RefusedError: Trying again is of no use.
            OSError: Nobody is there.
        """
        ...

    @property
    def connected(self) -> bool:
        """Whether the peer is known to take what is written."""
        ...

    def write(self, data: bytes) -> int:
        """Sends bytes of the container. Does not wait longer than `STALL_S` seconds, or until
        `abort`.

        Raises:
            OSError: The peer is gone.
        """
        ...

    def flush(self) -> None:
        """Sends what is still kept. Once a frame.

        Raises:
            OSError: As `write`.
        """
        ...

    def close(self) -> None:
        """Says good-bye and gives everything back. May be called twice."""
        ...

    def abort(self) -> None:
        """Makes whoever waits in `write` fail at once."""
        ...


class Route(Protocol):
    """Where a stream goes, and how.

    Attributes:
        name: For people and logs: without user name, password, key and passphrase.
        container: libav's name of what goes through it: ``mpegts`` or ``flv``.
        look_at: What may be wrong where nobody takes the stream.
    """

    name: str
    container: str
    look_at: str

    def check(self) -> None:
        """Whether this computer can send that way at all.

        Raises:
            SinkError: It cannot; says what to install.
        """
        ...

    def pipe(self) -> Pipe:
        """A connection, not yet open."""
        ...


class CancelledError(OSError):
    """`Pipe.abort` was called."""


class Abort:
    """The switch behind `Pipe.abort`, for those who wait in steps."""

    def __init__(self) -> None:
        self._set = threading.Event()

    def set(self) -> None:
        self._set.set()

    def check(self) -> None:
        """Raises `CancelledError` once the switch was thrown."""
        if self._set.is_set():
            raise CancelledError("given up")


def bracketed(host: str) -> str:
    """A host as addresses have it: IPv6's in brackets."""
    return f"[{host}]" if ":" in host else host


def split(spec: str, default_port: int | None) -> tuple[urllib.parse.SplitResult, str, int]:
    """The parts of a stream's address.

    Returns:
        The parts, the host and the port.

    Raises:
        UsageError: Host or port is missing. Does not repeat the address, which may hold a secret.
    """
    scheme = spec.partition(":")[0]
    hint = f"give {scheme}://HOST{'[:PORT]' if default_port else ':PORT'}" + (
        "/APP/KEY" if scheme.startswith("rtmp") else ""
    )
    try:
        parts = urllib.parse.urlsplit(spec)
        host, port = parts.hostname, parts.port or default_port
    except ValueError as error:
        raise UsageError(f"this {scheme} address has no valid host and port: {hint}") from error
    if not spec.startswith(f"{scheme}://") or not host:
        raise UsageError(f"this {scheme} address names no host: {hint}")
    if port is None:
        raise UsageError(f"the address {scheme}://{bracketed(host)} names no port: {hint}")
    return parts, host, port
