"""Errors that a person reads.

Every error that bad input or a missing device can cause is an `UnderstudyError`: one line that
says what is wrong and what to do, and the exit code with which the command line ends. Anything
else that is raised is a defect of ours.
"""

from __future__ import annotations

from typing import ClassVar


class UnderstudyError(Exception):
    """One line for the user: what is wrong, and what to do about it."""

    exit_code: ClassVar[int] = 1


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


class PlatformError(UnderstudyError):
    """This operating system, processor or Python is not supported."""

    exit_code = 7


class DownloadError(UnderstudyError):
    """A file cannot be fetched: no network, no room, or it is not what it must be."""

    exit_code = 8


class EvaluationError(UnderstudyError):
    """What is to be judged cannot be: no clip, nobody in it, or a judge is missing."""

    exit_code = 9
