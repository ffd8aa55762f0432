"""Networks that a licensee describes: each key moves what it says, and wrong ones are told."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

from app.errors import Kind, ModelError
from app.inference.onnx import CPU
from app.models.manager import ModelManager
from app.models.registry import Licence, Model, Registry
from app.models.store import ModelStore
from app.paths import root_dir
from app.pipeline.swap.learned.descriptor import (
    described_drawer,
    descriptors,
    read_descriptor,
)
from app.pipeline.swap.learned.table import Range
from app.templates.template import Template
from tests.support import nets
from tests.support.rig import default_template

SIDE = 64
PLAIN = """
version = 1
alignment = "arcface_128"
side = 64
layout = "nchw"
order = "rgb"
[target]
name = "img"
range = [0, 1]
[source]
name = "id"
kind = "embedding"
[output]
name = "out"
range = [0, 1]
"""


@pytest.fixture(scope="module")
def template() -> Template:
    return default_template()


@pytest.fixture
def manager(tmp_path: Path) -> ModelManager:
    """Has a recogniser for which everybody is 3 and 4 along two of its 512 axes."""
    vector = np.zeros(512)
    vector[7], vector[9] = 3, 4
    nets.constant_recogniser(tmp_path / "w600k_r50.onnx", vector)
    free = Licence("free", "Free", "", "Any.")
    known = Model(
        "w600k_r50", "w", "recogniser", "w600k_r50.onnx", free, contract="arcface/1", manual="x"
    )
    store = ModelStore(Registry({known.name: known}), home=tmp_path, others=())
    return ModelManager(store, providers=[CPU], threads=1)


def written(home: Path, text: str, name: str = "live") -> Path:
    path = home / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def drawn(
    home: Path, manager: ModelManager, template: Template, text: str = PLAIN, **options
) -> np.ndarray:
    """The middle pixel, BGR, of a square that is blue 200, green 100 and red 40; not quite even,
    because a network that draws an even square drew nothing."""
    nets.described(home / "live.onnx", **options)
    drawer = described_drawer(read_descriptor(written(home, text)), manager)
    square = np.full((SIDE, SIDE, 3), (200, 100, 40), np.uint8)
    square[:4] = 0
    made = drawer.draw(square, template)
    drawer.close()
    assert manager.cleanup() > 0, "it was not given back"
    return made.pixels[SIDE // 2, SIDE // 2].astype(int)


def with_(**changes: str) -> str:
    text = PLAIN
    for key, value in changes.items():
        text, count = re.subn(rf"(?m)^{key} = .*$", f"{key} = {value}", text, count=1)
        assert count
    return text


# -- each key does what it says --------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["nchw", "nhwc"])
@pytest.mark.parametrize(("order", "half"), [("rgb", [200, 100, 20]), ("bgr", [100, 100, 40])])
def test_layout_and_order(
    tmp_path: Path, manager, template, layout: str, order: str, half: list[int]
) -> None:
    """A network that halves its first channel, wherever that lies."""
    text = with_(layout=f'"{layout}"', order=f'"{order}"')
    pixel = drawn(tmp_path, manager, template, text, nhwc=layout == "nhwc", gain=(0.5, 1, 1))
    assert np.abs(pixel - half).max() <= 1


@pytest.mark.parametrize("layout", ["nchw", "nhwc"])
def test_rows_stay_rows(tmp_path: Path, manager, template, layout: str) -> None:
    nets.described(tmp_path / "live.onnx", nhwc=layout == "nhwc")
    path = written(tmp_path, with_(layout=f'"{layout}"'))
    drawer = described_drawer(read_descriptor(path), manager)
    square = np.random.default_rng(3).integers(0, 256, (SIDE, SIDE, 3)).astype(np.uint8)
    np.testing.assert_array_equal(drawer.draw(square, template).pixels, square)
    both = drawer.draw_all([square, square[::-1].copy()], template)
    np.testing.assert_array_equal(both[1].pixels, square[::-1])
    drawer.close()


@pytest.mark.parametrize(
    ("values", "black"), [("[0, 1]", 0.0), ("[-1, 1]", -1.0), ("[0, 255]", 0.0)]
)
def test_ranges(tmp_path: Path, manager, template, values: str, black: float) -> None:
    """Twice the number is twice as far from the range's zero."""
    text = PLAIN.replace("range = [0, 1]", f"range = {values}")
    pixel = drawn(tmp_path, manager, template, text, gain=(0.5, 0.5, 0.5))
    zero = 0.0 if black == 0 else 127.5
    np.testing.assert_allclose(pixel, (np.array([200, 100, 40]) - zero) / 2 + zero, atol=1)


