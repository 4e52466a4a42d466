package network.vision.gossip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;

/**
 * The nodes to start with. Each is asked in its own rhythm, which slows down to once in ten minutes
 * and never ends; names are looked up anew each time.
 *
 * <p>Owner: the loop thread.
 */
final class Seeds {

  private static final long FIRST_WAIT_MILLIS = 2_000;
  private static final long LONGEST_WAIT_MILLIS = 600_000;
  private static final int MAX_DOUBLINGS = 9;

  private static final class Rhythm {
    int asked;
    long notBeforeMillis = Long.MIN_VALUE;
  }

  private final Map<HostAndPort, Rhythm> rhythms = new LinkedHashMap<>();
  private final Core core;

  Seeds(Core core) {
    this.core = core;
    core.config().seeds().forEach(seed -> rhythms.put(seed, new Rhythm()));
  }

  /**
   * Which seeds to ask now: those whose addresses are known are returned, the others are looked up.
   */
  List<PeerAddress> due(Now now) {
    List<PeerAddress> due = new ArrayList<>();
    rhythms.forEach((seed, rhythm) -> {
      if (now.millis() < rhythm.notBeforeMillis) {
        return;
      }
      long wait = FIRST_WAIT_MILLIS << Math.min(rhythm.asked++, MAX_DOUBLINGS);
      rhythm.notBeforeMillis = now.millis() + core.jittered(Math.min(wait, LONGEST_WAIT_MILLIS));
      Optional<IpAddress> ip = IpAddress.parse(seed.host());
      if (ip.isPresent()) {
        due.add(new PeerAddress(ip.get(), seed.port()));
      } else {
        core.out().add(new Effect.ResolveSeed(seed));
      }
    });
    return due;
  }

  /** When the next seed may be asked. */
  long nextMillis() {
    return rhythms.values().stream()
        .mapToLong(rhythm -> rhythm.notBeforeMillis)
        .min()
        .orElse(Session.NEVER);
  }

  /**
   * A seed that failed where everybody was once assumed is looked for where deployed nodes listen.
   */
  static Optional<PeerAddress> secondTry(PeerAddress failed) {
    return failed.port() == HandshakeVersion.V4.defaultPort()
        ? Optional.of(new PeerAddress(failed.ip(), HandshakeVersion.V3.defaultPort()))
        : Optional.empty();
  }
}
