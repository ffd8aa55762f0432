"""What weights there are: ``models/registry.toml``, read and checked.

>>> registry = Registry.load()
>>> registry["mobilefacenet"].file
'MobileFaceNet.tflite'
"""

from __future__ import annotations

import difflib
import hashlib
import importlib.util
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.download import Expected
from app.errors import ModelError, UsageError
from app.models.contracts import CONTRACTS
from app.paths import models_dir

FILE = "registry.toml"
TASKS = (
    "recogniser",
    "detector",
    "landmarks",
    "attributes",
    "swapper",
    "converter",
    "restorer",
    "upscaler",
    "mask",
)
USES = {
    "meter": "the window's anonymity meter",
    "evaluate": "understudy evaluate",
    "calibrated": "understudy evaluate, once scripts/calibrate_judges.py measured its threshold",
    "engine": "understudy run --engine, and the window's page Look",
    "identity": "all swap networks, which it tells who the stand-in is",
    "enhancer": "understudy run --enhancer, and the window's page Look",
    "mask": "understudy run --mask, and the window's page Look",
    "upscale": "understudy run --upscale",
    "converted": "the same as its file in ONNX, which is made of it once",
    "analysis": "understudy run --detector scrfd, and face analysis",
}
"""What in the app can use a model today, in words for the command line."""
NEEDS = {
    "dlib": "evaluate",
    "onnxruntime": "onnx",
    "spandrel": "torch",
    "insightface": "insightface",
}
"""Modules that run models, and the extra of ours that brings each."""
SCHEMES = ("https:", "http:", "pip:", "npm:")


@dataclass(frozen=True, slots=True)
class Licence:
    """
    Attributes:
        id, title: For the record, and for people.
        url: Where the whole of it stands; empty where nobody published one.
        terms: What it means, in a few plain sentences.
        accept: Has to be agreed to before anything is fetched.
    """

    id: str
    title: str
    url: str
    terms: str
    accept: bool = False

    @property
    def sha256(self) -> str:
        """Of what was shown: another text has to be agreed to anew."""
        shown = "\n".join((self.title, self.url, self.terms))
        return hashlib.sha256(shown.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Archive:
    """A file with several models in it.

    Attributes:
        file: Its name.
        size: Bytes; None where unknown.
        sha256: None where only its members are pinned.
        mirrors: Where it is had, in order.
    """

    id: str
    file: str
    size: int | None
    sha256: str | None
    mirrors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """One file of weights.

    Attributes:
        name, title, task: For commands, for people, and what it does: one of `TASKS`.
        file: Its name in the models' folder.
        size: Bytes; None where nobody published them.
        sha256: None where none is known: then only its contract can be checked.
        mirrors: Where it is had, in order; empty for those of an `archive` and for manual ones.
        archive: What it is taken out of.
        licence: Under which it was published.
        requires: Names of models that are of no use without each other.
        contract: Key of `app.models.contracts.CONTRACTS`; None where we cannot run it.
        group: Name under which several are asked for at once; may be empty.
        used_by: What in the app uses it today: keys of `USES`.
        also: Names under which other programs keep the same file.
        manual: How to get it, where it is not fetched; else empty.
        needs: Modules without which it is of no use: keys of `NEEDS`.
        fp16: Its weights are in half precision.
        fp16_of: Name of the model that it is in half precision; may be empty.
    """

    name: str
    title: str
    task: str
    file: str
    licence: Licence
    size: int | None = None
    sha256: str | None = None
    mirrors: tuple[str, ...] = ()
    archive: Archive | None = None
    requires: tuple[str, ...] = ()
    contract: str | None = None
    group: str = ""
    used_by: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    manual: str = ""
    needs: tuple[str, ...] = ()
    fp16: bool = False
    fp16_of: str = ""

    @property
    def expected(self) -> Expected | None:
        """What the file must be; None where no sha256 is known."""
        return None if self.sha256 is None else Expected(self.sha256, self.size)

    @property
    def names(self) -> tuple[str, ...]:
        """Names that the file may have."""
        return (self.file, *self.also)

    @property
    def extras(self) -> tuple[str, ...]:
        """Extras of ours that have to be installed yet before it can be used."""
        missing = (name for name in self.needs if importlib.util.find_spec(name) is None)
        return tuple(dict.fromkeys(NEEDS[name] for name in missing))

    @property
    def fetchable(self) -> bool:
        """Whether it can be downloaded without a person's help."""
        return bool(self.mirrors or self.archive)


@dataclass(frozen=True, slots=True)
class Registry:
    """All models, by name, in the file's order."""

    models: Mapping[str, Model] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path | None = None) -> Registry:
        """Reads and checks a registry; the app's own by default.

        Raises:
            ModelError: It cannot be read, or says something that makes no sense; in one line.
        """
        path = path or models_dir() / FILE
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError.unreadable(path, error) from error
        try:
            return cls(_read(data))
        except _WrongError as error:
            raise ModelError.damaged(path, f"is wrong: {error}") from error

    def __getitem__(self, name: str) -> Model:
        """
        Raises:
            UsageError: There is none of that name; says which is near.
        """
        try:
            return self.models[name]
        except KeyError:
            raise self._unknown(name) from None

    def __iter__(self) -> Iterator[Model]:
        return iter(self.models.values())

    def chosen(self, names: Iterable[str]) -> list[Model]:
        """The models of these names, or of groups of these names, and what they require; each
        once, what is required first.

        Raises:
            UsageError: A name is neither a model's nor a group's.
        """
        found: dict[str, Model] = {}
        for name in names:
            members = [model for model in self if model.group == name]
            for model in members or [self[name]]:
                self._add(model, found)
        return list(found.values())

    def _add(self, model: Model, found: dict[str, Model]) -> None:
        if model.name in found:
            return
        for name in model.requires:
            self._add(self.models[name], found)
        found[model.name] = model

    def _unknown(self, name: str) -> UsageError:
        there = [*self.models, *dict.fromkeys(m.group for m in self if m.group)]
        near = difflib.get_close_matches(name, there, 1)
        hint = f"did you mean '{near[0]}'?" if near else "see 'understudy models list --all'"
        return UsageError(f"there is no model '{name}'; {hint}")


