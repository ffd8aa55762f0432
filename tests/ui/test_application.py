"""The window as a process of its own: where there is no display, under X11, and on Ctrl-C."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import pytest

from app.errors import PlatformError, UsageError
from app.run import RunOptions
from app.ui import application

PATIENCE = 120
_PYTHON = [sys.executable, "-X", "faulthandler"]
_RUN = [*_PYTHON, "-m", "app", "run"]


def _environment(**more: str) -> dict[str, str]:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE")
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return {**kept, **more}


linux = pytest.mark.skipif(sys.platform != "linux", reason="X11 is Linux's")


@linux
@pytest.mark.parametrize("arguments", [[], ["run", "--sink", "window"]])
@pytest.mark.parametrize("display", [None, ":987"])
def test_without_a_display(arguments: list[str], display: str | None) -> None:
    environment = _environment() if display is None else _environment(DISPLAY=display)
    ended = subprocess.run(
        [*_PYTHON, "-m", "app", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == PlatformError.exit_code
    assert len(ended.stderr.splitlines()) == 1
    assert "understudy run" in ended.stderr


def test_a_missing_library_is_named_with_its_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    error = OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")
    line = application._lacks_library(error)
    assert "libxcb-cursor.so.0 is missing" in line
    assert "libxcb-cursor0" in line
    assert "\n" not in line


@pytest.mark.parametrize(
    "options",
    [
        RunOptions(sinks=("window", "nonsense")),
        RunOptions(sinks=("window",), json=Path("x.json")),
    ],
)
def test_options_that_make_no_sense(options: RunOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    with pytest.raises(UsageError):
        application.run_window(options)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT between processes")
def test_ctrl_c_ends_it_and_the_file_so_far_plays(clip: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.mp4"
    process = subprocess.Popen(
        [*_RUN, "--source", str(clip), "--sink", "window", "--sink", str(target)],
        env=_environment(QT_QPA_PLATFORM="offscreen"),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while sum(f.stat().st_size for f in tmp_path.iterdir()) < 10_000:
            assert process.poll() is None, process.stderr and process.stderr.read()
            assert time.monotonic() < deadline, "nothing is written"
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()
    with av.open(str(target)) as file:
        assert sum(1 for _ in file.decode(video=0)) > 0


_DRIVER = """
import os, signal, sys, threading
import numpy as np
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.run import RunOptions
from app.ui.application import run_window
from app.ui.main_window import MainWindow
from app.ui.trust import Trust

app = QApplication([])
assert app.platformName() == "xcb", app.platformName()
steps = []

def window():
    return next(w for w in app.topLevelWidgets() if isinstance(w, MainWindow))

def step():
    w = window()
    told = w.strip.told.trust
    if not w.isActiveWindow():
        w.activateWindow()  # keys go to the active window only; no window manager is here
    elif not steps and told is Trust.COVERED:
        view = w.preview.view
        image = w.preview.screen().grabWindow(w.preview.winId()).toImage()
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        assert image.width() == w.preview.width()
        pixels = np.frombuffer(image.constBits(), np.uint8)
        assert pixels.std() > 10, "the X window is blank"
        steps.append("covered")
        QTest.keyClick(w, Qt.Key.Key_Escape)
    elif len(steps) == 1 and told is Trust.SHIELDING and w.controller.engine.guard.panic:
        steps.append("shielded")
        w.strip.shield_button.click()
    elif len(steps) == 2 and told is Trust.COVERED:
        steps.append("covered again")
        os.kill(os.getpid(), signal.SIGINT)

timer = QTimer(interval=50)
timer.timeout.connect(step)
timer.start()
code = run_window(RunOptions(source=sys.argv[1], sinks=("window",)))
left = [t.name for t in threading.enumerate() if t is not threading.main_thread()]
print(code, steps, left)
"""


@linux
def test_a_real_x11_window(clip: Path) -> None:
    server = shutil.which("xvfb-run")
    if server is None:
        pytest.skip("xvfb-run is not installed: no window was tried on a real X server")
    process = subprocess.Popen(
        [server, "-a", "-s", "-screen 0 1400x900x24", *_PYTHON, "-c", _DRIVER, str(clip)],
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, errors = process.communicate(timeout=PATIENCE)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)  # xvfb-run alone would leave its server behind
        process.communicate()
        raise
    assert process.returncode == 0, errors
    assert out.strip() == "130 ['covered', 'shielded', 'covered again'] []", errors
