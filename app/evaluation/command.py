"""`understudy evaluate`: checks what is asked for, shows progress, prints and writes figures."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from app.errors import EvaluationError, ModelError, SinkError, UsageError
from app.evaluation import table
from app.evaluation.engines import chosen
from app.evaluation.evaluate import EvaluationOptions, Evaluator, Progress
from app.evaluation.judges import Recogniser, open_further, open_recognisers
from app.evaluation.report import write_report
from app.evaluation.second_opinion import open_analyser
from app.inference.providers import AUTO, chain
from app.media import VIDEO_SUFFIXES
from app.models.manager import ModelManager
from app.models.store import ModelStore
from app.paths import assets_dir
from app.pipeline.track.analysis import FaceAnalyser
from app.templates.library import TemplateLibrary

DEMO = "demo"
HOW_TO_GET = (
    'all judges: pip install "understudy[evaluate]", then understudy models download judges'
)


@dataclass(frozen=True, slots=True)
class EvaluateOptions:
    """The options of `understudy evaluate`; see its ``--help``."""

    media: tuple[Path, ...]
    templates: tuple[str, ...]
    engines: tuple[str, ...] = ("mesh",)
    every: int = 5
    max_frames: int | None = None
    json: Path | None = None
    report: Path | None = None
    provider: str = AUTO


def evaluate(options: EvaluateOptions) -> int:
    """Judges, prints the tables, writes what is asked for; returns the exit code.

    Clips that cannot be read, or in which nobody is, are named on stderr and left out.

    Raises:
        UnderstudyError: Something cannot be had, or there is nothing to judge.
    """
    clips = clips_in(options.media)
    engines = chosen(options.engines, ModelStore())
    providers = chain(options.provider)  # before hours go into what cannot run
    library = TemplateLibrary()
    templates = tuple(dict.fromkeys(library.find(name).id for name in options.templates))
    if options.json is not None and not options.json.absolute().parent.is_dir():
        raise UsageError(f"the folder of {options.json} does not exist: make it first")
    recognisers = _recognisers()
    if options.report is not None:
        _prepare(options.report)
    wanted = EvaluationOptions(
        clips,
        templates,
        engines,
        options.every,
        options.max_frames,
        pictures=options.report is not None,
        provider=options.provider,
    )
    manager = ModelManager(ModelStore(), providers=providers)
    with _second_opinion(manager) as analyser, _progress() as tell:
        found = Evaluator(wanted, recognisers, library, progress=tell, analyser=analyser).run()
    for clip, why in found.left_out.items():
        print(f"understudy: left out {clip}: {why}", file=sys.stderr)
    print(table.text(found))
    if options.json is not None:
        content = json.dumps(table.data(found), indent=1, ensure_ascii=False) + "\n"
        _write(options.json, content)
        print(f"figures in {options.json}")
    if options.report is not None:
        try:
            page = write_report(options.report, found)
        except OSError as error:
            _cannot_write(options.report, error)
        print(f"report in {page}: it shows the people of the clips, so mind whom you give it to")
    return 0


def clips_in(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The video files among files and folders, each once, sorted within each folder.

    Raises:
        EvaluationError: A path does not exist, or a folder has no video.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix.lower() in VIDEO_SUFFIXES)
            if not inside:
                raise EvaluationError(f"there is no clip in the folder '{path}'")
            found += inside
        elif path.is_file():
            found.append(path)
        elif str(path) == DEMO:
            found.append(assets_dir() / "demo" / "demo.mp4")
        else:
            raise EvaluationError(f"there is no '{path}'; name video files or folders of them")
    return tuple(dict.fromkeys(found))


def _recognisers() -> list[Recogniser]:
    try:
        needed = open_recognisers()
    except ModelError as error:
        raise EvaluationError(f"{error} ({HOW_TO_GET})") from error
    further, notes = open_further()
    _tell(notes)
    return [*needed, *further]


@contextmanager
def _second_opinion(manager: ModelManager) -> Iterator[FaceAnalyser | None]:
    """buffalo_l, where it is there."""
    analyser, notes = open_analyser(manager)
    _tell(notes)
    with analyser or nullcontext() as second:
        yield second


def _tell(notes: Sequence[str]) -> None:
    for note in notes:
        print(f"understudy: {note}", file=sys.stderr)


def _prepare(folder: Path) -> None:
    """Makes the report's folder, before hours go into what cannot be written."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"'{folder}' is a file; name a folder for the report")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(f"the folder '{folder}' is not empty; name an empty or a new one")
        probe = folder / "index.html"
        probe.touch()
        probe.unlink()
    except OSError as error:
        _cannot_write(folder, error)


def _write(path: Path, content: str) -> None:
    temporary = path.with_name(path.name + ".part")
    try:
        temporary.write_text(content, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        _cannot_write(path, error)


def _cannot_write(path: Path, error: OSError) -> NoReturn:
    raise SinkError(f"'{path}' cannot be written: {error.strerror or error}") from error


@contextmanager
def _progress() -> Iterator[Progress]:
    """A line on a terminal's stderr; nothing where there is none."""
    hidden = not sys.stderr.isatty()
    with tqdm(
        unit=" frames", disable=hidden, leave=False, bar_format="{desc} {n} {rate_fmt}"
    ) as bar:

        def tell(words: str, done: int) -> None:
            if done < bar.n:
                bar.reset()
            bar.set_description_str(words, refresh=False)
            bar.update(done - bar.n)

        yield tell
