package network.vision.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import network.vision.gossip.Effect;
import network.vision.gossip.Event;
import network.vision.gossip.Outcome;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.PeerAddress;

/** What all nodes of a run share: time, the network, names, chance and the journal. */
final class World {

  /** The wall clock when a run starts. */
  static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  /** A network of its own. */
  static final NetworkProfile PROFILE =
      new NetworkProfile(
          "simulation",
          "simulation",
          "v1.0.3",
          103,
          2,
          "vision-simulation",
          "51".repeat(32),
          "52".repeat(32),
          0,
          "",
          null,
          null,
          null,
          List.of(),
          List.of(),
          List.of(),
          false);

  private final long seed;
  private final SplittableRandom random;
  private final Timeline timeline = new Timeline();
  private final Journal journal = new Journal();
  private final Map<String, IpAddress> names = new HashMap<>();
  private final Fabric fabric;
  private final Tally tally = new Tally();
  private BiConsumer<VirtualNode, PeerAddress> dialWatcher = (_, _) -> {};

  World(long seed, Conditions conditions) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    CheapSignatures.install();
    this.fabric = new Fabric(timeline, random.split(), conditions);
  }

  long seed() {
    return seed;
  }

  Timeline timeline() {
    return timeline;
  }

  Fabric fabric() {
    return fabric;
  }

  Journal journal() {
    return journal;
  }

  Tally tally() {
    return tally;
  }

  /** Chance of its own for somebody. */
  RandomGenerator chance() {
    return random.split();
  }

  /** Gives a host a name. */
  void name(String host, IpAddress ip) {
    names.put(host, ip);
  }

  /** What a resolver says. */
  List<PeerAddress> resolve(HostAndPort seed) {
    return Optional.ofNullable(names.get(seed.host()))
        .or(() -> IpAddress.parse(seed.host()))
        .filter(_ -> PeerAddress.isPort(seed.port()))
        .map(ip -> List.of(new PeerAddress(ip, seed.port())))
        .orElse(List.of());
  }

  /** Has every dial told to {@code watcher} from now on: who, and where to. */
  void watchDials(BiConsumer<VirtualNode, PeerAddress> watcher) {
    dialWatcher = watcher;
  }

  void dialled(VirtualNode node, PeerAddress address) {
    dialWatcher.accept(node, address);
  }

  void note(VirtualNode node, Event event) {
    long digest = event.getClass().getSimpleName().hashCode();
    journal.note(timeline.nowMillis(), node.name(), digest, () -> Wording.of(event));
  }

  void note(VirtualNode node, Outcome outcome) {
    tally.count(outcome.notices());
    var effects = outcome.effects();
    if (!effects.isEmpty()) {
      journal.note(timeline.nowMillis(), node.name(), digest(effects), () -> Wording.of(effects));
    }
  }

  Violation violation(VirtualNode node, String what) {
    return new Violation(seed, node.name() + ": " + what, journal.lastEntries());
  }

  private static long digest(List<Effect> effects) {
    long digest = 0;
    for (Effect effect : effects) {
      digest = digest * 31 + effect.getClass().getSimpleName().hashCode();
      if (effect instanceof Effect.Dial dial) {
        digest = digest * 31 + dial.address().toString().hashCode();
      }
    }
    return digest;
  }
}
