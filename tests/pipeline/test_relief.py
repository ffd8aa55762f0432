"""The drawn face has a bright and a dark side where the wearer's light has them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from app.frame import N_MESH, Floats
from app.pipeline.swap.mesh.relief import LARGEST, Relief, _normals
from app.pipeline.swap.mesh.skin import PreparedTemplate, plain_skin, prepare
from app.pipeline.swap.mesh.topology import topology
from app.pipeline.track.pose import canonical
from app.templates.library import TemplateLibrary

NOSE_LEFT, NOSE_RIGHT = 198, 420
"""Either side of the nose, in image order of a frontal face."""


@pytest.fixture(scope="module")
def template() -> PreparedTemplate:
    return prepare(TemplateLibrary().load("ines"))


@pytest.fixture(scope="module")
def face() -> Floats:
    """Frontal, in frame pixels."""
    return np.asarray(canonical() * 100 + 300, np.float32)


def lit(face: Floats, direction: tuple[float, float, float]) -> Floats:
    """``(468, 3)`` log colours of even skin whose brightness rises towards a direction."""
    log = 4.8 + _normals(face) @ np.array(direction, np.float32)
    return np.repeat(log[:, None], 3, axis=1).astype(np.float32)


def test_normals_point_to_the_camera(face: Floats) -> None:
    normals = _normals(face)
    np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-5)
    assert normals[4, 2] < -0.8  # the nose's tip
    assert normals[NOSE_LEFT, 0] < 0 < normals[NOSE_RIGHT, 0]


def test_the_side_to_the_light_is_the_brighter_one(
    face: Floats, template: PreparedTemplate
) -> None:
    from_left = Relief().shade(lit(face, (-0.5, 0, 0)), face, face, template, 0.0)
    from_right = Relief().shade(lit(face, (0.5, 0, 0)), face, face, template, 0.0)
    assert from_left[NOSE_LEFT] - from_left[NOSE_RIGHT] > 0.1
    assert from_right[NOSE_RIGHT] - from_right[NOSE_LEFT] > 0.1


def test_even_light_leaves_no_shade(face: Floats, template: PreparedTemplate) -> None:
    shade = Relief().shade(lit(face, (0, 0, 0)), face, face, template, 0.0)
    np.testing.assert_allclose(shade, 0, atol=1e-3)


def test_the_edge_keeps_what_meets_the_neighbouring_skin(
    face: Floats, template: PreparedTemplate
) -> None:
    shade = Relief().shade(lit(face, (0.4, -0.6, -0.3)), face, face, template, 0.0)
    np.testing.assert_allclose(shade[topology().oval], 0, atol=1e-6)


def test_a_hard_light_is_limited(face: Floats, template: PreparedTemplate) -> None:
    shade = Relief().shade(lit(face, (9, -9, 0)), face, face, template, 0.0)
    assert np.isfinite(shade).all()
    assert np.abs(shade).max() <= LARGEST


def test_beards_and_strands_do_not_turn_the_light(face: Floats, template: PreparedTemplate) -> None:
    clean = lit(face, (-0.4, 0, 0))
    right = Relief().shade(clean, face, face, template, 0.0)
    shape = canonical()
    beard = shape[:, 1] > shape[0, 1]
    strand = (shape[:, 1] < shape[9, 1]) & (shape[:, 0] > -0.1)
    for dark in (beard, strand):
        assert dark[plain_skin() > 0.5].sum() >= 5
        worn = clean.copy()
        worn[dark] -= 1.2
        found = Relief().shade(worn, face, face, template, 0.0)
        assert np.corrcoef(right, found)[0, 1] > 0.95
        assert np.abs(found - right).max() < 0.5 * np.abs(right).max()


def test_the_shade_is_the_drawn_face_s_own(face: Floats, template: PreparedTemplate) -> None:
    """A drawn face without relief has none, whatever nose the wearer has."""
    flat = face.copy()
    flat[:, 2] = 0
    shade = Relief().shade(lit(face, (-0.5, 0, 0)), face, flat, template, 0.0)
    np.testing.assert_allclose(shade, 0, atol=1e-3)


def test_the_light_follows_without_a_jump(face: Floats, template: PreparedTemplate) -> None:
    relief = Relief()
    left, right = lit(face, (-0.5, 0, 0)), lit(face, (0.5, 0, 0))
    first = relief.shade(left, face, face, template, 0.0)
    steps = [relief.shade(right, face, face, template, 1 / 30) for _ in range(60)]
    along = [float(step @ first) for step in (first, *steps)]
    assert all(b < a + 1e-6 for a, b in itertools.pairwise(along[:30]))
    assert along[1] > 0 > along[-1]
    assert len(steps[-1]) == N_MESH
