"""The photoreal pack from the real figures: built, loaded, drawn, and defended."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from app import download
from app.errors import DownloadError, TemplateError, UnderstudyError
from app.frame import Frame, Image
from app.paths import assets_dir
from app.pipeline.swap.mesh.engine import MeshSwapper
from app.pipeline.swap.mesh.skin import eye_openness, openness
from app.pipeline.swap.mesh.topology import LOWER_LIP, UPPER_LIP
from app.pipeline.track.tracker import Tracker
from app.templates.pack import MANIFEST, hash_files
from app.templates.photoreal import Progress, install, installer, likeness, open_photoreal
from app.templates.photoreal.closed import brow_mask
from app.templates.photoreal.faces import FACES, FIGURES, LICENCE
from app.templates.template import Region, Template

MIRROR = Path(__file__).resolve().parents[3] / "shared" / "mirror" / "sfhq-t2i"
IDS = [face.id for face in FACES]


@pytest.fixture(scope="session")
def mirror() -> Path:
    if not (MIRROR / LICENCE).is_file():
        warnings.warn(f"no figures in {MIRROR}: the photoreal pack is NOT tested", stacklevel=1)
        pytest.skip("the folder shared/mirror/sfhq-t2i is not there")
    return MIRROR


@pytest.fixture(scope="session")
def installed(mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Installed once; its work folder is kept aside as ``kept`` for tests that go on from it."""
    folder = tmp_path_factory.mktemp("templates")
    told: list[Progress] = []
    keep: list[Path] = []

    def watch(progress: Progress) -> None:
        told.append(progress)
        if progress.stage == "build" and progress.done == progress.total:
            keep.append(folder / "kept")
            shutil.copytree(folder / f"photoreal{download.PART}", keep[-1])

    install(folder / "photoreal", mirror=mirror, progress=watch)
    assert {p.name for p in folder.iterdir()} == {"photoreal", "kept"}
    assert {p.stage for p in told} == {"download", "build"}
    assert all(0 <= p.done <= p.total for p in told)
    downloads = [p.done for p in told if p.stage == "download"]
    assert downloads == sorted(downloads)
    assert downloads[-1] == told[0].total
    return folder / "photoreal"


@pytest.fixture(scope="session")
def templates(installed: Path) -> dict[str, Template]:
    pack = open_photoreal(installed)
    return {name: pack.load(name) for name in pack.entries}


@pytest.fixture
def pack(installed: Path, tmp_path: Path) -> Path:
    """A copy to be tampered with."""
    return Path(shutil.copytree(installed, tmp_path / "photoreal"))


@pytest.fixture
def half(installed: Path, tmp_path: Path) -> Path:
    """A place where an installation was killed after the last face; answers the target."""
    kept = installed.with_name("kept")
    shutil.copytree(kept, tmp_path / f"photoreal{download.PART}", copy_function=os.link)
    return tmp_path / "photoreal"


def rewrite(pack: Path, name: str, change: Callable[[Path], None]) -> None:
    """Changes a template's folder and gives the manifest its new hashes, as a forger would."""
    before = hash_files(pack / name)
    change(pack / name)
    after = hash_files(pack / name)
    manifest = (pack / MANIFEST).read_text("utf-8")
    head, mark, tail = manifest.partition(f'id = "{name}"')
    for file in before:
        tail = tail.replace(before[file], after[file], 1)
    (pack / MANIFEST).write_text(head + mark + tail, "utf-8")


def refused(action: Callable[[], object], *words: str) -> None:
    with pytest.raises(UnderstudyError) as caught:
        action()
    assert "\n" not in str(caught.value)
    for word in words:
        assert word in str(caught.value)


def look(picture: Image) -> tuple[float, float]:
    """The tracker's own opening of eyes and mouth, of a portrait held before a camera."""
    scene = np.full((720, 1280, 3), 128, np.uint8)
    scene[104:616, 384:896] = cv2.resize(picture, (512, 512), interpolation=cv2.INTER_AREA)
    tracker = Tracker(smoothing=False)
    try:
        for number in range(3):
            faces = tracker.update(Frame(scene, number, number / 25)).faces
    finally:
        tracker.close()
    assert len(faces) == 1
    points = faces[0].landmarks
    eyes = (eye_openness(points, 0) + eye_openness(points, 1)) / 2
    return eyes, mouth_openness(points)


