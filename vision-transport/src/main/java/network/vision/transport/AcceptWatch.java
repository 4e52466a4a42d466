package network.vision.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sees a listening socket fail to accept: reports it, once for each time it starts, pauses for a
 * second and tries again. When file descriptors are short, spare ones are let go and some
 * unfinished handshakes give way.
 *
 * <p>The failure goes no further: Netty would log it, and a log that needs a descriptor would end
 * the event loop. Owner: the event loop of the listening socket.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the event loop ends with the socket
final class AcceptWatch extends ChannelInboundHandlerAdapter {

  private static final int EVICTED_AT_ONCE = 32;
  private static final long PAUSE_SECONDS = 1;

  private final Shared shared;
  private final SpareDescriptors spares;
  private boolean isFailing;

  AcceptWatch(Shared shared, SpareDescriptors spares) {
    this.shared = shared;
    this.spares = spares;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    if (isFailing) {
      isFailing = false;
      spares.refill();
      shared.listener().trouble(new Trouble.DescriptorsAvailable());
    }
    ctx.fireChannelRead(accepted);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    boolean isShort =
        String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("too many open files");
    if (isShort) {
      spares.close();
      makeRoom();
    }
    if (!isFailing) {
      isFailing = true;
      shared
          .listener()
          .trouble(
              isShort
                  ? new Trouble.DescriptorsExhausted()
                  : new Trouble.AcceptFailed(cause.toString()));
    }
    ChannelConfig config = ctx.channel().config();
    config.setAutoRead(false);
    ctx.executor().schedule(() -> config.setAutoRead(true), PAUSE_SECONDS, TimeUnit.SECONDS);
  }

  private void makeRoom() {
    for (int i = 0; i < EVICTED_AT_ONCE; i++) {
      Optional<Channel> evicted = shared.unfinished().evict();
      if (evicted.isEmpty()) {
        return;
      }
      evicted.get().pipeline().fireUserEventTriggered(new Command.Evict());
    }
  }
}
