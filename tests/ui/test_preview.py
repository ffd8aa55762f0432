"""The preview's sink and widget, pixel by pixel."""

from __future__ import annotations

import threading

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.frame import Image, SafeFrame, Verdict
from app.ui.preview import Preview
from app.ui.preview_sink import PreviewSink, fitted


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
