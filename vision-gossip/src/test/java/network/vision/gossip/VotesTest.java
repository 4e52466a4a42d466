package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Identity;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class VotesTest {

  private static final IpAddress OURS = ip("9.9.9.9");
  private static final Now NOW = new Now(0, Instant.EPOCH);
  private static final int NEEDED = 4;

  private long connection;

  @RepeatedTest(500)
  void liarsInFewerGroupsThanAreNeededNeverMoveOurAddress(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    Core core = core(random);
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
    connection += 2;
    Handshake handshake =
        new Handshake(
            new Handshake.Network(2, "", "", "", 111, "", 0, "", "", null, null, null),
            new Handshake.Node(
                connection,
                identity((int) connection).nodeId(),
                "",
                "",
                "",
                "constellation",
                "",
                false,
                false,
                "",
                null),
            new Handshake.Reach(7072, null, null, null, List.of()),
            new Handshake.Heights(0, null),
            new Handshake.Extensions(List.of(), null, null, observed, null, null));
    return new Session(
        new Event.HandshakeArrived(
            new ConnectionId(connection),
            Direction.OUTBOUND,
            new PeerAddress(ip(from), 7072),
            HandshakeVersion.V4,
            handshake),
        null,
        NOW);
  }

  private static Core core(SplittableRandom random) {
    NetworkProfile profile = NetworkProfile.builtIn("devnet").orElseThrow();
    LocalNode local =
        new LocalNode(
            identity(0), profile, "us", "constellation", "", 1, 111, "v1.1.1", null, true);
    return Core.of(local, GossipConfig.defaults().withPrivateAllowed(false), random);
  }

  private static Identity identity(int number) {
    byte[] secret = new byte[Identity.SECRET_BYTES];
    secret[0] = (byte) number;
    return Identity.of(secret);
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }
}
