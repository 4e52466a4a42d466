package network.vision.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Refusal;
import network.vision.transport.DialFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A dialled socket until the peer has introduced itself: says our handshake as soon as it is
 * connected, then becomes a {@link Session} or ends with one {@link DialFailure}. Owner: the event
 * loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the channel tells
final class OutboundDoor extends ChannelInboundHandlerAdapter {

  private final Shared shared;
  private final Wire wire;
  private final Dial dial;
  private long openedNanos;
  private @Nullable Future<?> deadline;
  private boolean isOver;

  OutboundDoor(Shared shared, Wire wire, Dial dial) {
    this.shared = shared;
    this.wire = wire;
    this.dial = dial;
    shared.counters().dialling.incrementAndGet();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    openedNanos = wire.nanoTime();
    Duration wait = shared.config().deadlines().handshake();
    deadline =
        ctx.executor()
            .schedule(
                () -> fail(DialFailure.of(Kind.TIMEOUT, "no handshake within " + seconds(wait))),
                wait.toNanos(),
                TimeUnit.NANOSECONDS);
    ctx.writeAndFlush(Unpooled.wrappedBuffer(dial.frame()));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object opening) {
    if (isOver) {
      return;
    }
    switch ((Opening) opening) {
      case Opening.Introduced(HandshakeVersion version, Handshake handshake) -> {
        if (version == dial.version()) {
          introduce(ctx, handshake);
        } else {
          fail(DialFailure.badHandshake(Refusal.BAD_HANDSHAKE_VERSION));
        }
      }
      case Opening.Http _ -> fail(DialFailure.of(Kind.SPOKE_HTTP, "an HTTP server listens there"));
      case Opening.Bad(Refusal refusal) -> fail(DialFailure.badHandshake(refusal));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(
        wire.meter().bytesIn() == 0
            ? DialFailure.of(Kind.CLOSED_UNANSWERED, "closed without an answer")
            : DialFailure.of(Kind.CUT_OFF, "closed in the middle of its handshake"));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    switch (event) {
      case Command.Close _ -> fail(DialFailure.of(Kind.CANCELLED, "closed while dialling"));
      case ProxyConnectionEvent _ -> openedNanos = wire.nanoTime();
      case Command.ShutDown() -> fail(DialFailure.of(Kind.CANCELLED, "the node stops"));
      default -> {}
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof ProxyConnectException atProxy) {
      fail(Proxied.failure(atProxy));
    } else if (cause instanceof IOException) {
      ctx.close();
    } else {
      shared.listener().trouble(new Trouble.Fault(cause));
      fail(DialFailure.of(Kind.FAULT, "a fault of this node"));
    }
  }

  /** Ends the dial, unless it is over. */
  void fail(DialFailure failure) {
    if (!isOver) {
      leave();
      wire.channel().close();
      shared.report(dial.connection(), failure);
    }
  }

  private void introduce(ChannelHandlerContext ctx, Handshake handshake) {
    leave();
    Duration took = Duration.ofNanos(wire.nanoTime() - openedNanos);
    Session session = new Session(dial.connection(), dial.address().ip(), wire, shared);
    ctx.pipeline().replace(this, null, session);
    session.start(
        new HandshakeArrival(dial.connection(), dial.address(), dial.version(), handshake, took));
  }

  private void leave() {
    isOver = true;
    shared.counters().dialling.decrementAndGet();
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  private static String seconds(Duration wait) {
    return wait.toMillis() / 1000.0 + " s";
  }
}
