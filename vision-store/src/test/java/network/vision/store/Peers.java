package network.vision.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Identity;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import network.vision.protocol.PublicKey;

/** Peers to remember. */
final class Peers {

  static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  /** Of the network that all are of. */
  static final String GENESIS = "00".repeat(32);

  /** A peer with a name and one address that was heard of in gossip. */
  static StoredPeer named(int number) {
    return tagged(number, "VNODE-%08x".formatted(number));
  }

  /** The same peer with another tag. */
  static StoredPeer tagged(int number, String tag) {
    NodeId nodeId = new NodeId("%040x".formatted(number));
    return new StoredPeer(
        nodeId,
        StoredPeer.Claims.of(nodeId, tag, "constellation", "", "", null),
        null,
        null,
        StoredPeer.Standing.BLAMELESS,
        false,
        List.of(heard(address(number))));
  }

  /** The same peer at another port. */
  static StoredPeer at(StoredPeer peer, int port) {
    PeerAddress old = peer.addresses().getFirst().address();
    return new StoredPeer(
        peer.nodeId(),
        peer.claims(),
        peer.provenKey(),
        peer.spoken(),
        peer.standing(),
        peer.isAnchor(),
        List.of(heard(new PeerAddress(old.ip(), port))));
  }

  /** An address whose node nobody has met. */
  static StoredPeer unnamed(int number) {
    return new StoredPeer(
        null,
        StoredPeer.Claims.NONE,
        null,
        null,
        StoredPeer.Standing.BLAMELESS,
        false,
        List.of(heard(address(number))));
  }

  /** A peer of which all is known. */
  static StoredPeer complete() {
    Identity identity = Identity.of(new byte[Identity.SECRET_BYTES]);
    PeerAddress address = address(7);
    return new StoredPeer(
        identity.nodeId(),
        StoredPeer.Claims.of(
            identity.nodeId(),
            "VNODE-\"quoted\\\" é世",
            "guardian",
            identity.visionAddress("VNODE-7"),
            "0b0e7c1e-5b5c-4a5e-9d6b-0d8e2f1a2b3c",
            PeerRecord.sign(identity, GENESIS, -1L, List.of(address))),
        identity.publicKey(),
        new StoredPeer.Spoken(HandshakeVersion.V4, T0.plusMillis(250)),
        new StoredPeer.Standing(12.5, T0.plusSeconds(60), T0.plusSeconds(3600)),
        true,
        List.of(
            new StoredAddress(
                address,
                new StoredAddress.Origin("handshake", null, T0),
                new StoredAddress.History(
                    T0.plusSeconds(1), new StoredAddress.Failure(T0.plusSeconds(2), "refused"), 3)),
            heard(new PeerAddress(IpAddress.parse("2001:db8::7").orElseThrow(), 7072))));
  }

  /** A peer of a book that has been in use for long: proven, and with two addresses. */
  static StoredPeer seasoned(int number, RandomGenerator random) {
    byte[] bytes = new byte[PublicKey.BYTES];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes, 0, 20);
    Instant at = T0.plusSeconds(number);
    List<StoredAddress> addresses = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      addresses.add(
          new StoredAddress(
              new PeerAddress(IpAddress.ofIpv4(random.nextInt()), 1024 + random.nextInt(60_000)),
              new StoredAddress.Origin(
                  i == 0 ? "handshake" : "gossip", IpAddress.ofIpv4(random.nextInt()), at),
              new StoredAddress.History(
                  at.plusSeconds(60),
                  i == 0 ? null : new StoredAddress.Failure(at.plusSeconds(90), "timeout"),
                  i)));
    }
    NodeId nodeId = new NodeId(id);
    String tag = nodeId.defaultTag();
    return new StoredPeer(
        nodeId,
        StoredPeer.Claims.of(nodeId, tag, "constellation", nodeId.visionAddress(tag), "", null),
        PublicKey.of(bytes),
        new StoredPeer.Spoken(HandshakeVersion.V4, at),
        StoredPeer.Standing.BLAMELESS,
        false,
        addresses);
  }

  /** The same peer with a penalty. */
  static StoredPeer blamed(StoredPeer peer, double penalty) {
    return new StoredPeer(
        peer.nodeId(),
        peer.claims(),
        peer.provenKey(),
        peer.spoken(),
        new StoredPeer.Standing(penalty, T0, null),
        peer.isAnchor(),
        peer.addresses());
  }

  static PeerAddress address(int number) {
    return new PeerAddress(IpAddress.ofIpv4(0x0a00_0000 + number), 7072);
  }

  private static StoredAddress heard(PeerAddress address) {
    return new StoredAddress(
        address,
        new StoredAddress.Origin("gossip", IpAddress.ofIpv4(0x7f00_0001), T0),
        StoredAddress.History.NONE);
  }

  private Peers() {}
}
