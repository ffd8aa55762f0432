"""What SINK on the command line may be, and the sinks that need no file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.errors import SinkError, UsageError
from app.frame import SafeFrame, Verdict
from app.pipeline.sinks import (
    FileSink,
    NullSink,
    PageSink,
    RecordingSink,
    StreamSink,
    VirtualCameraSink,
    is_live,
    keeps_file,
    make_sink,
)
from app.pipeline.sinks.base import OutputFormat
from app.pipeline.sinks.v4l2loopback import devices
from tests.support.movies import patches


def test_kinds(tmp_path: Path) -> None:
    assert isinstance(make_sink("null"), NullSink)
    assert isinstance(make_sink("virtual-camera"), VirtualCameraSink)
    assert make_sink("virtual-camera:/dev/video7").name == "virtual camera /dev/video7"
    file = make_sink(str(tmp_path / "a.mkv"))
    assert isinstance(file, FileSink)
    assert file.name == "a.mkv"
    assert isinstance(make_sink(f"record:{tmp_path}"), RecordingSink)
    assert isinstance(make_sink("http:8000"), PageSink)
    for spec in ("udp://h:1", "rtmp://h/a/k", "rtmps://h/a/k", "srt://h:1"):
        assert isinstance(make_sink(spec), StreamSink)


def test_which_are_live_and_which_leave_a_file(tmp_path: Path) -> None:
    live = [
        "virtual-camera",
        f"record:{tmp_path}",
        "udp://h:1",
        "rtmp://h/a/k",
        "srt://h:1",
        "http",
    ]
    assert [spec for spec in (*live, "null", "window", "a.mp4") if is_live(spec)] == live
    kept = [spec for spec in (*live, "null", "a.mp4") if keeps_file(make_sink(spec))]
    assert kept == [f"record:{tmp_path}", "a.mp4"]


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("nul", "did you mean 'null'"),
        ("virtualcamera", "did you mean 'virtual-camera'"),
        ("camera:0", "is not an output"),
        ("null:x", "takes no name"),
        ("window", "needs the app's window"),
        ("out.avi", "ends in .mp4, .mov, .mkv"),
        ("recrod:folder", "did you mean 'record'"),
        ("https", "did you mean 'http'"),
    ],
)
def test_what_is_none_of_them(spec: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        make_sink(spec)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_null_counts() -> None:
    sink = NullSink()
    sink.open(OutputFormat(64, 48, 25, False))
    for i, verdict in enumerate([Verdict.SWAPPED, Verdict.SHIELDED, Verdict.SWAPPED]):
        sink.write(SafeFrame(patches(), verdict, "", 1, i, 0.0))
    sink.close()
    assert sink.frames == 3
    assert sink.verdicts == {Verdict.SWAPPED: 2, Verdict.SHIELDED: 1}


@pytest.mark.parametrize("spec", ["virtual-camera", "virtual-camera:/dev/video97"])
def test_a_missing_virtual_camera_says_what_to_do(
    spec: str, capfd: pytest.CaptureFixture[str]
) -> None:
    if devices() or sys.platform != "linux":
        pytest.skip("this computer may have a virtual camera")
    sink = make_sink(spec)
    with pytest.raises(SinkError) as caught:
        sink.open(OutputFormat(64, 48, 25, True))
    message = str(caught.value)
    assert "sudo apt install v4l2loopback-dkms" in message
    assert "sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy" in message
    assert ("/dev/video97" in message) == (":" in spec)
    assert "\n" not in message
    assert capfd.readouterr() == ("", "")
    sink.close()
    with pytest.raises(SinkError, match="not open"):
        sink.write(SafeFrame(patches(), Verdict.SWAPPED, "", 1, 0, 0.0))


def test_a_folder_may_be_at_home_and_have_a_dot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    sink = make_sink("record:~/Videos.2026/")
    sink.open(OutputFormat(64, 64, 30, live=True))
    sink.close()
    assert [path.name for path in tmp_path.iterdir()] == ["Videos.2026"]


@pytest.mark.parametrize("spec", ["rtmp;//host/app/SECRET", "rtmp//host/app/SECRET"])
def test_a_slip_in_an_address_repeats_no_key(spec: str) -> None:
    with pytest.raises(UsageError) as told:
        make_sink(spec)
    assert "SECRET" not in str(told.value)


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("udp://[::1]:19", "udp://[::1]:19"),
        ("srt://[::1]:19", "srt://[::1]:19"),
        ("rtmp://[::1]:19/app/key", "rtmp://[::1]:19/app"),
    ],
)
def test_addresses_of_ipv6_keep_their_brackets(spec: str, name: str) -> None:
    assert make_sink(spec).name == name


def test_a_passphrase_that_srt_does_not_take_is_refused() -> None:
    with pytest.raises(UsageError, match="10 to 79") as told:
        make_sink("srt://h:1?passphrase=short")
    assert "short" not in str(told.value)
