package network.vision.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.vision.gossip.GossipView;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;

/**
 * Who knows whom at the right address.
 *
 * <p>A node knows another when the address it would dial first is the one where the other can be
 * reached now; so when all pairs know each other, every node can dial every other. Only nodes that
 * run count, and only those that can be reached need to be known. What a node knows is read from
 * what it saved, which is quick; before all is called complete, each node's own view is compared.
 */
final class Census {

  private static final int MAX_CHARS = 2_000;

  private final List<VirtualNode> nodes;

  Census(List<VirtualNode> nodes) {
    this.nodes = nodes;
  }

  /** Whether every node knows every other. */
  boolean isComplete() {
    return missingPairs(reachable(), 0) == 0 && nodes.stream().allMatch(Census::isAsSaved);
  }

  /** The share of pairs of which the first knows the second, 0–1. */
  double share() {
    List<VirtualNode> wanted = reachable();
    long knowers = nodes.stream().filter(VirtualNode::isUp).count();
    long pairs = (knowers - 1) * wanted.size();
    return pairs <= 0 ? 1 : 1 - (double) missingPairs(wanted, Long.MAX_VALUE) / pairs;
  }

  /** The share of the others that know {@code node} where it is now. */
  double shareThatKnows(VirtualNode node) {
    List<VirtualNode> others =
        nodes.stream().filter(other -> other != node && other.isUp()).toList();
    long knowing = others.stream().filter(other -> knows(other, node)).count();
    return others.isEmpty() ? 1 : (double) knowing / others.size();
  }

  /** Whether {@code knower} knows {@code peer} where it is now. */
  boolean knows(VirtualNode knower, VirtualNode peer) {
    PeerAddress address = peer.address();
    return address != null && address.equals(knower.firstAddressOf(peer.id()));
  }

  /** Who has a session with {@code node}. */
  List<VirtualNode> peersOf(VirtualNode node) {
    Set<NodeId> connected = new HashSet<>();
    for (GossipView.PeerRow row : node.view().peers()) {
      if (row.session() != null) {
        connected.add(row.session().peer());
      }
    }
    return nodes.stream().filter(other -> connected.contains(other.id())).toList();
  }

  /** The fewest sessions that any running node has. */
  int fewestSessions() {
    return nodes.stream().filter(VirtualNode::isUp).mapToInt(VirtualNode::sessions).min().orElse(0);
  }

  /** Whether every running node reaches every other over sessions. */
  boolean isOnePiece() {
    List<VirtualNode> up = nodes.stream().filter(VirtualNode::isUp).toList();
    Set<Host> seen = new HashSet<>();
    Deque<Host> toVisit = new ArrayDeque<>();
    up.stream().limit(1).forEach(toVisit::add);
    while (!toVisit.isEmpty()) {
      Host host = toVisit.remove();
      if (seen.add(host) && host instanceof VirtualNode node) {
        toVisit.addAll(node.neighbours());
      }
    }
    return seen.containsAll(up);
  }

  /** Who lacks whom, for people. */
  String missing() {
    StringBuilder text = new StringBuilder();
    for (VirtualNode node : nodes) {
      if (node.isUp() && text.length() < MAX_CHARS) {
        text.append(node).append(", ").append(node.sessions()).append(" sessions, lacks");
        for (VirtualNode other : nodes) {
          if (other != node && other.address() != null && !knows(node, other)) {
            text.append(' ').append(other.name());
          }
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private List<VirtualNode> reachable() {
    return nodes.stream().filter(node -> node.address() != null).toList();
  }

  /** How many pairs are missing; counting stops where there are more than {@code most}. */
  private long missingPairs(List<VirtualNode> wanted, long most) {
    long missing = 0;
    for (VirtualNode knower : nodes) {
      if (knower.isUp() && missing <= most) {
        missing += wanted.stream().filter(peer -> peer != knower && !knows(knower, peer)).count();
      }
    }
    return missing;
  }

  /** Whether a node knows of its peers what it has saved of them. */
  private static boolean isAsSaved(VirtualNode node) {
    if (!node.isUp()) {
      return true;
    }
    for (GossipView.PeerRow row : node.view().peers()) {
      NodeId id = row.peer().nodeId();
      var addresses = row.peer().addresses();
      if (id != null
          && !addresses.isEmpty()
          && !addresses.getFirst().address().equals(node.firstAddressOf(id))) {
        return false;
      }
    }
    return true;
  }
}
