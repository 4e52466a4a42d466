package network.vision.node;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells whoever waits what for: nothing in the first second, then a line on standard error. On a
 * live terminal the line counts the seconds, and is wiped at the end.
 *
 * <p>Owner: the thread of the command; the line is drawn by a virtual thread that ends with {@link
 * #close}.
 */
final class Progress implements AutoCloseable {

  private static final String WIPE = "\r\u001b[2K";

  private final Terminal terminal;
  private final String what;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread drawing;

  private Progress(Terminal terminal, String what) {
    this.terminal = terminal;
    this.what = what;
    this.drawing = Thread.ofVirtual().name("vision-progress").start(this::draw);
  }

  /** Waiting begins; {@code what} is such as "Asking 7 seeds". */
  static Progress of(Terminal terminal, String what) {
    return new Progress(terminal, what);
  }

  /** Waiting has ended, and nothing more is drawn. */
  @Override
  public void close() {
    done.countDown();
    try {
      drawing.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void draw() {
    int seconds = 0;
    try {
      while (!done.await(1, TimeUnit.SECONDS)) {
        seconds++;
        if (terminal.isLive()) {
          terminal.err().print(WIPE + what + ", " + seconds + " s");
          terminal.err().flush();
        } else if (seconds == 1) {
          terminal.err().println(what);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (seconds > 0 && terminal.isLive()) {
      terminal.err().print(WIPE);
      terminal.err().flush();
    }
  }
}
