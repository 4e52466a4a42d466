package network.vision.gossip;

import java.util.ArrayList;
import java.util.List;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What others say of others: entered into the new half, at a rate, and never against what works.
 *
 * <p>Each connection may change the book 1,000 times at once and then once in ten seconds; entries
 * that change nothing are free, for deployed nodes repeat theirs every 30 s. A signed record is the
 * peer's own word whoever brings it, but a newer one costs its bringer too. Owner: the loop thread.
 */
final class Hearsay {

  private static final long PENALTY_SECONDS = 2 * 3600;
  private static final long MAX_FUTURE_SECONDS = 600;
  private static final long MAX_AGE_SECONDS = 30L * 24 * 3600;
  private static final long CORRECTED_AGE_SECONDS = 5L * 24 * 3600;

  /** What became of the peers of one message. */
  static final class Result {
    int accepted;
    int known;
    final List<GossipRefusal> refused = new ArrayList<>();

    /** Peers whose own fresh word was among them. */
    final List<BookPeer> fresh = new ArrayList<>();

    /** Peers whose own word named another address than before. */
    final List<BookPeer> changed = new ArrayList<>();

    boolean isForged;
  }

  private final Core core;
  private final Claims claims;
  private final Reachability reachability;

  Hearsay(Core core, Claims claims, Reachability reachability) {
    this.core = core;
    this.claims = claims;
    this.reachability = reachability;
  }

  Result gossip(Now now, Session speaker, Message.PeerGossip gossip) {
    Result result = new Result();
    gossip.skipped().forEach(skipped -> result.refused.add(GossipRefusal.MALFORMED));
    for (GossipPeer peer : gossip.peers()) {
      hear(now, speaker, peer, result);
    }
    core.out()
        .tell(
            new Notice.GossipHeard(
                speaker.connection, result.accepted, result.known, result.refused));
    return result;
  }

  /** Addresses without names: of a peer list, a peer exchange or a handshake. */
  void addresses(Now now, Session speaker, List<PeerAddress> addresses) {
    Result result = new Result();
    for (PeerAddress address : addresses) {
      enter(now, speaker, null, address, Provenance.GOSSIP, now.wall().getEpochSecond(), result);
    }
    core.out()
        .tell(
            new Notice.GossipHeard(
                speaker.connection, result.accepted, result.known, result.refused));
  }

  private void hear(Now now, Session speaker, GossipPeer told, Result result) {
    if (told.nodeId().equals(core.local().identity().nodeId())) {
      result.refused.add(GossipRefusal.SELF);
      return;
    }
    PeerRecord record = told.record();
    if (record != null && isOwnWord(told, record)) {
      hearRecord(now, speaker, told, record, result);
      return;
    }
    Provenance provenance = told.isPortStated() ? Provenance.GOSSIP : Provenance.DEFAULT;
    BookAddress entry =
        enter(
            now,
            speaker,
            told.nodeId(),
            told.address(),
            provenance,
            told.lastSeenSeconds(),
            result);
    if (entry != null && told.nodeId().equals(entry.peer.nodeId)) {
      describe(entry.peer, told);
      core.conflicts().heard(now, entry.peer, told.address());
    }
  }

  /** Whether the record is the told peer's; a key that is known to be its own is not hashed. */
  private boolean isOwnWord(GossipPeer told, PeerRecord record) {
    return core.book()
            .peer(told.nodeId())
            .map(peer -> peer.record)
            .filter(known -> known.publicKey().equals(record.publicKey()))
            .isPresent()
        || record.nodeId().equals(told.nodeId());
  }

  private void hearRecord(
      Now now, Session speaker, GossipPeer told, PeerRecord record, Result result) {
    BookPeer before = core.book().peer(told.nodeId()).orElse(null);
    PeerRecord known = before == null ? null : before.record;
    if (known != null && !record.isNewerThan(known)) {
      result.known++;
      return;
    }
    boolean isAboutItself = told.nodeId().equals(speaker.peer);
    if (!(isAboutItself ? speaker.ownWords : speaker.entries).take(now)) {
      result.refused.add(GossipRefusal.RATE);
      return;
    }
    Claims.Verdict verdict = claims.record(now, record, speaker.remote.ip());
    BookPeer peer = core.book().peer(told.nodeId()).orElse(null);
    switch (verdict) {
      case KNOWN -> result.known++;
      case FORGED -> {
        result.isForged = true;
        result.refused.add(GossipRefusal.BAD_RECORD);
      }
      case IGNORED -> result.refused.add(GossipRefusal.NO_ROOM);
      case REFRESHED, CHANGED -> {
        if (peer == null) {
          result.refused.add(GossipRefusal.NOT_PUBLIC);
          return;
        }
        result.accepted++;
        describe(peer, told);
        (known == null || verdict == Claims.Verdict.REFRESHED ? result.fresh : result.changed)
            .add(peer);
        if (before == null) {
          discovered(peer, told);
        }
      }
    }
  }

  private @Nullable BookAddress enter(
      Now now,
      Session speaker,
      @Nullable NodeId id,
      PeerAddress address,
      Provenance provenance,
      long saidSeconds,
      Result result) {
    if (!core.policy().isAcceptable(address.ip())) {
      result.refused.add(GossipRefusal.NOT_PUBLIC);
      return null;
    }
    if (reachability.isOwn(address)) {
      result.refused.add(GossipRefusal.SELF);
      return null;
    }
    BookAddress known = core.book().at(address).orElse(null);
    boolean changesNothing = known != null && (known.peer.nodeId != null || id == null);
    if (!changesNothing && !speaker.entries.take(now)) {
      result.refused.add(GossipRefusal.RATE);
      return null;
    }
    boolean isNewPeer = id != null && core.book().peer(id).isEmpty();
    IpAddress source = speaker.remote.ip();
    BookAddress entry =
        core.book().enter(now, id, address, provenance, source, corrected(now, saidSeconds));
    if (entry == null) {
      result.refused.add(GossipRefusal.NO_ROOM);
    } else if (changesNothing) {
      result.known++;
    } else {
      result.accepted++;
    }
    if (entry != null && isNewPeer && id != null) {
      core.out()
          .tell(new Notice.PeerDiscovered(id, entry.peer.tag(), entry.address, entry.provenance));
    }
    return entry;
  }

  private void discovered(BookPeer peer, GossipPeer told) {
    core.out()
        .tell(
            new Notice.PeerDiscovered(
                told.nodeId(),
                told.nodeTag(),
                peer.best().map(entry -> entry.address).orElse(told.address()),
                Provenance.HANDSHAKE));
  }

  /** A name heard of is kept until the peer itself tells its own. */
  private static void describe(BookPeer peer, GossipPeer told) {
    if (peer.naming.isUntagged()) {
      peer.naming = Naming.heard(told.nodeId(), told.nodeTag(), told.role(), told.visionAddress());
    }
  }

  /** A time of hearsay is never believed to be fresh, and a wrong one is made an old one. */
  private static long corrected(Now now, long saidSeconds) {
    long nowSeconds = now.wall().getEpochSecond();
    boolean isWrong =
        saidSeconds > nowSeconds + MAX_FUTURE_SECONDS || saidSeconds < nowSeconds - MAX_AGE_SECONDS;
    return isWrong
        ? nowSeconds - CORRECTED_AGE_SECONDS
        : Math.min(saidSeconds, nowSeconds) - PENALTY_SECONDS;
  }
}
