"""The command line: `understudy`, `understudy run`, `bench`, `evaluate`, `templates`, `models`,
`doctor`."""

from __future__ import annotations

import argparse
import difflib
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from app import __version__, process
from app.errors import UnderstudyError, UsageError
from app.frame import Shield
from app.models.commands import add_actions as add_model_actions
from app.pipeline.finish.options import Background, FinishOptions, Fit, Size
from app.pipeline.restore.options import RestoreOptions
from app.pipeline.swap.drawing import AUTO, BOOSTS, Drawing
from app.pipeline.swap.options import SwapOptions, Tone
from app.pipeline.track.options import BUILT_IN, DETECTORS
from app.templates.commands import add_actions


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
    parser.add_argument("--at-login", action="store_true", help=argparse.SUPPRESS)
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
        help="a video file to write, window, virtual-camera[:DEVICE], record:FILE|FOLDER, "
        "udp://HOST:PORT, rtmp://HOST/APP/KEY, srt://HOST:PORT, http[:PORT] (a page on this "
        "computer, for OBS), or null; may be given several times (default: a file in the folder "
        "out). All but files and null are live: a clip is shown at its own pace, and, unless it is "
        "stored, over and over",
    )
    _add_drawing(run)
    for name, what in (
        ("blend-strength", "how far the stand-in's features stand out; 0: a smooth face without"),
        ("color-correction", "1: the stand-in takes on your skin's tone; 0: only the light on you"),
        ("face-scale", "size of its features: 0: 12 %% smaller, 0.5: as they are, 1: 12 %% larger"),
        ("shape", "0: your own proportions, 1: the stand-in's"),
        ("sharpen", "0: as sharp as the camera, 1: clearly crisper"),
    ):
        _add_amount(run, name, getattr(SwapOptions(), name.replace("-", "_")), what)
    run.add_argument(
        "--tone",
        choices=[tone.value for tone in Tone],
        default=Tone.ME.value,
        help="match the stand-in's skin to yours (me, the default), or what is seen of yours "
        "around it to the stand-in's (template)",
    )
    run.add_argument(
        "--size",
        metavar="WxH",
        type=_size,
        help="size of what leaves, as in 1280x720 (default: the source's)",
    )
    run.add_argument(
        "--fps",
        metavar="N",
        type=float,
        help="frames per second of live outputs (default: the source's)",
    )
    run.add_argument(
        "--upscale",
        metavar="NAME",
        help="a network makes what leaves 2 to 4 times as large, unless --size says otherwise: "
        "realesr-animevideov3-x2, realesrgan_x2plus …; for files, as it takes seconds a frame",
    )
    run.add_argument(
        "--fit",
        choices=[fit.value for fit in Fit],
        default=Fit.CROP.value,
        help="where --size has another shape: cut off what reaches over (crop, the default), or "
        "leave bars",
    )
    run.add_argument(
        "--background",
        metavar="as-is|blur|FILE",
        default=Background.AS_IS.value,
        help="what is seen behind you: your room, your room blurred, or a picture. A courtesy: "
        "edges may show through (default: as-is)",
    )
    run.add_argument(
        "--badge", action="store_true", help="a small mark says that the face is computer-made"
    )
    run.add_argument(
        "--delay",
        metavar="SECONDS",
        type=_delay,
        default=0.0,
        help="let live outputs (not recordings) be late by so much, up to 2, so that lips match a "
        "sound that is",
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
        'The judges: pip install "understudy[evaluate]", then '
        "understudy models download judges. What the figures say: docs/evaluation.md.",
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
        help="how faces are drawn (default: mesh); all: every engine that is installed",
    )
    evaluate.add_argument(
        "--provider",
        metavar="NAME",
        default=AUTO,
        help="what networks run on, as for run (default: auto)",
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
    add_actions(templates)

    models = commands.add_parser("models", help="weights that do not come with the app")
    add_model_actions(models)

    doctor = commands.add_parser("doctor", help="check this installation and say what to do")
    doctor.add_argument(
        "--check-camera",
        action="store_true",
        help="send a card to the virtual camera and read it back, as a call would",
    )
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


def _size(text: str) -> Size:
    width, cross, height = text.lower().partition("x")
    if not cross or not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"'{text}' is no size: write it as 1280x720")
    return Size(int(width), int(height))


def _finish(options: argparse.Namespace) -> FinishOptions:
    kinds = (Background.AS_IS, Background.BLUR)
    known = next((kind for kind in kinds if options.background == kind.value), None)
    return FinishOptions(
        options.size,
        options.fps,
        Fit(options.fit),
        Path(options.background) if known is None else None,
        known or Background.PICTURE,
        options.badge,
    )


