#!/usr/bin/env python3
"""A cable between two namespaces that delays and loses frames, for kernels without sch_netem.

  wire.py NAMESPACE INTERFACE OTHER_NAMESPACE OTHER_INTERFACE [--delay MS] [--loss PERCENT] [--seed N]

Delay and loss hold for each direction. Makes a TAP in each namespace, without an address, prints READY, carries frames
in order until SIGTERM, then prints how many it carried and lost.
"""
import argparse
import collections
import ctypes
import fcntl
import os
import random
import select
import signal
import struct
import subprocess
import time

MAX_QUEUED = 10_000
TUNSETIFF = 0x400454CA
IFF_TAP_NO_PI = 0x1002
libc = ctypes.CDLL(None, use_errno=True)


def enter(namespace):
    if libc.setns(namespace, 0):
        raise OSError(ctypes.get_errno(), "setns")


def make_tap(namespace, interface):
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    there = os.open("/run/netns/" + namespace, os.O_RDONLY)
    enter(there)
    tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tap, TUNSETIFF, struct.pack("16sH22x", interface.encode(), IFF_TAP_NO_PI))
    enter(home)
    os.close(there)
    os.close(home)
    subprocess.run(["ip", "-n", namespace, "link", "set", interface, "up"], check=True)
    return tap


class Direction:
    """Frames on their way from one end to the other, oldest first."""

    def __init__(self, source, target, options, seed):
        self.source, self.target = source, target
        self.delay, self.loss = options.delay / 1000, options.loss / 100
        self.random = random.Random(seed)
        self.frames = collections.deque()
        self.carried = self.lost = 0

    def take(self):
        try:
            frame = os.read(self.source, 65536)
        except BlockingIOError:
            return
        if self.random.random() < self.loss or len(self.frames) == MAX_QUEUED:
            self.lost += 1
        else:
            self.frames.append((time.monotonic() + self.delay, frame))

    def deliver(self):
        """Delivers what is due; returns the seconds until the next frame is, at most one."""
        while self.frames:
            wait = self.frames[0][0] - time.monotonic()
            if wait > 0:
                return min(wait, 1)
            try:
                os.write(self.target, self.frames.popleft()[1])
                self.carried += 1
            except OSError:
                self.lost += 1
        return 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ends", nargs=4)
    parser.add_argument("--delay", type=float, default=0)
    parser.add_argument("--loss", type=float, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    here, there = make_tap(*options.ends[:2]), make_tap(*options.ends[2:])
    directions = {
        here: Direction(here, there, options, options.seed),
        there: Direction(there, here, options, options.seed + 1),
    }
    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    poll = select.poll()
    for tap in directions:
        poll.register(tap, select.POLLIN)
    print("READY", flush=True)
    while not stopped:
        wait = min(direction.deliver() for direction in directions.values())
        for tap, _ in poll.poll(wait * 1000):
            directions[tap].take()
    for direction in directions.values():
        print(f"carried {direction.carried}, lost {direction.lost}", flush=True)


main()
