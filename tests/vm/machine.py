"""Runs a command in a kernel with video devices: `python -m tests.vm.machine COMMAND [ARG…]`.

What `tests.vm.build` built is booted, in about a second, with this machine's files below (what is
written stays in the guest's memory) and in this folder; stdout, stderr and the exit status come
through. It has one processor and no network but its own loopback.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.vm.build import home, is_built

ROOT = Path(__file__).resolve().parents[2]
WEBCAM = "v4l2loopback devices=2 video_nr=10,20 card_label=Understudy,Webcam exclusive_caps=1,1"
"""The virtual camera, and a webcam that ffmpeg feeds."""
_KEEP_MEMORY = {
    # A page fault costs 50 µs in there: what was taken from the kernel once is kept.
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_TRIM_THRESHOLD_": str(4 << 30),
    "MALLOC_TOP_PAD_": str(64 << 20),
    "MALLOC_ARENA_MAX": "2",
    "NUMPY_MADVISE_HUGEPAGE": "0",
}
_LEFT_OUT = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "TERM")

# The guest's first process. The host's files are read only: a layer in memory lies over them.
_FIRST = """#!/bin/bash
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc none /proc
mount -t tmpfs -o size={memory} none /mnt
mkdir /mnt/top /mnt/work /mnt/root
mount -t overlay -o lowerdir=/,upperdir=/mnt/top,workdir=/mnt/work none /mnt/root
umount /proc
cd /mnt/root
mount -t proc none proc
mount -t sysfs none sys
mount -t devtmpfs none dev
mkdir -p dev/shm dev/pts control
for place in dev/shm run; do mount -t tmpfs none $place; done
mount -t devpts none dev/pts
mount -t hostfs -o {control} none control
{output}
exec chroot . /bin/bash /control/second
"""
_SECOND = """
ln -sfn /proc/self/fd /dev/fd; ln -sfn fd/0 /dev/stdin
ln -sfn fd/1 /dev/stdout; ln -sfn fd/2 /dev/stderr
busybox ip link set lo up
busybox stty raw -echo < /dev/ttyS0; busybox stty raw -echo < /dev/ttyS1
exec </dev/null >/dev/ttyS0 2>/dev/ttyS1
export MODULES={modules}
while read -r line; do
  [ -z "$line" ] || modprobe -d "$MODULES" $line || echo "no module: $line" >&2
done < /control/modules
(cd {folder} && exec env -i $(cat /control/environment) {command})
echo $? > /control/status
sleep 0.2
busybox poweroff -f
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the command ended. `status` is 124 when it took too long."""

    status: int
    stdout: str
    stderr: str
    console: str


def run(
    command: Sequence[str],
    *,
    modules: Sequence[str] = (WEBCAM,),
    output: Path | None = None,
    timeout: float = 240,
    memory: str = "4G",
    environment: dict[str, str] | None = None,
) -> Outcome:
    """Boots, runs `command` in the project's folder, and switches off.

    Args:
        command: Program and arguments.
        modules: What modprobe loads, with options, one module each. `MODULES` is set in the guest:
            ``modprobe -d "$MODULES" NAME`` loads more.
        output: A folder of this machine that the guest may write to.
        timeout: Seconds for all of it.
        memory: Of the guest.
        environment: Variables beside those of this process.
    """
    with tempfile.TemporaryDirectory(prefix="vm-", dir="/dev/shm") as folder:
        control = Path(folder)
        mount = f"mkdir -p .{output}; mount -t hostfs -o {output} none .{output}" if output else ""
        (control / "modules").write_text("".join(f"{line}\n" for line in modules))
        variables = {**os.environ, **_KEEP_MEMORY, "PYTHONPATH": str(ROOT), **(environment or {})}
        (control / "environment").write_text(
            "\n".join(
                f"{name}={value}"
                for name, value in {**variables, "MODULES": str(home() / "root")}.items()
                if name not in _LEFT_OUT and not any(c.isspace() or c in "*?[" for c in value)
            )
        )
        _script(control / "first", _FIRST.format(memory=memory, control=control, output=mount))
        _script(
            control / "second",
            _SECOND.format(
                modules=shlex.quote(str(home() / "root")),
                folder=shlex.quote(str(ROOT)),
                command=shlex.join(command),
            ),
        )
        return _boot(control, timeout, memory)


def _script(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def _boot(control: Path, timeout: float, memory: str) -> Outcome:
    paths = {name: control / name for name in ("stdout", "stderr", "console")}
    files = {name: path.open("w+b") for name, path in paths.items()}
    out, err = files["stdout"].fileno(), files["stderr"].fileno()
    kernel = [
        *(str(home() / "linux"), f"mem={memory}", "rootfstype=hostfs", "rootflags=/", "ro"),
        *("quiet", "panic=-1", f"init={control / 'first'}", "con0=null,fd:1", "con=null"),
        *(f"ssl0=null,fd:{out}", f"ssl1=null,fd:{err}"),
    ]
    # A PID namespace of its own: whatever of the guest is left when the time is over ends with it.
    alone = ["unshare", "--fork", "--pid", "--mount-proc", "--kill-child=KILL"]
    process = subprocess.Popen(
        [*alone, *kernel],
        stdin=subprocess.DEVNULL,
        stdout=files["console"],
        stderr=subprocess.STDOUT,
        pass_fds=(out, err),
        env={**os.environ, "TMPDIR": "/dev/shm"},
        start_new_session=True,
    )
    late = False
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        late = True
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        for file in files.values():
            file.close()
    texts = {name: path.read_text(errors="replace") for name, path in paths.items()}
    status = control / "status"
    code = 124 if late else int(status.read_text()) if status.is_file() else 125
    return Outcome(code, **texts)


def needed(*programs: str) -> None:
    """Skips the test, loudly, where the kernel or a program that it needs is not there."""
    problem = ""
    if sys.platform != "linux":
        problem = "video devices are tested on Linux only"
    elif not is_built():
        problem = "no kernel with video devices: 'python -m tests.vm.build' builds one"
    elif missing := [program for program in programs if shutil.which(program) is None]:
        problem = f"missing: {', '.join(missing)}; see docs/testing-with-devices.md"
    elif os.geteuid() != 0:
        problem = "the kernel with video devices is started by root only"
    if problem:
        warnings.warn(f"NOT TESTED with video devices: {problem}", stacklevel=2)
        pytest.skip(problem)


if __name__ == "__main__":
    ended = run(sys.argv[1:], output=Path(os.environ["VM_OUT"]) if "VM_OUT" in os.environ else None)
    sys.stdout.write(ended.stdout)
    sys.stderr.write(ended.stderr if ended.status != 125 else ended.console)
    sys.exit(ended.status)
