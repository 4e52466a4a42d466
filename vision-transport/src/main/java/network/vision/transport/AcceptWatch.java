package network.vision.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Locale;
import java.util.Optional;

/**
 * Sees a listening socket fail to accept. Netty's acceptor behind it then pauses for a second and
 * tries again; here it is reported, once for each time it starts, and when file descriptors are
 * short some unfinished handshakes give way.
 *
 * <p>Owner: the event loop of the listening socket.
 */
final class AcceptWatch extends ChannelInboundHandlerAdapter {

  private static final int EVICTED_AT_ONCE = 32;

  private final Shared shared;
  private boolean isFailing;

  AcceptWatch(Shared shared) {
    this.shared = shared;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    if (isFailing) {
      isFailing = false;
      shared.listener().trouble(new Trouble.DescriptorsAvailable());
    }
    ctx.fireChannelRead(accepted);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    boolean isShort =
        String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("too many open files");
    if (!isFailing) {
      isFailing = true;
      shared
          .listener()
          .trouble(
              isShort
                  ? new Trouble.DescriptorsExhausted()
                  : new Trouble.AcceptFailed(cause.toString()));
    }
    if (isShort) {
      makeRoom();
    }
    ctx.fireExceptionCaught(cause);
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
