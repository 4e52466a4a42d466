package network.vision.api;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpRange;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;

/**
 * What the API lets an operator do to the node. The app implements it.
 *
 * <p>Called on the server's threads, so nothing here may wait. Failures mean the same as in {@link
 * NodeQueries}.
 */
public interface NodeCommands {

  /** Whom a ban concerns. */
  sealed interface BanTarget {

    /** A node, wherever it is. */
    record Node(NodeId id) implements BanTarget {}

    /** Whoever says, or is known, to be at an IP and port. */
    record Address(PeerAddress address) implements BanTarget {}

    /** Whoever comes from an IP of a range, which may be a single one. */
    record Range(IpRange range) implements BanTarget {}
  }

  /** How a command ended. */
  sealed interface Outcome {

    /** It was done, or is under way; {@code text} says which. */
    record Done(String text) implements Outcome {}

    /** A dial is under way, or begins; {@link NodeQueries#dial} tells what comes of it. */
    record Dialling(StartedDial dial) implements Outcome {}

    /** What it was about is not known. */
    record Unknown(String text) implements Outcome {}

    /** The node refuses, as it stands now. */
    record Refused(String text) implements Outcome {}
  }

  /** Keeps a peer connected from now on, as {@code --peer} does. */
  CompletionStage<Outcome> addPeer(HostAndPort address);

  /** Dials once, now. */
  CompletionStage<Outcome> dial(HostAndPort address);

  /** Ends the session with a peer. */
  CompletionStage<Outcome> disconnect(NodeId id);

  /** Bans for a time, in the place of an earlier ban of the same target. */
  CompletionStage<Outcome> ban(BanTarget target, Duration duration, String reason);

  /** Ends a ban. */
  CompletionStage<Outcome> unban(BanTarget target);

  /** Asks the router again. */
  CompletionStage<Outcome> refreshMapping();

  /** Tells connected peers our address now. */
  CompletionStage<Outcome> announce();

  /** Gives one area of the log, or {@code all}, another level until the settings are read again. */
  CompletionStage<Outcome> setLogLevel(String area, LogLevel.Level level);
}
