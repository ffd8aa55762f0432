"""Networks that nobody published, as a licensee's inswapper_512_live: two files and no code.

Beside the weights, ``NAME.onnx`` in the models' folder, lies ``NAME.toml`` and tells what a row of
the contract table and a contract tell of a published one. docs/learned-descriptor.md explains every
key.
"""

from __future__ import annotations

import difflib
import stat
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.alignment import ALIGNMENTS
from app.errors import Kind, ModelError
from app.inference.contract import FLOATS, Contract, Port, shown
from app.models.manager import ModelManager
from app.pipeline.swap.learned.net import NetDrawer
from app.pipeline.swap.learned.table import (
    TABLE,
    UNIT,
    Channels,
    Embedding,
    Latent,
    Own,
    Range,
    Row,
    Source,
)

VERSION = 1
SUFFIX, WEIGHTS = ".toml", ".onnx"
SIDES = range(32, 2049)
"""Pixels that a square may be wide: what lies outside is a slip of the pen."""
LARGEST = 64 << 10
"""Bytes of a descriptor: one with every key and a page of remarks has 2,000."""
EMBEDDING = 512
"""Length of the recogniser's vector, which every kind of source has."""
SOURCES: Mapping[str, Source] = {
    "latent": Latent(),
    "embedding": Embedding(),
    "raw": Embedding(unit=False),
}
_LEAST, _MOST = 1e-6, 1e6
"""Between these is every number but 0 of a range, a mean or a std: networks compute in float32."""
_HELP = "docs/learned-descriptor.md explains each key"


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A swap network of the user's own.

    Attributes:
        name: The files' stem.
        title: For people.
        row: Its terms; `Row.own` holds its file and contract.
    """

    name: str
    title: str
    row: Row


def descriptors(home: Path) -> tuple[list[Descriptor], list[ModelError]]:
    """What lies in the models' folder, by name; weights are not read.

    Args:
        home: `ModelStore.home`.

    Returns:
        Those that can be used, and for every other one why not.
    """
    found: list[Descriptor] = []
    problems: list[ModelError] = []
    for path in sorted(home.glob(f"*{SUFFIX}"), key=lambda path: path.name.lower()):
        try:
            found.append(read_descriptor(path))
        except ModelError as error:
            problems.append(error)
    return found, problems


def read_descriptor(path: Path) -> Descriptor:
    """Reads and checks one.

    Raises:
        ModelError: It cannot be read, a key of it is wrong, missing or unknown, or the weights are
            not beside it; one line that says which key.
    """
    weights = path.with_suffix(WEIGHTS)
    try:
        values = tomllib.loads(_text(path))
        descriptor = _read(path, values)
        there = weights.is_file()
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror})") from error
    except _WrongError as error:
        raise _wrong(path, str(error)) from error
    except (ValueError, OverflowError) as error:
        raise _wrong(path, f"it is no TOML: {shown(str(error), 160)}") from error
    except RecursionError as error:
        raise _wrong(path, "it is no TOML: too deep") from error
    if not there:
        raise ModelError(
            f"{weights.name} is not beside {path}; put it there, or delete the descriptor",
            kind=Kind.MODEL_NOT_INSTALLED,
            what=descriptor.title,
        )
    return descriptor


def described_drawer(descriptor: Descriptor, manager: ModelManager) -> NetDrawer:
    """Loads it.

    Raises:
        ModelError: The weights are damaged, or are not what the descriptor says.
    """
    return NetDrawer(descriptor.row, manager)


# -- one file --------------------------------------------------------------------------------------


class _WrongError(Exception):
    """What is wrong with a descriptor: which key, and why."""


def _wrong(path: Path, what: str) -> ModelError:
    return ModelError(f"{path} is wrong: {what}; {_HELP}", kind=Kind.MODEL_UNUSABLE, what=path.name)


def _text(path: Path) -> str:
    """A descriptor's text. A pipe or device of its name is not opened: it may never end.

    Raises:
        OSError: It cannot be read.
        ValueError: It is no UTF-8.
        _WrongError: It is no file, or too large.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise _WrongError("it is no file")
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _WrongError(f"it is larger than {LARGEST >> 10} KB")
    return content.decode("utf-8")


