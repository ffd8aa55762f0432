"""The picture as a page on this computer, for OBS's browser source and for browsers."""

from __future__ import annotations

import contextlib
import hmac
import logging
import secrets
import socket
import string
import sys
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any
from urllib.parse import urlsplit

import cv2

from app.disclosure import SOURCE_TYPE, mark_jpeg
from app.errors import SinkError, UsageError
from app.frame import Image, SafeFrame
from app.pipeline.sinks.base import OutputFormat, SinkStatus

_log = logging.getLogger(__name__)

PORT = 8437
"""Where the page is when nobody says otherwise; free in IANA's list."""
HOST = "127.0.0.1"
MIN_TOKEN = 16
_QUALITY = 85
"""JPEG's, 0 to 100."""
_MAX_CLIENTS = 8
"""Streams at a time."""
_MAX_CONNECTIONS = 32
_SLOW_S = 5.0
"""Seconds in which a client must ask, and take each picture."""
_KEPT = 1 << 18
"""Bytes that the system may keep for a client: a few pictures, so that what one sees is new."""
_END_S = 2.0
_BOUNDARY = "understudy"
_PAGE = Path(__file__).with_name("page.html")


class PageSink:
    """Serves ``http://127.0.0.1:PORT/TOKEN/``, a page with nothing but the picture, and
    ``…/stream``, the picture as Motion JPEG.

    Only programs on this computer reach it, and only those that know the token. A picture is
    encoded once, and only while somebody looks; who is slow gets fewer.
    """

    def __init__(
        self, port: int = PORT, token: str | None = None, *, any_port: bool = False
    ) -> None:
        """
        Args:
            port: 1 to 65535; 0 takes any that is free.
            token: At least `MIN_TOKEN` characters of a URL's path; None makes a new one. One that
                is kept lets OBS find the page again after a restart.
            any_port: Where that port is taken (another user of this computer), take any other.

        Raises:
            UsageError: Token or port are none.
        """
        if not 0 <= port <= 65535:
            raise UsageError(f"{port} is no port: give http:PORT with 1024 to 65535")
        self._token = new_token() if token is None else token
        if not is_token(self._token):
            raise UsageError(
                f"the page's token needs {MIN_TOKEN} letters, digits, '-' or '_' at least"
            )
        self._port = port
        self._any_port = any_port
        self._board = _Board()
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._sent = 0

    @property
    def name(self) -> str:
        return f"page on port {self._port}"

    @property
    def address(self) -> str:
        """The page's, with its token; of use once it is open."""
        return f"http://{HOST}:{self._port}/{self._token}/"

    def status(self) -> SinkStatus:
        """See `Telling.status`. `frames` counts those that somebody could look at."""
        board = self._board
        return SinkStatus(
            address=self.address if self._server is not None else "",
            clients=board.clients,
            frames=self._sent,
            dropped=board.skipped,
            bytes=board.bytes,
        )

    def open(self, _fmt: OutputFormat) -> None:
        """See `Sink.open`. Takes any format.

        Raises:
            SinkError: The port is taken.
        """
        try:
            self._server = self._served()
        except OSError as error:
            other = self._port + 1 if 1024 <= self._port < 65535 else PORT
            raise SinkError(
                f"the page cannot be put on port {self._port} ({error.strerror}): give another, "
                f"as in http:{other}"
            ) from error
        self._port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="understudy-page", daemon=True
        )
        self._thread.start()

    def _served(self) -> _Server:
        try:
            return _Server(self._port, self._token, self._board)
        except OSError:
            if not self._any_port:
                raise
        return _Server(0, self._token, self._board)

    def write(self, frame: SafeFrame) -> None:
        """See `Sink.write`. Does not wait for any client.

        Raises:
            SinkError: It is not open.
        """
        if self._server is None:
            raise SinkError("the page is not open")
        if self._board.clients:
            self._board.post(_jpeg(frame.image))
            self._sent += 1

    def close(self) -> None:
        """See `Sink.close`. Cuts off whoever looks."""
        server, self._server = self._server, None
        thread, self._thread = self._thread, None
        if server is None or thread is None:
            return
        self._board.close()
        server.shutdown()
        thread.join(_END_S)
        server.server_close()
        server.cut_off()


def new_token() -> str:
    """A new random token for `PageSink`: 144 bits."""
    return secrets.token_urlsafe(18)


def is_token(text: str) -> bool:
    """Whether `PageSink` takes it."""
    return len(text) >= MIN_TOKEN and set(text) <= _TOKEN_CHARACTERS


_TOKEN_CHARACTERS = set(string.ascii_letters + string.digits + "-_")


def _jpeg(image: Image) -> bytes:
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not done:
        raise SinkError("the picture cannot be encoded as JPEG")
    return mark_jpeg(data.tobytes())


