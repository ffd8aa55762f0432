"""The preview's sink and widget, pixel by pixel."""

from __future__ import annotations

import threading

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.frame import Frame, Image, SafeFrame, Verdict
from app.pipeline.raw_view import RawView
from app.ui.preview import Preview
from app.ui.preview_sink import GAP, Compare, PreviewSink, fitted


def _frame(image: Image, index: int = 0) -> SafeFrame:
    return SafeFrame(image, Verdict.SWAPPED, "", 1, index, 0.0)


@pytest.fixture
def picture() -> Image:
    data = pytest.importorskip("skimage.data")
    return np.ascontiguousarray(data.astronaut()[:360, :480, ::-1])


def _painted(widget: Preview) -> Image:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4)[..., :3].copy()


@pytest.mark.parametrize("mirrored", [False, True])
def test_every_pixel_of_a_frame_of_the_same_size(
    qtbot: QtBot, picture: Image, mirrored: bool
) -> None:
    sink = PreviewSink()
    widget = Preview(sink)
    qtbot.addWidget(widget)
    widget.resize(480, 360)
    widget.show()
    widget.set_mirrored(mirrored)
    sink.write(_frame(picture))
    view = sink.take()
    assert view is not None
    widget.show_view(view)
    expected = picture[:, ::-1] if mirrored else picture
    assert np.array_equal(_painted(widget), expected)


def test_letterboxed_and_whole(qtbot: QtBot, picture: Image) -> None:
    sink = PreviewSink()
    widget = Preview(sink)
    qtbot.addWidget(widget)
    widget.resize(700, 361)
    widget.show()
    sink.write(_frame(picture))
    view = sink.take()
    assert view is not None
    assert view.pixels.shape == (361, 481, 4)
    widget.show_view(view)
    painted = _painted(widget)
    left = (700 - 481) // 2
    assert np.array_equal(painted[:, left : left + 481], view.pixels[..., :3])
    assert (painted[:, :left] == painted[0, 0]).all()
    assert (painted[:, left + 481 :] == painted[0, 0]).all()


def test_a_view_of_the_old_size_is_stretched_not_cut(qtbot: QtBot, picture: Image) -> None:
    sink = PreviewSink()
    widget = Preview(sink)
    qtbot.addWidget(widget)
    widget.resize(480, 360)
    widget.show()
    sink.write(_frame(picture))
    view = sink.take()
    assert view is not None
    widget.show_view(view)
    widget.resize(960, 720)
    expected = cv2.resize(picture, (960, 720), interpolation=cv2.INTER_LINEAR)
    assert np.abs(_painted(widget).astype(int) - expected).mean() < 2


def test_words_instead_of_a_picture(qtbot: QtBot, picture: Image) -> None:
    sink = PreviewSink()
    widget = Preview(sink)
    qtbot.addWidget(widget)
    widget.resize(480, 360)
    sink.write(_frame(picture))
    view = sink.take()
    assert view is not None
    widget.show_view(view)
    before = _painted(widget)
    widget.clear("Stopped", "Nothing is sent.")
    assert widget.view is None
    assert not np.array_equal(_painted(widget), before)


def test_the_newest_frame_wins_and_the_window_is_told_once(picture: Image) -> None:
    told: list[str] = []
    sink = PreviewSink(lambda: told.append(threading.current_thread().name))
    for index in range(5):
        sink.write(_frame(picture.copy(), index))
    assert len(told) == 1
    view = sink.take()
    assert view is not None
    assert view.frame.index == 4
    assert sink.take() is None
    sink.write(_frame(picture.copy(), 5))
    assert len(told) == 2


def test_a_frame_that_is_sent_again_is_not_shown_again(picture: Image) -> None:
    """The engine repeats the last frame while none comes."""
    sink = PreviewSink()
    frame = _frame(picture)
    sink.write(frame)
    assert sink.take() is not None
    sink.write(frame)
    assert sink.take() is None
    sink.fit(100, 100, mirrored=False)  # but in another size it is
    sink.write(frame)
    view = sink.take()
    assert view is not None
    assert view.pixels.shape == (75, 100, 4)


