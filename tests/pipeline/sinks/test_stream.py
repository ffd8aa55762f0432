"""Streams, received by real programs: what arrives, and what a peer that is not there, that hangs,
refuses or comes back does."""

from __future__ import annotations

import contextlib
import itertools
import logging
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import pytest

from app import doctor
from app.disclosure import SOURCE_TYPE
from app.errors import SinkError, UsageError
from app.pipeline.sinks import StreamSink, make_sink
from app.pipeline.sinks.amf import decode, encode
from app.pipeline.sinks.rtmp import RtmpRoute
from tests.support.live import FORMAT, FPS, feeding, frame, number_in, wait_for

pytestmark = pytest.mark.usefixtures("nothing_left")

KEY = "s3cret-key"


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    with socket.socket(socket.AF_INET, kind) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def ffmpeg() -> str:
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("no ffmpeg: apt-get install ffmpeg")
    return program


@pytest.fixture(scope="session")
def srt(ffmpeg: str) -> str:
    told = subprocess.run([ffmpeg, "-hide_banner", "-protocols"], capture_output=True, check=True)
    if b"\n  srt\n" not in told.stdout:
        pytest.skip("this ffmpeg has no SRT: apt-get install ffmpeg")
    return ffmpeg


@contextmanager
def receiving(program: str, target: Path, *source: str) -> Iterator[subprocess.Popen[bytes]]:
    """An ffmpeg that stores what comes."""
    # It need not look long at what comes.
    short = ("-probesize", "100000", "-analyzeduration", "300000", "-fflags", "nobuffer")
    command = [program, "-v", "error", "-y", *short, *source, "-c", "copy", "-flush_packets", "1"]
    child = subprocess.Popen([*command, str(target)], stdin=subprocess.PIPE)
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        assert child.stdin is not None
        child.stdin.close()


def numbers(path: Path) -> list[int]:
    with av.open(str(path)) as file:
        return [number_in(one.to_ndarray(format="gray")) for one in file.decode(video=0)]


def received(path: Path, at_least: int) -> bool:
    try:
        return path.exists() and len(numbers(path)) >= at_least
    except (av.FFmpegError, IndexError):
        return False


def assert_in_order(seen: list[int]) -> None:
    """Frames may be dropped, never repeated or swapped."""
    steps = [(b - a) % 256 for a, b in itertools.pairwise(seen)]
    assert all(0 < step < 60 for step in steps), seen


# -- UDP -------------------------------------------------------------------------------------------


def test_udp_is_an_unbroken_marked_transport_stream(tmp_path: Path) -> None:
    """Without a program between: the very bytes that came."""
    target = tmp_path / "udp.ts"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer, target.open("wb") as file:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        peer.bind(("127.0.0.1", 0))
        peer.settimeout(5)
        with feeding(make_sink(f"udp://127.0.0.1:{peer.getsockname()[1]}")) as feed:
            while feed.written < 60:
                data = peer.recv(65536)
                assert len(data) % 188 == 0
                assert len(data) <= 1316
                file.write(data)
        assert feed.error is None
    assert_in_order(numbers(target))
    assert len(numbers(target)) >= 40
    with av.open(str(target)) as stream:
        assert stream.streams.video[0].codec_context.name == "h264"
        assert not stream.streams.audio
    assert SOURCE_TYPE.encode() in target.read_bytes()


def test_udp_shown_by_ffprobe(ffmpeg: str) -> None:
    probe = shutil.which("ffprobe")
    assert probe is not None
    port = free_port(socket.SOCK_DGRAM)
    with feeding(make_sink(f"udp://127.0.0.1:{port}")):
        told = subprocess.run(
            [
                *(probe, "-v", "error", "-show_entries"),
                "stream=codec_name,width,height,avg_frame_rate:program_tags",
                *("-analyzeduration", "2000000", f"udp://127.0.0.1:{port}?timeout=20000000"),
            ],
            capture_output=True,
            timeout=60,
            check=True,
        ).stdout.decode()
    assert "codec_name=h264" in told
    assert "width=320" in told
    assert "height=240" in told
    assert f"service_provider={SOURCE_TYPE}" in told


