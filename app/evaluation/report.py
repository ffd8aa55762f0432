"""The report: one HTML page that needs nothing beside it and nothing from the network.

It holds pictures of the people in the clips, and they are nowhere else: not in the figures' file,
not in the app's folders.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template

import cv2
import numpy as np

from app import __version__
from app.evaluation import table
from app.evaluation.columns import Block, blocks
from app.evaluation.plot import plot
from app.evaluation.results import OWN_FACE, ClipResult, Curve, Evaluation, row_name
from app.frame import Image

QUALITY = 85
"""Of the pictures' JPEG."""
UNITS = {"gaze": "eye widths", "yaw": "°", "pitch": "°", "roll": "°"}
"""Unit of a curve, by its name's first word; the others have none."""


def write_report(folder: Path, evaluation: Evaluation) -> Path:
    """Writes ``index.html`` and returns its path.

    Raises:
        OSError: It cannot be written.
    """
    page = Template(_PAGE).substitute(
        style=_STYLE,
        title=escape(_title(evaluation)),
        about=escape(
            f"Understudy {__version__}, {datetime.now():%Y-%m-%d %H:%M}; recognisers: "
            f"{', '.join(evaluation.recognisers)}, at every {_nth(evaluation.every)} frame."
        ),
        verdict="".join(f"<li>{escape(line)}</li>" for line in table.verdict(evaluation)),
        left_out=_left_out(evaluation),
        summary=_engines(evaluation) + _summary(evaluation),
        clips=_clips(evaluation),
        definitions=_definitions(evaluation),
    )
    target = folder / "index.html"
    target.write_text(page, encoding="utf-8")
    return target


def _title(evaluation: Evaluation) -> str:
    templates = {template for _, template in evaluation.rows} - {OWN_FACE}
    engines = {engine for engine, _ in evaluation.rows}
    parts = [_counted(len(_by_clip(evaluation)), "clip")]
    parts += [_counted(len(templates), "template")] if templates else []
    parts += [_counted(len(engines), "engine")] if len(engines) > 1 else []
    return ", ".join(parts)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _nth(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}" if number > 1 else "single"


def _left_out(evaluation: Evaluation) -> str:
    if not evaluation.left_out:
        return ""
    items = "".join(
        f"<li>{escape(clip)}: {escape(why)}</li>" for clip, why in evaluation.left_out.items()
    )
    return f"<h2>Left out</h2><ul>{items}</ul>"


def _summary(evaluation: Evaluation) -> str:
    rows = [(row_name(*key), results) for key, results in evaluation.rows.items()]
    mean = [("mean", evaluation.results)] if len(rows) > 1 else []
    means = "".join(
        _table(block, f"{block.title}: means over clips", rows + mean, "engine and template")
        for block in blocks(evaluation)
    )
    return means + "".join(_all_clips(evaluation, name, results) for name, results in rows)


def _engines(evaluation: Evaluation) -> str:
    """The field's table; nothing where there is only the engine that has no network."""
    return (
        _grid("Engines", table.ENGINES, table.engine_rows(evaluation))
        if _learned(evaluation)
        else ""
    )


def _learned(evaluation: Evaluation) -> bool:
    return any(facts.parameters for facts in evaluation.engines.values())


def _all_clips(evaluation: Evaluation, name: str, results: Sequence[ClipResult]) -> str:
    """Every clip with one engine and template."""
    rows: list[tuple[str, Sequence[ClipResult]]] = [(r.clip, [r]) for r in results]
    tables = "".join(
        _table(block, f"{block.title}: {name}", [*rows, ("mean", results)], "clip")
        for block in blocks(evaluation)
    )
    return f"<details><summary>All clips: {escape(name)}</summary>{tables}</details>"


def _table(
    block: Block,
    caption: str,
    rows: Sequence[tuple[str, Sequence[ClipResult]]],
    first: str,
) -> str:
    cells = [
        (name, *(table.figure(table.average(c, results), c) for c in block.columns))
        for name, results in rows
    ]
    return _grid(caption, [(first, ""), *_heads(block)], cells)


def _heads(block: Block) -> list[tuple[str, str]]:
    return [(column.title, column.about) for column in block.columns]


