"""Make the project's environment and run the project in it: what the Makefile calls.

Needs nothing but Python and either pip or the venv module's own copy of it::

    python scripts/bootstrap.py setup            # the environment only, in .venv
    python scripts/bootstrap.py run [ARGS…]      # … and start `understudy ARGS…`
    python scripts/bootstrap.py test [ARGS…]     # … with the test extras, and run pytest
    python scripts/bootstrap.py lint | types | bench | soak [ARGS…]

Without ARGS, `run` opens the window; where there is no display it renders the demo clip into
``out/``. The environment is made anew only where the lock files, the project's description, the
Python or the folder have changed since: a second `run` starts at once.

Exit codes are those of the program that was run; 7 says that this platform or Python is not
supported, 1 that the environment could not be made.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import time
from collections import deque
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent

OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 14)
OLDEST_GLIBC = (2, 34)
OLDEST_MACOS = (14,)
OLDEST_WINDOWS = (10,)

UNSUPPORTED = 7  # the exit code of app.errors.PlatformError

# Libraries that the wheels of Qt take from the system, and the Debian packages that have them.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# What the tests of window and devices use, and a file by which one sees that it is there.
TEST_TOOLS = {
    "/usr/bin/chromedriver": "chromium-driver",
    "/usr/bin/chromium": "chromium",
    "/usr/bin/exiftool": "libimage-exiftool-perl",
    "/usr/bin/ffmpeg": "ffmpeg",
    "/usr/bin/v4l2-ctl": "v4l-utils",
    "/usr/bin/Xvfb": "xvfb",
    "/usr/bin/xauth": "xauth",
    "/usr/bin/xdotool": "xdotool",
    "/usr/lib/x86_64-linux-gnu/libomp.so.5": "libomp5",
    "/usr/lib/x86_64-linux-gnu/libvulkan.so.1": "libvulkan1",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc": "fonts-noto-cjk",
}

# Words starting with "python" or "understudy" are those of the environment.
TASKS = {
    "test": [["python", "-m", "pytest"]],
    "lint": [["python", "-m", "ruff", "check"], ["python", "-m", "ruff", "format", "--check"]],
    "types": [["python", "-m", "mypy"]],
    "bench": [["understudy", "bench"]],
    "soak": [
        ["python", "-m", "app.evaluation.soak"],
        ["python", "-m", "app.evaluation.endurance", "1000"],
    ],
}
NEED_TEST_EXTRAS = {"test", "lint", "types"}


class BootstrapError(Exception):
    """One line for the user: what is wrong, and what to do about it."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def say(message: str) -> None:
    print(f"understudy: {message}", flush=True)


# --- What this machine is -------------------------------------------------------------------------


def version_tuple(text: str) -> tuple[int, ...]:
    """``"2.36"`` as ``(2, 36)``; stops at the first part that is not a number."""
    numbers: list[int] = []
    for part in text.split("."):
        if not part.isdigit():
            break
        numbers.append(int(part))
    return tuple(numbers)


def dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def python_problem(
    version: tuple[int, ...] = sys.version_info[:3],
    implementation: str = platform.python_implementation(),
    free_threaded: bool = bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
) -> str | None:
    """Why the app cannot run on this Python, in one line; None where it can."""
    this = f"{implementation} {dotted(version)}"
    if free_threaded:
        this += " without its lock"
    fits = OLDEST_PYTHON <= version[:2] <= NEWEST_PYTHON
    if fits and implementation == "CPython" and not free_threaded:
        return None
    oldest, newest = dotted(OLDEST_PYTHON), dotted(NEWEST_PYTHON)
    return (
        f"needs the ordinary CPython {oldest} to {newest}, this is {this}; "
        f"name another one, for instance: make run PYTHON=python{oldest}"
    )


