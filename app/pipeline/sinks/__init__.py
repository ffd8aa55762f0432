"""Where frames go. To add a sink: a class like `base.Sink`, and a line in `_KINDS`."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable
from pathlib import Path

from app.errors import UsageError
from app.pipeline.sinks.base import OutputFormat, Sink, SinkStatus, status_of
from app.pipeline.sinks.delayed import DelayedSink
from app.pipeline.sinks.file import FileSink
from app.pipeline.sinks.movie import CONTAINERS
from app.pipeline.sinks.null import NullSink
from app.pipeline.sinks.page import PORT, PageSink
from app.pipeline.sinks.recording import RecordingSink
from app.pipeline.sinks.rtmp import RtmpRoute
from app.pipeline.sinks.srt import SrtRoute
from app.pipeline.sinks.stream import StreamSink
from app.pipeline.sinks.switched import SwitchedSink
from app.pipeline.sinks.udp import UdpRoute
from app.pipeline.sinks.virtual_camera import VirtualCameraSink

__all__ = [
    "DelayedSink",
    "FileSink",
    "NullSink",
    "OutputFormat",
    "PageSink",
    "RecordingSink",
    "Sink",
    "SinkStatus",
    "StreamSink",
    "SwitchedSink",
    "VirtualCameraSink",
    "is_live",
    "keeps_file",
    "make_sink",
    "status_of",
]

_NOT_LIVE = ("null", "window")


def make_sink(spec: str) -> Sink:
    """Makes what the command line calls SINK. Nothing is opened or written yet.

    Args:
        spec: ``virtual-camera``, ``virtual-camera:DEVICE``, ``record:FILE``, ``record:FOLDER``,
            ``udp://HOST:PORT``, ``rtmp://HOST/APP/KEY``, ``srt://HOST:PORT``, ``http``,
            ``http:PORT``, ``null``, or the path of a video file to write. ``window`` is not made
            here: it belongs to the user interface.

    Raises:
        UsageError: It is none of these. Repeats no key.
    """
    kind, _, rest = spec.partition(":")
    maker = _KINDS.get(kind)
    if maker is not None:
        return maker(rest)
    if "://" not in spec and Path(spec).suffix.lower() in CONTAINERS:
        return FileSink(Path(spec))
    near = difflib.get_close_matches(kind, _KINDS, 1)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    shown = spec.partition("//")[0] + ("//" if "//" in spec else "")  # a key may follow
    raise UsageError(
        f"'{shown}' is not an output: give {', '.join(_KINDS)}, or a file that ends in "
        f"{', '.join(CONTAINERS)}{hint}"
    )


def is_live(spec: str) -> bool:
    """Whether SINK shows a file at its own pace, as it would a camera."""
    kind = spec.partition(":")[0]
    return kind in _KINDS and kind not in _NOT_LIVE


def keeps_file(sink: Sink) -> bool:
    """Whether a video file is left in the end, in which nobody wants a clip again and again."""
    return isinstance(sink, FileSink | RecordingSink)


def _null(rest: str) -> Sink:
    if rest:
        raise UsageError(f"'null' takes no name, but got '{rest}'")
    return NullSink()


def _virtual_camera(device: str) -> Sink:
    return VirtualCameraSink(device or None)


def _window(_rest: str) -> Sink:
    raise UsageError("'window' needs the app's window: leave --headless out")


def _record(path: str) -> Sink:
    if not path:
        raise UsageError("'record' needs a file or a folder: give record:PATH")
    # The shell leaves a ~ alone that does not begin a word.
    return RecordingSink(Path(path).expanduser(), folder=path.endswith(("/", os.sep)))


def _page(port: str) -> Sink:
    if port and not port.isdecimal():
        raise UsageError(f"'http:{port}' names no port: give http, or http:{PORT}")
    return PageSink(int(port) if port else PORT)


_KINDS: dict[str, Callable[[str], Sink]] = {
    "window": _window,
    "virtual-camera": _virtual_camera,
    "record": _record,
    "udp": lambda rest: StreamSink(UdpRoute(f"udp:{rest}")),
    "rtmp": lambda rest: StreamSink(RtmpRoute(f"rtmp:{rest}")),
    "rtmps": lambda rest: StreamSink(RtmpRoute(f"rtmps:{rest}")),
    "srt": lambda rest: StreamSink(SrtRoute(f"srt:{rest}")),
    "http": _page,
    "null": _null,
}
