package network.vision.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import network.vision.gossip.Ban;
import network.vision.gossip.BanTarget;
import network.vision.gossip.CloseCause;
import network.vision.gossip.ConnectionId;
import network.vision.gossip.DialFailure;
import network.vision.gossip.Direction;
import network.vision.gossip.Effect;
import network.vision.gossip.Event;
import network.vision.gossip.KnownAddress;
import network.vision.gossip.KnownPeer;
import network.vision.gossip.KnownStanding;
import network.vision.gossip.Provenance;
import network.vision.protocol.DialBackOutcome;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.Identity;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import network.vision.protocol.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinesTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final Identity ALICE = Identity.of(new byte[Identity.SECRET_BYTES]);
  private static final ConnectionId CONNECTION = new ConnectionId(7);
  private static final PeerAddress ADDRESS = PeerAddress.parse("[2001:db8::1]:7072").orElseThrow();
  private static final IpAddress IP = IpAddress.parse("192.0.2.1").orElseThrow();
  private static final HostAndPort SEED = new HostAndPort("seed.example", 7072);
  private static final PeerRecord RECORD =
      PeerRecord.sign(ALICE, "00".repeat(32), -1, List.of(ADDRESS));
  private static final Ban BAN =
      new Ban(
          new BanTarget.Range(IpRange.parse("192.0.2.0/24").orElseThrow()), T0, T0, true, "noise");

  private static Stream<Event> events() {
    return Stream.of(
        new Event.TimePassed(),
        new Event.ListeningStarted(List.of(ADDRESS)),
        new Event.BookAwaited(-2),
        new Event.PeersRead(List.of(peer())),
        new Event.PeersLoaded(List.of(peer()), -2),
        new Event.BansLoaded(List.of(BAN)),
        new Event.SeedResolved(SEED, List.of(ADDRESS)),
        new Event.SeedsChosen(List.of(SEED)),
        new Event.HandshakeArrived(
            CONNECTION, Direction.INBOUND, ADDRESS, HandshakeVersion.V4, handshake()),
        new Event.DialFailed(CONNECTION, DialFailure.REFUSED),
        new Event.MessageArrived(CONNECTION, new Message.Ping(3)),
        new Event.MessageRefused(CONNECTION, Refusal.BAD_PORT),
        new Event.ConnectionClosed(CONNECTION, "reset"),
        new Event.PortsMapped(List.of(new Event.Mapping(true, 7072, IP))),
        new Event.DialWanted(ADDRESS),
        new Event.DisconnectWanted(ALICE.nodeId()),
        new Event.BanWanted(new BanTarget.Node(ALICE.nodeId()), Duration.ofHours(1), ""),
        new Event.UnbanWanted(new BanTarget.Address(ADDRESS)),
        new Event.StopWanted(),
        new Event.AnnounceWanted());
  }

  private static Stream<Message> messages() {
    return Stream.of(
        new Message.Ping(3),
        new Message.Pong(-3),
        new Message.GetPeers(),
        new Message.PeerList(List.of(ADDRESS), 2),
        new Message.PeerExchangeRequest(),
        new Message.PeerExchangeResponse(List.of(new Message.ExchangedPeer(ADDRESS, 5, 0.1)), 0),
        new Message.PeerGossip("VNODE-A", List.of(gossiped()), List.of(Refusal.BAD_PORT), 9),
        new Message.Disconnect("bye"),
        new Message.GetTip(),
        new Message.Tip(1, "ab"),
        new Message.GetBlockHash(1),
        new Message.BlockHash(1, null),
        new Message.ProofOfKey("c2ln"),
        new Message.DialBack(-1, 7072),
        new Message.DialBackResult(-1, DialBackOutcome.REACHED, ADDRESS, ""),
        new Message.Uninterpreted("Block"),
        new Message.Unknown("Weather"));
  }

  private static Stream<Effect> effects() {
    return Stream.of(
        new Effect.Dial(CONNECTION, ADDRESS, HandshakeVersion.V3, handshake()),
        new Effect.Accept(CONNECTION, HandshakeVersion.V4, handshake()),
        new Effect.Send(CONNECTION, new Message.GetTip()),
        new Effect.Close(CONNECTION, CloseCause.FULL, new Message.Disconnect("full")),
        new Effect.Save(peer()),
        new Effect.Forget("key"),
        new Effect.SaveBan(BAN),
        new Effect.ForgetBan(BAN.target()),
        new Effect.SaveRecordSequence(-3),
        new Effect.ResolveSeed(SEED));
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventIsReadAsItWasWritten(Event event) {
    assertThat(read(turn(event, List.of()))).isEqualTo(turn(event, List.of()));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageIsReadAsItWasWritten(Message message) {
    Turn turn = turn(new Event.MessageArrived(CONNECTION, message), List.of());

    assertThat(read(turn)).isEqualTo(turn);
  }

  @ParameterizedTest
  @MethodSource("effects")
  void anEffectIsReadAsItWasWritten(Effect effect) {
    Turn turn = turn(new Event.TimePassed(), List.of(effect));

    assertThat(read(turn)).isEqualTo(turn);
  }

  @Test
  void everyKindThereIsWasTried() {
    assertThat(events().<Class<?>>map(Event::getClass))
        .containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
    assertThat(messages().<Class<?>>map(Message::getClass))
        .containsExactlyInAnyOrder(Message.class.getPermittedSubclasses());
    assertThat(effects().<Class<?>>map(Effect::getClass))
        .containsExactlyInAnyOrder(Effect.class.getPermittedSubclasses());
  }

  private static Turn turn(Event event, List<Effect> effects) {
    return new Turn(5, T0, event, List.of(-1L, 2L), List.of("c2ln"), effects, 9, null);
  }

  private static Turn read(Turn turn) {
    return Lines.decode(new String(Lines.encode(turn), StandardCharsets.UTF_8), Turn.class);
  }

  private static KnownPeer peer() {
    return new KnownPeer(
        ALICE.nodeId(),
        "VNODE-A",
        "guardian",
        "",
        "",
        ALICE.publicKey(),
        RECORD,
        HandshakeVersion.V4,
        T0,
        T0,
        new KnownStanding(0.1, T0, null),
        true,
        List.of(
            new KnownAddress(
                ADDRESS, Provenance.GOSSIP, IP, T0, null, T0, DialFailure.TIMEOUT, 3)));
  }

  private static GossipPeer gossiped() {
    return new GossipPeer(
        new NodeId("b"),
        "VNODE-B",
        "",
        ADDRESS,
        true,
        "constellation",
        -1,
        "fair",
        true,
        false,
        null,
        "eu",
        RECORD);
  }

  private static Handshake handshake() {
    return new Handshake(
        new Handshake.Network(2, "aa", "bb", "devnet", 111, "build", -1, "", "", null, "cc", 150L),
        new Handshake.Node(
            -7,
            ALICE.nodeId(),
            "VNODE-A",
            ALICE.publicKey().base64(),
            "",
            "guardian",
            "",
            true,
            false,
            "",
            new Handshake.Passport("a", "b", "c", 1, 2, 3, 4, "d", List.of((byte) -1, (byte) 2))),
        new Handshake.Reach(7072, null, IP, 7072, List.of(ADDRESS)),
        new Handshake.Heights(-1, null),
        new Handshake.Extensions(List.of("proof"), "Y2g=", "cHI=", IP, RECORD, -9L));
  }
}
