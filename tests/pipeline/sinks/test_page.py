"""The page for OBS: who gets it, who does not, and what those who look do to the others."""

from __future__ import annotations

import contextlib
import logging
import shutil
import socket
import sys
import threading
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.disclosure import SOURCE_TYPE
from app.errors import SinkError, UsageError
from app.frame import SafeFrame, Verdict
from app.pipeline.sinks import PageSink, make_sink
from app.pipeline.sinks.page import new_token
from tests.support.live import FORMAT, feeding, frame, number_in, picture, wait_for

pytestmark = pytest.mark.usefixtures("nothing_left")


def ask(page: PageSink, path: str = "", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (small letters) and body of one request, with the right token by default."""
    with socket.create_connection(("127.0.0.1", _port(page)), 5) as connection:
        connection.sendall(_request(page, path, **headers))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in lines[1:])
    return int(lines[0].split()[1]), fields, body


def _port(page: PageSink) -> int:
    return int(page.address.split(":")[2].split("/")[0])


def _request(page: PageSink, path: str, **headers: str) -> bytes:
    token = page.address.split("/")[3]
    path = path if path.startswith("/") else f"/{token}/{path}"
    fields = {"Host": f"127.0.0.1:{_port(page)}"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    lines = [f"GET {path} HTTP/1.1", *(f"{k}: {v}" for k, v in fields.items() if v), "", ""]
    return "\r\n".join(lines).encode()


class Client:
    """Reads the stream, picture by picture."""

    def __init__(self, page: PageSink, buffer: int | None = None) -> None:
        self.connection = socket.socket()
        if buffer is not None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.connection.settimeout(10)
        self.connection.connect(("127.0.0.1", _port(page)))
        self.connection.sendall(_request(page, "stream"))
        self.file = self.connection.makefile("rb")
        assert b"200" in self.file.readline()
        while self.file.readline().strip():
            pass

    def jpeg(self) -> bytes:
        assert self.file.readline() == b"--understudy\r\n"
        size = 0
        while line := self.file.readline().strip():
            name, _, value = line.partition(b": ")
            if name == b"Content-Length":
                size = int(value)
        data = self.file.read(size)
        self.file.readline()
        return data

    def number(self) -> int:
        return number_in(cv2.imdecode(np.frombuffer(self.jpeg(), np.uint8), cv2.IMREAD_COLOR))

    def close(self) -> None:
        self.file.close()
        self.connection.close()


def test_two_clients_see_every_picture_move_on() -> None:
    page = PageSink(port=0)
    with feeding(page) as feed:
        clients = [Client(page), Client(page)]
        for client in clients:
            seen = [client.number() for _ in range(20)]
            assert len(set(seen)) == 20
            assert seen == sorted(seen)
        assert page.status().clients == 2
        for client in clients:
            client.close()
        assert wait_for(lambda: page.status().clients == 0)
        encoded, written = page.status().frames, feed.written
        assert wait_for(lambda: feed.written > written + 10)
        assert page.status().frames == encoded, "encoded though nobody looked"


def test_pictures_are_marked() -> None:
    page = PageSink(port=0)
    with feeding(page):
        client = Client(page)
        assert SOURCE_TYPE.encode() in client.jpeg()
        client.close()


def test_who_comes_sees_nothing_of_before() -> None:
    """The picture that hung there may be one that the panic key took away."""
    page = PageSink(port=0)
    page.open(FORMAT)
    first = Client(page)
    assert wait_for(lambda: page.status().clients == 1)
    page.write(frame(77))
    assert first.number() == 77
    second = Client(page)
    assert wait_for(lambda: page.status().clients == 2)
    page.write(frame(78))
    assert second.number() == 78
    first.close()
    second.close()
    page.close()


def test_slow_clients_and_those_that_never_read_slow_nobody() -> None:
    page = PageSink(port=0)
    # Pictures that do not fit into what the system keeps for a client.
    noise = np.random.default_rng(0).integers(0, 255, (480, 1280, 3), np.uint8)
    page.open(FORMAT)
    stuck, slow, reader = Client(page, buffer=4096), Client(page, buffer=4096), Client(page)
    received: list[int] = []
    crawled: list[int] = []

    def crawl() -> None:
        for _ in range(4):
            crawled.append(slow.number())
            time.sleep(0.5)

    threads = [
        threading.Thread(target=lambda: received.extend(reader.number() for _ in range(60))),
        threading.Thread(target=crawl),
    ]
    for thread in threads:
        thread.start()
    assert wait_for(lambda: page.status().clients == 3)
    slowest, number = 0.0, 0
    while any(thread.is_alive() for thread in threads) and number < 2000:
        image = picture(number, 1280, 960)
        image[480:] = noise
        start = time.perf_counter()
        page.write(SafeFrame(image, Verdict.SWAPPED, "", 1, number, time.monotonic()))
        slowest = max(slowest, time.perf_counter() - start)
        number += 1
        time.sleep(0.01)
    for thread in threads:
        thread.join()
    assert slowest < 2, "a frame waited for a client"
    assert len(set(received)) == 60
    assert max(np.diff(crawled)) > 3, "the slow one gets what is new, not all of it"
    assert page.status().dropped > 0
    # Who takes nothing is given up in the end, and the place is free.
    slow.close()
    reader.close()
    assert wait_for(lambda: page.write(frame(0)) or page.status().clients == 0, 15)
    stuck.close()
    page.close()


def test_too_many_are_turned_away() -> None:
    page = PageSink(port=0)
    with feeding(page):
        clients = [Client(page) for _ in range(8)]
        assert ask(page, "stream")[0] == 503
        for client in clients:
            client.close()


def test_connections_that_say_nothing_shut_nobody_out() -> None:
    page = PageSink(0)
    with contextlib.ExitStack() as stack, feeding(page):
        stack.enter_context(contextlib.closing(client := Client(page)))
        for _ in range(40):
            silent = stack.enter_context(socket.create_connection(("127.0.0.1", _port(page)), 5))
            silent.sendall(b"GET /")
        assert ask(page)[0] == 200
        first = client.number()
        assert client.number() != first, "who looks already goes on looking"


def test_the_page_itself() -> None:
    page = PageSink(port=0)
    page.open(FORMAT)
    status, fields, body = ask(page)
    assert status == 200
    assert fields["content-type"].startswith("text/html")
    assert fields["cache-control"] == "no-store"
    assert fields["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in fields["content-security-policy"]
    assert not any(name.startswith("access-control") for name in fields)
    assert SOURCE_TYPE.encode() in body
    assert b"$" not in body
    page.close()


@pytest.mark.parametrize(
    ("path", "headers", "due"),
    [
        ("/", {}, 404),
        ("/wrong-token-wrong-token/", {}, 404),
        ("/wrong-token-wrong-token/stream", {}, 404),
        ("/ünïcode/stream", {}, 404),
        ("other", {}, 404),
        ("stream/../", {}, 404),
        ("", {"Host": "evil.example:80"}, 403),
        ("", {"Host": "127.0.0.1.nip.example:{port}"}, 403),
        ("", {"Host": "127.0.0.1"}, 403),
        ("", {"Host": ""}, 403),
        ("stream", {"Host": "[::1]:{port}"}, 403),
        ("stream", {"Origin": "https://evil.example"}, 403),
        ("stream", {"Origin": "null"}, 403),
        ("alive", {"Origin": "http://127.0.0.1:1"}, 403),
        ("stream", {"Sec_Fetch_Site": "cross-site"}, 403),
        ("stream", {"Sec_Fetch_Site": "same-site"}, 403),
        ("alive", {"Origin": "http://127.0.0.1:{port}", "Sec_Fetch_Site": "same-origin"}, 200),
        ("alive", {"Host": "localhost:{port}"}, 200),
    ],
)
def test_who_is_refused(path: str, headers: dict[str, str], due: int) -> None:
    page = PageSink(port=0)
    page.open(FORMAT)
    fields = {name: value.format(port=_port(page)) for name, value in headers.items()}
    status, answered, body = ask(page, path, **fields)
    assert status == due
    assert answered["cache-control"] == "no-store"
    if due != 200:
        assert len(body) < 40
        assert b"jpeg" not in body
    page.close()


def test_two_hosts_are_no_host() -> None:
    page = PageSink(port=0)
    page.open(FORMAT)
    assert ask(page, "alive", Host=f"127.0.0.1:{_port(page)}\r\nHost: evil.example")[0] == 403
    page.close()


@pytest.mark.parametrize("method", ["POST", "OPTIONS", "PUT", "HEAD"])
def test_other_methods_are_not_known(method: str) -> None:
    page = PageSink(port=0)
    page.open(FORMAT)
    with socket.create_connection(("127.0.0.1", _port(page)), 5) as connection:
        connection.sendall(_request(page, "stream").replace(b"GET", method.encode(), 1))
        assert b" 501 " in connection.recv(65536).split(b"\r\n")[0]
    page.close()


def test_only_this_computer_reaches_it() -> None:
    page = PageSink(port=0)
    page.open(FORMAT)
    addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
    addresses = {one for one in addresses if not one.startswith("127.") and "%" not in one}
    # 127.0.0.2 is this computer too, and stands for its every other address.
    for address in (*addresses, "::1", *(["127.0.0.2"] if sys.platform == "linux" else [])):
        assert not reachable(address, _port(page))
    assert reachable("127.0.0.1", _port(page))
    page.close()


def reachable(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), 2).close()
    except OSError:
        return False
    return True


def test_the_token_is_new_each_time_or_as_given() -> None:
    assert PageSink(port=0).address != PageSink(port=0).address
    token = new_token()
    page = PageSink(port=0, token=token)
    page.open(FORMAT)
    port = _port(page)
    page.close()
    again = PageSink(port=port, token=token)
    again.open(FORMAT)
    assert again.address == f"http://127.0.0.1:{port}/{token}/"
    assert ask(again, "alive")[0] == 200
    again.close()


def test_unfit_tokens_and_ports_are_refused() -> None:
    for token in ("", "short", "a/b" * 10, "../" * 10, "é" * 20):
        with pytest.raises(UsageError, match="token"):
            PageSink(token=token)
    with pytest.raises(UsageError, match="no port"):
        make_sink("http:70000")
    with pytest.raises(UsageError, match="names no port"):
        make_sink("http://127.0.0.1:8000")


def test_a_port_that_is_taken() -> None:
    first = PageSink(port=0)
    first.open(FORMAT)
    second = PageSink(port=_port(first))
    with pytest.raises(SinkError, match=f"give another, as in http:{_port(first) + 1}"):
        second.open(FORMAT)
    second.close()
    first.close()


def test_closing_cuts_off_who_looks_and_who_does_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    page = PageSink(port=0)
    page.open(FORMAT)
    client = Client(page)
    silent = socket.create_connection(("127.0.0.1", _port(page)), 5)

    def threads() -> list[str]:
        return [t.name for t in threading.enumerate() if t.name.startswith("understudy-page")]

    assert wait_for(lambda: page.status().clients == 1 and len(threads()) == 3)
    token = page.address.split("/")[3]
    page.close()
    assert not threads()
    assert client.file.read().strip(b"-\r\n") in (b"", b"understudy")
    with contextlib.suppress(ConnectionResetError):
        assert silent.recv(10) == b""
    client.close()
    silent.close()
    page.close()
    with pytest.raises(SinkError, match="not open"):
        page.write(frame(0))
    assert token not in caplog.text


# -- in a browser ----------------------------------------------------------------------------------


@pytest.fixture
def browser(tmp_path: Path):
    """Headless Chromium."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="pip install selenium")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("no browser: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(word)
    options.add_argument(f"--user-data-dir={tmp_path / 'profile'}")
    options.add_argument("--window-size=640,480")
    service = webdriver.ChromeService(executable_path=driver)
    session = webdriver.Chrome(options=options, service=service)
    yield session
    session.quit()


def shot(browser) -> np.ndarray:
    data = np.frombuffer(browser.get_screenshot_as_png(), np.uint8)
    return cv2.imdecode(data, cv2.IMREAD_COLOR)


def showing(browser) -> bool:
    return browser.execute_script("return document.querySelector('img').classList.contains('live')")


def test_chromium_shows_the_picture_move_goes_dark_and_finds_it_again(browser) -> None:
    page = PageSink(port=0)
    with feeding(page):
        browser.get(page.address)
        assert wait_for(lambda: showing(browser))
        assert wait_for(lambda: shot(browser).max() > 0)
        seen = {number_in(_picture_area(shot(browser))) for _ in range(12)}
        assert len(seen) >= 6, seen
        assert browser.execute_script("return document.title") == "Understudy"
    assert wait_for(lambda: not showing(browser)), "the last picture was left standing"
    assert shot(browser).max() == 0
    again = PageSink(port=_port(page), token=page.address.split("/")[3])
    with feeding(again):
        assert wait_for(lambda: showing(browser) and again.status().clients == 1)
        assert wait_for(lambda: shot(browser).max() > 0)
    errors = [entry for entry in browser.get_log("browser") if "security" in entry["source"]]
    assert not errors


def _picture_area(image: np.ndarray) -> np.ndarray:
    """The picture without the bars that the window's shape leaves."""
    rows = np.flatnonzero(image.max((1, 2)) > 0)
    columns = np.flatnonzero(image.max((0, 2)) > 0)
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def test_another_site_cannot_have_it(browser, tmp_path: Path) -> None:
    """A page from elsewhere that even knows the address: neither picture nor bytes."""
    page = PageSink(port=0)
    with feeding(page):
        other = tmp_path / "other.html"
        other.write_text(
            f"<img id=a src='{page.address}stream'><iframe src='{page.address}'></iframe><script>"
            f"fetch('{page.address}alive').then(r => r.text()).then(t => document.title = t,"
            "() => document.title = 'no')</script>"
        )
        browser.get(other.as_uri())
        assert wait_for(lambda: browser.title != "" and browser.title != "other.html")
        assert browser.title == "no"
        assert browser.execute_script("return document.getElementById('a').naturalWidth") == 0
        assert page.status().clients == 0
