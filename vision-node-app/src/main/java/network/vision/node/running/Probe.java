package network.vision.node.running;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Identity;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.protocol.Message;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.Refusal;
import network.vision.transport.CloseReason;
import network.vision.transport.ConnectionId;
import network.vision.transport.DialFailure;
import network.vision.transport.HandshakeArrival;
import network.vision.transport.InboundRefusal;
import network.vision.transport.ListenException;
import network.vision.transport.Transport;
import network.vision.transport.TransportConfig;
import network.vision.transport.TransportListener;
import network.vision.transport.Trouble;

/**
 * One dial by somebody who is nobody: asks who is at an address, and leaves. Tries version 4 first,
 * then version 3, and asks not to be dialled back.
 */
public final class Probe {

  private static final Duration LONGEST = Duration.ofSeconds(25);
  private static final int SECRET_BYTES = Identity.SECRET_BYTES;

  /** What came of it. */
  public sealed interface Result {

    /** Somebody answered. */
    record Answered(HandshakeVersion version, Handshake handshake, Duration took)
        implements Result {}

    /** Nobody did; {@code why} in one line. */
    record Silent(String why) implements Result {}
  }

  private final NetworkProfile profile;
  private final Identity identity;

  private Probe(NetworkProfile profile, Identity identity) {
    this.profile = profile;
    this.identity = identity;
  }

  /**
   * Dials {@code address}, for at most 25 s.
   *
   * @param dialOnly the only ranges that are ever dialled; empty: anywhere
   */
  public static Result dial(PeerAddress address, NetworkProfile profile, List<IpRange> dialOnly)
      throws InterruptedException {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new Probe(profile, Identity.of(secret)).dial(address, dialOnly);
  }

  private Result dial(PeerAddress address, List<IpRange> dialOnly) throws InterruptedException {
    Answers answers = new Answers();
    TransportConfig config = TransportConfig.of(List.of(), dialOnly).withThreads(1);
    try (Transport transport = Transport.start(config, answers)) {
      answers.onDeployed =
          () ->
              transport.dial(
                  new ConnectionId(4), address, HandshakeVersion.V3, ours(HandshakeVersion.V3));
      transport.dial(new ConnectionId(2), address, HandshakeVersion.V4, ours(HandshakeVersion.V4));
      return answers.result.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (ListenException | ExecutionException e) {
      return new Result.Silent(String.valueOf(e.getMessage()));
    } catch (TimeoutException e) {
      return new Result.Silent("no answer within " + LONGEST.toSeconds() + " s");
    }
  }

  private Handshake ours(HandshakeVersion version) {
    boolean asDeployed = version == HandshakeVersion.V3;
    String tag = identity.defaultTag();
    return new Handshake(
        new Handshake.Network(
            profile.protocolVersion(),
            profile.chainId(),
            profile.genesisHash(),
            profile.networkId(),
            asDeployed ? profile.nodeVersion() : Program.WIRE_VERSION,
            asDeployed ? profile.nodeBuild() : Program.BUILD,
            profile.checkpointHeight(),
            profile.checkpointHash(),
            profile.bootstrapPrefix(),
            profile.econHash(),
            profile.powParamsHash(),
            profile.powMessageVersion()),
        new Handshake.Node(
            new SecureRandom().nextLong(),
            identity.nodeId(),
            tag,
            identity.publicKey().base64(),
            identity.visionAddress(tag),
            "constellation",
            "",
            false,
            false,
            "",
            null),
        new Handshake.Reach(asDeployed ? null : 0, null, null, null, List.of()),
        new Handshake.Heights(0, null),
        Handshake.Extensions.NONE);
  }

  /** Waits for the first answer. */
  private static final class Answers implements TransportListener {

    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private volatile Runnable onDeployed = () -> {};

    @Override
    public boolean handshakeArrived(HandshakeArrival arrival) {
      return result.complete(
          new Result.Answered(arrival.version(), arrival.handshake(), arrival.took()));
    }

    @Override
    public void dialFailed(ConnectionId connection, DialFailure failure) {
      boolean mayBeDeployed = failure.kind() == DialFailure.Kind.CLOSED_UNANSWERED;
      if (mayBeDeployed && connection.value() == 2) {
        onDeployed.run();
      } else {
        result.complete(new Result.Silent(failure.detail()));
      }
    }

    @Override
    public boolean messageArrived(ConnectionId connection, Message message, int bytes) {
      return true;
    }

    @Override
    public void messageRefused(ConnectionId connection, Refusal refusal) {}

    @Override
    public void messageSkipped(ConnectionId connection, String name, long bytes) {}

    @Override
    public void closed(ConnectionId connection, CloseReason reason, long bytesIn, long bytesOut) {}

    @Override
    public void inboundRefused(IpAddress remote, InboundRefusal refusal) {}

    @Override
    public void trouble(Trouble trouble) {}
  }
}
