package network.vision.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.Refusal;
import org.assertj.core.api.Assertions;

/** A listener that remembers what it heard, lets tests wait for it, and can be full. */
class Recorder implements TransportListener {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Heard> heard = new ArrayList<>();
  private boolean isFull;

  /** From now on nothing that may be left is taken, or is again. */
  void setFull(boolean full) {
    lock.lock();
    try {
      isFull = full;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets all that was heard. */
  void forget() {
    lock.lock();
    try {
      heard.clear();
    } finally {
      lock.unlock();
    }
  }

  /** All that was heard of one kind. */
  <T extends Heard> List<T> all(Class<T> kind) {
    lock.lock();
    try {
      return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the first of one kind. */
  <T extends Heard> T await(Class<T> kind) {
    return await(kind, _ -> true);
  }

  /** Waits for the first of one kind that is so. */
  <T extends Heard> T await(Class<T> kind, Predicate<T> isSo) {
    return await(kind, isSo, 1).getFirst();
  }

  /** Waits for the first {@code count} of one kind that are so. */
  <T extends Heard> List<T> await(Class<T> kind, Predicate<T> isSo, int count) {
    long left = PATIENCE.toNanos();
    lock.lock();
    try {
      while (true) {
        List<T> found =
            heard.stream().filter(kind::isInstance).map(kind::cast).filter(isSo).toList();
        if (found.size() >= count) {
          return found;
        }
        left = changed.awaitNanos(left);
        if (left <= 0) {
          return Assertions.fail("no " + kind.getSimpleName() + " in " + heard);
        }
      }
    } catch (InterruptedException e) {
      return Assertions.fail(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean handshakeArrived(HandshakeArrival arrival) {
    return take(new Heard.Introduced(arrival));
  }

  @Override
  public void dialFailed(ConnectionId connection, DialFailure failure) {
    add(new Heard.DialFailed(connection, failure));
  }

  @Override
  public boolean messageArrived(ConnectionId connection, Message message, int bytes) {
    return take(new Heard.Got(connection, message, bytes));
  }

  @Override
  public void messageRefused(ConnectionId connection, Refusal refusal) {
    add(new Heard.MessageRefused(connection, refusal));
  }

  @Override
  public void messageSkipped(ConnectionId connection, String name, long bytes) {
    add(new Heard.Skipped(connection, name, bytes));
  }

  @Override
  public void closed(ConnectionId connection, CloseReason reason, long bytesIn, long bytesOut) {
    add(new Heard.Closed(connection, reason, bytesIn, bytesOut));
  }

  @Override
  public void inboundRefused(IpAddress remote, InboundRefusal refusal) {
    add(new Heard.InboundRefused(remote, refusal));
  }

  @Override
  public void trouble(Trouble trouble) {
    add(new Heard.Troubled(trouble));
  }

  /** Waits until {@code isSo}, looking every few milliseconds. */
  static void awaitUntil(BooleanSupplier isSo) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isSo.getAsBoolean()) {
      Assertions.assertThat(System.nanoTime() - deadline).as("time is up").isNegative();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  private boolean take(Heard event) {
    lock.lock();
    try {
      if (isFull) {
        return false;
      }
      add(event);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void add(Heard event) {
    lock.lock();
    try {
      heard.add(event);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