def test_udp_takes_ffmpeg_as_it_comes_and_goes(ffmpeg: str, tmp_path: Path) -> None:
    port = free_port(socket.SOCK_DGRAM)
    source = ("-i", f"udp://127.0.0.1:{port}")
    with feeding(make_sink(f"udp://127.0.0.1:{port}")) as feed:
        for name in ("first.ts", "second.ts"):
            with receiving(ffmpeg, tmp_path / name, *source):
                assert wait_for(lambda name=name: received(tmp_path / name, 20))
        assert feed.error is None
    for name in ("first.ts", "second.ts"):
        assert_in_order(numbers(tmp_path / name))


# -- RTMP ------------------------------------------------------------------------------------------


def rtmp_source(port: int) -> tuple[str, ...]:
    return "-listen", "1", "-i", f"rtmp://127.0.0.1:{port}/live/{KEY}"


def test_rtmp_received_and_received_again(ffmpeg: str, tmp_path: Path) -> None:
    """The receiver goes in the middle and comes back: the stream finds it by itself."""
    port = free_port()
    sink = make_sink(f"rtmp://127.0.0.1:{port}/live/{KEY}")
    assert isinstance(sink, StreamSink)
    with feeding(sink) as feed:
        for name in ("first.flv", "second.flv"):
            with receiving(ffmpeg, tmp_path / name, *rtmp_source(port)):
                assert wait_for(lambda name=name: received(tmp_path / name, 30)), sink.status()
                assert sink.status().connected
            assert wait_for(lambda: not sink.status().connected)
        assert feed.error is None
        assert "cannot be reached" in sink.status().trouble
    for name in ("first.flv", "second.flv"):
        assert_in_order(numbers(tmp_path / name))
        with av.open(str(tmp_path / name)) as file:
            assert file.metadata["digitalSourceType"] == SOURCE_TYPE


def test_rtmp_ends_politely(ffmpeg: str, tmp_path: Path) -> None:
    port, target = free_port(), tmp_path / "o.flv"
    with receiving(ffmpeg, target, *rtmp_source(port)) as child:
        with feeding(make_sink(f"rtmp://127.0.0.1:{port}/live/{KEY}")):
            assert wait_for(lambda: received(target, 30))
        assert child.wait(10) is not None
    with av.open(str(target)) as file:
        pts = [packet.pts for packet in file.demux(video=0) if packet.pts is not None]
    assert pts == sorted(set(pts))
    # The rate that was fed, as the receiver sees it.
    assert 0.5 / FPS < (pts[-1] - pts[0]) / 1000 / len(pts) < 4 / FPS


@contextmanager
def silent_peer(*, answers: bytes = b"") -> Iterator[int]:
    """Accepts connections and never reads; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        connections: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                if answers:
                    connection.sendall(answers)
                connections.append(connection)

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield int(server.getsockname()[1])
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()
            for connection in connections:
                connection.close()


def test_a_peer_that_says_nothing_holds_up_nobody() -> None:
    """While the sink waits for it, neither frames nor any other thread of the app wait."""
    ticks = 0
    stop = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not stop.wait(0.01):
            ticks += 1

    clock = threading.Thread(target=tick)
    clock.start()
    with silent_peer() as port:
        sink = make_sink(f"rtmp://127.0.0.1:{port}/live/{KEY}")
        with feeding(sink) as feed:
            assert wait_for(lambda: feed.written > 60)
            # Python's lock held while connecting would have stopped this clock as well.
            assert ticks > 50
            begin = time.monotonic()
        assert time.monotonic() - begin < 5, "closing waits for the peer"
    stop.set()
    clock.join()
    assert feed.slowest < 1


@pytest.fixture
def many_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streams that fill a system's buffers at once."""
    monkeypatch.setattr("app.pipeline.sinks.stream._BITS_PER_PIXEL", 10)


@pytest.mark.usefixtures("many_bits")
def test_an_rtmp_peer_that_stops_reading_is_given_up(ffmpeg: str, tmp_path: Path) -> None:
    port, target = free_port(), tmp_path / "o.flv"
    sink = make_sink(f"rtmp://127.0.0.1:{port}/live/{KEY}")
    assert isinstance(sink, StreamSink)
    with receiving(ffmpeg, target, *rtmp_source(port)) as child:
        with feeding(sink, noisy=True) as feed:
            assert wait_for(lambda: received(target, 10))
            subprocess.run(["kill", "-STOP", str(child.pid)], check=True)
            assert wait_for(lambda: "no answer" in sink.status().trouble)
            assert sink.status().dropped > FPS
            begin = time.monotonic()
        assert time.monotonic() - begin < 5
        assert feed.slowest < 1
        assert feed.error is None


