package network.vision.node.devnet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import network.vision.node.config.EffectiveSettings;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.NodeConfigReader;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.node.config.Setting;
import network.vision.node.config.Settings;
import network.vision.node.running.Node;
import network.vision.node.running.NodeSpec;
import network.vision.protocol.PeerAddress;

/**
 * A network of real nodes in this process: each has its own identity, data directory, ports and
 * sockets, and none shares state with another. They talk over loopback and nowhere else: whatever
 * is configured, they dial nothing but loopback and ask no router.
 *
 * <p>Any thread.
 */
public final class Devnet implements AutoCloseable {

  /** Fewest and most nodes. */
  public static final int LEAST_NODES = 2;

  public static final int MOST_NODES = 50;

  private static final String LOOPBACK = "127.0.0.0/8,::1";

  /**
   * A node that runs.
   *
   * @param name in this network
   * @param role what is special about it
   */
  public record Member(String name, Role role, Node node) {

    /** Where others shall find it. */
    public int port() {
      return node.listening().getFirst().port();
    }
  }

  private final List<Member> members;
  private final List<String> remarks;

  private Devnet(List<Member> members, List<String> remarks) {
    this.members = List.copyOf(members);
    this.remarks = List.copyOf(remarks);
  }

  /**
   * Starts {@code count} nodes.
   *
   * @param directory holds a folder for each
   * @throws OperatorException if one cannot be started; none is left running
   */
  public static Devnet start(int count, Path directory) throws OperatorException {
    DevnetPlan plan = DevnetPlan.of(count);
    List<Member> started = new ArrayList<>();
    try {
      for (DevnetPlan.Member member : plan.members()) {
        List<PeerAddress> seeds =
            started.isEmpty() ? List.of() : started.getFirst().node().listening();
        started.add(new Member(member.name(), member.role(), start(member, seeds, directory)));
      }
      return new Devnet(started, plan.remarks());
    } catch (OperatorException e) {
      started.forEach(member -> member.node().close());
      throw e;
    }
  }

  /** The nodes, the seed first. */
  public List<Member> members() {
    return members;
  }

  /** What is not as wanted, one line each. */
  public List<String> remarks() {
    return remarks;
  }

  /** How things stand now; a node that does not answer knows nobody. */
  public DevnetState state() {
    List<CompletableFuture<DevnetState.Row>> rows =
        members.stream()
            .map(member -> member.node().ask(view -> DevnetState.row(member, members, view)))
            .toList();
    return DevnetState.of(rows);
  }

  /** Stops all nodes at once. */
  @Override
  public void close() {
    List<Thread> stopping =
        members.stream().map(member -> Thread.ofVirtual().start(member.node()::close)).toList();
    try {
      for (Thread stop : stopping) {
        stop.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Node start(DevnetPlan.Member member, List<PeerAddress> seeds, Path directory)
      throws OperatorException {
    Map<Setting, String> options = new EnumMap<>(Setting.class);
    options.put(Setting.NETWORK, "devnet");
    options.put(Setting.DATA_DIR, directory.resolve(member.name()).toString());
    options.put(Setting.PORT, Integer.toString(member.apiPort()));
    options.put(Setting.DIAL_ONLY, LOOPBACK);
    options.put(Setting.UPNP, "off");
    options.put(Setting.SEED, seed(member.role(), seeds));
    if (member.role() == Role.IPV6) {
      options.put(Setting.P2P_LISTEN, "[::1]:" + member.p2pPort());
    } else {
      options.put(Setting.P2P_PORT, Integer.toString(member.p2pPort()));
    }
    if (member.role() == Role.OLD) {
      options.put(Setting.OMIT_PORT, "yes");
    }
    Settings settings = Settings.read(options, Map.of());
    NodeConfig config = NodeConfigReader.read(settings, Platform.current());
    return Node.start(new NodeSpec(config, EffectiveSettings.of(settings, config), member.name()));
  }

  private static String seed(Role role, List<PeerAddress> seeds) {
    return seeds.stream()
        .filter(address -> address.ip().isIpv4() == (role != Role.IPV6))
        .findFirst()
        .map(PeerAddress::toString)
        .orElse("none");
  }
}
