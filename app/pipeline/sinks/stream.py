"""Live pictures to another program or computer, as H.264."""

from __future__ import annotations

import logging
import math
import threading
import time
from fractions import Fraction
from typing import cast

import av
from av.video.reformatter import ColorRange
from av.video.stream import VideoStream

from app.disclosure import container_tags
from app.errors import Kind, SinkError
from app.frame import SafeFrame
from app.pipeline.channel import Channel
from app.pipeline.sinks.base import OutputFormat, SinkStatus
from app.pipeline.sinks.encoders import Encoder, configure
from app.pipeline.sinks.movie import ColourTags
from app.pipeline.sinks.picture import PictureMaker, even
from app.pipeline.sinks.route import Pipe, RefusedError, Route
from app.pipeline.sinks.srt import SrtRoute
from app.pipeline.sinks.stream_time import StreamTime

_log = logging.getLogger(__name__)

_BITS_PER_PIXEL = 0.1
"""2.8 Mbit/s at 1280x720 and 30 frames per second."""
_KEY_FRAMES_S = 1.0
"""Seconds that someone who joins waits for a picture."""
_TIME_BASE = Fraction(1, 1000)
_PATIENCE_S = 10.0
"""Seconds for the first connection; who was there once, or has to call us, is waited for as long as
it takes."""
_RETRY_S = 1.0
"""Seconds from one try to the next."""
_AGAIN_S = 0.05
"""The same where the peer calls us."""
_END_S = 3.0
"""Seconds for the last frame and the good-byes in `close`; then the connection is cut."""
_CUT_S = 1.0
_OPTIONS = {
    "mpegts": {"flush_packets": "1"},
    "flv": {"flush_packets": "1", "flvflags": "no_duration_filesize"},
}


