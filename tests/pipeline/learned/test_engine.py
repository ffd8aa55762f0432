"""Between the frame and the network's square: where things lie, what is covered, and colours."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import fields, replace

import cv2
import numpy as np
import pytest

from app.alignment import ALIGNMENTS, five_points, to_square
from app.errors import ModelError
from app.frame import Box, Face, Floats, Frame, Image, Patch
from app.pipeline.composite.paste import Compositor
from app.pipeline.guard import checks
from app.pipeline.swap.base import ManySwapper
from app.pipeline.swap.learned.base import Made
from app.pipeline.swap.learned.boost import join, split
from app.pipeline.swap.learned.engine import LearnedSwapper
from app.pipeline.swap.learned.patch import Roi, place
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.swap.options import SwapOptions
from app.templates.template import Template
from tests.support.learned import Painter
from tests.support.rig import default_template

PLAIN = SwapOptions(color_correction=0)
HEIGHTS = (100, 180, 270, 400, 600)


@pytest.fixture(scope="module")
def template() -> Template:
    return default_template()


def scaled(frame: Frame, height: float) -> Frame:
    """The same picture and face, the face `height` pixels high."""
    (face,) = frame.faces
    factor = height / face.box.height
    size = round(frame.width * factor), round(frame.height * factor)
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    image = np.asarray(cv2.resize(frame.image, size, interpolation=how), np.uint8)
    return moved(replace(frame, image=image), face, factor, 0.0, 0.0)


def moved(frame: Frame, face: Face, factor: float, dx: float, dy: float) -> Frame:
    points = (face.landmarks * factor + np.array([dx, dy, 0])).astype(np.float32)
    low, high = points.min(axis=0), points.max(axis=0)
    box = Box(*(float(v) for v in (*low[:2], *high[:2])))
    return replace(frame, faces=(replace(face, landmarks=points, box=box),))


def swap(swapper: LearnedSwapper, frame: Frame, template: Template) -> tuple[Patch, Image]:
    patch = swapper.swap(frame, frame.faces[0], template)
    return patch, Compositor().compose(frame, [patch])


def inner(frame: Frame, shrink: float = 1.0) -> np.ndarray:
    """Which pixels of the frame lie in the guard's inner face, shrunk further."""
    polygon = checks.inner_polygon(frame.faces[0])
    middle = polygon.mean(axis=0)
    area = np.zeros(frame.image.shape[:2], np.uint8)
    cv2.fillConvexPoly(area, np.round(middle + shrink * (polygon - middle)).astype(np.int32), 1)
    return area > 0


