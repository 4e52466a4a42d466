package network.vision.gossip;

import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.PeerAddress;

/**
 * In which handshake version to dial: 4, unless 3 was learned within a day. Who ever spoke 4 is
 * never dialled with 3, and nobody is over IPv6, which deployed nodes do not know.
 *
 * <p>Learned from dials that worked. Who dials us in version 3 can name any id, and an id without a
 * proof is only a name: what it says of its version would be a downgrade for the asking.
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
        .filter(peer -> !isDoubted(now, peer))
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

  /**
   * Whether the peer's version is to be tried anew with 4: a day after it was learned, or where the
   * wall clock stands before that.
   */
  static boolean isDoubted(Now now, BookPeer peer) {
    long age = now.wall().getEpochSecond() - peer.versionSeconds;
    return age < 0 || age >= DOUBT_SECONDS;
  }

  static boolean isSpokenAt(HandshakeVersion version, PeerAddress address) {
    return version == HandshakeVersion.V4 || address.ip().isIpv4();
  }
}
