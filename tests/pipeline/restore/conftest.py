"""Restorers of a manager that has nothing but the tests' networks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.models.manager import ModelManager
from app.models.registry import Registry
from app.models.store import ModelStore
from app.pipeline.restore.net import FaceRestorer, restorer_for
from app.pipeline.restore.table import RESTORERS

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

_HEAD = """
[licence.free]
title = "Free"
url = "https://example.org/free"
terms = "Do what you like."
"""


def registry_text() -> str:
    """The registry's own rows of restorers, for files that nobody has pinned; checkpoints as
    if they had been converted."""
    text = _HEAD
    for model in Registry.load():
        if model.name in RESTORERS:
            text += f"""
[[model]]
name = "{model.name}"
title = "{model.title}"
task = "restorer"
file = "{model.file.replace(".pth", ".pth.onnx")}"
licence = "free"
contract = "{model.contract}"
manual = "The tests make it."
"""
    return text


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[ModelManager]:
    folder = tmp_path / "models"
    folder.mkdir()
    path = folder / "registry.toml"
    path.write_text(registry_text(), encoding="utf-8")
    manager = ModelManager(ModelStore(Registry.load(path), folder, ()))
    yield manager
    manager.cleanup()


MakeRestorer = Callable[..., FaceRestorer]


@pytest.fixture
def restorer(manager: ModelManager) -> MakeRestorer:
    """``restorer(make, *args, name=…, **how)``: a restorer whose network `make` writes."""

    def load(make: Callable[..., Path], *args, name: str = "gfpgan_1.4", **how) -> FaceRestorer:
        make(manager.store.home / manager.store.registry[name].file, *args, **how)
        return restorer_for(name, manager)

    return load
