"""Where frames come from. To add a source: a class like `base.Source`, and a line in `_KINDS`."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import SourceError
from app.paths import assets_dir
from app.pipeline.sources.base import Source, SourceInfo
from app.pipeline.sources.camera import CameraMode, CameraSource
from app.pipeline.sources.file import FileSource
from app.pipeline.sources.patient import PatientSource
from app.pipeline.sources.realtime import RealTimeSource, RewindableSource
from app.pipeline.sources.stills import PICTURE_SUFFIXES, StillsSource, is_picture

__all__ = ["CameraMode", "Source", "SourceInfo", "SourceOptions", "open_source"]


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How a source is to be opened.

    Attributes:
        camera: What a camera is asked for.
        realtime: Show a file at its own pace, as a camera would; for the window and the virtual
            camera. Otherwise its frames come as fast as they are read, and none is dropped.
        loop: With `realtime`, start over at the end.
    """

    camera: CameraMode = field(default_factory=CameraMode)
    realtime: bool = False
    loop: bool = False


def open_source(spec: str, options: SourceOptions | None = None) -> Source:
    """Opens what the command line calls SRC.

    Args:
        spec: ``camera:0``, ``camera:NAME``, ``demo``, or the path of a video file, of a picture or
            of a folder of pictures.
        options: See `SourceOptions`.

    Raises:
        SourceError: It cannot be opened; one line that says why and what to do.
    """
    options = options or SourceOptions()
    kind, _, rest = spec.partition(":")
    opener = _KINDS.get(kind)
    return opener(rest, options) if opener is not None else _open_path(spec, options)


def _open_camera(which: str, options: SourceOptions) -> Source:
    source = CameraSource(which, options.camera)
    camera, unique = source.camera, source.unique

    def again() -> Source:
        return CameraSource.same(camera, unique, options.camera)

    return PatientSource(source, again)


def _open_demo(rest: str, options: SourceOptions) -> Source:
    if rest:
        return _open_path(f"demo:{rest}", options)
    clip = assets_dir() / "demo" / "demo.mp4"
    if not clip.is_file():
        raise SourceError(f"the demo clip is missing: '{clip}'; install the app anew")
    return _paced(FileSource(clip), options)


def _open_path(spec: str, options: SourceOptions) -> Source:
    path = Path(spec)
    try:
        if not spec or not path.exists():
            raise SourceError(_not_there(spec))
        if path.is_dir():
            return _paced(StillsSource(path), options)
        if path.stat().st_size == 0 and path.is_file():
            raise SourceError(f"'{spec}' is empty")
        if is_picture(path) or path.suffix.lower() in PICTURE_SUFFIXES:
            return _paced(StillsSource(path), options)
    except OSError as error:
        raise SourceError(f"'{spec}' cannot be read: {error.strerror or error}") from error
    return _paced(FileSource(path), options)


def _paced(source: RewindableSource, options: SourceOptions) -> Source:
    return RealTimeSource(source, loop=options.loop) if options.realtime else source


_KINDS: dict[str, Callable[[str, SourceOptions], Source]] = {
    "camera": _open_camera,
    "demo": _open_demo,
}


def _not_there(spec: str) -> str:
    """Why nothing could be opened, with the nearest name that could have been meant."""
    path = Path(spec)
    known = [*_KINDS]
    if path.parent.is_dir():
        known += [str(path.parent / entry.name) for entry in path.parent.iterdir()]
    elif path.parent != Path():
        return f"there is no '{spec}': the folder '{path.parent}' does not exist"
    near = difflib.get_close_matches(spec, known, 1)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    return f"there is no file or folder '{spec}'{hint}"
