"""A call in headless Chromium, which sees the virtual camera through `getUserMedia`."""

from __future__ import annotations

import base64
import functools
import http.server
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

PAGE = Path(__file__).with_name("page.html")
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--use-fake-ui-for-media-stream"),
    *("--no-first-run", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-extensions", "--disable-quic", "--mute-audio"),
    *("--disable-features=Translate,OptimizationHints,MediaRouter", "--window-size=700,420"),
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class Call:
    """The page `page.html`, open. Takes half a minute in the guest."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._phases: dict[str, dict[str, Any]] = {}
        handler = functools.partial(_Quiet, directory=str(PAGE.parent))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for flag in (*_FLAGS, f"--user-data-dir={tempfile.mkdtemp()}"):
            options.add_argument(flag)
        service = Service("/usr/bin/chromedriver")
        self._driver = webdriver.Chrome(options=options, service=service)
        self._driver.set_script_timeout(120)
        self._driver.get(f"http://127.0.0.1:{self._server.server_port}/{PAGE.name}")

    def __enter__(self) -> Call:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._driver.quit()
        self._server.shutdown()
        self._server.server_close()

    def join(self, label: str, seconds: float) -> dict[str, Any]:
        """Opens the camera of that label; its settings as Chromium tells them."""
        settings: dict[str, Any] = self._driver.execute_async_script(
            "const done = arguments[2]; join(arguments[0], arguments[1])"
            ".then(done, error => done({error: String(error)}))",
            label,
            seconds,
        )
        return settings

    def phase(self, name: str, pictures: int, seconds: float = 6.0) -> None:
        """Watches for a while, and keeps some pictures of it."""
        self._driver.execute_script("next()")
        kept = []
        start = time.monotonic()
        for number in range(pictures):
            encoded = str(self._driver.execute_script("return picture()")).partition(",")[2]
            path = self._folder / f"chromium-{name}-{number}.png"
            path.write_bytes(base64.b64decode(encoded))
            kept.append(path.name)
            time.sleep(0.2)
        time.sleep(max(0.0, start + seconds - time.monotonic()))
        self._phases[name] = {**self._driver.execute_script("return next()"), "pictures": kept}

    def report(self) -> dict[str, Any]:
        return {"phases": self._phases, "failed": 0}
