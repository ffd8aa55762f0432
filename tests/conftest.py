"""Fixtures that every test may use."""

from __future__ import annotations

import shutil
import warnings
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.store import ModelStore
from app.paths import downloads_dir
from tests.vm import build

OWN_MODELS = downloads_dir()
"""The user's, read before the tests get a home of theirs."""
SHARED_MEDIA = Path(__file__).resolve().parent.parent.parent / "shared" / "media"


@pytest.fixture(scope="session", autouse=True)
def _nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings, packs and blends of whoever runs the tests stay out of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        patch.delenv("UNDERSTUDY_MODELS", raising=False)
        patch.setenv("VM_HOME", str(build.home()))  # the kernel that was built is everybody's
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        # An app that is open already is not to be found either.
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        yield


@pytest.fixture(autouse=True)
def _no_engine_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stops what a failed test left running: it would take the cores, and a sink that keeps
    frames the memory, from all tests after it."""
    from app.pipeline.engine import Engine

    started: list[weakref.ref[Engine]] = []
    start = Engine.start

    def noted(self: Engine) -> None:
        started.append(weakref.ref(self))
        start(self)

    monkeypatch.setattr(Engine, "start", noted)
    yield
    for one in started:
        if (engine := one()) is not None:
            engine.stop()


@pytest.fixture(scope="session")
def judges_weights(_nobodys_home: None) -> None:
    """Brings the judges' weights along into the tests' home; nothing is fetched."""
    store = ModelStore()
    store.home.mkdir(parents=True, exist_ok=True)
    for model in store.registry.chosen(["judges"]):
        if (OWN_MODELS / model.file).is_file():
            shutil.copy(OWN_MODELS / model.file, store.home)


@pytest.fixture
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a server of a test's own is reached."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture(scope="session")
def shared_media() -> Path:
    """Real clips and photos beside the checkout; their licences keep them out of it."""
    if not SHARED_MEDIA.is_dir():
        warnings.warn(f"no clips in {SHARED_MEDIA}: tests on real people are skipped", stacklevel=1)
        pytest.skip("the folder shared/media is not there")
    return SHARED_MEDIA
