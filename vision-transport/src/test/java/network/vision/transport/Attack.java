package network.vision.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * MALLORY: holds sockets from many addresses of 127.1.0.0/16 half open, and opens a new one for
 * each that is closed: at most 2,000 a second, and not while 100 of hers still wait to be accepted.
 * So a machine that has no time is attacked as hard as it can bear, and an honest peer never waits
 * behind a queue that only shows how fast it is.
 *
 * <p>Of every six the sixth says a byte of a handshake every ten seconds, the others nothing. One
 * thread, one selector.
 */
final class Attack implements AutoCloseable {

  private static final byte[] HANDSHAKE_START = {'V', 'I', 'S', 'I', 'O', 'N', '-', 'P', '2', 4};
  private static final long BYTE_EVERY_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long NEW_EVERY_NANOS = Duration.ofMillis(10).toNanos();
  private static final int NEW_AT_ONCE = 20;
  private static final int MOST_WAITING = 100;

  /** A socket and how much of a handshake it has said. */
  private static final class Held {
    final boolean isDribbling;
    int said;

    Held(boolean isDribbling) {
      this.isDribbling = isDribbling;
    }
  }

  private final InetSocketAddress victim;
  private final int wanted;
  private final LongSupplier accepted;
  private final Selector selector;
  private final Thread thread;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong opened = new AtomicLong();
  private volatile boolean isOver;
  private long nextNewNanos = System.nanoTime();
  private long nextByteNanos = System.nanoTime();

  /**
   * Starts at once.
   *
   * @param wanted how many sockets she holds, if they are left to her
   * @param accepted how many of them the victim has accepted so far
   */
  Attack(InetSocketAddress victim, int wanted, LongSupplier accepted) {
    this.victim = victim;
    this.wanted = wanted;
    this.accepted = accepted;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = Thread.ofPlatform().name("mallory").daemon().start(this::run);
  }

  /** How many sockets she has. */
  int open() {
    return open.get();
  }

  /** How many sockets she has had. */
  long opened() {
    return opened.get();
  }

  @Override
  public void close() {
    isOver = true;
    selector.wakeup();
    try {
      thread.join();
      selector.close();
    } catch (InterruptedException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private void run() {
    try {
      while (!isOver) {
        if (System.nanoTime() - nextNewNanos >= 0) {
          nextNewNanos = System.nanoTime() + NEW_EVERY_NANOS;
          openSome();
        }
        selector.select(this::serve, 10);
        dribble();
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void openSome() throws IOException {
    long most = Math.min(NEW_AT_ONCE, accepted.getAsLong() + MOST_WAITING - opened.get());
    for (int i = 0; i < most && open.get() < wanted; i++) {
      openOne();
    }
  }

  private void openOne() throws IOException {
    long number = opened.getAndIncrement();
    SocketChannel socket = SocketChannel.open();
    socket.configureBlocking(false);
    byte[] from = {127, 1, (byte) ((number * 7) >>> 8), (byte) (number * 7)};
    socket.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
    socket.register(selector, SelectionKey.OP_CONNECT, new Held(number % 6 == 0));
    open.incrementAndGet();
    socket.connect(victim);
  }

  private void serve(SelectionKey key) {
    SocketChannel socket = (SocketChannel) key.channel();
    try {
      if (key.isConnectable()) {
        socket.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
      } else if (socket.read(ByteBuffer.allocate(64)) < 0) {
        drop(key);
      }
    } catch (IOException e) {
      drop(key);
    }
  }

  private void dribble() {
    if (System.nanoTime() - nextByteNanos < 0) {
      return;
    }
    nextByteNanos += BYTE_EVERY_NANOS;
    for (SelectionKey key : selector.keys()) {
      Held held = (Held) key.attachment();
      if (key.isValid() && held.isDribbling && key.interestOps() == SelectionKey.OP_READ) {
        try {
          int at = held.said++ % HANDSHAKE_START.length;
          ((SocketChannel) key.channel()).write(ByteBuffer.wrap(HANDSHAKE_START, at, 1));
        } catch (IOException e) {
          drop(key);
        }
      }
    }
  }

  private void drop(SelectionKey key) {
    try {
      if (key.channel().isOpen()) {
        key.channel().close();
        open.decrementAndGet();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
