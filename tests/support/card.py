"""A stand-in for a graphics card: ONNX Runtime's session, which computes on the processor and says
that CUDA does, and fails with the words that ONNX Runtime and the drivers use."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

onnxruntime = pytest.importorskip(
    "onnxruntime", reason='networks need it: pip install "understudy[onnx]"'
)
from onnxruntime.capi import onnxruntime_pybind11_state as state  # noqa: E402

CUDA = "CUDAExecutionProvider"
CPU = "CPUExecutionProvider"

OUT_OF_MEMORY = (
    "[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : Non-zero status code returned while running Conv "
    "node. Name:'Conv_12' Status Message: \n/onnxruntime_src/onnxruntime/core/framework/"
    "bfc_arena.cc:376 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, "
    "onnxruntime::Stream*, bool, onnxruntime::WaitNotificationFn) Failed to allocate memory for "
    "requested buffer of size 939524096\n"
)
DEVICE_LOST = (
    "[ONNXRuntimeError] : 1 : FAIL : Non-zero status code returned while running MatMul node. "
    "Name:'MatMul_3' Status Message: CUDA failure 700: an illegal memory access was encountered ; "
    "GPU=0 ; hostname=annas-laptop ; expr=cudaStreamSynchronize(stream); "
)
SUSPENDED = (
    "[ONNXRuntimeError] : 1 : FAIL : D:\\a\\_work\\1\\s\\onnxruntime\\core\\providers\\dml\\"
    "DmlExecutionProvider\\src\\ExecutionProvider.cpp(962)\\onnxruntime_pybind11_state.pyd!"
    "00007FFABA30B0B1: (caller: 00007FFABA30B740) Exception(3) tid(5a68) 887A0005 The GPU device "
    "instance has been suspended. Use GetDeviceRemovedReason to determine the appropriate action."
)
FAILURES: dict[str, Callable[[], Exception]] = {
    "out of memory": lambda: state.RuntimeException(OUT_OF_MEMORY),
    "lost": lambda: state.Fail(DEVICE_LOST),
    "suspended": lambda: state.Fail(SUSPENDED),
}


class Card:
    """What the card does; changed while it works.

    Attributes:
        starts: Its library can be loaded. Where it cannot, ONNX Runtime takes the processor and
            says nothing.
        opening: Raised where a session is made.
        running: Raised by each run; None: it works.
        after: Runs that work before `running` is raised.
        slow: Seconds by which each run is longer.
        changes: What the card makes of each result.
        processor_slow: The same of the processor's runs.
        opened: Providers of the sessions that were made, in order.
        runs: On the card.
    """

    def __init__(self) -> None:
        self.starts = True
        self.opening: Callable[[], Exception] | None = None
        self.running: Callable[[], Exception] | None = None
        self.after = 0
        self.slow = 0.0
        self.processor_slow = 0.0
        self.changes: Callable[[np.ndarray], np.ndarray] = lambda result: result
        self.opened: list[str] = []
        self.runs = 0


def insert(monkeypatch: pytest.MonkeyPatch, name: str = CUDA) -> Card:
    """Puts a card into this computer, as ONNX Runtime sees it."""
    card = Card()
    real = onnxruntime.InferenceSession

    class Session(real):  # type: ignore[misc, valid-type]
        def __init__(self, path: str, sess_options: Any, providers: list[Any], **more: Any) -> None:
            names = [each if isinstance(each, str) else each[0] for each in providers]
            self.on_card = name in names and card.starts
            if self.on_card and card.opening is not None:
                raise card.opening()
            card.opened.append(names[0])
            super().__init__(path, sess_options, providers=[CPU], **more)

        def get_providers(self) -> list[str]:
            return [name, CPU] if self.on_card else [CPU]

        def run(self, names: Any, feeds: Any, options: Any = None) -> list[np.ndarray]:
            if not self.on_card:
                time.sleep(card.processor_slow)
                return super().run(names, feeds, options)
            card.runs += 1
            if card.running is not None and card.runs > card.after:
                raise card.running()
            time.sleep(card.slow)
            return [card.changes(result) for result in super().run(names, feeds, options)]

    monkeypatch.setattr(onnxruntime, "InferenceSession", Session)
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [name, CPU])
    return card
