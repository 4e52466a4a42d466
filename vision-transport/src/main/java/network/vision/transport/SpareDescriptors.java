package network.vision.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A few file descriptors held back, to be let go when no other is left: so that what is done then,
 * and what others do then (loading a class, writing a log), finds one.
 *
 * <p>Safe for all threads.
 */
final class SpareDescriptors implements AutoCloseable {

  private static final int COUNT = 8;

  private final List<SocketChannel> spares = new ArrayList<>(COUNT);

  SpareDescriptors() {
    refill();
  }

  /** Takes as many as are missing; fewer if there are none. */
  synchronized void refill() {
    try {
      while (spares.size() < COUNT) {
        spares.add(SocketChannel.open());
      }
    } catch (IOException _) {
      // still short: tried again after the next connection that is accepted
    }
  }

  /** Lets all go. */
  @Override
  public synchronized void close() {
    for (SocketChannel spare : spares) {
      try {
        spare.close();
      } catch (IOException _) {
        // never connected: its descriptor is gone all the same
      }
    }
    spares.clear();
  }
}