class _WrongError(Exception):
    """What is wrong with the registry."""


_KEYS = {
    "licence": {"title", "url", "terms", "accept"},
    "archive": {"file", "bytes", "sha256", "mirrors"},
    "model": {
        "name", "title", "task", "file", "bytes", "sha256", "mirrors", "archive", "licence",
        "requires", "contract", "group", "used_by", "also", "manual", "needs",
        "fp16", "fp16_of",
    },
}  # fmt: skip


class _Table:
    """One table, whose values are asked for with their type."""

    def __init__(self, kind: str, name: str, values: object) -> None:
        self.name = f"{kind} '{name}'"
        if not isinstance(values, dict):
            raise _WrongError(f"{self.name} is no table")
        self._values: dict[str, Any] = values
        for key in values:
            if key not in _KEYS[kind]:
                raise _WrongError(f"{self.name} has an unknown field '{key}'")

    def text(self, key: str, default: str | None = None) -> str:
        value = self._values.get(key, default)
        if not isinstance(value, str):
            raise _WrongError(f"{self.name} needs a text '{key}'")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _WrongError(f"'{key}' of {self.name} must be a list of texts")
        return tuple(value)

    def yes(self, key: str) -> bool:
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            raise _WrongError(f"'{key}' of {self.name} must be true or false")
        return value

    def size(self) -> int | None:
        value = self._values.get("bytes")
        if value is not None and (type(value) is not int or value < 1):
            raise _WrongError(f"'bytes' of {self.name} must be a number")
        return value

    def sha256(self) -> str | None:
        value = self.text("sha256", "")
        if value and not re.fullmatch(r"[0-9a-f]{64}", value):
            raise _WrongError(f"'sha256' of {self.name} is none")
        return value or None

    def file(self) -> str:
        value = self.text("file")
        if not re.fullmatch(r"[\w][\w.+-]*", value):
            raise _WrongError(f"'file' of {self.name} must be a plain name")
        return value

    def mirrors(self) -> tuple[str, ...]:
        values = self.texts("mirrors")
        for value in values:
            if not value.startswith(SCHEMES):
                raise _WrongError(f"'{value}' of {self.name} is no mirror")
        return values


