package network.vision.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import network.vision.protocol.IpAddress;
import org.junit.jupiter.api.Test;

/** What one client may use of the server. */
class ClientsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Clients clients =
      new Clients(ApiLimits.STANDARD.withRequestsPerSecond(2), nanos::get);

  @Test
  void aBurstIsTwiceTheRateAndComesBackWithTime() {
    Client client = client("192.0.2.1");
    for (int i = 0; i < 4; i++) {
      assertThat(clients.mayAsk(client)).isTrue();
    }
    assertThat(clients.mayAsk(client)).isFalse();

    nanos.addAndGet(500_000_000);
    assertThat(clients.mayAsk(client)).isTrue();
    assertThat(clients.mayAsk(client)).isFalse();
  }

  @Test
  void hangingUpDoesNotRefillTheBucket() {
    Client client = client("192.0.2.1");
    while (clients.mayAsk(client)) {
      clients.enter(client);
      clients.leave(client);
    }

    assertThat(clients.enter(client)).isTrue();
    assertThat(clients.mayAsk(client)).isFalse();
  }

  @Test
  void addressesOfOneIpv6NetworkAreOneClientAndOthersAreNot() {
    while (clients.mayAsk(client("2001:db8::1"))) {}

    assertThat(clients.mayAsk(client("2001:db8::2"))).isFalse();
    assertThat(clients.mayAsk(client("2001:db8:0:1::2"))).isTrue();
  }

  @Test
  void aConnectionIsCountedUntilItLeavesHoweverManyOthersCome() {
    Client client = client("192.0.2.1");
    for (int i = 0; i < ApiLimits.STANDARD.maxConnectionsPerClient(); i++) {
      assertThat(clients.enter(client)).isTrue();
    }
    for (int i = 0; i < 5_000; i++) {
      clients.mayAsk(new Client(IpAddress.ofIpv4(0x0a00_0000 + i), false));
    }

    assertThat(clients.enter(client)).isFalse();
    clients.leave(client);
    assertThat(clients.enter(client)).isTrue();
  }

  private static Client client(String ip) {
    return new Client(IpAddress.parse(ip).orElseThrow(), false);
  }
}
