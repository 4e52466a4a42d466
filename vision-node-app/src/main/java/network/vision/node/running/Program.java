package network.vision.node.running;

/** What this program is called and which version it is. */
public final class Program {

  /** For people. */
  public static final String NAME = "vision-node";

  /** The release. */
  public static final String VERSION = "1.1.1";

  /** The release as handshakes say it: 1.1.1 is 111. */
  public static final long WIRE_VERSION = 111;

  /** The release as handshakes name it. */
  public static final String BUILD = "v" + VERSION;

  private Program() {}
}
