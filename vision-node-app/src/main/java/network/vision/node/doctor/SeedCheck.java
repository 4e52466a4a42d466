package network.vision.node.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.OperatorException;
import network.vision.node.doctor.Finding.Detail;
import network.vision.node.doctor.Finding.Mark;
import network.vision.node.running.Outward;
import network.vision.node.running.Program;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import network.vision.transport.Knock;
import network.vision.transport.Visitor;
import org.jspecify.annotations.Nullable;

/**
 * Whether the seeds have addresses and answer there, as nodes of our network. One that answers is
 * enough to start.
 */
final class SeedCheck {

  private static final String NAME = "Seeds";
  private static final int NAME_SECONDS = 5;
  private static final int MAX_SEEDS = 64;
  private static final int MOST_ADDRESSES = 2;
  private static final Executor EACH = Thread.ofVirtual().name("vision-doctor-", 0)::start;

  /**
   * A seed that was asked.
   *
   * @param name as it is configured
   * @param addresses what it stands for; empty: nothing
   * @param answer who answers; null: nobody
   * @param trouble why not; "" if somebody does
   */
  record Seed(
      HostAndPort name,
      List<PeerAddress> addresses,
      Knock.@Nullable Answered answer,
      String trouble) {
    Seed {
      addresses = List.copyOf(addresses);
    }
  }

  /** Asks all seeds at once. */
  static List<Seed> ask(NodeConfig config, List<HostAndPort> seeds)
      throws InterruptedException, OperatorException {
    Outward outward = Outward.of(config);
    List<CompletableFuture<Seed>> asked =
        seeds.stream()
            .limit(MAX_SEEDS)
            .map(seed -> CompletableFuture.supplyAsync(() -> ask(config, outward, seed), EACH))
            .toList();
    List<Seed> answers = new ArrayList<>();
    for (CompletableFuture<Seed> one : asked) {
      try {
        answers.add(one.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a seed could not be asked", e.getCause());
      }
    }
    return answers;
  }

  static Finding look(List<Seed> seeds) {
    if (seeds.isEmpty()) {
      return Finding.unknown(NAME, "none are set; peers have to come from --peer or by themselves");
    }
    List<Detail> details = seeds.stream().map(SeedCheck::detail).toList();
    long good = seeds.stream().filter(seed -> seed.trouble().isEmpty()).count();
    return good > 0
        ? new Finding(NAME, Mark.GOOD, good + " of " + seeds.size() + " answer", details)
        : new Finding(
            NAME,
            Mark.BAD,
            "none answers; check the connection to the internet, or name others with --seed",
            details);
  }

  private static Detail detail(Seed seed) {
    Knock.Answered answer = seed.answer();
    if (answer == null || !seed.trouble().isEmpty()) {
      return new Detail(Mark.BAD, seed.name() + " " + seed.trouble());
    }
    return new Detail(
        Mark.GOOD,
        seed.name()
            + " is "
            + answer.handshake().node().tag()
            + ", "
            + answer.roundTrip().toMillis()
            + " ms");
  }

  private static Seed ask(NodeConfig config, Outward outward, HostAndPort seed) {
    List<PeerAddress> addresses = resolve(outward, seed);
    String trouble = "has no address; its name may be gone";
    Visitor visitor = Visitor.of(config.profile(), Program.WIRE_VERSION, Program.BUILD);
    List<PeerAddress> tried =
        addresses.stream()
            .flatMap(address -> Stream.concat(Stream.of(address), second(address).stream()))
            .toList();
    for (PeerAddress address : tried) {
      try {
        switch (outward.knock(address, visitor)) {
          case Knock.Answered answer -> {
            boolean isOurs =
                answer.handshake().network().chainId().equals(config.profile().chainId());
            return new Seed(seed, addresses, answer, isOurs ? "" : "is a node of another network");
          }
          case Knock.Unanswered none -> trouble = "does not answer: " + none.failure().detail();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Seed(seed, addresses, null, "was not asked to the end");
      }
    }
    return new Seed(seed, addresses, null, trouble);
  }

  /** Where a seed is looked for that fails at the port where everybody once was. */
  private static Optional<PeerAddress> second(PeerAddress address) {
    return address.port() == HandshakeVersion.V4.defaultPort()
        ? Optional.of(new PeerAddress(address.ip(), HandshakeVersion.V3.defaultPort()))
        : Optional.empty();
  }

  private static List<PeerAddress> resolve(Outward outward, HostAndPort seed) {
    Optional<IpAddress> literal = IpAddress.parse(seed.host());
    if (literal.isPresent()) {
      return List.of(new PeerAddress(literal.get(), seed.port()));
    }
    return CompletableFuture.supplyAsync(
            () -> outward.lookUp(seed).stream().limit(MOST_ADDRESSES).toList(), EACH)
        .completeOnTimeout(List.of(), NAME_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private SeedCheck() {}
}
