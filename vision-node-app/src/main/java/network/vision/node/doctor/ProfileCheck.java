package network.vision.node.doctor;

import network.vision.node.config.NodeConfig;
import network.vision.protocol.IpRange;

/** Which network is meant, and whom it lets us dial. A profile that is wrong is refused earlier. */
final class ProfileCheck {

  private static final String NAME = "Profile";
  private static final int SHOWN_DIGITS = 8;

  static Finding look(NodeConfig config, int seeds) {
    String dials =
        config.peers().dialOnly().isEmpty()
            ? "dials anywhere"
            : "dials only "
                + String.join(
                    ", ", config.peers().dialOnly().stream().map(IpRange::toString).toList());
    return Finding.good(
        NAME,
        config.profile().name()
            + ", chain "
            + config.profile().chainId().substring(0, SHOWN_DIGITS)
            + ", "
            + seeds
            + " seeds, "
            + dials);
  }

  private ProfileCheck() {}
}