def stranger(square: Image) -> Image:
    """Another face's pixels, by and large where the wearer's are: bent, and of another colour."""
    side = square.shape[0]
    y, x = np.mgrid[:side, :side].astype(np.float32)
    wave = 0.05 * side * np.sin(x / side * 40) * np.sin(y / side * 25)
    bent = cv2.remap(square, x + wave, y + wave, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.clip(bent * np.array([1.25, 0.9, 0.7]), 0, 255).astype(np.uint8)


# -- where things lie ------------------------------------------------------------------------------


def dotted(points: Floats, side: int) -> Image:
    """A white dot at each point, centred to a fraction of a pixel."""
    y, x = np.mgrid[:side, :side]
    light = np.zeros((side, side))
    sigma = max(1.5, side / 80)
    for px, py in points:
        light = np.maximum(light, np.exp(-((x - px) ** 2 + (y - py) ** 2) / (2 * sigma**2)))
    return np.repeat(np.round(40 + 200 * light).astype(np.uint8)[:, :, None], 3, axis=2)


def dot_near(picture: Image, at: Floats, reach: float) -> Floats:
    """The light's middle around a point."""
    x0, y0 = (np.maximum(np.round(at - reach), 0)).astype(int)
    x1, y1 = (np.round(at + reach)).astype(int) + 1
    part = picture[y0:y1, x0:x1, 1].astype(float)
    part = np.maximum(part - part.min() - 0.4 * np.ptp(part), 0)
    y, x = np.mgrid[y0 : y0 + part.shape[0], x0 : x0 + part.shape[1]]
    return np.array([(part * x).sum(), (part * y).sum()]) / part.sum()


@pytest.mark.parametrize("height", HEIGHTS)
@pytest.mark.parametrize(("alignment", "side"), [("arcface_128", 128), ("ffhq_512", 512)])
def test_what_is_drawn_at_the_alignments_points_lies_on_the_face(
    height: int, alignment: str, side: int, demo: list[Frame], template: Template
) -> None:
    frame = scaled(demo[0], height)
    picture = dotted(ALIGNMENTS[alignment] * side, side)
    swapper = LearnedSwapper(Painter(lambda _: picture, side, alignment), PLAIN)
    _, output = swap(swapper, frame, template)
    # The five points of a face are not those of the alignment: a similarity only comes near.
    matrix = to_square(five_points(frame.faces[0].landmarks), alignment, side)
    back = cv2.invertAffineTransform(matrix)
    meant = (ALIGNMENTS[alignment] * side) @ back[:, :2].T + back[:, 2]
    found = [dot_near(output, point, 0.05 * height) for point in meant]
    off = np.linalg.norm(np.array(found) - meant, axis=1)
    assert off.max() < 0.25 + 0.001 * height, off


@pytest.mark.parametrize("height", HEIGHTS)
@pytest.mark.parametrize("side", [128, 256])
def test_what_the_network_sees_is_the_face(
    height: int, side: int, demo: list[Frame], template: Template
) -> None:
    frame = scaled(demo[0], height)
    points = frame.faces[0].landmarks[[33, 133, 263, 362, 4, 61, 291], :2]
    yy, xx = np.mgrid[: frame.height, : frame.width]
    light = np.zeros(frame.image.shape[:2])
    for px, py in points:
        light = np.maximum(light, np.exp(-((xx - px) ** 2 + (yy - py) ** 2) / (0.03 * height) ** 2))
    marked = np.repeat(np.round(40 + 200 * light).astype(np.uint8)[:, :, None], 3, axis=2)
    painter = Painter(stranger, side)
    LearnedSwapper(painter).swap(replace(frame, image=marked), frame.faces[0], template)
    (square,) = painter.seen
    assert square.shape == (side, side, 3)
    matrix = to_square(five_points(frame.faces[0].landmarks), "arcface_128", side)
    expected = points @ matrix[:, :2].T + matrix[:, 2]
    found = [dot_near(square, point, side * 0.04) for point in expected]
    assert np.abs(np.mean(found - expected, axis=0)).max() < 0.1, "no shift by part of a pixel"
    assert np.abs(found - expected).max() < 0.5
    eyes = side * ALIGNMENTS["arcface_128"][:2].mean(axis=0)
    assert np.linalg.norm(np.mean(found[:4], axis=0) - eyes) < side * 0.03


def test_beyond_the_square_lie_its_own_pixels(demo: list[Frame]) -> None:
    """A mouth that opens wide reaches beyond it, and has to be covered all the same."""
    drawn = np.full((128, 128, 3), 200, np.uint8)
    shifted = np.array([[0.5, 0, 20], [0, 0.5, 60]], np.float32)
    assert place(drawn, shifted, Roi(10, 10, 90, 160)).min() >= 199


@pytest.mark.parametrize("height", HEIGHTS)
def test_there_and_back_leaves_the_picture(
    height: int, demo: list[Frame], template: Template
) -> None:
    """What a network of many pixels draws comes out as it drew it, where the face was."""
    frame = scaled(demo[0], height)

    painter = Painter(lambda square: cv2.add(stranger(square), np.array([0.0, 40, 0, 0])), 512)
    patch, output = swap(LearnedSwapper(painter, PLAIN), frame, template)
    made = painter.paint(painter.seen[0])
    matrix = to_square(five_points(frame.faces[0].landmarks), "arcface_128", 512)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    expected = cv2.warpAffine(made, matrix, (frame.width, frame.height), flags=flags)
    soft = [cv2.GaussianBlur(one, (0, 0), 1.5).astype(int) for one in (output, expected)]
    assert np.abs(soft[0] - soft[1])[inner(frame, 0.9)].mean() < 2.5
    assert patch.frame_index == frame.index


def test_pixel_boost_splits_and_joins() -> None:
    square = np.random.default_rng(0).integers(0, 256, (512, 512, 3)).astype(np.uint8)
    for factor in (1, 2, 4):
        parts = split(square, factor)
        assert len(parts) == factor**2
        np.testing.assert_array_equal(parts[-1][0, 0], square[factor - 1, factor - 1])
        np.testing.assert_array_equal(join(parts, factor), square)


# -- what is covered -------------------------------------------------------------------------------


class Hides:
    """A `FaceMask` that sees no face at all, or fails."""

    name = "hides"

    def __init__(self, fails: bool = False) -> None:
        self.fails = fails
        self.closed = 0

    def mask(self, image: Image, landmarks: Floats) -> tuple[Image, Floats]:
        if self.fails:
            raise ModelError("no mask")
        return np.zeros((64, 64), np.uint8), np.array([[0.01, 0, 0], [0, 0.01, 0]], np.float32)

    def close(self) -> None:
        self.closed += 1


def nothing_of_own(square: Image) -> Made:
    return Made(stranger(square), np.zeros(square.shape[:2], np.uint8))


@pytest.mark.parametrize("height", [40, *HEIGHTS])
@pytest.mark.parametrize("alignment", ["arcface_128", "arcface_112_v1", "ffhq_512", "mtcnn_512"])
def test_the_inner_face_is_covered_whatever_masks_say(
    height: int, alignment: str, demo: list[Frame], template: Template
) -> None:
    frame = scaled(demo[0], height)
    where = checks.sampling(frame, frame.faces[0])
    areas = []
    for paint, mask in ((stranger, None), (nothing_of_own, None), (stranger, Hides())):
        swapper = LearnedSwapper(Painter(paint, 128, alignment), PLAIN, mask)
        patch, output = swap(swapper, frame, template)
        assert checks.is_covered(where, patch)
        assert checks.differs(where, frame, output)
        areas.append(int((patch.mask > 127).sum()))
        # Work for a face is work in its own box.
        box = frame.faces[0].box.scaled(1.3)
        assert patch.mask.shape[0] <= box.height + 4
        assert patch.mask.shape[1] <= box.width + 4
        edge = np.concatenate([patch.mask[0], patch.mask[-1], patch.mask[:, 0], patch.mask[:, -1]])
        assert edge.max() < 24, "it ends softly"
    assert areas[1] < 0.85 * areas[0], "the network's mask takes away outside of the inner face"
    assert areas[2] < 0.85 * areas[0]


def test_every_head_of_the_clip_is_covered(demo: list[Frame], template: Template) -> None:
    """It looks up, down and to the sides, and opens its mouth."""
    swapper = LearnedSwapper(Painter(nothing_of_own, 128, "arcface_112_v1"))
    for frame in demo[::5]:
        patch, output = swap(swapper, frame, template)
        where = checks.sampling(frame, frame.faces[0])
        assert checks.is_covered(where, patch)
        assert checks.differs(where, frame, output)


@pytest.mark.parametrize(("dx", "dy"), [(-480, 0), (0, -250), (500, 300)])
def test_a_face_that_leaves_the_picture(
    dx: int, dy: int, demo: list[Frame], template: Template
) -> None:
    frame = demo[0]
    shift = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
    image = cv2.warpAffine(frame.image, shift, (frame.width, frame.height))
    away = moved(replace(frame, image=np.asarray(image, np.uint8)), frame.faces[0], 1, dx, dy)
    swapper = LearnedSwapper(Painter(stranger))
    box = away.faces[0].box
    if box.intersection(Box(0, 0, away.width, away.height)) < 4:
        with pytest.raises(ValueError, match="outside"):
            swap(swapper, away, template)
        return
    patch, _ = swap(swapper, away, template)
    assert checks.is_covered(checks.sampling(away, away.faces[0]), patch)


def test_a_face_outside_is_refused(demo: list[Frame], template: Template) -> None:
    away = moved(demo[0], demo[0].faces[0], 1, 5000, 0)
    with pytest.raises(ValueError, match="outside the picture"):
        swap(LearnedSwapper(Painter(stranger)), away, template)


def test_a_mask_that_fails_covers_more_not_less(
    demo: list[Frame], template: Template, caplog: pytest.LogCaptureFixture
) -> None:
    frame = demo[0]
    without, _ = swap(LearnedSwapper(Painter(stranger)), frame, template)
    swapper = LearnedSwapper(Painter(stranger), mask=Hides(fails=True))
    for _ in range(3):
        patch, _ = swap(swapper, frame, template)
    np.testing.assert_array_equal(patch.mask, without.mask)
    assert caplog.text.count("the mask of what is before the face failed") == 1


# -- what users turn -------------------------------------------------------------------------------


def tone(picture: Image, frame: Frame) -> Floats:
    return np.asarray(np.median(picture[inner(frame, 0.9)], axis=0), np.float32)


def test_colours_are_matched_to_the_wearer(demo: list[Frame], template: Template) -> None:
    own, half, matched = (
        tone(swap(LearnedSwapper(Painter(stranger), SwapOptions(color_correction=c)), demo[0],
                  template)[1], demo[0])
        for c in (0.0, 0.5, 1.0)
    )  # fmt: skip
    wearer = tone(demo[0].image, demo[0])
    assert np.abs(own - wearer).max() > 25, "the network's own"
    assert np.abs(matched - wearer).max() < 8
    assert np.abs(half - (own + matched) / 2).max() < 6


def test_characters_keep_their_colour(demo: list[Frame], template: Template) -> None:
    robot = replace(template, kind="character")
    drawn = [
        swap(LearnedSwapper(Painter(stranger), SwapOptions(color_correction=c)), demo[0], robot)[1]
        for c in (0.0, 1.0)
    ]
    np.testing.assert_array_equal(*drawn)


def test_specks_do_not_change_the_tone(demo: list[Frame], template: Template) -> None:
    def specked(square: Image) -> Image:
        drawn = stranger(square)
        drawn[56:76, 28:44] = (255, 255, 255)  # a glint on the cheek
        drawn[66:86, 84:100] = (0, 0, 255)
        return drawn

    plain, marked = (
        swap(LearnedSwapper(Painter(paint)), demo[0], template)[1].astype(int)
        for paint in (stranger, specked)
    )
    # Most of the face is beside the specks.
    off = np.median((plain - marked)[inner(demo[0], 0.9)], axis=0)
    assert np.abs(off).max() < 6.5


def test_the_tone_follows_calmly(demo: list[Frame], template: Template) -> None:
    """A flash in a single frame does not flash the face."""

    def dark(square: Image) -> Image:
        return (stranger(square) // 2).astype(np.uint8)

    painter = Painter(stranger)
    swapper = LearnedSwapper(painter)
    for frame in demo[:10]:
        before = tone(swap(swapper, frame, template)[1], frame)
    painter.paint = dark
    after = tone(swap(swapper, demo[10], template)[1], demo[10])
    assert after.mean() < before.mean() - 20, "not all at once"
    for frame in demo[11:40]:
        after = tone(swap(swapper, frame, template)[1], frame)
    assert abs(after.mean() - before.mean()) < 12, "but in a second"


def detail(picture: Image, frame: Frame) -> float:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
    band = cv2.GaussianBlur(grey, (0, 0), 2) - cv2.GaussianBlur(grey, (0, 0), 12)
    return float(np.abs(band[inner(frame)]).mean())


def test_features_fade_into_plain_skin(demo: list[Frame], template: Template) -> None:
    frame, amounts = demo[0], []
    for strength in (1.0, 0.5, 0.0):
        options = SwapOptions(blend_strength=strength)
        patch, output = swap(LearnedSwapper(Painter(stranger), options), frame, template)
        amounts.append(detail(output, frame))
        assert checks.is_covered(checks.sampling(frame, frame.faces[0]), patch)
    assert 0.4 * amounts[0] < amounts[1] < 0.6 * amounts[0]
    assert amounts[2] < 0.1 * detail(frame.image, frame), "nobody's features"
    assert np.abs(tone(output, frame) - tone(frame.image, frame)).max() < 15, "the wearer's tone"


def test_faded_faces_hold_nothing_of_the_wearers(demo: list[Frame], template: Template) -> None:
    """What is drawn of two wearers' faces with the same skin differs by no feature."""
    frame = demo[0]
    fixed = stranger(Painter(stranger).paint(np.full((128, 128, 3), 120, np.uint8)))
    fixed[50:60] += 40
    options = SwapOptions(blend_strength=0.0, color_correction=0.0)
    scratched = frame.image.copy()
    for x, y in frame.faces[0].landmarks[[13, 4, 159, 386, 50, 280], :2].astype(int):
        cv2.circle(scratched, (int(x), int(y)), 14, (0, 0, 255), -1)
    drawn = [
        swap(LearnedSwapper(Painter(lambda _: fixed), options), one, template)[1]
        for one in (frame, replace(frame, image=scratched))
    ]
    assert np.abs(drawn[0].astype(int) - drawn[1])[inner(frame)].max() <= 1


def test_face_scale_moves_features_and_not_the_mask(demo: list[Frame], template: Template) -> None:
    frame = demo[0]
    at = ALIGNMENTS["arcface_128"] * 256
    spots, masks = {}, []
    for scale in (0.0, 0.5, 1.0):
        painter = Painter(lambda _: dotted(at, 256), 256)
        options = SwapOptions(face_scale=scale, color_correction=0)
        patch, output = swap(LearnedSwapper(painter, options), frame, template)
        eyes = five_points(frame.faces[0].landmarks)[:2]
        spots[scale] = [dot_near(output, eye, 0.09 * frame.faces[0].box.height) for eye in eyes]
        masks.append(patch.mask)
    for mask in masks[1:]:
        np.testing.assert_array_equal(mask, masks[0])
    apart = {s: float(np.linalg.norm(a - b)) for s, (a, b) in spots.items()}
    assert apart[0.0] / apart[0.5] == pytest.approx(0.88, abs=0.03)
    assert apart[1.0] / apart[0.5] == pytest.approx(1.12, abs=0.03)


def test_sharpen_makes_it_crisper(demo: list[Frame], template: Template) -> None:
    def fine(picture: Image) -> float:
        return float(np.abs(cv2.Laplacian(picture, cv2.CV_32F))[inner(demo[0])].mean())

    soft, crisp = (
        fine(swap(LearnedSwapper(Painter(stranger), SwapOptions(sharpen=s)), demo[0], template)[1])
        for s in (0.0, 1.0)
    )
    assert crisp > 1.25 * soft


def test_what_it_honours() -> None:
    swapper = LearnedSwapper(Painter(stranger))
    everything = {one.name for one in fields(SwapOptions)}
    assert everything - swapper.honours == {"shape", "tone"}
    assert swapper.honours <= everything
    assert MeshSwapper().honours == everything


@pytest.mark.parametrize("change", [{"shape": 0.0}, {"shape": 1.0}])
def test_what_it_does_not_honour_changes_nothing(
    change: dict[str, float], demo: list[Frame], template: Template
) -> None:
    drawn = [
        swap(LearnedSwapper(Painter(stranger), options), demo[0], template)[1]
        for options in (SwapOptions(), SwapOptions(**change))
    ]
    np.testing.assert_array_equal(*drawn)


# -- several faces ---------------------------------------------------------------------------------


def crowd(frame: Frame) -> Frame:
    """The face three times, of three sizes, side by side."""
    (face,) = frame.faces
    canvas = np.full((400, 1200, 3), 90, np.uint8)
    faces = []
    for number, height in enumerate((110, 150, 190)):
        small = scaled(frame, height)
        box = small.faces[0].box.scaled(1.8)
        x0, y0, x1, y1 = box.clipped(small.width, small.height)
        x, y = 400 * number + 40, 40
        part = small.image[y0 : min(y1, y0 + 350), x0 : min(x1, x0 + 350)]
        canvas[y : y + part.shape[0], x : x + part.shape[1]] = part
        placed = moved(small, small.faces[0], 1, x - x0, y - y0).faces[0]
        faces.append(replace(placed, track_id=face.track_id + number))
    return replace(frame, image=canvas, faces=tuple(faces))


def test_several_faces_in_one_batch(demo: list[Frame], template: Template) -> None:
    frame = crowd(demo[0])
    together, alone = Painter(stranger), Painter(stranger)
    many = LearnedSwapper(together).swap_all(frame, frame.faces, template)
    assert together.batches == [3]
    one_by_one = LearnedSwapper(alone)
    for face, patch in zip(frame.faces, many, strict=True):
        assert isinstance(patch, Patch)
        single = one_by_one.swap(frame, face, template)
        np.testing.assert_array_equal(patch.pixels, single.pixels)
        np.testing.assert_array_equal(patch.mask, single.mask)
        assert (patch.x, patch.y, patch.track_id) == (single.x, single.y, face.track_id)
        assert checks.is_covered(checks.sampling(frame, face), patch)


def test_one_faces_failure_takes_no_others_patch(demo: list[Frame], template: Template) -> None:
    frame = crowd(demo[0])
    first, _, third = frame.faces
    lost = replace(first, landmarks=np.full_like(first.landmarks, np.nan))
    painter = Painter(stranger)
    made = LearnedSwapper(painter).swap_all(frame, (lost, *frame.faces[1:]), template)
    assert isinstance(made[0], ValueError)
    assert all(isinstance(one, Patch) for one in made[1:])

    def spoilt(square: Image) -> object:
        if np.array_equal(square, painter.seen[0]):
            raise ModelError("this one")
        return stranger(square)

    def odd(square: Image) -> object:
        return square[:9] if np.array_equal(square, painter.seen[0]) else stranger(square)

    for paint, said in ((spoilt, "this one"), (odd, "drew")):
        results = LearnedSwapper(Painter(paint)).swap_all(frame, frame.faces, template)
        assert isinstance(results[0], Patch)
        assert isinstance(results[1], ModelError)
        assert said in str(results[1])
        assert isinstance(results[2], Patch)
        assert results[2].track_id == third.track_id


def test_too_few_squares_of_a_batch(demo: list[Frame], template: Template) -> None:
    class Short(Painter):
        def draw_all(self, squares: object, template: Template) -> list[Made]:
            return super().draw_all(squares, template)[:-1]  # type: ignore[arg-type]

    frame = crowd(demo[0])
    made = LearnedSwapper(Short(stranger)).swap_all(frame, frame.faces, template)
    assert all(isinstance(one, Patch) for one in made), "each alone"


# -- life ------------------------------------------------------------------------------------------


def test_it_is_a_swapper_that_can_do_many() -> None:
    assert isinstance(LearnedSwapper(Painter(stranger)), ManySwapper)
    assert not isinstance(MeshSwapper(), ManySwapper)


def test_tracks_are_forgotten_and_networks_given_back(
    demo: list[Frame], template: Template
) -> None:
    painter, mask = Painter(stranger), Hides()
    swapper = LearnedSwapper(painter, mask=mask)
    swap(swapper, demo[0], template)
    assert set(swapper._memory) == {demo[0].faces[0].track_id}
    swapper.forget(demo[0].faces[0].track_id)
    swapper.forget(99)
    assert not swapper._memory
    swapper.close()
    swapper.close()
    assert painter.closed == mask.closed == 2
    gc.collect()


BAD: dict[str, Callable[[Image], object]] = {
    "too small": lambda square: square[:64, :64],
    "grey": lambda square: square[:, :, 0],
    "numbers of another type": lambda square: square.astype(np.float32),
    "a mask of another size": lambda square: Made(square, square[:5, :5, 0]),
    "the wearer's own": lambda square: square.copy(),
    "the wearer's own, brighter": lambda square: cv2.add(square, np.array([9.0, 9, 9, 0])),
    "the wearer's own, with less contrast": lambda square: (square // 2 + 60).astype(np.uint8),
}


@pytest.mark.parametrize("what", BAD)
@pytest.mark.parametrize("options", [SwapOptions(), SwapOptions(face_scale=1, sharpen=1)])
def test_what_is_no_drawn_face_is_refused(
    what: str, options: SwapOptions, demo: list[Frame], template: Template
) -> None:
    swapper = LearnedSwapper(Painter(BAD[what]), options)
    with pytest.raises(ModelError) as caught:
        swapper.swap(demo[0], demo[0].faces[0], template)
    assert "\n" not in str(caught.value)
