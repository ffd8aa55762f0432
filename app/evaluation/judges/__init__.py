"""Judges of identity: do two pictures show the same person?

Two recognisers that know nothing of each other, trained by others on photographs: dlib's residual
network and MobileFaceNet. Neither comes with the app. ``pip install understudy[evaluate]`` brings
dlib, and ``python -m app.evaluation.judges.fetch`` the weights of both.

>>> from app.evaluation.judges import open_recognisers, similarity, threshold
>>> for recogniser in open_recognisers():  # doctest: +SKIP
...     a, b = (recogniser.embed(image, landmarks) for image, landmarks in two_faces)
...     print(recogniser.name, similarity(a, b) > threshold(recogniser.name).cosine)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.evaluation.judges.base import NoFaceError, Recogniser, similarity
from app.evaluation.judges.dlib_resnet import DlibResNet
from app.evaluation.judges.mobilefacenet import MobileFaceNet
from app.evaluation.judges.thresholds import Threshold, threshold

__all__ = [
    "RECOGNISERS",
    "NoFaceError",
    "Recogniser",
    "Threshold",
    "open_recognisers",
    "similarity",
    "threshold",
]

RECOGNISERS: dict[str, Callable[[], Recogniser]] = {
    DlibResNet.name: DlibResNet,
    MobileFaceNet.name: MobileFaceNet,
}


def open_recognisers(names: Iterable[str] | None = None) -> list[Recogniser]:
    """Loads recognisers by name; all of them by default.

    Raises:
        ModelError: One is not installed, or its weights are missing or altered; says how to get it.
    """
    return [RECOGNISERS[name]() for name in (RECOGNISERS if names is None else names)]
