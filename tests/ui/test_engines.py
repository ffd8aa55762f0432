"""Another engine, chosen in the window while the session runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from app.frame import Verdict
from app.paths import downloads_dir
from app.pipeline.restore.options import RestoreOptions
from app.pipeline.swap.drawing import Drawing
from app.settings import Settings
from app.ui.controller import Choice, Phase
from app.ui.preferences import Preferences
from app.ui.side import LOOK
from tests.ui.conftest import Opener, Session

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
