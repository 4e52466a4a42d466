package network.vision.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import network.vision.gossip.DialFailure;
import network.vision.gossip.Effect;
import network.vision.gossip.Event;
import network.vision.gossip.Gossip;
import network.vision.gossip.GossipView;
import network.vision.gossip.KnownPeer;
import network.vision.gossip.LocalNode;
import network.vision.gossip.Now;
import network.vision.gossip.Outcome;
import network.vision.protocol.Identity;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * One node of the virtual network: the real core, driven as the node's loop drives it, with a
 * virtual transport, disk, clock and resolver around it.
 *
 * <p>Between a report and the step that reads it lies the mailbox: the core may have closed a
 * connection of which a message still waits there.
 */
final class VirtualNode implements Host {

  /** What becomes of a node's connections when its address changes. */
  enum Connections {
    /** They live on, as after a second address was added. */
    KEPT,
    /** Both sides are told. */
    RESET,
    /** Nobody is told, as after a router got another IP. */
    LOST
  }

  private final World world;
  private final NodePlan plan;
  private final Identity identity;
  private final RandomGenerator random;
  private final String ebid;
  private final long clockStartMillis;
  private final Disk disk;
  private PeerAddress listening;
  private Duration wallError = Duration.ZERO;
  private long mailboxMillis;
  private long diskMillis;
  private @Nullable Run run;

  VirtualNode(World world, NodePlan plan, RandomGenerator random) {
    this.world = world;
    this.plan = plan;
    this.random = random;
    this.listening = plan.listening();
    this.disk = new Disk(plan.isSaving());
    byte[] secret = new byte[Identity.SECRET_BYTES];
    random.nextBytes(secret);
    this.identity = CheapSignatures.identity(secret);
    this.ebid = new UUID(random.nextLong(), random.nextLong()).toString();
    this.clockStartMillis = random.nextLong(1L << 40);
    if (plan.box() != null) {
      world.fabric().putBehind(plan.box(), this);
    }
  }

  @Override
  public String name() {
    return plan.name();
  }

  @Override
  public IpAddress ip() {
    return listening.ip();
  }

  @Override
  public boolean isUp() {
    return run != null;
  }

  /** Who it is. */
  NodeId id() {
    return identity.nodeId();
  }

  NodePlan plan() {
    return plan;
  }

  Identity identity() {
    return identity;
  }

  Disk disk() {
    return disk;
  }

  /** Where others reach it now; null when they cannot. */
  @Nullable PeerAddress address() {
    return run == null ? null : world.fabric().outside(this, listening);
  }

  /** What its core knows now. */
  GossipView view() {
    return running().gossip.view(now());
  }

  /** Where it would dial {@code peer} first, by what it saved; null: nowhere. */
  @Nullable PeerAddress firstAddressOf(NodeId peer) {
    KnownPeer saved = disk.saved(peer.text());
    return saved == null || saved.addresses().isEmpty()
        ? null
        : saved.addresses().getFirst().address();
  }

  /** Whether it has heard that {@code peer} is at {@code address}, by what it saved. */
  boolean hasHeard(NodeId peer, PeerAddress address) {
    KnownPeer saved = disk.saved(peer.text());
    return saved != null && saved.addresses().stream().anyMatch(a -> a.address().equals(address));
  }

  /** Who it has sessions with. */
  List<Host> neighbours() {
    return run == null ? List.of() : run.switchboard.neighbours();
  }

  /** How many sessions it has. */
  int sessions() {
    return run == null ? 0 : run.switchboard.sessions();
  }

  /** Starts it with what it has saved. */
  void start() {
    if (run != null) {
      throw new IllegalStateException(name() + " runs already");
    }
    run = new Run();
    world.fabric().listen(listening, this);
    if (diskMillis == 0) {
      offer(listeningStarted());
      offer(disk.read());
    } else {
      startBeforeTheBookIsRead();
    }
  }

  private void startBeforeTheBookIsRead() {
    Run started = running();
    Event.PeersLoaded book = disk.read();
    offer(new Event.BookAwaited(book.recordSequence()));
    offer(listeningStarted());
    int half = book.peers().size() / 2;
    Event part = new Event.PeersRead(book.peers().subList(0, half));
    Event rest =
        new Event.PeersLoaded(
            book.peers().subList(half, book.peers().size()), book.recordSequence());
    world.timeline().after(mailboxMillis + diskMillis / 2, () -> started.step(part));
    world.timeline().after(mailboxMillis + diskMillis, () -> started.step(rest));
  }

  /** Stops it in good order. */
  void stop() {
    running().switchboard.closeAll();
    halt();
  }

  /** Cuts its power: nobody is told. */
  void crash() {
    running().switchboard.abandonAll();
    halt();
  }

  /** Makes it listen elsewhere while it runs. */
  void move(PeerAddress to, Connections connections) {
    Run current = running();
    world.fabric().stopListening(listening);
    listening = to;
    world.fabric().listen(listening, this);
    switch (connections) {
      case KEPT -> {}
      case RESET -> current.switchboard.resetAll();
      case LOST -> current.switchboard.loseAll();
    }
    offer(listeningStarted());
  }

