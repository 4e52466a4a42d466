package network.vision.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Locale;
import network.vision.transport.DialFailure.Kind;
import org.jspecify.annotations.Nullable;

/** Opens outbound sockets; nothing else does. */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the channel tells
final class Dialler {

  private final EventLoopGroup loops;
  private final Shared shared;

  Dialler(EventLoopGroup loops, Shared shared) {
    this.loops = loops;
    this.shared = shared;
  }

  /**
   * The one method that opens outbound sockets; refuses what {@link TransportConfig#dialOnly} does
   * not allow.
   */
  void dial(Dial dial) {
    if (!shared.config().mayDial(dial.address().ip())) {
      fail(dial, DialFailure.of(Kind.NOT_ALLOWED, dial.address() + " may not be dialled"));
      return;
    }
    DoorOpener opener = new DoorOpener(dial);
    ChannelFuture connected =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) shared.config().deadlines().connect().toMillis())
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark(shared.config()))
            .handler(opener)
            .connect(dial.address().toSocketAddress());
    if (connected.channel().isRegistered() || connected.cause() == null) {
      shared.connections().name(dial.connection(), connected.channel());
    }
    connected.addListener(_ -> {
      Throwable cause = connected.cause();
      if (cause != null) {
        opener.fail(isProxied() ? Proxied.unusable(failure(cause)) : failure(cause));
      }
    });
  }

  /** What waits for a peer beyond the upper mark closes its connection. */
  static WriteBufferWaterMark waterMark(TransportConfig config) {
    int bytes = config.flow().queuedBytes();
    return new WriteBufferWaterMark(bytes / 2, bytes);
  }

  static DialFailure failure(Throwable cause) {
    String text = String.valueOf(cause.getMessage());
    Kind kind = kind(cause, rootText(cause));
    return DialFailure.of(kind, text.lines().findFirst().orElse(""));
  }

  private static Kind kind(Throwable cause, String text) {
    if (cause instanceof ConnectTimeoutException) {
      return Kind.TIMEOUT;
    }
    if (text.contains("too many open files") || text.contains("cannot assign requested address")) {
      return Kind.NO_DESCRIPTORS;
    }
    if (cause instanceof NoRouteToHostException
        || cause instanceof PortUnreachableException
        || cause instanceof UnsupportedAddressTypeException
        || text.contains("unreachable")) {
      return Kind.UNREACHABLE;
    }
    if (text.contains("timed out")) {
      return Kind.TIMEOUT;
    }
    if (text.contains("reset")) {
      return Kind.CLOSED_UNANSWERED;
    }
    return cause instanceof ConnectException ? Kind.REFUSED : Kind.UNREACHABLE;
  }

  private static String rootText(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT);
  }

  private boolean isProxied() {
    return shared.config().socks5() != null;
  }

  private void fail(Dial dial, DialFailure failure) {
    loops.next().execute(() -> shared.report(dial.connection(), failure));
  }

  /** Furnishes the socket of one dial, if there is ever one. */
  private final class DoorOpener extends ChannelInitializer<NioSocketChannel> {

    private final Dial dial;
    private @Nullable OutboundDoor door;

    DoorOpener(Dial dial) {
      this.dial = dial;
    }

    @Override
    protected void initChannel(NioSocketChannel channel) {
      shared.connections().sockets().add(channel);
      Proxied.install(channel, shared.config());
      OutboundDoor opened = new OutboundDoor(shared, Wire.install(channel, shared), dial);
      channel.pipeline().addLast(opened);
      door = opened;
    }

    void fail(DialFailure failure) {
      OutboundDoor opened = door;
      if (opened != null) {
        opened.fail(failure);
      } else {
        Dialler.this.fail(dial, failure);
      }
    }
  }
}
