"""Pictures as a source: kinds of pictures, folders, and bad ones."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.errors import SourceError
from app.frame import Frame, Image
from app.pipeline.sources import SourceOptions, open_source
from tests.support.movies import corners, error, patches


def save(path: Path, pixels: NDArray[np.generic]) -> Path:
    good, data = cv2.imencode(path.suffix, pixels)
    assert good
    path.write_bytes(data.tobytes())
    return path


def only_frame(path: Path) -> Image:
    source = open_source(str(path))
    frame = source.read()
    assert frame is not None
    assert source.read() is None
    height, width = frame.image.shape[:2]
    assert (source.info.width, source.info.height) == (width, height)
    assert (source.info.live, source.info.frame_count, source.info.media) == (False, 1, None)
    assert frame.image.dtype == np.uint8
    assert frame.image.shape[2] == 3
    assert frame.image.flags.c_contiguous
    assert not frame.image.flags.writeable
    source.close()
    return frame.image


@pytest.mark.parametrize("suffix", [".png", ".bmp", ".tif", ".webp", ".jpg", ".ppm", ".avif"])
@pytest.mark.parametrize("size", [(1, 1), (33, 17), (64, 48)])
def test_colour_pictures(tmp_path: Path, suffix: str, size: tuple[int, int]) -> None:
    picture = np.full((size[1], size[0], 3), (40, 90, 200), np.uint8)
    image = only_frame(save(tmp_path / f"p{suffix}", picture))
    assert image.shape == picture.shape
    assert error(image, picture) < 3


def test_grey_becomes_three_equal_channels(tmp_path: Path) -> None:
    grey = np.arange(48 * 64, dtype=np.uint32).reshape(48, 64).astype(np.uint8)
    image = only_frame(save(tmp_path / "g.png", grey))
    assert np.array_equal(image, np.repeat(grey[..., None], 3, 2))


@pytest.mark.parametrize("channels", [1, 3])
def test_sixteen_bits_become_eight(tmp_path: Path, channels: int) -> None:
    steps = np.linspace(0, 65535, 48 * 64).round().astype(np.uint16).reshape(48, 64)
    pixels = steps if channels == 1 else np.repeat(steps[..., None], 3, 2)
    image = only_frame(save(tmp_path / "s.png", pixels))
    expected = np.rint(steps / 257)
    assert np.abs(image[..., 0] - expected).max() <= 1
    assert (image[0, 0, 0], image[-1, -1, 0]) == (0, 255)


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_transparency_is_laid_over_black(tmp_path: Path, depth: type[np.unsignedinteger]) -> None:
    top = np.iinfo(depth).max
    pixels = np.full((30, 30, 4), top, depth)
    pixels[:10, :, 3], pixels[10:20, :, 3] = 0, top // 2
    image = only_frame(save(tmp_path / "a.png", pixels))
    assert image[:10].max() == 0
    assert np.abs(image[10:20].astype(int) - 127).max() <= 1
    assert image[20:].min() == 255


def with_exif(path: Path, pixels: Image, orientation: int, order: str) -> Path:
    entry = (0x0112).to_bytes(2, order) + (3).to_bytes(2, order) + (1).to_bytes(4, order)
    entry += orientation.to_bytes(2, order) + b"\0\0"
    head = b"II" if order == "little" else b"MM"
    exif = head + (42).to_bytes(2, order) + (8).to_bytes(4, order) + (1).to_bytes(2, order)
    block = np.frombuffer(exif + entry + bytes(4), np.uint8)
    good, data = cv2.imencodeWithMetadata(
        path.suffix, pixels, [cv2.IMAGE_METADATA_EXIF], [block], [cv2.IMWRITE_JPEG_QUALITY, 100]
    )
    assert good
    path.write_bytes(data.tobytes())
    return path


@pytest.mark.parametrize("order", ["little", "big"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_cameras_orientation_tag(tmp_path: Path, orientation: int, order: str) -> None:
    path = with_exif(tmp_path / "o.jpg", corners(), orientation, order)
    # OpenCV turns pictures itself when it is not asked for the bare pixels.
    expected = cv2.imread(str(path), cv2.IMREAD_COLOR)
    assert expected is not None
    bare = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(bare, expected) == (orientation == 1)
    assert np.array_equal(only_frame(path), expected)


def test_the_orientation_tag_of_a_transparent_picture(tmp_path: Path) -> None:
    pixels = np.dstack([corners(), np.full((48, 64), 255, np.uint8)])
    path = with_exif(tmp_path / "o.png", pixels, 6, "big")
    assert np.array_equal(only_frame(path), cv2.rotate(corners(), cv2.ROTATE_90_CLOCKWISE))


def test_any_name(tmp_path: Path) -> None:
    assert only_frame(save(tmp_path / "Фото 写真 é%d.png", patches())).shape == (48, 64, 3)


def test_the_content_counts_not_the_ending(tmp_path: Path) -> None:
    path = save(tmp_path / "p.png", patches())
    path = path.rename(tmp_path / "p.mp4")
    assert np.array_equal(only_frame(path), patches())


class TestFolder:
    def test_natural_order_and_times(self, tmp_path: Path) -> None:
        for n in (10, 2, 1, 33):
            save(tmp_path / f"Shot {n}.png", np.full((20, 30, 3), n, np.uint8))
        (tmp_path / "notes.txt").write_text("not a picture")
        (tmp_path / "._Shot 3.png").write_bytes(b"what macOS leaves on a USB stick")
        source = open_source(str(tmp_path))
        assert source.info.frame_count == 4
        frames = [source.read() for _ in range(5)]
        assert [int(f.image[0, 0, 0]) for f in frames if f] == [1, 2, 10, 33]
        assert [f.pts for f in frames if f] == [Fraction(i, 25) for i in range(4)]
        assert [f.index for f in frames if f] == [0, 1, 2, 3]
        assert frames[4] is None

    def test_other_sizes_are_fitted_into_the_first(self, tmp_path: Path) -> None:
        save(tmp_path / "1.png", np.full((60, 80, 3), 50, np.uint8))
        save(tmp_path / "2.png", np.full((120, 60, 3), 200, np.uint8))
        save(tmp_path / "3.png", np.full((1, 1, 3), 90, np.uint8))
        source = open_source(str(tmp_path))
        _, tall, dot = (source.read() for _ in range(3))
        assert tall is not None
        assert dot is not None
        assert tall.image.shape == dot.image.shape == (60, 80, 3)
        assert tall.image[:, 25:55].min() == 200  # 30 wide, in the middle
        assert tall.image[:, :25].max() == tall.image[:, 55:].max() == 0
        assert dot.image[:, 10:70].min() == 90

    def test_a_bad_picture_is_named(self, tmp_path: Path) -> None:
        save(tmp_path / "1.png", patches())
        (tmp_path / "2.jpg").write_bytes(b"\xff\xd8\xff\xe0 and then nothing")
        source = open_source(str(tmp_path))
        assert source.read() is not None
        with pytest.raises(SourceError, match=r"2\.jpg"):
            source.read()

    @pytest.mark.parametrize("name", ["", "readme.txt", "clip.mp4"])
    def test_without_pictures(self, tmp_path: Path, name: str) -> None:
        if name:
            (tmp_path / name).write_bytes(b"x")
        with pytest.raises(SourceError, match="holds no pictures"):
            open_source(str(tmp_path))

    def test_live_and_looped(self, tmp_path: Path) -> None:
        for n in (1, 2):
            save(tmp_path / f"{n}.png", np.full((20, 30, 3), n, np.uint8))
        source = open_source(str(tmp_path), SourceOptions(realtime=True, loop=True))
        frames: list[Frame | None] = [source.read() for _ in range(5)]
        source.close()
        assert [int(f.image[0, 0, 0]) for f in frames if f] == [1, 2, 1, 2, 1]
        assert source.read() is None


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.jpg", b"", "is empty"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(200), "not a picture, or is damaged"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "not a picture, or is damaged"),
        ("a.png", b"just text, whatever its name says\n" * 30, "not a picture, or is damaged"),
        ("a", b"just text, whatever its name says\n" * 30, "not a picture or video"),
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(200), "HEIC"),
    ],
)
def test_what_is_no_picture_is_one_line(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        open_source(str(path))
    assert words in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("suffix", [".png", ".jpg"])
def test_a_cut_picture_is_shown_in_part_or_refused(tmp_path: Path, suffix: str) -> None:
    whole = save(tmp_path / f"w{suffix}", patches(200, 200, 20)).read_bytes()
    path = tmp_path / f"cut{suffix}"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    try:
        image = only_frame(path)
    except SourceError:
        return
    assert error(image[:40], patches(200, 200, 20)[:40]) < 5


@pytest.mark.media
def test_real_photos(shared_media: Path) -> None:
    source = open_source(str(shared_media / "photo"))
    count, first = 0, (source.info.height, source.info.width, 3)
    while (frame := source.read()) is not None:
        count += 1
        assert frame.image.shape == first
        assert frame.image.std() > 5
    assert count == source.info.frame_count == 72
