package network.vision.node.devnet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.vision.protocol.HandshakeVersion;

/**
 * Which nodes a devnet has and which ports they take. A wanted port that is busy is replaced by a
 * free one, and that is said.
 *
 * @param members in the order in which they start
 * @param remarks what is not as wanted, one line each
 */
record DevnetPlan(List<Member> members, List<String> remarks) {

  private static final int SEED_PORT = 7072;
  private static final int OLD_PORT = HandshakeVersion.V4.defaultPort();
  private static final int ONE_SOCKET_PORT = 7074;
  private static final int IPV6_PORT = 7076;
  private static final int FIRST_API_PORT = 7080;

  /**
   * One node to be.
   *
   * @param name of the node, and of its folder
   * @param p2pPort 0: whichever the system picks
   * @param apiPort the same as {@code p2pPort} where one socket serves both
   */
  record Member(String name, Role role, int p2pPort, int apiPort) {}

  DevnetPlan {
    members = List.copyOf(members);
    remarks = List.copyOf(remarks);
  }

  /** A plan for {@code count} nodes on the ports that are free now. */
  static DevnetPlan of(int count) {
    return new Planner().plan(count);
  }

  /** Takes ports one after the other. */
  private static final class Planner {

    private final List<Member> members = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Set<Integer> taken = new HashSet<>();
    private final boolean hasIpv6 = isFree("::1", 0);

    DevnetPlan plan(int count) {
      for (int i = 0; i < count; i++) {
        switch (i) {
          case 0 -> add("seed", Role.SEED, SEED_PORT);
          case 1 -> addOld();
          case 2 -> add("any-port", Role.ANY_PORT, 0);
          case 3 -> addOneSocket();
          case 4 -> addIpv6();
          default -> add("node-" + (i + 1), Role.ANY_PORT, 0);
        }
      }
      return new DevnetPlan(members, remarks);
    }

    private void add(String name, Role role, int wantedPort) {
      int port = wantedPort == 0 ? 0 : port(name, wantedPort);
      members.add(new Member(name, role, port, apiPort(name)));
    }

    /** Only at 7070 can a node be found that does not say its port. */
    private void addOld() {
      int port = port("old", OLD_PORT);
      Role role = port == OLD_PORT ? Role.OLD : Role.ANY_PORT;
      if (role != Role.OLD) {
        remarks.add("old: anywhere but at " + OLD_PORT + " it has to say its port, and does");
      }
      members.add(new Member("old", role, port, apiPort("old")));
    }

    private void addOneSocket() {
      int port = port("one-socket", ONE_SOCKET_PORT);
      members.add(new Member("one-socket", Role.ONE_SOCKET, port, port));
    }

    private void addIpv6() {
      if (hasIpv6) {
        add("ipv6", Role.IPV6, IPV6_PORT);
      } else {
        remarks.add("ipv6: this machine has no IPv6 loopback; the node is on IPv4");
        add("ipv6", Role.ANY_PORT, 0);
      }
    }

    private int apiPort(String name) {
      return port(name + " (HTTP)", FIRST_API_PORT + members.size());
    }

    private int port(String name, int wanted) {
      if (isFree(wanted) && taken.add(wanted)) {
        return wanted;
      }
      int port = free();
      remarks.add(name + ": port " + wanted + " is busy, " + port + " is taken instead");
      return port;
    }

    private int free() {
      for (int port = FIRST_API_PORT + 100; port < FIRST_API_PORT + 2_000; port++) {
        if (isFree(port) && taken.add(port)) {
          return port;
        }
      }
      throw new IllegalStateException("no port is free on loopback");
    }

    private boolean isFree(int port) {
      return isFree("127.0.0.1", port) && (!hasIpv6 || isFree("::1", port));
    }

    private static boolean isFree(String host, int port) {
      try (ServerSocket probe = new ServerSocket()) {
        probe.setReuseAddress(true);
        probe.bind(new InetSocketAddress(InetAddress.ofLiteral(host), port));
        return true;
      } catch (IOException e) {
        return false;
      }
    }
  }
}
