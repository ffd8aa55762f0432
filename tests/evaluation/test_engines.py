"""The field's table: a row for every engine that is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

from app.errors import ModelError, UsageError
from app.evaluation import command
from app.evaluation.command import EvaluateOptions
from app.evaluation.engines import chosen
from app.evaluation.graph import count
from app.models.store import ModelStore
from app.paths import downloads_dir
from app.pipeline.swap.learned.dfm import FOLDER
from tests.support import nets

SIDE = 128


@pytest.fixture
def character() -> Iterator[Path]:
    """A character of many colours, where the user keeps them."""
    folder = downloads_dir() / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    spots = np.random.default_rng(0).uniform(0, 1, (SIDE, SIDE, 3)).astype(np.float32)
    path = nets.dfm(folder / "spots.dfm", SIDE, picture=spots)
    yield path
    path.unlink()


def test_all_is_what_can_be_used_now(character: Path) -> None:
    store = ModelStore()
    assert chosen(("all",), store) == ("mesh", "dfm:spots")
    assert chosen(("dfm:spots", "mesh", "all"), store) == ("dfm:spots", "mesh")
    with pytest.raises(UsageError, match="no engine 'mash'; did you mean 'mesh'"):
        chosen(("mash",), store)
    with pytest.raises(ModelError, match=r"inswapper_128 needs w600k_r50; to get it: understudy"):
        chosen(("inswapper_128",), store)


def test_a_row_for_each(
    character: Path, recognisers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = tmp_path / "figures.json"
    options = EvaluateOptions(
        (Path("demo"),),
        ("ines", "mei"),
        engines=("all",),
        every=6,
        max_frames=18,
        json=figures,
        report=tmp_path / "report",
        provider="cpu",
    )
    assert command.evaluate(options) == 0
    out = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(out) if line.startswith("engine "))
    head, mesh, own = out[at : at + 3]
    assert head.split() == [
        *("engine", "output", "parameters", "GFLOPs", "leak", "%", "sim", "sharp", "seam"),
        *("conf", "−", "attributes", "shield", "%", "ms", "provider"),
    ]
    assert mesh.split()[:4] == ["mesh", "frame", "–", "–"]
    assert mesh.split()[-1] == own.split()[-1] == "cpu"
    cost = count(character)
    assert own.split()[:2] == ["dfm:spots", f"{SIDE}²"]
    assert f"{cost.parameters / 1e6:.1f} M" in own
    data = json.loads(figures.read_text("utf-8"))
    rows = {row["name"]: row for row in data["engines"]}
    assert rows["dfm:spots"]["parameters"] == cost.parameters > 0
    assert rows["dfm:spots"]["side"] == SIDE
    assert rows["mesh"]["gflops"] is None
    # A character has its own face: it is judged once, and compared with no template.
    assert [(row["engine"], row["template"]) for row in data["rows"]] == [
        *(("mesh", "builtin/ines"), ("mesh", "builtin/mei"), ("dfm:spots", None)),
    ]
    assert data["rows"][0]["mean"]["similarity"] > 0
    assert data["rows"][2]["mean"]["similarity"] is None
    page = (tmp_path / "report" / "index.html").read_text("utf-8")
    assert "<h1>Evaluation: 1 clip, 2 templates, 2 engines</h1>" in page
    assert "<caption>Engines</caption>" in page
    assert "<h3>Engines: means over clips and templates</h3>" in page
    assert "mesh, builtin/mei: 18 swapped" in page
    assert "dfm:spots: 18 swapped" in page


def test_an_engine_that_is_shielded_is_told_as_such(
    character: Path, recognisers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A character that gives the wearer's face back: the guard shows a shield in every frame."""
    nets.dfm(character, SIDE, morph=False, share=0.0)
    options = EvaluateOptions(
        *((Path("demo"),), ("ines",), ("mesh", "dfm:spots"), 6),
        max_frames=12,
        report=tmp_path / "report",
        provider="cpu",
    )
    assert command.evaluate(options) == 0
    out = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(out) if line.startswith("engine "))
    assert out[at + 1].split()[-3] == "0.0"
    assert out[at + 2].split()[-3] == "100.0"
    page = (tmp_path / "report" / "index.html").read_text("utf-8")
    assert "mesh, builtin/ines: 12 swapped" in page
    assert "dfm:spots: 12 shielded" in page
