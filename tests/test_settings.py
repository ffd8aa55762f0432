"""Settings, profiles and their file: real files, damaged in every way we could think of."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from app import settings as module
from app.errors import Kind, SettingsError, UsageError
from app.frame import Shield
from app.paths import config_dir, root_dir
from app.pipeline.finish.options import Background, FinishOptions, Fit, Size
from app.pipeline.guard import GuardOptions
from app.pipeline.restore.options import RestoreOptions
from app.pipeline.sources import CameraMode
from app.pipeline.swap.drawing import Drawing
from app.pipeline.swap.options import SwapOptions, Tone
from app.settings import (
    MAX_BYTES,
    MAX_NAME,
    SCHEMA,
    Profile,
    Settings,
    SettingsFile,
    WhenClosing,
)

WORK = Profile(
    "Work",
    "builtin/mei",
    SwapOptions(0.9, 0.5, 0.25, 0.125, 0.75, Tone.TEMPLATE),
    GuardOptions(Shield.MOSAIC, 2.5, True, 5.0),
    mirror=True,
    drawing=Drawing(enhancer="gpen_256"),
)
PLAY = Profile("Spiel & Spaß 🎭")
FULL = Settings(
    source="camera:Kamera „Größe“",
    template="blends/kai",
    swap=SwapOptions(0.1, 0.2, 0.3, 0.4, 0.6, Tone.TEMPLATE),
    guard=GuardOptions(Shield.CARD, 0.5, True, 3.0),
    virtual_camera_on=True,
    mirror=True,
    favourites=("builtin/mei", "blends/kai"),
    profiles=(WORK, PLAY),
    active_profile="Work",
    camera_modes={"HD Cam": CameraMode(640, 480, 15.0), "日本": CameraMode()},
    window_geometry=bytes(range(256)),
    seen_first_steps=True,
    when_closing_live=WhenClosing.TRAY,
    meter_on=True,
    live_at_login=True,
    language="de",
    finish=FinishOptions(Size(640, 480), 24.0, Fit.BARS, Path("é.png"), Background.PICTURE, True),
    outputs=("recording",),
    recordings=Path("films"),
    stream="rtmp://example.org/live/key",
    delay=0.3,
    page_token="abc",
    drawing=Drawing(
        *("dfm:Ann", "cuda", 4, 0.2, "xseg", "codeformer"),
        RestoreOptions(0.1, 0.2, 0.3, 0.4, 0.5),
        adaptive=False,
    ),
)
DEFAULTS = Settings()


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "Understudy" / "settings.json")


def names(file: SettingsFile) -> list[str]:
    return sorted(path.name for path in file.path.parent.iterdir())


def write(file: SettingsFile, content: bytes) -> None:
    file.path.parent.mkdir(exist_ok=True)
    file.path.write_bytes(content)


def edit(file: SettingsFile, **values: Any) -> None:
    """Writes `FULL` with other values in it."""
    file.save(FULL)
    table = json.loads(file.path.read_bytes())
    write(file, json.dumps({**table, **values}).encode())


def plain_of(settings: Settings) -> Any:
    return json.loads(module._text(settings))


# -- there and back --------------------------------------------------------------------------------


def test_every_setting_comes_back(file: SettingsFile) -> None:
    for each in fields(Settings):  # or the next line says nothing about it
        assert getattr(FULL, each.name) != getattr(DEFAULTS, each.name), each.name
    file.save(FULL)
    assert SettingsFile(file.path).load() == module.Loaded(FULL, None)
    file.save(DEFAULTS)
    assert file.load() == module.Loaded(DEFAULTS, None)


def test_without_a_file_there_are_defaults_and_nothing_is_written(file: SettingsFile) -> None:
    assert file.load() == module.Loaded(Settings(), None)
    assert not file.path.parent.exists()


def test_the_file_is_in_the_users_own_folder() -> None:
    assert SettingsFile().path == config_dir() / "settings.json"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_only_the_user_may_read_it(file: SettingsFile) -> None:
    before = os.umask(0)
    try:
        file.save(FULL)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


def test_it_is_one_file(file: SettingsFile) -> None:
    file.save(FULL)
    file.save(DEFAULTS)
    assert names(file) == ["settings.json"]


def test_the_same_again_is_not_written(file: SettingsFile) -> None:
    file.save(FULL)
    before = file.path.stat()
    SettingsFile(file.path).save(FULL)
    after = file.path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    file.save(replace(FULL, mirror=False))
    assert file.path.stat().st_mtime_ns != before.st_mtime_ns


def test_a_path_that_is_no_unicode_comes_back(file: SettingsFile) -> None:
    settings = replace(DEFAULTS, source=os.fsdecode(b"/clips/\xff.mp4"))
    file.save(settings)
    assert file.load() == module.Loaded(settings, None)


def test_unknown_keys_are_passed_over(file: SettingsFile) -> None:
    swap = {**plain_of(FULL)["swap"], "hue": 1}
    edit(file, colour_of_the_sky="blue", swap=swap)
    assert file.load() == module.Loaded(FULL, None)


def test_a_key_that_is_missing_has_its_default_and_no_notice(file: SettingsFile) -> None:
    write(file, json.dumps({"schema": 1, "swap": {"sharpen": 0.5}}).encode())
    loaded = file.load()
    assert loaded == module.Loaded(replace(DEFAULTS, swap=SwapOptions(sharpen=0.5)), None)


def test_an_editor_may_write_it_in_utf8_with_a_byte_order_mark(file: SettingsFile) -> None:
    text = json.dumps({"schema": 1, "source": "camera:日本"}, ensure_ascii=False)
    write(file, text.encode("utf-8-sig"))
    assert file.load() == module.Loaded(Settings(source="camera:日本"), None)


# -- single bad values -----------------------------------------------------------------------------

WRONG: list[Any] = [
    *(None, True, 7, -1, 0.5, "", "x", "\u202e\x00", [], [[]], [None], {}, {"a": {"b": None}}),
    *(float("nan"), float("inf"), -float("inf"), 10**18, 10**30, -(10**400), 1e308),
]


def leaves(table: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to everything in it."""
    for key, value in table.items() if isinstance(table, dict) else enumerate(table):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from leaves(value, (*path, key))


