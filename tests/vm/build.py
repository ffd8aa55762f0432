"""Builds the kernel in which the tests have video devices: `python -m tests.vm.build`.

It is a User-Mode-Linux kernel (a program that runs as a process, without KVM) of Debian's own
source, with V4L2, the test driver vivid and Debian's v4l2loopback. Needs root for apt, two cores
for about five minutes, and 2 GB below /dev/shm while it builds; 8 MB stay in the user's cache.
Does nothing where that has been done.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PACKAGES = (
    *("gcc", "make", "flex", "bison", "bc", "cpio", "xz-utils", "libc6-dev"),
    *("kmod", "busybox-static", "v4l-utils"),
)
SOURCES = ("linux-source-6.1", "v4l2loopback-dkms")
CONFIG = Path(__file__).with_name("kernel.config")

# How much of a processor's vector registers the kernel of 6.1 can keep, in bytes. Processors with
# AMX have 11,008, and ptrace hands out all of them or nothing.
FP_STATE = ("arch/x86/um/user-offsets.c", "HOST_FP_SIZE, 2696", "HOST_FP_SIZE, 11264")


def home() -> Path:
    """Where the kernel and its modules lie once they are built."""
    chosen = os.environ.get("VM_HOME")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(chosen) if chosen else cache / "video-vm"


def is_built() -> bool:
    return (home() / "ready").is_file() and (home() / "linux").is_file()


def build() -> None:
    """Builds it.

    Raises:
        subprocess.CalledProcessError: A step failed; its own words are on stderr.
    """
    start = time.monotonic()
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    _do([*apt, "update"])
    _do([*apt, "install", "-y", "--no-install-recommends", *PACKAGES])
    with tempfile.TemporaryDirectory(prefix="video-vm-", dir="/dev/shm") as folder:
        work = Path(folder)
        work.chmod(0o755)  # apt downloads as a user of its own
        _do([*apt, "download", *SOURCES], work)
        for package in work.glob("*.deb"):
            _do(["dpkg-deb", "-x", str(package), "unpacked"], work)
        sources = work / "unpacked" / "usr" / "src"
        _do(["tar", "-xf", str(sources / f"{SOURCES[0]}.tar.xz")], work)
        [loopback] = sources.glob("v4l2loopback-*")
        _install(_compile(work / SOURCES[0], loopback), work / SOURCES[0], loopback)
    print(f"built in {time.monotonic() - start:.0f} s: {home()}")


def _compile(kernel: Path, loopback: Path) -> str:
    """Compiles kernel and modules; returns the kernel's release."""
    path, before, after = FP_STATE
    text = (kernel / path).read_text(encoding="utf-8")
    if before not in text:
        raise SystemExit(f"{path} is not what it was: look at FP_STATE")
    (kernel / path).write_text(text.replace(before, after), encoding="utf-8")
    _make(kernel, "allnoconfig", f"KCONFIG_ALLCONFIG={CONFIG}")
    got = (kernel / ".config").read_text(encoding="utf-8").splitlines()
    wanted = CONFIG.read_text(encoding="utf-8").splitlines()
    missing = [line for line in wanted if line.startswith("CONFIG_") and line not in got]
    if missing:
        raise SystemExit(f"the kernel's configuration did not take {', '.join(missing)}")
    _make(kernel, f"-j{os.cpu_count()}", "linux", "modules")
    _make(kernel, f"M={loopback}", "modules")
    return _make(kernel, "kernelrelease").strip()


def _install(release: str, kernel: Path, loopback: Path) -> None:
    """Puts what is needed to boot into `home()`; the file `ready` comes last."""
    root = home() / "root"
    home().mkdir(parents=True, exist_ok=True)
    (home() / "ready").unlink(missing_ok=True)
    shutil.rmtree(root, ignore_errors=True)
    _make(kernel, "modules_install", f"INSTALL_MOD_PATH={root}")
    modules = root / "lib" / "modules" / release
    for link in ("build", "source"):
        (modules / link).unlink(missing_ok=True)
    (modules / "extra").mkdir()
    shutil.copy(loopback / "v4l2loopback.ko", modules / "extra")
    _do(["depmod", "-b", str(root), release])
    shutil.copy(kernel / "linux", home() / "linux")
    _do(["strip", str(home() / "linux")])
    (home() / "ready").write_text(release + "\n", encoding="utf-8")


def _make(kernel: Path, *arguments: str) -> str:
    return _do(["make", "-s", "-C", str(kernel), "ARCH=um", *arguments])


def _do(command: list[str], folder: Path | None = None) -> str:
    """Runs one step, quietly unless it fails; returns what it said on stdout."""
    drop = ("MAKEFLAGS", "ARCH")
    environment = {k: v for k, v in os.environ.items() if k not in drop}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**environment, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.stderr.write("".join(done.stdout.splitlines(keepends=True)[-30:]))
        raise subprocess.CalledProcessError(done.returncode, command)
    return done.stdout


if __name__ == "__main__":
    if is_built():
        print(f"built already: {home()}")
    else:
        build()