def test_another_range_comes_out_than_goes_in(tmp_path: Path, manager, template) -> None:
    first, _, last = PLAIN.rpartition("[0, 1]")
    pixel = drawn(tmp_path, manager, template, f"{first}[-1, 1]{last}")
    np.testing.assert_allclose(pixel, (np.array([200, 100, 40]) + 255) / 2, atol=1)


def test_mean_and_std_are_for_red_green_and_blue(tmp_path: Path, manager, template) -> None:
    """Goes in with each channel's own, comes out as 0..1."""
    text = PLAIN.replace("range = [0, 1]", "mean = [0.1, 0.2, 0.3]\nstd = 0.5", 1)
    pixel = drawn(tmp_path, manager, template, text)
    expected = (np.array([200, 100, 40]) / 255 - (0.3, 0.2, 0.1)) / 0.5 * 255
    np.testing.assert_allclose(pixel, expected.clip(0, 255), atol=1)


@pytest.mark.parametrize(("kind", "at_7"), [("embedding", 0.6), ("latent", 0.8), ("raw", 3.0)])
def test_kinds_of_source(tmp_path: Path, manager, template, kind: str, at_7: float) -> None:
    """The recogniser says 3 and 4 at 7 and 9; the matrix puts what is at 9 to 7."""
    emap = np.zeros((512, 512))
    emap[7, 8] = emap[9, 7] = 1
    text = with_(kind=f'"{kind}"')
    pixel = drawn(tmp_path, manager, template, text, emap=emap, lift=(0, 0.1, 0), at=7)
    np.testing.assert_allclose(pixel, (200, 100 + 25.5 * at_7, 40), atol=1)


def test_a_latent_needs_the_matrix(tmp_path: Path, manager, template) -> None:
    nets.described(tmp_path / "live.onnx")
    drawer = described_drawer(read_descriptor(written(tmp_path, with_(kind='"latent"'))), manager)
    with pytest.raises(ModelError, match=r"live\.onnx has no matrix of 512 by 512[^\n]*$"):
        drawer.prepare(template)
    drawer.close()


@pytest.mark.parametrize("layout", ["nchw", "nhwc"])
def test_a_mask(tmp_path: Path, manager, template, layout: str) -> None:
    mask = np.full((SIDE, SIDE), -1.0)
    mask[:9, :20] = 1
    mask[50, 50] = 0
    nets.described(tmp_path / "live.onnx", nhwc=layout == "nhwc", mask=mask)
    text = with_(layout=f'"{layout}"') + '[mask]\nname = "mask"\nrange = [-1, 1]\n'
    drawer = described_drawer(read_descriptor(written(tmp_path, text)), manager)
    square = np.random.default_rng(3).integers(0, 256, (SIDE, SIDE, 3)).astype(np.uint8)
    made = drawer.draw(square, template)
    drawer.close()
    assert made.mask is not None
    assert made.mask.dtype == np.uint8
    assert made.mask[8, 19] == 255
    assert made.mask[19, 8] == 0
    assert made.mask[50, 50] == 128


def test_alignment_and_side(tmp_path: Path, manager) -> None:
    nets.described(tmp_path / "live.onnx", 96)
    path = written(tmp_path, with_(side="96", alignment='"ffhq_512"'))
    drawer = described_drawer(read_descriptor(path), manager)
    assert (drawer.name, drawer.alignment, drawer.side) == ("live", "ffhq_512", 96)
    assert drawer.provider == CPU
    drawer.close()


def test_half_precision(tmp_path: Path, manager, template) -> None:
    text = with_(order='"rgb"\nprecision = "float16"')
    pixel = drawn(tmp_path, manager, template, text, dtype="float16")
    np.testing.assert_allclose(pixel, (200, 100, 40), atol=1)
    nets.described(tmp_path / "live.onnx")
    with pytest.raises(ModelError, match="img 1×3×64×64 float32, expected float16"):
        described_drawer(read_descriptor(tmp_path / "live.toml"), manager)


# -- what is wrong ---------------------------------------------------------------------------------

