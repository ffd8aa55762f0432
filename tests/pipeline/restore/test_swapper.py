"""Any engine with a restorer over it: what changes, what does not, and what its network sees."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace

import cv2
import numpy as np
import pytest

from app.alignment import crop, five_points, to_square
from app.errors import ModelError, UsageError
from app.frame import Face, Frame, Image, Patch
from app.pipeline.composite.paste import Compositor
from app.pipeline.guard import checks
from app.pipeline.restore.net import FaceRestorer
from app.pipeline.restore.options import RestoreOptions
from app.pipeline.restore.swapper import RestoringSwapper
from app.pipeline.restore.table import RESTORERS
from app.pipeline.swap.base import ManySwapper
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.swap.options import SwapOptions, Tone
from app.templates.template import Template
from tests.pipeline.restore import networks
from tests.pipeline.restore.conftest import MakeRestorer
from tests.support.rig import default_template

FULL = RestoreOptions(strength=1.0)


@pytest.fixture(scope="module")
def template() -> Template:
    return default_template()


class Fixed(MeshSwapper):
    """Draws each frame once, and then gives that again: what differs is the restorer's doing."""

    def __init__(self, options: SwapOptions | None = None) -> None:
        super().__init__(options)
        self.drawn: dict[int, Patch] = {}
        self.closed = 0

    def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
        if frame.index not in self.drawn:
            self.drawn[frame.index] = super().swap(frame, face, template)
        return self.drawn[frame.index]

    def close(self) -> None:
        self.closed += 1
        super().close()


def swapped(swapper: RestoringSwapper, frame: Frame, template: Template) -> tuple[Patch, Patch]:
    """The face as drawn, and as restored."""
    patch = swapper.swap(frame, frame.faces[0], template)
    return swapper.inner.swap(frame, frame.faces[0], template), patch


def inner_face(frame: Frame, patch: Patch) -> np.ndarray:
    """Pixels of the patch that no edge touches."""
    area = np.zeros(patch.mask.shape, np.uint8)
    polygon = checks.inner_polygon(frame.faces[0]) - (patch.x, patch.y)
    middle = polygon.mean(axis=0)
    cv2.fillConvexPoly(area, np.round(middle + 0.85 * (polygon - middle)).astype(np.int32), 1)
    return area > 0


