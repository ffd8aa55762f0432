"""The command line: `understudy`, `understudy run`, `bench`, `evaluate`, `templates`, `doctor`."""

from __future__ import annotations

import argparse
import difflib
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from app import __version__
from app.errors import UnderstudyError, UsageError
from app.frame import Shield
from app.pipeline.swap.options import SwapOptions, Tone

if TYPE_CHECKING:
    from app.templates.library import TemplateLibrary
    from app.templates.photoreal import Progress

SWITCH_INTERVAL = 0.0005
"""Seconds for which a busy Python thread may hold up the others (the default is ten times that:
every native call of the pipeline would come back up to 5 ms late)."""


class _Parser(argparse.ArgumentParser):
    """Speaks in one line, and names the nearest option for one that it does not know."""

    def error(self, message: str) -> NoReturn:
        _, found, words = message.partition("unrecognized arguments: ")
        if found:
            unknown = words.split()[0]
            near = difflib.get_close_matches(unknown.split("=")[0], self._known(), 1, 0.4)
            hint = f"; did you mean {near[0]}?" if near else ""
            message = f"unknown option {unknown}{hint}"
        elif "invalid choice: " in message:
            message = self._nearest_choice(message)
        raise UsageError(f"{message} (see {self.prog} --help)")

    def _known(self) -> list[str]:
        """Every option of this parser and of its subcommands."""
        options: list[str] = []
        for action in self._actions:
            options += action.option_strings
            if isinstance(action, argparse._SubParsersAction):
                for parser in action.choices.values():
                    options += parser._known()
        return options

    def _nearest_choice(self, message: str) -> str:
        wrong = message.partition("invalid choice: ")[2].split()[0].strip("'\"")
        choices = [
            str(choice) for action in self._actions if action.choices for choice in action.choices
        ]
        near = difflib.get_close_matches(wrong, choices, 1, 0.4)
        hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(choices)}"
        return f"'{wrong}' is not known; {hint}"


