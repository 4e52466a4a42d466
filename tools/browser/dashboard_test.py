"""The dashboard of a real node, in a real browser, while the network around it changes.

Usage: dashboard_test.py IMAGE AXE_JS, in a network namespace with loopback up. The tests are one story and run in order.
"""

import json
import os
import pathlib
import re
import socket
import struct
import subprocess
import sys
import tempfile
import unittest
import urllib.request

from browser import Browser, until

IMAGE = pathlib.Path(sys.argv[1]).resolve()
AXE = pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
PROFILE = pathlib.Path("vision-protocol/src/main/resources/network/vision/protocol/devnet.json")
PAGE = "http://127.0.0.1:7070/"
TAB, ENTER, ESCAPE = "\ue004", "\ue007", "\ue00c"


class Node:
    """A node of a devnet, in a process of its own."""

    def __init__(self, folder, name, http, seed=None):
        self.folder, self.name, self.http, self.seed = folder, name, http, seed
        self.process = None

    def start(self, port):
        settings = {
            "VISION_NETWORK": "devnet",
            "VISION_DIAL_ONLY": "127.0.0.0/8,::1",
            "VISION_PORT": str(self.http),
            "VISION_P2P_LISTEN": f"127.0.0.1:{port}",
            "VISION_DATA_DIR": str(self.folder / self.name),
            "VISION_SEEDS": self.seed or "none",
        }
        with open(self.folder / f"{self.name}.log", "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [IMAGE / "bin" / "vision-node", "run"],
                env={**os.environ, **settings},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
            self.process = None


def stranger(port):
    """A connection to the node at a port, of somebody nobody should dial."""
    profile = json.loads(PROFILE.read_text(encoding="utf-8"))
    hello = {key: profile[key] for key in ("protocol_version", "chain_id", "genesis_hash", "network_id", "node_version")}
    hello.update(dict.fromkeys(("admission_ticket", "vision_address", "public_key"), ""))
    hello.update(node_nonce=1, chain_height=0, node_tag="VNODE-stranger", node_id="stranger", role="constellation", p2p_port=0)
    payload = json.dumps(hello).encode()
    line = socket.create_connection(("127.0.0.1", port), timeout=20)
    line.sendall(b"VISION-P2\x04" + struct.pack(">H", len(payload)) + payload)
    line.recv(1)
    return line


def say(line, message):
    payload = json.dumps(message).encode()
    line.sendall(struct.pack(">I", len(payload)) + payload)


def rumour(node_id, port):
    """That a node is at a port."""
    texts = {"node_tag": "VNODE-bob", "vision_address": "", "role": "constellation", "reputation_tier": "fair"}
    return {"node_id": node_id, "ip_address": "127.0.0.1", "port": port, "last_seen": 0, "is_verified": False, **texts}


class DashboardTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.alice = Node(cls.folder, "alice", 7070)
        cls.bob = Node(cls.folder, "bob", 7080, seed="127.0.0.1:7072")
        cls.carol = Node(cls.folder, "carol", 7090, seed="127.0.0.1:7072")
        for node in (cls.alice, cls.bob, cls.carol):
            cls.addClassCleanup(node.stop)
        cls.browser = cls.enterClassContext(Browser())
        cls.alice.start(7072)
        until("alice answers", lambda: "Dashboard" in (cls.folder / "alice.log").read_text(), 60)
        cls.browser.size(1280)
        cls.browser.open(PAGE)

    def ports(self):
        """The port of each row, by the connected ones."""
        return self.browser.run(
            "return [...document.querySelectorAll('#table tbody tr')]"
            ".filter(row => row.querySelector('[data-state=Connected]'))"
            ".map(row => row.querySelector('.port').innerText)"
        )

    def events(self, kind):
        return self.browser.count(f"#events [data-kind={kind}]")

    def assert_nothing_serious(self):
        self.browser.run(AXE + "; window.axe = axe")
        found = self.browser.run_later(
            "const done = arguments[arguments.length - 1];"
            "axe.run({resultTypes: ['violations']}).then(r => done(r.violations"
            ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
            ".map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html).join(' | '))))"
        )
        self.assertEqual([], found)

    def test_01_a_node_without_peers_says_what_happens_next(self):
        until("it is live", lambda: self.browser.text("#live-text") == "Live")
        until("it says so", lambda: "No peers yet" in self.browser.text("#table"))
        until("it says where it is", lambda: "127.0.0.1:7072" in self.browser.text("#self"))
        self.assertNotEqual("", self.browser.text(".verdict"))
        until("no conflict is said to be none", lambda: self.browser.text("#conflicts").startswith("None."))

    def test_02_peers_appear_by_themselves(self):
        self.browser.run("window.neverReloaded = true")
        self.bob.start(7082)
        self.carol.start(9333)
        until("both are rows", lambda: sorted(self.ports()) == ["7082", "9333"], 60)
        until("both are stars", lambda: self.browser.count("#sky .peer.on") == 2)
        until("both are events", lambda: self.events("connected") >= 2)
        self.assertEqual(2, self.browser.count(".port.odd"))

    def test_03_a_peer_that_moves_changes_its_row(self):
        self.bob.stop()
        until("bob is gone", lambda: self.ports() == ["9333"])
        self.bob.start(7099)
        until("bob's row has his port", lambda: sorted(self.ports()) == ["7099", "9333"], 60)
        until("it is told where he is", lambda: "127.0.0.1:7099" in self.browser.text("#events"))
        until("the move is an event", lambda: self.events("moved") >= 1)
        self.assertTrue(self.browser.run("return window.neverReloaded === true"))
        self.browser.run(
            "[...document.querySelectorAll('#table tbody tr')]"
            ".find(row => row.querySelector('.port').innerText === '7099').querySelector('.open').click()"
        )
        until("his ports are listed", lambda: re.search(r"7082\s+7099", self.browser.text("#detail[open]")))
        self.browser.press(ESCAPE)

    def test_04_hearsay_against_a_peers_own_word_is_a_conflict_with_its_meaning(self):
        with urllib.request.urlopen(PAGE + "p2p/peers?port=7099") as answer:
            bob = json.load(answer)["peers"][0]["node_id"]
        with stranger(7072) as line:
            say(line, {"PeerGossip": {"from_node": "VNODE-stranger", "timestamp": 0, "peers": [rumour(bob, 7777)]}})
            until("it is told", lambda: "127.0.0.1:7777" in self.browser.text("#conflicts"))
        self.assertIn("127.0.0.1:7099", self.browser.text("#conflicts"))
        self.assertIn("somebody lies about it", self.browser.text("#conflicts"))
        until("it is an event", lambda: self.events("conflict") >= 1)
        until("nobody has moved for that", lambda: sorted(self.ports()) == ["7099", "9333"])

    def test_05_rows_are_filtered(self):
        show = "const f = document.getElementById('filter'); f.elements[arguments[0]].value = arguments[1]; f.dispatchEvent(new Event('input'))"
        self.browser.run(show, "port", "9333")
        self.assertEqual(1, self.browser.count("#table tbody tr"))
        self.browser.run(show, "port", "")
        self.browser.run(show, "q", "nobody has this name")
        self.assertIn("No peer fits the filter", self.browser.text("#table"))
        self.browser.run(show, "q", "")
        self.browser.click("[name=non_default_port]")
        self.assertEqual(2, self.browser.count("#table tbody tr"))
        self.browser.click("[name=non_default_port]")

    def test_06_it_is_used_with_the_keyboard_alone(self):
        self.browser.open(PAGE)
        until("the peers are there", lambda: len(self.ports()) == 2)
        self.browser.press(TAB)
        self.assertEqual("skip", self.browser.run("return document.activeElement.className"))
        self.browser.press(ENTER)
        self.assertEqual("peers", self.browser.run("return document.activeElement.id"))
        for _ in range(30):
            self.browser.press(TAB)
            if self.browser.run("return document.activeElement.className") == "open":
                break
        self.browser.press(ENTER)
        until("the peer is shown", lambda: "Addresses" in self.browser.text("#detail[open]"))
        self.assert_nothing_serious()
        self.browser.press(ESCAPE)
        self.assertEqual(0, self.browser.count("#detail[open]"))
        self.assertEqual("open", self.browser.run("return document.activeElement.className"))

    def test_07_nothing_serious_is_wrong_in_light_and_dark(self):
        shades = {}
        for theme in ("Light", "Dark"):
            until(theme, lambda: self.browser.click("#theme") or self.browser.text("#theme-text") == theme)
            shades[theme] = self.browser.run("return getComputedStyle(document.body).backgroundColor")
            self.assert_nothing_serious()
        self.assertNotEqual(shades["Light"], shades["Dark"])
        self.browser.open(PAGE)
        self.assertEqual("Dark", self.browser.text("#theme-text"))

    def test_08_it_fits_a_telephone(self):
        until("peers are there", lambda: len(self.ports()) == 2)
        self.browser.size(360, 740)
        until("nothing sticks out", lambda: self.browser.run("return document.documentElement.scrollWidth") <= 360)
        self.assertEqual(2, self.browser.count(".port.odd"))
        until("rates are drawn", lambda: self.browser.count("#rates .rate svg") == 7, 40)
        self.assert_nothing_serious()
        self.browser.size(1280)

    def test_09_a_lost_stream_is_said_and_comes_back(self):
        self.alice.stop()
        until("the loss is said", lambda: "does not answer" in self.browser.text("#lost:not([hidden])"))
        self.assertEqual("Stream lost", self.browser.text("#live-text"))
        self.assert_nothing_serious()
        self.alice.start(7072)
        until("it is back", lambda: self.browser.count("#lost[hidden]") == 1, 60)
        self.assertEqual("Live", self.browser.text("#live-text"))
        until("the peers are back", lambda: len(self.ports()) == 2, 60)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2, failfast=True)
