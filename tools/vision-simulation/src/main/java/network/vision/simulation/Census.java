package network.vision.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.vision.gossip.GossipView;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;

/**
 * Who knows whom at the right address.
 *
 * <p>A node knows another when the address it would dial first is the one where the other can be
 * reached now. Only nodes that run count, and only those that can be reached need to be known.
 */
final class Census {

  private static final int MAX_CHARS = 2_000;

  private final List<VirtualNode> nodes;

  Census(List<VirtualNode> nodes) {
    this.nodes = nodes;
  }

  /** Whether every node knows every other. */
  boolean isComplete() {
    Map<NodeId, PeerAddress> right = right();
    for (VirtualNode node : nodes) {
      if (node.isUp() && known(node, right) < wanted(node, right)) {
        return false;
      }
    }
    return true;
  }

  /** The share of pairs of which the first knows the second, 0–1. */
  double share() {
    Map<NodeId, PeerAddress> right = right();
    long known = 0;
    long wanted = 0;
    for (VirtualNode node : nodes) {
      if (node.isUp()) {
        known += known(node, right);
        wanted += wanted(node, right);
      }
    }
    return wanted == 0 ? 1 : (double) known / wanted;
  }

  /** The share of the others that know {@code node} where it is now. */
  double shareThatKnows(VirtualNode node) {
    PeerAddress address = node.address();
    if (address == null) {
      return 0;
    }
    Map<NodeId, PeerAddress> right = Map.of(node.id(), address);
    long others = 0;
    long knowing = 0;
    for (VirtualNode other : nodes) {
      if (other != node && other.isUp()) {
        others++;
        knowing += known(other, right);
      }
    }
    return others == 0 ? 1 : (double) knowing / others;
  }

  /** Whether {@code knower} knows {@code peer} where it is now. */
  boolean knows(VirtualNode knower, VirtualNode peer) {
    PeerAddress address = peer.address();
    return address != null && known(knower, Map.of(peer.id(), address)) == 1;
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

  private Map<NodeId, PeerAddress> right() {
    Map<NodeId, PeerAddress> right = new HashMap<>();
    for (VirtualNode node : nodes) {
      PeerAddress address = node.address();
      if (address != null) {
        right.put(node.id(), address);
      }
    }
    return right;
  }

  private static int known(VirtualNode node, Map<NodeId, PeerAddress> right) {
    int known = 0;
    for (GossipView.PeerRow row : node.view().peers()) {
      NodeId id = row.peer().nodeId();
      if (id == null || id.equals(node.id()) || row.peer().addresses().isEmpty()) {
        continue;
      }
      if (row.peer().addresses().getFirst().address().equals(right.get(id))) {
        known++;
      }
    }
    return known;
  }

  private static int wanted(VirtualNode node, Map<NodeId, PeerAddress> right) {
    return right.size() - (right.containsKey(node.id()) ? 1 : 0);
  }
}
