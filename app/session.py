"""Puts an engine together from what a person chose: the one place that knows every part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.pipeline.engine import Engine, EngineOptions, Onlooker
from app.pipeline.raw_view import RawView
from app.pipeline.sinks import Sink
from app.pipeline.sources import CameraMode, SourceOptions, open_source
from app.pipeline.swap.base import Swapper
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.swap.options import SwapOptions
from app.pipeline.track.tracker import Tracker
from app.templates.library import TemplateLibrary

SWAPPERS: dict[str, Callable[[SwapOptions], Swapper]] = {"mesh": MeshSwapper}
"""Engine name → how to make it. To add an engine, add a line."""


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """What a run is made of.

    Attributes:
        source: SRC of the command line.
        template: Template id; None for the default one.
        engine: A key of `SWAPPERS`.
        swap_options: How faces are drawn at first; `Engine.swap_options` changes it live.
        realtime: Show a file at its own pace, as if it were a camera.
        loop: With `realtime`, start over at the file's end.
        engine_options: See `EngineOptions`.
        camera: What a camera is asked for.
    """

    source: str = "demo"
    template: str | None = None
    engine: str = "mesh"
    swap_options: SwapOptions = field(default_factory=SwapOptions)
    realtime: bool = False
    loop: bool = False
    engine_options: EngineOptions = field(default_factory=EngineOptions)
    camera: CameraMode = field(default_factory=CameraMode)


def build_engine(
    options: SessionOptions,
    sinks: Sequence[Sink],
    library: TemplateLibrary | None = None,
    raw_view: RawView | None = None,
    onlooker: Onlooker | None = None,
) -> Engine:
    """Loads, opens and connects everything; nothing runs yet.

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
        tracker = Tracker(low_latency=source.info.live, closer=source.info.live)
        try:
            swapper = SWAPPERS[options.engine](options.swap_options)
            swapper.prepare(template)  # before the first frame, not in it
            return Engine(
                source,
                tracker,
                swapper,
                template,
                sinks,
                options.engine_options,
                raw_view=raw_view,
                onlooker=onlooker,
            )
        except BaseException:
            tracker.close()
            raise
    except BaseException:
        source.close()
        raise
