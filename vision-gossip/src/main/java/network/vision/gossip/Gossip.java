package network.vision.gossip;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.Proof;

/**
 * The core of a node: told what happened, it answers what is to be done. It performs no I/O and has
 * no clock; one seed of {@code random} and one sequence of events give one sequence of effects.
 *
 * <p>This class only routes. What is decided is decided in {@link AddressBook} (whom we know),
 * {@link Claims} (whom we believe), {@link Meetings} (what a peer says of itself), {@link Dialer}
 * (whom we dial), {@link Admission} (who may come in), {@link Exchange} and {@link Hearsay} (what
 * is told and heard), {@link Liveness} (who still answers), {@link Rivals}, {@link Discipline} (who
 * is banned), {@link AwaitedBook} and {@link HeldMessages} (what waits until we know whom we knew),
 * {@link Reachability}, {@link DialBacks} and {@link Prober} (who reaches us, and whom we try to
 * reach on request).
 *
 * <p>Owner: one thread, the loop. Source: {@code docs/ARCHITECTURE.md}.
 */
public final class Gossip {

  private final Core core;
  private final Reachability reachability;
  private final Admission admission;
  private final Dialer dialer;
  private final DialBacks dialBacks;
  private final Prober prober;
  private final Exchange exchange;
  private final Hearsay hearsay;
  private final Meetings meetings;
  private final AwaitedBook awaited;
  private final HeldMessages heldMessages = new HeldMessages();
  private final Liveness liveness;
  private final Rivals rivals;
  private final Upkeep upkeep;
  private final Discipline discipline;

  /** A core that knows nobody yet; {@code random} is its own from now on. */
  public Gossip(LocalNode local, GossipConfig config, RandomGenerator random) {
    core = Core.of(local, config, random);
    reachability = new Reachability(core);
    Introduction introduction = new Introduction(local, reachability);
    Claims claims =
        new Claims(local.profile().genesisHash(), core.book(), core.policy(), core.out());
    admission = new Admission(core, introduction, new Doorway(core));
    awaited = new AwaitedBook(core);
    dialer = new Dialer(core, introduction, reachability, awaited);
    dialBacks = new DialBacks(core, reachability);
    prober = new Prober(core, introduction, admission);
    exchange = new Exchange(core, reachability);
    hearsay = new Hearsay(core, claims, reachability);
    liveness = new Liveness(core);
    rivals = new Rivals(core);
    upkeep = new Upkeep(core);
    discipline = new Discipline(core);
    meetings = new Meetings(core, awaited, claims, dialer, exchange, hearsay, discipline);
  }

  /** Takes in one event. */
  public Outcome step(Now now, Event event) {
    switch (event) {
      case Event.TimePassed() -> {}
      case Event.ListeningStarted(List<PeerAddress> addresses) -> {
        tellOwnWordIf(now, reachability.listeningStarted(now, addresses));
        dialer.wake(now);
      }
      case Event.BookAwaited(long recordSequence) -> await(recordSequence);
      case Event.PeersRead(List<KnownPeer> peers) -> awaited.takePeers(now, peers);
      case Event.PeersLoaded loaded -> load(now, loaded);
      case Event.SeedResolved resolved -> dialer.seedResolved(now, resolved);
      case Event.SeedsChosen chosen -> dialer.seedsChosen(now, chosen.seeds());
      case Event.HandshakeArrived arrived -> handshakeArrived(now, arrived);
      case Event.DialFailed failed -> dialFailed(now, failed.connection(), failed.failure());
      case Event.MessageArrived arrived -> {
        Session session = core.sessions().of(arrived.connection());
        if (session != null) {
          received(now, session, arrived.message());
        }
      }
      case Event.MessageRefused refused -> {
        Session session = core.sessions().of(refused.connection());
        if (session != null) {
          discipline.blame(now, session, Misdeed.BAD_MESSAGE);
        }
      }
      case Event.ConnectionClosed closed -> connectionClosed(now, closed);
      case Event.PortsMapped(List<Event.Mapping> mappings) ->
          tellOwnWordIf(now, reachability.portsMapped(now, mappings));
      case Event.DialWanted wanted -> dialer.want(now, wanted.address());
      case Event.DisconnectWanted(NodeId peer) -> disconnect(peer);
      case Event.BansLoaded(List<Ban> bans) -> awaited.take(now, bans);
      case Event.BanWanted wanted -> discipline.ban(now, wanted);
      case Event.UnbanWanted(BanTarget target) -> discipline.unban(target);
      case Event.StopWanted() -> stop();
      case Event.AnnounceWanted() -> tellOwnWordIf(now, reachability.isSaidAgain(now));
    }
    endClosed(now);
    rivals.timePassed(now);
    liveness.timePassed(now);
    endClosed(now);
    dialer.timePassed(now);
    dialBack(now);
    upkeep.timePassed(now);
    exchange.timePassed(now);
    discipline.timePassed(now);
    save(now);
    return core.out().take();
  }

