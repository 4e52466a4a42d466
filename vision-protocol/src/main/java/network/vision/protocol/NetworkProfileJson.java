package network.vision.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A profile file as JSON. An operator writes it, so a mistake is said with the name of its field.
 *
 * <pre>
 * {"name":"mainnet","network_id":"mainnet", ... ,"seeds":[{"address":"192.0.2.1:7070","label":"Sparks"}]}
 * </pre>
 */
final class NetworkProfileJson {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private static final int MAX_SHOWN_CHARS = 60;

  private @Nullable String name;
  private @Nullable String networkId;
  private @Nullable String nodeBuild;
  private @Nullable Long nodeVersion;
  private @Nullable Long protocolVersion;
  private String bootstrapPrefix = "";
  private @Nullable String chainId;
  private @Nullable String genesisHash;
  private long checkpointHeight;
  private String checkpointHash = "";
  private @Nullable String econHash;
  private @Nullable String powParamsHash;
  private @Nullable Long powMessageVersion;
  private final List<NetworkProfile.Seed> seeds = new ArrayList<>();
  private final List<IpRange> publicRanges = new ArrayList<>();
  private final List<IpRange> dialOnly = new ArrayList<>();
  private boolean isPrivateAllowed;

  private NetworkProfileJson() {}

  static NetworkProfile decode(byte[] json) {
    NetworkProfileJson profile = new NetworkProfileJson();
    Decoded<NetworkProfile> decoded = ParsedJson.decode(json, profile::read);
    return switch (decoded) {
      case Decoded.Accepted<NetworkProfile>(NetworkProfile value) -> value;
      case Decoded.Refused<NetworkProfile>(Refusal refusal) ->
          throw new IllegalArgumentException("not a profile: " + refusal.label());
    };
  }

  private NetworkProfile read(JsonReader in) throws RefusedException {
    in.object();
    while (in.nextField()) {
      String field = in.field();
      try {
        readField(in);
      } catch (RefusedException e) {
        throw new IllegalArgumentException(field + ": " + e.refusal().label());
      }
    }
    return new NetworkProfile(
        require("name", name),
        require("network_id", networkId),
        require("node_build", nodeBuild),
        require("node_version", nodeVersion),
        require("protocol_version", protocolVersion),
        bootstrapPrefix,
        require("chain_id", chainId),
        require("genesis_hash", genesisHash),
        checkpointHeight,
        checkpointHash,
        econHash,
        powParamsHash,
        powMessageVersion,
        seeds,
        publicRanges,
        dialOnly,
        isPrivateAllowed);
  }

  private void readField(JsonReader in) throws RefusedException {
    switch (in.field()) {
      case "name" -> name = in.shortText();
      case "network_id" -> networkId = in.shortText();
      case "node_build" -> nodeBuild = in.shortText();
      case "node_version" -> nodeVersion = in.u32();
      case "protocol_version" -> protocolVersion = in.u32();
      case "bootstrap_prefix" -> bootstrapPrefix = in.shortText();
      case "chain_id" -> chainId = hash(in);
      case "genesis_hash" -> genesisHash = hash(in);
      case "checkpoint_height" -> checkpointHeight = in.u64();
      case "checkpoint_hash" -> checkpointHash = hash(in);
      case "econ_hash" -> econHash = hash(in);
      case "pow_params_hash" -> powParamsHash = hash(in);
      case "pow_msg_version" -> powMessageVersion = in.u32();
      case "seeds" -> readSeeds(in);
      case "public_ranges" -> readTexts(in, IpRange::parse, publicRanges);
      case "dial_only" -> readTexts(in, IpRange::parse, dialOnly);
      case "allow_private_peers" -> isPrivateAllowed = in.bool();
      default -> throw new IllegalArgumentException(shown(in.field()) + ": no such field");
    }
  }

  /** The operator's own word goes to the operator's terminal, but not as a control sequence. */
  private static String shown(String field) {
    return Texts.printable(field, MAX_SHOWN_CHARS);
  }

  private static String hash(JsonReader in) throws RefusedException {
    String text = in.text();
    if (!HASH.matcher(text).matches()) {
      throw new IllegalArgumentException(in.field() + ": not 64 lower-case hex digits");
    }
    return text;
  }

  private void readSeeds(JsonReader in) throws RefusedException {
    in.array();
    while (in.nextItem()) {
      HostAndPort address = null;
      String label = null;
      in.object();
      while (in.nextField()) {
        switch (in.field()) {
          case "address" -> address = parse(in.text(), HostAndPort::parse);
          case "label" -> label = in.shortText();
          default -> in.skip();
        }
      }
      if (address == null || address.port() == 0) {
        throw new IllegalArgumentException("seeds: an entry without an address host:port");
      }
      seeds.add(new NetworkProfile.Seed(address, label));
    }
  }

  private static <T> void readTexts(JsonReader in, Function<String, Optional<T>> parser, List<T> to)
      throws RefusedException {
    in.array();
    while (in.nextItem()) {
      to.add(parse(in.text(), parser));
    }
  }

  private static <T> T parse(String text, Function<String, Optional<T>> parser)
      throws RefusedException {
    return parser.apply(text).orElseThrow(() -> new RefusedException(Refusal.BAD_ADDRESS));
  }

  private static <T> T require(String field, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(field + ": missing");
    }
    return value;
  }
}
