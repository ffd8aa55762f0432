"""What the app remembers between two starts: typed settings, named profiles and their file.

Settings are one frozen value; whoever changes one makes another with `dataclasses.replace`, which
checks it. The file is JSON under a schema number. What cannot be understood never costs more than
it must: one bad value is as new, or the safest there is, a damaged file is put aside, and either is
said in one line.
"""

from __future__ import annotations

import base64
import contextlib
import errno
import itertools
import json
import logging
import math
import stat
import threading
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from app.errors import SettingsError, UsageError, disk_full
from app.frame import Shield
from app.languages import LANGUAGES
from app.paths import config_dir
from app.pipeline.finish.options import (
    MAX_FPS,
    MAX_SIDE,
    MIN_FPS,
    MIN_SIDE,
    Background,
    FinishOptions,
)
from app.pipeline.guard import GuardOptions
from app.pipeline.sources import CameraMode
from app.pipeline.swap.drawing import Drawing
from app.pipeline.swap.options import SwapOptions
from app.whole_file import patiently, sweep, write_whole

log = logging.getLogger(__name__)

_Table = dict[str, Any]
"""An object of the file."""

NAME: Final = "settings.json"
MAX_BYTES: Final = 1 << 20
"""No file of ours is larger; neither read nor written."""
MAX_NAME: Final = 40
"""Characters of a profile's name."""
MAX_HEIGHT: Final = 4320
MAX_HOLD: Final = 10.0
"""Seconds for which `GuardOptions.hold_seconds` may hold a picture."""
MAX_DELAY: Final = 2.0
MIN_EMPTY, MAX_EMPTY = 1.0, 60.0
"""Seconds for `GuardOptions.empty_after`: no file may take away the guard's patience."""

_STEPS: Final[tuple[Callable[[_Table], _Table], ...]] = ()
"""How older files are read: step number n makes a table of schema n + 1 one of schema n + 2, and
leaves what it does not understand. To change the schema, add a step."""
SCHEMA: Final = len(_STEPS) + 1

_TOLD: Final = 5
"""Bad values that a notice names; more are counted."""


class WhenClosing(StrEnum):
    """What closing the window does while a session runs."""

    ASK = "ask"
    TRAY = "tray"
    """The session goes on without the window."""
    STOP = "stop"
    """The session stops and the app ends."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A set-up under a name of the user's.

    Attributes:
        name: 1 to `MAX_NAME` characters with something to see among them. Spaces around it are
            taken off, those within it are one each. Two names that differ in case only are one.
        template: Template id; None for the first of the pack.
        swap: How faces are drawn.
        guard: What goes out where a face cannot be covered.
        mirror: Whether the preview is a mirror.
        finish: Background, size and badge of what leaves.
        drawing: What draws the faces.

    Raises:
        UsageError: The name is none, or a number of `guard` is out of its range.
    """

    name: str = "Profile"
    template: str | None = None
    swap: SwapOptions = field(default_factory=SwapOptions)
    guard: GuardOptions = field(default_factory=GuardOptions)
    mirror: bool = False
    finish: FinishOptions = field(default_factory=FinishOptions)
    drawing: Drawing = field(default_factory=Drawing)

    def __post_init__(self) -> None:
        name = unicodedata.normalize("NFC", " ".join(self.name.split()))
        kinds = {unicodedata.category(char) for char in name}
        if not any(kind[0] in "LNPS" for kind in kinds) or kinds & {"Cc", "Cs"}:
            raise UsageError("a profile needs a name: give it some letters")
        if len(name) > MAX_NAME:
            raise UsageError(
                f"'{name[:MAX_NAME]}…' is too long for a name: at most {MAX_NAME} characters"
            )
        object.__setattr__(self, "name", name)
        _check(self.guard)

    def is_called(self, name: str) -> bool:
        """Whether this is what the user means by `name`; case and spaces around it do not count."""
        return _key(name) == _key(self.name)


