package network.vision.benchmark;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The command: runs one of the benchmarks.
 *
 * <pre>
 * book [JMH arguments]     the address book: select and add (-f 1 and the like)
 * gossip                   a gossip message of 50 peers beside databind
 * memory [N …]             the address book: heap per known address
 * transport                the transport beside bare Netty, on loopback
 * store [DIRECTORY [N …]]  the peer store beside MVStore
 * </pre>
 */
public final class Main {

  /** Runs what the first argument names. */
  public static void main(String[] args) throws Exception {
    String what = args.length == 0 ? "" : args[0];
    String[] rest = Arrays.copyOfRange(args, Math.min(1, args.length), args.length);
    switch (what) {
      case "book" -> org.openjdk.jmh.Main.main(jmh(BookBenchmark.class, rest));
      case "gossip" -> GossipJmh.main(rest);
      case "memory" -> MemoryBenchmark.main(rest);
      case "transport" -> TransportBenchmark.main(rest);
      case "store" -> StoreBenchmark.main(rest);
      default -> throw new IllegalArgumentException("book, gossip, memory, transport or store");
    }
  }

  /** The arguments, for one benchmark; that fails aloud. */
  private static String[] jmh(Class<?> benchmark, String[] arguments) {
    return Stream.concat(Stream.of("-foe", "true", benchmark.getSimpleName()), Stream.of(arguments))
        .toArray(String[]::new);
  }

  private Main() {}
}
