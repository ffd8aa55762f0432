"""Small video files of every kind, made with libav, and their pictures worked out independently.

The conversion between BGR and Y'CbCr here is plain floating point from the standards' coefficients;
nothing of `app` is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

LUMA = {"bt601": (0.299, 0.114), "bt709": (0.2126, 0.0722), "bt2020": (0.2627, 0.0593)}
SPACE_TAG = {"bt601": 6, "bt709": 1, "bt2020": 9}
UNTAGGED = 2


def to_ycbcr(image: Picture, matrix: str, full: bool, bits: int = 8) -> NDArray[np.float64]:
    """``(h, w, 3)`` uint8 BGR as Y, Cb, Cr in code values of `bits` bits, unrounded."""
    kr, kb = LUMA[matrix]
    b, g, r = (image[..., i].astype(np.float64) / 255 for i in range(3))
    y = kr * r + (1 - kr - kb) * g + kb * b
    cb, cr = (b - y) / (2 * (1 - kb)), (r - y) / (2 * (1 - kr))
    unit = 2.0 ** (bits - 8)
    if full:
        top = 2.0**bits - 1
        return np.stack([y * top, cb * top + 128 * unit, cr * top + 128 * unit], -1)
    return np.stack([(16 + 219 * y) * unit, *((128 + 224 * c) * unit for c in (cb, cr))], -1)


def patches(width: int = 64, height: int = 48, side: int = 16, seed: int = 0) -> Picture:
    """Squares of flat colour, moderately saturated, so that no chroma is lost to subsampling."""
    rng = np.random.default_rng(seed)
    rows, columns = -(-height // side), -(-width // side)
    small = rng.integers(30, 226, (rows, columns, 3), dtype=np.uint8)
    return np.ascontiguousarray(small.repeat(side, 0).repeat(side, 1)[:height, :width])


def slopes(width: int, height: int) -> Picture:
    """Soft ramps, which subsampled chroma can follow, for sizes that no grid of patches fits."""
    yy, xx = np.mgrid[:height, :width]
    ramps = [60 + 2 * xx + yy / 2, 90 + 2 * yy, 130 - xx + yy]
    return np.clip(np.stack(ramps, -1), 0, 255).astype(np.uint8)


def inside_patches(image: Picture, side: int = 16) -> Picture:
    """The middles of `patches`: there no filter mixes in a neighbour's colour."""
    y, x = (np.arange(n) % side for n in image.shape[:2])
    quarter = side // 4
    rows, columns = ((quarter <= v) & (v < side - quarter) for v in (y, x))
    return image[rows][:, columns]


def corners(width: int = 64, height: int = 48) -> Picture:
    """Four quarters in blue, green, red and white: no turn or mirroring leaves it as it is."""
    image = np.empty((height, width, 3), np.uint8)
    h, w = height // 2, width // 2
    image[:h, :w], image[:h, w:] = (200, 40, 40), (40, 200, 40)
    image[h:, :w], image[h:, w:] = (40, 40, 200), (220, 220, 220)
    return image


