package network.vision.gossip;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * The nodes to start with, and how each of them does. Each is asked in its own rhythm, which slows
 * down to once in ten minutes and never ends; names are looked up anew each time. At the start and
 * once a day each is looked at whether or not it is needed.
 *
 * <p>A seed has failed when every address that a question gave has failed, or when its name gave
 * none; it answers when any dial to one of its addresses does, whoever wanted that dial. Owner: the
 * loop thread.
 */
final class Seeds {

  private static final long FIRST_WAIT_MILLIS = 2_000;
  private static final long LONGEST_WAIT_MILLIS = 600_000;
  private static final int MAX_DOUBLINGS = 9;
  private static final long CHECK_MILLIS = 24 * 3_600_000L;
  private static final int MAX_ADDRESSES = 16;

  private static final class Seed {
    final HostAndPort name;
    final Set<PeerAddress> addresses = new LinkedHashSet<>();

    /** Of the question under way: what was dialled and has not ended. */
    final Set<PeerAddress> open = new LinkedHashSet<>();

    int asked;
    long notBeforeMillis = Long.MIN_VALUE;

    /** When it is looked whether it answers, needed or not. */
    long checkAtMillis = Long.MIN_VALUE;

    boolean isOnlyChecked;
    int failures;
    @Nullable DialFailure failure;
    @Nullable Instant lastSuccess;
    @Nullable Instant lastFailure;

    Seed(HostAndPort name) {
      this.name = name;
    }
  }

  private final Map<HostAndPort, Seed> seeds = new LinkedHashMap<>();
  private final Core core;

  Seeds(Core core) {
    this.core = core;
    choose(core.config().seeds());
  }

  /** These are the seeds from now on; one that was a seed before is asked in the same rhythm. */
  void choose(List<HostAndPort> chosen) {
    Map<HostAndPort, Seed> before = Map.copyOf(seeds);
    seeds.clear();
    for (HostAndPort name : chosen) {
      Seed known = before.get(name);
      seeds.put(name, known == null ? new Seed(name) : known);
    }
  }

  /**
   * Which seeds to ask now: those whose addresses are known are returned, the others are looked up.
   */
  List<PeerAddress> due(Now now) {
    List<PeerAddress> due = new ArrayList<>();
    for (Seed seed : seeds.values()) {
      if (now.millis() < seed.notBeforeMillis) {
        continue;
      }
      long wait = FIRST_WAIT_MILLIS << Math.min(seed.asked++, MAX_DOUBLINGS);
      seed.notBeforeMillis = now.millis() + core.jittered(Math.min(wait, LONGEST_WAIT_MILLIS));
      seed.isOnlyChecked = false;
      ask(now, seed).ifPresent(due::add);
    }
    return due;
  }

  /** Which seeds to look at now because nobody has for a day, as {@link #due} has it. */
  List<PeerAddress> checksDue(Now now) {
    List<PeerAddress> due = new ArrayList<>();
    for (Seed seed : seeds.values()) {
      if (now.millis() >= seed.checkAtMillis) {
        seed.isOnlyChecked = true;
        ask(now, seed).ifPresent(due::add);
      }
    }
    return due;
  }

  /** Why to dial what {@code name} stands for. */
  Dials.Purpose purpose(HostAndPort name) {
    Seed seed = seeds.get(name);
    return seed != null && seed.isOnlyChecked ? Dials.Purpose.SEED_CHECK : Dials.Purpose.SEED;
  }

  /** A seed's name was looked up; it stands for {@code found} until it is looked up again. */
  void resolved(Now now, HostAndPort name, List<PeerAddress> found) {
    Seed seed = seeds.get(name);
    if (seed == null) {
      return;
    }
    seed.addresses.retainAll(seed.open);
    found.forEach(address -> add(seed, address));
    if (found.isEmpty()) {
      failed(now, seed, null);
    }
  }

  /** A dial to {@code address} is under way because a seed has it. */
  void dialled(PeerAddress address) {
    of(address).forEach(seed -> seed.open.add(address));
  }

  /** A dial worked, whoever wanted it. */
  void answered(Now now, PeerAddress address) {
    for (Seed seed : of(address)) {
      seed.open.clear();
      if (seed.lastSuccess == null || seed.failures > 0) {
        core.out().tell(new Notice.SeedAnswered(seed.name, address, seed.failures));
      }
      seed.lastSuccess = now.wall();
      seed.failures = 0;
      seed.failure = null;
    }
  }

  /** The seed at {@code first} is being dialled at {@code second} too. */
  void dialledToo(PeerAddress first, PeerAddress second) {
    for (Seed seed : of(first)) {
      add(seed, second);
      seed.open.add(second);
    }
  }

  /** A dial failed. */
  void failed(Now now, PeerAddress address, DialFailure failure) {
    for (Seed seed : of(address)) {
      if (seed.open.remove(address) && seed.open.isEmpty()) {
        failed(now, seed, failure);
      }
    }
  }

  /** How each seed does, in the order of the configuration. */
  List<GossipView.SeedRow> rows() {
    return seeds.values().stream()
        .map(seed ->
            new GossipView.SeedRow(
                seed.name,
                List.copyOf(seed.addresses),
                seed.failures,
                seed.failure,
                seed.lastSuccess,
                seed.lastFailure))
        .toList();
  }

  /**
   * A seed that failed where everybody was once assumed is looked for where deployed nodes listen.
   */
  static Optional<PeerAddress> secondTry(PeerAddress failed) {
    return failed.port() == HandshakeVersion.V4.defaultPort()
        ? Optional.of(new PeerAddress(failed.ip(), HandshakeVersion.V3.defaultPort()))
        : Optional.empty();
  }

  /** Its address; empty while its name is looked up. */
  private Optional<PeerAddress> ask(Now now, Seed seed) {
    seed.checkAtMillis = now.millis() + core.jittered(CHECK_MILLIS);
    Optional<PeerAddress> address =
        IpAddress.parse(seed.name.host()).map(ip -> new PeerAddress(ip, seed.name.port()));
    address.ifPresentOrElse(
        seed.addresses::add, () -> core.out().add(new Effect.ResolveSeed(seed.name)));
    return address;
  }

  private void failed(Now now, Seed seed, @Nullable DialFailure failure) {
    seed.failures++;
    seed.failure = failure;
    seed.lastFailure = now.wall();
    core.out().tell(new Notice.SeedFailed(seed.name, failure, seed.failures));
  }

  private List<Seed> of(PeerAddress address) {
    return seeds.values().stream().filter(seed -> seed.addresses.contains(address)).toList();
  }

  private static void add(Seed seed, PeerAddress address) {
    if (seed.addresses.size() < MAX_ADDRESSES) {
      seed.addresses.add(address);
    }
  }
}