@dataclass(frozen=True, slots=True)
class Settings:
    """All that is remembered.

    Attributes:
        source: SRC of the command line; None for the first camera.
        template: Template id; None for the first of the pack.
        swap: How faces are drawn.
        guard: What goes out where a face cannot be covered: ``hold_seconds`` 0 to `MAX_HOLD`,
            ``empty_after`` `MIN_EMPTY` to `MAX_EMPTY`.
        virtual_camera_on: Whether it is switched on.
        mirror: Whether the preview is a mirror; what leaves never is.
        favourites: Template ids, in the user's order.
        profiles: In the user's order; no two of one name.
        active_profile: Name of the profile that was applied last, as `profiles` spells it.
        camera_modes: Camera's name → what it is asked for: sides from `MIN_SIDE` to `MAX_SIDE`
            and `MAX_HEIGHT`, rates from `MIN_FPS` to `MAX_FPS`. Cannot be changed in place.
        window_geometry: As the window system's toolkit packs it; empty for none.
        seen_first_steps: Whether the first steps were shown.
        when_closing_live: See `WhenClosing`.
        meter_on: Whether the anonymity meter is on.
        live_at_login: Whether a session starts where the system opened the app at login.
        finish: Background, size and badge of what leaves.
        drawing: What draws the faces.
        outputs: Outputs beside the virtual camera that are to open with a session.
        recordings: Folder of recordings; None for the user's own for films.
        stream: Where streams go to, its key too: this file is for its owner's eyes only.
        delay: Seconds by which live outputs are late, so that a slow sound matches, 0 to
            `MAX_DELAY`.
        page_token: What makes the address of the page for OBS hard to guess; empty before it was
            first made.
        language: Code of one of `LANGUAGES`; None for the system's.

    Raises:
        UsageError: A value is out of its range, or names something that is not there.
    """

    source: str | None = None
    template: str | None = None
    swap: SwapOptions = field(default_factory=SwapOptions)
    guard: GuardOptions = field(default_factory=GuardOptions)
    virtual_camera_on: bool = False
    mirror: bool = False
    favourites: tuple[str, ...] = ()
    profiles: tuple[Profile, ...] = ()
    active_profile: str | None = None
    camera_modes: Mapping[str, CameraMode] = field(
        default_factory=lambda: MappingProxyType({}), hash=False
    )
    window_geometry: bytes = b""
    seen_first_steps: bool = False
    when_closing_live: WhenClosing = WhenClosing.ASK
    meter_on: bool = False
    live_at_login: bool = False
    finish: FinishOptions = field(default_factory=FinishOptions)
    drawing: Drawing = field(default_factory=Drawing)
    outputs: tuple[str, ...] = ()
    recordings: Path | None = None
    stream: str = ""
    delay: float = 0.0
    page_token: str = ""
    language: str | None = None

    def __post_init__(self) -> None:
        # A copy: whoever made the dictionary may go on changing theirs.
        object.__setattr__(self, "camera_modes", MappingProxyType(dict(self.camera_modes)))
        for value in (self.guard, *self.camera_modes.values()):
            _check(value)
        if self.language not in (None, *LANGUAGES):
            raise UsageError(
                f"there is no language '{self.language}'; there are {', '.join(LANGUAGES)}"
            )
        _within("delay", self.delay, 0, MAX_DELAY)
        keys = [_key(profile.name) for profile in self.profiles]
        if len(set(keys)) < len(keys):
            raise UsageError("two profiles have the same name: rename one of them")
        if self.active_profile not in (None, *(profile.name for profile in self.profiles)):
            raise UsageError(f"there is no profile '{self.active_profile}'")

    def profile(self, name: str) -> Profile:
        """Looks a profile up; see `Profile.is_called`.

        Raises:
            UsageError: There is none; lists those there are.
        """
        for profile in self.profiles:
            if profile.is_called(name):
                return profile
        known = ", ".join(f"'{profile.name}'" for profile in self.profiles)
        raise UsageError(f"there is no profile '{name}'; there {_are(known)}")

    def as_profile(self, name: str) -> Profile:
        """The present set-up under a name: to keep, or to see whether a profile was changed since
        it was applied.

        Raises:
            UsageError: See `Profile`.
        """
        return Profile(
            *(name, self.template, self.swap, self.guard, self.mirror, self.finish, self.drawing)
        )

    def with_profile(self, profile: Profile) -> Settings:
        """With one profile more; one of the same name is replaced and keeps its place."""
        known = [other.is_called(profile.name) for other in self.profiles]
        if not any(known):
            return replace(self, profiles=(*self.profiles, profile))
        return self._exchange(self.profiles[known.index(True)], profile)

    def without_profile(self, name: str) -> Settings:
        """With one profile less; the set-up itself stays as it is.

        Raises:
            UsageError: There is no such profile.
        """
        gone = self.profile(name)
        return replace(
            self,
            profiles=tuple(profile for profile in self.profiles if profile is not gone),
            active_profile=None if self.active_profile == gone.name else self.active_profile,
        )

    def apply(self, name: str) -> Settings:
        """The set-up that a profile keeps; all that it does not keep stays.

        Raises:
            UsageError: There is no such profile.
        """
        profile = self.profile(name)
        return replace(
            self,
            template=profile.template,
            swap=profile.swap,
            guard=profile.guard,
            mirror=profile.mirror,
            finish=profile.finish,
            drawing=profile.drawing,
            active_profile=profile.name,
        )

    def _exchange(self, old: Profile, new: Profile) -> Settings:
        return replace(
            self,
            profiles=tuple(new if profile is old else profile for profile in self.profiles),
            active_profile=new.name if self.active_profile == old.name else self.active_profile,
        )


