package network.vision.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import network.vision.gossip.DialFailure;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Cables, routers and listening ports: a dial ends at whoever listens at its address; parcels of
 * one direction arrive in their order, late, or not at all.
 *
 * <p>Source ports are drawn from {@value #FIRST_SOURCE_PORT} up, where nobody ever listens, so a
 * node that dials such a port has taken a source port for a listening port.
 */
final class Fabric {

  /** The first port that connections come from (IANA's dynamic ports). */
  static final int FIRST_SOURCE_PORT = 49_152;

  private static final long CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int MAX_UNDER_WAY = 10_000;

  private final Timeline timeline;
  private final RandomGenerator random;
  private final Map<PeerAddress, Host> listeners = new HashMap<>();
  private final Map<IpAddress, Host> machines = new HashMap<>();
  private final Map<IpAddress, NatBox> boxes = new HashMap<>();
  private final Map<Host, NatBox> boxOf = new HashMap<>();
  private final Set<Host> cutOff = new HashSet<>();
  private final Set<Socket> waiting = new LinkedHashSet<>();
  private final Traffic traffic = new Traffic();
  private Conditions conditions;
  private Wire wire;

  Fabric(Timeline timeline, RandomGenerator random, Conditions conditions) {
    this.timeline = timeline;
    this.random = random;
    this.conditions = conditions;
    this.wire = new Wire(conditions.coding(), traffic);
  }

  Traffic traffic() {
    return traffic;
  }

  Wire wire() {
    return wire;
  }

  void change(Conditions others) {
    conditions = others;
    wire = new Wire(others.coding(), traffic);
  }

  /** Puts {@code host} behind {@code box}, for good. */
  void putBehind(NatBox box, Host host) {
    boxes.put(box.publicIp(), box);
    boxOf.put(host, box);
  }

  void listen(PeerAddress address, Host host) {
    Host holder = listeners.putIfAbsent(address, host);
    if (holder != null && !holder.equals(host)) {
      throw new IllegalArgumentException(address + " is taken by " + holder.name());
    }
    machines.put(address.ip(), host);
  }

  void stopListening(PeerAddress address) {
    listeners.remove(address);
  }

  /** Cuts the network between {@code hosts} and all others. */
  void cutOff(Set<? extends Host> hosts) {
    cutOff.clear();
    cutOff.addAll(hosts);
  }

  /** Mends the cut; what waited for it goes on its way. */
  void heal() {
    cutOff.clear();
    List<Socket> sockets = List.copyOf(waiting);
    waiting.clear();
    for (Socket socket : sockets) {
      for (int i = socket.underWay().size(); i > 0; i--) {
        timeline.at(socket.inOrder(timeline.nowMillis() + delay()), () -> deliverNext(socket));
      }
    }
  }

  /** Opens a connection; ends in {@link Host#opened} or {@link Host#failed} of {@code from}. */
  Socket dial(Host from, PeerAddress to) {
    traffic.dialled(from.ip(), to.ip());
    Socket dialler = new Socket(from, to, true);
    timeline.after(delay(), () -> arrive(dialler));
    return dialler;
  }

  /** Sends {@code parcel} from an end of ours. */
  void send(Socket from, Parcel parcel) {
    Socket to = from.other();
    if (to == null) {
      return;
    }
    long millis = conditions.draw(random);
    transmit(to, millis < 0 ? new Parcel.Reset() : parcel, Math.max(0, millis));
    if (millis < 0) {
      transmit(from, new Parcel.Reset(), 0);
    }
  }

  /** The address at which the outside sees what {@code host} listens at; null: at none. */
  @Nullable PeerAddress outside(Host host, PeerAddress listening) {
    NatBox box = boxOf.get(host);
    if (box == null) {
      return listening;
    }
    return box.inside(listening.port()) != null
        ? new PeerAddress(box.publicIp(), listening.port())
        : null;
  }

  private void arrive(Socket dialler) {
    Host target = target(dialler.host(), dialler.remote());
    if (target == null || isCut(dialler.host(), target)) {
      boolean isMachineThere = target == null && isRefusing(dialler);
      DialFailure failure = isMachineThere ? DialFailure.REFUSED : DialFailure.TIMEOUT;
      timeline.after(
          isMachineThere ? delay() : CONNECT_TIMEOUT_MILLIS,
          () -> dialler.host().failed(dialler, failure));
      return;
    }
    Socket listener = new Socket(target, sourceSeenBy(target, dialler.host()), false);
    Socket.join(dialler, listener);
    timeline.after(delay(), () -> dialler.host().opened(dialler));
  }

  private @Nullable Host target(Host from, PeerAddress to) {
    NatBox box = boxes.get(to.ip());
    PeerAddress real = box == null ? to : box.inside(to.port());
    Host host = real == null ? null : listeners.get(real);
    if (host == null || !host.isUp()) {
      return null;
    }
    NatBox around = boxOf.get(host);
    boolean isInside = around != null && around == boxOf.get(from);
    return around == null || around == box || isInside ? host : null;
  }

  private boolean isRefusing(Socket dialler) {
    Host machine = machines.get(dialler.remote().ip());
    return machine != null
        && machine.isUp()
        && !boxOf.containsKey(machine)
        && machine.ip().equals(dialler.remote().ip())
        && !isCut(dialler.host(), machine);
  }

  private PeerAddress sourceSeenBy(Host target, Host dialler) {
    NatBox box = boxOf.get(dialler);
    IpAddress ip = box == null || box == boxOf.get(target) ? dialler.ip() : box.publicIp();
    return new PeerAddress(ip, random.nextInt(FIRST_SOURCE_PORT, PeerAddress.MAX_PORT + 1));
  }

  private void transmit(Socket to, Parcel parcel, long millis) {
    if (to.underWay().size() >= MAX_UNDER_WAY) {
      throw new IllegalStateException(to.host().name() + " is sent more than it can take");
    }
    to.underWay().add(parcel);
    timeline.at(to.inOrder(timeline.nowMillis() + millis), () -> deliverNext(to));
  }

  private void deliverNext(Socket to) {
    Socket from = to.other();
    if (from == null || to.underWay().isEmpty()) {
      return;
    }
    if (isCut(from.host(), to.host())) {
      waiting.add(to);
      return;
    }
    Parcel parcel = to.underWay().remove();
    if (to.isOpen()) {
      to.host().received(to, parcel);
    } else if (to.isAbandoned() && to.host().isUp() && !(parcel instanceof Parcel.Reset)) {
      transmit(from, new Parcel.Reset(), delay());
    }
  }

  private boolean isCut(Host one, Host other) {
    return cutOff.contains(one) != cutOff.contains(other);
  }

  private long delay() {
    long millis = conditions.draw(random);
    return millis < 0 ? CONNECT_TIMEOUT_MILLIS : millis;
  }
}
