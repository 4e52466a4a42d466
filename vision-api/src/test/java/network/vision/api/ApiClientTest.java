package network.vision.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against the real server, and against servers that are none. */
class ApiClientTest {

  private TestServer server;
  private ApiClient client;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
    client = new ApiClient(ApiClientConfig.local(base(), TestServer.TOKEN));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void everyViewComesBackAsItWasGiven() throws Exception {
    assertThat(client.peers(PeerFilter.ALL).peers())
        .containsExactlyInAnyOrderElementsOf(server.node.rows);
    NodeId id = server.node.rows.getFirst().nodeId();
    assertThat(client.peer(id))
        .contains(FakePeers.detail(server.node.rows.getFirst(), FakeNode.T0));
    assertThat(client.status())
        .isEqualTo(server.node.constellationStatus().toCompletableFuture().join());
    assertThat(client.reachability()).isEqualTo(server.node.reachability);
    assertThat(client.conflicts()).isEqualTo(server.node.portConflicts);
    assertThat(client.why()).isEqualTo(server.node.why.toCompletableFuture().join());
    assertThat(client.seeds()).isEqualTo(server.node.seeds().toCompletableFuture().join());
    assertThat(client.bans()).isEqualTo(server.node.bans().toCompletableFuture().join());
    assertThat(client.config()).isEqualTo(server.node.config());
    assertThat(client.version()).isEqualTo(server.node.version());
  }

  @Test
  void aFilterIsSentAsAQuery() throws Exception {
    PeerFilter odd =
        new PeerFilter(null, null, null, null, true, "a b&c", PeerFilter.Order.PORT, true, 5, 7);

    assertThat(odd.toQuery())
        .isEqualTo("non_default_port=true&q=a+b%26c&sort=-port&offset=5&limit=7");
    assertThat(client.peers(odd).limit()).isEqualTo(7);
  }

  @Test
  void aPeerNobodyKnowsIsEmpty() throws Exception {
    assertThat(client.peer(new NodeId("no/body"))).isEmpty();
  }

  @Test
  void aCommandBringsTheToken() throws Exception {
    String said = client.command("POST", "/p2p/dial", Map.of("address", "192.0.2.1:7072"));

    assertThat(said).isEqualTo("done");
    assertThat(server.node.done).containsExactly("dial 192.0.2.1:7072");
  }

  @Test
  void aRefusalCarriesItsStatusAndTheNodesWords() {
    try (ApiClient stranger = new ApiClient(ApiClientConfig.local(base(), null))) {
      assertThatExceptionOfType(ApiClientException.class)
          .isThrownBy(() -> stranger.command("POST", "/p2p/announce", Map.of()))
          .matches(e -> e.kind() == ApiClientException.Kind.REFUSED && e.status() == 401)
          .withMessageContaining("commands need the token");
    }
  }

  @Test
  void eventsAreFollowedUntilTheServerEnds() throws Exception {
    for (int i = 0; i < 3; i++) {
      server.node.log.publish(
          NodeEvent.of(NodeEvent.Kind.VERDICT, FakeNode.T0, Integer.toString(i)));
    }
    List<String> texts = new ArrayList<>();

    OptionalLong last =
        client.follow(
            OptionalLong.empty(),
            2,
            event -> {
              texts.add(event.map(NodeEvent::text).orElse("gap"));
              if (texts.size() == 2) {
                Thread.ofVirtual().start(server::close);
              }
            });

    assertThat(texts).containsExactly("1", "2");
    assertThat(last).hasValue(server.node.log.newestId());
  }

  @Test
  void nobodyListeningIsUnreachable() {
    server.close();

    assertThatExceptionOfType(ApiClientException.class)
        .isThrownBy(() -> client.version())
        .matches(e -> e.kind() == ApiClientException.Kind.UNREACHABLE)
        .withMessageContaining("nobody answers at http://127.0.0.1:");
  }

  @Test
  void anAddressThatMayNotBeDialledIsNotDialled() {
    ApiClientConfig caged = ApiClientConfig.beacon(base(), address -> false, null);
    try (ApiClient beacon = new ApiClient(caged)) {
      assertThatExceptionOfType(ApiClientException.class)
          .isThrownBy(beacon::seedPeers)
          .withMessageContaining("may be dialled");
    }
  }

