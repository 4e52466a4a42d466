"""Pictures of the dashboard at 5, 50 and 500 invented peers, light and dark, wide and narrow.

Usage: screenshots.py DIRECTORY, in a network namespace with loopback up, after a build.
"""

import pathlib
import subprocess
import sys
import urllib.request

from browser import Browser, until

PORT = 7070
PAGE = f"http://127.0.0.1:{PORT}/"
CLASSES = ":".join(
    [
        "vision-api/target/test-classes",
        "vision-api/target/classes",
        "vision-protocol/target/classes",
        "vision-node-app/target/modules/*",
    ]
)


def answers():
    try:
        with urllib.request.urlopen(PAGE, timeout=5):
            return True
    except OSError:
        return False


def take(browser, folder, peers):
    browser.open(PAGE)
    for theme in ("light", "dark"):
        browser.run("localStorage.setItem('theme', arguments[0])", theme)
        for width, height in ((1280, 1400), (360, 2600)):
            browser.size(width, height)
            browser.open(PAGE)
            until("all panels are filled", lambda: browser.count("[aria-busy]") == 0)
            until("the stars have come", lambda: browser.count("#sky .peer") == peers)
            browser.run_later("setTimeout(arguments[0], 1000)")  # they glide to their places
            browser.screenshot(folder / f"{peers}-{theme}-{width}.png")


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with Browser() as browser:
        for peers in (5, 50, 500):
            command = ["vision-node-app/target/image/bin/java", "-cp", CLASSES, "network.vision.api.DashboardDemo", str(PORT), str(peers)]
            node = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                until("the demonstration answers", answers)
                take(browser, folder, peers)
            finally:
                node.terminate()
                node.wait()
    print(*sorted(str(file) for file in folder.glob("*.png")), sep="\n")


if __name__ == "__main__":
    main()
