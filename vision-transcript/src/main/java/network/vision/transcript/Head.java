package network.vision.transcript;

import java.util.List;
import network.vision.gossip.GossipConfig;
import network.vision.gossip.LocalNode;
import network.vision.protocol.Identity;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * The first line: what the core was made of.
 *
 * <p>Immutable.
 *
 * @param transcript the version of the format
 * @param local who the node is, without its secret
 * @param config what its operator chose
 * @param drawn what the core drew when it was made
 */
record Head(int transcript, Local local, GossipConfig config, List<Long> drawn) {

  static final int VERSION = 1;

  Head {
    drawn = List.copyOf(drawn);
  }

  /** A {@link LocalNode} with the public half of its identity. */
  record Local(
      PublicKey publicKey,
      NetworkProfile profile,
      String tag,
      String role,
      String ebid,
      long nonce,
      long version,
      String build,
      @Nullable Integer httpApiPort,
      boolean saysPort) {

    static Local of(LocalNode node) {
      return new Local(
          node.identity().publicKey(),
          node.profile(),
          node.tag(),
          node.role(),
          node.ebid(),
          node.nonce(),
          node.version(),
          node.build(),
          node.httpApiPort(),
          node.saysPort());
    }

    /** The same node with {@code identity}. */
    LocalNode with(Identity identity) {
      return new LocalNode(
          identity, profile, tag, role, ebid, nonce, version, build, httpApiPort, saysPort);
    }
  }
}
