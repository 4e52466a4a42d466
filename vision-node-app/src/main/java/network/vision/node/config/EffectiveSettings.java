package network.vision.node.config;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.vision.protocol.HostAndPort;

/** Each setting as it holds, and who chose it: what {@code --print-config} and the API show. */
public final class EffectiveSettings {

  /**
   * One setting.
   *
   * @param setting which
   * @param text as it could be written
   * @param source who chose it
   * @param place the option, variable or file's line; "" for a default
   */
  public record Row(Setting setting, String text, Source source, String place) {}

  /** All settings that are not hidden, or were chosen, in the order of the table. */
  public static List<Row> of(Settings settings, NodeConfig config) {
    return Stream.of(Setting.values())
        .filter(setting -> !setting.isHidden() || settings.written(setting).isPresent())
        .map(setting -> row(setting, settings, config))
        .toList();
  }

  private static Row row(Setting setting, Settings settings, NodeConfig config) {
    String text = text(setting, settings, config);
    return settings
        .written(setting)
        .map(value -> new Row(setting, text, value.source(), value.place()))
        .orElseGet(() -> new Row(setting, text, defaultSource(setting), ""));
  }

  private static Source defaultSource(Setting setting) {
    return switch (setting) {
      case SEED, DIAL_ONLY, ALLOW_PRIVATE_PEERS, UPNP -> Source.NETWORK;
      case PORT,
          API_HOST,
          API_NAME,
          API_ORIGIN,
          API_RATE,
          P2P_PORT,
          P2P_LISTEN,
          BANDWIDTH,
          ADVERTISE,
          DATA_DIR,
          NETWORK,
          BEACON,
          PEER,
          SOCKS5,
          PRESET,
          MAX_INBOUND,
          OUTBOUND,
          CONFIG,
          LOG_LEVEL,
          LOG_FORMAT,
          TRACE,
          OMIT_PORT ->
          Source.DEFAULT;
    };
  }

  private static String text(Setting setting, Settings settings, NodeConfig config) {
    return switch (setting) {
      case PORT -> Integer.toString(config.api().port());
      case API_HOST -> config.api().host().toString();
      case API_NAME -> joined(config.api().names().stream().sorted().toList());
      case API_ORIGIN -> joined(config.api().origins().stream().sorted().toList());
      case API_RATE -> Integer.toString(config.api().requestsPerSecond());
      case P2P_PORT ->
          settings.written(Setting.P2P_LISTEN).isPresent()
              ? "none"
              : Integer.toString(config.p2p().listen().getFirst().port());
      case P2P_LISTEN -> joined(config.p2p().listen());
      case BANDWIDTH -> Integer.toString(config.p2p().kibPerSecond());
      case ADVERTISE -> settings.written(setting).map(Settings.Value::text).orElse("auto");
      case DATA_DIR -> config.dataDirectory().toString();
      case NETWORK -> settings.written(setting).map(Settings.Value::text).orElse("mainnet");
      case SEED -> seeds(config);
      case BEACON ->
          config.peers().beacon() == null ? "none" : String.valueOf(config.peers().beacon());
      case PEER -> joined(config.peers().always());
      case DIAL_ONLY ->
          config.peers().dialOnly().isEmpty() ? "anywhere" : joined(config.peers().dialOnly());
      case SOCKS5 ->
          config.peers().socks5() == null ? "none" : String.valueOf(config.peers().socks5());
      case PRESET -> config.preset().label();
      case MAX_INBOUND -> Integer.toString(config.peers().maxInbound());
      case OUTBOUND -> Integer.toString(config.peers().outbound());
      case ALLOW_PRIVATE_PEERS -> config.peers().isPrivateAllowed() ? "yes" : "no";
      case UPNP -> config.isRouterAsked() ? "auto" : "off";
      case CONFIG -> settings.written(setting).map(Settings.Value::text).orElse("none");
      case LOG_LEVEL -> config.log().levels().text();
      case LOG_FORMAT -> config.log().isJson() ? "json" : "text";
      case TRACE -> config.log().trace() == null ? "none" : String.valueOf(config.log().trace());
      case OMIT_PORT -> config.p2p().saysPort() ? "no" : "yes";
    };
  }

  private static String seeds(NodeConfig config) {
    List<HostAndPort> chosen = config.peers().seeds();
    return joined(
        chosen != null
            ? chosen
            : config.profile().seeds().stream().map(seed -> seed.address()).toList());
  }

  private static String joined(Collection<?> items) {
    return items.isEmpty()
        ? "none"
        : items.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private EffectiveSettings() {}
}
