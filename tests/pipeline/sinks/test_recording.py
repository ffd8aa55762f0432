"""Recordings: what a crash, a full disk, an encoder that does not work and a slow one leave."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from app.errors import SinkError, UsageError
from app.frame import SafeFrame, Verdict
from app.pipeline.sinks import RecordingSink, SwitchedSink, make_sink, seal
from app.pipeline.sinks.base import OutputFormat
from app.pipeline.sinks.encoders import HARDWARE, SOFTWARE, Encoder, choose
from tests.support.live import FORMAT, FPS, frame, number_in

pytestmark = pytest.mark.usefixtures("nothing_left")

# Writes frames as fast as it can, says so, and waits to be killed.
VICTIM = """
import sys, time
from pathlib import Path
from app.pipeline.sinks import make_sink
from tests.support.live import FORMAT, frame
sink = make_sink("record:" + sys.argv[1])
sink.open(FORMAT)
for i in range(int(sys.argv[2])):
    sink.write(frame(i, i / 30))
print("written", flush=True)
time.sleep(60)
"""


def numbers(path: Path) -> list[int]:
    with av.open(str(path)) as file:
        return [number_in(one.to_ndarray(format="gray")) for one in file.decode(video=0)]


def times(path: Path) -> list[Fraction]:
    with av.open(str(path)) as file:
        return [one.pts * one.time_base for one in file.decode(video=0)]


def record(sink: RecordingSink, frames: Sequence[SafeFrame], fmt: OutputFormat = FORMAT) -> Path:
    sink.open(fmt)
    for one in frames:
        sink.write(one)
    sink.close()
    path = sink.status().path
    assert path is not None
    return path


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
def test_a_killed_app_leaves_what_plays(tmp_path: Path, suffix: str) -> None:
    target, count = tmp_path / f"clip{suffix}", 8 * FPS
    victim = subprocess.Popen(
        [sys.executable, "-c", VICTIM, str(target), str(count)], stdout=subprocess.PIPE
    )
    assert victim.stdout is not None
    assert victim.stdout.readline() == b"written\n"
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    victim.stdout.close()
    assert [path.name for path in tmp_path.iterdir()] == [f"clip.partial{suffix}"]
    seen = numbers(tmp_path / f"clip.partial{suffix}")
    # A second between key frames, and what the encoder looks ahead.
    assert len(seen) >= count - 2.5 * FPS
    assert seen == [i % 256 for i in range(len(seen))]


def boxes_of(path: Path) -> list[str]:
    data, at, kinds = path.read_bytes(), 0, []
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kinds.append(data[at + 4 : at + 8].decode("latin-1"))
        at += size or int.from_bytes(data[at + 8 : at + 16], "big")
    return kinds


def test_a_whole_recording_is_an_ordinary_mp4(tmp_path: Path) -> None:
    path = record(RecordingSink(tmp_path / "o.mp4"), [frame(i, i / FPS) for i in range(70)])
    kinds = boxes_of(path)
    assert "moof" not in kinds
    assert kinds.index("moov") < kinds.index("mdat")
    assert numbers(path) == list(range(70))
    assert [one.name for one in tmp_path.iterdir()] == ["o.mp4"]


@pytest.mark.skipif(sys.platform == "win32", reason="handles tell no file number")
@pytest.mark.parametrize(("suffix", "copied"), [(".mp4", True), (".mp4", False), (".mkv", False)])
def test_a_finished_recording_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, copied: bool
) -> None:
    """Not only in the system's memory, which a power cut takes: the very file, and its name."""
    synced: list[int] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    if not copied:
        monkeypatch.setattr(seal, "_CHEAP", 0)
    path = record(RecordingSink(tmp_path / f"o{suffix}"), [frame(i, i / FPS) for i in range(30)])
    assert synced[-2:] == [path.stat().st_ino, tmp_path.stat().st_ino]


def test_frames_keep_the_times_of_their_capture(tmp_path: Path) -> None:
    moments = [0.0, 0.031, 0.07, 0.5, 0.51, 3.2]
    frames = [frame(i, 100 + at) for i, at in enumerate(moments)]
    path = record(RecordingSink(tmp_path / "o.mp4"), frames)
    assert [float(t) for t in times(path)] == pytest.approx(moments, abs=1e-4)


def test_a_frame_that_is_sent_again_only_lasts_longer(tmp_path: Path) -> None:
    frames = [frame(0, 1.0), frame(0, 1.0), frame(0, 1.0), frame(1, 1.5)]
    path = record(RecordingSink(tmp_path / "o.mkv"), frames)
    assert [float(t) for t in times(path)] == [0, 0.5]


def test_a_frame_that_is_shielded_after_all_is_another(tmp_path: Path) -> None:
    frames = [frame(0, 1.0), frame(9, 1.0, Verdict.SHIELDED), frame(1, 1.5)]
    assert numbers(record(RecordingSink(tmp_path / "o.mp4"), frames)) == [0, 9, 1]


def test_a_folder_gets_dated_names_and_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "videos" / "Understudy"
    paths = [record(make_sink(f"record:{folder}"), [frame(0, 0.0)]) for _ in range(3)]
    assert len(set(paths)) == 3
    for path in paths:
        assert re.fullmatch(
            r"Understudy \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d( \(\d\))?\.mp4", path.name
        )
        assert numbers(path) == [0]


