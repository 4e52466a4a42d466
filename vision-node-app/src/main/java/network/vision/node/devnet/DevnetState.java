package network.vision.node.devnet;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import network.vision.gossip.Direction;
import network.vision.gossip.GossipView;
import network.vision.node.devnet.Devnet.Member;

/**
 * Who knows and is connected to whom, at one moment.
 *
 * <p>Immutable.
 *
 * @param rows one for each node that answered
 * @param expected how many nodes there are
 */
public record DevnetState(List<Row> rows, int expected) {

  /**
   * One node.
   *
   * @param name its name
   * @param known how many others it lists at their right port
   * @param inbound sessions that others opened
   * @param outbound sessions that it opened
   */
  public record Row(String name, int known, int inbound, int outbound) {

    /** Sessions that it has. */
    public int sessions() {
      return inbound + outbound;
    }
  }

  private static final long ANSWER_SECONDS = 2;

  public DevnetState {
    rows = List.copyOf(rows);
  }

  /** Whether every node lists every other at its right port. */
  public boolean isComplete() {
    return rows.size() == expected && complete() == expected;
  }

  /** How many nodes list every other at its right port. */
  public int complete() {
    return (int) rows.stream().filter(row -> row.known() == expected - 1).count();
  }

  /** Sessions, each counted once. */
  public int sessions() {
    return rows.stream().mapToInt(Row::outbound).sum();
  }

  static DevnetState of(List<CompletableFuture<Row>> answers) {
    List<Row> rows =
        answers.stream()
            .map(answer -> answer.completeOnTimeout(null, ANSWER_SECONDS, TimeUnit.SECONDS))
            .map(answer -> answer.exceptionally(_ -> null).join())
            .filter(row -> row != null)
            .toList();
    return new DevnetState(rows, answers.size());
  }

  static Row row(Member member, List<Member> all, GossipView view) {
    int known =
        (int) all.stream().filter(other -> !other.equals(member) && isKnown(other, view)).count();
    return new Row(
        member.name(),
        known,
        sessions(view, Direction.INBOUND),
        sessions(view, Direction.OUTBOUND));
  }

  private static boolean isKnown(Member other, GossipView view) {
    return view.peers().stream()
        .anyMatch(row ->
            other.node().id().equals(row.peer().nodeId())
                && !row.peer().addresses().isEmpty()
                && row.peer().addresses().getFirst().address().port() == other.port());
  }

  private static int sessions(GossipView view, Direction direction) {
    return (int)
        view.peers().stream()
            .filter(row -> row.session() != null && row.session().direction() == direction)
            .count();
  }
}
