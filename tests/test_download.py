"""The downloader against a server on this machine that does what servers do at their worst."""

from __future__ import annotations

import hashlib
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from app import download as module
from app.download import PART, Expected, download, is_expected, take
from app.errors import DownloadError

CONTENT = bytes(range(256)) * 2000
EXPECTED = Expected(hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))


class Handler(BaseHTTPRequestHandler):
    """Serves `CONTENT` in the way that the path names; notes the ranges that it was asked for."""

    ranges: list[str | None]
    protocol_version = "HTTP/1.0"

    def log_message(self, *_: object) -> None:
        """Not into the test's output."""

    def do_GET(self) -> None:
        way = self.path.strip("/")
        asked = self.headers.get("Range")
        type(self).ranges.append(asked)
        first = len(type(self).ranges) == 1
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        if way == "missing":
            self.send_error(404)
            return
        if way == "busy":
            self.send_error(503)
            return
        if way == "login":
            self.answer(200, b"<html>log in</html>", kind="text/html; charset=utf-8")
            return
        if way == "ranges-refused" and asked:
            self.send_error(416)
            return
        if way == "wrong-range" and asked:
            self.answer(206, CONTENT[start:], extra={"Content-Range": "bytes 0-9/10"})
            return
        if way == "no-ranges":
            start = 0
        body = CONTENT[start:]
        if way == "corrupt":
            body = body[:-1] + bytes([body[-1] ^ 1])
        if way == "long":
            self.answer(200, body + b"more")
            return
        if way == "long-unsaid":
            self.answer(200, body + b"more" * 9000, length=None)
            return
        headers = {}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"
        status = 206 if start else 200
        half = body[: len(body) // 2]
        if way == "always-breaks" or (way == "breaks" and first):
            self.answer(status, half, length=len(body), extra=headers)
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
        kind: str = "image/jpeg",
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


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    handler = type("Handler", (Handler,), {"ranges": []})
    running = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever, args=(0.02,))
    thread.start()
    yield SimpleNamespace(
        url=f"http://127.0.0.1:{running.server_port}",
        ranges=handler.ranges,  # type: ignore[attr-defined]
    )
    running.shutdown()
    running.server_close()
    thread.join()


def fetch(server: SimpleNamespace, way: str, folder: Path, timeout: float = 0.4) -> Path:
    target = folder / "face.jpg"
    download(f"{server.url}/{way}", target, EXPECTED, timeout=timeout)
    return target


def refuse(server: SimpleNamespace, way: str, folder: Path) -> str:
    with pytest.raises(DownloadError) as caught:
        fetch(server, way, folder)
    said = str(caught.value)
    assert "\n" not in said
    assert "face.jpg" in said
    assert not (folder / "face.jpg").exists()
    return said


def test_a_file_arrives_and_is_told_of(server: SimpleNamespace, tmp_path: Path) -> None:
    told: list[int] = []
    target = tmp_path / "face.jpg"
    download(f"{server.url}/plain", target, EXPECTED, told.append)
    assert target.read_bytes() == CONTENT
    assert [p.name for p in tmp_path.iterdir()] == ["face.jpg"]
    assert told == sorted(told)
    assert told[-1] == len(CONTENT)


def test_what_is_there_is_not_fetched_again(server: SimpleNamespace, tmp_path: Path) -> None:
    fetch(server, "plain", tmp_path)
    fetch(server, "missing", tmp_path)
    assert len(server.ranges) == 1


def test_a_wrong_file_of_that_name_is_replaced(server: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "face.jpg").write_bytes(CONTENT[::-1])
    assert fetch(server, "plain", tmp_path).read_bytes() == CONTENT


@pytest.mark.parametrize("way", ["breaks", "stalls"])
def test_a_broken_connection_is_taken_up_again(
    server: SimpleNamespace, tmp_path: Path, way: str
) -> None:
    assert fetch(server, way, tmp_path).read_bytes() == CONTENT
    assert server.ranges == [None, f"bytes={len(CONTENT) // 2}-"]


