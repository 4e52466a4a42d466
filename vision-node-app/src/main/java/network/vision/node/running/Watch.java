package network.vision.node.running;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import network.vision.gossip.GossipSummary;
import network.vision.node.outlet.Area;
import network.vision.node.outlet.NodeCensus;
import network.vision.node.outlet.NodeMetrics;
import network.vision.node.outlet.OperatorLog;
import network.vision.node.view.SeedRows;

/**
 * What is done once a second beside the loop: the peers are counted for the metrics, the verdict on
 * who reaches us is looked at, withheld log lines are summed up, and a loop that does not come to
 * its next turn is told of.
 *
 * <p>Owner: the thread {@code vision-watch}, which never waits. A count is asked for only when the
 * last one has come.
 */
final class Watch {

  private static final int STUCK_SECONDS = 10;
  private static final int ALWAYS_PEERS_SECONDS = 60;

  /** Whom it tells. */
  record Outlets(NodeMetrics metrics, OperatorLog log, VerdictDesk verdicts) {}

  private final Mailbox mailbox;
  private final NodeFacts facts;
  private final NodeMetrics metrics;
  private final OperatorLog log;
  private final AlwaysPeers always;
  private final VerdictDesk verdicts;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("vision-watch").daemon().factory());
  private CompletableFuture<?> count = CompletableFuture.completedFuture(null);
  private int secondsWaited;
  private int seconds;

  Watch(Mailbox mailbox, NodeFacts facts, Outlets outlets, AlwaysPeers always) {
    this.mailbox = mailbox;
    this.facts = facts;
    this.metrics = outlets.metrics();
    this.log = outlets.log();
    this.verdicts = outlets.verdicts();
    this.always = always;
    var _ = timer.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.SECONDS);
  }

  void close() {
    timer.shutdownNow();
  }

  private void tick() {
    log.sumUp();
    if (count.isDone()) {
      secondsWaited = 0;
      count =
          mailbox
              .askInShort(Function.identity())
              .thenAcceptAsync(summary -> metrics.show(census(summary)));
    } else if (++secondsWaited == STUCK_SECONDS) {
      log.warning(Area.NODE, "The loop has not answered for " + STUCK_SECONDS + " s");
    }
    seconds++;
    if (seconds % ALWAYS_PEERS_SECONDS == 0) {
      always.wantAll();
    }
  }

  private NodeCensus census(GossipSummary summary) {
    return new NodeCensus(
        summary.peers(),
        verdicts.of(summary).verdict(),
        SeedRows.of(summary, facts.config().profile()),
        summary.bans().size(),
        summary.clockOffset());
  }
}
