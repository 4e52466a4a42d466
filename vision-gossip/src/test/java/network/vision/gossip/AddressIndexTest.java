package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index beside a plain map, filled and emptied many times over. */
class AddressIndexTest {

  private static final int STEPS = 20_000;

  @ParameterizedTest
  @ValueSource(ints = {3, 40, 1_000})
  void theIndexHoldsWhatAPlainMapHolds(int addresses) {
    SplittableRandom random = new SplittableRandom(addresses);
    AddressIndex index = new AddressIndex(random);
    Map<PeerAddress, BookAddress> plain = new HashMap<>();

    for (int i = 0; i < STEPS; i++) {
      PeerAddress address =
          new PeerAddress(IpAddress.ofIpv4(random.nextInt(addresses)), 7_000 + addresses % 7);
      boolean isFilling = i / (2 * addresses) % 2 == 0;
      if (random.nextInt(4) == 0 == isFilling) {
        index.take(address);
        plain.remove(address);
      } else if (!plain.containsKey(address)) {
        BookAddress entry = new BookAddress(address, new BookPeer(null), Provenance.GOSSIP, 0);
        index.put(entry);
        plain.put(address, entry);
      }
      assertThat(index.at(address)).isSameAs(plain.get(address));
      assertThat(index.size()).isEqualTo(plain.size());
    }

    assertThat(index).containsExactlyInAnyOrderElementsOf(plain.values());
    plain.forEach((address, entry) -> assertThat(index.at(address)).isSameAs(entry));
  }
}
