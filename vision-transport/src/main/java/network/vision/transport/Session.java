package network.vision.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.Refusal;
import network.vision.transport.ReadGate.Cause;
import org.jspecify.annotations.Nullable;

/**
 * A connection from the peer's handshake to its end.
 *
 * <p>Tells the listener one thing after the other. What the listener does not take is kept, one
 * thing at most, and the socket is not read meanwhile. A peer that sends faster than its share
 * waits; one that does not read, or says nothing whole for too long, is closed. Owner: the event
 * loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the channel tells
final class Session extends ChannelInboundHandlerAdapter {

  /** So many bytes of a message weigh as much as one message more. */
  private static final double BYTES_PER_MESSAGE = 8192;

  /**
   * So many messages are charged at once, if one read brings so many: the clock costs more than a
   * message.
   */
  private static final int CHARGED_AT_ONCE = 32;

  private final ConnectionId id;
  private final IpAddress remote;
  private final Wire wire;
  private final Shared shared;
  private @Nullable BooleanSupplier untaken;
  private @Nullable Future<?> timer;
  private @Nullable TokenBucket share;
  private @Nullable CloseReason reason;
  private boolean isIntroduced;
  private long lastHeardNanos;
  private double uncharged;

  Session(ConnectionId id, IpAddress remote, Wire wire, Shared shared) {
    this.id = id;
    this.remote = remote;
    this.wire = wire;
    this.shared = shared;
  }

  /** Tells the listener of the handshake, and forgets it; called once this is in the pipeline. */
  void start(HandshakeArrival arrival) {
    if (id.direction() == Direction.INBOUND) {
      Duration left = shared.config().deadlines().handshake().minus(arrival.took());
      timer = schedule(() -> end(CloseReason.UNANSWERED), left.toNanos());
    }
    offer(() -> introduce(arrival));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object received) {
    if (reason != null) {
      return;
    }
    switch ((Received) received) {
      case Received.Read(Message message, int bytes) -> {
        if (!shared.listener().messageArrived(id, message, bytes)) {
          keep(() -> shared.listener().messageArrived(id, message, bytes));
        }
        charge(bytes);
      }
      case Received.Refused(Refusal refusal, int bytes) -> {
        shared.listener().messageRefused(id, refusal);
        charge(bytes);
      }
      case Received.Skipped(String name, long bytes) -> {
        shared.listener().messageSkipped(id, name, bytes);
        charge(1);
      }
      case Received.Broken(CloseReason broken) -> end(broken);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    settle();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!ctx.channel().isWritable()) {
      end(CloseReason.NOT_READING);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (reason != null) {
      return;
    }
    switch (event) {
      case Command.Accept(byte[] frame) -> accept(frame);
      case Command.Close(Message farewell) -> close(farewell);
      case Command.Resume() -> offerAgain();
      case Command.ShutDown() -> end(CloseReason.SHUTDOWN);
      default -> {}
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      end(CloseReason.RESET);
    } else {
      shared.listener().trouble(new Trouble.Fault(cause));
      end(CloseReason.FAULT);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stopTimer();
    shared.connections().stopAwaiting(ctx.channel());
    CloseReason why = reason == null ? CloseReason.CLOSED_BY_PEER : reason;
    reason = why;
    if (isIntroduced) {
      shared.counters().established(id.direction()).decrementAndGet();
      shared.report(id, why, wire.meter());
    } else if (id.direction() == Direction.INBOUND) {
      shared.report(
          remote,
          InboundRefusal.of(
              why == CloseReason.SHUTDOWN
                  ? InboundRefusal.Kind.SHUTDOWN
                  : InboundRefusal.Kind.CUT_OFF));
    } else {
      shared.report(
          id, DialFailure.of(DialFailure.Kind.CUT_OFF, "ended before anybody took its handshake"));
    }
  }

  private boolean introduce(HandshakeArrival arrival) {
    if (!shared.listener().handshakeArrived(arrival)) {
      return false;
    }
    isIntroduced = true;
    shared.counters().established(id.direction()).incrementAndGet();
    if (id.direction() == Direction.OUTBOUND) {
      open();
    }
    return true;
  }

  private void accept(byte[] frame) {
    if (id.direction() == Direction.INBOUND && share == null) {
      wire.channel().writeAndFlush(Unpooled.wrappedBuffer(frame));
      open();
    }
  }

  /** The handshake is over: from here on there are messages. */
  private void open() {
    long now = wire.nanoTime();
    TransportConfig.Flow flow = shared.config().flow();
    share = new TokenBucket(flow.messageBurst(), flow.messagesPerSecond(), now);
    TokenBucket skippable =
        new TokenBucket(
            flow.skippedBytes(), flow.skippedBytes() / (flow.skippedPer().toNanos() / 1e9), now);
    lastHeardNanos = now;
    stopTimer();
    timer = schedule(this::checkIdle, shared.config().deadlines().idle().toNanos());
    wire.encoder().open();
    wire.channel()
        .pipeline()
        .replace(HandshakeDecoder.class, null, new FrameDecoder(wire.gate(), skippable));
  }

  private void close(@Nullable Message farewell) {
    if (farewell == null || share == null) {
      end(CloseReason.REQUESTED);
      return;
    }
    reason = CloseReason.REQUESTED;
    untaken = null;
    stopTimer();
    timer = schedule(wire.channel()::close, shared.config().deadlines().farewell().toNanos());
    wire.gate().releaseAll();
    wire.channel().writeAndFlush(farewell).addListener(this::hangUp);
  }

  /**
   * Closing at once would answer what the peer still sends with a reset, which takes the farewell
   * along.
   */
  private void hangUp(Future<?> written) {
    if (written.isSuccess() && wire.channel() instanceof DuplexChannel socket) {
      socket.shutdownOutput();
    } else {
      wire.channel().close();
    }
  }

  private void end(CloseReason why) {
    if (reason == null) {
      reason = why;
    }
    wire.channel().close();
  }

  private void offer(BooleanSupplier delivery) {
    if (!delivery.getAsBoolean()) {
      keep(delivery);
    }
  }

  /**
   * Keeps what was not taken; offered once more at once, because room may have come before this was
   * waiting.
   */
  private void keep(BooleanSupplier delivery) {
    untaken = delivery;
    wire.gate().hold(Cause.MAILBOX);
    shared.connections().await(wire.channel());
    offerAgain();
  }

  private void offerAgain() {
    BooleanSupplier delivery = untaken;
    if (delivery != null && delivery.getAsBoolean()) {
      untaken = null;
      shared.connections().stopAwaiting(wire.channel());
      wire.gate().release(Cause.MAILBOX);
    }
  }

  private void charge(int bytes) {
    uncharged += 1 + bytes / BYTES_PER_MESSAGE;
    if (uncharged >= CHARGED_AT_ONCE) {
      settle();
    }
  }

  private void settle() {
    TokenBucket bucket = share;
    if (bucket == null || uncharged == 0) {
      return;
    }
    lastHeardNanos = wire.nanoTime();
    long wait = bucket.charge(uncharged, lastHeardNanos);
    uncharged = 0;
    if (wait > 0) {
      wire.gate().hold(Cause.FLOOD, wait);
    }
  }

  private void checkIdle() {
    long idle = shared.config().deadlines().idle().toNanos();
    long left = lastHeardNanos + idle - wire.nanoTime();
    if (left > 0) {
      timer = schedule(this::checkIdle, left);
    } else if (wire.gate().isOpen()) {
      end(CloseReason.IDLE);
    } else {
      timer = schedule(this::checkIdle, idle);
    }
  }

  private Future<?> schedule(Runnable task, long nanos) {
    return wire.channel().eventLoop().schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
