"""`understudy models …`: what it prints, and with which exit code it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli
from app.models import registry as registry_module
from app.models.licences import Acceptance
from app.paths import downloads_dir
from tests.models.conftest import FACE, FREE, toml
from tests.support.server import Server

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "download_models.py"


@pytest.fixture(autouse=True)
def _registry(server: Server, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "registry.toml").write_text(toml(server.url), encoding="utf-8")
    monkeypatch.setattr(registry_module, "models_dir", lambda: folder)


Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["models", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_list_shows_what_is_used_and_all(capsys: Capture) -> None:
    code, out, _ = run(capsys, "list")
    assert code == 0
    rows = {line.split()[0]: line for line in out.splitlines()[1:-1]}
    assert set(rows) == {"face", "free", "hand"}
    assert "not installed" in rows["face"]
    assert "0.4 MB" in rows["face"]
    assert "by hand" in rows["hand"]
    assert "Strict, non-commercial" in rows["hand"]
    _, out, _ = run(capsys, "list", "--all")
    assert {line.split()[0] for line in out.splitlines()[1:]} >= {"eyes", "mouth", "unpinned"}
    _, out, _ = run(capsys, "list", "--licences")
    assert "strict: Strict, non-commercial (not agreed to yet)" in out
    assert "Only for research." in out


def test_without_a_terminal_terms_are_refused(capsys: Capture, server: Server) -> None:
    code, out, err = run(capsys, "download", "face")
    assert code == 6
    assert out == ""
    assert "--accept-licence strict" in err
    assert "no terminal" in err
    assert err.count("\n") == 1
    assert server.paths == []


def test_download_verify_path_remove(capsys: Capture) -> None:
    code, out, _ = run(capsys, "download", "face", "--accept-licence", "strict")
    path = downloads_dir() / "face.onnx"
    assert code == 0
    assert f"face: fetched, {path} (Strict, non-commercial)" in out
    assert path.read_bytes() == FACE
    assert Acceptance().file.is_file()
    code, out, _ = run(capsys, "download", "face")  # agreed to already
    assert (code, out.count("was there")) == (0, 2)
    code, out, _ = run(capsys, "path", "face")
    assert (code, out) == (0, f"{path}\n")
    assert run(capsys, "path")[1] == f"{downloads_dir()}\n"
    assert run(capsys, "verify") == (
        0,
        f"face: whole, {path}\neyes: whole, {path.with_name('eyes.onnx')}\n",
        "",
    )
    stat = path.stat()
    path.write_bytes(FACE[:-1] + b"x")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # only reading it tells
    code, out, _ = run(capsys, "verify")
    assert code == 6
    assert "sha256 is wrong" in out
    assert "ALTERED" in run(capsys, "list")[1]
    assert run(capsys, "remove", "face") == (0, f"removed {path}\n", "")
    code, _, err = run(capsys, "remove", "face")
    assert code == 6
    assert "not installed" in err
    code, out, _ = run(capsys, "verify", "face")
    assert code == 6
    assert "face: not installed" in out


def test_add(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(FREE)
    code, out, _ = run(capsys, "add", str(path))
    assert code == 0
    assert out.startswith("free: ")
    path.write_bytes(b"hands")
    code, _, err = run(capsys, "add", str(path))
    assert code == 6
    assert "--accept-licence strict" in err
    assert run(capsys, "add", str(path), "--accept-licence", "strict")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["download", "fce"], 2, "did you mean 'face'"),
        (["download", "free", "--accept-licence", "strickt"], 2, "no licence 'strickt'"),
        (["download", "hand"], 8, "Ask its makers."),
        (["path", "free"], 6, "understudy models download free"),
        (["remove", "nothing"], 2, "no model 'nothing'"),
        (["downlod"], 2, "did you mean 'download'"),
        ([], 2, "ACTION"),
    ],
)
def test_mistakes(capsys: Capture, arguments: list[str], code: int, said: str) -> None:
    found, out, err = run(capsys, *arguments)
    assert (found, out) == (code, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_server_that_is_gone(capsys: Capture, server: Server) -> None:
    server.contents.clear()
    code, _, err = run(capsys, "download", "free")
    assert code == 8
    assert "404" in err
    assert err.count("\n") == 1


def test_on_a_terminal_it_asks(home: Path) -> None:
    """A real one: what is typed there decides."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

    def answer(text: str) -> str:
        code = (
            "import sys; from app.models import commands;"
            "from app.models.registry import Registry; from app.models.licences import Acceptance;"
            "licence = Registry.load()['w600k_r50'].licence;"
            "print('AGREED' if commands._ask([licence], Acceptance()) else 'REFUSED')"
        )
        parent, child = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=child, stdout=child, stderr=child
        )
        os.close(child)
        os.write(parent, f"{text}\n".encode())
        said = b""
        while True:
            try:
                chunk = os.read(parent, 4096)
            except OSError:  # how Linux tells of the end
                break
            if not chunk:
                break
            said += chunk
        process.wait()
        os.close(parent)
        return said.decode()

    said = answer("no")
    assert "non-commercial research purposes only" in said
    assert "REFUSED" in said
    assert not Acceptance().file.exists()
    assert "AGREED" in answer("yes")
    assert "insightface" in Acceptance().file.read_text("utf-8")


def test_the_script_is_the_command(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "inswapper_128"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 8
    assert "has to be got by hand" in done.stderr
    assert done.stderr.count("\n") == 1
    done = subprocess.run(
        [sys.executable, SCRIPT, "--verify"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
