"""The script behind `make run`: what it accepts, when it installs, and how it fails."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "scripts" / "bootstrap.py"


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bootstrap = load_script()


# --- Which machines -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "machine", "version"),
    [
        ("Linux", "x86_64", "2.34"),
        ("Linux", "x86_64", "2.36"),
        ("Linux", "x86_64", "3.0"),
        ("Darwin", "arm64", "14.0"),
        ("Darwin", "arm64", "26.1"),
        ("Windows", "AMD64", "10.0.19045"),
    ],
)
def test_supported_platforms(system: str, machine: str, version: str) -> None:
    assert bootstrap.platform_problem(system, machine, version) is None


@pytest.mark.parametrize(
    ("system", "machine", "version", "words"),
    [
        ("Linux", "x86_64", "2.31", "Linux x86_64 with glibc 2.31"),
        ("Linux", "x86_64", "", "Linux x86_64 with another C library"),  # musl
        ("Linux", "aarch64", "2.36", "Linux aarch64 with glibc 2.36"),
        ("Darwin", "x86_64", "14.5", "macOS 14.5 on x86_64"),
        ("Darwin", "arm64", "13.7", "macOS 13.7 on arm64"),
        ("Windows", "ARM64", "10.0.26100", "Windows 10.0.26100 on ARM64"),
        ("Windows", "AMD64", "6.3.9600", "Windows 6.3.9600 on AMD64"),
        ("FreeBSD", "amd64", "14.1", "FreeBSD on amd64"),
        ("", "", "", "an unknown system on an unknown processor"),
    ],
)
def test_unsupported_platforms_get_one_line(
    system: str, machine: str, version: str, words: str
) -> None:
    problem = bootstrap.platform_problem(system, machine, version)
    assert problem.endswith(f"this is {words}")
    assert "\n" not in problem


@pytest.mark.parametrize(
    ("version", "implementation", "free_threaded", "fits"),
    [
        ((3, 11, 0), "CPython", False, True),
        ((3, 14, 2), "CPython", False, True),
        ((3, 10, 13), "CPython", False, False),
        ((3, 15, 0), "CPython", False, False),
        ((3, 14, 2), "CPython", True, False),
        ((3, 11, 9), "PyPy", False, False),
    ],
)
def test_pythons(
    version: tuple[int, ...], implementation: str, free_threaded: bool, fits: bool
) -> None:
    problem = bootstrap.python_problem(version, implementation, free_threaded)
    assert (problem is None) == fits


@pytest.mark.parametrize(
    "pretence",
    [
        "import platform; platform.machine = lambda: 'riscv64'",
        "import platform; platform.system = lambda: 'Haiku'",
        "import sys; sys.version_info = (3, 9, 2)",
    ],
)
def test_unsupported_machine_ends_with_one_line_and_code_7(pretence: str) -> None:
    code = f"{pretence}; import runpy, sys; sys.argv = ['bootstrap.py', 'run']; "
    code += f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 7
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_unknown_command_is_a_usage_error() -> None:
    command = [sys.executable, str(SCRIPT), "jump"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "jump" in done.stderr


@pytest.mark.parametrize(
    ("system", "environment", "shown"),
    [
        ("Linux", {}, False),
        ("Linux", {"DISPLAY": ""}, False),
        ("Linux", {"DISPLAY": ":0"}, True),
        ("Linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("Darwin", {}, True),
        ("Darwin", {"SSH_CONNECTION": "10.0.0.2 22"}, False),
        ("Windows", {"CI": "true"}, False),
    ],
)
def test_display(system: str, environment: dict[str, str], shown: bool) -> None:
    assert bootstrap.has_display(system, environment) == shown


def test_library_probe() -> None:
    assert not bootstrap.can_load("libnot-there.so.1")
    if sys.platform == "linux":
        assert bootstrap.can_load("libc.so.6")


# --- The environment ------------------------------------------------------------------------------

# Builds an editable project with a script `understudy`, without needing any package to do so.
BACKEND = """
import zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    info = "understudy-1.0.dist-info"
    files = {
        "understudy_stub.py": "def main(): print('hello from the stub')",
        f"{info}/METADATA": "Metadata-Version: 2.1\\nName: understudy\\nVersion: 1.0\\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        f"{info}/entry_points.txt": "[console_scripts]\\nunderstudy = understudy_stub:main\\n",
    }
    name = "understudy-1.0-py3-none-any.whl"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
        wheel.writestr(f"{info}/RECORD", "".join(f"{p},,\\n" for p in [*files, f"{info}/RECORD"]))
    return name
