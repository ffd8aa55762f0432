"""Say which faces the judges take for one person: the templates of the built-in pack, or portraits.

::

    python scripts/distinct.py                    # the pack, as the app loads it
    python scripts/distinct.py PICTURE|FOLDER …   # portraits, e.g. of a pack that is being made

Exits with 1 where two of them are alike. The judges: ``app/evaluation/judges``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from app.errors import UnderstudyError, UsageError
from app.evaluation.distinct import Portrait, compare, describe, matrix
from app.evaluation.faces import StillReader, read_picture
from app.evaluation.judges import RECOGNISERS, open_recognisers
from app.templates.library import TemplateLibrary

ENDINGS = {".png", ".jpg", ".jpeg", ".webp"}


def portraits(paths: list[Path]) -> list[Portrait]:
    if not paths:
        library = TemplateLibrary()
        return [Portrait.of(library.load(item.id)) for item in library.list()]
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(p for p in path.iterdir() if p.suffix.lower() in ENDINGS)
        else:
            files.append(path)
    reader = StillReader()
    found = []
    for file in files:
        image = read_picture(file)
        found.append(Portrait(file.stem, image, reader.face(image, str(file))))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", metavar="PICTURE", nargs="*", type=Path)
    parser.add_argument("--judge", choices=list(RECOGNISERS), action="append", help="only this one")
    parser.add_argument("--worst", metavar="N", type=int, default=10, help="pairs to show")
    arguments = parser.parse_args()
    try:
        recognisers = open_recognisers(arguments.judge)
        faces = portraits(arguments.paths)
        if len(faces) < 2:
            raise UsageError("name two pictures or more")
        comparisons = compare(faces, recognisers)
    except UnderstudyError as error:
        print(f"distinct.py: {error}", file=sys.stderr)
        return error.exit_code
    for comparison in comparisons:
        print(describe(comparison, arguments.worst))
        if len(faces) <= 16:
            print(matrix(comparison))
        print()
    return 1 if any(comparison.alike for comparison in comparisons) else 0


if __name__ == "__main__":
    sys.exit(main())
