package network.vision.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Handshake version 4: one JSON object. Unknown fields are ignored.
 *
 * <pre>
 * {"protocol_version":2,"chain_id":"1cc7...","node_nonce":18446744073709551615, ... ,"p2p_port":7072, ... }
 * </pre>
 *
 * <p>Source: {@code docs/PROTOCOL.md §3}.
 */
final class HandshakeJson {

  static Decoded<Handshake> decode(byte[] payload) {
    return ParsedJson.decode(
        payload,
        in -> {
          HandshakeFields fields = new HandshakeFields();
          in.object();
          while (in.nextField()) {
            readField(in, fields);
          }
          return fields.build();
        });
  }

  static byte[] encode(Handshake handshake) {
    return JsonWriter.encode(out -> out.object(() -> write(out, handshake)));
  }

  private static void readField(JsonReader in, HandshakeFields to) throws RefusedException {
    switch (in.field()) {
      case "protocol_version" -> to.protocolVersion = in.u32();
      case "chain_id" -> to.chainId = in.shortText();
      case "genesis_hash" -> to.genesisHash = in.shortText();
      case "node_nonce" -> to.nonce = in.u64();
      case "chain_height" -> to.chainHeight = in.u64();
      case "tip_height" -> to.tipHeight = in.isNull() ? null : in.u64();
      case "node_version" -> to.nodeVersion = in.u32();
      case "network_id" -> to.networkId = in.shortText();
      case "node_build" -> to.nodeBuild = in.shortText();
      case "node_tag" -> to.nodeTag = in.shortText();
      case "admission_ticket" -> to.admissionTicket = in.shortText();
      case "passport" -> to.passport = in.isNull() ? null : readPassport(in);
      case "vision_address" -> to.visionAddress = in.shortText();
      case "node_id" -> to.nodeId = in.shortText();
      case "public_key" -> to.publicKey = in.shortText();
      case "role" -> to.role = in.shortText();
      case "ebid" -> to.ebid = in.shortText();
      case "is_guardian" -> to.isGuardian = in.bool();
      case "is_guardian_candidate" -> to.isGuardianCandidate = in.bool();
      case "p2p_port" -> to.p2pPort = in.u16(Refusal.BAD_PORT);
      case "http_api_port" -> to.httpApiPort = lenientPort(in);
      case "advertised_ip" -> to.advertisedIp = in.isText() ? in.text() : skipped(in);
      case "advertised_port" -> to.advertisedPort = lenientPort(in);
      case "bootstrap_checkpoint_height" -> to.checkpointHeight = in.u64();
      case "bootstrap_checkpoint_hash" -> to.checkpointHash = in.shortText();
      case "bootstrap_prefix" -> to.bootstrapPrefix = in.shortText();
      case "seed_peers" -> readSeeds(in, to);
      case "econ_hash" -> to.econHash = in.isNull() ? null : in.shortText();
      case "pow_params_hash" -> to.powParamsHash = in.isNull() ? null : in.shortText();
      case "pow_msg_version" -> to.powMessageVersion = in.isNull() ? null : in.u32();
      case "features" -> to.features = readFeatures(in);
      case "challenge" -> to.challenge = textIf(in, Proof::isChallenge);
      case "proof" -> to.proof = textIf(in, t -> Base64s.isCanonical(t, Identity.SIGNATURE_BYTES));
      case "observed_ip" -> {
        String text = in.isText() ? in.text() : skipped(in);
        to.observedIp = text == null ? null : IpAddress.parse(text).orElse(null);
      }
      case "dial_back" -> to.dialBack = lenientNonce(in);
      case "record" -> to.record = PeerRecordJson.readLeniently(in);
      default -> in.skip();
    }
  }

  private static @Nullable Integer lenientPort(JsonReader in) {
    try {
      return in.u16(Refusal.BAD_PORT);
    } catch (RefusedException e) {
      in.skip();
      return null;
    }
  }

  private static @Nullable Long lenientNonce(JsonReader in) {
    try {
      return in.u64();
    } catch (RefusedException e) {
      in.skip();
      return null;
    }
  }

  private static @Nullable String skipped(JsonReader in) {
    in.skip();
    return null;
  }

  private static @Nullable String textIf(JsonReader in, java.util.function.Predicate<String> isGood)
      throws RefusedException {
    String text = in.isText() ? in.text() : skipped(in);
    return text != null && isGood.test(text) ? text : null;
  }

  private static void readSeeds(JsonReader in, HandshakeFields to) throws RefusedException {
    in.array();
    while (in.nextItem()) {
      to.addSeed(in.text());
    }
  }

