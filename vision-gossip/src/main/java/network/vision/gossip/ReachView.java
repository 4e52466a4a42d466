package network.vision.gossip;

import java.time.Instant;
import java.util.List;
import network.vision.protocol.DialBackOutcome;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whether others can reach us over one family of addresses, as far as the core knows.
 *
 * <p>Immutable; built on the loop when asked for.
 *
 * @param isIpv4 else IPv6
 * @param advertised what others are told; null: nothing
 * @param port what handshakes over this family say; 0: do not dial us
 * @param basis who says so
 * @param isConfirmed whether a peer has dialled us there and got through
 * @param isWithdrawn whether others are told not to dial us because nobody gets through
 * @param votes at which IPs peers see us, the most named first
 * @param findings what peers found when they dialled us back, the newest first, at most 16
 * @param lastInbound when somebody last came from outside; null: nobody yet
 */
public record ReachView(
    boolean isIpv4,
    @Nullable PeerAddress advertised,
    int port,
    AddressBasis basis,
    boolean isConfirmed,
    boolean isWithdrawn,
    List<Vote> votes,
    List<Finding> findings,
    @Nullable Instant lastInbound) {

  public ReachView {
    votes = List.copyOf(votes);
    findings = List.copyOf(findings);
  }

  /**
   * An IP at which peers see us.
   *
   * @param groups how many network groups name it
   */
  public record Vote(IpAddress ip, int groups) {}

  /**
   * What a peer found that was asked to dial us back.
   *
   * @param at when
   * @param prober its IP
   * @param address where it dialled; null: nowhere, or it does not say
   * @param outcome reached only if it really came
   * @param detail in a word; "" if there is nothing to add
   */
  public record Finding(
      Instant at,
      IpAddress prober,
      @Nullable PeerAddress address,
      DialBackOutcome outcome,
      String detail) {}
}