def mouth_openness(points: np.ndarray) -> float:
    upper, lower = np.array(UPPER_LIP, np.int32), np.array(LOWER_LIP, np.int32)
    return float(openness(np.ascontiguousarray(points, np.float32), upper, lower))


def composed(template: Template, kind: str) -> Image:
    """The whole portrait with one of the two views put in its place."""
    view = template.closed if kind == "closed" else template.opened
    x, y = (template.landmarks[168, :2] - view.landmarks[168, :2]).round().astype(int)
    picture = template.texture.copy()
    height, width = view.picture.shape[:2]
    picture[y : y + height, x : x + width] = view.picture
    return picture


# -- what is built ---------------------------------------------------------------------------------


def test_all_nine_are_there_with_their_licence(installed: Path, mirror: Path) -> None:
    pack = open_photoreal(installed)
    assert list(pack.entries) == IDS
    assert (installed / LICENCE).read_bytes() == (mirror / LICENCE).read_bytes()
    for name, entry in pack.entries.items():
        assert entry.licence == "MIT"
        assert "SFHQ-T2I" in entry.provenance
        assert pack.thumbnail(name).shape == (256, 256, 3)


def test_the_figures_themselves_are_not_installed(installed: Path) -> None:
    assert not [p for p in installed.rglob("*") if p.suffix in {".jpg", ".json", ".part"}]


@pytest.mark.parametrize("name", IDS)
def test_a_face_is_frontal_shuts_its_eyes_and_opens_its_mouth(
    templates: dict[str, Template], name: str
) -> None:
    template = templates[name]
    eyes, mouth = look(template.texture)
    shut, _ = look(composed(template, "closed"))
    _, wide = look(composed(template, "opened"))
    assert shut < 0.62 * eyes, (shut, eyes)
    assert mouth < 0.12
    assert wide > 0.3
    assert mouth_openness(template.opened.landmarks) == pytest.approx(0.56, abs=0.02)
    assert max(eye_openness(template.closed.landmarks, side) for side in (0, 1)) < 0.01
    left, right = template.landmarks[468, :2], template.landmarks[473, :2]
    assert abs(left[1] - right[1]) < 6
    height = template.landmarks[152, 1] - template.landmarks[10, 1]
    assert height == pytest.approx(0.62 * 1024, abs=8)


@pytest.mark.parametrize("name", IDS)
def test_the_closed_view_is_the_texture_but_for_the_eyes(
    templates: dict[str, Template], name: str
) -> None:
    template = templates[name]
    picture = composed(template, "closed")
    away = np.abs(picture.astype(int) - template.texture.astype(int)).max(axis=2)
    near = np.zeros(away.shape, np.uint8)
    for outer, inner in ((33, 133), (362, 263)):
        a, b = template.landmarks[outer, :2], template.landmarks[inner, :2]
        width = float(np.linalg.norm(b - a))
        x, y = (a + b) / 2
        cv2.ellipse(near, (round(x), round(y)), (round(0.90 * width), round(0.68 * width)),
                    0, 0, 360, 255, -1)  # fmt: skip
    assert away[near == 0].max() <= 2
    assert away.max() > 20


@pytest.mark.parametrize("name", IDS)
def test_regions_are_where_they_must_be(templates: dict[str, Template], name: str) -> None:
    template = templates[name]
    face = next(f for f in FACES if f.id == name)
    regions, points = template.regions, template.landmarks

    def at(index: int) -> int:
        x, y = np.rint(points[index, :2]).astype(int)
        return int(regions[y, x])

    assert {at(468), at(473)} == {Region.EYE}
    assert at(4) == Region.SKIN
    assert at(15) == Region.LIPS
    brow = brow_mask(regions.shape, points) > 0.5
    found = regions == Region.BROW
    assert 0.15 < found.sum() / brow.sum() < 1.5
    shares = {region: float((regions == region).mean()) for region in Region}
    assert shares[Region.SKIN] > 0.08
    if face.beard > 1:
        assert at(199) == Region.FACIAL_HAIR
    if face.beard > 2:
        chin = round(points[152, 1])
        assert (regions[chin + 20 :] == Region.FACIAL_HAIR).sum() > 10_000
    if face.beard == 0:
        assert shares[Region.FACIAL_HAIR] == 0
    if face.fringe:
        above = (points[[67, 297, 109, 338, 10], :2]).round().astype(int)
        assert (regions[above[:, 1], above[:, 0]] == Region.HEAD_HAIR).any()
    assert (shares[Region.HEAD_HAIR] == 0) == face.bald


