"""One restorer: what its network is given, and what is made of what it gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.alignment import ALIGNMENTS
from app.errors import ModelError, UsageError
from app.frame import Image
from app.models.contracts import CONTRACTS
from app.models.registry import Registry
from app.pipeline.restore.net import restorer_for
from app.pipeline.restore.table import RESTORERS
from tests.pipeline.restore import networks
from tests.pipeline.restore.conftest import MakeRestorer
from tests.support import clips


@pytest.fixture
def square() -> Image:
    return clips.portrait()


def test_every_row_is_in_the_registry_with_a_contract_of_its_size() -> None:
    registry = Registry.load()
    for row in RESTORERS.values():
        model = registry[row.name]
        assert model.task == "restorer"
        contract = CONTRACTS[model.contract or ""]
        assert contract.inputs[0].shape == (1, 3, row.side, row.side)
        assert contract.outputs[0].shape == (1, 3, row.side, row.side)
        assert [port.role for port in contract.inputs] == ["face", "weight"][: 1 + row.weighted]
        assert row.alignment in ALIGNMENTS


def test_faces_are_aligned_as_the_networks_were_taught() -> None:
    aligned = {name: row.alignment for name, row in RESTORERS.items()}
    assert aligned.pop("gpen_256") == "arcface_128"
    assert set(aligned.values()) == {"ffhq_512"}


def test_every_restorer_of_the_registry_that_can_be_run_has_a_row() -> None:
    there = {model.name for model in Registry.load() if model.task == "restorer" and model.contract}
    assert there == set(RESTORERS)


@pytest.mark.parametrize("name", RESTORERS)
@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_nothing_is_lost_on_the_way(restorer: MakeRestorer, name: str, dtype: str) -> None:
    row = RESTORERS[name]
    make = networks.weighted if row.weighted else networks.identity
    square = np.random.default_rng(0).integers(0, 256, (row.side, row.side, 3), np.uint8)
    one = restorer(make, name=name, side=row.side, dtype=dtype)
    np.testing.assert_array_equal(one.restore(square), square)
    assert (one.provider, one.notes) == ("CPUExecutionProvider", ())


@pytest.mark.parametrize("batch", [1, "batch"])
def test_colours_go_in_as_red_green_blue_from_minus_one_to_one(
    restorer: MakeRestorer, square: Image, batch: int | str
) -> None:
    """0.2 of a range of 2 is a tenth of the levels, and it is red that gets it."""
    redder = restorer(networks.shifted, (0.2, 0.0, -0.1), batch=batch).restore(square)
    change = redder.astype(int)[:, :, ::-1] - square[:, :, ::-1]
    middle = (square.min(axis=2) > 40) & (square.max(axis=2) < 220)
    np.testing.assert_allclose(change[middle].mean(axis=0), [25.5, 0, -12.75], atol=0.6)


def test_what_leaves_the_range_is_cut(restorer: MakeRestorer, square: Image) -> None:
    brighter = restorer(networks.shifted, (0.6, 0.6, 0.6)).restore(square)
    assert brighter[square > 200].min() == 255
    darker = restorer(networks.shifted, (-0.6, -0.6, -0.6), name="gpen_512").restore(square)
    assert darker[square < 50].max() == 0


def test_pictures_stay_upright(restorer: MakeRestorer, square: Image) -> None:
    blurred = restorer(networks.blurred).restore(square)
    kernel = np.full(9, 1 / 9)
    padded = np.pad(square.astype(float), ((4, 4), (4, 4), (0, 0)), mode="edge")
    expected = np.apply_along_axis(np.convolve, 0, padded, kernel, "valid")
    expected = np.apply_along_axis(np.convolve, 1, expected, kernel, "valid")
    np.testing.assert_allclose(blurred, expected, atol=1)


@pytest.mark.parametrize("weight", ["float64", "float32"])
@pytest.mark.parametrize("names", [("input", "weight", "output"), ("x", "w", "y")])
def test_codeformers_weight_arrives(
    restorer: MakeRestorer, square: Image, weight: str, names: tuple[str, str, str]
) -> None:
    one = restorer(networks.weighted, weight, name="codeformer", names=names)
    middle = (square.min(axis=2) > 70) & (square.max(axis=2) < 220)
    for fidelity, darker in ((0.0, 63.75), (0.5, 31.875), (1.0, 0.0)):
        change = square.astype(int) - one.restore(square, fidelity)
        np.testing.assert_allclose(change[middle].mean(axis=0), darker, atol=0.6)


@pytest.mark.parametrize(
    "how", ["black", "constant", "not a number", "noise", "another place", "inverted"]
)
def test_rubbish_is_an_error_of_one_line(restorer: MakeRestorer, square: Image, how: str) -> None:
    one = restorer(networks.failing, how)
    bright = np.maximum(square, 140)
    np.testing.assert_array_equal(one.restore(bright), bright)
    with pytest.raises(ModelError) as caught:
        one.restore(square)
    assert len(str(caught.value).splitlines()) == 1


def test_memory_that_is_not_there_is_an_error_of_one_line(
    restorer: MakeRestorer, square: Image
) -> None:
    one = restorer(networks.failing, "out of memory")
    with pytest.raises(ModelError, match="out of memory") as caught:
        one.restore(square)
    assert len(str(caught.value).splitlines()) == 1
    bright = np.maximum(square, 140)
    np.testing.assert_array_equal(one.restore(bright), bright)  # and it goes on


def test_a_picture_without_contrast_is_restored(restorer: MakeRestorer) -> None:
    """A covered lens is no failure of the network."""
    dark = np.full((512, 512, 3), 9, np.uint8)
    np.testing.assert_array_equal(restorer(networks.identity).restore(dark), dark)


def test_another_network_is_refused_when_it_is_loaded(restorer: MakeRestorer) -> None:
    with pytest.raises(ModelError, match="expected 1×3×512×512"):
        restorer(networks.identity, side=256)
    with pytest.raises(ModelError, match="has no input weight or w"):
        restorer(networks.identity, name="codeformer")


def test_a_name_that_nobody_has(manager) -> None:
    with pytest.raises(UsageError, match="no restorer 'gfpgan'; there are gfpgan_1"):
        restorer_for("gfpgan", manager)


def test_closing_gives_the_network_back_once(
    restorer: MakeRestorer, manager, square: Image
) -> None:
    one, other = restorer(networks.identity), restorer_for("gfpgan_1.4", manager)
    one.close()
    one.close()
    assert manager.cleanup() == 0, "the other still uses it"
    np.testing.assert_array_equal(other.restore(square), square)
    with pytest.raises(ModelError, match="was closed"):
        one.restore(square)
    other.close()
    assert manager.cleanup() > 0


def test_a_missing_file_says_what_to_do(manager, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is not installed"):
        restorer_for("gpen_1024", manager)
