"""buffalo_l as networks that read painted marks, in a store that verifies them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.models.manager import ModelManager

INSIGHTFACE = 'face analysis needs it: pip install "understudy[insightface]"'


@pytest.fixture(scope="session")
def insightface() -> None:
    """Skips what needs the package."""
    pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')
    pytest.importorskip("insightface", reason=INSIGHTFACE)


@pytest.fixture(scope="session")
def buffalo_l(insightface: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Name in the registry → network."""
    from tests.support import buffalo

    return buffalo.all_five(tmp_path_factory.mktemp("buffalo"))


MakeManager = Callable[[dict[str, Path]], ModelManager]


@pytest.fixture
def make_manager(insightface: None, tmp_path: Path) -> MakeManager:
    def make(files: dict[str, Path]) -> ModelManager:
        from tests.support import buffalo

        return buffalo.manager(tmp_path / "store", files)

    return make
