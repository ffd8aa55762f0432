"""Another engine, chosen in the window while the session runs."""

from __future__ import annotations

import gc
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app import engines
from app import session as sessions
from app.diagnostics import RecentLog
from app.errors import Kind, ModelError
from app.frame import Face, Frame, Patch, Verdict
from app.paths import downloads_dir
from app.pipeline.restore.options import RestoreOptions
from app.pipeline.swap.drawing import Drawing
from app.pipeline.swap.mesh import MeshSwapper
from app.run import RunOptions
from app.settings import Settings
from app.templates.library import TemplateLibrary
from app.templates.template import Template
from app.ui.application import _choice
from app.ui.controller import Choice, Controller, Phase
from app.ui.engine_link import EngineLink
from app.ui.language import Translations
from app.ui.preferences import Preferences
from app.ui.shell import Shell
from app.ui.side import LOOK
from tests.ui.conftest import PATIENCE_MS, Opener, Session

pytest.importorskip("onnxruntime", reason='networks need it: pip install "understudy[onnx]"')

from tests.support import nets


@pytest.fixture
def characters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two that draw, and one that is damaged, in the user's own folder."""
    monkeypatch.setenv("UNDERSTUDY_MODELS", str(tmp_path / "models"))
    folder = downloads_dir() / "dfm"
    folder.mkdir(parents=True)
    nets.dfm(folder / "Ann.dfm", 64, gain=(0.5, 0.8, 1.0))
    nets.dfm(folder / "Ben.dfm", 64, gain=(1.0, 0.8, 0.5))
    (folder / "Cut.dfm").write_bytes((folder / "Ann.dfm").read_bytes()[:-200])
    return folder


def pick(box: QComboBox, value: object) -> None:
    """As a person does: the box emits `activated`."""
    row = box.findData(value)
    assert row >= 0, [box.itemData(i) for i in range(box.count())]
    box.setCurrentIndex(row)
    box.activated.emit(row)


def opened(open_session: Opener, clip: Path, drawing: Drawing | None = None) -> Session:
    choice = Choice(source=str(clip), drawing=drawing or Drawing())
    session = open_session(choice, preferences=Preferences(Settings(drawing=choice.drawing)))
    session.window.tabs.setCurrentIndex(LOOK)
    session.wait(lambda: session.controller.engines.offers)
    return session


def test_from_the_built_in_one_to_a_character_and_back(
    open_session: Opener, clip: Path, characters: Path
) -> None:
    session = opened(open_session, clip)
    panel, controller = session.window.side.engine, session.controller
    # A slow computer would have the built-in one back.
    panel.adaptive.setChecked(False)
    engine_box = panel.boxes["engine"]
    titles = [engine_box.itemText(i) for i in range(engine_box.count())]
    assert titles == ["Built in (mesh)", "Ann", "Ben"]
    assert "Cut.dfm" in panel.problems.text()
    assert not panel.rows["morph"].isVisible()
    session.start()
    assert controller.engine is not None
    assert controller.engine.drawn_by == ("mesh", "cpu")
    assert session.window.controls.rows["shape"].isEnabled()

    engine = controller.engine
    pick(engine_box, "dfm:Ann")
    session.wait(lambda: engine.drawn_by[0] == "Ann")
    session.wait(lambda: not controller.engines.settling)
    assert controller.engine is engine, "the session went on"
    assert controller.phase is Phase.RUNNING
    assert session.window.preferences.settings.drawing.engine == "dfm:Ann"
    # What it takes no notice of cannot be turned.
    assert not session.window.controls.rows["shape"].isEnabled()
    assert session.window.controls.rows["sharpen"].isEnabled()

    pick(engine_box, "dfm:Ben")
    pick(engine_box, "dfm:Ann")
    pick(engine_box, "mesh")  # the last wish wins
    session.wait(lambda: engine.drawn_by[0] == "mesh" and not controller.engines.settling)
    assert session.window.controls.rows["shape"].isEnabled()
    session.wait(
        lambda: (
            session.window.preview.view is not None
            and session.window.preview.view.frame.verdict is Verdict.SWAPPED
        )
    )


def test_what_cannot_be_had_is_told_and_taken_back(
    open_session: Opener, clip: Path, characters: Path
) -> None:
    session = opened(open_session, clip)
    panel, controller = session.window.side.engine, session.controller
    session.start()
    (characters / "Ann.dfm").write_bytes(b"<!doctype html><title>404</title>")
    pick(panel.boxes["engine"], "dfm:Ann")
    session.wait(lambda: session.window.banner.text)
    session.wait(lambda: not controller.engines.settling)
    assert controller.engine is not None
    assert controller.engine.drawn_by[0] == "mesh"
    assert panel.boxes["engine"].currentData() == "mesh"
    assert session.window.preferences.settings.drawing.engine == "mesh"
    assert controller.phase is Phase.RUNNING


