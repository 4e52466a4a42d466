package network.vision.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The gossip message as databind takes it without being told anything: records, by name. */
record PlainGossip(@JsonProperty("PeerGossip") Content content) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  record Content(String fromNode, List<Peer> peers, long timestamp) {}

  record Peer(
      String nodeId,
      String nodeTag,
      String visionAddress,
      String ipAddress,
      int port,
      String role,
      long lastSeen,
      String reputationTier,
      boolean isVerified,
      boolean reachable,
      @Nullable String natType,
      @Nullable String region) {}

  static PlainGossip decode(byte[] json) {
    return MAPPER.readValue(json, PlainGossip.class);
  }

  byte[] encode() {
    return MAPPER.writeValueAsBytes(this);
  }
}
