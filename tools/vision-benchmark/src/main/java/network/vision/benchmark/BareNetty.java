package network.vision.benchmark;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Netty's own decoder and the least around it: frames in, made-up frames of the same length out.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a client that is gone is measured no more
class BareNetty implements Server {

  private static final int MAX_FRAME_BYTES = 1024 * 1024;

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel listening;

  BareNetty() {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Furnisher())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly();
    listening = bound.channel();
  }

  @Override
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** The answer to one frame, its length included. */
  ByteBuf answer(ChannelHandlerContext ctx, ByteBuf ping) {
    ByteBuf pong = ctx.alloc().ioBuffer(ping.readableBytes());
    pong.writeBytes(ping);
    return pong.setByte(7, 'o');
  }

  private final class Furnisher extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      channel
          .pipeline()
          .addLast(new FlushConsolidationHandler(256, true))
          .addLast(new LengthFieldBasedFrameDecoder(MAX_FRAME_BYTES, 10, 2))
          .addLast(new FirstFrame());
    }
  }

  private final class FirstFrame extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
      ByteBufUtil.getBytes(frame);
      ctx.writeAndFlush(Unpooled.wrappedBuffer(Talk.handshake()));
      ctx.pipeline().addLast(new LaterFrames());
      ctx.pipeline()
          .replace(
              LengthFieldBasedFrameDecoder.class,
              null,
              new LengthFieldBasedFrameDecoder(MAX_FRAME_BYTES, 0, 4));
      ctx.pipeline().remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  private final class LaterFrames extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
      ctx.writeAndFlush(answer(ctx, frame));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
