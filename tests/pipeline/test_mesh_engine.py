"""The mesh engine on real faces: it covers, keeps pose and expression, and survives odd places."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from app.evaluation.unswapped import likeness
from app.frame import Face, Frame, Image, Patch
from app.pipeline.composite.paste import Compositor
from app.pipeline.guard.checks import is_covered, sampling
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.swap.mesh.neutral import Neutral, NeutralFit, Reader
from app.pipeline.swap.mesh.placement import SHUT, Head, Placement, Wearer, place
from app.pipeline.swap.mesh.skin import eye_openness, prepare
from app.pipeline.swap.mesh.topology import (
    EYES,
    INSIDE,
    LOWER_LID,
    LOWER_LIP,
    MOUTH,
    OVER,
    RIM,
    SKIN,
    UPPER_LID,
    UPPER_LIP,
    topology,
)
from app.pipeline.swap.options import SwapOptions
from app.pipeline.track.pose import canonical
from app.pipeline.track.tracker import Tracker
from app.templates.library import TemplateLibrary
from app.templates.template import Region, Template, View
from tests.support import clips
from tests.support.rig import default_template


@pytest.fixture(scope="module")
def tracked() -> Frame:
    tracker = Tracker(smoothing=False)
    picture = clips.place(clips.room(), 320, 240, 1.8)
    frame = tracker.update(Frame(picture, 0, 0.0))
    tracker.close()
    return frame


def look(picture: Image) -> Frame:
    tracker = Tracker(smoothing=False)
    frame = tracker.update(Frame(picture, 0, 0.0))
    tracker.close()
    return frame


def swap(frame: Frame, template: Template | None = None) -> tuple[Patch, Image]:
    patch = MeshSwapper().swap(frame, frame.faces[0], template or default_template())
    return patch, Compositor().compose(frame, [patch])


def test_topology_is_one_sheet_facing_the_camera() -> None:
    topo = topology()
    on_mesh = (topo.layer == SKIN) & (topo.rank == 0) & (topo.triangles.max(axis=1) < RIM)
    skin = topo.triangles[on_mesh]
    assert len(skin) == 852
    points = canonical()[:, :2]
    a, b, c = (points[skin[:, i]] for i in range(3))
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    assert (area > 0).mean() > 0.94  # the nose's underside faces down
    assert set(topo.triangles.ravel()) == set(range(OVER + len(topo.twins)))
    np.testing.assert_allclose(topo.from_oval.sum(axis=1), 1, atol=1e-4)
    assert topo.inner[topo.oval].max() == 0
    assert topo.inner[[1, 33, 263, 61, 291]].min() > 0.5
    assert topo.triangles[topo.layer == INSIDE].min() >= MOUTH
    assert EYES == RIM + 36


def test_patch_covers_the_inner_face(tracked: Frame) -> None:
    patch, output = swap(tracked)
    face = tracked.faces[0]
    assert is_covered(sampling(tracked, face), patch)
    assert not likeness(tracked.image, output, face.landmarks).unswapped
    assert likeness(tracked.image, tracked.image, face.landmarks).unswapped
    untouched = np.ones(output.shape[:2], bool)
    untouched[patch.y : patch.y + patch.mask.shape[0], patch.x : patch.x + patch.mask.shape[1]] = 0
    np.testing.assert_array_equal(output[untouched], tracked.image[untouched])


@pytest.mark.parametrize("item", [item.id for item in TemplateLibrary().list()])
def test_every_template_gives_a_face_in_the_same_pose(tracked: Frame, item: str) -> None:
    _, output = swap(tracked, TemplateLibrary().load(item))
    before = tracked.faces[0]
    found = look(output).faces
    assert len(found) == 1
    after = found[0]
    assert abs(after.pose.yaw - before.pose.yaw) < 6
    # To the net, low brows and long noses look down a little, on their own portraits too.
    assert abs(after.pose.pitch - before.pose.pitch) < 10
    assert abs(after.pose.roll - before.pose.roll) < 3
    shift = np.subtract(after.box.centre, before.box.centre) / before.box.height
    assert np.abs(shift).max() < 0.06
    assert not likeness(tracked.image, output, before.landmarks).unswapped


def test_templates_differ_from_one_another(tracked: Frame) -> None:
    library = TemplateLibrary()
    outputs = [swap(tracked, library.load(item.id))[1] for item in library.list()]
    for i, one in enumerate(outputs):
        for other in outputs[:i]:
            assert not likeness(one, other, tracked.faces[0].landmarks).unswapped


def with_shut_eyes(face: Face, ajar: float = 0.3) -> Face:
    """Lids as far apart as the nets leave those of shut eyes."""
    shut = face.landmarks.copy()
    for side in (0, 1):
        upper, lower = list(UPPER_LID[side]), list(LOWER_LID[side])
        middle = (shut[upper] + shut[lower]) / 2
        shut[upper] = middle + (shut[upper] - middle) * ajar
        shut[lower] = middle + (shut[lower] - middle) * ajar
    return replace(face, landmarks=shut)


def with_open_mouth(face: Face) -> Face:
    """The jaw drops: the lower lip, and all that lies below it, goes down."""
    wide = face.landmarks.copy()
    height = face.box.height
    line = wide[[61, 291], 1].mean()
    share = np.clip((wide[:, 1] - line) / (0.06 * height), 0, 1)
    share *= np.exp(-(((wide[:, 0] - wide[17, 0]) / (0.4 * height)) ** 2))
    share[list(LOWER_LIP[1:-1])] = 1
    share[list(UPPER_LIP)] = 0
    wide[:, 1] += 0.15 * height * share
    return replace(face, landmarks=wide)


def test_shut_eyes_and_an_open_mouth_show_the_templates_own(tracked: Frame) -> None:
    """The views are laid over the skin where, and as far as, the wearer does the same."""
    plain = default_template()

    def dyed(view: View, colour: tuple[int, int, int]) -> View:
        return View(np.full_like(view.picture, colour), view.landmarks)

    template = replace(
        plain, closed=dyed(plain.closed, (0, 255, 0)), opened=dyed(plain.opened, (255, 0, 0))
    )
    swapper, reference = MeshSwapper(), MeshSwapper()
    face = tracked.faces[0]

    def changed(face: Face) -> np.ndarray:
        frame = replace(tracked, faces=(face,))
        for _ in range(3):
            swapper.swap(tracked, tracked.faces[0], template)
            reference.swap(tracked, tracked.faces[0], plain)
        ours = swapper.swap(frame, face, template)
        theirs = reference.swap(frame, face, plain)
        assert is_covered(sampling(frame, face), ours)
        np.testing.assert_array_equal(ours.mask, theirs.mask)
        moved = np.abs(ours.pixels.astype(int) - theirs.pixels).max(axis=2) > 40
        result = np.zeros(tracked.image.shape[:2], bool)
        height, width = moved.shape
        result[ours.y : ours.y + height, ours.x : ours.x + width] = moved
        return result

    eyes = face.landmarks[[159, 386], :2].astype(int)  # upper lids
    chin = face.landmarks[[17, 200], :2].mean(axis=0).astype(int)
    nose, forehead = (face.landmarks[i, :2].astype(int) for i in (197, 151))
    rest = changed(face)
    assert not any(rest[y - 2, x] for x, y in eyes)
    blink = changed(with_shut_eyes(face))
    assert all(blink[y - 2, x] for x, y in eyes)
    assert not blink[chin[1], chin[0]]
    speech = changed(with_open_mouth(face))
    lower_lip = with_open_mouth(face).landmarks[17, :2].astype(int)
    assert speech[lower_lip[1] + 10, lower_lip[0]]  # the template has fuller lips
    assert not any(speech[y - 2, x] for x, y in eyes)
    for where in (rest, blink, speech):
        assert not where[nose[1], nose[0]]
        assert not where[forehead[1], forehead[0]]


def test_hair_of_the_template_is_not_taken_for_its_skin(tracked: Frame) -> None:
    """A black beard stays black: it is no reason to brighten the whole face."""
    plain = default_template()
    points = plain.landmarks[:468, :2]
    below = np.argwhere(points[:, 1] > points[14, 1] + 20).ravel()
    beard = np.zeros(plain.regions.shape, np.uint8)
    cv2.fillConvexPoly(beard, cv2.convexHull(points[below].astype(np.int32)), 1)
    texture, regions = plain.texture.copy(), plain.regions.copy()
    texture[beard > 0] = 20
    regions[beard > 0] = Region.FACIAL_HAIR
    bearded = replace(plain, texture=texture, regions=regions)

    def around(template: Template, vertex: int) -> float:
        x, y = tracked.faces[0].landmarks[vertex, :2].astype(int)
        return float(swap(tracked, template)[1][y - 6 : y + 7, x - 6 : x + 7].mean())

    assert around(bearded, 50) == pytest.approx(around(plain, 50), abs=6)  # the cheek
    assert around(bearded, 200) < 0.4 * around(plain, 200)  # the chin
    assert prepare(bearded).plain[200] < 0.05 < 0.5 < prepare(plain).plain[200]


def test_eyes_and_mouth_follow(tracked: Frame) -> None:
    """Shut lids shut the template's, parted lips part them, a turned iris turns."""
    face, prepared = tracked.faces[0], prepare(default_template())
    reader = Reader()
    wearer, fit = Wearer(), NeutralFit(Neutral.of(prepared.target, reader), reader)

    def placed(face: Face, dt: float = 0.0) -> Placement:
        head = Head.of(face)
        resting = wearer.learn(head.points, head.yaw, dt)
        return place(head, resting, prepared, fit.follow(resting, 0.8), 0.8, fit.sight)

    for _ in range(30):
        rest = placed(face, 0.1)
    blink, shut = placed(with_shut_eyes(face)), placed(with_shut_eyes(face, SHUT))
    np.testing.assert_allclose(rest.doing[:2], 0)
    np.testing.assert_allclose(blink.doing[:2], 1, atol=0.01)
    np.testing.assert_allclose(shut.doing[:2], 1)
    for side in (0, 1):
        assert eye_openness(rest.points, side) > 0.15
        assert eye_openness(blink.points, side) < 0.03
        assert eye_openness(shut.points, side) < 1e-3

    opened = placed(with_open_mouth(face))
    assert opened.doing[2] > 0.9
    gap = opened.points[list(LOWER_LIP), 1] - opened.points[list(UPPER_LIP), 1]
    rest_gap = rest.points[list(LOWER_LIP), 1] - rest.points[list(UPPER_LIP), 1]
    assert gap.max() - rest_gap.max() > 0.12 * face.box.height

    aside = face.landmarks.copy()
    width = abs(aside[133, 0] - aside[33, 0])
    aside[468:478, 0] += 0.2 * width
    looked = placed(replace(face, landmarks=aside))
    for start in (EYES, EYES + 17):
        # The lids' vertices see the eyeball's picture from further left: the iris went right.
        moved = (looked.texcoords - rest.texcoords)[start : start + 17, 0]
        assert moved.max() < -5


