"""Puts an engine together from what a person chose: the one place that knows every part."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.pipeline.engine import Engine, EngineOptions, Onlooker
from app.pipeline.raw_view import RawView
from app.pipeline.sinks import Sink
from app.pipeline.sources import CameraMode, SourceOptions, open_source
from app.pipeline.sources.base import SourceInfo
from app.pipeline.swap.base import Swapper
from app.pipeline.swap.drawing import Drawing
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.swap.options import SwapOptions
from app.pipeline.track.options import BUILT_IN
from app.pipeline.track.tracker import Tracker
from app.templates.library import TemplateLibrary
from app.templates.template import Template

if TYPE_CHECKING:
    from app.models.manager import ModelManager
    from app.pipeline.upscale.base import Upscaler


Draw = Callable[["SessionOptions", Template, float], Swapper]
"""Makes what draws faces, ready for a template; gets the seconds that a frame may take. Raises as
`ready_swapper`."""


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """What a run is made of.

    Attributes:
        source: SRC of the command line.
        template: Template id; None for the default one.
        drawing: What draws the faces.
        detector: One of `DETECTORS`.
        swap_options: How faces are drawn at first; `Engine.swap_options` changes it live.
        realtime: Show a file at its own pace, as if it were a camera.
        loop: With `realtime`, start over at the file's end.
        engine_options: See `EngineOptions`.
        camera: What a camera is asked for.
        upscale: Name of a network that makes what leaves larger (`app.pipeline.upscale.opening`);
            None for none. For files; live only where it is fast enough.
    """

    source: str = "demo"
    template: str | None = None
    drawing: Drawing = field(default_factory=Drawing)
    detector: str = BUILT_IN
    swap_options: SwapOptions = field(default_factory=SwapOptions)
    realtime: bool = False
    loop: bool = False
    engine_options: EngineOptions = field(default_factory=EngineOptions)
    camera: CameraMode = field(default_factory=CameraMode)
    upscale: str | None = None


def build_engine(
    options: SessionOptions,
    sinks: Sequence[Sink],
    library: TemplateLibrary | None = None,
    raw_view: RawView | None = None,
    onlooker: Onlooker | None = None,
    manager: ModelManager | None = None,
    notice: Callable[[str], None] | None = None,
    draw: Draw | None = None,
) -> Engine:
    """Loads, opens and connects everything; nothing runs yet.

    Args:
        options: What was chosen.
        sinks: Not yet open.
        library: Has the templates.
        raw_view, onlooker: See `Engine`.
        manager: Loads networks, as `SessionOptions.drawing` wants them; made where they are needed
            and there is none.
        notice: See `AdaptiveSwapper`.
        draw: In place of `ready_swapper`.

    Raises:
        UnderstudyError: Template, source or model cannot be had. What was opened is closed again.
    """
    library = library or TemplateLibrary()
    template = library.load(options.template or library.default)
    source = open_source(
        options.source,
        SourceOptions(camera=options.camera, realtime=options.realtime, loop=options.loop),
    )
    try:
        tracker = _tracker(options, source.info.live, manager)
        try:
            seconds = period(source.info)
            if draw is not None:
                swapper = draw(options, template, seconds)
            else:
                swapper = ready_swapper(options, template, seconds, manager, notice)
            try:
                upscaler = _make_upscaler(options, source.info, manager)
                try:
                    return Engine(
                        source,
                        tracker,
                        swapper,
                        template,
                        sinks,
                        options.engine_options,
                        raw_view=raw_view,
                        onlooker=onlooker,
                        upscaler=upscaler,
                    )
                except BaseException:
                    if upscaler is not None:
                        upscaler.close()
                    raise
            except BaseException:
                swapper.close()
                raise
        except BaseException:
            tracker.close()
            raise
    except BaseException:
        source.close()
        raise


def _make_upscaler(
    options: SessionOptions, info: SourceInfo, manager: ModelManager | None
) -> Upscaler | None:
    """
    Raises:
        UsageError: There is none of that name, or it is too slow for a live source.
        ModelError: It cannot be had.
    """
    if options.upscale is None:
        return None
    from app.engines import manager_for
    from app.pipeline.upscale.live import check_live
    from app.pipeline.upscale.opening import open_upscaler

    upscaler = open_upscaler(options.upscale, manager or manager_for(options.drawing))
    try:
        check_live(upscaler, info.width, info.height, period(info))
    except BaseException:
        upscaler.close()
        raise
    return upscaler


def _tracker(options: SessionOptions, live: bool, manager: ModelManager | None) -> Tracker:
    if options.detector == BUILT_IN:
        return Tracker(low_latency=live, closer=live)
    from app.engines import manager_for
    from app.pipeline.track.analysis.scrfd import ScrfdDetector

    detector = ScrfdDetector(manager or manager_for(options.drawing))
    try:
        return Tracker(detector=detector, low_latency=live, closer=live)
    except BaseException:
        detector.close()
        raise


def period(info: SourceInfo) -> float:
    """Seconds that a frame of a live source may take; infinite where there is no hurry."""
    return 1 / info.fps if info.live and info.fps > 0 else math.inf


def ready_swapper(
    options: SessionOptions,
    template: Template,
    seconds: float = math.inf,
    manager: ModelManager | None = None,
    notice: Callable[[str], None] | None = None,
) -> Swapper:
    """The part of `build_engine` that draws: `make_swapper`, prepared for its first frame.

    Raises:
        UnderstudyError: There is no such engine, or a network cannot be had.
    """
    swapper = make_swapper(options, seconds, manager, notice)
    try:
        swapper.prepare(template)
    except BaseException:
        swapper.close()
        raise
    return swapper


def make_swapper(
    options: SessionOptions,
    seconds: float = math.inf,
    manager: ModelManager | None = None,
    notice: Callable[[str], None] | None = None,
) -> Swapper:
    """What draws faces, before it knows a template.

    Raises:
        UnderstudyError: There is no such engine, or a network cannot be had.
    """
    drawing, swap_options = options.drawing, options.swap_options
    if not drawing.needs_networks:
        return MeshSwapper(swap_options)
    # Only now: the mesh engine alone starts without all of it.
    from app.engines import build_swapper, manager_for

    return build_swapper(drawing, swap_options, manager or manager_for(drawing), seconds, notice)
