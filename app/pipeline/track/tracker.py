"""Follows faces from frame to frame: meshes, stable ids, smoothing, confidence.

Two things look at every frame. The landmark net refits every known face around where it was, and
the detector looks over the whole frame for anyone else; the detector runs on a thread of its own
and may be started as soon as the frame exists (`Tracker.scout`), so that the two overlap. Nothing
from an older frame is ever handed out as if it were seen in this one: a face whose mesh does not
hold in this very frame is not in the answer.
"""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from app.frame import N_MESH, Box, Detection, Face, Floats, Frame, Image
from app.pipeline.pools import end
from app.pipeline.track.detector import Detector, FaceDetector, closer_look, merged
from app.pipeline.track.landmark_net import LandmarkNet
from app.pipeline.track.mesh import MeshNet, Roi
from app.pipeline.track.one_euro import OneEuro
from app.pipeline.track.pose import estimate_pose

PRESENT: Final = 0.5
"""The landmark net's certainty from which a face counts as seen. Real faces give 0.95 and more."""
CERTAIN: Final = 0.9
"""The same for someone new: what is not certainly a face gets the guard's mosaic, not a mesh."""
NEWCOMER: Final = 0.3
"""Detector score from which a mesh is fitted to someone new."""
DOUBTFUL: Final = 0.5
"""Detector score below which someone new must be there for two frames running before a mesh is
drawn: letters and prints flash up for one. The guard's mosaic covers the first."""
MAX_FACES: Final = 8
"""More meshes than this are not fitted in one frame; the guard covers the others by mosaic."""
KEEP_ID: Final = 1.0
"""Seconds for which the id of a lost face is kept for it to come back to."""
SCOUT_TIMEOUT: Final = 2.0
"""Seconds after which the detector counts as stalled."""
RETRIES: Final = ((0.0, 1.0), (0.0, 1.25), (0.1, 1.0), (-0.1, 1.0), (0.0, 0.8))
"""(shift down over the side, scale) tried, one a frame, where the mesh does not hold at once."""
AGREEMENT: Final = 0.7
"""Detector score from which it fully agrees that an unobstructed face is there. Uncovered faces
give 0.75 to 0.95; hands, profile and blur pull it to 0.3 to 0.6."""
NO_DETECTION: Final = 0.4
"""Share of the confidence that is left where the detector sees nothing at the mesh's place."""


@dataclass(frozen=True, slots=True, eq=False)
class Scouted:
    """What the detector saw in one frame, and how long it looked."""

    detections: tuple[Detection, ...]
    seconds: float


@dataclass(slots=True)
class _Track:
    track_id: int
    landmarks: Floats
    """Of the last frame in which it was seen, unsmoothed."""
    seen_at: float
    presence: float = 0.0
    agreement: float = 1.0
    smooth: OneEuro = field(default_factory=OneEuro)

    @property
    def box(self) -> Box:
        return mesh_box(self.landmarks)


