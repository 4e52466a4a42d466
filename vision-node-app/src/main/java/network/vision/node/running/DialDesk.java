package network.vision.node.running;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import network.vision.api.OperatorDial;
import network.vision.api.OperatorDial.State;
import network.vision.gossip.DialFailure;
import network.vision.gossip.Event;
import network.vision.gossip.GossipView;
import network.vision.gossip.Notice;
import network.vision.node.outlet.AdapterMeters;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * The dials that an operator asked for, and what came of each.
 *
 * <p>A dial is judged by its own end and not by how its peer stands: that may have been connected
 * before, may be known at another address, and may lose one of two sessions a moment later. Nobody
 * is dialled who is connected; that counts as reached. The newest {@value #MOST} are remembered.
 *
 * <p>Any thread asks, the loop tells. Failure: a dial that cannot begin ends at once and says so.
 */
final class DialDesk {

  static final int MOST = 64;

  private static final String NOT_DIALLED =
      "not dialled: banned, this node itself, or too many dials are under way";

  private static final String BUSY = "the node is busy";

  /** A dial, as far as it is; {@code address} is null until its name is looked up. */
  private record Dial(
      long id,
      HostAndPort wanted,
      Instant asked,
      @Nullable PeerAddress address,
      boolean isStarted,
      @Nullable End end) {

    Dial at(PeerAddress where) {
      return new Dial(id, wanted, asked, where, false, null);
    }

    Dial started() {
      return new Dial(id, wanted, asked, address, true, null);
    }

    Dial ended(State state, Instant when, String detail) {
      return new Dial(id, wanted, asked, address, isStarted, new End(state, when, detail));
    }

    boolean isOpenAt(PeerAddress where) {
      return end == null && where.equals(address);
    }
  }

  private record End(State state, Instant when, String detail) {}

  private final Mailbox mailbox;
  private final SeedNames names;
  private final Map<Long, Dial> dials = new LinkedHashMap<>();
  private long newest;

  DialDesk(Outward outward, AdapterMeters meters, Mailbox mailbox) {
    this.mailbox = mailbox;
    this.names = new SeedNames(outward, meters, this::lookedUp);
  }

  /** Has {@code wanted} dialled once unless it is connected, and gives the dial's number. */
  long dial(HostAndPort wanted) {
    long id;
    synchronized (dials) {
      id = ++newest;
      dials.put(id, new Dial(id, wanted, Instant.now(), null, false, null));
      dials.remove(id - MOST);
    }
    names.resolve(wanted);
    return id;
  }

  /** What came of a dial, with who answered it; empty: it is not remembered. */
  CompletableFuture<Optional<OperatorDial>> find(long id) {
    return mailbox.ask(view -> find(id, view));
  }

  /** A fact of the core: some are about dials. */
  void tell(Instant at, Notice notice) {
    if (notice instanceof Notice.DialStarted begun) {
      change(dial ->
          dial.isOpenAt(begun.address()) || isTriedAgain(dial, begun, at) ? dial.started() : dial);
    } else if (notice instanceof Notice.DialEnded ended) {
      if (isWaitingFor(ended.address())) {
        begin(ended.address());
      }
      change(dial ->
          dial.isOpenAt(ended.address()) && dial.isStarted()
              ? ended(dial, at, ended.failure())
              : dial);
    }
  }

  /** Whether a dial that began before ours, perhaps only to look, was in its way. */
  private boolean isWaitingFor(PeerAddress address) {
    synchronized (dials) {
      return dials.values().stream().anyMatch(dial -> dial.isOpenAt(address) && !dial.isStarted());
    }
  }

  /** A peer that hangs up on version 4 is dialled with version 3 in the same step. */
  private static boolean isTriedAgain(Dial dial, Notice.DialStarted begun, Instant at) {
    return begun.version() == HandshakeVersion.V3
        && begun.address().equals(dial.address())
        && dial.end() != null
        && dial.end().state() == State.FAILED
        && dial.end().when().equals(at);
  }

  private static Dial ended(Dial dial, Instant at, @Nullable DialFailure failure) {
    return failure == null
        ? dial.ended(State.REACHED, at, "it answered")
        : dial.ended(State.FAILED, at, failure.label());
  }

  private void lookedUp(HostAndPort wanted, List<PeerAddress> addresses) {
    if (addresses.isEmpty()) {
      change(dial -> isLookedUp(dial, wanted) ? failed(dial, "the name has no address") : dial);
      return;
    }
    PeerAddress address = addresses.getFirst();
    change(dial -> isLookedUp(dial, wanted) ? dial.at(address) : dial);
    var _ =
        mailbox
            .ask(view -> isConnected(view, address))
            .whenComplete((isConnected, failure) -> {
              if (failure != null) {
                giveUp(address, BUSY);
              } else if (isConnected) {
                greet(address);
              } else {
                begin(address);
              }
            });
  }

  private static boolean isLookedUp(Dial dial, HostAndPort wanted) {
    return dial.address() == null && dial.end() == null && dial.wanted().equals(wanted);
  }

  private void greet(PeerAddress address) {
    change(dial ->
        dial.isOpenAt(address)
            ? dial.ended(State.REACHED, Instant.now(), "it was connected already")
            : dial);
  }

  /** Whoever is not dialled in the step that wants it, nor was before, will not be. */
  private void begin(PeerAddress address) {
    mailbox.deliver(new Event.DialWanted(address));
    var _ =
        mailbox
            .ask(view -> isUnderWay(view, address))
            .whenComplete((isUnderWay, failure) -> {
              if (failure != null) {
                giveUp(address, BUSY);
              } else if (!isUnderWay) {
                giveUp(address, NOT_DIALLED);
              }
            });
  }

  private void giveUp(PeerAddress address, String why) {
    change(dial -> dial.isOpenAt(address) && !dial.isStarted() ? failed(dial, why) : dial);
  }

  private static Dial failed(Dial dial, String why) {
    return dial.ended(State.FAILED, Instant.now(), why);
  }

  private void change(UnaryOperator<Dial> change) {
    synchronized (dials) {
      dials.replaceAll((_, dial) -> change.apply(dial));
    }
  }

  private Optional<OperatorDial> find(long id, GossipView view) {
    Dial dial;
    synchronized (dials) {
      dial = dials.get(id);
    }
    return Optional.ofNullable(dial).map(found -> shown(found, view));
  }

  private static OperatorDial shown(Dial dial, GossipView view) {
    End end = dial.end();
    boolean isReached = end != null && end.state() == State.REACHED;
    Optional<GossipView.PeerRow> peer =
        isReached && dial.address() != null ? row(view, dial.address()) : Optional.empty();
    return new OperatorDial(
        dial.id(),
        dial.wanted(),
        dial.asked(),
        end == null ? State.UNDER_WAY : end.state(),
        peer.map(row -> row.peer().nodeId()).orElse(null),
        peer.map(row -> row.peer().tag()).orElse(""),
        end == null ? "" : end.detail());
  }

  /** Whether a peer that is at {@code address}, or says so, is connected. */
  static boolean isConnected(GossipView view, PeerAddress address) {
    return row(view, address).filter(row -> row.session() != null).isPresent();
  }

  private static boolean isUnderWay(GossipView view, PeerAddress address) {
    return row(view, address).filter(row -> row.state() == GossipView.State.CONNECTING).isPresent();
  }

  private static Optional<GossipView.PeerRow> row(GossipView view, PeerAddress address) {
    return view.peers().stream()
        .filter(row ->
            row.peer().addresses().stream().anyMatch(known -> known.address().equals(address)))
        .findFirst();
  }
}
