"""A file in half precision is used on graphics cards only, and only where it does no harm."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.errors import Kind, ModelError
from app.inference import precision
from app.inference.onnx import CPU, OnnxNet
from app.models import opening
from app.models.contracts import CONTRACTS
from app.models.manager import ModelManager
from app.models.registry import Registry
from app.models.store import ModelStore
from tests.models.conftest import sha256
from tests.support import card as cards
from tests.support import nets

INSWAPPER = CONTRACTS["inswapper/1"]
TARGET = np.random.default_rng(1).uniform(0, 0.5, (1, 3, 128, 128)).astype(np.float32)
SOURCE = np.full((1, 512), 0.25, np.float32)

Make = Callable[..., ModelManager]


@pytest.fixture(autouse=True)
def _nothing_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(opening, "cache_dir", lambda: tmp_path / "cache")


@pytest.fixture
def manager_of(tmp_path: Path) -> Make:
    """A manager of a swapper and of its sibling in half precision."""

    def make(half: Path, *, full: bool = True, **options: object) -> ModelManager:
        home = tmp_path / "models"
        home.mkdir(exist_ok=True)
        if full:
            nets.inswapper(home / "full.onnx")
        shutil.copy(half, home / "half.onnx")
        text = '[licence.free]\ntitle = "Free"\nurl = ""\nterms = "Any."\n'
        for name in ("full", "half"):
            file = home / f"{name}.onnx"
            content = file.read_bytes() if file.exists() else b"?"
            text += (
                f'[[model]]\nname = "{name}"\ntitle = "{name}"\ntask = "swapper"\n'
                f'licence = "free"\nfile = "{name}.onnx"\ncontract = "inswapper/1"\n'
                f'sha256 = "{sha256(content)}"\nmanual = "x"\n'
            )
        registry = tmp_path / "registry.toml"
        registry.write_text(text + 'fp16_of = "full"\n', encoding="utf-8")
        store = ModelStore(Registry.load(registry), home=home, others=())
        return ModelManager(store, **({"providers": ["cuda", "cpu"], "threads": 1} | options))

    return make


def is_right(net: OnnxNet) -> None:
    (face,) = net.run(target=TARGET, source=SOURCE)
    np.testing.assert_allclose(face, TARGET + 0.25, atol=5e-3)


def without_binding(told: list[ModelError]) -> list[ModelError]:
    """The stand-in's memory cannot be bound, which is told too."""
    return [notice for notice in told if "without I/O binding" not in str(notice)]


