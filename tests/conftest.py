"""Fixtures that every test may use."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

SHARED_MEDIA = Path(__file__).resolve().parent.parent.parent / "shared" / "media"


@pytest.fixture(scope="session", autouse=True)
def _nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings, packs and blends of whoever runs the tests stay out of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture(scope="session")
def shared_media() -> Path:
    """Real clips and photos beside the checkout; their licences keep them out of it."""
    if not SHARED_MEDIA.is_dir():
        warnings.warn(f"no clips in {SHARED_MEDIA}: tests on real people are skipped", stacklevel=1)
        pytest.skip("the folder shared/media is not there")
    return SHARED_MEDIA
