"""An ONNX network in ONNX Runtime: checked against its contract, warmed up, on a known provider.

ONNX Runtime does not come with the app: an extra for each accelerator brings it
(``pip install "understudy[onnx]"`` for the processor, and for Apple's chips).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from app.download import digest
from app.errors import Kind, ModelError
from app.inference import providers as table
from app.inference import trial
from app.inference.buffers import Tensor
from app.inference.contract import Bound, Contract
from app.inference.files import check_kind
from app.inference.providers import Provider, candidates, installed, runtime
from app.inference.runner import ProviderError, RunError, Runner, callers_fault
from app.paths import cache_dir
from app.process import loading_weights
from app.remembered import Remembered

log = logging.getLogger(__name__)

CPU = table.CPU.name
"""ONNX Runtime's name of the processor, as in `OnnxNet.provider`."""

Notice = Callable[[ModelError], None]
"""Told what went otherwise than asked for: an error that stopped nothing. Its `kind` is
`Kind.MODEL_ON_CPU` where a graphics card's work fell to the processor, else None; `what` is the
file's name. Called on whatever thread it happened: the one that loads, or that runs the network."""


class OnnxNet:
    """One network, by the roles of its contract. `run` may be called from several threads.

    A run that fails on a provider (its memory is full, its driver was reset) is repeated on the
    next one, which takes over for good, and a notice tells it. Loading that takes seconds, in which
    the pipeline has no new picture and the guard does what it does when a stage stalls.

    >>> net = OnnxNet(path, CONTRACTS["arcface/1"])  # doctest: +SKIP
    >>> (vector,) = net.run(face=crop)  # doctest: +SKIP

    Args:
        path: The file.
        contract: What it must be.
        providers: Which to try, the best first, by their ids or ONNX Runtime's names; None: all
            that are installed, the fastest first by a measured trial (`app.inference.trial`). What
            fails makes way for the next, with a line in `notes`.
        threads: Of the processor, for one run; 0 lets ONNX Runtime decide.
        device: Number of the graphics card.
        sha256: Of the file, where the caller knows it: reading half a gigabyte takes a second.
        memory: Of earlier trials; a file in the cache folder by default.
        bind_io: Keep inputs and outputs on the graphics card between runs. None: where there is
            one. True: also on the processor, and False: nowhere, both to measure what it brings.
        notice: See `Notice`.

    Attributes:
        path, contract: As above.

    Raises:
        UsageError: There is no such provider.
        ModelError: ONNX Runtime is missing; the file is damaged, another kind of file, or another
            network; or no provider can run it.
    """

    def __init__(
        self,
        path: Path,
        contract: Contract,
        *,
        providers: Sequence[str] | None = None,
        threads: int = 0,
        device: int = 0,
        sha256: str = "",
        memory: Remembered | None = None,
        bind_io: bool | None = None,
        notice: Notice | None = None,
    ) -> None:
        self.path = path
        self.contract = contract
        self._module = runtime()
        self._threads, self._device, self._bind_io = threads, device, bind_io
        self._sha256 = sha256
        self._notice = notice
        self._notices: list[ModelError] = []
        self._lost_gpu = False
        self._changing = threading.Lock()
        self._runner: Runner | None = None
        self._used = table.CPU
        self._batch: int | None = 1
        self._batch_known = False
        if providers is not None:
            named = tuple(table.find(name) for name in providers)
        else:
            named = candidates(self._module)
        check_kind(path)
        if providers is None:
            named = self._fastest(named, memory)
        self._left = list(named)
        if not self._next():
            tried = "; ".join(self.notes) or "no execution provider was named"
            raise ModelError(f"{tried}; free some memory, or use a smaller model")

    # -- what it is ---------------------------------------------------------------------------

    @property
    def provider(self) -> str:
        """ONNX Runtime's name of the provider that is really in use, or was when it was closed."""
        return self._used.name

    @property
    def gpu(self) -> bool:
        """Whether that is another chip than the processor."""
        return self._used.gpu

    @property
    def half(self) -> bool:
        """Whether that computes in half precision, whatever the file says."""
        return self._used.half

    @property
    def notices(self) -> tuple[ModelError, ...]:
        """What went otherwise than asked for, so far."""
        return tuple(self._notices)

    @property
    def notes(self) -> tuple[str, ...]:
        """The same in a line each."""
        return tuple(str(notice) for notice in self._notices)

    def takes(self, role: str) -> bool:
        """Whether the file has an input that its contract leaves open."""
        return role in self._current().binding.inputs

    def shape(self, role: str) -> tuple[int | None, ...]:
        """Sizes of an input as the file declares them; None where any will do.

        Raises:
            KeyError: It has none of that role.
        """
        return self._current().binding.inputs[role].node.shape

    def samples(self) -> dict[str, tuple[int, ...]]:
        """Sizes that each input can be given, by role."""
        inputs = self._current().binding.inputs
        return {role: bound.sample() for role, bound in inputs.items()}

    @property
    def outputs(self) -> tuple[Bound, ...]:
        """What it gives, in the contract's order."""
        return self._current().binding.outputs

    @property
    def batch(self) -> int | None:
        """How many faces one run takes: None for any number, else the number, mostly 1.

        A file that declares an open batch is tried with two once, when this is first asked: many
        have a 1 inside.
        """
        if not self._batch_known:
            self._batch = self._find_batch()
            self._batch_known = True
        return self._batch

    # -- what it does -------------------------------------------------------------------------

    def run(self, **inputs: Tensor) -> list[Tensor]:
        """One inference.

        Args:
            inputs: By role; every one that the file has. Where `batch` is None, several faces along
                the first axis.

        Returns:
            The outputs in the contract's order, float32. They are the caller's: no later run
            changes them.

        Raises:
            ModelError: It failed, and no provider is left; or it was closed.
        """
        runner = self._current()
        try:
            return runner.run(inputs)
        except RunError as error:
            if callers_fault(error.__cause__) or not self._step_down(runner, str(error)):
                raise
        return self._current().run(inputs)

    def refuse(self, why: str) -> bool:
        """Whoever looked at what comes out does not want it from this provider.

        Args:
            why: Half a sentence, for the notice.

        Returns:
            Whether another one does it now.
        """
        runner = self._current()
        line = f"{self.path.name} is not run on {runner.provider.title} ({why})"
        return self._step_down(runner, line)

    def listen(self, notice: Notice | None) -> None:
        """Tells somebody, from now on."""
        self._notice = notice

    def close(self) -> None:
        """Gives its memory back; it cannot be run after that."""
        with self._changing:
            self._runner = None
            self._left = []

    # -- inside -------------------------------------------------------------------------------

    def _current(self) -> Runner:
        with self._changing:
            if self._runner is None:
                raise ModelError(f"{self.path.name} was released and cannot be run; get it again")
            return self._runner

    def _step_down(self, runner: Runner, why: str) -> bool:
        """Puts the next provider in the place of the one that failed; False where there is none."""
        with self._changing:
            if self._runner is not runner:
                return self._runner is not None  # another thread did, or it was closed
            if not self._left:
                return False
            self._runner = None  # its memory first: the next may need it
            self._lost_gpu |= runner.provider.gpu
            return self._next(why)

    def _next(self, why: str = "") -> bool:
        """Opens the first provider of those left that can do it.

        Args:
            why: What is wrong with the one before; empty where there was none.
        """
        while self._left:
            provider = self._left.pop(0)
            try:
                self._runner = self._open(provider)
                self._used = provider
            except ProviderError as error:
                self._failed(provider, error)
                continue
            if why:
                self._tell(f"{why}, so {provider.title} does it from now on")
            if self._runner.note:
                self._tell(self._runner.note)
            return True
        return False

    def _open(self, provider: Provider) -> Runner:
        if provider not in installed(self._module):
            raise ProviderError("this ONNX Runtime does not have it")
        bind_io = self._bind_io
        with loading_weights():
            return Runner(
                self._module,
                self.path,
                self.contract,
                provider,
                threads=self._threads,
                device=self._device,
                # A folder of its own: some of them tell networks apart by their path only.
                cache=cache_dir() / provider.id / self._hash(provider)[:16],
                bind_io=bool(provider.memory) if bind_io is None else bind_io,
            )

    def _hash(self, provider: Provider) -> str:
        """The file's sha256; read only where it is needed."""
        if not self._sha256 and provider is not table.CPU:
            self._sha256 = digest(self.path)
        return self._sha256

    def _fastest(
        self, there: tuple[Provider, ...], memory: Remembered | None
    ) -> tuple[Provider, ...]:
        if len(there) < 2:
            return there
        runtime_and_place = f"{self._module.__version__} {table.computer(self._module)}"
        key = f"{self._hash(there[0])} {runtime_and_place} {self._device} {self._threads}"
        memory = memory or Remembered(cache_dir() / trial.FILE)
        return trial.order(there, key, memory, self._open, self._failed)

    def _failed(self, provider: Provider, error: ProviderError) -> None:
        self._lost_gpu |= provider.gpu
        # Those that are left are told of below, so the kind says where the work goes.
        self._tell(f"{self.path.name} does not run on {provider.title} ({error})")

    def _tell(self, line: str) -> None:
        kind = Kind.MODEL_ON_CPU if self._lost_gpu else None
        notice = ModelError(line, kind=kind, what=self.path.name)
        self._notices.append(notice)
        log.warning("%s", line)
        if self._notice is not None:
            self._notice(notice)

    def _find_batch(self) -> int | None:
        binding = self._current().binding
        ends = [*binding.inputs.values(), *binding.outputs]
        sizes = [bound.node.shape[0] for bound in ends if len(bound.node.shape) > 1]
        fixed = [size for size in sizes if size is not None]
        if fixed or not sizes:
            return max(fixed, default=1)
        return None if self._two_at_once() else 1

    def _two_at_once(self) -> bool:
        """Whether two pictures in one run give what they give in two."""
        runner = self._current()
        random = np.random.default_rng(0)
        inputs = runner.binding.inputs

        def values(bound: Bound) -> Tensor:
            """A dark one and a bright one, so that what one does to the other shows."""
            shape = bound.sample()
            if len(shape) < 2:
                return random.uniform(0.25, 0.75, shape)
            return np.concatenate(
                [random.uniform(low, low + 0.4, (1, *shape[1:])) for low in (0.0, 0.6)]
            )

        both = {role: values(bound) for role, bound in inputs.items()}
        try:
            together = runner.run(both)
            for at in range(2):
                one = {
                    role: value[at : at + 1] if value.ndim > 1 else value
                    for role, value in both.items()
                }
                for whole, alone in zip(together, runner.run(one), strict=True):
                    close = np.allclose(whole[at : at + 1], alone, rtol=1e-2, atol=1e-2)
                    if len(whole) != 2 or alone.shape != whole[at : at + 1].shape or not close:
                        return False
        except RunError:
            return False
        return True
