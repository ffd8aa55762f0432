"""`understudy models …`: lists, downloads, checks and deletes weights."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from app.errors import ModelError, UnderstudyError, UsageError

if TYPE_CHECKING:
    from app.models.fetch import Progress
    from app.models.licences import Acceptance
    from app.models.registry import Licence, Model, Registry
    from app.models.store import ModelStore

# Imports stay inside the handlers, as in `app.cli`, which makes this parser for every command.


def add_actions(parser: argparse.ArgumentParser) -> None:
    """Gives `understudy models` its actions, each with its handler."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.required = True

    show = actions.add_parser("list", help="list what Understudy can use")
    show.add_argument(
        "--all", action="store_true", help="also what this version knows but not uses"
    )
    show.add_argument("--licences", action="store_true", help="show the licences' terms instead")
    show.set_defaults(handler=_list)

    download = actions.add_parser("download", help="fetch models, with what they require")
    download.add_argument("names", metavar="NAME", nargs="+", help="a model or a group: judges, …")
    _add_acceptance(download)
    download.set_defaults(handler=_download)

    add = actions.add_parser("add", help="take models from files or archives that you have")
    add.add_argument("files", metavar="FILE", nargs="+", type=Path)
    _add_acceptance(add)
    add.set_defaults(handler=_add)

    verify = actions.add_parser("verify", help="read every installed file and check it")
    verify.add_argument("names", metavar="NAME", nargs="*", help="only these models or groups")
    verify.set_defaults(handler=_verify)

    remove = actions.add_parser("remove", help="delete models from your folder")
    remove.add_argument("names", metavar="NAME", nargs="+")
    remove.set_defaults(handler=_remove)

    path = actions.add_parser("path", help="print where a model's verified file lies")
    path.add_argument("names", metavar="NAME", nargs="*", help="without: the folder for downloads")
    path.set_defaults(handler=_path)


def _add_acceptance(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--accept-licence",
        metavar="ID",
        action="append",
        default=[],
        help="you have read these terms and agree (see 'understudy models list --licences')",
    )


def _list(arguments: argparse.Namespace) -> int:
    from app.models.licences import Acceptance
    from app.models.store import ModelStore

    store = ModelStore()
    if arguments.licences:
        _print_licences(store.registry, Acceptance())
        return 0
    shown = [model for model in store.registry if arguments.all or model.used_by]
    rows = [
        (
            model.name,
            model.task,
            _size(model),
            _state(store, model),
            model.licence.title,
        )
        for model in shown
    ]
    rows.insert(0, ("name", "task", "size", "state", "licence"))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:4], widths, strict=True)]
        print("  ".join([*cells, row[4]]))
    if not arguments.all:
        print("'understudy models list --all' shows what this version knows but does not use yet")
    return 0


def _size(model: Model) -> str:
    if model.size is not None:
        return f"{model.size / 1e6:.1f} MB"
    if model.archive is not None and model.archive.size is not None:
        return f"in {model.archive.size / 1e6:.0f} MB"
    return "?"


def _state(store: ModelStore, model: Model) -> str:
    try:
        found = store.look(model)
    except ModelError:
        return "ALTERED"
    if found is not None:
        where = "installed" if found.own else f"in {found.path.parent}"
        return where if found.verified else f"{where}, unverified"
    if store.partial(model):
        return "begun"
    return "not installed" if model.fetchable else "by hand"


def _print_licences(registry: Registry, acceptance: Acceptance) -> None:
    for licence in dict.fromkeys(model.licence for model in registry):
        state = ""
        if licence.accept:
            state = " (agreed to)" if acceptance.given(licence) else " (not agreed to yet)"
        print(f"{licence.id}: {licence.title}{state}\n  {licence.terms}")
        if licence.url:
            print(f"  {licence.url}")


def _download(arguments: argparse.Namespace) -> int:
    from app.models.fetch import fetch
    from app.models.licences import Acceptance
    from app.models.store import ModelStore

    store, acceptance = ModelStore(), Acceptance()
    models = store.registry.chosen(arguments.names)
    _record(arguments.accept_licence, acceptance, store.registry)

    def get() -> list[Model]:
        with _bars() as tell:
            return fetch(store, models, acceptance, tell)

    fetched = _with_consent(get, acceptance)
    for model in models:
        state = "fetched" if model in fetched else "was there"
        print(f"{model.name}: {state}, {store.find(model.name)} ({model.licence.title})")
        for extra in model.extras:
            print(f'{model.name} needs more to be used: pip install "understudy[{extra}]"')
    return 0


