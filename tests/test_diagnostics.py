"""The report that people send along: what is in it, and what never is."""

from __future__ import annotations

import getpass
import logging
import os
import platform
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app import __version__, diagnostics
from app.diagnostics import ProcessLoad, RecentLog, Scrubber, Situation
from app.frame import SafeFrame, Verdict
from app.paths import root_dir
from app.pipeline.sources.base import SourceInfo
from app.pipeline.sources.camera import CameraMode
from app.pipeline.stats import Stats, peak_memory_mb
from app.settings import Profile, Settings

USER, FULL, HOST = "zebedee", "Zebedee Quixley", "quixley-laptop"


@pytest.fixture
def me(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Someone with a name and a home of their own."""
    home = tmp_path / "home" / USER
    home.mkdir(parents=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, USER)
    for name in ("HOSTNAME", "COMPUTERNAME"):
        monkeypatch.setenv(name, HOST)
    return home


@pytest.fixture
def log() -> Iterator[RecentLog]:
    """A ring that listens to the app's loggers."""
    recent = RecentLog()
    detach = recent.attach()
    yield recent
    detach()


def _stats() -> Stats:
    stats = Stats()
    stats.add("swap", 0, 0.0065)
    stats.add("write holiday in Rome.mp4", 0, 0.001)
    image = np.zeros((2, 2, 3), np.uint8)
    for index in range(3):
        stats.judged(SafeFrame(image, Verdict.SWAPPED, "", 1, index, time.monotonic()))
    stats.judged(SafeFrame(image, Verdict.SHIELDED, "no face found", 0, 3, time.monotonic()))
    stats.dropped = 7
    return stats


# -- what is in it ---------------------------------------------------------------------------------


def test_it_tells_what_is_installed_and_what_runs() -> None:
    camera = SourceInfo("Integrated Webcam", 1280, 720, 29.97, live=True)
    text = diagnostics.text(
        Situation(
            "running",
            "camera:0",
            camera,
            CameraMode(1920, 1080, 60.0),
            template="builtin/ruth",
            outputs=("virtual camera", "holiday in Rome.mp4"),
            snapshot=_stats().snapshot(),
        ),
        ["12:00:00 WARNING app.x: something odd"],
    )
    for line in (
        f"Understudy: {__version__}",
        f"Python: {platform.python_version()}",
        f"numpy: {np.__version__}",
        f"Processors: {os.cpu_count()}",
        "State: running",
        "Engine: mesh",
        "Face: builtin/ruth",
        "Picture from: camera",
        "Camera: Integrated Webcam",
        "Mode: 1280 × 720, 30.0 frames per second",
        "Asked for: 1920 × 1080, 60.0",
        "Outputs: virtual camera, file .mp4",
        "swap: p50 6.5 ms, p95 6.5 ms, p99 6.5 ms",
        "write file .mp4: p50 1.0 ms, p95 1.0 ms, p99 1.0 ms",
        "Verdicts: swapped 3, shielded 1",
        "Shielded because: no face found 1",
        "12:00:00 WARNING app.x: something odd",
    ):
        assert line in text.splitlines()
    assert "7 dropped" in text


def test_it_tells_what_runs_the_networks() -> None:
    assert diagnostics.runtime() == "LiteRT on the processor, with XNNPACK"


def test_settings_are_told_without_what_people_named() -> None:
    settings = Settings(
        source="/media/stick/holiday.mp4",
        template="blends/aunt-petronella",
        profiles=(Profile("Petronella's class"),),
        active_profile="Petronella's class",
        favourites=("blends/aunt-petronella",),
        camera_modes={"Petronella's phone": CameraMode()},
        mirror=True,
        window_geometry=b"\x01\x02",
    )
    settings = replace(settings, swap=replace(settings.swap, sharpen=0.25))
    text = diagnostics.text(Situation(settings=settings))
    for line in (
        "source: file .mp4",
        "template: a mix",
        "profiles: 1",
        "favourites: 1",
        "mirror: True",
        "swap.sharpen: 0.25",
    ):
        assert line in text.splitlines()
    for word in ("etronella", "class", "holiday", "x01"):
        assert word not in text


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (None, "none yet"),
        ("camera:Petronella's phone", "camera"),
        ("demo", "demo"),
        ("/home/p/clip.MP4", "file .mp4"),
        ("/home/p/faces", "file or folder of pictures"),
    ],
)
def test_a_source_is_told_by_its_kind(source: str | None, kind: str) -> None:
    assert diagnostics.source_kind(source) == kind


