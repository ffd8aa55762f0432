"""The engine sees what it draws, learns from it, and is led astray by nothing that it sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np
import pytest

from app.evaluation.readings import FaceReader
from app.frame import N_LANDMARKS, Box, Face, Floats, Frame, Image, Patch
from app.pipeline.composite.paste import Compositor
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.swap.mesh.mirror import (
    EVERY,
    FAR,
    FIRST_LOOKS,
    LARGEST_GAZE,
    LARGEST_TURN,
    Mirror,
    Sight,
)
from app.pipeline.swap.mesh.neutral import mean_face
from app.pipeline.swap.mesh.placement import Head, features, gaze_of, with_irises
from app.pipeline.swap.mesh.skin import Target
from app.pipeline.track.landmark_net import LandmarkNet
from app.pipeline.track.mesh import Roi
from app.pipeline.track.pose import estimate_pose
from app.pipeline.track.tracker import Tracker
from app.templates.library import TemplateLibrary
from app.templates.template import Template
from tests.support import clips
from tests.support.rig import default_template

# -- looking -------------------------------------------------------------------------------------


def tracked(picture: Image) -> Frame:
    tracker = Tracker(smoothing=False)
    picture.setflags(write=False)
    frame = tracker.update(Frame(picture, 0, 0.0))
    tracker.close()
    assert len(frame.faces) == 1
    return frame


@pytest.fixture(scope="module")
def frame() -> Frame:
    return tracked(clips.place(clips.room(), 320, 240, 1.8))


@pytest.fixture(scope="module")
def mirror() -> Mirror:
    return Mirror()


@lru_cache(maxsize=1)
def the_swapper() -> tuple[MeshSwapper, Template]:
    return MeshSwapper(), default_template()


def drawn_on(frame: Frame) -> Patch:
    """As in the first frame of a track."""
    swapper, template = the_swapper()
    swapper.forget(frame.faces[0].track_id)
    return swapper.swap(frame, frame.faces[0], template)


def look(mirror: Mirror, frame: Frame, patch: Patch) -> Floats | None:
    wearer = frame.faces[0].landmarks
    return mirror.look(frame.image, patch.pixels, patch.mask, (patch.x, patch.y), wearer)


def apart(a: Floats, b: Floats, face: Face) -> float:
    """Mean distance over the face's height."""
    away = np.linalg.norm(a[:, :2] - b[:, :2], axis=1)
    return float(away.mean()) / face.box.height


def assert_seen_where_it_is_drawn(mirror: Mirror, frame: Frame, exactly: float = 1e-4) -> None:
    """Seen as the net sees it in the whole output, put together by the compositor."""
    face, patch = frame.faces[0], drawn_on(frame)
    seen = look(mirror, frame, patch)
    assert seen is not None
    assert seen.shape == (N_LANDMARKS, 3)
    output = Compositor().compose(frame, [patch])
    whole, _ = LandmarkNet().fit(output, Roi.from_landmarks(face.landmarks))
    assert apart(seen, whole, face) < exactly
    np.testing.assert_allclose(seen[:, 2], whole[:, 2], atol=0.02 * face.box.height)
    assert apart(seen, face.landmarks, face) < 0.05  # the template has features of its own


def test_the_drawn_face_is_seen_where_it_was_drawn(mirror: Mirror, frame: Frame) -> None:
    assert_seen_where_it_is_drawn(mirror, frame)


def test_it_is_the_drawn_face_that_is_seen_not_the_wearers(mirror: Mirror, frame: Frame) -> None:
    """A patch that lies elsewhere is seen there, though the wearer was tracked where they are."""
    face, patch = frame.faces[0], drawn_on(frame)
    away = round(0.2 * face.box.height)
    seen = look(mirror, frame, patch)
    aside = look(mirror, frame, replace(patch, x=patch.x + away))
    assert seen is not None
    assert aside is not None
    moved = (aside - seen)[:, 0]
    assert abs(float(np.median(moved)) - away) < 0.3 * away


@pytest.mark.parametrize("height", [40, 64, 130])
def test_a_small_face_is_seen(mirror: Mirror, height: int) -> None:
    frame = tracked(clips.place(clips.room(), 320, 240, height / 108))
    assert abs(frame.faces[0].box.height - height) < 0.1 * height
    assert_seen_where_it_is_drawn(mirror, frame)


