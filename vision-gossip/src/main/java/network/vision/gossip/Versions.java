package network.vision.gossip;

import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.PeerAddress;

/**
 * In which handshake version to dial: 4, unless only 3 has worked within a day. Who ever spoke 4 is
 * never dialled with 3, and nobody is over IPv6, which deployed nodes do not know.
 *
 * <p>Owner: the loop thread. Source: {@code docs/PROTOCOL.md §2}.
 */
final class Versions {

  private static final long DOUBT_SECONDS = 24 * 3600;

  private final AddressBook book;

  Versions(AddressBook book) {
    this.book = book;
  }

  HandshakeVersion of(Now now, PeerAddress address) {
    return book.at(address)
        .map(entry -> entry.peer)
        .filter(peer -> peer.version == HandshakeVersion.V3)
        .filter(peer -> now.wall().getEpochSecond() - peer.versionSeconds < DOUBT_SECONDS)
        .map(peer -> HandshakeVersion.V3)
        .orElse(HandshakeVersion.V4);
  }

  /**
   * Whether a dial in {@code version} that was closed without an answer is worth another in version
   * 3.
   */
  boolean mayFallBack(HandshakeVersion version, PeerAddress address) {
    boolean spokeFour =
        book.at(address).filter(entry -> entry.peer.version == HandshakeVersion.V4).isPresent();
    return version == HandshakeVersion.V4 && isSpokenAt(HandshakeVersion.V3, address) && !spokeFour;
  }

  static boolean isSpokenAt(HandshakeVersion version, PeerAddress address) {
    return version == HandshakeVersion.V4 || address.ip().isIpv4();
  }
}
