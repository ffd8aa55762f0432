"""I/O binding: buffers that are used again, and results that nobody else writes into."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from app.inference.buffers import BoundSession
from app.inference.contract import Contract, Port
from app.inference.onnx import OnnxNet
from app.models.contracts import CONTRACTS
from tests.support import card as cards
from tests.support import nets

INSWAPPER = CONTRACTS["inswapper/1"]
OPEN = Contract(
    "open/1",
    (Port("face", (None, 3, 8, 8), ("input",)),),
    (Port("face", (None, 3, 8, 8), ("output",)),),
)


def lighter(path: Path, *, by: float = 0.25, batch: int | str = "n") -> Path:
    """The picture, lighter; any number of them."""
    ends = [nets.tensor(name, (batch, 3, 8, 8)) for name in ("input", "output")]
    node = nets.onnx.helper.make_node("Add", ["input", "by"], ["output"])
    return nets.save(path, [node], ends[:1], ends[1:], [nets.constant("by", np.float32(by))])


def buffers(net: OnnxNet) -> BoundSession:
    found = net._current()._buffers
    assert found is not None
    return found


@pytest.mark.parametrize("bind_io", [True, False])
def test_results_are_the_callers_own(tmp_path: Path, bind_io: bool) -> None:
    net = OnnxNet(
        nets.inswapper(tmp_path / "a.onnx"), INSWAPPER, providers=["cpu"], bind_io=bind_io
    )
    source = np.full((1, 512), 0.25, np.float32)
    dark, light = np.zeros((1, 3, 128, 128), np.float32), np.ones((1, 3, 128, 128), np.float32)
    (first,) = net.run(target=dark, source=source)
    kept = first.copy()
    (second,) = net.run(target=light, source=source)
    np.testing.assert_array_equal(first, kept)
    np.testing.assert_allclose(second, 1.25, atol=1e-5)
    second[:] = 7
    (third,) = net.run(target=light, source=source)
    np.testing.assert_allclose(third, 1.25, atol=1e-5)
    np.testing.assert_array_equal(dark, 0)  # the caller's inputs are left alone, too
    np.testing.assert_array_equal(light, 1)


def test_buffers_are_made_once_for_each_size(tmp_path: Path) -> None:
    net = OnnxNet(lighter(tmp_path / "a.onnx"), OPEN, providers=["cpu"], bind_io=True)
    made = buffers(net).made
    for value in (0.0, 0.5, 1.0):
        (face,) = net.run(face=np.full((1, 3, 8, 8), value, np.float32))
        np.testing.assert_allclose(face, value + 0.25)
    assert buffers(net).made == made
    for count in (2, 3, 3):
        (faces,) = net.run(face=np.full((count, 3, 8, 8), 0.5, np.float32))
        assert faces.shape == (count, 3, 8, 8)
        np.testing.assert_allclose(faces, 0.75)
    assert buffers(net).made == made + 2
    four = np.zeros((4, 3, 8, 8), np.float32)
    net.run(face=four)
    net.run(face=four + 1)
    np.testing.assert_array_equal(four, 0)  # the buffer of its size is another


def test_threads_do_not_mix_their_faces(tmp_path: Path) -> None:
    net = OnnxNet(lighter(tmp_path / "a.onnx"), OPEN, providers=["cpu"], bind_io=True)
    wrong: list[float] = []

    def work(value: float) -> None:
        for _ in range(200):
            (face,) = net.run(face=np.full((1, 3, 8, 8), value, np.float32))
            if not np.allclose(face, value + 0.25):
                wrong.append(value)

    threads = [threading.Thread(target=work, args=(float(at),)) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_card_that_cannot_bind_runs_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards.insert(monkeypatch)  # this ONNX Runtime has no CUDA, so no buffer can lie there
    net = OnnxNet(lighter(tmp_path / "a.onnx"), OPEN, providers=["cuda", "cpu"])
    assert net.provider == cards.CUDA
    (note,) = net.notes
    assert "runs on CUDA without I/O binding" in note
    assert net.notices[0].kind is None  # the card still does the work


def test_an_open_batch(tmp_path: Path) -> None:
    assert OnnxNet(lighter(tmp_path / "a.onnx"), OPEN, providers=["cpu"]).batch is None
    fixed = lighter(tmp_path / "b.onnx", batch=1)
    assert OnnxNet(fixed, OPEN, providers=["cpu"]).batch == 1
    four = lighter(tmp_path / "c.onnx", batch=4)
    assert OnnxNet(four, OPEN, providers=["cpu"]).batch == 4
    swapper = nets.inswapper(tmp_path / "d.onnx")
    assert OnnxNet(swapper, INSWAPPER, providers=["cpu"]).batch == 1


@pytest.mark.parametrize("inside", ["a reshape to one", "a mean over all"])
def test_a_batch_that_is_open_in_name_only(
    tmp_path: Path, inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many files were written for one picture, whatever they declare; that is no reason to leave
    the card, either."""
    ends = [nets.tensor(name, ("n", 3, 8, 8)) for name in ("input", "output")]
    make = nets.onnx.helper.make_node
    constants = [nets.constant("shape", np.array([1, 3, 8, 8], np.int64))]
    nodes = [make("Reshape", ["input", "shape"], ["output"])]
    if inside == "a mean over all":
        nodes = [
            make("ReduceMean", ["input"], ["mean"], keepdims=1),
            make("Add", ["input", "mean"], ["output"]),
        ]
        constants = []
    path = nets.save(tmp_path / "a.onnx", nodes, ends[:1], ends[1:], constants)
    cards.insert(monkeypatch)
    net = OnnxNet(path, OPEN, providers=["cuda", "cpu"], bind_io=False)
    assert net.batch == 1
    assert (net.provider, net.notes) == (cards.CUDA, ())