def test_bright_and_dark_and_coloured_light_is_taken_over(tracked: Frame) -> None:
    for gain in ((0.25, 0.25, 0.25), (0.5, 0.8, 1.2), (1.3, 0.9, 0.6)):
        picture = np.clip(tracked.image * np.array(gain), 0, 255).astype(np.uint8)
        frame = replace(tracked, image=picture)
        patch, output = swap(frame)
        height, width = patch.mask.shape
        core = np.s_[patch.y : patch.y + height, patch.x : patch.x + width]
        where = patch.mask > 250
        theirs, ours = picture[core][where].mean(axis=0), output[core][where].mean(axis=0)
        np.testing.assert_allclose(ours, theirs, rtol=0.25, atol=6)


@pytest.mark.parametrize(("x", "y"), [(20, 240), (620, 240), (320, 30), (320, 460), (5, 5)])
def test_face_at_the_border_stays_inside_the_frame(x: float, y: float) -> None:
    frame = look(clips.place(clips.room(), x, y, 1.5))
    for face in frame.faces:
        patch = MeshSwapper().swap(frame, face, default_template())
        height, width = patch.mask.shape
        assert patch.x >= 0
        assert patch.y >= 0
        assert patch.x + width <= frame.width
        assert patch.y + height <= frame.height