def _read(data: dict[str, Any]) -> dict[str, Model]:
    licences = {
        key: Licence(key, t.text("title"), t.text("url"), _flow(t.text("terms")), t.yes("accept"))
        for key, values in _part(data, "licence", dict).items()
        for t in (_Table("licence", key, values),)
    }
    archives = {}
    for key, values in _part(data, "archive", dict).items():
        table = _Table("archive", key, values)
        size, sha256, mirrors = table.size(), table.sha256(), table.mirrors()
        if not mirrors:
            raise _WrongError(f"{table.name} has no mirrors")
        if sha256 is None and any(m.startswith("http") for m in mirrors):
            raise _WrongError(f"{table.name} has no sha256")
        archives[key] = Archive(key, table.file(), size, sha256, mirrors)
    models: dict[str, Model] = {}
    for number, values in enumerate(_part(data, "model", list), 1):
        name = values.get("name") if isinstance(values, dict) else None
        table = _Table("model", str(name or number), values)
        model = _model(table, licences, archives)
        if model.name in models:
            raise _WrongError(f"{table.name} is there twice")
        models[model.name] = model
    if not models:
        raise _WrongError("it has no models")
    files = [name for model in models.values() for name in model.names]
    if len(set(files)) < len(files):
        raise _WrongError("two models have a file of one name")
    for model in models.values():
        _check_requires(model, models)
        full = models.get(model.fp16_of)
        if model.fp16_of and (full is None or full.contract != model.contract):
            raise _WrongError(f"model '{model.name}' is half of '{model.fp16_of}', which it is not")
    return models


def _part(data: dict[str, Any], key: str, kind: type[Any]) -> Any:
    value = data.get(key, kind())
    if not isinstance(value, kind):
        raise _WrongError(f"'{key}' is not what it must be")
    return value


def _model(
    table: _Table, licences: Mapping[str, Licence], archives: Mapping[str, Archive]
) -> Model:
    archive = table.text("archive", "")
    model = Model(
        name=table.text("name"),
        title=table.text("title"),
        task=_one_of(table, "task", table.text("task"), TASKS),
        file=table.file(),
        licence=licences[_one_of(table, "licence", table.text("licence"), licences)],
        size=table.size(),
        sha256=table.sha256(),
        mirrors=table.mirrors(),
        archive=archives[_one_of(table, "archive", archive, archives)] if archive else None,
        requires=table.texts("requires"),
        contract=table.text("contract", "") or None,
        group=table.text("group", ""),
        used_by=tuple(_one_of(table, "used_by", use, USES) for use in table.texts("used_by")),
        also=table.texts("also"),
        manual=_flow(table.text("manual", "")),
        needs=tuple(_one_of(table, "needs", name, NEEDS) for name in table.texts("needs")),
        fp16=table.yes("fp16") or bool(table.text("fp16_of", "")),
        fp16_of=table.text("fp16_of", ""),
    )
    if model.contract is not None:
        _one_of(table, "contract", model.contract, CONTRACTS)
    if not model.name:
        raise _WrongError(f"{table.name} needs a name")
    if model.fetchable == bool(model.manual):
        raise _WrongError(f"{table.name} needs mirrors, an archive, or else 'manual'")
    if model.sha256 is None and (model.fetchable or model.contract is None):
        raise _WrongError(f"{table.name} has no sha256")
    if any(mirror.startswith(("pip:", "npm:")) for mirror in model.mirrors):
        raise _WrongError(f"{table.name} comes from a package: that is an archive")
    return model


def _one_of(table: _Table, key: str, value: str, known: Iterable[str]) -> str:
    if value not in known:
        raise _WrongError(f"'{key}' of {table.name} is '{value}', which is not known")
    return value


def _check_requires(model: Model, models: Mapping[str, Model]) -> None:
    """Every required model is there, and none requires itself by way of others."""
    waiting, seen = list(model.requires), set()
    while waiting:
        name = waiting.pop()
        if name not in models:
            raise _WrongError(f"model '{model.name}' requires '{name}', which is not there")
        if name == model.name:
            raise _WrongError(f"model '{model.name}' requires itself")
        if name not in seen:
            seen.add(name)
            waiting += models[name].requires


def _flow(text: str) -> str:
    """A text of several lines as one."""
    return " ".join(text.split())
