package network.vision.store;

/** What one line of a peer file says. */
sealed interface PeerLine {

  /** The name of the peer or the ban that it is about; "" for the header. */
  String key();

  /** The first line: which format follows. */
  record Header(int version) implements PeerLine {
    @Override
    public String key() {
      return "";
    }
  }

  /** All that is known of a peer; replaces what an earlier line said of it. */
  record Peer(StoredPeer peer) implements PeerLine {
    @Override
    public String key() {
      return peer.key();
    }
  }

  /** A ban; replaces what an earlier line said of its target. */
  record Banned(StoredBan ban) implements PeerLine {
    @Override
    public String key() {
      return ban.key();
    }
  }

  /** The peer, or the ban, of this key is known no more. */
  record Forgotten(String key) implements PeerLine {}
}
