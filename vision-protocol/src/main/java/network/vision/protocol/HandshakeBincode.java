package network.vision.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Handshake version 3: bincode 1.3, every field in a fixed order and without a name.
 *
 * <pre>
 * | 02 00 00 00      | 40 00 00 00 00 00 00 00 | 31 63 63 37 ... | ... | 01  96 00 00 00 |
 *   protocol_version   length of chain_id        "1cc7..."               pow_msg_version: some 150
 * </pre>
 *
 * <p>Source: {@code docs/PROTOCOL.md §6}.
 */
final class HandshakeBincode {

  static Decoded<Handshake> decode(byte[] payload) {
    try {
      BincodeReader in = new BincodeReader(payload);
      HandshakeFields to = new HandshakeFields();
      readNetworkAndNode(in, to);
      readReach(in, to);
      in.end();
      return new Decoded.Accepted<>(to.build());
    } catch (RefusedException e) {
      return new Decoded.Refused<>(e.refusal());
    }
  }

  static byte[] encode(Handshake handshake) {
    BincodeWriter out = new BincodeWriter();
    Handshake.Network network = handshake.network();
    Handshake.Node node = handshake.node();
    Handshake.Reach reach = handshake.reach();
    out.u32(network.protocolVersion())
        .text(network.chainId())
        .text(network.genesisHash())
        .u64(node.nonce())
        .u64(handshake.heights().chain())
        .option(handshake.heights().tip(), out::u64)
        .u32(network.nodeVersion())
        .text(network.networkId())
        .text(network.nodeBuild())
        .text(node.tag())
        .text(node.admissionTicket())
        .option(node.passport(), passport -> write(out, passport))
        .text(node.visionAddress())
        .text(node.id().text())
        .text(node.publicKey())
        .text(node.role())
        .text(node.ebid())
        .bool(node.isGuardian())
        .bool(node.isGuardianCandidate())
        .option(reach.httpApiPort(), out::u16)
        .option(text(reach.advertisedIp()), out::text)
        .option(reach.advertisedPort(), out::u16)
        .u64(network.checkpointHeight())
        .text(network.checkpointHash())
        .text(network.bootstrapPrefix())
        .list(reach.seedPeers(), seed -> out.text(seed.toString()))
        .option(network.econHash(), out::text)
        .option(network.powParamsHash(), out::text)
        .option(network.powMessageVersion(), out::u32);
    return out.toByteArray();
  }

  private static void readNetworkAndNode(BincodeReader in, HandshakeFields to)
      throws RefusedException {
    to.protocolVersion = in.u32();
    to.chainId = in.shortText();
    to.genesisHash = in.shortText();
    to.nonce = in.u64();
    to.chainHeight = in.u64();
    to.tipHeight = in.isPresent() ? in.u64() : null;
    to.nodeVersion = in.u32();
    to.networkId = in.shortText();
    to.nodeBuild = in.shortText();
    to.nodeTag = in.shortText();
    to.admissionTicket = in.shortText();
    to.passport = in.isPresent() ? readPassport(in) : null;
    to.visionAddress = in.shortText();
    to.nodeId = in.shortText();
    to.publicKey = in.shortText();
    to.role = in.shortText();
    to.ebid = in.shortText();
    to.isGuardian = in.bool();
    to.isGuardianCandidate = in.bool();
  }

  private static void readReach(BincodeReader in, HandshakeFields to) throws RefusedException {
    to.httpApiPort = in.isPresent() ? in.u16() : null;
    to.advertisedIp = in.isPresent() ? in.text() : null;
    to.advertisedPort = in.isPresent() ? in.u16() : null;
    to.checkpointHeight = in.u64();
    to.checkpointHash = in.shortText();
    to.bootstrapPrefix = in.shortText();
    long seeds = in.count();
    for (long i = 0; i < seeds; i++) {
      to.addSeed(in.text());
    }
    to.econHash = in.isPresent() ? in.shortText() : null;
    to.powParamsHash = in.isPresent() ? in.shortText() : null;
    to.powMessageVersion = in.isPresent() ? in.u32() : null;
  }

  private static Handshake.Passport readPassport(BincodeReader in) throws RefusedException {
    PassportFields to = new PassportFields();
    to.nodeTag = in.shortText();
    to.role = in.shortText();
    to.network = in.shortText();
    to.issuedAt = in.u64();
    to.expiresAt = in.u64();
    to.maxPeers = in.u16();
    to.minVersion = in.u32();
    to.guardianPublicKey = in.shortText();
    long bytes = in.count();
    for (long i = 0; i < bytes; i++) {
      to.signature.add(in.u8());
    }
    return to.build();
  }

  private static void write(BincodeWriter out, Handshake.Passport passport) {
    out.text(passport.nodeTag())
        .text(passport.role())
        .text(passport.network())
        .u64(passport.issuedAt())
        .u64(passport.expiresAt())
        .u16(passport.maxPeers())
        .u32(passport.minVersion())
        .text(passport.guardianPublicKey())
        .list(passport.signature(), b -> out.u8(b));
  }

  private static @Nullable String text(@Nullable IpAddress ip) {
    return ip == null ? null : ip.toString();
  }

  private HandshakeBincode() {}
}