def platform_problem(system: str, machine: str, version: str) -> str | None:
    """Why the app cannot run on this system, in one line; None where it can.

    Args:
        system: As `platform.system()` gives it.
        machine: As `platform.machine()` gives it.
        version: Of macOS, of Windows, or of Linux's glibc; empty where Linux has none.
    """
    number = version_tuple(version)
    if system == "Linux":
        fits = machine == "x86_64" and number >= OLDEST_GLIBC
        this = f"Linux {machine} with {f'glibc {version}' if version else 'another C library'}"
    elif system == "Darwin":
        fits = machine == "arm64" and number >= OLDEST_MACOS
        this = f"macOS {version} on {machine}"
    elif system == "Windows":
        fits = machine == "AMD64" and number >= OLDEST_WINDOWS
        this = f"Windows {version} on {machine}"
    else:
        fits = False
        this = f"{system or 'an unknown system'} on {machine or 'an unknown processor'}"
    if fits:
        return None
    windows, macos, glibc = map(dotted, (OLDEST_WINDOWS, OLDEST_MACOS, OLDEST_GLIBC))
    return (
        f"runs on Windows {windows} or newer (x64), macOS {macos} or newer (Apple silicon) and "
        f"Linux (x86-64, glibc {glibc} or newer); this is {this}"
    )


def system_version() -> str:
    """The number by which `platform_problem` judges this system."""
    if platform.system() == "Linux":
        library, version = platform.libc_ver()
        return version if library == "glibc" else ""
    if platform.system() == "Darwin":
        return platform.mac_ver()[0]
    return platform.version()  # on Windows 10.0.BUILD, for Windows 11 as well


def check_machine() -> None:
    """Raises BootstrapError with exit code 7 where the app cannot run."""
    problem = python_problem() or platform_problem(
        platform.system(), platform.machine(), system_version()
    )
    if problem:
        raise BootstrapError(problem, UNSUPPORTED)


def has_display(system: str, environment: Mapping[str, str]) -> bool:
    """Whether a window could be shown: a display server on Linux, a desktop session elsewhere."""
    if system == "Linux":
        return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
    return not (environment.get("CI") or environment.get("SSH_CONNECTION"))


# --- The system's packages ------------------------------------------------------------------------


def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_qt_packages() -> list[str]:
    """Debian's names for those of Qt's system libraries that this machine lacks."""
    if platform.system() != "Linux":
        return []
    return [package for library, package in QT_LIBRARIES.items() if not can_load(library)]


def missing_test_packages() -> list[str]:
    """Debian's names for what the window's tests lack; nothing is asked of other systems."""
    if not is_debian():
        return []
    return [package for path, package in TEST_TOOLS.items() if not Path(path).exists()]


def is_debian() -> bool:
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def may_install_packages() -> bool:
    return is_debian() and os.geteuid() == 0


def apt_install(packages: Iterable[str]) -> bool:
    """Install Debian packages; False, after a line that says why, where apt cannot."""
    packages = list(packages)
    say(f"installing {len(packages)} system package(s) with apt: {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=120"]
    install = ["apt-get", *options, "install", "--yes", "--no-install-recommends", *packages]
    # A fresh machine has no package lists, and old lists name files that are gone.
    for command in (["apt-get", *options, "update"], install):
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode != 0 and command is install:
            say(f"apt could not install them: {last_line(done.stdout)}")
            return False
    return True


def last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "it did not say why"


def provide_system_packages(*, test: bool) -> None:
    """Install what Qt and the tests take from the system, or name it; never fails."""
    packages = missing_qt_packages() + (missing_test_packages() if test else [])
    if not packages or (may_install_packages() and apt_install(packages)):
        return
    how = "sudo apt install" if is_debian() else "Debian's names"
    say(f"going on without these system libraries and tools ({how}): {' '.join(packages)}")


# --- The environment ------------------------------------------------------------------------------


