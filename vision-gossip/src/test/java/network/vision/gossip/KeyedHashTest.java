package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyedHashTest {

  /** The reference vector of 16 bytes, 00 to 0f, under the key 00 to 0f. */
  @Test
  void itIsSipHash24() {
    KeyedHash hash = new KeyedHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    assertThat(hash.hash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L)).isEqualTo(0x3f2acc7f57c29bdbL);
  }

  @Test
  void anotherKeyGivesAnotherHash() {
    assertThat(new KeyedHash(1, 2).hash(3, 4, 5)).isNotEqualTo(new KeyedHash(1, 3).hash(3, 4, 5));
  }
}
