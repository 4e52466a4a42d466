package network.vision.node.outlet;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.read.CyclicBufferAppender;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the process writes its log: one line an event on standard output, {@code time level message}
 * or a JSON object.
 *
 * <p>There is one log for the process, as there is one standard output. Libraries are heard from
 * ERROR on: what they warn of, a stranger can cause.
 */
public final class LogSetup {

  /** The logger above all of ours. */
  static final String ROOT = "vision";

  private static final String TEXT = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %msg%n%ex";

  private static final String LAST_LINES = "last lines";
  private static final int KEPT_LINES = 256;

  /** Where the log goes. */
  public enum Stream {
    OUTPUT("System.out"),
    ERROR("System.err");

    private final String target;

    Stream(String target) {
      this.target = target;
    }
  }

  /**
   * Sets the log up.
   *
   * @param level error, warn, info, debug or trace
   */
  public static void apply(String level, boolean isJson, Stream stream) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Encoder<ILoggingEvent> encoder = isJson ? jsonEncoder() : textEncoder();
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget(stream.target);
    console.setEncoder(encoder);
    console.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
    context.getLogger(ROOT).setLevel(Level.toLevel(level));
    keepLastLines(context);
  }

  /** The last lines that were written, at most 256, the newest last; without stack traces. */
  public static List<String> lastLines() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    return context.getLogger(ROOT).getAppender(LAST_LINES)
            instanceof CyclicBufferAppender<ILoggingEvent> last
        ? IntStream.range(0, last.getLength()).mapToObj(last::get).map(LogSetup::text).toList()
        : List.of();
  }

  private static void keepLastLines(LoggerContext context) {
    CyclicBufferAppender<ILoggingEvent> last = new CyclicBufferAppender<>();
    last.setContext(context);
    last.setName(LAST_LINES);
    last.setMaxSize(KEPT_LINES);
    last.start();
    context.getLogger(ROOT).addAppender(last);
  }

  private static String text(ILoggingEvent line) {
    return line.getInstant() + " " + line.getLevel() + " " + line.getFormattedMessage();
  }

  /** Sets the log up, area by area. */
  public static void apply(LogLevels levels, boolean isJson, Stream stream) {
    apply(levels.usual(), isJson, stream);
    setLevels(levels);
  }

  /** Gives every area the level that {@code levels} say, while the process runs. */
  public static void setLevels(LogLevels levels) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(ROOT).setLevel(Level.toLevel(levels.usual()));
    for (Area area : Area.values()) {
      String own = levels.own().get(area);
      context.getLogger(area.loggerName()).setLevel(own == null ? null : Level.toLevel(own));
    }
  }

  /** The level of an area, in capitals. */
  public static String level(Area area) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    return context.getLogger(area.loggerName()).getEffectiveLevel().toString();
  }

  /** Gives one area another level while the process runs. */
  public static void setLevel(Area area, String level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(area.loggerName()).setLevel(Level.toLevel(level));
  }

  /** Whether every detail of what peers do is told. */
  public static boolean isDebugging() {
    return LoggerFactory.getLogger(Area.NETWORK.loggerName()).isDebugEnabled();
  }

  private static Encoder<ILoggingEvent> textEncoder() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern(TEXT);
    return encoder;
  }

  private static Encoder<ILoggingEvent> jsonEncoder() {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setWithArguments(false);
    encoder.setWithContext(false);
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    return encoder;
  }

  private LogSetup() {}
}
