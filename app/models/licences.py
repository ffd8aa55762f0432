"""Which licence terms the user has agreed to, and when."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from app.errors import ModelError, disk_full
from app.models.registry import Licence
from app.paths import data_dir
from app.whole_file import write_whole

FILE = "licences.json"


class Acceptance:
    """The record: for each licence its title, when it was agreed to, and the sha256 of what was
    shown. It lies in the user's data folder and goes nowhere.

    Args:
        file: Another place for it.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or data_dir() / FILE

    def given(self, licence: Licence) -> bool:
        """Whether these very terms need no question, or were agreed to."""
        if not licence.accept:
            return True
        entry = self._read().get(licence.id)
        return isinstance(entry, dict) and entry.get("sha256") == licence.sha256

    def record(self, licence: Licence) -> None:
        """The user agrees, now.

        Raises:
            ModelError: It cannot be written down.
        """
        entries = self._read()
        entries[licence.id] = {
            "title": licence.title,
            "accepted": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "sha256": licence.sha256,
        }
        text = json.dumps(entries, indent=1, ensure_ascii=False) + "\n"
        try:
            write_whole(self.file, text.encode())
        except OSError as error:
            raise ModelError(
                f"{self.file} cannot be written ({error.strerror}), so nothing is fetched",
                kind=disk_full(error),
            ) from error

    def _read(self) -> dict[str, object]:
        """What is written down; nothing where it cannot be read, so that it is asked again."""
        try:
            content = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}
