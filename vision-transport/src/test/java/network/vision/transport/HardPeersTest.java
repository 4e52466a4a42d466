package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import network.vision.transport.TransportConfig.Caps;
import network.vision.transport.TransportConfig.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers that are slow, loud, large or too many, on real sockets. */
@ExtendWith(LeakCheck.class)
class HardPeersTest {

  private static final int MIB = 1024 * 1024;
  private static final TransportConfig CONFIG = TransportTest.config("127.0.0.1:0");

  @ParameterizedTest
  @EnumSource(HandshakeVersion.class)
  void aHandshakeThatDribblesInByteByByteIsAnswered(HandshakeVersion version) {
    try (Host bob = new Host(CONFIG);
        RawPeer alice = new RawPeer(bob.address())) {
      byte[] frame = HandshakeCodec.encode(version, Peers.ALICE);
      for (byte one : frame) {
        alice.send(new byte[] {one});
      }
      assertThat(new String(alice.receive(9), StandardCharsets.US_ASCII)).isEqualTo("VISION-P2");
    }
  }

  @Test
  void aPeerThatDoesNotReadIsClosedWhenItsQueueIsFullAndOthersAreServed() {
    try (Host bob = new Host(CONFIG.with(flow(MIB, 200)));
        RawPeer mallory = new RawPeer(bob.address());
        RawPeer alice = new RawPeer(bob.address())) {
      mallory.shakeHands(HandshakeVersion.V4);
      ConnectionId ofMallory = bob.await(Heard.Introduced.class).arrival().connection();
      Message large = new Message.Disconnect("x".repeat(500_000));
      Recorder.awaitUntil(() -> {
        bob.transport().send(ofMallory, large);
        return !bob.all(Heard.Closed.class).isEmpty();
      });
      assertThat(bob.await(Heard.Closed.class).reason()).isEqualTo(CloseReason.NOT_READING);
      alice.shakeHands(HandshakeVersion.V4);
    }
  }

  @Test
  void aPeerThatFloodsStopsBeingReadAndOthersAreHeard() {
    try (Host bob = new Host(CONFIG.with(flow(4 * MIB, 100)));
        RawPeer mallory = new RawPeer(bob.address());
        RawPeer alice = new RawPeer(bob.address())) {
      mallory.shakeHands(HandshakeVersion.V4);
      ConnectionId ofMallory = bob.await(Heard.Introduced.class).arrival().connection();
      alice.shakeHands(HandshakeVersion.V4);
      ByteBuffer flood = ByteBuffer.allocate(14 * 20_000);
      while (flood.hasRemaining()) {
        flood.putInt(10).put(ascii("\"GetPeers\""));
      }
      mallory.send(flood.array());
      alice.send(new Message.Ping(1));
      bob.await(Heard.Got.class, got -> got.message() instanceof Message.Ping);
      assertThat(bob.all(Heard.Got.class))
          .filteredOn(got -> got.connection().equals(ofMallory))
          .hasSizeLessThan(10_000);
    }
  }

  @Test
  void aFullMailboxHoldsTheSocketAndNothingIsLost() {
    try (Host bob = new Host(CONFIG);
        RawPeer alice = new RawPeer(bob.address())) {
      alice.shakeHands(HandshakeVersion.V4);
      bob.await(Heard.Introduced.class);
      bob.setFull(true);
      for (int i = 0; i < 300; i++) {
        alice.send(new Message.Ping(i));
      }
      bob.setFull(false);
      Recorder.awaitUntil(() -> {
        bob.transport().resumeReading();
        return bob.all(Heard.Got.class).size() == 300;
      });
      assertThat(bob.all(Heard.Got.class))
          .extracting(got -> ((Message.Ping) got.message()).timestamp())
          .isSorted();
    }
  }

  @Test
  void aFrameOf8MibIsSkippedWithoutBeingHeld() {
    try (Host bob = new Host(CONFIG);
        RawPeer alice = new RawPeer(bob.address())) {
      alice.shakeHands(HandshakeVersion.V3);
      long before = usedBytes();
      alice.send(ByteBuffer.allocate(4).putInt(8 * MIB).array());
      byte[] chunk = new byte[16 * 1024];
      ByteBuffer.wrap(chunk).put(ascii("{\"FullBlock\":{"));
      for (int sent = 0; sent < 8 * MIB; sent += chunk.length) {
        alice.send(chunk);
      }
      alice.send(new Message.Ping(1));
      bob.await(Heard.Got.class);
      long grown = usedBytes() - before;
      assertThat(bob.await(Heard.Skipped.class).name()).isEqualTo("FullBlock");
      assertThat(bob.await(Heard.Skipped.class).bytes()).isEqualTo(8 * MIB + 4);
      System.out.printf("figures: a skipped frame of 8 MiB took %,d KiB%n", grown / 1024);
      assertThat(grown).isLessThan(2 * MIB);
    }
  }

  @Test
  void whenAllPlacesAreTakenTheNextIsTurnedAway() {
    try (Host bob = new Host(CONFIG.with(new Caps(10, 10, 1, 0)));
        RawPeer alice = new RawPeer(bob.address())) {
      alice.shakeHands(HandshakeVersion.V4);
      try (RawPeer carol = new RawPeer(bob.address())) {
        assertThat(carol.receiveAll()).isEmpty();
        assertThat(bob.await(Heard.InboundRefused.class).refusal())
            .isEqualTo(InboundRefusal.of(InboundRefusal.Kind.FULL));
      }
      assertThat(bob.transport().stats().open().inbound()).isEqualTo(1);
    }
  }

  @Test
  void aProbeLeavesNothingBehind() {
    try (Host bob = new Host(CONFIG)) {
      for (int i = 0; i < 3; i++) {
        new RawPeer(bob.address()).close();
      }
      bob.await(Heard.InboundRefused.class, _ -> true, 3);
      assertThat(bob.all(Heard.InboundRefused.class))
          .allMatch(refused -> refused.refusal().kind() == InboundRefusal.Kind.PROBE);
      assertThat(bob.transport().stats().open()).isEqualTo(new TransportStats.Open(0, 0, 0, 0, 0));
    }
  }

  private static Flow flow(int queuedBytes, int messagesPerSecond) {
    return new Flow(
        queuedBytes, 64L * MIB, Duration.ofMinutes(10), messagesPerSecond, messagesPerSecond, 0);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static long usedBytes() {
    System.gc();
    Runtime heap = Runtime.getRuntime();
    long direct =
        ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
    return direct + heap.totalMemory() - heap.freeMemory();
  }
}
