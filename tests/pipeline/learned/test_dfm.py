"""DeepFaceLive characters: what a file is fed, what is made of its answers, and files that lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

from app.alignment import crop, five_points, to_square
from app.errors import ModelError, UsageError
from app.frame import Image, SafeFrame, Verdict
from app.inference.onnx import CPU
from app.models.manager import ModelManager
from app.models.store import ModelStore
from app.pipeline.sources.file import FileSource
from app.pipeline.swap.learned.dfm import DfmDrawer, character, characters
from app.pipeline.swap.learned.engine import LearnedSwapper
from app.templates.template import Template
from tests.support import clips, nets
from tests.support.rig import Judge, default_template, make_engine

SIDE = 64


@pytest.fixture
def manager(tmp_path: Path) -> ModelManager:
    store = ModelStore(home=tmp_path, others=())
    return ModelManager(store, providers=[CPU], threads=1)


@pytest.fixture(scope="module")
def template() -> Template:
    return default_template()


@pytest.fixture
def make(tmp_path: Path, manager: ModelManager) -> Iterator:
    """A drawer of a character that `nets.dfm` makes."""
    drawers: list[DfmDrawer] = []

    def drawer(morph_value: float = 0.0, name: str = "a.dfm", **options) -> DfmDrawer:
        path = nets.dfm(tmp_path / name, options.pop("side", SIDE), **options)
        drawers.append(DfmDrawer(path, manager, morph_value))
        return drawers[-1]

    yield drawer
    for one in drawers:
        one.close()


def plain(*bgr: int, side: int = SIDE) -> np.ndarray:
    return np.full((side, side, 3), bgr, np.uint8)


# -- what goes in and comes out --------------------------------------------------------------------


def test_channels_are_blue_green_red_from_0_to_1(make, template: Template) -> None:
    drawer = make(gain=(1.0, 0.5, 0.25))
    made = drawer.draw(plain(200, 100, 80), template)
    assert made.pixels.dtype == np.uint8
    assert made.pixels[SIDE // 2, SIDE // 2].tolist() == [200, 50, 20]


def test_rows_stay_rows(make, template: Template) -> None:
    """What is at the top left of the character is at the top left of the picture."""
    picture = np.zeros((SIDE, SIDE, 3), np.float32)
    picture[: SIDE // 4, : SIDE // 2] = (0, 0, 1)
    made = make(picture=picture, morph_value=1.0).draw(plain(9, 9, 9), template)
    assert made.pixels[3, 5].tolist() == [0, 0, 255]
    assert made.pixels[5, SIDE - 3].tolist() == [0, 0, 0]
    assert made.pixels[SIDE - 3, 5].tolist() == [0, 0, 0]


def test_the_face_is_sharpened_before(make, template: Template) -> None:
    step = plain(100, 100, 100)
    step[:, SIDE // 2 :] = 150
    made = make().draw(step, template)
    soft = cv2.GaussianBlur(step, (0, 0), 2).astype(float)
    np.testing.assert_allclose(made.pixels, step * 1.75 - soft * 0.75, atol=1.01)
    assert made.pixels.max() > 155


@pytest.mark.parametrize("morph", [0.0, 0.25, 1.0])
def test_morph_is_handed_on_and_may_be_turned(make, template: Template, morph: float) -> None:
    drawer = make(morph_value=0.5)
    drawer.morph = morph
    assert drawer.morphable
    made = drawer.draw(plain(100, 100, 100), template)
    assert abs(int(made.pixels[9, 9, 0]) - (100 + morph * 155)) <= 1


def test_a_character_without_morph_is_drawn_as_it_is(make, template: Template) -> None:
    drawer = make(morph=False, share=0.4, morph_value=1.0)
    assert not drawer.morphable
    made = drawer.draw(plain(100, 100, 100), template)
    assert abs(int(made.pixels[9, 9, 0]) - 162) <= 1


@pytest.mark.parametrize("morph", [-0.1, 1.1, float("nan")])
def test_a_morph_that_is_none(make, morph: float) -> None:
    with pytest.raises(UsageError, match="from 0 to 1"):
        make(morph_value=morph)


def test_the_mask_is_where_both_are_drawn_in_and_soft(make, template: Template) -> None:
    side = 224
    left, right = np.zeros((2, side, side), np.float32)
    left[:, : side * 7 // 8] = 1
    right[:, side // 8 :] = 1
    drawer = make(side=side, masks=(left, right))
    mask = drawer.draw(plain(9, 9, 9, side=side), template).mask
    assert mask is not None
    assert mask.shape == (side, side)
    row = mask[side // 2].astype(int)
    assert row[side // 2] == 255
    assert row[0] == row[-1] == 0
    # Two pixels further in than where the masks end, and 16 % of the way to full at one sigma out.
    for edge, inwards in ((side // 8 + 2, 1), (side * 7 // 8 - 3, -1)):
        assert abs(row[edge] - 136) < 10
        assert abs(row[edge - 6 * inwards] - 0.17 * 255) < 12
        assert abs(row[edge + 6 * inwards] - 0.85 * 255) < 12


def test_sizes_are_the_files_own(make, template: Template) -> None:
    for side in (96, 128, 320):
        drawer = make(side=side, name=f"{side}.dfm")
        assert drawer.side == side
        assert drawer.alignment == "dfl_whole_face"
        made = drawer.draw_all([plain(1, 2, 3, side=side)] * 2, template)
        assert [one.pixels.shape for one in made] == [(side, side, 3)] * 2


def test_a_template_gives_it_nothing(make, template: Template) -> None:
    make().prepare(template)  # needs neither a recogniser nor its weights


def test_the_network_is_given_back(make, manager: ModelManager, template: Template) -> None:
    drawer = make()
    assert manager.cleanup() == 0
    drawer.close()
    drawer.close()
    assert manager.cleanup() > 0
    with pytest.raises(ModelError, match="released"):
        drawer.draw(plain(9, 9, 9), template)


# -- answers that are none -------------------------------------------------------------------------


def with_black() -> np.ndarray:
    square = plain(120, 120, 120)
    square[:9, :9] = 0
    return square


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("nan", "no numbers"),
        ("nan picture", "no numbers"),
        ("size", r"gave no picture but \(1, 63"),
    ],
)
def test_rubbish_at_run_time_is_one_line(make, template: Template, fault: str, said: str) -> None:
    drawer = make(fault=fault)
    assert drawer.draw(plain(90, 90, 90), template).pixels.any()
    with pytest.raises(ModelError, match=said) as caught:
        drawer.draw(with_black(), template)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("which", [0, 1])
def test_a_mask_of_nothing_is_no_face(make, template: Template, which: int) -> None:
    masks = [np.ones((SIDE, SIDE), np.float32) for _ in range(2)]
    masks[which][:] = 0
    with pytest.raises(ModelError, match="sees no face"):
        make(masks=tuple(masks)).draw(plain(9, 9, 9), template)


# -- files -----------------------------------------------------------------------------------------


def test_the_folder_is_listed_without_loading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert characters(tmp_path) == ([], [])
    folder = tmp_path / "dfm"
    folder.mkdir()
    nets.dfm(folder / "Zoe.dfm", 96)
    nets.dfm(folder / "adam.onnx", 128, morph=False)
    nets.restorer(folder / "gfpgan.onnx")
    (folder / "page.dfm").write_bytes(b"<!DOCTYPE html><html>Sign in</html>")
    nets.dfm(folder / "Zoe.onnx", 128)
    (folder / "readme.txt").write_text("hello")
    monkeypatch.setattr("app.inference.onnx.runtime", lambda: pytest.fail("a network was loaded"))
    found, problems = characters(tmp_path)
    assert [(one.name, one.side, one.morphable) for one in found] == [
        ("adam", 128, False),
        ("Zoe", 96, True),
    ]
    assert len(problems) == 3
    assert "gfpgan.onnx is no DeepFaceLive character (has no input in_face:0" in str(problems[0])
    assert "page.dfm is a web page" in str(problems[1])
    assert "Zoe.onnx has another character's name" in str(problems[2])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"\x80\x02}q\x00(X\x06\x00\x00\x00params", "pickled"),
        (b"PK\x03\x04\x00archive/data.pkl", "pickled PyTorch checkpoint or an archive"),
        (b"", "is empty"),
        (b"\x08\x08\x12\x04some other bytes", "damaged or cut off"),
        (b"\x08\x08\x12\x04some", "holds no network"),
        (None, "cannot be read"),
    ],
)
def test_files_that_are_no_characters(
    tmp_path: Path, manager: ModelManager, content: bytes | None, said: str
) -> None:
    path = tmp_path / "a.dfm"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=said) as caught:
        DfmDrawer(path, manager)
    assert "\n" not in str(caught.value)


def test_an_older_file_that_lists_its_weights_as_inputs(tmp_path: Path) -> None:
    path = nets.dfm(tmp_path / "a.dfm", SIDE)
    model = nets.onnx.load(str(path))
    for weight in model.graph.initializer:
        model.graph.input.append(nets.tensor(weight.name, weight.dims))
    nets.onnx.save(model, str(path))
    assert character(path).side == SIDE


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_that_was_cut_off(tmp_path: Path, manager: ModelManager, share: float) -> None:
    path = nets.dfm(tmp_path / "a.dfm")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ModelError, match=r"a\.dfm is damaged or cut off[^\n]*$"):
        DfmDrawer(path, manager)


def test_other_names_and_shapes(tmp_path: Path, manager: ModelManager) -> None:
    path = nets.dfm(tmp_path / "a.dfm", face="face:0")
    with pytest.raises(ModelError, match=r"has no input in_face:0 but face:0[^\n]*$"):
        DfmDrawer(path, manager)
    for shape, said in (((1, 64, 96), "1×64×96×3"), ((1, "h", "w"), r"1×\?×\?×3")):
        names = {"in_face:0": 3, "mask": 1, "face": 3, "celebrity": 1}
        ends = [nets.tensor(name, (*shape, channels)) for name, channels in names.items()]
        make = nets.onnx.helper.make_node
        nodes = [
            make("Identity", ["in_face:0"], ["face"]),
            *(make("Slice", ["in_face:0", *"abc"], [name]) for name in ("mask", "celebrity")),
        ]
        cuts = {"a": 0, "b": 1, "c": 3}
        cut = [nets.constant(name, np.array([at], np.int64)) for name, at in cuts.items()]
        nets.save(path, nodes, ends[:1], ends[1:], cut)
        with pytest.raises(ModelError, match=f"its faces are {said}"):
            DfmDrawer(path, manager)


def of_side(path: Path, side: int) -> Path:
    """A file of a few hundred bytes that says its faces have such a side."""
    make = nets.onnx.helper.make_node
    sizes = {"in_face:0": 3, "mask": 1, "face": 3, "celebrity": 1}
    ends = [nets.tensor(name, ("b", side, side, last)) for name, last in sizes.items()]
    nodes = [
        make("Identity", ["in_face:0"], ["face"]),
        *(make("ReduceMean", ["in_face:0"], [name], axes=[3]) for name in ("mask", "celebrity")),
    ]
    return nets.save(path, nodes, ends[:1], ends[1:])


@pytest.mark.parametrize("side", [-5, 0, 1, 31, 2049, 2**31, 2**62])
def test_sides_that_no_character_has(tmp_path: Path, manager: ModelManager, side: int) -> None:
    path = of_side(tmp_path / "a.dfm", side)
    with pytest.raises(
        ModelError, match=r"a\.dfm is no DeepFaceLive character \(its faces are \?×"
    ):
        DfmDrawer(path, manager)


def test_the_smallest_side(tmp_path: Path, manager: ModelManager) -> None:
    DfmDrawer(of_side(tmp_path / "a.dfm", 32), manager).close()


def test_names_of_a_file_are_printable(tmp_path: Path) -> None:
    path = nets.dfm(tmp_path / "a.dfm", SIDE, face="a\nb\x1b[31m" + "x" * 900)
    with pytest.raises(ModelError, match=r"has no input in_face:0 but a b.\[31mx") as caught:
        character(path)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < len(str(path)) + 300


def test_a_file_that_was_replaced_while_idle(make, template: Template) -> None:
    make(side=64).close()
    drawer = make(side=96)
    assert drawer.side == 96
    assert drawer.draw(plain(9, 9, 9, side=96), template).pixels.shape == (96, 96, 3)


def test_a_file_that_was_replaced_while_in_use(make, template: Template) -> None:
    """The network in use is handed out once more, and the drawer keeps to that."""
    make(side=64)
    drawer = make(side=96, morph=False)
    assert (drawer.side, drawer.morphable) == (64, True)
    assert drawer.draw(plain(9, 9, 9, side=64), template).pixels.shape == (64, 64, 3)


# -- what leaves the app ---------------------------------------------------------------------------

FRAMES = 10


@pytest.fixture(scope="module")
def pictures() -> list[Image]:
    """One face, with black pixels around it: each of them brings a character's fault out."""
    made = clips.wandering_face(FRAMES)
    for picture in made:
        picture[-60:, 240:400] = 0  # the shirt, within the square of a whole face
    return made


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory, pictures: list[Image]) -> Path:
    return clips.write(tmp_path_factory.mktemp("clip") / "one.mp4", pictures)


