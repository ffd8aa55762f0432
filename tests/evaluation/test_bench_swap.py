"""The bench's stand-ins are what they stand for, and its figures come out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="stand-ins are made with it: pip install onnx")
pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

from app.evaluation.standins import RECOGNISER, SWAPPER, open_store, write_store
from app.models.manager import ModelManager
from app.pipeline.swap.learned.emap import read_emap

ROOT = Path(__file__).parents[2]


def child(code: str, *arguments: object) -> str:
    """In a process of its own: its memory counts, and ONNX Runtime is changed in it."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def test_stand_ins_keep_the_contracts(tmp_path: Path) -> None:
    write_store(tmp_path, 1)
    manager = ModelManager(open_store(tmp_path), providers=["cpu"])
    face = np.random.default_rng(0).uniform(-1, 1, (1, 3, 112, 112)).astype(np.float32)
    with manager.using(RECOGNISER) as net:
        (vector,) = net.run(face=face)
        (other,) = net.run(face=-face)
    assert not np.allclose(vector, other)
    with manager.using(SWAPPER) as net:
        (drawn,) = net.run(
            target=face[..., :1].repeat(128, 3)[:, :, :1].repeat(128, 2), source=vector
        )
    assert drawn.min() >= 0
    assert drawn.max() <= 1
    np.testing.assert_array_equal(read_emap(tmp_path / f"{SWAPPER}.onnx"), np.eye(512))


def test_what_is_around_the_network_is_measured(tmp_path: Path) -> None:
    """Without the other program: it is not everywhere."""
    write_store(tmp_path)
    code = (
        "import json, sys\n"
        "from app.evaluation import bench_swap\n"
        "bench_swap.FRAMES, bench_swap.WARM_UP = 4, 2\n"
        "print(json.dumps(bench_swap.around(sys.argv[1])))"
    )
    found = json.loads(child(code, tmp_path))
    assert found["outside_ms"] > 0
    assert found["restorer_ms"] != 0
    assert "insightface_ms" not in found


LARGEST = """
import re, sys
from pathlib import Path
from app.diagnostics import memory_mb
from app.evaluation.standins import SWAPPER, open_store
from app.models.manager import ModelManager
from app.process import prepare

prepare()
manager = ModelManager(open_store(Path(sys.argv[1])), providers=["cpu"])
with manager.using("w600k_r50"):
    before = memory_mb()
with manager.using(SWAPPER) as net:
    peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
    print(int(peak[1]) * 1024 / 1e6 - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="measures the largest memory as Linux tells it")
def test_loading_takes_little_more_than_the_weights(tmp_path: Path) -> None:
    """Weights go from one layout to the next; what is left behind goes back at once."""
    megabytes = 200
    write_store(tmp_path, megabytes)
    taken = float(child(LARGEST, tmp_path))
    assert megabytes < taken < 1.35 * megabytes
