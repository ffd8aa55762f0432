"""The figures of an evaluation as tables for people, and as plain data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from app import __version__
from app.evaluation.attributes import Follow
from app.evaluation.columns import PLAIN, Block, Column, blocks, columns
from app.evaluation.results import OWN_FACE, ClipResult, Evaluation, mean, row_name

NAME = 26
"""Letters of a clip's name that the table shows."""


def text(evaluation: Evaluation) -> str:
    """For each engine and template its clips and their mean; then all of them in a summary."""
    parts = []
    for (engine, template), results in evaluation.rows.items():
        rows = [(_short(result.clip), [result]) for result in results]
        parts.append(f"{row_name(engine, template)}\n")
        parts += _tables(evaluation, [*rows, ("mean", results)])
    rows = [(row_name(*key), results) for key, results in evaluation.rows.items()]
    if len(rows) > 1:
        rows.append(("mean", evaluation.results))
    parts.append("Summary\n")
    parts += _tables(evaluation, rows)
    if evaluation.engines:
        parts.append(_plain_table(ENGINES, engine_rows(evaluation)))
    parts.append("\n".join(verdict(evaluation)))
    return "\n".join(parts)


def _tables(evaluation: Evaluation, rows: Sequence[tuple[str, Sequence[ClipResult]]]) -> list[str]:
    parts = blocks(evaluation)
    name = max(*(len(block.title) for block in parts), *(len(row[0]) for row in rows)) + 2
    return [_table(block, rows, name) for block in parts]


_MEASURED = (
    "leak",
    "similarity",
    "sharpness",
    "seam",
    "confidence_drop",
    "attributes",
    "shielded",
    "swap_ms",
)
"""Keys of the columns that `ENGINES` has too, as means over clips and templates."""
ENGINES = (
    ("engine", "Name of what draws."),
    (
        "output",
        "Side in pixels of the square that its network draws; frame: the frame's own pixels.",
    ),
    ("parameters", "Numbers in floating point that its network's file brings along."),
    ("GFLOPs", "Of one run: twice the multiply-adds of convolutions and products of matrices."),
    *(
        ("attributes" if key == "attributes" else PLAIN[key].title, PLAIN[key].about)
        for key in _MEASURED
    ),
    ("provider", "What it really ran on."),
)
"""The field's table: columns and what they say."""


def engine_rows(evaluation: Evaluation) -> list[tuple[str, ...]]:
    """Cells of `ENGINES`, a row for each engine."""
    rows = []
    for name, facts in evaluation.engines.items():
        results = [r for (engine, _), row in evaluation.rows.items() if engine == name for r in row]
        measured = [figure(average(PLAIN[key], results), PLAIN[key]) for key in _MEASURED]
        rows.append(
            (
                name,
                "frame" if facts.side is None else f"{facts.side}²",
                f"{facts.parameters / 1e6:.1f} M" if facts.parameters else "–",
                f"{facts.gflops:.1f}" if math.isfinite(facts.gflops) else "–",
                *measured,
                facts.provider,
            )
        )
    return rows


