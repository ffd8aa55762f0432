"""Fixtures that every test may use."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

SHARED_MEDIA = Path(__file__).resolve().parent.parent.parent / "shared" / "media"


@pytest.fixture(scope="session")
def shared_media() -> Path:
    """Real clips and photos beside the checkout; their licences keep them out of it."""
    if not SHARED_MEDIA.is_dir():
        warnings.warn(f"no clips in {SHARED_MEDIA}: tests on real people are skipped", stacklevel=1)
        pytest.skip("the folder shared/media is not there")
    return SHARED_MEDIA
