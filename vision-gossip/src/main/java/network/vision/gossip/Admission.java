package network.vision.gossip;

import java.util.Optional;
import network.vision.protocol.Feature;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.Proof;
import network.vision.protocol.PublicKey;
import network.vision.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in: whether a handshake is for us, whether its key is proved, whether there is room.
 *
 * <p>An id that has once proved its key is never accepted without proof again, nor over version 3.
 * Owner: the loop thread. Source: {@code docs/PROTOCOL.md §3, §7}.
 */
final class Admission {

  /** What a handshake came to. */
  sealed interface Verdict {
    /** A session began. */
    record Admitted(Session session) implements Verdict {}

    /** The dial only looked whether the peer answers; it does, and the connection is closed. */
    record Seen(Session session) implements Verdict {}

    /** It did not, and a dial ends with this failure. */
    record Rejected(DialFailure failure) implements Verdict {}
  }

  private final LocalNode local;
  private final GossipConfig config;
  private final AddressBook book;
  private final Sessions sessions;
  private final Standing standing;
  private final Introduction introduction;
  private final Doorway doorway;
  private final Outbox out;
  private boolean isStopped;

  Admission(Core core, Introduction introduction, Doorway doorway) {
    this.local = core.local();
    this.config = core.config();
    this.book = core.book();
    this.sessions = core.sessions();
    this.standing = core.standing();
    this.out = core.out();
    this.introduction = introduction;
    this.doorway = doorway;
  }

  /** Lets nobody in any more. */
  void stop() {
    isStopped = true;
  }

  /** Judges the answer to a dial of ours. */
  Verdict answered(Now now, Event.HandshakeArrived event, Dials.Attempt attempt) {
    Handshake handshake = event.handshake();
    Optional<Refusal> refusal = refusal(handshake);
    if (refusal.isPresent()) {
      return refuse(event, refusal.get());
    }
    if (isStopped) {
      return reject(event, CloseCause.STOPPING, DialFailure.LOCAL);
    }
    Session session = new Session(event, attempt.challenge(), now);
    if (isBanned(now, session, true)) {
      return reject(event, CloseCause.BANNED, DialFailure.BANNED);
    }
    session.isProven = isListenerProven(handshake, attempt);
    boolean isStranger =
        !session.isProven && (isKeyKnown(handshake) || isAddressOfProvenOther(attempt, session));
    if (isStranger) {
      out.close(event.connection(), CloseCause.UNPROVEN);
      return new Verdict.Rejected(
          isKeyKnown(handshake) ? DialFailure.UNPROVEN : DialFailure.WRONG_NODE);
    }
    if (isLookOnly(attempt, session)) {
      out.close(event.connection(), CloseCause.FEELER);
      return new Verdict.Seen(session);
    }
    sendProof(session, attempt);
    return admit(session);
  }

  /** Judges the first word of somebody who dialled us. */
  Verdict knocked(Now now, Event.HandshakeArrived event, String challenge) {
    Handshake handshake = event.handshake();
    Optional<Refusal> refusal = refusal(handshake);
    if (refusal.isPresent()) {
      return refuse(event, refusal.get());
    }
    if (isStopped) {
      return reject(event, CloseCause.STOPPING, DialFailure.LOCAL);
    }
    boolean canProve = canProve(event);
    Session session = new Session(event, canProve ? challenge : null, now);
    if (isBanned(now, session, canProve)) {
      return reject(event, CloseCause.BANNED, DialFailure.BANNED);
    }
    if (isKeyKnown(handshake) && !canProve) {
      return reject(event, CloseCause.UNPROVEN, DialFailure.UNPROVEN);
    }
    if (!sessions.isConnected(handshake.node().id())
        && !doorway.hasRoom(now, event.remote().ip(), config.maxInbound())) {
      return reject(event, CloseCause.FULL, DialFailure.REFUSED);
    }
    if (canProve && isKeyKnown(handshake)) {
      session.proofDeadlineMillis = now.millis() + Session.PROOF_MILLIS;
    }
    out.add(
        new Effect.Accept(event.connection(), event.version(), answer(event, session, challenge)));
    return admit(session);
  }

