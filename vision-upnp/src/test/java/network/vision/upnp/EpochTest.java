package network.vision.upnp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochTest {

  private static final long T0 = 5_000_000_000L;
  private static final long COUNT0 = 1000;

  @ParameterizedTest
  @CsvSource({
    // our seconds, the router's, whether that is a loss to PCP, and to NAT-PMP
    "30, 30, false, false",
    "30, 28, false, false",
    "30, 33, false, false",
    "30, 26, true, false",
    "30, 25, true, false",
    "30, 24, true, true",
    "30, 40, true, false",
    "0, -1, false, false",
    "0, -2, true, false",
    "0, -3, true, true",
    "3600, 3380, false, false",
    "3600, 3300, true, false",
    "3600, 3100, true, true",
    "30, -1000, true, true",
  })
  void aCountThatDoesNotFitIsALoss(
      long ourSeconds, long itsSeconds, boolean isLossToPcp, boolean isLossToNatPmp) {
    assertThat(losses(new Epoch(false), ourSeconds, itsSeconds)).isEqualTo(isLossToPcp ? 1 : 0);
    assertThat(losses(new Epoch(true), ourSeconds, itsSeconds)).isEqualTo(isLossToNatPmp ? 1 : 0);
  }

  private static int losses(Epoch epoch, long ourSeconds, long itsSeconds) {
    epoch.see(COUNT0, T0);
    epoch.see(COUNT0 + itsSeconds, T0 + ourSeconds * 1_000_000_000);
    return epoch.losses();
  }
}
