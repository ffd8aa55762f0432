"""I/O binding: inputs and outputs of a network stay in the graphics card's memory from run to run.

Without it ONNX Runtime makes room on the card for every run, copies, and frees it again.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from numpy.typing import NDArray

Tensor = NDArray[Any]


class BoundSession:
    """A session whose buffers are made once and used again as long as sizes stay. Thread-safe: one
    run at a time.

    Args:
        module: onnxruntime.
        session: Its ``InferenceSession``.
        outputs: Names of what is wanted, in order.
        memory: ONNX Runtime's name of where the buffers lie: ``cuda``, ``dml``, ``cpu``.
        device: Number of the card.
    """

    def __init__(
        self, module: ModuleType, session: Any, outputs: Sequence[str], memory: str, device: int
    ) -> None:
        self._module = module
        self._session = session
        self._outputs = tuple(outputs)
        self._place = (memory, device)
        self._lock = threading.Lock()
        self._binding: Any = session.io_binding()
        self._inputs: dict[str, Any] = {}
        self._shapes: dict[str, tuple[int, ...]] = {}
        self.made = 0
        """Buffers for inputs that were made so far: a count that stays while sizes do."""

    def run(self, feeds: Mapping[str, Tensor]) -> list[Tensor]:
        """One inference.

        Args:
            feeds: By the file's own names, contiguous, of the file's own types.

        Returns:
            Arrays of the caller's own: the next run does not change them.

        Raises:
            Exception: Whatever ONNX Runtime raises.
        """
        with self._lock:
            shapes = {name: value.shape for name, value in feeds.items()}
            if shapes != self._shapes:
                self._bind(feeds)
                self._shapes = shapes
            else:
                for name, value in feeds.items():
                    self._inputs[name].update_inplace(value)
            self._session.run_with_iobinding(self._binding)
            return list(self._binding.copy_outputs_to_cpu())

    def _bind(self, feeds: Mapping[str, Tensor]) -> None:
        """New sizes: new buffers, and the outputs' with the next run."""
        self._shapes = {}
        self._binding.clear_binding_inputs()
        self._binding.clear_binding_outputs()
        for name, value in feeds.items():
            held = self._module.OrtValue.ortvalue_from_numpy(
                # In the computer's own memory it would only borrow the caller's array.
                value.copy() if self._place[0] == "cpu" else value,
                *self._place,
            )
            self._inputs[name] = held
            self._binding.bind_ortvalue_input(name, held)
            self.made += 1
        for name in self._outputs:
            self._binding.bind_output(name, *self._place)
        # Sizes of outputs are known after a run; from then on they are given as buffers.
        self._session.run_with_iobinding(self._binding)
        found = self._binding.get_outputs()
        for name, value in zip(self._outputs, found, strict=True):
            self._binding.bind_ortvalue_output(name, value)