  /**
   * Judges the answer to a dial that only looks, and closes it; empty: it is nobody we could meet.
   */
  Optional<Session> looked(Now now, Event.HandshakeArrived event, Dials.Attempt attempt) {
    Handshake handshake = event.handshake();
    boolean isOfUs = refusal(handshake).isEmpty() && event.version() == HandshakeVersion.V4;
    Session session = new Session(event, attempt.challenge(), now);
    session.isProven = isOfUs && isListenerProven(handshake, attempt);
    out.close(event.connection(), CloseCause.FEELER);
    return isOfUs && (session.isProven || !isKeyKnown(handshake))
        ? Optional.of(session)
        : Optional.empty();
  }

  /**
   * Judges a session once more that began before it was known what the book holds. Who can still
   * prove its key may do so.
   *
   * @param attempt the dial that it answered; null: the peer dialled us
   * @return why it has to go; null: it may stay
   */
  @Nullable CloseCause judgedAgain(Now now, Session session, Dials.@Nullable Attempt attempt) {
    boolean canProve = session.isProven || session.isProofOpen();
    if (isBanned(now, session, canProve || session.isOutbound())
        || (attempt != null && isBanned(now, attempt.address()))) {
      return CloseCause.BANNED;
    }
    boolean isKeyKnown = isKeyKnown(session.handshake);
    boolean isElsewhere = attempt != null && isAddressOfProvenOther(attempt, session);
    if (session.isProven || (!isKeyKnown && !isElsewhere)) {
      return null;
    }
    if (!session.isProofOpen()) {
      return CloseCause.UNPROVEN;
    }
    session.proofDeadlineMillis = session.since.millis() + Session.PROOF_MILLIS;
    return null;
  }

  /** Answers somebody who came because we asked, and closes. */
  void answerAndClose(Now now, Event.HandshakeArrived event, String challenge) {
    Session session = new Session(event, null, now);
    out.add(
        new Effect.Accept(event.connection(), event.version(), answer(event, session, challenge)));
    out.close(event.connection(), CloseCause.FEELER);
  }

  /** The dialler's proof has come; false: it is none, and the session is closed. */
  boolean proofArrived(Session session, String signature) {
    if (session.isOutbound() || session.isProven || session.challenge == null) {
      return true;
    }
    Proof proof =
        new Proof(
            Proof.Side.DIALLER,
            local.profile().genesisHash(),
            session.challenge,
            session.peer,
            local.identity().nodeId(),
            session.provenPort());
    session.proofDeadlineMillis = Session.NEVER;
    session.isProven = isSigned(proof, session.handshake, signature);
    return session.isProven;
  }

  private boolean isBanned(Now now, Session session, boolean canProve) {
    boolean isVouched = canProve && book.peer(session.peer).filter(Standing::isVouched).isPresent();
    return standing
        .banOf(now, session.peer, session.remote.ip(), session.saidAddress(), isVouched)
        .isPresent();
  }

  private boolean isBanned(Now now, PeerAddress dialled) {
    return standing.isBanned(now, dialled, book.at(dialled).map(entry -> entry.peer).orElse(null));
  }

  private Verdict admit(Session session) {
    sessions.add(session);
    return new Verdict.Admitted(session);
  }

  private Verdict refuse(Event.HandshakeArrived event, Refusal refusal) {
    out.tell(
        new Notice.HandshakeRefused(
            event.connection(), event.direction(), event.remote().ip(), refusal));
    return reject(
        event,
        CloseCause.REFUSED,
        refusal == Refusal.SELF ? DialFailure.SELF : DialFailure.WRONG_NETWORK);
  }

  private Verdict reject(Event.HandshakeArrived event, CloseCause cause, DialFailure failure) {
    out.close(event.connection(), cause);
    return new Verdict.Rejected(failure);
  }

  private Optional<Refusal> refusal(Handshake handshake) {
    NetworkProfile profile = local.profile();
    Handshake.Network network = handshake.network();
    Handshake.Node node = handshake.node();
    if (node.nonce() == local.nonce() || node.id().equals(local.identity().nodeId())) {
      return Optional.of(Refusal.SELF);
    }
    if (!network.chainId().equals(profile.chainId())) {
      return Optional.of(Refusal.WRONG_CHAIN_ID);
    }
    if (!network.genesisHash().equals(profile.genesisHash())) {
      return Optional.of(Refusal.WRONG_GENESIS);
    }
    if (!network.networkId().isEmpty() && !network.networkId().equals(profile.networkId())) {
      return Optional.of(Refusal.WRONG_NETWORK);
    }
    if (network.protocolVersion() != profile.protocolVersion()) {
      return Optional.of(Refusal.WRONG_PROTOCOL_VERSION);
    }
    return Optional.empty();
  }

