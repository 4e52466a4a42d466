package network.vision.upnp;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import network.vision.protocol.IpAddress;
import network.vision.upnp.http.Deadline;
import network.vision.upnp.http.RouterHttp;
import org.bitlet.weupnp.GatewayDevice;
import org.xml.sax.SAXException;

/**
 * A gateway's connection service, and its actions on TCP ports, called through weupnp.
 *
 * <p>Immutable. Failure: {@link IOException} if there is no usable answer; a refusal is an answer.
 *
 * @param type the service's type with its version, one of those that {@link UpnpDescription}
 *     accepts
 * @param control where it is called, on the gateway itself
 */
record UpnpService(String type, URI control) {

  /** No error. */
  static final int OK = 0;

  static final int INVALID_ARGS = 402;
  static final int ACTION_FAILED = 501;
  static final int NO_SUCH_ENTRY = 714;
  static final int CONFLICT = 718;
  static final int ONLY_PERMANENT_LEASES = 725;
  static final int CONFLICT_WITH_OTHER_MECHANISM = 729;

  private static final String REMOTE_HOST = "NewRemoteHost";
  private static final String EXTERNAL_PORT = "NewExternalPort";
  private static final String PROTOCOL = "NewProtocol";
  private static final String INTERNAL_PORT = "NewInternalPort";
  private static final String INTERNAL_CLIENT = "NewInternalClient";
  private static final String LEASE = "NewLeaseDuration";
  private static final String TCP = "TCP";

  /** The names and values of an answer. */
  record Reply(Map<String, String> values) {

    Reply {
      values = Map.copyOf(values);
    }

    /** {@link #OK}, or the error; -1 if the router gives no number. */
    int code() {
      return values.containsKey("errorCode")
          ? (int) number("errorCode").orElse(-1L).longValue()
          : OK;
    }

    boolean isOk() {
      return code() == OK;
    }

    String value(String name) {
      return values.getOrDefault(name, "").strip();
    }

    Optional<Long> number(String name) {
      String value = value(name);
      return value.matches("[0-9]{1,10}") ? Optional.of(Long.parseLong(value)) : Optional.empty();
    }
  }

  boolean isIgd2() {
    return type.endsWith("WANIPConnection:2");
  }

  boolean isConnected(Deadline deadline) throws IOException {
    String status = call("GetStatusInfo", Map.of(), deadline).value("NewConnectionStatus");
    return status.equalsIgnoreCase("Connected");
  }

  /** The outer address; empty while there is none, which routers write as 0.0.0.0 or as nothing. */
  Optional<IpAddress> externalIp(Deadline deadline) throws IOException {
    String text = call("GetExternalIPAddress", Map.of(), deadline).value("NewExternalIPAddress");
    return IpAddress.parse(text).filter(ip -> !ip.isUnspecified());
  }

  /**
   * Maps {@code externalPort} to {@code port} of {@code client}; {@code leaseSeconds} 0: for good.
   */
  Reply add(int externalPort, IpAddress client, int port, long leaseSeconds, Deadline deadline)
      throws IOException {
    Map<String, String> args = key(externalPort);
    args.put(INTERNAL_PORT, Integer.toString(port));
    args.put(INTERNAL_CLIENT, client.toString());
    args.put("NewEnabled", "1");
    args.put("NewPortMappingDescription", "vision-node " + port);
    args.put(LEASE, Long.toString(leaseSeconds));
    return call("AddPortMapping", args, deadline);
  }

  Reply delete(int externalPort, Deadline deadline) throws IOException {
    return call("DeletePortMapping", key(externalPort), deadline);
  }

  /** Who holds {@code externalPort}. */
  UpnpEntry entry(int externalPort, Deadline deadline) throws IOException {
    Reply reply = call("GetSpecificPortMappingEntry", key(externalPort), deadline);
    if (reply.code() == NO_SUCH_ENTRY) {
      return new UpnpEntry.Free();
    }
    Optional<IpAddress> client = IpAddress.parse(reply.value(INTERNAL_CLIENT));
    Optional<Long> port = reply.number(INTERNAL_PORT);
    if (!reply.isOk() || client.isEmpty() || port.isEmpty()) {
      return new UpnpEntry.Untold();
    }
    Duration lease = reply.number(LEASE).map(Duration::ofSeconds).orElse(null);
    return new UpnpEntry.Held(client.get(), port.get(), lease);
  }

  private static Map<String, String> key(int externalPort) {
    Map<String, String> args = new LinkedHashMap<>();
    args.put(REMOTE_HOST, "");
    args.put(EXTERNAL_PORT, Integer.toString(externalPort));
    args.put(PROTOCOL, TCP);
    return args;
  }

  private Reply call(String action, Map<String, String> args, Deadline deadline)
      throws IOException {
    for (String value : args.values()) {
      if (!value.matches("[^<>&]*")) {
        throw new IllegalArgumentException("weupnp does not escape: " + value);
      }
    }
    try {
      return new Reply(
          RouterHttp.<Map<String, String>, Exception>call(
              deadline,
              () ->
                  GatewayDevice.simpleUPnPcommand(
                      RouterHttp.bounded(control), type, action, args)));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (SAXException e) {
      throw new IOException(control + " answers " + action + " with no XML", e);
    } catch (Exception e) {
      throw new AssertionError("weupnp throws nothing else", e);
    }
  }
}