@pytest.mark.parametrize(("zoom", "x", "y"), [(5.0, 1700, 1000), (13.0, 1700, 1001)])
def test_a_face_that_fills_4k_is_seen(mirror: Mirror, zoom: float, x: int, y: int) -> None:
    """Not all of its pixels are looked at, but all at their place."""
    frame = tracked(clips.place(clips.room(3840, 2160), x, y, zoom))
    assert frame.faces[0].box.height > 100 * zoom
    assert_seen_where_it_is_drawn(mirror, frame, exactly=6e-4)


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
@pytest.mark.parametrize("beyond", [0.0, 0.25])
def test_a_face_partly_outside_the_picture_is_seen(
    mirror: Mirror, frame: Frame, side: str, beyond: float
) -> None:
    assert_seen_where_it_is_drawn(mirror, cut(frame, side, beyond))


def cut(frame: Frame, side: str, beyond: float) -> Frame:
    """The part of the picture that leaves a share of the face outside."""
    face = frame.faces[0]
    box, (wide, high) = face.box, (face.box.width, face.box.height)
    x0, y0, x1, y1 = {
        "left": (box.x0 + beyond * wide, 0, frame.width, frame.height),
        "right": (0, 0, box.x1 - beyond * wide, frame.height),
        "top": (0, box.y0 + beyond * high, frame.width, frame.height),
        "bottom": (0, 0, frame.width, box.y1 - beyond * high),
    }[side]
    x0, y0, x1, y1 = (int(v) for v in (x0, y0, x1, y1))
    moved = replace(
        face,
        landmarks=face.landmarks - np.array([x0, y0, 0], np.float32),
        box=Box(box.x0 - x0, box.y0 - y0, box.x1 - x0, box.y1 - y0),
    )
    return Frame(np.ascontiguousarray(frame.image[y0:y1, x0:x1]), 0, 0.0, faces=(moved,))


def test_a_face_of_which_a_corner_is_left_gives_nothing_or_numbers(
    mirror: Mirror, frame: Frame
) -> None:
    for side in ("left", "right", "top", "bottom"):
        for beyond in (0.6, 0.9):
            part = cut(frame, side, beyond)
            seen = look(mirror, part, drawn_on(part))
            assert seen is None or np.isfinite(seen).all()


def test_no_face_is_seen_where_none_was_drawn(mirror: Mirror, frame: Frame) -> None:
    patch = drawn_on(frame)
    rng = np.random.default_rng(5)
    noise = rng.integers(0, 256, patch.pixels.shape, dtype=np.uint8)
    for pixels in (np.full_like(patch.pixels, 128), np.zeros_like(patch.pixels), noise):
        assert look(mirror, frame, replace(patch, pixels=pixels)) is None


def test_looking_writes_to_no_picture(mirror: Mirror, frame: Frame) -> None:
    patch = drawn_on(frame)
    before = [picture.copy() for picture in (frame.image, patch.pixels, patch.mask)]
    for picture in (patch.pixels, patch.mask, frame.faces[0].landmarks):
        picture.setflags(write=False)
    assert not frame.image.flags.writeable
    seen = look(mirror, frame, patch)
    assert seen is not None
    for picture, copy in zip((frame.image, patch.pixels, patch.mask), before, strict=True):
        np.testing.assert_array_equal(picture, copy)
    assert not any(np.shares_memory(seen, a) for a in (frame.image, frame.faces[0].landmarks))


