package network.vision.node.outlet;

import network.vision.protocol.HostAndPort;

/**
 * The lines about what settings come to, at the start and while a node runs.
 *
 * <p>Any thread.
 */
public final class SettingsLog {

  private final LogWriter to;

  /**
   * The lines of one node.
   *
   * @param label says which node, where a process runs several; else ""
   */
  public SettingsLog(String label) {
    this.to = new LogWriter(label);
  }

  /** Where people look. */
  public void dashboard(String url) {
    to.info(Area.API, "Dashboard: {}", url);
  }

  /** Everything is dialled through a proxy. */
  public void proxied(HostAndPort proxy, boolean isHidden) {
    to.info(
        Area.NETWORK,
        "All dials go through the SOCKS5 proxy {}; names of peers and seeds are not looked up{}",
        proxy,
        isHidden ? ", and peers are told not to dial us" : "");
  }

  /** Everything the core is told and does is written down. */
  public void tracing(Object file) {
    to.info(Area.NODE, "Transcript: {}", file);
  }

  /** The JVM does not take the cache of loaded classes that it was given. */
  public void cacheUnused(String file) {
    to.warn(
        Area.NODE,
        "The cache of loaded classes {} does not fit this program, its JVM or its options and is not"
            + " used; delete it, and the next start makes another",
        file);
  }

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
