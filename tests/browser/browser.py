# SPDX-License-Identifier: MIT
"""Chromium without a window, driven through its DevTools protocol over two pipes."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from typing import Any

CHROMIUM = shutil.which("chromium") or "chromium"
WAIT_SECONDS = 30


class Browser:
    """One page of a browser; use it as a context manager. `said` holds what the page's console
    said, the violations of its policy included."""

    def __init__(self, width: int = 1280, height: int = 900, scale: float = 1) -> None:
        self._size = {"width": width, "height": height, "deviceScaleFactor": scale,
                      "mobile": False}
        self._number = 0
        self.said: list[str] = []

    def __enter__(self) -> Browser:
        self._profile = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        reads, self._to = os.pipe()
        self._from, writes = os.pipe()
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                 "--no-first-run", "--hide-scrollbars", "--font-render-hinting=none",
                 "--disable-background-networking", "--disable-component-update",
                 "--remote-debugging-pipe", f"--user-data-dir={self._profile.name}"]

        def connect() -> None:  # the protocol's descriptors are 3 and 4
            copies = os.dup(reads), os.dup(writes)
            os.dup2(copies[0], 3)
            os.dup2(copies[1], 4)

        self._process = subprocess.Popen(
            [CHROMIUM, *flags, "about:blank"], preexec_fn=connect, close_fds=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "TZ": "UTC", "LANG": "C.UTF-8"})
        os.close(reads)
        os.close(writes)
        self._unread = b""
        self._session = ""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self._call(f"{domain}.enable")
        self._call("Emulation.setDeviceMetricsOverride", **self._size)
        return self

    def __exit__(self, *exception: object) -> None:
        self._process.terminate()
        self._process.wait()
        os.close(self._to)
        os.close(self._from)
        self._profile.cleanup()

    def open(self, address: str) -> None:
        """Loads a page, and waits until it and its fonts are there."""
        answer = self._call("Page.navigate", url=address)
        assert "errorText" not in answer, answer
        self.wait_for("document.readyState === 'complete' && location.href !== 'about:blank'")
        self.evaluate("document.fonts.ready.then(() => true)")

    def evaluate(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self._call("Runtime.evaluate", expression=script, returnByValue=True,
                            awaitPromise=True)
        if "exceptionDetails" in answer:
            raise ValueError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def wait_for(self, condition: str) -> None:
        """Until an expression is true in the page."""
        end = time.monotonic() + WAIT_SECONDS
        while not self.evaluate(condition):
            assert time.monotonic() < end, f"not true after {WAIT_SECONDS} s: {condition}"
            time.sleep(0.05)

    def picture(self, selector: str) -> bytes:
        """The first element that the selector finds, as PNG."""
        clip = self.evaluate(
            f"(({{x, y, width, height}}) => ({{x: x + scrollX, y: y + scrollY, width, height}}))"
            f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())")
        shot = self._call("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                          clip={**clip, "scale": 1})
        return base64.b64decode(shot["data"])

    def _call(self, method: str, **parameters: Any) -> Any:
        """One command and its result; what comes in between is noted down."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            command["sessionId"] = self._session
        os.write(self._to, json.dumps(command).encode() + b"\0")
        while (answer := self._read()).get("id") != self._number:
            self._note(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def _read(self) -> Any:
        while b"\0" not in self._unread:
            got = os.read(self._from, 1 << 20)
            assert got, "the browser has ended"
            self._unread += got
        first, _, self._unread = self._unread.partition(b"\0")
        return json.loads(first)

    def _note(self, event: Any) -> None:
        if event["method"] == "Log.entryAdded":
            self.said.append(event["params"]["entry"]["text"])
        if event["method"] in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
            self.said.append(json.dumps(event["params"]))