def test_very_large_face_is_drawn_smaller_and_covers_all_the_same() -> None:
    big = cv2.resize(clips.place(clips.room(), 320, 240, 3.4), (2560, 1920))
    frame = look(big)
    patch, output = swap(frame)
    assert frame.faces[0].box.height > 900
    assert is_covered(sampling(frame, frame.faces[0]), patch)
    assert not likeness(big, output, frame.faces[0].landmarks).unswapped


def test_color_correction_zero_keeps_the_templates_tone(tracked: Frame) -> None:
    red = replace(tracked, image=np.clip(tracked.image * [0.6, 0.8, 1.2], 0, 255).astype(np.uint8))
    cast = []
    for amount in (0.0, 1.0):
        patch = MeshSwapper(SwapOptions(color_correction=amount)).swap(
            red, red.faces[0], default_template()
        )
        mean = patch.pixels[patch.mask > 250].mean(axis=0)
        cast.append(mean[2] / mean[0])
    assert cast[1] > 1.15 * cast[0]


def test_a_forgotten_track_starts_anew(tracked: Frame) -> None:
    swapper = MeshSwapper()
    template = default_template()
    first = swapper.swap(tracked, tracked.faces[0], template)
    darker = replace(tracked, image=(tracked.image * 0.4).astype(np.uint8))
    swapper.swap(darker, tracked.faces[0], template)
    swapper.forget(tracked.faces[0].track_id)
    again = swapper.swap(tracked, tracked.faces[0], template)
    np.testing.assert_array_equal(first.pixels, again.pixels)
