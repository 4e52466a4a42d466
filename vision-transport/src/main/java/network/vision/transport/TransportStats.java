package network.vision.transport;

import java.util.Map;

/**
 * What the transport has counted since its start.
 *
 * @param bytesIn of all sockets
 * @param bytesOut of all sockets
 * @param open what is open now
 * @param closes ended connections whose handshake had arrived, by reason; every reason is a key
 * @param inboundRefusals accepted sockets that ended before, by kind; every kind is a key
 * @param dialFailures failed dials, by kind; every kind is a key
 */
public record TransportStats(
    long bytesIn,
    long bytesOut,
    Open open,
    Map<CloseReason, Long> closes,
    Map<InboundRefusal.Kind, Long> inboundRefusals,
    Map<DialFailure.Kind, Long> dialFailures) {

  public TransportStats {
    closes = Map.copyOf(closes);
    inboundRefusals = Map.copyOf(inboundRefusals);
    dialFailures = Map.copyOf(dialFailures);
  }

  /**
   * Sockets that are open now.
   *
   * @param inbound accepted, whose handshake has arrived
   * @param outbound dialled, whose handshake has arrived
   * @param unfinishedInbound accepted, whose handshake has not arrived
   * @param dialling dialled, whose handshake has not arrived
   * @param relayed handed to the HTTP server
   */
  public record Open(int inbound, int outbound, int unfinishedInbound, int dialling, int relayed) {}
}
