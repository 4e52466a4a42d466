package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.transport.TransportConfig.Caps;
import network.vision.transport.TransportConfig.Deadlines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** P2P and HTTP on one real socket, with a real HTTP-like server behind a local channel. */
@SuppressWarnings("FutureReturnValueIgnored") // a test waits for what comes of it
@ExtendWith(LeakCheck.class)
class OneSocketTest {

  private static final String NAME = "one-socket-test";
  private static final TransportConfig CONFIG =
      TransportTest.config("127.0.0.1:0").with(new HttpHandover(NAME, IpAddress::isLoopback));
  private static final int LARGE = 300_000;

  private final MultiThreadIoEventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
  private final AtomicLong received = new AtomicLong();

  private Channel server;

  @BeforeEach
  void theServerListens() {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(LocalServerChannel.class)
            .childHandler(
                new ChannelInitializer<LocalChannel>() {
                  @Override
                  protected void initChannel(LocalChannel channel) {
                    channel.pipeline().addLast(new WhoAmI(received));
                  }
                })
            .bind(new LocalAddress(NAME))
            .syncUninterruptibly();
    server = bound.channel();
  }

  @AfterEach
  void theServerEnds() {
    server.close().syncUninterruptibly();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void httpIsRelayedWithBothAddresses() {
    try (Host bob = new Host(CONFIG);
        RawPeer browser = new RawPeer(bob.address())) {
      browser.send("GET /whoami HTTP/1.1\r\n\r\n");
      assertThat(browser.receiveAll())
          .isEqualTo("local:" + browser.localAddress() + "|" + bob.address() + "|1");
      Recorder.awaitUntil(() -> bob.transport().stats().open().relayed() == 0);
      assertThat(bob.all(Heard.InboundRefused.class)).isEmpty();
    }
  }

  @Test
  void httpThatDribblesInByteByByteIsRelayedToo() {
    try (Host bob = new Host(CONFIG);
        RawPeer browser = new RawPeer(bob.address())) {
      for (char c : "GET /whoami HTTP/1.1\r\n\r\n".toCharArray()) {
        browser.send(String.valueOf(c));
      }
      assertThat(browser.receiveAll()).startsWith("local:127.0.0.1:");
    }
  }

  @Test
  void peersAreAnsweredOnTheSameSocket() {
    try (Host bob = new Host(CONFIG);
        RawPeer alice = new RawPeer(bob.address());
        RawPeer browser = new RawPeer(bob.address())) {
      alice.shakeHands(HandshakeVersion.V4);
      browser.send("GET /whoami HTTP/1.1\r\n\r\n");
      assertThat(browser.receiveAll()).startsWith("local:");
      alice.send(new Message.Ping(1));
      bob.await(Heard.Got.class);
    }
  }

  @Test
  void aLargeAnswerArrivesWhole() {
    try (Host bob = new Host(CONFIG);
        RawPeer browser = new RawPeer(bob.address())) {
      browser.send("GET /large HTTP/1.1\r\n\r\n");
      assertThat(browser.receiveAll()).hasSize(LARGE);
    }
  }

  @Test
  void aServerThatKeepsWhatItGetsStopsTheReadingOfTheSocket() {
    try (Host bob = new Host(CONFIG);
        RawPeer browser = new RawPeer(bob.address())) {
      browser.send("POST /keep HTTP/1.1\r\n\r\n");
      Thread writer = Thread.startVirtualThread(() -> sendUntilClosed(browser));
      Recorder.awaitUntil(() -> received.get() >= 1024 * 1024);
      assertThat(received.get()).isLessThan(2 * 1024 * 1024);
      assertThat(writer.isAlive()).isTrue();
    }
  }

  @Test
  void httpIsNotAnsweredOnOtherLocalAddresses() {
    Predicate<IpAddress> nowhere = _ -> false;
    try (Host bob = new Host(CONFIG.with(new HttpHandover(NAME, nowhere)));
        RawPeer browser = new RawPeer(bob.address())) {
      browser.send("GET /whoami HTTP/1.1\r\n\r\n");
      assertThat(browser.receiveAll()).isEmpty();
      assertThat(bob.await(Heard.InboundRefused.class).refusal())
          .isEqualTo(InboundRefusal.of(InboundRefusal.Kind.HTTP));
    }
  }

  @Test
  void aServerThatDoesNotListenIsNoTroubleForThePeers() {
    try (Host bob = new Host(CONFIG.with(new HttpHandover("nobody", _ -> true)));
        RawPeer browser = new RawPeer(bob.address());
        RawPeer alice = new RawPeer(bob.address())) {
      browser.send("GET /whoami HTTP/1.1\r\n\r\n");
      assertThat(browser.receiveAll()).isEmpty();
      assertThat(bob.await(Heard.InboundRefused.class).refusal().kind())
          .isEqualTo(InboundRefusal.Kind.HTTP_BUSY);
      alice.shakeHands(HandshakeVersion.V4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GE", "VISION-P", "P"})
  void whoeverNeverGetsBeyondItsFirstBytesEndsAtTheHandshakeDeadline(String firstBytes) {
    Deadlines usual = Deadlines.DEFAULT;
    Deadlines quick =
        new Deadlines(usual.connect(), Duration.ofMillis(300), usual.idle(), usual.farewell());
    try (Host bob = new Host(CONFIG.with(quick));
        RawPeer mallory = new RawPeer(bob.address())) {
      firstBytes.chars().forEach(c -> mallory.send(Character.toString(c)));
      assertThat(mallory.receiveAll()).isEmpty();
      assertThat(bob.await(Heard.InboundRefused.class).refusal())
          .isEqualTo(InboundRefusal.of(InboundRefusal.Kind.DEADLINE));
    }
  }

  @Test
  void untilItIsKnownWhoSpeaksTheCapsOnUnfinishedHandshakesHold() {
    try (Host bob = new Host(CONFIG.with(new Caps(10, 1, 20, 5)));
        RawPeer first = new RawPeer(bob.address())) {
      first.send("VIS");
      Recorder.awaitUntil(() -> bob.transport().stats().open().unfinishedInbound() == 1);
      try (RawPeer second = new RawPeer(bob.address())) {
        second.send("GE");
        assertThat(first.receiveAll()).isEmpty();
        assertThat(bob.await(Heard.InboundRefused.class).refusal())
            .isEqualTo(InboundRefusal.of(InboundRefusal.Kind.EVICTED));
        second.send("T /whoami HTTP/1.1\r\n\r\n");
        assertThat(second.receiveAll()).startsWith("local:");
      }
    }
  }

  @Test
  void httpHasItsOwnCapAndPeersStillGetIn() {
    try (Host bob = new Host(CONFIG.with(new Caps(10, 10, 20, 1)));
        RawPeer browser = new RawPeer(bob.address());
        RawPeer another = new RawPeer(bob.address());
        RawPeer alice = new RawPeer(bob.address())) {
      browser.send("POST /keep HTTP/1.1\r\n\r\n");
      Recorder.awaitUntil(() -> bob.transport().stats().open().relayed() == 1);
      another.send("GET /whoami HTTP/1.1\r\n\r\n");
      assertThat(another.receiveAll()).isEmpty();
      assertThat(bob.await(Heard.InboundRefused.class).refusal())
          .isEqualTo(InboundRefusal.of(InboundRefusal.Kind.HTTP_BUSY));
      alice.shakeHands(HandshakeVersion.V4);
    }
  }

  private static void sendUntilClosed(RawPeer browser) {
    try {
      browser.send(new byte[32 * 1024 * 1024]);
    } catch (UncheckedIOException e) {
      assertThat(e.getCause()).isInstanceOf(SocketException.class);
    }
  }

  /**
   * Answers {@code /whoami} with the address of its client, {@code /large} at length, and keeps
   * what follows /keep.
   */
  private static final class WhoAmI extends SimpleChannelInboundHandler<ByteBuf> {

    private final AtomicLong received;
    private final StringBuilder request = new StringBuilder();
    private final ArrayDeque<ByteBuf> kept = new ArrayDeque<>();

    WhoAmI(AtomicLong received) {
      this.received = received;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      received.addAndGet(bytes.readableBytes());
      if (request.indexOf("/keep") >= 0) {
        kept.add(bytes.retain());
        return;
      }
      request.append(bytes.toString(StandardCharsets.US_ASCII));
      if (request.indexOf("\r\n\r\n") >= 0 && request.indexOf("/keep") < 0) {
        String answer =
            request.indexOf("/large") >= 0 ? "x".repeat(LARGE) : ctx.channel().remoteAddress() + "";
        ctx.writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
            .addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      kept.forEach(ByteBuf::release);
    }
  }
}