@pytest.mark.parametrize(
    ("points", "logit"), [(np.nan, 9.0), (np.inf, 9.0), (99.0, np.nan), (99.0, -9.0)]
)
def test_a_net_that_fails_has_seen_nothing(
    frame: Frame, points: float, logit: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(_: Floats) -> list[Floats]:
        landmarks = np.full((1, 3 * N_LANDMARKS), 99.0, np.float32)
        landmarks[0, 7] = points
        return [landmarks, np.full((1, 1), logit, np.float32)]

    mirror = Mirror()
    monkeypatch.setattr(mirror._net._net, "run", run)
    assert look(mirror, frame, drawn_on(frame)) is None


def test_it_looks_often_at_first_and_then_seldom() -> None:
    sight = Sight()
    due = [n for n in range(400) if sight.due()]
    assert tuple(due[: len(FIRST_LOOKS)]) == FIRST_LOOKS
    assert set(np.diff(due[len(FIRST_LOOKS) :])) == {EVERY}


# -- learning ------------------------------------------------------------------------------------


def a_target() -> Target:
    """Someone with a longer nose and lower brows than the mean face."""
    shape = mean_face()[:468].copy()
    shape[[1, 4, 5], 1] += 0.05
    shape[[105, 334, 66, 296], 1] += 0.04
    return Target.of(shape)


def standing() -> Head:
    """A mean face that looks straight on."""
    eye = np.eye(3, dtype=np.float32)
    return Head(mean_face(), 1.0, eye, np.zeros(3, np.float32), 0.0)


def learn(sight: Sight, looks: int, seen: Callable[[Floats], Floats]) -> Floats:
    """The loop that the engine closes: draws with what was learnt and is shown `seen` of it.
    Returns what was seen last."""
    head, target = standing(), a_target()
    shown = head.points
    for _ in range(looks):
        mesh, _ = features(head.points, head.points, target, 1.0, sight.turn)
        gaze = np.stack([gaze_of(head.points, side) + sight.gaze[side] for side in (0, 1)])
        drawn = with_irises(mesh, gaze)
        shown = seen(drawn)
        with np.errstate(all="ignore"):
            sight.learn(head, drawn, shown)
        assert_bounded(sight)
    return shown


def angle(turn: Floats) -> Floats:
    return np.asarray(cv2.Rodrigues(turn)[0].ravel())


def assert_bounded(sight: Sight) -> None:
    assert np.isfinite(sight.bias).all()
    np.testing.assert_allclose(sight.turn @ sight.turn.T, np.eye(3), atol=1e-4)
    assert np.linalg.norm(angle(sight.turn)) <= LARGEST_TURN + 1e-4
    assert np.abs(sight.gaze).max() <= LARGEST_GAZE + 1e-6


def turned_by(degrees: float, axis: int) -> Callable[[Floats], Floats]:
    about = np.zeros(3)
    about[axis] = np.radians(degrees)
    turn = cv2.Rodrigues(about)[0].astype(np.float32)
    return lambda drawn: np.asarray(drawn @ turn.T)


def looking_aside(eye_widths: float) -> Callable[[Floats], Floats]:
    def seen(drawn: Floats) -> Floats:
        shift = np.array([eye_widths, 0], np.float32)
        gaze = [gaze_of(drawn, side) + shift for side in (0, 1)]
        return with_irises(drawn[:468], np.stack(gaze))

    return seen


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("degrees", [-4.0, 4.0])
def test_a_head_that_is_seen_turned_is_turned_back(axis: int, degrees: float) -> None:
    sight = Sight()
    first = learn(Sight(), 1, turned_by(degrees, axis))
    last = learn(sight, 60, turned_by(degrees, axis))

    def error(seen: Floats) -> float:
        pose, _ = estimate_pose(seen)
        return (pose.pitch, pose.yaw)[axis]

    assert angle(sight.turn)[axis] * degrees < 0
    # The outline stays where it is, and the features turn no further than they may.
    at_limit = np.linalg.norm(angle(sight.turn)) > LARGEST_TURN - 1e-3
    assert abs(error(last)) < (0.6 if at_limit else 0.1) * abs(error(first))
    others = np.delete(angle(sight.turn), axis)
    assert np.abs(others).max() < 0.25 * abs(angle(sight.turn)[axis])


@pytest.mark.parametrize("aside", [-0.04, 0.04])
def test_eyes_that_are_seen_looking_aside_are_turned_back(aside: float) -> None:
    sight = Sight()
    seen = learn(sight, len(FIRST_LOOKS), looking_aside(aside))
    left = [abs(float(gaze_of(seen, side)[0])) for side in (0, 1)]
    assert max(left) < 0.4 * abs(aside)
    learn(sight, 60, looking_aside(aside))
    np.testing.assert_allclose(sight.gaze[:, 0], -aside, atol=0.003)
    np.testing.assert_allclose(sight.gaze[:, 1], 0, atol=0.003)


def test_what_is_seen_as_drawn_changes_next_to_nothing() -> None:
    """But for the template's own features, which look a little turned to begin with."""
    sight = Sight()
    learn(sight, 60, lambda drawn: drawn)
    assert np.abs(sight.bias).max() < 1e-5
    assert np.abs(sight.gaze).max() < 1e-3
    assert np.linalg.norm(angle(sight.turn)) < 0.6 * LARGEST_TURN


def absurd(name: str) -> Callable[[Floats], Floats]:
    rng = np.random.default_rng(2)
    return {
        "not numbers": lambda drawn: np.full_like(drawn, np.nan),
        "one not a number": lambda drawn: np.where(np.arange(478)[:, None] == 5, np.nan, drawn),
        "endless": lambda drawn: np.full_like(drawn, np.inf),
        "huge": lambda drawn: drawn * np.float32(1e30),
        "a point": lambda drawn: np.zeros_like(drawn),
        "far away": lambda drawn: drawn + np.float32(50),
        "upside down": lambda drawn: -drawn,
        "noise": lambda drawn: rng.normal(0, 1, drawn.shape).astype(np.float32),
        "a little noise": lambda drawn: drawn + rng.normal(0, 0.1, drawn.shape).astype(np.float32),
        "turned far": turned_by(12, 0),
        "turned all over": lambda drawn: turned_by(float(rng.uniform(-12, 12)), 1)(drawn),
        "eyes shut at a point": lambda drawn: np.where(
            np.isin(np.arange(478), (33, 133, 263, 362))[:, None], drawn[33], drawn
        ),
        "irises elsewhere": looking_aside(0.4),
    }[name]


@pytest.mark.parametrize(
    "name",
    [
        *("not numbers", "one not a number", "endless", "huge", "a point", "far away"),
        *("upside down", "noise", "a little noise", "turned far", "turned all over"),
        *("eyes shut at a point", "irises elsewhere"),
    ],
)
def test_absurd_looks_do_limited_harm_and_pass(name: str) -> None:
    sight = Sight()
    learn(sight, 1000, absurd(name))  # asserts the bounds after each look
    assert float(np.square(sight.bias).mean()) < FAR**2
    # Whatever it was, sound looks put it right.
    learn(sight, 150, looking_aside(0.04))
    np.testing.assert_allclose(sight.gaze[:, 0], -0.04, atol=0.01)
    plain = Sight()
    learn(plain, 150, looking_aside(0.04))
    np.testing.assert_allclose(angle(sight.turn), angle(plain.turn), atol=0.01)


def test_looks_at_something_else_teach_nothing() -> None:
    sight = Sight()
    for name in ("not numbers", "one not a number", "endless", "huge", "a point", "far away"):
        learn(sight, 20, absurd(name))
    assert not sight.bias.any()
    assert not sight.gaze.any()
    np.testing.assert_array_equal(sight.turn, np.eye(3))


# -- what it is for ------------------------------------------------------------------------------


class Blind(Mirror):
    def look(self, *_: object) -> None:
        return None


@pytest.fixture(scope="module")
def reader() -> FaceReader:
    return FaceReader()


@pytest.fixture(scope="module")
def poses(demo: list[Frame], reader: FaceReader) -> dict[int, Floats]:
    """Frame → yaw, pitch and roll as the judge sees them in the input, after the first second."""
    return {n: reader.read(demo[n].image)[0].poses[0] for n in range(30, len(demo), 7)}


def errors(
    demo: list[Frame], reader: FaceReader, poses: dict[int, Floats], name: str, *, blind: bool
) -> Floats:
    """``(3,)`` mean difference of yaw, pitch and roll in degrees between input and output."""
    swapper, template = MeshSwapper(), TemplateLibrary().load(name)
    if blind:
        swapper._mirror = Blind()
    rows = []
    for number, frame in enumerate(demo):
        patch = swapper.swap(frame, frame.faces[0], template)
        if number in poses:
            found = reader.read(Compositor().compose(frame, [patch]))[0]
            rows.append(np.abs(found.poses[0] - poses[number]))
    return np.asarray(np.mean(rows, axis=0))


@pytest.mark.parametrize("name", ["builtin/amara", "builtin/samir"])
def test_with_the_mirror_heads_are_seen_more_as_the_wearers(
    demo: list[Frame], reader: FaceReader, poses: dict[int, Floats], name: str
) -> None:
    seeing = errors(demo, reader, poses, name, blind=False)
    blind = errors(demo, reader, poses, name, blind=True)
    assert seeing.mean() < 0.9 * blind.mean()
    assert seeing[1] < 0.8 * blind[1]  # pitch, which features change most