def test_a_session_begins_with_what_was_remembered(
    open_session: Opener, clip: Path, characters: Path
) -> None:
    session = opened(open_session, clip, Drawing("dfm:Ben", adaptive=False))
    assert session.window.side.engine.boxes["engine"].currentText() == "Ben"
    session.wait_for_gallery()
    session.window.start_button.click()
    session.wait_for(Phase.RUNNING)
    assert session.controller.engine is not None
    assert session.controller.engine.drawn_by[0] == "Ben"


def test_a_session_begins_without_what_has_gone(
    open_session: Opener, clip: Path, characters: Path
) -> None:
    """Covered by the built-in engine, rather than not at all."""
    session = opened(open_session, clip, Drawing("dfm:Zoe"))
    box = session.window.side.engine.boxes["engine"]
    assert box.currentText() == "dfm:Zoe (not installed)"
    session.start()
    assert session.controller.engine is not None
    assert session.controller.engine.drawn_by == ("mesh", "cpu")
    assert "Zoe" in session.window.banner.text
    assert box.currentData() == "mesh"
    # The file may be back tomorrow.
    assert session.window.preferences.settings.drawing.engine == "dfm:Zoe"


def test_sliders_turn_what_runs(open_session: Opener, clip: Path, characters: Path) -> None:
    nets.dfm(characters / "Dan.dfm", 64, morph=True)
    session = opened(open_session, clip, Drawing("dfm:Dan", adaptive=False))
    panel, controller = session.window.side.engine, session.controller
    session.wait(lambda: panel.rows["morph"].isVisible())
    session.wait_for_gallery()
    session.window.start_button.click()
    session.wait_for(Phase.RUNNING)
    engine = controller.engine
    assert engine is not None
    swapper = engine.swapper
    session.qtbot.keyClick(panel.rows["morph"].slider, Qt.Key.Key_Home)
    session.wait(lambda: controller.engines.drawing.morph == 0.0)
    assert engine.swapper is swapper, "no network was loaded again"
    assert swapper.swappers[0].drawer.morph == 0.0
    panel.rows["strength"].moved.emit(0.4)
    session.wait(lambda: controller.engines.drawing.restore == RestoreOptions(strength=0.4))


def test_a_slow_computer_is_told(open_session: Opener, clip: Path) -> None:
    session = opened(open_session, clip)
    panel, engines = session.window.side.engine, session.controller.engines
    for without, said in (
        ("enhancer", "Too slow with the enhancer"),
        ("boost", "Too slow with pixel boost"),
        ("engine", "the built-in engine draws"),
        ("", ""),
    ):
        engines._lowered.emit(without)  # as the thread does that draws
        session.wait(lambda without=without: engines.without == without)
        assert said in panel.state.text()
        assert panel.state.isVisibleTo(panel) == bool(said)


# -- what goes wrong -------------------------------------------------------------------------------


def begun(session: Session) -> list[Exception]:
    """Presses the button, and waits until it runs; what was told meanwhile."""
    told: list[Exception] = []
    session.controller.failed.connect(told.append)
    session.wait_for_gallery()
    session.window.start_button.click()
    session.wait_for(Phase.RUNNING)
    return told


def loaded(controller: Controller) -> set[str]:
    """Names of the files that are in memory."""
    manager = controller.engines.networks.manager(Drawing(), needed=True)
    assert manager is not None
    return {Path(key).name for key in manager.memory}


