package network.vision.node.running;

import java.util.List;
import network.vision.node.config.EffectiveSettings;
import network.vision.node.config.NodeConfig;
import network.vision.protocol.Identity;
import network.vision.protocol.PeerAddress;

/**
 * What does not change while a node runs.
 *
 * <p>Immutable.
 *
 * @param listening where peers find it, as bound
 */
record NodeFacts(
    Identity identity,
    String ebid,
    NodeConfig config,
    List<EffectiveSettings.Row> settings,
    List<PeerAddress> listening) {
  NodeFacts {
    settings = List.copyOf(settings);
    listening = List.copyOf(listening);
  }
}
