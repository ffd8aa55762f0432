"""`understudy run` with live outputs, as a user starts it."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from itertools import pairwise
from pathlib import Path

import av
import pytest

from tests.support.live import wait_for

RUN = [sys.executable, "-m", "app", "run", "--headless", "--source", "demo"]


def test_a_clip_goes_at_its_own_pace_to_every_live_output(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(("127.0.0.1", 0))
        peer.settimeout(60)
        outputs = [f"udp://127.0.0.1:{peer.getsockname()[1]}", "http:0", f"record:{tmp_path}"]
        command = [*RUN, "--max-frames", "75", "--json", str(report)]
        for output in outputs:
            command += ["--sink", output]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert child.stdout is not None
        line = child.stdout.readline().decode()
        address = re.fullmatch(r"the picture is at (http://127\.0\.0\.1:\d+/[\w-]+/)\n", line)
        assert address is not None, line
        with urllib.request.urlopen(f"{address[1]}stream", timeout=30) as stream:
            assert b"image/jpeg" in stream.read(200)
        assert peer.recv(65536)[0] == 0x47  # a transport stream's sync byte
        told, errors = child.communicate(timeout=60)
    assert child.returncode == 0, errors
    assert address[1].split("/")[3].encode() not in errors + told
    (recording,) = tmp_path.glob("Understudy *.mp4")
    assert f"written to {recording}".encode() in told
    with av.open(str(recording)) as file:
        shown = [one.time for one in file.decode(video=0)]
    fps = json.loads(report.read_text())["source"]["fps"]
    # What is slower than the clip drops frames, but the clock is the clip's.
    assert shown[-1] == pytest.approx(75 / fps, rel=0.4)


def test_a_stream_goes_over_and_over_until_it_is_stopped() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(("127.0.0.1", 0))
        peer.settimeout(60)
        command = [*RUN, "--sink", f"udp://127.0.0.1:{peer.getsockname()[1]}"]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert peer.recv(65536)
        assert child.stdout is not None
        line = child.stdout.readline().decode()
        child.send_signal(signal.SIGINT)
        told, errors = child.communicate(timeout=60)
    assert child.returncode == 130, errors
    assert re.fullmatch(
        r"so that lips and sound match, delay your microphone by \d*[05] ms\n", line
    )
    assert b"written to" not in told
    assert not errors


def test_a_peer_that_is_not_there_ends_the_run_with_one_line() -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [*RUN, "--sink", f"rtmp://127.0.0.1:{port}/live/s3cret"]
    ended = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert ended.returncode == 4
    lines = ended.stderr.decode().strip().splitlines()
    assert lines[-1].startswith(f"understudy: rtmp://127.0.0.1:{port}/live cannot be reached: ")
    assert "Traceback" not in ended.stderr.decode()
    assert b"s3cret" not in ended.stdout + ended.stderr


def test_every_frame_and_those_in_time_do_not_go_together(tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    out.write_bytes(b"mine")
    done = subprocess.run(
        [*RUN, "--sink", str(out), "--sink", "http:0"], capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"record:out.mp4" in done.stderr
    assert out.read_bytes() == b"mine"


def test_a_stream_that_went_nowhere_is_no_success() -> None:
    command = [*RUN, "--max-frames", "20", "--sink", "udp://nobody.invalid:1000"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.returncode == 4, done.stderr
    assert b"nothing has left" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_nohup_outlives_its_terminal(tmp_path: Path) -> None:
    command = ["nohup", *RUN, "--max-frames", "40", "--sink", f"record:{tmp_path}"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert wait_for(lambda: any(p.stat().st_size for p in tmp_path.iterdir()), 60)
    child.send_signal(signal.SIGHUP)
    told, errors = child.communicate(timeout=60)
    assert child.returncode == 0, errors
    assert b"written to" in told


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_it_goes_on_after_the_computer_slept(tmp_path: Path) -> None:
    """Outputs go on by themselves, and the recording shows how long it was."""
    command = [*RUN, "--sink", f"record:{tmp_path}", "--sink", "http:0"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    address = child.stdout.readline().decode().rpartition(" ")[2].strip()
    with urllib.request.urlopen(f"{address}stream", timeout=60) as stream:
        assert stream.read(200_000)
        child.send_signal(signal.SIGSTOP)
        time.sleep(3)
        child.send_signal(signal.SIGCONT)
        assert stream.read(200_000)
        child.send_signal(signal.SIGINT)
        _, errors = child.communicate(timeout=60)
    assert child.returncode == 130, errors
    assert not errors
    (recording,) = tmp_path.iterdir()
    with av.open(str(recording)) as file:
        shown = [float(one.time or 0) for one in file.decode(video=0)]
    assert 2.5 < max(after - before for before, after in pairwise(shown)) < 60


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_closed_terminal_finishes_the_recording(tmp_path: Path) -> None:
    def in_a_terminal() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # the tests may run under nohup themselves

    child = subprocess.Popen(
        [*RUN, "--sink", f"record:{tmp_path}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=in_a_terminal,
    )
    assert wait_for(lambda: any(p.stat().st_size > 20_000 for p in tmp_path.iterdir()), 60)
    child.send_signal(signal.SIGHUP)
    _, errors = child.communicate(timeout=60)
    assert child.returncode == 130, errors
    (recording,) = tmp_path.iterdir()
    assert "partial" not in recording.name
