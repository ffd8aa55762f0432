"""One network on one execution provider: opened, matched to its contract, warmed up, run."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from app.errors import ModelError
from app.inference.buffers import BoundSession, Tensor
from app.inference.contract import Binding, Contract, ContractError, Node, bind, shown
from app.inference.files import damaged
from app.inference.providers import CPU, Provider, open_session

_DTYPES = {"float": "float32", "double": "float64"}
_OF_THE_FILE = {"InvalidProtobuf", "InvalidGraph", "InvalidArgument", "NoSuchFile", "NoModel"}
_OUT_OF_MEMORY = (
    "out of memory",
    "failed to allocate",
    "bad_alloc",
    "bad allocation",
    "not enough memory",
)
_DRIVERS = re.compile(r"(CUDA|CUDNN|CUBLAS) failure .*|(?<=\) )[0-9A-F]{8} .*")
"""Words of NVIDIA's libraries, and of Windows' with their number, behind places in sources."""


class ProviderError(Exception):
    """One execution provider cannot do it; another may."""


class RunError(ModelError, ProviderError):
    """One run failed on a provider."""


class Runner:
    """
    Args:
        module: onnxruntime.
        path: The file.
        contract: What it must be.
        provider: What runs it; the processor does what that cannot.
        threads: Of the processor, for one run; 0 lets ONNX Runtime decide.
        device: Number of the graphics card.
        cache: A folder of this very network, for what the provider compiles.
        bind_io: Keep inputs and outputs on the card between runs; see `BoundSession`.

    Attributes:
        provider: As above.
        binding: The file's own inputs and outputs, by roles.
        note: What went otherwise than asked for; empty where nothing did.

    Raises:
        ProviderError: It is this provider's fault; another may do.
        ModelError: It is the file's.
    """

    def __init__(
        self,
        module: ModuleType,
        path: Path,
        contract: Contract,
        provider: Provider,
        *,
        threads: int,
        device: int,
        cache: Path,
        bind_io: bool,
    ) -> None:
        self.provider = provider
        self.note = ""
        self._path, self._contract = path, contract
        self._turn: AbstractContextManager[object] = (
            threading.Lock() if provider.one_at_a_time else nullcontext()
        )
        try:
            self._session: Any = open_session(
                module, path, provider, threads=threads, device=device, cache=cache
            )
        except Exception as error:  # ONNX Runtime's own classes share no base but this
            raise self._blame(error) from error
        used = self._session.get_providers()
        if used[0] != provider.name:
            raise ProviderError(f"it does not start here{_help(provider)}")
        try:
            self.binding = _bound(contract, self._session)
        except ContractError as error:
            raise self._wrong(str(error)) from error
        except UnicodeDecodeError as error:  # ONNX Runtime hands names on as they lie in the file
            raise damaged(path, "is damaged or cut off", "a name in it is no text") from error
        self._names = [bound.node.name for bound in self.binding.outputs]
        self._buffers: BoundSession | None = None
        if bind_io:
            place = provider.memory or "cpu"
            try:
                self._buffers = BoundSession(module, self._session, self._names, place, device)
                self._warm_up()
                self.run(self.sample())  # the second one is in buffers that are there
            except (ModelError, AttributeError, TypeError, RuntimeError) as error:
                self._buffers = None
                self.note = f"{path.name} runs on {provider.title} without I/O binding"
                self.note += f" ({reason(error)})"
        if self._buffers is None:
            self._warm_up()

    def run(self, inputs: Mapping[str, Tensor]) -> list[Tensor]:
        """One inference.

        Args:
            inputs: By role.

        Returns:
            The outputs in the contract's order, float32.

        Raises:
            RunError: It failed.
            KeyError: The network has no input of such a role.
        """
        bound = self.binding.inputs
        feeds = {
            bound[role].node.name: np.ascontiguousarray(value, bound[role].node.dtype)
            for role, value in inputs.items()
        }
        try:
            with self._turn:
                if self._buffers is not None:
                    results = self._buffers.run(feeds)
                else:
                    results = self._session.run(self._names, feeds)
        except Exception as error:  # as above
            raise RunError(
                f"{self._path.name} failed on {self.provider.title} ({reason(error)})"
            ) from error
        return [np.asarray(result, np.float32) for result in results]

    def sample(self) -> dict[str, Tensor]:
        """Values in the middle of every range, of sizes that the file takes."""
        random = np.random.default_rng(0)
        return {
            role: random.uniform(0.25, 0.75, bound.sample())
            for role, bound in self.binding.inputs.items()
        }

    def median_seconds(self, runs: int, budget: float) -> float:
        """How long a run takes, once it is warm.

        Args:
            runs: How many are timed, at most.
            budget: Seconds after which no further one begins.

        Raises:
            RunError: It failed.
        """
        sample = self.sample()
        taken: list[float] = []
        while len(taken) < runs and sum(taken) < budget:
            start = time.perf_counter()
            self.run(sample)
            taken.append(time.perf_counter() - start)
        return float(np.median(taken))

    def _warm_up(self) -> None:
        """The first run plans memory and compiles: not in a frame. Values in the middle of every
        range must come out as numbers, in the shape that the contract asks for."""
        try:
            results = self.run(self.sample())
        except RunError as error:
            if self.provider is CPU and not out_of_memory(error):
                raise damaged(self._path, "cannot be run", str(error)) from error
            raise
        for bound, result in zip(self.binding.outputs, results, strict=True):
            if not bound.port.fits(result.shape):
                raise self._wrong(f"gives {bound.port.role} of {result.shape}")
            if not np.isfinite(result).all():
                if self.provider is not CPU:  # the processor computes with more digits
                    raise ProviderError(f"it gives {bound.port.role} in values that are no numbers")
                raise self._wrong(f"gives {bound.port.role} in values that are no numbers")

    def _blame(self, error: Exception) -> Exception:
        """What an error of ONNX Runtime's comes from: the file, or the provider."""
        if type(error).__name__ in _OF_THE_FILE:
            return damaged(self._path, "is damaged or cut off", reason(error))
        if self.provider is CPU and not out_of_memory(error):
            return damaged(self._path, "cannot be loaded", reason(error))
        return ProviderError(reason(error))

    def _wrong(self, problem: str) -> ModelError:
        return damaged(self._path, f"is not the network that {self._contract.id} asks for", problem)