class StreamSink:
    """Sends frames along a `Route`, from a thread of its own.

    `write` never waits: while the peer is slow the newest frame wins, and while it is away none is
    kept. When it is back, the stream begins anew with a key frame.
    """

    def __init__(self, route: Route) -> None:
        self._route = route
        self._frames: Channel[SafeFrame] = Channel(1, drop_oldest=True)
        self._thread: threading.Thread | None = None
        self._ending = threading.Event()
        self._pipe: Pipe | None = None
        self._format: OutputFormat | None = None
        self._failed: SinkError | None = None
        self._trouble = ""
        self._sent = self._bytes = self._missed = 0

    @property
    def name(self) -> str:
        return self._route.name

    def status(self) -> SinkStatus:
        """See `Telling.status`."""
        pipe = self._pipe
        return SinkStatus(
            address=self.name,
            connected=pipe is not None and not pipe.closed and pipe.connected,
            frames=self._sent,
            dropped=self._frames.dropped + self._missed,
            bytes=self._bytes,
            trouble=self._trouble,
        )

    def open(self, fmt: OutputFormat) -> None:
        """See `Sink.open`. Does not wait for the peer.

        Raises:
            SinkError: This computer cannot send that way; says what to install.
        """
        self._route.check()
        self._format = fmt
        self._thread = threading.Thread(target=self._run, name="understudy-stream", daemon=True)
        self._thread.start()

    def write(self, frame: SafeFrame) -> None:
        """See `Sink.write`.

        Raises:
            SinkError: The peer refuses the stream, or was never there.
        """
        if self._failed is not None:
            raise self._failed
        if self._thread is None:
            raise SinkError(f"{self.name} is not open")
        self._frames.put(frame)

    def close(self) -> None:
        """See `Sink.close`. Takes a few seconds at most, also with a peer that hangs."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._ending.set()
        self._frames.close(discard=True)
        thread.join(_END_S)
        pipe = self._pipe
        if thread.is_alive() and pipe is not None:
            pipe.abort()
            thread.join(_CUT_S)
        if thread.is_alive():
            _log.warning("%s: the last connection still hangs; nothing more is sent", self.name)

    # -- the thread ---------------------------------------------------------------------------

    def _run(self) -> None:
        called = isinstance(self._route, SrtRoute) and self._route.listens
        deadline = math.inf if called else time.monotonic() + _PATIENCE_S
        reached = False
        while not self._ending.is_set() and self._failed is None:
            session: _Session | None = None
            try:
                session = self._connect()
                while (frame := self._next()) is not None:
                    session.write(frame)
                    self._sent, self._bytes = self._sent + 1, self._bytes + session.take_bytes()
                    if session.pipe.connected:
                        reached, self._trouble = True, ""
                    elif not reached and time.monotonic() > deadline:
                        raise ConnectionError("nobody takes it")
            except RefusedError as error:
                self._note(f"{self.name} refuses the stream: {error}")
                if not reached:
                    self._failed = SinkError(f"{self._trouble}; look at the key")
            except (OSError, av.FFmpegError, ValueError) as error:
                self._note(f"{self.name} cannot be reached: {_reason(error)}")
                if not reached and time.monotonic() > deadline:
                    self._failed = SinkError(
                        f"{self._trouble}; start what is to receive it first, and look at "
                        f"{self._route.look_at}"
                    )
            except Exception as error:
                _log.error("%s: %s", self.name, type(error).__name__)  # its text may tell a key
                self._failed = SinkError(f"{self.name} failed", kind=Kind.DEFECT)
            finally:
                self._end(session)
            # Who calls us finds nobody meanwhile.
            self._ending.wait(_AGAIN_S if called else _RETRY_S)

    def _next(self) -> SafeFrame | None:
        """The next frame; None when there will be none."""
        while not self._ending.is_set():
            frame = self._frames.take(timeout=0.5)
            if frame is not None:
                return frame
        return None

    def _connect(self) -> _Session:
        assert self._format is not None
        self._pipe = pipe = self._route.pipe()
        pipe.open()
        # What waited meanwhile is old: the panic key may have gone down since.
        while self._frames.take(timeout=0) is not None:
            self._missed += 1
        return _Session(pipe, self._route.container, self._format)

    def _end(self, session: _Session | None) -> None:
        try:
            if session is not None:
                session.close()
        except Exception as error:  # the connection is given up in any case
            _log.debug("%s: no good-bye (%s)", self.name, type(error).__name__)
        finally:
            if self._pipe is not None:
                self._pipe.close()

    def _note(self, trouble: str) -> None:
        if trouble != self._trouble:
            _log.warning("%s", trouble)
        self._trouble = trouble


class _Session:
    """One connection's encoder and muxer."""

    def __init__(self, pipe: Pipe, container: str, fmt: OutputFormat) -> None:
        self.pipe = pipe
        self._counted = _Counted(pipe)
        self._time = StreamTime()
        self._last = -1
        width, height = fmt.width + fmt.width % 2, fmt.height + fmt.height % 2
        colours = ColourTags.usual(width, height)
        self._maker = PictureMaker(width, height, colours.matrix, semi_planar=False)
        self._output = av.open(
            self._counted, "w", format=container, container_options=_OPTIONS[container]
        )
        self._output.metadata.update(container_tags(container))
        rate = Fraction(fmt.fps).limit_denominator(1001)
        bits = round(_BITS_PER_PIXEL * width * height * max(1, fmt.fps))
        encoder = Encoder(
            "libx264",
            {
                "preset": "veryfast",
                "tune": "zerolatency",
                "b": str(bits),
                "maxrate": str(bits),
                "bufsize": str(bits // 2),
            },
        )
        self._stream = cast(
            VideoStream, self._output.add_stream(encoder.codec, rate, width=width, height=height)
        )
        self._stream.time_base = _TIME_BASE
        context = self._stream.codec_context
        context.time_base = _TIME_BASE
        context.pix_fmt = self._maker.pix_fmt
        configure(context, encoder, fmt.fps, key_frames_s=_KEY_FRAMES_S)
        context.color_range = ColorRange.MPEG
        context.colorspace = colours.space
        context.color_primaries = colours.primaries
        context.color_trc = colours.transfer
        self._output.start_encoding()

    def write(self, frame: SafeFrame) -> None:
        """Encodes and sends a frame.

        Raises:
            OSError, av.FFmpegError: The peer is gone.
        """
        picture = self._maker.make(even(frame.image))
        self._last = max(self._last + 1, round(self._time.seconds(frame) / _TIME_BASE))
        picture.pts, picture.time_base = self._last, _TIME_BASE
        self._output.mux(self._stream.encode(picture))
        self.pipe.flush()

    def take_bytes(self) -> int:
        """How many were sent since the last call."""
        count, self._counted.bytes = self._counted.bytes, 0
        return count

    def close(self) -> None:
        if not self.pipe.closed:
            self._output.mux(self._stream.encode(None))
        self._output.close()


class _Counted:
    """A pipe as libav's writers see it, which stay away from it after its first failure."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe
        self.bytes = 0

    @property
    def closed(self) -> bool:
        return self._pipe.closed

    def write(self, data: bytes) -> int:
        try:
            self._pipe.write(data)
        except BaseException:
            self._pipe.closed = True
            raise
        self.bytes += len(data)
        return len(data)


def _reason(error: Exception) -> str:
    """Why, without the address, which libav and sockets like to repeat."""
    if isinstance(error, TimeoutError | BrokenPipeError):
        return "no answer"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return "the connection broke" if isinstance(error, av.FFmpegError) else str(error)
