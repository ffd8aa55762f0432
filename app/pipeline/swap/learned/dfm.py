"""DeepFaceLive characters: networks that were taught one face, and draw that one over any other.

A character's face is its own, so the template gives it nothing. The user puts the files, ``.dfm``
or ``.onnx``, into `FOLDER` of the models' folder; the app knows and fetches none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.alignment import ALIGNMENTS
from app.errors import ModelError, UsageError
from app.frame import Floats, Image
from app.inference.contract import ContractError, Size, bind, sizes
from app.inference.files import damaged
from app.inference.header import read_header
from app.inference.tensors import rows
from app.models.contracts import CONTRACTS
from app.models.manager import ModelManager
from app.pipeline.swap.learned.base import Made
from app.pipeline.swap.learned.descriptor import SIDES
from app.templates.template import Template

FOLDER = "dfm"
SUFFIXES = (".dfm", ".onnx")
CONTRACT = "dfm/1"
ALIGNMENT = "dfl_whole_face"
MORPH = 0.75
"""How much of the character a file that can be turned shows at first; DeepFaceLab's own default."""
# facefusion's deep swapper: an unsharp mask before, and the masks' edge after, both in the file's
# pixels.
_SHARPEN, _SHARPEN_BLUR = 1.75, 2.0
_ERODE, _ERODE_TIMES, _MASK_BLUR = (3, 3), 2, 6.25
_CORE = 0.5
"""Share of the box round eyes and mouth that the masks must hold: less, and it saw no face."""


@dataclass(frozen=True, slots=True)
class Character:
    """A file of the user's.

    Attributes:
        name: The file's, without its ending.
        path: Where it lies.
        side: Of the square that it draws, in pixels.
        morphable: Whether it takes a `DfmDrawer.morph`.
    """

    name: str
    path: Path
    side: int
    morphable: bool


def characters(home: Path) -> tuple[list[Character], list[ModelError]]:
    """What lies in the folder for characters, by name; weights are not read.

    Args:
        home: The models' folder, `ModelStore.home`.

    Returns:
        Those that can be used, and for every other file why not.
    """
    found: list[Character] = []
    problems: list[ModelError] = []
    folder = home / FOLDER
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name.lower())
    except FileNotFoundError:
        return [], []  # nobody put anything there yet
    except OSError as error:
        return [], [ModelError(f"{folder} cannot be read ({error.strerror})")]
    for path in entries:
        if path.suffix.lower() not in SUFFIXES:
            continue
        try:
            if not path.is_file():
                continue
            one = character(path)
        except ModelError as error:
            problems.append(error)
            continue
        except OSError as error:  # a link into a folder that is closed to us
            problems.append(ModelError(f"{path} cannot be read ({error.strerror})"))
            continue
        if any(one.name == other.name for other in found):
            problems.append(ModelError(f"{path} has another character's name; rename one of them"))
        else:
            found.append(one)
    return found, problems


def character(path: Path) -> Character:
    """What a file says of itself.

    Raises:
        ModelError: It is damaged, another kind of file, or no character.
    """
    try:
        binding = bind(CONTRACTS[CONTRACT], *read_header(path))
    except ContractError as error:
        raise damaged(path, "is no DeepFaceLive character", str(error)) from error
    side = _side(path, binding.inputs["face"].node.shape)
    return Character(path.stem, path, side, "morph" in binding.inputs)


def _side(path: Path, shape: Sequence[Size]) -> int:
    height, width = shape[1:3]
    if height is None or height != width or height not in SIDES:
        raise damaged(path, "is no DeepFaceLive character", f"its faces are {sizes(shape)}")
    return height


