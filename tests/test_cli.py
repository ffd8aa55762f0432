"""The command line as a user meets it: real processes, real files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import pytest

from app.cli import main
from tests.support import clips


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clips.write(tmp_path_factory.mktemp("cli") / "face.mp4", clips.wandering_face(20))


def understudy(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        timeout=300,
    )


def one_line(error: str) -> str:
    """The error's only line."""
    lines = error.splitlines()
    assert len(lines) == 1, error
    return lines[0]


def count_frames(path: Path) -> int:
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


def test_file_to_file_keeps_every_frame_and_reports(clip: Path, tmp_path: Path) -> None:
    out, report = tmp_path / "out.mp4", tmp_path / "report.json"
    done = understudy("run", "--source", clip, "--sink", out, "--json", report)
    assert done.returncode == 0, done.stderr
    assert "20 frames" in done.stdout
    assert "20 swapped" in done.stdout
    assert count_frames(out) == 20
    data = json.loads(report.read_text("utf-8"))
    assert [row["index"] for row in data["frames"]] == list(range(20))
    assert {row["verdict"] for row in data["frames"]} == {"swapped"}
    for row in data["frames"]:
        assert {"track", "swap", "paste", "guard"} <= set(row["stages_ms"])
    assert data["summary"]["latency_ms"].keys() == {"p50", "p95", "p99"}
    assert data["summary"]["peak_memory_mb"] > 50


def test_run_without_a_window_imports_no_qt(clip: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from app.cli import main; "
        f"code = main(['run', '--source', {str(clip)!r}, '--sink', 'null', '--max-frames', '3']); "
        "assert not [m for m in sys.modules if m.startswith('PySide6')]; sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_max_frames(clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    assert understudy("run", "--source", clip, "--sink", out, "--max-frames", 7).returncode == 0
    assert count_frames(out) == 7


def test_default_output_goes_to_the_folder_out(clip: Path, tmp_path: Path) -> None:
    done = understudy("run", "--source", clip, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert count_frames(tmp_path / "out" / "face.mp4") == 20


def test_several_sinks(clip: Path, tmp_path: Path) -> None:
    outs = [tmp_path / "a.mp4", tmp_path / "b.mkv"]
    done = understudy("run", "--source", clip, "--sink", outs[0], "--sink", outs[1])
    assert done.returncode == 0, done.stderr
    assert [count_frames(out) for out in outs] == [20, 20]


LONG = 800


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """It is not through when it is interrupted."""
    frames = clips.wandering_face(40) * (LONG // 40)
    return clips.write(tmp_path_factory.mktemp("long") / "long.mp4", frames)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_run_leaves_a_file_that_plays(long: Path, tmp_path: Path, number: int) -> None:
    out = tmp_path / "out.mp4"
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "run", "--source", long, "--sink", out],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not any(p.stat().st_size > 20_000 for p in tmp_path.glob("*out*")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    process.send_signal(number)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    assert "Traceback" not in stderr
    assert f"so far in {out}" in stdout
    assert 0 < count_frames(out) < LONG


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["run", "--suorce", "x"], 2, "did you mean --source?"),
        (["rnu"], 2, "did you mean 'run'?"),
        (["run", "--engine", "mush"], 2, "did you mean 'mesh'?"),
        (["run", "--mask", "xseq"], 2, "there is no model 'xseq'; did you mean 'xseg'?"),
        (["run", "--mask", "gfpgan_1.4"], 2, "makes no masks of faces"),
        (["run", "--provider", "cud"], 2, "did you mean 'cuda'?"),
        (["run", "--provider", "evil", "--sink", "window"], 2, "no execution provider 'evil'"),
        (["run", "--boost", "3"], 2, "'3' is not known"),
        (["run", "--max-frames", "0"], 2, "not a number of frames"),
        (["run", "--source", "no-such-file.mp4"], 3, "no-such-file.mp4"),
        (["run", "--source", "camera:97"], 3, "camera"),
        (["run", "--template", "nobody"], 5, "there is no template 'nobody'"),
        (["run", "--sink", "out.xyz"], 2, "out.xyz"),
        (["run", "--sink", "no-such-folder/out.mp4"], 4, "no-such-folder"),
        (["run", "--sink", "null", "--json", "no-such-folder/r.json"], 2, "no-such-folder"),
        (["run", "--headless", "--sink", "window"], 2, "--headless"),
        (["templates"], 2, "ACTION"),
        (["evaluate", "--template", "ines"], 2, "--media"),
        (["evaluate", "--media", "demo"], 2, "--template"),
        (["evaluate", "--media", "nowhere", "--template", "ines"], 9, "there is no 'nowhere'"),
        (["evaluate", "--media", ".", "--template", "ines"], 9, "no clip in the folder"),
        (["evaluate", "--media", "demo", "--template", "nobody"], 5, "no template 'nobody'"),
        (["evaluate", "--media", "demo", "--template", ","], 2, "names nothing"),
        (
            ["evaluate", "--media", "demo", "--template", "ines", "--engine", "mush"],
            2,
            "did you mean 'mesh'?",
        ),
        (["evaluate", "--media", "demo", "--template", "ines", "--every", "0"], 2, "--every"),
        (
            ["evaluate", "--media", "demo", "--template", "ines", "--json", "no/where.json"],
            2,
            "the folder of no",
        ),
    ],
)
def test_bad_input_is_one_line_and_a_code(
    arguments: list[str], code: int, words: str, tmp_path: Path
) -> None:
    done = understudy(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert words in one_line(done.stderr)
    assert list(tmp_path.iterdir()) in ([], [tmp_path / "out"])


def test_no_virtual_camera_says_what_to_type(clip: Path) -> None:
    if any(Path("/dev").glob("video*")):
        pytest.skip("this machine has video devices")
    done = understudy("run", "--source", clip, "--sink", "virtual-camera")
    assert done.returncode == 4
    assert "v4l2loopback" in one_line(done.stderr) or sys.platform != "linux"


def test_existing_output_survives_a_run_that_cannot_start(clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.mp4"
    out.write_bytes(b"precious")
    done = understudy("run", "--source", clip, "--template", "nobody", "--sink", out)
    assert done.returncode == 5
    assert out.read_bytes() == b"precious"


def test_templates_list_names_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 2
    assert all("human" in line or "character" in line for line in lines)


def test_help_tells_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run", "--help"])
    text = capsys.readouterr().out
    for option in ("--source", "--template", "--sink", "--engine", "--headless", "--max-frames"):
        assert option in text


def test_doctor_tells_what_is_there(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-m", "app", "doctor"],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert "models: the tracker's networks are whole" in done.stdout
    assert "OpenCV: opencv-python-headless" in done.stdout
    assert "anonymity meter: " in done.stdout
    assert "settings: " in done.stdout
    assert done.returncode == 0, done.stdout


def test_no_face_gives_the_card_and_every_frame(tmp_path: Path) -> None:
    empty = clips.write(tmp_path / "empty.mp4", [clips.room()] * 8)
    out = tmp_path / "out.mp4"
    done = understudy("run", "--source", empty, "--sink", out)
    assert done.returncode == 0
    assert "shielded 8: no face found" in done.stdout
    assert count_frames(out) == 8


def test_empty_room_is_shown_only_when_allowed(tmp_path: Path) -> None:
    empty = clips.write(tmp_path / "empty.mp4", [clips.room()] * 80)
    done = understudy("run", "--source", empty, "--sink", "null", "--show-empty-room")
    assert "30 empty" in done.stdout.replace("50 shielded, ", ""), done.stdout