  /** When {@link Event.TimePassed} is due, on the scale of {@link Now#millis}. */
  public long nextDeadlineMillis() {
    return LongStream.of(
            dialer.nextDeadlineMillis(),
            exchange.nextDeadlineMillis(),
            liveness.nextDeadlineMillis(),
            rivals.nextDeadlineMillis(),
            prober.nextDeadlineMillis(),
            dialBacks.nextDeadlineMillis(),
            reachability.nextDeadlineMillis())
        .min()
        .orElse(Session.NEVER);
  }

  /** What the core knows, for people to look at. */
  public GossipView view(Now now) {
    return new Views(core, dialer, reachability).view(now);
  }

  /** The same in short. */
  public GossipSummary summary(Now now) {
    return new Views(core, dialer, reachability).summary(now);
  }

  private void disconnect(NodeId peer) {
    core.sessions().with(peer).ifPresent(session -> core.out().close(session, CloseCause.OPERATOR));
  }

  private void stop() {
    dialer.stop();
    admission.stop();
    core.sessions().all().forEach(session -> core.out().close(session, CloseCause.STOPPING));
  }

  private void await(long recordSequence) {
    reachability.restoreSequence(recordSequence);
    awaited.await();
  }

  private void load(Now now, Event.PeersLoaded loaded) {
    reachability.restoreSequence(loaded.recordSequence());
    awaited.takePeers(now, loaded.peers());
    List<NodeId> anchors = awaited.end(now);
    meetings.bookLoaded(now, admission);
    endClosed(now);
    dialer.bookLoaded(now, anchors);
    for (HeldMessages.Held held : heldMessages.take()) {
      if (!held.session().isOver()) {
        messageArrived(now, held.session(), held.message());
        endClosed(now);
        exchange.timePassed(now);
      }
    }
  }

  /** Before the book is known, whatever were saved could be older than what is stored. */
  private void save(Now now) {
    if (!awaited.isAwaited()) {
      core.book().takeChanges(id -> core.standing().known(now, id)).forEach(core.out()::add);
    }
  }

  private void handshakeArrived(Now now, Event.HandshakeArrived event) {
    if (prober.isProbing(event.connection())) {
      prober.answered(now, event).ifPresent(session -> meetings.meet(now, session, null));
      return;
    }
    if (cameBecauseAsked(now, event)) {
      return;
    }
    boolean isAnswer = event.direction() == Direction.OUTBOUND;
    Dials.Attempt attempt = isAnswer ? dialer.attempt(event.connection()) : null;
    if (isAnswer && attempt == null) {
      core.out().close(event.connection(), CloseCause.FEELER);
      return;
    }
    Admission.Verdict verdict =
        attempt != null
            ? admission.answered(now, event, attempt)
            : admission.knocked(now, event, Proof.newChallenge(core.random()));
    switch (verdict) {
      case Admission.Verdict.Rejected(DialFailure failure) -> {
        if (failure == DialFailure.SELF && attempt != null) {
          reachability.isSelf(attempt.address());
        }
        dialer.failed(now, event.connection(), failure);
      }
      case Admission.Verdict.Seen(Session session) -> meetings.meet(now, session, attempt);
      case Admission.Verdict.Admitted(Session session) -> {
        meetings.meet(now, session, attempt);
        if (!session.isOutbound()) {
          tellOwnWordIf(now, reachability.cameIn(now, session.remote.ip()));
        }
        rivals.began(now, session);
        installIfAlone(now, session.peer);
        if (attempt != null && reachability.isPortChangedSince(attempt)) {
          dialer.introduceAgain(now);
        }
      }
    }
  }

  /** Whether somebody has dialled us because we asked, which is answered and no more. */
  private boolean cameBecauseAsked(Now now, Event.HandshakeArrived event) {
    Long nonce = event.handshake().extensions().dialBack();
    boolean isInbound = event.direction() == Direction.INBOUND;
    if (nonce == null || !isInbound || !dialBacks.arrived(now, nonce)) {
      return false;
    }
    admission.answerAndClose(now, event, Proof.newChallenge(core.random()));
    tellOwnWordIf(now, reachability.decide(now));
    return true;
  }

  private void dialBack(Now now) {
    prober.timePassed(now);
    dialBacks.timePassed(now);
    tellOwnWordIf(now, reachability.timePassed(now));
  }

  private boolean dialFailed(Now now, ConnectionId connection, DialFailure failure) {
    return prober.failed(now, connection, failure) || dialer.failed(now, connection, failure);
  }

  /** A session that has no rival, or has outlived it, stands for its peer from now on. */
  private void installIfAlone(Now now, NodeId id) {
    Session session = core.sessions().with(id).orElse(null);
    if (session == null || session.isInstalled) {
      return;
    }
    session.isInstalled = true;
    core.conflicts().began(now, session, core.sessions(), core.policy());
    core.out()
        .tell(
            new Notice.PeerConnected(
                session.peer,
                session.handshake.node().tag(),
                session.connection,
                session.direction,
                session.saidAddress(),
                session.version,
                session.isProven));
    liveness.began(now, session);
    exchange.began(now, session);
    tellOwnWordIf(now, reachability.decide(now));
  }

