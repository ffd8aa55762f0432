"""Writes the built-in pack's manifest hash into ``app/templates/pins.py``. Run after every build."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    manifest = ROOT / "assets" / "templates" / "builtin" / "pack.toml"
    digest = hashlib.sha256(manifest.read_bytes()).hexdigest()
    pins = ROOT / "app" / "templates" / "pins.py"
    text = pins.read_text(encoding="utf-8")
    changed = re.sub(r'^BUILTIN = "[0-9a-f]{64}"', f'BUILTIN = "{digest}"', text, flags=re.M)
    pins.write_text(changed, encoding="utf-8")
    print(f"pinned {digest[:12]}…")


if __name__ == "__main__":
    main()
