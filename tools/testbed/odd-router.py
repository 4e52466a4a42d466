#!/usr/bin/env python3
"""A UPnP gateway that answers every search, and then behaves badly.

  odd-router.py drip ADDRESS   its description never ends: a byte every 50 ms
  odd-router.py lie ADDRESS    sends searchers to itself, to somebody else, to a file and nowhere; describes nonsense

ADDRESS is its own, on the link where it listens. Prints READY, and runs until it is killed.
"""
import http.server
import socket
import struct
import sys
import threading
import time

HTTP_PORT = 5556
GATEWAY = "urn:schemas-upnp-org:device:InternetGatewayDevice:1"


class Dripping(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<root>")
        try:
            while True:
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, *_):
        pass


class Nonsense(Dripping):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE root [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><root>&x;</root>")


def locations(kind, address):
    own = f"http://{address}:{HTTP_PORT}/rootDesc.xml"
    if kind == "drip":
        return [own]
    return [own, "http://203.0.113.9/rootDesc.xml", "file:///etc/hostname", "http://[", ""]


def main():
    kind, address = sys.argv[1:]
    handler = Dripping if kind == "drip" else Nonsense
    server = http.server.ThreadingHTTPServer((address, HTTP_PORT), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    search = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    search.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    search.bind(("", 1900))
    group = struct.pack("4s4s", socket.inet_aton("239.255.255.250"), socket.inet_aton(address))
    search.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
    print("READY", flush=True)
    while True:
        question, searcher = search.recvfrom(2048)
        if question.startswith(b"M-SEARCH"):
            for location in locations(kind, address):
                reply = f"HTTP/1.1 200 OK\r\nST: {GATEWAY}\r\nLOCATION: {location}\r\n\r\n"
                search.sendto(reply.encode(), searcher)


main()