class DfmDrawer:
    """The `Drawer` of one character. `morph` may be set from any thread.

    Args:
        path: The user's file.
        manager: Loads it.
        morph: How much of the character is shown, 0..1; without effect where the file is not
            `Character.morphable`.

    Raises:
        ModelError: It cannot be loaded: one line, says what to do.
        UsageError: `morph` is not within 0..1.
    """

    alignment = ALIGNMENT

    def __init__(self, path: Path, manager: ModelManager, morph: float = MORPH) -> None:
        self.morph = morph
        self.name = character(path).name
        self._path = path
        self._manager = manager
        self._net = manager.get_file(path, CONTRACT)
        self._open = True
        try:  # of the network, which may be in use since before its file was replaced
            self.side = _side(path, self._net.shape("face"))
        except ModelError:
            self.close()
            raise
        self.morphable = self._net.takes("morph")

    @property
    def provider(self) -> str:
        return self._net.provider

    @property
    def notes(self) -> tuple[str, ...]:
        return self._net.notes

    @property
    def morph(self) -> float:
        """How much of the character is shown, 0..1."""
        return self._morph

    @morph.setter
    def morph(self, value: float) -> None:
        if not 0 <= value <= 1:  # refuses what is not a number, too
            raise UsageError(f"morph is {value}: it goes from 0 to 1")
        self._morph = value

    def prepare(self, template: Template) -> None:
        """See `Drawer.prepare`. A character has its own identity."""

    def draw(self, square: Image, template: Template) -> Made:
        """See `Drawer.draw`."""
        return self.draw_all([square], template)[0]

    def draw_all(self, squares: Sequence[Image], template: Template) -> list[Made]:  # noqa: ARG002
        """See `Drawer.draw_all`."""
        faces = [rows(_sharpened(square)) for square in squares]
        if len(faces) > 1 and self._net.batch is None:
            faces = [np.concatenate(faces)]
        return [made for values in faces for made in self._run(values)]

    def close(self) -> None:
        """See `Drawer.close`."""
        if self._open:
            self._open = False
            self._manager.release(str(self._path))

    def _run(self, faces: Floats) -> list[Made]:
        inputs = {"face": faces}
        if self.morphable:
            inputs["morph"] = np.array([self._morph], np.float32)
        count = len(faces)
        face_masks, celebrities, celebrity_masks = (
            self._checked(values, (count, self.side, self.side, channels))
            for values, channels in zip(self._net.run(**inputs), (1, 3, 1), strict=True)
        )
        masks = np.minimum(face_masks, celebrity_masks)[..., 0]
        return [
            Made(_levels(picture), self._mask(mask))
            for picture, mask in zip(celebrities, masks, strict=True)
        ]

    def _checked(self, values: NDArray[np.float32], shape: tuple[int, ...]) -> Floats:
        if values.shape != shape or not np.isfinite(values).all():
            raise ModelError(f"{self.name} gave no picture but {values.shape}, or no numbers")
        return values

    def _mask(self, seen: Floats) -> Image:
        """Where the character's pixels are meant to be seen.

        Raises:
            ModelError: Hardly anywhere: what it drew is no face.
        """
        low, high = (
            np.round(edge * self.side).astype(int)
            for edge in (ALIGNMENTS[ALIGNMENT].min(axis=0), ALIGNMENTS[ALIGNMENT].max(axis=0))
        )
        seen = seen.clip(0, 1)
        if seen[low[1] : high[1], low[0] : high[0]].mean() < _CORE:
            raise ModelError(f"{self.name} sees no face where one is")
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, _ERODE)
        seen = np.asarray(cv2.erode(seen, kernel, iterations=_ERODE_TIMES), np.float32)
        soft = cv2.GaussianBlur(seen, (0, 0), _MASK_BLUR)
        return np.asarray(soft * 255 + 0.5, np.uint8)


def _sharpened(square: Image) -> Image:
    soft = cv2.GaussianBlur(square, (0, 0), _SHARPEN_BLUR)
    return np.asarray(cv2.addWeighted(square, _SHARPEN, soft, 1 - _SHARPEN, 0), np.uint8)


def _levels(picture: Floats) -> Image:
    """uint8 of 0..1, rounded and cut."""
    return np.asarray(cv2.addWeighted(picture, 255, picture, 0, 0, dtype=cv2.CV_8U), np.uint8)
