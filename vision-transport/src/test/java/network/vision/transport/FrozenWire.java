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

  final Recorder recorder;
  final Shared shared;
  final EmbeddedChannel channel;

  private FrozenWire(TransportConfig config) {
    this(config, new Recorder());
  }

  private FrozenWire(TransportConfig config, Recorder recorder) {
    this(recorder, shared(config, recorder));
  }

  private FrozenWire(Recorder recorder, Shared shared) {
    this.recorder = recorder;
    this.shared = shared;
    channel = new EmbeddedChannel();
    channel.freezeTime();
    channel
        .config()
        .setWriteBufferWaterMark(
            new WriteBufferWaterMark(1024, shared.config().flow().queuedBytes()));
  }

  /** An accepted socket. */
  static FrozenWire accepted(TransportConfig config) {
    return new FrozenWire(config).accept();
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
    return accepted(config).establish();
  }

  /** Another connection of the same node, established too. */
  FrozenWire another() {
    return new FrozenWire(recorder, shared).accept().establish();
  }

  /** The frame of a message. */
  static byte[] frame(Message message) {
    byte[] json = MessageCodec.encode(message);
    return ByteBuffer.allocate(4 + json.length).putInt(json.length).put(json).array();
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
    receive(frame(message));
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

  /** What the connections of a node have in common, without sockets. */
  static Shared shared(TransportConfig config, TransportListener listener) {
    long cap = config.flow().bytesPerSecond();
    return new Shared(
        config,
        listener,
        new Counters(),
        new Connections(ImmediateEventExecutor.INSTANCE),
        new UnfinishedHandshakes<Channel>(
            config.caps().unfinished(), config.caps().unfinishedPerIp()),
        cap == 0 ? null : new BandwidthCap(cap, 0),
        null);
  }

  private FrozenWire accept() {
    return open(new InboundDoor(shared, Wire.install(channel, shared), REMOTE));
  }

  private FrozenWire establish() {
    receive(HandshakeCodec.encode(HandshakeVersion.V4, Peers.ALICE));
    tell(new Command.Accept(HandshakeCodec.encode(HandshakeVersion.V4, Peers.BOB)));
    sent();
    return this;
  }

  private FrozenWire open(ChannelHandler door) {
    channel.pipeline().addLast(door);
    channel.pipeline().fireChannelActive();
    return this;
  }
}