# -- what is not -----------------------------------------------------------------------------------


def test_nobody_can_be_told_from_it(me: Path, log: RecentLog) -> None:
    """Whatever was logged: home, user, computer and files stay here."""
    logger = logging.getLogger("app.pipeline.test")
    video = me / "Videos" / "my clinic" / "therapy session.mp4"
    logger.warning("%s: a damaged part is skipped", video)
    logger.warning("'%s' cannot be opened", str(video))
    logger.error("there is no folder %s: check it", me / "secret plans")
    logger.warning("Zebedee's camera on %s.local stopped, %s", HOST, USER.upper())
    logger.warning("recording to therapy session.mp4 ended, and to 'therapy session.mov'")
    logger.warning("rtmp://live.example/app/k3y-of-mine went away")
    logger.warning("picture %s, %s", np.full((4, 5, 3), 213, np.uint8), b"\xd5\xd5")
    try:
        raise OSError(2, "No such file", str(video))
    except OSError:
        logger.exception("the source failed")
    text = diagnostics.text(
        Situation(
            "running",
            str(video),
            SourceInfo(video.name, 640, 480, 30.0, live=False, media=video),
            outputs=(f"{me}/out.mkv",),
        ),
        log.lines(),
    )
    assert "a damaged part is skipped" in text
    assert "the source failed" in text
    assert "FileNotFoundError" in text
    assert "test_diagnostics.py" in text, "where it failed"
    assert "<array 4×5×3>, <2 bytes>" in text
    lower = text.lower()
    words = (str(me), USER, "clinic", "therapy", "secret", HOST, "k3y", "213", "\\xd5", "/home/")
    for word in words:
        assert word.lower() not in lower, word


def test_the_real_user_and_computer_are_not_in_it(log: RecentLog) -> None:
    user, host, home = getpass.getuser(), platform.node(), str(Path.home())
    logging.getLogger("app.test").warning("%s@%s in %s/x", user, host, home)
    last = diagnostics.text(Situation(), log.lines()).splitlines()[-1]
    assert last.endswith("app.test: <user>@<computer> in ~")


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("open /home/zeb/a b/c.mp4: denied", "open ~: denied"),
        (r"open C:\Users\zeb\a.txt failed", "open ~"),
        (r"'C:\\Users\\zeb\\a.txt' failed", "'~' failed"),
        ("c:/users/ZEB/a.txt", "~"),
        ("zeb's zebra on box, in boxes", "<user>'s zebra on <computer>, in boxes"),
        ("zeb_2 met Quixley and quixleys", "<user>_2 met <user> and <user>s"),
        ("/home/zeb2/x.py", "/home/zeb2/x.py"),
    ],
)
def test_names_are_taken_out(line: str, left: str) -> None:
    scrub = Scrubber.of(
        homes=["/home/zeb", r"C:\Users\zeb"], users=["zeb", "Quixley"], hosts=["box"]
    )
    assert scrub(line) == left


def test_first_names_count_as_names() -> None:
    assert diagnostics.parts_of_name("") == set()
    parts = diagnostics.parts_of_name("Anna-Lena de Quixley")
    assert parts == {"Anna-Lena de Quixley", "Anna", "Lena", "Quixley"}


def test_a_long_name_is_known_in_its_short_spelling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USERNAME", "bartholomew")
    scrub = Scrubber.of_this_computer()
    assert scrub(r"D:\Users\BARTHO~1\Temp") == r"D:\Users\<user>\Temp"


