package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import network.vision.protocol.IpAddress;
import org.junit.jupiter.api.Test;

/** Who of those that dial us finds a place, and who has to go for it. */
class DoorwayTest {

  private static final int PLACES = 40;
  private static final IpAddress NEWCOMER = ip(200, 1);

  private final Core core = TestSessions.core(new SplittableRandom(1));
  private final Doorway doorway = new Doorway(core);
  private long millis;
  private int number;

  @Test
  void onePublicIpHasSixteenPlaces() {
    IntStream.range(0, 16).forEach(_ -> comes(ip(1, 1)));

    assertThat(doorway.hasRoom(now(), ip(1, 1), 117)).isFalse();
    assertThat(doorway.hasRoom(now(), ip(1, 2), 117)).isTrue();
  }

  @Test
  void onePublicGroupHasAQuarterOfThePlaces() {
    IntStream.range(0, 25).forEach(host -> comes(ip(1, host)));

    assertThat(doorway.hasRoom(now(), ip(1, 99), 100)).isFalse();
    assertThat(doorway.hasRoom(now(), ip(2, 99), 100)).isTrue();
    assertThat(doorway.hasRoom(now(), ip(1, 99), 104)).isTrue();
  }

  @Test
  void privateAddressesAreNotCountedTogether() {
    IpAddress inside = IpAddress.parse("10.0.0.1").orElseThrow();
    IntStream.range(0, 30).forEach(_ -> comes(inside));

    assertThat(hasRoom(inside)).isTrue();
  }

  @Test
  void whoFillsThePlacesFromOneGroupLosesOneOfThem() {
    List<Session> honest = IntStream.range(0, 30).mapToObj(group -> comes(ip(group, 1))).toList();
    List<Session> crowd = IntStream.range(0, 10).mapToObj(host -> comes(ip(99, host))).toList();

    assertThat(hasRoom(NEWCOMER)).isTrue();

    assertThat(honest).noneMatch(Session::isOver);
    assertThat(crowd).filteredOn(Session::isOver).hasSize(1);
  }

  @Test
  void whoMisbehavedGoesFirst() {
    List<Session> sessions = full();
    Session first = sessions.getFirst();
    core.standing().blame(now(), first, Misdeed.BAD_MESSAGE);

    assertThat(hasRoom(NEWCOMER)).isTrue();

    assertThat(sessions).filteredOn(Session::isOver).containsExactly(first);
  }

  @Test
  void theFastestAndTheOldestStayWhoeverComes() {
    List<Session> sessions = full();
    List<Session> fastest = sessions.subList(PLACES - 8, PLACES);
    fastest.forEach(session -> session.roundTripMillis = 5);

    for (int i = 0; i < 1_000 && hasRoom(NEWCOMER); i++) {
      core.out().takeClosed().forEach(core.sessions()::remove);
      comes(ip(100 + i, 1));
    }

    assertThat(fastest).noneMatch(Session::isOver);
    assertThat(sessions.subList(0, 14)).noneMatch(Session::isOver);
  }

  @Test
  void ofOthersSomeStayWhoseGroupsNobodyCanGuess() {
    List<Session> sessions = full();
    List<Session> newest = new ArrayList<>(sessions.subList(PLACES / 2, PLACES));

    for (int i = 0; i < 1_000 && hasRoom(NEWCOMER); i++) {
      core.out().takeClosed().forEach(core.sessions()::remove);
      comes(ip(100, i));
    }

    assertThat(newest).filteredOn(session -> !session.isOver()).isNotEmpty();
  }

  /** Each from a group of its own, one after the other. */
  private List<Session> full() {
    return IntStream.range(0, PLACES).mapToObj(group -> comes(ip(group, 1))).toList();
  }

  private Session comes(IpAddress from) {
    millis += 1_000;
    Session session = TestSessions.with(++number, Direction.INBOUND, from, now());
    core.sessions().add(session);
    return session;
  }

  private boolean hasRoom(IpAddress from) {
    return doorway.hasRoom(now(), from, PLACES);
  }

  private Now now() {
    return new Now(millis, Instant.ofEpochMilli(millis));
  }

  private static IpAddress ip(int group, int host) {
    return IpAddress.ofIpv4((20 + group / 250) << 24 | (group % 250) << 16 | (1 + host));
  }
}
