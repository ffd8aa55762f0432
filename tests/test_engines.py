"""What there is to draw with, and how a choice of it is put together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

from app.alignment import crop, five_points, to_square
from app.engines import Role, build_swapper, manager_for, offers, turn
from app.errors import ModelError, UsageError
from app.frame import Verdict
from app.inference.onnx import CPU
from app.models.manager import ModelManager
from app.models.store import ModelStore
from app.pipeline.restore.options import RestoreOptions
from app.pipeline.restore.swapper import RestoringSwapper
from app.pipeline.sources.file import FileSource
from app.pipeline.swap.adaptive import AdaptiveSwapper
from app.pipeline.swap.drawing import Drawing
from app.pipeline.swap.learned.dfm import ALIGNMENT
from app.pipeline.swap.learned.engine import LearnedSwapper
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.swap.options import SwapOptions
from app.session import SessionOptions, make_swapper
from tests.support import clips, nets
from tests.support.rig import Judge, default_template, make_engine

LIVE = 1 / 30
SIDE = 128


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    """Two characters, and one that is no character."""
    home = tmp_path / "models"
    (home / "dfm").mkdir(parents=True)
    template = default_template()
    matrix = to_square(five_points(template.landmarks), ALIGNMENT, SIDE)
    portrait = crop(template.texture, matrix, SIDE).astype(np.float32) / 255
    nets.dfm(home / "dfm" / "Ann.dfm", SIDE, picture=portrait)
    nets.dfm(home / "dfm" / "Bob.dfm", 64, morph=False)
    (home / "dfm" / "web.dfm").write_text("<html>404</html>")
    return ModelStore(home=home, others=())


@pytest.fixture
def manager(store: ModelStore) -> ModelManager:
    return ModelManager(store, providers=[CPU], threads=1)


def test_what_there_is(store: ModelStore) -> None:
    found, problems = offers(store)
    engines = {offer.name: offer for offer in found if offer.role is Role.ENGINE}
    assert not engines["mesh"].missing
    assert engines["inswapper_128"].missing == ("w600k_r50", "inswapper_128")
    assert engines["inswapper_128"].boosts
    assert not engines["hyperswap_1a_256"].boosts
    assert "crossface_ghost" in engines["ghost_1_256"].missing
    assert [engines[f"dfm:{name}"].morphs for name in ("Ann", "Bob")] == [True, False]
    assert "codeformer" in {offer.name for offer in found if offer.role is Role.ENHANCER}
    assert "xseg" in {offer.name for offer in found if offer.role is Role.MASK}
    assert len(problems) == 1
    assert "web.dfm" in str(problems[0])


def parts(swapper: object) -> list[tuple[type, str]]:
    assert isinstance(swapper, AdaptiveSwapper)
    return [(type(one), one.name) for one in swapper.swappers]


@pytest.fixture
def enhancer(store: ModelStore, manager: ModelManager, monkeypatch: pytest.MonkeyPatch) -> str:
    """The manager loads a stand-in for GPEN 256: no real one can be had."""
    path = nets.restorer(store.home / "restorer.onnx", 256)
    real, release = manager.get, manager.release

    def get(name: str, *rest: object) -> object:
        return manager.get_file(path, "restore256/1") if name == "gpen_256" else real(name, *rest)

    monkeypatch.setattr(manager, "get", get)
    monkeypatch.setattr(
        manager, "release", lambda name: release(str(path) if name == "gpen_256" else name)
    )
    return "gpen_256"


def test_levels_let_go_of_one_thing_after_the_other(manager: ModelManager, enhancer: str) -> None:
    drawing = Drawing("dfm:Ann", enhancer=enhancer)
    swapper = build_swapper(drawing, SwapOptions(sharpen=0.5), manager, LIVE)
    assert parts(swapper) == [
        (RestoringSwapper, "Ann"),
        (LearnedSwapper, "Ann"),
        (MeshSwapper, "mesh"),
    ]
    assert [level.without for level in swapper._levels] == ["", "enhancer", "engine"]
    assert all(one.options == SwapOptions(sharpen=0.5) for one in swapper.swappers)
    turn(swapper, Drawing("dfm:Ann", morph=0.2, restore=RestoreOptions(strength=0.1)))
    assert swapper.restore_options == RestoreOptions(strength=0.1)
    assert swapper.swappers[1].drawer.morph == 0.2
    swapper.close()
    assert manager.cleanup() > 0
    assert manager.memory == {}


def test_without_hurry_or_wish_there_is_one_level(manager: ModelManager, enhancer: str) -> None:
    patient = build_swapper(Drawing("dfm:Ann", enhancer=enhancer), SwapOptions(), manager)
    assert parts(patient) == [(RestoringSwapper, "Ann")]
    patient.close()
    stubborn = build_swapper(Drawing("dfm:Ann", adaptive=False), SwapOptions(), manager, LIVE)
    assert parts(stubborn) == [(LearnedSwapper, "Ann")]
    stubborn.close()
    mesh = build_swapper(Drawing(enhancer=enhancer), SwapOptions(), manager, LIVE)
    assert parts(mesh) == [(RestoringSwapper, "mesh"), (MeshSwapper, "mesh")]
    mesh.close()
    manager.cleanup()
    assert manager.memory == {}


def test_the_built_in_engine_needs_no_manager() -> None:
    swapper = make_swapper(SessionOptions(), LIVE)
    assert type(swapper) is MeshSwapper


@pytest.mark.parametrize(
    ("drawing", "error", "said"),
    [
        (Drawing("mush"), UsageError, "did you mean 'mesh'"),
        (Drawing("dfm:Zoe"), ModelError, "no character 'dfm:Zoe'"),
        (Drawing("inswapper_128"), ModelError, "not installed"),
        (Drawing("dfm:Ann", mask="xseg"), ModelError, "not installed"),
        (Drawing("dfm:Ann", mask="gpen_256"), UsageError, "makes no masks"),
        (Drawing("dfm:Ann", enhancer="gpen_512"), ModelError, "not installed"),
        (Drawing("dfm:Ann", enhancer="gpen"), UsageError, "no restorer 'gpen'"),
    ],
)
def test_what_cannot_be_had_leaves_nothing_loaded(
    manager: ModelManager, drawing: Drawing, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said) as caught:
        build_swapper(drawing, SwapOptions(), manager, LIVE)
    assert "\n" not in str(caught.value)
    manager.cleanup()
    assert manager.memory == {}


def test_an_unknown_provider_is_named() -> None:
    with pytest.raises(UsageError, match="did you mean 'cuda'"):
        manager_for(Drawing(provider="cudo"))


def test_all_of_it_covers_and_nothing_raw_leaves(
    tmp_path: Path, manager: ModelManager, enhancer: str
) -> None:
    path = clips.write(tmp_path / "two.mp4", clips.two_faces(12))
    drawing = Drawing("dfm:Ann", morph=1.0, enhancer=enhancer)
    swapper = build_swapper(drawing, SwapOptions(), manager)
    engine, sink = make_engine(FileSource(path), swapper=swapper)
    engine.start()
    assert engine.wait(120)
    assert sum(frame.verdict is Verdict.SWAPPED for frame in sink.frames) > 6
    judge, source = Judge(), FileSource(path)
    for safe in sink.frames:
        frame = source.read()
        assert frame is not None
        assert not judge.raw_faces(frame.image, safe.image)
    source.close()


def test_from_the_command_line(tmp_path: Path, store: ModelStore) -> None:
    clip = clips.write(tmp_path / "one.mp4", clips.wandering_face(12))
    command = [sys.executable, "-m", "app", "run", "--source", str(clip), "--sink", "null"]
    command += ["--engine", "dfm:Ann", "--morph", "1", "--provider", "cpu"]
    done = subprocess.run(
        [*command, "--json", str(tmp_path / "report.json")],
        env={**os.environ, "UNDERSTUDY_MODELS": str(store.home)},
        capture_output=True,
        text=True,
        timeout=240,
        cwd=Path(__file__).parents[1],
    )
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert (report["engine"], report["provider"]) == ("Ann", "CPUExecutionProvider")
    assert sum(row["verdict"] == "swapped" for row in report["frames"]) > 6
