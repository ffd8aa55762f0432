"""What a person sends along when something is wrong: versions, what runs, figures, the last log
lines, and nothing that says who they are. No Qt in here.

Nobody reads such a report through before it is sent; so whatever is not known to be harmless is
taken out: names of this person and computer, folders, names of files, names that were typed.
"""

from __future__ import annotations

import getpass
import logging
import os
import platform
import re
import socket
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from app import __version__
from app.media import VIDEO_SUFFIXES
from app.paths import root_dir
from app.pipeline.sinks.movie import CONTAINERS
from app.pipeline.sources.base import SourceInfo
from app.pipeline.sources.camera import CameraMode
from app.pipeline.sources.stills import PICTURE_SUFFIXES
from app.pipeline.stats import Percentiles, Snapshot
from app.templates.blend import BLENDS

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from app.settings import Settings

LOG_LINES = 50
"""Lines of the log that are kept."""
LINE_LENGTH = 400
"""Characters of each."""
_TRACE_STEPS = 6
"""Innermost calls told of a failure."""

_PACKAGES = {
    "Qt and PySide6": "PySide6-Essentials",
    "OpenCV": "opencv-python-headless",
    "LiteRT": "ai-edge-litert",
    "numpy": "numpy",
    "numba": "numba",
    "PyAV": "av",
    "pyvirtualcam": "pyvirtualcam",
}


@dataclass(frozen=True, slots=True)
class Situation:
    """What the app is at, as far as the report says it. Gathered by whoever knows it.

    Attributes:
        state: In a word: stopped, running…
        source: SRC of the command line; its kind is told, never its name or place.
        info: Of the open source. Only a camera's name is told.
        asked: What a camera was asked for.
        engine: What draws, and on what it really runs.
        template: Id of the face that is on; of a mix only that it is one.
        outputs: Names of the outputs that are on. Names of files are taken out.
        snapshot: The figures of now.
        settings: What the user set. Of what they named, and of lists, only how many there are.
    """

    state: str = "stopped"
    source: str | None = None
    info: SourceInfo | None = None
    asked: CameraMode | None = None
    engine: str = "mesh"
    template: str | None = None
    outputs: tuple[str, ...] = ()
    snapshot: Snapshot | None = None
    settings: Settings | None = None


def text(situation: Situation, log_lines: Iterable[str] = ()) -> str:
    """The report, in lines of plain text. Takes tens of milliseconds the first time: not for the
    thread of a window.

    Args:
        situation: What the app is at.
        log_lines: The last ones, as of `RecentLog.lines`.
    """
    scrub = Scrubber.of_this_computer()
    # Only the log may hold names of files; elsewhere words are told that files are called by, too.
    scrub_log = Scrubber.of_this_computer(_names_in(situation))
    settings = situation.settings
    sections = {
        "Understudy": _versions(),
        "Computer": _computer(),
        "Session": _session(situation),
        "Figures": _figures(situation.snapshot),
        "Settings": ["as they come"] if settings is None else list(_values(settings)),
        "Log": [scrub_log(line) for line in log_lines][-LOG_LINES:] or ["nothing was logged"],
    }
    lines: list[str] = []
    for title, body in sections.items():
        lines += [f"## {title}", *(scrub(line) for line in body), ""]
    return "\n".join(lines).rstrip() + "\n"


# -- what is told ----------------------------------------------------------------------------------


