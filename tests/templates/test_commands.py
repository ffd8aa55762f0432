"""`understudy templates …` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.cli import main
from app.paths import templates_dir
from tests.support import clips

JUNO = ["amara:0.4", "ines:0.35", "mei:0.25"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if tmp_path not in templates_dir().parents:
        pytest.skip("this platform keeps its data folder elsewhere")
    return templates_dir()


def told(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_blend_list_show_verify_remove(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["templates", "blend", *JUNO, "--name", "Juno"]) == 0
    out, _ = told(capsys)
    assert out.startswith("blends/juno: A blend: Amara 40%, Inés 35%, Mei 25%.")

    assert main(["templates", "list"]) == 0
    lines = told(capsys)[0].splitlines()
    assert len(lines) >= 13
    assert lines[0].startswith("builtin/amara")
    assert lines[-1].startswith("blends/juno")

    picture = tmp_path / "juno.png"
    assert main(["templates", "show", "juno", "--picture", str(picture)]) == 0
    out, _ = told(capsys)
    assert "licence:     CC0-1.0" in out
    rest, shut, open_ = np.hsplit(cv2.imread(str(picture)).astype(int), 3)
    assert np.abs(rest - shut).mean() > 0.3
    assert np.abs(rest - open_).mean() > 0.3

    assert main(["templates", "verify", "blends", "builtin/mei"]) == 0
    assert told(capsys)[0].splitlines() == ["builtin/mei: whole", "blends/juno: whole"]

    assert main(["templates", "remove", "juno"]) == 0
    assert told(capsys)[0] == "removed the blend 'Juno'\n"
    assert main(["templates", "show", "juno"]) == 5


def test_invent_is_repeatable(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "invent", "--seed", "11", "--name", "One"]) == 0
    assert main(["templates", "invent", "--seed", "11", "--name", "Two"]) == 0
    out, _ = told(capsys)
    one, _, two, _ = out.splitlines()
    assert one.partition(":")[2] == two.partition(":")[2] != ""
    assert main(["templates", "invent"]) == 0


def test_a_blend_runs_through_the_pipeline(home: Path, tmp_path: Path) -> None:
    clip = clips.write(tmp_path / "face.mp4", clips.wandering_face(4))
    report = tmp_path / "report.json"
    assert main(["templates", "blend", *JUNO, "--name", "Juno"]) == 0
    run = ["run", "--source", str(clip), "--template", "juno", "--sink", "null", "--json"]
    assert main([*run, str(report)]) == 0
    verdicts = {row["verdict"] for row in json.loads(report.read_text("utf-8"))["frames"]}
    assert verdicts == {"swapped"}


def test_damaged_recipe_is_told_and_left_out(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["templates", "blend", *JUNO, "--name", "Juno"]) == 0
    recipe = home / "blends" / "juno.toml"
    recipe.write_text("not a recipe", "utf-8")
    told(capsys)
    assert main(["templates", "list"]) == 0
    out, err = told(capsys)
    assert "juno" not in out
    assert len(err.splitlines()) == 1
    assert "juno.toml is not a recipe" in err
    assert main(["templates", "verify"]) == 5
    assert main(["run", "--template", "juno"]) == 5


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["blend", "amara:0.8", "ines:0.1", "mei:0.1", "--name", "X"], 2, "still be recognised"),
        (["blend", "amara", "--name", "X"], 2, "3 to 6 parents"),
        (["blend", "amara", "mei", "bisque", "--name", "X"], 2, "do not mix"),
        (["blend", "amara:much", "ines", "--name", "X"], 2, "is not ID:WEIGHT"),
        (["blend", "amara", "amara", "--name", "X"], 2, "named twice"),
        (["blend", "amara", "nobody", "--name", "X"], 5, "no template 'nobody'"),
        (["blend", "amara", "ines"], 2, "--name"),
        (["invent", "--seed", "-3"], 2, "not a seed"),
        (["show", "amaro"], 5, "did you mean 'amara'"),
        (["show", "amara", "--picture", "no/such/folder.png"], 4, "cannot be written"),
        (["verify", "nobody"], 5, "no template 'nobody'"),
        (["remove", "builtin"], 2, "stays"),
        (["remove", "mei"], 2, "a part of the pack"),
        (["remove", "photoreal"], 2, "not installed"),
        (["install", "celebrities"], 2, "photoreal"),
    ],
)
def test_bad_input_is_one_line(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    reason: str,
) -> None:
    assert main(["templates", *arguments]) == code
    _, err = told(capsys)
    assert len(err.splitlines()) == 1, err
    assert reason in err
    assert not home.exists()
