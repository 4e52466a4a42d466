package network.vision.node.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.vision.api.SeedHealth;
import network.vision.gossip.GossipView;
import network.vision.gossip.KnownAddress;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;

/** How the seeds of a beacon do, as far as the book tells of their addresses. */
public final class BeaconRows {

  private static final String LABEL = "beacon";

  /** A row for each of {@code seeds}. */
  public static List<SeedHealth> of(GossipView view, List<HostAndPort> seeds) {
    if (seeds.isEmpty()) {
      return List.of();
    }
    Map<PeerAddress, KnownAddress> known =
        view.peers().stream()
            .flatMap(row -> row.peer().addresses().stream())
            .collect(Collectors.toMap(KnownAddress::address, Function.identity(), (one, _) -> one));
    return seeds.stream().map(seed -> row(seed, known)).toList();
  }

  private static SeedHealth row(HostAndPort seed, Map<PeerAddress, KnownAddress> known) {
    Optional<PeerAddress> address = PeerAddress.parse(seed.toString());
    KnownAddress history = address.map(known::get).orElse(null);
    List<PeerAddress> resolved = address.stream().toList();
    if (history == null) {
      return new SeedHealth(seed, LABEL, SeedHealth.State.UNTRIED, resolved, null, null, "");
    }
    Instant answered = history.lastSuccess();
    Instant failed = history.lastFailure();
    if (failed != null && (answered == null || failed.isAfter(answered))) {
      String why = history.failure() == null ? "" : history.failure().label();
      return new SeedHealth(seed, LABEL, SeedHealth.State.FAILS, resolved, failed, answered, why);
    }
    SeedHealth.State state = answered == null ? SeedHealth.State.UNTRIED : SeedHealth.State.ANSWERS;
    return new SeedHealth(seed, LABEL, state, resolved, answered, answered, "");
  }

  private BeaconRows() {}
}
