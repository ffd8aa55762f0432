"""`understudy evaluate`: judges real clips through the real pipeline.

Clip by clip, the input is read once by the judges; then every engine and template is run over it,
from the file to a sink that hands each frame to the judges. Definitions: docs/evaluation.md.
"""

from __future__ import annotations

import queue
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from app.engines import DFM
from app.errors import EvaluationError, SourceError
from app.evaluation import anonymity, attributes, realism, stability
from app.evaluation.anonymity import Person, Vectors
from app.evaluation.engines import facts
from app.evaluation.judges import Recogniser, similarity
from app.evaluation.readings import FaceReader, Reading, nearest
from app.evaluation.results import (
    OWN_FACE,
    ClipResult,
    Curve,
    EngineFacts,
    Evaluation,
    mean,
    row_name,
)
from app.evaluation.second_opinion import SecondOpinion
from app.evaluation.subject import Subject, read_subject
from app.evaluation.unswapped import likeness
from app.frame import N_MESH, Floats, Frame, Image, SafeFrame, Verdict
from app.inference.providers import chain
from app.models.manager import ModelManager
from app.models.store import ModelStore
from app.pipeline.engine import Engine, EngineOptions
from app.pipeline.sinks.base import OutputFormat
from app.pipeline.sinks.null import NullSink
from app.pipeline.sources import open_source
from app.pipeline.swap.drawing import AUTO, Drawing
from app.pipeline.track.analysis import AnalysedFace, FaceAnalyser
from app.pipeline.track.blendshapes import BLENDSHAPES
from app.session import SessionOptions, build_engine
from app.templates.library import TemplateLibrary
from app.templates.template import Template

SPEED_FRAMES = 120
"""Frames of the run whose speed is taken: one without judges beside it."""
WARM_UP = 10
"""First swapped frames of that run, which do not count."""
AHEAD = 4
"""Output frames that may wait for the judges."""
STUCK = 60.0
"""Seconds without a frame after which a clip is given up."""
STRIP = 6
"""Pictures of a clip that the report shows."""
STRIP_SIDE = 200
"""Their side in pixels."""


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    """What is judged.

    Attributes:
        clips: Video files, in order.
        templates: Ids.
        engines: Names of engines, as `Drawing.engine` has them.
        every: Recognisers and the second opinion look at every so many frames; all else is measured
            in each.
        max_frames: Of each clip; None: all.
        pictures: Keep before-and-after pictures for the report.
        provider: What networks run on, as `Drawing.provider` has it.
    """

    clips: tuple[Path, ...]
    templates: tuple[str, ...]
    engines: tuple[str, ...] = ("mesh",)
    every: int = 5
    max_frames: int | None = None
    pictures: bool = False
    provider: str = AUTO


class _Handover:
    """A sink that hands every frame to another thread, and waits for it."""

    name = "judges"

    def __init__(self) -> None:
        self._frames: queue.Queue[SafeFrame | None] = queue.Queue(AHEAD)
        self._ended = False
        self._abandoned = False

    def open(self, fmt: OutputFormat) -> None:
        """Nothing to get ready."""

    def write(self, frame: SafeFrame) -> None:
        if not self._abandoned:
            self._frames.put(frame)

    def close(self) -> None:
        if not self._ended and not self._abandoned:
            self._ended = True
            self._frames.put(None)

    def frames(self, engine: Engine) -> Iterator[SafeFrame]:
        """What the engine writes, until it is done."""
        quiet_since = time.monotonic()
        while True:
            alive = engine.running
            try:
                frame = self._frames.get(timeout=0.2)
            except queue.Empty:
                if not alive:
                    return
                if time.monotonic() - quiet_since > STUCK:
                    raise EvaluationError("the work is stuck: no frame comes out") from None
                continue
            if frame is None:
                return
            yield frame
            quiet_since = time.monotonic()

    def abandon(self) -> None:
        """Lets go of a writer who waits: nobody reads any more."""
        self._abandoned = True
        while True:
            try:
                self._frames.get_nowait()
            except queue.Empty:
                return


Progress = Callable[[str, int], None]
"""Is told what is being done, in a few words, and how many frames of it are done."""


