"""An ONNX network in ONNX Runtime: checked against its contract, warmed up, on a known provider.

ONNX Runtime does not come with the app: an extra for each accelerator brings it
(``pip install "understudy[onnx]"`` for the processor, and for Apple's chips).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.errors import Kind, ModelError
from app.inference.contract import Binding, Contract, ContractError, Node, bind

if TYPE_CHECKING:
    from types import ModuleType

log = logging.getLogger(__name__)

CPU = "CPUExecutionProvider"
PREFERRED = (
    "CUDAExecutionProvider",
    "DmlExecutionProvider",
    "CoreMLExecutionProvider",
    "OpenVINOExecutionProvider",
    CPU,
)
"""The fastest first. TensorRT is not among them: it compiles for minutes, so it is asked for."""
INSTALL = (
    'pip install "understudy[onnx]" (for the processor and Apple silicon), [cuda], [directml] or '
    "[openvino]"
)
_DTYPES = {"float": "float32", "double": "float64"}
_OUT_OF_MEMORY = ("out of memory", "failed to allocate", "bad_alloc", "bad allocation")

Tensor = NDArray[Any]


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
    return module


def available() -> tuple[str, ...]:
    """Execution providers of this installation that we use, the fastest first.

    Raises:
        ModelError: ONNX Runtime is not installed.
    """
    there = runtime().get_available_providers()
    return tuple(name for name in PREFERRED if name in there)


class OnnxNet:
    """One network, by the roles of its contract. `run` may be called from several threads.

    >>> net = OnnxNet(path, CONTRACTS["arcface/1"])  # doctest: +SKIP
    >>> (vector,) = net.run(face=crop)  # doctest: +SKIP

    Args:
        path: The file.
        contract: What it must be.
        providers: Which to try, the best first; those of `available` by default. What fails makes
            way for the next, with a line in `notes`.
        threads: Of the processor, for one run; 0 lets ONNX Runtime decide.

    Attributes:
        provider: The one that is really in use.
        notes: What went otherwise than asked for; a line each.

    Raises:
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
    ) -> None:
        self._module = runtime()
        wanted = tuple(providers) if providers is not None else available()
        check_kind(path)
        self.path = path
        self.contract = contract
        self.notes: tuple[str, ...] = ()
        self._threads = threads
        self._session: Any = None
        for provider in wanted:
            try:
                self._open(provider)
                break
            except _ProviderError as error:
                self._session = None
                self.notes += (f"{path.name} does not run on {_short(provider)} ({error})",)
                log.warning(self.notes[-1])
        if self._session is None:
            tried = "; ".join(self.notes) or "no execution provider was named"
            raise ModelError(f"{tried}; free some memory, or use a smaller model")

    def _open(self, provider: str) -> None:
        """
        Raises:
            _ProviderError: It is this provider's fault; another may do.
            ModelError: It is the file's.
        """
        if provider not in self._module.get_available_providers():
            raise _ProviderError("this ONNX Runtime does not have it")
        options = self._module.SessionOptions()
        options.log_severity_level = 4  # what is wrong is told by us, in one line
        options.intra_op_num_threads = self._threads
        chain = [provider] if provider == CPU else [provider, CPU]
        try:
            session = self._module.InferenceSession(
                str(self.path), sess_options=options, providers=chain, enable_fallback=0
            )
        except Exception as error:  # ONNX Runtime's own classes share no base but this
            raise self._blame(error, provider) from error
        used = session.get_providers()
        if used[0] != provider:
            raise _ProviderError(f"ONNX Runtime took {_short(used[0])} instead")
        self.provider = provider
        self._session = session
        try:
            self._binding = _bound(self.contract, session)
        except ContractError as error:
            raise self._wrong(str(error)) from error
        self._warm_up()

    def _warm_up(self) -> None:
        """The first run plans memory and compiles: not in a frame. Values in the middle of every
        range must come out as numbers, in the shape that the contract asks for."""
        random = np.random.default_rng(0)
        samples = {
            role: random.uniform(0.25, 0.75, bound.sample())
            for role, bound in self._binding.inputs.items()
        }
        try:
            results = self.run(**samples)
        except _RunError as error:
            if self.provider == CPU and not _out_of_memory(error):
                raise damaged(self.path, "cannot be run", str(error)) from error
            raise
        for bound, result in zip(self._binding.outputs, results, strict=True):
            if not bound.port.fits(result.shape):
                raise self._wrong(f"gives {bound.port.role} of {result.shape}")
            if not np.isfinite(result).all():
                raise self._wrong(f"gives {bound.port.role} in values that are no numbers")

    def takes(self, role: str) -> bool:
        """Whether the file has an input that its contract leaves open."""
        return role in self._binding.inputs

    def shape(self, role: str) -> tuple[int | None, ...]:
        """Sizes of an input as the file declares them; None where any will do.

        Raises:
            KeyError: It has none of that role.
        """
        return self._binding.inputs[role].node.shape

    def run(self, **inputs: Tensor) -> list[Tensor]:
        """One inference.

        Args:
            inputs: By role; every one that the file has.

        Returns:
            The outputs in the contract's order, float32.

        Raises:
            ModelError: The provider failed (out of memory, the driver was reset), or it was closed.
        """
        session, bound = self._session, self._binding.inputs
        if session is None:
            raise ModelError(f"{self.path.name} was released and cannot be run; get it again")
        feeds = {
            bound[role].node.name: np.ascontiguousarray(value, bound[role].node.dtype)
            for role, value in inputs.items()
        }
        try:
            results = session.run([b.node.name for b in self._binding.outputs], feeds)
        except Exception as error:  # as in `_open`
            raise _RunError(
                f"{self.path.name} failed on {_short(self.provider)} ({_reason(error)})"
            ) from error
        return [np.asarray(result, np.float32) for result in results]

    def close(self) -> None:
        """Gives its memory back; it cannot be run after that."""
        self._session = None

    def _blame(self, error: Exception, provider: str) -> Exception:
        """What an error of ONNX Runtime's comes from: the file, or the provider."""
        kind = type(error).__name__
        if kind in {"InvalidProtobuf", "InvalidGraph", "InvalidArgument", "NoSuchFile", "NoModel"}:
            return damaged(self.path, "is damaged or cut off", _reason(error))
        if provider == CPU and not _out_of_memory(error):
            return damaged(self.path, "cannot be loaded", _reason(error))
        return _ProviderError(_reason(error))

    def _wrong(self, problem: str) -> ModelError:
        return damaged(self.path, f"is not the network that {self.contract.id} asks for", problem)


