package network.vision.upnp;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import network.vision.protocol.IpRange;
import network.vision.protocol.PeerAddress;

/**
 * What to map, and how long to wait for a router.
 *
 * <p>Immutable.
 *
 * @param ports local TCP ports, 1–16 different ones
 * @param dialOnly the only ranges in which a router is spoken to; empty: anywhere
 * @param lease how long the router shall keep a mapping, 1 s to 7 days
 * @param pollInterval how often a mapping is checked and a missing router looked for, 100 ms to 30
 *     s: twice this is the time in which any change is noticed
 * @param searchTime how long answers to a search are collected
 * @param answerTime how long one question to a router may take
 * @param closeTime how long taking the mappings back may take in all
 * @param random for jitter and for the choice of an external port; must be safe for several threads
 * @param secret what the proofs of ownership that PCP wants are made from; one that outlives a
 *     restart gets the mapping of a run that was killed back; "": a new one each time
 */
public record MappingConfig(
    List<Integer> ports,
    List<IpRange> dialOnly,
    Duration lease,
    Duration pollInterval,
    Duration searchTime,
    Duration answerTime,
    Duration closeTime,
    RandomGenerator random,
    String secret) {

  /** Most ports that are mapped. */
  public static final int MAX_PORTS = 16;

  private static final Duration MAX_WAIT = Duration.ofSeconds(10);

  /**
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  public MappingConfig {
    ports = List.copyOf(ports);
    dialOnly = List.copyOf(dialOnly);
    require(!ports.isEmpty() && ports.size() <= MAX_PORTS, "1-" + MAX_PORTS + " ports");
    require(new HashSet<>(ports).size() == ports.size(), "different ports");
    require(ports.stream().allMatch(PeerAddress::isPort), "ports of 1-65535");
    require(isWithin(lease, Duration.ofSeconds(1), Duration.ofDays(7)), "a lease of 1 s to 7 days");
    require(
        isWithin(pollInterval, Duration.ofMillis(100), Duration.ofSeconds(30)),
        "a poll interval of 100 ms to 30 s");
    for (Duration wait : List.of(searchTime, answerTime, closeTime)) {
      require(isWithin(wait, Duration.ofMillis(1), MAX_WAIT), "deadlines of 1 ms to 10 s");
    }
  }

  /** The defaults of a node: leases of an hour, checked every 25 s, taken back within 1.5 s. */
  public static MappingConfig of(List<Integer> ports, RandomGenerator random) {
    return new MappingConfig(
        ports,
        List.of(),
        Duration.ofHours(1),
        Duration.ofSeconds(25),
        Duration.ofSeconds(3),
        Duration.ofSeconds(3),
        Duration.ofMillis(1500),
        random,
        "");
  }

  /** The same, but only a router in one of {@code ranges} is spoken to; empty: any. */
  public MappingConfig withDialOnly(List<IpRange> ranges) {
    return new MappingConfig(
        ports, ranges, lease, pollInterval, searchTime, answerTime, closeTime, random, secret);
  }

  /** The same with a secret that outlives a restart. */
  public MappingConfig withSecret(String kept) {
    return new MappingConfig(
        ports, dialOnly, lease, pollInterval, searchTime, answerTime, closeTime, random, kept);
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("port mapping wants " + what);
    }
  }
}