  /** Lets its router forward a public port of the same number, or no longer. */
  void mapPort(boolean isMapped) {
    NatBox box = Objects.requireNonNull(plan.box(), "no NAT box around it");
    int port = listening.port();
    if (isMapped) {
      offer(Event.PortsMapped.to(box.map(port, listening)));
    } else {
      box.unmap(port);
      offer(new Event.PortsMapped(List.of()));
    }
  }

  /** Steps its wall clock. */
  void stepWallClock(Duration by) {
    wallError = wallError.plus(by);
  }

  /** Makes reports wait before the core reads them. */
  void slowMailbox(long millis) {
    mailboxMillis = millis;
  }

  /** Makes its next starts not wait for the book, which is read {@code millis} later. */
  void slowDisk(long millis) {
    diskMillis = millis;
  }

  /** Has the operator say something. */
  void tell(Event event) {
    offer(event);
  }

  @Override
  public void opened(Socket socket) {
    if (run != null) {
      run.switchboard.opened(socket);
    }
  }

  @Override
  public void failed(Socket socket, DialFailure failure) {
    if (run != null) {
      run.switchboard.failed(socket, failure);
    }
  }

  @Override
  public void received(Socket socket, Parcel parcel) {
    if (run != null) {
      run.switchboard.received(socket, parcel);
    }
  }

  @Override
  public String toString() {
    return name() + " " + id().shortText() + " at " + listening;
  }

  private Run running() {
    return Objects.requireNonNull(run, () -> name() + " does not run");
  }

  private void halt() {
    world.fabric().stopListening(listening);
    run = null;
  }

  private Event listeningStarted() {
    IpAddress any = IpAddress.ofIpv4(0);
    return new Event.ListeningStarted(
        List.of(plan.isWildcard() ? new PeerAddress(any, listening.port()) : listening));
  }

  private Now now() {
    long millis = world.timeline().nowMillis();
    Instant wall = World.START.plusMillis(millis).plus(wallError);
    return new Now(clockStartMillis + millis, wall);
  }

  private void offer(Event event) {
    Run current = running();
    world.timeline().after(mailboxMillis, () -> current.step(event));
  }

  /** One life of the core, from a start to a stop. */
  private final class Run {

    private final Gossip gossip;
    private final Switchboard switchboard;
    private final NodeRules rules;
    private long wakeAtMillis = -1;

    Run() {
      LocalNode local =
          new LocalNode(
              identity,
              World.PROFILE,
              identity.defaultTag(),
              "constellation",
              ebid,
              random.nextLong(),
              111,
              "simulation",
              null,
              plan.saysPort());
      gossip = new Gossip(local, plan.config(), random);
      switchboard =
          new Switchboard(
              VirtualNode.this, world.fabric(), world.timeline(), VirtualNode.this::offer);
      rules = new NodeRules(plan.config(), disk);
    }

    void step(Event event) {
      if (run != this) {
        return;
      }
      world.note(VirtualNode.this, event);
      Now now = now();
      Outcome outcome = gossip.step(now, event);
      world.note(VirtualNode.this, outcome);
      Optional<String> wrong = rules.check(now, event, outcome);
      if (wrong.isPresent()) {
        throw world.violation(VirtualNode.this, wrong.get());
      }
      outcome.effects().forEach(this::save);
      outcome.effects().forEach(this::carryOut);
      wake();
    }

    private void save(Effect effect) {
      switch (effect) {
        case Effect.Save(var peer) -> disk.save(peer);
        case Effect.Forget(var key) -> disk.forget(key);
        case Effect.SaveBan _, Effect.ForgetBan _ -> {}
        case Effect.SaveRecordSequence(var sequence) -> disk.saveSequence(sequence);
        case Effect.Dial _,
            Effect.Accept _,
            Effect.Send _,
            Effect.Close _,
            Effect.ResolveSeed _ -> {}
      }
    }

    private void carryOut(Effect effect) {
      switch (effect) {
        case Effect.Dial dial -> {
          world.dialled(VirtualNode.this, dial.address());
          switchboard.dial(dial);
        }
        case Effect.Accept accept -> switchboard.accept(accept);
        case Effect.Send send -> switchboard.send(send);
        case Effect.Close close -> switchboard.close(close);
        case Effect.ResolveSeed(var seed) ->
            offer(new Event.SeedResolved(seed, world.resolve(seed)));
        case Effect.Save _,
            Effect.Forget _,
            Effect.SaveBan _,
            Effect.ForgetBan _,
            Effect.SaveRecordSequence _ -> {}
      }
    }

    private void wake() {
      long deadline = gossip.nextDeadlineMillis();
      if (deadline == Long.MAX_VALUE) {
        wakeAtMillis = -1;
        return;
      }
      long at = Math.max(world.timeline().nowMillis(), deadline - clockStartMillis);
      if (at != wakeAtMillis) {
        wakeAtMillis = at;
        world.timeline().at(at, () -> wakeUp(at));
      }
    }

    private void wakeUp(long at) {
      if (run == this && at == wakeAtMillis) {
        wakeAtMillis = -1;
        step(new Event.TimePassed());
      }
    }
  }
}
