"""SCRFD beside the built-in detector: the tracker's alternative for hard light and tilted heads.

The guard's promise rests on the built-in detector, so SCRFD may only add to what that one sees. It
looks on a thread of its own while the built-in one looks; when it fails, hangs or talks nonsense
its answer is left out, that is told once, and everything goes on as if it were not there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as LateError
from dataclasses import replace

import numpy as np

from app.alignment import five_points
from app.errors import ModelError, UnderstudyError, without_trace
from app.frame import Box, Detection, Floats, Image
from app.models.manager import ModelManager
from app.pipeline.pools import end
from app.pipeline.track.analysis import insight, turns
from app.pipeline.track.analysis.analyser import DETECTOR
from app.pipeline.track.detector import MERGE_IOU, FaceDetector
from app.pipeline.track.pose import canonical

log = logging.getLogger(__name__)

SENSITIVE = 0.3
"""Score from which SCRFD's faces count: the guard covers everything from here on. InsightFace's own
default, 0.5, is for photos."""
CONFIDENT = 0.59
"""The most that SCRFD can raise the score of a face of which the built-in detector is not sure, or
give to one that it does not see: enough to be covered and followed at once, and short of the 0.6
from which the guard's mosaic trusts single boxes instead of covering the whole frame."""
PATIENCE = 1.0
"""Seconds after which a frame goes on without SCRFD. The tracker gives up after two."""
CHANCES = 3
"""Frames in a row that may go on without it; then it is not asked again. The first ones may be
late, while a graphics card's driver makes itself ready."""
TRAGIONS = (234, 454)
"""Mesh vertices before the ears, image-left first."""


class ScrfdDetector:
    """See `app.pipeline.track.detector.Detector`. The union of SCRFD and the built-in detector:
    what that one finds is always there, at its place, with at least its score.

    Where nobody stands upright in a frame, SCRFD looks at a turned copy as well, each time at
    another one, until it finds somebody: heads that lie or hang are found within three frames.

    Args:
        manager: Has the network; it is given back by `close`.
        notice: Told that SCRFD fails, once until it works again; on the tracker's thread.

    Raises:
        ModelError: InsightFace or ONNX Runtime is not installed, or the network is missing, altered
            or not what it must be.
    """

    def __init__(
        self, manager: ModelManager, *, notice: Callable[[ModelError], None] | None = None
    ) -> None:
        insight.check()
        self._built_in = FaceDetector()
        self._manager: ModelManager | None = manager
        self._notice = notice or log.warning
        self._net = manager.get(DETECTOR)
        try:
            self._scrfd = insight.model(self._net)
            insight.look(self._net, self._scrfd, np.full((360, 640, 3), 128, np.uint8), SENSITIVE)
        except BaseException:
            manager.release(DETECTOR)
            raise
        self._pool = ThreadPoolExecutor(1, "understudy-scrfd")
        self._running: Future[tuple[Detection, ...]] | None = None
        self._told = False
        self._late = 0
        self._quarters = 1
        self._before: tuple[Image, insight.Look] | None = None

    @property
    def built_in(self) -> FaceDetector:
        return self._built_in

    @property
    def provider(self) -> str:
        """The execution provider that SCRFD really runs on."""
        return self._net.provider

    def detect(self, image: Image) -> tuple[Detection, ...]:
        """Faces in a BGR picture of any size, the most certain first."""
        hangs = self._running is not None and not self._running.done()
        if hangs or self._late == CHANCES:
            return self._built_in.detect(image)
        self._running = running = self._pool.submit(self._look, image)
        return joined(self._built_in.detect(image), self._answer(running))

    def close(self) -> None:
        """Ends its thread and gives the network back. May be called twice."""
        end(self._pool)
        if self._manager is not None:
            self._manager.release(DETECTOR)
            self._manager = None

    # -- inside -------------------------------------------------------------------------------

    def _answer(self, running: Future[tuple[Detection, ...]]) -> tuple[Detection, ...]:
        """What SCRFD sees in this frame; nothing where it fails."""
        try:
            more = running.result(PATIENCE)
        except LateError:
            self._late += 1
            self._tell(f"{self._net.path.name} takes longer than {PATIENCE:g} s for a frame")
        except UnderstudyError as error:
            self._tell(str(error))
            without_trace(error)
        except Exception as error:
            log.exception("SCRFD failed")
            self._tell(f"{self._net.path.name} failed ({type(error).__name__})")
            without_trace(error)
        else:
            self._told, self._late = False, 0
            return more
        return ()

    def _tell(self, what: str) -> None:
        if not self._told:
            self._told = True
            line = f"{what}; until it works the built-in detector looks for faces alone"
            self._notice(ModelError(line, what=self._net.path.name))

    def _look(self, image: Image) -> tuple[Detection, ...]:
        """On SCRFD's own thread."""
        seen = insight.look(self._net, self._scrfd, image, SENSITIVE)
        before, self._before = self._before, (image, seen)
        if before is not None and len(seen.boxes) and _stuck(before, self._before):
            raise ModelError(
                f"{self._net.path.name} gives the same for every picture on {self._net.provider}"
            )
        if len(seen.boxes):
            return _detections(seen, 0, image)
        turned = turns.turned(image, self._quarters)
        seen = insight.look(self._net, self._scrfd, turned, SENSITIVE)
        found = _detections(seen, self._quarters, image)
        if not found:
            self._quarters = self._quarters % 3 + 1
        return found


