"""Frames of clips, drawn with one setting or another."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av

from app.frame import Frame, Image, Patch
from app.paths import assets_dir
from app.pipeline.composite.paste import Compositor
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.swap.options import SwapOptions, Tone
from app.pipeline.track.tracker import Tracker
from app.templates.template import Template

DEMO = assets_dir() / "demo" / "demo.mp4"
EXTREMES = {
    "as shipped": SwapOptions(),
    "no features": SwapOptions(blend_strength=0),
    "hardly any": SwapOptions(blend_strength=0.2),
    "half": SwapOptions(blend_strength=0.5),
    "own tone": SwapOptions(color_correction=0),
    "small": SwapOptions(face_scale=0),
    "large": SwapOptions(face_scale=1),
    "the wearer's proportions": SwapOptions(shape=0),
    "the template's proportions": SwapOptions(shape=1),
    "sharp": SwapOptions(sharpen=1),
    "template's tone": SwapOptions(tone=Tone.TEMPLATE),
    "half, in the wearer's proportions": SwapOptions(blend_strength=0.5, shape=0),
    "everything down": SwapOptions(0, 0, 0, 0, 0),
    "everything up": SwapOptions(1, 1, 1, 1, 1, Tone.TEMPLATE),
}
"""Where a promise might break."""


def track(path: Path, count: int, every: int = 1) -> list[Frame]:
    """Frames of a clip with what the tracker finds in them."""
    tracker, frames = Tracker(), []
    with av.open(str(path)) as container:
        for index, picture in enumerate(container.decode(video=0)):
            if len(frames) == count:
                break
            image = picture.to_ndarray(format="bgr24")
            frame = tracker.update(Frame(image, index, float(index), Fraction(index, 30)))
            if index % every == 0 and frame.faces:
                frames.append(frame)
    tracker.close()
    return frames


def draw(frames: Sequence[Frame], template: Template, options: SwapOptions) -> list[Patch]:
    """One face of each frame, by an engine that knows nothing yet."""
    swapper = MeshSwapper(options)
    return [swapper.swap(frame, frame.faces[0], template) for frame in frames]


def composed(frames: Sequence[Frame], template: Template, options: SwapOptions) -> list[Image]:
    """`draw`, pasted back."""
    compositor = Compositor()
    patches = draw(frames, template, options)
    return [compositor.compose(f, [p]) for f, p in zip(frames, patches, strict=True)]