"""
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""


def make_wheel(folder: Path, name: str) -> str:
    """A tiny wheel in `folder`; returns the line by which a lock file names it."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    files = {
        f"{name}.py": f"NAME = {name!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for file, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
        record += f"{file},sha256={digest.decode()},{len(text)}\n"
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n"
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in files.items():
            wheel.writestr(file, text)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{name} @ {path.as_uri()} --hash=sha256:{sha256}\n"


def program_output(environment: object, name: str, *arguments: str) -> str:
    program = environment.program(name)  # type: ignore[attr-defined]
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_environment_follows_the_lock(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One real environment through its life: made, found ready, updated, refused."""
    root = tmp_path / "a project"
    root.mkdir()
    (root / "backend.py").write_text(BACKEND)
    (root / "pyproject.toml").write_text(PROJECT)
    runtime = make_wheel(tmp_path, "runtime_part")
    extra = make_wheel(tmp_path, "test_part")
    (root / "requirements.lock").write_text(runtime)
    (root / "requirements-test.lock").write_text(runtime + extra)
    environment = bootstrap.Environment(root)

    assert environment.prepare(test=False)
    assert program_output(environment, "understudy") == "hello from the stub"
    show = "import runtime_part; print(runtime_part.NAME)"
    assert program_output(environment, "python", "-c", show) == "runtime_part"

    # Ready: nothing is called any more.
    monkeypatch.setattr(environment, "run_pip", lambda *_: pytest.fail("pip was called"))
    assert not environment.prepare(test=False)
    monkeypatch.undo()

    # The test extras come on top, and then the runtime part is ready as well.
    assert not environment.is_ready(test=True)
    assert environment.prepare(test=True)
    assert environment.is_ready(test=False)
    assert program_output(environment, "python", "-c", "import test_part; print(1)") == "1"

    # A wheel that is not what the lock says: pip's words, one line of ours, and no stamp.
    (root / "requirements.lock").write_text(re.sub(r"sha256:.{8}", "sha256:00000000", runtime))
    (root / "requirements-test.lock").unlink()
    capfd.readouterr()
    with pytest.raises(bootstrap.BootstrapError, match=r"^pip could not install") as caught:
        environment.prepare(test=False)
    assert "\n" not in str(caught.value)
    assert "hash" in capfd.readouterr().err.lower()
    assert not environment.is_ready(test=False)

    # A package without a hash is refused too.
    (root / "requirements.lock").write_text(runtime.split(" --hash")[0])
    with pytest.raises(bootstrap.BootstrapError, match=r"^pip could not install"):
        environment.prepare(test=False)

    # Line ends are not a change, other content is.
    (root / "requirements.lock").write_bytes(runtime.replace("\n", "\r\n").encode())
    assert environment.is_ready(test=False)
    (root / "pyproject.toml").write_text(f"{PROJECT}\n# changed\n")
    assert not environment.is_ready(test=False)

    # In another folder its scripts would start the old one's Python: it has to be made anew.
    assert environment.is_usable()
    moved = bootstrap.Environment(root.rename(tmp_path / "moved"))
    assert not moved.is_usable()


def test_environment_of_another_python_is_not_used(tmp_path: Path) -> None:
    environment = bootstrap.Environment(tmp_path)
    assert environment.python_version() is None
    assert not environment.is_usable()
    assert environment.stamped() == {}


def test_missing_lock_is_named(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    with pytest.raises(bootstrap.BootstrapError, match=r"requirements\.lock is missing"):
        bootstrap.Environment(tmp_path).is_ready(test=False)


# --- What the script takes for granted ------------------------------------------------------------


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.MULTILINE))


def test_python_versions_agree_with_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest, newest = bootstrap.OLDEST_PYTHON, bootstrap.NEWEST_PYTHON
    assert project["requires-python"] == f">={oldest[0]}.{oldest[1]},<{newest[0]}.{newest[1] + 1}"


def test_locks_hold_every_dependency_with_hashes_and_no_address() -> None:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = data["project"]
    runtime, everything = pins("requirements.lock"), pins("requirements-test.lock")
    assert runtime.items() <= everything.items()

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[<>=\[ ;]", r)[0].lower().replace("_", "-") for r in requirements}

    assert names(project["dependencies"] + data["build-system"]["requires"]) <= runtime.keys()
    assert names(project["optional-dependencies"]["test"]) <= everything.keys()
    for lock in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "://" not in text
        assert "index" not in text
        for requirement in re.split(r"\n(?=[a-z])", text)[1:]:
            assert "--hash=sha256:" in requirement
