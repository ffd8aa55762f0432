"""The photoreal pack: nine faces of no real person, built on the user's machine.

>>> install(templates_dir() / "photoreal", mirror=None, progress=lambda p: print(p))
>>> open_photoreal(templates_dir() / "photoreal").load("olive")
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.templates.photoreal.faces import PACK as PHOTOREAL
from app.templates.photoreal.trust import open_photoreal

__all__ = ["PHOTOREAL", "Progress", "install", "open_photoreal"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an installation is.

    Attributes:
        stage: ``download`` counts bytes, ``build`` counts faces.
        name: The file or face at hand.
        done, total: Of this stage.
    """

    stage: Literal["download", "build"]
    name: str
    done: int
    total: int


def install(
    target: Path,
    *,
    mirror: Path | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> None:
    """Fetches the figures, builds the nine faces, and puts them at `target`, all at once.

    May be interrupted at any moment, and goes on from there when it is called again; what was at
    `target` stays until the new pack is whole.

    Args:
        target: The pack's folder, ``…/photoreal``; its parent is made if need be.
        mirror: Take the figures from this folder (``figures/…``, ``LICENSE``), not the network.
        progress: Called from this thread, often; may raise to cancel.

    Raises:
        DownloadError: A source cannot be had, or is not what it must be.
        TemplateError: Another installation is running, or a face cannot be built.
    """
    from app.templates.photoreal.installer import run

    run(target, mirror, progress or (lambda _: None))
