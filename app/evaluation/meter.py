"""The anonymity meter: while a session runs, would a recogniser know the wearer in what leaves?

About once a second, on a thread of its own and off the frames' way, it compares one output with the
camera's picture of the same moment and of the minutes before. Vectors of faces live in memory only,
for as long as the meter is on and the same person is tracked; nothing of them is kept, written or
logged.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from app.errors import ModelError
from app.evaluation.anonymity import AGREE, GALLERY, embed
from app.evaluation.judges import RECOGNISERS, Recogniser, similarity, threshold
from app.frame import Floats, Frame, Image, SafeFrame, Verdict

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two comparisons: 15 to 60 ms of one core each."""
OVER = 5
"""Comparisons whose median is told: one odd frame is no alarm."""
CLOSE = 0.8
"""Likeness from which another face is the safer choice: thresholds are no sharp edges."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the meter says.

    Attributes:
        value: 0: no more like the wearer than a stranger; 1: a recogniser takes it for them.
        recognisers: How many were asked; with two or more, two must agree.
    """

    value: float
    recognisers: int

    @property
    def known(self) -> bool:
        return self.value >= 1.0

    @property
    def close(self) -> bool:
        return self.value >= CLOSE


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    raw: Image
    output: Image
    landmarks: Floats
    subject: tuple[int, str]


def open_present() -> list[Recogniser]:
    """The recognisers that are installed.

    Raises:
        ModelError: None is; says how to get one.
    """
    found, missing = [], []
    for make in RECOGNISERS.values():
        try:
            found.append(make())
        except ModelError as error:
            missing.append(error)
    if not found:
        # One that needs only a download is the easier one to get.
        raise next((error for error in missing if error.kind is not None), missing[0])
    return found


class Meter:
    """Off at first. `offer` and `switch` from any thread.

    Args:
        tell: Called on the meter's thread with a `Likeness`, or with a `ModelError` when there is
            no recogniser; the meter is off after that.
        open_recognisers: Called on the meter's thread, once.
    """

    def __init__(
        self,
        tell: Callable[[Likeness | ModelError], None],
        open_recognisers: Callable[[], Sequence[Recogniser]] = open_present,
    ) -> None:
        self._tell = tell
        self._open = open_recognisers
        self._lock = threading.Lock()
        self._sample: _Sample | None = None
        self._arrived = threading.Condition(self._lock)
        self._thread: threading.Thread | None = None
        self._ending: threading.Thread | None = None
        self._on = False
        self._last = -np.inf
        self._age = 0
        """How often it has forgotten: what was begun before is not taken in."""
        self._subject = (-1, "")
        self._gallery: deque[dict[str, Floats]] = deque(maxlen=GALLERY)
        self._values: deque[float] = deque(maxlen=OVER)

    @property
    def on(self) -> bool:
        return self._on

    def switch(self, on: bool) -> None:
        """Off, everything that it knew of the wearer is gone."""
        with self._lock:
            if on == self._on:
                return
            self._on = on
            self._forget()
            self._arrived.notify_all()
            if not on:
                self._ending, self._thread = self._thread, None
                return
            self._thread = threading.Thread(target=self._run, name="understudy-meter", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Until the thread of a meter that was switched off is gone; it ends what it is at."""
        ending = self._ending
        if ending is not None:
            ending.join()

    def forget(self) -> None:
        """Drops what it knows of the wearer: the next one may be another person."""
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        self._age += 1
        self._sample = None
        self._subject = (-1, "")
        self._gallery.clear()
        self._values.clear()
        self._last = -np.inf

    def offer(self, frame: Frame, safe: SafeFrame, template_id: str) -> None:
        """Takes a frame and what left for it, when one is due and it shows one covered face; costs
        the caller nothing else. Pictures are kept until they were compared."""
        if not self._on or safe.verdict is not Verdict.SWAPPED or len(frame.faces) != 1:
            return
        if frame.captured_at - self._last < EVERY:
            return
        face = frame.faces[0]
        with self._lock:
            if not self._on or self._sample is not None:
                return
            self._last = frame.captured_at
            subject = (face.track_id, template_id)
            self._sample = _Sample(frame.image, safe.image, face.landmarks, subject)
            self._arrived.notify_all()

    def _run(self) -> None:
        me = threading.current_thread()
        try:
            recognisers = self._open()
            while self._wait_for_sample(me):
                self._compare(me, recognisers)
        except Exception as error:
            if not isinstance(error, ModelError):
                log.exception("the anonymity meter failed")
                error = ModelError(f"the anonymity meter failed and is off: {error}")
            with self._lock:
                mine = self._thread is me
                if mine:
                    self._on, self._thread = False, None
                    self._forget()
            if mine:
                # Its trace holds the pictures that were compared.
                told = ModelError(str(error), kind=error.kind, what=error.what, remedy=error.remedy)
                del error
                self._tell(told)

    def _compare(self, me: threading.Thread, recognisers: Sequence[Recogniser]) -> None:
        """Takes the sample that waits. In a method of its own: nothing of it outlives the call."""
        with self._lock:
            sample, self._sample = self._sample, None
            age = self._age
        if sample is None:
            return
        here = embed(sample.raw, sample.landmarks, recognisers)
        there = embed(sample.output, sample.landmarks, recognisers)
        value = self._compared(me, age, sample.subject, here, there)
        if value is not None:
            self._tell(value)

    def _compared(
        self,
        me: threading.Thread,
        age: int,
        subject: tuple[int, str],
        here: dict[str, Floats],
        there: dict[str, Floats],
    ) -> Likeness | None:
        """Takes one comparison in; None when it says nothing, or nobody wants it any more."""
        with self._lock:
            if self._thread is not me or age != self._age:
                return None
            if subject[0] != self._subject[0]:
                self._gallery.clear()
            if subject != self._subject:
                self._values.clear()
            self._subject = subject
            value = likeness(there, here, self._gallery)
            self._gallery.append(here)
            if value is None:
                return None
            self._values.append(value)
            return Likeness(float(np.median(self._values)), len(there))

    def _wait_for_sample(self, me: threading.Thread) -> bool:
        """False when the meter was switched off."""
        with self._lock:
            while self._thread is me and self._sample is None:
                self._arrived.wait()
            return self._thread is me


def likeness(
    face: dict[str, Floats], here: dict[str, Floats], gallery: Iterable[dict[str, Floats]]
) -> float | None:
    """How near enough recognisers are to taking a face of the output for the wearer's.

    Each one's scale goes from strangers (0) to its threshold (1), by the rule of
    `app.evaluation.anonymity.known_by`; of several the second highest counts.

    Args:
        face: Vectors of the output, by recogniser.
        here: Of the camera's same picture.
        gallery: Of the camera's pictures before.

    Returns:
        None where no recogniser sees a face in both.
    """
    values = []
    for name, vector in face.items():
        if name not in here:
            continue
        scale = threshold(name)
        rows = [row[name] for row in gallery if name in row]
        cosine = similarity(vector, here[name])
        if rows:
            cosine = max(cosine, float(np.median(np.array(rows) @ vector)))
        values.append((cosine - scale.impostor_mean) / (scale.cosine - scale.impostor_mean))
    if not values:
        return None
    return float(sorted(values)[-min(AGREE, len(values))])