WRONG = {
    "version": ("version = 1", "version = 2", "'version' must be 1"),
    "no version": ("version = 1", "", "'version' must be 1"),
    "yes": ("version = 1", "version = true", "'version' must be 1"),
    "alignment": ('"arcface_128"', '"arcface"', "'alignment' is 'arcface', and must be one of"),
    "no alignment": ('alignment = "arcface_128"', "", "'alignment' must be a text"),
    "side": ("side = 64", 'side = "64"', "'side' must be a whole number from 32 to 2048"),
    "small": ("side = 64", "side = 5", "'side' must be a whole number"),
    "fraction": ("side = 64", "side = 64.0", "'side' must be a whole number"),
    "layout": ('"nchw"', '"hwc"', "'layout' is 'hwc', and must be one of: nchw, nhwc"),
    "order": ('"rgb"', '"RGB"', "'order' is 'RGB', and must be one of: rgb, bgr"),
    "typo": ("layout =", "layuot =", "'layout' must be a text"),
    "more": ("side = 64", "side = 64\nsidr = 3", "'sidr' is unknown (did you mean 'side'?)"),
    "more in": ('"img"', '"img"\nnames = 1', "'target.names' is unknown (did you mean 'name'?)"),
    "no name": ('name = "img"', "", "'target.name' must be a text"),
    "empty name": ('"img"', '" "', "'target.name' must be a text"),
    "no table": ("[source]", "[sauce]", "the table [source] is missing"),
    "no table 2": ("version = 1", 'version = 1\noutput = "x"', "it is no TOML"),
    "kind": ('"embedding"', '"vector"', "'source.kind' is 'vector', and must be one of: latent"),
    "no range": ("range = [0, 1]", "", "'target.mean' must be a number or three, or else 'range'"),
    "range": ("[0, 1]", "[1, 0]", "'target.range' must be two numbers, the lower first"),
    "one": ("[0, 1]", "[1]", "'target.range' must be two numbers"),
    "infinite": ("[0, 1]", "[0, inf]", "'target.range' must be two numbers"),
    "words": ("[0, 1]", '"0..1"', "'target.range' must be two numbers"),
    "both": ("[0, 1]", "[0, 1]\nmean = 0", "'target.range' stands beside a mean or std"),
    "two": ("range = [0, 1]", "mean = [1, 2]\nstd = 1", "'target.mean' must be a number or three"),
    "no std": ("range = [0, 1]", "mean = 0", "'target.std' must be a positive number or three"),
    "std": ("range = [0, 1]", "mean = 0\nstd = 0", "'target.std' must be a positive number"),
    "precision": ("side = 64", 'side = 64\nprecision = "int8"', "'precision' is 'int8'"),
    "no TOML": ("[target]", "[target", "it is no TOML"),
    "deep": ("version = 1", f"a = {'[' * 20_000}", "it is no TOML: too deep"),
    "long": ("version = 1", f"version = 1\n#{'x' * (64 << 10)}", "it is larger than 64 KB"),
    "huge": ("[0, 1]", f"[0, 1{'0' * 400}]", "'target.range' must be two numbers"),
    "wide": ("[0, 1]", "[-1e308, 1e308]", "'target.range' must be two numbers"),
    "tiny": ("[0, 1]", "[0, 1e-320]", "'target.range' must be two numbers"),
    "huge mean": (
        *("range = [0, 1]", f"mean = 1{'0' * 400}\nstd = 1"),
        "'target.mean' must be a number or three",
    ),
    "escape": ('"rgb"', '"r\\n\\u001b[31m"', "'order' is 'r \ufffd[31m'"),
    "escape in a key": ("side = 64", 'side = 64\n"a\\nb" = 1', "'a b' is unknown"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_ones_are_told_in_a_line(tmp_path: Path, case: str) -> None:
    nets.described(tmp_path / "live.onnx")
    old, new, said = WRONG[case]
    assert old in PLAIN
    path = written(tmp_path, PLAIN.replace(old, new, 1))
    with pytest.raises(ModelError) as caught:
        read_descriptor(path)
    line = str(caught.value)
    assert said in line
    assert line.startswith(str(path))
    assert line.isprintable()
    assert caught.value.kind is Kind.MODEL_UNUSABLE


def test_a_title_is_one_line(tmp_path: Path) -> None:
    nets.described(tmp_path / "live.onnx")
    text = 'title = "Live\\n\\n\\u001b[31m  512"\n' + PLAIN
    assert read_descriptor(written(tmp_path, text)).title == "Live \ufffd[31m 512"


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Path]:
    """A pipe of a descriptor's name, with somebody who gives a good one to whoever reads it."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes among its files")
    path = tmp_path / "pipe.toml"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(PLAIN,), daemon=True)
    writer.start()
    yield path
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    writer.join()
    os.close(reader)


def test_what_is_no_file_takes_nothing_from_the_others(tmp_path: Path, pipe: Path) -> None:
    for name in ("device", "folder", "good", "nothing", "pipe"):
        nets.described(tmp_path / f"{name}.onnx")
    written(tmp_path, PLAIN, "good")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "device.toml").symlink_to(os.devnull)
    (tmp_path / "nothing.toml").symlink_to(tmp_path / "nowhere")
    found, problems = descriptors(tmp_path)
    assert [one.name for one in found] == ["good"]
    said = [str(problem).removeprefix(f"{tmp_path}{os.sep}") for problem in problems]
    assert [line.partition(";")[0] for line in said] == [
        "device.toml is wrong: it is no file",
        "folder.toml is wrong: it is no file",
        "nothing.toml cannot be read (No such file or directory)",
        "pipe.toml is wrong: it is no file",
    ]


def test_a_mask_of_three_channels_means_nothing(tmp_path: Path) -> None:
    nets.described(tmp_path / "live.onnx")
    text = PLAIN + '[mask]\nname = "mask"\nmean = [0, 0, 0]\nstd = 1\n'
    with pytest.raises(ModelError, match=r"'mask.mean' and 'mask.std' must be one number"):
        read_descriptor(written(tmp_path, text))


def test_weights_that_are_not_what_the_descriptor_says(tmp_path: Path, manager) -> None:
    path = written(tmp_path, PLAIN)
    with pytest.raises(ModelError, match=r"live\.onnx is not beside") as caught:
        read_descriptor(path)
    assert caught.value.kind is Kind.MODEL_NOT_INSTALLED
    for options, said in (
        ({"side": 96}, "img 1×3×96×96 float32, expected 1×3×64×64"),
        ({"names": ("image", "id", "out")}, "has no input img but image"),
        ({"names": ("img", "id", "face")}, "has no output out but face"),
        ({"nhwc": True}, "expected 1×3×64×64"),
    ):
        nets.described(tmp_path / "live.onnx", **options)
        with pytest.raises(ModelError, match=said) as caught:
            described_drawer(read_descriptor(path), manager)
        assert "\n" not in str(caught.value)
    (tmp_path / "live.onnx").write_bytes(b"<!DOCTYPE html><html></html>")
    with pytest.raises(ModelError, match="web page"):
        described_drawer(read_descriptor(path), manager)


def test_a_name_that_is_taken(tmp_path: Path) -> None:
    nets.described(tmp_path / "inswapper_128.onnx")
    with pytest.raises(ModelError, match="knows 'inswapper_128' itself"):
        read_descriptor(written(tmp_path, PLAIN, "inswapper_128"))


def test_the_folder_is_listed(tmp_path: Path) -> None:
    assert descriptors(tmp_path) == ([], [])
    assert descriptors(tmp_path / "nowhere") == ([], [])
    for name in ("Base", "mini"):
        nets.described(tmp_path / f"{name}.onnx")
        written(tmp_path, PLAIN.replace("side", f'title = "The {name}"\nside'), name)
    written(tmp_path, PLAIN.replace("rgb", "gbr"), "wrong")
    written(tmp_path, PLAIN, "alone")
    found, problems = descriptors(tmp_path)
    assert [(one.name, one.title, one.row.side) for one in found] == [
        ("Base", "The Base", 64),
        ("mini", "The mini", 64),
    ]
    assert len(problems) == 2
    assert "alone.onnx is not beside" in str(problems[0])
    assert "'order' is 'gbr'" in str(problems[1])


def test_the_documented_example_can_be_read(tmp_path: Path) -> None:
    text = (root_dir() / "docs" / "learned-descriptor.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "inswapper_512_live_base.onnx").write_bytes(b"weights")
    descriptor = read_descriptor(written(tmp_path, example, "inswapper_512_live_base"))
    assert descriptor.row.side == 512
    assert descriptor.row.takes == Range(0.0, 1.0)
    # Every key that there is stands in the text.
    for key in ("precision", "title", "mean", "std", "[mask]", "raw", "nhwc", "bgr"):
        assert key in text
