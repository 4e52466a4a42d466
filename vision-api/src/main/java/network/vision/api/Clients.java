package network.vision.api;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import network.vision.protocol.IpAddress;

/**
 * How much each client uses, and in all: connections, requests a second, event streams.
 *
 * <p>A client is an IPv4 address or an IPv6 /64. Remembers the {@value #MAX_IDLE_CLIENTS} last seen
 * without a connection, so that hanging up does not refill a bucket; somebody with more addresses
 * than that gets more than one bucket, but never more than the connections there are in all. Any
 * thread.
 */
final class Clients {

  private static final int MAX_IDLE_CLIENTS = 1024;
  private static final double NANOS = 1e9;

  private static final class Use {
    int connections;
    int streams;
    double tokens;
    long refilledAt;
  }

  private final ApiLimits limits;
  private final LongSupplier nanoTime;
  private final Map<IpAddress, Use> uses = new LinkedHashMap<>(64, 0.75f, true);
  private int connections;
  private int streams;

  Clients(ApiLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /** Counts a connection; false when there are too many. */
  synchronized boolean enter(Client client) {
    Use use = use(client);
    if (connections >= limits.maxConnections()
        || use.connections >= limits.maxConnectionsPerClient()) {
      return false;
    }
    connections++;
    use.connections++;
    return true;
  }

  synchronized void leave(Client client) {
    connections--;
    use(client).connections--;
  }

  /** Counts a request; false when they come too fast. */
  synchronized boolean mayAsk(Client client) {
    Use use = use(client);
    long now = nanoTime.getAsLong();
    double earned = (now - use.refilledAt) / NANOS * limits.requestsPerSecond();
    use.tokens = Math.min(burst(), use.tokens + earned);
    use.refilledAt = now;
    if (use.tokens < 1) {
      return false;
    }
    use.tokens--;
    return true;
  }

  /** Counts an event stream; false when there are too many. */
  synchronized boolean openStream(Client client) {
    Use use = use(client);
    int most = Math.max(1, limits.maxEventStreams() / 4);
    if (streams >= limits.maxEventStreams() || use.streams >= most) {
      return false;
    }
    streams++;
    use.streams++;
    return true;
  }

  synchronized void closeStream(Client client) {
    streams--;
    use(client).streams--;
  }

  /** What is open now. */
  synchronized ApiLoad load() {
    return new ApiLoad(connections, streams);
  }

  private Use use(Client client) {
    Use known = uses.get(client.group());
    if (known != null) {
      return known;
    }
    Use use = new Use();
    use.tokens = burst();
    use.refilledAt = nanoTime.getAsLong();
    uses.put(client.group(), use);
    if (uses.size() > MAX_IDLE_CLIENTS + limits.maxConnections()) {
      removeOneIdle();
    }
    return use;
  }

  private void removeOneIdle() {
    Iterator<Use> leastRecentFirst = uses.values().iterator();
    while (leastRecentFirst.hasNext()) {
      if (leastRecentFirst.next().connections == 0) {
        leastRecentFirst.remove();
        return;
      }
    }
  }

  private double burst() {
    return 2.0 * limits.requestsPerSecond();
  }
}
