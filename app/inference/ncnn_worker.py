"""Runs one of ncnn's networks, in a process of its own: started by `app.inference.ncnn`.

The library ends its whole process where a graphics card's driver is not whole, and keeps Python's
lock while it works. This file is run as a script by a bare interpreter: it imports nothing of the
app and no package.

What is spoken, all numbers little-endian: once a ``<iI`` (the card in use, -1 for the processor,
-2 for an error; length) and as many bytes of UTF-8; then for each ``<II`` (width, height) and RGB
bytes that come, a ``<I`` (length; 0 for an error) and RGB bytes. The end of the input is the end.
"""

from __future__ import annotations

import faulthandler
import importlib.util
import os
import signal
import struct
import sys
from types import ModuleType
from typing import Any, BinaryIO

HELLO = struct.Struct("<iI")
ASK = struct.Struct("<II")
ANSWER = struct.Struct("<I")
PROCESSOR = -1
FAILED = -2
WHOLE = 1 << 14
"""Pixels: the library's own tiles are as large as any picture, because ours have a wider overlap
than its 10 pixels."""


def main(library: str, network: str, weights: str, scale: int, card: int, limit: float) -> None:
    """
    Args:
        library: The package's compiled module.
        network, weights: Files ``.param`` and ``.bin``.
        card: Number of a graphics card; it is used where the driver knows any.
        limit: Seconds after which a picture that is not done ends the process: whoever asked for
            it may be gone, which cannot be seen from inside the library.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is our parent's to answer
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # the library prints its progress
    try:
        module = _load(library)
        if card != PROCESSOR and module.get_gpu_count() < 1:
            card = PROCESSOR
        net = module.RealESRGANWrapped(card, False)
        net.set_parameters(WHOLE, scale)
        if net.load(network, weights):
            raise OSError(f"{network} cannot be loaded")
    except Exception as error:
        _send(answers, HELLO.pack(FAILED, len(said := str(error).encode())) + said)
        return
    _send(answers, HELLO.pack(card, 0))
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  (pathlib is not worth its import)
        while (head := asked.read(ASK.size)) and len(head) == ASK.size:
            width, height = ASK.unpack(head)
            pixels = asked.read(3 * width * height)
            if len(pixels) < 3 * width * height:
                return
            faulthandler.dump_traceback_later(limit, exit=True, file=nowhere)
            made = _run(module, net, pixels, width, height, scale)
            faulthandler.cancel_dump_traceback_later()
            _send(answers, ANSWER.pack(len(made)) + made)


def _load(library: str) -> ModuleType:
    """The compiled module without its package, which would import OpenCV and Pillow."""
    spec = importlib.util.spec_from_file_location("realesrgan_ncnn_vulkan_wrapper", library)
    if spec is None or spec.loader is None:
        raise ImportError(f"{library} is no module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _run(module: Any, net: Any, pixels: bytes, width: int, height: int, scale: int) -> bytes:
    large = bytes(scale * scale * len(pixels))
    before = module.RealESRGANImage(pixels, width, height, 3)
    after = module.RealESRGANImage(large, scale * width, scale * height, 3)
    if net.process(before, after):
        return b""
    return bytes(after.get_data())


def _send(answers: BinaryIO, data: bytes) -> None:
    try:
        answers.write(data)
        answers.flush()
    except OSError:
        os._exit(1)  # nobody listens any more


if __name__ == "__main__":
    _library, _network, _weights, _scale, _card, _limit = sys.argv[1:]
    main(_library, _network, _weights, int(_scale), int(_card), float(_limit))
