"""The registry: what it says is checked, in one line, and the app's own is sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import ModelError, UsageError
from app.models.registry import Registry
from tests.models.conftest import WriteRegistry, toml

WEIGHTS = toml("https://example.org")


def test_the_apps_own_registry_is_sound() -> None:
    registry = Registry.load()
    judges = registry.chosen(["judges"])
    assert {model.name for model in judges} == {"mobilefacenet", "dlib_resnet", "dlib_shape"}
    assert not any(model.licence.accept for model in judges)
    for model in registry:
        if "InsightFace" in model.licence.title or "non-commercial" in model.licence.title:
            assert model.licence.accept
        assert model.manual or model.sha256
    assert registry["inswapper_128"].manual
    assert registry["inswapper_128"].contract == registry["inswapper_128.fp16"].contract


def test_what_is_required_comes_first_and_once(write_registry: WriteRegistry) -> None:
    registry = write_registry(WEIGHTS)
    assert [model.name for model in registry.chosen(["face", "eyes"])] == ["eyes", "face"]
    assert [model.name for model in registry.chosen(["all", "mouth"])] == ["eyes", "face", "mouth"]


def test_an_unknown_name_says_which_is_near(write_registry: WriteRegistry) -> None:
    registry = write_registry(WEIGHTS)
    with pytest.raises(UsageError, match="did you mean 'mouth'"):
        registry.chosen(["mouht"])


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('task = "mask"', 'task = "music"', "'music'"),
        ('requires = ["eyes"]', 'requires = ["ears"]', "requires 'ears'"),
        ('requires = ["eyes"]', 'requires = ["face"]', "requires itself"),
        ('requires = ["eyes"]', 'requires = "eyes"', "list of texts"),
        ('archive = "pack"', 'archive = "parcel"', "'parcel'"),
        ('licence = "strict"', 'licence = "lax"', "'lax'"),
        ('manual = "Ask its makers."', "", "needs mirrors"),
        ('file = "eyes.onnx"', 'file = "../eyes.onnx"', "plain name"),
        ('file = "eyes.onnx"', 'file = "face.onnx"', "file of one name"),
        ('name = "eyes"', 'name = "face"', "there twice"),
        ("bytes = 5\n", "bytes = true\n", "must be a number"),
        ('contract = "inswapper/1"', 'contract = "inswapper/9"', "inswapper/9"),
        ('title = "Face"', 'titel = "Face"', "unknown field 'titel'"),
        ('used_by = ["meter"]', 'used_by = ["mirror"]', "'mirror'"),
        ("https://example.org/plain/free", "ftp://example.org/free", "no mirror"),
        ("accept = true", 'accept = "yes"', "true or false"),
        ("[[model]]", "[[models", "cannot be read"),
    ],
)
def test_mistakes_are_one_line(
    write_registry: WriteRegistry, before: str, after: str, said: str
) -> None:
    assert before in WEIGHTS
    with pytest.raises(ModelError) as caught:
        write_registry(WEIGHTS.replace(before, after))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_hash_is_needed_for_what_is_fetched(write_registry: WriteRegistry) -> None:
    lines = WEIGHTS.splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("sha256"))
    with pytest.raises(ModelError, match="'pack' has no sha256"):
        write_registry("\n".join(lines[:first] + lines[first + 1 :]))


def test_a_registry_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="install Understudy again"):
        Registry.load(tmp_path / "none.toml")


def test_another_text_of_the_terms_is_another_licence(write_registry: WriteRegistry) -> None:
    one = write_registry(WEIGHTS)["face"].licence
    other = write_registry(WEIGHTS.replace("Only for research.", "Only on Sundays."))["face"]
    assert one.sha256 != other.licence.sha256
