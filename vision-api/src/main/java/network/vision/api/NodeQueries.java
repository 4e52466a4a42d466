package network.vision.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import network.vision.protocol.NodeId;

/**
 * What the API asks of the node it shows. The app implements it; views are built on the node's
 * loop.
 *
 * <p>Called on the server's threads, so nothing here may wait. A stage that fails with {@link
 * UnsupportedOperationException} becomes 501 with its message, one that fails otherwise 500, one
 * that is late 503. However many ask, the server asks again after a third of {@link
 * ApiLimits#viewLifetime}, and what it answers is never older than all of it.
 */
public interface NodeQueries {

  /** Every known peer; the server filters, sorts and cuts. */
  CompletionStage<KnownPeers> peers();

  /** The best verified peers, best first. */
  CompletionStage<List<SeedPeer>> seedPeers();

  /** Who is connected. */
  CompletionStage<ConstellationPeers> constellationPeers();

  /** This node at a glance. */
  CompletionStage<ConstellationStatus> constellationStatus();

  /** Everything known of one peer; empty if it is not known. */
  CompletionStage<Optional<PeerDetail>> peer(NodeId id);

  /** What came of a dial that was asked for; empty if it is not, or no longer, known. */
  CompletionStage<Optional<OperatorDial>> dial(long id);

  /** Claims about addresses that contradict each other, newest first. */
  CompletionStage<List<PortConflict>> conflicts();

  /** Whether others can reach this node, and why not. */
  CompletionStage<Reachability> reachability();

  /** How the seeds do. */
  CompletionStage<List<SeedHealth>> seeds();

  /** Bans in force. */
  CompletionStage<List<Ban>> bans();

  /** Why this node is not connected to more peers. */
  CompletionStage<WhyNotConnected> why();

  /** Counters since the start. */
  CompletionStage<Traffic> traffic();

  /** The settings in force. */
  List<ConfigValue> config();

  /** How much the log tells of each area. */
  List<LogLevel> logLevels();

  /** What runs here. */
  VersionInfo version();

  /** Whether this node works; answered without the loop, which may be what does not. */
  Health health();

  /** What happened lately; the same log each time. */
  EventLog events();
}
