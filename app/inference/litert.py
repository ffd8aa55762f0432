"""A LiteRT (TensorFlow Lite) network on the CPU.

LiteRT with XNNPACK runs MediaPipe's nets two to eight times faster than ONNX Runtime does
(`understudy bench` prints both where the latter is installed), and has wheels for the three
platforms; so these nets run here, and ONNX Runtime is kept for the models that ship as ONNX.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.errors import ModelError
from app.frame import Floats
from app.paths import models_dir


@lru_cache(maxsize=1)
def _manifest(folder: Path) -> dict[str, str]:
    """File name → sha256 of the networks in `folder`."""
    path = folder / "models.toml"
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["model"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise ModelError.unreadable(path, error) from error
    return {entry["file"]: entry["sha256"] for entry in entries}


def read_verified(name: str) -> bytes:
    """The bytes of one of MediaPipe's networks, checked against the manifest.

    Raises:
        ModelError: The file is missing or is not the one that the manifest pins.
    """
    folder = models_dir() / "mediapipe"
    path = folder / name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError.missing(path) from error
    if hashlib.sha256(content).hexdigest() != _manifest(folder).get(name):
        raise ModelError.damaged(path, "was altered (its sha256 is wrong)")
    return content


_stderr = threading.Lock()


@contextmanager
def _without_start_message() -> Iterator[None]:
    """Keeps LiteRT's note that it uses XNNPACK, which native code writes to the process' stderr
    and which no setting turns off, from standing over our own one-line messages. Whatever else is
    written meanwhile is passed on."""
    with _stderr, tempfile.TemporaryFile() as caught:
        before = os.dup(2)
        os.dup2(caught.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(before, 2)
            os.close(before)
            caught.seek(0)
            rest = [line for line in caught.readlines() if b"XNNPACK delegate" not in line]
            os.write(2, b"".join(rest))


class LiteRtNet:
    """One network with one float input; inputs and outputs are numpy arrays.

    Not thread-safe: every thread makes its own.

    Args:
        name: File name below ``models/mediapipe``.
        input_shape: What the input must be, e.g. ``(1, 192, 192, 3)``.
        output_sizes: Number of values of each output, in the order in which `run` shall return
            them; also tells apart outputs whose order the file does not promise. Of outputs of one
            size the first is returned.
        threads: CPU threads of one `run`.
        content: The file's bytes, for a network that lies elsewhere and that the caller verified.

    Raises:
        ModelError: Missing, altered, or of another shape.
    """

    def __init__(
        self,
        name: str,
        *,
        input_shape: tuple[int, ...],
        output_sizes: tuple[int, ...],
        threads: int = 1,
        content: bytes | None = None,
    ) -> None:
        from ai_edge_litert.interpreter import Interpreter

        if content is None:
            content = read_verified(name)
        with _without_start_message():
            self._interpreter = Interpreter(model_content=content, num_threads=threads)
            self._interpreter.allocate_tensors()
        (entry,) = self._interpreter.get_input_details()
        if tuple(entry["shape"]) != input_shape:
            problem = f"has an input of {tuple(entry['shape'])}, expected {input_shape}"
            raise ModelError.damaged(Path(name), problem)
        self._input = entry["index"]
        self._interpreter.set_tensor(self._input, np.zeros(input_shape, np.float32))
        self._interpreter.invoke()  # the first run plans memory: not in a frame
        by_size = {
            int(self._interpreter.get_tensor(out["index"]).size): out["index"]
            for out in reversed(self._interpreter.get_output_details())
        }
        if set(by_size) != set(output_sizes):
            problem = f"has outputs of {sorted(by_size)}, expected {output_sizes}"
            raise ModelError.damaged(Path(name), problem)
        self._outputs = [by_size[size] for size in output_sizes]

    def run(self, tensor: Floats) -> list[NDArray[np.float32]]:
        """One inference. `tensor` has the input's shape; the outputs are copies."""
        self._interpreter.set_tensor(self._input, tensor)
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(index) for index in self._outputs]
