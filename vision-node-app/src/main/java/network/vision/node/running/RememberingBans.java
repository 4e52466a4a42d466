package network.vision.node.running;

import java.util.Optional;
import network.vision.gossip.Ban;
import network.vision.gossip.BanTarget;
import network.vision.protocol.IpRange;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.store.StoredBan;

/**
 * Puts a ban of the core into the words of the store, and back. A ban of a kind that this release
 * does not know is left alone.
 */
final class RememberingBans {

  /** What the store keeps of {@code ban}. */
  static StoredBan stored(Ban ban) {
    return new StoredBan(
        kind(ban.target()),
        ban.target().text(),
        ban.since(),
        ban.until(),
        ban.isByOperator(),
        ban.reason());
  }

  /** What the core knows of {@code stored} after a restart. */
  static Optional<Ban> known(StoredBan stored) {
    return target(stored)
        .map(target ->
            new Ban(
                target, stored.since(), stored.until(), stored.isByOperator(), stored.reason()));
  }

  /** The store's name for the ban of {@code target}. */
  static String storedKey(BanTarget target) {
    return StoredBan.keyOf(kind(target), target.text());
  }

  private static String kind(BanTarget target) {
    return switch (target) {
      case BanTarget.Node _ -> "node";
      case BanTarget.Address _ -> "address";
      case BanTarget.Range _ -> "range";
    };
  }

  private static Optional<BanTarget> target(StoredBan stored) {
    return switch (stored.kind()) {
      case "node" -> NodeId.parse(stored.target()).map(BanTarget.Node::new);
      case "address" -> PeerAddress.parse(stored.target()).map(BanTarget.Address::new);
      case "range" -> IpRange.parse(stored.target()).map(BanTarget.Range::new);
      default -> Optional.empty();
    };
  }

  private RememberingBans() {}
}
