package network.vision.node.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import network.vision.node.config.NodeConfig;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;

/** Whether the ports that a node would listen on are free. */
final class PortCheck {

  private static final String NAME = "Ports";

  /** A node has them already. */
  static Finding ofRunning(List<PeerAddress> listening) {
    return Finding.good(NAME, "the running node listens at " + text(listening));
  }

  static Finding look(NodeConfig config) {
    List<HostAndPort> places = new ArrayList<>(config.p2p().listen());
    HostAndPort http = new HostAndPort(config.api().host().toString(), config.api().port());
    if (places.stream().noneMatch(place -> place.port() == http.port())) {
      places.add(http);
    }
    for (HostAndPort place : places) {
      String trouble = trouble(place);
      if (!trouble.isEmpty()) {
        return Finding.bad(
            NAME,
            place
                + ": "
                + trouble
                + "; stop what listens there, or choose "
                + (place.equals(http) ? "--port" : "--p2p-port"));
      }
    }
    return Finding.good(NAME, text(places) + (places.size() == 1 ? " is free" : " are free"));
  }

  /** Why nobody could listen there; "" if somebody could. */
  private static String trouble(HostAndPort place) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(place.host()), place.port()));
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String text(List<?> places) {
    return places.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private PortCheck() {}
}
