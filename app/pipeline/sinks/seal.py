"""What is left to do on a video file once libav has closed it: the mark, and the index in front.

Where the disk has no room for either the file stays as it is, which plays, and whose tags say what
it is.
"""

from __future__ import annotations

import logging

from app.disclosure import mp4_box
from app.pipeline.sinks.boxes import append_box, copy_with_index_first
from app.pipeline.sinks.movie import Container
from app.pipeline.sinks.partial import PartialFile
from app.whole_file import settle

_log = logging.getLogger(__name__)

_CHEAP = 128 << 20
"""Bytes up to which a file is copied for its index to come first; half a second on a laptop."""


def mark(file: PartialFile, container: Container) -> None:
    """Marks an MP4 as synthetic. Other containers have their marks in tags."""
    file.close()
    if container.format != "mp4":
        return
    try:
        append_box(file.path, mp4_box())
    except OSError as error:
        _log.warning("'%s' has its mark in tags alone: %s", file.path.name, error.strerror)


def bring_index_to_front(file: PartialFile, container: Container) -> None:
    """Makes an MP4 one that can be shown while it still arrives, where that is cheap. It has its
    name already, and keeps it whatever happens here."""
    if container.format != "mp4" or file.size > _CHEAP:
        return
    try:
        copy = PartialFile(file.path)
    except OSError:
        return
    done = False
    try:
        done = copy_with_index_first(file.path, copy)
        copy.sync()
        copy.close()
        if done:
            copy.path.replace(file.path)
            settle(file.path.parent)
    except OSError as error:
        done = False
        _log.debug("'%s' keeps its index at the end: %s", file.path.name, error.strerror)
    finally:
        if not done:
            copy.discard()