def test_nobody_there_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.pipeline.sinks.stream._PATIENCE_S", 0.5)
    with feeding(make_sink(f"rtmp://127.0.0.1:{free_port()}/live/{KEY}?auth=token")) as feed:
        assert wait_for(lambda: feed.error is not None)
    assert isinstance(feed.error, SinkError)
    assert "start what is to receive it first" in str(feed.error)
    assert "\n" not in str(feed.error)
    assert KEY not in str(feed.error)
    assert "token" not in str(feed.error)


STARTED = {"level": "status", "code": "NetStream.Publish.Start"}


class Server:
    """An RTMP server that answers as it is told, for what ffmpeg does not do."""

    def __init__(
        self,
        status: dict[str, str],
        stream: float = 1.0,
        greeting: bytes = b"",
        flood: bytes = b"",
    ) -> None:
        self._status = status
        self._stream = stream
        self._greeting = greeting  # said first
        self._flood = flood  # said in the end, again and again
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.seen = bytearray()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return
        with connection:
            connection.settimeout(5)
            hello = self._read(connection, 1537)
            connection.sendall(b"\x03" + bytes(1536) + hello[1:])
            self._read(connection, 1536)
            connection.sendall(self._greeting)
            # An acknowledgement window, a ping, and answers in chunks of 60 bytes.
            connection.sendall(self.message(5, b"\0\0\0\x40") + self.message(1, b"\0\0\0\x3c"))
            connection.sendall(self.message(4, b"\0\6\0\0\0\7"))
            for answer in (
                encode("_result", 1.0, {"fmsVer": "x" * 90}, {"code": "NetConnection.Connect"}),
                encode("_result", 4.0, None, self._stream),
                encode("onStatus", 0.0, None, self._status),
            ):
                connection.sendall(self.message(20, answer, 60))
            talking = threading.Thread(target=self._talk, args=(connection,))
            talking.start()
            with contextlib.suppress(OSError):
                while data := connection.recv(65536):
                    self.seen += data
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            talking.join()

    def _talk(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while self._flood:
                connection.sendall(self._flood)

    @staticmethod
    def _read(connection: socket.socket, size: int) -> bytes:
        data = b""
        while len(data) < size:
            data += connection.recv(size - len(data))
        return data

    @staticmethod
    def message(kind: int, body: bytes, chunk: int = 128, channel: int = 70) -> bytes:
        # The chunk stream in the two-byte form.
        on = channel - 64
        head = bytes([0, on]) + bytes(3) + len(body).to_bytes(3, "big") + bytes([kind]) + bytes(4)
        parts = [body[i : i + chunk] for i in range(0, len(body), chunk)]
        return head + bytes([0xC0, on]).join(parts)

    def close(self) -> None:
        self._listener.close()
        self._thread.join()


def test_a_refused_key_is_said_without_the_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server = Server(
        {"level": "error", "code": "NetStream.Publish.BadName", "description": f"{KEY} is in use"}
    )
    with feeding(make_sink(f"rtmp://127.0.0.1:{server.port}/live/{KEY}?pw=pass")) as feed:
        assert wait_for(lambda: feed.error is not None, 8)
    server.close()
    assert "refuses the stream: NetStream.Publish.BadName; look at the key" in str(feed.error)
    for secret in (KEY, "pass"):
        assert secret not in str(feed.error)
        assert secret not in caplog.text


def test_pings_are_answered_and_bytes_acknowledged() -> None:
    server = Server(STARTED)
    sink = make_sink(f"rtmp://127.0.0.1:{server.port}/live/{KEY}")
    with feeding(sink):
        assert wait_for(lambda: len(server.seen) > 30000)
    server.close()
    seen = bytes(server.seen)
    assert b"\x04\0\0\0\0\0\7\0\0\0\7" in seen  # user control, stream 0: pong, with the ping's time
    assert b"\0\0\4\3\0\0\0\0\0\0" in seen  # an acknowledgement
    assert b"@setDataFrame" in seen
    assert SOURCE_TYPE.encode() in seen
    assert b"deleteStream" in seen


@pytest.mark.parametrize(
    "rubbish",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n" * 200,
        b"\x03" + bytes(3072) + b"\x03" + b"\xff" * 4000,
        b"\x03" + bytes(3072) + bytes([3, 0, 0, 0, 0, 0, 9, 20, 0, 0, 0, 0]) + b"\x02\xff\xff" * 9,
    ],
)
def test_a_peer_that_talks_nonsense(rubbish: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.pipeline.sinks.stream._PATIENCE_S", 0.5)
    with (
        silent_peer(answers=rubbish) as port,
        feeding(make_sink(f"rtmp://127.0.0.1:{port}/live/{KEY}")) as feed,
    ):
        assert wait_for(lambda: feed.error is not None)
    assert KEY not in str(feed.error)
    assert feed.error is not None
    assert feed.error.kind is None, "a defect of ours"


def begun(channel: int, size: int, *, form: int = 0) -> bytes:
    """The first chunk of a message that is not whole; as much of it as comes at once."""
    head = bytes([form << 6, channel - 64]) + bytes(3) + size.to_bytes(3, "big") + bytes([20])
    return head + bytes(4 if form == 0 else 0) + bytes(min(size, 128))


SHAKEN = b"\x03" + bytes(3072)


@pytest.mark.parametrize(
    "said",
    [
        # 13 and 9 bytes of header: a part as long below nothing would be taken for ever.
        pytest.param(begun(70, 200) + begun(70, 128 - 13), id="shorter, type 0"),
        pytest.param(begun(70, 200) + begun(70, 128 - 9, form=1), id="shorter, type 1"),
        pytest.param(b"".join(begun(64 + at, 200) for at in range(65)), id="many channels"),
    ],
)
def test_a_peer_that_would_have_no_end(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.pipeline.sinks.stream._PATIENCE_S", 0.5)
    with (
        silent_peer(answers=SHAKEN + said) as port,
        feeding(make_sink(f"rtmp://127.0.0.1:{port}/live/{KEY}")) as feed,
    ):
        assert wait_for(lambda: feed.error is not None)
        assert "it sends nonsense" in str(feed.error)


def test_a_message_that_is_given_up_may_be_followed_by_a_shorter_one() -> None:
    """As the specification's 5.4.2 has it."""
    give_up = Server.message(2, (70).to_bytes(4, "big"), channel=71)
    server = Server(STARTED, greeting=begun(70, 200) + give_up)
    sink = make_sink(f"rtmp://127.0.0.1:{server.port}/live/{KEY}")
    assert isinstance(sink, StreamSink)
    with feeding(sink):
        assert wait_for(lambda: sink.status().frames > 10), sink.status()
    server.close()


@pytest.mark.parametrize("number", [-1.0, 2.0**32, float("inf"), float("nan")])
def test_a_stream_whose_number_is_none(number: float) -> None:
    server = Server(STARTED, stream=number)
    with feeding(make_sink(f"rtmp://127.0.0.1:{server.port}/live/{KEY}")) as feed:
        assert wait_for(lambda: feed.error is not None)
    server.close()
    assert "refuses the stream: it gives no stream" in str(feed.error)


def test_a_peer_that_never_stops_talking_gets_its_pictures() -> None:
    server = Server(STARTED, flood=Server.message(3, bytes(4)) * 1000)
    sink = make_sink(f"rtmp://127.0.0.1:{server.port}/live/{KEY}")
    assert isinstance(sink, StreamSink)
    with feeding(sink):
        assert wait_for(lambda: sink.status().frames > 2 * FPS), sink.status()
    server.close()


def test_rtmps_looks_at_the_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ffmpeg: str
) -> None:
    """A peer whose certificate nobody vouches for gets no key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl: apt-get install openssl")
    monkeypatch.setattr("app.pipeline.sinks.stream._PATIENCE_S", 0.5)
    pem = tmp_path / "cert.pem"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-keyout", str(pem), "-out", str(tmp_path / "c.pem")),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "c.pem", pem)
    heard = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                try:
                    with context.wrap_socket(connection, server_side=True) as secure:
                        heard.extend(secure.recv(10))
                except OSError:
                    connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        with feeding(make_sink(f"rtmps://localhost:{port}/live/{KEY}")) as feed:
            assert wait_for(lambda: feed.error is not None)
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()
    assert not heard
    assert "cannot be reached" in str(feed.error)


# -- SRT -------------------------------------------------------------------------------------------


def test_srt_received_and_received_again(srt: str, tmp_path: Path) -> None:
    port = free_port(socket.SOCK_DGRAM)
    source = ("-i", f"srt://127.0.0.1:{port}?mode=listener&passphrase=twelve-letters")
    sink = make_sink(f"srt://127.0.0.1:{port}?passphrase=twelve-letters")
    assert isinstance(sink, StreamSink)
    assert "twelve" not in sink.name
    with feeding(sink) as feed:
        for name in ("first.ts", "second.ts"):
            with receiving(srt, tmp_path / name, *source):
                assert wait_for(lambda name=name: received(tmp_path / name, 20), 40), sink.status()
                assert sink.status().connected
            assert wait_for(lambda: not sink.status().connected)
        assert feed.error is None
    for name in ("first.ts", "second.ts"):
        assert_in_order(numbers(tmp_path / name))


def test_srt_with_the_wrong_passphrase(
    srt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("app.pipeline.sinks.stream._PATIENCE_S", 3)
    port = free_port(socket.SOCK_DGRAM)
    source = ("-i", f"srt://127.0.0.1:{port}?mode=listener&passphrase=twelve-letters")
    with (
        receiving(srt, tmp_path / "o.ts", *source),
        feeding(make_sink(f"srt://127.0.0.1:{port}?passphrase=other-letters")) as feed,
    ):
        assert wait_for(lambda: feed.error is not None, 30)
    assert "letters" not in str(feed.error) + caplog.text
    assert "passphrase" in str(feed.error)


@pytest.mark.usefixtures("many_bits")
def test_an_srt_program_that_hangs_is_ended(srt: str, tmp_path: Path) -> None:
    port = free_port(socket.SOCK_DGRAM)
    source = ("-i", f"srt://127.0.0.1:{port}?mode=listener")
    sink = make_sink(f"srt://127.0.0.1:{port}")
    with receiving(srt, tmp_path / "o.ts", *source):
        with feeding(sink, noisy=True) as feed:
            assert wait_for(lambda: received(tmp_path / "o.ts", 5), 40)
            subprocess.run(["kill", "-STOP", str(sink._pipe._child.pid)], check=True)
            dropped = sink.status().dropped
            assert wait_for(lambda: sink.status().dropped > dropped + 2 * FPS)
            begin = time.monotonic()
        assert time.monotonic() - begin < 5
        assert feed.slowest < 1


def show(sink: StreamSink, number: int, until: Callable[[], bool], seconds: int = 20) -> bool:
    """The same picture, live, until something holds; for so long at most."""
    for _ in range(seconds * FPS):
        if until():
            return True
        sink.write(frame(number))
        time.sleep(1 / FPS)
    return False


def test_an_srt_listener_keeps_nothing_for_whoever_comes_later(
    srt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a few of these pictures fit into what the system and the program keep."""
    monkeypatch.setattr("app.pipeline.sinks.stream._PATIENCE_S", 0.5)  # not with a listener
    port, target = free_port(socket.SOCK_DGRAM), tmp_path / "o.ts"
    sink = make_sink(f"srt://127.0.0.1:{port}?mode=listener")
    assert isinstance(sink, StreamSink)
    before, after = 1, 254
    sink.open(FORMAT)
    try:
        show(sink, before, lambda: False, seconds=1)
        assert show(sink, after, lambda: "no answer" in sink.status().trouble), "it is kept"
        show(sink, after, lambda: False, seconds=2)
        with receiving(srt, target, "-i", f"srt://127.0.0.1:{port}?connect_timeout=15000"):
            assert show(sink, after, lambda: received(target, 20)), sink.status()
    finally:
        sink.close()
    assert set(numbers(target)) == {after}


@pytest.mark.usefixtures("many_bits")
def test_an_srt_listener_without_anybody_waits_in_no_write(srt: str) -> None:
    sink = make_sink(f"srt://127.0.0.1:{free_port(socket.SOCK_DGRAM)}?mode=listener")
    assert isinstance(sink, StreamSink)
    with feeding(sink, noisy=True) as feed:
        assert wait_for(lambda: "no answer" in sink.status().trouble)
        assert feed.error is None


def test_what_a_killed_app_leaves_of_an_srt_listener_ends_by_itself(srt: str) -> None:
    port = free_port(socket.SOCK_DGRAM)

    def is_taken() -> bool:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            try:
                other.bind(("127.0.0.1", port))
            except OSError:
                return True
        return False

    app = [sys.executable, "-m", "app", "run", "--headless", "--source", "demo"]
    child = subprocess.Popen([*app, "--sink", f"srt://127.0.0.1:{port}?mode=listener"])
    try:
        assert wait_for(is_taken, 60)
    finally:
        child.kill()
        child.wait()
    assert wait_for(lambda: not is_taken(), 20)


@pytest.mark.parametrize("there", ["none", "without SRT", "broken"])
def test_without_srt_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: str
) -> None:
    program = tmp_path / "ffmpeg"
    if there != "none":
        words = "echo 'Input:'; echo '  srt'; echo 'Output:'; echo '  rtmp'; echo '  srtp'"
        program.write_text(f"#!/bin/sh\n{words if there == 'without SRT' else 'exit 1'}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}")
    monkeypatch.setattr("sys.platform", "linux")
    sink = make_sink("srt://127.0.0.1:9")
    with pytest.raises(SinkError, match="sudo apt install ffmpeg"):
        sink.open(FORMAT)
    sink.close()
    finding = doctor.srt()
    assert not finding.ok
    assert not finding.needed
    assert "sudo apt install ffmpeg" in finding.text


