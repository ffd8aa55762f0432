"""How a model's file becomes a network: on which provider, and in which precision.

A sibling in half precision is half as large and up to twice as fast on a graphics card, and some
come out blurred or wrongly coloured there. So it takes the model's place only on a graphics card,
and only where `app.inference.precision` finds nothing against it; what was found is remembered.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from app.errors import ModelError
from app.inference import precision, providers
from app.inference.contract import Contract
from app.inference.files import damaged
from app.inference.onnx import CPU, Notice, OnnxNet
from app.models.registry import Model
from app.models.store import ModelStore
from app.paths import cache_dir
from app.remembered import Remembered

log = logging.getLogger(__name__)

FILE = "precision.json"


class Opener:
    """
    Args:
        store: Finds the files.
        providers: To try, the best first; None: the fastest by trial.
        threads: Of the processor, for one run.
        device: Number of the graphics card.
        notice: Told what went otherwise than asked for.
    """

    def __init__(
        self,
        store: ModelStore,
        *,
        providers: Sequence[str] | None,
        threads: int,
        device: int,
        notice: Notice | None,
    ) -> None:
        self._store = store
        self._providers = providers
        self._threads = threads
        self._device = device
        self._notice = notice
        self._found = Remembered(cache_dir() / FILE)

    def open(self, path: Path, contract: Contract, model: Model | None = None) -> OnnxNet:
        """
        Args:
            path: The file.
            contract: What it must be.
            model: As which it stands in the registry; None for a file of the user's own.

        Raises:
            ModelError: It cannot be used.
        """
        half = self._sibling(model)
        if half is not None:
            net = self._in_half(half, path, contract)
            if net is not None:
                return net
        net = self._net(path, contract)
        if model is not None and model.fp16:
            self._check(net)
        elif net.half:  # the provider is what rounds, and the next one may not
            problem = self._doubt(net, net.path)
            if problem and not net.refuse(problem):
                raise damaged(path, "cannot be used", problem)
        return net

    def _net(self, path: Path, contract: Contract, names: Sequence[str] | None = None) -> OnnxNet:
        return OnnxNet(
            path,
            contract,
            providers=names or self._providers,
            threads=self._threads,
            device=self._device,
            sha256=self._store.sha256(path),
            notice=self._notice,
        )

    def _sibling(self, model: Model | None) -> Model | None:
        """The model's file in half precision, where it is here and there is a card for it."""
        if model is None:
            return None
        named = self._providers
        there = providers.installed(providers.runtime())
        wanted = there if named is None else [providers.find(name) for name in named]
        if not any(provider.gpu and provider in there for provider in wanted):
            return None
        registry = self._store.registry
        halves = (other for other in registry if other.fp16_of == model.name)
        return next((other for other in halves if self._store.is_there(other)), None)

    def _in_half(self, half: Model, full: Path, contract: Contract) -> OnnxNet | None:
        """The sibling on a graphics card; None where the full one is to be taken."""
        path = self._store.find(half.name)
        key = self._key(path, full, "+".join(self._providers or ("auto",)))
        problem = self._found.get(key)
        if not problem:
            try:
                net = OnnxNet(  # tells nothing yet: what fails here is told of the full one
                    path,
                    contract,
                    providers=self._providers,
                    threads=self._threads,
                    device=self._device,
                    sha256=self._store.sha256(path),
                )
                if not net.gpu:
                    net.close()
                    return None
                problem = self._remembered(key, lambda: self._compare(net, full))
                if not problem:
                    net.listen(self._notice)
                    return net
                net.close()
            except ModelError as error:
                problem = error
        self._tell(f"{path.name} is not used: {problem}; {full.name} is", half)
        return None

    def _check(self, net: OnnxNet) -> None:
        """A file in half precision that stands for itself.

        Raises:
            ModelError: It is of no use on any provider.
        """
        if net.provider != CPU:
            problem = self._doubt(net, net.path)
            if problem and not net.refuse(problem):
                raise damaged(net.path, "cannot be used", problem)
        key = self._key(net.path, net.path, f"{net.provider} alone")
        problem = self._remembered(key, lambda: precision.nonsense(net))
        if problem:
            net.close()
            raise damaged(net.path, "cannot be used", problem)

    def _doubt(self, net: OnnxNet, reference: Path) -> str:
        """What speaks against it on its provider; empty where nothing does."""
        key = self._key(net.path, reference, net.provider)
        return self._remembered(key, lambda: self._compare(net, reference))

    def _remembered(self, key: str, find_out: Callable[[], str]) -> str:
        known = self._found.get(key)
        if isinstance(known, str):
            return known
        problem = find_out()
        self._found.put(key, problem)
        return problem

    def _compare(self, net: OnnxNet, reference: Path) -> str:
        right = self._net(reference, net.contract, (CPU,))
        try:
            return precision.doubt(net, right)
        finally:
            right.close()

    def _key(self, path: Path, reference: Path, where: str) -> str:
        module = providers.runtime()
        place = f"{module.__version__} {providers.computer(module)} {self._device}"
        return f"{self._store.sha256(path)} {self._store.sha256(reference)} {where} {place}"

    def _tell(self, line: str, model: Model) -> None:
        log.warning("%s", line)
        if self._notice is not None:
            self._notice(ModelError(line, what=model.title))
