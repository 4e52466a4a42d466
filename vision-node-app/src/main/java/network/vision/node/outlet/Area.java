package network.vision.node.outlet;

import java.util.Locale;

/** What a line of the log is about; each has a logger, and so a level, of its own. */
public enum Area {
  NODE("[NODE]"),
  NETWORK("[NETWORK]"),
  GOSSIP("[GOSSIP]"),
  UPNP("[UPnP]"),
  STORE("[STORE]"),
  API("[API]");

  private final String mark;

  Area(String mark) {
    this.mark = mark;
  }

  /** How a line of it begins. */
  String mark() {
    return mark;
  }

  /** Its logger, of which those of a named node are children. */
  public String loggerName() {
    return LogSetup.ROOT + "." + name().toLowerCase(Locale.ROOT);
  }
}
