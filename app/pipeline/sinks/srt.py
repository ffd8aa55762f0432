"""SRT, through an ``ffmpeg`` on the PATH: the libav that comes with the app has none."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import threading
import time
import urllib.parse

from app.disclosure import container_tags
from app.errors import SinkError, UsageError
from app.pipeline.sinks.route import STALL_S, Abort, Pipe, bracketed, split

_INSTALL = {
    "linux": "type `sudo apt install ffmpeg`",
    "darwin": "type `brew install ffmpeg`",
    "win32": "type `winget install Gyan.FFmpeg`, then open a new terminal",
}
_ASK_S = 10.0
"""Seconds for `ffmpeg` to say what it can."""
_END_S = 1.0
"""Seconds for it to send the rest and to end by itself."""
_GUARD_S = 0.1
"""Seconds between two looks whether it hangs."""
_LISTEN_S = STALL_S + 2
"""Seconds that ffmpeg itself waits for a caller: more than we let it."""
PASSPHRASE = range(10, 80)
"""Lengths that libsrt takes, in bytes."""


def _protocols(program: str) -> tuple[str, ...]:
    """The protocols that an ffmpeg can write to; none when it does not start."""
    try:
        told = subprocess.run(
            [program, "-hide_banner", "-protocols"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_ASK_S,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    _, _, outputs = told.stdout.decode("utf-8", "replace").partition("Output:")
    return tuple(outputs.split())


def ffmpeg_with_srt() -> str:
    """The path of an ``ffmpeg`` that knows SRT.

    Raises:
        SinkError: There is none on the PATH; says what to install.
    """
    install = _INSTALL.get(sys.platform, _INSTALL["linux"])
    program = shutil.which("ffmpeg")
    if program is None:
        raise SinkError(f"SRT needs a program, ffmpeg, which is not there: {install}")
    if "srt" not in _protocols(program):
        raise SinkError(f"the ffmpeg in '{program}' was built without SRT: {install}")
    return program


class SrtRoute:
    """``srt://HOST:PORT``, with what libsrt takes behind a question mark: ``?passphrase=…``,
    ``?streamid=…``, ``?mode=listener``. See `Route`.

    While it runs the whole address can be read in this computer's list of processes, by its other
    users too.

    Attributes:
        listens: Whether it is the peer that calls, whenever it likes.
    """

    container = "mpegts"

    def __init__(self, spec: str) -> None:
        """
        Raises:
            UsageError: There is no host or port in it.
        """
        parts, host, port = split(spec, None)
        self.name = f"srt://{bracketed(host)}:{port}"
        asked = urllib.parse.parse_qs(parts.query, keep_blank_values=True)
        self.listens = "listener" in asked.get("mode", [])
        # libsrt does not say which of them the peer did not like.
        doubtful = ["host", "port", *(n for n in ("passphrase", "streamid") if n in asked)]
        self.look_at = f"{', '.join(doubtful[:-1])} and {doubtful[-1]}"
        if any(len(word.encode()) not in PASSPHRASE for word in asked.get("passphrase", [])):
            raise UsageError(
                f"{self.name} comes with a passphrase that SRT does not take: give one of "
                f"{PASSPHRASE.start} to {PASSPHRASE.stop - 1} characters"
            )
        self._address = spec
        if self.listens and "listen_timeout" not in asked:
            # An app that is killed cannot end its ffmpeg, which would wait, and keep the port.
            self._address += f"&listen_timeout={round(_LISTEN_S * 1e6)}"
        self._program = "ffmpeg"

    def check(self) -> None:
        self._program = ffmpeg_with_srt()

    def pipe(self) -> Pipe:
        return _SrtPipe(self._program, self._address)


class _SrtPipe:
    """A child process that takes MPEG-TS on its standard input.

    It keeps what nobody takes, and sends it when somebody comes: pictures from before the panic key
    went down. So it is ended when nobody was there for `STALL_S` seconds, as when it hangs.
    """

    def __init__(self, program: str, address: str) -> None:
        tags = [f"{name}={value}" for name, value in container_tags("mpegts").items()]
        self._command = [
            *(program, "-hide_banner", "-loglevel", "quiet"),
            # What comes is known, so it need not look long; 0 microseconds would be five seconds.
            *("-fflags", "+nobuffer", "-probesize", "32000", "-analyzeduration", "1"),
            *("-f", "mpegts", "-i", "pipe:0", "-map", "0", "-c", "copy"),
            *(word for tag in tags for word in ("-metadata", tag)),
            *("-flush_packets", "1", "-f", "mpegts", "-progress", "pipe:1", address),
        ]
        self._child: subprocess.Popen[bytes] | None = None
        self._watch = threading.Thread(target=self._look, name="understudy-srt", daemon=True)
        self._guard = threading.Thread(
            target=self._end_stalled, name="understudy-srt-guard", daemon=True
        )
        self._over = threading.Event()
        self._aborted = Abort()
        self._began: float | None = None
        """When the first write began."""
        self._writing: float | None = None
        """When the write began that goes on."""
        self._connected = False
        self.closed = False

    def open(self) -> None:
        self._child = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,  # so that closing its input does not wait either
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._watch.start()
        self._guard.start()

    def _look(self) -> None:
        """It tells of its progress as soon as the peer is there."""
        assert self._child is not None
        assert self._child.stdout is not None
        for line in self._child.stdout:
            if line.startswith(b"progress="):
                self._connected = True
        self._connected = False

    def _end_stalled(self) -> None:
        """Ends the child; whoever waits in `write` then fails. Pipes that do not wait are not to be
        had on every system."""
        child = self._child
        assert child is not None
        while not self._over.wait(_GUARD_S):
            since = self._writing if self._connected else self._began
            if since is not None and time.monotonic() - since > STALL_S:
                child.kill()
                return

    @property
    def connected(self) -> bool:
        return self._connected

    def write(self, data: bytes) -> int:
        self._aborted.check()
        child = self._child
        if child is None or child.stdin is None:
            raise BrokenPipeError("not open")
        self._writing = time.monotonic()
        self._began = self._began or self._writing
        rest = memoryview(data)
        while rest:
            self._aborted.check()
            rest = rest[child.stdin.write(rest) :]
        self._writing = None
        return len(data)

    def flush(self) -> None:
        """Nothing is kept."""

    def close(self) -> None:
        self.closed = True
        child, self._child = self._child, None
        if child is None:
            return
        assert child.stdin is not None
        with contextlib.suppress(OSError):
            child.stdin.close()
        try:
            child.wait(_END_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        self._over.set()
        self._guard.join()
        self._watch.join(_END_S)
        assert child.stdout is not None
        child.stdout.close()

    def abort(self) -> None:
        self._aborted.set()
        child = self._child
        if child is not None:
            child.kill()