class _ProviderError(Exception):
    """One execution provider cannot do it; another may."""


class _RunError(ModelError, _ProviderError):
    """While a network is warmed up the next provider is tried; later it is an error."""


def damaged(path: Path, what: str, why: str = "") -> ModelError:
    """A file of the user's that cannot be what its name says.

    Args:
        what: Follows its name.
        why: In brackets after that.
    """
    remedy = "delete it and get it again ('understudy models download', or 'models add FILE')"
    reason = f" ({why})" if why else ""
    return ModelError(
        f"{path} {what}{reason}; {remedy}", kind=Kind.MODEL_UNUSABLE, what=path.name, remedy=remedy
    )


def check_kind(path: Path) -> None:
    """Looks at a file's first bytes.

    Raises:
        ModelError: It cannot be read, or is of another kind than its name says: a web page that was
            saved under it, a pickled checkpoint, a pointer to a file that was not fetched.
    """
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror})") from error
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise damaged(path, "is empty")
    if text.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<script")):
        raise damaged(path, "is a web page that was saved under this name")
    if text.startswith(b"version https://git-lfs"):
        raise damaged(path, "is only a pointer to the file, of Git LFS")
    if path.suffix in {".pth", ".pt"}:
        return  # they are meant to be what comes now
    if start.startswith(b"PK") or start[:2] in {b"\x80\x02", b"\x80\x03", b"\x80\x04"}:
        raise damaged(path, "is a pickled PyTorch checkpoint or an archive, and no ONNX")


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


def _out_of_memory(error: Exception) -> bool:
    return any(words in str(error).lower() for words in _OUT_OF_MEMORY)


def _short(provider: str) -> str:
    return provider.removesuffix("ExecutionProvider")


def _reason(error: Exception) -> str:
    """The first line of what ONNX Runtime says, without its codes and paths of its sources."""
    line = next((line.strip() for line in str(error).splitlines() if line.strip()), repr(error))
    if line.startswith("[ONNXRuntimeError]"):
        line = line.split(" : ", 3)[-1]
    return line[:160].rstrip(" .")