def detail(pixels: Image, where: np.ndarray) -> float:
    """Strength of edges and grain."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    return float(np.abs(cv2.Laplacian(grey, cv2.CV_32F))[where].mean())


# -- what changes, and what does not ---------------------------------------------------------------


@pytest.mark.parametrize("name", RESTORERS)
def test_a_network_that_changes_nothing_changes_no_pixel(
    demo: list[Frame], template: Template, restorer: MakeRestorer, name: str
) -> None:
    row = RESTORERS[name]
    make = networks.weighted if row.weighted else networks.identity
    options = RestoreOptions(strength=1.0, fidelity=1.0)
    swapper = RestoringSwapper(Fixed(), restorer(make, name=name, side=row.side), options)
    for frame in demo[::45]:
        drawn, restored = swapped(swapper, frame, template)
        assert restored is not drawn
        np.testing.assert_array_equal(restored.pixels, drawn.pixels)


@pytest.mark.parametrize("tone", list(Tone))
def test_only_pixels_under_the_mask_change(
    demo: list[Frame], template: Template, restorer: MakeRestorer, tone: Tone
) -> None:
    one = restorer(networks.shifted, (0.4, 0.0, 0.0))
    swapper = RestoringSwapper(Fixed(SwapOptions(tone=tone)), one, FULL)
    for frame in demo[::30]:
        drawn, restored = swapped(swapper, frame, template)
        assert restored.mask is drawn.mask
        assert restored.tint is drawn.tint
        assert (restored.tint is None) == (tone is Tone.ME)
        for name in ("x", "y", "track_id", "frame_index"):
            assert getattr(restored, name) == getattr(drawn, name)
        change = restored.pixels.astype(int) - drawn.pixels
        assert not change[restored.mask == 0].any()
        assert not change[:, :, :2].any(), "only red was asked for"
        inside = inner_face(frame, drawn) & _neither_black_nor_white(drawn.pixels, 52)
        np.testing.assert_allclose(change[:, :, 2][inside], 51, atol=1)
        # The edge is soft: half way out it is half as much.
        rim = cv2.distanceTransform((drawn.mask > 127).astype(np.uint8), cv2.DIST_L2, 5)
        outermost = (rim > 0) & (rim < 2) & (drawn.pixels[:, :, 2] < 200)
        assert change[:, :, 2][outermost].mean() < 12


@pytest.mark.parametrize("strength", [0.25, 0.5])
def test_strength_is_the_share_of_the_restored_face(
    demo: list[Frame], template: Template, restorer: MakeRestorer, strength: float
) -> None:
    one = restorer(networks.shifted, (0.0, 0.4, 0.0))
    swapper = RestoringSwapper(Fixed(), one, RestoreOptions(strength=strength))
    drawn, restored = swapped(swapper, demo[0], template)
    inside = inner_face(demo[0], drawn) & _neither_black_nor_white(drawn.pixels, 52)
    change = restored.pixels.astype(int) - drawn.pixels
    np.testing.assert_allclose(change[:, :, 1][inside], 51 * strength, atol=1)


def test_no_strength_or_nobody_to_restore_is_the_drawn_patch_itself(
    demo: list[Frame], template: Template, restorer: MakeRestorer
) -> None:
    one = restorer(networks.shifted, (0.4, 0.0, 0.0))
    swapper = RestoringSwapper(Fixed(), one, RestoreOptions(strength=0.0))
    drawn, restored = swapped(swapper, demo[0], template)
    assert restored is drawn
    swapper.restore_options = FULL
    swapper.restorer = None
    drawn, restored = swapped(swapper, demo[0], template)
    assert restored is drawn


def test_what_the_network_makes_sharp_or_soft_is_seen(
    demo: list[Frame], template: Template, restorer: MakeRestorer
) -> None:
    swapper = RestoringSwapper(Fixed(), restorer(networks.blurred), FULL)
    drawn, soft = swapped(swapper, demo[0], template)
    swapper.restorer = restorer(networks.sharpening, name="gpen_512")
    _, crisp = swapped(swapper, demo[0], template)
    where = inner_face(demo[0], drawn)
    assert detail(soft.pixels, where) < 0.75 * detail(drawn.pixels, where)
    assert detail(crisp.pixels, where) > 1.2 * detail(drawn.pixels, where)


@pytest.mark.parametrize("zoom", [0.3, 1.0, 3.0])
@pytest.mark.parametrize("name", ["gfpgan_1.4", "gpen_256"])
def test_what_the_network_draws_lands_in_its_place(
    demo: list[Frame], template: Template, restorer: MakeRestorer, zoom: float, name: str
) -> None:
    """Waves that it adds to the square are found where the alignment says, in faces of any size."""
    row = RESTORERS[name]
    wave = 2 * np.pi / (row.side / 6)
    along = 0.2 * np.sin(wave * np.arange(row.side))
    pattern = np.zeros((3, row.side, row.side))
    pattern[0], pattern[1] = along[None, :], along[:, None]
    frame = demo[100]
    image = cv2.resize(frame.image, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
    face = frame.faces[0]
    face = replace(face, landmarks=face.landmarks * np.float32(zoom), box=_times(face.box, zoom))
    frame = replace(frame, image=image, faces=(face,))
    one = restorer(networks.patterned, pattern, name=name, side=row.side)
    drawn, restored = swapped(RestoringSwapper(Fixed(), one, FULL), frame, template)
    matrix = to_square(five_points(face.landmarks), row.alignment, row.side)
    y, x = np.mgrid[: drawn.mask.shape[0], : drawn.mask.shape[1]]
    at = np.stack((x + drawn.x, y + drawn.y), axis=2) @ matrix[:, :2].T + matrix[:, 2]
    expected = 0.2 * 127.5 * np.sin(wave * at)
    change = restored.pixels.astype(int) - drawn.pixels
    where = inner_face(frame, drawn) & _neither_black_nor_white(drawn.pixels, 40)
    for channel, axis in ((2, 0), (1, 1)):
        got, due = change[:, :, channel][where], expected[:, :, axis][where]
        assert np.abs(got - due).mean() < 1.2, "of 25: a pixel off makes 3 at the least"
        assert abs((got * due).sum() / (due * due).sum() - 1) < 0.1


def _neither_black_nor_white(pixels: Image, by: int) -> np.ndarray:
    """True where no pixel within reach of a warp is nearer than `by` levels to either end."""
    ends = (pixels.min(axis=2) < by) | (pixels.max(axis=2) > 255 - by)
    return cv2.dilate(ends.astype(np.uint8), np.ones((7, 7), np.uint8)) == 0


def _times(box, zoom: float):
    return type(box)(box.x0 * zoom, box.y0 * zoom, box.x1 * zoom, box.y1 * zoom)


# -- what the network sees -------------------------------------------------------------------------


class Watched(FaceRestorer):
    """Keeps what it was given."""

    def restore(self, square: Image, fidelity: float = 1.0) -> Image:
        self.given = square.copy()
        return super().restore(square, fidelity)


def test_the_network_sees_the_covered_face(
    demo: list[Frame], template: Template, restorer: MakeRestorer, manager
) -> None:
    one = restorer(networks.identity)
    watched = Watched(one.row, manager)
    swapper = RestoringSwapper(Fixed(), watched, FULL)
    for frame in demo[::60]:
        drawn, _ = swapped(swapper, frame, template)
        matrix = to_square(five_points(frame.faces[0].landmarks), "ffhq_512", 512)
        output = Compositor().compose(frame, [drawn])
        inside = np.zeros((512, 512), np.uint8)
        polygon = checks.inner_polygon(frame.faces[0]) @ matrix[:, :2].T + matrix[:, 2]
        cv2.fillConvexPoly(inside, np.round(polygon).astype(np.int32), 1)
        there = crop(output, matrix, 512)[inside > 0].astype(int)
        raw = crop(frame.image, matrix, 512)[inside > 0].astype(int)
        given = watched.given[inside > 0]
        assert np.abs(there - given).mean() < 0.5
        assert np.abs(raw - given).mean() > 8


def test_what_lies_outside_the_mask_stays_out(
    demo: list[Frame], template: Template, restorer: MakeRestorer
) -> None:
    """The same patch in the wearer's picture, and in one that is red: a network that carries
    pixels 80 wide across the square brings none of it into the inner face's middle."""
    frame = demo[0]
    one = restorer(networks.blurred)
    drawn = Fixed().swap(frame, frame.faces[0], template)
    pixels = []
    for image in (frame.image, np.full_like(frame.image, (0, 0, 255))):
        inner = Fixed()
        inner.drawn[frame.index] = drawn
        swapper = RestoringSwapper(inner, one, FULL)
        pixels.append(swapped(swapper, replace(frame, image=image), template)[1].pixels)
    change = np.abs(pixels[0].astype(int) - pixels[1]).max(axis=2)
    # The kernel reaches four pixels of the square, which are three of the frame, and one to warp.
    open_pixels = (drawn.mask < 255).astype(np.uint8)
    reach = cv2.dilate(open_pixels, np.ones((11, 11), np.uint8)) > 0
    assert change.any(), "the network sees what is around the face"
    assert not change[~reach].any()
    assert not change[drawn.mask == 0].any()


