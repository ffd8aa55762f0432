"""More faces and fewer: the gallery, the dialogs, and what happens to the face that is on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import TemplateError, UnderstudyError
from app.frame import Verdict
from app.paths import assets_dir
from app.templates.blend import MAX_SHARE
from app.templates.library import DEFAULT, TemplateLibrary
from app.templates.mix import mix
from app.templates.pack import open_pack
from app.templates.photoreal import PHOTOREAL
from app.ui.controller import Phase
from app.ui.dialog import Question
from app.ui.faces import Card, Faces
from app.ui.installation import Installation
from app.ui.mix_dialog import MixDialog
from app.ui.mixer import percentages
from app.ui.photoreal_dialog import PhotorealDialog
from app.ui.trust import Trust
from app.ui.worker import run_job
from tests.ui.conftest import Opener, Session

MIRROR = Path(__file__).resolve().parents[3] / "shared" / "mirror" / "sfhq-t2i"


def _dialog(session: Session, kind: type[QDialog]) -> QDialog:
    found = [d for d in session.window.findChildren(kind) if d.isVisible()]
    assert len(found) == 1
    return found[0]


def _mixing(session: Session) -> MixDialog:
    session.wait_for_gallery()
    session.window.actions_["faces.mix"].trigger()
    dialog = _dialog(session, MixDialog)
    assert isinstance(dialog, MixDialog)
    return dialog


def _pick(dialog: MixDialog, *template_ids: str) -> None:
    for template_id in template_ids:
        item = dialog.parents.item_of(template_id)
        assert item is not None
        item.setSelected(True)


def _closed(session: Session, kind: type[QDialog]) -> bool:
    return not any(dialog.isVisible() for dialog in session.window.findChildren(kind))


def _people(home: Path) -> list[str]:
    """Ids of the built-in people."""
    items = TemplateLibrary(home=home / "none").list()
    return [item.id for item in items if item.entry.kind == "human"]


def _stored(home: Path, name: str = "Quinn", count: int = 3) -> str:
    """Stores a blend before the window opens; returns its id."""
    people = _people(home)
    return TemplateLibrary(home=home).blend(dict.fromkeys(people[-count:], 1.0), name)


# -- the gallery -----------------------------------------------------------------------------------


def test_faces_come_in_sections(open_session: Opener, home: Path) -> None:
    blend = _stored(home)
    session = open_session()
    session.wait_for_gallery()
    gallery = session.window.gallery
    rows = [gallery.item(row) for row in range(gallery.count())]
    titles = [item.text() for item in rows if gallery.id_of(item) is None]
    assert titles == ["People", "Characters", "Your own"]
    assert gallery.id_of(rows[-1]) == blend
    assert rows[-1].text() == "Quinn"
    assert not rows[0].flags() & Qt.ItemFlag.ItemIsEnabled


def test_arrow_keys_step_over_the_titles(open_session: Opener, qtbot: QtBot) -> None:
    session = open_session()
    session.wait_for_gallery()
    gallery = session.window.gallery
    gallery.setFocus()
    faces = [gallery.id_of(item) for item in gallery.items_()]
    assert session.marked == DEFAULT
    qtbot.keyClick(gallery, Qt.Key.Key_Home)
    walked = [session.marked]
    for _ in faces[1:]:
        qtbot.keyClick(gallery, Qt.Key.Key_Right)
        walked.append(session.marked)
    assert walked == faces
    qtbot.keyClick(gallery, Qt.Key.Key_Right)
    assert session.marked == faces[-1]
    qtbot.keyClick(gallery, Qt.Key.Key_Home)
    assert session.marked == faces[0]
    for _ in faces:
        qtbot.keyClick(gallery, Qt.Key.Key_Down)
    last = gallery.visualItemRect(gallery.item(gallery.count() - 1)).top()
    assert gallery.visualItemRect(gallery.currentItem()).top() == last
    qtbot.keyClick(gallery, Qt.Key.Key_PageUp)
    assert gallery.id_of(gallery.currentItem()) in faces
    assert gallery.visualItemRect(gallery.currentItem()).top() < last
    session.wait_until_on(session.marked or "")


def test_thumbnails_of_blends_come_later(open_session: Opener, home: Path) -> None:
    blends = {_stored(home, "Quinn"), _stored(home, "Wren", 4)}
    session = open_session()
    faces = session.controller.faces
    listed: list[list[Card]] = []
    came: list[Card] = []
    faces.listed.connect(lambda cards: listed.append(list(cards)))
    faces.card_changed.connect(came.append)
    session.wait_for_gallery()
    assert {card.id for card in listed[0] if card.thumbnail is None} == blends
    assert not any(card.error for card in listed[0])
    session.wait(lambda: {card.id for card in came} == blends)
    assert all(card.thumbnail is not None for card in faces.cards)
    # They are not made again when the list is.
    faces.read()
    session.wait(lambda: len(listed) == 2)
    assert all(card.thumbnail is not None for card in listed[1])


def test_what_cannot_be_used_is_told_in_one_line(open_session: Opener, home: Path) -> None:
    good = _stored(home)
    (home / "blends" / "broken.toml").write_text("schema = 1\n")
    (home / "blends" / "worse.toml").write_text("]")
    session = open_session()
    session.wait_for_gallery()
    session.wait(lambda: session.window.banner.text)
    assert "broken.toml" in session.window.banner.text
    assert "(and 1 more)" in session.window.banner.text
    assert "\n" not in session.window.banner.text
    assert session.window.gallery.item_of(good) is not None
    session.choose(good)
    session.wait_until_on(good)


def test_a_name_that_nobody_has(open_session: Opener, clip: Path) -> None:
    from app.ui.controller import Choice

    session = open_session(Choice(source=str(clip), template="nobody"))
    session.wait_for_gallery()
    assert "nobody" in session.window.banner.text
    assert session.controller.template_id == DEFAULT


# -- a blend whose parent is gone ------------------------------------------------------------------


def _with_photoreal(home: Path) -> Callable[[], TemplateLibrary]:
    """A library with the built-in faces once more as its photoreal pack, until it is removed."""
    source = assets_dir() / "templates" / "builtin"
    folder = home / PHOTOREAL
    shutil.copytree(source, folder)
    manifest = folder / "pack.toml"
    manifest.write_text(manifest.read_text().replace('id = "builtin"', f'id = "{PHOTOREAL}"', 1))

    def opened() -> TemplateLibrary:
        packs = [TemplateLibrary(home=home / "none").list()[0].pack]
        if folder.exists():
            packs.append(open_pack(folder))
        return TemplateLibrary(packs, home)

    return opened


def test_the_photoreal_pack_is_removed_with_what_needs_it(open_session: Opener, home: Path) -> None:
    opened = _with_photoreal(home)
    theirs = [f"{PHOTOREAL}/{name.partition('/')[2]}" for name in _people(home)]
    blend = opened().blend(dict.fromkeys(theirs[:3], 1), "Quinn")
    session = open_session(None, opened)
    session.wait_for_gallery()
    window, controller = session.window, session.controller
    assert not window.actions_["faces.photoreal"].isVisible()
    session.choose(blend)
    session.wait_until_on(blend)
    session.start()

    window.faces_link.remove_menu.actions()[-1].trigger()
    question = _dialog(session, Question)
    assert isinstance(question, Question)
    on_when_removed: list[str] = []
    controller.faces.removed.connect(
        lambda _what: on_when_removed.append(controller.engine.template.id)  # type: ignore[union-attr]
    )
    question.yes.click()
    session.wait(lambda: on_when_removed)
    assert on_when_removed == [DEFAULT]
    assert controller.template_id == DEFAULT
    assert controller.phase is Phase.RUNNING
    assert not (home / PHOTOREAL).exists()
    assert not controller.faces.of_pack(PHOTOREAL)
    assert window.actions_["faces.photoreal"].isVisible()

    # The blend stays, says what it lacks, cannot be put on, and can be removed.
    session.wait(lambda: (card := controller.faces.card(blend)) is not None and card.error)
    item = window.gallery.item_of(blend)
    assert item is not None
    assert "not installed" in item.toolTip()
    window.banner.hide()
    session.choose(blend)
    session.wait(lambda: window.banner.text)
    assert "not installed" in window.banner.text
    assert session.marked == DEFAULT
    window.gallery.removal_wanted.emit(blend)
    question = _dialog(session, Question)
    assert isinstance(question, Question)
    question.yes.click()
    session.wait(lambda: controller.faces.card(blend) is None)
    assert not window.faces_link.remove_menu.isEnabled()


# -- removing --------------------------------------------------------------------------------------


def test_it_asks_before_it_removes(open_session: Opener, home: Path, qtbot: QtBot) -> None:
    blend = _stored(home)
    session = open_session()
    session.wait_for_gallery()
    session.choose(blend)
    session.wait_until_on(blend)
    gallery = session.window.gallery
    gallery.setFocus()
    qtbot.keyClick(gallery, Qt.Key.Key_Delete)
    question = _dialog(session, Question)
    assert isinstance(question, Question)
    assert question.focusWidget() is question.no
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert _closed(session, Question)
    assert session.controller.faces.card(blend) is not None
    assert (home / "blends" / "quinn.toml").exists()
    # What is a part of the app cannot even be asked about.
    session.choose(session.controller.faces.cards[0].id)
    qtbot.keyClick(gallery, Qt.Key.Key_Delete)
    session.wait(lambda: _closed(session, Question))


def test_what_is_on_makes_way_before_it_is_removed(open_session: Opener, home: Path) -> None:
    blend = _stored(home)
    session = open_session()
    controller = session.controller
    session.wait_for_gallery()
    session.choose(blend)
    session.wait_until_on(blend)
    session.start()
    happened: list[str] = []
    verdicts: set[Verdict] = set()
    controller.template_changed.connect(
        lambda name: happened.append(f"on {name} {(home / 'blends' / 'quinn.toml').exists()}")
    )
    controller.faces.removed.connect(lambda _what: happened.append("removed"))
    controller.frame_ready.connect(
        lambda: _note(session, verdicts), Qt.ConnectionType.QueuedConnection
    )
    controller.remove_faces(blend)
    session.wait(lambda: "removed" in happened)
    assert happened[0] == f"on {DEFAULT} True"
    assert controller.engine is not None
    assert controller.engine.template.id == DEFAULT
    assert session.marked == DEFAULT
    assert controller.phase is Phase.RUNNING
    session.wait_until_told(Trust.COVERED)
    assert verdicts <= {Verdict.SWAPPED, Verdict.SHIELDED}


def _note(session: Session, verdicts: set[Verdict]) -> None:
    view = session.window.preview.view
    if view is not None:
        verdicts.add(view.frame.verdict)


def test_without_another_face_nothing_is_removed(
    open_session: Opener, home: Path, tmp_path: Path
) -> None:
    blend = _stored(home)
    session = open_session()
    session.wait_for_gallery()
    session.choose(blend)
    session.wait_until_on(blend)
    controller = session.controller
    library = controller.faces.library
    assert library is not None
    default = library.default
    # The first template breaks after it was listed.
    copy = tmp_path / "copy"
    shutil.copytree(assets_dir() / "templates" / "builtin", copy)
    (copy / default.partition("/")[2] / "texture.png").unlink()
    library._packs[0] = open_pack(copy)
    controller.remove_faces(blend)
    session.wait(lambda: session.window.banner.text)
    session.wait(lambda: not controller.faces.busy)
    assert controller.template_id == blend
    assert (home / "blends" / "quinn.toml").exists()


def test_two_changes_at_once_are_both_made(open_session: Opener, home: Path) -> None:
    session = open_session()
    faces = session.controller.faces
    faces.invent()
    faces.invent()
    session.wait(lambda: len(faces.of_pack("blends")) == 2)
    session.wait(lambda: not faces.busy)
    ids = {card.id for card in faces.of_pack("blends")}
    assert ids == {f"blends/{path.stem}" for path in (home / "blends").glob("*.toml")}


# -- inventing -------------------------------------------------------------------------------------


def test_invent_puts_it_on_and_tells_its_name(open_session: Opener, home: Path) -> None:
    session = open_session()
    session.start()
    session.window.actions_["faces.invent"].trigger()
    assert not session.window.actions_["faces.invent"].isEnabled()
    controller = session.controller
    session.wait(lambda: (controller.template_id or "").startswith("blends/"))
    assert controller.engine is not None
    assert controller.engine.template.id == controller.template_id == session.marked
    card = controller.faces.card(controller.template_id or "")
    assert card is not None
    assert card.name in session.window.banner.text
    assert card.description in session.window.banner.text
    assert session.window.banner.property("tone") == "note"
    assert session.window.actions_["faces.invent"].isEnabled()


def test_what_cannot_be_stored_is_told(open_session: Opener, home: Path) -> None:
    session = open_session()
    session.wait_for_gallery()
    home.mkdir(parents=True)
    (home / "blends").write_text("in the way")
    session.window.actions_["faces.invent"].trigger()
    session.wait(lambda: session.window.banner.text)
    assert session.window.banner.property("tone") == "error"
    assert session.window.actions_["faces.invent"].isEnabled()


# -- mixing ----------------------------------------------------------------------------------------


def test_shares_are_whole_percent() -> None:
    assert percentages({}) == {}
    assert percentages({"a": 50, "b": 50, "c": 50}) == {"a": 34, "b": 33, "c": 33}
    for weights in ([5, 100, 100, 100, 100, 100], [7, 13, 99], [1, 1], [64, 64, 64, 31]):
        shares = percentages({str(i): weight for i, weight in enumerate(weights)})
        assert sum(shares.values()) == 100
        assert all(share >= 1 for share in shares.values())


def test_mix_save_and_put_on(open_session: Opener, home: Path) -> None:
    session = open_session()
    dialog = _mixing(session)
    people = _people(home)
    assert not dialog.save_button.isEnabled()
    assert dialog.name.text()
    _pick(dialog, people[0])
    assert not dialog.save_button.isEnabled()
    _pick(dialog, people[1])
    assert not any(row.slider.isEnabled() for row in dialog.rows.values())
    _pick(dialog, people[2])
    assert [row.percent.text() for row in dialog.rows.values()] == ["34 %", "33 %", "33 %"]
    assert all(row.slider.isEnabled() for row in dialog.rows.values())
    _pick(dialog, people[3])
    dialog.rows[people[0]].slider.setValue(100)
    dialog.vary_button.click()
    session.wait(lambda: dialog.picture.image is not None)
    assert not dialog.picture.accessibleDescription()

    # What is shown is what these parents give.
    library = TemplateLibrary(home=home)
    parents = [library.load(name) for name in people[:4]]
    expected = mix(parents, [40, 20, 20, 20], 1, "x", "x", "x")
    assert dialog.picture.image is not None
    assert np.array_equal(dialog.picture.image, expected.texture)

    dialog.name.setText("Aunt Maud")
    dialog.save_button.click()
    session.wait(lambda: _closed(session, MixDialog))
    session.wait_until_on("blends/aunt-maud")
    assert session.marked == "blends/aunt-maud"
    # And what is stored is what was shown.
    stored = TemplateLibrary(home=home).load("blends/aunt-maud")
    assert np.array_equal(stored.texture, expected.texture)
    assert stored.name == "Aunt Maud"


def test_the_rule_is_explained_as_soon_as_it_is_broken(open_session: Opener, home: Path) -> None:
    session = open_session()
    dialog = _mixing(session)
    people = _people(home)[:3]
    _pick(dialog, *people)
    assert dialog.save_button.isEnabled()
    dialog.rows[people[1]].slider.setValue(5)
    dialog.rows[people[2]].slider.setValue(5)
    strong = session.controller.faces.card(people[0])
    assert strong is not None
    assert strong.name in dialog.rule.text()
    assert f"more than {100 * MAX_SHARE:.0f} %" in dialog.rule.text()
    assert not dialog.save_button.isEnabled()
    assert not dialog.vary_button.isEnabled()
    dialog.rows[people[0]].slider.setValue(5)
    assert strong.name not in dialog.rule.text()
    assert dialog.save_button.isEnabled()


def test_only_six_and_only_of_one_kind(open_session: Opener, home: Path) -> None:
    session = open_session()
    dialog = _mixing(session)
    cards = {card.id: card for card in session.controller.faces.cards}

    def offered() -> set[str]:
        return {
            str(dialog.parents.id_of(item))
            for item in dialog.parents.items_()
            if item.flags() & Qt.ItemFlag.ItemIsEnabled
        }

    assert offered() == set(cards)
    character = next(card.id for card in cards.values() if card.kind == "character")
    _pick(dialog, character)
    assert offered() == {card.id for card in cards.values() if card.kind == "character"}
    dialog.parents.clearSelection()
    assert offered() == set(cards)
    six = _people(home)[:6]
    _pick(dialog, *six)
    assert offered() == set(six)
    assert len(dialog.rows) == 6
    first = dialog.parents.item_of(six[0])
    assert first is not None
    first.setSelected(False)
    assert len(dialog.rows) == 5
    assert set(_people(home)) <= offered()


def test_parents_are_chosen_by_keyboard(open_session: Opener, qtbot: QtBot, home: Path) -> None:
    session = open_session()
    dialog = _mixing(session)
    people = _people(home)
    dialog.parents.setFocus()
    qtbot.keyClick(dialog.parents, Qt.Key.Key_Home)
    qtbot.keyClick(dialog.parents, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.parents, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.parents, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.parents, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.parents, Qt.Key.Key_Return)
    assert list(dialog.rows) == people[:3]
    assert dialog.isVisible()
    session.wait(lambda: all(row.slider.isVisible() for row in dialog.rows.values()))
    # From the faces to their shares, and on.
    for name in people[:3]:
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is dialog.rows[name].slider
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.vary_button


def test_a_name_that_is_taken(open_session: Opener, home: Path, qtbot: QtBot) -> None:
    _stored(home, "Quinn")
    session = open_session()
    dialog = _mixing(session)
    _pick(dialog, *_people(home)[:3])
    dialog.name.clear()
    qtbot.keyClicks(dialog.name, "quinn")
    assert "already" in dialog.error.text()
    assert not dialog.save_button.isEnabled()
    qtbot.keyClicks(dialog.name, "cy")
    assert dialog.error.isHidden()
    assert dialog.save_button.isEnabled()
    dialog.name.setText("   ")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Space)
    assert not dialog.save_button.isEnabled()


def test_a_mix_that_cannot_be_stored(open_session: Opener, home: Path) -> None:
    session = open_session()
    dialog = _mixing(session)
    _pick(dialog, *_people(home)[:3])
    home.mkdir(parents=True)
    (home / "blends").write_text("in the way")
    dialog.save_button.click()
    session.wait(lambda: not dialog.error.isHidden())
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()
    assert "\n" not in dialog.error.text()


def test_a_parent_that_cannot_be_loaded(open_session: Opener, tmp_path: Path, home: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(assets_dir() / "templates" / "builtin", copy)
    people = _people(home)
    (copy / people[0].partition("/")[2] / "mouth.png").unlink()
    session = open_session(None, lambda: TemplateLibrary([open_pack(copy)], home))
    dialog = _mixing(session)
    _pick(dialog, *people[:3])
    session.wait(lambda: "altered or is damaged" in dialog.rule.text())
    assert not dialog.save_button.isEnabled()
    broken = dialog.parents.item_of(people[0])
    assert broken is not None
    broken.setSelected(False)
    _pick(dialog, people[3])
    session.wait(lambda: dialog.picture.image is not None)
    assert dialog.save_button.isEnabled()


def test_the_newest_wish_wins(open_session: Opener, home: Path) -> None:
    session = open_session()
    dialog = _mixing(session)
    people = _people(home)
    _pick(dialog, *people[:3])
    session.wait(lambda: dialog.picture.image is not None)
    first = dialog.picture.image
    shown: list[int] = []
    mixer = dialog._mixer
    mixer.mixed.connect(lambda _template: shown.append(mixer.seed))
    for _ in range(3):
        dialog.vary_button.click()
        mixer._begin()  # as if each came while the last one is being mixed
    session.wait(lambda: shown)
    assert shown == [3]
    assert dialog.picture.image is not first


@pytest.mark.parametrize("when", ["mixing", "saving"])
def test_the_window_closes_while_the_dialog_works(
    open_session: Opener, home: Path, when: str
) -> None:
    session = open_session()
    dialog = _mixing(session)
    _pick(dialog, *_people(home)[:3])
    if when == "mixing":
        dialog._mixer._begin()
    else:
        dialog.save_button.click()
    session.close()
    assert _closed(session, MixDialog)


# -- photoreal faces -------------------------------------------------------------------------------


def _adding(session: Session) -> PhotorealDialog:
    session.wait_for_gallery()
    session.window.actions_["faces.photoreal"].trigger()
    dialog = _dialog(session, PhotorealDialog)
    assert isinstance(dialog, PhotorealDialog)
    return dialog


def test_it_says_what_will_happen(open_session: Opener) -> None:
    from PySide6.QtWidgets import QLabel

    dialog = _adding(open_session())
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for word in ("Nine", "no real person", "MIT", "11 MB", "GitHub", "Nothing of yours is sent"):
        assert word in said
    assert not dialog.bar.isVisible()
    dialog.cancel_button.click()
    assert not dialog.isVisible()


def test_a_folder_that_is_no_mirror(open_session: Opener, tmp_path: Path, home: Path) -> None:
    session = open_session()
    dialog = _adding(session)
    empty = tmp_path / "empty"
    empty.mkdir()
    dialog.take_folder(str(empty))
    assert dialog.bar.isVisible()
    assert not dialog.download_button.isVisible()
    session.wait(lambda: dialog.error.text())
    assert str(empty) in dialog.error.text()
    assert "\n" not in dialog.error.text()
    assert dialog.isVisible()
    assert not dialog.bar.isVisible()
    assert dialog.download_button.isVisible()
    assert dialog.folder_button.isVisible()
    assert not (home / PHOTOREAL).exists()
    assert session.window.actions_["faces.photoreal"].isVisible()
    # The next try does not show the last one's error.
    dialog.take_folder(str(empty))
    assert dialog.error.isHidden()
    session.wait(lambda: dialog.error.text())


def test_cancelling_leaves_nothing(qtbot: QtBot, home: Path, tmp_path: Path) -> None:
    held: list[Callable[[], None]] = []

    def run(
        name: str,
        work: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[UnderstudyError], None] | None = None,
    ) -> None:
        assert failed is not None
        held.append(lambda: run_job(name, work, done, failed))

    faces = Faces(run, lambda: TemplateLibrary(home=home))
    installation = Installation(run, faces)
    with qtbot.waitSignal(faces.listed, timeout=60_000):
        faces.read()
        held.pop()()
    told: list[str] = []
    installation.progressed.connect(lambda stage, _share: told.append(stage))
    installation.start(tmp_path)
    assert installation.running
    installation.cancel()
    assert installation.cancelling
    with qtbot.waitSignal(installation.cancelled, timeout=60_000):
        held.pop()()
    assert not installation.running
    assert not told
    assert not home.exists()
    # Another try is a new one.
    with qtbot.waitSignal(installation.failed, timeout=60_000):
        installation.start(tmp_path)
        held.pop()()
    assert told


@pytest.mark.media
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_from_a_mirror(open_session: Opener, home: Path, qtbot: QtBot) -> None:
    if not MIRROR.is_dir():
        pytest.skip(f"no copy of the dataset's figures in {MIRROR}")
    session = open_session()
    controller = session.controller
    dialog = _adding(session)
    # Cancelled at the first face, it leaves nothing.
    seen: list[tuple[str, float]] = []
    controller.installation.progressed.connect(lambda stage, share: seen.append((stage, share)))
    dialog.take_folder(str(MIRROR))
    session.wait(lambda: seen and seen[-1][0].startswith("Making"))
    dialog.cancel_button.click()
    assert dialog.stage.text() == "Cancelling…"
    session.wait(lambda: not controller.installation.running)
    assert dialog.isVisible()
    assert dialog.error.isHidden()
    assert not list(home.glob("*"))

    # While the stand-in is on, and it goes on.
    session.start()
    seen.clear()
    problems: list[str] = []
    controller.installation.failed.connect(problems.append)
    dialog.take_folder(str(MIRROR))
    session.qtbot.waitUntil(lambda: not controller.installation.running, timeout=800_000)
    assert problems == []
    session.wait(lambda: len(controller.faces.of_pack(PHOTOREAL)) == 9)
    assert [share for _, share in seen] == sorted(share for _, share in seen)
    assert controller.phase is Phase.RUNNING
    assert _closed(session, PhotorealDialog)
    assert not session.window.actions_["faces.photoreal"].isVisible()
    assert all(card.thumbnail is not None for card in controller.faces.of_pack(PHOTOREAL))
    session.choose(f"{PHOTOREAL}/olive")
    session.wait_until_on(f"{PHOTOREAL}/olive")


# -- dialogs and the panic key ---------------------------------------------------------------------


def test_escape_shields_before_it_closes_a_dialog(open_session: Opener, qtbot: QtBot) -> None:
    session = open_session()
    session.start()
    dialog = _mixing(session)
    dialog.activateWindow()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Escape)
    assert session.controller.panic
    assert session.window.strip.told.trust is Trust.SHIELDING
    assert dialog.isVisible()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Escape)
    assert session.controller.panic
    assert not dialog.isVisible()


def test_the_window_stays_usable_beside_a_dialog(open_session: Opener) -> None:
    session = open_session()
    dialog = _adding(session)
    assert not dialog.isModal()
    session.start()
    session.window.strip.shield_button.click()
    assert session.controller.panic
    session.window.actions_["faces.photoreal"].trigger()  # not a second one
    assert _dialog(session, PhotorealDialog) is dialog


def test_everything_in_the_dialogs_has_a_name(open_session: Opener, home: Path) -> None:
    session = open_session()
    mixing = _mixing(session)
    _pick(mixing, *_people(home)[:3])
    adding = _adding(session)
    controls = [mixing.parents, mixing.name, *(row.slider for row in mixing.rows.values())]
    controls += mixing.findChildren(QPushButton) + adding.findChildren(QPushButton)
    for control in controls:
        text = control.text() if isinstance(control, QPushButton) else ""
        labelled = control is mixing.name  # by its label's buddy
        assert control.accessibleName() or text or labelled, control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


def test_the_menu_is_reached_by_keyboard(open_session: Opener, home: Path, qtbot: QtBot) -> None:
    blend = _stored(home)
    session = open_session()
    session.wait_for_gallery()
    menu = session.window.more_button.menu()
    ids = [action.objectName() for action in menu.actions()]
    for name in ("faces.photoreal", "faces.mix", "faces.invent"):
        assert name in ids
    assert menu.menuAction() in session.window.menuBar().actions()
    assert [action.text() for action in session.window.faces_link.remove_menu.actions()] == [
        "“Quinn”…"
    ]
    session.window.faces_link.remove_menu.actions()[0].trigger()
    question = _dialog(session, Question)
    assert "Quinn" in question.windowTitle()
    with pytest.raises(TemplateError):
        TemplateLibrary(home=home).find("nobody")
    assert session.controller.faces.card(blend) is not None