def _bound(contract: Contract, session: Any) -> Binding:
    inputs, outputs = (
        [
            Node(
                node.name,
                tuple(size if isinstance(size, int) else None for size in node.shape),
                _dtype(node.type),
            )
            for node in nodes
        ]
        for nodes in (session.get_inputs(), session.get_outputs())
    )
    return bind(contract, inputs, outputs)


def _dtype(said: str) -> str:
    """Numpy's name of ONNX Runtime's ``tensor(float)``."""
    inner = said.removeprefix("tensor(").removesuffix(")")
    return _DTYPES.get(inner, inner)


def _help(provider: Provider) -> str:
    return f": {provider.remedy}" if provider.remedy else ""


def out_of_memory(error: Exception) -> bool:
    """Whether that is what ONNX Runtime, or the driver below it, says."""
    return any(words in str(error).lower() for words in _OUT_OF_MEMORY)


def callers_fault(error: BaseException | None) -> bool:
    """Whether it lies in what was handed in, so that no other provider would do better."""
    return isinstance(error, ValueError | KeyError) or type(error).__name__ == "InvalidArgument"


def reason(error: Exception) -> str:
    """What ONNX Runtime says in a printable line, without its codes, paths of its sources, and
    names: CUDA's errors hold the computer's."""
    if out_of_memory(error):
        return "out of memory"
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [repr(error)]
    line = lines[0]
    if line.startswith("[ONNXRuntimeError]"):
        line = line.split(" : ", 3)[-1]
    status = line.partition("Status Message:")[2].strip() or (
        lines[1] if "Status Message:" in line and len(lines) > 1 else ""
    )
    line = status or line
    known = _DRIVERS.search(line)
    line = (known[0] if known else line).partition(" ; ")[0]
    return shown(line, 160).rstrip(" .")
