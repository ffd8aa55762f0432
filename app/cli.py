"""The command line: `understudy`, `understudy run`, `bench`, `templates`, `doctor`."""

from __future__ import annotations

import argparse
import difflib
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from app import __version__
from app.errors import UnderstudyError, UsageError
from app.frame import Shield

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

    templates = commands.add_parser("templates", help="the faces that can be put on")
    actions = templates.add_subparsers(dest="action", metavar="ACTION", parser_class=_Parser)
    actions.required = True
    actions.add_parser("list", help="list them").set_defaults(handler=_templates_list)

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


def _templates_list(_arguments: argparse.Namespace) -> int:
    from app.templates.library import TemplateLibrary

    for item in TemplateLibrary().list():
        print(f"{item.entry.id:12} {item.entry.kind:10} {item.entry.description}")
    return 0


def _doctor(_arguments: argparse.Namespace) -> int:
    from app.doctor import doctor

    return doctor()


if __name__ == "__main__":
    sys.exit(main())
