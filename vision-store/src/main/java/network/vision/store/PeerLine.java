package network.vision.store;

/** What one line of a peer file says. */
sealed interface PeerLine {

  /** The first line: which format follows. */
  record Header(int version) implements PeerLine {}

  /** All that is known of a peer; replaces what an earlier line said of it. */
  record Peer(StoredPeer peer) implements PeerLine {}

  /** A ban; replaces what an earlier line said of its target. */
  record Banned(StoredBan ban) implements PeerLine {}

  /** The peer, or the ban, of this key is known no more. */
  record Forgotten(String key) implements PeerLine {}
}
