package network.vision.simulation;

import network.vision.gossip.GossipConfig;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * How a node is set up.
 *
 * @param name for people
 * @param listening where it listens; inside its NAT box if it has one
 * @param isWildcard whether it binds all interfaces and so does not know its own IP
 * @param saysPort false for one that speaks as those that never say their port
 * @param box around it, if any
 * @param config of its core
 * @param isSaving whether it has a disk; one without takes less memory
 */
record NodePlan(
    String name,
    PeerAddress listening,
    boolean isWildcard,
    boolean saysPort,
    @Nullable NatBox box,
    GossipConfig config,
    boolean isSaving) {

  static NodePlan of(String name, PeerAddress listening, GossipConfig config) {
    return new NodePlan(name, listening, true, true, null, config, true);
  }

  NodePlan behind(NatBox around) {
    return new NodePlan(name, listening, isWildcard, saysPort, around, config, isSaving);
  }

  NodePlan withoutPort() {
    return new NodePlan(name, listening, isWildcard, false, box, config, isSaving);
  }

  NodePlan onOneInterface() {
    return new NodePlan(name, listening, false, saysPort, box, config, isSaving);
  }

  NodePlan withoutDisk() {
    return new NodePlan(name, listening, isWildcard, saysPort, box, config, false);
  }
}