class _Table:
    """A table whose keys are asked for with their type, each once; `done` refuses what is left."""

    def __init__(self, values: Mapping[str, Any], within: str = "") -> None:
        self._values = dict(values)
        self._known = list[str]()
        self._within = within

    def take(self, key: str) -> Any:
        """None where it is not there."""
        self._known.append(key)
        return self._values.pop(key, None)

    def name(self, key: str) -> str:
        return f"'{self._within}{shown(key)}'"

    def text(self, key: str, default: str | None = None) -> str:
        value = self.take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            raise _WrongError(f"{self.name(key)} must be a text")
        return value.strip()

    def one_of(self, key: str, known: Iterable[str], default: str | None = None) -> str:
        value = self.text(key, default)
        choices = list(known)
        if value not in choices:
            listed = ", ".join(choices)
            raise _WrongError(f"{self.name(key)} is '{shown(value)}', and must be one of: {listed}")
        return value

    def whole(self, key: str, allowed: range) -> int:
        value = self.take(key)
        if type(value) is not int or value not in allowed:
            limits = f"from {allowed[0]} to {allowed[-1]}"
            raise _WrongError(f"{self.name(key)} must be a whole number {limits}")
        return value

    def table(self, key: str) -> _Table | None:
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise _WrongError(f"{self.name(key)} must be a table, [{key}]")
        return _Table(value, f"{key}.")

    def needed(self, key: str) -> _Table:
        table = self.table(key)
        if table is None:
            raise _WrongError(f"the table [{key}] is missing")
        return table

    def values(self, default: Range | None = None) -> Range:
        """``range``, or else ``mean`` and ``std``."""
        limits, mean, std = self.take("range"), self.take("mean"), self.take("std")
        if limits is not None:
            if mean is not None or std is not None:
                raise _WrongError(f"{self.name('range')} stands beside a mean or std; keep one")
            numbers = _numbers(limits)
            if numbers is None or len(numbers) != 2 or not numbers[0] < numbers[1]:
                raise _WrongError(f"{self.name('range')} must be two numbers, the lower first")
            low, width = numbers[0], numbers[1] - numbers[0]
            return Range(-low / width, 1 / width)
        if mean is None and std is None and default is not None:
            return default
        return Range(self._channels("mean", mean), self._channels("std", std, positive=True))

    def _channels(self, key: str, value: Any, *, positive: bool = False) -> Channels:
        numbers = _numbers(value if isinstance(value, list) else [value])
        if (
            numbers is None
            or len(numbers) not in (1, 3)
            or (positive and not all(number > 0 for number in numbers))
        ):
            sort = "positive number" if positive else "number"
            instead = "" if value is not None else ", or else 'range' must be there"
            raise _WrongError(f"{self.name(key)} must be a {sort} or three{instead}")
        return numbers[0] if len(numbers) == 1 else (numbers[0], numbers[1], numbers[2])

    def done(self) -> None:
        for key in self._values:
            near = difflib.get_close_matches(key, self._known, 1)
            hint = f" (did you mean '{near[0]}'?)" if near else ""
            raise _WrongError(f"{self.name(key)} is unknown{hint}")


def _numbers(value: object) -> list[float] | None:
    """None where it is no list of numbers that a network may have."""
    if not isinstance(value, list):
        return None
    if not all(type(item) in (int, float) and _sensible(item) for item in value):
        return None
    return [float(item) for item in value]


def _sensible(number: float) -> bool:
    return number == 0 or _LEAST <= abs(number) <= _MOST  # a whole number of TOML has no limit


def _read(path: Path, values: Mapping[str, Any]) -> Descriptor:
    name = path.stem
    table = _Table(values)
    version = table.take("version")  # first: another version may have other keys
    if type(version) is not int or version != VERSION:
        raise _WrongError(f"'version' must be {VERSION}, which is what this Understudy reads")
    if name in TABLE:
        raise _WrongError(f"Understudy knows '{name}' itself; give both files another name")
    title = shown(" ".join(table.text("title", name).split()))
    alignment = table.one_of("alignment", ALIGNMENTS)
    side = table.whole("side", SIDES)
    rows = table.one_of("layout", ("nchw", "nhwc")) == "nhwc"
    bgr = table.one_of("order", ("rgb", "bgr")) == "bgr"
    precision = table.one_of("precision", ("any", *FLOATS), "any")
    dtypes = FLOATS if precision == "any" else (precision,)

    def square(role: str, called: str, channels: int) -> Port:
        shape = (1, side, side, channels) if rows else (1, channels, side, side)
        return Port(role, shape, (called,), dtypes)

    target, source, output = (table.needed(key) for key in ("target", "source", "output"))
    inputs = (
        square("target", target.text("name"), 3),
        Port("source", (1, EMBEDDING), (source.text("name"),), dtypes),
    )
    kind = source.one_of("kind", SOURCES)
    outputs = [square("face", output.text("name"), 3)]
    takes, gives = target.values(), output.values()
    mask, mask_range = table.table("mask"), None
    if mask is not None:
        outputs.append(square("mask", mask.text("name"), 1))
        mask_range = mask.values(UNIT)
        if not isinstance(mask_range.mean, float) or not isinstance(mask_range.std, float):
            raise _WrongError("'mask.mean' and 'mask.std' must be one number each")
    for part in (target, source, output, mask, table):
        if part is not None:
            part.done()
    own = Own(
        path.with_suffix(WEIGHTS),
        Contract(f"{name}/{VERSION}", inputs, tuple(outputs)),
        rows=rows,
        bgr=bgr,
        mask=mask_range,
    )
    return Descriptor(name, title, Row(name, alignment, side, SOURCES[kind], takes, gives, own))
