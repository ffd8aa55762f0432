"""Which upscalers there are, and how one is opened."""

from __future__ import annotations

import difflib

from app.errors import UsageError
from app.inference.ncnn import MODELS as NCNN_MODELS
from app.inference.ncnn import NcnnNet
from app.models.manager import ModelManager
from app.models.registry import Registry
from app.pipeline.upscale.base import Upscaler
from app.pipeline.upscale.compact import NcnnUpscaler
from app.pipeline.upscale.network import NetworkUpscaler


def names(registry: Registry) -> tuple[str, ...]:
    """What can be asked for, installed or not."""
    networks = (model.name for model in registry if model.task == "upscaler" and model.contract)
    return (*networks, *NCNN_MODELS)


def open_upscaler(name: str, manager: ModelManager) -> Upscaler:
    """An upscaler, ready. Close it.

    Args:
        name: One of `names`.
        manager: For networks in ONNX.

    Raises:
        UsageError: There is none of that name.
        ModelError: It is not installed, or not what it must be; says what to do.
    """
    if name in NCNN_MODELS:
        return NcnnUpscaler(NcnnNet(name))
    known = names(manager.store.registry)
    if name not in known:
        near = difflib.get_close_matches(name, known, 1, 0.4)
        hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(known)}"
        raise UsageError(f"'{name}' makes no picture larger; {hint}")
    return NetworkUpscaler(manager, name)
