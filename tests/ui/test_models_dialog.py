"""The models' dialog against a real server: fetched, paused, verified, removed; never unasked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.download import PART
from app.errors import UnderstudyError
from app.models import registry as registry_module
from app.models import store as store_module
from app.models.licences import Acceptance
from app.models.store import ModelStore
from app.ui import theme
from app.ui.model_row import ModelRow
from app.ui.model_shelf import ModelShelf, Place
from app.ui.models_dialog import ModelsDialog, TermsDialog
from app.ui.theme import DARK, LIGHT, Theme
from app.ui.worker import Jobs
from tests.models.conftest import (  # noqa: F401  # fixtures
    EYES,
    FACE,
    FREE,
    acceptance,
    home,
    registry,
    server,
    store,
    toml,
    write_registry,
)
from tests.support.server import Server
from tests.ui.conftest import PATIENCE_MS, Opener


class Bench:
    """A dialog over a shelf, with what tests ask of them."""

    def __init__(self, qtbot: QtBot, store: ModelStore) -> None:  # noqa: F811
        self.qtbot, self.store = qtbot, store
        self.failures: list[UnderstudyError] = []
        self.jobs = Jobs(self.failures.append, lambda: None)
        self.shelf = ModelShelf(self.jobs, lambda: store)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.open()

    def open(self) -> None:
        self.dialog = ModelsDialog(self.shelf, False, self.window)
        self.dialog.show()
        rows = self.dialog.rows
        self.wait(lambda: rows and all(row.isVisible() for row in rows.values()))

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def wait_for(self, name: str, place: Place) -> None:
        """Until a model is there, or not, and nothing is done with it any more."""
        self.wait(lambda: self.card(name).place is place and self.jobs.running == 0)

    def card(self, name: str):
        card = self.shelf.card(name)
        assert card is not None
        return card

    def row(self, name: str) -> ModelRow:
        return self.dialog.rows[name]

    def shown(self, name: str) -> list[str]:
        return [one.text() for one in self.row(name).buttons if one.isVisibleTo(self.row(name))]

    @property
    def asked(self):
        (asked,) = self.dialog.asked
        return asked


@pytest.fixture
def bench(qtbot: QtBot, store: ModelStore) -> Iterator[Bench]:  # noqa: F811
    before = set(threading.enumerate())
    made = Bench(qtbot, store)
    yield made
    made.shelf.stop()
    made.wait(lambda: made.jobs.running == 0)
    assert not made.failures
    assert set(threading.enumerate()) - before <= {
        thread for thread in threading.enumerate() if "process_request" in thread.name
    }


def press(one: QPushButton) -> None:
    """By the keyboard, as whoever has no mouse does."""
    assert one.isVisible()
    one.setFocus()
    QTest.keyClick(one, Qt.Key.Key_Space)


def test_only_what_the_app_can_use_is_shown(bench: Bench) -> None:
    assert list(bench.dialog.rows) == ["face", "free", "hand"]
    assert bench.row("face").state.text() == "Not installed"
    assert "anonymity meter" in bench.row("face").use.text()
    assert "understudy evaluate" in bench.row("free").use.text()
    assert "Strict, non-commercial" in bench.row("face").facts.text()
    assert bench.shown("face") == ["Download"]
    assert bench.dialog.total.text().startswith("0 of 3 installed, 0.0 MB")


def test_what_several_need_has_a_card_of_its_own(
    qtbot: QtBot,
    write_registry,  # noqa: F811
    server: Server,  # noqa: F811
    home: Path,  # noqa: F811
) -> None:
    text = toml(server.url).replace('manual = "Ask', 'requires = ["eyes"]\nmanual = "Ask')
    bench = Bench(qtbot, ModelStore(write_registry(text)))
    assert list(bench.dialog.rows) == ["face", "eyes", "free", "hand"]
    assert bench.row("eyes").use.text() == "Needed by Face, By hand."
    Acceptance().record(bench.card("face").model.licence)
    press(bench.row("face").download)
    bench.wait_for("face", Place.HERE)
    assert bench.card("eyes").place is Place.HERE
    bench.shelf.remove("face")
    bench.wait_for("face", Place.NOWHERE)
    assert bench.card("eyes").place is Place.HERE  # the other may need it


def test_a_program_that_it_needs_is_named(
    qtbot: QtBot,
    write_registry,  # noqa: F811
    server: Server,  # noqa: F811
    home: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = toml(server.url).replace('name = "free"', 'name = "free"\nneeds = ["dlib"]')
    registry = write_registry(text)  # noqa: F811
    monkeypatch.setattr(registry_module.importlib.util, "find_spec", lambda name: None)
    bench = Bench(qtbot, ModelStore(registry))
    assert bench.row("free").needs.isVisible()
    assert 'pip install "understudy[evaluate]"' in bench.row("free").needs.text()
    assert not bench.row("face").needs.isVisible()


def test_a_free_one_comes_at_a_press(bench: Bench) -> None:
    press(bench.row("free").download)
    bench.wait_for("free", Place.HERE)
    assert bench.store.find("free").read_bytes() == FREE
    row = bench.row("free")
    assert row.state.text() == "Installed"
    assert bench.shown("free") == ["Verify", "Remove…"]
    assert row.buttons[4].hasFocus()  # it did not get lost with the button
    assert "0.2 MB" in bench.dialog.total.text()


def test_terms_are_asked_before_anything_is_fetched(bench: Bench, server: Server) -> None:  # noqa: F811
    press(bench.row("face").download)
    bench.wait(lambda: bench.dialog.asked)
    asked = bench.asked
    assert isinstance(asked, TermsDialog)
    texts = " ".join(label.text() for label in asked.findChildren(type(bench.dialog.total)))
    assert "Only for research." in texts
    assert server.paths == []
    asked.no.click()
    bench.wait(lambda: not bench.dialog.asked and bench.jobs.running == 0)
    assert server.paths == []
    assert not Acceptance().file.exists()
    press(bench.row("face").download)
    bench.wait(lambda: bench.dialog.asked)
    bench.asked.yes.click()
    bench.wait_for("face", Place.HERE)
    assert bench.store.find("face").read_bytes() == FACE
    assert bench.store.find("eyes").read_bytes() == EYES  # which it requires
    assert "strict" in Acceptance().file.read_text("utf-8")
    bench.shelf.remove("face")
    bench.wait_for("face", Place.NOWHERE)
    press(bench.row("face").download)  # asked once
    bench.wait_for("face", Place.HERE)


@pytest.fixture
def held(server: Server, write_registry, home: Path) -> ModelStore:  # noqa: F811
    """Its server sends half of the free one and waits."""
    text = toml(server.url).replace("/plain/free.onnx", "/held/free.onnx")
    text = text.replace('name = "free"', f'name = "free"\nbytes = {len(FREE)}')
    return ModelStore(write_registry(text))


@pytest.fixture
def held_bench(qtbot: QtBot, held: ModelStore, server: Server) -> Iterator[Bench]:  # noqa: F811
    made = Bench(qtbot, held)
    yield made
    server.gate.set()
    made.shelf.stop()
    made.wait(lambda: made.jobs.running == 0)


def begin(bench: Bench, server: Server) -> None:  # noqa: F811
    """Half of it is there, and it shows."""
    press(bench.row("free").download)
    part = bench.store.home / f"free.onnx{PART}"
    bench.wait(lambda: part.exists() and bench.row("free").bar.value() > 0)
    assert bench.shown("free") == ["Pause", "Cancel"]
    assert bench.row("free").state.text() == "Downloading…"
    assert bench.row("free").count.text() == "0.1 of 0.2 MB"


def test_pause_and_resume(held_bench: Bench, server: Server) -> None:  # noqa: F811
    bench = held_bench
    begin(bench, server)
    press(bench.row("free").pause)
    server.gate.set()  # what comes next ends it
    bench.wait_for("free", Place.BEGUN)
    kept = bench.card("free").kept
    assert 0 < kept < len(FREE)
    assert bench.shown("free") == ["Resume", "Cancel"]
    bench.dialog.close()
    bench.open()  # and another start of the app would know it as well
    assert bench.row("free").state.text() == "Paused"
    assert bench.row("free").bar.value() > 0
    press(bench.row("free").download)
    bench.wait_for("free", Place.HERE)
    assert server.ranges[-1] == f"bytes={kept}-"
    assert bench.store.find("free").read_bytes() == FREE


def test_cancel_keeps_nothing(held_bench: Bench, server: Server) -> None:  # noqa: F811
    bench = held_bench
    begin(bench, server)
    press(bench.row("free").cancel)
    server.gate.set()
    bench.wait_for("free", Place.NOWHERE)
    assert not list(bench.store.home.glob("free*"))
    assert bench.shown("free") == ["Download"]


def test_a_paused_one_can_be_given_up(held_bench: Bench, server: Server) -> None:  # noqa: F811
    bench = held_bench
    begin(bench, server)
    bench.dialog.close()  # closing pauses
    server.gate.set()
    bench.wait_for("free", Place.BEGUN)
    bench.open()
    press(bench.row("free").cancel)
    bench.wait_for("free", Place.NOWHERE)
    assert not list(bench.store.home.glob("free*"))


def test_what_goes_wrong_is_told_in_its_row(bench: Bench, server: Server) -> None:  # noqa: F811
    server.contents["free.onnx"] = FREE[:-1] + b"x"
    press(bench.row("free").download)
    bench.wait(lambda: bench.row("free").line.text())
    assert "sha256" in bench.row("free").line.text()
    assert bench.shown("free") == ["Download"]
    server.contents["free.onnx"] = FREE
    press(bench.row("free").download)
    bench.wait_for("free", Place.HERE)
    assert bench.row("free").line.property("role") == "info"


def test_verify_and_an_altered_file(bench: Bench) -> None:
    press(bench.row("free").download)
    bench.wait_for("free", Place.HERE)
    press(bench.row("free").verify)
    bench.wait(lambda: bench.row("free").line.text() == "Every byte is as published.")
    bench.store.find("free").write_bytes(FREE[:-1] + b"x")
    press(bench.row("free").verify)
    bench.wait_for("free", Place.ALTERED)
    bench.wait(lambda: "damaged, or another" in bench.row("free").line.text())
    assert bench.shown("free") == ["Download again", "Remove…"]
    press(bench.row("free").download)
    bench.wait_for("free", Place.HERE)


def test_removing_asks_first(bench: Bench) -> None:
    press(bench.row("free").download)
    bench.wait_for("free", Place.HERE)
    press(bench.row("free").remove)
    bench.asked.no.click()
    assert bench.store.is_there(bench.card("free").model)
    press(bench.row("free").remove)
    bench.asked.yes.click()
    bench.wait_for("free", Place.NOWHERE)
    assert not (bench.store.home / "free.onnx").exists()


def test_another_programs_file_is_used_and_left_alone(bench: Bench, home: Path) -> None:  # noqa: F811
    path = home / ".insightface" / "models" / "free.onnx"
    path.parent.mkdir(parents=True)
    path.write_bytes(FREE)
    bench.shelf.read()
    bench.wait_for("free", Place.ELSEWHERE)
    assert bench.row("free").state.text() == "Installed by another program"
    assert str(path.parent) in bench.row("free").facts.text()
    assert bench.shown("free") == ["Verify"]


def test_by_hand(bench: Bench, tmp_path: Path) -> None:
    row = bench.row("hand")
    assert row.manual.isVisible()
    assert row.manual.text() == "Ask its makers."
    assert bench.shown("hand") == ["Choose a file…"]
    path = tmp_path / "some file"
    path.write_bytes(b"other")
    bench.dialog.take_file(str(path))
    bench.wait(lambda: bench.dialog.line.property("role") == "error")
    assert "no file that Understudy knows" in bench.dialog.line.text()
    path.write_bytes(b"hands")
    bench.dialog.take_file(str(path))
    bench.wait(lambda: bench.dialog.asked)
    bench.asked.yes.click()
    bench.wait_for("hand", Place.HERE)
    assert (bench.store.home / "hand.onnx").read_bytes() == b"hands"
    assert not row.manual.isVisible()


def test_the_folder_is_shown(bench: Bench) -> None:
    class Handler(QObject):
        urls: list[QUrl] = []  # noqa: RUF012  # a class for this test alone

        @Slot(QUrl)
        def handle(self, url: QUrl) -> None:
            self.urls.append(url)

    handler = Handler()
    QDesktopServices.setUrlHandler("file", handler, "handle")
    try:
        press(bench.dialog.folder_button)
        assert bench.store.home.is_relative_to(Path(handler.urls[0].toLocalFile()))
        bench.store.home.mkdir(parents=True)
        press(bench.dialog.folder_button)
        assert Path(handler.urls[1].toLocalFile()) == bench.store.home
    finally:
        QDesktopServices.unsetUrlHandler("file")


def test_everything_can_be_reached_by_keyboard_and_has_a_name(bench: Bench) -> None:
    dialog = bench.dialog
    reached, here = set(), dialog.focusWidget()
    for _ in range(40):
        reached.add(here)
        bench.qtbot.keyClick(here, Qt.Key.Key_Tab)
        here = dialog.focusWidget()
    wanted = [one for one in dialog.findChildren(QPushButton) if one.isVisible()]
    assert wanted
    assert reached >= set(wanted)
    names = [one.accessibleName() or one.text() for one in wanted]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)
def test_nothing_is_cut_off(bench: Bench, qapp: QApplication, colours: Theme) -> None:
    theme.apply(qapp, colours)
    try:
        bench.dialog.painted()
        bench.dialog.resize(bench.dialog.minimumSizeHint())
        qapp.processEvents()
        for one in bench.dialog.findChildren(QPushButton):
            if one.isVisible():
                assert one.width() >= one.sizeHint().width()
        for row in bench.dialog.rows.values():
            for label in (row.use, row.facts):
                assert label.height() >= label.heightForWidth(label.width())
    finally:
        theme.apply(qapp, LIGHT)


def test_the_command_opens_it_beside_the_window(open_session: Opener) -> None:
    session = open_session()
    session.window.actions_["models.manage"].trigger()
    dialog = session.window.dialogs["models"]
    assert isinstance(dialog, ModelsDialog)
    assert not dialog.isModal()
    session.wait(lambda: "mobilefacenet" in dialog.rows)
    assert "dlib_shape" not in dialog.rows  # part of the recogniser
    assert "inswapper_128" in dialog.rows


def test_the_meter_without_weights_leads_here(
    open_session: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNDERSTUDY_MODELS", str(tmp_path / "none"))
    monkeypatch.setattr(store_module, "_others", lambda: ())
    session = open_session()
    window = session.window
    window.actions_["session.meter"].trigger()
    session.wait(lambda: window.banner.text)
    assert "not installed" in window.banner.text
    session.wait(lambda: window.banner.button.isVisible())
    assert window.banner.button.text() == "Models…"
    QTest.mouseClick(window.banner.button, Qt.MouseButton.LeftButton)
    dialog = window.dialogs["models"]
    assert isinstance(dialog, ModelsDialog)
    session.wait(lambda: dialog.rows)
    assert dialog.rows["mobilefacenet"].state.text() == "Not installed"
