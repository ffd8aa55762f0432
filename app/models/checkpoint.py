"""Whether a PyTorch checkpoint holds weights and nothing else, found out without loading it.

A ``.pth`` is a pickle, and a pickle is a program: it may call whatever Python can import. Before
torch is even imported, its instructions are read one by one, and only those are let through that
put tensors into dictionaries. (torch's own ``weights_only`` is the second fence.)
"""

from __future__ import annotations

import io
import pickletools
import zipfile
import zlib
from pathlib import Path
from typing import IO

from app.errors import ModelError
from app.inference.contract import shown
from app.inference.files import check_kind, damaged

_STORAGES = ("Float", "Half", "BFloat16", "Double", "Long", "Int", "Short", "Char", "Byte", "Bool")
ALLOWED = frozenset(
    {
        ("collections", "OrderedDict"),
        ("torch._utils", "_rebuild_tensor_v2"),
        ("torch._utils", "_rebuild_parameter"),
        *(("torch", f"{kind}Storage") for kind in _STORAGES),
    }
)
"""Module and name of what a state dict of tensors needs; as torch's ``_weights_only_unpickler``."""
_REFUSED = frozenset({"INST", "OBJ", "NEWOBJ", "NEWOBJ_EX", "EXT1", "EXT2", "EXT4", "STACK_GLOBAL"})
"""Other ways to name or make things; torch writes none of them into what it saves by itself."""
_MOST = 64 << 20
"""Bytes of instructions: those of GFPGAN are 0.1 MB, and the weights lie beside them."""
_MOST_OPCODES = 500_000
"""Instructions of one pickle, each a byte or more: a quarter of a second's work."""
_ZIP = b"PK\x03\x04"
_LEGACY_MAGIC = 0x1950A86A20F9469CFC6C
"""From torch/serialization.py: how files of before torch 1.6 begin."""
_LEGACY_PICKLES = 5
"""Magic number, protocol, the writer's system, the objects, the names of their storages; the
weights come after them."""
_BROKEN = (
    ValueError,  # with which pickletools says everything; it prints no more than the wrong byte
    EOFError,
    KeyError,
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,  # an archive that is encrypted, or has what zipfile has not
    MemoryError,  # a length that is a lie
    OverflowError,
)


def check_weights_only(path: Path) -> None:
    """Reads a checkpoint's instructions.

    Raises:
        ModelError: It is none, is cut off, or does more than to hold weights.
    """
    check_kind(path)
    try:
        with path.open("rb") as file:
            # As torch tells them apart, so that both look at the same instructions.
            if file.read(len(_ZIP)) == _ZIP:
                _check_archive(path)
            else:
                file.seek(0)
                # No more of it: an instruction may say that gigabytes belong to it.
                _check_legacy(path, io.BytesIO(file.read(_MOST)))
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror or error})") from error
    except _BROKEN as error:
        raise damaged(path, "is no PyTorch checkpoint, or is cut off") from error


def _check_archive(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        names = [info for info in archive.infolist() if info.filename.endswith(".pkl")]
        if any("/code/" in f"/{info.filename}" for info in archive.infolist()):
            raise _dangerous(path, "a program in TorchScript")
        if [info.filename.rpartition("/")[2] for info in names] != ["data.pkl"]:
            raise damaged(path, "is no PyTorch checkpoint", "it has not one data.pkl")
        if names[0].file_size > _MOST:
            raise _too_large(path)
        if names[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(path, "is no PyTorch checkpoint", "its index is packed in another way")
        _check_pickle(path, io.BytesIO(archive.read(names[0])))


def _check_legacy(path: Path, file: IO[bytes]) -> None:
    if file.read(1) != b"\x80":
        raise damaged(path, "is no PyTorch checkpoint")
    file.seek(0)
    for number in range(_LEGACY_PICKLES):
        value = _check_pickle(path, file)
        if number == 0 and value != _LEGACY_MAGIC:
            raise damaged(path, "is no PyTorch checkpoint")


def _check_pickle(path: Path, file: IO[bytes]) -> object:
    """
    Returns:
        The first constant of it.
    """
    first: object = None
    for count, (opcode, argument, _) in enumerate(pickletools.genops(file)):
        if count >= _MOST_OPCODES:
            raise _too_large(path)
        if opcode.name == "GLOBAL":
            module, _, name = str(argument).partition(" ")
            if (module, name) not in ALLOWED:
                raise _dangerous(path, f"{module}.{name}")
        elif opcode.name in _REFUSED:
            raise _dangerous(path, f"the instruction {opcode.name}")
        elif first is None and opcode.name != "PROTO":
            first = argument
    return first


def _too_large(path: Path) -> ModelError:
    return damaged(path, "is no PyTorch checkpoint", "its index is too large")


def _dangerous(path: Path, what: str) -> ModelError:
    return damaged(path, "holds code and not only weights, and is not opened", shown(what))
