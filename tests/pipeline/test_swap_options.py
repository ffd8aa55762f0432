"""What users may turn: each parameter does what it says, live, and none lets the wearer through."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.cli import main
from app.errors import UsageError
from app.evaluation.unswapped import likeness
from app.frame import Frame, Image, SafeFrame, Tint, Verdict
from app.pipeline.composite import tint as tinting
from app.pipeline.composite.paste import Compositor, fits
from app.pipeline.guard import Guard
from app.pipeline.guard.checks import is_covered, sampling
from app.pipeline.sources.file import FileSource
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.swap.options import SwapOptions, Tone
from app.pipeline.swap.sharpen import sharpened
from app.pipeline.track.tracker import Tracker
from app.templates.library import TemplateLibrary
from app.templates.template import Template
from tests.support import clips
from tests.support.drawn import DEMO, EXTREMES, composed, draw, track
from tests.support.rig import KeepingSink, make_engine

FRAMES = 12
LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)


@pytest.fixture(scope="module")
def demo() -> list[Frame]:
    return track(DEMO, FRAMES)


@pytest.fixture(scope="module")
def kofi() -> Template:
    return TemplateLibrary().load("kofi")


def square(frame: Frame, image: Image) -> Image:
    """The face's middle, ``(64, 64)`` grey."""
    where = sampling(frame, frame.faces[0])
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return cv2.warpAffine(grey, where.matrix, (64, 64), flags=cv2.WARP_INVERSE_MAP)


def inner(frame: Frame, image: Image) -> np.ndarray:
    """The face's pixels in it, ``(n,)``."""
    return square(frame, image)[sampling(frame, frame.faces[0]).inside]


# -- the values ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["blend_strength", "color_correction", "face_scale", "shape", "sharpen"]
)
@pytest.mark.parametrize("value", [-0.01, 1.01, float("nan"), float("inf")])
def test_values_outside_their_range_are_refused_in_one_line(name: str, value: float) -> None:
    with pytest.raises(UsageError, match=f"^{name} is .*: it goes from 0 to 1$"):
        SwapOptions(**{name: value})


