"""Execution providers: names, options, what is installed, what a person may ask for."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

from app.errors import UsageError
from app.inference import providers
from app.inference.onnx import OnnxNet
from app.models.contracts import CONTRACTS
from tests.support import nets

INSWAPPER = CONTRACTS["inswapper/1"]


def test_names_of_people_and_of_onnx_runtime() -> None:
    for provider in providers.PROVIDERS:
        assert providers.find(provider.id) is provider
        assert providers.find(provider.name) is provider
    with pytest.raises(UsageError, match=r"no execution provider 'cudaa'; did you mean 'cuda'\?"):
        providers.find("cudaa")


def test_what_is_asked_for_has_one_step_below_it() -> None:
    assert providers.chain("auto") is None
    assert providers.chain("cpu") == ("cpu",)
    assert providers.chain("coreml") == ("coreml", "cpu")
    assert providers.chain("tensorrt") == ("tensorrt", "cuda", "cpu")
    with pytest.raises(UsageError):
        providers.chain("gpu")


def test_the_processor_is_always_there() -> None:
    there = providers.installed(providers.runtime())
    assert there[-1] is providers.CPU
    assert all(not provider.asked_only for provider in providers.candidates(providers.runtime()))


def test_what_is_compiled_lies_in_the_cache(tmp_path: Path) -> None:
    for name, key in (
        ("tensorrt", "trt_engine_cache_path"),
        ("coreml", "ModelCacheDirectory"),
        ("openvino", "cache_dir"),
    ):
        found = providers.options(providers.find(name), 0, tmp_path, 2)
        assert found[key] == str(tmp_path)
        assert all(isinstance(value, str) for value in found.values())
    assert providers.options(providers.find("cuda"), 1, tmp_path, 2)["device_id"] == "1"
    assert providers.options(providers.CPU, 1, tmp_path, 2) == {}


def test_directml_wants_no_memory_pattern_and_one_run_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = providers.runtime()
    seen = {}

    def session(path: str, sess_options, providers, **more) -> None:
        seen.update(options=sess_options, providers=providers)

    monkeypatch.setattr(runtime, "InferenceSession", session)
    directml = providers.find("directml")
    providers.open_session(
        runtime, tmp_path / "a.onnx", directml, threads=1, device=2, cache=tmp_path
    )
    assert not seen["options"].enable_mem_pattern
    assert seen["options"].execution_mode == runtime.ExecutionMode.ORT_SEQUENTIAL
    assert seen["providers"] == [(directml.name, {"device_id": "2"}), providers.CPU.name]


def test_the_openvino_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of a package of its own, known to the plain ONNX Runtime once it is registered, and
    given its device instead of its name."""
    runtime = providers.runtime()
    if providers.find("openvino") in providers.installed(runtime):
        pytest.skip("this ONNX Runtime has OpenVINO inside, so no plugin is asked")
    plugin = types.ModuleType("onnxruntime_ep_openvino")
    plugin.get_library_path = lambda: "/plugin.so"  # type: ignore[attr-defined]
    plugin.__spec__ = types.SimpleNamespace()  # type: ignore[assignment]
    monkeypatch.setitem(sys.modules, "onnxruntime_ep_openvino", plugin)
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: plugin.__spec__ if "openvino" in name else None
    )
    intel = types.SimpleNamespace(
        ep_name="OpenVINOExecutionProvider",
        ep_metadata={"ov_device": "CPU"},
        device=types.SimpleNamespace(
            type=types.SimpleNamespace(name="CPU"), vendor_id=0x8086, device_id=0
        ),
    )
    registered, made = [], {}
    monkeypatch.setattr(
        runtime, "register_execution_provider_library", lambda name, path: registered.append(path)
    )
    monkeypatch.setattr(runtime, "get_ep_devices", lambda: [intel])

    class Options:
        def add_provider_for_devices(self, devices: list[object], options: dict) -> None:
            made.update(devices=devices)

    monkeypatch.setattr(runtime, "SessionOptions", Options)
    monkeypatch.setattr(runtime, "InferenceSession", lambda path, **more: made.update(more))
    providers._register.cache_clear()
    try:
        assert [p.id for p in providers.installed(runtime)] == ["openvino", "cpu"]
        assert [p.id for p in providers.candidates(runtime)] == ["openvino", "cpu"]
        assert registered == ["/plugin.so"]  # once
        openvino = providers.find("openvino")
        providers.open_session(
            runtime, tmp_path / "a", openvino, threads=0, device=0, cache=tmp_path
        )
        assert made["devices"] == [intel]
        assert "providers" not in made  # ONNX Runtime would take these instead
    finally:
        providers._register.cache_clear()


def test_every_provider_of_this_computer_computes_the_same(tmp_path: Path) -> None:
    path = nets.inswapper(tmp_path / "a.onnx", megabytes=2)
    target = np.random.default_rng(1).uniform(0, 0.5, (1, 3, 128, 128)).astype(np.float32)
    source = np.full((1, 512), 0.25, np.float32)
    for provider in providers.candidates(providers.runtime()):
        net = OnnxNet(path, INSWAPPER, providers=[provider.id], threads=1)
        assert net.provider == provider.name
        assert net.notes == ()
        for _ in range(2):
            (face,) = net.run(target=target, source=source)
            np.testing.assert_allclose(face, target + 0.25, atol=1e-2)