def test_doctor_finds_srt(srt: str) -> None:
    assert doctor.srt() == doctor.Finding("SRT", True, srt)


# -- addresses and messages ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("udp://", "names no host"),
        ("udp:127.0.0.1:5", "names no host"),
        ("udp://127.0.0.1", "names no port"),
        ("udp://127.0.0.1:99999", "no valid host and port"),
        ("udp://127.0.0.1:5/path", "nothing more"),
        ("rtmp://host", "lacks the app or the key"),
        ("rtmp://host/app", "lacks the app or the key"),
        (f"rtmp://host:x/app/{KEY}", "no valid host and port"),
        (f"rtmpx://host/app/{KEY}", "did you mean 'rtmp"),
        (f"https://host/app/{KEY}", "did you mean 'http'"),
        (f"rtmp://name:{KEY}@host/app/{KEY}", "which is not sent"),
        ("srt://host", "names no port"),
    ],
)
def test_addresses_that_are_none(spec: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        make_sink(spec)
    assert words in str(caught.value)
    assert KEY not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_names_hold_no_secret() -> None:
    for spec, name in (
        (f"rtmp://a.example/live2/{KEY}", "rtmp://a.example/live2"),
        (f"rtmps://a.example:443/a/b/{KEY}?x=y", "rtmps://a.example/a/b"),
        (f"rtmp://a.example:1936/app/{KEY}", "rtmp://a.example:1936/app"),
        (f"srt://a.example:9?passphrase={KEY}", "srt://a.example:9"),
        ("udp://239.1.2.3:5000", "udp://239.1.2.3:5000"),
    ):
        sink = make_sink(spec)
        assert sink.name == name
        assert KEY not in repr(vars(RtmpRoute(spec))) if spec.startswith("rtmp") else True


def test_messages_come_back() -> None:
    values = ["connect", 1.0, None, True, {"app": "live", "é": "ü"}]
    assert decode(encode(*values)) == values
    assert decode(b"\x08\0\0\0\1\0\1a\x02\0\1b\0\0\x09\x0a\0\0\0\2\x05\x06") == [
        {"a": "b"},
        [None, None],
    ]
    for damaged in (b"\x02\0\x09abc", b"\x63", b"\x03\0\1a", b"\0\0"):
        with pytest.raises(ValueError, match="damaged"):
            decode(damaged)