WAYS = [way for way in leaves(plain_of(FULL)) if way != ("schema",)]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: ".".join(map(str, way)))
def test_wrong_types_anywhere_cost_no_more_than_that_value(
    file: SettingsFile, way: tuple[str | int, ...]
) -> None:
    table = plain_of(FULL)
    whole = plain_of(FULL)
    inner = table
    for key in way[:-1]:
        inner = inner[key]
    for wrong in WRONG:
        inner[way[-1]] = wrong
        # Written by hand: whole numbers of any length are JSON.
        write(file, json.dumps(table).encode())
        loaded = file.load()
        assert names(file) == ["settings.json"], "the file is not damaged"
        # What came out is sound: it can be written, and comes back.
        file.save(loaded.settings)
        assert file.load() == module.Loaded(loaded.settings, None)
        read = plain_of(loaded.settings)
        others = set(whole) - {way[0], "active_profile"}
        assert {key: read[key] for key in others} == {key: whole[key] for key in others}
        if loaded.notice is not None:
            assert str(way[0]) in loaded.notice or "active_profile" in loaded.notice
            assert loaded.notice.isprintable()
        elif isinstance(wrong, float) and wrong != wrong:
            pytest.fail("what is no number got in")


@pytest.mark.parametrize(
    ("key", "wrong", "named", "expected"),
    [
        ("mirror", "yes", "mirror", {"mirror": False}),
        ("mirror", 1, "mirror", {"mirror": False}),
        ("when_closing_live", [], "when_closing_live", {"when_closing_live": WhenClosing.ASK}),
        ("window_geometry", "no base64!", "window_geometry", {"window_geometry": b""}),
        ("window_geometry", "ä", "window_geometry", {"window_geometry": b""}),
        ("favourites", ["a", 3, "b"], "favourites[2]", {"favourites": ("a", "b")}),
        ("active_profile", "Holiday", "active_profile", {"active_profile": None}),
        ("swap", 5, "swap", {"swap": SwapOptions()}),
        (
            "swap",
            {"sharpen": 1.5, "shape": 0.25, "tone": "template", "face_scale": float("nan")},
            "swap.face_scale, swap.sharpen",
            {"swap": SwapOptions(shape=0.25, tone=Tone.TEMPLATE)},
        ),
        (
            "guard",
            {"shield": "none", "hold_seconds": 1e9, "empty_after": 0, "show_empty_room": True},
            "guard.shield, guard.hold_seconds, guard.empty_after",
            {"guard": GuardOptions(Shield.CARD, show_empty_room=True)},
        ),
        (
            "camera_modes",
            {"a\nb": {"width": 640, "height": -1}, "c": {"width": 640, "height": 480, "fps": 15}},
            "camera_modes",
            {"camera_modes": {"c": CameraMode(640, 480, 15.0)}},
        ),
    ],
)
def test_a_bad_value_is_named_and_has_its_default(
    file: SettingsFile, key: str, wrong: Any, named: str, expected: dict[str, Any]
) -> None:
    edit(file, **{key: wrong})
    loaded = file.load()
    assert loaded.settings == replace(FULL, **expected)
    assert loaded.notice is not None
    assert loaded.notice.endswith(f"have their defaults again: {named}")


