"""The question that closing a live window asks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from app.settings import WhenClosing
from app.ui import theme
from app.ui.closing import ClosingQuestion
from app.ui.theme import DARK, LIGHT


class Asked:
    def __init__(self, qtbot: QtBot, *, tray: bool) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.show()
        self.answers: list[tuple[WhenClosing, bool]] = []
        self.ended: list[int] = []
        self.question = ClosingQuestion(self.window, tray=tray)
        answers = self.answers  # not self: the dialog's end would take the window along, and back
        self.question.chosen.connect(lambda what, always: answers.append((what, always)))
        self.question.finished.connect(self.ended.append)
        self.question.show()
        self.question.activateWindow()


@pytest.mark.parametrize("always", [False, True])
@pytest.mark.parametrize("choice", [WhenClosing.TRAY, WhenClosing.STOP])
def test_with_a_tray(qtbot: QtBot, choice: WhenClosing, always: bool) -> None:
    asked = Asked(qtbot, tray=True)
    question = asked.question
    assert not question.isModal()
    if always:
        question.remember.click()
    buttons = {WhenClosing.TRAY: question.keep, WhenClosing.STOP: question.stop}
    assert buttons[choice].isVisible()
    buttons[choice].click()
    assert asked.answers == [(choice, always)]
    assert len(asked.ended) == 1


def test_without_a_tray_nothing_promises_one(qtbot: QtBot) -> None:
    asked = Asked(qtbot, tray=False)
    question = asked.question
    assert not question.keep.isVisible()
    assert not question.remember.isVisible()
    question.stop.click()
    assert asked.answers == [(WhenClosing.STOP, False)]


@pytest.mark.parametrize("tray", [False, True])
@pytest.mark.parametrize("way", ["cancel", "escape", "close"])
def test_who_does_not_choose_changes_nothing(qtbot: QtBot, tray: bool, way: str) -> None:
    asked = Asked(qtbot, tray=tray)
    if tray:
        asked.question.remember.click()
    if way == "cancel":
        asked.question.cancel.click()
    elif way == "escape":
        qtbot.keyClick(asked.question, Qt.Key.Key_Escape)
    else:
        asked.question.close()
    assert asked.answers == []
    assert len(asked.ended) == 1


@pytest.mark.parametrize(("tray", "answers"), [(True, [(WhenClosing.TRAY, False)]), (False, [])])
def test_return_does_the_harmless(
    qtbot: QtBot, tray: bool, answers: list[tuple[WhenClosing, bool]]
) -> None:
    """Nobody ends a call by pressing Return twice."""
    asked = Asked(qtbot, tray=tray)
    qtbot.keyClick(asked.question, Qt.Key.Key_Return)
    assert asked.answers == answers
    assert len(asked.ended) == 1


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
@pytest.mark.parametrize("tray", [False, True])
def test_nothing_is_cut_off_or_unexplained(
    qtbot: QtBot, qapp: QApplication, tray: bool, look: theme.Theme
) -> None:
    theme.apply(qapp, look)
    try:
        asked = Asked(qtbot, tray=tray)
        question = asked.question
        shown = [b for b in question.findChildren(QAbstractButton) if b.isVisible()]
        for button in shown:
            assert button.toolTip()
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
            assert button.width() >= button.sizeHint().width()
        assert len({b.text()[b.text().index("&") + 1].lower() for b in shown}) == len(shown)
        assert question.height() >= question.layout().totalHeightForWidth(question.width())
    finally:
        theme.apply(qapp, LIGHT)