def _key(name: str) -> str:
    """What two spellings of one name have in common."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _are(names: str) -> str:
    return f"are {names}" if names else "are none yet"


# -- what may be in it -----------------------------------------------------------------------------


def _check(value: object) -> None:
    """The ranges that the pipeline's own types leave to whoever fills them.

    Raises:
        UsageError: A number is out of its range.
    """
    if isinstance(value, GuardOptions):
        _within("hold_seconds", value.hold_seconds, 0, MAX_HOLD)
        _within("empty_after", value.empty_after, MIN_EMPTY, MAX_EMPTY)
    elif isinstance(value, CameraMode):
        _within("width", value.width, MIN_SIDE, MAX_SIDE)
        _within("height", value.height, MIN_SIDE, MAX_HEIGHT)
        _within("fps", value.fps, MIN_FPS, MAX_FPS)


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:  # refuses what is not a number, too
        raise UsageError(f"{name} is {value}: it goes from {low:g} to {high:g}")


# -- between values and JSON -----------------------------------------------------------------------


def _text(settings: Settings) -> bytes:
    """What the file holds."""
    table = {"schema": SCHEMA, **_plain(settings)}
    # Plain ASCII: a path may hold what UTF-8 cannot.
    return json.dumps(table, indent=2, allow_nan=False).encode("ascii") + b"\n"


def _plain(value: Any) -> Any:
    """`value` in the types that JSON has."""
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value


_SAFEST: Final[Mapping[tuple[type, str], object]] = {
    (GuardOptions, "shield"): Shield.CARD,
    (FinishOptions, "background"): Background.BLUR,
    **{(kind, "guard"): GuardOptions(shield=Shield.CARD) for kind in (Settings, Profile)},
    **{(kind, "finish"): FinishOptions(background=Background.BLUR) for kind in (Settings, Profile)},
}
"""What stands for a value that cannot be read, where one as new may show more than was chosen."""


def _filled(start: Any, raw: object, where: str, bad: list[str]) -> Any:
    """`start`, a dataclass's instance, with what a table says of its fields.

    Args:
        start: Its values stay where the table has none, or one that cannot be.
        raw: The table.
        where: Its place in the file, with a dot behind it; empty for the outermost.
        bad: Gets the places of values that cannot be.

    Raises:
        ValueError: `raw` is no table.
    """
    if not isinstance(raw, dict):
        raise ValueError("no table")
    kinds = get_type_hints(type(start))
    # In the order of the fields: the active profile must be one of the profiles before it.
    for name in (each.name for each in fields(start) if each.name in raw):
        place = where + name
        try:
            changed = replace(start, **{name: _value(kinds[name], raw[name], place, bad)})
            _check(changed)
        except (ValueError, UsageError):
            bad.append(place)
            safest = _SAFEST.get((type(start), name))
            if safest is not None:
                start = replace(start, **{name: safest})
        else:
            start = changed
    return start


def _value(kind: Any, raw: Any, place: str, bad: list[str]) -> Any:
    """`raw` as the type that a field is declared with. The rest as for `_filled`.

    Raises:
        ValueError: It is something else.
        UsageError: It is out of its range.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return None if raw is None else _value(inner[0], raw, place, bad)
    if origin is tuple and isinstance(raw, list):
        items = _items(inner[0], raw, place, bad)
        return _apart(items) if inner[0] is Profile else tuple(items)
    if origin is Mapping and isinstance(raw, dict):
        return _entries(inner[1], raw, place, bad)
    if is_dataclass(kind) and isinstance(kind, type):
        return _filled(kind(), raw, f"{place}.", bad)
    if kind is Path and isinstance(raw, str) and raw:
        return Path(raw)
    if kind is bytes and isinstance(raw, str):
        return base64.b64decode(raw, validate=True)
    if kind is float and type(raw) in (int, float) and math.isfinite(raw):
        return float(raw)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(raw)
    if kind in (bool, int, str) and type(raw) is kind:  # by isinstance, true would be a number
        return raw
    raise ValueError("another type")