def test_a_notice_does_not_list_without_end(file: SettingsFile) -> None:
    edit(file, favourites=[None] * 1000)
    notice = file.load().notice
    assert notice is not None
    assert notice.endswith("favourites[5] and 995 more")


def test_profiles_of_one_name_are_told_apart_and_none_is_lost(file: SettingsFile) -> None:
    long = "n" * MAX_NAME
    listed = [{"name": name} for name in ("Work", "WORK ", " work", long, long, "", 5, "x" * 99)]
    edit(file, profiles=[*listed, None], active_profile="work 3")
    loaded = file.load()
    assert [profile.name for profile in loaded.settings.profiles] == [
        *("Work", "WORK 2", "work 3", long, long[:-2] + " 2"),
        *("Profile", "Profile 2", "Profile 3"),
    ]
    assert loaded.settings.active_profile == "work 3"
    assert loaded.notice is not None
    assert "profiles[6].name, profiles[7].name, profiles[8].name, profiles[9]" in loaded.notice


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Settings(guard=GuardOptions(hold_seconds=float("nan"))),
        lambda: Settings(guard=GuardOptions(empty_after=0.0)),
        lambda: Profile("x", guard=GuardOptions(hold_seconds=-1.0)),
        lambda: Settings(camera_modes={"a": CameraMode(0, 480)}),
        lambda: Settings(camera_modes={"a": CameraMode(fps=float("inf"))}),
        lambda: Settings(profiles=(Profile("a"), Profile(" A"))),
        lambda: Settings(active_profile="a"),
        *(
            lambda name=name: Profile(name)
            for name in ("", "  ", "\u200b", "x" * (MAX_NAME + 1), "a\x00", "a\udcff")
        ),
    ],
)
def test_what_is_out_of_range_cannot_be_made(wrong: Any) -> None:
    with pytest.raises(UsageError) as caught:
        wrong()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), True, "1"])
def test_no_number_is_read_that_json_could_not_hold(wrong: object) -> None:
    with pytest.raises(ValueError, match="another type"):
        module._value(float, wrong, "x", [])


def test_settings_do_not_change_with_the_dictionary_they_were_made_of() -> None:
    modes = {"a": CameraMode()}
    settings = Settings(camera_modes=modes)
    modes["b"] = CameraMode()
    assert list(settings.camera_modes) == ["a"]
    with pytest.raises(TypeError):
        settings.camera_modes["b"] = CameraMode()  # type: ignore[index]


# -- damaged files ---------------------------------------------------------------------------------

