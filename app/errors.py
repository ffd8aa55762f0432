"""Errors that a person reads.

Every error that bad input or a missing device can cause is an `UnderstudyError`: one line that
says what is wrong and what to do, and the exit code with which the command line ends. Anything
else that is raised is a defect of ours.
"""

from __future__ import annotations

import errno
from enum import StrEnum
from pathlib import Path
from typing import ClassVar


class Kind(StrEnum):
    """What went wrong, for those who tell it in words of their own."""

    CAMERA_ABSENT = "camera absent"
    CAMERA_BUSY = "camera busy"
    CAMERA_DENIED = "camera denied"
    CAMERA_GONE = "camera gone"
    MODEL_MISSING = "model missing"
    MODEL_DAMAGED = "model damaged"
    MODEL_ON_CPU = "model on the CPU"
    MODEL_NOT_INSTALLED = "model not installed"
    MODEL_UNUSABLE = "model unusable"
    TEMPLATE_DAMAGED = "template damaged"
    VIRTUAL_CAMERA_ABSENT = "virtual camera absent"
    VIRTUAL_CAMERA_BUSY = "virtual camera busy"
    VIRTUAL_CAMERA_DENIED = "virtual camera denied"
    VIRTUAL_CAMERA_GONE = "virtual camera gone"
    DISK_FULL = "disk full"
    DEFECT = "defect"


class UnderstudyError(Exception):
    """One line for the user: what is wrong, and what to do about it.

    Args:
        line: The whole of it.
        kind: None where the line says all that there is to say.
        what: The name of what is affected, for people: a camera, a file.
        remedy: The part of `line` that says what to do.
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self, line: str = "", *, kind: Kind | None = None, what: str = "", remedy: str = ""
    ) -> None:
        super().__init__(line)
        self.kind = kind
        self.what = what
        self.remedy = remedy


class UsageError(UnderstudyError):
    """The command line or a setting does not make sense."""

    exit_code = 2


class SourceError(UnderstudyError):
    """A camera, video file or picture cannot be opened or stopped giving frames."""

    exit_code = 3


class SinkError(UnderstudyError):
    """An output cannot be opened or written: device missing, folder read-only, disk full."""

    exit_code = 4


class TemplateError(UnderstudyError):
    """A template does not exist, is not in a verified pack, or was altered."""

    exit_code = 5


class ModelError(UnderstudyError):
    """A network's weights are missing, altered or not of the expected shape."""

    exit_code = 6

    @classmethod
    def missing(cls, path: Path, problem: str = "is missing") -> ModelError:
        """A file that came with the app is not there, or cannot be read."""
        return cls._of(path, problem, Kind.MODEL_MISSING)

    @classmethod
    def damaged(cls, path: Path, problem: str) -> ModelError:
        """A file that came with the app is not what it was. `problem` follows its name."""
        return cls._of(path, problem, Kind.MODEL_DAMAGED)

    @classmethod
    def unreadable(cls, path: Path, error: Exception) -> ModelError:
        """The one or the other, by what was raised when it was read."""
        make = cls.missing if isinstance(error, OSError) else cls.damaged
        return make(path, f"cannot be read ({error})")

    @classmethod
    def _of(cls, path: Path, problem: str, kind: Kind) -> ModelError:
        remedy = "install Understudy again"
        return cls(f"{path} {problem}; {remedy}", kind=kind, what=path.name, remedy=remedy)


class PlatformError(UnderstudyError):
    """This operating system, processor or Python is not supported."""

    exit_code = 7


class DownloadError(UnderstudyError):
    """A file cannot be fetched: no network, no room, or it is not what it must be."""

    exit_code = 8


class EvaluationError(UnderstudyError):
    """What is to be judged cannot be: no clip, nobody in it, or a judge is missing."""

    exit_code = 9


class SettingsError(UnderstudyError):
    """The user's settings cannot be written: folder read-only, disk full."""

    exit_code = 10


_DISK_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def disk_full(error: Exception) -> Kind | None:
    """`Kind.DISK_FULL` if that is why a file could not be written, be it by the system's word or
    libav's; else None."""
    return Kind.DISK_FULL if getattr(error, "errno", None) in _DISK_FULL else None


def without_trace(error: BaseException) -> None:
    """Takes the traces off an error and off those that led to it.

    A trace keeps the frames of the calls it went through, their pictures among what they held, and
    those of their callers. Where one of them keeps the error, as those do that wait for a future,
    all of it is only given back when Python next looks for cycles: 3 MB for each picture that
    failed, a hundred in seconds.
    """
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        following.__traceback__ = None
        following = following.__cause__ or following.__context__
