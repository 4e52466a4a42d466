package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import network.vision.api.ApiClient;
import network.vision.api.ApiClientConfig;
import network.vision.api.ApiClientException;
import network.vision.api.NodeEvent;
import network.vision.api.NodeEvent.Kind;
import network.vision.api.PeerDetail;
import network.vision.gossip.KnownAddress;
import network.vision.node.Eventually;
import network.vision.node.config.Setting;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What happens to real nodes is told by the events of one that watches. */
@Timeout(120)
class EventKindsTest {

  @TempDir private Path folder;

  @RegisterExtension private final Nodes nodes = new Nodes(() -> folder);
  private Node alice;
  private Node bob;
  private ApiClient watching;

  @BeforeEach
  void start() throws Exception {
    alice = nodes.start("alice", Map.of());
    bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));
    watching =
        new ApiClient(ApiClientConfig.local(URI.create("http://" + alice.apiAddress()), null));
  }

  @AfterEach
  void stop() {
    watching.close();
  }

  @Test
  void aPeerThatComesGoesAndMovesIsToldEachTime() throws Exception {
    NodeEvent found = awaited(Kind.DISCOVERED);
    NodeEvent came = awaited(Kind.CONNECTED);
    assertThat(found.nodeId()).isEqualTo(bob.id());
    assertThat(came.nodeId()).isEqualTo(bob.id());
    assertThat(came.address()).isEqualTo(bob.listening().getFirst());
    Eventually.holds("alice has reached bob", this::hasReachedBob);
    PeerAddress before = bob.listening().getFirst();

    bob.close();
    NodeEvent went = awaited(Kind.DISCONNECTED);
    assertThat(went.nodeTag()).isEqualTo(came.nodeTag());
    bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));

    NodeEvent moved = awaited(Kind.MOVED);
    assertThat(moved.nodeId()).isEqualTo(bob.id());
    assertThat(moved.before()).isEqualTo(before);
    assertThat(moved.address()).isEqualTo(bob.listening().getFirst());
    PeerDetail detail = watching.peer(bob.id()).orElseThrow();
    assertThat(detail.ports())
        .singleElement()
        .matches(change -> change.from() == before.port(), "from the port before")
        .matches(change -> change.to() == bob.listening().getFirst().port(), "to the port after");
  }

  @Test
  void hearsayAgainstAPeersOwnWordIsAConflict() throws Exception {
    Eventually.holds("alice has reached bob", this::hasReachedBob);
    try (OldPeer liar = OldPeer.deployed("old1", List.of())) {
      liar.dial(alice.listening().getFirst());
      Eventually.holds("the liar is heard", () -> isConnected("old1"));
      int port = bob.listening().getFirst().port();
      PeerAddress wrong =
          new PeerAddress(bob.listening().getFirst().ip(), port == 65_535 ? 1 : port + 1);

      liar.say(new Message.PeerGossip("VNODE-old", List.of(rumour(wrong)), now()));

      NodeEvent conflict = awaited(Kind.CONFLICT);
      assertThat(conflict.nodeId()).isEqualTo(bob.id());
      assertThat(conflict.text()).contains("moved");
    }
  }

  @Test
  void theVerdictOnWhoReachesUsIsToldWhenItIsFirstKnownAndWhenItChanges() throws Exception {
    Eventually.holds(
        "the verdict is told",
        () -> events().stream().anyMatch(event -> isVerdict(event, "reachable")));
  }

  @Test
  void eventsAreNumberedOneByOneAndResumedAfterAnyOfThem() throws Exception {
    awaited(Kind.CONNECTED);
    List<NodeEvent> past = events();
    assertThat(past).extracting(NodeEvent::id).isSortedAccordingTo(Comparator.naturalOrder());
    assertThat(past.getLast().id() - past.getFirst().id()).isEqualTo(past.size() - 1);

    List<NodeEvent> followed = new CopyOnWriteArrayList<>();
    Thread following = Thread.ofVirtual().start(() -> follow(past.getFirst().id(), followed));
    Eventually.holds("the rest is told again", () -> followed.size() >= past.size() - 1);
    following.interrupt();
    following.join();

    assertThat(followed.subList(0, past.size() - 1)).isEqualTo(past.subList(1, past.size()));
  }

  private void follow(long after, List<NodeEvent> into) {
    try (ApiClient client =
        new ApiClient(ApiClientConfig.local(URI.create("http://" + alice.apiAddress()), null))) {
      client.follow(OptionalLong.of(after), 0, event -> event.ifPresent(into::add));
    } catch (ApiClientException | InterruptedIOException e) {
      // The test has seen enough.
    }
  }

  private NodeEvent awaited(Kind kind) throws Exception {
    List<NodeEvent> found = new ArrayList<>();
    Eventually.holds(
        "an event " + kind,
        () -> {
          Optional<NodeEvent> event =
              events().stream().filter(one -> one.kind() == kind).findFirst();
          event.ifPresent(found::add);
          return event.isPresent();
        });
    return found.getFirst();
  }

  private List<NodeEvent> events() throws ApiClientException {
    return watching.recentEvents(200);
  }

  private static boolean isVerdict(NodeEvent event, String word) {
    return event.kind() == Kind.VERDICT && event.text().startsWith(word);
  }

  private boolean isConnected(String id) throws Exception {
    return Nodes.view(alice).peers().stream()
        .anyMatch(row ->
            row.session() != null
                && row.peer().nodeId() != null
                && row.peer().nodeId().text().equals(id));
  }

  private boolean hasReachedBob() throws Exception {
    return Nodes.view(alice).peers().stream()
        .filter(row -> bob.id().equals(row.peer().nodeId()))
        .flatMap(row -> row.peer().addresses().stream())
        .anyMatch(KnownAddress::isReached);
  }

  private GossipPeer rumour(PeerAddress where) {
    return new GossipPeer(
        bob.id(),
        "VNODE-bob",
        "",
        where,
        true,
        "constellation",
        now(),
        "fair",
        false,
        false,
        null,
        null,
        null);
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }
}
