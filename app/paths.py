"""Where things lie: in the repository (or the installed bundle), and in the user's own folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

_APP_NAME = "Understudy"


def root_dir() -> Path:
    """The folder that holds ``app``, ``assets`` and ``models``: the repository's root; in a frozen
    bundle the folder that its files were unpacked to."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parent.parent


def assets_dir() -> Path:
    """Templates, icons, the demo clip."""
    return root_dir() / "assets"


def models_dir() -> Path:
    """Weights that ship with the app."""
    return root_dir() / "models"


def config_dir() -> Path:
    """The user's settings, in the platform's own place. Not created here."""
    return Path(platformdirs.user_config_dir(_APP_NAME, appauthor=False))


def templates_dir() -> Path:
    """Packs that the user installed, and blends. Not created here."""
    return data_dir() / "templates"


def data_dir() -> Path:
    """What the user downloads or builds (weights, packs, blends). Not created here."""
    return Path(platformdirs.user_data_dir(_APP_NAME, appauthor=False))


def cache_dir() -> Path:
    """What can be made again at any time. Not created here."""
    return Path(platformdirs.user_cache_dir(_APP_NAME, appauthor=False))


def downloads_dir() -> Path:
    """Weights that the user downloads: ``UNDERSTUDY_MODELS``, or a folder in `data_dir`. Not
    created here."""
    chosen = os.environ.get("UNDERSTUDY_MODELS")
    return Path(chosen).expanduser().absolute() if chosen else data_dir() / "models"
