package network.vision.simulation;

import java.util.List;
import java.util.stream.Collectors;
import network.vision.gossip.Effect;
import network.vision.gossip.Event;
import network.vision.gossip.KnownPeer;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.Handshake;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;

/** Words events and effects for the journal: what a reader of a failed run needs, on one line. */
final class Wording {

  static String of(Event event) {
    return switch (event) {
      case Event.HandshakeArrived arrived ->
          "<- %d HandshakeArrived %s from %s: %s"
              .formatted(
                  arrived.connection().value(),
                  arrived.direction(),
                  arrived.remote(),
                  of(arrived.handshake()));
      case Event.MessageArrived(var connection, var message) ->
          "<- %d %s".formatted(connection.value(), of(message));
      case Event.PeersRead(var peers) -> "<- PeersRead, " + peers.size() + " peers";
      case Event.PeersLoaded(var peers, _) -> "<- PeersLoaded, " + peers.size() + " peers";
      case Event.TimePassed _,
          Event.ListeningStarted _,
          Event.BookAwaited _,
          Event.SeedResolved _,
          Event.SeedsChosen _,
          Event.DialFailed _,
          Event.MessageRefused _,
          Event.ConnectionClosed _,
          Event.PortsMapped _,
          Event.DialWanted _,
          Event.DisconnectWanted _,
          Event.BansLoaded _,
          Event.BanWanted _,
          Event.UnbanWanted _,
          Event.StopWanted _,
          Event.AnnounceWanted _ ->
          "<- " + event;
    };
  }

  static String of(List<Effect> effects) {
    return effects.stream().map(Wording::of).collect(Collectors.joining("; ", "-> ", ""));
  }

  private static String of(Effect effect) {
    return switch (effect) {
      case Effect.Dial(var connection, var address, var version, var ours) ->
          "%d Dial %s %s: %s".formatted(connection.value(), address, version, of(ours));
      case Effect.Accept(var connection, _, var ours) ->
          "%d Accept: %s".formatted(connection.value(), of(ours));
      case Effect.Send(var connection, var message) ->
          "%d %s".formatted(connection.value(), of(message));
      case Effect.Close(var connection, var cause, _) ->
          "%d Close %s".formatted(connection.value(), cause);
      case Effect.Save(var peer) -> "Save " + of(peer);
      case Effect.Forget _,
          Effect.SaveBan _,
          Effect.ForgetBan _,
          Effect.SaveRecordSequence _,
          Effect.ResolveSeed _ ->
          effect.toString();
    };
  }

  private static String of(Handshake handshake) {
    return handshake.node().id().shortText() + " at port " + handshake.reach().p2pPort();
  }

  private static String of(Message message) {
    return switch (message) {
      case Message.PeerGossip(_, var peers, _, _) ->
          peers.stream().map(Wording::of).collect(Collectors.joining(", ", "PeerGossip [", "]"));
      case Message.ProofOfKey _ -> "Proof";
      case Message.Ping _,
          Message.Pong _,
          Message.GetPeers _,
          Message.PeerList _,
          Message.PeerExchangeRequest _,
          Message.PeerExchangeResponse _,
          Message.Disconnect _,
          Message.GetTip _,
          Message.Tip _,
          Message.GetBlockHash _,
          Message.BlockHash _,
          Message.DialBack _,
          Message.DialBackResult _,
          Message.Uninterpreted _,
          Message.Unknown _ ->
          message.toString();
    };
  }

  private static String of(GossipPeer peer) {
    return peer.nodeId().shortText() + " at " + peer.address();
  }

  private static String of(KnownPeer peer) {
    NodeId id = peer.nodeId();
    String who = id == null ? "nameless" : id.shortText();
    return peer.addresses().stream()
        .map(a -> a.address() + (a.isReached() ? " reached" : " " + a.provenance().label()))
        .collect(Collectors.joining(", ", who + " at ", ""));
  }

  private Wording() {}
}