def _add(arguments: argparse.Namespace) -> int:
    from app.models.fetch import add
    from app.models.licences import Acceptance
    from app.models.store import ModelStore

    store, acceptance = ModelStore(), Acceptance()
    _record(arguments.accept_licence, acceptance, store.registry)
    for path in arguments.files:
        for model in _with_consent(partial(add, store, path, acceptance), acceptance):
            print(f"{model.name}: {store.home / model.file} ({model.licence.title})")
    return 0


def _record(given: Sequence[str], acceptance: Acceptance, registry: Registry) -> None:
    """Writes down what the command line agrees to.

    Raises:
        UsageError: There is no licence of that id.
    """
    known = {model.licence.id: model.licence for model in registry}
    for name in given:
        if name not in known:
            raise UsageError(f"there is no licence '{name}'; there are {', '.join(known)}")
        acceptance.record(known[name])


def _with_consent(get: Callable[[], list[Model]], acceptance: Acceptance) -> list[Model]:
    """Calls `get`; where terms have to be agreed to, asks and calls it again.

    Raises:
        LicenceError: There is no terminal, or the answer is no.
    """
    from app.models.fetch import LicenceError

    try:
        return get()
    except LicenceError as error:
        if not _ask(error.licences, acceptance):
            raise
        return get()


def _ask(licences: Sequence[Licence], acceptance: Acceptance) -> bool:
    """Shows terms and asks; False without a terminal, or where the answer is no."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    for licence in licences:
        print(f"\n{licence.title}\n{licence.terms}\n{licence.url}", file=sys.stderr)
        print("Do you agree? Type yes or no: ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() != "yes":
            return False
        acceptance.record(licence)
    return True


@contextmanager
def _bars() -> Iterator[Callable[[Progress], None]]:
    """A progress bar for each file that comes; none where nobody watches."""
    from tqdm import tqdm

    bars: dict[str, tqdm[NoReturn]] = {}

    def tell(progress: Progress) -> None:
        bar = bars.get(progress.name)
        if bar is None:
            bar = bars[progress.name] = tqdm(
                desc=progress.name,
                total=progress.total,
                unit="B",
                unit_scale=True,
                position=len(bars),
                disable=not sys.stderr.isatty(),
            )
        bar.update(progress.done - bar.n)

    try:
        yield tell
    finally:
        for bar in bars.values():
            bar.close()


def _verify(arguments: argparse.Namespace) -> int:
    from app.models.store import ModelStore

    store = ModelStore()
    named = bool(arguments.names)
    failed = None
    for model in store.registry.chosen(arguments.names) if named else store.registry:
        try:
            found = store.look(model, anew=True)
            if found is not None and not found.verified:
                _check_shape(found.path, model)
        except UnderstudyError as error:
            failed = failed or error
            print(f"{model.name}: {error}")
            continue
        if found is not None:
            what = "whole" if found.verified else "of the right shape; nobody published its sha256"
            print(f"{model.name}: {what}, {found.path}")
        elif named:
            failed = failed or ModelError()
            print(f"{model.name}: not installed")
    return failed.exit_code if failed is not None else 0


def _check_shape(path: Path, model: Model) -> None:
    """All that can be checked where no sha256 is known."""
    from app.inference.onnx import CPU, OnnxNet
    from app.models.contracts import CONTRACTS

    assert model.contract is not None  # the registry sees to that
    OnnxNet(path, CONTRACTS[model.contract], providers=[CPU]).close()


def _remove(arguments: argparse.Namespace) -> int:
    from app.models.store import ModelStore

    store = ModelStore()
    for name in arguments.names:
        print(f"removed {store.remove(name)}")
    return 0


def _path(arguments: argparse.Namespace) -> int:
    from app.models.store import ModelStore

    store = ModelStore()
    for path in [store.find(name) for name in arguments.names] or [store.home]:
        print(path)
    return 0
