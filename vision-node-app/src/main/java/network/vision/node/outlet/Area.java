package network.vision.node.outlet;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** What operators call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What operators call all of them. */
  public static Stream<String> labels() {
    return Stream.of(values()).map(Area::label);
  }

  /** The area of a label; empty for any other text. */
  public static Optional<Area> of(String label) {
    return Stream.of(values()).filter(area -> area.label().equals(label)).findFirst();
  }

  /** Its logger, of which those of a named node are children. */
  public String loggerName() {
    return LogSetup.ROOT + "." + label();
  }
}