  @Test
  void theNameOfABeaconIsLeftToTheProxy() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> host(proxy));
      PeerAddress place = PeerAddress.parse("127.0.0.1:" + proxy.getLocalPort()).orElseThrow();
      URI url = URI.create("http://beacon.example:7070");
      try (ApiClient beacon = new ApiClient(ApiClientConfig.beacon(url, ip -> false, place))) {
        assertThatExceptionOfType(ApiClientException.class).isThrownBy(beacon::seedPeers);
      }
      assertThat(asked.get(5, TimeUnit.SECONDS)).isEqualTo("beacon.example");
    }
  }

  @Test
  void aServerThatDripsRunsOutOfTime() throws Exception {
    assertThat(failureAgainst("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[", false))
        .isEqualTo(ApiClientException.Kind.TIMED_OUT);
  }

  @Test
  void anAnswerThatIsTooLargeEndsOrIsNoHttpIsUnreadable() throws Exception {
    String large = "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + "x".repeat(9000);
    assertThat(failureAgainst(large, false)).isEqualTo(ApiClientException.Kind.UNREADABLE);
    assertThat(failureAgainst("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n[", true))
        .isEqualTo(ApiClientException.Kind.UNREADABLE);
    assertThat(failureAgainst("VISION-P2 is something else\r\n\r\n", true))
        .isEqualTo(ApiClientException.Kind.UNREADABLE);
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    assertThat(
            failureAgainst(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
                false))
        .isEqualTo(ApiClientException.Kind.REFUSED);
  }

  @Test
  void onlyWebAddressesAreAsked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiClientConfig.local(URI.create("ftp://127.0.0.1"), null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiClientConfig.local(URI.create("127.0.0.1"), null));
  }

  @Test
  void aBeaconIsReadInEverySpelling() {
    String json =
        """
        {"peers":[
          {"address":"192.0.2.1:7072","is_anchor":true},
          {"p2p_host":"node.example.org","p2p_port":9333,"nodeTag":"VNODE-1"},
          {"host":"192.0.2.3","port":7070,"node_tag":"VNODE-2"},
          {"ip":"2001:db8::4","port":7072},
          "192.0.2.5:7072",
          {"host":"192.0.2.6","port":0}, {"host":"192.0.2.6"}, {"address":"nothing"}, 7, null, [],
          {"host":"a\\nb","port":7072}, {"address":"a b:7072"}, "-x.example:7072"
        ]}
        """;

    assertThat(BeaconSeed.readAll(json.getBytes(StandardCharsets.UTF_8)))
        .extracting(seed -> seed.address() + " " + seed.nodeTag())
        .containsExactly(
            "192.0.2.1:7072 ",
            "node.example.org:9333 VNODE-1",
            "192.0.2.3:7070 VNODE-2",
            "[2001:db8::4]:7072 ",
            "192.0.2.5:7072 ");
  }

  @Test
  void aNodeIsABeacon() throws Exception {
    try (ApiClient beacon =
        new ApiClient(ApiClientConfig.beacon(base(), ip -> ip.isLoopback(), null))) {
      assertThat(beacon.seedPeers()).hasSize(20);
    }
  }

  private URI base() {
    return URI.create("http://" + server.address());
  }

  /**
   * How the client fails against a server that sends {@code answer} and then is silent, or ends.
   */
  private static ApiClientException.Kind failureAgainst(String answer, boolean isEnding)
      throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerOnce(listener, answer, isEnding));
      URI uri = URI.create("http://127.0.0.1:" + listener.getLocalPort());
      ApiClientConfig config =
          new ApiClientConfig(uri, null, Duration.ofMillis(700), 5_000, address -> true, null);
      try (ApiClient client = new ApiClient(config)) {
        client.seedPeers();
        throw new AssertionError("it was answered");
      } catch (ApiClientException e) {
        return e.kind();
      }
    }
  }

  private static void answerOnce(ServerSocket listener, String answer, boolean isEnding) {
    try (Socket socket = listener.accept();
        InputStream in = socket.getInputStream()) {
      byte[] request = new byte[4096];
      assertThat(in.read(request)).isNotZero();
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      if (!isEnding) {
        assertThat(in.read(request)).isNotZero();
      }
    } catch (IOException e) {
      // The client went first.
    }
  }

  /** The name that a SOCKS5 proxy is asked for; it hangs up then. */
  private static String host(ServerSocket proxy) {
    try (Socket client = proxy.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      in.readByte();
      in.readNBytes(in.readUnsignedByte());
      client.getOutputStream().write(new byte[] {5, 0});
      in.readNBytes(4);
      return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