def _parser() -> _Parser:
    parser = _Parser(
        prog="understudy",
        description="A stand-in face on your webcam, live. Without a command, opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"understudy {__version__}")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell more on stderr")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    run = commands.add_parser(
        "run",
        help="swap a camera, a video or pictures into a sink",
        description="Swaps SRC into every SINK. From a file to a file every frame is kept, in "
        "order, with its time and the sound; a camera is live, and the newest frame wins.",
    )
    run.add_argument(
        "--source",
        metavar="SRC",
        default="demo",
        help="camera:0, camera:NAME, a video file, a picture, a folder of pictures, or demo "
        "(default: the built-in demo clip)",
    )
    run.add_argument(
        "--template", metavar="ID", help="which face to put on; see 'understudy templates list'"
    )
    run.add_argument(
        "--sink",
        metavar="SINK",
        action="append",
        help="window, virtual-camera, virtual-camera:DEVICE, a video file to write, or null; may "
        "be given several times (default: a file in the folder out)",
    )
    run.add_argument("--engine", choices=["mesh"], default="mesh", help="how faces are drawn")
    for name, what in (
        ("blend-strength", "how far the stand-in's features stand out; 0: a smooth face without"),
        ("color-correction", "1: the stand-in takes on your skin's tone; 0: only the light on you"),
        ("face-scale", "size of its features: 0: 12 %% smaller, 0.5: as they are, 1: 12 %% larger"),
        ("shape", "0: your own proportions, 1: the stand-in's"),
        ("sharpen", "0: as sharp as the camera, 1: clearly crisper"),
    ):
        default = getattr(SwapOptions(), name.replace("-", "_"))
        run.add_argument(
            f"--{name}",
            metavar="0..1",
            type=_amount,
            default=default,
            help=f"{what} (default: {default:g})",
        )
    run.add_argument(
        "--tone",
        choices=[tone.value for tone in Tone],
        default=Tone.ME.value,
        help="match the stand-in's skin to yours (me, the default), or what is seen of yours "
        "around it to the stand-in's (template)",
    )
    run.add_argument("--headless", action="store_true", help="never open a window")
    run.add_argument("--max-frames", metavar="N", type=_count, help="stop after N frames")
    run.add_argument("--json", metavar="FILE", type=Path, help="write a report, frame by frame")
    run.add_argument(
        "--shield",
        choices=[shield.value for shield in Shield],
        default=Shield.HOLD.value,
        help="what goes out where a face cannot be covered: the last safe frame for a second and "
        "then a card (hold), coarse blocks (mosaic), or the card at once (card)",
    )
    run.add_argument(
        "--show-empty-room",
        action="store_true",
        help="let the room be seen once no face was in it for two seconds (otherwise: the card)",
    )
    run.set_defaults(handler=_run)

    bench = commands.add_parser("bench", help="measure speed, latency and memory on this machine")
    bench.add_argument("--json", metavar="FILE", type=Path, help="write the figures to a file too")
    bench.set_defaults(handler=_bench)

    evaluate = commands.add_parser(
        "evaluate",
        help="judge swaps on real clips: identity, attributes, stability, realism, speed",
        description="Runs the pipeline over clips and judges what comes out beside what went in. "
        'The judges: pip install "understudy[evaluate]", then python -m '
        "app.evaluation.judges.fetch. What the figures say: docs/evaluation.md.",
    )
    evaluate.add_argument(
        "--media",
        metavar="PATH",
        nargs="+",
        action="extend",
        required=True,
        type=Path,
        help="video files, folders of them, or demo",
    )
    evaluate.add_argument(
        "--template", metavar="ID[,ID…]", required=True, type=_names, help="faces to put on"
    )
    evaluate.add_argument(
        "--engine",
        metavar="NAME[,NAME…]",
        type=_names,
        default=("mesh",),
        help="how faces are drawn (default: mesh)",
    )
    evaluate.add_argument(
        "--every",
        metavar="N",
        type=_count,
        default=5,
        help="let the recognisers look at every Nth frame (default: 5)",
    )
    evaluate.add_argument(
        "--max-frames", metavar="N", type=_count, help="judge the first N frames of each clip"
    )
    evaluate.add_argument("--json", metavar="FILE", type=Path, help="write the figures to a file")
    evaluate.add_argument(
        "--report",
        metavar="FOLDER",
        type=Path,
        help="write a page with tables, pictures of the clips and plots into an empty folder",
    )
    evaluate.set_defaults(handler=_evaluate)

    templates = commands.add_parser("templates", help="the faces that can be put on")
    actions = templates.add_subparsers(dest="action", metavar="ACTION", parser_class=_Parser)
    actions.required = True
    actions.add_parser("list", help="list them").set_defaults(handler=_templates_list)

    show = actions.add_parser("show", help="tell all about one of them")
    show.add_argument("id", metavar="ID")
    show.add_argument(
        "--picture",
        metavar="FILE",
        type=Path,
        help="write it to a PNG: at rest, with shut eyes, with an open mouth",
    )
    show.set_defaults(handler=_templates_show)

    verify = actions.add_parser("verify", help="read every file and check it")
    verify.add_argument("id", metavar="ID", nargs="*", help="only these templates or packs")
    verify.set_defaults(handler=_templates_verify)

    install = actions.add_parser("install", help="add a pack: nine photoreal faces of nobody")
    install.add_argument("pack", metavar="PACK", choices=("photoreal",), help="photoreal")
    install.add_argument(
        "--mirror", metavar="FOLDER", type=Path, help="take the source pictures from this folder"
    )
    install.set_defaults(handler=_templates_install)

    blend = actions.add_parser(
        "blend", help="mix a face of your own", description="Mixes a face from verified templates."
    )
    blend.add_argument(
        "shares", metavar="ID:WEIGHT", nargs="+", type=_share, help="a template and its weight"
    )
    blend.add_argument("--name", required=True, help="what to call it")
    blend.add_argument(
        "--seed", type=_seed, default=0, help="another number, another mix of the same faces"
    )
    blend.set_defaults(handler=_templates_blend)

    invent = actions.add_parser("invent", help="mix a face that nobody chose")
    invent.add_argument("--seed", type=_seed, help="the same number gives the same face")
    invent.add_argument("--name", help="what to call it")
    invent.set_defaults(handler=_templates_invent)

    remove = actions.add_parser("remove", help="delete a blend or an installed pack")
    remove.add_argument("id", metavar="ID", help="blends/NAME, or photoreal")
    remove.set_defaults(handler=_templates_remove)

    doctor = commands.add_parser("doctor", help="check this installation and say what to do")
    doctor.set_defaults(handler=_doctor)
    return parser