class Evaluator:
    """Runs an evaluation.

    Args:
        options: What to judge.
        recognisers: Judges of identity, at least two.
        library: Where the templates come from.
        make_engine: How an engine is put together; another one in tests, for the controls.
        progress: See `Progress`.
        analyser: Gives the second opinion; whoever made it closes it.
    """

    def __init__(
        self,
        options: EvaluationOptions,
        recognisers: Sequence[Recogniser],
        library: TemplateLibrary | None = None,
        make_engine: Callable[..., Engine] = build_engine,
        progress: Progress = lambda _words, _done: None,
        analyser: FaceAnalyser | None = None,
    ) -> None:
        self._options = options
        self._recognisers = recognisers
        self._names = tuple(recogniser.name for recogniser in recognisers)
        self._library = library or TemplateLibrary()
        self._make_engine = make_engine
        self._progress = progress
        self._analyser = analyser
        self._reader = FaceReader()
        self._store = ModelStore()
        # One for all runs: a network is loaded once, not twice a clip.
        self._manager = ModelManager(self._store, providers=chain(options.provider))
        self._engines: dict[str, EngineFacts] = {}

    def run(self) -> Evaluation:
        """Judges all clips; one that cannot be read is left out.

        Raises:
            EvaluationError: There is nobody in any of the clips, or none can be read.
            UnderstudyError: A template or a network cannot be had.
        """
        options = self._options
        templates = [self._library.load(name) for name in options.templates]
        references = {template.id: self._reference(template) for template in templates}
        nobody: Vectors = {}
        rows: dict[tuple[str, str], list[ClipResult]] = {
            (engine, name): []
            for engine in options.engines
            for name in ([OWN_FACE] if engine.startswith(DFM) else references)
        }
        people: list[Person] = []
        clips: list[str] = []
        left_out: dict[str, str] = {}
        for number, clip in enumerate(options.clips, 1):
            words = f"{number}/{len(options.clips)} {clip.name}"
            try:
                subject = self._subject(clip, words)
                inputs: dict[int, AnalysedFace | None] = {}
                results = [
                    self._judge(
                        clip,
                        subject,
                        inputs,
                        engine,
                        template,
                        references.get(template, nobody),
                        words,
                    )
                    for engine, template in (rows if subject.people else ())
                ]
            except (SourceError, EvaluationError) as error:
                left_out[clip.name] = str(error)
                continue
            if not results:
                left_out[clip.name] = "nobody was found in it"
                continue
            people.append(subject.main_person)
            clips.append(clip.name)
            for row, result in zip(rows.values(), results, strict=True):
                row.append(result)
        if not people:
            why = "; ".join(f"{name}: {reason}" for name, reason in left_out.items())
            raise EvaluationError(f"there is nothing to judge: {why}")
        chance = anonymity.chance(people, self._names)
        for row in rows.values():
            for own, result in enumerate(row):
                result.ranks.update(_ranks(result, own, people, chance.one_person, self._names))
        one_person = tuple((clips[i], clips[j]) for i, j in chance.one_person)
        return Evaluation(
            rows, self._names, options.every, chance, one_person, left_out, dict(self._engines)
        )

    def _reference(self, template: Template) -> Vectors:
        return anonymity.embed(template.texture, template.landmarks, self._recognisers)

    def _subject(self, clip: Path, words: str) -> Subject:
        def pictures() -> Iterator[Image]:
            for count, frame in enumerate(self._frames(clip), 1):
                yield frame.image
                self._progress(f"{words}: input", count)

        return read_subject(
            clip.name, pictures(), self._reader, self._recognisers, self._options.every
        )

    def _judge(
        self,
        clip: Path,
        subject: Subject,
        inputs: dict[int, AnalysedFace | None],
        engine_name: str,
        template_id: str,
        reference: Vectors,
        words: str,
    ) -> ClipResult:
        swap_ms = self._speed(clip, engine_name, template_id)
        second = None if self._analyser is None else SecondOpinion(self._analyser, inputs)
        judged = _Judged(subject, self._recognisers, reference, self._options, second)
        handover = _Handover()
        engine = self._make_engine(
            SessionOptions(
                str(clip),
                template_id or self._options.templates[0],
                self._drawing(engine_name),
                engine_options=EngineOptions(max_frames=self._options.max_frames),
            ),
            [handover],
            self._library,
            manager=self._manager,
        )
        engine.start()
        last: list[Floats] = []
        try:
            originals = self._frames(clip)
            for index, safe in enumerate(handover.frames(engine)):
                before = next(originals, None)
                if before is None or index >= len(subject.readings):
                    raise EvaluationError("more frames come out than went in")
                found = self._reader.read(safe.image, last)
                last = [reading.landmarks for reading in found]
                judged.take(index, before, safe, found)
                self._progress(f"{words}: {row_name(engine_name, template_id)}", index + 1)
        except BaseException:
            handover.abandon()
            engine.stop()
            raise
        engine.wait()
        if engine.error is not None:
            raise engine.error
        return judged.result(swap_ms)

    def _drawing(self, engine_name: str) -> Drawing:
        # Whatever it takes: another engine's frames are not to be judged for this one's.
        return Drawing(engine_name, self._options.provider, adaptive=False)

    def _speed(self, clip: Path, engine_name: str, template_id: str) -> float:
        """Median milliseconds of swap and paste back of a face, in a run of its own."""
        frames = min(SPEED_FRAMES, self._options.max_frames or SPEED_FRAMES)
        engine = self._make_engine(
            SessionOptions(
                str(clip),
                template_id or self._options.templates[0],
                self._drawing(engine_name),
                engine_options=EngineOptions(max_frames=frames, keep_records=True),
            ),
            [NullSink()],
            self._library,
            manager=self._manager,
        )
        engine.start()
        engine.wait()
        if engine_name not in self._engines:
            self._engines[engine_name] = facts(engine_name, engine.swapper, self._store)
        taken = [
            (record.stages_ms.get("swap", 0.0) + record.stages_ms.get("paste", 0.0)) / record.faces
            for record in engine.stats.records
            if record.faces and record.verdict == Verdict.SWAPPED.value
        ]
        return float(np.median(taken[WARM_UP:])) if len(taken) > WARM_UP else float("nan")

    def _frames(self, clip: Path) -> Iterator[Frame]:
        source = open_source(str(clip))
        with closing(source):
            count = 0
            while count != self._options.max_frames and (frame := source.read()) is not None:
                count += 1
                yield frame