def test_the_irises_have_their_colours(templates: dict[str, Template]) -> None:
    def hue(name: str) -> tuple[float, float, float]:
        eye = templates[name].eye.astype(float)
        ring = eye[128 - 8 : 128 + 8, 128 + 26 : 128 + 44].reshape(-1, 3).mean(axis=0)
        return tuple(ring)  # type: ignore[return-value]

    blue, green, brown = hue("rowan"), hue("flint"), hue("olive")
    assert blue[0] > blue[2] + 40
    assert green[1] > green[2] + 15
    assert brown[2] > brown[0] + 10
    for template in templates.values():
        corner = template.eye[:40, 100:156].mean(axis=(0, 1))
        assert corner.min() > 150  # sclera
        assert template.eye[122:134, 122:134].max() < 60  # the pupil, and no light in it


@pytest.mark.parametrize("name", IDS)
def test_every_face_is_drawn_onto_a_real_one(
    templates: dict[str, Template], demo_frame: Frame, name: str
) -> None:
    patch = MeshSwapper().swap(demo_frame, demo_frame.faces[0], templates[name])
    assert patch.mask.max() == 255
    assert (patch.mask > 128).mean() > 0.3
    inside = patch.pixels[patch.mask > 200]
    assert 20 < inside.mean() < 230
    assert inside.std() > 8


@pytest.fixture(scope="session")
def demo_frame() -> Frame:
    tracker = Tracker()
    try:
        with av.open(str(assets_dir() / "demo" / "demo.mp4")) as clip:
            for number, picture in enumerate(clip.decode(video=0)):
                frame = tracker.update(
                    Frame(picture.to_ndarray(format="bgr24"), number, number / 25)
                )
                if frame.faces and number > 5:
                    return frame
    finally:
        tracker.close()
    raise AssertionError("no face in the demo clip")


# -- nobody else gets in ---------------------------------------------------------------------------


def test_swapped_pictures_are_refused_whatever_the_hashes_say(pack: Path) -> None:
    files = ("texture.png", "landmarks.npy", "geometry.npy", "regions.png", "closed.png",
             "closed.npy", "open.png", "open.npy", "eye.png", "thumbnail.png")  # fmt: skip

    def take_the_other(folder: Path) -> None:
        for file in files:
            shutil.copyfile(pack / "moss" / file, folder / file)

    rewrite(pack, "flint", take_the_other)
    refused(lambda: open_photoreal(pack).load("flint"), "flint/texture.png", "install the pack")
    refused(lambda: open_photoreal(pack).thumbnail("flint"), "flint/thumbnail.png")
    assert open_photoreal(pack).load("moss").name == "Moss"


@pytest.mark.parametrize("file", ["texture.png", "closed.png", "open.png", "thumbnail.png"])
def test_any_one_picture_of_another_face_is_refused(pack: Path, file: str) -> None:
    rewrite(pack, "reed", lambda folder: shutil.copy(pack / "rowan" / file, folder / file) and None)
    refused(lambda: open_photoreal(pack).load("reed"), f"reed/{file}")


def test_a_face_pasted_into_a_texture_is_refused(
    pack: Path, templates: dict[str, Template], demo_frame: Frame
) -> None:
    def paste(folder: Path) -> None:
        picture = cv2.imread(str(folder / "texture.png"))
        box = demo_frame.faces[0].box
        stranger = demo_frame.image[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)]
        place = picture[240:820, 260:760]
        other = cv2.resize(stranger, place.shape[1::-1]).astype(float)
        # With the very tone of the face that it replaces, as a careful forger would.
        for k in range(3):
            mine = place[:, :, k].astype(float)
            fitted = (other[:, :, k] - other[:, :, k].mean()) / other[:, :, k].std()
            place[:, :, k] = np.clip(fitted * mine.std() + mine.mean(), 0, 255)
        cv2.imwrite(str(folder / "texture.png"), picture)

    rewrite(pack, "sage", paste)
    refused(lambda: open_photoreal(pack).load("sage"), "sage/texture.png")


