package network.vision.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import java.util.concurrent.atomic.AtomicLong;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;

/**
 * Carries HTTP between a socket and the server behind the same port.
 *
 * <p>Memory: a local channel has no bound of its own, so the relay keeps them. Towards the server
 * at most {@value #WINDOW_BYTES} bytes are under way that it has not released; then the socket is
 * not read. Towards the client as much waits as for any peer ({@link
 * TransportConfig.Flow#queuedBytes}); then the connection is closed.
 *
 * <p>Owner: each end belongs to its own event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the channel tells
final class HttpRelay {

  /**
   * More than any request that the server accepts, or a body gathered there would wait for itself.
   */
  private static final int WINDOW_BYTES = 1024 * 1024;

  private final HttpHandover handover;
  private final EventLoopGroup loops;
  private final Counters counters;
  private final AtomicLong unique = new AtomicLong();

  HttpRelay(HttpHandover handover, EventLoopGroup loops, Counters counters) {
    this.handover = handover;
    this.loops = loops;
    this.counters = counters;
  }

  boolean isAnsweredOn(IpAddress local) {
    return handover.isAnsweredOn().test(local);
  }

  /**
   * Takes over the socket of {@code wire}; runs {@code onBusy} and closes it if the server does not
   * listen.
   */
  void start(Wire wire, PeerAddress remote, PeerAddress local, Runnable onBusy) {
    Channel socket = wire.channel();
    counters.relayed.incrementAndGet();
    socket.closeFuture().addListener(_ -> counters.relayed.decrementAndGet());
    wire.gate().hold(ReadGate.Cause.RELAY);
    ChannelFuture connected =
        new Bootstrap()
            .group(loops)
            .channel(LocalChannel.class)
            .handler(new ServerEnd(socket))
            .connect(
                new LocalAddress(handover.localAddress()),
                new LocalAddress(remote + "|" + local + "|" + unique.incrementAndGet()));
    connected.addListener(_ ->
        socket
            .eventLoop()
            .execute(() -> {
              if (connected.isSuccess()) {
                socket.pipeline().addLast(new ClientEnd(wire, connected.channel()));
                socket.pipeline().remove(HandshakeDecoder.class);
                wire.gate().release(ReadGate.Cause.RELAY);
              } else {
                onBusy.run();
                socket.close();
              }
            }));
  }

  private static void closeFlushed(Channel channel) {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /** The socket's end: from the client to the server. */
  private static final class ClientEnd extends ChannelInboundHandlerAdapter {

    private final Wire wire;
    private final Channel server;
    private int underWay;

    ClientEnd(Wire wire, Channel server) {
      this.wire = wire;
      this.server = server;
      server.closeFuture().addListener(_ -> closeFlushed(wire.channel()));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
      ByteBuf bytes = (ByteBuf) read;
      int count = bytes.readableBytes();
      underWay += count;
      if (underWay >= WINDOW_BYTES) {
        wire.gate().hold(ReadGate.Cause.RELAY);
      }
      try {
        server.write(ReportingBuffer.copyOf(bytes, () -> release(count)));
      } finally {
        bytes.release();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      server.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      if (!ctx.channel().isWritable()) {
        ctx.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      closeFlushed(server);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof Command.ShutDown) {
        ctx.close();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }

    /** Called on any thread, also long after the socket has closed and its event loop has ended. */
    private void release(int count) {
      if (wire.channel().isOpen()) {
        wire.channel().eventLoop().execute(() -> goOn(count));
      }
    }

    private void goOn(int count) {
      underWay -= count;
      if (underWay <= WINDOW_BYTES / 2) {
        wire.gate().release(ReadGate.Cause.RELAY);
      }
    }
  }

  /** The local channel's end: from the server to the client. */
  private static final class ServerEnd extends ChannelInboundHandlerAdapter {

    private final Channel socket;

    ServerEnd(Channel socket) {
      this.socket = socket;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
      socket.write(bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      socket.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