def joined(first: tuple[Detection, ...], more: tuple[Detection, ...]) -> tuple[Detection, ...]:
    """`first`, as certain as either says where both see one face, and what only `more` shows: also
    a face that it sees another way up, since the mesh is fitted the way up that is said."""
    result = list(first)
    for one in more:
        score = min(one.score, CONFIDENT)
        same = [i for i, d in enumerate(result) if _same(d, one)]
        for i in same:
            if result[i].score < score:
                result[i] = replace(result[i], score=score)
        if not same:
            result.append(replace(one, score=score))
    return tuple(sorted(result, key=lambda detection: -detection.score))


def _same(a: Detection, b: Detection) -> bool:
    apart = turns.roll_of(a.keypoints) - turns.roll_of(b.keypoints)
    return a.box.iou(b.box) >= MERGE_IOU and turns.upright(apart) == 0


def six_keypoints(points: Floats) -> Floats:
    """``(6, 2)`` float32: a detection's keypoints by SCRFD's five. The mouth's middle lies between
    its corners; the ears, which SCRFD does not see, are put where a mesh at rest has them when its
    five points lie best on these (an affine map, so a turned head's ears are roughly right).

    Args:
        points: ``(5, 2)``: eyes, nose, mouth's corners.
    """
    rest = canonical()
    mean = np.concatenate([five_points(rest), np.ones((5, 1), np.float32)], axis=1)
    ears = np.concatenate([rest[list(TRAGIONS), :2], np.ones((2, 1), np.float32)], axis=1)
    fit, *_ = np.linalg.lstsq(mean, points, rcond=None)
    mouth = points[3:].mean(axis=0, keepdims=True)
    return np.concatenate([points[:3], mouth, ears @ fit]).astype(np.float32)


def _detections(seen: insight.Look, quarters: int, image: Image) -> tuple[Detection, ...]:
    height, width = image.shape[:2]
    return tuple(
        Detection(
            turns.box_back(Box(*(float(v) for v in corners)), quarters, width, height),
            float(score),
            six_keypoints(turns.points_back(points, quarters, width, height)),
        )
        for corners, score, points in zip(*seen, strict=True)
    )


def _stuck(before: tuple[Image, insight.Look], now: tuple[Image, insight.Look]) -> bool:
    """True when two different pictures gave the same to the last digit: a buffer that is not
    written any more, not a face."""
    if not all(np.array_equal(a, b) for a, b in zip(before[1], now[1], strict=True)):
        return False
    return before[0].shape != now[0].shape or not np.array_equal(before[0], now[0])
