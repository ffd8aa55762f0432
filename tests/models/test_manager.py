"""Networks in ONNX Runtime: checked against their contracts, loaded once, dropped in time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

from app.errors import Kind, ModelError, UsageError
from app.inference import providers
from app.inference.contract import Contract, Port
from app.inference.onnx import CPU, OnnxNet
from app.models import manager as manager_module
from app.models.contracts import CONTRACTS
from app.models.manager import ModelManager
from app.models.store import ModelStore
from tests.models.conftest import WriteRegistry, sha256
from tests.support import nets

INSWAPPER = CONTRACTS["inswapper/1"]
RESTORE = CONTRACTS["restore512/1"]


def random(*shape: int) -> np.ndarray:
    return np.random.default_rng(1).uniform(0, 1, shape).astype(np.float32)


# -- contracts -------------------------------------------------------------------------------------


def test_a_swapper_is_run_by_roles(tmp_path: Path) -> None:
    net = OnnxNet(nets.inswapper(tmp_path / "a.onnx"), INSWAPPER, providers=[CPU])
    target, source = random(1, 3, 128, 128) * 0.5, np.full((1, 512), 0.25, np.float32)
    (face,) = net.run(source=source, target=target)
    assert face.dtype == np.float32
    np.testing.assert_allclose(face, target + 0.25, atol=1e-5)
    assert (net.provider, net.notes) == (CPU, ())
    assert net.shape("source") == (1, 512)


@pytest.mark.parametrize("names", [("input", "output")])
@pytest.mark.parametrize("dtype", ["float32", "float16"])
@pytest.mark.parametrize("batch", [1, "batch"])
def test_precision_and_open_sizes_are_the_files_business(
    tmp_path: Path, names: tuple[str, str], dtype: str, batch: int | str
) -> None:
    path = nets.restorer(tmp_path / "a.onnx", names=names, dtype=dtype, batch=batch)
    net = OnnxNet(path, RESTORE, providers=[CPU])
    face = random(1, 3, 512, 512)
    (result,) = net.run(face=face)
    assert result.dtype == np.float32
    np.testing.assert_allclose(result, face, atol=1e-3)


def test_names_differ_from_file_to_file(tmp_path: Path) -> None:
    face = nets.tensor("x", (1, 3, 512, 512))
    weight = nets.tensor("w", (1,), "float64")
    node = nets.onnx.helper.make_node("Identity", ["x"], ["y"])
    path = nets.save(
        tmp_path / "a.onnx", [node], [face, weight], [nets.tensor("y", (1, 3, 512, 512))]
    )
    net = OnnxNet(path, CONTRACTS["codeformer/1"], providers=[CPU])
    assert net.takes("weight")
    face_values = random(1, 3, 512, 512)
    (result,) = net.run(face=face_values, weight=np.array([0.5]))
    np.testing.assert_array_equal(result, face_values)


def test_a_detectors_nine_outputs_come_in_order(tmp_path: Path) -> None:
    """Scores, boxes and points are told apart by their last size, strides by their order."""
    nodes, outputs, values = [], [], []
    for kind, last in (("s", 1), ("b", 4), ("k", 10)):
        for stride in (8, 16, 32):
            name = f"{kind}{stride}"
            value = np.full((2, last), stride + last, np.float32)
            values.append(nets.constant(f"{name}v", value))
            nodes.append(nets.onnx.helper.make_node("Add", [f"{name}v", "zero"], [name]))
            outputs.append(nets.tensor(name, (2, last)))
    nodes.insert(0, nets.onnx.helper.make_node("ReduceMin", ["input.1"], ["least"], keepdims=0))
    nodes.insert(1, nets.onnx.helper.make_node("Sub", ["least", "least"], ["zero"]))
    path = nets.save(
        tmp_path / "a.onnx", nodes, [nets.tensor("input.1", (1, 3, "h", "w"))], outputs, values
    )
    net = OnnxNet(path, CONTRACTS["scrfd/1"], providers=[CPU])
    results = net.run(image=random(1, 3, 320, 640))
    assert [(r.shape[-1], r[0, 0] - r.shape[-1]) for r in results] == [
        (last, stride) for last in (1, 4, 10) for stride in (8, 16, 32)
    ]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: nets.inswapper(path, side=256), r"target 1×3×256×256.*expected 1×3×128×128"),
        (lambda path: nets.inswapper(path, latent=256), r"source 1×256.*expected 1×512"),
        (lambda path: nets.inswapper(path, output="swapped"), "no output output but swapped"),
        (lambda path: nets.restorer(path, 128), "no input target but input"),
    ],
)
def test_another_network_is_refused(tmp_path: Path, make, said: str) -> None:
    path = make(tmp_path / "a.onnx")
    with pytest.raises(ModelError, match=said) as caught:
        OnnxNet(path, INSWAPPER, providers=[CPU])
    assert "\n" not in str(caught.value)
    assert caught.value.kind is Kind.MODEL_UNUSABLE


def test_an_input_too_many_and_a_wrong_type(tmp_path: Path) -> None:
    node = nets.onnx.helper.make_node("Identity", ["input"], ["output"])
    ends = [nets.tensor(name, (1, 3, 512, 512)) for name in ("input", "output")]
    path = nets.save(tmp_path / "a.onnx", [node], [ends[0], nets.tensor("more", (1,))], ends[1:])
    with pytest.raises(ModelError, match="input too many: more 1 float32"):
        OnnxNet(path, RESTORE, providers=[CPU])
    path = nets.restorer(tmp_path / "b.onnx", dtype="uint8")
    with pytest.raises(ModelError, match="uint8, expected float32 or float16"):
        OnnxNet(path, RESTORE, providers=[CPU])


def test_what_comes_out_is_looked_at(tmp_path: Path) -> None:
    """A file may leave its sizes open and then give others, or no numbers."""
    helper = nets.onnx.helper
    ends = [nets.tensor("input", (1, 3, 512, 512)), nets.tensor("output", (1, 3, "h", "w"))]
    nodes = [  # ONNX Runtime cannot know where this is cut off
        helper.make_node("ReduceMax", ["input"], ["most"], keepdims=0),
        helper.make_node("Sub", ["most", "most"], ["zero"]),
        helper.make_node("Cast", ["zero"], ["integer"], to=nets.onnx.TensorProto.INT64),
        helper.make_node("Add", ["integer", "half"], ["ends"]),
        helper.make_node("Slice", ["input", "starts", "ends", "axes"], ["output"]),
    ]
    values = [("half", [256, 256]), ("starts", [0, 0]), ("axes", [2, 3])]
    constants = [nets.constant(name, np.array(value, np.int64)) for name, value in values]
    path = nets.save(tmp_path / "a.onnx", nodes, ends[:1], ends[1:], constants)
    with pytest.raises(ModelError, match=r"gives face of \(1, 3, 256, 256\)"):
        OnnxNet(path, RESTORE, providers=[CPU])
    nodes = [
        helper.make_node("Neg", ["input"], ["negative"]),
        helper.make_node("Sqrt", ["negative"], ["output"]),
    ]
    path = nets.save(tmp_path / "b.onnx", nodes, ends[:1], ends[1:])
    with pytest.raises(ModelError, match="no numbers"):
        OnnxNet(path, RESTORE, providers=[CPU])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"PK\x03\x04\x00archive/data.pkl", "pickled PyTorch checkpoint"),
        (b"\x80\x02}q\x00(X\x06\x00\x00\x00params", "pickled"),
        (b"", "is empty"),
        (b"\x08\x08\x12\x04some other bytes", "damaged or cut off"),
        (None, "cannot be read"),
    ],
)
def test_files_that_are_no_networks(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "a.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=said) as caught:
        OnnxNet(path, INSWAPPER, providers=[CPU])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_that_was_cut_off(tmp_path: Path, share: float) -> None:
    path = nets.inswapper(tmp_path / "a.onnx", megabytes=1)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ModelError, match=r"a\.onnx is damaged or cut off[^\n]*$"):
        OnnxNet(path, INSWAPPER, providers=[CPU])


def test_a_provider_that_is_not_there_makes_way(tmp_path: Path) -> None:
    path = nets.inswapper(tmp_path / "a.onnx")
    if "CUDAExecutionProvider" in providers.runtime().get_available_providers():
        pytest.skip("this machine has the provider that is to be missing")
    net = OnnxNet(path, INSWAPPER, providers=["CUDAExecutionProvider", CPU])
    assert net.provider == CPU
    (note,) = net.notes
    assert "CUDA" in note
    with pytest.raises(ModelError, match=r"does not run on CUDA[^\n]*$"):
        OnnxNet(path, INSWAPPER, providers=["CUDAExecutionProvider"])


def test_without_onnx_runtime_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelError, match=r"understudy\[onnx\]"):
        OnnxNet(tmp_path / "a.onnx", INSWAPPER)


def test_every_contract_can_be_warmed_up() -> None:
    for contract in CONTRACTS.values():
        for port in contract.inputs:
            assert not port.sample or port.fits(port.sample)
            assert port.sample or None not in port.shape[1:]


def test_an_optional_input() -> None:
    morph = next(port for port in CONTRACTS["dfm/1"].inputs if port.optional)
    assert isinstance(morph, Port)
    assert isinstance(CONTRACTS["dfm/1"], Contract)


# -- the manager -----------------------------------------------------------------------------------

MEGABYTES = 60


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network of 60 MB; sessions with it hold as much."""
    return nets.inswapper(tmp_path_factory.mktemp("nets") / "a.onnx", megabytes=MEGABYTES)


