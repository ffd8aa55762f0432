"""Where the second opinion is asked and how it is told: with an analyser that a test made up, so
without InsightFace; test_second_opinion.py has the real one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.evaluation import command, table
from app.evaluation.command import EvaluateOptions
from app.evaluation.evaluate import EvaluationOptions
from app.evaluation.faces import StillReader
from app.evaluation.report import write_report
from app.evaluation.results import Evaluation
from app.evaluation.second_opinion import open_analyser
from app.frame import Box, Image, Pose
from app.models.manager import ModelManager
from app.pipeline.track.analysis import AnalysedFace, FaceAnalyser
from app.pipeline.track.tracker import mesh_box
from tests.evaluation.fakes import evaluate, one_colour
from tests.support import buffalo, clips

FRAMES, EVERY, LOST = 16, 4, 8
TITLE = "Second opinion (buffalo_l)"
KEYS = [
    "second_frames",
    "second_kept",
    "second_pose",
    "second_quality_before",
    "second_quality_after",
]


class Reader(FaceAnalyser):
    """Sees one face in `box`: as it is, turned by 9 degrees and worse where the picture's corner is
    white, none where it is black; and a sharper one in the other corner, whom nobody wears."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.looks = 0
        self.closed = False

    def analyse(self, image: Image) -> list[AnalysedFace]:
        self.looks += 1
        corner = int(image[:8, :8].mean())
        stranger = _face(Box(0, 0, 40, 50), 90.0, 1.0)
        if corner == 0:
            return [stranger]
        worn = _face(self.box, 9.0, 0.4) if corner == 255 else _face(self.box, 0.0, 0.8)
        return [stranger, worn]

    def close(self) -> None:
        self.closed = True


def _face(box: Box, yaw: float, quality: float) -> AnalysedFace:
    none = np.zeros((0, 2), np.float32)
    return AnalysedFace(
        box, 0.9, none, none, none, Pose(yaw, 0.0, 0.0), none, 30, "female", quality
    )


@pytest.fixture(scope="module")
def portrait() -> Image:
    return clips.place(clips.room(), 320, 220, 1.6)


@pytest.fixture
def reader(portrait: Image) -> Reader:
    (landmarks,) = StillReader().faces(portrait)
    return Reader(mesh_box(landmarks))


def changed(picture: Image, index: int) -> Image:
    out = picture.copy()
    out[:8, :8] = 0 if index == LOST else 255
    return out


@pytest.fixture(scope="module")
def options(portrait: Image, tmp_path_factory: pytest.TempPathFactory) -> EvaluationOptions:
    path = tmp_path_factory.mktemp("clip") / "still.mp4"
    clips.write(path, [portrait] * FRAMES)
    return EvaluationOptions((path,), ("ines", "mei"), every=EVERY, pictures=True)


@pytest.fixture
def told(options: EvaluationOptions, recognisers, reader: Reader) -> Evaluation:
    return evaluate(options, recognisers, changed, reader)


def test_it_is_shown_every_nth_frame_and_the_input_once(told: Evaluation, reader: Reader) -> None:
    looks = FRAMES // EVERY
    assert reader.looks == looks + 2 * looks  # the input, and two templates
    for result in told.results:
        assert result.opinion is not None
        assert (result.opinion.frames, result.opinion.kept) == (looks, 0.75)
        assert result.opinion.pose == pytest.approx(9 / 3)
        assert result.opinion.quality_before == pytest.approx(0.8)
        assert result.opinion.quality_after == pytest.approx(0.4)
    assert not reader.closed  # that is for whoever made it


def test_its_block_is_in_the_table_the_figures_and_the_report(
    told: Evaluation, tmp_path: Path
) -> None:
    lines = table.text(told).splitlines()
    heads = [at for at, line in enumerate(lines) if line.startswith(TITLE)]
    assert len(heads) == 3  # two rows and the summary
    assert lines[heads[-1]].removeprefix(TITLE).split() == [
        *("frames", "kept", "%", "pose", "°", "qual.", "in", "out"),
    ]
    assert lines[heads[-1] + 1].split()[-5:] == ["4", "75", "3.00", "0.80", "0.40"]
    assert max(len(line) for line in lines if "leak:" not in line) < 112
    data = json.loads(json.dumps(table.data(told), allow_nan=False))
    assert [key for key in data["columns"] if key.startswith("second_")] == KEYS
    figures = data["rows"][0]["clips"][0]["figures"]
    assert [figures[key] for key in KEYS] == [4, 75, 3, 0.8, 0.4]
    page = write_report(tmp_path, told).read_text("utf-8")
    assert f"<caption>{TITLE}: means over clips</caption>" in page
    assert f"<h3>{TITLE}</h3><dl>" in page


def test_where_there_is_none_nothing_is_told(
    options: EvaluationOptions, recognisers, tmp_path: Path
) -> None:
    told = evaluate(options, recognisers, changed)
    said = [
        table.text(told),
        json.dumps(table.data(told)),
        write_report(tmp_path, told).read_text("utf-8"),
    ]
    for text in said:
        assert "buffalo" not in text
        assert "second_" not in text


def test_a_clip_in_which_it_sees_nobody_has_dashes(
    options: EvaluationOptions, recognisers, reader: Reader
) -> None:
    reader.box = Box(500, 380, 640, 480)
    told = evaluate(options, recognisers, lambda picture, _: one_colour(picture), reader)
    lines = table.text(told).splitlines()
    at = max(at for at, line in enumerate(lines) if line.startswith(TITLE))
    assert lines[at + 1].split()[-5:] == ["0", "–", "–", "–", "–"]


# --- The command ----------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> Iterator[ModelManager]:
    """All of buffalo_l's names, with nothing of use behind them."""
    paths = {name: tmp_path / f"{name}.onnx" for name in buffalo.CONTRACTS}
    for name, path in paths.items():
        path.write_text(name, encoding="utf-8")
    return buffalo.manager(tmp_path / "store", paths)


def test_without_its_files_there_is_none_and_no_complaint(
    files: ModelManager, tmp_path: Path
) -> None:
    (tmp_path / "genderage.onnx").unlink()
    assert open_analyser(files) == (None, [])


def test_with_its_files_alone_a_line_says_what_to_install(
    files: ModelManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "insightface", None)
    analyser, (line,) = open_analyser(files)
    assert analyser is None
    assert 'pip install "understudy[insightface]"' in line
    assert "\n" not in line


def test_the_command_asks_it_and_closes_it(
    recognisers,
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked: list[ModelManager] = []

    def there(manager: ModelManager) -> tuple[FaceAnalyser, list[str]]:
        asked.append(manager)
        return reader, []

    monkeypatch.setattr(command, "open_analyser", there)
    wanted = EvaluateOptions((Path("demo"),), ("ines",), every=6, max_frames=6, provider="cpu")
    assert command.evaluate(wanted) == 0
    out, err = capsys.readouterr()
    assert TITLE in out
    assert err == ""
    assert reader.looks
    assert reader.closed
    assert len(asked) == 1


def test_the_command_tells_why_it_is_not_asked(
    recognisers, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "open_analyser", lambda _manager: (None, ["it is damaged"]))
    wanted = EvaluateOptions((Path("demo"),), ("ines",), every=6, max_frames=6)
    assert command.evaluate(wanted) == 0
    out, err = capsys.readouterr()
    assert TITLE not in out
    assert err == "understudy: it is damaged\n"
