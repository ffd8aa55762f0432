"""What is told of an engine beside what it draws: its network, how large that is, where it runs."""

from __future__ import annotations

import difflib
import logging
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.engines import DFM, Role, offers
from app.errors import ModelError, UsageError
from app.evaluation.graph import Cost, count
from app.evaluation.results import EngineFacts
from app.inference.providers import PROVIDERS
from app.models.store import ModelStore
from app.pipeline.swap.adaptive import AdaptiveSwapper
from app.pipeline.swap.base import Swapper
from app.pipeline.swap.drawing import MESH
from app.pipeline.swap.learned.descriptor import descriptors
from app.pipeline.swap.learned.dfm import characters
from app.pipeline.swap.learned.engine import LearnedSwapper

log = logging.getLogger(__name__)

ALL = "all"
"""Stands for every engine that can be used now."""


def chosen(names: Sequence[str], store: ModelStore) -> tuple[str, ...]:
    """Names of engines, each once; `ALL` is what is installed.

    Raises:
        UsageError: There is no such engine.
        ModelError: One is not installed; says what is missing.
    """
    there = {offer.name: offer for offer in offers(store)[0] if offer.role is Role.ENGINE}
    found: list[str] = []
    for name in names:
        if name == ALL:
            found += [offer.name for offer in there.values() if not offer.missing]
        elif name not in there:
            near = difflib.get_close_matches(name, [*there, ALL], 1)
            hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(there)}"
            raise UsageError(f"there is no engine '{name}'; {hint}")
        elif there[name].missing:
            missing = there[name].missing[0]
            raise ModelError(
                f"the engine {name} needs {missing}; to get it: understudy models download "
                f"{missing}"
            )
        else:
            found.append(name)
    return tuple(dict.fromkeys(found))


def facts(name: str, swapper: Swapper, store: ModelStore) -> EngineFacts:
    """
    Args:
        name: As `chosen` has it.
        swapper: That engine, loaded.
        store: Has its file.
    """
    side = next((one.drawer.side for one in _learned(swapper)), None)
    path = None if name == MESH else _file(name, store)
    cost = Cost(0, math.nan)
    if path is not None:
        try:
            cost = count(path)
        except ModelError as error:
            log.warning("%s", error)
    ids = {provider.name: provider.id for provider in PROVIDERS}
    return EngineFacts(
        name, side, cost.parameters, cost.gflops, ids.get(swapper.provider, swapper.provider)
    )


def _learned(swapper: Swapper) -> Iterator[LearnedSwapper]:
    """The networks in it, the best first."""
    parts = swapper.swappers if isinstance(swapper, AdaptiveSwapper) else (swapper,)
    return (part for part in parts if isinstance(part, LearnedSwapper))


def _file(name: str, store: ModelStore) -> Path | None:
    """The engine's own network; what it needs besides (a recogniser) is not run for each frame."""
    if name in store.registry.models:
        return store.find(name)
    for one in descriptors(store.home)[0]:
        if one.name == name and one.row.own is not None:
            return one.row.own.path
    dfm = {DFM + one.name: one.path for one in characters(store.home)[0]}
    return dfm.get(name)
