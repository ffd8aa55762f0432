"""Files of weights that cannot be what their name says, told in one line."""

from __future__ import annotations

from pathlib import Path

from app.errors import Kind, ModelError


def damaged(path: Path, what: str, why: str = "") -> ModelError:
    """A file of the user's that cannot be what its name says.

    Args:
        what: Follows its name.
        why: In brackets after that.
    """
    remedy = "delete it and get it again ('understudy models download', or 'models add FILE')"
    reason = f" ({why})" if why else ""
    return ModelError(
        f"{path} {what}{reason}; {remedy}", kind=Kind.MODEL_UNUSABLE, what=path.name, remedy=remedy
    )


def check_kind(path: Path) -> None:
    """Looks at a file's first bytes.

    Raises:
        ModelError: It cannot be read, or is of another kind than its name says: a web page that was
            saved under it, a pickled checkpoint, a pointer to a file that was not fetched.
    """
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror})") from error
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise damaged(path, "is empty")
    if text.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<script")):
        raise damaged(path, "is a web page that was saved under this name")
    if text.startswith(b"version https://git-lfs"):
        raise damaged(path, "is only a pointer to the file, of Git LFS")
    if path.suffix in {".pth", ".pt"}:
        return  # they are meant to be what comes now
    if start.startswith(b"PK") or start[:2] in {b"\x80\x02", b"\x80\x03", b"\x80\x04"}:
        raise damaged(path, "is a pickled PyTorch checkpoint or an archive, and no ONNX")
