package network.vision.upnp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A mapper as a process of its own, which can be killed: prints every event, and ends when its
 * input does.
 *
 * <p>Arguments: lease in seconds, protocols ({@code PCP,NAT_PMP}, or {@code all}), ports.
 */
final class MapperProgram {

  /** What outlives the program, as the node's key does. */
  static final String SECRET = "secret";

  private MapperProgram() {}

  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    List<Integer> ports = Arrays.stream(args).skip(2).map(Integer::valueOf).toList();
    MappingConfig defaults = MappingConfig.of(ports, new Random(1));
    MappingConfig config =
        new MappingConfig(
            ports,
            List.of(),
            Duration.ofSeconds(Long.parseLong(args[0])),
            Duration.ofSeconds(2),
            defaults.searchTime(),
            defaults.answerTime(),
            defaults.closeTime(),
            defaults.random(),
            SECRET);
    Lan ipv4 = withProtocols(args[1]);
    MappingListener listener =
        event -> System.out.println((System.nanoTime() - start) / 1_000_000 + " ms  " + event);
    PortMapper mapper = PortMapper.start(config, listener, ipv4, Lan.ipv6());
    System.in.transferTo(OutputStream.nullOutputStream());
    mapper.close();
  }

  private static Lan withProtocols(String names) {
    Lan all = Lan.ipv4();
    Set<MappingProtocol> protocols =
        names.equals("all")
            ? EnumSet.allOf(MappingProtocol.class)
            : Arrays.stream(names.split(",", -1))
                .map(MappingProtocol::valueOf)
                .collect(Collectors.toSet());
    return new Lan(all.route(), all.ssdp(), all.portControlPort(), protocols);
  }
}
