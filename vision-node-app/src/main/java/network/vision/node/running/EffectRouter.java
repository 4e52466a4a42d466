package network.vision.node.running;

import network.vision.gossip.ConnectionId;
import network.vision.gossip.Effect;
import network.vision.node.outlet.NodeMetrics;
import network.vision.store.DataDirectory;
import network.vision.transport.Transport;

/**
 * Hands each effect of the core to the adapter it is for. Nothing here waits.
 *
 * <p>Owner: the loop thread.
 */
final class EffectRouter {

  private final Transport transport;
  private final DataDirectory directory;
  private final SeedNames names;
  private final NodeMetrics metrics;

  EffectRouter(Transport transport, DataDirectory directory, SeedNames names, NodeMetrics metrics) {
    this.transport = transport;
    this.directory = directory;
    this.names = names;
    this.metrics = metrics;
  }

  void perform(Effect effect) {
    switch (effect) {
      case Effect.Dial dial ->
          transport.dial(id(dial.connection()), dial.address(), dial.version(), dial.ours());
      case Effect.Accept accept ->
          transport.accept(id(accept.connection()), accept.version(), accept.ours());
      case Effect.Send send -> {
        metrics.messages().sent(send.message());
        transport.send(id(send.connection()), send.message());
      }
      case Effect.Close close -> {
        metrics.adapters().closed(close.cause());
        transport.close(id(close.connection()), close.farewell());
      }
      case Effect.Save save -> directory.peers().put(Remembering.stored(save.peer()));
      case Effect.Forget forget -> directory.peers().forget(Remembering.storedKey(forget.key()));
      case Effect.SaveBan save -> directory.peers().put(RememberingBans.stored(save.ban()));
      case Effect.ForgetBan forget ->
          directory.peers().forget(RememberingBans.storedKey(forget.target()));
      case Effect.SaveRecordSequence save -> directory.putRecordSequence(save.sequence());
      case Effect.ResolveSeed resolve -> names.resolve(resolve.seed());
    }
  }

  private static network.vision.transport.ConnectionId id(ConnectionId connection) {
    return new network.vision.transport.ConnectionId(connection.value());
  }
}