  private static List<String> readFeatures(JsonReader in) throws RefusedException {
    if (!in.isArray()) {
      in.skip();
      return List.of();
    }
    List<String> features = new ArrayList<>();
    while (in.nextItem()) {
      String feature = textIf(in, t -> Texts.isVisibleAscii(t, Limits.MAX_FEATURE_CHARS));
      if (feature != null && features.size() < Limits.MAX_FEATURES) {
        features.add(feature);
      }
    }
    return features;
  }

  private static Handshake.Passport readPassport(JsonReader in) throws RefusedException {
    PassportFields to = new PassportFields();
    in.object();
    while (in.nextField()) {
      switch (in.field()) {
        case "node_tag" -> to.nodeTag = in.shortText();
        case "role" -> to.role = in.shortText();
        case "network" -> to.network = in.shortText();
        case "issued_at" -> to.issuedAt = in.u64();
        case "expires_at" -> to.expiresAt = in.u64();
        case "max_peers" -> to.maxPeers = in.u16(Refusal.BAD_FIELD);
        case "min_version" -> to.minVersion = in.u32();
        case "guardian_pubkey" -> to.guardianPublicKey = in.shortText();
        case "signature" -> {
          in.array();
          while (in.nextItem()) {
            to.signature.add((byte) in.integer(0, 0xff, Refusal.BAD_FIELD));
          }
        }
        default -> in.skip();
      }
    }
    return to.build();
  }

  private static void write(JsonWriter out, Handshake handshake) {
    Handshake.Network network = handshake.network();
    Handshake.Node node = handshake.node();
    Handshake.Reach reach = handshake.reach();
    out.number("protocol_version", network.protocolVersion())
        .text("chain_id", network.chainId())
        .text("genesis_hash", network.genesisHash())
        .u64("node_nonce", node.nonce())
        .u64("chain_height", handshake.heights().chain())
        .u64OrNull("tip_height", handshake.heights().tip())
        .number("node_version", network.nodeVersion())
        .text("network_id", network.networkId())
        .text("node_build", network.nodeBuild())
        .text("node_tag", node.tag())
        .text("admission_ticket", node.admissionTicket());
    writePassport(out, node.passport());
    out.text("vision_address", node.visionAddress())
        .text("node_id", node.id().text())
        .text("public_key", node.publicKey())
        .text("role", node.role())
        .text("ebid", node.ebid())
        .bool("is_guardian", node.isGuardian())
        .bool("is_guardian_candidate", node.isGuardianCandidate());
    if (reach.p2pPort() != null) {
      out.number("p2p_port", reach.p2pPort());
    }
    out.number("http_api_port", reach.httpApiPort())
        .text(
            "advertised_ip", reach.advertisedIp() == null ? null : reach.advertisedIp().toString())
        .number("advertised_port", reach.advertisedPort())
        .u64("bootstrap_checkpoint_height", network.checkpointHeight())
        .text("bootstrap_checkpoint_hash", network.checkpointHash())
        .text("bootstrap_prefix", network.bootstrapPrefix())
        .texts("seed_peers", reach.seedPeers().stream().map(PeerAddress::toString).toList())
        .text("econ_hash", network.econHash())
        .text("pow_params_hash", network.powParamsHash())
        .number("pow_msg_version", network.powMessageVersion());
    writeExtensions(out, handshake.extensions());
  }

  private static void writeExtensions(JsonWriter out, Handshake.Extensions extensions) {
    if (!extensions.features().isEmpty()) {
      out.texts("features", extensions.features());
    }
    if (extensions.challenge() != null) {
      out.text("challenge", extensions.challenge());
    }
    if (extensions.proof() != null) {
      out.text("proof", extensions.proof());
    }
    if (extensions.observedIp() != null) {
      out.text("observed_ip", extensions.observedIp().toString());
    }
    if (extensions.dialBack() != null) {
      out.u64("dial_back", extensions.dialBack());
    }
    if (extensions.record() != null) {
      PeerRecordJson.write(out.name("record"), extensions.record());
    }
  }

  private static void writePassport(JsonWriter out, Handshake.@Nullable Passport passport) {
    if (passport == null) {
      out.text("passport", null);
      return;
    }
    out.name("passport")
        .object(() ->
            out.text("node_tag", passport.nodeTag())
                .text("role", passport.role())
                .text("network", passport.network())
                .u64("issued_at", passport.issuedAt())
                .u64("expires_at", passport.expiresAt())
                .number("max_peers", passport.maxPeers())
                .number("min_version", passport.minVersion())
                .text("guardian_pubkey", passport.guardianPublicKey())
                .bytes("signature", passport.signature()));
  }

  private HandshakeJson() {}
}
