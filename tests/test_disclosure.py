"""The mark that says "synthetic", read back by others than those who wrote it."""

from __future__ import annotations

import shutil
import subprocess
import zlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import av
import cv2
import numpy as np
import pytest

from app.disclosure import SOURCE_TYPE, XMP, mark_jpeg, mark_png
from app.frame import SafeFrame, Verdict
from app.pipeline.sinks import FileSink, RecordingSink, Sink
from app.pipeline.sinks.base import OutputFormat
from tests.support.live import FORMAT, frame, picture

SOURCE_TYPE_NAME = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"


@pytest.fixture(scope="module")
def exiftool() -> Callable[[Path], str]:
    program = shutil.which("exiftool")
    if program is None:
        pytest.skip("no exiftool: apt-get install libimage-exiftool-perl")

    def ask(path: Path) -> str:
        command = [program, "-s3", "-DigitalSourceType", str(path)]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode().strip()

    return ask


def written(sink: Sink, fmt: OutputFormat = FORMAT) -> None:
    sink.open(fmt)
    for i in range(12):
        sink.write(frame(i, i / 30))
    sink.close()


def source_type(xmp: bytes) -> str | None:
    """What an XMP packet says, by a parser of XML."""
    for element in ElementTree.fromstring(xmp.strip()).iter():
        if SOURCE_TYPE_NAME in element.attrib:
            return element.attrib[SOURCE_TYPE_NAME]
    return None


def mp4_xmp(path: Path) -> bytes | None:
    data, at = path.read_bytes(), 0
    marker = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"uuid" and data[at + 8 : at + 24] == marker:
            return data[at + 24 : at + size]
        at += size
    return None


def test_the_packet_is_what_it_should_be() -> None:
    assert source_type(XMP.encode()) == SOURCE_TYPE
    assert SOURCE_TYPE == "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic"


@pytest.mark.parametrize("kind", [FileSink, RecordingSink])
def test_an_mp4_says_so(tmp_path: Path, kind: type[FileSink] | type[RecordingSink]) -> None:
    path = tmp_path / "o.mp4"
    written(kind(path))
    packet = mp4_xmp(path)
    assert packet is not None
    assert source_type(packet) == SOURCE_TYPE
    with av.open(str(path)) as file:
        assert SOURCE_TYPE in file.metadata["comment"]
        assert sum(1 for _ in file.decode(video=0)) == 12


def test_a_file_made_of_a_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "o.mp4"
    sink = FileSink(path)
    sink.open(OutputFormat(320, 240, 25, live=False))
    for i in range(5):
        sink.write(SafeFrame(picture(i), Verdict.SWAPPED, "", 1, i, 0.0, Fraction(i, 25)))
    sink.close()
    assert source_type(mp4_xmp(path) or b"") == SOURCE_TYPE


def test_an_mkv_says_so(tmp_path: Path) -> None:
    written(RecordingSink(tmp_path / "o.mkv"))
    with av.open(str(tmp_path / "o.mkv")) as file:
        assert file.metadata["DIGITAL_SOURCE_TYPE"] == SOURCE_TYPE


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
def test_exiftool_reads_films(tmp_path: Path, suffix: str, exiftool: Callable[[Path], str]) -> None:
    path = tmp_path / f"o{suffix}"
    written(RecordingSink(path))
    assert exiftool(path) == SOURCE_TYPE


def still(suffix: str) -> tuple[np.ndarray, bytes]:
    image = picture(7, 64, 48)
    return image, cv2.imencode(suffix, image)[1].tobytes()


@pytest.mark.parametrize(("suffix", "mark"), [(".png", mark_png), (".jpg", mark_jpeg)])
def test_exiftool_reads_pictures(
    tmp_path: Path,
    suffix: str,
    mark: Callable[[bytes], bytes],
    exiftool: Callable[[Path], str],
) -> None:
    path = tmp_path / f"o{suffix}"
    path.write_bytes(mark(still(suffix)[1]))
    assert exiftool(path) == SOURCE_TYPE


@pytest.mark.parametrize(("suffix", "mark"), [(".png", mark_png), (".jpg", mark_jpeg)])
def test_a_marked_picture_is_the_same_picture(suffix: str, mark: Callable[[bytes], bytes]) -> None:
    _, data = still(suffix)
    marked = mark(data)
    plain, seen = (cv2.imdecode(np.frombuffer(d, np.uint8), 1) for d in (data, marked))
    assert (plain == seen).all()
    assert SOURCE_TYPE.encode() in marked
    assert marked != data


def test_the_pngs_chunk_is_sound() -> None:
    marked, at, found = mark_png(still(".png")[1]), 8, []
    while at < len(marked):
        size = int.from_bytes(marked[at : at + 4], "big")
        kind, body = marked[at + 4 : at + 8], marked[at + 8 : at + 8 + size]
        crc = int.from_bytes(marked[at + 8 + size : at + 12 + size], "big")
        assert zlib.crc32(kind + body) == crc
        found.append(kind)
        if kind == b"iTXt":
            keyword, rest = body.split(b"\0", 1)
            assert keyword == b"XML:com.adobe.xmp"
            assert source_type(rest.removeprefix(b"\0\0\0\0")) == SOURCE_TYPE
        at += 12 + size
    assert found[0] == b"IHDR"
    assert b"iTXt" in found
    assert found[-1] == b"IEND"


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="no PNG"):
        mark_png(still(".jpg")[1])
    with pytest.raises(ValueError, match="no JPEG"):
        mark_jpeg(still(".png")[1])
