"""Fetch weights, or check those that are there, without the command `understudy`::

    python scripts/download_models.py judges
    python scripts/download_models.py buffalo_l --accept-licence insightface
    python scripts/download_models.py --verify

The same as ``understudy models download`` and ``understudy models verify``; docs/models.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.cli import main

if __name__ == "__main__":
    arguments = sys.argv[1:]
    action = "verify" if "--verify" in arguments else "download"
    rest = [argument for argument in arguments if argument != "--verify"]
    sys.exit(main(["models", action, *rest]))
