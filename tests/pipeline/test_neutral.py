"""A template's features at rest say what the wearer's own say, and stay the template's."""

from __future__ import annotations

import numpy as np
import pytest

from app.frame import N_LANDMARKS, Floats, Frame
from app.pipeline.swap.mesh.mirror import Sight
from app.pipeline.swap.mesh.neutral import (
    LARGEST,
    STIFFNESS,
    Neutral,
    NeutralFit,
    Reader,
    bent,
    mean_face,
)
from app.pipeline.swap.mesh.placement import Head, Wearer, features, gaze_of, with_irises
from app.pipeline.swap.mesh.skin import Target, prepare
from app.pipeline.swap.mesh.topology import topology
from app.pipeline.track.pose import canonical
from app.templates.library import TemplateLibrary

TEMPLATES = [item.id for item in TemplateLibrary().list()]
FORWARD = np.eye(3, dtype=np.float32)


class BrokenReader(Reader):
    """Reads what it is told to once `broken` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.broken: float | None = None
        self.reads = 0

    def read(self, points: Floats) -> Floats:
        self.reads += 1
        found = super().read(points)
        return found if self.broken is None else np.full_like(found, self.broken)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def targets() -> dict[str, Target]:
    library = TemplateLibrary()
    return {name: prepare(library.load(name)).target for name in TEMPLATES}


@pytest.fixture(scope="module")
def wearers(demo: list[Frame]) -> list[Floats]:
    """What is known of the demo clip's person at rest, frame by frame."""
    wearer = Wearer()
    heads = [Head.of(frame.faces[0]) for frame in demo[:120]]
    return [wearer.learn(head.points, head.yaw, 1 / 30).copy() for head in heads]


def worn(reader: Reader, resting: Floats, target: Target, amount: float = 1.0) -> Floats:
    """The reading of someone at rest who wears the features of `target`."""
    mesh, _ = features(resting, resting, target, amount, FORWARD)
    gaze = np.stack([gaze_of(resting, side) for side in (0, 1)])
    return reader.read(with_irises(mesh, gaze))


def error(a: Floats, b: Floats) -> float:
    return float(np.square(a - b).sum())


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_on_a_mean_face_says_no_more_than_the_mean_face(
    name: str, targets: dict[str, Target], reader: Reader
) -> None:
    own = targets[name]
    neutral = Neutral.of(own, reader)
    assert neutral.target is own
    assert np.isfinite(neutral.change).all()
    assert 0 < np.abs(neutral.bend).max() <= LARGEST

    wanted = reader.read(mean_face())
    before = error(worn(reader, mean_face(), own), wanted)
    moved = bent(own, neutral.bend)
    after = error(worn(reader, mean_face(), moved), wanted)
    assert after + STIFFNESS * float(np.square(neutral.bend).sum()) < before
    assert after < 0.75 * before

    by = moved.shape - own.shape
    assert not by[topology().oval].any()
    assert not by[:, 2].any()
    # Controls add up where they are close to one another; the face is 2.3 wide.
    assert np.abs(by).max() < 2 * LARGEST
    # Left and right move like mirror images of each other.
    twin = mirror_images()
    np.testing.assert_allclose(by[twin, 0], -by[:, 0], atol=0.01)
    np.testing.assert_allclose(by[twin, 1], by[:, 1], atol=0.01)


def mirror_images() -> np.ndarray:
    """For each vertex the one on the other side of the face."""
    shape = canonical()
    other = shape * np.array([-1, 1, 1], np.float32)
    return np.linalg.norm(other[:, None] - shape[None], axis=2).argmin(axis=1)


@pytest.mark.parametrize("name", ["builtin/amara", "builtin/walter", "builtin/carrara"])
def test_following_a_wearer_brings_them_nearer_to_what_they_say_themselves(
    name: str, targets: dict[str, Target], reader: Reader, wearers: list[Floats]
) -> None:
    neutral = Neutral.of(targets[name], reader)
    fit = NeutralFit(neutral, reader)
    for resting in wearers:
        target = fit.follow(resting, 1.0)
        assert np.isfinite(target.shape).all()
    resting = wearers[-1]
    wanted = reader.read(resting)
    own = error(worn(reader, resting, neutral.target), wanted)
    general = error(worn(reader, resting, bent(neutral.target, neutral.bend)), wanted)
    fitted = error(worn(reader, resting, target), wanted)
    assert fitted < 0.95 * own
    assert fitted < general


def test_following_takes_half_measures_where_half_of_the_features_are_worn(
    targets: dict[str, Target], reader: Reader, wearers: list[Floats]
) -> None:
    own = targets["builtin/amara"]
    fit = NeutralFit(Neutral.of(own, reader), reader)
    for resting in wearers:
        target = fit.follow(resting, 0.5)
    wanted = reader.read(wearers[-1])
    fitted = error(worn(reader, wearers[-1], target, 0.5), wanted)
    assert fitted < error(worn(reader, wearers[-1], own, 0.5), wanted)