def _versions() -> list[str]:
    lines = [f"Understudy: {__version__}", f"Python: {platform.python_version()}"]
    for name, package in _PACKAGES.items():
        try:
            lines.append(f"{name}: {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            lines.append(f"{name}: not installed as {package}")
    return lines


def _computer() -> list[str]:
    # Not platform.node(), and not platform.version(): kernels may carry their builder's name there.
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    return [
        f"System: {system}",
        f"Processors: {os.cpu_count() or 'unknown'}",
        f"Memory of the app: {_number(memory_mb())} MB",
    ]


def _session(situation: Situation) -> list[str]:
    lines = [
        f"State: {situation.state}",
        f"Engine: {situation.engine}",
        f"Networks: {runtime()}",
        f"Face: {_face(situation.template)}",
        f"Picture from: {source_kind(situation.source)}",
    ]
    info = situation.info
    camera = source_kind(situation.source) == "camera"
    if info is not None:
        if camera:
            lines.append(f"Camera: {info.name}")
        lines.append(f"Mode: {info.width} × {info.height}, {info.fps:.1f} frames per second")
    if camera and situation.asked is not None:
        asked = situation.asked
        lines.append(f"Asked for: {asked.width} × {asked.height}, {asked.fps:.1f}")
    lines.append(f"Outputs: {', '.join(map(_output, situation.outputs)) or 'none but the window'}")
    return lines


def _figures(snapshot: Snapshot | None) -> list[str]:
    if snapshot is None:
        return ["nothing runs"]
    lines = [
        f"Frames: {snapshot.frames} in {snapshot.seconds:.1f} s, {snapshot.dropped} dropped",
        f"Frames per second: {snapshot.recent_fps:.1f} now, {snapshot.fps:.1f} over all",
        f"Latency: {_percentiles(snapshot.latency_ms)}",
        *(f"{stage_id(name)}: {_percentiles(ms)}" for name, ms in snapshot.stages_ms.items()),
        "Verdicts: " + (_counts(snapshot.verdicts) or "none"),
        "Shielded because: " + (_counts(snapshot.reasons) or "never"),
        f"Largest memory: {snapshot.peak_memory_mb:.0f} MB",
    ]
    if snapshot.first_frame_s is not None:
        lines.insert(1, f"First covered frame after: {snapshot.first_frame_s:.2f} s")
    return lines


def _values(settings: DataclassInstance, before: str = "") -> Iterator[str]:
    """A line for each setting. Only what is known to name nobody is told as it is: a setting that
    comes later and holds what somebody typed is not told by oversight."""
    for each in fields(settings):
        name, value = f"{before}{each.name}", getattr(settings, each.name)
        if is_dataclass(value) and not isinstance(value, type):
            yield from _values(value, f"{name}.")
        elif value is None or isinstance(value, (bool, int, float, StrEnum)):
            yield f"{name}: {value}"
        elif each.name == "source":
            yield f"{name}: {source_kind(value)}"
        elif each.name == "template":
            yield f"{name}: {_face(value)}"
        elif each.name == "language":
            yield f"{name}: {value}"
        elif isinstance(value, (tuple, Mapping)):
            yield f"{name}: {len(value)}"
        else:
            yield f"{name}: set"


def _face(template: str | None) -> str:
    if template is None:
        return "none yet"
    # The id of a mix is made from the name that its owner typed.
    return "a mix" if template.partition("/")[0] == BLENDS else template


def source_kind(source: str | None) -> str:
    """What SRC of the command line is, without its name or place: ``camera``, ``demo``,
    ``file .mp4``, ``pictures``."""
    if source is None:
        return "none yet"
    kind = source.partition(":")[0]
    if kind in ("camera", "demo"):
        return kind
    suffix = PurePath(source).suffix.lower()
    return f"file {suffix}" if suffix in _SUFFIXES else "file or folder of pictures"


def _output(name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    return f"file {suffix}" if suffix in _SUFFIXES else name


def stage_id(name: str) -> str:
    """A stage of `Snapshot.stages_ms` without the name of the file that it writes."""
    verb, _, rest = name.partition(" ")
    return f"{verb} {_output(rest)}" if verb == "write" else name


def _percentiles(ms: Percentiles) -> str:
    return f"p50 {ms.p50:.1f} ms, p95 {ms.p95:.1f} ms, p99 {ms.p99:.1f} ms"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{what} {n}" for what, n in counts.items() if n)


def _number(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.0f}"


def runtime() -> str:
    """What runs the networks, as found in one of them: LiteRT may leave XNNPACK out without a
    word, and is several times slower then."""
    from ai_edge_litert.interpreter import Interpreter

    from app.errors import ModelError
    from app.inference.litert import read_verified

    try:
        network = Interpreter(model_content=read_verified("face_blendshapes.tflite"))
        network.allocate_tensors()
    except (ModelError, RuntimeError, ValueError) as error:
        return f"LiteRT, which cannot load one: {error}"
    # Not among LiteRT's documented calls, so it may go.
    operations: list[dict[str, object]] = getattr(network, "_get_ops_details", list)()
    if not operations:
        return "LiteRT on the processor"
    delegated = any(operation.get("op_name") == "DELEGATE" for operation in operations)
    return f"LiteRT on the processor, {'with' if delegated else 'WITHOUT'} XNNPACK"


# -- what is not -----------------------------------------------------------------------------------

_SUFFIXES = frozenset((*VIDEO_SUFFIXES, *PICTURE_SUFFIXES, *CONTAINERS))
_FILES = re.compile(
    # In quotes a name may have spaces; elsewhere it ends where a word does.
    r"'[^'\n]*?({0})'|\"[^\"\n]*?({0})\"|[^\s'\"<>]+?({0})(?![\w.])".format(
        "|".join(re.escape(suffix) for suffix in sorted(_SUFFIXES, key=len, reverse=True))
    ),
    re.IGNORECASE,
)
_ADDRESSES = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s'\"]+", re.IGNORECASE)
"""Of streams: they hold keys."""
_LETTERS = 4
"""A name of so many letters is taken out of the middle of words too; a shorter one would take
half of the report with it."""
_OF_HOMES = ("home", "users")
_NOBODY = frozenset(("localhost", "localdomain", "local"))
_ME, _HERE, _FILE = "<user>", "<computer>", "<file>"


@dataclass(frozen=True, slots=True)
class Scrubber:
    """Takes out what says who somebody is.

    Attributes:
        replacements: Pattern → what stands in its place, in the order in which they are applied.
    """

    replacements: tuple[tuple[re.Pattern[str], str], ...]

    def __call__(self, line: str) -> str:
        """`line` without it."""
        for pattern, instead in self.replacements:
            line = pattern.sub(instead, line)
        return _FILES.sub(_file, _ADDRESSES.sub("<address>", line))

    @staticmethod
    def of_this_computer(names_of_files: Iterable[str] = ()) -> Scrubber:
        """Knows the home folder, the user's names and the computer's.

        Args:
            names_of_files: Files and folders that were opened, under any name.
        """
        return Scrubber.of(
            homes=_homes(), users=_users(), hosts=_hosts(), names_of_files=names_of_files
        )

    @staticmethod
    def of(
        *,
        homes: Iterable[str],
        users: Iterable[str],
        hosts: Iterable[str],
        names_of_files: Iterable[str] = (),
    ) -> Scrubber:
        """
        Args:
            homes: Absolute paths of home folders.
            users: Login and full names, and parts of them.
            hosts: Names of the computer.
            names_of_files: See `of_this_computer`.
        """
        found: list[tuple[re.Pattern[str], str]] = []
        # Where in the app something failed is worth knowing, and lies below home more often than
        # not: first of all.
        for folder, instead in ((root_dir(), "<app>"), (Path(sys.prefix), "<python>")):
            if len(folder.parts) > 1:
                found.append((_path(str(folder)), instead))
        for name in sorted(set(names_of_files), key=len, reverse=True):
            found.append((_word(name, whole=True), _FILE))
        for home in sorted(set(homes), key=len, reverse=True):
            # With what lies below: folders are called after people and what they do.
            below = r"(?:[\\/][^'\"\n,;)]*?(?=['\"\n,;)]|: |$))?"
            found.append((re.compile(_path(home).pattern + below, re.IGNORECASE), "~"))
        for names, instead in ((users, _ME), (hosts, _HERE)):
            for name in sorted(set(names), key=len, reverse=True):
                found.append((_word(name), instead))
        return Scrubber(tuple(found))


def _file(match: re.Match[str]) -> str:
    suffix = next(group for group in match.groups() if group).lower()
    return f"<file>{suffix}"


def _path(path: str) -> re.Pattern[str]:
    """With either slash, once or escaped."""
    parts = [re.escape(part) for part in re.split(r"[\\/]+", path.rstrip("\\/"))]
    return re.compile(r"[\\/]+".join(parts) + r"(?![\w-])", re.IGNORECASE)


def _word(name: str, *, whole: bool = False) -> re.Pattern[str]:
    inner = re.escape(name)
    if whole or len(name) < _LETTERS:
        inner = rf"(?<![^\W_]){inner}(?![^\W_])"
    return re.compile(inner, re.IGNORECASE)


def _names_in(situation: Situation) -> list[str]:
    """Names of files that may be in figures and in the log."""
    info, source = situation.info, situation.source
    names: list[str] = []
    if source is not None and source_kind(source).startswith("file"):
        path = PurePath(source)
        names += [source, path.name]
        if info is not None:
            names.append(info.name)
    if info is not None and info.media is not None:
        names += [str(info.media), info.media.name]
    return [name for name in names if len(name) > 1]


def _homes() -> set[str]:
    homes = {os.path.expanduser("~")}  # noqa: PTH111 - Path.home() raises where there is none
    homes |= {os.environ.get(name, "") for name in ("HOME", "USERPROFILE")}
    homes |= {str(Path(home).resolve()) for home in homes if home}
    return {home for home in homes if len(PurePath(home).parts) > 1}


def _users() -> set[str]:
    names: set[str] = set()
    try:
        names.add(getpass.getuser())
    except (OSError, KeyError, ImportError):  # neither in the environment nor in the system's list
        names.add("")
    names |= {os.environ.get(name, "") for name in ("USER", "LOGNAME", "USERNAME")}
    folders = [PurePath(home) for home in _homes()]
    names |= {folder.name for folder in folders if folder.parent.name.lower() in _OF_HOMES}
    names |= parts_of_name(_full_name())
    return {spelling for name in names if name.strip() for spelling in (name, _short(name))}


def parts_of_name(full: str) -> set[str]:
    """A full name, and what of it stands in other names: a phone is “Anna’s phone”."""
    parts = {part for part in re.split(r"[\s,._-]+", full) if len(part) > 2}
    return {full, *parts} if full else set()


def _short(name: str) -> str:
    """As Windows shortens it in some paths."""
    return f"{name[:6]}~1" if len(name) > 8 else name


def _full_name() -> str:
    """As the system knows it; empty where it does not."""
    if sys.platform == "win32":
        import ctypes

        display_name = 3
        size = ctypes.c_ulong(256)
        name = ctypes.create_unicode_buffer(size.value)
        secur32 = ctypes.CDLL("secur32")
        got = secur32.GetUserNameExW(display_name, name, ctypes.byref(size))
        return name.value if got else ""
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0].strip()
    except KeyError:
        return ""


def _hosts() -> set[str]:
    names = {platform.node(), socket.gethostname()}
    names |= {os.environ.get(name, "") for name in ("HOSTNAME", "COMPUTERNAME")}
    names |= {name.partition(".")[0] for name in names}
    return {name for name in names if name and name.lower() not in _NOBODY}


# -- the log ---------------------------------------------------------------------------------------


class RecentLog(logging.Handler):
    """The last lines that the app's own loggers wrote. Thread-safe.

    What is logged is made harmless as it comes in: a path leaves its ending, an array its shape,
    a failure its kind, its message and where in the code it was. Names are left for `text`.

    Args:
        lines: How many are kept; older ones go.
    """

    def __init__(self, lines: int = LOG_LINES) -> None:
        super().__init__(logging.INFO)
        self._lines: deque[str] = deque(maxlen=lines)
        self._guard = threading.Lock()

    def attach(self) -> Callable[[], None]:
        """Listens to the loggers below ``app`` from now on; returns the call that ends it."""
        logger = logging.getLogger("app")
        logger.addHandler(self)
        return lambda: logger.removeHandler(self)

    def lines(self) -> list[str]:
        """The oldest first."""
        with self._guard:
            return list(self._lines)

    def emit(self, record: logging.LogRecord) -> None:
        """See `logging.Handler.emit`."""
        try:
            lines = _lines_of(record)
        except Exception:
            self.handleError(record)
            return
        with self._guard:
            self._lines.extend(line[:LINE_LENGTH] for line in lines)


def _lines_of(record: logging.LogRecord) -> list[str]:
    args: Any = record.args
    if isinstance(args, Mapping):
        args = {key: _harmless(value) for key, value in args.items()}
    elif args:
        args = tuple(_harmless(value) for value in args)
    message = str(record.msg) % args if args else str(record.msg)
    when = time.strftime("%H:%M:%S", time.localtime(record.created))
    lines = [f"{when} {record.levelname} {record.name}: {message}"]
    if record.exc_info and record.exc_info[1] is not None:
        error = record.exc_info[1]
        lines.append(f"  {type(error).__name__}: {error}")
        steps = traceback.extract_tb(error.__traceback__)[-_TRACE_STEPS:]
        lines += [f"  at {step.filename}:{step.lineno} in {step.name}" for step in steps]
    return [part for line in lines for part in line.splitlines()]


def _harmless(value: object) -> object:
    """`value` as it may stand in a log that leaves this computer."""
    if isinstance(value, PurePath):
        return f"{_FILE}{value.suffix}"
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple) and shape:
        return f"<array {'×'.join(map(str, shape))}>"
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"<{len(value)} bytes>"
    return value


