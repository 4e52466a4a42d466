package network.vision.gossip;

import java.util.ArrayList;
import java.util.List;
import network.vision.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * What was stored, on its way into the book. A full one takes seconds to read, for which the node
 * does not wait: what is read is put together apart, and becomes the book when all of it is there.
 *
 * <p>Goal: nobody gains by being first. What the book and the bans decide on waits meanwhile
 * ({@link Meetings}, {@link HeldMessages}), so that nobody's word ever meets a book without the
 * peers it should know.
 *
 * <p>What an attacker can still do: under the id of a peer that we know, keep that peer away for as
 * long as the book is awaited, as may be done with an id that nobody knows. Owner: the loop thread.
 * Source: {@code docs/decisions/020-a-start-that-does-not-wait-for-the-book.md}.
 */
final class AwaitedBook {

  private record Stood(NodeId id, KnownStanding standing) {}

  private final Core core;
  private final List<Ban> bans = new ArrayList<>();
  private final List<Stood> standings = new ArrayList<>();
  private final List<NodeId> anchors = new ArrayList<>();
  private @Nullable AddressBook read;

  AwaitedBook(Core core) {
    this.core = core;
  }

  /** Whether it is not known yet what the book holds. */
  boolean isAwaited() {
    return read != null;
  }

  /** It is being read. */
  void await() {
    read =
        new AddressBook(
            core.policy(), core.config().newBuckets(), core.config().triedBuckets(), core.random());
  }

  /** The bans were read. */
  void take(Now now, List<Ban> stored) {
    bans.addAll(stored);
    if (!isAwaited()) {
      judge(now);
    }
  }

  /** A part of the peers was read, of whom nothing has to be stored again. */
  void takePeers(Now now, List<KnownPeer> peers) {
    AddressBook book = read == null ? core.book() : read;
    for (KnownPeer peer : peers) {
      book.restore(now, peer);
      NodeId id = peer.nodeId();
      KnownStanding standing = peer.standing();
      if (id != null && (standing.points() > 0 || standing.bannedUntil() != null)) {
        standings.add(new Stood(id, standing));
      }
      if (id != null && peer.isAnchor()) {
        anchors.add(id);
      }
    }
    book.stored();
  }

  /**
   * All of it was read.
   *
   * @return those that were anchors
   */
  List<NodeId> end(Now now) {
    if (read != null) {
      core.book().become(now, read);
      read = null;
    }
    judge(now);
    List<NodeId> found = List.copyOf(anchors);
    anchors.clear();
    return found;
  }

  private void judge(Now now) {
    bans.forEach(ban -> core.standing().bans().restore(now, ban));
    bans.clear();
    standings.forEach(stood -> core.standing().restore(now, stood.id(), stood.standing()));
    standings.clear();
  }
}
