"""Which execution provider is the fastest for a network: measured once on each computer.

Graphics cards are not always faster: small networks, copies, an old card beside a new processor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf

from app.inference.providers import Provider
from app.inference.runner import ProviderError, Runner
from app.remembered import Remembered

RUNS = 5
"""Timed runs of each provider; their median counts."""
BUDGET = 2.0
"""Seconds after which no further run of one provider begins. How long one needs to be opened and
warmed up cannot be bounded from outside."""
FILE = "trials.json"

Open = Callable[[Provider], Runner]
Fail = Callable[[Provider, ProviderError], None]


def order(
    candidates: Sequence[Provider], key: str, memory: Remembered, open_on: Open, failed: Fail
) -> tuple[Provider, ...]:
    """Providers, the fastest first.

    Args:
        candidates: What there is; a single one needs no trial.
        key: Says network, runtime and computer: another one is another trial.
        memory: Of earlier trials.
        open_on: Opens the network on one of them, and warms it up.
        failed: Told of each that could not.

    Returns:
        Those that can run it. A trial in which one failed is not remembered: a new driver or free
        memory is to count at the next start, and what fails is told each time.

    Raises:
        ModelError: The file is no good.
    """
    if len(candidates) < 2:
        return tuple(candidates)
    key = " ".join((key, *(provider.id for provider in candidates)))
    known = _known(memory.get(key), candidates)
    if known is not None:
        return known
    times: dict[Provider, float] = {}
    for provider in candidates:
        try:
            # Dropped before the next is opened: there may be room for one only.
            times[provider] = open_on(provider).median_seconds(RUNS, BUDGET)
        except ProviderError as error:
            failed(provider, error)
    ranked = tuple(sorted(times, key=lambda provider: times[provider]))
    if len(ranked) == len(candidates):
        memory.put(key, {provider.id: round(1e3 * times[provider], 2) for provider in ranked})
    return ranked


def _known(found: object, candidates: Sequence[Provider]) -> tuple[Provider, ...] | None:
    """What an earlier trial found, if that makes sense."""
    if not isinstance(found, dict) or set(found) != {provider.id for provider in candidates}:
        return None
    # Compared and not converted: a whole number of JSON may be larger than any float.
    if not all(isinstance(value, int | float) and 0 <= value < inf for value in found.values()):
        return None
    return tuple(sorted(candidates, key=lambda provider: found[provider.id]))