class Environment:
    """The virtual environment of a checkout, and the note in it of what it was made from."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.scripts = self.folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.program("python")
        self.stamp = self.folder / "understudy.json"

    def program(self, name: str) -> Path:
        return self.scripts / (f"{name}.exe" if os.name == "nt" else name)

    def python_version(self) -> str | None:
        """Of the environment's own Python, like ``3.11``; None where it is missing or broken."""
        code = "import sys; print('%d.%d' % sys.version_info[:2])"
        try:
            done = subprocess.run(
                [self.python, "-I", "-c", code], capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            return None
        return done.stdout.strip()

    def wanted(self, *, test: bool) -> dict[str, str]:
        """What the stamp says of an environment that has everything."""
        facts = {
            "folder": str(self.root),
            "python": self.python_version() or "",
            "project": digest(self.root / "pyproject.toml"),
            "requirements.lock": digest(self.root / "requirements.lock"),
        }
        if test:
            facts["requirements-test.lock"] = digest(self.root / "requirements-test.lock")
        return facts

    def stamped(self) -> dict[str, str]:
        """What the stamp says; nothing where there is none or it cannot be read."""
        try:
            facts = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return facts if isinstance(facts, dict) else {}

    def is_ready(self, *, test: bool) -> bool:
        stamped = self.stamped()
        return all(stamped.get(key) == fact for key, fact in self.wanted(test=test).items())

    def is_usable(self) -> bool:
        """Whether packages can go into what is there: it runs, and was neither moved nor changed
        its Python, which would leave scripts that start nothing."""
        version, stamped = self.python_version(), self.stamped()
        if version is None or python_problem(version_tuple(version), "CPython", False):
            return False
        return not stamped or (stamped.get("folder"), stamped.get("python")) == (
            str(self.root),
            version,
        )

    def prepare(self, *, test: bool) -> bool:
        """Bring the environment up to date; False where it was already."""
        if self.is_ready(test=test):
            return False
        started = time.monotonic()
        if not self.is_usable():
            self.create()
        lock = "requirements-test.lock" if test else "requirements.lock"
        self.install(lock)
        self.install_project()
        facts = {**self.stamped(), **self.wanted(test=test)}
        self.stamp.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
        say(f"the environment is ready, after {time.monotonic() - started:.0f} s")
        return True

    def create(self) -> None:
        say(f"making the environment {self.folder.name} with Python {platform.python_version()}")
        if not has_module("venv") or not (has_module("ensurepip") or has_outer_pip()):
            package = f"python{dotted(sys.version_info[:2])}-venv"
            if not (may_install_packages() and apt_install([package])):
                raise BootstrapError(
                    "this Python has no venv module or nothing to install packages with; on Debian "
                    f"and Ubuntu: sudo apt install {package} (or python3-venv)"
                )
            importlib.invalidate_caches()
        # Debian splits ensurepip off; an outer pip then does as well.
        without_pip = [] if has_module("ensurepip") else ["--without-pip"]
        command = [sys.executable, "-m", "venv", "--clear", *without_pip, str(self.folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            why = last_line(done.stderr or done.stdout)
            raise BootstrapError(f"could not make {self.folder}: {why}")

    def pip(self) -> list[str]:
        """The command that installs into the environment: its own pip, or one from outside."""
        probe = [str(self.python), "-I", "-c", "import pip"]
        if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            return [str(self.python), "-m", "pip"]
        if has_outer_pip():
            return [sys.executable, "-m", "pip", "--python", str(self.python)]
        raise BootstrapError(f"there is no pip in {self.folder}; remove that folder and try again")

    def install(self, lock: str) -> None:
        """Install exactly what a lock file names, from wheels, each checked against its hash."""
        total = locked_packages((self.root / lock).read_text(encoding="utf-8"))
        say(f"installing up to {total} packages as {lock} names them; this can take some minutes")
        command = [*self.pip(), "install", "--disable-pip-version-check", "--no-input"]
        command += ["--progress-bar", "off", "--only-binary", ":all:", "--require-hashes"]
        # The lock is whole, and leaves out on purpose what would own cv2 a second time.
        command += ["--no-deps"]
        self.run_pip([*command, "--requirement", str(self.root / lock)], lock)

    def install_project(self) -> None:
        command = [*self.pip(), "install", "--disable-pip-version-check", "--no-input"]
        command += ["--no-index", "--no-deps", "--no-build-isolation", "--editable"]
        self.run_pip([*command, str(self.root)], "the project itself")

    def run_pip(self, command: list[str], what: str) -> None:
        """Run pip, showing one short line for each package that it takes up.

        Raises:
            BootstrapError: pip failed; its own words have been printed.
        """
        tail: deque[str] = deque(maxlen=20)
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PIP_ROOT_USER_ACTION": "ignore"},
        ) as pip:
            assert pip.stdout is not None
            for line in pip.stdout:
                if line.startswith(("Collecting ", "Processing ")):  # from afar, from a folder
                    print(f"  {Path(line.split()[1]).name}", flush=True)
                elif line.startswith("Installing collected") and "," in line:
                    print("  unpacking", flush=True)
                tail.append(line)
        if pip.returncode != 0:
            lines = list(tail)
            first = next((i for i, line in enumerate(lines) if line.startswith("ERROR")), 0)
            sys.stderr.writelines(lines[first:])
            raise BootstrapError(
                f"pip could not install {what}; see its message above. "
                "If the network was the reason, run the same command again"
            )

    def start(self, command: list[str], folder: Path | None = None) -> int:
        """Run one of the environment's programs to its end; returns its exit code."""
        program = str(self.program(command[0]))
        child = subprocess.Popen([program, *command[1:]], cwd=folder)
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue  # the child has been told as well, and ends in its own way

    def become(self, command: list[str]) -> NoReturn:
        """Run one of the environment's programs in place of this script."""
        sys.stdout.flush()
        if os.name == "nt":  # where exec returns to the shell at once
            sys.exit(self.start(command))
        program = str(self.program(command[0]))
        os.execv(program, [program, *command[1:]])


def digest(path: Path) -> str:
    """sha256 of a text file, whatever its line ends."""
    try:
        return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    except FileNotFoundError:
        raise BootstrapError(f"{path.name} is missing in {path.parent}") from None


def locked_packages(lock: str) -> int:
    return sum(line[:1].isalnum() for line in lock.splitlines())


def has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def has_outer_pip() -> bool:
    """Whether this Python's own pip can install into another environment: pip 22.3 or newer."""
    try:
        return version_tuple(importlib.metadata.version("pip")) >= (22, 3)
    except importlib.metadata.PackageNotFoundError:
        return False


# --- Commands -------------------------------------------------------------------------------------


def setup(environment: Environment, *, test: bool) -> None:
    if environment.prepare(test=test):
        provide_system_packages(test=test)
        if test:
            provide_judges(environment)


def provide_judges(environment: Environment) -> None:
    """Put the recognisers' weights, which tests use, into the user's data folder; never fails."""
    say("getting the weights of the judges of identity, for the tests")
    command = [str(environment.python), "-m", "app", "models", "download", "judges"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        say(f"going on without them: {last_line(done.stderr)}")


def run(environment: Environment, arguments: list[str]) -> NoReturn:
    """Start the app: with the given arguments, or its window, or the demo where there is none."""
    setup(environment, test=False)
    if not arguments:
        display = has_display(platform.system(), os.environ)
        if display and missing_qt_packages():
            provide_system_packages(test=False)
            display = not missing_qt_packages()
        if not display:
            say("no window can be shown here: rendering the demo clip instead")
            arguments = ["run", "--headless"]
    environment.become(["understudy", *arguments])


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if arguments else 2
    command, rest = arguments[0], arguments[1:]
    environment = Environment(ROOT)
    try:
        check_machine()
        if command == "setup" and rest in ([], ["--test"]):
            setup(environment, test=bool(rest))
            return 0
        if command == "run":
            run(environment, rest)
        if command in TASKS:
            setup(environment, test=command in NEED_TEST_EXTRAS)
            for task in TASKS[command]:
                code = environment.start([*task, *rest], folder=ROOT)
                if code != 0:
                    return code if code > 0 else 128 - code
            return 0
    except BootstrapError as error:
        print(f"understudy: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    print(f"bootstrap.py: no such command: {' '.join(arguments)}; see --help", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
