"""Which engines, masks and enhancers there are, and how what the user chose is put together."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.errors import Kind, ModelError, UsageError
from app.inference.onnx import Notice
from app.inference.providers import chain, installed, runtime
from app.models.manager import ModelManager
from app.models.store import ModelStore
from app.pipeline.restore.net import restorer_for
from app.pipeline.restore.swapper import RestoringSwapper
from app.pipeline.restore.table import RESTORERS
from app.pipeline.swap.adaptive import AdaptiveSwapper, Level
from app.pipeline.swap.base import Swapper
from app.pipeline.swap.drawing import AUTO, MESH, Drawing
from app.pipeline.swap.learned.base import Drawer
from app.pipeline.swap.learned.descriptor import described_drawer, descriptors
from app.pipeline.swap.learned.dfm import FOLDER, DfmDrawer, characters
from app.pipeline.swap.learned.engine import LearnedSwapper
from app.pipeline.swap.learned.masks import NetMask
from app.pipeline.swap.learned.net import BOOSTED, drawer_for
from app.pipeline.swap.learned.table import TABLE
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.swap.options import SwapOptions

DFM = "dfm:"
"""Begins the name of a character."""


class Role(StrEnum):
    """What an offer is for."""

    ENGINE = "engine"
    MASK = "mask"
    ENHANCER = "enhancer"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to draw with.

    Attributes:
        name: As a field of `Drawing` has it.
        title: For people.
        role: Which field.
        missing: What is not installed, as registry names; empty where it can be used now.
        boosts: Whether `Drawing.boost` does something.
        morphs: Whether `Drawing.morph` does something.
    """

    name: str
    title: str
    role: Role
    missing: tuple[str, ...] = ()
    boosts: bool = False
    morphs: bool = False


def offers(store: ModelStore) -> tuple[list[Offer], list[ModelError]]:
    """All there is, and why files of the user's are not among it. Reads files: not between frames.

    Networks of the registry are listed whether they are installed or not.
    """
    registry = store.registry
    found = [Offer(MESH, "Mesh", Role.ENGINE)]
    roles = [(name, Role.ENGINE) for name in TABLE]
    roles += [(name, Role.ENHANCER) for name in RESTORERS]
    roles += [(model.name, Role.MASK) for model in registry if model.task == "mask"]
    for name, role in roles:
        wanted = registry.chosen([name])
        missing = tuple(model.name for model in wanted if not store.is_there(model))
        boosts = role is Role.ENGINE and _boosted(name)
        found.append(Offer(name, registry[name].title, role, missing, boosts))
    own, problems = descriptors(store.home)
    found += [Offer(one.name, one.title, Role.ENGINE) for one in own]
    dfm, more = characters(store.home)
    found += [Offer(DFM + one.name, one.name, Role.ENGINE, morphs=one.morphable) for one in dfm]
    return found, [*problems, *more]


def check(drawing: Drawing) -> None:
    """Refuses names that there are not, also where the engine has no use for them.

    Raises:
        UsageError: There is no such provider or mask.
    """
    chain(drawing.provider)
    if drawing.mask is None:
        return
    registry = ModelStore().registry
    if registry[drawing.mask].task != "mask":
        masks = ", ".join(model.name for model in registry if model.task == "mask")
        raise UsageError(f"'{drawing.mask}' makes no masks of faces; these do: {masks}")


def manager_for(drawing: Drawing, notice: Notice | None = None) -> ModelManager:
    """Loads networks for the provider that the user chose.

    Raises:
        UsageError: There is no such provider.
    """
    return ModelManager(ModelStore(), providers=chain(drawing.provider), notice=notice)