def test_nothing_is_kept_after_close(picture: Image) -> None:
    sink = PreviewSink()
    sink.write(_frame(picture))
    sink.close()
    assert sink.take() is None


@pytest.mark.parametrize("size", [(1, 1), (3, 1000), (1000, 3), (161, 91), (4000, 2251)])
def test_any_size_fits(picture: Image, size: tuple[int, int]) -> None:
    sink = PreviewSink()
    sink.fit(*size, mirrored=False)
    sink.write(_frame(picture))
    view = sink.take()
    assert view is not None
    assert view.pixels.shape[1::-1] == fitted(480, 360, *size)
    assert view.pixels.shape[1] <= size[0]
    assert view.pixels.shape[0] <= size[1]


# -- comparing -------------------------------------------------------------------------------------


def _compared(
    qtbot: QtBot, compare: Compare, picture: Image, size: tuple[int, int], *, mirrored: bool = False
) -> tuple[PreviewSink, Preview]:
    """A preview that shows the negative of a picture as output, and the picture as the camera's."""
    raw = RawView()
    raw.switch(True)
    raw.show(Frame(picture, 7, 0.0))
    sink = PreviewSink(raw=raw)
    widget = Preview(sink)
    qtbot.addWidget(widget)
    widget.resize(*size)
    widget.show()
    widget.set_mirrored(mirrored)
    widget.set_compare(compare)
    sink.write(_frame(255 - picture, 7))
    view = sink.take()
    assert view is not None
    widget.show_view(view)
    return sink, widget


LABELS = 60
"""Rows at the top in which the labels are."""


@pytest.mark.parametrize("mirrored", [False, True])
def test_split_shows_the_camera_on_the_left(qtbot: QtBot, picture: Image, mirrored: bool) -> None:
    _, widget = _compared(qtbot, Compare.SPLIT, picture, (480, 360), mirrored=mirrored)
    painted, raw = _painted(widget), picture[:, ::-1] if mirrored else picture
    assert np.array_equal(painted[LABELS:, :238], raw[LABELS:, :238])
    assert np.array_equal(painted[LABELS:, 242:], 255 - raw[LABELS:, 242:])


def test_side_by_side_shows_both_whole(qtbot: QtBot, picture: Image) -> None:
    _, widget = _compared(qtbot, Compare.SIDE, picture, (480 * 2 + GAP, 360))
    painted = _painted(widget)
    assert np.array_equal(painted[LABELS:, :480], picture[LABELS:])
    assert np.array_equal(painted[LABELS:, 480 + GAP :], 255 - picture[LABELS:])


@pytest.mark.parametrize("compare", [Compare.SPLIT, Compare.SIDE])
@pytest.mark.parametrize("how", ["panic", "off"])
def test_the_camera_s_picture_goes_at_once(
    qtbot: QtBot, picture: Image, compare: Compare, how: str
) -> None:
    sink, widget = _compared(qtbot, compare, picture, (480 * 2 + GAP, 360))
    if how == "panic":
        widget.blank_raw(True)
    else:
        widget.set_compare(Compare.OUTPUT)
    assert widget.view is not None
    assert widget.view.raw is None
    assert not _holds(_painted(widget), picture)
    sink.write(_frame(255 - picture, 7))  # one that was underway
    view = sink.take()
    if view is not None:
        widget.show_view(view)
    assert not _holds(_painted(widget), picture)


def test_without_comparing_nothing_of_the_camera_comes_to_the_window(
    qtbot: QtBot, picture: Image
) -> None:
    _, widget = _compared(qtbot, Compare.OUTPUT, picture, (480, 360))
    assert widget.view is not None
    assert widget.view.raw is None
    assert np.array_equal(_painted(widget), 255 - picture)


def _holds(painted: Image, picture: Image) -> bool:
    """Whether a piece of a picture is anywhere in what is painted."""
    piece = picture[200:240, 100:140]
    return float(cv2.matchTemplate(painted, piece, cv2.TM_SQDIFF).min()) < 1.0
