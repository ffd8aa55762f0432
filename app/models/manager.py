"""Networks in memory: each loaded once for all who use it, and dropped when there is no room.

>>> manager = ModelManager(ModelStore())  # doctest: +SKIP
>>> with manager.using("w600k_r50") as net:  # doctest: +SKIP
...     (vector,) = net.run(face=crop)
"""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.diagnostics import memory_mb
from app.errors import ModelError, UnderstudyError
from app.inference.contract import Contract
from app.inference.files import damaged
from app.inference.onnx import Notice, OnnxNet
from app.inference.providers import runtime
from app.inference.runner import reason
from app.models.contracts import CONTRACTS
from app.models.convert import FOLDER, SUFFIX, converted
from app.models.opening import Opener
from app.models.registry import Model
from app.models.store import ModelStore
from app.process import give_back_memory

log = logging.getLogger(__name__)

Progress = Callable[[str, float], None]
"""Told what is done (``checking``, ``loading``, ``ready``) and how much of it all, 0..1; on the
thread that loads."""
Located = tuple[Path, Contract, Model | None]
Stamp = tuple[Contract, int, int] | None
"""Of a file of no registry: what it must be, its bytes, and when it was changed, in ns of the
file's clock. None where it is not there."""


@dataclass(slots=True)
class _Entry:
    """A network that is loaded or is being loaded.

    Attributes:
        users: Who got it and has not released it.
        used: Grows with every use: the lowest is the one that is idle longest.
        size: Bytes, see `ModelManager.memory`.
        stamp: What was asked for by `ModelManager.get_file`; None for a model of the registry.
    """

    stamp: Stamp = None
    future: Future[OnnxNet] = field(default_factory=Future)
    users: int = 0
    used: int = 0
    size: int = 0


