"""`understudy templates …`: lists, shows, checks, installs, mixes and deletes faces."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from app.errors import TemplateError, UsageError

if TYPE_CHECKING:
    from app.templates.library import TemplateLibrary
    from app.templates.photoreal import Progress

# Imports stay inside the handlers, as in `app.cli`, which makes this parser for every command.


def add_actions(parser: argparse.ArgumentParser) -> None:
    """Gives `understudy templates` its actions, each with its handler."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.required = True
    actions.add_parser("list", help="list them").set_defaults(handler=_list)

    show = actions.add_parser("show", help="tell all about one of them")
    show.add_argument("id", metavar="ID")
    show.add_argument(
        "--picture",
        metavar="FILE",
        type=Path,
        help="write it to a PNG: at rest, with shut eyes, with an open mouth",
    )
    show.set_defaults(handler=_show)

    verify = actions.add_parser("verify", help="read every file and check it")
    verify.add_argument("id", metavar="ID", nargs="*", help="only these templates or packs")
    verify.set_defaults(handler=_verify)

    install = actions.add_parser("install", help="add a pack: nine photoreal faces of nobody")
    install.add_argument("pack", metavar="PACK", choices=("photoreal",), help="photoreal")
    install.add_argument(
        "--mirror", metavar="FOLDER", type=Path, help="take the source pictures from this folder"
    )
    install.set_defaults(handler=_install)

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
    blend.set_defaults(handler=_blend)

    invent = actions.add_parser("invent", help="mix a face that nobody chose")
    invent.add_argument("--seed", type=_seed, help="the same number gives the same face")
    invent.add_argument("--name", help="what to call it")
    invent.set_defaults(handler=_invent)

    remove = actions.add_parser("remove", help="delete a blend or an installed pack")
    remove.add_argument("id", metavar="ID", help="blends/NAME, or photoreal")
    remove.set_defaults(handler=_remove)


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


def _list(_arguments: argparse.Namespace) -> int:
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


def _show(arguments: argparse.Namespace) -> int:
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


def _verify(arguments: argparse.Namespace) -> int:
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


def _install(arguments: argparse.Namespace) -> int:
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


def _blend(arguments: argparse.Namespace) -> int:
    from app.templates.library import TemplateLibrary

    shares: dict[str, float] = {}
    for template_id, weight in arguments.shares:
        if template_id in shares:
            raise UsageError(f"'{template_id}' is named twice")
        shares[template_id] = weight
    library = TemplateLibrary()
    _tell_blend(library, library.blend(shares, arguments.name, arguments.seed))
    return 0


def _invent(arguments: argparse.Namespace) -> int:
    from app.templates.library import TemplateLibrary

    library = TemplateLibrary()
    _tell_blend(library, library.invent(arguments.seed, arguments.name))
    return 0


def _tell_blend(library: TemplateLibrary, template_id: str) -> None:
    print(f"{template_id}: {library.find(template_id).entry.description}")
    print(f"try it: understudy run --template {template_id}")


def _remove(arguments: argparse.Namespace) -> int:
    from app.templates.library import TemplateLibrary

    print(f"removed {TemplateLibrary().remove(arguments.id)}")
    return 0