# -- options ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RestoreOptions.__dataclass_fields__)
@pytest.mark.parametrize("value", [-0.01, 1.01, float("nan")])
def test_options_outside_their_range_are_refused(name: str, value: float) -> None:
    with pytest.raises(UsageError, match=f"{name} is .*: it goes from 0 to 1"):
        RestoreOptions(**{name: value})


def looks(
    demo: list[Frame], template: Template, one: FaceRestorer, **options: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Drawn pixels, restored ones, and where the inner face is."""
    swapper = RestoringSwapper(Fixed(), one, RestoreOptions(strength=1.0, **options))
    drawn, restored = swapped(swapper, demo[0], template)
    return drawn.pixels, restored.pixels, inner_face(demo[0], drawn)


def test_fidelity_reaches_codeformer(
    demo: list[Frame], template: Template, restorer: MakeRestorer
) -> None:
    one = restorer(networks.weighted, name="codeformer")
    drawn, restored, where = looks(demo, template, one, fidelity=0.5)
    where &= _neither_black_nor_white(drawn, 40)
    change = restored.astype(int) - drawn
    np.testing.assert_allclose(change[where], -31.9, atol=1.5)


def test_denoising_takes_grain_and_leaves_edges(
    demo: list[Frame], template: Template, restorer: MakeRestorer
) -> None:
    one = restorer(networks.identity)
    grains = []
    for level in (0.3, 1.0):
        drawn, restored, where = looks(demo, template, one, denoise_level=level)
        grains.append(detail(restored, where) / detail(drawn, where))
        edges = cv2.Canny(drawn, 100, 220)[where] > 0
        change = np.abs(restored.astype(int) - drawn).max(axis=2)[where]
        assert edges.any()
        assert change[edges].mean() < 12
    assert 0.95 > grains[0] > grains[1]
    assert grains[1] < 0.8


def test_sharpening_is_the_engines_own(
    demo: list[Frame], template: Template, restorer: MakeRestorer
) -> None:
    one = restorer(networks.identity)
    amounts = [
        detail(pixels, where)
        for pixels, where in (
            looks(demo, template, one, sharpen_amount=amount)[1:] for amount in (0.0, 0.4, 1.0)
        )
    ]
    assert amounts[1] > 1.1 * amounts[0]
    assert amounts[2] > 1.1 * amounts[1]


def test_details_are_enhanced_and_shading_is_not(
    demo: list[Frame], template: Template, restorer: MakeRestorer
) -> None:
    one = restorer(networks.identity)
    drawn, restored, where = looks(demo, template, one, enhance_details=1.0)
    labs = [cv2.cvtColor(p, cv2.COLOR_BGR2LAB).astype(np.float32) for p in (drawn, restored)]
    fine = [lab[:, :, 0] - cv2.GaussianBlur(lab[:, :, 0], (0, 0), 5) for lab in labs]
    assert fine[1][where].std() > 1.25 * fine[0][where].std()
    change = labs[1] - labs[0]
    assert abs(change[:, :, 0][where].mean()) < 2.5
    coarse = cv2.GaussianBlur(change[:, :, 0], (0, 0), 25)
    assert np.abs(coarse[where]).max() < 8, "of the 255 of OpenCV's L"
    assert np.abs(change[:, :, 1:][where]).mean() < 2, "colours stay"


# -- exchanging ------------------------------------------------------------------------------------


def test_it_is_the_engine_inside_to_all_others(template: Template) -> None:
    inner = Fixed()
    swapper = RestoringSwapper(inner)
    assert isinstance(swapper, ManySwapper)
    options = SwapOptions(sharpen=0.5)
    swapper.options = options
    assert inner.options is options is swapper.options
    assert (swapper.name, swapper.provider) == (inner.name, inner.provider)
    assert swapper.honours == inner.honours
    assert swapper.prepare(template) is inner.prepare(template)
    swapper.close()
    assert inner.closed == 1


class Held(FaceRestorer):
    """Works on a face until it is let go."""

    def __init__(self, *args) -> None:
        super().__init__(*args)
        self.begun, self.go, self.closed = threading.Event(), threading.Event(), 0

    def restore(self, square: Image, fidelity: float = 1.0) -> Image:
        self.begun.set()
        assert self.go.wait(30)
        assert not self.closed, "closed in the middle of a face"
        return super().restore(square, fidelity)

    def close(self) -> None:
        self.closed += 1
        super().close()


def test_an_exchanged_restorer_is_closed_when_its_face_is_done(
    demo: list[Frame], template: Template, restorer: MakeRestorer, manager
) -> None:
    held = Held(restorer(networks.shifted, (0.4, 0, 0)).row, manager)
    idle = Held(held.row, manager)
    swapper = RestoringSwapper(Fixed(), held, FULL)
    drawn = swapper.inner.swap(demo[0], demo[0].faces[0], template)
    results: list[Patch] = []
    thread = threading.Thread(
        target=lambda: results.append(swapper.swap(demo[0], demo[0].faces[0], template))
    )
    thread.start()
    assert held.begun.wait(30)
    swapper.restorer = idle
    swapper.restorer = None
    assert idle.closed == 1, "nobody uses it"
    assert held.closed == 0
    held.go.set()
    thread.join(30)
    assert held.closed == 1
    assert (results[0].pixels != drawn.pixels).any(), "the face is finished with the old one"
    assert swapper.swap(demo[0], demo[0].faces[0], template) is drawn


def test_a_restorer_that_is_put_back_in_time_stays(
    demo: list[Frame], template: Template, restorer: MakeRestorer, manager
) -> None:
    held = Held(restorer(networks.identity).row, manager)
    swapper = RestoringSwapper(Fixed(), held, FULL)
    thread = threading.Thread(target=lambda: swapped(swapper, demo[0], template))
    thread.start()
    assert held.begun.wait(30)
    swapper.restorer = None
    swapper.restorer = held
    held.go.set()
    thread.join(30)
    assert (held.closed, swapper.trouble) == (0, "")
    swapper.restorer = held
    assert held.closed == 0
    swapper.close()
    assert held.closed == 1


def test_exchanging_while_frames_go_by(
    demo: list[Frame], template: Template, manager, restorer: MakeRestorer
) -> None:
    """A hundred times, from another thread: nobody restores with a closed network."""
    mine = restorer(networks.identity, side=256, name="gpen_256")
    swapper = RestoringSwapper(Fixed(), None, FULL)
    done = threading.Event()

    def exchange() -> None:
        for number in range(100):
            swapper.restorer = FaceRestorer(mine.row, manager) if number % 3 else None
        done.set()

    thread = threading.Thread(target=exchange)
    thread.start()
    while not done.is_set():
        swapped(swapper, demo[0], template)
        assert swapper.trouble == ""
    thread.join()
    swapper.close()
    mine.close()
    assert manager.cleanup() > 0, "every one of them was given back"


def test_several_faces_are_restored_each(
    demo: list[Frame], template: Template, restorer: MakeRestorer
) -> None:
    frame = demo[0]
    bad = replace(
        frame.faces[0], track_id=99, landmarks=np.full_like(frame.faces[0].landmarks, np.nan)
    )
    swapper = RestoringSwapper(MeshSwapper(), restorer(networks.shifted, (0.4, 0, 0)), FULL)
    plain = RestoringSwapper(MeshSwapper())
    faces = (frame.faces[0], bad)
    restored, error = swapper.swap_all(frame, faces, template)
    drawn, other = plain.swap_all(frame, faces, template)
    assert isinstance(error, ValueError)
    assert isinstance(other, ValueError)
    assert isinstance(restored, Patch)
    assert isinstance(drawn, Patch)
    assert restored.pixels[:, :, 2].mean() > drawn.pixels[:, :, 2].mean() + 15


# -- failing ---------------------------------------------------------------------------------------


class Faulty(FaceRestorer):
    """Fails while `error` says how."""

    error: object = None
    calls = 0

    def restore(self, square: Image, fidelity: float = 1.0) -> Image:
        self.calls += 1
        if isinstance(self.error, BaseException):
            raise self.error
        return super().restore(square, fidelity) if self.error is None else self.error  # type: ignore


def test_a_failure_is_told_once_and_leaves_the_drawn_face(
    demo: list[Frame],
    template: Template,
    restorer: MakeRestorer,
    manager,
    caplog: pytest.LogCaptureFixture,
) -> None:
    one = Faulty(restorer(networks.shifted, (0.4, 0, 0)).row, manager)
    swapper = RestoringSwapper(Fixed(), one, FULL)
    one.error = ModelError("the driver was reset\nand more")
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            drawn, restored = swapped(swapper, demo[0], template)
            assert restored is drawn
    assert swapper.trouble == "faces are not restored: the driver was reset"
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    one.error = None
    drawn, restored = swapped(swapper, demo[0], template)
    assert restored is not drawn
    assert swapper.trouble == ""


def test_one_that_fails_every_time_is_not_asked_for_ever(
    demo: list[Frame],
    template: Template,
    restorer: MakeRestorer,
    manager,
    caplog: pytest.LogCaptureFixture,
) -> None:
    one = Faulty(restorer(networks.identity).row, manager)
    one.error = MemoryError()
    swapper = RestoringSwapper(Fixed(), one, FULL)
    with caplog.at_level(logging.INFO):
        for _ in range(20):
            swapped(swapper, demo[0], template)
    assert one.calls == 5
    assert len(caplog.records) == 2
    assert swapper.trouble.endswith("MemoryError; it is switched off until you choose it again")
    swapper.restorer = FaceRestorer(one.row, manager)
    assert swapper.trouble == ""
    drawn, restored = swapped(swapper, demo[0], template)
    assert restored is not drawn


@pytest.mark.parametrize(
    "rubbish",
    [
        "a picture",
        np.zeros((512, 512), np.uint8),
        np.zeros((100, 512, 3), np.uint8)[:0],
    ],
    ids=["no picture", "one channel", "empty"],
)
def test_what_is_no_picture_leaves_the_drawn_face(
    demo: list[Frame], template: Template, restorer: MakeRestorer, manager, rubbish: object
) -> None:
    one = Faulty(restorer(networks.identity).row, manager)
    one.error = rubbish
    swapper = RestoringSwapper(Fixed(), one, FULL)
    drawn, restored = swapped(swapper, demo[0], template)
    assert restored is drawn
    assert swapper.trouble
