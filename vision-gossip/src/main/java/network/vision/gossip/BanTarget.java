package network.vision.gossip;

import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;

/** Whom a ban concerns. Immutable. */
public sealed interface BanTarget {

  /** A node, wherever it is. */
  record Node(NodeId id) implements BanTarget {
    @Override
    public String text() {
      return id.text();
    }
  }

  /** Whoever says, or is known, to be at an IP and port. */
  record Address(PeerAddress address) implements BanTarget {
    @Override
    public String text() {
      return address.toString();
    }
  }

  /** Whoever comes from an IP of a range, which may be a single one. */
  record Range(IpRange range) implements BanTarget {

    /** The range of one IP. */
    static Range of(IpAddress ip) {
      return new Range(IpRange.around(ip, IP_BITS));
    }

    boolean isOneIp() {
      return range.prefixBits() == IP_BITS;
    }

    @Override
    public String text() {
      return isOneIp() ? range.first().toString() : range.toString();
    }

    private static final int IP_BITS = 128;
  }

  /** A node id, {@code IP:PORT}, an IP, or a range such as {@code 192.0.2.0/24}. */
  String text();
}