WHOLE = module._text(FULL)
DAMAGED = {
    "empty": b"",
    "truncated": WHOLE[: len(WHOLE) // 2],
    "one bracket short": WHOLE.rstrip()[:-1],
    "twice": WHOLE * 2,
    "zeros after a power cut": bytes(4096),
    "binary": random.Random(1).randbytes(5000),
    "another encoding": WHOLE.decode("ascii").encode("utf-16"),
    "no table": b"[1, 2]",
    "a word": b"null",
    "deep lists": b"[" * 200_000 + b"]" * 200_000,
    "deep tables": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "too large": WHOLE + b" " * MAX_BYTES,
    "no schema": b"{}",
    "schema of another type": b'{"schema": "1"}',
    "schema that is true": b'{"schema": true}',
    "schema below one": b'{"schema": 0}',
    "schema without end": b'{"schema": 1' + b"0" * 10_000 + b"}",
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_put_aside_whole(file: SettingsFile, content: bytes) -> None:
    write(file, content)
    loaded = file.load()
    assert loaded.settings == DEFAULTS
    assert loaded.notice is not None
    assert loaded.notice.isprintable()
    aside = file.path.with_name("settings.damaged-1.json")
    assert str(aside) in loaded.notice
    assert aside.read_bytes() == content
    assert names(file) == [aside.name]
    assert file.load() == module.Loaded(DEFAULTS, None), "said once"
    file.save(FULL)
    assert aside.read_bytes() == content
    assert file.load() == module.Loaded(FULL, None)


def test_deep_nesting_and_long_numbers_beside_the_settings_do_no_harm(file: SettingsFile) -> None:
    deep: list[Any] = []
    for _ in range(300):
        deep = [deep]
    write(file, WHOLE.replace(b"{", b'{"more": %d, ' % 10**4000, 1))
    assert file.load() == module.Loaded(FULL, None)
    edit(file, more=deep, favourites=deep)
    loaded = file.load()
    assert loaded.settings == replace(FULL, favourites=())


def test_a_file_of_a_newer_version_is_put_aside(file: SettingsFile) -> None:
    edit(file, schema=SCHEMA + 1)
    content = file.path.read_bytes()
    loaded = file.load()
    aside = file.path.with_name("settings.newer-1.json")
    assert loaded.settings == DEFAULTS
    assert loaded.notice is not None
    assert str(aside) in loaded.notice
    assert "newer Understudy" in loaded.notice
    assert aside.read_bytes() == content
    assert not file.path.exists()


@pytest.mark.parametrize(("schema", "word"), [(None, "damaged"), (SCHEMA + 1, "newer")])
def test_saving_without_loading_loses_nothing_either(
    file: SettingsFile, schema: int | None, word: str
) -> None:
    content = b"{{{" if schema is None else json.dumps({"schema": schema}).encode()
    write(file, content)
    file.save(FULL)
    assert file.path.with_name(f"settings.{word}-1.json").read_bytes() == content
    assert file.load() == module.Loaded(FULL, None)


def test_names_put_aside_never_collide(file: SettingsFile) -> None:
    write(file, b"")
    file.path.with_name("settings.damaged-2.json").mkdir()
    for number in range(12):
        write(file, b"damage %d" % number)
        assert file.load().settings == DEFAULTS
    kept = sorted(p.read_bytes() for p in file.path.parent.iterdir() if p.is_file())
    assert kept == sorted(b"damage %d" % number for number in range(12))


def test_many_programs_put_aside_at_once_and_each_keeps_its_own(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    start = threading.Barrier(8)
    taken: list[Path] = []

    def take(number: int) -> None:
        own = SettingsFile(file.path)
        start.wait()
        for _ in range(20):
            taken.append(own._free("damaged"))

    threads = [threading.Thread(target=take, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(taken)) == 160


@pytest.mark.skipif(os.name == "nt", reason="Windows has none")
def test_a_pipe_in_its_place_does_not_hold_the_app_up(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    os.mkfifo(file.path)
    assert file.load().settings == DEFAULTS
    file.save(FULL)
    assert file.load() == module.Loaded(FULL, None)


def test_a_folder_in_its_place_is_told_of_and_stays(file: SettingsFile) -> None:
    (file.path / "mine").mkdir(parents=True)
    loaded = file.load()
    assert loaded.settings == DEFAULTS
    assert loaded.notice is not None
    assert str(file.path) in loaded.notice
    with pytest.raises(SettingsError):
        file.save(FULL)
    assert names(file) == ["settings.json"]
    assert (file.path / "mine").is_dir()


def test_a_file_where_the_folder_should_be_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "Understudy").write_text("mine")
    file = SettingsFile(tmp_path / "Understudy" / "settings.json")
    loaded = file.load()
    assert loaded.settings == DEFAULTS
    assert loaded.notice is not None
    with pytest.raises(SettingsError):
        file.save(FULL)
    assert (tmp_path / "Understudy").read_text() == "mine"


def test_an_older_schema_goes_through_every_step(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(file, mirrored=True, mirror=None)
    seen = []

    def first(table: dict[str, Any]) -> dict[str, Any]:
        seen.append(1)
        return {**table, "mirror": table["mirrored"]}

    def second(table: dict[str, Any]) -> dict[str, Any]:
        seen.append(2)
        return {**table, "meter_on": not table["meter_on"]}

    monkeypatch.setattr(module, "_STEPS", (first, second))
    monkeypatch.setattr(module, "SCHEMA", 3)
    loaded = file.load()
    assert loaded == module.Loaded(replace(FULL, mirror=True, meter_on=False), None)
    file.save(loaded.settings)
    assert json.loads(file.path.read_bytes())["schema"] == 3
    assert file.load() == loaded
    assert seen == [1, 2]


# -- writing when it goes wrong --------------------------------------------------------------------


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that this process may read, not write. Root may write anywhere, and so becomes
    nobody for the while."""
    folder = Path(tempfile.mkdtemp())
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    try:
        SettingsFile(folder / "settings.json").save(FULL)
        (folder / "settings.json").chmod(0o644)
        folder.chmod(0o555)
        if root:
            try:
                os.seteuid(65534)
            except OSError as error:
                warnings.warn(f"root cannot become nobody ({error})", stacklevel=1)
                pytest.skip("root may write to folders that are read-only")
        elif os.name == "nt":
            pytest.skip("Windows knows no read-only folders")
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_read_only_folder_is_told_of_with_what_to_do(closed_folder: Path) -> None:
    file = SettingsFile(closed_folder / "settings.json")
    assert file.load() == module.Loaded(FULL, None)
    file.save(FULL)  # nothing to write
    with pytest.raises(SettingsError) as caught:
        file.save(DEFAULTS)
    said = str(caught.value)
    assert f"see that you may write to the folder {closed_folder}" in said
    assert said.isprintable()
    assert caught.value.exit_code == SettingsError.exit_code == 10
    assert names(file) == ["settings.json"]
    assert file.load().settings == FULL


def test_what_cannot_be_put_aside_is_never_written_over(closed_folder: Path) -> None:
    file = SettingsFile(closed_folder / "other.json")
    root = os.geteuid() == 65534 and os.getuid() == 0
    if root:
        os.seteuid(0)
    closed_folder.chmod(0o755)
    file.path.write_bytes(b"damaged")
    file.path.chmod(0o666)
    closed_folder.chmod(0o555)
    if root:
        os.seteuid(65534)
    loaded = file.load()
    assert loaded.settings == DEFAULTS
    assert loaded.notice is not None
    assert str(file.path) in loaded.notice
    with pytest.raises(SettingsError):
        file.save(FULL)
    assert file.path.read_bytes() == b"damaged"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_file_that_may_not_be_read_is_kept(file: SettingsFile) -> None:
    folder = Path(tempfile.mkdtemp())
    mine = SettingsFile(folder / "settings.json")
    root = os.geteuid() == 0
    try:
        mine.save(FULL)
        mine.path.chmod(0)
        if root:
            os.chown(folder, 65534, -1)
            os.seteuid(65534)
        loaded = mine.load()
    finally:
        if root:
            os.seteuid(0)
    aside = folder / "settings.unreadable-1.json"
    assert loaded.settings == DEFAULTS
    assert loaded.notice is not None
    assert str(aside) in loaded.notice
    aside.chmod(0o600)
    assert SettingsFile(aside).load().settings == FULL
    shutil.rmtree(folder)


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from app.errors import SettingsError
from app.settings import Settings, SettingsFile
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    SettingsFile(Path(sys.argv[1])).save(Settings())
except SettingsError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_write_that_breaks_off_leaves_what_was_there(file: SettingsFile) -> None:
    file.save(FULL)
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(file.path)],
        *(), cwd=root_dir(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "the settings cannot be saved" in done.stdout
    assert names(file) == ["settings.json"]
    assert file.load() == module.Loaded(FULL, None)


def test_a_full_disk_is_told_of_as_such(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.save(FULL)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(SettingsError) as caught:
            file.save(DEFAULTS)
    assert "free some space on the disk" in str(caught.value)
    assert caught.value.kind is Kind.DISK_FULL
    assert names(file) == ["settings.json"]
    assert file.load() == module.Loaded(FULL, None)


def test_more_than_can_be_read_again_is_not_written(file: SettingsFile) -> None:
    file.save(FULL)
    with pytest.raises(SettingsError):
        file.save(replace(FULL, favourites=("x" * MAX_BYTES,)))
    assert file.load() == module.Loaded(FULL, None)


def test_a_file_that_another_program_holds_for_a_moment_is_waited_for(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, tries = Path.replace, []

    def held(self: Path, target: Path) -> Path:
        tries.append(target)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "held")
        return really(self, target)

    monkeypatch.setattr(Path, "replace", held)
    file.save(FULL)
    assert len(tries) == 3
    assert file.load() == module.Loaded(FULL, None)


def test_litter_of_a_killed_app_goes_and_what_is_being_written_stays(file: SettingsFile) -> None:
    file.save(FULL)
    old, new, other = (
        file.path.with_name(name)
        for name in (".settings.json.old.part", ".settings.json.new.part", "mine.part")
    )
    for path in (old, new, other):
        path.write_bytes(b"half")
    for path in (old, other):
        os.utime(path, (time.time() - 2 * 86400,) * 2)
    assert file.load().settings == FULL
    assert names(file) == sorted([new.name, other.name, "settings.json"])


KILLED = """
import os, random, signal, sys, time
from dataclasses import replace
from pathlib import Path
from app.settings import Settings, SettingsFile
file = SettingsFile(Path(sys.argv[1]))
sizes = (1, 2000)
states = [Settings(favourites=("x" * 20,) * size, meter_on=size > 1) for size in sizes]
file.save(states[0])
chance = random.Random(3)
for round in range(40):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        while True:
            for state in reversed(states):
                file.save(state)
                os.write(writer, b".")
    saves = 0
    while saves <= chance.randrange(6):
        saves += len(os.read(reader, 1))
    time.sleep(chance.random() * 0.004)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reader), os.close(writer)
    loaded = file.load()
    assert loaded.notice is None, loaded.notice
    assert loaded.settings in states, loaded.settings
parts = [p.name for p in file.path.parent.iterdir() if p.suffix == ".part"]
print(len(parts))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_kill_in_the_middle_of_saving_leaves_one_whole_file(file: SettingsFile) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(file.path)],
        *(), cwd=root_dir(), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0, "no kill came in the middle of a write"
    assert [name for name in names(file) if not name.startswith(".")] == ["settings.json"]


SAVER = """
import sys
from pathlib import Path
from app.settings import Settings, SettingsFile
file = SettingsFile(Path(sys.argv[1]))
for number in range(60):
    file.save(Settings(source=sys.argv[2], favourites=("x" * 20,) * (number * 7 % 100)))
    notice = file.load().notice
    assert notice is None, notice
"""


def test_two_programs_that_save_at_once_leave_one_whole_file(file: SettingsFile) -> None:
    savers = [
        subprocess.Popen(
            [sys.executable, "-c", SAVER, str(file.path), name],
            *(), cwd=root_dir(), stderr=subprocess.PIPE, text=True,
        )
        for name in ("one", "two")
    ]  # fmt: skip
    ended = [(saver.communicate()[1], saver.returncode) for saver in savers]
    assert ended == [("", 0), ("", 0)]
    loaded = file.load()
    assert loaded.notice is None
    assert loaded.settings.source in ("one", "two")
    assert len(loaded.settings.favourites) == 59 * 7 % 100
    assert names(file) == ["settings.json"]


def test_threads_that_save_over_damage_put_nothing_else_aside(file: SettingsFile) -> None:
    for turn in range(1, 21):
        write(file, b"damage")
        start = threading.Barrier(8)

        def save(number: int, start: threading.Barrier = start) -> None:
            start.wait()
            file.save(replace(FULL, favourites=("a",) * number))

        threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        aside = [path for path in file.path.parent.iterdir() if path != file.path]
        assert [path.read_bytes() for path in aside] == [b"damage"] * turn
        assert file.load().notice is None


# -- profiles --------------------------------------------------------------------------------------


def test_a_name_is_trimmed_and_found_in_any_spelling() -> None:
    settings = Settings().with_profile(Profile("  Büro \t am Abend "))
    assert settings.profiles[0].name == "Büro am Abend"
    for name in ("büro am abend", "  BÜRO AM  ABEND", "bu\u0308ro am Abend"):
        assert settings.profile(name) is settings.profiles[0]
    assert Profile("x" * MAX_NAME).name == "x" * MAX_NAME
    assert Profile("👩\u200d💻").name == "👩\u200d💻"


def test_what_is_on_is_kept_and_put_on_again() -> None:
    kept = FULL.with_profile(FULL.as_profile("Now"))
    assert [profile.name for profile in kept.profiles] == ["Work", PLAY.name, "Now"]
    work = kept.apply("work")
    assert work == replace(
        kept,
        template=WORK.template,
        swap=WORK.swap,
        guard=WORK.guard,
        mirror=WORK.mirror,
        finish=WORK.finish,
        drawing=WORK.drawing,
        active_profile="Work",
    )
    assert work.as_profile("Work") == work.profile("Work")
    changed = replace(work, mirror=False)
    assert changed.as_profile("Work") != changed.profile("Work")
    again = changed.apply("Now")
    assert again == replace(kept, active_profile="Now")


def test_a_profile_of_the_same_name_is_replaced_where_it_stands() -> None:
    changed = FULL.with_profile(Profile("WORK", "builtin/kofi"))
    assert changed.profiles == (Profile("WORK", "builtin/kofi"), PLAY)
    assert changed.active_profile == "WORK"
    assert FULL.profiles == (WORK, PLAY), "the first is as it was"


def test_removing_keeps_the_set_up() -> None:
    assert FULL.without_profile("WORK") == replace(FULL, profiles=(PLAY,), active_profile=None)
    assert FULL.without_profile(PLAY.name) == replace(FULL, profiles=(WORK,))


@pytest.mark.parametrize("do", [Settings.apply, Settings.without_profile, Settings.profile])
def test_a_profile_that_is_not_there_is_said(do: Any) -> None:
    with pytest.raises(UsageError, match="there is no profile 'Zoo'; there are 'Work', 'Spiel"):
        do(FULL, "Zoo")
    with pytest.raises(UsageError, match="there are none yet"):
        do(Settings(), "Zoo")


@pytest.mark.parametrize(
    ("values", "shield", "background"),
    [
        ({"guard": {"shield": "crad"}}, Shield.CARD, Background.PICTURE),
        ({"guard": 3}, Shield.CARD, Background.PICTURE),
        ({"finish": {"background": "blurr"}}, Shield.CARD, Background.BLUR),
        ({"finish": {"background": "picture", "picture": 5}}, Shield.CARD, Background.BLUR),
        ({"finish": []}, Shield.CARD, Background.BLUR),
    ],
)
def test_what_cannot_be_read_never_shows_more(
    file: SettingsFile, values: dict[str, Any], shield: Shield, background: Background
) -> None:
    edit(file, **values)
    loaded = file.load()
    assert loaded.notice
    assert loaded.settings.guard.shield is shield
    assert loaded.settings.finish.background is background
