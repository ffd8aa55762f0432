"""The engine: threads around the stages, and nothing else.

Each stage has a thread and hands on through a `Channel`:

    capture ─► track ─► render (swap, paste back, guard) ─► one per sink (finish, write)

Live, a channel holds one frame and the newest wins; from a file, nothing is dropped. A stage that
fails costs its frame a shield, never the stream.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Protocol

from app.errors import Kind, SourceError, UnderstudyError
from app.frame import Face, Frame, Patch, SafeFrame
from app.pipeline.channel import Channel
from app.pipeline.complaints import Complaints
from app.pipeline.composite.paste import Compositor
from app.pipeline.finish.finisher import Finisher
from app.pipeline.finish.options import FinishOptions
from app.pipeline.guard.guard import PANIC, Guard, GuardOptions
from app.pipeline.outlet import FILE_AHEAD, Outlet
from app.pipeline.raw_view import RawView
from app.pipeline.sinks.base import OutputFormat, Sink
from app.pipeline.sources.base import Source, SourceInfo
from app.pipeline.stats import Stats
from app.pipeline.swap.base import ManySwapper, Swapper
from app.pipeline.swap.options import SwapOptions
from app.pipeline.track.tracker import Scouted, Tracker
from app.pipeline.upscale.base import Upscaler
from app.process import in_good_time, tidy
from app.templates.template import Template

log = logging.getLogger(__name__)

TIDY = 30.0
"""Seconds between two times at which a live session gives the system what was freed: pictures of
many threads leave holes in the C library's heaps, which grew by a megabyte every few seconds and
shrink again by this. It takes 2 to 20 ms of a thread of its own; one of them all others wait."""
STUCK = 30.0
"""Seconds without a frame after which work on a file is given up."""


class Onlooker(Protocol):
    """Sees each frame beside what left for it, once that is on its way; changes neither."""

    def offer(self, frame: Frame, safe: SafeFrame, template_id: str) -> None:
        """Must return at once: it is called between two frames."""
        ...


@dataclass(slots=True)
class _Scout:
    """A frame on its way to the tracker, with the detector already at work on it."""

    frame: Frame
    scouted: Future[Scouted] | None


@dataclass(slots=True)
class _Tracked:
    """A frame on its way to the swapper; `doubt` says why it can only be shielded."""

    frame: Frame
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """
    Attributes:
        max_frames: Stop after so many frames of the source; None: at its end.
        keep_records: Keep one record per frame for the report.
        guard: See `GuardOptions`.
        finish: See `FinishOptions`.
    """

    max_frames: int | None = None
    keep_records: bool = False
    guard: GuardOptions = field(default_factory=GuardOptions)
    finish: FinishOptions = field(default_factory=FinishOptions)


class Engine:
    """Runs source, tracker, swapper, compositor, guard and sinks. Owns and closes all of them.

    Args:
        source: Open.
        tracker, swapper, template: See there. `template` may be exchanged while running.
        sinks: Not yet open.
        raw_view: What the window's compare view asks; None where there is none.
        onlooker: The anonymity meter; None where there is none.
        upscaler: Makes what leaves larger; None: it keeps its size.

    Raises:
        UsageError: The upscaler's pictures would be too large.
        SourceError, ModelError: What `EngineOptions.finish` needs cannot be had.
    """

    def __init__(
        self,
        source: Source,
        tracker: Tracker,
        swapper: Swapper,
        template: Template,
        sinks: Sequence[Sink],
        options: EngineOptions | None = None,
        compositor: Compositor | None = None,
        raw_view: RawView | None = None,
        onlooker: Onlooker | None = None,
        upscaler: Upscaler | None = None,
    ) -> None:
        self.options = options or EngineOptions()
        self.template = template
        self.stats = Stats(keep_records=self.options.keep_records)
        info = source.info
        self.guard = Guard(info.width, info.height, self.options.guard)
        self._beat = time.monotonic()
        finish = self.options.finish
        self._finisher = Finisher(
            info.width, info.height, self.guard.card, finish, upscaler, self._alive
        )
        self._source = source
        self._tracker = tracker
        self._swapper = swapper
        self._compositor = compositor or Compositor()
        self._raw_view = raw_view
        if raw_view is not None:
            raw_view.framed = self._finisher.framed
        self._onlooker = onlooker
        self._live = info.live
        self._period = 1.0 / max(1.0, info.fps)
        capacity = 1 if self._live else FILE_AHEAD
        self._scouts: Channel[_Scout] = Channel(capacity, drop_oldest=self._live)
        self._tracks: Channel[_Tracked] = Channel(capacity, drop_oldest=self._live)
        self._complain = Complaints(log)
        shared = self.guard, self._finisher, self.stats, self._complain
        self._outlets = [Outlet(sink, self._live, self._period, *shared) for sink in sinks]
        self._threads: list[threading.Thread] = []
        self._tidier: threading.Thread | None = None
        self._exchanging = threading.Lock()
        self._retired: list[tuple[Swapper, Callable[[], None] | None]] = []
        """Engines that draw no more, until the thread that draws lets go of them; and whom to tell
        then."""
        self._trouble = ""
        self._closed = False
        self._stopping = threading.Event()
        self._error: UnderstudyError | None = None
        self._known_tracks: set[int] = set()

    # -- life --------------------------------------------------------------------------------

    @property
    def format(self) -> OutputFormat:
        """What the sinks get."""
        info, (width, height) = self._source.info, self._finisher.size
        # A file keeps its frames and their times.
        fps = (self._finisher.options.fps if info.live else None) or info.fps
        return OutputFormat(width, height, fps, info.live, info.media)

    @property
    def source_info(self) -> SourceInfo:
        return self._source.info

    @property
    def drawn_by(self) -> tuple[str, str]:
        """Name of the engine that draws faces, and what it really runs on."""
        return self._swapper.name, self._swapper.provider

    def failed_sinks(self) -> list[str]:
        """Names of the sinks that could not be written to the end."""
        return [o.sink.name for o in self._outlets if o.error is not None]

    def overtaken(self) -> dict[str, int]:
        """By sink: frames that were ready, and left for it too late. Live only."""
        return {outlet.sink.name: outlet.overtaken for outlet in self._outlets}

    @property
    def error(self) -> UnderstudyError | None:
        """What ended the run early, or spoilt an output; None when all went well."""
        if self._error is not None:
            return self._error
        return next((o.error for o in self._outlets if o.error is not None), None)

    @property
    def running(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    @property
    def swapper(self) -> Swapper:
        """What draws faces."""
        return self._swapper

    @property
    def trouble(self) -> str:
        """Why the last frame with faces has one that was not drawn, in a line; empty where all
        were."""
        return self._trouble

    def exchange(
        self,
        swapper: Swapper,
        ready_for: Template | None = None,
        released: Callable[[], None] | None = None,
    ) -> bool:
        """Has another engine draw from the next frame on. From any thread. It belongs to this
        engine then, and the old one is closed when it is idle.

        Args:
            swapper: The other one.
            ready_for: The template that it is prepared for; None: whatever is on.
            released: Called once the old one is closed, on whatever thread.

        Returns:
            False where another template is on by now: nothing is exchanged.
        """
        with self._exchanging:
            if ready_for is not None and ready_for is not self.template:
                return False
            swapper.options = self._swapper.options
            old, self._swapper = self._swapper, swapper
            self._trouble = ""
            self._retired.append((old, released))
            ended = self._closed
            if ended:  # nobody will draw with it any more
                self._retired.append((swapper, None))
        if ended:
            self._close_retired()
        return True

    def prepare(self, template: Template) -> Swapper:
        """Gets a template ready to be put on, while frames go on with the old one. From any
        thread; otherwise the first frame with it takes that time.

        Returns:
            What is ready for it now; for `put_on`.
        """
        swapper = self._swapper
        swapper.prepare(template)
        return swapper

    def put_on(self, template: Template, ready: Swapper) -> bool:
        """Wears a template from the next frame on. From any thread.

        Args:
            template: The template.
            ready: What `prepare` returned for it.

        Returns:
            False where another swapper draws by now, which is not ready: nothing is changed.
        """
        with self._exchanging:
            if ready is not self._swapper:
                return False
            self.template = template
            return True

    @property
    def swap_options(self) -> SwapOptions:
        """How faces are drawn. Exchanged from any thread; the next frame is drawn with it."""
        return self._swapper.options

    @swap_options.setter
    def swap_options(self, options: SwapOptions) -> None:
        self._swapper.options = options

    @property
    def finish_options(self) -> FinishOptions:
        """Background, fit and badge; see `Finisher.options`. Exchanged from any thread, though it
        may take a moment; size and rate stay as they were at the start.

        Raises:
            SourceError, ModelError: What they need cannot be had.
        """
        return self._finisher.options

    @finish_options.setter
    def finish_options(self, options: FinishOptions) -> None:
        self._finisher.options = options

    def start(self) -> None:
        """Opens the sinks and starts the threads.

        Raises:
            SinkError: A sink cannot be had. Everything is closed again.
        """
        try:
            for outlet in self._outlets:
                outlet.open(self.format)
        except BaseException:
            self._close_all()
            raise
        self._beat = time.monotonic()
        self._spawn("capture", self._capture)
        self._spawn("track", self._track)
        self._spawn("render", self._render)
        for number, outlet in enumerate(self._outlets):
            self._threads.append(outlet.start(f"understudy-sink-{number}", self._on_lost))
        if self._live:
            self._tidier = threading.Thread(
                target=self._tidy, name="understudy-memory", daemon=True
            )
            self._tidier.start()

    def wait(self, timeout: float | None = None) -> bool:
        """Waits until the source has ended and everything is written; False if `timeout` seconds
        pass first. Gives up on a file when nothing has moved for `STUCK` seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        for thread in self._threads:
            while thread.is_alive():
                thread.join(0.1)
                if deadline is not None and time.monotonic() > deadline:
                    return False
                if not self._live and time.monotonic() - self._beat > STUCK:
                    self._fail(SourceError("the work is stuck: no frame moved for half a minute"))
                    self.stop()
                    return True
        self._close_all()
        return True

    def stop(self, timeout: float = 5.0) -> None:
        """Ends the run: what is written so far is finished, every device given back. A thread that
        hangs in foreign code is left behind after `timeout` seconds, cut off from every sink."""
        self._stopping.set()
        for channel in (self._scouts, self._tracks):
            channel.close(discard=True)
        for outlet in self._outlets:
            outlet.end()
        self._close("the source", self._source.close)
        self._close("the upscaler", self._finisher.close)  # nobody waits for it any more
        deadline = time.monotonic() + timeout
        tidier = [self._tidier] if self._tidier is not None else []
        for thread in (*self._threads, *tidier):
            if thread is not threading.current_thread():
                thread.join(max(0.0, deadline - time.monotonic()))
            if thread.is_alive():
                log.error("thread %s does not end", thread.name)
        self._close_all()

    def _alive(self) -> None:
        """A network that takes long for a picture is still at work on it."""
        self._beat = time.monotonic()

    def _spawn(self, name: str, target: Callable[..., None], *args: object) -> threading.Thread:
        thread = threading.Thread(target=target, args=args, name=f"understudy-{name}", daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread

    def _tidy(self) -> None:
        # Not one of `_threads`: a session that has ended by itself is not running for its sake.
        with in_good_time():
            while not self._stopping.wait(TIDY) and self.running:
                tidy()

    def _close_all(self) -> None:
        self._close("the source", self._source.close)
        self._close("the tracker", self._tracker.close)
        with self._exchanging:
            self._closed = True
            self._retired.append((self._swapper, None))
        self._close_retired()
        self._close("the upscaler", self._finisher.close)
        for outlet in self._outlets:
            outlet.close()

    def _close_retired(self) -> None:
        """Lets go of the engines that draw no more."""
        with self._exchanging:
            retired, self._retired = self._retired, []
        for swapper, released in retired:
            self._close("the swapper", swapper.close)
            if released is not None:
                self._close("what the swapper used", released)

    def _close(self, what: str, close: Callable[[], None]) -> None:
        """Whatever it raises, the rest is closed too."""
        try:
            close()
        except Exception as error:
            self._complain(f"closing {what} failed", error, so="the rest is closed")

    def _fail(self, error: UnderstudyError) -> None:
        self._error = self._error or error

    # -- stages ------------------------------------------------------------------------------

    def _capture(self) -> None:
        count = 0
        limit = self.options.max_frames
        try:
            while not self._stopping.is_set() and (limit is None or count < limit):
                start = time.perf_counter()
                frame = self._source.read()
                if frame is None:
                    break
                count += 1
                self._beat = time.monotonic()
                if not self._live:
                    self.stats.add("decode", frame.index, time.perf_counter() - start)
                lost = self._scouts.put(_Scout(frame, self._scout(frame)))
                if lost is not None and lost.scouted is not None:
                    lost.scouted.cancel()
        except UnderstudyError as error:
            self._fail(error)
        except Exception as error:
            log.exception("the source failed")
            self._fail(SourceError(f"{self._source.info.name} failed: {error}", kind=Kind.DEFECT))
        finally:
            self._scouts.close()

    def _scout(self, frame: Frame) -> Future[Scouted] | None:
        try:
            return self._tracker.scout(frame.image)
        except Exception as error:
            self._complain("the detector failed", error)
            return None

    def _track(self) -> None:
        try:
            for item in self._scouts:
                self._tracks.put(self._tracked(item))
                self.stats.dropped = self._scouts.dropped + self._tracks.dropped
        finally:
            self._tracks.close()

    def _tracked(self, item: _Scout) -> _Tracked:
        frame = item.frame
        if item.scouted is None:
            return _Tracked(frame, "the detector failed")
        try:
            start = time.perf_counter()
            tracked = self._tracker.update(frame, item.scouted)
            spent = time.perf_counter() - start
            self.stats.add("track", frame.index, spent - self._tracker.waited)
            self.stats.add("await detector", frame.index, self._tracker.waited)
            self.stats.add("detect", frame.index, item.scouted.result(0).seconds)
        except Exception as error:
            self._complain("the tracker failed", error)
            return _Tracked(frame, "the tracker failed")
        # Whatever came back must speak of this very frame, pixels and all.
        if (
            not isinstance(tracked, Frame)
            or tracked.image is not frame.image
            or tracked.index != frame.index
        ):
            return _Tracked(frame, "the tracker failed")
        return _Tracked(tracked)

    def _render(self) -> None:
        try:
            for item in self._tracks:
                try:
                    safe = self._rendered(item)
                except Exception as error:
                    # The guard itself: its card was drawn before the first frame came.
                    self._complain("the guard failed", error)
                    safe = self.guard.card_instead(item.frame, "the guard failed")
                self._beat = time.monotonic()
                self.stats.judged(safe)
                for outlet in self._outlets:
                    outlet.put(safe)
                self._offer(item.frame, safe)
        finally:
            for outlet in self._outlets:
                outlet.end()

    def _offer(self, frame: Frame, safe: SafeFrame) -> None:
        """Lets the onlooker have a look, once the frame is on its way."""
        if self._onlooker is None:
            return
        try:
            self._onlooker.offer(frame, safe, self.template.id)
        except Exception as error:
            self._complain("the anonymity meter failed", error, so="frames go on without it")

    def _rendered(self, item: _Tracked) -> SafeFrame:
        frame = item.frame
        if item.doubt is not None:
            return self.guard.shield(frame, item.doubt)
        if self.guard.panic:
            return self.guard.shield(frame, PANIC)
        try:
            if self._raw_view is not None:
                self._raw_view.show(frame)
            if self._retired:
                self._close_retired()  # none of them is drawing now, nor will be
            with self._exchanging:  # the one is ready for the other
                swapper, template = self._swapper, self.template
            with self.stats.stage("swap", frame.index):
                drawn = self._swapped(frame, swapper, template)
            with self.stats.stage("paste", frame.index):
                covers = self.guard.covers(frame, drawn)
                output = self._compositor.compose(frame, [*covers, *drawn])
            with self.stats.stage("guard", frame.index):
                safe = self.guard.judge(frame, output, drawn, covers)
            self._forget_lost(frame)
        except Exception as error:
            self._complain("the picture could not be put together", error)
            return self.guard.shield(frame, "the picture could not be put together")
        return safe

    def _swapped(self, frame: Frame, swapper: Swapper, template: Template) -> list[Patch]:
        """The patches of all faces. Where the swapper fails one is missing, which the guard will
        notice."""
        faces = frame.faces
        # Before they are drawn: a track that comes and goes while frames fail is forgotten too.
        self._known_tracks.update(face.track_id for face in faces)
        made: Sequence[object]
        if len(faces) > 1 and isinstance(swapper, ManySwapper):
            made = self._swapped_at_once(swapper, frame, template)
        else:
            made = [self._swapped_alone(swapper, frame, face, template) for face in faces]
        errors = [error for error in made if isinstance(error, Exception)]
        for error in errors:
            self._complain("the face could not be drawn", error)
        if faces and swapper is self._swapper:  # what it did before it was exchanged is no matter
            self._trouble = _line(errors[0]) if errors else ""
        return [patch for patch in made if isinstance(patch, Patch)]

    @staticmethod
    def _swapped_alone(swapper: Swapper, frame: Frame, face: Face, template: Template) -> object:
        try:
            return swapper.swap(frame, face, template)
        except Exception as error:
            return error

    @staticmethod
    def _swapped_at_once(
        swapper: ManySwapper, frame: Frame, template: Template
    ) -> Sequence[object]:
        try:
            return list(swapper.swap_all(frame, frame.faces, template))
        except Exception as error:
            return [error]

    def _forget_lost(self, frame: Frame) -> None:
        alive = {face.track_id for face in frame.faces}
        for track_id in self._known_tracks - alive:
            self._swapper.forget(track_id)
        self._known_tracks = alive

    def _on_lost(self, _outlet: Outlet) -> None:
        """One sink less; the run ends with the last."""
        if all(outlet.error is not None for outlet in self._outlets):
            self._stopping.set()
            for channel in (self._scouts, self._tracks):
                channel.close(discard=True)
            self._source.close()


def _line(error: Exception) -> str:
    """An error's first line, or its kind where it says nothing."""
    return (str(error).splitlines() or [type(error).__name__])[0]
