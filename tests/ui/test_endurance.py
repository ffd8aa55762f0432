"""Fifty starts, faces and stops leave nothing behind. A thousand: ``make soak``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROUNDS = 50


def test_nothing_is_left_after_fifty_rounds(tmp_path: Path) -> None:
    homes = {
        f"XDG_{name}": str(tmp_path / name.lower())
        for name in ("CONFIG_HOME", "DATA_HOME", "RUNTIME_DIR")
    }
    (tmp_path / "runtime_dir").mkdir(mode=0o700)
    done = subprocess.run(
        [sys.executable, "-m", "app.evaluation.endurance", str(ROUNDS)],
        env={**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.strip().splitlines()[-1])
    before, after = told["before"], told["after"]
    for what in ("threads", "timers", "widgets", "handles"):
        assert after[what] <= before[what], f"{what}: {before[what]} became {after[what]}"
    # A session's nets and frames are over 100 MB: one that stayed in ten rounds would be seen.
    assert after["memory_mb"] < before["memory_mb"] * 1.25 + 40, told
