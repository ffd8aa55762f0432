"""What users may choose of the tracker."""

from __future__ import annotations

BUILT_IN, SCRFD = DETECTORS = ("built-in", "scrfd")
"""What looks for faces: the app's own network, or InsightFace's beside it."""
