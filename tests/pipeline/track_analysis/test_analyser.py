"""buffalo_l through InsightFace: whichever way a head is up, everything lies where it is."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from app.errors import Kind, ModelError
from app.frame import Image
from app.models.manager import ModelManager
from app.pipeline.track.analysis import FaceAnalyser, insight
from app.pipeline.track.analysis.analyser import NETWORKS
from tests.pipeline.track_analysis.conftest import MakeManager
from tests.support import clips


@pytest.fixture
def room() -> Image:
    return clips.room(640, 480)


@pytest.fixture
def manager(make_manager: MakeManager, buffalo_l: dict[str, Path]) -> ModelManager:
    return make_manager(buffalo_l)


def red_mark(image: Image) -> np.ndarray:
    """Middle of the red pixels, x and y."""
    return np.argwhere((image == (0, 0, 255)).all(axis=-1)).mean(axis=0)[::-1]


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_face_is_found_and_read_whichever_way_it_is_up(
    manager: ModelManager, room: Image, quarters: int
) -> None:
    from tests.support import buffalo

    picture = buffalo.paint(room, 240, 160, quarters)
    with FaceAnalyser(manager) as analyser:
        (face,) = analyser.analyse(picture)
    mark = red_mark(picture)
    for points in (face.landmarks106, face.landmarks68[:, :2].mean(axis=0)[None]):
        np.testing.assert_allclose(points, np.broadcast_to(mark, points.shape), atol=0.7)
    assert (face.landmarks106.shape, face.landmarks68.shape) == ((106, 2), (68, 3))
    left, right = face.points[:2]
    turn = np.degrees(np.arctan2(*(right - left)[::-1]))
    assert round(turn / 90) % 4 == quarters
    upright = face.pose.roll - 90 * quarters - buffalo.ANGLES[2]
    assert (upright + 180) % 360 - 180 == pytest.approx(0, abs=0.1)
    assert (face.age, face.score) == (buffalo.AGE, pytest.approx(1.0))
    assert np.linalg.norm(face.embedding) == pytest.approx(1.0)
    assert 0 < face.quality <= 1


def test_a_picture_turned_is_the_same_face_turned(manager: ModelManager, room: Image) -> None:
    from tests.support import buffalo

    with FaceAnalyser(manager) as analyser:
        faces = [
            analyser.analyse(np.ascontiguousarray(np.rot90(buffalo.paint(room, 240, 160), -k)))[0]
            for k in range(4)
        ]
    for face in faces[1:]:
        np.testing.assert_allclose(face.embedding, faces[0].embedding, atol=1e-5)
        assert face.quality == pytest.approx(faces[0].quality, abs=1e-5)
        assert (face.gender, face.age) == (faces[0].gender, faces[0].age)


def test_without_any_roll_only_upright_heads_are_found(manager: ModelManager, room: Image) -> None:
    from tests.support import buffalo

    with FaceAnalyser(manager, any_roll=False) as analyser:
        assert len(analyser.analyse(buffalo.paint(room, 240, 160))) == 1
        assert analyser.analyse(buffalo.paint(room, 240, 160, 2)) == []


def test_several_faces_each_their_own_way_up(manager: ModelManager, room: Image) -> None:
    from tests.support import buffalo

    picture = buffalo.paint(buffalo.paint(buffalo.paint(room, 96, 80), 440, 80), 120, 80, 2)
    with FaceAnalyser(manager) as analyser:
        faces = analyser.analyse(picture)
    assert sorted(round(f.pose.roll / 90) % 4 for f in faces) == [0, 0, 2]
    assert len({tuple(f.landmarks106[0].round()) for f in faces}) == 3


def test_gender_sees_the_right_channels(manager: ModelManager, room: Image) -> None:
    """The stand-in says female where there is more red than blue."""
    from tests.support import buffalo

    warm, cold = room.copy(), room.copy()
    warm[..., 2] = np.minimum(warm[..., 2], 200) + 40
    warm[..., 0] = warm[..., 0] // 2
    cold[..., 0] = np.minimum(cold[..., 0], 200) + 40
    cold[..., 2] = cold[..., 2] // 2
    with FaceAnalyser(manager) as analyser:
        genders = [analyser.analyse(buffalo.paint(p, 240, 160))[0].gender for p in (warm, cold)]
    assert genders == ["female", "male"]


def test_an_empty_room_and_pictures_of_odd_shapes(manager: ModelManager, room: Image) -> None:
    with FaceAnalyser(manager) as analyser:
        for picture in (room, room[:1], room[:, :1], room[:33, :57], clips.room(1930, 70)):
            assert analyser.analyse(np.ascontiguousarray(picture)) == []


def test_it_is_what_insightface_itself_says_of_upright_heads(
    manager: ModelManager, buffalo_l: dict[str, Path], room: Image
) -> None:
    """Against InsightFace's own FaceAnalysis, from a folder with the same files."""
    from insightface.app import FaceAnalysis

    from tests.support import buffalo

    picture = buffalo.paint(room, 240, 160)
    theirs = FaceAnalysis(name=str(buffalo_l["det_10g"].parent), providers=["CPUExecutionProvider"])
    theirs.prepare(ctx_id=0)
    (expected,) = theirs.get(picture)
    with FaceAnalyser(manager) as analyser:
        (face,) = analyser.analyse(picture)
    box = (face.box.x0, face.box.y0, face.box.x1, face.box.y1)
    np.testing.assert_allclose(box, expected.bbox, atol=1e-3)
    np.testing.assert_allclose(face.points, expected.kps, atol=1e-3)
    np.testing.assert_allclose(face.landmarks106, expected.landmark_2d_106, atol=1e-3)
    np.testing.assert_allclose(face.landmarks68, expected.landmark_3d_68, atol=1e-3)
    assert (face.age, face.gender == "male") == (expected.age, expected.sex == "M")
    assert float(face.embedding @ expected.normed_embedding) > 0.9999


