package network.vision.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Our look at Base64 beside the decoder and the encoder of the JDK. */
class Base64sTest {

  private static final long SEED = 7;
  private static final String MUTANTS = "AQgw/+9z=-_ \n\u00e9\u4e16";

  private static boolean isWrittenSoByTheJdk(String text, int bytes) {
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      return decoded.length == bytes && Base64.getEncoder().encodeToString(decoded).equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void whatTheJdkWritesIsCanonicalAndNothingElseIs() {
    RandomGenerator random = new SplittableRandom(SEED);
    int canonical = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] raw = new byte[random.nextInt(66)];
      random.nextBytes(raw);
      String text = Base64.getEncoder().encodeToString(raw);
      int mutations = text.isEmpty() ? 0 : random.nextInt(3);
      for (int j = 0; j < mutations; j++) {
        int at = random.nextBoolean() ? text.length() - 1 : random.nextInt(text.length());
        char c = MUTANTS.charAt(random.nextInt(MUTANTS.length()));
        text = text.substring(0, at) + c + text.substring(at + 1);
      }
      boolean expected = isWrittenSoByTheJdk(text, raw.length);
      canonical += expected ? 1 : 0;
      assertThat(Base64s.isCanonical(text, raw.length))
          .as("seed %d, text %d: %s", SEED, i, text)
          .isEqualTo(expected);
    }
    assertThat(canonical).isBetween(40_000, 90_000);
  }

  @Test
  void anotherLengthIsNotCanonical() {
    String text = Base64.getEncoder().encodeToString(new byte[32]);
    assertThat(Base64s.isCanonical(text, 32)).isTrue();
    assertThat(Base64s.isCanonical(text, 31)).isFalse();
    assertThat(Base64s.isCanonical(text, 33)).isFalse();
    assertThat(Base64s.isCanonical(text.replace("=", ""), 32)).isFalse();
  }
}
