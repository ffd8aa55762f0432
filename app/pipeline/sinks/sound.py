"""The input's sound, packet by packet as it is stored."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from fractions import Fraction

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

_log = logging.getLogger(__name__)


class Sound:
    """Reads the audio packets of a video file, in step with its pictures."""

    def __init__(self, container: InputContainer, picture: VideoStream) -> None:
        """
        Args:
            container: An open file of its own, which nobody else reads. Closed by `close`.
            picture: The stream whose pictures were shown.
        """
        self._container = container
        self._picture = picture
        self._packets: Iterator[Packet[Stream]] = iter(())
        self._held: Packet[Stream] | None = None
        self._seen = Fraction(-(10**9))
        """The latest presentation time of a picture packet read so far."""

    @property
    def streams(self) -> tuple[AudioStream, ...]:
        return self._container.streams.audio

    def start(self, streams: list[AudioStream]) -> None:
        """Chooses the streams to read. Once, before anything is read."""
        if streams:
            self._packets = self._container.demux(self._picture, *streams)

    def until(self, time: Fraction) -> Iterator[Packet[Stream]]:
        """The next packets, up to presentation time `time` in seconds."""
        while (packet := self._next()) is not None:
            if _time(packet) > time:
                self._held = packet
                return
            yield packet

    def rest(self, last: Fraction, frame_duration: Fraction) -> Iterator[Packet[Stream]]:
        """What is left after the last picture.

        Sound that outlasts the pictures is kept when the input's own pictures end here too. Where
        the input goes on (it was interrupted, or only its start was wanted) sound ends with it.

        Args:
            last: Presentation time of the last picture written, in seconds.
            frame_duration: How long that is shown, in seconds.
        """
        left: list[Packet[Stream]] = []
        while self._seen <= last and (packet := self._next()) is not None:
            left.append(packet)
        if self._seen <= last:
            yield from left
            return
        if self._held is not None:
            left.append(self._held)
        end = last + frame_duration
        yield from (packet for packet in left if _time(packet) < end)
        if not left or _time(left[-1]) < end:
            yield from self.until(end)

    def _next(self) -> Packet[Stream] | None:
        """The next audio packet; notes picture packets on the way."""
        held, self._held = self._held, None
        if held is not None:
            return held
        try:
            for packet in self._packets:
                if packet.pts is None or packet.dts is None:
                    continue  # the demuxer's own last packets, which are empty
                if packet.stream is not self._picture:
                    return packet
                self._seen = max(self._seen, _time(packet))
        except av.FFmpegError as error:
            _log.warning("the sound ends early: %s", error.strerror)
        return None

    def close(self) -> None:
        self._packets = iter(())
        self._held = None
        self._container.close()


def _time(packet: Packet[Stream]) -> Fraction:
    return (packet.pts or 0) * packet.time_base
