package network.vision.node.outlet;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes lines for one node: to the logger of their area, with the area's mark, and with the node's
 * label where a process runs several.
 *
 * <p>Any thread.
 */
final class LogWriter {

  /** The kinds of lines that peers can cause without bound. */
  enum Frequent {
    DISCOVERED(Area.GOSSIP, "more new peers discovered"),
    CONNECTED(Area.NETWORK, "more connections opened"),
    DISCONNECTED(Area.NETWORK, "more connections ended"),
    MOVED(Area.GOSSIP, "more peers moved"),
    CONFLICT(Area.GOSSIP, "more port conflicts"),
    BANNED(Area.NETWORK, "more bans that began or ended"),
    VERDICT(Area.NETWORK, "more verdicts on who reaches us"),
    DIALLED_BACK(Area.NETWORK, "more peers dialled us back or could not"),
    ADVERTISED(Area.NETWORK, "more changes of our own address"),
    SEED(Area.NETWORK, "more seeds answered"),
    SOCKETS(Area.NETWORK, Level.WARN, "more troubles of the sockets");

    private final Area area;
    private final Level level;
    private final String summary;

    Frequent(Area area, String summary) {
      this(area, Level.INFO, summary);
    }

    Frequent(Area area, Level level, String summary) {
      this.area = area;
      this.level = level;
      this.summary = summary;
    }
  }

  private final EnumTable<Frequent, LineLimit> limits =
      EnumTable.of(Frequent.class, _ -> new LineLimit());
  private final EnumTable<Area, Logger> loggers;
  private final AtomicLong withheld = new AtomicLong();
  private final String label;

  LogWriter(String label) {
    this.label = label.isEmpty() ? "" : label + " ";
    String suffix = label.isEmpty() ? "" : "." + label;
    loggers = EnumTable.of(Area.class, area -> LoggerFactory.getLogger(area.loggerName() + suffix));
  }

  /** The kind's level while its limit allows it, DEBUG beyond. */
  void frequent(Frequent kind, String text, Object... details) {
    if (logger(kind.area).isEnabledForLevel(kind.level)) {
      boolean isAllowed = limits.of(kind).allows(System.nanoTime());
      if (!isAllowed) {
        withheld.incrementAndGet();
      }
      write(kind.area, isAllowed ? kind.level : Level.DEBUG, text, details);
    }
  }

  /** How many lines of all kinds were beyond their limits, since the start. */
  long withheld() {
    return withheld.get();
  }

  /** One line for each kind of which lines were withheld in a minute that is over. */
  void sumUp() {
    for (Frequent kind : Frequent.values()) {
      int withheld = limits.of(kind).takeWithheld(System.nanoTime());
      if (withheld > 0) {
        write(kind.area, kind.level, "{} {} within a minute", withheld, kind.summary);
      }
    }
  }

  void trace(Area area, String text, Object... details) {
    write(area, Level.TRACE, text, details);
  }

  void debug(Area area, String text, Object... details) {
    write(area, Level.DEBUG, text, details);
  }

  void info(Area area, String text, Object... details) {
    write(area, Level.INFO, text, details);
  }

  void warn(Area area, String text, Object... details) {
    write(area, Level.WARN, text, details);
  }

  /** A last detail that is a {@link Throwable} comes with its stack trace. */
  void error(Area area, String text, Object... details) {
    write(area, Level.ERROR, text, details);
  }

  private void write(Area area, Level level, String text, Object... details) {
    Logger logger = logger(area);
    if (logger.isEnabledForLevel(level)) {
      logger.atLevel(level).log(label + area.mark() + " " + text, details);
    }
  }

  private Logger logger(Area area) {
    return loggers.of(area);
  }
}
