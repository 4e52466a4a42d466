package network.vision.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import network.vision.gossip.CloseCause;
import network.vision.gossip.ConnectionId;
import network.vision.gossip.DialFailure;
import network.vision.gossip.Direction;
import network.vision.gossip.Effect;
import network.vision.gossip.Event;
import network.vision.gossip.GossipConfig;
import network.vision.gossip.KnownAddress;
import network.vision.gossip.KnownPeer;
import network.vision.gossip.KnownStanding;
import network.vision.gossip.Notice;
import network.vision.gossip.Now;
import network.vision.gossip.Outcome;
import network.vision.gossip.Provenance;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the simulation is broken once by a core that a hand plays, and finds it. */
class RulesTest {

  private static final Now NOW = new Now(0, World.START);
  private static final long HOUR_MILLIS = 3_600_000;
  private static final PeerAddress BOB = AddressPlan.of(1);
  private static final PeerAddress CAROL = AddressPlan.of(2);
  private static final IpAddress VICTIM = AddressPlan.ip(6_000, 9);
  private static final ConnectionId INBOUND = new ConnectionId(1);

  private final Disk disk = new Disk(true);
  private final NodeRules rules = new NodeRules(GossipConfig.defaults(), disk);

  @Test
  void whoDialsASourcePortIsFound() {
    PeerAddress source = new PeerAddress(BOB.ip(), Fabric.FIRST_SOURCE_PORT);

    assertThat(after(new Event.DialWanted(source), dial(2, source)))
        .contains("dials a source port");
  }

  @Test
  void whoDialsWhereItListensIsFound() {
    assertThat(after(new Event.ListeningStarted(List.of(BOB)), dial(2, BOB)))
        .contains("dials itself and knows it");
  }

  @Test
  void whoDialsWhatItAdvertisesIsFound() {
    List<Notice> advertised = List.of(new Notice.AddressAdvertised(BOB, ""));

    assertThat(rules.check(NOW, wanted(BOB), new Outcome(List.of(dial(2, BOB)), advertised)))
        .contains("dials itself and knows it");
  }

  @Test
  void whoDialsAnAddressTwiceAtOnceIsFound() {
    assertThat(after(wanted(BOB), dial(2, BOB), dial(4, BOB)))
        .contains("dials an address twice at once");
  }

  @Test
  void whoDialsAgainAfterAFailureIsNot() {
    assertThat(after(wanted(BOB), dial(2, BOB))).isEmpty();
    Event failed = new Event.DialFailed(new ConnectionId(2), DialFailure.REFUSED);

    assertThat(after(failed, dial(4, BOB))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 0})
  void whoUsesAConnectionIdThatIsOddOrWasUsedIsFound(long id) {
    assertThat(after(wanted(BOB), dial(2, BOB))).isEmpty();

    assertThat(after(wanted(CAROL), dial(id, CAROL)))
        .contains("a connection id that is odd or was used before");
  }

  @Test
  void whoAnswersNobodyOrTwiceIsFound() {
    assertThat(after(new Event.TimePassed(), accept()))
        .contains("accepts what does not wait for it");
    assertThat(after(knocked(INBOUND), accept(), accept()))
        .contains("accepts what does not wait for it");
  }

  @Test
  void whoSpeaksBeforeASessionOrAfterItIsFound() {
    assertThat(after(knocked(INBOUND), say(new Message.Ping(1))))
        .contains("speaks on a connection that is no session");
    Event closed = new Event.ConnectionClosed(INBOUND, "");
    assertThat(after(closed, say(new Message.Ping(1))))
        .contains("speaks on a connection that is no session");
  }

  @Test
  void whoClosesWhatIsGoneIsFound() {
    Effect close = new Effect.Close(INBOUND, CloseCause.SILENT, null);

    assertThat(after(knocked(INBOUND), close, close)).contains("closes a connection that is gone");
  }

  @Test
  void whoHasTooManyDialsUnderWayIsFound() {
    List<Optional<String>> found =
        IntStream.range(0, 65)
            .mapToObj(i -> after(wanted(AddressPlan.of(i)), dial(2L * i + 2, AddressPlan.of(i))))
            .toList();

    assertThat(found.subList(0, 64)).containsOnly(Optional.empty());
    assertThat(found.getLast()).contains("65 dials at once");
  }

  @Test
  void whoHasMoreSessionsThanItIsAllowedIsFound() {
    Optional<String> found = Optional.empty();
    int sessions = 0;
    while (found.isEmpty() && sessions < 1_000) {
      found = after(knocked(new ConnectionId(2L * sessions++ + 1)));
    }

    assertThat(found).contains("134 sessions");
  }

  @Test
  void whoIsWokenWithoutEndIsFound() {
    List<Optional<String>> found =
        IntStream.rangeClosed(0, 1_002).mapToObj(_ -> after(new Event.TimePassed())).toList();

    assertThat(found.getLast()).contains("its deadline does not move on");
  }