def build_swapper(
    drawing: Drawing,
    options: SwapOptions,
    manager: ModelManager,
    period: float = math.inf,
    notice: Callable[[str], None] | None = None,
) -> Swapper:
    """Loads what the user chose.

    Args:
        drawing: The choice.
        options: How faces are drawn at first.
        manager: Loads networks.
        period: Seconds between two frames of a live source; infinite where there is no hurry.
        notice: See `AdaptiveSwapper`.

    Raises:
        UsageError: There is no such engine, mask or enhancer.
        ModelError: A network is missing, or is not what it must be. What was loaded is released.
    """
    plans = _plans(drawing)
    if not drawing.adaptive or math.isinf(period):
        plans = plans[:1]
    engines: dict[int, Swapper] = {}
    levels: list[Level] = []
    try:
        for plan in plans:
            if plan.boost not in engines:
                engines[plan.boost] = _engine(drawing, plan.boost, options, manager)
            swapper = engines[plan.boost]
            if plan.enhanced and drawing.enhancer is not None:
                restorer = restorer_for(drawing.enhancer, manager)
                swapper = RestoringSwapper(swapper, restorer, drawing.restore)
            levels.append(Level(swapper, plan.without))
        return AdaptiveSwapper(levels, period, notice)
    except BaseException:
        for swapper in (*(level.swapper for level in levels), *engines.values()):
            swapper.close()
        raise


@dataclass(frozen=True, slots=True)
class _Plan:
    """One level, before anything is loaded; `boost` 0 is the mesh engine."""

    boost: int
    enhanced: bool = False
    without: str = ""


def _plans(drawing: Drawing) -> list[_Plan]:
    """All levels, the best first: each lets go of one thing more."""
    boost = 0 if drawing.engine == MESH else drawing.boost if _boosted(drawing.engine) else 1
    plans = [_Plan(boost)]
    if drawing.enhancer is not None:
        plans = [_Plan(boost, enhanced=True), _Plan(boost, without="enhancer")]
    if boost > 1:
        plans.append(_Plan(1, without="boost"))
    if boost:
        plans.append(_Plan(0, without="engine"))
    return plans


def _boosted(engine: str) -> bool:
    return engine in TABLE and TABLE[engine].side == BOOSTED


def _engine(drawing: Drawing, boost: int, options: SwapOptions, manager: ModelManager) -> Swapper:
    if not boost:
        return MeshSwapper(options)
    mask = NetMask(drawing.mask, manager) if drawing.mask is not None else None
    try:
        return LearnedSwapper(_drawer(drawing, boost, manager), options, mask)
    except BaseException:
        if mask is not None:
            mask.close()
        raise


def _drawer(drawing: Drawing, boost: int, manager: ModelManager) -> Drawer:
    name, home = drawing.engine, manager.store.home
    if name.startswith(DFM):
        for one in characters(home)[0]:
            if one.name == name.removeprefix(DFM):
                return DfmDrawer(one.path, manager, drawing.morph)
        title, folder = name.removeprefix(DFM), home / FOLDER
        raise ModelError(
            f"there is no character '{name}'; put the file {title}.dfm into {folder}",
            kind=Kind.MODEL_NOT_INSTALLED,
            what=title,
        )
    if name in TABLE:
        return drawer_for(name, manager, boost)
    for found in descriptors(home)[0]:
        if found.name == name:
            return described_drawer(found, manager)
    near = difflib.get_close_matches(name, (MESH, *TABLE), 1)
    known = ", ".join((MESH, *TABLE))
    more = f"{DFM}NAME for a character, and the names of networks with a descriptor"
    hint = f"did you mean '{near[0]}'?" if near else f"there are {known}, {more}"
    raise UsageError(f"there is no engine '{name}'; {hint}")


def turn(swapper: Swapper, drawing: Drawing) -> None:
    """What of `drawing` needs no other network, on what runs: `morph` and `restore`. From any
    thread, while frames go by."""
    if not isinstance(swapper, AdaptiveSwapper):
        return
    swapper.restore_options = drawing.restore
    for one in swapper.swappers:
        learned = one.inner if isinstance(one, RestoringSwapper) else one
        if isinstance(learned, LearnedSwapper) and isinstance(learned.drawer, DfmDrawer):
            learned.drawer.morph = drawing.morph


def providers() -> tuple[str, ...]:
    """Short names of what networks can be run on here; only `AUTO` without ONNX Runtime."""
    try:
        return (AUTO, *(provider.id for provider in installed(runtime())))
    except ModelError:
        return (AUTO,)