class ModelManager:
    """Loads networks lazily. Thread-safe: two who ask for one at the same time get the same one,
    which is loaded once.

    Whoever got a network releases it. One that nobody uses stays, to be had again at once, until
    `cleanup` or until another needs its room.

    Args:
        store: Finds the files.
        providers: Execution providers to try, the best first (`app.inference.providers.chain` makes
            it of what a person chose); None: the fastest of those that are installed, by trial.
        limit: Bytes that networks may take together; None: no limit.
        threads: Of the processor, for one run; 0 lets ONNX Runtime decide.
        device: Number of the graphics card.
        notice: Told what went otherwise than asked for, as when a provider fell back: while a
            network is loaded, and as long as it is used. See `Notice`.
    """

    def __init__(
        self,
        store: ModelStore,
        *,
        providers: Sequence[str] | None = None,
        limit: int | None = None,
        threads: int = 0,
        device: int = 0,
        notice: Notice | None = None,
    ) -> None:
        self.store = store
        self._opener = Opener(
            store, providers=providers, threads=threads, device=device, notice=notice
        )
        self._limit = limit
        self._entries: dict[str, _Entry] = {}
        self._lock = threading.Lock()
        # One load at a time: two large ones at once would need the room of both, and what a load
        # took could not be told apart.
        self._loading = threading.Lock()
        self._clock = itertools.count(1)

    def get(self, name: str, progress: Progress | None = None) -> OnnxNet:
        """A network, loaded if need be; waits where another thread is loading it. Release it.

        Raises:
            UsageError: There is no model of that name.
            ModelError: It is not installed, not what it must be, does not fit, or ONNX Runtime is
                missing; one line with a remedy. The next call tries again.
        """
        entry, mine = self._enter(name)
        if mine:
            self._load(name, entry, lambda: self._locate(name), progress)
        return entry.future.result()

    def get_async(self, name: str, progress: Progress | None = None) -> Future[OnnxNet]:
        """The same at once; the network, or the error, comes later."""
        entry, mine = self._enter(name)
        if mine:
            threading.Thread(
                target=self._load,
                args=(name, entry, lambda: self._locate(name), progress),
                name=f"understudy-model-{name}",
                daemon=True,
            ).start()
        return entry.future

    def get_file(
        self, path: Path, contract: str | Contract, progress: Progress | None = None
    ) -> OnnxNet:
        """A network that is in no registry, as a character's or a licensee's; its key for
        `release` is the path as text. One that nobody uses is loaded anew if its file, or what it
        must be, is another than when it was loaded; one that is in use stays what it is.

        Args:
            path: Of the user's file.
            contract: What it must be: a key of `app.models.contracts.CONTRACTS`, or one that is in
                no table.

        Raises:
            ModelError: As `get`.
        """
        must = CONTRACTS[contract] if isinstance(contract, str) else contract
        key = str(path)
        entry, mine = self._enter(key, _stamp(path, must))
        if mine:
            self._load(key, entry, lambda: (path, must, None), progress)
        return entry.future.result()

    @contextmanager
    def using(self, name: str) -> Iterator[OnnxNet]:
        """`get` and `release`."""
        net = self.get(name)
        try:
            yield net
        finally:
            self.release(name)

    def release(self, name: str) -> None:
        """One who got it needs it no more."""
        with self._lock:
            entry = self._entries.get(name)
            if entry is not None and entry.users:
                entry.users -= 1
                entry.used = next(self._clock)

    def cleanup(self) -> int:
        """Drops every network that nobody uses.

        Returns:
            Bytes that they took.
        """
        with self._lock:
            return sum(self._drop(name) for name in self._idle())

    @property
    def memory(self) -> dict[str, int]:
        """Bytes that each loaded network takes: what this process grew by while it was loaded and
        first run, and at least its file's size. What a graphics card holds is not in it."""
        with self._lock:
            return {name: entry.size for name, entry in self._entries.items() if entry.size}

    # -- inside -------------------------------------------------------------------------------

    def _enter(self, name: str, stamp: Stamp = None) -> tuple[_Entry, bool]:
        """Counts a user in; True where the caller has to load it."""
        with self._lock:
            entry = self._entries.get(name)
            if entry is not None and entry.stamp != stamp and name in self._idle():
                self._drop(name)
                entry = None
            mine = entry is None
            if entry is None:
                entry = self._entries[name] = _Entry(stamp)
            entry.users += 1
            entry.used = next(self._clock)
            return entry, mine

    def _load(
        self,
        name: str,
        entry: _Entry,
        locate: Callable[[], Located],
        progress: Progress | None,
    ) -> None:
        tell = progress or _silent
        path = Path(name)
        try:
            with self._loading:
                tell("checking", 0.0)
                runtime()
                path, contract, model = locate()
                size = path.stat().st_size
                self._make_room(name, size)
                tell("loading", 0.3)
                before = memory_mb() or 0.0
                net = self._opener.open(path, contract, model)
                grown = int(((memory_mb() or 0.0) - before) * 1e6)
                entry.size = max(size, grown)
                self._make_room(name, 0)  # it may have turned out larger than its file
        except BaseException as error:
            with self._lock:
                self._entries.pop(name, None)
            if isinstance(error, OSError):
                error = ModelError(f"{name} cannot be read ({error.strerror})")
            elif isinstance(error, MemoryError):
                error = ModelError(f"{name} does not fit into memory; close other programs")
            elif isinstance(error, Exception) and not isinstance(error, UnderstudyError):
                # Whatever a damaged file makes ONNX Runtime or numpy raise.
                log.error("%s cannot be loaded", name, exc_info=error)
                error = damaged(path, "cannot be loaded", reason(error))
            entry.future.set_exception(error)
            return
        entry.future.set_result(net)
        tell("ready", 1.0)

    def _locate(self, name: str) -> Located:
        model = self.store.registry[name]
        if model.contract is None:
            raise ModelError(f"{model.file} is not a network for ONNX Runtime")
        path, contract = self.store.find(name), CONTRACTS[model.contract]
        if path.suffix == SUFFIX:
            path = converted(path, contract, self.store.sha256(path), self.store.home / FOLDER)
        return path, contract, model

    def _make_room(self, name: str, more: int) -> None:
        """Drops what is idle, longest first, until `more` bytes fit.

        Raises:
            ModelError: They do not. For 0 bytes nothing is raised: what is loaded stays.
        """
        if self._limit is None:
            return
        with self._lock:
            for idle in self._idle():
                if self._taken() + more <= self._limit:
                    return
                self._drop(idle)
            taken = self._taken() - self._entries[name].size
        if more and taken + more > self._limit:
            raise ModelError(
                f"{name} needs {more >> 20} MB, and networks in use take {taken >> 20} of the "
                f"{self._limit >> 20} MB that are allowed; switch something off, or allow more"
            )

    def _taken(self) -> int:
        return sum(entry.size for entry in self._entries.values())

    def _idle(self) -> list[str]:
        """Names of what is loaded and not used, the longest idle first."""
        idle = [
            (entry.used, name)
            for name, entry in self._entries.items()
            if not entry.users and entry.future.done()
        ]
        return [name for _, name in sorted(idle)]

    def _drop(self, name: str) -> int:
        entry = self._entries.pop(name)
        entry.future.result().close()
        give_back_memory()
        return entry.size


def _stamp(path: Path, contract: Contract) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None  # to load it says why
    return contract, found.st_size, found.st_mtime_ns


def _silent(_what: str, _share: float) -> None:
    """For those who do not ask."""
