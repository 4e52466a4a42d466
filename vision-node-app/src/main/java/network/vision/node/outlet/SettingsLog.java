package network.vision.node.outlet;

/**
 * The lines about settings that are read again while a node runs.
 *
 * <p>Any thread.
 */
public final class SettingsLog {

  private final LogWriter to = new LogWriter("");

  /** Those that can change while the node runs were taken on. */
  public void reloaded(int seeds, String level) {
    to.info(Area.NODE, "Settings read again: {} seeds, log level {}", seeds, level);
  }

  /** An operator has chosen another level for an area, or for all. */
  public void levelChanged(String area, String level) {
    to.info(Area.NODE, "Log level of {}: {}", area, level);
  }

  /** They could not be read. */
  public void failed(String why) {
    to.warn(Area.NODE, "Settings not read again, all stays as it was: {}", why);
  }
}