def test_what_a_machine_rounds_differently_is_not_refused(
    pack: Path, templates: dict[str, Template]
) -> None:
    """Moved by a pixel, a level lighter, a little grain: the same face."""
    rng = np.random.default_rng(0)

    def disturb(folder: Path) -> None:
        for file in ("texture.png", "closed.png", "open.png", "thumbnail.png"):
            picture = cv2.imread(str(folder / file)).astype(float)
            moved = np.roll(picture, 1, axis=1) + 1 + rng.normal(0, 2, picture.shape)
            cv2.imwrite(str(folder / file), np.clip(moved, 0, 255).astype(np.uint8))

    rewrite(pack, "olive", disturb)
    assert open_photoreal(pack).load("olive").name == "Olive"


def test_the_nine_are_far_apart(templates: dict[str, Template]) -> None:
    seen = {name: likeness.signatures(template) for name, template in templates.items()}
    for name, mine in seen.items():
        for other, theirs in seen.items():
            for file in ("texture.png", "closed.png", "open.png", "thumbnail.png"):
                mean, _square, _peak = likeness.difference(mine[file], theirs[file])
                if name != other:
                    assert mean > 2 * likeness.MEAN_LIMIT, (name, other, file)


@pytest.mark.parametrize("file", ["texture.png", "landmarks.npy", "mouth.png", "closed.png"])
def test_an_altered_file_is_named(pack: Path, file: str) -> None:
    path = pack / "hazel" / file
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(content)
    refused(lambda: open_photoreal(pack).load("hazel"), f"hazel/{file}", "altered")


def test_other_sources_and_other_faces_are_refused(pack: Path) -> None:
    path = pack / MANIFEST
    whole = path.read_text("utf-8")
    first = next(iter(FIGURES.values())).sha256
    path.write_text(whole.replace(first, first[::-1]), "utf-8")
    refused(lambda: open_photoreal(pack), "sources", MANIFEST)
    path.write_text(whole.replace('name = "Moss"', 'name = "Somebody"'), "utf-8")
    refused(lambda: open_photoreal(pack), "other faces", MANIFEST)
    path.write_text(whole.replace('id = "photoreal"', 'id = "mine"'), "utf-8")
    refused(lambda: open_photoreal(pack), MANIFEST)
    path.unlink()
    refused(lambda: open_photoreal(pack), MANIFEST)


def test_links_are_refused(pack: Path, tmp_path: Path) -> None:
    texture = pack / "ember" / "texture.png"
    try:
        (tmp_path / "elsewhere.png").write_bytes(texture.read_bytes())
        texture.unlink()
        texture.symlink_to(tmp_path / "elsewhere.png")
        (tmp_path / "link").symlink_to(pack)
    except OSError:
        pytest.skip("no links here")
    refused(lambda: open_photoreal(pack).load("ember"), "ember/texture.png", "link")
    refused(lambda: open_photoreal(tmp_path / "link"), "link")


# -- installing ------------------------------------------------------------------------------------


def test_an_interrupted_installation_goes_on(
    half: Path, installed: Path, tmp_path: Path, templates: dict[str, Template]
) -> None:
    """One face was altered while it waited; it is built again, to the bit, and no other one. No
    figure is asked for again: there is no mirror."""
    work = half.with_name(f"photoreal{download.PART}")
    texture = work / "faces" / "sage" / "texture.png"
    content = texture.read_bytes()
    texture.unlink()  # the others are hard links
    texture.write_bytes(content[:-1] + b"x")
    (work / "faces" / f"sage{download.PART}").mkdir()
    kept = (work / "faces" / "olive" / "texture.png").stat().st_mtime_ns

    class KilledError(Exception):
        pass

    def kill(progress: Progress) -> None:
        if progress.stage == "build" and progress.done == progress.total:
            raise KilledError

    nowhere = tmp_path / "nowhere"
    with pytest.raises(KilledError):
        install(half, mirror=nowhere, progress=kill)
    assert not half.exists()
    assert (work / "faces" / "olive" / "texture.png").stat().st_mtime_ns == kept
    install(half, mirror=nowhere)
    assert {p.name for p in tmp_path.iterdir()} == {"photoreal"}
    again = open_photoreal(half).load("sage")
    before = templates["sage"]
    assert np.abs(again.texture.astype(int) - before.texture.astype(int)).max() <= 1
    assert np.abs(again.landmarks - before.landmarks).max() < 0.01


