"""Judges of identity: do two pictures show the same person?

Two recognisers that know nothing of each other, trained by others on photographs: dlib's residual
network and MobileFaceNet. Neither comes with the app. ``pip install "understudy[evaluate]"`` brings
dlib, and ``understudy models download judges`` the weights of both. A third one, w600k_r50, judges
as well where the user has it and has calibrated it.

>>> from app.evaluation.judges import open_recognisers, similarity, threshold
>>> for recogniser in open_recognisers():  # doctest: +SKIP
...     a, b = (recogniser.embed(image, landmarks) for image, landmarks in two_faces)
...     print(recogniser.name, similarity(a, b) > threshold(recogniser.name).cosine)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.errors import ModelError
from app.evaluation.judges import w600k_r50
from app.evaluation.judges.base import NoFaceError, Recogniser, similarity
from app.evaluation.judges.dlib_resnet import DlibResNet
from app.evaluation.judges.mobilefacenet import MobileFaceNet
from app.evaluation.judges.thresholds import Threshold, calibrated, threshold
from app.evaluation.judges.w600k_r50 import W600kR50

__all__ = [
    "RECOGNISERS",
    "NoFaceError",
    "Recogniser",
    "Threshold",
    "open_further",
    "open_recognisers",
    "similarity",
    "threshold",
]

RECOGNISERS: dict[str, Callable[[], Recogniser]] = {
    DlibResNet.name: DlibResNet,
    MobileFaceNet.name: MobileFaceNet,
}


def open_recognisers(names: Iterable[str] | None = None) -> list[Recogniser]:
    """Loads recognisers by name; both by default.

    Raises:
        ModelError: One is not installed, or its weights are missing or altered; says how to get it.
    """
    return [RECOGNISERS[name]() for name in (RECOGNISERS if names is None else names)]


def open_further(*, uncalibrated: bool = False) -> tuple[list[Recogniser], list[str]]:
    """Loads what the user has beyond `RECOGNISERS`.

    Args:
        uncalibrated: Also those without a threshold, to measure one.

    Returns:
        The recognisers, and in a line each why one that is there is not used.
    """
    if not w600k_r50.is_there():
        return [], []
    if not uncalibrated and W600kR50.name not in calibrated():
        return [], [
            f"{W600kR50.name} is there but has no threshold, so it does not judge; "
            "scripts/calibrate_judges.py measures one on photos"
        ]
    try:
        return [W600kR50()], []
    except ModelError as error:
        return [], [str(error)]
