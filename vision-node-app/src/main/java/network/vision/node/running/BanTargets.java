package network.vision.node.running;

import network.vision.api.NodeCommands;
import network.vision.gossip.BanTarget;

/** Puts whom the API wants banned into the words of the core. */
final class BanTargets {

  static BanTarget of(NodeCommands.BanTarget target) {
    return switch (target) {
      case NodeCommands.BanTarget.Node(var id) -> new BanTarget.Node(id);
      case NodeCommands.BanTarget.Address(var address) -> new BanTarget.Address(address);
      case NodeCommands.BanTarget.Range(var range) -> new BanTarget.Range(range);
    };
  }

  private BanTargets() {}
}