def _plain_table(heads: Sequence[tuple[str, str]], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [tuple(title for title, _ in heads), *rows]
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    return "".join(
        "  ".join(
            f"{cell:{'<' if at == 0 else '>'}{width}}"
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        + "\n"
        for line in lines
    )


def _short(name: str) -> str:
    stem = name.rpartition(".")[0] or name
    return stem if len(stem) <= NAME else f"{stem[: NAME - 9]}…{stem[-8:]}"


def _table(block: Block, rows: Sequence[tuple[str, Sequence[ClipResult]]], name: int) -> str:
    widths = [max(len(column.title), 5) for column in block.columns]
    head = [f"{c.title:>{w}}" for c, w in zip(block.columns, widths, strict=True)]
    lines = [f"{block.title:{name}}" + "  ".join(head)]
    for title, results in rows:
        cells = [
            f"{figure(average(column, results), column):>{w}}"
            for column, w in zip(block.columns, widths, strict=True)
        ]
        lines.append(f"{title:{name}}" + "  ".join(cells))
    return "\n".join(lines) + "\n"


def average(column: Column, results: Sequence[ClipResult]) -> float:
    """Mean over clips, each of which counts once; NaN without any."""
    return mean([column.read(result) for result in results])


def figure(value: float, column: Column) -> str:
    """A figure as it is printed; a dash for one that there is not."""
    if not math.isfinite(value):
        return "–"
    text = f"{value:.{column.places}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def verdict(evaluation: Evaluation) -> list[str]:
    """What matters most, in sentences."""
    every = evaluation.results
    row, worst = max(
        ((key, result) for key, results in evaluation.rows.items() for result in results),
        key=lambda found: found[1].leak if math.isfinite(found[1].leak) else -1.0,
    )
    where = f" ({worst.clip} with {row_name(*row)})" if worst.leaks else ""
    chance = evaluation.chance
    lines = [
        f"leak: {_percent(mean([r.leak for r in every]))} on average, {_percent(worst.leak)} in "
        f"the worst clip{where}; between different people of this run {_percent(chance.leak)}",
        "match rate: "
        + ", ".join(
            f"{name} {_percent(mean([r.match_rate(name) for r in every]))} "
            f"(different people {_percent(chance.matches[name])})"
            for name in evaluation.recognisers
        ),
        f"unswapped: {sum(r.unswapped for r in every)} of {sum(r.compared for r in every)} frames",
    ]
    shielded = sum(sum(r.verdicts.values()) - r.verdicts["swapped"] for r in every)
    lines.append(f"shielded, not swapped: {shielded} of {sum(r.frames for r in every)} frames")
    if evaluation.one_person:
        pairs = "; ".join(f"{a} and {b}" for a, b in evaluation.one_person)
        lines.append(f"taken for one person, so no measure of chance: {pairs}")
    return lines


def _percent(value: float) -> str:
    return f"{100 * value:.1f} %" if math.isfinite(value) else "–"


def data(evaluation: Evaluation) -> dict[str, Any]:
    """For JSON; what is not a number is null."""
    every = columns(evaluation)
    rows = [
        {
            "engine": engine,
            "template": None if template == OWN_FACE else template,
            "mean": {c.key: _plain(average(c, results)) for c in every},
            "worst_leak": _plain(100 * max((r.leak for r in results), default=float("nan"))),
            "clips": [_clip(result, every) for result in results],
        }
        for (engine, template), results in evaluation.rows.items()
    ]
    chance = evaluation.chance
    return {
        "understudy": __version__,
        "every": evaluation.every,
        "columns": {column.key: column.about for column in every},
        "rows": rows,
        "mean": {c.key: _plain(average(c, evaluation.results)) for c in every},
        "chance": {
            "leak": _plain(100 * chance.leak),
            "matches": {name: _plain(100 * value) for name, value in chance.matches.items()},
        },
        "engines": [
            {**asdict(facts), "gflops": _plain(facts.gflops)}
            for facts in evaluation.engines.values()
        ],
        "one_person": [list(pair) for pair in evaluation.one_person],
        "left_out": evaluation.left_out,
    }


def _clip(result: ClipResult, every: Sequence[Column]) -> dict[str, Any]:
    attributes = result.attributes
    return {
        "clip": result.clip,
        "frames": result.frames,
        "verdicts": dict(result.verdicts),
        "figures": {column.key: _plain(column.read(result)) for column in every},
        "expression": _plain(attributes.expression),
        "parts": {name: _follow(follow) for name, follow in attributes.parts.items()},
        "blendshapes": {name: _follow(follow) for name, follow in attributes.moving.items()},
        "cosines": {name: _plain(value) for name, value in result.cosines.items()},
        "floor": {name: _plain(value) for name, value in result.floor.items()},
        "rank1": {name: _plain(100 * value) for name, value in result.ranks.items()},
    }


def _follow(follow: Follow) -> dict[str, float | None]:
    return {name: _plain(value) for name, value in asdict(follow).items()}


def _plain(value: float) -> float | None:
    return round(value, 5) if math.isfinite(value) else None