def _items(kind: Any, raw: list[Any], place: str, bad: list[str]) -> list[Any]:
    """Those that are what they must be."""
    good = []
    for number, item in enumerate(raw, 1):
        try:
            good.append(_value(kind, item, f"{place}[{number}]", bad))
        except (ValueError, UsageError):
            bad.append(f"{place}[{number}]")
    return good


def _entries(kind: Any, raw: _Table, place: str, bad: list[str]) -> dict[str, Any]:
    """Those that are what they must be in all their parts: half of a camera's mode with half of
    the usual one is a mode that nobody chose."""
    good = {}
    for key, item in raw.items():
        inside: list[str] = []
        try:
            good[key] = _value(kind, item, place, inside)
        except (ValueError, UsageError):
            inside.append(place)
        if inside:
            good.pop(key, None)
            bad.append(place)  # not the key: it may be as damaged, and a notice is one line
    return good


def _apart(profiles: Iterable[Profile]) -> tuple[Profile, ...]:
    """Each under a name of its own: none is given up because its name is another's."""
    apart: list[Profile] = []
    for profile in profiles:
        candidate, number = profile, 2
        while any(other.is_called(candidate.name) for other in apart):
            tail = f" {number}"
            candidate = replace(profile, name=profile.name[: MAX_NAME - len(tail)] + tail)
            number += 1
        apart.append(candidate)
    return tuple(apart)