# -- this process ----------------------------------------------------------------------------------


class ProcessLoad:
    """How busy this process keeps the processor, from one call to the next."""

    def __init__(self) -> None:
        self._wall, self._busy = time.monotonic(), time.process_time()

    def sample(self) -> tuple[float, float]:
        """Percent of one core (100 for each that is fully busy) and of all cores, since the last
        call; zeros when no time has passed."""
        wall, busy = time.monotonic(), time.process_time()
        span, spent = wall - self._wall, busy - self._busy
        self._wall, self._busy = wall, busy
        if span <= 0:
            return 0.0, 0.0
        one = 100 * spent / span
        return one, one / (os.cpu_count() or 1)


def memory_mb() -> float | None:
    """Resident size of this process now, in megabytes (10^6 bytes); None where the system does not
    tell. The largest so far: `app.pipeline.stats.peak_memory_mb`."""
    resident: float | None = None
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        resident = pages * os.sysconf("SC_PAGESIZE") / 1e6
    elif sys.platform == "win32":
        resident = _memory_windows()
    elif sys.platform == "darwin":
        resident = _memory_macos()
    return resident


def _memory_windows() -> float | None:
    import ctypes

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS."""

        _fields_ = (
            ("cb", ctypes.c_uint32),
            ("faults", ctypes.c_uint32),
            ("peak_resident", ctypes.c_size_t),
            ("resident", ctypes.c_size_t),
            ("others", ctypes.c_size_t * 6),
        )

    counters = Counters(cb=ctypes.sizeof(Counters))
    kernel32: Any = ctypes.CDLL("kernel32")
    kernel32.GetCurrentProcess.restype = ctypes.c_void_p
    got = kernel32.K32GetProcessMemoryInfo(
        ctypes.c_void_p(kernel32.GetCurrentProcess()), ctypes.byref(counters), counters.cb
    )
    return counters.resident / 1e6 if got else None


def _memory_macos() -> float | None:
    import ctypes

    class TaskInfo(ctypes.Structure):
        """mach_task_basic_info."""

        _fields_ = (
            ("virtual", ctypes.c_uint64),
            ("resident", ctypes.c_uint64),
            ("peak_resident", ctypes.c_uint64),
            ("times", ctypes.c_uint32 * 4),
            ("policy", ctypes.c_int32),
            ("suspended", ctypes.c_int32),
        )

    system = ctypes.CDLL(None)
    info, basic_info = TaskInfo(), 20
    count = ctypes.c_uint32(ctypes.sizeof(info) // 4)
    task = ctypes.c_uint32.in_dll(system, "mach_task_self_")
    failed = system.task_info(task, basic_info, ctypes.byref(info), ctypes.byref(count))
    return None if failed else info.resident / 1e6