def oval(side: int) -> np.ndarray:
    mask = np.zeros((side, side), np.float32)
    cv2.ellipse(
        mask, (side // 2, side * 52 // 100), (side * 3 // 8, side * 46 // 100), 0, 0, 360, 1, -1
    )
    return mask


def face_of(template: Template, side: int) -> np.ndarray:
    matrix = to_square(five_points(template.landmarks), "dfl_whole_face", side)
    return crop(template.texture, matrix, side) / 255


def left(clip: Path, drawer: DfmDrawer) -> list[SafeFrame]:
    """Every frame that left the app."""
    engine, sink = make_engine(FileSource(clip), swapper=LearnedSwapper(drawer))
    engine.start()
    assert engine.wait(120)
    engine.stop()
    return sink.frames


def assert_no_raw_face(judge: Judge, clip: Path, frames: list[SafeFrame]) -> None:
    source = FileSource(clip)
    for safe in frames:
        frame = source.read()
        assert frame is not None
        assert not judge.raw_faces(frame.image, safe.image), f"frame {safe.index} {safe.verdict}"
    source.close()


def test_a_character_covers_the_wearer(make, template: Template, clip: Path, judge: Judge) -> None:
    side = 160
    drawer = make(
        side=side, picture=face_of(template, side), masks=(oval(side), oval(side)), morph_value=0.8
    )
    frames = left(clip, drawer)
    assert sum(safe.verdict is Verdict.SWAPPED for safe in frames) >= FRAMES - 2
    assert_no_raw_face(judge, clip, frames)


@pytest.mark.parametrize("fault", ["nan", "nan picture", "size", "no mask", "the wearer's own"])
def test_a_faulty_character_lets_nothing_raw_out(
    make, template: Template, clip: Path, judge: Judge, fault: str
) -> None:
    side = 160
    options: dict = {"masks": (oval(side), oval(side)), "picture": face_of(template, side)}
    value = 0.8
    if fault == "no mask":
        options["masks"] = (np.zeros((side, side)), oval(side))
    elif fault == "the wearer's own":
        value = 0.0
    else:
        options["fault"] = fault
    frames = left(clip, make(side=side, morph_value=value, **options))
    assert len(frames) == FRAMES
    assert all(safe.verdict is Verdict.SHIELDED for safe in frames)
    assert_no_raw_face(judge, clip, frames)