def test_a_later_call_goes_on_where_the_first_was_ended(
    server: SimpleNamespace, tmp_path: Path
) -> None:
    class CancelledError(Exception):
        pass

    def cancel(count: int) -> None:
        if count > 100_000:
            raise CancelledError

    target = tmp_path / "face.jpg"
    with pytest.raises(CancelledError):
        download(f"{server.url}/plain", target, EXPECTED, cancel)
    assert not target.exists()
    kept = target.with_name("face.jpg" + PART).stat().st_size
    assert kept > 0
    assert fetch(server, "plain", tmp_path).read_bytes() == CONTENT
    assert server.ranges == [None, f"bytes={kept}-"]


@pytest.mark.parametrize("way", ["no-ranges", "ranges-refused", "plain"])
def test_a_kept_part_works_with_every_kind_of_server(
    server: SimpleNamespace, tmp_path: Path, way: str
) -> None:
    (tmp_path / f"face.jpg{PART}").write_bytes(CONTENT[:1000])
    assert fetch(server, way, tmp_path).read_bytes() == CONTENT


def test_a_server_that_always_breaks_is_given_up(server: SimpleNamespace, tmp_path: Path) -> None:
    assert "run it again to go on" in refuse(server, "always-breaks", tmp_path)
    assert (tmp_path / f"face.jpg{PART}").stat().st_size > len(CONTENT) // 2


def test_a_server_that_sends_nothing_is_given_up_at_once(
    server: SimpleNamespace, tmp_path: Path
) -> None:
    refuse(server, "breaks-at-once", tmp_path)
    assert len(server.ranges) == 1


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("missing", "404"),
        ("busy", "503"),
        ("login", "web page"),
        ("corrupt", "sha256"),
        ("long", "must have"),
        ("long-unsaid", "more comes"),
    ],
)
def test_wrong_answers_are_refused_and_thrown_away(
    server: SimpleNamespace, tmp_path: Path, way: str, said: str
) -> None:
    assert said in refuse(server, way, tmp_path)
    assert not list(tmp_path.iterdir())


def test_another_part_than_asked_for_is_refused(server: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / f"face.jpg{PART}").write_bytes(CONTENT[:1000])
    assert "another part" in refuse(server, "wrong-range", tmp_path)


def test_no_server_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(DownloadError, match=r"no connection to 127\.0\.0\.1"):
        download(f"http://127.0.0.1:{port}/x", tmp_path / "face.jpg", EXPECTED, timeout=1)


def test_a_proxy_is_honoured(
    server: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("no_proxy")
    monkeypatch.setenv("http_proxy", server.url)
    download("http://faces.invalid/plain", tmp_path / "face.jpg", EXPECTED, timeout=1)
    assert len(server.ranges) == 1


def test_a_full_disk_is_told_before_anything_is_fetched(
    server: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1 << 20)
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DownloadError, match="1 MB free"):
        fetch(server, "plain", tmp_path)
    assert server.ranges == []


def test_a_link_in_the_way_is_not_written_through(server: SimpleNamespace, tmp_path: Path) -> None:
    other = tmp_path / "precious"
    other.write_bytes(b"precious")
    try:
        (tmp_path / f"face.jpg{PART}").symlink_to(other)
    except OSError:
        pytest.skip("no links here")
    assert fetch(server, "plain", tmp_path).read_bytes() == CONTENT
    assert other.read_bytes() == b"precious"


def test_a_local_copy_is_checked_as_well(tmp_path: Path) -> None:
    good, bad, short = (tmp_path / name for name in ("good", "bad", "short"))
    good.write_bytes(CONTENT)
    bad.write_bytes(CONTENT[:-1] + b"x")
    short.write_bytes(CONTENT[:-1])
    target = tmp_path / "face.jpg"
    for wrong, said in ((bad, "sha256"), (short, "bytes"), (tmp_path / "none", "cannot be read")):
        with pytest.raises(DownloadError, match=said):
            take(wrong, target, EXPECTED)
        assert not target.exists()
    take(good, target, EXPECTED)
    assert is_expected(target, EXPECTED)
