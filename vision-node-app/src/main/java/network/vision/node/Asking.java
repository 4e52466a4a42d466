package network.vision.node;

import java.net.URI;
import java.util.Optional;
import network.vision.api.ApiClient;
import network.vision.api.ApiClientConfig;
import network.vision.api.ApiClientException;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.NodeConfigReader;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.node.running.ApiToken;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import network.vision.store.StoreException;
import picocli.CommandLine.ParseResult;

/**
 * Asks the node that runs on this machine, where the settings of the command say it is.
 *
 * <p>Failure: one line, and {@link ExitCode#NO_NODE} when nobody is there.
 */
final class Asking {

  /** What is asked. */
  interface Question {
    int ask(ApiClient node) throws ApiClientException, OperatorException;
  }

  /** Gets what is wanted. */
  interface Fetch<T> {
    T from(ApiClient node) throws ApiClientException, OperatorException;
  }

  /** Prints it, and gives the exit code. */
  interface Tell<T> {
    int tell(T found);
  }

  private final Terminal terminal;
  private final Platform platform;

  Asking(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.platform = platform;
  }

  /** Asks {@code question}, and gives the exit code. */
  int ask(ParseResult line, Question question) throws OperatorException {
    NodeConfig config = NodeConfigReader.read(SettingOptions.read(line, platform), platform);
    PeerAddress address = address(config.api());
    try (ApiClient node = client(config)) {
      return question.ask(node);
    } catch (ApiClientException e) {
      return explain(e, address);
    }
  }

  /** Fetches, with progress for a person who waits, and then tells. */
  <T> int ask(ParseResult line, Fetch<T> fetch, Tell<T> tell) throws OperatorException {
    return ask(
        line,
        node -> {
          T found;
          try (Progress _ = Progress.of(terminal, "Waiting for the node")) {
            found = fetch.from(node);
          }
          int code = tell.tell(found);
          terminal.out().flush();
          return code;
        });
  }

  private int explain(ApiClientException failure, PeerAddress address) {
    if (failure.kind() != ApiClientException.Kind.UNREACHABLE) {
      terminal.refuse(String.valueOf(failure.getMessage()));
      return ExitCode.FAILED;
    }
    terminal.refuse(
        "no node answers at http://"
            + address
            + "/; start one with: vision-node run (or say where it is: --port, --api-host)");
    return ExitCode.NO_NODE;
  }

  /** Who asks the node that would run with {@code config}. */
  static ApiClient client(NodeConfig config) throws OperatorException {
    PeerAddress address = address(config.api());
    return new ApiClient(
        ApiClientConfig.local(URI.create("http://" + address), token(config).orElse(null)));
  }

  private static Optional<String> token(NodeConfig config) throws OperatorException {
    try {
      return ApiToken.read(config.dataDirectory());
    } catch (StoreException e) {
      throw new OperatorException(String.valueOf(e.getMessage()), e);
    }
  }

  private static PeerAddress address(NodeConfig.Api api) throws OperatorException {
    if (api.port() == 0) {
      throw new OperatorException(
          api.portSetting() + ": '0' tells nobody where the node is; give its port");
    }
    IpAddress host =
        api.host().isUnspecified() ? IpAddress.parse("127.0.0.1").orElseThrow() : api.host();
    return new PeerAddress(host, api.port());
  }
}
