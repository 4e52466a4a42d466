package network.vision.node.running;

import java.util.List;
import network.vision.node.config.EffectiveSettings;
import network.vision.node.config.NodeConfig;

/**
 * What a node is started from.
 *
 * <p>Immutable.
 *
 * @param config what it shall do
 * @param settings the same as the operator sees it, for the API to show
 * @param label says which node, where a process runs several; else ""
 */
public record NodeSpec(NodeConfig config, List<EffectiveSettings.Row> settings, String label) {
  public NodeSpec {
    settings = List.copyOf(settings);
  }
}
