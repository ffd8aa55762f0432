"""Where the covered picture goes beside the window: each output switched by itself, live."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, Signal

from app.errors import Kind, SinkError, UnderstudyError
from app.pipeline.sinks import DelayedSink, PageSink, Sink, SinkStatus, SwitchedSink, make_sink
from app.settings import Settings


class Output(StrEnum):
    """What there is to switch. The values stand in the settings' file."""

    CAMERA = "camera"
    """The virtual camera."""
    RECORDING = "recording"
    STREAM = "stream"
    PAGE = "page"
    """A page on this computer, for OBS."""


VIRTUAL_CAMERA = "virtual-camera"
STREAMS = ("rtmp://", "rtmps://", "srt://", "udp://")
"""How a stream's address begins."""
_ONCE = (Output.RECORDING, Output.STREAM)


def remembered_specs(settings: Settings) -> dict[Output, str]:
    """SINK of each output that the settings know how to make."""
    specs = {
        Output.CAMERA: VIRTUAL_CAMERA,
        Output.RECORDING: f"record:{recordings_folder(settings)}",
        Output.STREAM: settings.stream if settings.stream.startswith(STREAMS) else "",
    }
    return {output: spec for output, spec in specs.items() if spec}


def remembered_outputs(settings: Settings) -> tuple[Output, ...]:
    """Those that open with a session. A recording and a stream never begin unasked: each time they
    are a decision."""
    lasting = {Output.PAGE} & {Output(name) for name in settings.outputs if name in set(Output)}
    return ((Output.CAMERA,) if settings.virtual_camera_on else ()) + tuple(lasting)


def recordings_folder(settings: Settings) -> Path:
    """Where recordings go."""
    return settings.recordings or Path(platformdirs.user_videos_dir()) / "Understudy"


class Outputs(QObject):
    """Which outputs are wanted, how each is made, and what has become of it. Of the window's
    thread; the sinks themselves live on the engine's.

    Signals:
        changed: Of an `Output`: `on`, `place` or `status` is another.
        failed: An `UnderstudyError`: an output has switched itself off.

    Args:
        specs: SINK of the command line, for those that can be made already.
        on: What opens with the first session.
        make: SINK → a sink that is not yet open.
        shielded: Whether the panic key is down; asked from the engine's threads.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        specs: dict[Output, str],
        on: Iterable[Output] = (),
        make: Callable[[str], Sink] = make_sink,
        shielded: Callable[[], bool] = lambda: False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._shielded = shielded
        self._delayed: dict[Output, DelayedSink] = {}
        """Filled on the sinks' threads."""
        self._delay = 0.0
        self._specs = dict(specs)
        self._wanted = set(on)
        self._sinks: dict[Output, SwitchedSink] = {}
        self._told: dict[Output, tuple[str | None, SinkStatus]] = {}
        self.page_token: str | None = None
        """Part of the page's address; None makes a new one each time."""

    def on(self, output: Output) -> bool:
        """Whether it is, or with the next session will be, open."""
        return output in self._wanted

    @property
    def wanted(self) -> tuple[Output, ...]:
        """Those that are on."""
        return tuple(output for output in Output if output in self._wanted)

    def place(self, output: Output) -> str | None:
        """Where its frames go now: the device, the file, the address; None while it is not open."""
        return self._told.get(output, (None, SinkStatus()))[0]

    def status(self, output: Output) -> SinkStatus:
        """What it tells of itself; what it told last, where it has ended with this session."""
        return self._told.get(output, (None, SinkStatus()))[1]

    def set_spec(self, output: Output, spec: str) -> None:
        """How it is made from the next time that it opens; an open one opens anew."""
        if spec == self._specs.get(output):
            return
        self._specs[output] = spec
        sink = self._sinks.get(output)
        if sink is not None and output in self._wanted:
            sink.reopen()

    def set_delay(self, seconds: float) -> None:
        """How late live outputs are from now on, 0 to `app.settings.MAX_DELAY`; those that are open
        open anew."""
        if seconds == self._delay:
            return
        self._delay = seconds
        for output, sink in self._sinks.items():
            if output is not Output.RECORDING and output in self._wanted:
                sink.reopen()

    def switch(self, output: Output, on: bool) -> None:
        """Now, and for sessions to come."""
        if on == (output in self._wanted):
            return
        if on:
            self._wanted.add(output)
        else:
            self._wanted.discard(output)
        sink = self._sinks.get(output)
        if sink is not None:
            sink.switch(on)
        self.changed.emit(output)

    def open(self) -> list[Sink]:
        """Sinks for an engine that is about to start, one per output, on or off."""
        self._sinks = {
            output: SwitchedSink(
                output.value,
                self._maker(output),
                on=output in self._wanted,
                paced=output is Output.CAMERA,
            )
            for output in Output
        }
        return list(self._sinks.values())

    def poll(self) -> None:
        """Looks what has become of them."""
        for output, sink in self._sinks.items():
            error = sink.take_error()
            if error is not None:
                self._wanted.discard(output)
            self._note(output, sink.device, sink.status(), error)

    def late(self, sink: Sink) -> Sink:
        """A sink beside these outputs, as late as they are."""
        return DelayedSink(sink, self._delay, self._shielded) if self._delay else sink

    def drop_waiting(self) -> None:
        """What is late on purpose was finished as nobody wants it any more, and does not leave."""
        for sink in list(self._delayed.values()):
            sink.drop_waiting()

    def close(self, *, again: bool = False) -> None:
        """The engine has ended, and its sinks with it.

        Args:
            again: It starts over by itself. Otherwise recording and stream are off: whoever starts
                once more, another day, decides anew.
        """
        for output, sink in self._sinks.items():
            error = sink.take_error()
            if error is not None or (not again and output in _ONCE):
                self._wanted.discard(output)
            self._note(output, None, sink.status(), error, always=True)
        self._sinks = {}
        self._delayed.clear()

    def _note(
        self,
        output: Output,
        place: str | None,
        status: SinkStatus,
        error: UnderstudyError | None,
        *,
        always: bool = False,
    ) -> None:
        if error is not None:
            self.failed.emit(error)
        # Counters that rise are no news; what is shown of them is asked for.
        quiet = replace(status, frames=0, dropped=0, bytes=0)
        if (place, quiet) == self._told.get(output) and error is None and not always:
            return
        trouble = status.trouble and not self.status(output).trouble
        if trouble and output is Output.CAMERA:  # a stream says so beside its switch
            kind = Kind.VIRTUAL_CAMERA_GONE
            self.failed.emit(SinkError(status.trouble, kind=kind, what=place or ""))
        self._told[output] = place, quiet
        self.changed.emit(output)

    def _maker(self, output: Output) -> Callable[[], Sink]:
        def make() -> Sink:
            if output is Output.PAGE:
                sink: Sink = PageSink(token=self.page_token, any_port=True)
            else:
                spec = self._specs.get(output)
                if not spec:
                    raise SinkError(f"the {output.value} has no address yet: give one")
                sink = self._make(spec)
            # A recording has no sound to match.
            if not self._delay or output is Output.RECORDING:
                return sink
            self._delayed[output] = delayed = DelayedSink(sink, self._delay, self._shielded)
            return delayed

        return make
