"""What SRC on the command line may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import SourceError
from app.pipeline.sources import open_source
from app.pipeline.sources.file import FileSource
from app.pipeline.sources.stills import StillsSource
from tests.pipeline.sources.test_stills import save
from tests.support.movies import Movie, patches


def test_paths(tmp_path: Path) -> None:
    movie = Movie([patches()] * 2).write(tmp_path / "a.mp4")
    still = save(tmp_path / "b.png", patches())
    assert isinstance(open_source(str(movie)), FileSource)
    assert isinstance(open_source(str(still)), StillsSource)
    assert isinstance(open_source(str(tmp_path)), StillsSource)


def test_demo_shows_the_built_in_clip() -> None:
    source = open_source("demo")
    assert source.info.name == "demo.mp4"
    assert source.read() is not None
    source.close()


def test_a_file_called_demo_is_reached_by_a_path(tmp_path: Path) -> None:
    path = save(tmp_path / "d.png", patches()).rename(tmp_path / "demo")
    assert isinstance(open_source(str(path)), StillsSource)


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("clip1.mp4", "did you mean '{}clip.mp4'"),
        ("Clip.mp4x", "did you mean '{}clip.mp4'"),
        ("nothing like it.mov", "there is no file"),
        ("nowhere/clip.mp4", "nowhere' does not exist"),
    ],
)
def test_a_missing_file_names_the_nearest(tmp_path: Path, spec: str, words: str) -> None:
    (tmp_path / "clip.mp4").write_bytes(b"x")
    with pytest.raises(SourceError) as caught:
        open_source(str(tmp_path / spec))
    assert words.format(f"{tmp_path}/") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_mistyped_kind_names_the_right_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match="did you mean 'demo'"):
        open_source("dmeo")


def test_nothing_at_all() -> None:
    with pytest.raises(SourceError):
        open_source("")
