"""Where frames go. To add a sink: a class like `base.Sink`, and a line in `_KINDS`."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

from app.errors import UsageError
from app.pipeline.sinks.base import OutputFormat, Sink
from app.pipeline.sinks.file import FileSink
from app.pipeline.sinks.movie import CONTAINERS
from app.pipeline.sinks.null import NullSink
from app.pipeline.sinks.virtual_camera import VirtualCameraSink

__all__ = ["FileSink", "NullSink", "OutputFormat", "Sink", "VirtualCameraSink", "make_sink"]


def make_sink(spec: str) -> Sink:
    """Makes what the command line calls SINK. Nothing is opened or written yet.

    Args:
        spec: ``virtual-camera``, ``virtual-camera:DEVICE``, ``null``, or the path of a video file
            to write. ``window`` is not made here: it belongs to the user interface.

    Raises:
        UsageError: It is none of these.
    """
    kind, _, rest = spec.partition(":")
    maker = _KINDS.get(kind)
    if maker is not None:
        return maker(rest)
    if Path(spec).suffix.lower() in CONTAINERS:
        return FileSink(Path(spec))
    near = difflib.get_close_matches(kind, _KINDS, 1)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    raise UsageError(
        f"'{spec}' is not an output: give {', '.join(_KINDS)}, or a file that ends in "
        f"{', '.join(CONTAINERS)}{hint}"
    )


def _null(rest: str) -> Sink:
    if rest:
        raise UsageError(f"'null' takes no name, but got '{rest}'")
    return NullSink()


def _virtual_camera(device: str) -> Sink:
    return VirtualCameraSink(device or None)


def _window(_rest: str) -> Sink:
    raise UsageError("'window' needs the app's window: leave --headless out")


_KINDS: dict[str, Callable[[str], Sink]] = {
    "window": _window,
    "virtual-camera": _virtual_camera,
    "null": _null,
}
