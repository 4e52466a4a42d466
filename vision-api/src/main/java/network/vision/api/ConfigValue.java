package network.vision.api;

/**
 * One setting in force: an entry of {@code GET /p2p/config}. Secrets are never among them.
 *
 * @param name the long option's
 * @param value as it would be written
 * @param source such as "option", "environment", "file", "default"
 */
public record ConfigValue(String name, String value, String source) {}
