"""The figures of an evaluation as tables for people, and as plain data."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from app import __version__
from app.evaluation.attributes import PARTS, Follow
from app.evaluation.results import (
    OWN_FACE,
    ClipResult,
    Evaluation,
    Opinion,
    mean,
    over_genuine,
    row_name,
    share,
)
from app.frame import Verdict

NAME = 26
"""Letters of a clip's name that the table shows."""


@dataclass(frozen=True, slots=True)
class Column:
    """One figure.

    Attributes:
        key: In JSON.
        title: As short as it can be.
        about: What it says, in a sentence.
        read: From a clip's result; NaN where there is none.
        places: Digits after the point.
    """

    key: str
    title: str
    about: str
    read: Callable[[ClipResult], float]
    places: int = 2


@dataclass(frozen=True, slots=True)
class Block:
    """Columns that belong together."""

    title: str
    columns: tuple[Column, ...]


def blocks(evaluation: Evaluation) -> tuple[Block, ...]:
    """All columns; one of them for each recogniser, and a second opinion where there is one."""
    matches = map(_match, evaluation.recognisers)
    second = any(result.opinion is not None for result in evaluation.results)
    return (
        Block("Identity", (*_SIMILARITY, *_LEAK, *matches, *_OTHER_IDENTITY)),
        Block("Attributes", _ATTRIBUTES),
        Block("Stability, realism, speed", (*_STABILITY, *_REALISM, *_SPEED)),
        *([Block("Second opinion (buffalo_l)", _SECOND)] if second else []),
    )


def columns(evaluation: Evaluation) -> list[Column]:
    """Those of all blocks."""
    return [c for block in blocks(evaluation) for c in block.columns]


def _part(name: str) -> Column:
    none = Follow(float("nan"), float("nan"))
    return Column(
        f"{name}_r",
        f"{name} r",
        f"Correlation of {' and '.join(PARTS[name])} with the wearer's, where they move.",
        lambda result: result.attributes.parts.get(name, none).correlation,
    )


def _match(recogniser: str) -> Column:
    return Column(
        f"match_{recogniser}",
        f"{recogniser[:6]} %",
        f"Match rate: share of frames in which {recogniser} alone takes a face of the output for "
        "the wearer.",
        lambda result: 100 * result.match_rate(recogniser),
        1,
    )