def test_a_good_one_is_taken_on_the_card(
    manager_of: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = cards.insert(monkeypatch)
    told: list[ModelError] = []
    half = nets.halved(tmp_path / "h.onnx")
    net = manager_of(half, notice=told.append).get("full")
    assert net.path.name == "half.onnx"
    assert net.provider == cards.CUDA
    is_right(net)
    assert without_binding(told) == []
    card.running = cards.FAILURES["out of memory"]  # and whoever listens is told of later, too
    is_right(net)
    (notice,) = without_binding(told)
    assert notice.kind is Kind.MODEL_ON_CPU


def test_on_the_processor_the_full_one_is(manager_of: Make, tmp_path: Path) -> None:
    net = manager_of(nets.halved(tmp_path / "h.onnx"), providers=["cpu"]).get("full")
    assert net.path.name == "full.onnx"


def test_a_card_that_does_not_start_is_told_once(
    manager_of: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = cards.insert(monkeypatch)
    card.starts = False
    told: list[ModelError] = []
    net = manager_of(nets.halved(tmp_path / "h.onnx"), notice=told.append).get("full")
    assert (net.path.name, net.provider) == ("full.onnx", CPU)
    assert len(told) == 1


BAD = [
    ({"swap": True}, "otherwise than in full precision"),
    ({"cast": 0.3}, "otherwise than in full precision"),
    ({"cast": 0.018}, "in other colours than in full precision"),
]


@pytest.mark.parametrize(("how", "said"), BAD)
def test_wrong_colours_are_refused(
    manager_of: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: dict, said: str
) -> None:
    card = cards.insert(monkeypatch)
    told: list[ModelError] = []
    half = nets.halved(tmp_path / "h.onnx", **how)
    net = manager_of(half, notice=told.append).get("full")
    assert (net.path.name, net.provider) == ("full.onnx", cards.CUDA)
    is_right(net)
    (notice,) = without_binding(told)
    assert f"half.onnx is not used: a face comes out {said}; full.onnx is" in str(notice)
    assert notice.kind is None
    # Remembered: the next start opens the full one only, and tells it again.
    card.opened.clear()
    told.clear()
    net = manager_of(half, notice=told.append).get("full")
    assert net.path.name == "full.onnx"
    assert card.opened == [cards.CUDA]
    assert len(without_binding(told)) == 1


def overflowing(result: np.ndarray) -> np.ndarray:
    """What a card makes of a network that leaves half precision, in dark places only."""
    return np.where(result < 0.1, np.float32("inf"), result)


def test_overflow_on_the_card_is_refused(
    manager_of: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Black overflows, grey does not: the warm-up sees nothing."""
    card = cards.insert(monkeypatch)
    card.changes = overflowing
    told: list[ModelError] = []
    half = nets.halved(tmp_path / "h.onnx")
    manager = manager_of(half, full=False, notice=told.append)
    net = manager.get("half")  # asked for by its own name, with no other to compare with
    assert net.provider == CPU  # the same file computes right there
    is_right(net)
    (notice,) = without_binding(told)
    assert notice.kind is Kind.MODEL_ON_CPU
    assert "half.onnx is not run on CUDA" in str(notice)
    assert "values that are no numbers" in str(notice)


def test_a_file_that_overflows_everywhere_is_of_no_use(
    manager_of: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards.insert(monkeypatch)
    half = nets.halved(tmp_path / "h.onnx", cast=np.inf)
    with pytest.raises(ModelError, match=r"no numbers[^\n]*$") as caught:
        manager_of(half, full=False).get("half")
    assert caught.value.kind is Kind.MODEL_UNUSABLE
    net = manager_of(half).get("full")
    assert net.path.name == "full.onnx"


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"swap": True}, "red and blue exchanged"),
        ({"cast": 9.0}, "makes colours of up to"),
    ],
)
def test_what_one_file_alone_gives_away(
    manager_of: Make, tmp_path: Path, how: dict, said: str
) -> None:
    half = nets.halved(tmp_path / "h.onnx", **how)
    manager = manager_of(half, full=False, providers=["cpu"])
    for _ in range(2):  # the second time it is remembered
        with pytest.raises(ModelError, match=said) as caught:
            manager.get("half")
        assert caught.value.kind is Kind.MODEL_UNUSABLE


def test_one_flat_colour(tmp_path: Path) -> None:
    make = nets.onnx.helper.make_node
    target, source = nets.tensor("target", (1, 3, 128, 128)), nets.tensor("source", (1, 512))
    nodes = [
        make("Mul", ["target", "zero"], ["nothing"]),
        make("Add", ["nothing", "grey"], ["output"]),
    ]
    constants = [nets.constant("zero", np.float32(0)), nets.constant("grey", np.float32(0.5))]
    path = nets.save(
        tmp_path / "a.onnx",
        nodes,
        [target, source],
        [nets.tensor("output", (1, 3, 128, 128))],
        constants,
    )
    net = OnnxNet(path, INSWAPPER, providers=["cpu"])
    assert precision.nonsense(net) == "a face comes out as one flat colour"


def test_real_rounding_is_no_reason(tmp_path: Path) -> None:
    """Half precision through large values and back costs three digits, and no more."""
    half = OnnxNet(nets.halved(tmp_path / "h.onnx", gain=3e4), INSWAPPER, providers=["cpu"])
    full = OnnxNet(nets.inswapper(tmp_path / "f.onnx"), INSWAPPER, providers=["cpu"])
    assert precision.doubt(half, full) == ""
    assert precision.nonsense(half) == ""


def test_every_contract_can_be_asked() -> None:
    """Pictures of any size and layout, identities, weights."""
    for contract in CONTRACTS.values():
        shapes = {
            port.role: port.sample or tuple(size or 1 for size in port.shape)
            for port in contract.inputs
        }

        class Net:
            def samples(self) -> dict[str, tuple[int, ...]]:
                return shapes  # noqa: B023

        made = precision._inputs(Net())  # type: ignore[arg-type]
        for inputs in made.values():
            assert {role: value.shape for role, value in inputs.items()} == shapes
            assert all(np.isfinite(value).all() for value in inputs.values())