def test_an_older_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "o.mkv"
    target.write_bytes(b"precious")
    path = record(RecordingSink(target), [frame(5, 0.0)])
    assert path == tmp_path / "o (2).mkv"
    assert target.read_bytes() == b"precious"
    assert numbers(path) == [5]
    assert record(RecordingSink(target), [frame(6, 0.0)]).name == "o (3).mkv"


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is written to stays there")
def test_a_folder_that_goes_while_it_is_recorded_to(tmp_path: Path) -> None:
    folder = tmp_path / "films"
    sink = RecordingSink(folder)
    sink.open(FORMAT)
    for i in range(40):
        sink.write(frame(i, i / FPS))
    folder.rename(tmp_path / "moved")
    with pytest.raises(SinkError, match=r"partial\.mp4' was moved or deleted"):
        sink.close()
    (moved,) = (tmp_path / "moved").iterdir()
    assert numbers(moved) == list(range(40))


def test_without_a_frame_there_is_no_file(tmp_path: Path) -> None:
    sink = RecordingSink(tmp_path)
    sink.open(FORMAT)
    sink.close()
    sink.close()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("spec", ["record:", "record:clip.avi", "record:x.txt"])
def test_what_cannot_be_recorded_to(spec: str) -> None:
    with pytest.raises(UsageError) as caught:
        make_sink(spec)
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    sink = make_sink(f"record:{tmp_path / 'file' / 'folder'}")
    with pytest.raises(SinkError, match="choose another"):
        sink.open(FORMAT)
    sink.close()


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_a_full_disk_keeps_what_was_recorded(small_disk: Path, suffix: str) -> None:
    target = small_disk / f"o{suffix}"
    sink = SwitchedSink("recording", lambda: RecordingSink(target), on=True)
    rng = np.random.default_rng(0)
    sink.open(OutputFormat(128, 96, FPS, live=True))
    for i in range(2000):
        noise = rng.integers(0, 255, (96, 128, 3), dtype=np.uint8)
        sink.write(SafeFrame(noise, Verdict.SWAPPED, "", 1, i, i / FPS))
        if not sink.on:
            break
    error = sink.take_error()
    sink.close()
    assert error is not None
    assert "the disk is full" in str(error)
    assert str(target) in str(error)
    assert "\n" not in str(error)
    assert len(times(target)) >= 15


def test_a_disk_without_room_for_a_copy_keeps_the_recording(small_disk: Path) -> None:
    """It is whole all the same; only its index stays at the end."""
    sink, rng = RecordingSink(small_disk / "o.mp4"), np.random.default_rng(0)
    sink.open(OutputFormat(128, 96, FPS, live=True))
    count = 24
    for i in range(count):
        noise = rng.integers(0, 255, (96, 128, 3), dtype=np.uint8)
        sink.write(SafeFrame(noise, Verdict.SWAPPED, "", 1, i, i / FPS))
    sink.close()
    assert 150_000 < sink.status().bytes < 300_000
    assert [path.name for path in small_disk.iterdir()] == ["o.mp4"]
    kinds = boxes_of(small_disk / "o.mp4")
    assert kinds.index("mdat") < kinds.index("moov") < kinds.index("uuid")
    assert len(times(small_disk / "o.mp4")) == count


def test_encoders_that_do_not_work_are_passed_over() -> None:
    broken = (
        Encoder("no_such_encoder"),
        Encoder("h264_v4l2m2m"),  # there, but opens no device here
        Encoder("mpeg2video", {"profile": "nonsense"}),
        Encoder("libx264", {"preset": "nonsense"}),
        SOFTWARE[0],
    )
    assert choose(320, 240, 30, broken) is SOFTWARE[0]


def test_an_encoder_that_encodes_something_else_is_passed_over() -> None:
    """It opens and gives packets, but they are no H.264 of that size."""
    assert choose(320, 240, 30, (Encoder("mjpeg", {"strict": "-2"}), SOFTWARE[1])) is SOFTWARE[1]


def test_no_encoder_at_all_is_said() -> None:
    with pytest.raises(ValueError, match="tried no_such_encoder"):
        choose(320, 240, 30, [Encoder("no_such_encoder")])


@pytest.mark.parametrize("encoder", [*HARDWARE, *SOFTWARE], ids=lambda one: one.codec)
def test_every_encoder_records(
    tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        choose(320, 240, 30, [encoder])
    except ValueError:
        pytest.skip(f"{encoder.codec} does not work on this computer")
    monkeypatch.setattr("app.pipeline.sinks.recording.choose", lambda *_: encoder)
    moments = [i / FPS + (i % 3) * 0.004 for i in range(40)]
    path = record(RecordingSink(tmp_path / "o.mp4"), [frame(i, at) for i, at in enumerate(moments)])
    assert numbers(path) == list(range(40))
    assert [float(t) for t in times(path)] == pytest.approx(moments, abs=1e-3)


def test_nv12_has_the_colours_of_i420(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Intel's and Windows' encoders take; x264 takes it too."""
    blue = np.zeros((96, 128, 3), np.uint8)
    blue[:, :64], blue[:, 64:] = (200, 60, 30), (40, 90, 210)
    encoder = Encoder("libx264", {"qp": "1"}, semi_planar=True)
    monkeypatch.setattr("app.pipeline.sinks.recording.choose", lambda *_: encoder)
    one = SafeFrame(blue, Verdict.SWAPPED, "", 1, 0, 0.0)
    path = record(RecordingSink(tmp_path / "o.mp4"), [one], OutputFormat(128, 96, 30, True))
    with av.open(str(path)) as file:
        seen = next(file.decode(video=0)).to_ndarray(format="bgr24")
    assert np.abs(seen[:, 4:60].astype(int) - blue[:, 4:60]).max() <= 4
    assert np.abs(seen[:, 68:124].astype(int) - blue[:, 68:124]).max() <= 4
