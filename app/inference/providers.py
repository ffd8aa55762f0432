"""Execution providers: what ONNX Runtime can run a network on, how each is set up, and which there
are on this computer. Where their options come from: docs/providers.md.
"""

from __future__ import annotations

import contextlib
import difflib
import importlib.util
import io
import logging
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import ModelError, UsageError

if TYPE_CHECKING:
    from types import ModuleType

log = logging.getLogger(__name__)

AUTO = "auto"
"""What people write for: the fastest on this computer, by a short trial."""
INSTALL = (
    'pip install "understudy[onnx]" (for the processor and Apple silicon), [cuda], [directml] or '
    "[openvino]"
)


@dataclass(frozen=True, slots=True)
class Provider:
    """One execution provider.

    Attributes:
        id: What people write.
        name: ONNX Runtime's.
        title: What people read.
        gpu: It is another chip than the processor.
        memory: ONNX Runtime's name of the memory in which inputs and outputs can be bound; empty
            where they stay in the computer's own.
        asked_only: It compiles for minutes, so it is no candidate of `auto`.
        half: It computes in half precision, whatever the file says.
        one_at_a_time: Two threads may not run one session at the same time.
        remedy: What helps where it is installed and does not start.
    """

    id: str
    name: str
    title: str
    gpu: bool = True
    memory: str = ""
    asked_only: bool = False
    half: bool = False
    one_at_a_time: bool = False
    remedy: str = ""


_NVIDIA = 'get a newer NVIDIA driver, or pip install "onnxruntime-gpu[cuda,cudnn]"'

PROVIDERS = (
    Provider(
        "tensorrt",
        "TensorrtExecutionProvider",
        "TensorRT",
        memory="cuda",
        asked_only=True,
        half=True,
        remedy=f"pip install tensorrt, and {_NVIDIA}",
    ),
    Provider("cuda", "CUDAExecutionProvider", "CUDA", memory="cuda", remedy=_NVIDIA),
    Provider(
        "directml",
        "DmlExecutionProvider",
        "DirectML",
        memory="dml",
        one_at_a_time=True,
        remedy="get a newer driver of the graphics card",
    ),
    Provider("coreml", "CoreMLExecutionProvider", "Core ML"),
    Provider("openvino", "OpenVINOExecutionProvider", "OpenVINO", gpu=False),
    Provider("cpu", "CPUExecutionProvider", "the processor", gpu=False),
)
"""The best first."""
CPU = PROVIDERS[-1]
_OPENVINO = PROVIDERS[-2]
_PLUGIN = "onnxruntime_ep_openvino"
"""A package that brings OpenVINO to the plain ONNX Runtime."""


def find(name: str) -> Provider:
    """By what people write, or by ONNX Runtime's name.

    Raises:
        UsageError: There is none of that name; says which is near.
    """
    for provider in PROVIDERS:
        if name in (provider.id, provider.name):
            return provider
    ids = [AUTO, *(provider.id for provider in PROVIDERS)]
    near = difflib.get_close_matches(name.lower(), ids, 1)
    hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(ids)}"
    raise UsageError(f"there is no execution provider '{name}'; {hint}")


def chain(asked: str) -> tuple[str, ...] | None:
    """What to try where a person asks for one: that, and what is one step below it.

    Returns:
        Ids for `OnnxNet` and `ModelManager`; None for ``auto``.

    Raises:
        UsageError: As `find`.
    """
    if asked == AUTO:
        return None
    provider = find(asked)
    below = ("cuda", CPU.id) if provider.id == "tensorrt" else (CPU.id,)
    return tuple(dict.fromkeys((provider.id, *below)))


def runtime() -> ModuleType:
    """The module onnxruntime.

    Raises:
        ModelError: It is not installed; says what to install.
    """
    try:
        import onnxruntime
    except ImportError as error:
        raise ModelError(f"networks in ONNX need ONNX Runtime: {INSTALL}") from error
    module: ModuleType = onnxruntime
    # What is wrong is told by us, in one line; a provider that cannot start writes paragraphs.
    module.set_default_logger_severity(4)
    return module


def installed(module: ModuleType) -> tuple[Provider, ...]:
    """Those of this ONNX Runtime, the best first."""
    there = module.get_available_providers()
    return tuple(
        provider
        for provider in PROVIDERS
        if provider.name in there or (provider is _OPENVINO and plugin_devices(module))
    )


def candidates(module: ModuleType) -> tuple[Provider, ...]:
    """Those of them that `auto` chooses from."""
    return tuple(provider for provider in installed(module) if not provider.asked_only)


