"""Gets models: downloads in parallel, out of archives where they come in one, or from a file.

Every file is checked against its sha256 before it takes its name, and nothing whose licence asks
for it is fetched before its terms were agreed to.
"""

from __future__ import annotations

import atexit
import contextlib
import itertools
import lzma
import tarfile
import tempfile
import threading
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.alone import alone
from app.download import TIMEOUT, Expected, check_room, digest, download, keep, take
from app.errors import DownloadError, ModelError, disk_full
from app.inference.files import check_kind
from app.models.licences import Acceptance
from app.models.packages import package
from app.models.registry import Archive, Licence, Model
from app.models.store import ModelStore

JOBS = 3
"""Files that come at a time: more of them do not come sooner from one server."""
_END_S = 1.0
"""Seconds in which a thread ends the program that it has started."""
_DAMAGED = (
    *(tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(RuntimeError, ValueError),  # encrypted, packed in an unknown way; names that are none
)
"""What Python raises where an archive cannot be read."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one file is.

    Attributes:
        name: Of the model, or of the archive that it is in.
        done: Bytes that are there.
        total: Bytes in the end; None where nobody knows.
    """

    name: str
    done: int
    total: int | None


Members = Generator[tuple[str, IO[bytes]], None, None]
"""Names without folders, and contents, of an archive's files."""
Tell = Callable[[Progress], None]
"""Called from several threads, one at a time; may raise to end all downloads, which can be taken up
again."""


class LicenceError(ModelError):
    """Terms have to be agreed to first.

    Attributes:
        licences: Whose.
    """

    def __init__(self, licences: Sequence[Licence]) -> None:
        self.licences = tuple(licences)
        options = " ".join(f"--accept-licence {licence.id}" for licence in licences)
        titles = ", ".join(f"'{licence.title}'" for licence in licences)
        super().__init__(
            f"the terms of {titles} have to be agreed to first, and there is no terminal to ask "
            "on, or the answer was no: read them with 'understudy models list --licences', then "
            f"add {options}"
        )


def fetch(
    store: ModelStore,
    models: Sequence[Model],
    acceptance: Acceptance,
    tell: Tell | None = None,
    timeout: float = TIMEOUT,
) -> list[Model]:
    """Downloads what is not there yet.

    Args:
        store: Where it goes.
        models: What is wanted, with what that requires.
        acceptance: Which terms were agreed to.
        tell: Told how far each file is.
        timeout: Seconds of silence after which a connection counts as stalled.

    Returns:
        What was fetched.

    Raises:
        LicenceError: Terms were not agreed to; nothing was fetched.
        DownloadError: Something has to be got by hand (then nothing was fetched) or could not be
            had (the others are there all the same); all of it in one line.
    """
    wanted = [model for model in models if not store.is_there(model)]
    by_hand = [model for model in wanted if not model.fetchable]
    if by_hand:
        raise DownloadError("; ".join(instructions(store, model) for model in by_hand))
    check_terms(wanted, acceptance)
    _make(store.home)
    jobs = _Jobs(store, tell, timeout)
    parts: dict[str, list[Model]] = {}
    for model in wanted:
        parts.setdefault(model.archive.id if model.archive else model.name, []).append(model)
    check_room(store.home, sum(_missing(store, members) for members in parts.values()))
    jobs.run(list(parts.values()))
    return wanted


def check_terms(models: Sequence[Model], acceptance: Acceptance) -> None:
    """
    Raises:
        LicenceError: Terms of some of them were not agreed to.
    """
    open_ = [model.licence for model in models if not acceptance.given(model.licence)]
    if open_:
        raise LicenceError(tuple(dict.fromkeys(open_)))


def instructions(store: ModelStore, model: Model) -> str:
    """How to get a model by hand, in one line."""
    check = "it is checked by its sha256" if model.sha256 else "only its shape can be checked"
    return (
        f"{model.file} has to be got by hand: {model.manual} Then name it with 'understudy models "
        f"add {model.file}', or put it into '{store.home}'; {check}"
    )


def add(store: ModelStore, path: Path, acceptance: Acceptance) -> list[Model]:
    """Copies what a file has of the models: it is one of them, whatever its name, or an archive
    with some in it.

    Returns:
        Which.

    Raises:
        LicenceError: Terms were not agreed to.
        DownloadError: It cannot be read, has none of them, or one that was altered.
    """
    try:
        if zipfile.is_zipfile(path) and path.suffix not in {".pth", ".pt"}:
            return _add(store, _zip_members(path), acceptance, path)
        if tarfile.is_tarfile(path):
            return _add(store, _tar_members(path), acceptance, path)
        known = {model.sha256: model for model in store.registry if model.sha256}
        model = known.get(digest(path))
    except _DAMAGED as error:
        raise DownloadError(f"{path} cannot be read ({_reason(error)})") from error
    if model is None:
        try:
            check_kind(path)
        except ModelError as error:
            raise DownloadError(str(error).partition("; ")[0]) from error
        raise DownloadError(
            f"{path} is no file that Understudy knows (by its sha256): it was altered, cut off, or "
            "is another version"
        )
    check_terms([model], acceptance)
    _make(store.home)
    assert model.expected is not None  # found by it
    take(path, store.home / model.file, model.expected)
    return [model]


def _add(
    store: ModelStore,
    members: Members,
    acceptance: Acceptance,
    path: Path,
) -> list[Model]:
    by_name = {model.file: model for model in store.registry if model.archive}
    found = []
    with contextlib.closing(members):
        for name, stream in members:
            model = by_name.get(name)
            if model is not None:
                check_terms([model], acceptance)
                _make(store.home)
                assert model.expected is not None  # the registry sees to that
                keep(stream, store.home / name, model.expected, f"{name} in {path}")
                found.append(model)
    if not found:
        raise DownloadError(f"{path} has none of the files that Understudy knows")
    return found


class _Jobs:
    """Downloads, `JOBS` files or archives at a time.

    Its threads are daemons, which an executor's are not: a connection that hangs would keep the app
    from ending.
    """

    def __init__(self, store: ModelStore, tell: Tell | None, timeout: float) -> None:
        self._store = store
        self._tell = tell
        self._timeout = timeout
        self._telling = threading.Lock()
        self._stop: BaseException | None = None
        self._busy = 0
        self._over = threading.Event()  # and not `Thread.join`, which is of no use after Ctrl+C
        self._waiting: deque[list[Model]] = deque()
        self._failures: dict[str, DownloadError] = {}

    def run(self, parts: Sequence[list[Model]]) -> None:
        self._waiting.extend(parts)
        threads = [
            threading.Thread(target=self._work, name="understudy-download", daemon=True)
            for _ in parts[:JOBS]
        ]
        self._busy = len(threads)
        atexit.register(self._end)
        try:
            for thread in threads:
                thread.start()
            if threads:
                self._over.wait()
        except BaseException as error:  # Ctrl+C
            self._stop = error
            self._end()
            raise
        finally:
            atexit.unregister(self._end)
        for thread in threads:
            thread.join()
        if self._stop is not None:
            raise self._stop
        names = [members[0].name for members in parts]
        failures = [self._failures[name] for name in names if name in self._failures]
        if failures:
            line = "; and ".join(dict.fromkeys(str(error) for error in failures))
            raise DownloadError(line, kind=failures[0].kind) from failures[0]

    def _work(self) -> None:
        with contextlib.suppress(IndexError):  # none waits any more
            while self._stop is None:
                members = self._waiting.popleft()
                try:
                    self._one(members)
                except DownloadError as error:
                    self._failures[members[0].name] = error
                except BaseException as error:  # cancelled: the others end as well
                    self._stop = self._stop or error
        with self._telling:
            self._busy -= 1
            if self._busy == 0:
                self._over.set()

    def _end(self) -> None:
        """The app ends: what a thread has started ends too, and nobody waits for a connection."""
        self._stop = self._stop or DownloadError("the app ends")
        self._over.wait(_END_S)

    def _one(self, members: list[Model]) -> None:
        archive = members[0].archive
        file = archive.file if archive else members[0].file
        lock = self._store.home / f".{file}.lock"
        busy = DownloadError(f"{file} is being fetched by another process; wait until it is done")
        try:
            with alone(lock, busy):
                if archive is None:
                    self._download(members[0])
                else:
                    self._unpack(archive, members)
        except OSError as error:
            raise DownloadError(
                f"{file} cannot be written into {self._store.home} ({error.strerror}); make room "
                "there, or the right to write, and run it again",
                kind=disk_full(error),
            ) from error

    def _download(self, model: Model) -> None:
        assert model.expected is not None  # the registry sees to that
        target = self._store.home / model.file
        told = self._progress(model.name, model.size)
        told(self._store.partial(model))  # it may have been stopped while it waited
        download(model.mirrors, target, model.expected, told, self._timeout)

    def _unpack(self, archive: Archive, members: list[Model]) -> None:
        failures = []
        kinds = itertools.groupby(archive.mirrors, lambda mirror: mirror.startswith("http"))
        for web, mirrors in kinds:
            for some in [tuple(mirrors)] if web else [(mirror,) for mirror in mirrors]:
                try:
                    self._unpack_from(archive, some, members)
                    return
                except DownloadError as error:
                    failures.append(str(error))
        raise DownloadError("; ".join(failures))

    def _unpack_from(
        self, archive: Archive, mirrors: tuple[str, ...], members: list[Model]
    ) -> None:
        home = self._store.home
        if mirrors[0].startswith("http"):
            assert archive.sha256 is not None  # the registry sees to that
            packed = home / archive.file
            expected = Expected(archive.sha256, archive.size)
            told = self._progress(archive.id, archive.size)
            told(self._store.partial(members[0]))
            download(mirrors, packed, expected, told, self._timeout)
            _take_out(packed, home, members)
            packed.unlink()
            return
        with tempfile.TemporaryDirectory(dir=home) as place:
            tick = self._progress(archive.id, None)
            tick(0)
            packed = package(mirrors[0], archive.sha256, Path(place), lambda: tick(0))
            _take_out(packed, home, members)
        tick(sum(model.size or 0 for model in members))

    def _progress(self, name: str, total: int | None) -> Callable[[int], None]:
        def told(done: int) -> None:
            with self._telling:
                if self._stop is not None:
                    raise self._stop
                if self._tell is None:
                    return
                try:
                    self._tell(Progress(name, done, total))
                except BaseException as error:  # it wants an end, of the others as well
                    self._stop = error
                    raise

        return told


def _take_out(packed: Path, home: Path, members: Sequence[Model]) -> None:
    """Puts an archive's members into the models' folder.

    Raises:
        DownloadError: One is not in it, or not what it must be.
    """
    left = {model.file: model for model in members}
    try:
        found = _zip_members(packed) if zipfile.is_zipfile(packed) else _tar_members(packed)
        with contextlib.closing(found):
            for name, stream in found:
                model = left.get(name)
                if model is not None:
                    assert model.expected is not None  # the registry sees to that
                    keep(stream, home / name, model.expected, f"{name} in {packed.name}")
                    del left[name]
    except _DAMAGED as error:
        raise DownloadError(f"{packed.name} cannot be unpacked ({_reason(error)})") from error
    if left:
        raise DownloadError(f"{packed.name} has no {', '.join(left)}; it was changed")


def _zip_members(path: Path) -> Members:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                with archive.open(info) as stream:
                    yield info.filename.rpartition("/")[2], stream


def _tar_members(path: Path) -> Members:
    with tarfile.open(path) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() else None
            if stream is not None:
                with stream:
                    yield member.name.rpartition("/")[2], stream


def _missing(store: ModelStore, members: Sequence[Model]) -> int:
    """Bytes that are still to come, as far as anyone knows; of an archive and what is in it."""
    archive = members[0].archive
    there = store.partial(members[0])
    packed = archive.size or 0 if archive else 0
    return max(packed + sum(model.size or 0 for model in members) - there, 0)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DownloadError(
            f"the folder {folder} cannot be made ({error.strerror}); choose another one in "
            "UNDERSTUDY_MODELS",
            kind=disk_full(error),
        ) from error


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
