"""Pictures of the dashboard at 0, 5, 50 and 500 invented peers, light and dark, wide and narrow; of one peer, and of a loss.

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
    if peers == 50:
        until("there are rates", lambda: browser.count("#rates svg") > 0)
    for theme in ("light", "dark"):
        browser.run("localStorage.setItem('theme', arguments[0])", theme)
        for width, height in ((1280, 1400), (360, 2600)):
            browser.size(width, height)
            browser.open(PAGE)
            until("all panels are filled", lambda: browser.count("[aria-busy]") == 0)
            until("the stars have come", lambda: browser.count("#sky .peer") == peers)
            browser.run_later("setTimeout(arguments[0], 1000)")  # they glide to their places
            browser.screenshot(folder / f"{peers}-{theme}-{width}.png")
            if peers == 50:
                browser.run("document.querySelector('#table .open').click()")
                until("the peer is shown", lambda: "Addresses" in browser.text("#detail[open]"))
                browser.screenshot(folder / f"peer-{theme}-{width}.png")


def take_loss(browser, folder):
    until("the loss is said", lambda: "does not answer" in browser.text("#lost"))
    browser.screenshot(folder / "lost-dark-360.png")
    browser.size(1280, 1400)
    browser.screenshot(folder / "lost-dark-1280.png")


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with Browser() as browser:
        for peers in (0, 5, 50, 500):
            command = ["vision-node-app/target/image/bin/java", "-cp", CLASSES, "network.vision.api.DashboardDemo", str(PORT), str(peers)]
            node = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                until("the demonstration answers", answers)
                take(browser, folder, peers)
            finally:
                node.terminate()
                node.wait()
        take_loss(browser, folder)
    print(*sorted(str(file) for file in folder.glob("*.png")), sep="\n")


if __name__ == "__main__":
    main()
