package network.vision.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import network.vision.protocol.MessageCodec;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/** One connection without a socket, in a time that stands still. */
final class FrozenWire implements AutoCloseable {

  static final PeerAddress REMOTE = PeerAddress.parse("203.0.113.9:50123").orElseThrow();

  final Recorder recorder = new Recorder();
  final Shared shared;
  final EmbeddedChannel channel;

  private FrozenWire(TransportConfig config) {
    channel = new EmbeddedChannel();
    channel.freezeTime();
    channel
        .config()
        .setWriteBufferWaterMark(new WriteBufferWaterMark(1024, config.flow().queuedBytes()));
    long cap = config.flow().bytesPerSecond();
    shared =
        new Shared(
            config,
            recorder,
            new Counters(),
            new Connections(ImmediateEventExecutor.INSTANCE),
            new UnfinishedHandshakes<Channel>(
                config.caps().unfinished(), config.caps().unfinishedPerIp()),
            cap == 0 ? null : new BandwidthCap(cap, channel.eventLoop().ticker().nanoTime()),
            null);
  }

  /** An accepted socket. */
  static FrozenWire accepted(TransportConfig config) {
    FrozenWire wire = new FrozenWire(config);
    Wire handlers = Wire.install(wire.channel, wire.shared);
    return wire.open(new InboundDoor(wire.shared, handlers, REMOTE));
  }

  /** A dialled socket that is connected. */
  static FrozenWire dialled(TransportConfig config, Dial dial) {
    FrozenWire wire = new FrozenWire(config);
    wire.shared.connections().name(dial.connection(), wire.channel);
    Wire handlers = Wire.install(wire.channel, wire.shared);
    return wire.open(new OutboundDoor(wire.shared, handlers, dial));
  }

  /** An accepted socket whose handshake is over. */
  static FrozenWire established(TransportConfig config) {
    FrozenWire wire = accepted(config);
    wire.receive(HandshakeCodec.encode(HandshakeVersion.V4, Peers.ALICE));
    wire.tell(new Command.Accept(HandshakeCodec.encode(HandshakeVersion.V4, Peers.BOB)));
    wire.sent();
    return wire;
  }

  ConnectionId id() {
    return recorder.await(Heard.Introduced.class).arrival().connection();
  }

  void receive(byte[] bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes));
  }

  void receive(String ascii) {
    receive(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  void receive(Message message) {
    byte[] json = MessageCodec.encode(message);
    receive(ByteBuffer.allocate(4 + json.length).putInt(json.length).put(json).array());
  }

  void tell(Command command) {
    channel.pipeline().fireUserEventTriggered(command);
    channel.runPendingTasks();
  }

  void pass(Duration time) {
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  /** The other side closes. */
  void hangUp() {
    channel.close().syncUninterruptibly();
  }

  /** What was written since the last look. */
  byte[] sent() {
    channel.runPendingTasks();
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (ByteBuf part = next(); part != null; part = next()) {
      sent.writeBytes(ByteBufUtil.getBytes(part));
      part.release();
    }
    return sent.toByteArray();
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }

  private @Nullable ByteBuf next() {
    return channel.readOutbound();
  }

  private FrozenWire open(ChannelHandler door) {
    channel.pipeline().addLast(door);
    channel.pipeline().fireChannelActive();
    return this;
  }
}
