"""A registry of a few models that a server on this machine has, and a user's own home."""

from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.models.licences import Acceptance
from app.models.registry import Registry
from app.models.store import ModelStore
from tests.support.server import Server, serving

FACE = bytes(range(256)) * 1500
EYES = b"eyes" * 70_000
MOUTH = b"mouth" * 50_000
FREE = b"free" * 40_000


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


PACK = zipped({"pack/eyes.onnx": EYES, "pack/mouth.onnx": MOUTH, "pack/readme.txt": b"hello"})


def toml(url: str) -> str:
    return f"""
[licence.free]
title = "Free"
url = "https://example.org/free"
terms = "Do what you like."

[licence.strict]
title = "Strict, non-commercial"
url = "https://example.org/strict"
accept = true
terms = "Only for research."

[archive.pack]
file = "pack.zip"
bytes = {len(PACK)}
sha256 = "{sha256(PACK)}"
mirrors = ["{url}/missing/pack.zip", "{url}/plain/pack.zip"]

[[model]]
name = "face"
title = "Face"
task = "recogniser"
file = "face.onnx"
bytes = {len(FACE)}
sha256 = "{sha256(FACE)}"
mirrors = ["{url}/missing/face.onnx", "{url}/plain/face.onnx"]
licence = "strict"
requires = ["eyes"]
group = "all"
used_by = ["meter"]
also = ["another_name.onnx"]

[[model]]
name = "eyes"
title = "Eyes"
task = "landmarks"
file = "eyes.onnx"
sha256 = "{sha256(EYES)}"
archive = "pack"
licence = "free"
group = "all"

[[model]]
name = "mouth"
title = "Mouth"
task = "landmarks"
file = "mouth.onnx"
bytes = {len(MOUTH)}
sha256 = "{sha256(MOUTH)}"
archive = "pack"
licence = "free"

[[model]]
name = "free"
title = "Free one"
task = "mask"
file = "free.onnx"
sha256 = "{sha256(FREE)}"
mirrors = ["{url}/plain/free.onnx"]
licence = "free"
used_by = ["meter", "evaluate"]

[[model]]
name = "hand"
title = "By hand"
task = "swapper"
file = "hand.onnx"
bytes = 5
sha256 = "{sha256(b"hands")}"
licence = "strict"
manual = "Ask its makers."
used_by = ["evaluate"]

[[model]]
name = "unpinned"
title = "Unpinned"
task = "swapper"
file = "unpinned.onnx"
licence = "free"
contract = "inswapper/1"
manual = "It is somewhere."
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's, with nothing in it."""
    home = tmp_path / "user"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.delenv("UNDERSTUDY_MODELS", raising=False)
    return home


@pytest.fixture
def server(no_proxies: None) -> Iterator[Server]:
    contents = {"face.onnx": FACE, "pack.zip": PACK, "free.onnx": FREE}
    with serving(contents) as running:
        yield running


WriteRegistry = Callable[[str], Registry]


@pytest.fixture
def write_registry(tmp_path: Path) -> WriteRegistry:
    def write(text: str) -> Registry:
        path = tmp_path / "registry.toml"
        path.write_text(text, encoding="utf-8")
        return Registry.load(path)

    return write


@pytest.fixture
def registry(server: Server, write_registry: WriteRegistry) -> Registry:
    return write_registry(toml(server.url))


@pytest.fixture
def store(registry: Registry, home: Path) -> ModelStore:
    return ModelStore(registry)


@pytest.fixture
def acceptance(home: Path) -> Acceptance:
    return Acceptance()
