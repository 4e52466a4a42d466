package network.vision.node.running;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import network.vision.api.LogLevel;
import network.vision.api.NodeCommands;
import network.vision.api.StartedDial;
import network.vision.gossip.Event;
import network.vision.gossip.GossipSummary;
import network.vision.gossip.GossipView;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;

/**
 * What an operator may have a running node do through the API.
 *
 * <p>Any thread; nothing here waits.
 */
final class LiveCommands implements NodeCommands {

  private final Mailbox mailbox;
  private final RouterDesk router;
  private final AlwaysPeers always;
  private final DialDesk dials;
  private final CompletionStage<Void> bookKnown;
  private final LogDesk logDesk = new LogDesk();

  /**
   * Commands to one node.
   *
   * @param bookKnown ends when the core has what was stored
   */
  LiveCommands(
      Mailbox mailbox,
      RouterDesk router,
      AlwaysPeers always,
      DialDesk dials,
      CompletionStage<Void> bookKnown) {
    this.mailbox = mailbox;
    this.router = router;
    this.always = always;
    this.dials = dials;
    this.bookKnown = bookKnown;
  }

  @Override
  public CompletionStage<Outcome> addPeer(HostAndPort address) {
    return now(
        always.keep(address)
            ? dialling(address, address + " is dialled, and kept connected from now on")
            : new Outcome.Refused(AlwaysPeers.MOST + " peers are kept connected already"));
  }

  @Override
  public CompletionStage<Outcome> dial(HostAndPort address) {
    return now(dialling(address, address + " is dialled"));
  }

  @Override
  public CompletionStage<Outcome> disconnect(NodeId id) {
    return mailbox
        .ask(view -> isConnected(view, id))
        .thenApply(isConnected -> {
          if (!isConnected) {
            return new Outcome.Unknown(id + " is not connected");
          }
          mailbox.deliver(new Event.DisconnectWanted(id));
          return new Outcome.Done(id + " is disconnected");
        });
  }

  @Override
  public CompletionStage<Outcome> ban(BanTarget target, Duration duration, String reason) {
    var banned = BanTargets.of(target);
    mailbox.deliver(new Event.BanWanted(banned, duration, reason));
    return mailbox
        .askInShort(summary -> isBanned(summary, banned))
        .thenApply(isBanned ->
            isBanned
                ? new Outcome.Done(banned.text() + " is banned for " + duration.toSeconds() + " s")
                : new Outcome.Refused("there are as many bans as there may be"));
  }

  @Override
  public CompletionStage<Outcome> unban(BanTarget target) {
    var banned = BanTargets.of(target);
    return bookKnown
        .thenCompose(_ -> mailbox.askInShort(summary -> isBanned(summary, banned)))
        .thenApply(isBanned -> {
          if (!isBanned) {
            return new Outcome.Unknown(banned.text() + " is not banned");
          }
          mailbox.deliver(new Event.UnbanWanted(banned));
          return new Outcome.Done(banned.text() + " is no longer banned");
        });
  }

  @Override
  public CompletionStage<Outcome> refreshMapping() {
    return now(
        router.refresh()
            ? new Outcome.Done("the router is asked")
            : new Outcome.Refused("automatic port forwarding is off"));
  }

  @Override
  public CompletionStage<Outcome> announce() {
    return mailbox
        .askInShort(summary -> Optional.ofNullable(summary.advertised()))
        .thenApply(advertised ->
            advertised
                .map(this::announce)
                .orElseGet(() -> new Outcome.Refused("this node has no address to tell")));
  }

  @Override
  public CompletionStage<Outcome> setLogLevel(String area, LogLevel.Level level) {
    return now(logDesk.set(area, level));
  }

  private Outcome dialling(HostAndPort address, String text) {
    return new Outcome.Dialling(new StartedDial(text, dials.dial(address)));
  }

  private Outcome announce(PeerAddress address) {
    mailbox.deliver(new Event.AnnounceWanted());
    return new Outcome.Done("connected peers are told " + address);
  }

  private static boolean isBanned(GossipSummary summary, network.vision.gossip.BanTarget target) {
    return summary.bans().stream().anyMatch(ban -> ban.target().equals(target));
  }

  private static boolean isConnected(GossipView view, NodeId id) {
    return view.peers().stream()
        .anyMatch(row -> row.session() != null && id.equals(row.peer().nodeId()));
  }

  private static CompletionStage<Outcome> now(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
