"""The built-in faces are different people to the judges, and so is a pack that is being made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.evaluation.distinct import Comparison, Portrait, compare, describe, distinct, matrix
from app.evaluation.judges import Threshold
from app.paths import root_dir
from app.templates.library import TemplateLibrary
from tests.support.clips import portrait

SCRIPT = root_dir() / "scripts" / "distinct.py"


@pytest.fixture(scope="module")
def pack() -> list[Portrait]:
    library = TemplateLibrary()
    return [Portrait.of(library.load(item.id)) for item in library.list()]


def test_no_two_builtin_faces_are_one_person(recogniser, pack: list[Portrait]) -> None:
    (comparison,) = compare(pack, [recogniser])
    assert not comparison.alike, describe(comparison)


def test_a_face_is_alike_to_itself_in_another_picture(recogniser, pack, reader) -> None:
    first, other = pack[0], pack[1]
    dimmed = np.ascontiguousarray(first.image[40:-40, 60:] // 2 + 20)
    again = Portrait("again", dimmed, reader.face(dimmed))
    (comparison,) = compare([first, other, again], [recogniser])
    assert comparison.pairs[0].alike
    assert {comparison.pairs[0].first, comparison.pairs[0].second} == {first.name, "again"}
    assert not distinct([first, again], [recogniser])


def test_pairs_come_with_the_worst_first() -> None:
    cosines = np.array([[1, 0.2, 0.9], [0.2, 1, 0.5], [0.9, 0.5, 1]], np.float32)
    comparison = Comparison("judge", ("ann", "bob", "cy"), cosines, Threshold(0.5, 0.8, 0.0))
    found = [(pair.first, pair.second, pair.alike) for pair in comparison.pairs]
    assert found == [("ann", "cy", True), ("bob", "cy", False), ("ann", "bob", False)]
    assert "1 of 3 pairs are alike" in describe(comparison)
    assert "0.900  ALIKE  ann – cy" in describe(comparison, worst=0)
    assert matrix(comparison).count("\n") == 3


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, cwd=root_dir()
    )


def test_the_script_on_portraits(recogniser, tmp_path: Path) -> None:
    for name, picture in (("a", portrait()), ("b", portrait()[:, ::-1])):
        cv2.imwrite(str(tmp_path / f"{name}.png"), picture)
    done = run(tmp_path, "--judge", recogniser.name)
    assert done.returncode == 1, done.stderr
    assert "ALIKE  a – b" in done.stdout


@pytest.mark.parametrize("what", ["nothing.png", "flat.png", "."])
def test_the_script_speaks_in_one_line(recogniser, tmp_path: Path, what: str) -> None:
    cv2.imwrite(str(tmp_path / "flat.png"), np.full((64, 64, 3), 90, np.uint8))
    done = run(tmp_path / what, "--judge", recogniser.name)
    assert done.returncode != 0
    assert done.stderr.startswith("distinct.py: ")
    assert done.stderr.count("\n") == 1
