"""Write the lock files: exact versions and sha256 for every platform and Python at once.

``requirements.lock`` holds what runs, ``requirements-test.lock`` the same, what tests and what the
judges need; both hold the build backend too, because the project itself is installed without build
isolation. Versions that are locked already stay as they are, unless ``--upgrade`` is given::

    python scripts/lock.py [--upgrade]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = "uv==0.13.9"
LOCKS = {
    "requirements.lock": [],
    "requirements-test.lock": ["--extra", "test", "--extra", "evaluate"],
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    options = parser.parse_args()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    backend = "\n".join(project["build-system"]["requires"])

    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder, "Scripts/python.exe" if os.name == "nt" else "bin/python"))
        subprocess.run([python, "-m", "pip", "install", "--quiet", UV], check=True)
        uv = [python, "-m", "uv", "pip", "compile", "pyproject.toml", "-", "--quiet"]
        # One version for all Pythons: what runs on 3.14 is what was tested on 3.11.
        uv += ["--universal", "--python-version", "3.11", "--fork-strategy", "fewest"]
        uv += ["--generate-hashes", "--no-emit-index-url", "--no-annotate"]
        uv += ["--custom-compile-command", "make lock"]
        if options.upgrade:
            uv.append("--upgrade")
        for name, extra in LOCKS.items():
            # The second keeps to the first, so that running is what was tested.
            keep = ["--constraint", "requirements.lock"] if extra else []
            command = [*uv, *extra, *keep, "--output-file", name]
            subprocess.run(command, cwd=ROOT, input=backend, text=True, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