  private void received(Now now, Session session, Message message) {
    if (message instanceof Message.PeerGossip gossip) {
      ClockOffset.heard(now, session, gossip.timestampSeconds());
    }
    if (!awaited.isAwaited() || !HeldMessages.isAboutOthers(message)) {
      messageArrived(now, session, message);
    } else if (!heldMessages.hold(session, message)) {
      core.out()
          .tell(new Notice.GossipHeard(session.connection, 0, 0, List.of(GossipRefusal.RATE)));
    }
  }

  private void messageArrived(Now now, Session session, Message message) {
    switch (message) {
      case Message.Ping(long timestamp) -> core.out().send(session, new Message.Pong(timestamp));
      case Message.Pong _ -> {
        if (liveness.pongArrived(now, session)) {
          rivals.answered(now, session);
        }
      }
      case Message.GetPeers() -> exchange.peersAsked(now, session);
      case Message.PeerExchangeRequest() -> exchange.exchangeAsked(now, session);
      case Message.PeerList list -> hearsay.addresses(now, session, list.peers());
      case Message.PeerExchangeResponse response ->
          hearsay.addresses(
              now, session, response.peers().stream().map(Message.ExchangedPeer::address).toList());
      case Message.PeerGossip gossip -> gossipArrived(now, session, gossip);
      case Message.GetTip() ->
          core.out().send(session, new Message.Tip(0, core.local().profile().genesisHash()));
      case Message.GetBlockHash(long height) ->
          core.out().send(session, new Message.BlockHash(height, null));
      case Message.ProofOfKey(String signature) -> proofArrived(now, session, signature);
      case Message.DialBack request -> prober.asked(now, session, request);
      case Message.DialBackResult result ->
          tellOwnWordIf(now, dialBacks.answered(now, session, result) && reachability.decide(now));
      case Message.Disconnect(String reason) -> {
        session.farewell = reason;
        core.out().close(session, CloseCause.FAREWELL);
      }
      case Message.Tip _, Message.BlockHash _, Message.Uninterpreted _, Message.Unknown _ -> {}
    }
  }

  private void gossipArrived(Now now, Session session, Message.PeerGossip gossip) {
    Hearsay.Result result = hearsay.gossip(now, session, gossip);
    if (result.isForged) {
      discipline.blame(now, session, Misdeed.BAD_RECORD);
    }
    result.fresh.forEach(peer -> exchange.passOn(peer, session));
    result.changed.forEach(exchange::push);
    result.changed.stream()
        .flatMap(peer -> peer.unprovenClaim().stream())
        .forEach(entry -> dialer.claimed(now, entry.address));
  }

  private void proofArrived(Now now, Session session, String signature) {
    if (session.isProven) {
      return;
    }
    if (!admission.proofArrived(session, signature)) {
      discipline.blame(now, session, Misdeed.BAD_PROOF);
      core.out().close(session, CloseCause.UNPROVEN);
      return;
    }
    if (session.isProven) {
      meetings.proven(now, session);
      rivals.proven(now, session);
    }
  }

  private void connectionClosed(Now now, Event.ConnectionClosed event) {
    Session session = core.sessions().of(event.connection());
    if (session == null) {
      dialFailed(now, event.connection(), DialFailure.CLOSED_UNANSWERED);
    } else {
      ended(now, session, event.reason());
    }
  }

  /** What we closed in this step is over at once. */
  private void endClosed(Now now) {
    for (List<Session> closed = core.out().takeClosed();
        !closed.isEmpty();
        closed = core.out().takeClosed()) {
      for (Session session : closed) {
        CloseCause cause = Objects.requireNonNull(session.closeCause);
        ended(now, session, cause.label());
      }
    }
  }

  private void ended(Now now, Session session, String reason) {
    core.sessions().remove(session);
    meetings.ended(session);
    heldMessages.forget(session);
    if (session.isInstalled) {
      core.out()
          .tell(
              new Notice.PeerDisconnected(
                  session.peer,
                  session.connection,
                  session.direction,
                  Objects.requireNonNullElse(session.farewell, reason)));
    }
    dialer.sessionEnded(now, session);
    tellOwnWordIf(now, reachability.decide(now));
    installIfAlone(now, session.peer);
    if (!core.sessions().isConnected(session.peer)) {
      core.book().peer(session.peer).ifPresent(core.book()::dropIfEmpty);
    }
    dialer.wake(now);
  }

  private void tellOwnWordIf(Now now, boolean isChanged) {
    if (isChanged && reachability.record() != null) {
      exchange.pushOwnWord();
    } else if (isChanged) {
      dialer.introduceAgain(now);
    }
  }
}
