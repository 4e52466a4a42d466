package network.vision.transport;

import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * The handlers that a connection keeps from its first byte to its last.
 *
 * <pre>
 * socket | Meter | flush consolidation | FrameEncoder | HandshakeDecoder, then FrameDecoder | door, then Session
 * </pre>
 */
record Wire(Channel channel, Meter meter, ReadGate gate, FrameEncoder encoder) {

  private static final int FLUSHES_AT_ONCE = 256;

  /** Puts them into the empty pipeline of {@code channel}. */
  static Wire install(Channel channel, Shared shared) {
    ReadGate gate = new ReadGate(channel);
    Wire wire =
        new Wire(
            channel,
            new Meter(shared.counters(), shared.bandwidth(), gate),
            gate,
            new FrameEncoder());
    channel
        .pipeline()
        .addLast(wire.meter)
        .addLast(new FlushConsolidationHandler(FLUSHES_AT_ONCE, true))
        .addLast(wire.encoder)
        .addLast(new HandshakeDecoder(gate));
    return wire;
  }

  long nanoTime() {
    return channel.eventLoop().ticker().nanoTime();
  }
}
