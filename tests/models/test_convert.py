"""PyTorch checkpoints: what holds code is refused unopened; what holds weights becomes ONNX."""

from __future__ import annotations

import importlib.util
import os
import pickle
import subprocess
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

from app.errors import ModelError
from app.inference.onnx import CPU, OnnxNet
from app.models import checkpoint, convert
from app.models.checkpoint import check_weights_only
from app.models.contracts import CONTRACTS
from app.models.convert import FOLDER, MODULES, converted
from app.models.manager import ModelManager
from app.models.store import ModelStore
from tests.models.conftest import WriteRegistry, sha256

UPSCALE = CONTRACTS["upscale2/1"]
MAGIC = pickle.dumps(0x1950A86A20F9469CFC6C, 2)
"""How files of before torch 1.6 begin."""


def archive(path: Path, data: bytes, **more: bytes) -> Path:
    """A checkpoint as torch writes it since 1.6."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        file.writestr("archive/data.pkl", data)
        file.writestr("archive/version", b"3\n")
        for name, content in more.items():
            file.writestr(f"archive/{name}", content)
    return path


def legacy(path: Path, data: bytes) -> Path:
    rest = [pickle.dumps(1001, 2), pickle.dumps({"little_endian": True}, 2)]
    path.write_bytes(b"".join([MAGIC, *rest, data, pickle.dumps(["0"], 2)]) + b"weights")
    return path


class Attack:
    """Calls the system when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.marker),)


def attacks(marker: Path) -> dict[str, bytes]:
    """Ways to run a program with a pickle."""
    command = f"open({str(marker)!r}, 'w')".encode()
    return {
        "reduce": pickle.dumps({"params_ema": Attack(marker)}, 2),
        "stack global": pickle.dumps({"params_ema": Attack(marker)}, 4),
        "eval": b"\x80\x02cbuiltins\neval\nX" + len(command).to_bytes(4, "little") + command
        + b"\x85R.",
        "instance": b"(X" + len(command).to_bytes(4, "little") + command + b"ibuiltins\neval\n.",
        "class": b"(cbuiltins\neval\nX" + len(command).to_bytes(4, "little") + command + b"o.",
        "a part of torch": b"\x80\x02ctorch._utils\nos.system\nX\x01\x00\x00\x00a\x85R.",
    }  # fmt: skip


@pytest.mark.parametrize("kind", list(attacks(Path())))
@pytest.mark.parametrize("write", [archive, legacy])
def test_code_is_refused_unopened(tmp_path: Path, kind: str, write) -> None:
    marker = tmp_path / "marker"
    path = write(tmp_path / "a.pth", attacks(marker)[kind])
    with pytest.raises(ModelError, match="holds code and not only weights") as caught:
        converted(path, UPSCALE, "0" * 64, tmp_path / FOLDER)
    assert "\n" not in str(caught.value)
    assert not marker.exists()
    assert not (tmp_path / FOLDER).exists()


def test_the_attacks_are_real(tmp_path: Path) -> None:
    """Else the test above shows nothing."""
    for kind in ("reduce", "stack global", "eval", "instance", "class"):
        marker = tmp_path / kind
        pickle.loads(attacks(marker)[kind])
        assert marker.exists(), kind


def test_torch_is_not_imported_for_it(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.pth", attacks(tmp_path / "m")["reduce"])
    program = (
        "import sys, pathlib\nfrom app.models.checkpoint import check_weights_only\n"
        f"try:\n    check_weights_only(pathlib.Path({str(path)!r}))\n"
        "except Exception as error:\n    print(type(error).__name__, 'torch' in sys.modules)\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["ModelError", "False"]


def test_a_program_in_torchscript_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.pth", pickle.dumps({}, 2), **{"code/__torch__.py": b"pass"})
    with pytest.raises(ModelError, match="TorchScript"):
        check_weights_only(path)


@pytest.mark.parametrize("write", [archive, legacy])
def test_weights_pass(tmp_path: Path, write) -> None:
    tensors = OrderedDict(a=1.5, b=[1, 2], c="x", d=(True, None))
    check_weights_only(write(tmp_path / "a.pth", pickle.dumps({"params_ema": tensors}, 2)))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"<!doctype html><html>", "web page"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
        (b"hello", "no PyTorch checkpoint"),
        (pickle.dumps({"a": 1}, 2), "no PyTorch checkpoint"),
        (b"PK\x03\x04" + b"0" * 100, "no PyTorch checkpoint"),
    ],
)
def test_other_files_are_told_in_a_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.pth"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=said) as caught:
        check_weights_only(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("write", [archive, legacy])
def test_what_is_cut_off_is_told(tmp_path: Path, write) -> None:
    data = pickle.dumps({"params_ema": OrderedDict(a=list(range(200)))}, 2)
    path = write(tmp_path / "a.pth", data)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ModelError, match="cut off"):
        check_weights_only(path)