  /**
   * Whether a dial needs no session of its own. It is closed before we prove ourselves, so that the
   * peer never takes it for the better of two; a version 3 peer does so at once, and then it has to
   * stay.
   */
  private boolean isLookOnly(Dials.Attempt attempt, Session session) {
    boolean isLook =
        attempt.purpose() == Dials.Purpose.CLAIM || attempt.purpose() == Dials.Purpose.FEELER;
    boolean isOneTooMany =
        (isLook || attempt.purpose() == Dials.Purpose.OUTBOUND)
            && sessions.outbound() >= config.outbound();
    return session.version == HandshakeVersion.V4
        && (attempt.purpose() == Dials.Purpose.SEED_CHECK
            || isOneTooMany
            || (isLook && isWellConnected(session))
            || isRaceLost(attempt, session));
  }

  /** Whether its peer has a session already, and this one would not be the first to be proven. */
  private boolean isWellConnected(Session session) {
    return sessions.with(session.peer).filter(own -> own.isProven || !session.isProven).isPresent();
  }

  /** Whether another dial of ours to its peer was answered first. */
  private boolean isRaceLost(Dials.Attempt attempt, Session session) {
    return attempt.purpose() == Dials.Purpose.OUTBOUND
        && isWellConnected(session)
        && sessions.with(session.peer).filter(Session::isOutbound).isPresent();
  }

  private boolean isKeyKnown(Handshake handshake) {
    return book.peer(handshake.node().id()).map(peer -> peer.provenKey).isPresent();
  }

  /**
   * Whether the address dialled is that of a proven peer, and somebody without a proof answers
   * there.
   */
  private boolean isAddressOfProvenOther(Dials.Attempt attempt, Session session) {
    return book.at(attempt.address())
        .map(entry -> entry.peer)
        .filter(peer -> peer.provenKey != null && !session.peer.equals(peer.nodeId))
        .isPresent();
  }

  private static boolean canProve(Event.HandshakeArrived event) {
    return event.version() == HandshakeVersion.V4
        && event.handshake().extensions().features().contains(Feature.PROOF)
        && PublicKey.parse(event.handshake().node().publicKey()).isPresent();
  }

  private boolean isListenerProven(Handshake handshake, Dials.Attempt attempt) {
    String signature = handshake.extensions().proof();
    if (signature == null || attempt.challenge() == null) {
      return false;
    }
    Integer port = handshake.reach().p2pPort();
    Proof proof =
        new Proof(
            Proof.Side.LISTENER,
            local.profile().genesisHash(),
            attempt.challenge(),
            local.identity().nodeId(),
            handshake.node().id(),
            port == null ? 0 : port);
    return isSigned(proof, handshake, signature);
  }

  private static boolean isSigned(Proof proof, Handshake handshake, String signature) {
    return PublicKey.parse(handshake.node().publicKey())
        .filter(key -> proof.isSignedBy(key, signature))
        .isPresent();
  }

  private void sendProof(Session session, Dials.Attempt attempt) {
    String challenge = session.handshake.extensions().challenge();
    if (challenge != null && local.saysPort() && session.hasFeature(Feature.PROOF)) {
      String signature =
          new Proof(
                  Proof.Side.DIALLER,
                  local.profile().genesisHash(),
                  challenge,
                  local.identity().nodeId(),
                  session.peer,
                  attempt.saidPort())
              .sign(local.identity());
      out.send(session, new Message.ProofOfKey(signature));
    }
  }

  private Handshake answer(Event.HandshakeArrived event, Session session, String challenge) {
    String theirs = event.handshake().extensions().challenge();
    @Nullable String proof = null;
    if (theirs != null && event.version() == HandshakeVersion.V4) {
      proof =
          new Proof(
                  Proof.Side.LISTENER,
                  local.profile().genesisHash(),
                  theirs,
                  session.peer,
                  local.identity().nodeId(),
                  introduction.provenPort(event.remote().ip()))
              .sign(local.identity());
    }
    return introduction.handshake(
        event.version(), new Introduction.Occasion(event.remote().ip(), challenge, proof, null));
  }
}
