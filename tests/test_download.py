"""The downloader against a server on this machine that does what servers do at their worst."""

from __future__ import annotations

import hashlib
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import download as module
from app.download import PART, Expected, download, is_expected, take
from app.errors import DownloadError
from tests.support.server import Server, serving

CONTENT = bytes(range(256)) * 2000
EXPECTED = Expected(hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))


@pytest.fixture
def server(no_proxies: None) -> Iterator[Server]:
    with serving({"face.jpg": CONTENT}) as running:
        yield running


def fetch(server: Server, way: str, folder: Path, timeout: float = 0.4) -> Path:
    target = folder / "face.jpg"
    download([f"{server.url}/{way}/face.jpg"], target, EXPECTED, timeout=timeout)
    return target


def refuse(server: Server, way: str, folder: Path) -> str:
    with pytest.raises(DownloadError) as caught:
        fetch(server, way, folder)
    said = str(caught.value)
    assert "\n" not in said
    assert "face.jpg" in said
    assert not (folder / "face.jpg").exists()
    return said


def test_a_file_arrives_and_is_told_of(server: Server, tmp_path: Path) -> None:
    told: list[int] = []
    target = tmp_path / "face.jpg"
    download([f"{server.url}/plain/face.jpg"], target, EXPECTED, told.append)
    assert target.read_bytes() == CONTENT
    assert [p.name for p in tmp_path.iterdir()] == ["face.jpg"]
    assert told == sorted(told)
    assert told[-1] == len(CONTENT)


def test_what_is_there_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    fetch(server, "plain", tmp_path)
    fetch(server, "missing", tmp_path)
    assert len(server.ranges) == 1


def test_a_wrong_file_of_that_name_is_replaced(server: Server, tmp_path: Path) -> None:
    (tmp_path / "face.jpg").write_bytes(CONTENT[::-1])
    assert fetch(server, "plain", tmp_path).read_bytes() == CONTENT


@pytest.mark.parametrize("way", ["breaks", "stalls"])
def test_a_broken_connection_is_taken_up_again(server: Server, tmp_path: Path, way: str) -> None:
    assert fetch(server, way, tmp_path).read_bytes() == CONTENT
    assert server.ranges == [None, f"bytes={len(CONTENT) // 2}-"]


def test_a_later_call_goes_on_where_the_first_was_ended(server: Server, tmp_path: Path) -> None:
    class CancelledError(Exception):
        pass

    def cancel(count: int) -> None:
        if count > 100_000:
            raise CancelledError

    target = tmp_path / "face.jpg"
    with pytest.raises(CancelledError):
        download([f"{server.url}/plain/face.jpg"], target, EXPECTED, cancel)
    assert not target.exists()
    kept = target.with_name("face.jpg" + PART).stat().st_size
    assert kept > 0
    assert fetch(server, "plain", tmp_path).read_bytes() == CONTENT
    assert server.ranges == [None, f"bytes={kept}-"]


@pytest.mark.parametrize("way", ["no-ranges", "ranges-refused", "plain"])
def test_a_kept_part_works_with_every_kind_of_server(
    server: Server, tmp_path: Path, way: str
) -> None:
    (tmp_path / f"face.jpg{PART}").write_bytes(CONTENT[:1000])
    assert fetch(server, way, tmp_path).read_bytes() == CONTENT


def test_a_server_that_always_breaks_is_given_up(server: Server, tmp_path: Path) -> None:
    assert "run it again to go on" in refuse(server, "always-breaks", tmp_path)
    assert (tmp_path / f"face.jpg{PART}").stat().st_size > len(CONTENT) // 2


def test_a_server_that_sends_nothing_is_given_up_at_once(server: Server, tmp_path: Path) -> None:
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
    server: Server, tmp_path: Path, way: str, said: str
) -> None:
    assert said in refuse(server, way, tmp_path)
    assert not list(tmp_path.iterdir())


def test_another_part_than_asked_for_is_refused(server: Server, tmp_path: Path) -> None:
    (tmp_path / f"face.jpg{PART}").write_bytes(CONTENT[:1000])
    assert "another part" in refuse(server, "wrong-range", tmp_path)


