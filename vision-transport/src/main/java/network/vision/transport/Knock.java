package network.vision.transport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.Refusal;

/**
 * Dials one peer, shakes hands, says goodbye: the smallest use of the transport, and what {@code
 * vision-node ping} does.
 *
 * <p>
 *
 * {@snippet :
 * Visitor visitor = Visitor.of(NetworkProfile.builtIn("mainnet").orElseThrow(), 1, "my program");
 * switch (Knock.at(PeerAddress.parse("127.0.0.1:7072").orElseThrow(), List.of(), visitor::handshake)) {
 *   case Knock.Answered peer -> show(peer.handshake().node().tag(), peer.roundTrip());
 *   case Knock.Unanswered failed -> show(failed.failure().kind(), failed.failure().detail());
 * }
 * }
 *
 * <p>Speaks version 4 first, and version 3 when that is closed without an answer. Source: {@code
 * docs/PROTOCOL.md §2}.
 */
public final class Knock {

  private static final ConnectionId FIRST = new ConnectionId(0);
  private static final ConnectionId SECOND = new ConnectionId(2);

  /** What came of it. */
  public sealed interface Result {}

  /**
   * The peer introduced itself.
   *
   * @param address that was dialled
   * @param version in which it spoke
   * @param handshake its tag, id, ports, software and height among it; unjudged
   * @param roundTrip from our handshake to the end of its
   */
  public record Answered(
      PeerAddress address, HandshakeVersion version, Handshake handshake, Duration roundTrip)
      implements Result {}

  /** It did not, and why. */
  public record Unanswered(PeerAddress address, DialFailure failure) implements Result {}

  /**
   * Knocks at {@code address} and waits for what comes of it, at most two dials' deadlines.
   *
   * @param dialOnly the only ranges that are dialled; empty: anywhere
   * @param ours our handshake in a version
   */
  public static Result at(
      PeerAddress address, List<IpRange> dialOnly, Function<HandshakeVersion, Handshake> ours)
      throws InterruptedException {
    return at(address, TransportConfig.of(List.of(), dialOnly), ours);
  }

  /**
   * The same within other limits, and perhaps through a proxy.
   *
   * @param within what may be dialled, how long that may take, and through which proxy; nothing of
   *     it is listened on
   */
  public static Result at(
      PeerAddress address, TransportConfig within, Function<HandshakeVersion, Handshake> ours)
      throws InterruptedException {
    TransportConfig config =
        TransportConfig.of(List.of(), within.dialOnly())
            .with(within.deadlines())
            .withSocks5(within.socks5())
            .withThreads(1);
    Ear ear = new Ear(address);
    try (Transport transport = Transport.start(config, ear)) {
      transport.dial(FIRST, address, HandshakeVersion.V4, ours.apply(HandshakeVersion.V4));
      Result result = ear.first.get();
      if (result instanceof Unanswered(_, DialFailure failure)
          && failure.kind() == DialFailure.Kind.CLOSED_UNANSWERED) {
        transport.dial(SECOND, address, HandshakeVersion.V3, ours.apply(HandshakeVersion.V3));
        result = ear.second.get();
      }
      return result;
    } catch (ListenException | ExecutionException e) {
      throw new IllegalStateException("a transport that does not listen", e);
    }
  }

  private Knock() {}

  /** Hears the outcome of the two dials, and nothing else. */
  private static final class Ear implements TransportListener {

    private final PeerAddress address;
    private final CompletableFuture<Result> first = new CompletableFuture<>();
    private final CompletableFuture<Result> second = new CompletableFuture<>();

    Ear(PeerAddress address) {
      this.address = address;
    }

    @Override
    public boolean handshakeArrived(HandshakeArrival arrival) {
      of(arrival.connection())
          .complete(new Answered(address, arrival.version(), arrival.handshake(), arrival.took()));
      return true;
    }

    @Override
    public void dialFailed(ConnectionId connection, DialFailure failure) {
      of(connection).complete(new Unanswered(address, failure));
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
    public void trouble(Trouble trouble) {
      if (trouble instanceof Trouble.Fault(Throwable cause)) {
        first.completeExceptionally(cause);
        second.completeExceptionally(cause);
      }
    }

    private CompletableFuture<Result> of(ConnectionId connection) {
      return connection.equals(FIRST) ? first : second;
    }
  }
}