def _grid(caption: str, heads: Sequence[tuple[str, str]], rows: Sequence[tuple[str, ...]]) -> str:
    """A table; of each head its title and what it says, of each row its name and its cells."""
    tips = [f' title="{escape(about)}"' if about else "" for _, about in heads]
    head = "".join(
        f'<th scope="col"{tip}>{escape(title)}</th>'
        for (title, _), tip in zip(heads, tips, strict=True)
    )
    body = "".join(
        f'<tr{" class=mean" if name == "mean" else ""}><th scope="row">{escape(name)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
        for name, *cells in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _definitions(evaluation: Evaluation) -> str:
    parts = [(block.title, _heads(block)) for block in blocks(evaluation)]
    if _learned(evaluation):
        parts.insert(0, ("Engines: means over clips and templates", list(table.ENGINES)))
    return "".join(
        f"<h3>{escape(title)}</h3><dl>"
        + "".join(f"<dt>{escape(name)}</dt><dd>{escape(about)}</dd>" for name, about in heads)
        + "</dl>"
        for title, heads in parts
    )


def _by_clip(evaluation: Evaluation) -> list[list[tuple[str, ClipResult]]]:
    """For each clip the name of each engine and template, and what was found."""
    rows = [(row_name(*key), results) for key, results in evaluation.rows.items()]
    count = len(rows[0][1])
    return [[(name, results[at]) for name, results in rows] for at in range(count)]


def _clips(evaluation: Evaluation) -> str:
    return "".join(_clip(evaluation, found) for found in _by_clip(evaluation))


def _clip(evaluation: Evaluation, found: Sequence[tuple[str, ClipResult]]) -> str:
    clip = found[0][1]
    tables = "".join(
        _table(
            block,
            f"{block.title}: {clip.clip}",
            [(name, [result]) for name, result in found],
            "engine and template",
        )
        for block in blocks(evaluation)
    )
    plots = "".join(
        f"<details{' open' * (number == 0)}><summary>Over time: {escape(name)}</summary>"
        '<p class="legend"><span class="before">input</span> '
        f'<span class="after">output</span></p><div class="plots">{_plots(result)}</div></details>'
        for number, (name, result) in enumerate(found)
    )
    return (
        f"<section><h3>{escape(clip.clip)}</h3><p>{_seconds(clip)}</p>"
        f"{_strips(found)}<details><summary>Figures of this clip</summary>{tables}</details>"
        f"{plots}</section>"
    )


def _seconds(clip: ClipResult) -> str:
    return f"{_counted(clip.frames, 'frame')}, {clip.times[-1]:.1f} s"


def _verdicts(clip: ClipResult) -> str:
    return ", ".join(f"{count} {verdict}" for verdict, count in clip.verdicts.items() if count)


def _strips(found: Sequence[tuple[str, ClipResult]]) -> str:
    first = found[0][1].pictures
    if not first:
        return ""
    moments = ", ".join(f"{time:.1f}" for time, _, _ in first)
    strips = [("input", [before for _, before, _ in first])]
    strips += [
        (f"{name}: {_verdicts(result)}", [after for _, _, after in result.pictures])
        for name, result in found
    ]
    figures = "".join(
        f"<figure><figcaption>{escape(name)}</figcaption>"
        f'<img src="{_embedded(np.hstack(pictures))}" loading="lazy" '
        f'alt="The face at {moments} seconds: {escape(name)}"></figure>'
        for name, pictures in strips
    )
    return f'<div class="strips">{figures}</div>'


def _embedded(picture: Image) -> str:
    content = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()
    return f"data:image/jpeg;base64,{base64.b64encode(content).decode()}"


def _plots(result: ClipResult) -> str:
    def unit(name: str) -> str:
        return UNITS.get(name.partition(" ")[0], "")

    curves: list[tuple[str, Curve]] = list(result.curves.items())
    return "".join(plot(name, unit(name), result.times, curve) for name, curve in curves)


_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>Evaluation: $title</title>
<style>$style</style>
</head>
<body>
<header><h1>Evaluation: $title</h1><p>$about</p></header>
<main>
<p class="note">This page shows the people of the clips. Their pictures are in this file and nowhere
else; mind whom you give it to.</p>
<h2>In short</h2><ul>$verdict</ul>
<h2>Summary</h2>$summary
$left_out
<h2>Clip by clip</h2>$clips
<h2>What the figures say</h2>
<p>Sharpness, seam and confidence are proxies: they measure what often goes with looking natural,
and an ugly picture can have good ones. Look at the pictures as well.</p>
$definitions
</main>
</body>
</html>
"""

_STYLE = """
:root { --ground: #fcfcfb; --ink: #1c1c1a; --soft: #62625d; --line: #dcdcd6; --band: #f1f1ec;
  --before: #6b7280; --after: #c2410c; }
@media (prefers-color-scheme: dark) { :root { --ground: #191a1b; --ink: #ececea; --soft: #a5a6a2;
  --line: #3a3b3c; --band: #232425; --before: #9aa3af; --after: #fb923c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--ground);
  color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; } h2 { margin: 2.2rem 0 .6rem; font-size: 1.25rem; }
h3 { margin: 1.4rem 0 .3rem; font-size: 1.02rem; overflow-wrap: anywhere; }
header p, section > p, caption, figcaption, .note { color: var(--soft); margin: .2rem 0 .6rem; }
.note { border-left: 3px solid var(--after); padding-left: .7rem; margin-top: 1.2rem; }
section { border-top: 1px solid var(--line); padding-bottom: 1rem; }
.scroll { overflow-x: auto; margin-bottom: 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; } th, td { padding: .25rem .6rem; white-space: nowrap; }
thead th { text-align: right; font-weight: 600; border-bottom: 1px solid var(--line); }
thead th:first-child, tbody th { text-align: left; font-weight: 400; }
thead th:first-child { color: var(--soft); } td { text-align: right; }
tbody tr:nth-child(even) { background: var(--band); }
tr.mean > * { border-top: 1px solid var(--line); font-weight: 600; }
figure { margin: 0; } .strips { display: grid; gap: .5rem; margin-bottom: .8rem; }
.strips img { display: block; max-width: 100%; height: auto; border-radius: 4px; }
.strips figcaption, .plot figcaption { margin: 0; font-size: .88rem; }
details { margin: .4rem 0; } summary { cursor: pointer; padding: .2rem 0; }
.plots { display: grid; gap: .8rem; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); }
.plot svg { width: 100%; display: block; } .plot path { fill: none; stroke-linejoin: round; }
.plot text { fill: var(--soft); font: 10px system-ui, sans-serif; }
path.axis { stroke: var(--line); } path.before { stroke: var(--before); stroke-width: 2.6; }
path.after { stroke: var(--after); stroke-width: 1.3; }
.legend { margin: 0 0 .3rem; } .legend span { color: var(--ink); margin-right: 1rem; }
.legend span::before { content: ""; display: inline-block; width: 1.4rem; margin-right: .4rem;
  vertical-align: middle; border-top: 3px solid var(--before); }
.legend span.after::before { border-top: 2px solid var(--after); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0; }
dt { font-weight: 600; } dd { margin: 0; color: var(--soft); }
"""
