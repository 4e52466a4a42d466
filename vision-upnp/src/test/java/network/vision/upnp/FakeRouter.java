package network.vision.upnp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;

/**
 * A UPnP gateway on loopback, found by SSDP and called by SOAP, that behaves well until a test
 * gives it another description or another answer to an action.
 */
final class FakeRouter implements AutoCloseable {

  static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  /** What the router holds at an external port. */
  record Entry(String client, int port, int lease) {}

  final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
  volatile String externalIp = "192.0.1.1";

  private final Map<String, FakeHttp.Answerer> odd = new ConcurrentHashMap<>();
  private final DatagramSocket ssdp;
  private final FakeHttp http;

  FakeRouter() throws IOException {
    http = new FakeHttp(this::answer);
    ssdp = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
    Thread.ofVirtual().start(this::answerSearches);
    describe("description-igd2.xml");
  }

  /** The text of a recorded answer. */
  static String recorded(String name) {
    try (InputStream in = FakeRouter.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  /** A fault with {@code code} and {@code words}, in the form of the recorded ones. */
  static String fault(int code, String words) {
    return recorded("fault-501.xml")
        .replace("501", Integer.toString(code))
        .replace("ActionFailed", words);
  }

  /** Deadlines for a router that is near. */
  static MappingConfig config(Duration lease, Duration pollInterval, Integer... ports) {
    return new MappingConfig(
        List.of(ports),
        List.of(),
        lease,
        pollInterval,
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        new Random(1),
        "");
  }

  /** Starts to map {@code ports} for an hour, with a look every 100 ms. */
  PortMapper map(Events events, Integer... ports) {
    return map(events, config(Duration.ofHours(1), Duration.ofMillis(100), ports));
  }

  PortMapper map(Events events, MappingConfig config) {
    return PortMapper.start(config, events, lan(), nowhere());
  }

  /** Loopback as a link of its own, with this router as its default gateway. */
  Lan lan() {
    IpAddress host = IpAddress.of(LOOPBACK);
    DefaultRoute route = new DefaultRoute(host, IpRange.around(host, 104), LOOPBACK);
    return new Lan(
        () -> Optional.of(route),
        new InetSocketAddress(LOOPBACK, ssdp.getLocalPort()),
        1,
        EnumSet.of(MappingProtocol.UPNP_IGD1, MappingProtocol.UPNP_IGD2));
  }

  /** No link at all. */
  static Lan nowhere() {
    return new Lan(Optional::empty, new InetSocketAddress(LOOPBACK, 1), 1, Set.of());
  }

  /** From now on describes itself so, with itself in the place of every {@code http://router}. */
  void describe(String name) {
    String self = http.url("").toString();
    answer("/rootDesc.xml", "200 OK", recorded(name).replace("http://router", self));
  }

  /** From now on answers {@code what}, a path or the name of an action, with this. */
  void answer(String what, String status, String body) {
    answer(what, (request, out) -> out.write(FakeHttp.answer(status, body)));
  }

  void answer(String what, FakeHttp.Answerer answerer) {
    odd.put(what, answerer);
  }

  void fault(String action, int code) {
    answer(action, "500 Internal Server Error", recorded("fault-" + code + ".xml"));
  }

  void behave(String action) {
    odd.remove(action);
  }

  /** The calls of {@code action}, as sent. */
  List<String> calls(String action) {
    List<String> calls = new ArrayList<>();
    for (FakeHttp.Request request : http.requests()) {
      if (action(request).equals(action)) {
        calls.add(request.body());
      }
    }
    return calls;
  }

  FakeHttp http() {
    return http;
  }

  static String argument(String call, String name) {
    Matcher matcher = Pattern.compile("<" + name + ">([^<]*)</").matcher(call);
    return matcher.find() ? matcher.group(1) : "";
  }

  @Override
  public void close() throws IOException {
    ssdp.close();
    http.close();
  }

  private void answerSearches() {
    DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
    while (true) {
      try {
        ssdp.receive(packet);
        String question =
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
        String type = question.lines().filter(l -> l.startsWith("ST:")).findFirst().orElseThrow();
        byte[] reply =
            ("HTTP/1.1 200 OK\r\n"
                    + type
                    + "\r\nLocation: "
                    + http.url("/rootDesc.xml")
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ssdp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static String action(FakeHttp.Request request) {
    Matcher matcher =
        Pattern.compile("(?im)^SOAPAction: \"[^#]*#(\\w+)\"").matcher(request.headers());
    return matcher.find() ? matcher.group(1) : "";
  }

  private void answer(FakeHttp.Request request, OutputStream out) throws IOException {
    String action = action(request);
    FakeHttp.Answerer byPath = odd.get(request.path() + "#" + action);
    FakeHttp.Answerer byAction = odd.get(action.isEmpty() ? request.path() : action);
    FakeHttp.Answerer answerer = byPath == null ? byAction : byPath;
    if (answerer != null) {
      answerer.answer(request, out);
    } else {
      out.write(behaveWell(action, request.body()));
    }
  }

  private byte[] behaveWell(String action, String call) {
    int external =
        argument(call, "NewExternalPort").isEmpty() ? 0 : number(call, "NewExternalPort");
    Entry entry = entries.get(external);
    return switch (action) {
      case "GetExternalIPAddress" ->
          ok(action, "<NewExternalIPAddress>" + externalIp + "</NewExternalIPAddress>");
      case "GetStatusInfo" -> ok(action, "<NewConnectionStatus>Connected</NewConnectionStatus>");
      case "AddPortMapping" -> {
        Entry wanted =
            new Entry(
                argument(call, "NewInternalClient"),
                number(call, "NewInternalPort"),
                number(call, "NewLeaseDuration"));
        if (entry != null && !entry.client.equals(wanted.client)) {
          yield fault(718);
        }
        entries.put(external, wanted);
        yield ok(action, "");
      }
      case "DeletePortMapping" -> entries.remove(external) == null ? fault(714) : ok(action, "");
      case "GetSpecificPortMappingEntry" ->
          entry == null
              ? fault(714)
              : ok(
                  action,
                  "<NewInternalPort>%d</NewInternalPort><NewInternalClient>%s</NewInternalClient>"
                          .formatted(entry.port, entry.client)
                      + "<NewEnabled>1</NewEnabled><NewLeaseDuration>%d</NewLeaseDuration>"
                          .formatted(entry.lease));
      default -> FakeHttp.answer("404 Not Found", "");
    };
  }

  private static int number(String call, String name) {
    return Integer.parseInt(argument(call, name));
  }

  private static byte[] fault(int code) {
    return FakeHttp.answer("500 Internal Server Error", recorded("fault-" + code + ".xml"));
  }

  static byte[] ok(String action, String values) {
    return FakeHttp.answer(
        "200 OK",
        """
        <?xml version="1.0"?>
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>\
        <u:%1$sResponse xmlns:u="urn:schemas-upnp-org:service:WANIPConnection:1">%2$s\
        </u:%1$sResponse></s:Body></s:Envelope>\
        """
            .formatted(action, values));
  }
}
