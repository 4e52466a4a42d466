package network.vision.api;

import java.io.IOException;
import network.vision.protocol.HostAndPort;

/** The server could not listen where it was told to; the message says where and why in one line. */
public final class ApiListenException extends IOException {

  private static final long serialVersionUID = 1;

  private final String host;
  private final int port;

  ApiListenException(HostAndPort address, Throwable cause) {
    super("cannot listen on " + address + " for HTTP: " + cause.getMessage(), cause);
    this.host = address.host();
    this.port = address.port();
  }

  /** Where it should have listened. */
  public HostAndPort address() {
    return new HostAndPort(host, port);
  }
}