def test_a_defect_while_loading_leaves_the_built_in_engine(
    open_session: Opener,
    clip: Path,
    characters: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("injected\nand more")

    monkeypatch.setattr(engines, "DfmDrawer", broken)
    session = opened(open_session, clip, Drawing("dfm:Ann", adaptive=False))
    told = begun(session)
    controller = session.controller
    assert controller.engine is not None
    assert controller.engine.drawn_by == ("mesh", "cpu")
    assert [str(error) for error in told] == ["dfm:Ann cannot be loaded (injected)"]
    assert isinstance(told[0], ModelError)
    assert any(record.exc_info for record in caplog.records), "its trace is in the log"
    assert session.window.preferences.settings.drawing.engine == "mesh"

    told.clear()
    pick(session.window.side.engine.boxes["engine"], "dfm:Ben")
    session.wait(lambda: told and not controller.engines.settling)
    assert [str(error) for error in told] == ["dfm:Ben cannot be loaded (injected)"]
    assert controller.engine.drawn_by == ("mesh", "cpu")


def test_only_what_is_missing_is_left_out(
    open_session: Opener, clip: Path, characters: Path
) -> None:
    wish = Drawing("dfm:Ann", enhancer="gpen_256", mask="xseg", adaptive=False)
    session = opened(open_session, clip, wish)
    told = begun(session)
    controller = session.controller
    assert controller.engine is not None
    assert controller.engine.drawn_by[0] == "Ann"
    assert controller.engines.drawing == replace(wish, enhancer=None, mask=None)
    assert {error.kind for error in told} == {Kind.MODEL_NOT_INSTALLED}
    assert len(told) == len({str(error) for error in told}) == 2
    assert session.window.side.engine.boxes["enhancer"].currentData() is None
    assert session.window.preferences.settings.drawing == wish


def test_a_choice_made_while_a_session_starts_counts(
    open_session: Opener, clip: Path, characters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = opened(open_session, clip, Drawing("dfm:Zoe", adaptive=False))
    panel, controller = session.window.side.engine, session.controller
    begin, built, go_on = controller.engines.begin, threading.Event(), threading.Event()

    def held(build):  # type: ignore[no-untyped-def]
        engine = begin(build)
        built.set()
        assert go_on.wait(60)
        return engine

    monkeypatch.setattr(controller.engines, "begin", held)
    session.wait_for_gallery()
    session.window.start_button.click()
    session.wait(built.is_set)
    assert controller.phase is Phase.STARTING
    pick(panel.boxes["engine"], "dfm:Ann")
    go_on.set()
    session.wait_for(Phase.RUNNING)
    engine = controller.engine
    assert engine is not None
    session.wait(lambda: engine.drawn_by[0] == "Ann" and not controller.engines.settling)
    assert panel.boxes["engine"].currentData() == "dfm:Ann"
    assert session.window.preferences.settings.drawing.engine == "dfm:Ann"
    assert not session.window.banner.text


def test_an_error_is_told_once(open_session: Opener, clip: Path, characters: Path) -> None:
    session = opened(open_session, clip, Drawing(adaptive=False))
    told = begun(session)
    chosen = session.controller.engines
    chosen.choose(Drawing("dfm:Zoe", adaptive=False))
    chosen.choose(Drawing("dfm:Ann", adaptive=False))
    chosen.choose(Drawing("dfm:Zoe", adaptive=False))
    session.wait(lambda: not chosen.settling and chosen.drawing.engine == "mesh")
    assert ["Zoe" in str(error) for error in told] == [True]


def test_networks_that_nobody_draws_with_leave_memory(
    open_session: Opener, clip: Path, characters: Path
) -> None:
    session = opened(open_session, clip, Drawing(adaptive=False))
    begun(session)
    controller = session.controller
    for name in ("Ann", "Ben"):
        controller.engines.choose(Drawing(f"dfm:{name}", adaptive=False))
        session.wait(lambda name=name: loaded(controller) == {f"{name}.dfm"})
    controller.engines.choose(Drawing(adaptive=False))
    session.wait(lambda: not loaded(controller))


def test_a_start_in_vain_leaves_nothing_in_memory(
    open_session: Opener, clip: Path, characters: Path, tmp_path: Path
) -> None:
    choice = Choice(
        source=str(clip),
        drawing=Drawing("dfm:Ben", adaptive=False),
        sinks=(str(tmp_path / "nowhere" / "out.mp4"),),
    )
    session = open_session(choice)
    session.wait_for_gallery()
    session.window.start_button.click()
    session.wait(lambda: session.window.banner.text)
    session.wait_for(Phase.STOPPED)
    session.wait(lambda: not loaded(session.controller))


class Watched(MeshSwapper):
    """Says what it drew without having been prepared for it, and prepares when it may."""

    def __init__(self) -> None:
        super().__init__()
        self.ready: set[str] = set()
        self.unready: set[str] = set()
        self.drawn: set[str] = set()
        self.asked: set[str] = set()
        self.may = threading.Event()

    def prepare(self, template: Template) -> object:
        self.asked.add(template.id)
        assert template.id in self.ready or self.may.wait(60)
        made = super().prepare(template)
        self.ready.add(template.id)
        return made

    def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
        self.unready |= {template.id} - self.ready
        self.drawn.add(template.id)
        return super().swap(frame, face, template)


def test_a_face_chosen_while_an_engine_is_loaded_is_ready_in_it(
    open_session: Opener, clip: Path, characters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = opened(open_session, clip, Drawing(adaptive=False))
    begun(session)
    controller = session.controller
    watched = Watched()
    monkeypatch.setattr(sessions, "make_swapper", lambda *_: watched)
    controller.engines.choose(Drawing("dfm:Ann", adaptive=False))
    session.wait(lambda: watched.asked)
    other = controller.faces.cards[3].id
    controller.choose_template(other)
    session.wait_until_on(other)
    watched.may.set()
    session.wait(lambda: other in watched.drawn)
    assert not watched.unready


def test_a_face_is_ready_in_an_engine_that_came_while_it_was_loaded(
    open_session: Opener, clip: Path, characters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = opened(open_session, clip, Drawing(adaptive=False))
    begun(session)
    controller = session.controller
    engine = controller.engine
    assert engine is not None
    slow, watched = Watched(), Watched()
    slow.may.set()
    watched.may.set()
    slow.prepare(engine.template)
    watched.prepare(engine.template)
    slow.may.clear()
    engine.exchange(slow)
    other = controller.faces.cards[3].id
    controller.choose_template(other)
    session.wait(lambda: other in slow.asked)
    engine.exchange(watched)
    slow.may.set()
    session.wait(lambda: other in watched.drawn)
    session.wait_until_on(other)
    assert not watched.unready


def test_an_engine_that_fails_is_told(
    open_session: Opener, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(MeshSwapper):
        def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
            if broken.is_set():
                raise ModelError("the network gave no picture")
            return super().swap(frame, face, template)

    broken = threading.Event()
    broken.set()
    monkeypatch.setattr(sessions, "make_swapper", lambda *_: Broken())
    session = opened(open_session, clip)
    begun(session)
    panel, controller = session.window.side.engine, session.controller
    session.wait(lambda: panel.state.text() == "The engine fails: others see the shield.")
    assert panel.state.toolTip() == "the network gave no picture"
    engine = controller.engine
    assert engine is not None
    # Who chooses it again has it loaded again.
    before = engine.swapper
    pick(panel.boxes["engine"], "mesh")
    session.wait(lambda: engine.swapper is not before)
    broken.clear()
    session.wait(lambda: not panel.state.text())
    before = engine.swapper
    pick(panel.boxes["engine"], "mesh")
    assert not controller.engines.settling, "nothing is wrong with it"
    assert engine.swapper is before


def test_another_provider_is_tried_again(
    open_session: Opener, clip: Path, characters: Path
) -> None:
    """The network is loaded anew, not taken from where it fell back before."""
    session = opened(open_session, clip, Drawing("dfm:Ann", provider="cpu", adaptive=False))
    begun(session)
    panel, controller = session.window.side.engine, session.controller
    networks, wish = controller.engines.networks, controller.engines.drawing
    before = networks.manager(wish)
    controller.engines._noticed.emit(ModelError("it runs on the processor"))  # as a load does
    session.wait(lambda: controller.engines.fell_back)
    pick(panel.boxes["provider"], "cpu")
    session.wait(lambda: networks.manager(wish) is not before and not controller.engines.settling)
    assert not controller.engines.fell_back
    assert before is not None
    session.wait(lambda: not before.memory)


def test_an_unknown_provider_is_shown_by_its_name(
    open_session: Opener, clip: Path, characters: Path
) -> None:
    session = opened(open_session, clip, Drawing("dfm:Ben", provider="evil"))
    box = session.window.side.engine.boxes["provider"]
    assert box.currentText() == "evil"
    texts = [box.itemText(i) for i in range(box.count())]
    assert texts.count("Automatic") == 1


def test_the_command_line_s_detector_reaches_the_session(
    open_session: Opener, clip: Path, characters: Path
) -> None:
    """It is not installed here: so it is asked for where the session says so."""
    options = RunOptions(source=str(clip), detector="scrfd", sinks=("window",))
    session = open_session(_choice(options, Settings()))
    told: list[Exception] = []
    session.controller.failed.connect(told.append)
    session.wait_for_gallery()
    session.window.start_button.click()
    session.wait(lambda: told)
    assert [error.kind for error in told] == [Kind.MODEL_NOT_INSTALLED]
    session.wait_for(Phase.STOPPED)


def test_another_language_leaves_one_link(
    qtbot: QtBot, clip: Path, home: Path, translations: Translations
) -> None:
    controller = Controller(Choice(source=str(clip)), lambda: TemplateLibrary(home=home))
    preferences = Preferences(Settings())
    shell = Shell(controller, preferences, RecentLog(), translations)
    shell.window.show()

    def links() -> list[EngineLink]:
        gc.collect()
        return [one for one in gc.get_objects() if type(one) is EngineLink]

    try:
        for code in ("de", "en", "de"):
            preferences.change(language=code)
            qtbot.waitUntil(
                lambda: [link.parent() for link in links()] == [shell.window], timeout=PATIENCE_MS
            )
    finally:
        shell.quit()
        qtbot.waitUntil(lambda: controller.idle, timeout=PATIENCE_MS)
        translations.speak("en")