@pytest.mark.parametrize(
    ("option", "value"),
    [("--sharpen", "2"), ("--shape", "-0.1"), ("--face-scale", "nan"), ("--blend-strength", "x")],
)
def test_command_line_says_what_is_wrong(
    option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", option, value, "--sink", "null"]) == 2
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1
    assert f"'{value}' is not a number from 0 to 1" in error


def test_command_line_knows_the_tones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--tone", "templat", "--sink", "null"]) == 2
    assert "did you mean 'template'?" in capsys.readouterr().err


def test_command_line_hands_everything_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import app.run

    got = []
    monkeypatch.setattr(app.run, "run", lambda options: got.append(options.swap_options) or 0)
    numbers = "--blend-strength .1 --color-correction .2 --face-scale .3 --shape .4 --sharpen .6"
    assert main(["run", *numbers.split(), "--tone", "template"]) == 0
    assert main(["run"]) == 0
    assert got == [SwapOptions(0.1, 0.2, 0.3, 0.4, 0.6, Tone.TEMPLATE), SwapOptions()]


# -- what each does --------------------------------------------------------------------------------


def test_less_blend_strength_leaves_less_of_any_feature(demo: list[Frame], kofi: Template) -> None:
    """Down to a face without one: neither the template's nor the wearer's."""
    outputs = {
        level: composed(demo, kofi, SwapOptions(blend_strength=level))[-1] for level in LEVELS
    }
    frame = demo[-1]
    detail = []
    for level in LEVELS:
        soft = cv2.GaussianBlur(square(frame, outputs[level]), (0, 0), 1)
        detail.append(float(np.abs(cv2.Laplacian(soft, cv2.CV_32F))[8:-8, 8:-8].mean()))
    assert detail == sorted(detail)
    assert detail[0] < 0.25 * detail[-1]
    bare, raw = (inner(frame, image).astype(float) for image in (outputs[0.0], frame.image))
    assert bare.std() < 0.55 * raw.std()
    features = frame.faces[0].landmarks[[159, 386, 13], :2].astype(int)  # eyes, lips
    smooth = cv2.GaussianBlur(outputs[0.0], (0, 0), 0.04 * frame.faces[0].box.height)
    for x, y in features:
        assert np.abs(outputs[0.0][y, x].astype(int) - smooth[y, x]).max() <= 8


def test_color_correction_brings_the_wearers_tone(demo: list[Frame], kofi: Template) -> None:
    warm = [
        replace(f, image=np.clip(f.image * [0.6, 0.85, 1.2], 0, 255).astype(np.uint8)) for f in demo
    ]
    red = []
    for level in LEVELS:
        patch = draw(warm, kofi, SwapOptions(color_correction=level))[-1]
        mean = patch.pixels[patch.mask > 250].mean(axis=0)
        red.append(mean[2] / mean[0])
    assert red == sorted(red)
    assert red[-1] > 1.1 * red[0]


def test_face_scale_moves_features_and_not_the_outline(demo: list[Frame], kofi: Template) -> None:
    frame = demo[-1]
    reader = Tracker(smoothing=False)
    spans = []
    masks = []
    for level in LEVELS:
        patch = draw(demo, kofi, SwapOptions(face_scale=level))[-1]
        masks.append(patch.mask)
        assert is_covered(sampling(frame, frame.faces[0]), patch)
        output = Compositor().compose(frame, [patch])
        points = reader.update(Frame(output, 0, 0.0)).faces[0].landmarks
        eyes = np.linalg.norm(points[263, :2] - points[33, :2])
        face = frame.faces[0].box.width
        spans.append(float(eyes / face))
    reader.close()
    assert spans == sorted(spans)
    assert spans[-1] / spans[0] > 1.08
    for mask in masks:
        assert mask.shape == masks[0].shape
        assert (mask == 255)[masks[2] == 255].mean() > 0.999


def test_shape_goes_from_the_wearers_to_the_templates(demo: list[Frame], kofi: Template) -> None:
    plain = draw(demo, kofi, SwapOptions(shape=0))[-1]
    away = []
    for level in LEVELS:
        patch = draw(demo, kofi, SwapOptions(shape=level))[-1]
        assert patch.mask.shape == plain.mask.shape
        away.append(float(np.abs(patch.pixels.astype(int) - plain.pixels).mean()))
    assert away == sorted(away)
    assert away[-1] > 3


def test_sharpen_makes_it_crisper_inside_the_mask_only(demo: list[Frame], kofi: Template) -> None:
    frame = demo[-1]
    plain = composed(demo, kofi, SwapOptions())[-1]
    mask = draw(demo, kofi, SwapOptions())[-1]
    covered = np.zeros(plain.shape[:2], bool)
    height, width = mask.mask.shape
    covered[mask.y : mask.y + height, mask.x : mask.x + width] = mask.mask > 0
    detail = []
    for level in LEVELS:
        output = composed(demo, kofi, SwapOptions(sharpen=level))[-1]
        np.testing.assert_array_equal(output[~covered], frame.image[~covered])
        detail.append(float(np.abs(cv2.Laplacian(square(frame, output), cv2.CV_32F)).mean()))
    assert detail == sorted(detail)
    assert detail[-1] > 1.2 * detail[0]


def test_sharpen_draws_no_halo() -> None:
    """An edge gets steeper; beside it nothing is much brighter or darker than it was."""
    step = np.full((60, 60, 3), 60, np.uint8)
    step[:, 30:] = 180
    soft = np.asarray(cv2.GaussianBlur(step, (0, 0), 2), np.uint8)
    crisp = sharpened(soft, 1.0, 300)
    assert crisp.min() >= 60 - 6
    assert crisp.max() <= 180 + 6
    assert (
        np.abs(np.diff(crisp[30, :, 0].astype(int))).max()
        > 1.2 * np.abs(np.diff(soft[30, :, 0].astype(int))).max()
    )


# -- the template's tone ---------------------------------------------------------------------------


def skin_of(frame: Frame, image: Image) -> tuple[np.ndarray, np.ndarray]:
    """Mean BGR of the neck below the chin, and of the room beside the head."""
    face = frame.faces[0]
    chin, box = face.landmarks[152, :2], face.box
    x, y = chin[0], chin[1] + 0.07 * box.height
    neck = image[int(y) - 2 : int(y) + 3, int(x) - 8 : int(x) + 9]
    wall = image[int(box.y0) : int(box.y1), int(box.x1 + 0.55 * box.width) :][:, :80]
    return neck.reshape(-1, 3).mean(axis=0), wall.reshape(-1, 3).astype(int)


def test_tone_template_recolours_the_neck_and_not_the_room(
    demo: list[Frame], kofi: Template
) -> None:
    mine = composed(demo, kofi, SwapOptions())[-1]
    theirs = composed(demo, kofi, SwapOptions(tone=Tone.TEMPLATE))[-1]
    frame = demo[-1]
    neck, wall = skin_of(frame, mine)
    darker, same = skin_of(frame, theirs)
    assert darker.mean() < 0.8 * neck.mean()
    assert np.abs(same - wall).max() <= 2
    face_before, face_after = inner(frame, mine).mean(), inner(frame, theirs).mean()
    assert face_after < 0.8 * face_before
    # The neck goes with the face.
    assert abs(darker.mean() / neck.mean() - face_after / face_before) < 0.2


def test_tone_me_touches_nothing_around_the_face(demo: list[Frame], kofi: Template) -> None:
    patches = draw(demo, kofi, SwapOptions())
    assert all(patch.tint is None for patch in patches)


def test_characters_have_no_skin_to_match(demo: list[Frame]) -> None:
    vesper = TemplateLibrary().load("vesper")
    ours = draw(demo[:2], vesper, SwapOptions(tone=Tone.TEMPLATE))[-1]
    plain = draw(demo[:2], vesper, SwapOptions(color_correction=0))[-1]
    assert ours.tint is None
    np.testing.assert_array_equal(ours.pixels, plain.pixels)


def test_tint_stays_near_the_face_and_off_what_is_no_skin(
    demo: list[Frame], kofi: Template
) -> None:
    frame = demo[-1]
    face = frame.faces[0]
    wanted = draw(demo, kofi, SwapOptions(tone=Tone.TEMPLATE))[-1].tint
    assert wanted is not None

    def touched(image: Image) -> np.ndarray:
        canvas = image.copy()
        tinting.apply(canvas, wanted)
        outside = np.full(image.shape[:2], 255, np.uint8)
        cv2.fillPoly(outside, [np.round(wanted.outline).astype(np.int32)], 0)
        moved = np.abs(canvas.astype(int) - image).max(axis=2)
        return np.where(outside > 0, moved, 0)

    found = touched(frame.image) > 3
    ys, xs = np.nonzero(found)
    near = face.box.scaled(2.3)
    assert near.x0 <= xs.min()
    assert xs.max() <= near.x1
    assert near.y0 <= ys.min()
    assert ys.max() <= near.y1
    # The same face before a room in other colours: nothing but the face's own neighbourhood moves.
    inside = np.zeros(frame.image.shape[:2], np.uint8)
    cv2.fillPoly(inside, [np.round(wanted.outline).astype(np.int32)], 1)
    for colour in ((200, 120, 40), (60, 160, 60), (90, 90, 90), (235, 235, 235), (20, 20, 20)):
        room = np.where(inside[:, :, None] > 0, frame.image, np.uint8(colour))
        far = cv2.erode(1 - inside, np.ones((25, 25), np.uint8)) > 0
        assert touched(room)[far].max() <= 6, colour


def test_two_tints_do_not_recolour_the_same_skin_twice(demo: list[Frame], kofi: Template) -> None:
    frame = demo[-1]
    patch = draw(demo, kofi, SwapOptions(tone=Tone.TEMPLATE))[-1]
    once = Compositor().compose(frame, [patch])
    twice = Compositor().compose(frame, [patch, replace(patch, track_id=99)])
    assert np.abs(once.astype(int) - twice).max() <= np.abs(once.astype(int) - frame.image).max()
    neck, both = skin_of(frame, once)[0], skin_of(frame, twice)[0]
    raw = skin_of(frame, frame.image)[0]
    assert np.abs(both - neck).max() < 0.2 * np.abs(raw - neck).max()


def test_tint_is_steady(demo: list[Frame], kofi: Template) -> None:
    """It adds no flicker to the neck: the factors hardly move, and so does what they recolour."""
    patches = draw(demo, kofi, SwapOptions(tone=Tone.TEMPLATE))
    gains = np.array([patch.tint.gain for patch in patches if patch.tint is not None])
    assert len(gains) == len(demo)
    assert np.abs(np.diff(gains, axis=0)).max() < 0.03
    compositor = Compositor()
    ratios = []
    for frame, patch in zip(demo, patches, strict=True):
        before, after = (
            skin_of(frame, image)[0].mean()
            for image in (frame.image, compositor.compose(frame, [patch]))
        )
        ratios.append(after / before)
    assert np.abs(np.diff(ratios)).max() < 0.04


UNSOUND = {
    "not numbers": lambda t: replace(t, gain=np.full(3, np.nan, np.float32)),
    "black": lambda t: replace(t, gain=np.zeros(3, np.float32)),
    "of another shape": lambda t: replace(t, gain=np.ones(4, np.float32)),
    "no outline": lambda t: replace(t, outline=np.zeros((0, 2), np.float32)),
    "an outline far away": lambda t: replace(t, outline=t.outline + 1e7),
    "no direction": lambda t: replace(t, down=np.full(2, np.inf, np.float32)),
}


@pytest.mark.parametrize("name", UNSOUND)
def test_unsound_tint_is_refused(demo: list[Frame], kofi: Template, name: str) -> None:
    patch = draw(demo[:1], kofi, SwapOptions(tone=Tone.TEMPLATE))[0]
    assert fits(demo[0], patch)
    broken = replace(patch, tint=UNSOUND[name](patch.tint))
    assert not fits(demo[0], broken)
    with pytest.raises(ValueError, match="does not fit"):
        Compositor().compose(demo[0], [broken])


@pytest.mark.parametrize("shift", [(-700, 0), (700, 0), (0, -500), (0, 500), (5000, 5000)])
def test_tint_at_and_beyond_the_border(
    demo: list[Frame], kofi: Template, shift: tuple[int, int]
) -> None:
    wanted = draw(demo[:1], kofi, SwapOptions(tone=Tone.TEMPLATE))[0].tint
    assert wanted is not None
    canvas = demo[0].image.copy()
    tinting.apply(canvas, replace(wanted, outline=wanted.outline + np.float32(shift)))
    assert canvas.shape == demo[0].image.shape


def test_tiny_pictures_and_faces() -> None:
    for side in (1, 3, 5, 17):
        canvas = np.full((side, side, 3), 128, np.uint8)
        outline = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
        tint = Tint(np.full(3, 0.5, np.float32), outline, np.array([0, 1], np.float32))
        tinting.apply(canvas, tint, tinting.nothing_taken(canvas))


# -- live ------------------------------------------------------------------------------------------


def test_engine_draws_the_next_frame_with_new_options(tmp_path: Path) -> None:
    """From another thread, while it runs."""
    clip = clips.write(tmp_path / "one.mp4", clips.wandering_face(12))
    bare = SwapOptions(blend_strength=0)

    class Turning(KeepingSink):
        def write(self, frame: SafeFrame) -> None:
            super().write(frame)
            if len(self.frames) == 1:
                engine.swap_options = bare

    turning = Turning()
    engine, _ = make_engine(FileSource(clip), sinks=[turning])
    assert engine.swap_options == SwapOptions()
    engine.start()
    assert engine.wait(120)
    assert engine.swap_options == bare
    assert {frame.verdict for frame in turning.frames} == {Verdict.SWAPPED}
    detail = [float(cv2.Laplacian(frame.image, cv2.CV_32F).std()) for frame in turning.frames]
    assert detail[-1] < 0.9 * detail[0]


def test_swapper_takes_new_options_in_the_very_next_frame(
    demo: list[Frame], kofi: Template
) -> None:
    swapper = MeshSwapper()
    before = swapper.swap(demo[0], demo[0].faces[0], kofi)
    for options in list(EXTREMES.values())[1:]:
        swapper.options = options
        patch = swapper.swap(demo[1], demo[1].faces[0], kofi)
        swapper.options = SwapOptions()
        again = swapper.swap(demo[1], demo[1].faces[0], kofi)
        assert patch.pixels.shape == again.pixels.shape != (0, 0, 3)
        assert before.mask.any()
        assert np.abs(patch.pixels.astype(int) - again.pixels).mean() > 0.5


# -- the promise -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXTREMES)
def test_no_value_uncovers_the_wearer(demo: list[Frame], name: str) -> None:
    """By the guard, and by the judge that knows nothing of it."""
    for template_id in ("ines", "vesper"):
        template = TemplateLibrary().load(template_id)
        patches = draw(demo, template, EXTREMES[name])
        guard = Guard(demo[0].width, demo[0].height)
        for frame, patch in zip(demo, patches, strict=True):
            output = Compositor().compose(frame, [patch])
            assert guard.judge(frame, output, [patch]).verdict is Verdict.SWAPPED
            assert not likeness(frame.image, output, frame.faces[0].landmarks).unswapped
