"""Where things lie."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def assets_dir() -> Path:
    """Templates, icons, the demo clip."""
    return _ROOT / "assets"


def models_dir() -> Path:
    """Weights that ship with the app."""
    return _ROOT / "models"
