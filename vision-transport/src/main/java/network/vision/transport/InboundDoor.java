package network.vision.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * An accepted socket until it has introduced itself: then it becomes a {@link Session}, or is
 * relayed to HTTP, or ends with one {@link InboundRefusal}.
 *
 * <p>However slowly its bytes come, it has the handshake deadline in all, and can be evicted any
 * time before. Owner: the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the channel tells
final class InboundDoor extends ChannelInboundHandlerAdapter {

  private static final InboundRefusal BUSY = InboundRefusal.of(InboundRefusal.Kind.HTTP_BUSY);

  private final Shared shared;
  private final Wire wire;
  private final PeerAddress remote;
  private long openedNanos;
  private @Nullable Future<?> deadline;
  private boolean isOver;

  InboundDoor(Shared shared, Wire wire, PeerAddress remote) {
    this.shared = shared;
    this.wire = wire;
    this.remote = remote;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    openedNanos = wire.nanoTime();
    Counters counters = shared.counters();
    counters.unfinishedInbound.incrementAndGet();
    TransportConfig.Caps caps = shared.config().caps();
    if (counters.inbound.get() + counters.unfinishedInbound.get() + counters.relayed.get()
        > caps.accepted()) {
      refuse(InboundRefusal.of(InboundRefusal.Kind.FULL));
      return;
    }
    shared
        .unfinished()
        .admit(remote.ip(), ctx.channel())
        .ifPresent(other -> other.pipeline().fireUserEventTriggered(new Command.Evict()));
    deadline =
        ctx.executor()
            .schedule(
                () -> refuse(InboundRefusal.of(InboundRefusal.Kind.DEADLINE)),
                shared.config().deadlines().handshake().toNanos(),
                TimeUnit.NANOSECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object opening) {
    if (isOver) {
      ReferenceCountUtil.release(opening);
      return;
    }
    switch ((Opening) opening) {
      case Opening.Introduced(HandshakeVersion version, Handshake handshake) ->
          introduce(ctx, version, handshake);
      case Opening.Http(boolean isRequest) -> http(ctx, isRequest);
      case Opening.Bad(var refusal) -> refuse(InboundRefusal.badHandshake(refusal));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    refuse(
        InboundRefusal.of(
            wire.meter().bytesIn() == 0 ? InboundRefusal.Kind.PROBE : InboundRefusal.Kind.CUT_OFF));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    switch (event) {
      case Command.Evict() -> refuse(InboundRefusal.of(InboundRefusal.Kind.EVICTED));
      case Command.ShutDown() -> refuse(InboundRefusal.of(InboundRefusal.Kind.SHUTDOWN));
      default -> {}
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      ctx.close();
    } else {
      shared.listener().trouble(new Trouble.Fault(cause));
      refuse(InboundRefusal.of(InboundRefusal.Kind.FAULT));
    }
  }

  private void introduce(ChannelHandlerContext ctx, HandshakeVersion version, Handshake handshake) {
    leave();
    ConnectionId id = shared.connections().newInboundId();
    shared.connections().name(id, ctx.channel());
    Duration took = Duration.ofNanos(wire.nanoTime() - openedNanos);
    Session session = new Session(id, remote.ip(), wire, shared);
    ctx.pipeline().replace(this, null, session);
    session.start(new HandshakeArrival(id, remote, version, handshake, took));
  }

  private void http(ChannelHandlerContext ctx, boolean isRequest) {
    HttpRelay relay = shared.relay();
    if (!isRequest) {
      refuse(InboundRefusal.of(InboundRefusal.Kind.BAD_MAGIC));
    } else if (relay == null) {
      refuse(InboundRefusal.of(InboundRefusal.Kind.HTTP));
    } else {
      relay(ctx, relay, PeerAddress.of((InetSocketAddress) ctx.channel().localAddress()));
    }
  }

  private void relay(ChannelHandlerContext ctx, HttpRelay relay, PeerAddress local) {
    if (!relay.isAnsweredOn(local.ip())) {
      refuse(InboundRefusal.of(InboundRefusal.Kind.HTTP));
    } else if (shared.counters().relayed.get() >= shared.config().caps().relayed()) {
      refuse(InboundRefusal.of(InboundRefusal.Kind.HTTP_BUSY));
    } else {
      leave();
      ctx.pipeline().remove(this);
      relay.start(wire, remote, local, () -> shared.report(remote.ip(), BUSY));
    }
  }

  private void refuse(InboundRefusal refusal) {
    if (!isOver) {
      leave();
      IpAddress ip = remote.ip();
      shared.report(ip, refusal);
      wire.channel().close();
    }
  }

  private void leave() {
    isOver = true;
    shared.counters().unfinishedInbound.decrementAndGet();
    shared.unfinished().remove(remote.ip(), wire.channel());
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
