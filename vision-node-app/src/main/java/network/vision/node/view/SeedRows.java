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
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.PeerAddress;

/** How the seeds do, as far as the book tells of their addresses. */
public final class SeedRows {

  /**
   * A row for each of {@code seeds}.
   *
   * @param profile for the labels
   */
  public static List<SeedHealth> of(
      GossipView view, List<HostAndPort> seeds, NetworkProfile profile) {
    Map<PeerAddress, KnownAddress> known =
        view.peers().stream()
            .flatMap(row -> row.peer().addresses().stream())
            .collect(Collectors.toMap(KnownAddress::address, Function.identity(), (one, _) -> one));
    return seeds.stream().map(seed -> row(seed, label(seed, profile), known)).toList();
  }

  private static SeedHealth row(
      HostAndPort seed, String label, Map<PeerAddress, KnownAddress> known) {
    Optional<PeerAddress> address = PeerAddress.parse(seed.toString());
    KnownAddress history = address.map(known::get).orElse(null);
    List<PeerAddress> resolved = address.stream().toList();
    if (history == null) {
      return new SeedHealth(seed, label, SeedHealth.State.UNTRIED, resolved, null, null, "");
    }
    Instant answered = history.lastSuccess();
    Instant failed = history.lastFailure();
    boolean isFailing = failed != null && (answered == null || failed.isAfter(answered));
    SeedHealth.State state =
        isFailing
            ? SeedHealth.State.FAILS
            : answered == null ? SeedHealth.State.UNTRIED : SeedHealth.State.ANSWERS;
    String detail = isFailing && history.failure() != null ? history.failure().label() : "";
    return new SeedHealth(
        seed, label, state, resolved, isFailing ? failed : answered, answered, detail);
  }

  private static String label(HostAndPort seed, NetworkProfile profile) {
    return profile.seeds().stream()
        .filter(known -> known.address().equals(seed) && known.label() != null)
        .map(known -> String.valueOf(known.label()))
        .findFirst()
        .orElse("");
  }

  private SeedRows() {}
}
