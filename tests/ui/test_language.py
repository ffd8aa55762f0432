"""What the window says, in every language; and another language while a session runs."""

from __future__ import annotations

import ast
import gc
import importlib.util
import re
import subprocess
import sys
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QGroupBox,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.diagnostics import RecentLog
from app.errors import Kind, ModelError, SourceError
from app.inference import files
from app.languages import LANGUAGES, SOURCE
from app.pipeline.guard import guard
from app.pipeline.sinks import virtual_camera_setup as setup
from app.pipeline.sources import camera
from app.settings import Settings, SettingsFile
from app.templates import pack
from app.templates.library import TemplateLibrary
from app.ui import below, language
from app.ui.closing import ClosingQuestion
from app.ui.controller import Choice, Controller, Phase
from app.ui.faults import fault_of
from app.ui.first_steps import FirstSteps
from app.ui.gallery import fits
from app.ui.language import Translations
from app.ui.main_window import MainWindow
from app.ui.mix_dialog import MixDialog
from app.ui.photoreal_dialog import PhotorealDialog
from app.ui.preferences import Preferences
from app.ui.preview_sink import Compare
from app.ui.profiles import ProfileDialog
from app.ui.shell import Shell
from app.ui.side import FACES, NUMBERS
from app.ui.translation import translate
from app.ui.trust import Trust

PATIENCE_MS = 60_000
ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "build_translations.py"
OTHERS = [code for code in LANGUAGES if code != SOURCE]


def _loaded_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_translations", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = _loaded_script()


def _messages(code: str) -> Iterator[tuple[str, str, list[str]]]:
    """Context, source text, and what it is in that language."""
    for context, source, message in script.messages(script.FOLDER / f"understudy_{code}.ts"):
        yield context, source, script.forms(message)


# -- the translations ------------------------------------------------------------------------------


def test_nothing_is_missing_or_stale() -> None:
    ended = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_every_text_of_the_code_is_found() -> None:
    """pyside6-lupdate reads Python by rules of its own, and passes over what it does not know."""
    known = {source for _, source, _ in _messages("de")}
    said = dict(_texts_of_the_code())
    assert len(said) > 300
    assert {text: place for text, place in said.items() if text not in known} == {}


