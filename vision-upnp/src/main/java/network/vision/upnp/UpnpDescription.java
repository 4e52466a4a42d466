package network.vision.upnp;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import network.vision.upnp.http.Deadline;
import network.vision.upnp.http.RouterHttp;
import network.vision.upnp.http.SafeXml;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What a gateway says of itself: a name, and the services that map ports.
 *
 * <p>Immutable. Not read with weupnp, which takes the first connection service only (a DSL router
 * has one for PPP and one for IP, and one of them is idle) and cuts values where the parser's
 * buffer ends. A service counts only if its control URL is on the same host.
 *
 * <p>Source: UPnP Device Architecture 1.1 section 2.3; IGD 1 and 2.
 *
 * @param name for humans
 * @param services as listed, at most {@value #MAX_SERVICES}
 */
record UpnpDescription(String name, List<UpnpService> services) {

  private static final int MAX_SERVICES = 4;

  UpnpDescription {
    services = List.copyOf(services);
  }

  /** Fetches and reads the description that {@code reply} points at. */
  static UpnpDescription fetch(SsdpReply reply, Deadline deadline) throws IOException {
    Reader reader = new Reader(reply);
    SafeXml.parse(RouterHttp.get(reply.location(), deadline), reader);
    return new UpnpDescription(PlainText.of(reader.name), reader.services());
  }

  private static final class Reader extends DefaultHandler {

    private static final Pattern TYPE =
        Pattern.compile("urn:schemas-upnp-org:service:WAN(IP|PPP)Connection:[1-9]");

    private final SsdpReply reply;
    private final StringBuilder text = new StringBuilder();
    private final List<String> types = new ArrayList<>();
    private final List<String> controls = new ArrayList<>();
    private String base = "";
    private String name = "";
    private String type = "";
    private String control = "";

    Reader(SsdpReply reply) {
      this.reply = reply;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
      text.setLength(0);
      if (localName.equals("service")) {
        type = "";
        control = "";
      }
    }

    @Override
    public void characters(char[] chars, int start, int length) {
      text.append(chars, start, length);
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
      String value = text.toString().strip();
      text.setLength(0);
      switch (localName) {
        case "URLBase" -> base = value;
        case "friendlyName" -> name = name.isEmpty() ? value : name;
        case "serviceType" -> type = value;
        case "controlURL" -> control = value;
        case "service" -> {
          if (TYPE.matcher(type).matches() && types.size() < MAX_SERVICES) {
            types.add(type);
            controls.add(control);
          }
        }
        default -> {}
      }
    }

    /** Resolved at the end: the base may stand behind the services. */
    List<UpnpService> services() {
      URI root = SsdpReply.urlOn(reply.host(), base).orElse(reply.location());
      List<UpnpService> services = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        String type = types.get(i);
        resolve(root, controls.get(i))
            .map(url -> new UpnpService(type, url))
            .ifPresent(services::add);
      }
      return services;
    }

    private Optional<URI> resolve(URI root, String path) {
      try {
        return Optional.of(root.resolve(path)).filter(url -> SsdpReply.isOn(reply.host(), url));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }
}
