package network.vision.api;

/**
 * What a server holds open.
 *
 * @param connections of clients
 * @param eventStreams how many of them are told events
 */
public record ApiLoad(int connections, int eventStreams) {}
