package network.vision.upnp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Listens, and lets a test wait for what it expects to hear. */
final class Events implements MappingListener {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final BlockingQueue<MappingEvent> queue = new LinkedBlockingQueue<>();
  private final List<MappingEvent> passed = new ArrayList<>();

  @Override
  public void onMapping(MappingEvent event) {
    queue.add(event);
  }

  /** The next event of {@code type}, passing over others. */
  <E extends MappingEvent> E next(Class<E> type) throws InterruptedException {
    return next(type, event -> true);
  }

  /** The next event of {@code type} that {@code fits}, passing over others. */
  <E extends MappingEvent> E next(Class<E> type, Predicate<E> fits) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      MappingEvent event = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(event).as("%s, after %s", type.getSimpleName(), passed).isNotNull();
      passed.add(event);
      if (type.isInstance(event) && fits.test(type.cast(event))) {
        return type.cast(event);
      }
    }
  }

  /** What was said and not yet passed over. */
  List<MappingEvent> rest() {
    List<MappingEvent> rest = new ArrayList<>();
    queue.drainTo(rest);
    return rest;
  }
}
