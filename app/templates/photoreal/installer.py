"""Installs the photoreal pack: fetch, build, and swap in as a whole. See `install`."""

from __future__ import annotations

import hashlib
import json
import shutil
import urllib.parse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import cv2
import numpy as np

from app.alone import alone
from app.download import PART, Expected, check_room, download, is_expected, take
from app.errors import TemplateError, disk_full
from app.frame import Image
from app.paths import assets_dir
from app.templates import pins
from app.templates.pack import (
    MANIFEST,
    Entry,
    hash_files,
    manifest,
    open_pack,
    write_template,
)
from app.templates.photoreal import Progress
from app.templates.photoreal.build import BUILDER, build
from app.templates.photoreal.faces import (
    COMMIT,
    FACES,
    FIGURES,
    LICENCE,
    LICENCE_SOURCE,
    PACK,
    PACK_NAME,
    SOURCE,
    Face,
)
from app.templates.photoreal.landmarks import Nets
from app.templates.photoreal.trust import open_photoreal, vouch
from app.templates.template import Template

SIZE = 80 << 20
"""Bytes that the figures and the faces take while they are built; about."""
OLD = ".old"
STAMP = "stamp.json"


class Builder:
    """Builds faces from a folder of figures; reads each figure and each built-in mouth once."""

    def __init__(self, figures: Path) -> None:
        self._figures = figures
        self._nets: Nets | None = None
        self._figure: tuple[str, Image] | None = None
        self._mouths: dict[str, Image] = {}

    def build(self, face: Face) -> Template:
        """Raises `TemplateError` where the figure cannot be read or shows no face."""
        if self._nets is None:
            self._nets = Nets.load()
        return build(face, self._read(face.figure), self.mouth(face), self._nets)

    def mouth(self, face: Face) -> Image:
        """The picture of the mouth's inside that a built-in character lends."""
        if face.mouth not in self._mouths:
            pack = open_pack(assets_dir() / "templates" / "builtin", pins.BUILTIN)
            self._mouths[face.mouth] = pack.load(face.mouth).mouth
        return self._mouths[face.mouth]

    def _read(self, name: str) -> Image:
        if self._figure is None or self._figure[0] != name:
            path = self._figures / name
            try:
                content = np.fromfile(path, np.uint8)
            except OSError as error:
                raise TemplateError(f"{path} cannot be read ({error.strerror})") from error
            picture = cv2.imdecode(content, cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
            if picture is None:
                raise TemplateError(f"{path} is not a picture; run it again")
            self._figure = name, np.asarray(picture, np.uint8)
        return self._figure[1]


def run(target: Path, mirror: Path | None, progress: Callable[[Progress], None]) -> None:
    """See `app.templates.photoreal.install`."""
    parent = target.parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with alone(_lock(target), _busy(target)):
            _recover(target)
            work = target.with_name(target.name + PART)
            if work.is_symlink() or work.is_file():
                work.unlink()
            (work / "figures").mkdir(parents=True, exist_ok=True)
            check_room(parent, SIZE - _size(work))
            _fetch(work, mirror, progress)
            pack = _build(work, progress)
            _swap(pack, target)
            shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        raise TemplateError(
            f"the pack cannot be written into {parent} ({error.strerror}); make room there, or the "
            "right to write, and run it again",
            kind=disk_full(error),
        ) from error


# -- one at a time, and never half -----------------------------------------------------------------


def _lock(target: Path) -> Path:
    return target.with_name(f".{target.name}.lock")


def _busy(target: Path) -> TemplateError:
    return TemplateError(
        f"another installation of this pack is running (it holds {_lock(target)}); wait until it "
        "is done"
    )


def _recover(target: Path) -> None:
    """Puts right what a kill between two renames left."""
    old = target.with_name(target.name + OLD)
    if not old.exists():
        return
    if target.exists():
        shutil.rmtree(old)
    else:
        old.rename(target)


def _swap(pack: Path, target: Path) -> None:
    """Puts the finished pack in its place; the one before goes only then."""
    old = target.with_name(target.name + OLD)
    if target.is_symlink():
        target.unlink()
    if target.exists():
        target.rename(old)
    try:
        pack.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


# -- the sources -----------------------------------------------------------------------------------


def _fetch(work: Path, mirror: Path | None, progress: Callable[[Progress], None]) -> None:
    """Licence and figures into ``work/figures``; those that are there and right are kept."""
    wanted = {LICENCE: LICENCE_SOURCE, **FIGURES}
    total = sum(source.size for source in wanted.values())
    done = 0
    for name, source in wanted.items():
        expected = Expected(source.sha256, source.size)
        target = work / "figures" / name
        place = name if name == LICENCE else f"figures/{name}"

        def tell(count: int, name: str = name, before: int = done) -> None:
            progress(Progress("download", name, before + count, total))

        tell(0)
        if mirror is not None:
            if not is_expected(target, expected):
                take(mirror / place, target, expected)
        else:
            download([f"{SOURCE}/{urllib.parse.quote(place)}"], target, expected, tell)
        done += source.size
        tell(source.size, before=done - source.size)


# -- the faces -------------------------------------------------------------------------------------


def _build(work: Path, progress: Callable[[Progress], None]) -> Path:
    """The whole pack in ``work/pack``, every face of it loaded again and vouched for."""
    builder = Builder(work / "figures")
    faces, pack = work / "faces", work / "pack"
    faces.mkdir(exist_ok=True)
    if pack.exists():
        shutil.rmtree(pack)
    entries = []
    for number, face in enumerate(FACES):
        progress(Progress("build", face.name, number, len(FACES)))
        inputs = _inputs(face, builder.mouth(face))
        folder = faces / face.id
        if not _is_built(folder, inputs):
            _build_one(builder, face, folder, inputs)
        entries.append(_entry(face, folder))
    progress(Progress("build", FACES[-1].name, len(FACES), len(FACES)))

    pack.mkdir()
    for face in FACES:
        shutil.copytree(faces / face.id, pack / face.id, ignore=shutil.ignore_patterns(STAMP))
    shutil.copyfile(work / "figures" / LICENCE, pack / LICENCE)
    text = manifest(
        PACK,
        PACK_NAME,
        entries,
        comment="Built by understudy templates install photoreal; do not edit.",
        sources={name: source.sha256 for name, source in FIGURES.items()},
    )
    (pack / MANIFEST).write_text(text, encoding="utf-8")
    installed = open_photoreal(pack)
    for face in FACES:
        installed.load(face.id)
    return pack


def _inputs(face: Face, mouth: Image) -> str:
    """Changes with everything that a face is built from."""
    parts = {
        "builder": BUILDER,
        "face": asdict(face),
        "figure": FIGURES[face.figure].sha256,
        "mouth": hashlib.sha256(mouth.tobytes()).hexdigest(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _is_built(folder: Path, inputs: str) -> bool:
    """Whether an earlier, interrupted installation left this very face, whole."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        return bool(stamp == {"inputs": inputs, "files": hash_files(folder)})
    except (OSError, ValueError):
        return False


def _build_one(builder: Builder, face: Face, folder: Path, inputs: str) -> None:
    template = builder.build(face)
    vouch(Entry(face.id, face.name, face.description, "human", "MIT", ""), template)
    unfinished = folder.with_name(face.id + PART)
    for path in (unfinished, folder):
        if path.exists():
            shutil.rmtree(path)
    files = write_template(unfinished, template)
    stamp = json.dumps({"inputs": inputs, "files": files})
    (unfinished / STAMP).write_text(stamp, encoding="utf-8")
    unfinished.rename(folder)


def _entry(face: Face, folder: Path) -> Entry:
    provenance = (
        f"SFHQ-T2I by David Beniaguev, drawn by SDXL; figures/{face.figure} at commit {COMMIT}, "
        f"crop {', '.join(str(c) for c in face.crop)}; rebuilt as a template on this machine"
    )
    files = hash_files(folder)
    return Entry(face.id, face.name, face.description, "human", "MIT", provenance, files)
