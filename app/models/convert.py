"""PyTorch checkpoints to ONNX, once: by spandrel, behind the extra ``[torch]``.

>>> converted(path, CONTRACTS["restore512/1"], digest, folder)  # doctest: +SKIP

The work is done in a process of its own (`app.models.convert_process`): torch takes more memory
than all else, and gives it back with its process.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

from app.errors import ModelError
from app.inference.contract import Contract
from app.models.checkpoint import check_weights_only
from app.paths import root_dir

VERSION = 1
"""Of the conversion: another one makes the files anew."""
FOLDER = "converted"
"""In the models' folder."""
SUFFIX = ".pth"
MODULES = ("torch", "torchvision", "spandrel")
INSTALL = 'pip install "understudy[torch]"'
_LIMIT_S = 1800
"""GFPGAN takes half a minute on two cores."""


def converted(path: Path, contract: Contract, sha256: str, folder: Path) -> Path:
    """The ONNX file of a checkpoint; made if there is none yet, which may take a minute.

    Args:
        path: The checkpoint.
        contract: What the result must be.
        sha256: Of the checkpoint.
        folder: Where results are kept; need not exist.

    Raises:
        ModelError: The extra is not installed; the checkpoint is damaged, holds code, or is another
            network; the result differs from what torch makes; or it cannot be written.
    """
    target = folder / f"{path.stem}-{sha256[:16]}-{VERSION}.onnx"
    if target.is_file():
        return target
    check_weights_only(path)
    missing = [name for name in MODULES if importlib.util.find_spec(name) is None]
    if missing:
        raise ModelError(
            f"{path.name} is a PyTorch checkpoint, and {' and '.join(missing)} is missing to "
            f"convert it; {INSTALL}, or take the model's ONNX file"
        )
    command = [sys.executable, "-m", "app.models.convert_process"]
    arguments = [str(path), str(target), contract.id]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [*command, *arguments],
            cwd=root_dir(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_LIMIT_S,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise ModelError(f"{path.name} cannot be converted into {folder} ({error})") from error
    except subprocess.TimeoutExpired as error:
        raise ModelError(f"{path.name} took too long to convert; take its ONNX file") from error
    if done.returncode or not target.is_file():
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        # Ours end with the one line; what was killed says nothing.
        why = lines[-1][:300] if lines else f"it ended with {done.returncode}; is memory short?"
        raise ModelError(f"{path.name} cannot be converted: {why}")
    return target
