package network.vision.transport;

import io.netty.channel.Channel;
import network.vision.protocol.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of one transport have in common. Its parts are safe for all network threads.
 */
record Shared(
    TransportConfig config,
    TransportListener listener,
    Counters counters,
    Connections connections,
    UnfinishedHandshakes<Channel> unfinished,
    @Nullable BandwidthCap bandwidth,
    @Nullable HttpRelay relay) {

  void report(IpAddress remote, InboundRefusal refusal) {
    counters.count(refusal.kind());
    listener.inboundRefused(remote, refusal);
  }

  void report(ConnectionId connection, DialFailure failure) {
    counters.count(failure.kind());
    listener.dialFailed(connection, failure);
  }

  void report(ConnectionId connection, CloseReason reason, Meter meter) {
    counters.count(reason);
    listener.closed(connection, reason, meter.bytesIn(), meter.bytesOut());
  }
}
