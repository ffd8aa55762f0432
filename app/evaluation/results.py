"""What an evaluation finds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from app.evaluation.anonymity import Chance, Vectors
from app.evaluation.attributes import Attributes
from app.evaluation.judges import threshold
from app.evaluation.stability import Stability
from app.frame import Image

OWN_FACE = ""
"""In place of a template's id where the engine is a character: it has its face in its network, runs
once whatever templates there are, and is compared with none."""
Curve = tuple[list[float], list[float]]
"""A value over a clip's frames: the input's and the output's; NaN where there is no face."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What buffalo_l says of a clip; see `app.evaluation.second_opinion`.

    Attributes:
        frames: In which it sees the main person's face in the input.
        kept: Share of these in which it sees one in the output too; NaN when there are none.
        pose: Mean absolute error in degrees over yaw, pitch and roll; NaN when nothing is kept.
        quality_before, quality_after: Mean of `app.pipeline.track.analysis.quality` over the frames
            that are kept; NaN when there is none.
    """

    frames: int
    kept: float
    pose: float
    quality_before: float
    quality_after: float


@dataclass(frozen=True, slots=True, eq=False)
class ClipResult:
    """One clip through one engine with one template.

    Attributes:
        clip: Its name.
        frames: Of the clip.
        verdicts: How many frames of each of the guard's verdicts.
        attributes, stability: Of the main person's face.
        sharpness, seam: Medians over the swapped frames; see `app.evaluation.realism`.
        confidence_drop: Mean drop of the detector's score from input to output.
        background: Mean difference in levels away from faces.
        judged: Frames with a face at which the recognisers looked.
        leaks: Those in which two recognisers still know anybody.
        matches: Those in which one recogniser does, by its name.
        compared: Frames with a face.
        unswapped: Those in which anybody's inner face is the input's.
        cosines: Mean cosine of the main person's face to the template, by recogniser; empty where
            there is none.
        floor: The same of the input.
        ranks: Share of the looks at the main person whose nearest person of the run is their own
            wearer, by recogniser. Filled in once all clips are known.
        swap_ms: Median time of swap and paste back of a face in milliseconds, without judges beside
            it.
        vectors: Of the main person's face in the output, by the frame's index.
        times: Of each frame, in seconds from the clip's start.
        curves: For plots over time.
        pictures: Time in seconds, input and output around the main face, ``(s, s, 3)`` uint8 BGR.
        opinion: A second one, of the main person's face; None where buffalo_l is not there.
    """

    clip: str
    frames: int
    verdicts: Counter[str]
    attributes: Attributes
    stability: Stability
    sharpness: float
    seam: float
    confidence_drop: float
    background: float
    judged: int
    leaks: int
    matches: Counter[str]
    compared: int
    unswapped: int
    cosines: dict[str, float]
    floor: dict[str, float]
    swap_ms: float
    vectors: dict[int, Vectors]
    times: list[float]
    curves: dict[str, Curve]
    pictures: list[tuple[float, Image, Image]]
    opinion: Opinion | None = None
    ranks: dict[str, float] = field(default_factory=dict)

    @property
    def leak(self) -> float:
        """Share of the judged frames, 0..1; NaN without any."""
        return share(self.leaks, self.judged)

    def match_rate(self, recogniser: str) -> float:
        """Share of the judged frames, 0..1; NaN without any."""
        return share(self.matches[recogniser], self.judged)


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """An engine, beside what it draws.

    Attributes:
        name: As it is asked for.
        side: Of the square that its network draws, in pixels; None: it draws the frame's own.
        parameters: Of its network; 0 where it has none.
        gflops: Of one run of that; NaN where there is none, or they cannot be counted.
        provider: What it really ran on, by its id.
    """

    name: str
    side: int | None
    parameters: int
    gflops: float
    provider: str


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """All that was found.

    Attributes:
        rows: ``(engine, template id)`` → a result per clip, in one order; `OWN_FACE` instead of a
            template for an engine that draws none.
        recognisers: Their names.
        every: The recognisers looked at every so many frames.
        chance: How often the rule of the leak finds another person of this run.
        one_person: Pairs of clips whose wearers seem to be one person.
        left_out: Clips that could not be judged, and why.
        engines: By the name in `rows`.
    """

    rows: dict[tuple[str, str], list[ClipResult]]
    recognisers: tuple[str, ...]
    every: int
    chance: Chance
    one_person: tuple[tuple[str, str], ...]
    left_out: dict[str, str]
    engines: dict[str, EngineFacts] = field(default_factory=dict)

    @property
    def results(self) -> list[ClipResult]:
        """All rows' results."""
        return [result for results in self.rows.values() for result in results]


def row_name(engine: str, template: str) -> str:
    """What a row of `Evaluation.rows` is called."""
    return engine if template == OWN_FACE else f"{engine}, {template}"


def over_genuine(cosines: dict[str, float]) -> float:
    """Similarity over what two photos of one person have: the mean over recognisers."""
    return mean([value / threshold(name).genuine_mean for name, value in cosines.items()])


def mean(values: list[float]) -> float:
    """Of those that are numbers; NaN without any."""
    known = [value for value in values if np.isfinite(value)]
    return float(np.mean(known)) if known else float("nan")


def share(part: int, whole: int) -> float:
    """0..1; NaN of nothing."""
    return part / whole if whole else float("nan")
