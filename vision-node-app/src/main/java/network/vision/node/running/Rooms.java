package network.vision.node.running;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed in the opposite order. */
final class Rooms implements AutoCloseable {

  /** Closes without a checked exception. */
  interface Room extends AutoCloseable {
    @Override
    void close();
  }

  private final Deque<Room> opened = new ArrayDeque<>();

  /** Remembers to close {@code room}. */
  void add(Room room) {
    opened.push(room);
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
