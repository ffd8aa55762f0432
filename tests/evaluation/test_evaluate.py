"""Controls: outputs whose verdict is known, on real clips; then the command as a user meets it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.errors import EvaluationError, SinkError, UsageError
from app.evaluation import command, table
from app.evaluation.columns import columns
from app.evaluation.command import EvaluateOptions, clips_in
from app.evaluation.evaluate import EvaluationOptions
from app.evaluation.judges import Recogniser
from app.evaluation.report import write_report
from app.evaluation.results import ClipResult, Evaluation
from app.frame import Image
from tests.evaluation.fakes import Covered, blurred, evaluate, one_colour
from tests.support import clips

FRAMES = 24


@pytest.fixture(scope="session")
def man(shared_media: Path) -> Path:
    """A man in front of a green wall, from a neutral face to a big smile."""
    return shared_media / "video" / "LivePortrait_d0.mp4"


@pytest.fixture(scope="session")
def couple(shared_media: Path) -> Path:
    """A woman and a man side by side."""
    return shared_media / "video" / "sample_videos_head_pose_female_and_male.mp4"


def judged(clip: Path, recognisers: list[Recogniser], change, frames: int = FRAMES) -> ClipResult:
    options = EvaluationOptions((clip,), ("ines",), every=8, max_frames=frames, pictures=True)
    ((result,),) = evaluate(options, recognisers, change).rows.values()
    return result


def same(picture: Image, _index: int) -> Image:
    return picture


def test_an_output_that_is_the_input_leaks_and_keeps_everything(man, recognisers) -> None:
    result = judged(man, recognisers, same)
    assert result.frames == FRAMES
    assert result.leak == 1
    assert result.match_rate("dlib") == result.match_rate("mobilefacenet") == 1
    assert result.unswapped == result.compared == FRAMES
    assert result.attributes.score > 97
    assert result.stability.jitter == pytest.approx(1)
    assert result.cosines == pytest.approx(result.floor, abs=0.02)


def test_a_compressed_original_leaks_and_keeps_nearly_everything(man, recognisers) -> None:
    def packed(picture: Image, _index: int) -> Image:
        content = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 70])[1]
        return np.asarray(cv2.imdecode(content, cv2.IMREAD_COLOR), np.uint8)

    result = judged(man, recognisers, packed)
    assert result.leak == 1
    assert result.unswapped == FRAMES
    assert result.attributes.score > 91
    assert result.attributes.pose < 0.5


@pytest.mark.parametrize("fill", [one_colour, blurred])
@pytest.mark.parametrize("clip", ["man", "couple"])
def test_a_covered_face_is_nobody_and_keeps_nothing(
    clip: str, fill, recognisers, request: pytest.FixtureRequest
) -> None:
    result = judged(request.getfixturevalue(clip), recognisers, Covered(fill), 16)
    assert result.judged == 2
    assert result.leaks == 0
    assert result.matches.total() == 0
    assert result.unswapped == 0
    assert result.attributes.kept == 0
    assert result.attributes.score == 0
    assert result.confidence_drop > 0.5


def test_one_of_two_left_uncovered_leaks_in_every_frame(couple, recognisers) -> None:
    result = judged(couple, recognisers, Covered(one_colour, left_only=True), 16)
    assert result.leak == 1
    assert result.unswapped == result.compared == 16


def test_half_the_frames_leak_where_half_are_passed_on(man, recognisers) -> None:
    covered = Covered(one_colour)

    def every_other_look(picture: Image, index: int) -> Image:
        return picture if index // 8 % 2 else covered(picture, index)

    result = judged(man, recognisers, every_other_look, 32)
    assert result.leak == 0.5
    assert result.unswapped == 16


def test_a_face_that_is_shown_elsewhere_leaks_too(man, recognisers) -> None:
    """Where the input has none: beside the face that was covered."""
    covered = Covered(one_colour)

    def moved(picture: Image, index: int) -> Image:
        small = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        out = covered(picture, index).copy()
        out[: small.shape[0], : small.shape[1]] = small
        return out

    assert judged(man, recognisers, moved, 16).leak == 1


def test_a_face_that_stands_still_keeps_no_expression(man, recognisers) -> None:
    first: list[Image] = []

    def frozen(picture: Image, _index: int) -> Image:
        first.append(picture)
        return first[0]

    result = judged(man, recognisers, frozen, 40)
    assert result.attributes.kept == 1
    assert result.attributes.expression < 0.05
    assert result.stability.jitter < 0.05


def test_a_picture_that_shakes_trembles_and_flickers(man, recognisers) -> None:
    def shaken(picture: Image, index: int) -> Image:
        moved = np.roll(picture, 3 * (index % 2), axis=1).astype(np.int16)
        return np.clip(moved + 6 * (index % 2), 0, 255).astype(np.uint8)

    result = judged(man, recognisers, shaken)
    assert result.stability.jitter > 2
    assert result.stability.jitter_added > 1
    assert result.stability.flicker > 2


# --- Several clips --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def evaluation(man: Path, couple: Path, recognisers, tmp_path_factory) -> Evaluation:
    """Three clips and one that is none."""
    folder = tmp_path_factory.mktemp("clips")
    damaged, empty = folder / "dam<aged>.mp4", folder / "empty.mp4"
    damaged.write_bytes(man.read_bytes()[:3000])
    clips.write(empty, [clips.room()] * 6)
    options = EvaluationOptions(
        (man, damaged, couple, empty, man), ("ines", "mei"), every=8, max_frames=16, pictures=True
    )
    return evaluate(options, recognisers, same)


def test_clips_that_cannot_be_judged_are_left_out(evaluation: Evaluation) -> None:
    assert evaluation.left_out.keys() == {"dam<aged>.mp4", "empty.mp4"}
    assert evaluation.left_out["empty.mp4"] == "nobody was found in it"
    assert [len(row) for row in evaluation.rows.values()] == [3, 3]


def test_rank_and_chance_know_that_two_clips_show_one_person(evaluation: Evaluation) -> None:
    assert evaluation.one_person == (("LivePortrait_d0.mp4", "LivePortrait_d0.mp4"),)
    assert evaluation.chance.leak == 0
    for result in evaluation.results:
        assert set(result.ranks.values()) == {1.0}


def test_the_table_has_a_row_per_engine_and_template_and_a_mean(evaluation: Evaluation) -> None:
    text = table.text(evaluation)
    summary = text.partition("Summary")[2]
    rows = re.findall(r"^(mesh, builtin/ines|mesh, builtin/mei|mean) +(.*)$", summary, re.M)
    assert [name for name, _ in rows] == ["mesh, builtin/ines", "mesh, builtin/mei", "mean"] * 3
    assert max(len(line) for line in text.splitlines() if "leak:" not in line) < 112
    assert "LivePortrait_d0 " in text
    worst = "100.0 % in the worst clip (LivePortrait_d0.mp4 with mesh, builtin/ines)"
    assert f"leak: 100.0 % on average, {worst}" in text


def test_the_figures_as_json(evaluation: Evaluation) -> None:
    data = json.loads(json.dumps(table.data(evaluation), allow_nan=False))
    assert [row["template"] for row in data["rows"]] == ["builtin/ines", "builtin/mei"]
    assert data["rows"][0]["mean"]["leak"] == 100
    assert data["rows"][0]["worst_leak"] == 100
    assert data["rows"][0]["mean"].keys() == data["columns"].keys()
    clip = data["rows"][0]["clips"][0]
    assert clip["frames"] == 16
    assert clip["figures"]["attributes"] > 97
    assert data["left_out"].keys() == {"dam<aged>.mp4", "empty.mp4"}


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "path"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_report_is_one_page_that_asks_for_nothing(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    path = write_report(tmp_path, evaluation)
    assert list(tmp_path.iterdir()) == [path]
    text = path.read_text("utf-8")
    page = Page(text)
    assert not page.open
    assert "dam&lt;aged&gt;.mp4" in text
    assert "dam<aged>" not in text
    assert "http://" not in text
    assert "https://" not in text
    assert not page.all("script") + page.all("link")
    pictures = page.all("img")
    assert len(pictures) == 3 * 3  # of each clip: the input and two templates
    for picture in pictures:
        assert (picture["src"] or "").startswith("data:image/jpeg;base64,")
        assert picture["alt"]
    assert all(svg["role"] == "img" and svg["aria-label"] for svg in page.all("svg"))
    assert len(page.all("svg")) == 3 * 2 * 8
    assert {th.get("scope") for th in page.all("th")} == {"col", "row"}
    assert len(page.all("table")) == len(page.all("caption")) == 3 * (1 + 2 + 3)
    for column in columns(evaluation):
        assert column.title.replace("&", "&amp;") in text


# --- The command ----------------------------------------------------------------------------------


def test_clips_among_files_and_folders(tmp_path: Path) -> None:
    for name in ("b.mp4", "a.MKV", "notes.txt", ".hidden"):
        (tmp_path / name).touch()
    found = clips_in([tmp_path, tmp_path / "b.mp4", tmp_path / "notes.txt", Path("demo")])
    assert [path.name for path in found] == ["a.MKV", "b.mp4", "notes.txt", "demo.mp4"]
    with pytest.raises(EvaluationError, match=r"there is no clip in the folder"):
        clips_in([Path(__file__).parent])
    with pytest.raises(EvaluationError, match=r"there is no 'nowhere\.mp4'"):
        clips_in([Path("nowhere.mp4")])


def test_a_report_folder_that_cannot_be_used(
    tmp_path: Path, recognisers, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, full = tmp_path / "file", tmp_path / "full"
    file.touch()
    full.mkdir()
    (full / "mine").touch()

    def refuse(folder: Path) -> None:
        command.evaluate(EvaluateOptions((Path("demo"),), ("ines",), report=folder))

    with pytest.raises(UsageError, match="is a file"):
        refuse(file)
    with pytest.raises(UsageError, match="is not empty"):
        refuse(full)
    with pytest.raises(SinkError, match="cannot be written"):
        refuse(file / "below")
    assert [path.name for path in full.iterdir()] == ["mine"]


def understudy(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", "evaluate", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def test_the_command_on_the_demo_clip(recognisers, tmp_path: Path) -> None:
    """The real engine, which swaps, on the one clip that comes with the app."""
    damaged, out = tmp_path / "damaged.mp4", tmp_path / "figures.json"
    damaged.write_bytes(b"no video")
    done = understudy(
        *("--media", "demo", damaged, "--template", "ines", "--max-frames", 30, "--every", 10),
        *("--json", out, "--report", tmp_path / "deep" / "report"),
    )
    assert done.returncode == 0, done.stderr
    assert re.match(r"understudy: left out damaged\.mp4: [^\n]+\n$", done.stderr), done.stderr
    assert "mesh, builtin/ines" in done.stdout
    assert (tmp_path / "deep" / "report" / "index.html").is_file()
    (row,) = json.loads(out.read_text("utf-8"))["rows"]
    (clip,) = row["clips"]
    assert clip["verdicts"] == {"swapped": 30}
    assert clip["figures"]["unswapped"] == 0
    assert clip["figures"]["leak"] == 0
    assert clip["figures"]["kept"] == 100
    assert clip["figures"]["swap_ms"] > 0


def test_nobody_in_any_clip(recognisers, tmp_path: Path) -> None:
    empty = clips.write(tmp_path / "empty.mp4", [clips.room()] * 6)
    done = understudy("--media", empty, "--template", "ines")
    assert done.returncode == EvaluationError.exit_code
    assert done.stderr == (
        "understudy: there is nothing to judge: empty.mp4: nobody was found in it\n"
    )


def test_missing_judges_say_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    code = (
        "import sys; sys.modules['face_recognition_models'] = None; sys.modules['dlib'] = None\n"
        "from app.cli import main\n"
        "sys.exit(main(['evaluate', '--media', 'demo', '--template', 'ines']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == EvaluationError.exit_code, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert 'pip install "understudy[evaluate]"' in done.stderr
    assert "understudy models download judges" in done.stderr
