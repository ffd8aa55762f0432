"""Blends: recipes over verified parents, sharp, reproducible, and nobody in particular."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.errors import TemplateError, UsageError
from app.frame import Image
from app.pipeline.swap.mesh.skin import eye_openness
from app.pipeline.track.detector import FaceDetector
from app.templates.blend import MAX_SHARE, invent, read_recipe
from app.templates.library import TemplateLibrary
from app.templates.mix import choose_cast, mix
from app.templates.pack import Entry
from app.templates.template import Region, Template, View

FOUR = {"amara": 0.3, "ines": 0.3, "mei": 0.25, "ravi": 0.15}


@pytest.fixture
def library(tmp_path: Path) -> TemplateLibrary:
    return TemplateLibrary(home=tmp_path / "templates")


@pytest.fixture(scope="module")
def parents() -> list[Template]:
    library = TemplateLibrary(home=Path("nowhere"))
    return [library.load(name) for name in FOUR]


@pytest.fixture(scope="module")
def mixed(parents: list[Template]) -> Template:
    return mix(parents, list(FOUR.values()), 7, "blends/x", "X", "")


def inner(template: Template) -> tuple[slice, slice]:
    low = template.landmarks[:468, :2].min(axis=0).astype(int)
    high = template.landmarks[:468, :2].max(axis=0).astype(int)
    return slice(low[1], high[1]), slice(low[0], high[0])


def sharpness(picture: Image) -> float:
    return float(cv2.Laplacian(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), cv2.CV_32F).std())


def test_a_blend_is_as_sharp_as_its_parents(parents: list[Template], mixed: Template) -> None:
    theirs = [sharpness(parent.texture[inner(parent)]) for parent in parents]
    ours = sharpness(mixed.texture[inner(mixed)])
    assert ours > 0.85 * min(theirs)
    average = np.mean([parent.texture[inner(parents[0])] for parent in parents], axis=0)
    assert ours > 1.1 * sharpness(average.astype(np.uint8))


def test_a_blend_is_a_face_of_its_own(parents: list[Template], mixed: Template) -> None:
    assert FaceDetector().detect(mixed.texture)[0].score > 0.6
    for parent in parents:
        away = np.abs(mixed.texture.astype(int) - parent.texture)[inner(mixed)].mean()
        assert away > 4, parent.id
        assert np.abs(mixed.geometry - parent.geometry).mean() > 1e-3
    assert set(np.unique(mixed.regions)) >= {Region.SKIN, Region.EYE}


def test_a_blend_shuts_its_eyes_and_opens_its_mouth(mixed: Template) -> None:
    for side in (0, 1):
        assert eye_openness(mixed.closed.landmarks, side) < 0.05
    lips = mixed.opened.landmarks
    gap = np.linalg.norm(lips[13, :2] - lips[14, :2]) / np.linalg.norm(lips[78, :2] - lips[308, :2])
    assert gap > 0.3
    # Where nothing moves, the views are the texture: the engine fades from one to the other.
    for view, still in ((mixed.closed, 6), (mixed.opened, 6)):
        shift = np.round(mixed.landmarks[still, :2] - view.landmarks[still, :2]).astype(int)
        height, width = view.picture.shape[:2]
        same = mixed.texture[shift[1] : shift[1] + height, shift[0] : shift[0] + width]
        edge = np.ones((height, width), bool)
        edge[12:-12, 12:-12] = False
        # Views lie between whole pixels: pores and hairs need not agree, colours must.
        ours, theirs = (
            cv2.GaussianBlur(p.astype(np.float32), (0, 0), 3) for p in (view.picture, same)
        )
        assert np.abs(ours - theirs)[edge].mean() < 4


def test_the_same_recipe_gives_the_same_pixels(library: TemplateLibrary, tmp_path: Path) -> None:
    name = library.blend(FOUR, "Juno", 7)
    again = TemplateLibrary(home=tmp_path / "templates")
    one, two = library.load(name), again.load(name)
    np.testing.assert_array_equal(one.texture, two.texture)
    np.testing.assert_array_equal(one.opened.picture, two.opened.picture)
    assert [item.id for item in again.list()][-1] == name == "blends/juno"
    assert again.find("juno").entry.description.startswith("A blend: Amara 30%")


def test_another_seed_takes_details_from_other_parents() -> None:
    casts = {choose_cast([1, 1, 1], seed) for seed in range(30)}
    assert len({cast.skin for cast in casts}) == 3
    assert all(len({cast.skin, cast.brows, cast.eyes}) == 3 for cast in casts)


def test_beards_are_not_mixed_to_a_grey_shadow(parents: list[Template]) -> None:
    """One bearded parent of four leaves no trace; three of four give a whole beard."""
    patch = np.zeros((1024, 1024), bool)
    chin = parents[0].landmarks[[152, 17], :2].mean(axis=0).astype(int)
    patch[chin[1] - 30 : chin[1] + 30, chin[0] - 60 : chin[0] + 60] = True

    def bearded(parent: Template) -> Template:
        texture = parent.texture.copy()
        texture[patch] = (0, 0, 0)
        regions = parent.regions.copy()
        regions[patch] = Region.FACIAL_HAIR
        views = []
        for view in (parent.closed, parent.opened):
            views.append(View(view.picture, view.landmarks))
        return replace(parent, texture=texture, regions=regions, closed=views[0], opened=views[1])

    spot = (slice(chin[1] - 12, chin[1] + 12), slice(chin[0] - 30, chin[0] + 30))
    shaven = mix(parents, [1, 1, 1, 1], 1, "x", "x", "").texture[spot].mean()
    few = mix([bearded(parents[0]), *parents[1:]], [1, 1, 1, 1], 1, "x", "x", "").texture[spot]
    assert few.mean() > 0.95 * shaven
    many = [bearded(parent) for parent in parents[:3]]
    most = mix([*many, parents[3]], [1, 1, 1, 1], 1, "x", "x", "")
    assert most.texture[spot].mean() < 0.25 * shaven
    assert (most.regions[spot] == Region.FACIAL_HAIR).mean() > 0.8


@pytest.mark.parametrize(
    ("shares", "reason"),
    [
        ({"amara": 1.0}, "3 to 6 parents"),
        ({"amara": 0.8, "ines": 0.1, "mei": 0.1}, "still be recognised"),
        ({"amara": 1.0, "ines": 1.0, "bisque": 1.0}, "do not mix"),
        ({"amara": 1.0, "mei": 1.0, "ines": -1.0}, "above 0"),
        ({"amara": 1.0, "mei": 1.0, "ines": float("nan")}, "above 0"),
        ({"amara": 1.0, "builtin/amara": 1.0}, "named twice"),
    ],
)
def test_what_is_no_blend(library: TemplateLibrary, shares: dict[str, float], reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        library.blend(shares, "Juno")
    assert not (library.home / "blends").exists()


def test_unknown_parent(library: TemplateLibrary) -> None:
    with pytest.raises(TemplateError, match="did you mean 'amara'"):
        library.blend({"amaro": 1.0, "ines": 1.0}, "Juno")


def test_name_that_is_taken_or_none(library: TemplateLibrary) -> None:
    library.blend(FOUR, "Juno", 7)
    with pytest.raises(UsageError, match="there is a blend 'juno' already"):
        library.blend(FOUR, "  JUNO ", 8)
    with pytest.raises(UsageError, match="not a name"):
        library.blend(FOUR, "../..")


def test_a_blend_of_blends_is_refused(library: TemplateLibrary) -> None:
    library.blend(FOUR, "Juno", 7)
    with pytest.raises(UsageError, match="is a blend itself"):
        library.blend({"juno": 1.0, "ines": 1.0}, "Second")


def test_parent_that_changed(library: TemplateLibrary) -> None:
    name = library.blend(FOUR, "Juno", 7)
    recipe = library.home / "blends" / "juno.toml"
    digest = library.find("amara").entry.digest
    recipe.write_text(recipe.read_text("utf-8").replace(digest, "0" * 64), "utf-8")
    with pytest.raises(TemplateError, match="would be another face now, because builtin/amara"):
        TemplateLibrary(home=library.home).load(name)


def test_parent_that_is_not_installed(library: TemplateLibrary) -> None:
    name = library.blend(FOUR, "Juno", 7)
    recipe = library.home / "blends" / "juno.toml"
    text = recipe.read_text("utf-8").replace("builtin/amara", "photoreal/olive")
    recipe.write_text(text, "utf-8")
    with pytest.raises(TemplateError, match="templates install photoreal"):
        TemplateLibrary(home=library.home).load(name)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("schema = 1", "schema = 9", "schema 9"),
        ("share = 0.250000", "share = 9.0", "still be recognised"),
        ("share = 0.300000", 'share = "much"', "not a recipe"),
        ("share = 0.300000", "share = nan", "numbers above 0"),
        ("seed = 7", "seed = -7", "not negative"),
        ("[[parent]]", "[[parent", "not a recipe"),
    ],
)
def test_recipe_that_was_altered(library: TemplateLibrary, old: str, new: str, reason: str) -> None:
    library.blend(FOUR, "Juno", 7)
    recipe = library.home / "blends" / "juno.toml"
    text = recipe.read_text("utf-8")
    assert old in text
    recipe.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(TemplateError, match=reason):
        read_recipe(recipe)
    after = TemplateLibrary(home=library.home)
    assert [item for item in after.list() if item.pack is after.blends] == []
    assert len(after.problems) == 1
    assert reason in after.problems[0]


def test_recipe_that_is_a_link(library: TemplateLibrary, tmp_path: Path) -> None:
    library.blend(FOUR, "Juno", 7)
    recipe = library.home / "blends" / "juno.toml"
    recipe.rename(tmp_path / "elsewhere.toml")
    recipe.symlink_to(tmp_path / "elsewhere.toml")
    with pytest.raises(TemplateError, match="remove it"):
        read_recipe(recipe)


def test_invented_faces_keep_to_the_rule() -> None:
    entries = {item.id: item.entry for item in TemplateLibrary(home=Path("nowhere")).list()}
    assert invent(entries, 3) == invent(entries, 3) != invent(entries, 4)
    for seed in range(50):
        _, shares = invent(entries, seed)
        assert max(shares.values()) <= MAX_SHARE
        assert all(entries[name].kind == "human" for name in shares)


def test_too_few_people_to_invent_from() -> None:
    entries = {"builtin/a": Entry("a", "A", "", "human", "CC0-1.0", "")}
    with pytest.raises(TemplateError, match="too few"):
        invent(entries, 1)


def test_invent_twice_with_one_seed_gives_two_names(library: TemplateLibrary) -> None:
    one, two = library.invent(3), library.invent(3)
    assert two == f"{one}-2"
    np.testing.assert_array_equal(library.load(one).texture, library.load(two).texture)


def test_remove(library: TemplateLibrary) -> None:
    name = library.blend(FOUR, "Juno", 7)
    library.remove(name)
    assert not list((library.home / "blends").iterdir())
    with pytest.raises(TemplateError):
        library.find(name)
    for what in ("builtin", "amara", "builtin/amara", "photoreal"):
        with pytest.raises(UsageError):
            library.remove(what)


def test_no_room_for_the_recipe(library: TemplateLibrary) -> None:
    library.home.mkdir(parents=True)
    (library.home / "blends").write_text("in the way", "utf-8")
    with pytest.raises(TemplateError, match="cannot be written"):
        library.blend(FOUR, "Juno", 7)
