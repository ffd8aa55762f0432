"""Fetches files that must be exactly what they are expected to be: resumable, verified, atomic.

Only what the user asks for is ever fetched. A file gets its name once it is whole and its sha256 is
right; until then it is a ``.part`` beside it, from which a later call, or the next mirror, goes on.
Proxies are taken from the environment and the system's settings, as `urllib` does.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import shutil
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Final

from app import __version__
from app.errors import DownloadError, Kind, disk_full

CHUNK: Final = 1 << 16
TIMEOUT: Final = 30.0
"""Seconds in which nothing comes after which a connection counts as stalled."""
TRIES: Final = 3
"""Connections that may break, each after it brought something, before we give up."""
ROOM: Final = 16 << 20
"""Bytes of disk that must stay free."""
BOUND: Final = 8 << 30
"""Bytes that a file of unpublished size may have at most."""
PART: Final = ".part"

Progress = Callable[[int], None]
"""Told how many bytes are there; may raise to end the download, which can be taken up again."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file must be.

    Attributes:
        sha256: Hexadecimal.
        size: Bytes; None where only the sha256 was published.
    """

    sha256: str
    size: int | None

    @property
    def most(self) -> int:
        """Bytes that may come."""
        return BOUND if self.size is None else self.size


class _BrokenError(Exception):
    """The connection ended early; says how."""


class _AnewError(_BrokenError):
    """What was kept from earlier is of no use to this server; it is gone."""


class _MirrorError(Exception):
    """It cannot be had from there.

    Args:
        why: Follows "NAME cannot be fetched:".
        remedy: What to do about it.
    """

    def __init__(self, why: str, remedy: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.remedy = remedy


def download(
    mirrors: Sequence[str],
    target: Path,
    expected: Expected,
    progress: Progress | None = None,
    timeout: float = TIMEOUT,
) -> None:
    """Fetches a file, unless it is there already.

    Args:
        mirrors: ``https://…``, at least one; the next is asked where one fails, and goes on from
            what came before.
        target: Where it goes; its folder must exist.
        expected: What it must be.
        progress: Told of the bytes that are there, from the first ones kept from earlier.
        timeout: Seconds, see `TIMEOUT`.

    Raises:
        DownloadError: One line that says what went wrong. What was fetched is kept for the next
            call, unless it is wrong.
    """
    told = progress or _silent
    if is_expected(target, expected):
        told(target.stat().st_size)
        return
    part = target.with_name(target.name + PART)
    if expected.size is not None:
        check_room(target.parent, expected.size - _kept(part, expected))
    failures: list[tuple[str, _MirrorError]] = []
    for url in mirrors:
        try:
            _fill(url, part, expected, told, timeout)
            _accept(part, target, expected)
        except _MirrorError as error:
            failures.append((url, error))
        else:
            told(target.stat().st_size)
            return
    raise _failed(target.name, failures) from failures[-1][1]


def _failed(name: str, failures: Sequence[tuple[str, _MirrorError]]) -> DownloadError:
    """One line of what all mirrors said."""
    _, last = failures[-1]
    if len(failures) == 1:
        line = f"{name} cannot be fetched: {last.why}"
    else:
        reasons = dict.fromkeys(
            error.why if _host(url) in error.why else f"{_host(url)}: {error.why}"
            for url, error in failures
        )
        line = f"{name} cannot be fetched from any of its {len(failures)} sources"
        line += f" ({', '.join(reasons)})"
    return DownloadError(f"{line}; {last.remedy}" if last.remedy else line)


def _fill(url: str, part: Path, expected: Expected, told: Progress, timeout: float) -> None:
    """Has the whole file in `part`, from one mirror."""
    tries = TRIES
    while (have := _kept(part, expected)) != expected.size:
        told(have)  # may end it, between two connections too
        try:
            _receive(url, part, have, expected, told, timeout)
            return
        except _BrokenError as error:
            tries -= 1
            came = _kept(part, expected)
            if tries == 0 or (came <= have and not isinstance(error, _AnewError)):
                whole = f" of {expected.size}" if expected.size is not None else ""
                raise _MirrorError(
                    f"{error} after {came}{whole} bytes", "run it again to go on from there"
                ) from error


def take(source: Path, target: Path, expected: Expected, progress: Progress | None = None) -> None:
    """The same from a file that is already here.

    Raises:
        DownloadError: It is missing, or not what it must be.
    """
    if is_expected(target, expected):
        return
    try:
        size = source.stat().st_size
        if expected.size not in (None, size):
            raise DownloadError(
                f"{source} has {size} bytes, it must have {expected.size}: it is another file"
            )
        check_room(target.parent, size)
        with source.open("rb") as stream:
            keep(stream, target, expected, str(source), progress)
    except OSError as error:
        raise DownloadError(f"{source} cannot be read ({error.strerror})") from error


def keep(
    stream: IO[bytes],
    target: Path,
    expected: Expected,
    what: str,
    progress: Progress | None = None,
) -> None:
    """The same from what a stream gives.

    Args:
        what: The stream's name, for errors.

    Raises:
        OSError: The stream cannot be read.
        DownloadError: What it gives is not what it must be, or cannot be written.
    """
    told, part = progress or _silent, target.with_name(target.name + PART)
    seen, have = hashlib.sha256(), 0
    try:
        part.unlink(missing_ok=True)  # it may be a link
        file = part.open("wb")
    except OSError as error:
        raise _not_written(part, error) from error
    try:
        with file:
            while have <= expected.most and (chunk := stream.read(CHUNK)):
                seen.update(chunk)
                have += len(chunk)
                try:
                    file.write(chunk)
                except OSError as error:
                    raise _not_written(part, error) from error
                told(have)
        if seen.hexdigest() != expected.sha256:
            raise DownloadError(f"{what} is not the file it must be (its sha256 is wrong)")
        try:
            part.replace(target)
        except OSError as error:
            raise _not_written(target, error) from error
    finally:
        with contextlib.suppress(OSError):  # what is not whole is worth nothing here
            part.unlink(missing_ok=True)


def is_expected(path: Path, expected: Expected) -> bool:
    """Whether a file is there, no link, and what it must be."""
    try:
        if path.is_symlink() or expected.size not in (None, path.stat().st_size):
            return False
        return digest(path) == expected.sha256
    except OSError:
        return False


def digest(path: Path) -> str:
    """A file's sha256, hexadecimal.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_room(folder: Path, size: int) -> None:
    """Asks whether `size` bytes fit into a folder's disk.

    Raises:
        DownloadError: They do not.
    """
    free = shutil.disk_usage(folder).free
    need = size + ROOM
    if size > 0 and free < need:
        raise DownloadError(
            f"{folder} has {free >> 20} MB free, {(need >> 20) + 1} MB are needed; make room and "
            "run it again",
            kind=Kind.DISK_FULL,
        )