@dataclass
class Movie:
    """What to write. `pts` are in units of `time_base`; by default one tick a frame."""

    frames: Sequence[Picture]
    fps: int = 25
    pts: Sequence[int] | None = None
    time_base: Fraction | None = None
    codec: str = "libx264"
    pix_fmt: str = "yuv420p"
    matrix: str = "bt601"
    full: bool = False
    space_tag: int | None = None
    primaries: int = UNTAGGED
    transfer: int = UNTAGGED
    rotation: tuple[float, bool, bool] | None = None
    pixel_aspect: Fraction | None = None
    sound: str | None = None
    sound_seconds: float | None = None
    options: dict[str, str] = field(default_factory=lambda: {"qp": "0", "preset": "ultrafast"})
    container_options: dict[str, str] = field(default_factory=dict)

    def write(self, path: Path) -> Path:
        height, width = self.frames[0].shape[:2]
        time_base = self.time_base or Fraction(1, self.fps)
        with av.open(f"file:{path}", "w", container_options=self.container_options) as output:
            stream = output.add_stream(
                self.codec, self.fps, options=self.options, width=width, height=height
            )
            stream.time_base = stream.codec_context.time_base = time_base
            context = stream.codec_context
            context.pix_fmt = self.pix_fmt
            context.colorspace = (
                SPACE_TAG[self.matrix] if self.space_tag is None else self.space_tag
            )
            context.color_range = 2 if self.full else 1
            context.color_primaries, context.color_trc = self.primaries, self.transfer
            if self.pixel_aspect is not None:
                context.sample_aspect_ratio = self.pixel_aspect
            if self.rotation is not None:
                degrees, mirror_x, mirror_y = self.rotation
                stream.set_display_rotation(degrees, hflip=mirror_x, vflip=mirror_y)
            audio = None
            if self.sound is not None:
                audio = output.add_stream(self.sound, 48000, layout="mono")
            for i, image in enumerate(self.frames):
                frame = self._frame(image)
                frame.pts, frame.time_base = (self.pts[i] if self.pts else i), time_base
                output.mux(stream.encode(frame))
            output.mux(stream.encode(None))
            if audio is not None:
                seconds = self.sound_seconds or len(self.frames) / self.fps
                _write_sound(output, audio, seconds)
        return path

    def _frame(self, image: Picture) -> av.VideoFrame:
        frame = av.VideoFrame(image.shape[1], image.shape[0], self.pix_fmt)
        if frame.format.is_rgb:
            return av.VideoFrame.from_ndarray(image, "bgr24").reformat(format=self.pix_fmt)
        bits = frame.format.components[0].bits
        samples = to_ycbcr(image, self.matrix, self.full, bits)
        kind = np.uint8 if bits == 8 else np.uint16
        for plane, channel in zip(frame.planes, np.moveaxis(samples, -1, 0), strict=True):
            # Chroma is the mean of the pixels that share it; patches have an even grid.
            fy = -(-image.shape[0] // plane.height)
            fx = -(-image.shape[1] // plane.width)
            pad = ((0, plane.height * fy - image.shape[0]), (0, plane.width * fx - image.shape[1]))
            padded = np.pad(channel, pad, "edge")
            small = padded.reshape(plane.height, fy, plane.width, fx).mean((1, 3))
            rows = np.frombuffer(plane, kind).reshape(plane.height, -1)
            rows[:, : plane.width] = np.rint(small)
        frame.colorspace = SPACE_TAG[self.matrix] if self.space_tag is None else self.space_tag
        frame.color_range = 2 if self.full else 1
        return frame


def _write_sound(output: av.container.OutputContainer, stream: av.AudioStream, s: float) -> None:
    tone = np.sin(np.arange(int(48000 * s)) * 2 * np.pi * 440 / 48000)
    resampler = av.AudioResampler(stream.codec_context.format, "mono", 48000)
    size = stream.codec_context.frame_size or 1024
    for start in range(0, len(tone), size):
        chunk = (tone[None, start : start + size] * 8000).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(chunk, "s16", "mono")
        frame.sample_rate, frame.pts, frame.time_base = 48000, start, Fraction(1, 48000)
        for ready in resampler.resample(frame):
            output.mux(stream.encode(ready))
    output.mux(stream.encode(None))


def presentation_times(path: Path) -> list[Fraction]:
    """Of every picture that libav decodes, in seconds."""
    with av.open(f"file:{path}") as media:
        return [frame.pts * frame.time_base for frame in media.decode(video=0)]


def sound_packets(path: Path) -> list[tuple[Fraction, bytes]]:
    """Time and content of every packet of the first sound stream; empty without one."""
    with av.open(f"file:{path}") as media:
        if not media.streams.audio:
            return []
        stream = media.streams.audio[0]
        return [
            (packet.pts * stream.time_base, bytes(packet))
            for packet in media.demux(stream)
            if packet.pts is not None and packet.size
        ]


def error(a: Picture, b: Picture) -> float:
    """Mean absolute difference in levels."""
    return float(np.abs(a.astype(int) - b.astype(int)).mean())
