package network.vision.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What two nodes say to each other after the handshake.
 *
 * <p>Immutable. Lists hold at most {@link Limits#MAX_PEERS_READ} peers when they were decoded.
 * Source: {@code docs/PROTOCOL.md §4}.
 */
public sealed interface Message {

  /** The name on the wire. Of a peer's own invention only for {@link Unknown}. */
  default String wireName() {
    return getClass().getSimpleName();
  }

  /** Are you there? Answered by a {@link Pong} with the same timestamp. */
  record Ping(long timestamp) implements Message {}

  /** I am. */
  record Pong(long timestamp) implements Message {}

  /** Whom do you know? Answered by a {@link PeerList}. */
  record GetPeers() implements Message {}

  /**
   * Addresses without names.
   *
   * @param peers the good ones
   * @param skipped how many were not addresses, or beyond the limit
   */
  record PeerList(List<PeerAddress> peers, int skipped) implements Message {
    public PeerList {
      peers = List.copyOf(peers);
    }

    public PeerList(List<PeerAddress> peers) {
      this(peers, 0);
    }
  }

  /** Whom do you know, and how well? Answered by a {@link PeerExchangeResponse}. */
  record PeerExchangeRequest() implements Message {}

  /**
   * Addresses without names, with what the speaker thinks of them.
   *
   * @param peers the good ones
   * @param skipped how many were not, or beyond the limit
   */
  record PeerExchangeResponse(List<ExchangedPeer> peers, int skipped) implements Message {
    public PeerExchangeResponse {
      peers = List.copyOf(peers);
    }

    public PeerExchangeResponse(List<ExchangedPeer> peers) {
      this(peers, 0);
    }
  }

  /**
   * One address of a {@link PeerExchangeResponse}.
   *
   * @param address where
   * @param lastSeenSeconds unsigned, since 1970
   * @param score the speaker's, usually 0–1
   */
  record ExchangedPeer(PeerAddress address, long lastSeenSeconds, @Nullable Double score) {}

  /**
   * What a node says of others.
   *
   * @param fromNode the speaker's tag, printable
   * @param peers the good entries
   * @param skipped why each other entry was skipped
   * @param timestampSeconds unsigned, since 1970
   */
  record PeerGossip(
      String fromNode, List<GossipPeer> peers, List<Refusal> skipped, long timestampSeconds)
      implements Message {
    public PeerGossip {
      peers = List.copyOf(peers);
      skipped = List.copyOf(skipped);
    }

    public PeerGossip(String fromNode, List<GossipPeer> peers, long timestampSeconds) {
      this(fromNode, peers, List.of(), timestampSeconds);
    }
  }

  /** The speaker is about to close; the reason is printable. */
  record Disconnect(String reason) implements Message {}

  /** How far is your chain? Answered by a {@link Tip}. */
  record GetTip() implements Message {}

  /** The end of the speaker's chain. */
  record Tip(long height, String hash) implements Message {}

  /** Which block stands at {@code height}? Answered by a {@link BlockHash}. */
  record GetBlockHash(long height) implements Message {}

  /** The block at {@code height}, or null. */
  record BlockHash(long height, @Nullable String hash) implements Message {}

  /** The dialler's proof of its key; only to a peer with the feature {@link Feature#PROOF}. */
  record ProofOfKey(String signature) implements Message {
    @Override
    public String wireName() {
      return "Proof";
    }
  }

  /**
   * Please dial me at the IP that you see, at {@code port}, and say {@code nonce} there; only to a
   * peer with the feature {@link Feature#DIAL_BACK}. Answered by a {@link DialBackResult}.
   *
   * @param nonce all 64 bits, new for each request
   * @param port 1–65535
   */
  record DialBack(long nonce, int port) implements Message {}

  /**
   * What became of a {@link DialBack}.
   *
   * @param nonce of the request
   * @param outcome what became of it
   * @param address where the prober dialled; null: nowhere
   * @param detail in a word, printable; "" if there is nothing to add
   */
  record DialBackResult(
      long nonce, DialBackOutcome outcome, @Nullable PeerAddress address, String detail)
      implements Message {}

  /** Chain data: known by name, counted, not read. */
  record Uninterpreted(String wireName) implements Message {}

  /** A name that we do not know: of the future, or of an attacker; printable. */
  record Unknown(String wireName) implements Message {}
}
