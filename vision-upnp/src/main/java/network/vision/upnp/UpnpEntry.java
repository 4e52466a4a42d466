package network.vision.upnp;

import java.time.Duration;
import network.vision.protocol.IpAddress;
import org.jspecify.annotations.Nullable;

/** What a gateway says about one of its external ports. */
sealed interface UpnpEntry {

  /** Nobody has it. */
  record Free() implements UpnpEntry {}

  /** The gateway has no such question, or answers it with nonsense. */
  record Untold() implements UpnpEntry {}

  /**
   * Somebody has it.
   *
   * @param client whose it is
   * @param port its local port
   * @param lease what is left; zero: for good; null where the gateway does not say
   */
  record Held(IpAddress client, long port, @Nullable Duration lease) implements UpnpEntry {

    boolean isFor(IpAddress client, int port) {
      return this.client.equals(client) && this.port == port;
    }
  }
}
