"""Fetches files that must be exactly what they are expected to be: resumable, verified, atomic.

Only what the user asks for is ever fetched. A file gets its name once it is whole and its sha256 is
right; until then it is a ``.part`` beside it, from which a later call goes on. Proxies are taken
from the environment and the system's settings, as `urllib` does.
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
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from app import __version__
from app.errors import DownloadError, Kind, disk_full

CHUNK: Final = 1 << 16
TIMEOUT: Final = 30.0
"""Seconds in which nothing comes after which a connection counts as stalled."""
TRIES: Final = 3
"""Connections that may break, each after it brought something, before we give up."""
ROOM: Final = 16 << 20
"""Bytes of disk that must stay free."""
PART: Final = ".part"

Progress = Callable[[int], None]
"""Told how many bytes are there; may raise to end the download, which can be taken up again."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file must be.

    Attributes:
        sha256: Hexadecimal.
        size: Bytes.
    """

    sha256: str
    size: int


class _BrokenError(Exception):
    """The connection ended early; says how."""


class _AnewError(_BrokenError):
    """What was kept from earlier is of no use to this server; it is gone."""


def download(
    url: str,
    target: Path,
    expected: Expected,
    progress: Progress | None = None,
    timeout: float = TIMEOUT,
) -> None:
    """Fetches a file, unless it is there already.

    Args:
        url: ``https://…``.
        target: Where it goes; its folder must exist.
        expected: What it must be.
        progress: Told of the bytes that are there, from the first ones kept from earlier.
        timeout: Seconds, see `TIMEOUT`.

    Raises:
        DownloadError: One line that says what went wrong. What was fetched is kept for the next
            call, unless it is wrong.
    """
    name = target.name
    told = progress or _silent
    if is_expected(target, expected):
        told(expected.size)
        return
    part = target.with_name(name + PART)
    have = _kept(part, expected)
    check_room(target.parent, expected.size - have)
    tries = TRIES
    while (have := _kept(part, expected)) < expected.size:
        try:
            _receive(url, part, have, expected, told, timeout)
        except _BrokenError as error:
            tries -= 1
            came = _kept(part, expected)
            if tries == 0 or (came <= have and not isinstance(error, _AnewError)):
                raise DownloadError(
                    f"{name} cannot be fetched: {error} after {came} of {expected.size} bytes; "
                    "run it again to go on from there"
                ) from error
    told(expected.size)
    _accept(part, target, expected)


def take(source: Path, target: Path, expected: Expected) -> None:
    """The same from a file that is already here.

    Raises:
        DownloadError: It is missing, or not what it must be.
    """
    name = target.name
    if is_expected(target, expected):
        return
    check_room(target.parent, expected.size)
    part = target.with_name(name + PART)
    try:
        size = source.stat().st_size
        if size != expected.size:
            raise DownloadError(
                f"{source} has {size} bytes, it must have {expected.size}: it is another file"
            )
        content = source.read_bytes()
    except OSError as error:
        raise DownloadError(f"{source} cannot be read ({error.strerror})") from error
    if hashlib.sha256(content).hexdigest() != expected.sha256:
        raise DownloadError(f"{source} is not the file it must be (its sha256 is wrong)")
    try:
        part.write_bytes(content)
    except OSError as error:
        raise _not_written(part, error) from error
    _accept(part, target, expected)


def is_expected(path: Path, expected: Expected) -> bool:
    """Whether a file is there, no link, and what it must be."""
    try:
        if path.is_symlink() or path.stat().st_size != expected.size:
            return False
        return _digest(path) == expected.sha256
    except OSError:
        return False


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


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _kept(part: Path, expected: Expected) -> int:
    """Bytes of an earlier try that can be used; what cannot be is thrown away."""
    try:
        if part.is_symlink() or part.stat().st_size > expected.size:
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
        right = _digest(part) == expected.sha256
        if right:
            part.replace(target)
        else:
            part.unlink()
    except OSError as error:
        raise _not_written(target, error) from error
    if not right:
        raise DownloadError(
            f"{target.name} is not the file it must be (its sha256 is wrong) and was thrown away; "
            "run it again, and if it stays so, the file at its source was changed"
        )


def _receive(
    url: str, part: Path, have: int, expected: Expected, progress: Progress, timeout: float
) -> None:
    """One connection: appends what comes to `part`.

    Raises:
        _BrokenError: It ended before all was there.
        DownloadError: It cannot be had like this.
    """
    name = part.name.removesuffix(PART)
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
            part.unlink(missing_ok=True)
            raise _AnewError("the server cannot go on from there") from error
        raise DownloadError(_refused(name, error.code)) from error
    except (urllib.error.URLError, OSError, http.client.HTTPException) as error:
        raise DownloadError(_unreachable(name, url, error)) from error
    with contextlib.closing(response):
        goes_on = _check_answer(name, response, have, expected)
        try:
            file = part.open("ab" if goes_on else "wb")
        except OSError as error:
            raise _not_written(part, error) from error
        with file:
            _copy(response, file, have if goes_on else 0, expected, progress, part)


def _check_answer(
    name: str, response: http.client.HTTPResponse, have: int, expected: Expected
) -> bool:
    """Whether the server goes on where we ended; False if it starts anew."""
    kind = response.headers.get_content_type()
    if kind in {"text/html", "application/xhtml+xml"}:
        raise DownloadError(
            f"{name} cannot be fetched: the answer is a web page, from a network that wants a "
            "login or a proxy that blocks it; sort that out and run it again"
        )
    goes_on = response.status == 206
    if goes_on:
        said = response.headers.get("Content-Range", "")
        if said.replace("bytes ", "").partition("-")[0].strip() != str(have):
            raise DownloadError(f"{name} cannot be fetched: the server sends another part of it")
    start = have if goes_on else 0
    length = response.headers.get("Content-Length")
    if length is not None and length.isdigit() and start + int(length) > expected.size:
        raise DownloadError(
            f"{name} cannot be fetched: its source offers {start + int(length)} bytes, it must "
            f"have {expected.size}; the file there was changed"
        )
    return goes_on


def _copy(
    response: http.client.HTTPResponse,
    file: BinaryIO,
    have: int,
    expected: Expected,
    progress: Progress,
    part: Path,
) -> None:
    progress(have)
    while have < expected.size + 1:
        try:
            chunk = response.read1(CHUNK)
        except TimeoutError as error:
            raise _BrokenError("the connection stalled") from error
        except (OSError, http.client.HTTPException) as error:
            raise _BrokenError("the connection broke") from error
        if not chunk:
            break
        have += len(chunk)
        if have > expected.size:
            file.close()
            part.unlink(missing_ok=True)
            raise DownloadError(
                f"{part.name.removesuffix(PART)} cannot be fetched: more comes than the "
                f"{expected.size} bytes that it must have; what came was thrown away"
            )
        try:
            file.write(chunk)
        except OSError as error:
            raise _not_written(part, error) from error
        progress(have)
    if have < expected.size:
        raise _BrokenError("the connection ended")


def _refused(name: str, code: int) -> str:
    if code == 404:
        return f"{name} cannot be fetched: it is no longer at its source (404)"
    if code in {401, 403, 407, 511}:
        return f"{name} cannot be fetched: the network or a proxy does not allow it ({code})"
    return f"{name} cannot be fetched: the server answers {code}; try again later"


def _unreachable(name: str, url: str, error: Exception) -> str:
    host = url.split("/")[2] if url.count("/") > 1 else url
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
    return f"{name} cannot be fetched: {why}; connect, or set HTTPS_PROXY, and run it again"
