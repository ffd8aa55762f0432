"""What is told of each clip: one column for each figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.evaluation.attributes import PARTS, Follow
from app.evaluation.results import ClipResult, Evaluation, Opinion, mean, over_genuine, share
from app.frame import Verdict


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
        "Cosine of the output's face to the template ×100, mean of the recognisers; none of a "
        "character, which draws its own face.",
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


PLAIN: dict[str, Column] = {
    column.key: column
    for group in (_SIMILARITY, _LEAK, _OTHER_IDENTITY, _ATTRIBUTES, _STABILITY, _REALISM, _SPEED)
    for column in group
}
"""By their keys those that every evaluation has."""