def test_no_server_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(DownloadError, match=r"no connection to 127\.0\.0\.1"):
        download([f"http://127.0.0.1:{port}/x"], tmp_path / "face.jpg", EXPECTED, timeout=1)


def test_a_proxy_is_honoured(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("no_proxy")
    monkeypatch.setenv("http_proxy", server.url)
    download(["http://faces.invalid/plain/face.jpg"], tmp_path / "face.jpg", EXPECTED, timeout=1)
    assert len(server.ranges) == 1


def test_a_full_disk_is_told_before_anything_is_fetched(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1 << 20)
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DownloadError, match="1 MB free"):
        fetch(server, "plain", tmp_path)
    assert server.ranges == []


def test_a_link_in_the_way_is_not_written_through(server: Server, tmp_path: Path) -> None:
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


def test_the_next_mirror_goes_on_where_the_first_ended(server: Server, tmp_path: Path) -> None:
    target = tmp_path / "face.jpg"
    ways = ["missing", "login", "always-breaks", "plain"]
    mirrors = [f"{server.url}/{way}/face.jpg" for way in ways]
    download(mirrors, target, EXPECTED, timeout=0.4)
    assert target.read_bytes() == CONTENT
    assert server.paths[-1] == "/plain/face.jpg"
    asked = server.ranges[-1]
    assert asked is not None
    assert int(asked.removeprefix("bytes=").rstrip("-")) > len(CONTENT) // 2


def test_a_mirror_with_another_file_is_passed_over(server: Server, tmp_path: Path) -> None:
    target = tmp_path / "face.jpg"
    mirrors = [f"{server.url}/{way}/face.jpg" for way in ("corrupt", "plain")]
    download(mirrors, target, EXPECTED)
    assert target.read_bytes() == CONTENT
    assert server.ranges[-1] is None


def test_all_mirrors_are_told_of_in_one_line(server: Server, tmp_path: Path) -> None:
    mirrors = [f"{server.url}/{way}/face.jpg" for way in ("missing", "busy")]
    with pytest.raises(DownloadError, match=r"any of its 2 sources \(.*404.*503[^\n]*$"):
        download(mirrors, tmp_path / "face.jpg", EXPECTED)


def test_a_redirection_is_followed(server: Server, tmp_path: Path) -> None:
    assert fetch(server, "moved", tmp_path).read_bytes() == CONTENT


# -- where only the sha256 was published -----------------------------------------------------------


UNSIZED = Expected(EXPECTED.sha256, None)


@pytest.mark.parametrize("way", ["plain", "length-unsaid", "breaks", "no-ranges"])
def test_a_size_that_nobody_published_is_learnt(server: Server, tmp_path: Path, way: str) -> None:
    target = tmp_path / "face.jpg"
    download([f"{server.url}/{way}/face.jpg"], target, UNSIZED, timeout=0.4)
    assert target.read_bytes() == CONTENT
    assert is_expected(target, UNSIZED)


def test_a_part_that_is_whole_already_is_taken(server: Server, tmp_path: Path) -> None:
    (tmp_path / f"face.jpg{PART}").write_bytes(CONTENT)
    target = tmp_path / "face.jpg"
    download([f"{server.url}/plain/face.jpg"], target, UNSIZED)
    assert target.read_bytes() == CONTENT
    assert len(server.ranges) == 1


@pytest.mark.parametrize("way", ["corrupt", "long", "long-unsaid"])
def test_another_file_is_refused_without_a_size(server: Server, tmp_path: Path, way: str) -> None:
    with pytest.raises(DownloadError, match="sha256"):
        download([f"{server.url}/{way}/face.jpg"], tmp_path / "face.jpg", UNSIZED)
    assert not list(tmp_path.iterdir())


def test_no_room_is_told_once_the_size_is_known(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1 << 20)
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DownloadError, match="1 MB free"):
        download([f"{server.url}/plain/face.jpg"], tmp_path / "face.jpg", UNSIZED)