class _Judged:
    """Collects what is found in one clip's output."""

    def __init__(
        self,
        subject: Subject,
        recognisers: Sequence[Recogniser],
        reference: Vectors,
        options: EvaluationOptions,
        second: SecondOpinion | None,
    ) -> None:
        self._subject = subject
        self._recognisers = recognisers
        self._reference = reference
        self._options = options
        self._second = second
        self._verdicts: Counter[str] = Counter()
        self._before: list[Reading | None] = []
        self._after: list[Reading | None] = []
        self._colours: list[Floats] = []
        self._sharpness: list[float] = []
        self._seams: list[float] = []
        self._drops: list[float] = []
        self._background: list[float] = []
        self._judged = self._leaks = self._compared = self._unswapped = 0
        self._matches: Counter[str] = Counter()
        self._vectors: dict[int, Vectors] = {}
        self._alike: dict[int, Vectors] = {}
        self._times: list[float] = []
        self._pictures: list[tuple[float, Image, Image]] = []
        shown = [at for at in range(len(subject.readings)) if subject.main(at) is not None]
        spread = np.linspace(0, max(len(shown) - 1, 0), STRIP + 2)[1:-1].round().astype(int)
        self._shown = {shown[at] for at in spread} if options.pictures and shown else set()

    def take(self, index: int, before: Frame, safe: SafeFrame, found: list[Reading]) -> None:
        """One frame of the output, beside its input."""
        readings, main = self._subject.readings[index], self._subject.main(index)
        ours = None if main is None else nearest(main.landmarks, found)
        self._verdicts[safe.verdict.value] += 1
        self._times.append(before.time)
        self._before.append(main)
        self._after.append(ours)
        if readings:
            self._compared += 1
            self._unswapped += any(
                likeness(before.image, safe.image, reading.landmarks).unswapped
                for reading in readings
            )
        self._look(before.image, safe, main, ours)
        if safe.verdict is Verdict.SWAPPED:
            faces = [reading.landmarks for reading in readings]
            self._background.append(realism.background(before.image, safe.image, faces))
        if index % self._options.every == 0:
            self._recognise(index, safe.image, found, ours)
            if self._second is not None and main is not None:
                self._second.take(index, before.image, safe.image, main.landmarks)
        if main is not None and index in self._shown:
            pair = _around(before.image, safe.image, main.landmarks)
            self._pictures.append((before.time, *pair))

    def _look(
        self, before: Image, safe: SafeFrame, main: Reading | None, ours: Reading | None
    ) -> None:
        if main is None:
            self._colours.append(np.full((2, 3), np.nan, np.float32))
            return
        look = realism.measure(before, safe.image, main.landmarks)
        self._colours.append(look.colour)
        if safe.verdict is Verdict.SWAPPED:
            self._sharpness.append(look.sharpness)
            self._seams.append(look.seam)
            self._drops.append(main.score - (0.0 if ours is None else ours.score))

    def _recognise(
        self, index: int, image: Image, found: list[Reading], ours: Reading | None
    ) -> None:
        """Asks the recognisers about every face of the input, where it was, and about every face
        of the output that is where the input has none."""
        subject = self._subject
        readings = subject.readings[index]
        strays = anonymity.strays(readings, found)
        if not readings and not strays:
            return
        known: list[set[str]] = []
        for reading, owner in zip(readings, subject.owners[index], strict=True):
            at = anonymity.output_landmarks(reading.landmarks, found)
            vectors = anonymity.embed(image, at, self._recognisers)
            if owner in subject.people:
                known.append(anonymity.known_by(vectors, subject.people[owner], index))
            if owner == subject.main_number:
                self._vectors[index] = vectors
                if ours is not None:
                    self._alike[index] = vectors
        for stray in strays:
            vectors = anonymity.embed(image, stray.landmarks, self._recognisers)
            known += [anonymity.known_by(vectors, p, None) for p in subject.people.values()]
        self._judged += 1
        self._leaks += any(len(names) >= anonymity.AGREE for names in known)
        self._matches.update(set().union(*known))

    def result(self, swap_ms: float) -> ClipResult:
        subject = self._subject
        if len(self._after) != len(subject.readings):
            raise EvaluationError(
                f"{len(subject.readings)} frames went in and {len(self._after)} came out"
            )
        colours = np.array(self._colours, np.float32).reshape(-1, 2, 3)
        start = self._times[0]
        return ClipResult(
            clip=subject.name,
            frames=len(self._after),
            verdicts=self._verdicts,
            attributes=attributes.measure(self._before, self._after),
            stability=stability.measure(self._before, self._after, colours[:, 0], colours[:, 1]),
            sharpness=_median(self._sharpness),
            seam=_median(self._seams),
            confidence_drop=mean(self._drops),
            background=mean(self._background),
            judged=self._judged,
            leaks=self._leaks,
            matches=self._matches,
            compared=self._compared,
            unswapped=self._unswapped,
            cosines=_cosines(self._alike, self._reference),
            floor=_cosines(subject.main_person.frames, self._reference),
            swap_ms=swap_ms,
            vectors=self._vectors,
            times=[at - start for at in self._times],
            curves=_curves(self._before, self._after),
            pictures=[(at - start, a, b) for at, a, b in self._pictures],
            opinion=None if self._second is None else self._second.result(),
        )