def _amount(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 0 to 1")
    return value


def _delay(text: str) -> float:
    from app.pipeline.sinks.delayed import MAX_SECONDS

    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= MAX_SECONDS:
        raise argparse.ArgumentTypeError(f"'{text}' is no delay: give 0 to {MAX_SECONDS:g} seconds")
    return value


def _names(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not names:
        raise argparse.ArgumentTypeError(f"'{text}' names nothing")
    return names


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code. Never shows a traceback for a user's mistake."""
    process.prepare()
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


def _add_amount(parser: argparse.ArgumentParser, name: str, default: float, what: str) -> None:
    """An option from 0 to 1."""
    parser.add_argument(
        f"--{name}",
        metavar="0..1",
        type=_amount,
        default=default,
        help=f"{what} (default: {default:g})",
    )


def _add_drawing(run: argparse.ArgumentParser) -> None:
    """What draws the faces."""
    standard = Drawing()
    run.add_argument(
        "--engine",
        metavar="NAME",
        default=standard.engine,
        help="mesh (the default: needs nothing more), a swap network of 'understudy models list', "
        "dfm:NAME for a DeepFaceLive character, or the name of a network with a descriptor",
    )
    run.add_argument(
        "--provider",
        metavar="NAME",
        default=standard.provider,
        help="what networks run on: auto (the default: a short trial finds the fastest), cpu, "
        "cuda, tensorrt, coreml, directml or openvino",
    )
    run.add_argument(
        "--boost",
        type=int,
        choices=BOOSTS,
        default=standard.boost,
        help="pixel boost: a network of 128 pixels draws 2 or 4 times as many, in 4 or 16 runs",
    )
    run.add_argument(
        "--detector",
        choices=DETECTORS,
        default=BUILT_IN,
        help="what looks for faces: the app's own network, or InsightFace's SCRFD beside it, for "
        "hard light and tilted heads",
    )
    run.add_argument(
        "--mask",
        metavar="NAME",
        help="a mask network (xseg, occluder, faceparser): hair and hands at the face's rim stay "
        "in front of what a swap network draws",
    )
    run.add_argument(
        "--enhancer",
        metavar="NAME",
        help="a face restorer (gfpgan_1.4, codeformer, gpen_256, gpen_512, gpen_1024) over "
        "whatever the engine draws",
    )
    restore = standard.restore
    for name, default, what in (
        ("morph", standard.morph, "how far a DeepFaceLive character is itself"),
        ("enhancer-strength", restore.strength, "how much of the restored face is seen"),
        ("fidelity", restore.fidelity, "CodeFormer: 0 invents more, 1 stays true to the drawn one"),
        ("denoise-level", restore.denoise_level, "smooths grain after the enhancer"),
        ("sharpen-amount", restore.sharpen_amount, "makes the enhanced face crisper"),
        ("enhance-details", restore.enhance_details, "local contrast of the enhanced face"),
    ):
        _add_amount(run, name, default, what)
    run.add_argument(
        "--no-adapt",
        action="store_true",
        help="live, keep enhancer, boost and engine even where they are too slow for the camera",
    )


def _drawing(arguments: argparse.Namespace) -> Drawing:
    return Drawing(
        arguments.engine,
        arguments.provider,
        arguments.boost,
        arguments.morph,
        arguments.mask,
        arguments.enhancer,
        RestoreOptions(
            arguments.enhancer_strength,
            arguments.fidelity,
            arguments.denoise_level,
            arguments.sharpen_amount,
            arguments.enhance_details,
        ),
        not arguments.no_adapt,
    )


# Imports stay inside the handlers: `understudy --help` starts at once, and `run` without a window
# never touches Qt.


def _window(arguments: argparse.Namespace) -> int:
    from app.ui.application import run_window

    return run_window(at_login=arguments.at_login)


def _run(arguments: argparse.Namespace) -> int:
    from app.run import RunOptions, run

    return run(
        RunOptions(
            source=arguments.source,
            template=arguments.template,
            drawing=_drawing(arguments),
            detector=arguments.detector,
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
            finish=_finish(arguments),
            delay=arguments.delay,
            upscale=arguments.upscale,
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
            provider=arguments.provider,
            every=arguments.every,
            max_frames=arguments.max_frames,
            json=arguments.json,
            report=arguments.report,
        )
    )


def _doctor(arguments: argparse.Namespace) -> int:
    from app.doctor import doctor

    return doctor(check_camera=arguments.check_camera)


if __name__ == "__main__":
    sys.exit(main())