class Tracker:
    """Finds and follows every face. Use `update` from one thread.

    Args:
        detector, landmarks: The networks; made here when not given. `close` closes the detector.
        smoothing: One-Euro smoothing of the landmarks; off for stills.
        low_latency: Two threads for the landmarks: for live work, where a core is free.
        closer: Look at one half of each frame a second time, closer, in turns: faces of half the
            size are found, within two frames. 4 ms of a core a frame, beside the mesh.
    """

    def __init__(
        self,
        detector: Detector | None = None,
        landmarks: LandmarkNet | None = None,
        *,
        smoothing: bool = True,
        low_latency: bool = False,
        closer: bool = False,
    ) -> None:
        self._detector: Detector = detector or FaceDetector()
        self._landmarks = landmarks or LandmarkNet(threads=2 if low_latency else 1)
        # A second opinion on newcomers: the older net is harder to fool with prints and cartoons.
        self._doorkeeper = MeshNet()
        self._smoothing = smoothing
        self._closer = closer
        self._looks = 0
        self.waited = 0.0
        """Seconds for which the last `update` did nothing but wait for the detector."""
        self._scout = ThreadPoolExecutor(1, "understudy-scout")
        self._tracks: list[_Track] = []
        self._lost: list[_Track] = []
        self._doubtful: list[Box] = []
        self._next_id = 1
        self._now: float | None = None
        self._turn = 0

    def scout(self, image: Image) -> Future[Scouted]:
        """Starts the detector on a frame, on its own thread."""
        return self._scout.submit(self._look, image)

    def _look(self, image: Image) -> Scouted:
        start = time.perf_counter()
        found = self._detector.detect(image)
        if self._closer:
            self._looks += 1
            found = merged(found, closer_look(self._detector.built_in, image, self._looks))
        return Scouted(found, time.perf_counter() - start)

    def update(self, frame: Frame, scouted: Future[Scouted] | None = None) -> Frame:
        """The frame with its faces and detections.

        Args:
            frame: Times must rise from call to call; a jump back (a loop) starts anew.
            scouted: What `scout` gave for this very frame; started here when not given.

        Raises:
            TimeoutError: The detector stalls.
        """
        scouted = scouted or self.scout(frame.image)
        now = frame.time
        if self._now is not None and now < self._now:
            self.reset()
        dt = now - self._now if self._now is not None else 0.0
        self._now = now
        self._turn += 1

        alive = [track for track in self._tracks if self._refit(track, frame.image, now)]
        self._lost += [track for track in self._tracks if track not in alive]
        start = time.perf_counter()
        detections = scouted.result(SCOUT_TIMEOUT).detections
        self.waited = time.perf_counter() - start
        alive = self._agree(alive, detections, frame.image, now)
        self._tracks = _without_doubles(alive)
        kept = {track.track_id for track in self._tracks}
        self._lost = [
            track
            for track in self._lost
            if now - track.seen_at <= KEEP_ID and track.track_id not in kept
        ]
        faces = tuple(self._face(track, dt) for track in self._tracks)
        return frame.with_faces(faces, detections)

    def reset(self) -> None:
        """Forgets everyone; ids go on."""
        self._tracks.clear()
        self._lost.clear()
        self._doubtful.clear()
        self._now = None

    def close(self) -> None:
        """Ends the detector's thread, and the detector. May be called twice."""
        end(self._scout)
        self._detector.close()

    def _refit(self, track: _Track, image: Image, now: float) -> bool:
        """Fits a known face around where it was; False when it does not hold."""
        landmarks, presence = self._landmarks.fit(image, Roi.from_landmarks(track.landmarks))
        if presence < PRESENT:
            return False
        track.landmarks, track.presence, track.seen_at = landmarks, presence, now
        return True

    def _agree(
        self,
        alive: list[_Track],
        detections: tuple[Detection, ...],
        image: Image,
        now: float,
    ) -> list[_Track]:
        """Brings tracks and detections together; fits the newcomers in this very frame."""
        free = set(range(len(detections)))
        before, self._doubtful = self._doubtful, []
        for track in alive:
            best = max(free, key=lambda i: track.box.iou(detections[i].box), default=None)
            met = best is not None and _same(track.box, detections[best].box)
            score = detections[best].score if met and best is not None else 0.0
            # A blink of the detector is not a hand before the face: a few frames' mean.
            track.agreement += 0.4 * (_agreement(score) - track.agreement)
            if met and best is not None:
                free.discard(best)
        for index in sorted(free, key=lambda i: -detections[i].score):
            if detections[index].score < NEWCOMER:
                break
            if len(alive) >= MAX_FACES:
                break
            if any(_same(track.box, detections[index].box) for track in alive):
                continue
            found = self._fit_anew(detections[index], image)
            if found is None:
                continue
            box, score = detections[index].box, detections[index].score
            if score < DOUBTFUL and not any(_same(box, seen) for seen in before):
                self._doubtful.append(box)
                continue
            alive.append(self._name(*found, now))
            alive[-1].agreement = _agreement(score)
        return alive

    def _fit_anew(self, detection: Detection, image: Image) -> tuple[Floats, float] | None:
        """Fits a face that was not followed so far: landmarks and presence, or None."""
        first = Roi.from_detection(detection)
        shift, scale = RETRIES[self._turn % len(RETRIES)]
        second = Roi(first.cx, first.cy + shift * first.side, first.side * scale, first.angle)
        for roi in (first,) if second == first else (first, second):
            landmarks, presence = self._doorkeeper.fit(image, roi)
            if presence < 0.1:
                continue
            # The detector's box is rough; the mesh's own is where the next frame would look.
            landmarks, presence = self._doorkeeper.fit(image, Roi.from_landmarks(landmarks))
            if presence < CERTAIN:
                continue
            landmarks, presence = self._landmarks.fit(image, Roi.from_landmarks(landmarks))
            if presence >= CERTAIN and _near(mesh_box(landmarks), detection.box):
                return landmarks, presence
        return None

    def _name(self, landmarks: Floats, presence: float, now: float) -> _Track:
        """A track for a newcomer, under its old id where it was lost a moment ago."""
        box = mesh_box(landmarks)
        back = max(self._lost, key=lambda lost: lost.box.iou(box), default=None)
        if back is not None and _near(back.box, box):
            self._lost.remove(back)
            return _Track(back.track_id, landmarks, now, presence)
        track = _Track(self._next_id, landmarks, now, presence)
        self._next_id += 1
        return track

    def _face(self, track: _Track, dt: float) -> Face:
        """What the other stages get: smoothing, pose, confidence."""
        landmarks = track.landmarks
        box = mesh_box(landmarks)
        size = max(box.width, box.height)
        if self._smoothing:
            landmarks = track.smooth(landmarks, dt, size)
        pose, _ = estimate_pose(landmarks)
        # Beyond three quarters the far half of the mesh is a guess.
        turned = float(np.clip((85.0 - abs(pose.yaw)) / 20.0, 0.0, 1.0))
        return Face(
            track.track_id,
            mesh_box(landmarks),
            track.presence * track.agreement * turned,
            landmarks,
            pose,
        )


def _agreement(score: float) -> float:
    """How far the detector's score speaks for an unobstructed face, `NO_DETECTION`..1."""
    return NO_DETECTION + (1 - NO_DETECTION) * min(1.0, score / AGREEMENT)


def mesh_box(landmarks: Floats) -> Box:
    """Tight box around the mesh (irises left out)."""
    low = landmarks[:N_MESH, :2].min(axis=0)
    high = landmarks[:N_MESH, :2].max(axis=0)
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _near(a: Box, b: Box) -> bool:
    """True when one box's centre lies in the other and they are of like size."""
    return _same(a, b) and 0.4 < (a.area / max(b.area, 1e-6)) ** 0.5 < 2.5


def _same(a: Box, b: Box) -> bool:
    """True when the boxes show the same face: the centre of one lies in the other's core."""
    (ax, ay), (bx, by) = a.centre, b.centre
    reach = 0.35
    return (
        abs(ax - bx) < reach * max(a.width, b.width)
        and abs(ay - by) < reach * max(a.height, b.height)
        and 0.25 < (a.area / max(b.area, 1e-6)) < 4
    )


def _without_doubles(tracks: list[_Track]) -> list[_Track]:
    """Drops the younger of two tracks that have slid onto one face."""
    kept: list[_Track] = []
    for track in sorted(tracks, key=lambda t: t.track_id):
        if all(track.box.iou(other.box) < 0.5 for other in kept):
            kept.append(track)
    return kept
