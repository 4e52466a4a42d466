package network.vision.transcript;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import network.vision.gossip.Event;
import network.vision.gossip.Gossip;
import network.vision.gossip.GossipConfig;
import network.vision.gossip.LocalNode;
import network.vision.gossip.Now;
import network.vision.gossip.Outcome;
import network.vision.protocol.Identity;
import org.jspecify.annotations.Nullable;

/**
 * A core that writes down what it is told, what it draws and signs, and what it does.
 *
 * <p>Owner: the thread that steps the core. Failure: the transcript ends, the core goes on.
 */
public final class Recorder implements AutoCloseable {

  private final TranscriptFile file;
  private final Gossip gossip;
  private final List<Long> drawn = new ArrayList<>();
  private final List<String> signed = new ArrayList<>();

  private Recorder(
      TranscriptFile file, LocalNode local, GossipConfig config, RandomGenerator random) {
    this.file = file;
    Identity identity = local.identity();
    Head.Local known = Head.Local.of(local);
    RandomGenerator drawing = () -> draw(random);
    Identity signing = Identity.of(identity.publicKey(), message -> sign(identity, message));
    this.gossip = new Gossip(known.with(signing), config, drawing);
    file.add(new Head(Head.VERSION, known, config, taken(drawn)));
  }

  /**
   * Makes a core and begins its transcript at {@code path}; a file that stands there is kept as
   * {@code path.1}.
   *
   * @param ended told once, on any thread, if the transcript ends before the node does; with the
   *     reason
   * @throws IOException if the file cannot be written
   */
  public static Recorder begin(
      Path path,
      LocalNode local,
      GossipConfig config,
      RandomGenerator random,
      Consumer<String> ended)
      throws IOException {
    TranscriptFile file = TranscriptFile.begin(path, TranscriptFile.MAX_BYTES, ended);
    return new Recorder(file, local, config, random);
  }

  /** The core, to be looked at; it is stepped here. */
  public Gossip gossip() {
    return gossip;
  }

  /** As {@link Gossip#step}. */
  public Outcome step(Now now, Event event) {
    try {
      Outcome outcome = gossip.step(now, event);
      write(now, event, outcome, null);
      return outcome;
    } catch (RuntimeException | Error mistake) {
      write(now, event, new Outcome(List.of(), List.of()), mistake);
      throw mistake;
    }
  }

  /** Writes what waits. */
  @Override
  public void close() {
    file.close();
  }

  private void write(Now now, Event event, Outcome outcome, @Nullable Throwable mistake) {
    file.add(
        new Turn(
            now.millis(),
            now.wall(),
            event,
            taken(drawn),
            taken(signed),
            outcome.effects(),
            mistake == null ? gossip.nextDeadlineMillis() : now.millis(),
            mistake == null ? null : mistake.toString()));
  }

  private long draw(RandomGenerator random) {
    long number = random.nextLong();
    if (!file.isOver()) {
      drawn.add(number);
    }
    return number;
  }

  private String sign(Identity identity, byte[] message) {
    String signature = identity.sign(message);
    if (!file.isOver()) {
      signed.add(signature);
    }
    return signature;
  }

  private static <T> List<T> taken(List<T> items) {
    List<T> taken = List.copyOf(items);
    items.clear();
    return taken;
  }
}
