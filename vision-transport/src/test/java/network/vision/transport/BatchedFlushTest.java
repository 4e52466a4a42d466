package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is said together is flushed together, and nothing said stays behind: the handlers of a
 * connection on a real event loop, without a socket.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a test waits for what comes of it
@ExtendWith(LeakCheck.class)
class BatchedFlushTest {

  private static final LocalAddress BOB = new LocalAddress("batched-flush-test");
  private static final int FLUSHED_AT_LATEST = 256;
  private static final int PING_BYTES = FrozenWire.frame(new Message.Ping(1)).length;

  private final MultiThreadIoEventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
  private final Shared shared = FrozenWire.shared(TransportConfig.of(List.of(), List.of()), echo());
  private final AtomicInteger flushes = new AtomicInteger();
  private final AtomicLong heard = new AtomicLong();
  private Channel alice;
  private volatile ConnectionId ofAlice;

  @BeforeEach
  void aliceShakesHands() {
    new ServerBootstrap()
        .group(loop)
        .channel(LocalServerChannel.class)
        .childHandler(new BobsEnd())
        .bind(BOB)
        .syncUninterruptibly();
    alice =
        new Bootstrap()
            .group(loop)
            .channel(LocalChannel.class)
            .handler(new AlicesEnd())
            .connect(BOB)
            .syncUninterruptibly()
            .channel();
    say(HandshakeCodec.encode(HandshakeVersion.V4, Peers.ALICE));
    Recorder.awaitUntil(() -> heard.get() > 0);
    flushes.set(0);
    heard.set(0);
  }

  @AfterEach
  void theLoopEnds() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void whatBobSaysInOneGoIsFlushedOnce() {
    loop.execute(() -> bobSays(100));

    awaitHeard(100);
    assertThat(flushes).hasValue(1);
  }

  @Test
  void whatHasNoEndIsFlushedOnTheWay() {
    loop.execute(() -> bobSays(4 * FLUSHED_AT_LATEST));

    awaitHeard(4 * FLUSHED_AT_LATEST);
    assertThat(flushes).hasValue(4);
  }

  @Test
  void theAnswersToWhatOneReadBroughtAreFlushedOnce() {
    byte[] pings = new byte[100 * PING_BYTES];
    for (int i = 0; i < 100; i++) {
      System.arraycopy(FrozenWire.frame(new Message.Ping(1)), 0, pings, i * PING_BYTES, PING_BYTES);
    }
    say(pings);

    awaitHeard(100);
    assertThat(flushes).hasValue(1);
  }

  @Test
  void aSingleMessageWaitsForNoOther() {
    for (int i = 1; i <= 10; i++) {
      bobSays(1);
      awaitHeard(i);
      assertThat(flushes).hasValue(i);
    }
  }

  private void bobSays(int messages) {
    for (int i = 0; i < messages; i++) {
      shared.connections().write(ofAlice, new Message.Ping(1));
    }
  }

  private void say(byte[] bytes) {
    alice.writeAndFlush(Unpooled.wrappedBuffer(bytes));
  }

  private void awaitHeard(int pings) {
    Recorder.awaitUntil(() -> heard.get() >= (long) pings * PING_BYTES);
    assertThat(heard).hasValue((long) pings * PING_BYTES);
  }

  /** BOB's listener: answers the handshake, and says each message back while he is told of it. */
  private Recorder echo() {
    return new Recorder() {
      @Override
      public boolean handshakeArrived(HandshakeArrival arrival) {
        ofAlice = arrival.connection();
        byte[] answer = HandshakeCodec.encode(HandshakeVersion.V4, Peers.BOB);
        shared.connections().tell(ofAlice, new Command.Accept(answer));
        return true;
      }

      @Override
      public boolean messageArrived(ConnectionId connection, Message message, int bytes) {
        shared.connections().write(connection, message);
        return true;
      }
    };
  }

  private final class BobsEnd extends ChannelInitializer<LocalChannel> {
    @Override
    protected void initChannel(LocalChannel channel) {
      channel
          .pipeline()
          .addLast(
              new ChannelOutboundHandlerAdapter() {
                @Override
                public void flush(ChannelHandlerContext ctx) {
                  flushes.incrementAndGet();
                  ctx.flush();
                }
              });
      Wire wire = Wire.install(channel, shared);
      channel.pipeline().addLast(new InboundDoor(shared, wire, FrozenWire.REMOTE));
    }
  }

  private final class AlicesEnd extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      heard.addAndGet(bytes.readableBytes());
    }
  }
}
