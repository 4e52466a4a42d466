package network.vision.node.running;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import network.vision.api.ApiClient;
import network.vision.api.ApiClientException;
import network.vision.api.BeaconSeed;
import network.vision.gossip.Event;
import network.vision.node.config.NodeConfig;
import network.vision.node.outlet.AdapterMeters;
import network.vision.node.outlet.OperatorLog;
import network.vision.protocol.AddressScope;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;

/**
 * Asks another node for seeds: at the start, and again while this node is connected to nobody,
 * after 30 s and then after twice as long each time, up to 10 min.
 *
 * <p>Goals: a node whose seeds are gone finds the network through any node that serves {@code
 * /p2p/seed_peers}; a beacon that lies can do what a seed that lies can, and no more. At most 64
 * seeds in 64 KiB within 5 s are read, redirects are not followed, and {@value #DIALLED} seeds
 * drawn at random are dialled each time, within the ranges of {@code --dial-only}. What may not be
 * a peer is left out, so a beacon on the internet sends nobody into his own network. The last good
 * answer is kept in a file and serves while the beacon is down.
 *
 * <p>Owner: the virtual thread {@code vision-beacon}. Failure: one line for each silence of the
 * beacon, and the next try.
 */
final class Beacon {

  static final int DIALLED = 8;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final long VIEW_SECONDS = 10;

  private final NodeConfig config;
  private final Mailbox mailbox;
  private final OperatorLog log;
  private final BeaconFile file;
  private final Outward outward;
  private final AdapterMeters meters;
  private final SeedNames names;
  private final RandomGenerator random = new SecureRandom();
  private final CountDownLatch stop = new CountDownLatch(1);
  private List<HostAndPort> known = List.of();
  private volatile List<HostAndPort> dialled = List.of();
  private boolean isSilent;

  Beacon(
      NodeConfig config, Outward outward, AdapterMeters meters, Mailbox mailbox, OperatorLog log) {
    this.config = config;
    this.outward = outward;
    this.meters = meters;
    this.mailbox = mailbox;
    this.log = log;
    this.file = new BeaconFile(config.dataDirectory(), log);
    this.names = new SeedNames(outward, meters, this::deliver);
  }

  /** Begins to ask. The configuration names a beacon. */
  void start() {
    URI url = Objects.requireNonNull(config.peers().beacon());
    Thread.ofVirtual().name("vision-beacon").start(() -> run(url));
  }

  /** The seeds that were dialled last; empty before the first answer. */
  List<HostAndPort> dialled() {
    return dialled;
  }

  /** Asks no more; does not wait for a question under way. */
  void close() {
    stop.countDown();
  }

  private void run(URI url) {
    known = file.read();
    Duration pause = FIRST_PAUSE;
    try {
      ask(url);
      while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        if (isAlone()) {
          ask(url);
          pause = pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        } else {
          pause = FIRST_PAUSE;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(URI url) {
    try (ApiClient client = new ApiClient(outward.beacon(url))) {
      List<HostAndPort> named =
          client.seedPeers().stream().map(BeaconSeed::address).distinct().toList();
      meters.beaconAsked(true);
      log.beaconAnswered(url, named.size());
      isSilent = false;
      if (!named.isEmpty() && !named.equals(known)) {
        known = named;
        file.write(named);
      }
    } catch (ApiClientException e) {
      meters.beaconAsked(false);
      if (!isSilent) {
        log.beaconFailed(String.valueOf(e.getMessage()), known.size());
      }
      isSilent = true;
    }
    if (stop.getCount() > 0) {
      dial();
    }
  }

  private void dial() {
    List<HostAndPort> drawn = new ArrayList<>(known);
    Collections.shuffle(drawn, random);
    dialled = List.copyOf(drawn.subList(0, Math.min(DIALLED, drawn.size())));
    dialled.forEach(names::resolve);
  }

  private void deliver(HostAndPort seed, List<PeerAddress> addresses) {
    List<PeerAddress> acceptable =
        addresses.stream().filter(address -> isAcceptable(address.ip())).toList();
    if (!acceptable.isEmpty()) {
      mailbox.deliver(new Event.SeedResolved(seed, acceptable));
    }
  }

  private boolean isAcceptable(IpAddress ip) {
    return switch (AddressScope.of(ip)) {
      case GLOBAL -> true;
      case PRIVATE ->
          config.peers().isPrivateAllowed()
              || config.profile().publicRanges().stream().anyMatch(range -> range.contains(ip));
      case UNUSABLE -> false;
    };
  }

  /** A loop that is too busy to say so is not alone. */
  private boolean isAlone() throws InterruptedException {
    try {
      return mailbox
          .ask(view -> view.peers().stream().allMatch(row -> row.session() == null))
          .get(VIEW_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }
}
