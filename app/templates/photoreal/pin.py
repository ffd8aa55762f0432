"""Pins what the nine look like; for developers, after a change of the builder::

    python -m app.templates.photoreal.pin FOLDER    # the folder with the dataset's figures

Raise `BUILDER` as well, and look at all nine before.
"""

from __future__ import annotations

import sys
from pathlib import Path

from app.templates.photoreal import likeness
from app.templates.photoreal.faces import FACES
from app.templates.photoreal.installer import Builder


def main() -> None:
    """Builds every face and writes its signatures."""
    builder = Builder(Path(sys.argv[1]))
    likeness.write(
        {face.id: builder.build(face) for face in FACES},
        Path(__file__).with_name(likeness.FILE),
    )


if __name__ == "__main__":
    main()