def test_an_old_installation_stays_until_the_new_one_is_whole(
    half: Path, installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half.mkdir()
    (half / "old").touch()

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(installer, "manifest", fail)
        refused(lambda: install(half, mirror=tmp_path), "No space left")
    assert (half / "old").exists()
    install(half, mirror=tmp_path)
    assert not (half / "old").exists()
    assert list(open_photoreal(half).entries) == IDS
    assert {p.name for p in tmp_path.iterdir()} == {"photoreal"}


def test_a_kill_between_the_two_renames_is_put_right(pack: Path, tmp_path: Path) -> None:
    old = pack.with_name(f"photoreal{installer.OLD}")
    pack.rename(old)
    refused(lambda: install(pack, mirror=tmp_path / "nowhere"), LICENCE)
    assert list(open_photoreal(pack).entries) == IDS
    assert not old.exists()


def test_a_wrong_figure_in_the_mirror_is_refused(mirror: Path, tmp_path: Path) -> None:
    other = tmp_path / "mirror"
    (other / "figures").mkdir(parents=True)
    for path in (mirror / LICENCE, *(mirror / "figures").iterdir()):
        (other / path.relative_to(mirror)).write_bytes(path.read_bytes())
    figure = other / "figures" / "SDXL_images_with_prompts.jpg"
    content = bytearray(figure.read_bytes())
    content[5000] ^= 1
    figure.write_bytes(content)
    target = tmp_path / "home" / "photoreal"
    refused(lambda: install(target, mirror=other), figure.name, "sha256")
    figure.write_bytes(content[:-1])
    refused(lambda: install(target, mirror=other), figure.name, "bytes")
    figure.unlink()
    refused(lambda: install(target, mirror=other), figure.name, "cannot be read")
    assert not target.exists()
    kept = {p.name for p in (target.with_name("photoreal.part") / "figures").iterdir()}
    assert len(kept) == len(FIGURES)  # the licence and all but the wrong one


def test_the_figures_come_over_the_network_once(
    mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            asked.append(self.path)

    class KilledError(Exception):
        pass

    def kill(progress: Progress) -> None:
        if progress.stage == "build":
            raise KilledError

    monkeypatch.setenv("no_proxy", "*")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(mirror)))
    monkeypatch.setattr(installer, "SOURCE", f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        for _ in range(2):
            with pytest.raises(KilledError):
                install(tmp_path / "photoreal", progress=kill)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert sorted(asked) == sorted(
        ["/LICENSE", *(f"/figures/{name.replace(' ', '%20')}" for name in FIGURES)]
    )
    for name, source in FIGURES.items():
        content = (tmp_path / "photoreal.part" / "figures" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == source.sha256


def test_no_mirror_no_network_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installer, "SOURCE", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "*")
    with pytest.raises(DownloadError, match="cannot be fetched") as caught:
        install(tmp_path / "photoreal")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "photoreal").exists()


def test_no_room_is_told_first(
    mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=20 << 20)
    monkeypatch.setattr(download.shutil, "disk_usage", lambda _: usage)
    refused(lambda: install(tmp_path / "photoreal", mirror=mirror), "20 MB free")


def test_a_second_installation_at_the_same_time_is_refused(tmp_path: Path) -> None:
    """The first is another process, and holds the lock as it does while it builds."""
    code = (
        "import sys, pathlib\n"
        "from app.alone import alone\n"
        "from app.templates.photoreal.installer import _busy, _lock\n"
        "target = pathlib.Path(sys.argv[1])\n"
        "with alone(_lock(target), _busy(target)):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    target = tmp_path / "photoreal"
    first = subprocess.Popen(
        [sys.executable, "-c", code, str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        refused(lambda: install(target, mirror=tmp_path), "another installation")
        first.kill()
        first.wait()
        # A killed process leaves the file, not the lock.
        refused(lambda: install(target, mirror=tmp_path), LICENCE)
    finally:
        first.kill()
        first.communicate()


def test_a_builder_that_makes_other_faces_is_caught(
    half: Path, templates: dict[str, Template], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is built must look as pinned before it is written."""
    shutil.rmtree(half.with_name(f"photoreal{download.PART}") / "faces" / "sage")
    monkeypatch.setattr(installer.Builder, "build", lambda self, face: templates["moss"])
    with pytest.raises(TemplateError, match="sage"):
        install(half, mirror=tmp_path)
    assert not half.exists()
