"""Where the files of weights lie: the user's folder, the project's, and those of other programs.

A file is taken for a model because of its content: where a sha256 is known, nothing else counts,
so it may lie in another program's folder under another name and is used from there.
"""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.download import PART
from app.errors import Kind, ModelError
from app.inference.files import check_kind, damaged
from app.models.hashes import FILE as HASHES
from app.models.hashes import HashCache
from app.models.registry import Model, Registry
from app.paths import data_dir, downloads_dir, models_dir

OTHER_PROGRAMS = (
    ".insightface/models/buffalo_l",
    ".insightface/models",
    "Deep-Live-Cam/models",
    "facefusion/.assets/models",
    "VisoMaster/model_assets",
)
"""Where InsightFace, Deep-Live-Cam, facefusion and VisoMaster keep theirs, below `_CHECKOUTS`."""
_CHECKOUTS = ("", "Documents", "Projects", "src")
"""Below the user's home: where people unpack programs."""


@dataclass(frozen=True, slots=True)
class Found:
    """A model's file.

    Attributes:
        path: Where it lies.
        own: In the user's models' folder, where we may delete it.
        verified: Its sha256 is the published one; False where none is known.
    """

    path: Path
    own: bool
    verified: bool


class ModelStore:
    """Finds, verifies and deletes. Thread-safe.

    Args:
        registry: What there is; the app's own by default.
        home: The folder for what is fetched; `app.paths.downloads_dir` by default.
        others: Folders that are only read; by default the app's ``models`` and those of other
            programs.
    """

    def __init__(
        self,
        registry: Registry | None = None,
        home: Path | None = None,
        others: tuple[Path, ...] | None = None,
    ) -> None:
        self.registry = registry or Registry.load()
        self.home = home or downloads_dir()
        self._others = _others() if others is None else others
        self._hashes = HashCache(self.home / HASHES)
        self._finding = threading.Lock()

    @property
    def places(self) -> tuple[Path, ...]:
        """Folders that are looked into, in order."""
        return tuple(dict.fromkeys((self.home, *self._others)))

    def find(self, name: str) -> Path:
        """The verified file of a model. Reads it if it has not been read since it changed.

        Raises:
            UsageError: There is no model of that name.
            ModelError: It is not installed, or not what it must be; says what to do.
        """
        model = self.registry[name]
        found = self.look(model)
        if found is None:
            raise self._missing(model)
        return found.path

    def look(self, model: Model, *, anew: bool = False) -> Found | None:
        """The same where a missing file is no error.

        Args:
            anew: Read the file in the user's folder even if it seems unchanged.

        Raises:
            ModelError: What lies in the user's folder under its name is another file.
        """
        # One at a time: two threads would both read half a gigabyte to learn the same.
        with self._finding:
            wrong = None
            for path in self._candidates(model):
                own = path.parent == self.home
                if model.sha256 is None:
                    return Found(path, own, verified=False)
                try:
                    if not path.stat().st_size or not self._size_fits(model, path):
                        right = False
                    else:
                        right = self._hashes.sha256(path, anew=anew) == model.sha256
                except OSError:
                    continue
                if right:
                    return Found(path, own, verified=True)
                if path == self.home / model.file:
                    wrong = path
            if wrong is not None:
                raise self._altered(model, wrong)
            return None

    def sha256(self, path: Path) -> str:
        """Of any file, read once as long as it does not change.

        Raises:
            ModelError: It cannot be read.
        """
        try:
            return self._hashes.sha256(path)
        except OSError as error:
            raise ModelError(f"{path} cannot be read ({error.strerror})") from error

    def is_there(self, model: Model) -> bool:
        """Whether it can be used."""
        try:
            return self.look(model) is not None
        except ModelError:
            return False

    def partial(self, model: Model) -> int:
        """Bytes of an interrupted download that a later one goes on from."""
        name = (model.archive.file if model.archive else model.file) + PART
        try:
            return (self.home / name).stat().st_size
        except OSError:
            return 0

    def discard(self, model: Model) -> None:
        """Deletes what an interrupted download left.

        Raises:
            ModelError: It cannot be deleted.
        """
        self._delete(self.home / (model.file + PART))
        if model.archive is not None:
            self._delete(self.home / model.archive.file)
            self._delete(self.home / (model.archive.file + PART))

    def remove(self, name: str) -> Path:
        """Deletes a model's file from the user's folder, and what an interrupted download left.

        Returns:
            What was deleted.

        Raises:
            UsageError: There is no model of that name.
            ModelError: It is not there, or lies where we delete nothing, or cannot be deleted.
        """
        model = self.registry[name]
        path = self.home / model.file
        if not path.exists() and not path.is_symlink():
            found = self.look(model)
            if found is None:
                raise self._missing(model)
            path = found.path
            if not found.own:
                raise ModelError(
                    f"{path} is not Understudy's to delete; delete it yourself if you wish"
                )
        self._delete(path)
        self._hashes.forget(path)
        self.discard(model)
        return path

    def _delete(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise ModelError(f"{path} cannot be deleted ({error.strerror})") from error

    def _candidates(self, model: Model) -> Iterator[Path]:
        """Files that may be it, by their name, and by their size where that is known."""
        for place in self.places:
            named = [place / name for name in model.names]
            yield from (path for path in named if path.is_file())
            if model.sha256 is None or model.size is None:
                continue
            try:
                entries = sorted(place.iterdir())
            except OSError:
                continue  # that program is not installed, or keeps its files to itself
            for path in entries:
                begun = path.suffix == PART  # a download may be writing it
                if path in named or begun or not path.is_file():
                    continue
                if self._size_fits(model, path):
                    yield path

    @staticmethod
    def _size_fits(model: Model, path: Path) -> bool:
        return model.size is None or path.stat().st_size == model.size

    def _missing(self, model: Model) -> ModelError:
        what = f"{model.file} is not installed"
        if model.fetchable:
            remedy = f"to get it: understudy models download {model.group or model.name}"
        else:
            remedy = f"put it into {self.home} ('understudy models download {model.name}' says how)"
        return ModelError(
            f"{what}; {remedy}",
            kind=Kind.MODEL_NOT_INSTALLED,
            what=model.title,
        )

    def _altered(self, model: Model, path: Path) -> ModelError:
        try:
            size = path.stat().st_size
            check_kind(path)
        except OSError as error:
            return damaged(path, "cannot be read", error.strerror or "")
        except ModelError as error:
            return error
        if model.size is not None and size != model.size:
            return damaged(path, f"has {size} bytes and must have {model.size}")
        return damaged(path, "was altered or is another file", "its sha256 is wrong")


def _others() -> tuple[Path, ...]:
    found = [data_dir() / "models", models_dir()]
    # pip's face_recognition_models has dlib's. Found but not imported: it wants a module that
    # setuptools no longer has.
    package = importlib.util.find_spec("face_recognition_models")
    if package is not None and package.submodule_search_locations:
        found += [Path(place) / "models" for place in package.submodule_search_locations]
    home = Path.home()
    found += [home / below / other for other in OTHER_PROGRAMS for below in _CHECKOUTS]
    return tuple(found)