def _count(text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of frames (1 or more)")
    return value


def _amount(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 0 to 1")
    return value


def _names(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not names:
        raise argparse.ArgumentTypeError(f"'{text}' names nothing")
    return names


def _share(text: str) -> tuple[str, float]:
    template_id, _, weight = text.rpartition(":")
    try:
        return template_id or text, float(weight) if template_id else 1.0
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not ID:WEIGHT, as in 'amara:0.4'") from None


def _seed(text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = -1
    if not 0 <= value < 1 << 32:
        raise argparse.ArgumentTypeError(f"'{text}' is not a seed: a number from 0")
    return value


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code. Never shows a traceback for a user's mistake."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    try:
        arguments = _parser().parse_args(argv)
        _log_to_stderr(arguments.verbose)
        handler: Callable[[argparse.Namespace], int] = getattr(arguments, "handler", _window)
        return handler(arguments)
    except UnderstudyError as error:
        print(f"understudy: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; nothing of ours is lost by stopping.
        return 141


def _log_to_stderr(verbose: bool) -> None:
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.WARNING,
        format="understudy: %(levelname)s: %(message)s",
        stream=sys.stderr,
    )
    for noisy in ("numba", "libav"):
        logging.getLogger(noisy).setLevel(logging.ERROR)


# Imports stay inside the handlers: `understudy --help` starts at once, and `run` without a window
# never touches Qt.


def _window(_arguments: argparse.Namespace) -> int:
    from app.ui.application import run_window

    return run_window()


def _run(arguments: argparse.Namespace) -> int:
    from app.run import RunOptions, run

    return run(
        RunOptions(
            source=arguments.source,
            template=arguments.template,
            engine=arguments.engine,
            swap_options=SwapOptions(
                blend_strength=arguments.blend_strength,
                color_correction=arguments.color_correction,
                face_scale=arguments.face_scale,
                shape=arguments.shape,
                sharpen=arguments.sharpen,
                tone=Tone(arguments.tone),
            ),
            sinks=tuple(arguments.sink or ()),
            headless=arguments.headless,
            max_frames=arguments.max_frames,
            json=arguments.json,
            shield=Shield(arguments.shield),
            show_empty_room=arguments.show_empty_room,
        )
    )


def _bench(arguments: argparse.Namespace) -> int:
    from app.evaluation.bench import bench

    return bench(arguments.json)


def _evaluate(arguments: argparse.Namespace) -> int:
    from app.evaluation.command import EvaluateOptions, evaluate

    return evaluate(
        EvaluateOptions(
            media=tuple(arguments.media),
            templates=arguments.template,
            engines=arguments.engine,
            every=arguments.every,
            max_frames=arguments.max_frames,
            json=arguments.json,
            report=arguments.report,
        )
    )


def _templates_list(_arguments: argparse.Namespace) -> int:
    from app.templates.library import TemplateLibrary

    library = TemplateLibrary()
    width = max(len(item.id) for item in library.list())
    for item in library.list():
        print(f"{item.id:{width}}  {item.entry.kind:9}  {item.entry.description}")
    _tell(library.problems)
    return 0


def _tell(problems: Sequence[str]) -> None:
    for problem in problems:
        print(f"understudy: {problem}", file=sys.stderr)


def _templates_show(arguments: argparse.Namespace) -> int:
    from app.templates.library import TemplateLibrary
    from app.templates.sheet import write_sheet

    library = TemplateLibrary()
    item = library.find(arguments.id)
    template = library.load(item.id)
    if arguments.picture is not None:
        write_sheet(arguments.picture, template)
    for key, value in (
        ("id", item.id),
        ("name", item.entry.name),
        ("description", item.entry.description),
        ("kind", item.entry.kind),
        ("licence", item.entry.licence),
        ("provenance", item.entry.provenance),
    ):
        print(f"{key + ':':13}{value}")
    return 0


def _templates_verify(arguments: argparse.Namespace) -> int:
    from app.errors import TemplateError
    from app.templates.library import TemplateLibrary

    library = TemplateLibrary()
    packs = {item.pack.id for item in library.list()}
    wanted = {name: name if name in packs else library.find(name).id for name in arguments.id}
    failed = len(library.problems)
    _tell(library.problems)
    for item in library.list():
        if wanted and not {item.id, item.pack.id} & set(wanted.values()):
            continue
        try:
            library.load(item.id)
        except TemplateError as error:
            failed += 1
            print(f"{item.id}: {error}")
        else:
            print(f"{item.id}: whole")
    return TemplateError.exit_code if failed else 0


def _templates_install(arguments: argparse.Namespace) -> int:
    from app.paths import templates_dir
    from app.templates.library import TemplateLibrary
    from app.templates.photoreal import PHOTOREAL, install

    target = templates_dir() / PHOTOREAL
    with _bars() as tell:
        # Interrupted, it goes on from there the next time; what was there before stays till then.
        install(target, mirror=arguments.mirror, progress=tell)
    library = TemplateLibrary()
    for item in library.list():
        if item.pack.id == PHOTOREAL:
            print(f"{item.id}: {item.entry.description}")
    print(f"licence: MIT, {target / 'LICENSE'}")
    return 0


@contextmanager
def _bars() -> Iterator[Callable[[Progress], None]]:
    """A progress bar for each stage of an installation."""
    from tqdm import tqdm

    bar: tqdm[NoReturn] | None = None

    def tell(progress: Progress) -> None:
        nonlocal bar
        words, bytes_ = (
            ("Downloading", True) if progress.stage == "download" else ("Building", False)
        )
        if bar is None or bar.total != progress.total:
            if bar is not None:
                bar.close()
            unit = "B" if bytes_ else " faces"
            bar = tqdm(total=progress.total, desc=words, unit=unit, unit_scale=bytes_)
        bar.set_postfix_str(progress.name, refresh=False)
        bar.update(progress.done - bar.n)

    try:
        yield tell
    finally:
        if bar is not None:
            bar.close()


def _templates_blend(arguments: argparse.Namespace) -> int:
    from app.templates.library import TemplateLibrary

    shares: dict[str, float] = {}
    for template_id, weight in arguments.shares:
        if template_id in shares:
            raise UsageError(f"'{template_id}' is named twice")
        shares[template_id] = weight
    library = TemplateLibrary()
    _tell_blend(library, library.blend(shares, arguments.name, arguments.seed))
    return 0


def _templates_invent(arguments: argparse.Namespace) -> int:
    from app.templates.library import TemplateLibrary

    library = TemplateLibrary()
    _tell_blend(library, library.invent(arguments.seed, arguments.name))
    return 0


def _tell_blend(library: TemplateLibrary, template_id: str) -> None:
    print(f"{template_id}: {library.find(template_id).entry.description}")
    print(f"try it: understudy run --template {template_id}")


def _templates_remove(arguments: argparse.Namespace) -> int:
    from app.templates.library import TemplateLibrary

    print(f"removed {TemplateLibrary().remove(arguments.id)}")
    return 0


def _doctor(_arguments: argparse.Namespace) -> int:
    from app.doctor import doctor

    return doctor()


if __name__ == "__main__":
    sys.exit(main())