@pytest.fixture
def sized(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks count as large as their files: how a process grows is not the same each time."""
    monkeypatch.setattr(manager_module, "memory_mb", lambda: None)


@pytest.fixture
def manager_of(write_registry: WriteRegistry, home: Path, large: Path):
    """Three networks in a store, and a manager of them."""
    home = home / "models"
    home.mkdir()
    text = '[licence.free]\ntitle = "Free"\nurl = ""\nterms = "Any."\n'
    for name in ("a", "b", "c"):
        path = Path(shutil.copy(large, home / f"{name}.onnx"))
        text += (
            f'[[model]]\nname = "{name}"\ntitle = "{name}"\ntask = "swapper"\nlicence = "free"\n'
            f'file = "{name}.onnx"\nbytes = {path.stat().st_size}\ncontract = "inswapper/1"\n'
            f'sha256 = "{sha256(path.read_bytes())}"\nmanual = "x"\n'
        )
    text += (
        '[[model]]\nname = "pth"\ntitle = "p"\ntask = "swapper"\nlicence = "free"\n'
        f'file = "p.pth"\nsha256 = "{"0" * 64}"\nmanual = "x"\n'
    )
    store = ModelStore(write_registry(text), home=home, others=())

    def make(**options) -> ModelManager:
        return ModelManager(store, **({"providers": [CPU], "threads": 1} | options))

    return make


def test_many_threads_get_one_network(manager_of, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[Path] = []
    real = OnnxNet.__init__

    def init(self: OnnxNet, path: Path, *args, **options) -> None:
        loaded.append(path)
        real(self, path, *args, **options)

    monkeypatch.setattr(OnnxNet, "__init__", init)
    manager = manager_of()
    barrier = threading.Barrier(8)
    found: list[OnnxNet] = []

    def get() -> None:
        barrier.wait()
        found.append(manager.get("a"))

    threads = [threading.Thread(target=get) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(map(id, found))) == 1
    assert len(loaded) == 1
    for _ in range(7):
        manager.release("a")
    assert manager.cleanup() == 0  # one still uses it
    manager.release("a")
    assert manager.cleanup() >= 0.99e6 * MEGABYTES
    assert manager.memory == {}


def test_progress_and_the_async_form(manager_of) -> None:
    manager = manager_of()
    told: list[tuple[str, float]] = []
    future = manager.get_async("a", lambda what, share: told.append((what, share)))
    net = future.result(timeout=60)
    assert net is manager.get("a")
    for thread in threading.enumerate():
        if thread.name == "understudy-model-a":
            thread.join()
    assert [what for what, _ in told] == ["checking", "loading", "ready"]
    assert [share for _, share in told] == sorted(share for _, share in told)
    failing = manager.get_async("pth")
    with pytest.raises(ModelError, match="is not a network for ONNX Runtime"):
        failing.result(timeout=60)


GIVES_BACK = """
import gc, sys
from pathlib import Path
import numpy as np
from app.diagnostics import memory_mb
from app.errors import ModelError
from app.inference.onnx import CPU
from app.models.manager import ModelManager
from app.models.registry import Registry
from app.models.store import ModelStore
from app.process import prepare

prepare()
registry, home, megabytes = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
store = ModelStore(Registry.load(registry), home=home, others=())
manager = ModelManager(store, providers=[CPU], threads=1)
with manager.using("a"):
    pass
manager.cleanup()
gc.collect()
before = memory_mb()
if before is None:
    print("unknown")
    raise SystemExit
kept = [manager.get("b"), manager.get("c")]  # whoever keeps one does not keep its memory
during = memory_mb()
assert during - before > 1.6 * megabytes, (before, during)
assert set(manager.memory) == {"b", "c"}
assert all(size >= 0.99e6 * megabytes for size in manager.memory.values())
manager.release("b")
manager.release("c")
assert manager.cleanup() >= 2 * 0.99e6 * megabytes
gc.collect()
after = memory_mb()
assert after - before < 0.6 * megabytes, (before, during, after)
try:
    kept[0].run(
        target=np.zeros((1, 3, 128, 128), np.float32), source=np.zeros((1, 512), np.float32)
    )
except ModelError as error:
    print(error)
"""


def test_release_gives_memory_back(manager_of, tmp_path: Path, home: Path) -> None:
    """In a process of its own: what hundreds of tests freed before would be used again here."""
    manager_of()
    arguments = [tmp_path / "registry.toml", home / "models", MEGABYTES]
    done = subprocess.run(
        [sys.executable, "-c", GIVES_BACK, *map(str, arguments)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    if done.stdout.strip() == "unknown":
        pytest.skip("this system does not tell how much memory a process has")
    assert "b.onnx was released" in done.stdout


def test_the_longest_idle_makes_room(manager_of, sized: None) -> None:
    limit = int(2.5e6 * MEGABYTES)
    manager = manager_of(limit=limit)
    a = manager.get("a")
    manager.get("b")
    manager.release("a")
    manager.release("b")
    assert manager.get("a") is a  # it was still there, and b is idle for longer now
    manager.release("a")
    manager.get("c")
    assert set(manager.memory) == {"a", "c"}
    assert sum(manager.memory.values()) <= limit


def test_what_is_in_use_stays(manager_of, sized: None) -> None:
    manager = manager_of(limit=int(2.5e6 * MEGABYTES))
    a = manager.get("a")
    b = manager.get("b")
    with pytest.raises(ModelError, match=r"^c needs \d+ MB, and networks in use take[^\n]*$"):
        manager.get("c")
    a.run(target=random(1, 3, 128, 128), source=random(1, 512))
    b.run(target=random(1, 3, 128, 128), source=random(1, 512))
    manager.release("b")
    manager.get("c")
    assert "b" not in manager.memory


def test_a_load_that_failed_is_tried_again(manager_of) -> None:
    manager = manager_of()
    path = manager.store.home / "a.onnx"
    for other in ("b", "c"):  # they have the same content
        path.with_name(f"{other}.onnx").unlink()
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"x")
    with pytest.raises(ModelError, match="sha256 is wrong"):
        manager.get("a")
    path.unlink()
    with pytest.raises(ModelError, match="not installed"):
        manager.get("a")
    path.write_bytes(content)
    manager.get("a")
    with pytest.raises(UsageError, match="no model 'd'"):
        manager.get("d")
    assert set(manager.memory) == {"a"}


def test_a_file_of_no_registry(manager_of, tmp_path: Path) -> None:
    manager = manager_of()
    path = nets.restorer(tmp_path / "mine.onnx")
    net = manager.get_file(path, "restore512/1")
    assert manager.get_file(path, "restore512/1") is net
    manager.release(str(path))
    manager.release(str(path))
    assert manager.cleanup() > 0


def test_a_file_that_was_replaced_while_idle_is_loaded_anew(manager_of, tmp_path: Path) -> None:
    manager = manager_of()
    path = tmp_path / "mine.onnx"
    ports = (Port("face", (1, 3, None, None)),)
    any_side = Contract("any/1", ports, ports)
    first = manager.get_file(nets.restorer(path, 32), any_side)
    nets.restorer(path, 64)
    assert manager.get_file(path, any_side) is first  # it is in use
    for _ in range(2):
        manager.release(str(path))
    second = manager.get_file(path, any_side)
    assert second.shape("face") == (1, 3, 64, 64)
    with pytest.raises(ModelError, match="was released"):
        first.run(face=random(1, 3, 32, 32))
    manager.release(str(path))
    assert manager.get_file(path, any_side) is second  # nothing changed
    manager.release(str(path))
    os.utime(path, ns=(1, 1))  # of the same size
    assert manager.get_file(path, any_side) is not second
    manager.release(str(path))
    with pytest.raises(ModelError, match="expected 1×3×512×512"):
        manager.get_file(path, "restore512/1")  # the same file, which must be something else
    path.unlink()
    with pytest.raises(ModelError, match="cannot be read"):
        manager.get_file(path, any_side)
    assert manager.memory == {}


def test_whatever_a_file_makes_others_raise_is_one_line(manager_of, tmp_path: Path) -> None:
    manager = manager_of()
    path = nets.dfm(tmp_path / "a.dfm", 32)
    content = path.read_bytes()
    assert content.count(b"batch") == 1
    path.write_bytes(content.replace(b"batch", b"\xd0atch"))  # UnicodeDecodeError
    with pytest.raises(ModelError, match=r"a\.dfm is damaged or cut off \(a name[^\n]*$"):
        manager.get_file(path, "dfm/1")
    path = large_input(tmp_path / "b.onnx")  # ValueError: such an array there is not
    free = Contract("free/1", (Port("image", (1, 3, None, None)),), (Port("least", ()),))
    with pytest.raises(ModelError, match=r"b\.onnx cannot be loaded \([^\n]*; delete it") as caught:
        manager.get_file(path, free)
    assert caught.value.kind is Kind.MODEL_UNUSABLE
    assert manager.memory == {}


def large_input(path: Path) -> Path:
    """A network for pictures of 2**31 by 2**31 pixels."""
    node = nets.onnx.helper.make_node("ReduceMin", ["image"], ["least"], keepdims=0)
    ends = [nets.tensor("image", (1, 3, 2**31, 2**31)), nets.tensor("least", ())]
    return nets.save(path, [node], ends[:1], ends[1:])


def test_notices_are_passed_on(manager_of) -> None:
    said: list[ModelError] = []
    manager = manager_of(notice=said.append, providers=["cuda", "cpu"])
    if "CUDAExecutionProvider" in providers.runtime().get_available_providers():
        pytest.skip("this machine has the provider that is to be missing")
    assert manager.get("a").provider == CPU
    assert "CUDA" in str(said[0])
    assert said[0].kind is Kind.MODEL_ON_CPU
