package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VictimGuardTest {

  private static final IpAddress VICTIM = IpAddress.ofIpv4(0x08080808);

  private final VictimGuard guard = new VictimGuard();

  @Test
  void noMoreThanFourPortsOfAnIpAreDialledWithinAnyHour() {
    assertThat(mayDial(0, 2_000)).isTrue();
    assertThat(mayDial(59, 2_001)).isTrue();
    assertThat(mayDial(59, 2_002)).isTrue();
    assertThat(mayDial(59, 2_003)).isTrue();
    assertThat(mayDial(59, 2_004)).isFalse();

    assertThat(mayDial(61, 2_005)).isTrue();
    assertThat(mayDial(61, 2_006)).isFalse();
    assertThat(mayDial(61, 2_001)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {22, 80, 1_023, 3_306, 5_432, 6_379, 8_080})
  void noPortOfAServiceIsDialled(int port) {
    assertThat(mayDial(0, port)).isFalse();
  }

  private boolean mayDial(long minute, int port) {
    long millis = Duration.ofMinutes(minute).toMillis();
    Now now = new Now(millis, TestNetwork.T0.plusMillis(millis));
    return guard.mayDial(now, new PeerAddress(VICTIM, port));
  }
}
