package network.vision.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection.
 *
 * <p>An end that was closed or broken never comes back. One that was abandoned (its host lost power
 * or its address) says nothing, until somebody talks to it while a machine is there to refuse.
 */
final class Socket {

  /** What an end does with what comes. */
  enum State {
    /** Takes it. */
    OPEN,
    /** Ignores it: this side has said its last. */
    CLOSED,
    /** Knows nothing of it any more. */
    ABANDONED
  }

  private final Host host;
  private final PeerAddress remote;
  private final boolean isDialler;
  private final Queue<Parcel> underWay = new ArrayDeque<>();
  private @Nullable Socket other;
  private State state = State.OPEN;
  private long lastArrivalMillis;

  /**
   * @param host whose end
   * @param remote the other end's address as this host sees it
   * @param isDialler whether this host opened the connection
   */
  Socket(Host host, PeerAddress remote, boolean isDialler) {
    this.host = host;
    this.isDialler = isDialler;
    this.remote = remote;
  }

  /** Makes this end one that nothing leaves and nothing reaches any more. */
  void sever() {
    other = null;
  }

  static void join(Socket dialler, Socket listener) {
    dialler.other = listener;
    listener.other = dialler;
  }

  Host host() {
    return host;
  }

  PeerAddress remote() {
    return remote;
  }

  boolean isDialler() {
    return isDialler;
  }

  /** The other end; null while a dial has not reached it. */
  @Nullable Socket other() {
    return other;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isAbandoned() {
    return state == State.ABANDONED;
  }

  void close() {
    if (state == State.OPEN) {
      state = State.CLOSED;
    }
  }

  void abandon() {
    if (state == State.OPEN) {
      state = State.ABANDONED;
    }
  }

  /** When a parcel sent for {@code atMillis} arrives at this end: never before an earlier one. */
  long inOrder(long atMillis) {
    lastArrivalMillis = Math.max(lastArrivalMillis, atMillis);
    return lastArrivalMillis;
  }

  /** What was sent to this end and has not arrived, in order. */
  Queue<Parcel> underWay() {
    return underWay;
  }
}
