"""A real X server for tests, with real keys and clicks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pytest


class Desktop:
    """An X server with nothing on it."""

    def __init__(self, display: str) -> None:
        names = ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE")
        kept = {name: value for name, value in os.environ.items() if name not in names}
        self.environment = {**kept, "DISPLAY": display}
        self._programs: list[subprocess.Popen[str]] = []

    def program(self, code: str, *arguments: str) -> Callable[[], str]:
        """Starts one; gives what reads its next line."""
        process = self.start([sys.executable, "-c", code, *arguments])
        stdout = process.stdout
        assert stdout is not None
        return lambda: stdout.readline().strip()

    def start(
        self, command: list[str], more: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Starts any program on it, with `more` in its environment."""
        process = subprocess.Popen(
            command,
            env={**self.environment, **(more or {})},
            stdout=subprocess.PIPE,
            text=True,
        )
        self._programs.append(process)
        return process

    def type(self, *keys: str) -> None:
        subprocess.run(["xdotool", "key", *keys], env=self.environment, check=True)

    def run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True)

    def end_program(self, index: int) -> None:
        self._programs[index].kill()
        self._programs[index].wait()

    def close(self) -> None:
        for process in self._programs:
            process.kill()
            process.communicate()


@contextmanager
def x_server(size: str = "800x600x24") -> Iterator[Desktop]:
    """An X server of its own; skips where that, or what types on it, is not installed."""
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if missing:
        pytest.skip(
            f"{' and '.join(missing)} not installed, no key was pressed on an X server: "
            "apt-get install xvfb xdotool"
        )
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as number:
        display = f":{number.readline().strip()}"
    opened = Desktop(display)
    try:
        yield opened
    finally:
        opened.close()
        server.terminate()
        server.wait()
