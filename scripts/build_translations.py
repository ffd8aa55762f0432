"""Builds ``assets/translations``: what the window says, in every language of `app/languages.py`.

``python scripts/build_translations.py`` takes all texts from the code and the template packs into
the .ts files, which people edit (docs/translations.md), and makes the .qm files of them, which the
app reads. With ``--check`` it changes nothing, says what is missing or stale, and ends with 1 if
anything is.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.languages import LANGUAGES, SOURCE  # noqa: E402
from app.paths import assets_dir  # noqa: E402
from app.templates.pack import open_pack  # noqa: E402
from app.templates.photoreal.faces import FACES  # noqa: E402

FOLDER = assets_dir() / "translations"
_MARKS = ("tr(", "translate(", "QT_TRANSLATE_NOOP(")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; say what is stale")
    if not parser.parse_args().check:
        FOLDER.mkdir(exist_ok=True)
        build(FOLDER)
        problems = list(unfinished(FOLDER))
    else:
        with tempfile.TemporaryDirectory() as name:
            problems = list(stale(FOLDER, Path(name)))
        problems += unfinished(FOLDER)
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


def build(folder: Path) -> None:
    """Brings the .ts files in `folder` up to date, and makes their .qm files."""
    texts = folder / "templates.py"
    texts.write_text(_template_texts(), encoding="utf-8")
    sources = [*_sources(), str(texts)]
    for code in LANGUAGES:
        ts = folder / f"understudy_{code}.ts"
        # Without places in the code: they would change with every line that is put in above.
        options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en_US"]
        if code == SOURCE:
            options.append("-pluralonly")  # all else is English already
        _tool("pyside6-lupdate", *sources, *options, "-ts", str(ts))
        qm = str(ts.with_suffix(".qm"))
        _tool("pyside6-lrelease", "-silent", "-nounfinished", str(ts), "-qm", qm)
    texts.unlink()


def stale(folder: Path, scratch: Path) -> Iterator[str]:
    """What `build` would change, in a line for each file.

    Args:
        folder: The translations.
        scratch: An empty folder.
    """
    for path in folder.glob("understudy_*.ts"):
        shutil.copy(path, scratch)
    build(scratch)
    for fresh in sorted(scratch.iterdir()):
        path = folder / fresh.name
        if not path.is_file():
            yield f"{path.name} is missing"
        elif path.read_bytes() != fresh.read_bytes():
            yield f"{path.name} is stale: run scripts/build_translations.py"
    for path in sorted(folder.iterdir()):
        if not (scratch / path.name).exists():
            yield f"{path.name} is of no language that there is"


def unfinished(folder: Path) -> Iterator[str]:
    """Texts without a translation, in a line for each."""
    missing: dict[tuple[str, str], list[str]] = {}
    for code in LANGUAGES:
        for context, source, message in messages(folder / f"understudy_{code}.ts"):
            translation = message.find("translation")
            if translation is None or translation.get("type") or not all(forms(message)):
                missing.setdefault((context, source), []).append(code)
    for (context, source), codes in missing.items():
        yield f"{context}: {source!r} is not translated into {', '.join(codes)}"


def messages(ts: Path) -> Iterator[tuple[str, str, ET.Element]]:
    """Context, source text and element of each message of a .ts file."""
    for context in ET.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name", ""), message.findtext("source", ""), message


def forms(message: ET.Element) -> list[str]:
    """What a message is in the other language: one text, or one for each plural form."""
    translation = message.find("translation")
    assert translation is not None
    plural = translation.findall("numerusform")
    return [form.text or "" for form in plural] if plural else [translation.text or ""]


def _sources() -> list[str]:
    """Files with texts in them."""
    paths = sorted((ROOT / "app").rglob("*.py"))
    return [str(p) for p in paths if any(mark in p.read_text("utf-8") for mark in _MARKS)]


def _template_texts() -> str:
    """What the packs say about their faces, as code for lupdate."""
    builtin = open_pack(assets_dir() / "templates" / "builtin")
    texts = [entry.description for entry in builtin.entries.values()]
    texts += [face.description for face in FACES]
    return "".join(f'QT_TRANSLATE_NOOP("Templates", "{_escaped(text)}")\n' for text in texts)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _tool(name: str, *arguments: str) -> None:
    """Runs one of Qt Linguist's tools, which come with PySide6."""
    program = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if program is None:
        raise SystemExit(f"there is no {name}: install PySide6-Essentials into this Python")
    subprocess.run([program, *arguments], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