def computer(module: ModuleType) -> str:
    """This computer, as far as it matters for speed and holds nobody's name: a remembered trial is
    good for no other."""
    parts = [platform.system(), platform.machine(), str(os.cpu_count())]
    listed: Sequence[Any] = getattr(module, "get_ep_devices", tuple)()
    chips = {f"{e.device.type.name} {e.device.vendor_id} {e.device.device_id}" for e in listed}
    return " ".join([*parts, *sorted(chips)])


def plugin_devices(module: ModuleType) -> tuple[Any, ...]:
    """Processors that the OpenVINO plugin can use; none where the package is missing, or where it
    knows no such processor (it takes those of Intel)."""
    if not hasattr(module, "register_execution_provider_library"):
        return ()
    if importlib.util.find_spec(_PLUGIN) is None or not _register(module):
        return ()
    return tuple(
        device
        for device in module.get_ep_devices()
        if device.ep_name == _OPENVINO.name and device.ep_metadata.get("ov_device") == "CPU"
    )


@lru_cache(maxsize=1)
def _register(module: ModuleType) -> bool:
    """Once for a process: ONNX Runtime refuses a second time."""
    plugin = importlib.import_module(_PLUGIN)
    try:
        module.register_execution_provider_library(_PLUGIN, plugin.get_library_path())
    except Exception as error:  # ONNX Runtime's own classes share no base but this
        log.warning("the OpenVINO plugin cannot be loaded: %s", error)
        return False
    return True


def options(provider: Provider, device: int, cache: Path, threads: int) -> dict[str, str]:
    """What a provider is set to.

    Args:
        provider: Which.
        device: Number of the graphics card.
        cache: A folder of this very network, where what is compiled is kept.
        threads: Of the processor; 0 lets the provider decide.
    """
    match provider.id:
        case "tensorrt":
            return {
                "device_id": str(device),
                "trt_fp16_enable": "True",
                "trt_engine_cache_enable": "True",
                "trt_engine_cache_path": str(cache),
                "trt_timing_cache_enable": "True",
                "trt_timing_cache_path": str(cache),
            }
        case "cuda":
            return {
                "device_id": str(device),
                # Grows by what is asked for: powers of two take up to twice that, beside others.
                "arena_extend_strategy": "kSameAsRequested",
                # Sizes stay the same for hours, so the search at the first run is worth it.
                "cudnn_conv_algo_search": "EXHAUSTIVE",
            }
        case "directml":
            return {"device_id": str(device)}
        case "coreml":
            return {
                "ModelFormat": "MLProgram",
                "MLComputeUnits": "ALL",
                "RequireStaticInputShapes": "1",
                "ModelCacheDirectory": str(cache),
            }
        case "openvino":
            found = {"device_type": "CPU", "cache_dir": str(cache)}
            return found | ({"num_of_threads": str(threads)} if threads else {})
        case _:
            return {}


def open_session(
    module: ModuleType, path: Path, provider: Provider, *, threads: int, device: int, cache: Path
) -> Any:
    """An ``InferenceSession`` with this provider, and the processor for what it cannot do.

    Whether it really has it is for the caller to see: ONNX Runtime leaves out what cannot start,
    and says nothing.

    Raises:
        Exception: Whatever ONNX Runtime raises; its classes share no base of their own.
    """
    settings = module.SessionOptions()
    settings.log_severity_level = 4
    settings.intra_op_num_threads = threads
    if provider.one_at_a_time:  # DirectML asks for both
        settings.enable_mem_pattern = False
        settings.execution_mode = module.ExecutionMode.ORT_SEQUENTIAL
    if provider.memory == "cuda":
        _preload(module)
    wanted = options(provider, device, cache, threads)
    if str(cache) in wanted.values():
        with contextlib.suppress(OSError):  # then it compiles each time
            cache.mkdir(parents=True, exist_ok=True)
    if provider is _OPENVINO and provider.name not in module.get_available_providers():
        # The plugin knows its device, and takes no options of the provider's.
        settings.add_provider_for_devices(list(plugin_devices(module)), {})
        return module.InferenceSession(str(path), sess_options=settings, enable_fallback=0)
    named: Sequence[Any] = [(provider.name, wanted), CPU.name]
    if provider is CPU:
        named = [CPU.name]
    return module.InferenceSession(
        str(path), sess_options=settings, providers=named, enable_fallback=0
    )


@lru_cache(maxsize=1)
def _preload(module: ModuleType) -> None:
    """NVIDIA's libraries that pip installed lie where no loader looks."""
    if hasattr(module, "preload_dlls"):
        with contextlib.redirect_stdout(io.StringIO()) as said:
            module.preload_dlls()
        for line in said.getvalue().splitlines():
            log.info("%s", line)
