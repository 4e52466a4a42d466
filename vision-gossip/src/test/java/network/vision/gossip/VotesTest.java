package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import network.vision.protocol.IpAddress;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class VotesTest {

  private static final IpAddress OURS = ip("9.9.9.9");
  private static final Now NOW = new Now(0, Instant.EPOCH);
  private static final int NEEDED = 4;

  private int number;

  @RepeatedTest(500)
  void liarsInFewerGroupsThanAreNeededNeverMoveOurAddress(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    Core core = TestSessions.core(random);
    int honest = random.nextInt(12);
    int lying = random.nextInt(NEEDED);
    for (int group = 0; group < honest + lying; group++) {
      int sessions = group < honest ? 1 : 1 + random.nextInt(10);
      for (int host = 1; host <= sessions; host++) {
        IpAddress said = group < honest ? OURS : ip("9.1.1." + (1 + random.nextInt(2)));
        core.sessions().add(session("8." + group + ".1." + host, said));
      }
    }

    var winner = new Votes(core).winner(true, 0);

    if (honest >= Math.max(NEEDED, 2 * lying)) {
      assertThat(winner).contains(OURS);
    } else {
      assertThat(winner).matches(ip -> ip.isEmpty() || ip.get().equals(OURS));
    }
  }

  private Session session(String from, IpAddress observed) {
    return TestSessions.with(++number, Direction.OUTBOUND, ip(from), NOW, observed);
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }
}