# -- the file --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read.

    Attributes:
        settings: Always something to go on with.
        notice: One line for the user where that is not what was saved.
    """

    settings: Settings
    notice: str | None = None


class _UnusableError(Exception):
    """There is a file, and it is not for us; says why, as an end of "the settings …".

    Args:
        why: See above.
        word: For the name under which it is put aside.
        remedy: What to do with it then.
    """

    def __init__(self, why: str, word: str = "damaged", remedy: str = "") -> None:
        super().__init__(why)
        self.word = word
        self.remedy = remedy


class SettingsFile:
    """The file that settings are kept in. For any thread; not for the window's, as a disk may take
    its time. Of several programs that save at once the last one wins, whole.

    Args:
        path: None for the platform's own place. Nothing needs to be there.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or config_dir() / NAME
        self._lock = threading.Lock()

    def load(self) -> Loaded:
        """Reads the settings. Does not raise: what cannot be read or understood is as new, with a
        notice. A damaged file, and one of a newer version of the app, is put aside under another
        name beside it."""
        with self._lock:
            sweep(self.path)
            try:
                table = self._table(self._read())
            except _UnusableError as problem:
                return Loaded(Settings(), self._put_aside_and_tell(problem))
        for step in _STEPS[table["schema"] - 1 :]:
            table = step(table)
        bad: list[str] = []
        settings: Settings = _filled(Settings(), table, "", bad)
        if not bad:
            return Loaded(settings)
        places = list(dict.fromkeys(bad))
        more = f" and {len(places) - _TOLD} more" if len(places) > _TOLD else ""
        return Loaded(
            settings,
            "some settings could not be understood and have their defaults again: "
            f"{', '.join(places[:_TOLD])}{more}",
        )

    def save(self, settings: Settings) -> None:
        """Writes the settings, all or nothing; nothing if the file holds them already. What is
        there and cannot be understood is put aside first, as `load` does.

        Raises:
            SettingsError: They cannot be written; what was saved before is still there. The app
                can go on with what it has in memory.
        """
        text = _text(settings)
        if len(text) > MAX_BYTES:
            raise SettingsError(
                "the settings are too large to be kept: remove some profiles or favourites"
            )
        with self._lock:
            try:
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                if self._have(text):
                    return
                write_whole(self.path, text)
            except OSError as error:
                raise self._cannot(error) from error

    # -- reading ------------------------------------------------------------------------------

    def _read(self) -> bytes | None:
        """What the file holds; None if there is none."""
        try:
            status = self.path.stat()
            if not stat.S_ISREG(status.st_mode):
                raise _UnusableError("are not in a file")
            if status.st_size > MAX_BYTES:
                raise _UnusableError("are damaged: their file is too large")
            return patiently(self.path.read_bytes)
        except FileNotFoundError:
            return None
        except OSError as error:
            why = f"cannot be read ({error.strerror or error})"
            raise _UnusableError(why, "unreadable") from error

    def _table(self, text: bytes | None) -> _Table:
        """The file's content, in our schema or an older one."""
        if text is None:
            return {"schema": SCHEMA}
        try:
            table = json.loads(text.decode("utf-8-sig"), parse_int=_whole)
        except (ValueError, RecursionError) as error:
            raise _UnusableError("were damaged") from error
        schema = table.get("schema") if isinstance(table, dict) else None
        if type(schema) is not int or schema < 1:
            raise _UnusableError("were damaged")
        if schema > SCHEMA:
            raise _UnusableError(
                "are of a newer Understudy",
                "newer",
                f"; before you start that one again, rename it to {self.path.name}",
            )
        return dict(table)

    # -- writing ------------------------------------------------------------------------------

    def _have(self, text: bytes) -> bool:
        """Whether the file holds just this. Puts aside what must not be written over."""
        try:
            known = self._read()
            if known != text:
                self._table(known)
        except _UnusableError as problem:
            log.warning("the settings %s; put aside as %s", problem, self._put_aside(problem.word))
            return False
        return known == text

    def _put_aside(self, word: str) -> Path:
        """Gives the file a name that nothing has; returns it.

        Raises:
            OSError: It cannot be had, and the file is where it was.
        """
        aside = self._free(word)
        try:
            patiently(lambda: self.path.replace(aside))
        except OSError:
            aside.unlink(missing_ok=True)
            raise
        return aside

    def _free(self, word: str) -> Path:
        """A name that was free, and is now taken by an empty file of ours."""
        for number in itertools.count(1):
            aside = self.path.with_name(f"{self.path.stem}.{word}-{number}{self.path.suffix}")
            with contextlib.suppress(FileExistsError):
                aside.touch(0o600, exist_ok=False)
                break
        return aside

    def _put_aside_and_tell(self, problem: _UnusableError) -> str:
        try:
            aside = self._put_aside(problem.word)
        except OSError as error:
            log.warning("%s cannot be put aside: %s", self.path, error)
            return f"the settings {problem}, so the app begins with its defaults: see {self.path}"
        return (
            f"the settings {problem}, so the app begins with its defaults; what was there is kept "
            f"as {aside}{problem.remedy}"
        )

    def _cannot(self, error: OSError) -> SettingsError:
        kind = disk_full(error)
        if kind is not None:
            remedy = "free some space on the disk"
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            remedy = f"see that you may write to the folder {self.path.parent}"
        else:
            remedy = f"look at the folder {self.path.parent}"
        return SettingsError(
            f"the settings cannot be saved ({error.strerror or error}): {remedy}; until then, "
            "changes last until the app is closed",
            kind=kind,
            what=str(self.path),
            remedy=remedy,
        )


def _whole(digits: str) -> float:
    """JSON's whole number; one that is too large for any setting is infinite here, as Python
    refuses to read thousands of digits."""
    return int(digits) if len(digits) < 20 else float(digits)
