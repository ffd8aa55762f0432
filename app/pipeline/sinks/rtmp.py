"""Publishing over RTMP (Adobe's specification 1.0, 2012).

Written here and not left to libav: PyAV holds Python's lock while libav connects, so that a peer
that does not answer would stop the whole app, the guard's clock included.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import ssl
import struct
import time
from collections import deque
from dataclasses import dataclass, field

from app.errors import UsageError
from app.pipeline.sinks import amf
from app.pipeline.sinks.route import CONNECT_S, STALL_S, Pipe, RefusedError, bracketed, split

_PORTS = {"rtmp": 1935, "rtmps": 443}
_HANDSHAKE = 1536
_CHUNK = 4096
"""Bytes of a message between two headers, as we send it; 128 until we have said so."""
_MAX_MESSAGE = 1 << 20
"""Bytes; what a server says is far shorter."""
_MAX_CHANNELS = 64
"""Chunk streams of a server, which has use for a few."""
_HEARD = 1 << 14
"""Bytes of what a server says between two frames, so that it cannot hold up the second one."""
_GOOD_BYE_S = 0.5
_FLV_HEADER = 9 + 4
_FLV_TAG = 11

# Message types (5.4, 6.2, 7.1).
_SET_CHUNK, _ABORT, _ACK, _USER_CONTROL, _WINDOW = 1, 2, 3, 4, 5
_DATA, _VIDEO, _COMMAND = 18, 9, 20
_PING, _PONG = 6, 7
# Chunk streams: any from 3 on, one for each kind.
_COMMANDS, _MEDIA = 3, 6


class RtmpRoute:
    """``rtmp://HOST[:PORT]/APP/KEY``, also ``rtmps``; see `Route`."""

    container = "flv"
    look_at = "host and port"

    def __init__(self, spec: str) -> None:
        """
        Raises:
            UsageError: There is no host, app or key in it, or a user name. Does not repeat the
                key.
        """
        scheme = spec.partition(":")[0]
        parts, host, port = split(spec, _PORTS[scheme])
        app, _, key = parts.path.strip("/").rpartition("/")
        place = bracketed(host) + ("" if port == _PORTS[scheme] else f":{port}")
        self.name = f"{scheme}://{place}/{app}"
        if not app or not key:
            raise UsageError(
                f"{scheme}://{host} lacks the app or the key: give {scheme}://HOST/APP/KEY, as "
                "your streaming service shows it"
            )
        if parts.username is not None:
            raise UsageError(
                f"{self.name} comes with a user name, which is not sent: give it as part of the "
                "key, as your server wants it, for example KEY?user=NAME&pass=WORD"
            )
        if parts.query:
            key += f"?{parts.query}"
        if parts.fragment:
            key += f"#{parts.fragment}"
        self._target = _Target(host, port, scheme == "rtmps", self.name, app, key)

    def check(self) -> None:
        """Nothing is needed."""

    def pipe(self) -> Pipe:
        return _RtmpPipe(self._target)


@dataclass(frozen=True, slots=True)
class _Target:
    host: str
    port: int
    secure: bool
    url: str
    app: str
    key: str = field(repr=False)


@dataclass(slots=True)
class _Incoming:
    """A message that arrives in chunks."""

    kind: int = 0
    size: int = 0
    extended: bool = False
    body: bytearray = field(default_factory=bytearray)


