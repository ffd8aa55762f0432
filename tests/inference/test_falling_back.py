"""What fails on a graphics card goes on one step below it, is told, and costs no frame."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from app.errors import Kind, ModelError
from app.inference.onnx import CPU, OnnxNet
from app.models.contracts import CONTRACTS
from tests.support import card as cards
from tests.support import nets

INSWAPPER = CONTRACTS["inswapper/1"]
TARGET = np.random.default_rng(1).uniform(0, 0.5, (1, 3, 128, 128)).astype(np.float32)
SOURCE = np.full((1, 512), 0.25, np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return nets.inswapper(tmp_path / "a.onnx")


def is_right(net: OnnxNet) -> None:
    (face,) = net.run(target=TARGET, source=SOURCE)
    np.testing.assert_allclose(face, TARGET + 0.25, atol=1e-5)


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        ("out of memory", "failed on CUDA (out of memory)"),
        ("lost", "an illegal memory access was encountered"),
        ("suspended", "887A0005"),
    ],
)
def test_a_run_that_fails_is_repeated_on_the_processor(
    path: Path, monkeypatch: pytest.MonkeyPatch, failure: str, said: str
) -> None:
    card = cards.insert(monkeypatch)
    told: list[ModelError] = []
    net = OnnxNet(path, INSWAPPER, providers=["cuda", "cpu"], bind_io=False, notice=told.append)
    is_right(net)
    assert (net.provider, net.gpu, net.notes) == (cards.CUDA, True, ())
    card.running = cards.FAILURES[failure]
    is_right(net)  # this very frame is not lost
    assert (net.provider, net.gpu) == (CPU, False)
    (notice,) = told
    assert notice.kind is Kind.MODEL_ON_CPU
    assert notice.what == "a.onnx"
    assert said in str(notice)
    assert "the processor does it from now on" in str(notice)
    assert "\n" not in str(notice)
    assert "annas-laptop" not in str(notice)  # CUDA tells the computer's name
    assert net.notes == (str(notice),)
    runs = card.runs
    card.running = None
    is_right(net)
    assert card.runs == runs  # it stays where it is
    assert len(told) == 1


def test_the_card_gives_its_memory_back_before_the_next_is_opened(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = cards.insert(monkeypatch)
    net = OnnxNet(path, INSWAPPER, providers=["cuda", "cpu"], bind_io=False)
    session = net._current()._session
    held: list[bool] = []
    real = type(session).__init__

    def init(self, *args, **more) -> None:
        held.append(net._runner is not None)
        real(self, *args, **more)

    monkeypatch.setattr(type(session), "__init__", init)
    card.running = cards.FAILURES["out of memory"]
    is_right(net)
    assert held == [False]


def test_many_threads_step_down_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = cards.insert(monkeypatch)
    told: list[ModelError] = []
    net = OnnxNet(path, INSWAPPER, providers=["cuda", "cpu"], bind_io=False, notice=told.append)

    def late() -> Exception:
        time.sleep(0.2)  # all of them are on the card when it fails
        return cards.FAILURES["lost"]()

    card.running = late
    barrier, wrong = threading.Barrier(6), []

    def work() -> None:
        barrier.wait()
        try:
            is_right(net)
        except (AssertionError, ModelError) as error:
            wrong.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(told) == 1
    assert card.opened == [cards.CUDA, CPU]


def test_without_a_step_below_it_is_an_error_of_one_line(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = cards.insert(monkeypatch)
    net = OnnxNet(path, INSWAPPER, providers=["cuda"], bind_io=False)
    card.running = cards.FAILURES["out of memory"]
    with pytest.raises(ModelError, match=r"^a\.onnx failed on CUDA \(out of memory\)$"):
        net.run(target=TARGET, source=SOURCE)
    card.running = None
    is_right(net)  # the next frame may succeed: memory comes and goes


def test_what_is_wrong_with_the_input_is_no_reason_to_leave_the_card(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards.insert(monkeypatch)
    net = OnnxNet(path, INSWAPPER, providers=["cuda", "cpu"], bind_io=False)
    with pytest.raises(ModelError):
        net.run(target=TARGET[..., :64], source=SOURCE)
    assert net.provider == cards.CUDA


def test_a_library_that_is_missing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ONNX Runtime takes the processor then and says nothing."""
    card = cards.insert(monkeypatch)
    card.starts = False
    told: list[ModelError] = []
    net = OnnxNet(path, INSWAPPER, providers=["cuda", "cpu"], notice=told.append)
    assert net.provider == CPU
    (notice,) = told
    assert notice.kind is Kind.MODEL_ON_CPU
    assert "does not run on CUDA (it does not start here: get a newer NVIDIA driver" in str(notice)
    is_right(net)


def test_out_of_memory_while_it_is_loaded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = cards.insert(monkeypatch)
    card.opening = cards.FAILURES["out of memory"]
    net = OnnxNet(path, INSWAPPER, providers=["cuda", "cpu"])
    assert net.notes == ("a.onnx does not run on CUDA (out of memory)",)
    is_right(net)


def test_no_numbers_on_the_card(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = cards.insert(monkeypatch)
    card.changes = lambda result: result * np.float32("inf")
    net = OnnxNet(path, INSWAPPER, providers=["cuda", "cpu"], bind_io=False)
    assert net.provider == CPU
    assert "no numbers" in net.notes[0]
    is_right(net)


def test_closed_while_it_fails(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is opened for one that was given back."""
    card = cards.insert(monkeypatch)
    net = OnnxNet(path, INSWAPPER, providers=["cuda", "cpu"], bind_io=False)

    def close() -> Exception:
        net.close()
        return cards.FAILURES["lost"]()

    card.running = close
    with pytest.raises(ModelError, match="failed on CUDA"):
        net.run(target=TARGET, source=SOURCE)
    assert card.opened == [cards.CUDA]
    with pytest.raises(ModelError, match="was released"):
        net.run(target=TARGET, source=SOURCE)