  @Test
  void whomHearsayAimsAtAFifthPortWithinAnHourIsFound() {
    for (int i = 0; i < 4; i++) {
      assertThat(after(new Event.TimePassed(), dial(2L * i + 2, victim(i)))).isEmpty();
    }
    Outcome fifth = new Outcome(List.of(dial(10, victim(4))), List.of());
    Now soon = new Now(HOUR_MILLIS - 1, World.START);

    assertThat(rules.check(soon, new Event.TimePassed(), fifth))
        .hasValueSatisfying(words -> assertThat(words).startsWith("hearsay aims it at 5 ports of"));
  }

  @Test
  void whoDialsAFifthPortAnHourLaterIsNot() {
    for (int i = 0; i < 5; i++) {
      Now hourly = new Now(i * HOUR_MILLIS, World.START);
      Outcome next = new Outcome(List.of(dial(2L * i + 2, victim(i))), List.of());
      assertThat(rules.check(hourly, new Event.TimePassed(), next)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {22, 1_023, 3_306, 8_080})
  void whomHearsayAimsAtAServiceIsFound(int port) {
    PeerAddress service = new PeerAddress(VICTIM, port);

    assertThat(after(new Event.TimePassed(), dial(2, service)))
        .contains("hearsay aims it at " + service);
  }

  @ParameterizedTest
  @MethodSource
  void whoSaysWhatItMayNotIsFound(Message said, String found) {
    assertThat(after(knocked(INBOUND), accept(), say(said)))
        .hasValueSatisfying(words -> assertThat(words).startsWith(found));
  }

  static Stream<Object[]> whoSaysWhatItMayNotIsFound() {
    PeerAddress inside = new PeerAddress(AddressPlan.inside(1, 2), 22_222);
    PeerAddress source = new PeerAddress(BOB.ip(), Fabric.FIRST_SOURCE_PORT);
    List<PeerAddress> many = IntStream.range(0, 51).mapToObj(AddressPlan::of).toList();
    return Stream.of(
        new Object[] {Rumour.strangers(0, 51, AddressPlan::of), "tells 51 addresses at once"},
        new Object[] {new Message.PeerList(many), "tells 51 addresses at once"},
        new Object[] {exchange(many.subList(0, 17)), "tells 17 addresses at once"},
        new Object[] {new Message.PeerList(List.of(inside)), "tells the address 10.0.1.2"},
        new Object[] {new Message.PeerList(List.of(source)), "tells the address"},
        new Object[] {new Message.Unknown("Weather"), "says what it does not understand"});
  }

  @Test
  void whoKeepsNineAddressesOfAPeerIsFound() {
    KnownAddress[] nine =
        IntStream.range(0, 9).mapToObj(i -> told(AddressPlan.of(i))).toArray(KnownAddress[]::new);

    assertThat(after(new Event.TimePassed(), new Effect.Save(bob(nine))))
        .contains("keeps 9 addresses of a peer");
  }

  @Test
  void whoLetsHearsayDisplaceWhatWorksIsFound() {
    disk.save(bob(reached(BOB)));

    assertThat(after(new Event.TimePassed(), new Effect.Save(bob(told(CAROL), reached(BOB)))))
        .contains("hearsay displaces " + BOB);
    assertThat(after(new Event.TimePassed(), new Effect.Save(bob(told(CAROL)))))
        .contains("hearsay displaces " + BOB);
    assertThat(after(new Event.TimePassed(), new Effect.Save(bob(reached(BOB), told(CAROL)))))
        .isEmpty();
  }

  private Optional<String> after(Event event, Effect... effects) {
    return rules.check(NOW, event, new Outcome(List.of(effects), List.of()));
  }

  private static Event wanted(PeerAddress address) {
    return new Event.DialWanted(address);
  }

  private static Event knocked(ConnectionId connection) {
    return new Event.HandshakeArrived(
        connection, Direction.INBOUND, CAROL, HandshakeVersion.V4, hello());
  }

  private static Effect dial(long id, PeerAddress address) {
    return new Effect.Dial(new ConnectionId(id), address, HandshakeVersion.V4, hello());
  }

  private static Effect accept() {
    return new Effect.Accept(INBOUND, HandshakeVersion.V4, hello());
  }

  private static Effect say(Message message) {
    return new Effect.Send(INBOUND, message);
  }

  private static Handshake hello() {
    return Mask.own(1, 29_000).handshake("", null);
  }

  private static Message exchange(List<PeerAddress> addresses) {
    return new Message.PeerExchangeResponse(
        addresses.stream().map(address -> new Message.ExchangedPeer(address, 0, null)).toList());
  }

  private static PeerAddress victim(int number) {
    return new PeerAddress(VICTIM, 10_000 + number);
  }

  private static KnownPeer bob(KnownAddress... addresses) {
    return new KnownPeer(
        new NodeId("bob"),
        "",
        "",
        "",
        "",
        Mask.identity(1).publicKey(),
        null,
        null,
        null,
        World.START,
        KnownStanding.BLAMELESS,
        false,
        List.of(addresses));
  }

  private static KnownAddress reached(PeerAddress address) {
    return known(address, Provenance.HANDSHAKE, World.START);
  }

  private static KnownAddress told(PeerAddress address) {
    return known(address, Provenance.GOSSIP, null);
  }

  private static KnownAddress known(
      PeerAddress address, Provenance provenance, @Nullable Instant at) {
    return new KnownAddress(address, provenance, null, World.START, at, null, null, 0);
  }
}