class _RtmpPipe:
    """One connection; see `Pipe`. Takes FLV and sends its tags as messages."""

    def __init__(self, target: _Target) -> None:
        self._target = target
        self._socket: socket.socket | None = None
        self._deadline = 0.0
        self._stream = 0
        self._publishing = False
        self._flv = bytearray()
        self._header_left = _FLV_HEADER
        self._in = bytearray()
        self._in_chunk = 128
        self._messages: dict[int, _Incoming] = {}
        self._commands: deque[list[amf.Value]] = deque()
        self._received = self._acknowledged = 0
        self._window = 0
        self.closed = False

    # -- getting there ------------------------------------------------------------------------

    def open(self) -> None:
        self._deadline = time.monotonic() + CONNECT_S
        plain = socket.create_connection((self._target.host, self._target.port), CONNECT_S)
        self._socket = plain
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # What waits in here leaves later, also when the panic key goes down: a second at most.
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 18)
        if self._target.secure:
            context = ssl.create_default_context()
            plain.settimeout(self._left())
            self._socket = context.wrap_socket(plain, server_hostname=self._target.host)
        self._shake_hands()
        self._send(_COMMANDS, _SET_CHUNK, 0, struct.pack(">I", _CHUNK), chunk=128)
        target = self._target
        self._command(
            "connect",
            1,
            {
                "app": target.app,
                "type": "nonprivate",
                "flashVer": "FMLE/3.0 (compatible; Understudy)",
                "tcUrl": target.url,
            },
        )
        self._result(1)
        self._command("releaseStream", 2, None, target.key)
        self._command("FCPublish", 3, None, target.key)
        self._command("createStream", 4, None)
        answer = self._result(4)
        number = answer[3] if len(answer) > 3 else None
        if not isinstance(number, float) or not 0 <= number < 1 << 32:
            raise RefusedError("it gives no stream")
        self._stream = int(number)
        self._command("publish", 5, None, target.key, "live")
        self._await_start()
        self._publishing = True
        self._socket.settimeout(STALL_S)

    def _shake_hands(self) -> None:
        ours = struct.pack(">II", 0, 0) + os.urandom(_HANDSHAKE - 8)
        self._send_raw(b"\x03" + ours)
        theirs = self._exactly(1 + _HANDSHAKE)
        if theirs[0] != 3:
            raise RefusedError("it does not speak RTMP")
        self._send_raw(theirs[1:])
        self._exactly(_HANDSHAKE)

    def _result(self, transaction: int) -> list[amf.Value]:
        while True:
            command = self._await_command()
            if len(command) < 2 or command[1] != transaction:
                continue
            if command[0] == "_error":
                raise RefusedError(_described(command))
            if command[0] == "_result":
                return command

    def _await_start(self) -> None:
        while True:
            command = self._await_command()
            if command and command[0] == "onStatus":
                status = command[3] if len(command) > 3 else None
                if isinstance(status, dict) and status.get("level") == "error":
                    raise RefusedError(_described(command))
                return

    def _await_command(self) -> list[amf.Value]:
        while not self._commands:
            self._take(self._receive(65536))
        return self._commands.popleft()

    # -- bytes in -----------------------------------------------------------------------------

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("no answer")
        return left

    def _receive(self, size: int) -> bytes:
        assert self._socket is not None
        self._socket.settimeout(self._left())
        data = self._socket.recv(size)
        if not data:
            raise ConnectionResetError("it hung up")
        return data

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            data += self._receive(size - len(data))
        return data

    def _take(self, data: bytes) -> None:
        self._in += data
        self._received += len(data)
        while self._chunk():
            pass
        if self._window and self._received - self._acknowledged >= self._window:
            self._acknowledged = self._received
            self._send(_COMMANDS, _ACK, 0, struct.pack(">I", self._received & 0xFFFFFFFF))

    def _chunk(self) -> bool:
        """Takes one chunk (5.3.1) off what came in; False when it is not all there yet."""
        data = self._in
        if not data:
            return False
        form, channel = data[0] >> 6, data[0] & 63
        at = (2, 3, 1)[min(channel, 2)]
        if len(data) < at:
            return False
        if channel < 2:
            channel = 64 + int.from_bytes(data[1:at], "little")
        head = (11, 7, 3, 0)[form]
        if len(data) < at + head:
            return False
        message = self._messages.setdefault(channel, _Incoming())
        if len(self._messages) > _MAX_CHANNELS:
            raise ConnectionError("it sends nonsense")
        size, kind, extended = message.size, message.kind, message.extended
        if form < 3:
            extended = data[at : at + 3] == b"\xff\xff\xff"
        if form < 2:
            size, kind = int.from_bytes(data[at + 3 : at + 6], "big"), data[at + 6]
        at += head + (4 if extended else 0)
        # A message keeps the size that it began with.
        if size > _MAX_MESSAGE or (message.body and size != message.size):
            raise ConnectionError("it sends nonsense")
        part = min(self._in_chunk, size - len(message.body))
        if len(data) < at + part:
            return False
        message.size, message.kind, message.extended = size, kind, extended
        message.body += data[at : at + part]
        del data[: at + part]
        if len(message.body) == size:
            body, message.body = bytes(message.body), bytearray()
            self._handle(kind, body)
        return True

    def _handle(self, kind: int, body: bytes) -> None:
        try:
            if kind == _SET_CHUNK:
                self._in_chunk = max(1, struct.unpack(">I", body)[0] & 0x7FFFFFFF)
            elif kind == _ABORT:
                self._messages.get(struct.unpack(">I", body)[0], _Incoming()).body.clear()
            elif kind == _WINDOW:
                (self._window,) = struct.unpack(">I", body)
            elif kind == _USER_CONTROL and struct.unpack_from(">H", body)[0] == _PING:
                self._send(_COMMANDS, _USER_CONTROL, 0, struct.pack(">H", _PONG) + body[2:6])
            elif kind == _COMMAND:
                command = amf.decode(body)
                if self._publishing:
                    _refuse_if_over(command)
                else:
                    self._commands.append(command)
        except (struct.error, ValueError) as error:
            raise ConnectionError("it sends nonsense") from error

    # -- bytes out ----------------------------------------------------------------------------

    def _send_raw(self, data: bytes) -> None:
        if self._socket is None:
            raise BrokenPipeError("not open")
        if not self._publishing:
            self._socket.settimeout(self._left())
        self._socket.sendall(data)

    def _send(
        self, channel: int, kind: int, stream: int, body: bytes, at: int = 0, chunk: int = _CHUNK
    ) -> None:
        """A message with a full header (5.3.1.2.1), in chunks; `at` in milliseconds."""
        at &= 0xFFFFFFFF
        extended = struct.pack(">I", at) if at >= 0xFFFFFF else b""
        head = min(at, 0xFFFFFF).to_bytes(3, "big") + len(body).to_bytes(3, "big") + bytes([kind])
        out = bytearray([channel]) + head + struct.pack("<I", stream) + extended
        out += body[:chunk]
        for start in range(chunk, len(body), chunk):
            out += bytes([0xC0 | channel]) + extended + body[start : start + chunk]
        self._send_raw(bytes(out))

    def _command(self, name: str, transaction: int, *values: str | dict[str, str] | None) -> None:
        stream = self._stream if name == "publish" else 0
        body = amf.encode(name, float(transaction), *values)
        self._send(_COMMANDS, _COMMAND, stream, body)

    @property
    def connected(self) -> bool:
        return self._publishing

    def write(self, data: bytes) -> int:
        skipped = min(self._header_left, len(data))
        self._header_left -= skipped
        self._flv += data[skipped:]
        while len(self._flv) >= _FLV_TAG:
            size = int.from_bytes(self._flv[1:4], "big")
            end = _FLV_TAG + size + 4  # the tag's length stands behind it once more
            if len(self._flv) < end:
                break
            kind = self._flv[0]
            at = int.from_bytes(self._flv[4:7], "big") | self._flv[7] << 24
            body = bytes(self._flv[_FLV_TAG : _FLV_TAG + size])
            del self._flv[:end]
            if kind == _DATA:
                body = amf.encode("@setDataFrame") + body
            self._send(_MEDIA, kind, self._stream, body, at)
        return len(data)

    def flush(self) -> None:
        """Hears what the server says meanwhile, `_HEARD` bytes of it at most."""
        connection = self._socket
        if connection is None:
            return
        waiting = isinstance(connection, ssl.SSLSocket) and connection.pending()
        if waiting or select.select([connection], [], [], 0)[0]:
            data = connection.recv(_HEARD)
            if not data:
                raise ConnectionResetError("it hung up")
            self._take(data)

    def close(self) -> None:
        connection, self._socket = self._socket, None
        if connection is None:
            return
        if self._publishing and not self.closed:
            self._socket = connection
            with contextlib.suppress(OSError):
                connection.settimeout(_GOOD_BYE_S)
                self._command("FCUnpublish", 6, None, self._target.key)
                body = amf.encode("deleteStream", 7.0, None, float(self._stream))
                self._send(_COMMANDS, _COMMAND, 0, body)
                _hang_up(connection)
            self._socket = None
        self.closed = True
        connection.close()

    def abort(self) -> None:
        connection = self._socket
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


def _hang_up(connection: socket.socket) -> None:
    """Ends our side and hears the other out, for a moment: what it said and nobody read would make
    the system break the connection off, and lose what is still on its way."""
    connection.shutdown(socket.SHUT_WR)
    deadline = time.monotonic() + _GOOD_BYE_S
    while time.monotonic() < deadline and connection.recv(65536):
        pass


def _described(command: list[amf.Value]) -> str:
    """The server's code, like ``NetStream.Publish.BadName``. Its description may hold the key."""
    for value in command[2:]:
        if isinstance(value, dict) and isinstance(value.get("code"), str):
            code = str(value["code"])
            return code if code.replace(".", "").isalnum() and len(code) < 60 else "it says no"
    return "it says no"


def _refuse_if_over(command: list[amf.Value]) -> None:
    """Raises `RefusedError` when the server ends the stream."""
    if command and command[0] == "onStatus" and len(command) > 3:
        status = command[3]
        if isinstance(status, dict) and status.get("level") == "error":
            raise RefusedError(_described(command))
