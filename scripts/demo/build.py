"""Makes ``assets/demo/demo.mp4``: NASA's portrait of Eileen Collins, brought to life.

    python scripts/demo/build.py [--out FILE] [--frames N ...]

Needs the test extra (scikit-image carries the portrait). Some minutes.
"""

from __future__ import annotations

import argparse
import sys
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from act import FPS, moments
from av.video.reformatter import ColorRange
from draw import HEIGHT, WIDTH, Stage
from figure import Figure
from portrait import Floats, Image, take_apart
from skimage.data import astronaut

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY))

from app.frame import Frame  # noqa: E402
from app.media import TAG_BT601  # noqa: E402
from app.pipeline.track.tracker import Tracker  # noqa: E402
from app.yuv import I420, Matrix  # noqa: E402

CRF = "20"


def portrait_landmarks() -> Floats:
    """``(478, 3)`` in the portrait's pixels."""
    picture = np.ascontiguousarray(astronaut()[:, :, ::-1])
    large = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_LANCZOS4)
    tracker = Tracker(smoothing=False)
    try:
        faces = tracker.update(Frame(large, 0, 0.0)).faces
    finally:
        tracker.close()
    if len(faces) != 1:
        raise SystemExit(f"{len(faces)} faces in the portrait")
    landmarks = faces[0].landmarks / 2
    landmarks[:, :2] -= 0.25
    return landmarks


def write(path: Path, frames: list[Image]) -> None:
    """Encodes the frames, H.264, no sound."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.time_base = Fraction(1, FPS)
        # In a webcam's colours (BT.601) and without what costs decoders most: a camera's picture
        # arrives cheaper still.
        stream.codec_context.options = {"crf": CRF, "preset": "slow", "tune": "fastdecode"}
        stream.codec_context.colorspace = TAG_BT601
        stream.codec_context.color_range = ColorRange.MPEG
        planes = I420(WIDTH, HEIGHT)
        for picture in frames:
            sampled = planes.from_bgr(picture, Matrix.BT601)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(sampled, format="yuv420p")))
        container.mux(stream.encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=REPOSITORY / "assets" / "demo" / "demo.mp4")
    parser.add_argument("--frames", type=int, nargs="*", help="only these, as PNG beside --out")
    arguments = parser.parse_args()
    portrait = take_apart()
    stage = Stage(portrait, Figure(portrait_landmarks(), portrait.silhouette))
    script = moments()
    if arguments.frames is not None:
        for index in arguments.frames:
            path = arguments.out.with_suffix(f".{index:03}.png")
            cv2.imwrite(str(path), stage.draw(script[index]))
        return
    frames = []
    for index, moment in enumerate(script):
        frames.append(stage.draw(moment))
        print(f"\r{index + 1}/{len(script)}", end="", flush=True)
    write(arguments.out, frames)
    print(f"\n{arguments.out}: {arguments.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
