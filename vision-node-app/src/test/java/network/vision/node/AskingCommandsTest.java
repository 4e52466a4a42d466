package network.vision.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.vision.node.config.Platform;
import network.vision.node.devnet.Devnet;
import network.vision.node.embedding.EmbeddedNode;
import network.vision.node.outlet.LogSetup;
import network.vision.protocol.NodeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask a node, against the seed of a real devnet. */
@Timeout(120)
class AskingCommandsTest {

  @TempDir private static Path folder;

  private static Devnet devnet;
  private static Devnet.Member seed;
  private static Devnet.Member old;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    LogSetup.apply("error", false, LogSetup.Stream.ERROR);
    devnet = Devnet.start(3, folder);
    seed = devnet.members().getFirst();
    old = devnet.members().get(1);
    Eventually.holds(
        "the devnet is complete", () -> devnet.state().isComplete() && isAmongItself());
  }

  @AfterAll
  static void stop() {
    devnet.close();
  }

  @BeforeEach
  void isQuiet() {
    LogSetup.apply("error", false, LogSetup.Stream.ERROR);
  }

  @Test
  void peersAreFilteredSortedAndCut() {
    assertThat(ask("peers")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("known peers, 2 connected").doesNotContain("\u001b");
    assertThat(answer("peers", "--state", "connected")).contains(tag(old), "2 of ");
    assertThat(answer("peers", "--state", "connecting")).contains("0 of ");
    assertThat(answer("peers", "--find", tag(old), "--sort", "-port", "--limit", "1"))
        .contains("1 of ", tag(old));
    assertThat(answer("peers", "--role", "guardian")).contains("0 of ");
    assertThat(answer("peers", "--json", "--bucket", "hot")).startsWith("{\"peers\":[{");
    assertThat(ask("peers", "--sort", "age")).isEqualTo(ExitCode.OPERATOR);
    assertThat(err.toString()).contains("--sort: 'age' is not state, ip, port");
  }

  @Test
  void aPeerIsShownByAPartOfItsNameThatIsItsOwn() {
    assertThat(answer("peer", tag(old)))
        .contains(old.node().id().text(), "proved", "ADDRESS", "dialled first");
    assertThat(answer("peer", "--json", old.node().id().text())).contains("\"addresses\":[{");
    assertThat(ask("peer", "VNODE")).isEqualTo(ExitCode.OPERATOR);
    assertThat(err.toString())
        .containsPattern("peer: 'VNODE' fits [234] peers; see vision-node peers");
    assertThat(ask("peer", "nobody")).isEqualTo(ExitCode.OPERATOR);
  }

  @Test
  void eventsAreListedAndFollowed() throws Exception {
    assertThat(answer("events", "--recent", "200")).contains("connected", tag(old));
    assertThat(answer("events", "--json", "--recent", "1")).startsWith("{\"id\":");
    out.getBuffer().setLength(0);

    Thread following = Thread.ofVirtual().start(() -> ask("events", "--follow", "--recent", "200"));
    Eventually.holds("the past is told", () -> out.toString().contains(tag(old)));
    following.interrupt();
    following.join();
  }

  @Test
  void peersAreShownAgainEverySecondUntilSomebodyStopsIt() throws Exception {
    Thread watching = Thread.ofVirtual().start(() -> ask("peers", "--watch"));
    Eventually.holds(
        "they are shown twice", () -> out.toString().split("known peers", -1).length > 2);
    watching.interrupt();
    watching.join();

    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aSeedThatAnswersIsToldFromOneThatDoesNot() {
    assertThat(check("--seed", address(seed), "--seed", "127.0.0.1:1")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("answers, version 4", "1 of 2 seeds answer", tag(seed));
    assertThat(check("--seed", "127.0.0.1:1")).isEqualTo(ExitCode.FAILED);
    assertThat(check("--seed", "none")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("there are no seeds on devnet");
    assertThat(answer("seeds")).contains("SEED", "STATE");
  }

  @Test
  void connectSaysWhetherThePeerWasReached() {
    Devnet.Member last = devnet.members().getLast();
    assertThat(ask("connect", "127.0.0.1:1")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("127.0.0.1:1 was not reached: refused");
    assertThat(answer("connect", address(last)))
        .contains("is connected: " + tag(last) + ", it was connected already");
    assertThat(ask("connect", "nowhere")).isEqualTo(ExitCode.OPERATOR);
    assertThat(ask("connect", "no-such-host.invalid:7072")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("the name has no address");
  }

  @Test
  void aPeerThatIsNotConnectedIsDialled() throws Exception {
    assertThat(ask("connect", address(seed))).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("was not reached: not dialled");

    try (EmbeddedNode stranger = EmbeddedNode.start(settings("stranger"))) {
      assertThat(answer("connect", stranger.listening().getFirst().toString()))
          .contains("is connected: " + tag(stranger.id()) + ", it answered");
    }
    Eventually.holds("the stranger is gone", AskingCommandsTest::isAmongItself);
  }

  @Test
  void thePortsOfAPeerThatMovedAreShown() throws Exception {
    int before;
    try (EmbeddedNode mover = EmbeddedNode.start(settings("mover"))) {
      before = mover.listening().getFirst().port();
      assertThat(ask("connect", mover.listening().getFirst().toString())).isEqualTo(ExitCode.OK);
    }
    try (EmbeddedNode mover = EmbeddedNode.start(settings("mover"))) {
      int after = mover.listening().getFirst().port();
      String shown = "(?m)^\\d+ s ago +" + before + " +" + after + " +handshake";
      Eventually.holds(
          "the move is shown",
          () -> Pattern.compile(shown).matcher(answer("peer", tag(mover.id()))).find());
      assertThat(answer("events", "--recent", "200"))
          .contains("moved", "before at 127.0.0.1:" + before + ": found at a new address");
    }
    Eventually.holds("the mover is gone", AskingCommandsTest::isAmongItself);
  }

  /** Whether the seed is connected to the two others and nobody else. */
  private static boolean isAmongItself() {
    return devnet.state().rows().getFirst().sessions() == 2;
  }

  private static Map<String, String> settings(String name) {
    return Map.of(
        "network", "devnet",
        "seed", "none",
        "port", "0",
        "p2p-listen", "127.0.0.1:0",
        "data-dir", folder.resolve(name).toString());
  }

  @Test
  void aBanIsMadeAndEnded() {
    assertThat(answer("ban", "192.0.2.0/24", "--for", "7d", "--reason", "noise")).isNotBlank();
    assertThat(answer("unban", "192.0.2.0/24")).isNotBlank();
    assertThat(ask("ban", "no body")).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void anAreaOfTheLogIsGivenAnotherLevel() {
    assertThat(answer("log")).containsPattern("(?m)^gossip +error$");
    assertThat(answer("log", "gossip", "debug")).contains("the log level of gossip is debug");
    assertThat(answer("log"))
        .containsPattern("(?m)^gossip +debug$")
        .containsPattern("(?m)^network +error$");
    assertThat(answer("log", "all", "error")).contains("the log level of all is error");
    assertThat(answer("log")).doesNotContain("debug");
    assertThat(ask("log", "weather", "debug")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("there is no area 'weather'; there are all, node, network");
    assertThat(ask("log", "gossip")).isEqualTo(ExitCode.OPERATOR);
  }

  @Test
  void statusSaysWhereTheNodeIs() {
    assertThat(answer("status")).contains(address(seed), seed.node().id().text(), "2 connected");
  }

  @Test
  void theDoctorTellsWhatTheApiTellsOfTheRunningNode() throws Exception {
    Eventually.holds(
        "both say the same",
        () -> {
          out.getBuffer().setLength(0);
          ask("doctor");
          return out.toString().contains("the running node listens at " + address(seed))
              && out.toString().contains(adviceOf(seed));
        });
  }

  private static String adviceOf(Devnet.Member member) throws Exception {
    URL query = URI.create("http://" + member.node().apiAddress() + "/p2p/reachability").toURL();
    try (InputStream body = query.openStream()) {
      String json = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      Matcher advice = Pattern.compile("\"advice\":\"([^\"]+)\"").matcher(json);
      assertThat(advice.find()).as(json).isTrue();
      return advice.group(1);
    }
  }

  private static String tag(Devnet.Member member) {
    return tag(member.node().id());
  }

  private static String tag(NodeId id) {
    return "VNODE-" + id.text().substring(0, 8);
  }

  private static String address(Devnet.Member member) {
    return member.node().listening().getFirst().toString();
  }

  private String answer(String... args) {
    out.getBuffer().setLength(0);
    assertThat(ask(args)).as(err.toString()).isEqualTo(ExitCode.OK);
    return out.toString();
  }

  private int ask(String... args) {
    Stream<String> place =
        Stream.of(
            "--port",
            Integer.toString(seed.node().apiAddress().port()),
            "--network",
            "devnet",
            "--data-dir",
            folder.resolve(seed.name()).toString());
    return run(Stream.concat(Stream.of(args), place));
  }

  private int check(String... args) {
    Stream<String> words = Stream.of("seeds", "check", "--network", "devnet");
    return run(Stream.concat(words, Stream.of(args)));
  }

  private int run(Stream<String> args) {
    Terminal terminal =
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false);
    Platform platform = new Platform("Linux", folder, Map.of());
    return Commands.line(terminal, platform).execute(args.toArray(String[]::new));
  }
}