HUGE = b"\x80\x04\x8e" + (2**62).to_bytes(8, "little") + b"x."
"""A text that is said to have exabytes."""


def flagged(path: Path, *, local: int, central: int, value: int) -> Path:
    """An archive with another byte in both headers of its only part."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("archive/data.pkl", pickle.dumps({"params_ema": [1.5] * 200}, 2))
    content = bytearray(path.read_bytes())
    content[local] = content[content.index(b"PK\x01\x02") + central] = value
    path.write_bytes(content)
    return path


def with_broken_deflate(path: Path) -> Path:
    flagged(path, local=8, central=10, value=zipfile.ZIP_DEFLATED)
    content = bytearray(path.read_bytes())
    content[30 + len("archive/data.pkl")] = 0xFF  # of no kind of block
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "make",
    [
        lambda path: flagged(path, local=6, central=8, value=1),  # encrypted
        lambda path: flagged(path, local=8, central=10, value=14),  # LZMA, which it is not
        with_broken_deflate,
        lambda path: archive(path, HUGE),
        lambda path: legacy(path, HUGE),
    ],
)
def test_damage_of_every_kind_is_told_in_a_line(tmp_path: Path, make) -> None:
    path = make(tmp_path / "a.pth")
    with pytest.raises(ModelError, match="is no PyTorch checkpoint") as caught:
        check_weights_only(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("write", [archive, legacy])
def test_instructions_without_end_are_refused(
    tmp_path: Path, write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint, "_MOST_OPCODES", 1000)
    check_weights_only(write(tmp_path / "a.pth", b"\x80\x02" + b"N0" * 450 + b"N."))
    path = write(tmp_path / "b.pth", b"\x80\x02" + b"N0" * 500 + b"N.")
    with pytest.raises(ModelError, match="its index is too large"):
        check_weights_only(path)


def test_what_is_called_is_printable(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.pth", b"\x80\x02cos\x1b[31m\r\nsys" + b"y" * 900 + b"\n.")
    with pytest.raises(ModelError, match="holds code") as caught:
        check_weights_only(path)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < len(str(path)) + 300


def test_a_zip_without_weights(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("readme.txt", b"hello")
    with pytest.raises(ModelError, match=r"not one data\.pkl"):
        check_weights_only(path)


# -- conversion ------------------------------------------------------------------------------------


def test_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "a.pth", pickle.dumps({}, 2))
    monkeypatch.setattr(convert, "MODULES", ("no_such_torch", "os"))
    with pytest.raises(ModelError, match=r'no_such_torch is missing.*"understudy\[torch\]"'):
        converted(path, UPSCALE, "0" * 64, tmp_path / FOLDER)


def test_what_was_converted_is_not_converted_again(tmp_path: Path) -> None:
    made = tmp_path / f"a-{'0' * 16}-{convert.VERSION}.onnx"
    made.write_bytes(b"there")
    assert converted(tmp_path / "a.pth", UPSCALE, "0" * 64, tmp_path) == made


@pytest.fixture(scope="module")
def torch() -> Any:
    """It takes seconds to import, and where no torchvision goes with it, spandrel does not."""
    missing = [name for name in MODULES if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(f'{" and ".join(missing)} missing: pip install "understudy[torch]"')
    tried = subprocess.run(
        [sys.executable, "-c", "import spandrel"], capture_output=True, text=True, check=False
    )
    if tried.returncode:
        pytest.skip(f"spandrel does not import: {tried.stderr.splitlines()[-1]}")
    return pytest.importorskip("torch")


def esrgan(torch: Any, path: Path, scale: int = 4) -> Any:
    """x2plus with one small block instead of 23 large ones."""
    from spandrel.architectures.ESRGAN import ESRGAN

    torch.manual_seed(0)
    net = ESRGAN(in_nc=12, num_filters=8, num_blocks=1, scale=scale, shuffle_factor=2).eval()
    torch.save({"params_ema": net.state_dict()}, path)
    return net


def test_real_esrgan_by_the_manager(torch, tmp_path: Path, write_registry: WriteRegistry) -> None:
    path = tmp_path / "RealESRGAN_x2plus.pth"
    net = esrgan(torch, path)
    registry = write_registry(
        '[licence.free]\ntitle = "Free"\nurl = ""\nterms = "Any."\n'
        '[[model]]\nname = "up.pth"\ntitle = "a"\ntask = "upscaler"\nlicence = "free"\n'
        f'file = "{path.name}"\ncontract = "upscale2/1"\nmanual = "x"\n'
        f'sha256 = "{sha256(path.read_bytes())}"\n'
    )
    manager = ModelManager(ModelStore(registry, tmp_path, ()), providers=[CPU])
    image = np.random.default_rng(3).random((1, 3, 34, 90), np.float32)
    with manager.using("up.pth") as found:
        (made,) = found.run(image=image)
    with torch.no_grad():
        right = net(torch.from_numpy(image)).numpy()
    np.testing.assert_allclose(made, right, atol=1e-5)
    assert np.abs(made - right[:, ::-1]).max() > 1e-3
    (kept,) = (tmp_path / FOLDER).iterdir()  # and nothing half made
    before = kept.stat().st_mtime_ns
    manager.cleanup()
    with manager.using("up.pth"):
        pass
    assert kept.stat().st_mtime_ns == before


def test_another_network_or_scale_is_refused(torch, tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    esrgan(torch, path)
    with pytest.raises(ModelError, match="it is a ESRGAN, expected GFPGAN"):
        converted(path, CONTRACTS["restore512/1"], "0" * 64, tmp_path / FOLDER)
    esrgan(torch, path, scale=8)
    with pytest.raises(ModelError, match="4 times as large, expected 2"):
        converted(path, UPSCALE, "1" * 64, tmp_path / FOLDER)
    torch.save({"params_ema": {"a.weight": torch.zeros(3)}}, path)
    with pytest.raises(ModelError, match="does not know this network") as caught:
        converted(path, UPSCALE, "2" * 64, tmp_path / FOLDER)
    assert "\n" not in str(caught.value)
    assert not list((tmp_path / FOLDER).iterdir())


def test_a_result_that_differs_is_refused(torch, tmp_path: Path, monkeypatch) -> None:
    from app.models import convert_process

    path = tmp_path / "a.pth"
    esrgan(torch, path)
    monkeypatch.setattr(convert_process, "_MEAN", 0.0)
    with pytest.raises(ModelError, match="from torch's on average"):
        convert_process.convert(path, tmp_path / "a.onnx", UPSCALE)
    assert not (tmp_path / "a.onnx").exists()


def test_codeformer_says_which_code_it_needs(torch, tmp_path: Path) -> None:
    if importlib.util.find_spec("spandrel_extra_arches") is not None:
        pytest.skip("spandrel_extra_arches is installed")
    path = tmp_path / "a.pth"
    esrgan(torch, path)
    with pytest.raises(ModelError, match="non-commercial use only"):
        converted(path, CONTRACTS["codeformer/1"], "0" * 64, tmp_path / FOLDER)


@pytest.mark.slow
@pytest.mark.parametrize("which", ["GFPGAN", "CodeFormer"])
def test_restorers_in_full_size(torch, tmp_path: Path, which: str) -> None:
    """With random weights; half a gigabyte, and a minute."""
    path = tmp_path / "a.pth"
    torch.manual_seed(0)
    if which == "GFPGAN":
        from spandrel.architectures.GFPGAN import GFPGAN

        net = GFPGAN(
            out_size=512, num_style_feat=512, channel_multiplier=2, decoder_load_path=None,
            fix_decoder=False, num_mlp=8, input_is_latent=True, different_w=True, narrow=1,
            sft_half=True,
        )  # fmt: skip
        contract = CONTRACTS["restore512/1"]
    else:
        reason = "pip install spandrel_extra_arches (its code is for non-commercial use only)"
        module = pytest.importorskip(
            "spandrel_extra_arches.architectures.CodeFormer", reason=reason
        )
        net, contract = module.CodeFormer(), CONTRACTS["codeformer/1"]
    net.eval()
    torch.save({"params_ema": net.state_dict()}, path)
    made = OnnxNet(
        converted(path, contract, "0" * 64, tmp_path / FOLDER), contract, providers=[CPU]
    )
    face = np.random.default_rng(5).uniform(-1, 1, (1, 3, 512, 512)).astype(np.float32)
    with torch.no_grad():
        if which == "GFPGAN":
            right = net(torch.from_numpy(face), return_rgb=False, randomize_noise=False)[0]
            (result,) = made.run(face=face)
        else:
            right = net(torch.from_numpy(face), torch.tensor([0.8]))[0]
            (result,) = made.run(face=face, weight=np.array([0.8], np.float32))
            (other,) = made.run(face=face, weight=np.array([0.1], np.float32))
            assert np.abs(other - result).max() > 0.1  # the weight is an input still
    assert np.abs(result - right.numpy()).mean() < 1e-3
    assert np.std(result) > 0.01
