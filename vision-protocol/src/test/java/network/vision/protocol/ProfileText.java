package network.vision.protocol;

/** Writes a profile file, as an operator would. */
final class ProfileText {

  static byte[] of(NetworkProfile profile) {
    return JsonWriter.encode(out -> out.object(() -> write(out, profile)));
  }

  private static void write(JsonWriter out, NetworkProfile profile) {
    out.text("name", profile.name())
        .text("network_id", profile.networkId())
        .text("node_build", profile.nodeBuild())
        .number("node_version", profile.nodeVersion())
        .number("protocol_version", profile.protocolVersion())
        .text("bootstrap_prefix", profile.bootstrapPrefix())
        .text("chain_id", profile.chainId())
        .text("genesis_hash", profile.genesisHash())
        .u64("checkpoint_height", profile.checkpointHeight());
    if (!profile.checkpointHash().isEmpty()) {
      out.text("checkpoint_hash", profile.checkpointHash());
    }
    if (profile.econHash() != null) {
      out.text("econ_hash", profile.econHash());
    }
    if (profile.powParamsHash() != null) {
      out.text("pow_params_hash", profile.powParamsHash());
    }
    if (profile.powMessageVersion() != null) {
      out.number("pow_msg_version", profile.powMessageVersion());
    }
    out.array("seeds", () -> profile.seeds().forEach(seed -> write(out, seed)))
        .texts("public_ranges", profile.publicRanges().stream().map(IpRange::toString).toList())
        .texts("dial_only", profile.dialOnly().stream().map(IpRange::toString).toList())
        .bool("allow_private_peers", profile.isPrivateAllowed());
  }

  private static void write(JsonWriter out, NetworkProfile.Seed seed) {
    out.object(() -> {
      out.text("address", seed.address().toString());
      if (seed.label() != null) {
        out.text("label", seed.label());
      }
    });
  }

  private ProfileText() {}
}
