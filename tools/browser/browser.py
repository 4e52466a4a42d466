"""A browser to test pages with: Chromium without a window, driven over WebDriver (W3C).

Debian's chromium and chromium-driver, and nothing else. It phones home as it likes, so it belongs into a network namespace.
"""

import base64
import json
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

DRIVER_PORT = 9515
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]


def until(what, condition, seconds=30):
    """Waits for a condition and gives its value; fails with what was hoped for."""
    end = time.monotonic() + seconds
    value = condition()
    while not value:
        if time.monotonic() > end:
            raise AssertionError(f"does not hold after {seconds} s: {what}")
        time.sleep(0.05)
        value = condition()
    return value


class Browser:
    """One Chromium with a profile of its own; a context manager that leaves nothing behind."""

    def __enter__(self):
        self.profile = tempfile.mkdtemp(prefix="chromium-")
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={DRIVER_PORT}", "--log-level=OFF"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until("the driver is ready", self._is_ready)
        options = {"args": [*FLAGS, f"--user-data-dir={self.profile}"]}
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
        self.session = "/session/" + self._send("POST", "/session", wanted)["sessionId"]
        return self

    def __exit__(self, *_):
        try:
            self._send("DELETE", self.session)
        finally:
            self.driver.terminate()
            self.driver.wait()
            shutil.rmtree(self.profile, ignore_errors=True)

    def open(self, url):
        self._send("POST", self.session + "/url", {"url": url})

    def run(self, script, *args):
        """The value of a script, which returns it."""
        body = {"script": script, "args": args}
        return self._send("POST", self.session + "/execute/sync", body)

    def run_later(self, script, *args):
        """The value that a script gives to the function that is its last argument."""
        body = {"script": script, "args": args}
        return self._send("POST", self.session + "/execute/async", body)

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector)

    def count(self, selector):
        return self.run("return document.querySelectorAll(arguments[0]).length", selector)

    def click(self, selector):
        found = self._send("POST", self.session + "/element", {"using": "css selector", "value": selector})
        self._send("POST", f"{self.session}/element/{found[ELEMENT]}/click", {})

    def press(self, *keys):
        """Keys of the keyboard, one after the other, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        body = {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]}
        self._send("POST", self.session + "/actions", body)

    def size(self, width, height=900):
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._command("Emulation.setDeviceMetricsOverride", metrics)

    def screenshot(self, file):
        with open(file, "wb") as out:
            out.write(base64.b64decode(self._send("GET", self.session + "/screenshot")))

    def _command(self, name, params):
        self._send("POST", self.session + "/goog/cdp/execute", {"cmd": name, "params": params})

    def _is_ready(self):
        try:
            return self._send("GET", "/status")["ready"]
        except OSError:
            return False

    @staticmethod
    def _send(method, path, body=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{DRIVER_PORT}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(json.load(error)["value"]["message"]) from error