def _texts_of_the_code() -> Iterator[tuple[str, str]]:
    """Text, and where it is."""
    for path in sorted((ROOT / "app" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            number = {"tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1}.get(name)
            if number is None or len(node.args) <= number:
                continue
            text = node.args[number]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value, f"{path.name}:{node.lineno}"
            else:
                # A literal each, or a text that was marked where it is written.
                assert not isinstance(text, ast.JoinedStr), f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("code", OTHERS)
def test_whatever_is_put_in_or_typed_is_the_same(code: str) -> None:
    wrong = []
    for context, source, forms in _messages(code):
        for form in forms:
            for pattern in (r"\{[^}]*\}", r"%n", r"`[^`]*`", r"</?\w+[^>]*>"):
                there, here = re.findall(pattern, source), re.findall(pattern, form)
                if Counter(there) != Counter(here):
                    wrong.append((context, source, form))
            if len(_mnemonics(source)) != len(_mnemonics(form)):
                wrong.append((context, source, form))
            if source.endswith("…") and not re.search(r"…(\(&\w\))?$", form):
                wrong.append((context, source, form))
    assert wrong == []


def _mnemonics(text: str) -> list[str]:
    return [letter.upper() for letter in re.findall(r"&(\w)", text.replace("&&", ""))]


def test_the_guards_reasons_are_translated() -> None:
    """Those of `guard.py` are constants, or returned; those of `engine.py` are handed over."""
    said = {guard.NO_FACE, guard.STARTING, guard.STALLED, guard.PANIC}
    for path in ("guard/guard.py", "engine.py"):
        for node in ast.walk(ast.parse((ROOT / "app" / "pipeline" / path).read_text("utf-8"))):
            values: list[ast.expr | None] = []
            if isinstance(node, ast.FunctionDef) and node.name in ("_doubt", "_face_doubt"):
                values = [n.value for n in ast.walk(node) if isinstance(n, ast.Return)]
            elif isinstance(node, ast.Call):
                called = getattr(node.func, "attr", "")
                if called in ("shield", "card_instead"):
                    values = list(node.args)
            for value in values:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    said.add(value.value)
    said |= {v for k, v in vars(guard).items() if k.isupper() and isinstance(v, str)}
    assert len(said) > 10
    assert said <= set(below.REASONS)


def test_what_is_to_be_done_is_translated_on_every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    systems = camera._SYSTEMS.values()
    said = {text for system in systems for text in (system.denied, system.busy)}
    said |= {camera._GONE, setup.BUSY, setup.DENIED, ModelError.missing(Path("x")).remedy}
    said |= {pack._damaged("x").remedy, files.damaged(Path("x"), "is damaged").remedy}
    for system in setup.CHOOSE:
        monkeypatch.setattr(setup, "system", lambda system=system: system)
        for there in (False, True):
            monkeypatch.setattr(setup, "_is_installed", lambda there=there: there)
            for secure in (False, True):
                monkeypatch.setattr(setup, "secure_boot", lambda secure=secure: secure)
                said |= {setup.remedy(), setup.back()}
    assert len(said) > 15
    assert said <= set(below.REMEDIES)


def test_the_systems_language_is_taken_where_there_is_it() -> None:
    first = language._first_known
    assert first(["de-AT", "de", "en-US"]) == "de"
    assert first(["nl-NL", "nl", "fr-BE", "fr"]) == "fr"
    assert first(["zh-Hans-CN", "zh-CN", "zh"]) == "zh_CN"
    assert first(["zh-Hant-TW", "zh-TW", "ja-JP"]) == "ja"
    assert first(["C"]) == first([]) == SOURCE


def test_each_language_speaks(qapp: QApplication, translations: Translations) -> None:
    """Ours, Qt's own, plural forms, and the way numbers are written."""
    told = set()
    try:
        for code in LANGUAGES:
            translations.speak(code)
            assert translations.code == code
            told.add(translate("Trust", "Covered"))
        translations.speak("de")
        assert qapp.translate("QPlatformTheme", "Cancel") == "Abbrechen"
        assert QLocale().toString(1.5, "f", 1) == "1,5"
        assert below.described("A blend: Mei 60%.") == "Eine Mischung: Mei 60%."
        assert below.said("what no table holds") == "what no table holds"
    finally:
        translations.speak("en")
    assert len(told) == len(LANGUAGES)
    assert QLocale().toString(1.5, "f", 1) == "1.5"


def test_faults_are_told_in_the_language(translations: Translations) -> None:
    line = "camera 'Webcam' gives no picture"
    busy = SourceError(line, kind=Kind.CAMERA_BUSY, what="Webcam", remedy=camera._SYSTEM.busy)
    try:
        translations.speak("de")
        fault = fault_of(busy)
    finally:
        translations.speak("en")
    assert fault.sentence == "Vielleicht benutzt ein anderes Programm die Kamera „Webcam“."
    assert fault.remedy.startswith("Schließe das Programm")
    assert fault.button is not None
    assert fault.button.title == "Noch einmal versuchen"
    assert fault.details == line


def test_faces_are_found_where_words_are_not_parted() -> None:
    assert fits("銀髪", "Ruth", "66 歳くらいの女性。青い瞳に短い銀髪。")
    assert not fits("黒髪", "Ruth", "66 歳くらいの女性。青い瞳に短い銀髪。")
    assert not fits("man", "Mei", "A woman.")


# -- the setting -----------------------------------------------------------------------------------


def test_the_language_is_remembered_and_another_one_is_as_new(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    assert file.load().settings.language is None
    file.save(Settings(language="zh_CN", mirror=True))
    assert file.load().settings.language == "zh_CN"
    file.path.write_text(file.path.read_text().replace("zh_CN", "tlh"))
    loaded = file.load()
    assert loaded.settings == Settings(mirror=True)
    assert loaded.notice is not None
    assert "language" in loaded.notice


# -- the window ------------------------------------------------------------------------------------


class Open:
    """A shell and what tests ask of it."""

    def __init__(self, qtbot: QtBot, choice: Choice, home: Path, speak: Translations) -> None:
        self.qtbot = qtbot
        self.controller = Controller(choice, lambda: TemplateLibrary(home=home))
        self.preferences = Preferences(Settings(language="en"))
        self.shell = Shell(self.controller, self.preferences, RecentLog(), speak)
        self.window.show()
        self.wait(self.window.gallery.count)

    @property
    def window(self) -> MainWindow:
        return self.shell.window

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def start(self) -> None:
        self.window.start_button.click()
        self.wait(lambda: self.window.strip.told.trust is Trust.COVERED)

    def speak(self, code: str | None) -> None:
        """By the menu; waits for the new window, and until nothing of the old one is left."""
        old = weakref.ref(self.window)
        action = next(a for a in self.window.languages.actions() if a.data() == code)
        if not action.isSeparator():
            action.trigger()
        self.wait(lambda: old() is not self.window)
        self.wait(lambda: old() is None)


@pytest.fixture
def opened(qtbot: QtBot, clip: Path, home: Path, translations: Translations) -> Iterator[Open]:
    one = Open(qtbot, Choice(source=str(clip)), home, translations)
    yield one
    one.shell.quit()
    one.wait(lambda: one.controller.idle and not one.window.isVisible())
    one.window.deleteLater()
    translations.speak("en")


def test_another_language_while_the_session_goes_on(opened: Open) -> None:
    controller = opened.controller
    opened.window.tabs.setCurrentIndex(NUMBERS)
    opened.window.mirror.setChecked(True)
    opened.window.actions_["view.side"].trigger()
    opened.window.show_first_steps()
    opened.start()
    engine = controller.engine
    assert engine is not None
    opened.speak("de")
    _goes_on_in_german(opened)
    opened.speak("ja")
    assert controller.panic
    assert engine.guard.panic
    assert opened.window.preview._raw_blanked
    assert controller.engine is engine
    assert opened.window.strip.told.headline == "隠しています: あなたの操作です"
    assert opened.window.actions_["session.resume"].isEnabled()
    opened.window.actions_["session.resume"].trigger()
    opened.wait(lambda: opened.window.strip.told.headline == "顔は隠れています")


def _goes_on_in_german(opened: Open) -> None:
    """In a function of its own: afterwards nothing holds the window. Ends with the shield up."""
    window, controller = opened.window, opened.controller
    assert controller.phase is Phase.RUNNING
    assert window.isVisible()
    # At once, not only with the next frame, which a busy machine may keep waiting for.
    assert window.strip.told.headline in ("Verdeckt", "Abgeschirmt: kein neues Bild")
    assert window.start_button.text() == "Stoppen"
    assert window.preview.view is not None
    assert window.preview.compare is Compare.OUTPUT
    assert not controller._raw_view.on
    assert window.mirror.isChecked()
    assert window.tabs.currentIndex() == NUMBERS
    assert window.awake.held
    marked = window.gallery.currentItem()
    assert marked is not None
    assert window.gallery.id_of(marked) == controller.template_id
    steps = window.findChild(FirstSteps)
    assert steps is not None
    assert steps.windowTitle() == "Erste Schritte"
    assert opened.preferences.settings.language == "de"

    frame = window.preview.view.frame
    opened.wait(lambda: window.preview.view is not None and window.preview.view.frame is not frame)
    assert window.strip.told.detail == "1 Person zu sehen"
    opened.wait(lambda: "Bilder je Sekunde" in window.strip.figures)
    opened.wait(lambda: window.numbers is not None and window.numbers.table.rowCount())
    window.strip.shield_button.click()
    opened.wait(lambda: window.strip.told.trust is Trust.SHIELDING)


def test_nothing_grows_with_each_language(opened: Open) -> None:
    opened.start()
    engine = opened.controller.engine
    opened.speak("de")
    gc.collect()
    widgets = Counter(type(w).__name__ for w in QApplication.allWidgets())
    for code in [*LANGUAGES, None, "ja", "es", "de"]:
        opened.speak(code)
    gc.collect()
    assert Counter(type(w).__name__ for w in QApplication.allWidgets()) == widgets
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    assert [w for w in windows if w.controller is opened.controller] == [opened.window]
    assert opened.controller.engine is engine
    assert engine is not None
    assert engine.running


def test_a_fault_and_a_window_in_the_tray_stay_so(opened: Open) -> None:
    opened.controller.failed.emit(SourceError("gone", kind=Kind.CAMERA_GONE, what="Webcam"))
    opened.speak("fr")
    assert "« Webcam »".replace(" ", "\u00a0") in opened.window.banner.text
    opened.window.hide()
    opened.speak("es")
    assert not opened.window.isVisible()
    assert opened.window.banner.isHidden() or "Webcam" in opened.window.banner.text


def test_a_download_goes_on(opened: Open, tmp_path: Path) -> None:
    """Its dialog cancels when it is closed, and is opened again in the new window."""
    installation = opened.controller.installation
    opened.window.actions_["faces.photoreal"].trigger()
    cancelled: list[None] = []
    installation.cancelled.connect(lambda: cancelled.append(None))
    installation._set_running(True)
    opened.speak("de")
    dialog = opened.window.findChild(PhotorealDialog)
    assert dialog is not None
    assert dialog.cancel_button.text() == "Abbrechen"
    assert not installation._cancel.is_set()
    installation._set_running(False)
    assert cancelled == []


# -- keys and room ---------------------------------------------------------------------------------


def _keys_of_menus(window: MainWindow) -> Iterator[tuple[str, list[str]]]:
    for menu in window.findChildren(QMenu):
        texts = [action.text() for action in menu.actions() if not action.isSeparator()]
        yield menu.title(), [key for text in texts for key in _mnemonics(text)]


def _keys_in_sight(window: QWidget) -> list[str]:
    """All that Alt and a letter may mean now."""
    texts = []
    if isinstance(window, MainWindow):
        texts += [action.text() for action in window.menuBar().actions()]
    for part in window.findChildren(QWidget):
        if part.window() is not window or not part.isVisible():
            continue
        if (isinstance(part, QLabel) and part.buddy() is not None) or isinstance(
            part, QAbstractButton
        ):
            texts.append(part.text())
        elif isinstance(part, QGroupBox):
            texts.append(part.title())
        elif isinstance(part, QTabBar):
            texts += [part.tabText(i) for i in range(part.count())]
    return [key for text in texts for key in _mnemonics(text)]


def _twice(keys: list[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]


def _dialogs(opened: Open) -> Iterator[QWidget]:
    window, controller = opened.window, opened.controller
    steps = FirstSteps(
        controller.cameras, controller.faces, controller.template_id, controller.run, window
    )
    yield steps
    yield PhotorealDialog(controller.installation, window)
    yield MixDialog(controller.new_mixer(), controller.faces, window)
    yield ClosingQuestion(window, tray=True)
    yield ClosingQuestion(window, tray=False)
    yield ProfileDialog(Settings(), window)
    window.show_models()
    yield window.dialogs["models"]


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_no_key_means_two_things(opened: Open, code: str) -> None:
    if code != "en":
        opened.speak(code)
    window = opened.window
    for title, keys in _keys_of_menus(window):
        assert _twice(keys) == [], title
    for tab in range(window.tabs.count()):
        window.tabs.setCurrentIndex(tab)
        assert _twice(_keys_in_sight(window)) == [], window.tabs.tabText(tab)
    for dialog in _dialogs(opened):
        dialog.show()
        assert _twice(_keys_in_sight(dialog)) == [], dialog.windowTitle()
        if isinstance(dialog, FirstSteps):
            for page in range(dialog.pages.count()):
                dialog._turn_to(page)
                assert _twice(_keys_in_sight(dialog)) == [], page
        dialog.close()


def _cut_off(window: QWidget) -> list[str]:
    """Words that have less room than they need."""
    found = []
    for area in window.findChildren(QScrollArea):
        inside = area.widget()
        if inside is not None and inside.isVisible() and area.viewport().width() < inside.width():
            found.append(f"{type(inside).__name__} is wider than its place")
    for part in window.findChildren(QWidget):
        if part.window() is not window or not part.isVisible() or not _words(part):
            continue
        if isinstance(part, QLabel) and part.wordWrap():
            need = QSize(0, part.heightForWidth(part.width()))
        else:
            need = part.minimumSizeHint().expandedTo(part.sizeHint())
        if need.width() > part.width() or need.height() > part.height():
            found.append(f"{type(part).__name__} {_words(part)!r} needs {need}, has {part.size()}")
    return found


def _cut_off_for_good(window: QWidget, qtbot: QtBot) -> list[str]:
    """Figures change, and what is new is arranged a moment later."""
    for _ in range(40):
        qtbot.wait(50)
        if not _cut_off(window):
            break
    return _cut_off(window)


def _words(part: QWidget) -> str:
    if isinstance(part, QLabel | QPushButton | QToolButton | QCheckBox):
        return part.text()
    if isinstance(part, QTabBar):
        return "|".join(part.tabText(i) for i in range(part.count()))
    return ""


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_all_words_have_room(opened: Open, code: str, qtbot: QtBot) -> None:
    if code != "en":
        opened.speak(code)
    opened.start()
    window = opened.window
    none_yet = window.strip.figures
    opened.wait(lambda: window.strip.figures != none_yet)
    for size in (QSize(1180, 760), window.minimumSize()):
        window.resize(size)
        for tab in range(window.tabs.count()):
            window.tabs.setCurrentIndex(tab)
            assert _cut_off_for_good(window, qtbot) == [], (size, window.tabs.tabText(tab))
    window.tabs.setCurrentIndex(FACES)
    for dialog in _dialogs(opened):
        dialog.show()
        assert _cut_off_for_good(dialog, qtbot) == [], dialog.windowTitle()
        if isinstance(dialog, FirstSteps):
            for page in range(dialog.pages.count()):
                dialog._turn_to(page)
                assert _cut_off_for_good(dialog, qtbot) == [], page
        dialog.close()
    assert isValid(window)