def _not_written(path: Path, error: OSError) -> DownloadError:
    problem = f"{path} cannot be written ({error.strerror})"
    return DownloadError(problem, kind=disk_full(error))


def _silent(_count: int) -> None:
    """For those who do not ask."""


def _kept(part: Path, expected: Expected) -> int:
    """Bytes of an earlier try that can be used; what cannot be is thrown away."""
    try:
        if part.is_symlink() or part.stat().st_size > expected.most:
            part.unlink()
            return 0
        return part.stat().st_size
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise DownloadError(f"{part} cannot be used ({error.strerror}); delete it") from error


def _accept(part: Path, target: Path, expected: Expected) -> None:
    """Gives the file its name, if it is the right one."""
    try:
        right = digest(part) == expected.sha256
        if right:
            part.replace(target)
        else:
            part.unlink()
    except OSError as error:
        raise _not_written(target, error) from error
    if not right:
        raise _MirrorError(
            "what came is not the file it must be (its sha256 is wrong) and was thrown away",
            "run it again, and if it stays so, the file at its source was changed",
        )


def _receive(
    url: str, part: Path, have: int, expected: Expected, progress: Progress, timeout: float
) -> None:
    """One connection: appends what comes to `part`.

    Raises:
        _BrokenError: It ended before all was there.
        _MirrorError: It cannot be had like this.
    """
    headers = {"User-Agent": f"Understudy/{__version__}", "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    request = urllib.request.Request(url, headers=headers)
    try:
        # An opener of our own: the shared one keeps the proxies of its first use.
        response = urllib.request.build_opener().open(request, timeout=timeout)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 416 and have:
            if expected.size is None and digest(part) == expected.sha256:
                return  # it was whole, which nobody could know
            part.unlink(missing_ok=True)
            raise _AnewError("the server cannot go on from there") from error
        raise _refused(error.code) from error
    except (urllib.error.URLError, OSError, http.client.HTTPException) as error:
        raise _unreachable(url, error) from error
    with contextlib.closing(response):
        goes_on = _check_answer(response, have)
        start = have if goes_on else 0
        size = _offered(response, start, expected)
        if size is not None and expected.size is None:
            check_room(part.parent, size - start)
        try:
            file = part.open("ab" if goes_on else "wb")
        except OSError as error:
            raise _not_written(part, error) from error
        with file:
            _copy(response, file, start, size, expected, progress, part)


def _check_answer(response: http.client.HTTPResponse, have: int) -> bool:
    """Whether the server goes on where we ended; False if it starts anew."""
    kind = response.headers.get_content_type()
    if kind in {"text/html", "application/xhtml+xml"}:
        raise _MirrorError(
            "the answer is a web page, from a network that wants a login or a proxy that blocks it",
            "sort that out and run it again",
        )
    goes_on = response.status == 206
    if goes_on:
        said = response.headers.get("Content-Range", "")
        if said.replace("bytes ", "").partition("-")[0].strip() != str(have):
            raise _MirrorError("the server sends another part of it")
    return goes_on


def _offered(response: http.client.HTTPResponse, start: int, expected: Expected) -> int | None:
    """Bytes that the whole file must have, as far as anyone knows."""
    length = response.headers.get("Content-Length")
    if length is None or not length.isdigit():
        return expected.size
    offered = start + int(length)
    if offered > expected.most:
        raise _MirrorError(
            f"its source offers {offered} bytes, it must have {expected.size or 'fewer'}; the file "
            "there was changed"
        )
    return offered if expected.size is None else expected.size


def _copy(
    response: http.client.HTTPResponse,
    file: BinaryIO,
    have: int,
    size: int | None,
    expected: Expected,
    progress: Progress,
    part: Path,
) -> None:
    """Writes all that comes.

    Args:
        have: Bytes that are in `file`.
        size: Bytes that it must have in the end; None where nobody knows.
    """
    most = expected.most if size is None else size
    progress(have)
    while True:
        try:
            chunk = response.read1(CHUNK)
        except TimeoutError as error:
            raise _BrokenError("the connection stalled") from error
        except (OSError, http.client.HTTPException) as error:
            raise _BrokenError("the connection broke") from error
        if not chunk:
            break
        have += len(chunk)
        if have > most:
            file.close()
            part.unlink(missing_ok=True)
            raise _MirrorError(
                f"more comes than the {most} bytes that it must have; what came was thrown away"
            )
        try:
            file.write(chunk)
        except OSError as error:
            raise _not_written(part, error) from error
        progress(have)
    if size is not None and have < size:
        raise _BrokenError("the connection ended")


def _refused(code: int) -> _MirrorError:
    if code == 404:
        return _MirrorError("it is no longer at its source (404)")
    if code in {401, 403, 407, 511}:
        return _MirrorError(f"the network or a proxy does not allow it ({code})")
    return _MirrorError(f"the server answers {code}", "try again later")


def _host(url: str) -> str:
    return url.split("/")[2] if url.count("/") > 1 else url


def _unreachable(url: str, error: Exception) -> _MirrorError:
    host = _host(url)
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        why = f"{host} does not answer in time"
    elif isinstance(reason, socket.gaierror):
        why = f"{host} is not found: there is no network"
    elif isinstance(reason, ssl.SSLError):
        why = f"the connection to {host} is not trusted ({reason.reason or 'certificate'})"
    elif isinstance(reason, OSError):
        why = f"no connection to {host} ({reason.strerror or reason})"
    else:
        why = f"no connection to {host} ({reason})"
    return _MirrorError(why, "connect, or set HTTPS_PROXY, and run it again")