def _cosines(frames: dict[int, Vectors], reference: Vectors) -> dict[str, float]:
    return {
        name: mean([similarity(v[name], vector) for v in frames.values() if name in v])
        for name, vector in reference.items()
    }


def _ranks(
    result: ClipResult,
    own: int,
    people: Sequence[Person],
    one_person: Sequence[tuple[int, int]],
    names: Sequence[str],
) -> dict[str, float]:
    """Share of looks whose nearest person of the run is clip number `own`'s wearer, by recogniser;
    NaN where there is nobody else."""
    themselves = {own} | {i + j - own for i, j in one_person if own in (i, j)}
    ranks = {}
    for name in names:
        means = [(number, person.mean(name)) for number, person in enumerate(people)]
        gallery = [(number, vector) for number, vector in means if vector is not None]
        hits = []
        for vectors in result.vectors.values():
            if name in vectors:
                cosines = [similarity(vector, vectors[name]) for _, vector in gallery]
                hits.append(float(gallery[int(np.argmax(cosines))][0] in themselves))
        others = any(number not in themselves for number, _ in gallery)
        ranks[name] = mean(hits) if others else float("nan")
    return ranks


def _curves(before: Sequence[Reading | None], after: Sequence[Reading | None]) -> dict[str, Curve]:
    """What the report plots over time."""
    rows = [
        [None if reading is None else _values(reading) for reading in readings]
        for readings in (before, after)
    ]
    nan = float("nan")
    curves: dict[str, Curve] = {}
    for number, name in enumerate(CURVES):
        first, second = ([nan if v is None else v[number] for v in row] for row in rows)
        curves[name] = first, second
    return curves


CURVES = (*attributes.PARTS, "gaze across", "gaze down", "yaw", "pitch", "roll")


def _values(reading: Reading) -> list[float]:
    """One face's value of each of `CURVES`."""
    shapes = reading.expression.blendshapes
    parts = [
        shapes[[BLENDSHAPES.index(name) for name in names]].mean()
        for names in attributes.PARTS.values()
    ]
    return [float(v) for v in (*parts, *reading.gaze.mean(axis=0), *reading.poses.mean(axis=0))]


def _around(before: Image, after: Image, landmarks: Floats) -> tuple[Image, Image]:
    """Both pictures around a face, as squares of `STRIP_SIDE`."""
    low, high = landmarks[:N_MESH, :2].min(axis=0), landmarks[:N_MESH, :2].max(axis=0)
    scale = STRIP_SIDE / max(1.0, 1.6 * float((high - low).max()))
    x, y = STRIP_SIDE / 2 - scale * (low + high) / 2
    matrix = np.array([[scale, 0, x], [0, scale, y]], np.float32)
    flags = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    first, second = (
        np.asarray(cv2.warpAffine(image, matrix, (STRIP_SIDE, STRIP_SIDE), flags=flags), np.uint8)
        for image in (before, after)
    )
    return first, second


def _median(values: Sequence[float]) -> float:
    known = [value for value in values if np.isfinite(value)]
    return float(np.median(known)) if known else float("nan")
