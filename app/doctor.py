"""`understudy doctor`: is this installation whole, and what is missing on this machine?"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

from app import __version__
from app.errors import UnderstudyError

CV2_WHEELS = (
    "opencv-python",
    "opencv-python-headless",
    "opencv-contrib-python",
    "opencv-contrib-python-headless",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. `needed` findings that are not `ok` make `doctor` exit with 1.
    `steps` say what to do, one after another; they are printed below it."""

    what: str
    ok: bool
    text: str
    needed: bool = True
    error: UnderstudyError | None = None
    """What stands in the way, for whoever tells it in words of their own."""
    steps: tuple[str, ...] = ()


def doctor(*, check_camera: bool = False) -> int:
    """Prints every finding; returns 1 when something that is needed is missing.

    Args:
        check_camera: Send the card to the virtual camera for some seconds and read it back.
    """
    print(f"understudy {__version__}, Python {platform.python_version()}, {platform.platform()}")
    checks: tuple[Callable[[], Finding], ...] = (
        _models,
        _templates,
        _opencv,
        _cameras,
        _virtual_camera_read_back if check_camera else virtual_camera,
        srt,
        _display,
        _recognisers,
        _downloads,
        _settings,
    )
    findings = [check() for check in checks]
    for finding in findings:
        mark = "ok     " if finding.ok else ("MISSING" if finding.needed else "none   ")
        print(f"{mark} {finding.what}: {finding.text}")
        for number, step in enumerate(finding.steps, 1):
            print(f"          {number}. {step}")
    return 0 if all(finding.ok or not finding.needed for finding in findings) else 1


def _models() -> Finding:
    from app.pipeline.track.tracker import Tracker

    try:
        Tracker().close()
    except UnderstudyError as error:
        return Finding("models", False, str(error))
    return Finding("models", True, "the tracker's networks are whole and run")


def _templates() -> Finding:
    from app.templates.library import TemplateLibrary

    try:
        library = TemplateLibrary()
        for item in library.list():
            library.load(item.id)
    except UnderstudyError as error:
        return Finding("templates", False, str(error))
    if library.problems:
        return Finding("templates", False, library.problems[0])
    return Finding("templates", True, f"{len(library.list())} verified")


def _opencv() -> Finding:
    owners = []
    for name in CV2_WHEELS:
        try:
            owners.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    if len(owners) == 1:
        return Finding("OpenCV", True, owners[0])
    return Finding(
        "OpenCV",
        False,
        f"{' and '.join(owners) or 'no package'} own the module cv2; uninstall all of them and "
        "install opencv-python-headless",
    )


def _cameras() -> Finding:
    from app.pipeline.sources.camera import list_cameras

    try:
        names = [camera.name for camera in list_cameras()]
    except UnderstudyError as error:
        return Finding("cameras", False, str(error), needed=False)
    if names:
        return Finding("cameras", True, ", ".join(names))
    return Finding("cameras", False, "none found; plug one in, or allow access to it", needed=False)


def virtual_camera() -> Finding:
    """Opens and closes it, which takes a moment."""
    from app.pipeline.sinks.base import OutputFormat
    from app.pipeline.sinks.virtual_camera import VirtualCameraSink
    from app.pipeline.sinks.virtual_camera_setup import steps

    sink = VirtualCameraSink(None)
    try:
        sink.open(OutputFormat(1280, 720, 30.0, live=True))
        name = sink.name
    except UnderstudyError as error:
        text = str(error)
        return Finding("virtual camera", False, text, needed=False, error=error, steps=steps())
    finally:
        sink.close()
    return Finding("virtual camera", True, name)


def _virtual_camera_read_back() -> Finding:
    from app.camera_check import check_camera

    return check_camera()


def srt() -> Finding:
    """Whether an ffmpeg on the PATH can send SRT."""
    from app.pipeline.sinks.srt import ffmpeg_with_srt

    try:
        program = ffmpeg_with_srt()
    except UnderstudyError as error:
        return Finding("SRT", False, str(error), needed=False, error=error)
    return Finding("SRT", True, program)


def _display() -> Finding:
    if sys.platform.startswith("linux"):
        import os

        if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
            return Finding("display", False, "none; 'understudy run' works without", needed=False)
    return Finding("display", True, "there is one")


def _recognisers() -> Finding:
    """What the window's anonymity meter and `understudy evaluate` ask."""
    from app.evaluation.meter import open_present

    try:
        names = [recogniser.name for recogniser in open_present()]
    except UnderstudyError as error:
        return Finding("anonymity meter", False, str(error), needed=False)
    return Finding("anonymity meter", True, " and ".join(names))


def _downloads() -> Finding:
    """Weights that the user got. Reads files only where they changed since they were last read."""
    from app.models.store import ModelStore

    try:
        store = ModelStore()
        names = [model.name for model in store.registry if store.is_there(model)]
    except UnderstudyError as error:
        return Finding("downloaded models", False, str(error))
    text = f"{', '.join(names) or 'none'}; in {store.home}"
    return Finding("downloaded models", bool(names), text, needed=False)


def _settings() -> Finding:
    """Looks only: what is damaged is put aside by the window, not by a question."""
    from app.settings import SettingsFile

    path = SettingsFile().path
    return Finding("settings", True, str(path) if path.is_file() else f"none yet; then in {path}")