_SIMILARITY = (
    Column(
        "similarity",
        "sim",
        "Cosine of the output's face to the template ×100, mean of the recognisers.",
        lambda r: 100 * mean(list(r.cosines.values())),
        1,
    ),
    Column(
        "similarity_over_genuine",
        "/genuine",
        "The same over the mean of two photos of one person: at 1, as alike as those.",
        lambda r: over_genuine(r.cosines),
    ),
    Column(
        "floor_over_genuine",
        "floor",
        "The same of the wearer without a swap.",
        lambda r: over_genuine(r.floor),
    ),
)
_LEAK = (
    Column(
        "leak",
        "leak %",
        "Share of frames in which two recognisers take a face of the output for its wearer.",
        lambda r: 100 * r.leak,
        1,
    ),
)
_OTHER_IDENTITY = (
    Column(
        "rank1",
        "rank-1 %",
        "Share of looks whose nearest wearer of all clips of this run is the right one, mean of "
        "the recognisers.",
        lambda r: 100 * mean(list(r.ranks.values())),
        1,
    ),
    Column(
        "unswapped",
        "unswap %",
        "Share of frames in which somebody's inner face is still the input's own pixels.",
        lambda r: 100 * share(r.unswapped, r.compared),
        1,
    ),
)
_ATTRIBUTES = (
    Column(
        "attributes",
        "score",
        "Attributes, 0 to 100: pose, expression and gaze kept; a re-encoded original has 91 to 98.",
        lambda r: r.attributes.score,
        1,
    ),
    Column(
        "kept",
        "kept %",
        "Share of frames with a face in which the output has one too.",
        lambda r: 100 * r.attributes.kept,
        0,
    ),
    Column(
        "pose",
        "pose °",
        "Mean error of yaw, pitch and roll in degrees, by two landmark networks.",
        lambda r: r.attributes.pose,
    ),
    Column(
        "shapes_r",
        "shapes r",
        "Mean correlation of all blendshapes that move in the input.",
        lambda r: r.attributes.correlation if r.attributes.moving else float("nan"),
    ),
    *map(_part, PARTS),
    Column(
        "amplitude",
        "ampl.",
        "Size of the movements of jaw, blink and smile over the wearer's.",
        lambda r: mean([follow.amplitude for follow in r.attributes.parts.values()]),
    ),
    Column(
        "gaze",
        "gaze",
        "Mean error of the irises in eye widths, while the wearer's eyes are open.",
        lambda r: r.attributes.gaze,
        3,
    ),
    Column(
        "follow",
        "follow",
        "Correlation of the gaze with the wearer's, along the axes on which it moves.",
        lambda r: r.attributes.gaze_follow if r.attributes.kept else float("nan"),
    ),
)
_STABILITY = (
    Column(
        "shielded",
        "shield %",
        "Share of frames for which the guard sent a shield, because no swap of them was safe.",
        lambda r: 100 * share(r.verdicts[Verdict.SHIELDED.value], r.frames),
        1,
    ),
    Column(
        "jitter",
        "jitter",
        "Trembling of the landmarks that expression hardly moves, over the input's.",
        lambda r: r.stability.jitter,
    ),
    Column(
        "jitter_added",
        "jitD %",
        "Trembling that the swap adds, in % of the face's size.",
        lambda r: r.stability.jitter_added,
    ),
    Column(
        "flicker",
        "flicker",
        "Frame-to-frame change of the face's mean colour, over the input's.",
        lambda r: r.stability.flicker,
    ),
)
_REALISM = (
    Column(
        "sharpness",
        "sharp",
        "Proxy: variance of the Laplacian on the inner face, over the input's.",
        lambda r: r.sharpness,
    ),
    Column(
        "seam",
        "seam",
        "Proxy: largest step of LAB colour across rings around the face, in excess of the input's.",
        lambda r: r.seam,
        1,
    ),
    Column(
        "confidence_drop",
        "conf −",
        "Proxy: by how much the face detector's score falls.",
        lambda r: r.confidence_drop,
        3,
    ),
    Column(
        "background",
        "backgr.",
        "Mean difference in levels of 255 away from all faces.",
        lambda r: r.background,
        2,
    ),
)
_SPEED = (
    Column(
        "swap_ms",
        "ms",
        "Swap and paste back of a face in milliseconds, median, in a run without judges.",
        lambda r: r.swap_ms,
        1,
    ),
)


def _opinion(read: Callable[[Opinion], float]) -> Callable[[ClipResult], float]:
    return lambda result: float("nan") if result.opinion is None else read(result.opinion)


_SECOND = (
    Column(
        "second_frames",
        "frames",
        "Frames looked at in which buffalo_l sees the wearer's face in the input.",
        _opinion(lambda o: o.frames),
        0,
    ),
    Column(
        "second_kept",
        "kept %",
        "Share of these in which it sees a face there in the output too.",
        _opinion(lambda o: 100 * o.kept),
        0,
    ),
    Column(
        "second_pose",
        "pose °",
        "Mean error of yaw, pitch and roll in degrees, by its landmarks in space.",
        _opinion(lambda o: o.pose),
    ),
    Column(
        "second_quality_before",
        "qual. in",
        "Quality of the input's face, 0 to 1, where it is kept: detector's score, frontality, size,"
        " exposure, sharpness.",
        _opinion(lambda o: o.quality_before),
    ),
    Column(
        "second_quality_after",
        "out",
        "The same of the output's face.",
        _opinion(lambda o: o.quality_after),
    ),
)


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
    "similarity",
    "sharpness",
    "seam",
    "confidence_drop",
    "attributes",
    "shielded",
    "swap_ms",
)
"""Keys of the columns that `ENGINES` has too, as means over clips and templates."""
_COLUMNS = {c.key: c for c in (*_SIMILARITY, *_ATTRIBUTES, *_STABILITY, *_REALISM, *_SPEED)}
ENGINES = (
    ("engine", "Name of what draws."),
    (
        "output",
        "Side in pixels of the square that its network draws; frame: the frame's own pixels.",
    ),
    ("parameters", "Numbers in floating point that its network's file brings along."),
    ("GFLOPs", "Of one run: twice the multiply-adds of convolutions and products of matrices."),
    *(
        ("attributes" if key == "attributes" else _COLUMNS[key].title, _COLUMNS[key].about)
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
        measured = [figure(average(_COLUMNS[key], results), _COLUMNS[key]) for key in _MEASURED]
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
    worst = max(every, key=lambda r: r.leak if math.isfinite(r.leak) else -1.0)
    where = f" ({worst.clip})" if worst.leaks else ""
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
