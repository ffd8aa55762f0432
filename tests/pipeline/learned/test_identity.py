"""Who is to be drawn: the matrix in inswapper's file, and vectors kept on the disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

from app.errors import ModelError
from app.models.manager import ModelManager
from app.pipeline.swap.learned.emap import read_emap
from app.pipeline.swap.learned.identity import Sources
from app.pipeline.swap.learned.net import drawer_for
from app.templates.template import Template
from tests.support import learned, nets
from tests.support.rig import default_template

EMAP = np.random.default_rng(3).normal(0, 1, (512, 512)).astype(np.float32)


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelManager:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = learned.manager(tmp_path / "models")
    learned.recogniser(made.store.home / "w600k_r50.onnx")
    return made


@pytest.fixture(scope="module")
def template() -> Template:
    return default_template()


def carrying(path: Path, *tensors: object, used: str = "") -> Path:
    node = nets.onnx.helper.make_node("Identity", [used or "a"], ["b"])
    ends = nets.tensor("a", (512, 512)), nets.tensor("b", (512, 512))
    return nets.save(path, [node], [ends[0]], [ends[1]], tensors)  # type: ignore[arg-type]


def by_values(name: str, values: np.ndarray, kind: int) -> object:
    """As writers do it that do not use ``raw_data``."""
    return nets.onnx.helper.make_tensor(name, kind, values.shape, values.ravel())


TYPES = nets.onnx.TensorProto


@pytest.mark.parametrize(
    "tensor",
    [
        nets.constant("m", EMAP),
        nets.constant("m", EMAP.astype(np.float16)),
        nets.constant("m", EMAP.astype(np.float64)),
        by_values("m", EMAP, TYPES.FLOAT),
        by_values("m", EMAP.astype(np.float16), TYPES.FLOAT16),
    ],
    ids=["float32", "float16", "float64", "float32 by values", "float16 by values"],
)
def test_the_matrix_in_whatever_precision(tmp_path: Path, tensor: object) -> None:
    other = nets.constant("n", np.ones((512, 3), np.float32))
    emap = read_emap(carrying(tmp_path / "a.onnx", other, tensor, other))
    assert emap.dtype == np.float32
    np.testing.assert_allclose(emap, EMAP, atol=2e-3)


@pytest.mark.parametrize("order", [0, 1])
def test_a_layer_of_the_same_shape_is_not_the_matrix(tmp_path: Path, order: int) -> None:
    layer, emap = nets.constant("layer", -EMAP), nets.constant("emap", EMAP)
    tensors = (layer, emap) if order else (emap, layer)
    path = carrying(tmp_path / "a.onnx", *tensors, used="layer")
    np.testing.assert_array_equal(read_emap(path), EMAP)


def test_files_without_it(tmp_path: Path) -> None:
    path = carrying(tmp_path / "a.onnx", nets.constant("n", np.ones((512, 3), np.float32)))
    with pytest.raises(ModelError, match="no matrix of 512 by 512"):
        read_emap(path)
    nan = EMAP.copy()
    nan[5, 5] = np.nan
    with pytest.raises(ModelError, match="no numbers"):
        read_emap(carrying(tmp_path / "b.onnx", nets.constant("m", nan)))
    whole = carrying(tmp_path / "c.onnx", nets.constant("m", EMAP)).read_bytes()
    (tmp_path / "d.onnx").write_bytes(whole[:9000])
    for content in (whole[:9000], b"<html>no</html>" * 99, b"", bytes(range(256)) * 40):
        (tmp_path / "d.onnx").write_bytes(content)
        with pytest.raises(ModelError) as caught:
            read_emap(tmp_path / "d.onnx")
        assert "\n" not in str(caught.value)
    with pytest.raises(ModelError, match="cannot be read"):
        read_emap(tmp_path / "none.onnx")


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache").rglob("*.f32"))


def test_the_recogniser_is_asked_once(
    tmp_path: Path, manager: ModelManager, template: Template
) -> None:
    first = Sources(manager).embedding(template)
    assert float(np.linalg.norm(first)) > 1.5, "as long as the recogniser makes it"
    (path,) = kept(tmp_path)
    manager.cleanup()
    again = Sources(manager).embedding(template)
    np.testing.assert_array_equal(again, first)
    assert not manager.memory, "it was not loaded again"
    assert not list(path.parent.glob("*.part"))


def test_a_damaged_file_is_made_anew(
    tmp_path: Path, manager: ModelManager, template: Template
) -> None:
    first = Sources(manager).embedding(template)
    (path,) = kept(tmp_path)
    whole = path.read_bytes()
    for damage in (whole[:100], b"", whole[:-1] + bytes([whole[-1] ^ 1]), whole + b"x"):
        path.write_bytes(damage)
        np.testing.assert_array_equal(Sources(manager).embedding(template), first)
        assert path.read_bytes() == whole


def test_another_picture_or_recogniser_is_another_vector(
    tmp_path: Path, manager: ModelManager, template: Template
) -> None:
    sources = Sources(manager)
    vectors = [sources.embedding(template)]
    texture = template.texture[:, ::-1].copy()
    vectors.append(sources.embedding(replace(template, texture=texture)))
    vectors.append(sources.embedding(replace(template, landmarks=template.landmarks * 0.9)))
    manager.cleanup()
    learned.recogniser(manager.store.home / "w600k_r50.onnx", gain=5.0)
    vectors.append(sources.embedding(template))
    assert len(kept(tmp_path)) == 4
    for i, one in enumerate(vectors):
        assert all(np.abs(one - other).max() > 0.1 for other in vectors[:i])


def test_a_disk_that_takes_nothing(
    tmp_path: Path, manager: ModelManager, template: Template, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache").write_bytes(b"a file where the folder would be")
    vector = Sources(manager).embedding(template)
    assert vector.shape == (512,)
    assert "cannot be kept" in caplog.text


def test_a_blend_that_was_made_anew_is_drawn_anew(
    tmp_path: Path, manager: ModelManager, template: Template
) -> None:
    learned.swap_net(
        manager.store.home / "hyperswap_1a_256.onnx",
        "hyperswap_1a_256",
        gain=0.5,
        shift=(0.25,) * 3,
        probe=np.random.default_rng(8).normal(0, 1, (3, 512)),
    )
    net = drawer_for("hyperswap_1a_256", manager)
    wearer = np.random.default_rng(1).integers(0, 255, (256, 256, 3)).astype(np.uint8)
    first = net.draw(wearer, template).pixels
    other = net.draw(wearer, replace(template, texture=template.texture[:, ::-1].copy())).pixels
    assert np.abs(first.astype(int) - other).mean() > 3
    np.testing.assert_array_equal(net.draw(wearer, template).pixels, first)


def test_what_is_missing_is_told(tmp_path: Path, manager: ModelManager, template: Template) -> None:
    with pytest.raises(ModelError, match=r"simswap_256\.onnx is not installed"):
        drawer_for("simswap_256", manager)
    learned.swap_net(manager.store.home / "simswap_256.onnx", "simswap_256")
    net = drawer_for("simswap_256", manager)
    with pytest.raises(ModelError, match=r"crossface_simswap\.onnx is not installed"):
        net.prepare(template)
    (manager.store.home / "w600k_r50.onnx").unlink()
    black = replace(template, texture=np.zeros_like(template.texture))
    with pytest.raises(ModelError, match=r"w600k_r50\.onnx is not installed"):
        net.prepare(black)


def test_a_template_without_a_face(manager: ModelManager, template: Template) -> None:
    learned.recogniser(manager.store.home / "w600k_r50.onnx", gain=0.0)
    with pytest.raises(ModelError, match="sees no face in the template"):
        Sources(manager).embedding(template)