class _Board:
    """Where the newest picture hangs while somebody looks."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._picture = b""
        self._number = 0
        self._closed = False
        self.clients = 0
        self.skipped = 0
        """Pictures that a client was too slow for, of all clients."""
        self.bytes = 0

    def join(self) -> int | None:
        """One more looks: the number after which pictures are for them, so that they see none of
        before. None where there are too many."""
        with self._changed:
            if self._closed or self.clients >= _MAX_CLIENTS:
                return None
            self.clients += 1
            return self._number

    def leave(self) -> None:
        with self._changed:
            self.clients -= 1
            if not self.clients:
                self._picture = b""

    def post(self, picture: bytes) -> None:
        with self._changed:
            self._picture = picture
            self._number += 1
            self._changed.notify_all()

    def after(self, number: int) -> tuple[int, bytes] | None:
        """Waits for a newer picture than `number`. None once the board is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > number or self._closed)
            if self._closed:
                return None
            self.skipped += self._number - number - 1
            self.bytes += len(self._picture)
            return self._number, self._picture

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._picture = b""
            self._changed.notify_all()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # On Windows the option would let another program share the port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, port: int, token: str, board: _Board) -> None:
        self.token = token
        self.board = board
        self.run = secrets.token_hex(8)
        self._lock = threading.Lock()
        self._open: dict[socket.socket, threading.Thread] = {}
        """By age, the oldest first."""
        self._known: set[socket.socket] = set()
        """Those of `_open` that showed the token."""
        super().__init__((HOST, port), _Handler)

    def server_bind(self) -> None:
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        if exclusive is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        # Not `HTTPServer`'s, which asks the network for this computer's name.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """One more client. Called where clients are accepted, and nowhere else. Where there are too
        many, the one goes that has not shown the token for longest: whoever just keeps connections
        open shuts nobody out."""
        with self._lock:
            full = len(self._open) >= _MAX_CONNECTIONS
            idle = next((one for one in self._open if one not in self._known), None)
            if full and idle is not None:
                with contextlib.suppress(OSError):  # gone by itself
                    idle.shutdown(socket.SHUT_RDWR)
                del self._open[idle]
                full = False
            if not full:
                thread = threading.Thread(
                    target=self.process_request_thread,
                    args=(request, client_address),
                    name="understudy-page-client",
                    daemon=True,
                )
                self._open[request] = thread
        if full:
            self.shutdown_request(request)
        else:
            thread.start()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """A client's thread, from its first byte to its last."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._lock:
                self._open.pop(request, None)
                self._known.discard(request)

    def knows(self, request: socket.socket) -> None:
        """This client has shown the token."""
        with self._lock:
            if request in self._open:
                self._known.add(request)

    def handle_error(self, *_: Any) -> None:
        """Clients come and go; what they asked for holds the token, and goes into no log."""
        kind = sys.exc_info()[0]
        _log.debug("a client of the page went: %s", kind.__name__ if kind else "")

    def cut_off(self) -> None:
        """Ends every client's thread."""
        with self._lock:
            left = dict(self._open)
        for connection in left:
            with contextlib.suppress(OSError):  # gone by itself
                connection.shutdown(socket.SHUT_RDWR)
        for thread in left.values():
            thread.join(_END_S)


class _Handler(BaseHTTPRequestHandler):
    timeout = _SLOW_S
    server: _Server

    def do_GET(self) -> None:
        if not self._is_from_here():
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        token, _, what = urlsplit(self.path).path.removeprefix("/").partition("/")
        given, due = (text.encode("utf-8", "replace") for text in (token, self.server.token))
        answer = _ANSWERS.get(what)
        if not hmac.compare_digest(given, due) or answer is None:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        self.server.knows(self.connection)
        answer(self)

    def _is_from_here(self) -> bool:
        """False for pages of other sites, and for those whose name was made to mean this computer
        (DNS rebinding): a browser tells by these headers whom it asks, and for whom."""
        hosts = {f"{name}:{self.server.server_port}" for name in (HOST, "localhost")}
        origins = {f"http://{host}" for host in hosts}
        asked = self.headers.get_all("Host", [])
        site = self.headers.get("Sec-Fetch-Site", "none")
        return (
            len(asked) == 1
            and asked[0].lower() in hosts
            and all(origin.lower() in origins for origin in self.headers.get_all("Origin", []))
            and site in ("none", "same-origin")
        )

    def _begin(self, status: HTTPStatus, kind: str, **further: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        for name, value in further.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def _refuse(self, status: HTTPStatus) -> None:
        self._begin(status, "text/plain; charset=utf-8")
        self.wfile.write(f"{status.value} {status.phrase}\n".encode())

    def send_error(self, code: int, *_: Any) -> None:
        """What the base class has to complain about; without repeating what was asked."""
        self.close_connection = True
        self.command = self.command or ""
        self._refuse(HTTPStatus(code))

    def page(self) -> None:
        nonce = secrets.token_urlsafe(12)
        # Styles are free, for OBS adds its user's.
        policy = (
            "default-src 'none'; img-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; "
            f"script-src 'nonce-{nonce}'; frame-ancestors 'none'; base-uri 'none'"
        )
        text = string.Template(_PAGE.read_text(encoding="utf-8"))
        body = text.substitute(nonce=nonce, source_type=SOURCE_TYPE).encode()
        self._begin(HTTPStatus.OK, "text/html; charset=utf-8", Content_Security_Policy=policy)
        self.wfile.write(body)

    def alive(self) -> None:
        self._begin(HTTPStatus.OK, "text/plain; charset=utf-8")
        self.wfile.write(self.server.run.encode())

    def stream(self) -> None:
        board = self.server.board
        number = board.join()
        if number is None:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        try:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _KEPT)
            self._begin(HTTPStatus.OK, f"multipart/x-mixed-replace; boundary={_BOUNDARY}")
            # The boundary ends a part as well: a browser shows the picture when it has come.
            line = f"--{_BOUNDARY}\r\n".encode()
            self.wfile.write(line)
            while (newer := board.after(number)) is not None:
                number, picture = newer
                head = f"Content-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
                self.wfile.write(head.encode() + picture + b"\r\n" + line)
        finally:
            board.leave()

    def version_string(self) -> str:
        return "Understudy"

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a request's first line holds the token."""


_ANSWERS: dict[str, Callable[[_Handler], None]] = {
    "": _Handler.page,
    "alive": _Handler.alive,
    "stream": _Handler.stream,
}