def test_nothing_private_stands_in_its_text(manager: ModelManager, room: Image) -> None:
    from tests.support import buffalo

    with FaceAnalyser(manager) as analyser:
        (face,) = analyser.analyse(buffalo.paint(room, 240, 160))
    assert "embedding" not in repr(face)
    assert "landmarks" not in repr(face)


def test_it_reaches_no_network(
    manager: ModelManager, room: Image, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import socket

    from tests.support import buffalo

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setenv("HOME", str(tmp_path))
    with FaceAnalyser(manager) as analyser:
        analyser.analyse(buffalo.paint(room, 240, 160))
    assert not (tmp_path / ".insightface").exists()


def test_networks_are_given_back(manager: ModelManager, room: Image) -> None:
    with FaceAnalyser(manager) as analyser:
        assert set(analyser.providers) == set(NETWORKS)
        assert manager.cleanup() == 0
    assert manager.cleanup() > 0
    assert manager.memory == {}
    analyser.close()


def test_a_missing_network_is_one_line_and_the_others_are_given_back(
    make_manager: MakeManager, buffalo_l: dict[str, Path]
) -> None:
    manager = make_manager({k: v for k, v in buffalo_l.items() if k != "genderage"})
    with pytest.raises(Exception, match="genderage") as caught:
        FaceAnalyser(manager)
    assert "\n" not in str(caught.value)
    manager.cleanup()
    assert manager.memory == {}


@pytest.mark.parametrize("name", NETWORKS)
def test_a_wrong_file_is_our_line_and_no_stack_of_insightfaces(
    make_manager: MakeManager, buffalo_l: dict[str, Path], tmp_path: Path, name: str
) -> None:
    """Under each name another one's network, with its own sha256 in the registry."""
    import shutil

    other = "genderage" if name != "genderage" else "w600k_r50"
    wrong = tmp_path / f"{name}.onnx"
    shutil.copy(buffalo_l[other], wrong)
    with pytest.raises(ModelError, match=rf"{name}.onnx is not the network") as caught:
        FaceAnalyser(make_manager({**buffalo_l, name: wrong}))
    assert caught.value.kind is Kind.MODEL_UNUSABLE
    assert "\n" not in str(caught.value)


def test_an_altered_file_is_refused_before_insightface_sees_it(
    make_manager: MakeManager,
    buffalo_l: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import shutil

    files = {}
    for name, path in buffalo_l.items():
        files[name] = tmp_path / "store" / path.name
        files[name].parent.mkdir(exist_ok=True)
        shutil.copy(path, files[name])
    manager = make_manager(files)
    content = bytearray(files["2d106det"].read_bytes())
    content[len(content) // 2] ^= 1
    files["2d106det"].write_bytes(content)
    made = []
    true_model = insight.model
    monkeypatch.setattr(insight, "model", lambda net: made.append(net.path.name) or true_model(net))
    with pytest.raises(ModelError, match=r"2d106det.onnx was altered"):
        FaceAnalyser(manager)
    assert made == ["det_10g.onnx"]


def test_too_few_anchors_are_found_out_when_it_is_opened(
    make_manager: MakeManager, buffalo_l: dict[str, Path], tmp_path: Path
) -> None:
    from tests.support import buffalo

    wrong = buffalo.scrfd(tmp_path / "det_10g.onnx", fault="rows")
    with pytest.raises(ModelError, match=r"det_10g.onnx is not the network that scrfd/1 asks"):
        FaceAnalyser(make_manager({**buffalo_l, "det_10g": wrong}))


@pytest.mark.parametrize(
    ("fault", "said"), [("nan", "no numbers"), ("fails", "failed"), ("huge", "boxes that no")]
)
def test_a_detector_that_fails_is_one_line(
    make_manager: MakeManager,
    buffalo_l: dict[str, Path],
    tmp_path: Path,
    room: Image,
    fault: str,
    said: str,
) -> None:
    from tests.support import buffalo

    wrong = buffalo.scrfd(tmp_path / "det_10g.onnx", fault=fault)
    with FaceAnalyser(make_manager({**buffalo_l, "det_10g": wrong})) as analyser:
        assert analyser.analyse(room) == []
        with pytest.raises(ModelError, match=said) as caught:
            analyser.analyse(buffalo.paint(room, 240, 160))
    assert "\n" not in str(caught.value)


def test_without_insightface_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "insightface", None)
    with pytest.raises(ModelError, match=r'pip install "understudy\[insightface\]"'):
        insight.check()


def test_an_old_or_broken_insightface_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "insightface"
    package.mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    for code, said in (
        ('__version__ = "0.7.3"', "InsightFace 0.7.3 is too old"),
        ('raise ValueError("numpy.dtype size changed\\nand more")', "cannot be imported"),
    ):
        (package / "__init__.py").write_text(code, encoding="utf-8")
        for name in [n for n in sys.modules if n.partition(".")[0] == "insightface"]:
            monkeypatch.delitem(sys.modules, name)
        with pytest.raises(ModelError, match=said) as caught:
            insight.check()
        assert "\n" not in str(caught.value)
        (package / "__init__.py").unlink()
        for cached in package.glob("__pycache__/*"):
            cached.unlink()