def test_where_in_the_app_it_failed_is_kept() -> None:
    scrub = Scrubber.of(homes=[str(root_dir().parent)], users=[], hosts=[])
    assert scrub(f"at {root_dir()}/app/run.py:3 in go") == "at <app>/app/run.py:3 in go"


# -- the log ---------------------------------------------------------------------------------------


def test_only_the_last_lines_are_kept(log: RecentLog) -> None:
    for number in range(3 * diagnostics.LOG_LINES):
        logging.getLogger("app.test").warning("line %d", number)
    lines = log.lines()
    assert len(lines) == diagnostics.LOG_LINES
    assert lines[0].endswith(f"line {2 * diagnostics.LOG_LINES}")
    assert lines[-1].endswith(f"line {3 * diagnostics.LOG_LINES - 1}")


def test_a_long_line_is_cut_and_many_lines_are_counted(log: RecentLog) -> None:
    logging.getLogger("app.test").warning("x" * 10_000)
    logging.getLogger("app.test").warning("\n".join("y" * 200))
    lines = log.lines()
    assert len(lines) == diagnostics.LOG_LINES
    assert max(map(len, lines)) <= diagnostics.LINE_LENGTH
    logging.getLogger("app.test").warning("z" * 10_000)
    assert len(log.lines()[-1]) == diagnostics.LINE_LENGTH


def test_paths_and_pictures_do_not_even_get_into_it(log: RecentLog) -> None:
    logger = logging.getLogger("app.test")
    logger.warning("%s, %s", Path("a/diary.mp4"), np.zeros((2, 3)))
    logger.warning("%(where)s", {"where": Path("b/diary")})
    assert [line.partition(": ")[2] for line in log.lines()] == [
        "<file>.mp4, <array 2×3>",
        "<file>",
    ]


def test_others_are_not_listened_to(log: RecentLog) -> None:
    logging.getLogger("somebody.else").warning("not ours")
    logging.getLogger("app.test").warning("ours")
    assert [line.partition(": ")[2] for line in log.lines()] == ["ours"]


def test_it_listens_no_longer_than_asked() -> None:
    recent = RecentLog()
    detach = recent.attach()
    detach()
    logging.getLogger("app.test").warning("too late")
    assert recent.lines() == []


def test_a_wrong_format_costs_its_line_only(
    log: RecentLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", False)
    logger = logging.getLogger("app.test")
    logger.warning("%d", "no number")
    logger.warning("after")
    assert [line.partition(": ")[2] for line in log.lines()] == ["after"]


def test_many_threads_may_log_while_it_is_read() -> None:
    recent = RecentLog(lines=40)
    logger = logging.getLogger("app.threads")
    detach = recent.attach()
    problems: list[BaseException] = []
    begin = threading.Barrier(5)

    def write(number: int) -> None:
        begin.wait()
        for count in range(300):
            logger.warning("thread %d wrote %d", number, count)

    def read() -> None:
        begin.wait()
        try:
            for _ in range(300):
                assert len(recent.lines()) <= 40
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    threads.append(threading.Thread(target=read))
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
        detach()
    assert not problems
    assert len(recent.lines()) == 40
    assert all(" wrote " in line for line in recent.lines())


# -- this process ----------------------------------------------------------------------------------


def test_load_is_of_this_process() -> None:
    load = ProcessLoad()
    until = time.process_time() + 0.05
    while time.process_time() < until:
        pass
    one, all_ = load.sample()
    assert one > 0
    assert all_ == pytest.approx(one / (os.cpu_count() or 1))


def test_memory_is_what_is_held() -> None:
    before = diagnostics.memory_mb()
    assert before is not None
    held = np.ones(200_000_000, np.uint8)
    after = diagnostics.memory_mb()
    assert after is not None
    assert 150 < after - before < 300
    assert after <= peak_memory_mb() + 1
    assert held[0] == 1
