package network.vision.upnp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A search for routers that map ports, in all protocols at once: whoever answers first is offered
 * first. Nothing is mapped by searching, so whoever is not taken holds nothing of ours.
 *
 * <p>A router without UPnP costs no waiting for UPnP, and one without PCP and NAT-PMP none for
 * those. Searching ends by itself: UPnP after the search time and the descriptions of the first
 * {@value #MAX_DESCRIPTIONS} replies, the others after the search time.
 *
 * <p>Owner: the thread that started it; closing it ends what still runs.
 */
final class RouterSearch implements AutoCloseable {

  private static final int MAX_DESCRIPTIONS = 6;

  private final Lan lan;
  private final DefaultRoute route;
  private final MappingConfig config;
  private final BlockingQueue<Finding> findings = new LinkedBlockingQueue<>();
  private final List<Thread> searchers = new ArrayList<>();
  private int running;
  private boolean heardBadAnswer;

  private sealed interface Finding {
    record Found(Gateway gateway) implements Finding {}

    record Ended(boolean heardBadAnswer) implements Finding {}
  }

  private interface Searcher {
    /** Offers what it finds; returns whether something answered and is of no use. */
    boolean search() throws IOException;
  }

  private RouterSearch(Lan lan, DefaultRoute route, MappingConfig config) {
    this.lan = lan;
    this.route = route;
    this.config = config;
  }

  static RouterSearch start(Lan lan, DefaultRoute route, MappingConfig config) {
    RouterSearch search = new RouterSearch(lan, route, config);
    search.run("vision-router-pcp", search::searchPortControl);
    if (lan.hasUpnp()) {
      search.run("vision-router-upnp", search::searchUpnp);
    }
    return search;
  }

  /** The next router that answers; empty when the search has ended. */
  Optional<Gateway> next() throws InterruptedException {
    while (running > 0) {
      switch (findings.take()) {
        case Finding.Found found -> {
          return Optional.of(found.gateway);
        }
        case Finding.Ended ended -> {
          running--;
          heardBadAnswer |= ended.heardBadAnswer;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether somebody answered, so far, who is of no use. */
  boolean heardBadAnswer() {
    return heardBadAnswer;
  }

  @Override
  public void close() {
    searchers.forEach(Thread::interrupt);
  }

  private void run(String name, Searcher searcher) {
    running++;
    searchers.add(
        Thread.ofVirtual()
            .name(name)
            .start(() -> {
              boolean bad = false;
              try {
                bad = searcher.search();
              } catch (IOException e) {
                // Nobody there, which the end of the search says.
              } finally {
                findings.add(new Finding.Ended(bad));
              }
            }));
  }

  private void offer(Gateway gateway) {
    findings.add(new Finding.Found(gateway));
  }

  private boolean searchUpnp() throws IOException {
    boolean heardBadAnswer = false;
    List<SsdpReply> replies = new SsdpSearch(lan.ssdp(), route).collect(config.searchTime());
    for (SsdpReply reply : replies.subList(0, Math.min(replies.size(), MAX_DESCRIPTIONS))) {
      try {
        offer(UpnpGateway.describe(reply, route.source(), config));
      } catch (IOException e) {
        heardBadAnswer = true;
      }
    }
    return heardBadAnswer;
  }

  private boolean searchPortControl() throws IOException {
    if (route.gateway() != null) {
      InetSocketAddress server = new InetSocketAddress(route.gateway(), lan.portControlPort());
      PortControl control = new PortControl(server, route.source());
      new PortControlSearch(control, lan.protocols())
          .search(
              config.searchTime(),
              protocol ->
                  offer(
                      protocol == MappingProtocol.PCP
                          ? new PcpGateway(control, config)
                          : new NatPmpGateway(control, config)));
    }
    return false;
  }
}
