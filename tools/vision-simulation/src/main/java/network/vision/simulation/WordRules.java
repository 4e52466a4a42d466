package network.vision.simulation;

import java.util.Optional;
import java.util.stream.Stream;
import network.vision.protocol.AddressScope;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.Handshake;
import network.vision.protocol.Limits;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;

/**
 * What must hold for everything a core says: no list is longer than agreed, and no private address
 * leaves a node that does not allow private peers.
 */
final class WordRules {

  private final boolean isPrivateAllowed;

  WordRules(boolean isPrivateAllowed) {
    this.isPrivateAllowed = isPrivateAllowed;
  }

  /** What does not hold for a handshake; empty when all does. */
  Optional<String> judge(Handshake handshake) {
    return judge(handshake.reach().seedPeers().stream(), Limits.MAX_PEERS_READ);
  }

  /** What does not hold for a message; empty when all does. */
  Optional<String> judge(Message message) {
    return switch (message) {
      case Message.PeerGossip gossip ->
          judge(gossip.peers().stream().map(GossipPeer::address), Limits.MAX_PEERS_SENT);
      case Message.PeerList list -> judge(list.peers().stream(), Limits.MAX_PEERS_SENT);
      case Message.PeerExchangeResponse response ->
          judge(
              response.peers().stream().map(Message.ExchangedPeer::address),
              Limits.MAX_EXCHANGED_PEERS_SENT);
      case Message.Uninterpreted _, Message.Unknown _ ->
          Optional.of("says what it does not understand");
      case Message.Ping _,
          Message.Pong _,
          Message.GetPeers _,
          Message.PeerExchangeRequest _,
          Message.Disconnect _,
          Message.GetTip _,
          Message.Tip _,
          Message.GetBlockHash _,
          Message.BlockHash _,
          Message.ProofOfKey _,
          Message.DialBack _,
          Message.DialBackResult _ ->
          Optional.empty();
    };
  }

  private Optional<String> judge(Stream<PeerAddress> addresses, int most) {
    var told = addresses.toList();
    if (told.size() > most) {
      return Optional.of("tells " + told.size() + " addresses at once");
    }
    return told.stream()
        .filter(address -> !isTellable(address))
        .findFirst()
        .map(address -> "tells the address " + address);
  }

  private boolean isTellable(PeerAddress address) {
    AddressScope scope = AddressScope.of(address.ip());
    return address.port() < Fabric.FIRST_SOURCE_PORT
        && (scope == AddressScope.GLOBAL || (isPrivateAllowed && scope == AddressScope.PRIVATE));
  }
}
