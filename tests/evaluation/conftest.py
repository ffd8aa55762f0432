"""The judges and the people that they are tried on; without them tests are skipped, loudly."""

from __future__ import annotations

import warnings
from collections import defaultdict
from pathlib import Path

import pytest

from app.errors import ModelError
from app.evaluation.faces import StillReader, read_picture
from app.evaluation.judges import RECOGNISERS, Recogniser, open_recognisers
from app.frame import Floats, Image

IDENTITIES = Path(__file__).resolve().parents[3] / "shared" / "identities"
PHOTOS_OF_EACH = 3


@pytest.fixture(scope="session", autouse=True)
def _weights(judges_weights: None) -> None:
    """Every test here may want a judge."""


@pytest.fixture(scope="session", params=list(RECOGNISERS))
def recogniser(request: pytest.FixtureRequest) -> Recogniser:
    try:
        return open_recognisers([request.param])[0]
    except ModelError as error:
        warnings.warn(f"tests of a judge are skipped: {error}", stacklevel=1)
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def recognisers() -> list[Recogniser]:
    """Both that judge together."""
    try:
        return open_recognisers()
    except ModelError as error:
        warnings.warn(f"tests of the evaluation are skipped: {error}", stacklevel=1)
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def reader() -> StillReader:
    return StillReader()


@pytest.fixture(scope="session")
def people(reader: StillReader) -> dict[str, list[tuple[Image, Floats]]]:
    """Some photos of each of many people, with landmarks."""
    manifest = IDENTITIES / "MANIFEST.tsv"
    if not manifest.is_file():
        warnings.warn(f"no {manifest}: judges are not tried on real people", stacklevel=1)
        pytest.skip("the folder shared/identities is not there")
    found: dict[str, list[tuple[Image, Floats]]] = defaultdict(list)
    for line in manifest.read_text(encoding="utf-8").splitlines()[1:]:
        file = line.partition("\t")[0]
        person = file.partition("/")[0]
        if len(found[person]) < PHOTOS_OF_EACH:
            image = read_picture(IDENTITIES / file)
            found[person].append((image, reader.face(image, file)))
    return found
