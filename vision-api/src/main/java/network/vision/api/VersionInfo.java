package network.vision.api;

/**
 * What runs here: the answer to {@code GET /version}.
 *
 * @param name of the program
 * @param version of the program
 * @param build "" if it does not say
 * @param java version of the runtime
 * @param network the profile's name
 * @param protocolVersion said in handshakes
 */
public record VersionInfo(
    String name, String version, String build, String java, String network, long protocolVersion) {}
