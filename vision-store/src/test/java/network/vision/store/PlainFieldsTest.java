package network.vision.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Reading plain lines by hand beside reading them as any JSON. */
class PlainFieldsTest {

  private static final long SEED = 7;
  private static final int MUTATIONS = 200_000;

  /** Characters that have a meaning in JSON, or change a value. */
  private static final String MUTANTS = "{}[]\",:0129.-+eEtfnu xZ";

  private static Optional<PeerLine> plainly(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
    try {
      PlainFields fields = new PlainFields(bytes);
      PeerLine read = fields.read(0, bytes.length);
      return fields.at() == bytes.length ? Optional.of(read) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<PeerLine> asJson(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
    try {
      return Optional.of(JsonFields.read(bytes, 0, bytes.length, PeerReader::read));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String line(PeerLine content) {
    return new String(PeerWriter.sealed(content), StandardCharsets.US_ASCII).stripTrailing();
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    RandomGenerator random = new SplittableRandom(SEED);
    StoredPeer complete = Peers.complete();
    StoredPeer.Claims odd = complete.claims();
    lines.add(line(new PeerLine.Header(PeerWriter.VERSION)));
    lines.add(line(new PeerLine.Forgotten("10.0.0.1:7072")));
    lines.add(line(new PeerLine.Peer(Peers.unnamed(1))));
    lines.add(line(new PeerLine.Peer(Peers.named(2))));
    lines.add(
        line(
            new PeerLine.Peer(
                new StoredPeer(
                    complete.nodeId(),
                    new StoredPeer.Claims(
                        new StoredPeer.Labels("VNODE-7", "vision://VNODE-7@8f3c15a20bd94e7768"),
                        odd.role(),
                        odd.ebid(),
                        odd.record()),
                    complete.provenKey(),
                    complete.spoken(),
                    new StoredPeer.Standing(12, Peers.T0, Peers.T0.plusMillis(7)),
                    true,
                    complete.addresses()))));
    for (int i = 0; i < 10; i++) {
      StoredPeer peer = Peers.seasoned(i, random);
      lines.add(line(new PeerLine.Peer(peer)));
      lines.add(line(new PeerLine.Peer(Peers.blamed(peer, 0.001 + random.nextDouble(100)))));
    }
    return lines;
  }

  @Test
  void whatIsWrittenIsReadPlainly() {
    assertThat(lines())
        .filteredOn(line -> !line.contains("18446744073709551615"))
        .allSatisfy(line -> assertThat(plainly(line)).isPresent().isEqualTo(asJson(line)));
  }

  @Test
  void aTextAYesAndANoOfAnotherReleaseAreSkipped() {
    for (String value : List.of("\"text\"", "true", "false")) {
      String line =
          line(new PeerLine.Peer(Peers.named(2)))
              .replace("{\"address", "{\"unknown\":" + value + ",\"address");
      assertThat(plainly(line)).isPresent().isEqualTo(asJson(line));
    }
  }

  @Test
  void whatIsReadPlainlyIsReadTheSameWayAsJson() {
    RandomGenerator random = new SplittableRandom(SEED);
    List<String> lines = lines();
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      String mutant = mutant(lines.get(i % lines.size()), random);
      Optional<PeerLine> plain = plainly(mutant);
      if (plain.isPresent()) {
        read++;
        assertThat(plain).as("seed %d, mutation %d: %s", SEED, i, mutant).isEqualTo(asJson(mutant));
      }
    }
    assertThat(read).as("mutants that are still plain").isGreaterThan(MUTATIONS / 10);
  }

  private static String mutant(String line, RandomGenerator random) {
    int at = random.nextInt(line.length());
    int to = Math.min(line.length(), at + random.nextInt(3));
    char c = MUTANTS.charAt(random.nextInt(MUTANTS.length()));
    return line.substring(0, at) + c + line.substring(to);
  }

  @Test
  void anyTextComesBackAsItWasWritten() {
    RandomGenerator random = new SplittableRandom(SEED);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(12), 0, 6).forEach(kind -> text.append("a\"\\/é世".charAt(kind)));
      StoredPeer peer = Peers.tagged(1, text.toString());
      byte[] bytes = PeerWriter.plain(new PeerLine.Peer(peer));
      assertThat(JsonFields.read(bytes, 0, bytes.length, PeerReader::read))
          .isEqualTo(new PeerLine.Peer(peer));
    }
  }
}
