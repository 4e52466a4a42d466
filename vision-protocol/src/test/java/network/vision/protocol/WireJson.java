package network.vision.protocol;

/** The least JSON that is accepted, with more fields as a test wants them: the last one counts. */
final class WireJson {

  private static final String REQUIRED =
      "\"protocol_version\":2,\"chain_id\":\"c\",\"genesis_hash\":\"g\",\"node_nonce\":1,"
          + "\"chain_height\":5,\"node_version\":111,\"node_tag\":\"VNODE-A\","
          + "\"admission_ticket\":\"\",\"vision_address\":\"\",\"node_id\":\"a1\","
          + "\"public_key\":\"\",\"role\":\"constellation\"";

  private static final String ENTRY =
      "\"node_id\":\"a1\",\"node_tag\":\"t\",\"vision_address\":\"\",\"role\":\"constellation\","
          + "\"last_seen\":1,\"reputation_tier\":\"fair\",\"is_verified\":false";

  /** A version 4 handshake. */
  static Decoded<Handshake> with(String fields) {
    return Wire.handshake("{" + REQUIRED + fields + "}");
  }

  /** A gossip message with one entry. */
  static Decoded<Message> gossip(String entry) {
    return Wire.message(
        "{\"PeerGossip\":{\"from_node\":\"b\",\"peers\":[" + entry + "],\"timestamp\":1}}");
  }

  /** An entry at {@code ip}. */
  static String entry(String ip, String fields) {
    return "{" + ENTRY + ",\"ip_address\":\"" + ip + "\"" + fields + "}";
  }

  private WireJson() {}
}
