"""A sink that throws frames away, for measuring."""

from __future__ import annotations

from collections import Counter

from app.frame import SafeFrame, Verdict
from app.pipeline.sinks.base import OutputFormat


class NullSink:
    """Counts frames.

    Attributes:
        verdicts: How many frames of each verdict were written.
    """

    name = "null"

    def __init__(self) -> None:
        self.verdicts: Counter[Verdict] = Counter()

    @property
    def frames(self) -> int:
        """How many frames were written."""
        return self.verdicts.total()

    def open(self, fmt: OutputFormat) -> None:
        """Takes any format."""

    def write(self, frame: SafeFrame) -> None:
        self.verdicts[frame.verdict] += 1

    def close(self) -> None:
        """Nothing to give back."""