@pytest.mark.parametrize("amount", [0.0, 0.005])
def test_features_that_are_not_worn_are_not_bent(
    amount: float, targets: dict[str, Target], wearers: list[Floats]
) -> None:
    reader = BrokenReader()
    own = targets["builtin/amara"]
    fit = NeutralFit(Neutral.of(own, reader), reader)
    before = reader.reads
    assert all(fit.follow(resting, amount) is own for resting in wearers[:20])
    assert reader.reads == before


@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize("rubbish", [np.nan, np.inf])
def test_readings_that_are_not_numbers_leave_the_features_as_they_were(
    rubbish: float, targets: dict[str, Target], wearers: list[Floats]
) -> None:
    reader = BrokenReader()
    fit = NeutralFit(Neutral.of(targets["builtin/amara"], reader), reader)
    for resting in wearers[:30]:
        before = fit.follow(resting, 1.0).shape.copy()
    reader.broken = rubbish
    reads, bend = reader.reads, fit._bend
    for resting in wearers[30:60]:
        after = fit.follow(resting, 1.0)
    assert reader.reads > reads
    np.testing.assert_array_equal(fit._bend, bend)
    # What is drawn still glides the last of the way to what was learnt before.
    np.testing.assert_allclose(after.shape, before, atol=2e-3)

    reader.broken = None
    for resting in wearers[60:]:
        later = fit.follow(resting, 1.0)
    resting, own = wearers[-1], targets["builtin/amara"]
    wanted = reader.read(resting)
    unbent = error(worn(reader, resting, own), wanted)
    assert error(worn(reader, resting, later), wanted) < unbent


@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize("rubbish", [np.nan, np.inf, 0.0])
def test_a_template_that_is_read_as_rubbish_is_drawn_as_it_is(
    rubbish: float, targets: dict[str, Target], wearers: list[Floats]
) -> None:
    reader = BrokenReader()
    reader.broken = rubbish
    own = targets["builtin/amara"]
    neutral = Neutral.of(own, reader)
    assert not neutral.bend.any()
    reader.broken = None
    fit = NeutralFit(neutral, reader)
    for resting in wearers[:30]:
        target = fit.follow(resting, 1.0)
        assert np.isfinite(target.shape).all()


class LoudReader(Reader):
    """Takes every expression for a hundred times as strong: bends that soften it seem cheap."""

    def read(self, points: Floats) -> Floats:
        return 100 * super().read(points)


def test_no_bend_goes_beyond_the_limit(targets: dict[str, Target], wearers: list[Floats]) -> None:
    reader = LoudReader()
    neutral = Neutral.of(targets["builtin/samir"], reader)
    assert np.abs(neutral.bend).max() == pytest.approx(LARGEST, rel=0.05)
    fit = NeutralFit(neutral, reader)
    for resting in wearers[:40]:
        fit.follow(resting, 1.0)
        assert np.abs(fit._bend).max() <= LARGEST + 1e-6


def test_absurd_wearers_are_given_features_all_the_same(
    targets: dict[str, Target], reader: Reader
) -> None:
    """A resting shape as a failing tracker may give it."""
    own = targets["builtin/samir"]
    rng = np.random.default_rng(1)
    mean = mean_face()
    wearers = [
        mean * 100,
        mean * 1e-9,
        mean * np.array([1, 0, 1], np.float32),
        np.zeros((N_LANDMARKS, 3), np.float32),
        *(rng.normal(0, 3, (4, N_LANDMARKS, 3)).astype(np.float32)),
        np.full((N_LANDMARKS, 3), 1e30, np.float32),
        np.full((N_LANDMARKS, 3), np.nan, np.float32),
    ]
    fit = NeutralFit(Neutral.of(own, reader), reader)
    with np.errstate(all="ignore"):
        for resting in wearers:
            for _ in range(9):
                shape = fit.follow(resting, 1.0).shape
                assert np.isfinite(shape).all()
                assert np.abs(fit._bend).max() <= LARGEST + 1e-6


def test_what_is_seen_apart_from_what_is_drawn_counts(
    targets: dict[str, Target], reader: Reader, wearers: list[Floats]
) -> None:
    """Where the drawn mouth is seen wider than it was drawn, it is read as it is seen."""
    neutral = Neutral.of(targets["builtin/amara"], reader)
    fit = NeutralFit(neutral, reader)
    sight = Sight()
    sight.bias[[61, 291, 78, 308], 0] = (-0.05, 0.05, -0.05, 0.05)
    plain = NeutralFit(neutral, reader)
    fit.sight = sight
    resting = wearers[-1]
    for _ in range(120):
        seen, unseen = fit.follow(resting, 1.0), plain.follow(resting, 1.0)
    wide = [float(target.shape[308, 0] - target.shape[78, 0]) for target in (seen, unseen)]
    assert wide[0] < wide[1]
