"""buffalo_l beside the judges: poses and quality of input and output, with painted marks."""

from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.evaluation.evaluate import EvaluationOptions
from app.evaluation.results import Opinion
from app.evaluation.second_opinion import SecondOpinion, open_analyser
from app.frame import Floats, Image
from app.models.manager import ModelManager
from tests.evaluation.fakes import evaluate
from tests.support import clips

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')
pytest.importorskip(
    "insightface", reason='face analysis needs it: pip install "understudy[insightface]"'
)

from tests.support import buffalo

MARK = (240, 160)


@pytest.fixture(scope="module")
def manager(tmp_path_factory: pytest.TempPathFactory) -> ModelManager:
    folder: Path = tmp_path_factory.mktemp("buffalo")
    return buffalo.manager(folder / "store", buffalo.all_five(folder))


@pytest.fixture
def room() -> Image:
    return clips.room(640, 480)


def mesh(x: float, y: float) -> Floats:
    """A mesh where the stand-ins see the face of a mark at (x, y)."""
    corners = np.array([(x - 40, y - 16, 0), (x + 56, y + 104, 0)], np.float32)
    return np.resize(corners, (478, 3))


def opinion(manager: ModelManager, *pairs: tuple[Image, Image]) -> Opinion:
    analyser, why = open_analyser(manager)
    assert analyser is not None, why
    with analyser:
        second = SecondOpinion(analyser)
        for index, (before, after) in enumerate(pairs):
            second.take(index, before, after, mesh(*MARK))
        return second.result()


def test_the_same_picture_keeps_everything(manager: ModelManager, room: Image) -> None:
    picture = buffalo.paint(room, *MARK)
    result = opinion(manager, (picture, picture), (picture, picture))
    assert (result.frames, result.kept, result.pose) == (2, 1.0, 0.0)
    assert result.quality_before == result.quality_after > 0


def test_another_pose_and_a_lost_face_count(manager: ModelManager, room: Image) -> None:
    """The output's head hangs: roll is off by half a turn, and a face that left is not kept."""
    picture = buffalo.paint(room, *MARK)
    # Its box's middle is where the upright one's is.
    hanging = buffalo.paint(room, 640 - 8 - 248, 480 - 8 - 200 - 32, 2)
    result = opinion(manager, (picture, hanging), (picture, room), (room, picture))
    assert (result.frames, result.kept) == (2, 0.5)
    yaw, pitch = 2 * 18.982, 2 * 10.244
    assert result.pose == pytest.approx((yaw + pitch + 180) / 3, abs=0.1)


def test_a_blurred_output_is_worth_less(manager: ModelManager, room: Image) -> None:
    face = clips.place(room, MARK[0] + 8, MARK[1] + 44, 0.9)
    before = buffalo.paint(face, *MARK)
    after = buffalo.paint(cv2.GaussianBlur(face, (0, 0), 4), *MARK)
    result = opinion(manager, (before, after))
    assert result.quality_after < 0.95 * result.quality_before


def test_nothing_seen_is_no_number(manager: ModelManager, room: Image) -> None:
    result = opinion(manager, (buffalo.paint(room, *MARK), room))
    assert (result.frames, result.kept) == (1, 0.0)
    assert math.isnan(result.pose)
    nobody = opinion(manager, (room, room))
    assert nobody.frames == 0
    assert math.isnan(nobody.kept)


def test_it_stands_beside_the_judges(
    manager: ModelManager, recognisers, room: Image, tmp_path: Path
) -> None:
    """A clip of one face, which comes out blurred and, where it is looked at last, gone."""
    wearer = clips.place(room, MARK[0] + 8, MARK[1] + 44, 0.9)
    clip = clips.write(tmp_path / "marked.mp4", [buffalo.paint(wearer, *MARK)] * 16, crf=1)

    def blurred(picture: Image, index: int) -> Image:
        soft = np.asarray(cv2.GaussianBlur(picture, (0, 0), 4), np.uint8)
        return room if index == 12 else buffalo.paint(soft, *MARK)

    options = EvaluationOptions((clip,), ("ines",), every=4)
    analyser, _ = open_analyser(manager)
    assert analyser is not None
    with analyser:
        ((result,),) = evaluate(options, recognisers, blurred, analyser).rows.values()
    assert result.opinion is not None
    assert (result.opinion.frames, result.opinion.kept) == (4, 0.75)
    assert result.opinion.pose == pytest.approx(0, abs=0.5)
    assert 0 < result.opinion.quality_after < 0.95 * result.opinion.quality_before


def test_files_that_cannot_be_used_are_told_in_a_line(
    manager: ModelManager, tmp_path: Path
) -> None:
    paths = {name: tmp_path / f"{name}.onnx" for name in buffalo.CONTRACTS}
    for path in paths.values():
        path.write_text(f"no network: {path.name}", encoding="utf-8")
    analyser, (line,) = open_analyser(buffalo.manager(tmp_path / "store", paths))
    assert analyser is None
    assert "det_10g.onnx" in line
    assert "\n" not in line
