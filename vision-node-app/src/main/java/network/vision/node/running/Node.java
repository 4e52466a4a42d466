package network.vision.node.running;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import network.vision.gossip.Event;
import network.vision.gossip.GossipSummary;
import network.vision.gossip.GossipView;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.OperatorException;
import network.vision.node.outlet.Area;
import network.vision.node.outlet.OperatorLog;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;

/**
 * One running node: its loop, its adapters and its outlets. A process may run several; they share
 * nothing.
 *
 * <p>Any thread. Failure: a mistake of ours in the loop, the sockets or the disk thread ends {@link
 * #ended}; whoever waits there closes the node.
 */
public final class Node implements AutoCloseable {

  /** How long {@link #close} waits until the loop has told the peers. */
  private static final Duration FAREWELL = Duration.ofMillis(200);

  /** How long {@link #close} waits for the router after everything else has ended. */
  private static final Duration LAST_WAIT = Duration.ofMillis(1_500);

  /**
   * What a node is made of.
   *
   * @param id its name
   * @param listening where peers find it, as bound
   * @param apiAddress where the HTTP API answers
   */
  record Parts(
      NodeId id,
      List<PeerAddress> listening,
      PeerAddress apiAddress,
      Mailbox mailbox,
      RouterDesk router,
      Rooms rooms,
      OperatorLog log) {
    Parts {
      listening = List.copyOf(listening);
    }
  }

  private final Parts parts;
  private final Crash crash;

  Node(Parts parts, Crash crash) {
    this.parts = parts;
    this.crash = crash;
  }

  /**
   * Starts a node, which listens when this returns. Waits for the disk, and for nothing else; a
   * large book is read afterwards.
   *
   * @throws OperatorException if the data directory or a port cannot be used; nothing is left open
   */
  public static Node start(NodeSpec spec) throws OperatorException {
    return new NodeStart(spec).run();
  }

  /** Its name. */
  public NodeId id() {
    return parts.id();
  }

  /** Where peers find it, as bound: ports resolved, wildcards as they are. */
  public List<PeerAddress> listening() {
    return parts.listening();
  }

  /** Where the HTTP API answers. */
  public PeerAddress apiAddress() {
    return parts.apiAddress();
  }

  /** Looks at everything the node knows; {@code reader} runs on the loop and must be quick. */
  public <T> CompletableFuture<T> ask(Function<GossipView, T> reader) {
    return parts.mailbox().ask(reader);
  }

  /** How the node stands, in short. */
  public CompletableFuture<GossipSummary> summary() {
    return parts.mailbox().askInShort(Function.identity());
  }

  /**
   * Takes the seeds of {@code config}, and nothing else of it, in the place of those it has; at
   * once, without closing a session.
   *
   * @return how many there are
   * @throws OperatorException if the seed file cannot be used; the seeds are as they were
   */
  public int reloadSeeds(NodeConfig config) throws OperatorException {
    List<HostAndPort> seeds =
        StartingSeeds.of(config, refused -> parts.log().warning(Area.STORE, refused));
    parts.mailbox().deliver(new Event.SeedsChosen(seeds));
    return seeds.size();
  }

  /** Ends when the node cannot go on, exceptionally by a mistake of ours. */
  public CompletableFuture<Void> ended() {
    return crash.ended();
  }

  /** Ends the node by a mistake of ours in {@code thread}; what happened last is kept in a file. */
  public void fail(Thread thread, Throwable mistake) {
    parts.log().mistake(Area.NODE, "in " + thread.getName(), mistake);
    crash.by(mistake);
  }

  /**
   * Stops: everything is saved, and the router's mapping taken back, within two seconds. While a
   * large book is still being read it ends when that is done, and what was learned since the start
   * is not saved.
   */
  @Override
  public void close() {
    long began = System.nanoTime();
    sayFarewell();
    Thread unmapping = Thread.ofVirtual().start(parts.router()::close);
    parts.rooms().close();
    try {
      unmapping.join(LAST_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    crash.ended().complete(null);
    parts.log().stopped(Duration.ofNanos(System.nanoTime() - began));
  }

  /** Has every peer told that we go; a loop that does not come to it in time is not waited for. */
  private void sayFarewell() {
    parts.mailbox().deliver(new Event.StopWanted());
    try {
      parts.mailbox().askForTurn().get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // The loop has ended, or is busy: the peers will see the connection close.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
