"""MPEG-TS over UDP: to whom it may concern, without an answer."""

from __future__ import annotations

import errno
import socket

from app.errors import UsageError
from app.pipeline.sinks.route import Pipe, bracketed, split

_DATAGRAM = 7 * 188
"""Bytes: as many packets of a transport stream as fit an Ethernet frame (IPTV's usual)."""
_LOST = (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNREFUSED, errno.ENOBUFS)
"""Errors that cost a datagram, as everything may on its way: a full buffer, nobody listening yet.
(Windows' own numbers are mapped to these by Python's exception types.)"""


class UdpRoute:
    """``udp://HOST:PORT``; see `Route`."""

    container = "mpegts"
    look_at = "host and port"

    def __init__(self, spec: str) -> None:
        """
        Raises:
            UsageError: There is no host or port in it.
        """
        parts, self._host, self._port = split(spec, None)
        self.name = f"udp://{bracketed(self._host)}:{self._port}"
        if parts.path.strip("/") or parts.query or parts.username:
            raise UsageError(f"give {self.name} and nothing more: UDP knows no path and no key")

    def check(self) -> None:
        """Nothing is needed."""

    def pipe(self) -> Pipe:
        return _UdpPipe(self._host, self._port)


class _UdpPipe:
    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._socket: socket.socket | None = None
        self._kept = bytearray()
        self.closed = False

    def open(self) -> None:
        family, kind, protocol, _, address = socket.getaddrinfo(
            self._host, self._port, type=socket.SOCK_DGRAM
        )[0]
        self._socket = socket.socket(family, kind, protocol)
        self._socket.setblocking(False)
        # A key frame is sent in one go.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        self._socket.connect(address)

    @property
    def connected(self) -> bool:
        return self._socket is not None

    def write(self, data: bytes) -> int:
        self._kept += data
        while len(self._kept) >= _DATAGRAM:
            self._send(bytes(self._kept[:_DATAGRAM]))
            del self._kept[:_DATAGRAM]
        return len(data)

    def flush(self) -> None:
        if self._kept:
            self._send(bytes(self._kept))
            self._kept.clear()

    def _send(self, data: bytes) -> None:
        if self._socket is None:
            raise OSError(errno.ENOTCONN, "not open")
        try:
            self._socket.send(data)
        except (BlockingIOError, ConnectionRefusedError, ConnectionResetError):
            return
        except OSError as error:
            if error.errno not in _LOST:
                raise

    def close(self) -> None:
        self.closed = True
        if self._socket is not None:
            self._socket.close()

    def abort(self) -> None:
        """Nothing here waits."""
