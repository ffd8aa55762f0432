"""A web server on this machine that does what servers do at their worst.

``/WAY/NAME`` serves the content of that name in that way; see `Handler.do_GET`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KIND = "application/octet-stream"


@dataclass
class Server:
    """
    Attributes:
        url: Without a slash at its end.
        contents: What it serves, by name; may be changed.
        ranges: The ranges that it was asked for, in order.
        paths: And the paths.
        gate: The way ``held`` sends half, and the rest once this is set.
    """

    url: str
    contents: dict[str, bytes]
    ranges: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving(contents: dict[str, bytes]) -> Iterator[Server]:
    """A server that runs inside."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    server = Server(f"http://127.0.0.1:{running.server_port}", contents)
    running.files = server  # type: ignore[attr-defined]
    thread = threading.Thread(target=running.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.gate.set()
        running.shutdown()
        running.server_close()
        thread.join()


class Handler(BaseHTTPRequestHandler):
    """Notes what it was asked for."""

    protocol_version = "HTTP/1.0"
    server: Any

    def log_message(self, *_: object) -> None:
        """Not into the test's output."""

    def do_GET(self) -> None:
        files: Server = self.server.files
        # Through a proxy the path is a whole address.
        *_, way, name = self.path.split("/")
        asked = self.headers.get("Range")
        files.ranges.append(asked)
        files.paths.append(f"/{way}/{name}")
        first = files.paths.count(f"/{way}/{name}") == 1
        content = files.contents.get(name, b"")
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        if way == "missing" or name not in files.contents:
            self.send_error(404)
            return
        if way == "busy":
            self.send_error(503)
            return
        if way == "login":
            self.answer(200, b"<html>log in</html>", kind="text/html; charset=utf-8")
            return
        if way == "moved":
            self.answer(302, b"", extra={"Location": f"/plain/{name}"})
            return
        if way == "ranges-refused" and asked:
            self.send_error(416)
            return
        if start and start >= len(content):
            self.send_error(416)
            return
        if way == "wrong-range" and asked:
            self.answer(206, content[start:], extra={"Content-Range": "bytes 0-9/10"})
            return
        if way == "no-ranges":
            start = 0
        body = content[start:]
        if way == "corrupt":
            body = body[:-1] + bytes([body[-1] ^ 1])
        if way == "long":
            self.answer(200, body + b"more")
            return
        if way == "long-unsaid":
            self.answer(200, body + b"more" * 9000, length=None)
            return
        if way == "length-unsaid":
            self.answer(200, content, length=None)
            return
        headers = {}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        status = 206 if start else 200
        half = body[: len(body) // 2]
        if way == "always-breaks" or (way in {"breaks", "held"} and first):
            self.answer(status, half, length=len(body), extra=headers)
            if way == "held":
                self.wfile.flush()
                files.gate.wait(60)
                self.wfile.write(body[len(half) :])
        elif way == "breaks-at-once":
            self.answer(status, b"", length=len(body), extra=headers)
        elif way == "stalls" and first:
            self.answer(status, half, length=len(body), extra=headers)
            self.wfile.flush()
            time.sleep(1.5)
        else:
            self.answer(status, body, extra=headers)

    def answer(
        self,
        status: int,
        body: bytes,
        length: int | None = -1,
        kind: str = KIND,
        extra: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(len(body) if length == -1 else length))
        for name, value in (extra or {}).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True
