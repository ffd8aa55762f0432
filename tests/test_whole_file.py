"""Files that are there whole or not at all; test_settings.py kills the app while it writes one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from app.whole_file import write_whole


def test_it_makes_its_folder_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "one" / "two" / "file.txt"
    write_whole(path, b"first")
    write_whole(path, b"second")
    assert path.read_bytes() == b"second"
    assert [other.name for other in path.parent.iterdir()] == ["file.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_it_is_the_users_alone_unless_said_otherwise(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "file"
    write_whole(path, b"", mode)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_what_cannot_take_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder" / "full").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        write_whole(tmp_path / "folder", b"content")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
