"""`auto`: which provider is the fastest is measured once, and remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import Kind
from app.inference import providers, trial
from app.inference.onnx import CPU, OnnxNet
from app.models.contracts import CONTRACTS
from app.remembered import Remembered
from tests.support import card as cards
from tests.support import nets

INSWAPPER = CONTRACTS["inswapper/1"]
SLOW = 0.05


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return nets.inswapper(tmp_path / "a.onnx")


def auto(path: Path, memory: Path, **more) -> OnnxNet:
    return OnnxNet(path, INSWAPPER, memory=Remembered(memory), bind_io=False, **more)


def test_the_faster_one_is_taken(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = cards.insert(monkeypatch)
    card.processor_slow = SLOW
    assert auto(path, tmp_path / "1.json").provider == cards.CUDA
    card.processor_slow, card.slow = 0.0, SLOW
    net = auto(path, tmp_path / "2.json")
    assert net.provider == CPU
    assert net.notes == ()  # nothing went otherwise than asked for


def test_it_is_measured_once(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = cards.insert(monkeypatch)
    card.processor_slow = SLOW
    auto(path, tmp_path / "trials.json")
    card.opened.clear()
    card.slow = 2 * SLOW  # now it would be found slower
    net = auto(path, tmp_path / "trials.json")
    assert net.provider == cards.CUDA
    assert card.opened == [cards.CUDA]


@pytest.mark.parametrize(
    "content",
    [
        *("", "{", "[]", '{"x": 1}', "null", "\x00\x01", "[" * 100_000),
        '{"KEY": {"cuda": "fast", "cpu": 1}}',
        '{"KEY": {"cuda": NaN, "cpu": 1}}',
    ],
)
def test_a_damaged_file_is_a_trial_again(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    card = cards.insert(monkeypatch)
    card.processor_slow = SLOW
    memory = tmp_path / "trials.json"
    auto(path, memory)
    key = next(iter(Remembered(memory)._read()))
    memory.write_text(content.replace("KEY", key), encoding="utf-8")
    card.opened.clear()
    assert auto(path, memory).provider == cards.CUDA
    assert card.opened == [cards.CUDA, CPU, cards.CUDA]  # both are tried, and one is opened
    card.opened.clear()
    auto(path, memory)
    assert card.opened == [cards.CUDA]


def test_another_network_is_another_trial(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = cards.insert(monkeypatch)
    memory = tmp_path / "trials.json"
    auto(path, memory)
    card.opened.clear()
    auto(nets.inswapper(tmp_path / "b.onnx", megabytes=1), memory)
    assert len(card.opened) == 3
    card.opened.clear()
    auto(path, memory, device=1)
    assert len(card.opened) == 3
    card.opened.clear()
    monkeypatch.setattr(cards.onnxruntime, "__version__", "9.9")
    auto(path, memory)
    assert len(card.opened) == 3


def test_a_single_provider_needs_none(path: Path, tmp_path: Path) -> None:
    if len(providers.candidates(providers.runtime())) > 1:
        pytest.skip("this ONNX Runtime has more than the processor")
    memory = tmp_path / "trials.json"
    assert auto(path, memory).provider == CPU
    assert not memory.exists()


def test_a_card_that_fails_is_told_each_time(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = cards.insert(monkeypatch)
    card.starts = False
    for _ in range(2):
        net = auto(path, tmp_path / "trials.json")
        assert net.provider == CPU
        assert net.notices[0].kind is Kind.MODEL_ON_CPU
    card.starts, card.processor_slow = True, SLOW  # a new driver
    net = auto(path, tmp_path / "trials.json")
    assert (net.provider, net.notes) == (cards.CUDA, ())


def test_it_is_bounded_in_time(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = cards.insert(monkeypatch)
    monkeypatch.setattr(trial, "BUDGET", 0.01)
    card.slow = SLOW
    auto(path, tmp_path / "trials.json")
    assert card.runs == 2  # one to warm up, one that is timed


def test_a_folder_that_cannot_be_written(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = cards.insert(monkeypatch)
    card.processor_slow = SLOW
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert auto(path, tmp_path / "file" / "trials.json").provider == cards.CUDA


def test_a_number_that_is_larger_than_any(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = cards.insert(monkeypatch)
    card.processor_slow = SLOW
    memory = tmp_path / "trials.json"
    auto(path, memory)
    key = next(iter(Remembered(memory)._read()))
    Remembered(memory).put(key, {"cuda": 10**400, "cpu": 1})
    assert auto(path, memory).provider == CPU


def test_what_cannot_be_put_in_place_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.mkdir()  # so it cannot be replaced
    memory = Remembered(file)
    memory.put("a", 1)
    memory.put("b", 2)
    assert memory.get("a") == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.json"]


def test_two_processes_keep_what_the_other_found(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    Remembered(file).put("a", 1)
    late = Remembered(file)
    late.put("b", [2])
    assert (Remembered(file).get("a"), Remembered(file).get("b")) == (1, [2])
    late.drop("a")
    assert Remembered(file).get("a") is None
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.json"]  # nothing half-written stays
